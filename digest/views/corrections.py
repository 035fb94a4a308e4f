"""What editors corrected: the page that lists it, and the notes on the pages that it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from digest import addresses
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
from digest.escape import Fragment, token, visible
from digest.views.desk import Desk
from digest.views.event_parts import CorrectionNote
from digest.views.pages import CorrectionsPage, CorrectionView
from digest.views.parts import Link
from digest.views.strings import label

PAGE = "corrections.md"
"""Path of the corrections page."""


def corrections_page(desk: Desk, editorial: Editorial) -> CorrectionsPage:
    """Return what the template of the corrections page gets."""
    entries = sorted(editorial.entries(), key=lambda pair: -(pair[1].when or dt.date.min).toordinal())
    return CorrectionsPage(
        title=desk.strings.words.corrections,
        corrections=tuple(_correction(desk, kind, entry) for kind, entry in entries),
    )


def notes(desk: Desk, articles: Iterable[str]) -> tuple[CorrectionNote, ...]:
    """Return what editors corrected in these articles (by id), each correction once."""
    found = {}
    for key in articles:
        for kind, entry in desk.collection.corrections.get(key, ()):
            found[_anchor(kind, entry)] = (kind, entry)
    return tuple(
        CorrectionNote(
            label=label(desk.strings.correction, kind),
            what=visible(_what(desk, entry)),
            when=_when(desk, entry),
            href=desk.href(PAGE, anchor),
        )
        for anchor, (kind, entry) in found.items()
    )


def _correction(desk: Desk, kind: str, entry: Entry) -> CorrectionView:
    collection = desk.collection
    items = [collection.by_key[key] for key in entry.concerned() if key in collection.by_key]
    events = {event.id: event for item in items if (event := collection.event_of.get(item.article.id))}
    return CorrectionView(
        anchor=_anchor(kind, entry),
        label=label(desk.strings.correction, kind),
        what=visible(_what(desk, entry)),
        subjects=tuple(_article(desk, key) for key in entry.concerned()),
        events=tuple(desk.event_link(event) for event in events.values()),
        why=visible(entry.why),
        by=visible(entry.by or ""),
        when=_when(desk, entry),
    )


def _anchor(kind: str, entry: Entry) -> Fragment:
    """Return the id of a correction: that of what it says, so that it stays when others come before it."""
    return token("c-" + addresses.short_hash(kind, repr(entry), length=8))


def _when(desk: Desk, entry: Entry) -> str:
    return desk.typography.full_day(entry.when) if entry.when else ""


def _what(desk: Desk, entry: Entry) -> str:
    """Return what a correction set, in words; nothing where it only joins or parts articles."""
    match entry:
        case DateEntry(day=day):
            return desk.typography.full_day(day)
        case SpeakerEntry(words=words, speaker=speaker):
            return f"«{words}»: {speaker or desk.strings.words.undecided}"
        case QuoteEntry(words=what) | TitleEntry(title=what):
            return f"«{what}»"
        case PersonEntry(names=names):
            return "، ".join(names)
        case TogetherEntry():
            return ""
    raise TypeError(f"{type(entry).__name__} is no correction")


def _article(desk: Desk, key: str) -> Link:
    """Return the link to the article that an editor names by path; its path alone if it is not there any more."""
    item = desk.collection.by_key.get(key)
    return desk.article_link(item.article) if item else Link(text=visible(key), href=None)
