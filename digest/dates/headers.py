"""Days that the furniture of a page states: datelines, bylines, headers, labels of publication and update."""

from __future__ import annotations

import functools
from typing import Literal

from digest.arabic import fold_word
from digest.dates.clues import Clue, Source
from digest.dates.placed import Placed, clue_at
from digest.dates.tables import ContextTable
from digest.dates.values import Fixed, Yearless
from digest.lexicon import Lexicons
from digest.records import Article

Label = Literal["published", "updated", "other"]

HEADER_LENGTH = 90
"""Longest paragraph, in characters, that is taken for a header because of a date in it."""
HEADER_SHARE = 0.4
"""Least share of a running paragraph that its date must take for it to be a header."""
TOP, BOTTOM = 8, 4
"""Paragraphs from the top and from the end among which a header is looked for."""


def header_clue(article: Article, item: Placed, lexicons: Lexicons) -> Clue | None:
    """Return what a date says as part of the page's furniture, None where it stands in the running text."""
    value = item.expression.value
    if isinstance(value, Yearless) and value.day is not None and item.paragraph.role == "dateline":
        # "أبوظبي في 28 يناير / وام /": the agency's own day, its year to be argued.
        return clue_at(article, item, "exact-day", value=value)
    if not isinstance(value, Fixed) or value.granularity != "day" or not _is_furniture(article, item):
        return None
    day, label = value.first, _label(article, item, lexicons)
    role = item.paragraph.role
    if label == "other" or role in ("caption", "repeat"):
        return clue_at(article, item, "past-date", first=day)
    if role == "boilerplate" and (item.number >= TOP or not (label or _stands_alone(article, item))):
        # Furniture below the text lists other articles with their dates.
        return None
    source: Source = "updated" if label == "updated" else "dateline" if role in ("dateline", "byline") else "header"
    return clue_at(article, item, source, first=day, last=day, label=label is not None)


def _is_furniture(article: Article, item: Placed) -> bool:
    if not item.paragraph.is_content:
        return True
    return item.paragraph.role != "title" and _stands_alone(article, item)


def _stands_alone(article: Article, item: Placed) -> bool:
    """Tell whether a short line near the top or the end holds little more than the date."""
    length = item.paragraph.span.end - item.paragraph.span.start
    width = item.expression.span.end - item.expression.span.start
    edge = item.number < TOP or item.number >= len(article.paragraphs) - BOTTOM
    return edge and length <= HEADER_LENGTH and width >= HEADER_SHARE * length


def _label(article: Article, item: Placed, lexicons: Lexicons) -> Label | None:
    """Return what the words before a date in its line call it."""
    if item.paragraph.rule == "dateline:agency":
        return "published"
    if item.paragraph.span.end - item.paragraph.span.start > HEADER_LENGTH:
        return None
    folded = fold_word(item.before.of(article.text))
    for label, words in _labels(lexicons):
        if any(word in folded for word in words):
            return label
    return None


@functools.lru_cache(maxsize=8)
def _labels(lexicons: Lexicons) -> tuple[tuple[Label, tuple[str, ...]], ...]:
    """Return the labels, those of updates first: "آخر تحديث ونشر" is one."""
    table = lexicons.get("calendar_context", ContextTable).labels
    names: tuple[Label, ...] = ("updated", "other", "published")
    return tuple((name, tuple(map(fold_word, table[name]))) for name in names)
