"""Print the tables of `make accuracy`: each figure with its floor; of the samples, then of the development sets."""

from __future__ import annotations

import sys

from tests.accuracy.gate import ROOT, SAMPLES, floors, measure, scorers


def main() -> int:
    """Print the tables that can be measured here; return 1 if a figure is below its floor."""
    shared = ROOT.parent / "shared"
    names = [SAMPLES, *(scorers() if shared.is_dir() else ())]
    pinned = floors()
    below = 0
    for name in names:
        print(f"\n{name}")
        for figure, value in measure(name, shared).items():
            floor = pinned.get(name, {}).get(figure)
            low = floor is not None and value < floor
            below += low
            limit = "–" if floor is None else f"{floor:.3f}"
            print(f"  {figure:<48} {value:7.3f}   floor {limit}{'   BELOW' if low else ''}")
    if not shared.is_dir():
        print("\nThe development sets are not beside the project (../shared): only the samples were scored.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
