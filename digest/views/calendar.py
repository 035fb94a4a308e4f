"""Pages by time: days, months and their index."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Sequence

import msgspec

from digest import addresses
from digest.escape import token
from digest.records import AnnotatedArticle, Event
from digest.views.badges import level
from digest.views.desk import Desk
from digest.views.figures import chart
from digest.views.leading import with_quotes
from digest.views.listings import DayPage, DaysIndex, MonthPage, YearMonths
from digest.views.lists import LISTED, ROWS, Place, pager, places
from digest.views.parts import CalendarCell, Counted
from digest.views.week import week_around

_FIRST_WEEKDAY = {"saturday": 5, "sunday": 6, "monday": 0}
_MONDAY = dt.date(2024, 1, 1)


TOLD = 15
"""Events of which a day's articles tell beside its own, of each kind, on the page of the day."""

MONTH_EVENTS = 5
"""Events of each day on the page of a month: the day's page has all."""


def day_pages(desk: Desk, day: dt.date) -> list[tuple[str, DayPage]]:
    """Return the page of a day and, where it has very many events, its further parts, with their paths."""
    events = [event for event in desk.collection.events_by_day.get(day, ()) if event.articles]
    items = desk.collection.articles_by_day.get(day, ())
    count = max(1, -(-len(events) // LISTED), -(-len(items) // ROWS))
    spots = places(addresses.day_path(day), count)
    return [
        (place.path, _day_page(desk, day, events[n * LISTED :][:LISTED], items[n * ROWS :][:ROWS], place))
        for n, place in enumerate(spots)
    ]


def _day_page(
    desk: Desk, day: dt.date, events: Sequence[Event], items: Sequence[AnnotatedArticle], place: Place
) -> DayPage:
    collection = desk.collection
    main = place.part == 0
    told = [event for event in collection.events_by_day.get(day, ()) if not event.articles] if main else []
    recalled = _recalled(desk, day) if main else []
    before, after = _neighbours(collection.days, day)
    return DayPage(
        title=desk.typography.full_day(day),
        month=desk.month_link(day.replace(day=1)),
        previous=desk.day_link(before) if before else None,
        next=desk.day_link(after) if after else None,
        strip=week_around(desk, day),
        events=with_quotes(desk, events, [desk.event_card(event) for event in events]),
        told_elsewhere=tuple(desk.event_card(event) for event in told[:TOLD]),
        told_more=max(0, len(told) - TOLD),
        recalled=tuple(desk.event_card(event) for event in recalled[:TOLD]),
        recalled_more=max(0, len(recalled) - TOLD),
        articles=tuple(desk.article_row(item) for item in items),
        pager=pager(desk, place),
    )


def _recalled(desk: Desk, day: dt.date) -> list[Event]:
    """Return the events of other days that articles of a day recall or announce."""
    found: dict[str, Event] = {}
    for item in desk.collection.articles_by_day.get(day, ()):
        for event, report in desk.collection.mentioned.get(item.article.id, ()):
            if report.tense != "reported" and not (event.first == event.last == day):
                found[event.id] = event
    return list(found.values())


def _neighbours(days: Sequence[dt.date], day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    at = days.index(day)
    return (days[at - 1] if at else None), (days[at + 1] if at + 1 < len(days) else None)


def month_page(desk: Desk, month: dt.date) -> MonthPage:
    """Return what the template of a month's archive gets; `month` is its first day."""
    collection = desk.collection
    days = [day for day in collection.events_by_day if day.replace(day=1) == month]
    uncertain = collection.uncertain.get(month, ())
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
        days=tuple(desk.day_events(day, collection.events_by_day[day], MONTH_EVENTS) for day in reversed(days)),
        uncertain=tuple(desk.event_card(event) for event in uncertain[:LISTED]),
        uncertain_more=max(0, len(uncertain) - LISTED),
        archive=desk.href("days/index.md"),
    )


def _cell(desk: Desk, month: dt.date, number: int) -> CalendarCell:
    day = month.replace(day=number) if number else None
    if day is None or day not in desk.collection.days_with_page:
        return CalendarCell(day=number, href=None, events=0, level=level(0))
    events = desk.collection.events_by_day.get(day, ())
    return CalendarCell(
        day=number, href=desk.href(addresses.day_path(day)), events=len(events), level=level(len(events))
    )


def _years(desk: Desk) -> tuple[YearMonths, ...]:
    """Return the years with their months, the newest first; months in the order of the year."""
    counted = dict(zip(reversed(desk.collection.months), month_counts(desk), strict=True))
    found: list[YearMonths] = []
    for year, group in itertools.groupby(counted, key=lambda month: month.year):
        months = sorted(group)
        found.append(
            YearMonths(
                year=year,
                anchor=token(f"y{year}"),
                count=sum(counted[month].count for month in months),
                months=tuple(
                    msgspec.structs.replace(counted[month], text=desk.typography.month(month)) for month in months
                ),
            )
        )
    return tuple(found)


def month_counts(desk: Desk) -> tuple[Counted, ...]:
    """Return the months with the number of their events, the newest first."""
    collection = desk.collection
    counts = dict.fromkeys(collection.months, 0)
    for day, events in collection.events_by_day.items():
        counts[day.replace(day=1)] += len(events)
    for month, events in collection.uncertain.items():
        if month is not None:
            counts[month] += len(events)
    return tuple(
        Counted(text=link.text, href=link.href, note="", count=counts[month])
        for month in reversed(collection.months)
        for link in [desk.month_link(month)]
    )


def days_index(desk: Desk) -> DaysIndex:
    """Return what the template of the archive by month gets."""
    collection = desk.collection
    undated = collection.uncertain.get(None, ())
    return DaysIndex(
        title=desk.strings.words.days,
        years=_years(desk),
        undated=tuple(desk.event_card(event) for event in undated[:LISTED]),
        undated_more=max(0, len(undated) - LISTED),
        chart=chart(desk, {day: len(events) for day, events in collection.events_by_day.items()}, "event"),
    )
