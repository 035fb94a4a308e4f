"""Print the tables of `make accuracy`: each figure with its floor; of the samples, then of the development sets.

With `--document` the tables in docs/accuracy.md are brought up to date as well.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from tests.accuracy import document
from tests.accuracy.gate import ROOT, SAMPLES, floors, measure, scorers


def main() -> int:
    """Print the tables that can be measured here; return 1 if a figure is below its floor."""
    shared = ROOT.parent / "shared"
    names = [SAMPLES, *(scorers() if shared.is_dir() else ())]
    measured = {name: measure(name, shared) for name in names}
    below = sum([_print(name, figures) for name, figures in measured.items()])
    if "--document" in sys.argv[1:]:
        document.write(measured)
    if not shared.is_dir():
        print("\nThe development sets are not beside the project (../shared): only the samples were scored.")
    return 1 if below else 0


def _print(name: str, figures: Mapping[str, float]) -> int:
    """Print one table; return how many figures are below their floor."""
    pinned = floors().get(name, {})
    print(f"\n{name}")
    below = 0
    for figure, value in figures.items():
        floor = pinned.get(figure)
        low = floor is not None and value < floor
        below += low
        limit = "–" if floor is None else f"{floor:.3f}"
        print(f"  {figure:<48} {value:7.3f}   floor {limit}{'   BELOW' if low else ''}")
    return below


if __name__ == "__main__":
    sys.exit(main())
