"""What the rules of the grammar return, and the stated days, months and years that they share."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from digest.dates import hijri
from digest.dates.numbers import Year
from digest.dates.units import month_last
from digest.dates.values import CalendarName, Fixed, Value

STROKES = "/\\-–—|"
"""Marks that stand between two names or numbers of one date."""
DASHES = "-–—"
OF = "link:of"
"""Sense of "من" between a part and its whole."""
AND = "و"
"""The conjunction, written together with the next word or, before digits, alone."""


class Reading(NamedTuple):
    """One expression: where it ends, what it means, which rule read it."""

    end: int
    """Position after its last token."""
    value: Value
    rule: str
    deictic: int | None = None
    """Days from the day of publication where the words say so beside a date: "أمس الجمعة 12 أبريل"."""


def fixed_day(calendar: CalendarName, year: int, month: int, day: int, last: int | None = None) -> Fixed | None:
    """Return a stated day (or days `day` to `last` of a month), None if the calendar has no such day."""
    try:
        if calendar == "gregorian":
            return Fixed(dt.date(year, month, day), dt.date(year, month, last or day), "day")
        start, end = hijri.month_span(year, month)
        first, final = start + dt.timedelta(day - 1), start + dt.timedelta((last or day) - 1)
    except (ValueError, OverflowError):
        return None
    # A sighted month may have a day more than that of the tables.
    if day < 1 or final > end + dt.timedelta(1):
        return None
    return Fixed(first, final, "day", year not in hijri.TABLE_YEARS)


def fixed_month(calendar: CalendarName, year: int, month: int) -> Fixed | None:
    """Return a stated month, None if it lies outside of what dates can hold."""
    try:
        if calendar == "gregorian":
            return Fixed(dt.date(year, month, 1), month_last(year, month), "month")
        return Fixed(*hijri.month_span(year, month), "month", year not in hijri.TABLE_YEARS)
    except (ValueError, OverflowError):
        return None


def fixed_year(found: Year) -> Fixed | None:
    """Return a stated year, None if it lies outside of what dates can hold."""
    try:
        if found.calendar == "gregorian":
            return Fixed(dt.date(found.value, 1, 1), dt.date(found.value, 12, 31), "year")
        return Fixed(*hijri.year_span(found.value), "year", found.value not in hijri.TABLE_YEARS)
    except (ValueError, OverflowError):
        return None


def fixed_decade(first: int) -> Fixed:
    """Return the ten years from `first`."""
    return Fixed(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade")
