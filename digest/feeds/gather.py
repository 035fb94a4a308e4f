"""Which feeds there are, and what stands in them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence

from digest import addresses
from digest.addresses import Links
from digest.escape import html_text, visible
from digest.feeds.model import Entry, Feed
from digest.records import Event, Outlet, Person, QuoteRef, SourceRef, Story, Theme
from digest.views.collection import Collection
from digest.views.desk import NAME_LENGTH, SENTENCE_LENGTH, TITLE_LENGTH, Desk, excerpt
from digest.views.quotes import source_of

ENTRIES = 50
"""Most entries of a feed: more than a reader misses between two visits."""

SENTENCES = 3
"""Most sentences of an entry."""

QUOTES = 5
"""Most quotations of a person in an entry of the person's feed."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:digest,2026:feeds")


class Gatherer:
    """Makes the feeds of a collection."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.collection: Collection = desk.collection
        self.site = desk.collection.config.site
        self.newest = max(
            filter(None, (updated(self.collection, event) for event in desk.collection.digest.events)), default=None
        )

    def feeds(self) -> Iterator[Feed]:
        """Yield every feed: all events, then themes, stories, outlets, and people with a quotation."""
        digest = self.collection.digest
        yield self._feed("feeds/all", "index.md", "", digest.events)
        subjects: tuple[Theme | Story | Outlet, ...] = (*digest.themes, *digest.stories, *digest.outlets)
        for subject in subjects:
            yield self._feed(
                feed_name(subject), addresses.path_of(subject), title_of(subject), self._events(subject.events)
            )
        for person in digest.people:
            if has_feed(self.collection, person):
                quotes = self.collection.spoken[person.id]
                keys = dict.fromkeys((*person.events, *(ref.event for ref in quotes if ref.event)))
                events = self._events(keys)
                yield self._feed(feed_name(person), addresses.path_of(person), person.name, events, quotes)

    def _events(self, keys: Iterable[str]) -> list[Event]:
        return [self.collection.events[key] for key in keys if key in self.collection.events]

    def _feed(
        self, name: str, path: str, subject: str, events: Sequence[Event], quotes: Sequence[QuoteRef] = ()
    ) -> Feed:
        title, about = visible(self.site.title), excerpt(subject, NAME_LENGTH)
        days = {event.id: updated(self.collection, event) for event in events}
        newest = sorted(events, key=lambda e: (-(days[e.id] or dt.date.min).toordinal(), e.id))[:ENTRIES]
        return Feed(
            name=name,
            id=self._urn(name),
            title=f"{title} · {about}" if about else title,
            subtitle=visible(self.site.description) or title,
            author=title,
            path=path,
            updated=max(filter(None, days.values()), default=self.newest),
            entries=tuple(self._entry(event, days[event.id], name, quotes) for event in newest),
        )

    def _entry(self, event: Event, day: dt.date | None, name: str, quotes: Sequence[QuoteRef]) -> Entry:
        links = Links(self.desk.address, name)
        said = [ref for ref in quotes if ref.event == event.id]
        themes = [self.collection.themes[key] for key in event.themes if key in self.collection.themes]
        return Entry(
            id=self._urn("event", addresses.founding_key(event.id)),
            title=excerpt(event.title, TITLE_LENGTH) or event.id,
            url=links.of(event),
            updated=day,
            published=first_published(self.collection, event),
            content=self._content(event, said, links),
            categories=tuple((visible(theme.id), visible(theme.label)) for theme in themes),
        )

    def _content(self, event: Event, said: Sequence[QuoteRef], links: Links) -> str:
        """Return day, sentences and quotations of an event as HTML, each with the line that it comes from."""
        when = self.desk.days(event.first, event.last)
        parts = [f"<p>{html_text(when)}</p>"]
        told = event.summary[:SENTENCES] if self.site.publish != "none" else ()
        parts += [f"<p>{self._words(ref)} {self._source(ref, links)}</p>" for ref in told]
        for quote in said[:QUOTES]:
            ref = source_of(quote)
            parts.append(f"<blockquote><p>{self._words(ref)} {self._source(ref, links)}</p></blockquote>")
        return f'<div dir="rtl" lang="ar">{"".join(parts)}</div>'

    def _words(self, ref: SourceRef) -> str:
        text = ref.span.of(self.collection.articles[ref.article].article.text)
        return html_text(excerpt(text, SENTENCE_LENGTH))

    def _source(self, ref: SourceRef, links: Links) -> str:
        article = self.collection.articles[ref.article].article
        href = links.page(*self.collection.place(article, ref.span.start))
        line = self.desk.strings.feed.line.replace("{n}", self.desk.typography.number(ref.line))
        outlet = excerpt(article.outlet or "", NAME_LENGTH) or self.desk.strings.words.unnamed_outlet
        return f'(<a href="{html_text(href)}">{html_text(f"{outlet}، {line}")}</a>)'

    def _urn(self, *parts: str) -> str:
        """Return a name that no other collection gives, without the site's address, which may change."""
        return uuid.uuid5(_NAMESPACE, "\0".join((visible(self.site.title), *parts))).urn


def has_feed(collection: Collection, person: Person) -> bool:
    """Tell whether a person or institution has a feed: everyone who is quoted."""
    return addresses.has_page(person) and bool(collection.spoken[person.id])


def feed_name(subject: Theme | Story | Outlet | Person) -> str:
    """Return the path of a subject's feeds, without the ending."""
    return "feeds/" + addresses.path_of(subject).removesuffix(".md")


def title_of(subject: Theme | Story | Outlet | Person) -> str:
    """Return what a subject is called."""
    match subject:
        case Theme(label=name) | Story(title=name) | Outlet(name=name) | Person(name=name):
            return name


def updated(collection: Collection, event: Event) -> dt.date | None:
    """Return the newest day on which an article about an event was published, or that mentions one without its own.

    Of an article whose day is not settled, the last day that it can be. None if nothing is known of any.
    """
    keys = event.articles or tuple(report.article for report in event.mentioned_in)
    items = [collection.articles[key] for key in keys]
    return max((item.publication.last for item in items if item.publication.last), default=None)


def first_published(collection: Collection, event: Event) -> dt.date | None:
    """Return the day on which the first article about an event was published; None unless all their days are known."""
    days = [collection.articles[key].publication.day for key in event.articles]
    return min((day for day in days if day), default=None) if None not in days else None
