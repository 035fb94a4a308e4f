"""What narrows an interval that no single day settles: weekdays that fit few years, offices held, a dated lead.

Only asked where no stated or dated day holds: these clues rest on the habits of news and never contradict one.
"""

from __future__ import annotations

import datetime as dt

from digest.dates.bounds import YEARS_SEARCHED, Bounds
from digest.dates.clues import Clue, Clues
from digest.dates.hearing import Hearing
from digest.dates.units import month_last
from digest.dates.values import Yearless

SAME_SEASON_DAYS = 60
"""A day without year that is given with its weekday lies this close to publication: true of 8 of 8 such expressions,
four of the development set (at most 23 days), four of unseen pages."""
LEAD_DAYS = 2
"""News is published on the day that its lead dates with weekday, or so many days later: true of 5 of 5 unseen pages."""
MOST_DAYS_TOLD = 6
"""Days that a reason lists."""


def narrow_bounds(clues: Clues, bounds: Bounds, habit: dt.date | None, hearing: Hearing) -> Bounds:
    """Return the bounds narrowed by offices held and by weekdays that fit few years.

    `habit` is the earliest day that is looked at where the text sets no lower bound.
    """
    bounds = _within_offices(clues, bounds, hearing)
    for clue in (*clues.exact, *clues.months, *clues.near):
        value = clue.value
        if not isinstance(value, Yearless) or value.weekday is None or value.day is None or clue.source == "lead-date":
            continue
        bounds = _fitting(clue, value, bounds, habit, hearing)
    return bounds


def _within_offices(clues: Clues, bounds: Bounds, hearing: Hearing) -> Bounds:
    """Take the first of the offices of the lead that ended as the last day, unless the text tells something later."""
    ended = [clue for clue in clues.bounds if clue.source == "in-office" and clue.last is not None]
    if not ended:
        return bounds
    first = min(ended, key=lambda clue: clue.last or dt.date.max)
    inside = bounds.within(None, first.last)
    if first.last is None or inside.empty or inside == bounds:
        return bounds
    hearing.give(first, "bound", "not-after-office", day=first.last.isoformat())
    return inside


def _fitting(clue: Clue, value: Yearless, bounds: Bounds, habit: dt.date | None, hearing: Hearing) -> Bounds:
    """Narrow the bounds to the years in which a day and its weekday meet."""
    low = bounds.first or habit
    if low is None and bounds.last is None:
        return bounds
    start = value.year_of(low) - 1 if low is not None else value.year_of(bounds.last or dt.date.max) - YEARS_SEARCHED
    end = value.year_of(bounds.last) + 1 if bounds.last is not None else start + YEARS_SEARCHED
    windows = [
        (max(first, low or first), min(last, bounds.last or last), day)
        for year in range(start, end + 1)
        if value.fits(year)
        for first, last, day in (_window(clue, value, year),)
        if (low is None or last >= low) and (bounds.last is None or first <= bounds.last)
    ]
    if not windows:
        return bounds
    days = "، ".join(window[2].isoformat() for window in windows[:MOST_DAYS_TOLD])
    hearing.give(clue, "bound", "weekday-fits", days=days)
    first = windows[0][0] if low is not None else None
    last = windows[-1][1] if bounds.last is not None else None
    return bounds.within(first, last)


def _window(clue: Clue, value: Yearless, year: int) -> tuple[dt.date, dt.date, dt.date]:
    """Return first and last day of publication if the words mean the day of `year`, and that day."""
    span = value.span_in(year)
    day = span[0] if span is not None else dt.date(year, 1, 1)
    if clue.source == "exact-day":
        own = day - dt.timedelta(clue.offset)
        return own, own, day
    if clue.source == "current-month" and value.calendar == "gregorian":
        return day.replace(day=1), month_last(day.year, day.month), day
    around = dt.timedelta(SAME_SEASON_DAYS)
    before = clue.future is False or value.step == -1
    ahead = clue.future is True or value.step == 1
    return day if before else day - around, day if ahead and not before else day + around, day


def dated_lead(clues: Clues, bounds: Bounds, habit: dt.date | None, hearing: Hearing) -> Bounds | None:
    """Return the days just after the one that headline or lead date, None if the text dates something later.

    A day without its year counts where its weekday leaves one year.
    """
    found = [
        (day, clue)
        for clue in clues.near
        if clue.source == "lead-date" and (day := _lead_day(clue, bounds, habit)) is not None
    ]
    if not found:
        return None
    day, clue = max(found, key=lambda pair: pair[0])
    if bounds.first is not None and bounds.first > day:
        return None
    inside = bounds.within(day, day + dt.timedelta(LEAD_DAYS))
    if inside.empty:
        return None
    hearing.give(clue, "bound", "dated-lead", day=day.isoformat())
    return inside


def _lead_day(clue: Clue, bounds: Bounds, habit: dt.date | None) -> dt.date | None:
    low = bounds.first or habit
    if clue.first is not None or not isinstance(clue.value, Yearless):
        return clue.first
    if low is None or bounds.last is None:
        return None
    value = clue.value
    years = range(value.year_of(low), value.year_of(bounds.last) + 1)
    spans = [span for year in years if value.fits(year) and (span := value.span_in(year)) is not None]
    days = [span[0] for span in spans if low <= span[0] <= bounds.last]
    return days[0] if len(days) == 1 else None
