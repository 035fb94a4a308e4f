from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy import document
from tests.accuracy.gate import ROOT, SAMPLES, floors, measure, scorers

FLOOR = "below the floor (measured, floor); lowering one needs `python -m tests.accuracy.gate --lower`"
DOCUMENT = "docs/accuracy.md shows other figures: run `python -m tests.accuracy --document`"


def fall_below(name: str, measured: dict[str, float]) -> dict[str, tuple[float, float]]:
    pinned = floors()[name]
    assert set(pinned) == set(measured), "a figure without floor, or the other way round: run the gate module"
    return {figure: (measured[figure], floor) for figure, floor in pinned.items() if measured[figure] < floor}


def is_documented(name: str, measured: dict[str, float]) -> bool:
    page = document.PAGE.read_text(encoding="utf-8")
    return document.replace(page, name, measured) == page


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(scorers()))
def test_the_figures_of_the_development_sets(name: str, shared: Path) -> None:
    measured = measure(name, shared)
    assert fall_below(name, measured) == {}, FLOOR
    assert is_documented(name, measured), DOCUMENT


def test_the_figures_of_the_samples() -> None:
    measured = measure(SAMPLES, ROOT)
    assert fall_below(SAMPLES, measured) == {}, FLOOR
    assert is_documented(SAMPLES, measured), DOCUMENT


def test_every_scorer_is_pinned_and_every_pin_has_a_scorer() -> None:
    assert set(floors()) == {*scorers(), SAMPLES}
