"""Pages by subject and by source: themes, running stories, outlets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from digest import addresses
from digest.escape import visible
from digest.records import AnnotatedArticle, Event, Outlet, Story, Theme
from digest.views.desk import NAME_LENGTH, Desk, excerpt, newest_first
from digest.views.figures import shares_of, story_graph
from digest.views.listings import OutletPage, OutletsIndex, StoriesIndex, ThemeBranch, ThemePage, ThemesIndex
from digest.views.lists import LISTED, ROWS, Place, chunks, pager, places
from digest.views.pages import StoryPage
from digest.views.parts import Counted, OutletRow, TimelineItem
from digest.views.timeline import chronology

OUTLET_THEMES = 8
"""Themes named on the page of an outlet."""


def theme_pages(desk: Desk, theme: Theme) -> list[tuple[str, ThemePage]]:
    """Return the page of a theme and its older parts, with their paths."""
    events = newest_first(desk.collection.events[key] for key in theme.events)[::-1]
    parts = chunks(events, LISTED)
    spots = places(addresses.path_of(theme), len(parts))
    return [(place.path, _theme_page(desk, theme, part, place)) for part, place in zip(parts, spots, strict=True)]


def _theme_page(desk: Desk, theme: Theme, part: Sequence[Event], place: Place) -> ThemePage:
    parent = desk.collection.themes.get(theme.parent or "")
    return ThemePage(
        title=theme.label,
        parent=desk.theme_link(parent) if parent else None,
        narrower=_narrower(desk, theme),
        official=theme.official,
        code=theme.id,
        count=len(theme.events),
        events=tuple(desk.event_card(event, theme) for event in reversed(part)),
        pager=pager(desk, place),
    )


def _narrower(desk: Desk, theme: Theme) -> tuple[Counted, ...]:
    return tuple(desk.theme_chip(other) for other in desk.collection.digest.themes if other.parent == theme.id)


def themes_index(desk: Desk) -> ThemesIndex:
    """Return what the template of the index of themes gets."""
    themes = desk.collection.digest.themes
    known = desk.collection.themes
    return ThemesIndex(
        title=desk.strings.words.themes,
        themes=tuple(
            ThemeBranch(theme=desk.theme_chip(theme), narrower=_narrower(desk, theme))
            for theme in themes
            if theme.parent not in known
        ),
        shares=shares_of(
            desk,
            [desk.theme_chip(theme) for theme in themes if theme.parent not in known],
            len(desk.collection.digest.events),
        ),
    )


def story_pages(desk: Desk, story: Story) -> list[tuple[str, StoryPage]]:
    """Return the page of a running story and the earlier parts of a long one, with their paths."""
    parts = chunks(chronology(desk, story), ROWS // 2)
    spots = places(addresses.path_of(story), len(parts))
    return [(place.path, _story_page(desk, story, part, place)) for part, place in zip(parts, spots, strict=True)]


def _story_page(desk: Desk, story: Story, part: Sequence[TimelineItem], place: Place) -> StoryPage:
    events = [desk.collection.events[key] for key in story.events]
    return StoryPage(
        title=visible(story.title),
        span=span_of(desk, [(event.first, event.last) for event in events if event.articles]),
        count=len(events),
        words=tuple(visible(word) for word in story.words),
        people=tuple(
            desk.person_chip(desk.collection.people[key], 0) for key in story.people if key in desk.collection.people
        ),
        chronology=tuple(part),
        graph=story_graph(desk, story) if place.part == 0 else None,
        pager=pager(desk, place),
    )


def span_of(desk: Desk, days: Sequence[tuple[dt.date | None, dt.date | None]]) -> str:
    """Return the days from the first to the last of some known days or intervals, in words; empty if none is known."""
    first = min((first for first, _ in days if first), default=None)
    last = max((last for _, last in days if last), default=None)
    return desk.typography.interval(first, last) if first and last else ""


def stories_index(desk: Desk) -> list[tuple[str, StoriesIndex]]:
    """Return the index of running stories and its older parts, with their paths."""
    parts = chunks(stories_newest_first(desk)[::-1], ROWS)
    spots = places(addresses.page_path("stories", "index"), len(parts))
    return [
        (
            place.path,
            StoriesIndex(
                title=desk.strings.words.stories,
                stories=tuple(desk.story_card(story) for story in reversed(part)),
                pager=pager(desk, place),
            ),
        )
        for part, place in zip(parts, spots, strict=True)
    ]


def stories_newest_first(desk: Desk) -> list[Story]:
    """Return the running stories, the one with the newest event first."""

    def key(story: Story) -> tuple[int, str]:
        event = desk.newest_event(story)
        return (-(event.last.toordinal() if event and event.last else 0), story.id)

    return sorted(desk.collection.digest.stories, key=key)


def outlet_pages(desk: Desk, outlet: Outlet) -> list[tuple[str, OutletPage]]:
    """Return the page of an outlet and its older parts, with their paths."""
    items = sorted((desk.collection.articles[key] for key in outlet.articles), key=_by_day)
    parts = chunks(items, ROWS)
    spots = places(addresses.path_of(outlet), len(parts))
    return [(place.path, _outlet_page(desk, outlet, part, place)) for part, place in zip(parts, spots, strict=True)]


def _by_day(item: AnnotatedArticle) -> tuple[dt.date, str, int]:
    known = item.publication.last or item.publication.first or dt.date.min
    return (known, item.article.path, item.article.row or 0)


def _outlet_page(desk: Desk, outlet: Outlet, part: Sequence[AnnotatedArticle], place: Place) -> OutletPage:
    return OutletPage(
        title=excerpt(outlet.name, NAME_LENGTH),
        outlet=desk.badge(part[0].article),
        span=_published_span(desk, outlet),
        themes=_covered_themes(desk, outlet) if place.part == 0 else (),
        count=len(outlet.articles),
        events=len(outlet.events),
        articles=tuple(desk.article_row(item) for item in reversed(part)),
        pager=pager(desk, place),
    )


def outlet_rows(desk: Desk) -> tuple[OutletRow, ...]:
    """Return the outlets as they stand in lists, by name."""
    return tuple(
        OutletRow(
            outlet=desk.badge(desk.collection.articles[outlet.articles[0]].article),
            count=len(outlet.articles),
            span=_published_span(desk, outlet),
        )
        for outlet in desk.collection.digest.outlets
        if outlet.articles
    )


def _published_span(desk: Desk, outlet: Outlet) -> str:
    days = [desk.collection.articles[key].publication for key in outlet.articles]
    return span_of(desk, [(one.day, one.day) for one in days if one.day])


def _covered_themes(desk: Desk, outlet: Outlet) -> tuple[Counted, ...]:
    """Return the themes of an outlet's events, the most frequent first."""
    known = desk.collection.themes
    events = (desk.collection.events[key] for key in outlet.events if key in desk.collection.events)
    counts = Counter(key for event in events for key in event.themes if key in known)
    return tuple(desk.theme_chip(known[key], count) for key, count in counts.most_common(OUTLET_THEMES))


def outlets_index(desk: Desk) -> OutletsIndex:
    """Return what the template of the index of outlets gets."""
    outlets = tuple(
        Counted(
            text=excerpt(outlet.name, NAME_LENGTH),
            href=desk.href(addresses.path_of(outlet)),
            note="",
            count=len(outlet.articles),
        )
        for outlet in desk.collection.digest.outlets
    )
    return OutletsIndex(
        title=desk.strings.words.outlets,
        outlets=tuple(sorted(outlet_rows(desk), key=lambda row: -row.count)),
        shares=shares_of(desk, outlets, len(desk.collection.digest.articles)),
    )
