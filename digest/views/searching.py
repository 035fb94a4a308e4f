"""The search page: what its filters offer, and where to go from it without a question."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from digest import addresses
from digest.escape import Fragment, token, visible
from digest.records import Outlet, Person, Theme
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.pages import SearchPage
from digest.views.parts import Choice
from digest.views.people import most_quoted

CHOICES = 300
"""Outlets and persons among which a filter lets readers choose, the most frequent ones: the list is in the page."""

SUGGESTED_THEMES = 10
"""Themes that are proposed to a reader without a question."""

SUGGESTED_DAYS = 5
"""Days that are proposed, the newest ones."""


def search_page(desk: Desk) -> SearchPage:
    """Return what the template of the search page gets."""
    collection, digest = desk.collection, desk.collection.digest
    days = collection.days
    used = [theme for theme in digest.themes if theme.events]
    covered = [
        day for day in reversed(days) if any(not collection.ahead(e) for e in collection.events_by_day.get(day, ()))
    ]
    return SearchPage(
        title=desk.strings.words.search,
        articles=len(digest.articles),
        first=token(days[0].isoformat()) if days else None,
        last=token(days[-1].isoformat()) if days else None,
        themes=_choices((theme, visible(theme.label)) for theme in used),
        outlets=_choices((outlet, excerpt(outlet.name, NAME_LENGTH)) for outlet in digest.outlets),
        people=_choices((one, visible(one.name)) for one in digest.people if addresses.has_page(one)),
        quoted=tuple(msgspec.structs.replace(one, note="") for one in most_quoted(desk)),
        subjects=tuple(
            desk.theme_chip(theme) for theme in sorted(used, key=lambda t: -len(t.events))[:SUGGESTED_THEMES]
        ),
        days=tuple(desk.day_link(day) for day in covered[:SUGGESTED_DAYS]),
    )


def _choices(named: Iterable[tuple[Theme | Outlet | Person, str]]) -> tuple[Choice, ...]:
    """Return what a filter offers: the things with most events, in the order of their names."""
    ranked = sorted(named, key=lambda pair: (-len(pair[0].events), pair[1], pair[0].id))[:CHOICES]
    return tuple(_choice(one, name) for one, name in sorted(ranked, key=lambda pair: (pair[1], pair[0].id)) if name)


def _choice(one: Theme | Outlet | Person, name: str) -> Choice:
    return Choice(key=_key(one), text=name, count=len(one.events))


def _key(one: Theme | Outlet | Person) -> Fragment:
    return token(one.slug if isinstance(one, Theme) else one.id)
