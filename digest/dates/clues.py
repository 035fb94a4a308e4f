"""The records of what an article tells about the day of its publication.

Nothing is decided here: each clue keeps its words, where they stand, and the days that they allow.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from digest.dates.values import Value
from digest.records import Span

Source = Literal[
    "front-matter",
    "metadata",
    "dateline",
    "header",
    "updated",
    "lead-date",
    "weekday-today",
    "exact-day",
    "current-month",
    "current-year",
    "past-date",
    "future-date",
    "year-mention",
    "known-since",
    "in-office",
    "year-arithmetic",
    "near-date",
    "bare-weekday",
    "relative-date",
    "retrieved",
    "event-offset",
    "same-happening",
]
"""Kinds of clue."""


class Clue(NamedTuple):
    """One clue, with its words and the days that they state or allow."""

    source: Source
    evidence: str
    """The words, verbatim, at most 200 characters."""
    span: Span | None = None
    """Where they stand in the text; None for the title of the front matter and for metadata."""
    line: int | None = None
    first: dt.date | None = None
    """First day that the words state, or the lower bound of publication that they set."""
    last: dt.date | None = None
    """Last day that the words state, or the upper bound."""
    weekday: int | None = None
    """Weekday of publication that they require, Monday 0."""
    value: Value | None = None
    """Meaning, where the year has to be argued."""
    offset: int = 0
    """Days from publication to the day that the words name."""
    label: bool = False
    """True where a label such as "تاريخ النشر" says what the date is."""
    future: bool | None = None
    """Side of the present that the words give."""
    named: bool = False
    """True for a day with a name: feasts come round every year."""
    above: bool = False
    """True for a date without label that stands above the title: often the clock of the page as it was saved."""
    untitled: bool = False
    """True for a date in a text without title: whether it stands above or below the title cannot be seen."""
    other: dt.date | None = None
    """The day that the same figures mean in the other order: 5/4/2018 is 5 April or 4 May."""
    alternative: bool = False
    """True for the unlikelier order, which only counts where the likelier one contradicts the body."""
    sighted: bool = False
    """True for a Hijri date alone: months of the press may begin a day earlier or later than those of the tables."""


class Clues(NamedTuple):
    """All clues of an article, by what they can do."""

    stated: tuple[Clue, ...]
    """Days that front matter, metadata, datelines and headers state, the strongest first."""
    weekdays: tuple[Clue, ...]
    """Weekdays that the body calls today's, yesterday's or tomorrow's."""
    exact: tuple[Clue, ...]
    """Days that the body dates from its own: "أمس الجمعة 12 أبريل"."""
    months: tuple[Clue, ...]
    """Dates of the current month or year: "السابع من ديسمبر الجاري"."""
    bounds: tuple[Clue, ...]
    """Days and years of the past or future, and the day on which the file was saved."""
    near: tuple[Clue, ...]
    """Days without year and bare weekdays: they lie near publication, nothing more."""
