"""Find the scorers and the floors; raise or, with an explicit flag, lower a floor.

python -m tests.accuracy.gate            raises every floor to what is measured now, less the slack
python -m tests.accuracy.gate --lower    also lowers those that are not reached: say why in the commit
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.accuracy import samples

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.toml")
SLACK = 0.005
"""How far a floor stands below the figure that was measured when it was set."""

SAMPLES = "samples"
"""Name of the table that needs nothing beside the project."""

Scorer = Callable[[Path], dict[str, float]]


def scorers() -> dict[str, Scorer]:
    """Return the scorers of the development sets, by name: one for each step, and one of what is published."""
    found = {}
    for file in sorted(Path(__file__).parent.glob("score_*.py")):
        module = importlib.import_module(f"tests.accuracy.{file.stem}")
        found[file.stem.removeprefix("score_")] = module.score
    return found


@cache
def measure(name: str, shared: Path) -> dict[str, float]:
    """Return the figures of one table: of the samples, or of a scorer of the development sets."""
    return samples.score(ROOT) if name == SAMPLES else scorers()[name](shared)


def floors() -> dict[str, dict[str, float]]:
    """Return the pinned floors: step, figure, value."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def repin(shared: Path, *, lower: bool) -> list[str]:
    """Write the floors anew for what is measured now; return those that are not reached.

    A new figure gets its floor; a floor that is not reached stays, unless `lower` is given.
    """
    head = "".join(line for line in FLOORS.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] == "#")
    unreached = []
    parts = [head]
    for name in (SAMPLES, *scorers()):
        pinned = floors().get(name, {})
        parts.append(f"\n[{name}]\n")
        for figure, value in measure(name, shared).items():
            reached, floor = max(0.0, round(value - SLACK, 3)), pinned.get(figure, 0.0)
            if value < floor:
                unreached.append(f"{name}.{figure}: {value:.3f}, floor {floor:.3f}")
            parts.append(f'"{figure}" = {reached if lower else max(reached, floor)}\n')
    FLOORS.write_text("".join(parts), encoding="utf-8")
    return unreached


if __name__ == "__main__":
    print("\n".join(repin(ROOT.parent / "shared", lower="--lower" in sys.argv[1:])))
