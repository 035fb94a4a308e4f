"""The front page and the page of corrections."""

from __future__ import annotations

from digest.editorial import (
    DateEntry,
    Editorial,
    Entry,
    PersonEntry,
    QuoteEntry,
    SpeakerEntry,
    TitleEntry,
    TogetherEntry,
)
from digest.escape import visible
from digest.views.desk import Desk
from digest.views.pages import CorrectionsPage, CorrectionView, HomePage
from digest.views.parts import Counted, Link
from digest.views.people import most_quoted
from digest.views.strings import label
from digest.views.subjects import span_of, stories_newest_first

LATEST_EVENTS = 8
"""Events of the latest day on the front page."""

EARLIER_DAYS = 3
"""Earlier days on the front page."""

EARLIER_EVENTS = 4
"""Events of each earlier day on the front page."""

FRONT_STORIES = 5
"""Running stories on the front page."""

FRONT_THEMES = 12
"""Themes on the front page."""


def home_page(desk: Desk) -> HomePage:
    """Return what the template of the front page gets."""
    collection, digest = desk.collection, desk.collection.digest
    by_day = collection.events_by_day
    days = [(day, by_day[day]) for day in reversed(tuple(by_day)) if any(event.articles for event in by_day[day])]
    return HomePage(
        title=visible(collection.config.site.title),
        span=span_of(desk, [(day, day) for day in collection.articles_by_day]),
        articles=len(digest.articles),
        events=len(digest.events),
        quotes=len(collection.shown),
        outlets=len(digest.outlets),
        latest=desk.day_events(*days[0], LATEST_EVENTS) if days else None,
        earlier=tuple(desk.day_events(day, events, EARLIER_EVENTS) for day, events in days[1 : 1 + EARLIER_DAYS]),
        stories=tuple(desk.story_card(story) for story in stories_newest_first(desk)[:FRONT_STORIES]),
        people=most_quoted(desk),
        themes=_themes(desk),
        archive=desk.href("days/index.md"),
    )


def _themes(desk: Desk) -> tuple[Counted, ...]:
    used = [theme for theme in desk.collection.digest.themes if theme.events]
    return tuple(desk.theme_chip(theme) for theme in sorted(used, key=lambda t: -len(t.events))[:FRONT_THEMES])


def corrections_page(desk: Desk, editorial: Editorial) -> CorrectionsPage:
    """Return what the template of the corrections page gets."""
    return CorrectionsPage(
        title=desk.strings.words.corrections,
        corrections=tuple(_correction(desk, kind, entry) for kind, entry in editorial.entries()),
    )


def _correction(desk: Desk, kind: str, entry: Entry) -> CorrectionView:
    what, subjects = _content(desk, entry)
    return CorrectionView(
        label=label(desk.strings.correction, kind),
        what=visible(what),
        subjects=subjects,
        why=visible(entry.why),
        by=visible(entry.by or ""),
        when=desk.typography.full_day(entry.when) if entry.when else "",
    )


def _content(desk: Desk, entry: Entry) -> tuple[str, tuple[Link, ...]]:
    """Return what a correction set, and the articles or names that it concerns."""
    match entry:
        case DateEntry(article=article, day=day):
            return desk.typography.full_day(day), (_article(desk, article),)
        case SpeakerEntry(article=article, words=words, speaker=speaker):
            return f"«{words}»: {speaker or desk.strings.words.undecided}", (_article(desk, article),)
        case QuoteEntry(article=article, words=what) | TitleEntry(article=article, title=what):
            return f"«{what}»", (_article(desk, article),)
        case TogetherEntry(articles=articles):
            return "", tuple(_article(desk, article) for article in articles)
        case PersonEntry(names=names):
            return "، ".join(names), ()
    return "", ()


def _article(desk: Desk, key: str) -> Link:
    """Return the link to the article that an editor names by path; its path alone if it is not there any more."""
    item = desk.collection.by_key.get(key)
    return desk.article_link(item.article) if item else Link(text=visible(key), href=None)
