from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.gate import floors, scorers


@pytest.mark.shared
@pytest.mark.parametrize("step", sorted(scorers()))
def test_no_figure_falls_below_its_floor(step: str, shared: Path) -> None:
    measured = scorers()[step](shared)
    low = {
        name: (measured.get(name), floor)
        for name, floor in floors().get(step, {}).items()
        if name not in measured or measured[name] < floor
    }
    assert not low, (
        f"below the floor (measured, floor): {low}; lowering one needs `python -m tests.accuracy.gate --lower`"
    )


def test_every_scorer_is_pinned_and_every_pin_has_a_scorer() -> None:
    assert set(floors()) == set(scorers())
