"""A row of seven days, by which a reader goes from day to day."""

from __future__ import annotations

import datetime as dt

from digest import addresses
from digest.views.badges import level
from digest.views.desk import Desk
from digest.views.parts import DayCell, DayStrip

DAYS = 7
"""Days in a row."""


def week_around(desk: Desk, day: dt.date, *, ending: bool = False, current: bool = True) -> DayStrip:
    """Return seven days with `day` in the middle of them, or as the last if `ending`.

    The row is cut at the ends of the calendar, not at those of the collection: a day without a page is told as such.
    """
    first = max(1, day.toordinal() - (DAYS - 1 if ending else DAYS // 2))
    first = min(first, dt.date.max.toordinal() - DAYS + 1)
    days = [dt.date.fromordinal(first + n) for n in range(DAYS)]
    return DayStrip(
        caption=desk.typography.interval(days[0], days[-1]),
        cells=tuple(_cell(desk, one, current=current and one == day) for one in days),
    )


def _cell(desk: Desk, day: dt.date, *, current: bool) -> DayCell:
    collection = desk.collection
    events = len(collection.events_by_day.get(day, ()))
    return DayCell(
        day=day.day,
        weekday=desk.typography.short_weekday(day),
        label=desk.typography.full_day(day),
        href=desk.href(addresses.day_path(day)) if day in collection.days_with_page else None,
        events=events,
        level=level(events),
        current=current,
    )
