"""Pages by time: days, months and their index."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from digest import addresses
from digest.records import Event
from digest.views.desk import Desk
from digest.views.listings import DayPage, DaysIndex, MonthPage
from digest.views.lists import LISTED
from digest.views.parts import CalendarCell, Counted

_FIRST_WEEKDAY = {"saturday": 5, "sunday": 6, "monday": 0}
_MONDAY = dt.date(2024, 1, 1)


def day_page(desk: Desk, day: dt.date) -> DayPage:
    """Return what the template of a day's page gets."""
    collection = desk.collection
    events = collection.events_by_day.get(day, ())
    items = collection.articles_by_day.get(day, ())
    recalled: dict[str, Event] = {}
    for item in items:
        for event, report in collection.mentioned.get(item.article.id, ()):
            if report.tense != "reported" and not (event.first == event.last == day):
                recalled[event.id] = event
    before, after = _neighbours(collection.days, day)
    return DayPage(
        title=desk.typography.full_day(day),
        month=desk.month_link(day.replace(day=1)),
        previous=desk.day_link(before) if before else None,
        next=desk.day_link(after) if after else None,
        events=tuple(desk.event_card(event) for event in events if event.articles),
        told_elsewhere=tuple(desk.event_card(event) for event in events if not event.articles),
        recalled=tuple(desk.event_card(event) for event in recalled.values()),
        articles=tuple(desk.article_row(item) for item in items),
    )


def _neighbours(days: Sequence[dt.date], day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    at = days.index(day)
    return (days[at - 1] if at else None), (days[at + 1] if at + 1 < len(days) else None)


def month_page(desk: Desk, month: dt.date) -> MonthPage:
    """Return what the template of a month's archive gets; `month` is its first day."""
    collection = desk.collection
    days = [day for day in collection.events_by_day if day.replace(day=1) == month]
    before, after = _neighbours(collection.months, month)
    first = _FIRST_WEEKDAY[desk.strings.calendar.first_weekday]
    return MonthPage(
        title=desk.typography.month_year(month),
        weekdays=tuple(desk.typography.weekday(_MONDAY + dt.timedelta(days=first + n)) for n in range(7)),
        weeks=tuple(
            tuple(_cell(desk, month, number) for number in week)
            for week in calendar.Calendar(first).monthdayscalendar(month.year, month.month)
        ),
        previous=desk.month_link(before) if before else None,
        next=desk.month_link(after) if after else None,
        days=tuple(desk.day_events(day, collection.events_by_day[day], LISTED) for day in reversed(days)),
        uncertain=tuple(desk.event_card(event) for event in collection.uncertain.get(month, ())),
        archive=desk.href("days/index.md"),
    )


def _cell(desk: Desk, month: dt.date, number: int) -> CalendarCell:
    day = month.replace(day=number) if number else None
    if day is None or day not in desk.collection.days_with_page:
        return CalendarCell(day=number, href=None, events=0)
    events = desk.collection.events_by_day.get(day, ())
    return CalendarCell(day=number, href=desk.href(addresses.day_path(day)), events=len(events))


def days_index(desk: Desk) -> DaysIndex:
    """Return what the template of the archive by month gets."""
    collection = desk.collection
    counts = dict.fromkeys(collection.months, 0)
    for day, events in collection.events_by_day.items():
        counts[day.replace(day=1)] += len(events)
    for month, events in collection.uncertain.items():
        if month is not None:
            counts[month] += len(events)
    undated = collection.uncertain.get(None, ())
    return DaysIndex(
        title=desk.strings.words.days,
        months=tuple(
            Counted(text=link.text, href=link.href, note="", count=counts[month])
            for month in reversed(collection.months)
            for link in [desk.month_link(month)]
        ),
        undated=tuple(desk.event_card(event) for event in undated[:LISTED]),
        undated_more=max(0, len(undated) - LISTED),
    )
