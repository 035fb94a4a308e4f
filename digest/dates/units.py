"""Units of the calendar: their spans, and moving a day by them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

Unit = Literal["day", "week", "month", "year", "decade"]

UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade"}
"""Units of the lexicon that days can be counted in; hours and centuries are reduced to them."""


def month_last(year: int, month: int) -> dt.date:
    """Return the last day of a Gregorian month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: dt.date, months: int) -> dt.date:
    """Return `day` moved by whole months, held at the month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_span(unit: Unit, day: dt.date, step: int) -> tuple[dt.date, dt.date]:
    """Return first and last day of the calendar unit that lies `step` units from the one that holds `day`.

    Weeks run from Monday to Sunday (ISO 8601).
    """
    if unit == "day":
        moved = day + dt.timedelta(step)
        return moved, moved
    if unit == "week":
        monday = day - dt.timedelta(day.weekday()) + dt.timedelta(7 * step)
        return monday, monday + dt.timedelta(6)
    if unit == "month":
        first = shift_months(day.replace(day=1), step)
        return first, month_last(first.year, first.month)
    if unit == "year":
        return dt.date(day.year + step, 1, 1), dt.date(day.year + step, 12, 31)
    decade = day.year // 10 * 10 + 10 * step
    return dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31)


def shift_unit(unit: Unit, day: dt.date, amount: int) -> dt.date:
    """Return `day` moved by `amount` units."""
    if unit in ("day", "week"):
        return day + dt.timedelta(amount * (7 if unit == "week" else 1))
    return shift_months(day, amount * {"month": 1, "year": 12, "decade": 120}[unit])
