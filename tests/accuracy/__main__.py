"""Print the table of `make accuracy`: each figure with its floor."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.accuracy.gate import ROOT, floors, scorers


def main() -> int:
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        print("The development sets are not beside the project (../shared): nothing to score.")
        return 0
    pinned = floors()
    below = 0
    for step, score in scorers().items():
        print(f"\n{step}")
        for name, value in score(Path(shared)).items():
            floor = pinned.get(step, {}).get(name)
            low = floor is not None and value < floor
            below += low
            limit = "–" if floor is None else f"{floor:.3f}"
            print(f"  {name:<48} {value:7.3f}   floor {limit}{'   BELOW' if low else ''}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
