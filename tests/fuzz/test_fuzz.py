"""The fuzz target with a bounded number of files, the same in every run; `python -m tests.fuzz` goes on from there."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from digest.lexicon import default_lexicons
from digest.pipeline import annotate
from digest.records import RawArticle
from tests.fuzz.kinds import KINDS, TEXTS, Kind
from tests.fuzz.strategies import files
from tests.fuzz.target import check
from tests.work import calls

SIZE = 1_500
MANY_NAMES = 8_000
"""Characters of a list of people in which comparing each with every other would be most of the work."""
MOST_GROWTH = 2.6
"""How much more work twice the text may be; 2 is linear, 4 the square."""


@given(files)
@settings(max_examples=250)
@example(("وهذا كما قال الرسول. عبد عبد عبد".encode(), "a.txt"))
def test_a_file_is_analysed_or_refused(file: tuple[bytes, str]) -> None:
    check(*file)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_long_file_is_analysed_or_refused(kind: Kind) -> None:
    check(kind.make(2_000).encode("utf-8"), kind.path)


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.name)
def test_the_work_on_a_text_grows_as_its_length(kind: Kind) -> None:
    size = MANY_NAMES if kind.name == "other names with commas" else SIZE
    assert _work(kind, 2 * size) <= MOST_GROWTH * _work(kind, size)


def _work(kind: Kind, size: int) -> int:
    text = kind.make(size)
    raw = RawArticle(path=kind.path, format="text", encoding="utf-8", text=text, lines=(1,) * (text.count("\n") + 1))
    annotate(raw, default_lexicons())  # fills the caches of words
    return calls(lambda: annotate(raw, default_lexicons()))
