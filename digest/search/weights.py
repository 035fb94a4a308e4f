"""How much a term weighs in a document: BM25F with fixed reference lengths.

Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields". The original divides a
field's length by the average of the collection; here each field has a fixed reference length instead, so that a new
article changes no other document's weights and no other file of the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from digest.search.documents import Field
from digest.search.normalise import Normaliser

SATURATION = 1.2
"""BM25's k1: the weighted frequency at which a term has half of its greatest weight."""

WEAKER = 0.5
"""What an occurrence counts under another reading of the word ("وموسكو" under "موسكو")."""

DAY = 4
"""Weighted frequency of the words that name a document's own day: more than a mention of the day in a body."""

PART_OF_NAME = 0.75
"""What a word counts of a page that has little but a name: "وزارة الصحة" is not what "صحة" asks for first. Who asks by
the whole name finds it under that (`Document.called`)."""

LEVELS = 31
"""Steps to which a weight is rounded; one character of the index holds it."""


class _FieldRule(NamedTuple):
    boost: float
    length: float
    """Words in a field of ordinary length."""
    slope: float
    """BM25's b: 0 for no effect of length, 1 for full."""


_RULES: Mapping[Field, _FieldRule] = {
    "title": _FieldRule(boost=6, length=9, slope=0.3),
    "names": _FieldRule(boost=2.5, length=40, slope=0.2),
    "themes": _FieldRule(boost=2, length=4, slope=0.2),
    "quotes": _FieldRule(boost=1.5, length=120, slope=0.5),
    "body": _FieldRule(boost=1, length=250, slope=0.6),
}


class Weight(NamedTuple):
    """Weight of a term in a document."""

    level: int
    """1 … `LEVELS`."""
    weaker: bool
    """True if the term is only another reading of the words there."""


def weigh(
    fields: Mapping[Field, Iterable[str]],
    normaliser: Normaliser,
    extra: Iterable[str] = (),
    *,
    share: float = 1,
) -> dict[str, Weight]:
    """Return the weight of each term of a document.

    `extra` terms are those of its day; `share` is what all of it counts beside other documents.
    """
    full: dict[str, float] = defaultdict(float)
    half: dict[str, float] = defaultdict(float)
    for field, texts in fields.items():
        terms: dict[str, int] = defaultdict(int)
        weaker: dict[str, int] = defaultdict(int)
        length = 0
        for text in texts:
            for unit in normaliser.units(text):
                length += 1
                for term in unit.terms:
                    terms[term] += 1
                for term in unit.weaker:
                    weaker[term] += 1
        rule = _RULES[field]
        factor = rule.boost / (1 - rule.slope + rule.slope * length / rule.length)
        for term, count in terms.items():
            full[term] += factor * count
        for term, count in weaker.items():
            half[term] += factor * count * WEAKER
    for term in extra:
        full[term] += DAY
    return {
        term: Weight(_level(full.get(term, 0) + half.get(term, 0), share), weaker=term not in full)
        for term in {**full, **half}
    }


def _level(frequency: float, share: float) -> int:
    return max(1, round(LEVELS * share * frequency / (frequency + SATURATION)))
