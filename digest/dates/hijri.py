"""Hijri months as days: the calendar of Umm al-Qura (hijridate), the tabular calendar outside its range.

The tabular calendar (Type II, Friday epoch) differs from sighted months by a day or two; expressions that rest on it
are marked approximate by their callers.
"""

from __future__ import annotations

import datetime as dt
import functools

from hijridate import Hijri

TABLE_YEARS = range(1343, 1501)
"""Years of the Umm al-Qura tables (1924 to 2077)."""

_EPOCH = 227_015  # proleptic Gregorian ordinal of 1 Muharram 1, tabular, Friday epoch


def _tabular_first(year: int, month: int) -> int:
    """Return the proleptic Gregorian ordinal of the first day of a month of the tabular calendar."""
    return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2


@functools.lru_cache(maxsize=4096)
def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return first and last Gregorian day of a Hijri month.

    Raises `ValueError` or `OverflowError` for months that do not exist or lie outside of `datetime.date`.
    """
    if not 1 <= month <= 12 or year < 1:
        raise ValueError(f"no such Hijri month: {year}-{month}")
    if year in TABLE_YEARS:
        first = Hijri(year, month, 1)
        day = first.to_gregorian()
        start = dt.date(day.year, day.month, day.day)
        return start, start + dt.timedelta(first.month_length() - 1)
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return dt.date.fromordinal(_tabular_first(year, month)), dt.date.fromordinal(_tabular_first(*following) - 1)


def year_span(year: int) -> tuple[dt.date, dt.date]:
    """Return first and last Gregorian day of a Hijri year; raises as `month_span`."""
    return month_span(year, 1)[0], month_span(year, 12)[1]


@functools.lru_cache(maxsize=4096)
def year_of(day: dt.date) -> int:
    """Return the Hijri year that holds a Gregorian day."""
    year = max(1, int((day.toordinal() - _EPOCH) / 354.367) + 1)
    while year > 1 and month_span(year, 1)[0] > day:
        year -= 1
    while month_span(year + 1, 1)[0] <= day:
        year += 1
    return year
