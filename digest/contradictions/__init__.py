"""Where accounts of one event differ: numbers, dates and places that cannot all be true, each with its lines.

Only contradictions: bounds and rounded numbers that include the other number agree; an article that gives two numbers
is an update in itself; what one outlet says twice is no second account. A number of a later day or hour is an update:
it is told as one (`Contradiction.update`). What is left out is left out for the sake of precision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from digest.contradictions.claims import read_sentences, toll_claims, units_of
from digest.contradictions.compare import (
    date_contradictions,
    like_sentences,
    number_contradictions,
    place_contradictions,
)
from digest.contradictions.numbers import Numbers
from digest.contradictions.tolls import toll_contradictions
from digest.contradictions.vocabulary import counts
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, Contradiction

__all__ = ["find_contradictions"]


def find_contradictions(
    articles: Sequence[AnnotatedArticle], first: dt.date | None, last: dt.date | None, lexicons: Lexicons
) -> tuple[Contradiction, ...]:
    """Return what the articles of one event contradict each other in; `first…last` are the days of the event.

    Tolls of headlines and first paragraphs come first, then numbers, dates and places in which sentences differ that
    are otherwise alike. Each value names all lines that state it.
    """
    days = (first, last) if first is not None and last is not None else None
    ordered = sorted(articles, key=lambda item: (item.article.path, item.article.row or 0))
    known = counts(lexicons)
    sentences = {item.article.id: read_sentences(item, lexicons) for item in ordered}
    growing = {key: any(s.growing and s.front for s in own) for key, own in sentences.items()}
    claims = {key: tuple(toll_claims(own, days, lexicons)) for key, own in sentences.items()}
    found = list(toll_contradictions(claims, growing, known))
    elsewhere = {
        key: {unit: Numbers(numbers) for unit, numbers in units_of(own, known).items()}
        for key, own in sentences.items()
    }
    for group in like_sentences([sentence for own in sentences.values() for sentence in own]):
        found.extend(number_contradictions(group, elsewhere, known))
        found.extend(date_contradictions(group, known))
        found.extend(place_contradictions(group, known))
    return tuple(_without_repeats(found))


def _without_repeats(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Leave out contradictions whose lines an earlier one shows already."""
    shown: set[object] = set()
    kept = []
    for one in found:
        refs = {(ref.article, ref.span.end) for _, refs in one.values for ref in refs}
        if not refs <= shown:
            kept.append(one)
            shown |= refs
    return kept
