from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.gate import ROOT, SAMPLES, floors, measure, scorers


def fall_below(name: str, measured: dict[str, float]) -> dict[str, tuple[float | None, float]]:
    pinned = floors()[name].items()
    return {figure: (measured.get(figure), floor) for figure, floor in pinned if measured.get(figure, -1) < floor}


ADVICE = "below the floor (measured, floor); lowering one needs `python -m tests.accuracy.gate --lower`"


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(scorers()))
def test_no_figure_of_the_development_sets_falls_below_its_floor(name: str, shared: Path) -> None:
    assert fall_below(name, measure(name, shared)) == {}, ADVICE


def test_no_figure_of_the_samples_falls_below_its_floor() -> None:
    assert fall_below(SAMPLES, measure(SAMPLES, ROOT)) == {}, ADVICE


def test_every_scorer_is_pinned_and_every_pin_has_a_scorer() -> None:
    assert set(floors()) == {*scorers(), SAMPLES}
