"""Days that the furniture of a page states: datelines, bylines, headers, labels of publication and update."""

from __future__ import annotations

import functools
import re
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
OPENING_LENGTH = 120
"""The same for a paragraph that begins with the date: both calendars and clocks of two zones need that much."""
HEADER_SHARE = 0.4
"""Least share of a line that its date must take for it to be a header."""
BODY_SHARE = 0.6
"""The same for a line taken for body: "تبدأ الدروس يوم الأحد 7 سبتمبر 2025" belongs to the report."""
TOP, BOTTOM = 8, 4
"""Paragraphs from the top and from the end among which a header is looked for."""
CREDIT_LENGTH = 60
"""Characters of author and place that may stand before the date of a report: "سالم - عمّان في الأربعاء … 06:29 - "."""
_WORD = r"[^\W\d_]"
_FIGURES = re.compile(r"\d\d?[/.\-]\d\d?[/.\-]\d{4}")
_CLOCK = re.compile(r"\d:\d\d")
_AFTER_CREDIT = re.compile(r"\s*[-–—|:]")


def header_clue(article: Article, item: Placed, lexicons: Lexicons) -> Clue | None:
    """Return what a date says as part of the page's furniture, None where it stands in the running text."""
    value = item.expression.value
    if isinstance(value, Yearless) and value.day is not None and item.paragraph.role == "dateline":
        # "أبوظبي في 28 يناير / وام /": the agency's own day, its year to be argued.
        return clue_at(article, item, "exact-day", value=value)
    if not isinstance(value, Fixed) or value.granularity != "day":
        return None
    label = _label(article, item, lexicons)
    if not _is_furniture(article, item, label):
        return None
    return _stated_by_furniture(article, item, value, label)


def _stated_by_furniture(article: Article, item: Placed, value: Fixed, label: Label | None) -> Clue | None:
    day, role = value.first, item.paragraph.role
    if label == "other" or role in ("caption", "repeat"):
        return clue_at(article, item, "past-date", first=day)
    if role == "boilerplate" and label is None:
        # Furniture lists other articles with their dates.
        listed = item.paragraph.rule == "furniture:other-headline"
        if listed or item.number >= TOP or not _stands_alone(article, item):
            return None
    elif role == "boilerplate" and item.number >= TOP:
        return None
    source: Source = "updated" if label == "updated" else "dateline" if role in ("dateline", "byline") else "header"
    above = label is None and _above_title(article, item)
    sighted = item.expression.rule == "hijri-date"
    clue = clue_at(article, item, source, first=day, last=day, label=label is not None, above=above, sighted=sighted)
    return clue._replace(untitled=article.title_span is None)


def _above_title(article: Article, item: Placed) -> bool:
    """Tell whether a date stands above the title.

    Where the text has none: above everything, unless the front matter gives the title and the report follows at once.
    """
    if article.title_span is not None:
        return item.expression.span.end <= article.title_span.start
    content = next((n for n, paragraph in enumerate(article.paragraphs) if paragraph.is_content), 0)
    if item.number >= content:
        return False
    between = article.paragraphs[item.number + 1 : content]
    return article.front.title is None or any(paragraph.role == "boilerplate" for paragraph in between)


def alternative(clue: Clue) -> Clue | None:
    """Return a stated day with its figures in the other order, None where they have one order only."""
    figures = _FIGURES.match(clue.evidence)
    if clue.source not in ("dateline", "header") or clue.first is None or figures is None:
        return None
    day = clue.first
    if day.day > 12 or day.day == day.month:
        return None
    other = day.replace(month=day.day, day=day.month)
    return clue._replace(first=other, last=other, other=day, alternative=True)


def _is_furniture(article: Article, item: Placed, label: Label | None) -> bool:
    if not item.paragraph.is_content or _opens_report(article, item):
        return True
    if label is not None and item.number < TOP:
        return True
    if item.expression.deictic is not None:
        # "اليوم الجمعة 16 مارس 2018" is the sentence's own, however short.
        return False
    return item.paragraph.role != "title" and _stands_alone(article, item)


def _opens_report(article: Article, item: Placed) -> bool:
    """Tell whether a date with a clock stands between the author and the report: "… - القاهرة في … 06:29 مساء - "."""
    if item.number >= TOP or item.expression.span.start - item.paragraph.span.start > CREDIT_LENGTH:
        return False
    clock = _CLOCK.search(item.expression.span.of(article.text))
    return clock is not None and _AFTER_CREDIT.match(article.text, item.expression.span.end) is not None


def _stands_alone(article: Article, item: Placed) -> bool:
    """Tell whether a short line near the top or the end holds little more than the date."""
    length = item.paragraph.span.end - item.paragraph.span.start
    width = item.expression.span.end - item.expression.span.start
    share = BODY_SHARE if item.paragraph.role == "body" else HEADER_SHARE
    edge = item.number < TOP or item.number >= len(article.paragraphs) - BOTTOM
    return edge and length <= _longest(item) and width >= share * length


def _longest(item: Placed) -> int:
    opens = item.expression.span.start - item.paragraph.span.start <= 1
    return OPENING_LENGTH if opens else HEADER_LENGTH


def _label(article: Article, item: Placed, lexicons: Lexicons) -> Label | None:
    """Return what the words of its line call a date: those before it, or "(آخر تحديث)" just after it.

    In running text only words that lead to the date at once are a label: "نشر في: 6 مارس 2020".
    """
    if item.paragraph.rule == "dateline:agency":
        return "published"
    words = _labels(lexicons)
    before = fold_word(item.before.of(article.text))
    if item.paragraph.span.end - item.paragraph.span.start > _longest(item):
        # Tables of one line: "التاريخ: 8 أيار 2018 | المصدر: … | …".
        return "published" if len(before) <= CREDIT_LENGTH and words.field.search(before) else None
    after = fold_word(article.text[item.expression.span.end : item.paragraph.span.end]).lstrip()
    if words.updated_after.match(after):
        return "updated"
    if words.issue.search(fold_word(item.paragraph.span.of(article.text))):
        return "published"
    running = item.paragraph.is_content
    for label, anywhere, at_once in words.before:
        if (at_once if running else anywhere).search(before):
            return label
    return None


class _Labels:
    """The labels as patterns over folded text."""

    def __init__(self, table: ContextTable) -> None:
        labels = table.labels
        names: tuple[Label, ...] = ("updated", "other", "published")
        # Those of updates first: "آخر تحديث ونشر" is one.
        self.before = tuple((name, _pattern(labels[name], ""), _pattern(labels[name], r"\W*$")) for name in names)
        self.updated_after = _pattern(labels["updated"], r"\s*\)", r"\(\s*")
        self.field = _pattern(labels["published"], r"\s*:\s*$")
        self.issue = _pattern(labels["issue"], r"\W*\d")


def _pattern(words: list[str], end: str, start: str = "") -> re.Pattern[str]:
    """Return the pattern of whole words, perhaps with article and "و" before them, between `start` and `end`."""
    choice = "|".join(sorted((re.escape(fold_word(word)) for word in words), key=len, reverse=True))
    return re.compile(rf"{start}(?<!{_WORD})(?:و?ال|و)?(?:{choice})(?!{_WORD}){end}")


@functools.lru_cache(maxsize=8)
def _labels(lexicons: Lexicons) -> _Labels:
    return _Labels(lexicons.get("calendar_context", ContextTable))
