"""How an event was covered: who reported it, and who was first as far as the days tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from digest import addresses
from digest.records import Event
from digest.views.bounds import fitting, weight
from digest.views.desk import Desk
from digest.views.event_parts import ReportDay, ReportedAs, WhoFirst
from digest.views.parts import Badge, Report

RACE_ROOM = 10_000
"""Bytes of HTML for the order of the reports: some 25 of them."""


def coverage(desk: Desk, event: Event) -> tuple[Report, ...]:
    """Return a row for each article of an event, in the event's order of days."""
    return tuple(_report(desk, event, key) for key in event.articles)


def _report(desk: Desk, event: Event, key: str) -> Report:
    item = desk.collection.articles[key]
    return Report(
        outlet=desk.outlet_link(item.article),
        headline=desk.headline(item.article),
        href=desk.href(addresses.path_of(item.article)),
        when=desk.published(item.publication),
        first=len(event.articles) > 1 and event.first_report == key,
        copies=len(_copies(event, key)),
        agencies=desk.agencies(item.article),
    )


def _copies(event: Event, key: str) -> tuple[str, ...]:
    """Return the articles that carry the same wire copy; nothing for one that stands alone."""
    group = next((group for group in event.copies if key in group), ())
    return tuple(one for one in event.articles if one in group)


def who_first(desk: Desk, event: Event) -> WhoFirst | None:
    """Return the reports of an event by their days; None where there is only one.

    Only days are known, never hours: reports of one day are not ranked, and nobody is called first among them.
    Copies of one wire are one report, of the day of the earliest.
    """
    reports = list(dict.fromkeys(_copies(event, key) or (key,) for key in event.articles))
    if len(reports) < 2:
        return None
    days: dict[tuple[bool, dt.date, dt.date], list[tuple[str, ...]]] = {}
    for keys in reports:
        days.setdefault(min(_place(desk, key) for key in keys), []).append(keys)
    ordered = sorted(days.items())
    settled = not any(open_ for (open_, _, _), _ in ordered)
    shown = _within([_day(desk, event, place, found) for place, found in ordered], RACE_ROOM)
    return WhoFirst(
        days=tuple(shown),
        more=len(reports) - sum(len(day.reports) for day in shown),
        reports=len(reports),
        known=event.first_report is not None,
        together=len(ordered[0][1]) if settled and len(ordered[0][1]) > 1 else 0,
    )


def _within(days: Sequence[ReportDay], room: int) -> list[ReportDay]:
    """Return the first reports that fit into `room` bytes of HTML, one at least, with their days."""
    shown: list[ReportDay] = []
    left = room
    for day in days:
        if shown and left < 0:
            break
        shown.append(msgspec.structs.replace(day, reports=day.reports[: fitting(day.reports, left)]))
        left -= weight(day)
    return shown


def _place(desk: Desk, key: str) -> tuple[bool, dt.date, dt.date]:
    """Return by what a report is ordered: settled days first, then by the first and the last possible day."""
    found = desk.collection.articles[key].publication
    return (found.day is None, found.first or dt.date.max, found.last or dt.date.max)


def _day(desk: Desk, event: Event, place: tuple[bool, dt.date, dt.date], reports: list[tuple[str, ...]]) -> ReportDay:
    unsettled, first, last = place
    known = [None if day == dt.date.max else day for day in (first, last)]
    return ReportDay(
        when=desk.days(known[0], known[1]),
        certain=not unsettled,
        first=any(event.first_report in keys for keys in reports),
        reports=tuple(_reported_as(desk, event, keys) for keys in reports),
    )


def _reported_as(desk: Desk, event: Event, keys: tuple[str, ...]) -> ReportedAs:
    articles = [desk.collection.articles[key].article for key in keys]
    outlets: dict[tuple[str, str], Badge] = {}
    for article in articles:
        badge = desk.badge(article)
        outlets.setdefault((badge.text, badge.href or article.id), badge)
    return ReportedAs(
        outlets=tuple(outlets.values()),
        agencies=next(filter(None, map(desk.agencies, articles)), ""),
        copies=len(keys) if len(keys) > 1 else 0,
        first=event.first_report in keys,
        href=desk.href(addresses.path_of(articles[0])),
    )
