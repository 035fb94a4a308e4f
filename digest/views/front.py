"""The front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from digest.escape import visible
from digest.records import Event
from digest.views.calendar import month_counts
from digest.views.collection import Collection
from digest.views.desk import Desk, newest_first
from digest.views.figures import chart
from digest.views.leading import with_quotes
from digest.views.pages import HomePage
from digest.views.parts import Counted, DayEvents
from digest.views.people import most_quoted
from digest.views.subjects import outlet_rows, span_of, stories_newest_first
from digest.views.week import week_around

LATEST_EVENTS = 9
"""Events of the latest day on the front page."""

EARLIER_DAYS = 3
"""Earlier days on the front page."""

EARLIER_EVENTS = 4
"""Events of each earlier day on the front page."""

FRONT_STORIES = 5
"""Running stories on the front page."""

FRONT_THEMES = 12
"""Themes on the front page."""

FRONT_OUTLETS = 8
"""Outlets on the front page."""

FRONT_MONTHS = 6
"""Months on the front page."""

ANNOUNCED_EVENTS = 4
"""Announced events on the front page."""


def home_page(desk: Desk) -> HomePage:
    """Return what the template of the front page gets."""
    collection, digest = desk.collection, desk.collection.digest
    days, announced = _days(collection)
    return HomePage(
        title=visible(collection.config.site.title),
        span=span_of(desk, [(day, day) for day in collection.articles_by_day]),
        articles=len(digest.articles),
        events=len(digest.events),
        quotes=len(collection.shown),
        outlets=len(digest.outlets),
        strip=week_around(desk, days[0][0], ending=True) if days else None,
        latest=_latest(desk, *days[0]) if days else None,
        announced=tuple(desk.event_card(event) for event in announced[:ANNOUNCED_EVENTS]),
        undated=tuple(desk.event_card(event) for event in _undated(collection, len(days))),
        earlier=tuple(desk.day_events(day, events, EARLIER_EVENTS) for day, events in days[1 : 1 + EARLIER_DAYS]),
        stories=tuple(desk.story_card(story) for story in stories_newest_first(desk)[:FRONT_STORIES]),
        people=most_quoted(desk),
        themes=_themes(desk),
        publishers=tuple(sorted(outlet_rows(desk), key=lambda row: -row.count)[:FRONT_OUTLETS]),
        months=month_counts(desk)[:FRONT_MONTHS],
        chart=chart(desk, {day: len(events) for day, events in collection.events_by_day.items()}, "event"),
        archive=desk.href("days/index.md"),
    )


def _days(collection: Collection) -> tuple[list[tuple[dt.date, tuple[Event, ...]]], list[Event]]:
    """Return the days that have come with their events, the newest first, and the events after them, the nearest first.

    A day has come when an article is at least as new. Where no article's day is known, all days have.
    """
    days = list(collection.events_by_day.items())
    announced = [event for _, events in days for event in events if collection.announced(event)]
    come = [(day, events) for day, events in reversed(days) if not collection.ahead(events[0])]
    return [(day, events) for day, events in come if any(event.articles for event in events)], announced


def _undated(collection: Collection, days: int) -> list[Event]:
    """Return the events without a known day, where so few days are known that the front page has room for them."""
    found = [event for events in collection.uncertain.values() for event in events]
    return newest_first(found)[:LATEST_EVENTS] if days <= EARLIER_DAYS else []


def _latest(desk: Desk, day: dt.date, events: Sequence[Event]) -> DayEvents:
    """Return the latest day: its first event with the quotation that speaks for it."""
    shown = desk.day_events(day, events, LATEST_EVENTS)
    return msgspec.structs.replace(shown, events=(*with_quotes(desk, events[:1], shown.events[:1]), *shown.events[1:]))


def _themes(desk: Desk) -> tuple[Counted, ...]:
    used = [theme for theme in desk.collection.digest.themes if theme.events]
    return tuple(desk.theme_chip(theme) for theme in sorted(used, key=lambda t: -len(t.events))[:FRONT_THEMES])
