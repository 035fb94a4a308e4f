"""What can be found: one document for each event, article, person, theme, story, outlet and day of the site."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, TypedDict

import msgspec

from digest import addresses
from digest.escape import visible
from digest.records import AnnotatedArticle, Event, Person, QuoteRef, Record, SourceRef, Theme
from digest.typography import Typography
from digest.views.collection import Collection
from digest.views.desk import NAME_LENGTH, TITLE_LENGTH, excerpt
from digest.views.event import LEAD_SENTENCES

Kind = Literal["event", "article", "person", "theme", "story", "outlet", "day", "page"]
Field = Literal["title", "names", "themes", "quotes", "body"]

TEXT_LENGTH = 20_000
"""Longest text that is kept for the excerpts of one document, in code points; what lies beyond is found, not shown."""

SPELLINGS = 8
"""Names of one person that an excerpt may show."""

LONGEST_ALIAS = 3
"""Words of another name of an institution by which what is told of it is found too."""

INTRODUCTION = 150
"""Longest distance of the words that introduce a quotation, in code points: farther ones are in another sentence."""


_THEME_PARTS = re.compile("،| و")
"""What separates the parts of a theme's label: "اقتصاد، أعمال ومال"."""

Facet = tuple[str, str]
"""Id and name of a theme or person."""


class Document(Record, frozen=True, kw_only=True):
    """One thing that a reader can find."""

    kind: Kind
    """What it is: the `type` of a result."""
    group: str
    """Documents of one group are about one thing: an event and its articles. Else the address, or a day's month."""
    url: str
    """Address relative to the site's root."""
    title: str
    """Its heading."""
    when: str = ""
    """The day or days in words; empty if unknown."""
    first: dt.date | None = None
    """First day; None if unknown."""
    last: dt.date | None = None
    """Last day, inclusive."""
    outlets: tuple[str, ...] = ()
    """Names of the outlets."""
    fields: dict[Field, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Texts that are searched, by field; `title` is added to them."""
    passages: tuple[str, ...] = ()
    """Texts from which the excerpt of a result is cut, verbatim but for what deceives the eye."""
    spellings: tuple[str, ...] = ()
    """Names by which it is found too; an excerpt shows those that were asked for and stand nowhere else."""
    themes: tuple[Facet, ...] = ()
    """What results can be filtered by."""
    people: tuple[Facet, ...] = ()
    outlet_ids: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    """What the page is called, if it has little but a name: who asks for just that wants this page."""
    known_as: tuple[str, ...] = ()
    """Names of its people in every spelling: a filter by person takes any of them."""


class _Maker:
    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.typography = Typography.of(collection.config.site)
        self.people_of: dict[str, list[Person]] = defaultdict(list)
        for person in sorted(collection.digest.people, key=lambda person: (-len(person.articles), person.id)):
            for article in person.articles:
                self.people_of[article].append(person)

    # -------------------------------------------------------------------------------------------- kinds

    def event(self, event: Event) -> Document:
        articles = [self.collection.articles[key] for key in event.articles]
        people = [
            self.collection.people[key] for key in (*event.people, *event.places) if key in self.collection.people
        ]
        themes = [self.collection.themes[key] for key in event.themes]
        story = self.collection.stories.get(event.story or "")
        outlets = self._outlets(articles)
        headlines = [item.article.title for item in articles if item.article.title != event.title]
        told = [self._words(ref) for ref in self.collection.told(event)[:LEAD_SENTENCES]]
        quotes = [self._statement(self.collection.quotes[key]) for key in event.quotes]
        return Document(
            kind="event",
            group=event.id,
            url=_address(event),
            title=excerpt(event.title, TITLE_LENGTH),
            when=self.typography.interval(event.first, event.last),
            first=event.first,
            last=event.last,
            outlets=tuple(outlets.values()),
            fields={
                "names": tuple(_short_spellings(people)),
                "themes": tuple(theme.label for theme in themes) + ((story.title,) if story else ()),
                "quotes": tuple(quotes),
                "body": (*told, *headlines),
            },
            passages=_passages(*told, *quotes, *headlines),
            spellings=_unnamed(people),
            **_facets(outlets, people, themes),
        )

    def article(self, item: AnnotatedArticle) -> Document:
        article = item.article
        event = self.collection.event_of.get(article.id)
        people = self.people_of[article.id]
        outlets = self._outlets([item])
        themes = [self.collection.themes[key] for key in self.collection.digest.article_themes.get(article.id, ())]
        shown = self.collection.published(article)
        body = [p.span.of(article.text) for i, p in enumerate(article.paragraphs) if i in shown and p.role != "title"]
        quotes = [quote.text for quote in item.quotes]
        return Document(
            kind="article",
            group=event.id if event else article.id,
            url=_address(article),
            title=excerpt(article.title, TITLE_LENGTH),
            when=self.typography.interval(item.publication.first, item.publication.last),
            first=item.publication.first,
            last=item.publication.last,
            outlets=tuple(outlets.values()),
            fields={"names": tuple(_short_spellings(people)), "quotes": tuple(quotes), "body": tuple(body)},
            passages=_passages(*body, *(() if body else quotes)),
            spellings=_unnamed(people),
            **_facets(outlets, people, themes),
        )

    def person(self, person: Person) -> Document:
        titles = [title.title for title in person.titles]
        return Document(
            kind="person",
            group=_address(person),
            url=_address(person),
            title=excerpt(person.name, NAME_LENGTH),
            fields={"names": tuple(_spellings([person])), "body": tuple(titles)},
            passages=_passages("، ".join(titles), "، ".join(list(_spellings([person]))[1:])),
            called=(*_called(person), *(title for title in titles if " " in title)),
            **_facets({}, [person], []),
        )

    def day(self, day: dt.date) -> Document:
        events = self.collection.events_by_day.get(day, ())
        words = self.typography.full_day(day)
        return Document(
            kind="day",
            group=day.isoformat()[:7],
            url=addresses.page_address(addresses.day_path(day)),
            title=words,
            when=words,
            first=day,
            last=day,
            passages=_passages(*(event.title for event in events[:3])),
        )

    def themes(self) -> Iterator[Document]:
        for theme in self.collection.digest.themes:
            yield Document(
                kind="theme",
                group=_address(theme),
                url=_address(theme),
                title=visible(theme.label),
                themes=((theme.id, visible(theme.label)),),
                called=(theme.label, *_THEME_PARTS.split(theme.label)),
            )

    def stories(self) -> Iterator[Document]:
        for story in self.collection.digest.stories:
            yield Document(
                kind="story",
                group=_address(story),
                url=_address(story),
                title=visible(story.title),
                fields={"body": story.words},
                passages=_passages("، ".join(story.words)),
                **_facets({}, [self.collection.people[key] for key in story.people], []),
            )

    def outlets(self) -> Iterator[Document]:
        for outlet in self.collection.digest.outlets:
            yield Document(
                kind="outlet",
                group=_address(outlet),
                url=_address(outlet),
                title=excerpt(outlet.name, NAME_LENGTH),
                outlet_ids=(outlet.id,),
                called=(outlet.name,),
            )

    # -------------------------------------------------------------------------------------------- parts

    def _words(self, ref: SourceRef) -> str:
        return ref.span.of(self.collection.articles[ref.article].article.text)

    def _statement(self, ref: QuoteRef) -> str:
        """Return a quotation with the words that introduce it, where they are near and may be published."""
        quote = ref.quote
        if self.collection.withholds:
            return quote.text
        spans = [span for span in (quote.source, quote.cue, quote.content) if span is not None]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        near = end - start <= quote.content.end - quote.content.start + INTRODUCTION
        return self.collection.articles[ref.article].article.text[start:end] if near else quote.text

    def _outlets(self, articles: Iterable[AnnotatedArticle]) -> dict[str, str]:
        """Return the names of the articles' outlets by id, in order."""
        found = [self.collection.outlets.get(item.article.id) for item in articles]
        return {outlet.id: visible(outlet.name) for outlet in found if outlet is not None}


def documents(collection: Collection) -> tuple[Document, ...]:
    """Return everything that can be found, in an order of its own."""
    make = _Maker(collection)
    digest = collection.digest
    return (
        *map(make.event, digest.events),
        *map(make.article, digest.articles),
        *(make.person(person) for person in digest.people if addresses.has_page(person)),
        *make.themes(),
        *make.stories(),
        *make.outlets(),
        *map(make.day, collection.days),
    )


def _address(record: Record) -> str:
    return addresses.page_address(addresses.path_of(record))


def _spellings(people: Iterable[Person]) -> Iterator[str]:
    """Yield every known name of each person once, so that a page is found under any of them."""
    for person in people:
        yield from dict.fromkeys((person.name, *(spelling for spelling, _ in person.variants), *person.aliases))


def _called(person: Person) -> Iterator[str]:
    """Yield a person's names, and the last word of each: the family's name."""
    for name in _spellings([person]):
        yield name
        if person.kind == "person" and " " in name:
            yield name.split()[-1]


def _short_spellings(people: Iterable[Person]) -> Iterator[str]:
    """Yield the names by which a text about people is found: without long other names of institutions.

    Whoever asks for "العراق" does not ask for all that is told of "الدولة الإسلامية في العراق والشام".
    """
    for person in people:
        for name in _spellings([person]):
            if person.kind == "person" or name == person.name or len(name.split()) <= LONGEST_ALIAS:
                yield name


def _passages(*texts: str) -> tuple[str, ...]:
    """Return the texts as a page shows them, each once, as far as a result may load them."""
    found: dict[str, None] = {}
    length = 0
    for shown in map(visible, texts):
        if shown and shown not in found:
            found[shown[: TEXT_LENGTH - length]] = None
            length += len(shown)
        if length >= TEXT_LENGTH:
            break
    return tuple(found)


class _Facets(TypedDict):
    themes: tuple[Facet, ...]
    people: tuple[Facet, ...]
    outlet_ids: tuple[str, ...]
    known_as: tuple[str, ...]


def _facets(outlets: Iterable[str], people: Iterable[Person], themes: Iterable[Theme]) -> _Facets:
    people = list(people)
    return {
        "themes": tuple((theme.id, visible(theme.label)) for theme in themes),
        "people": tuple((person.id, excerpt(person.name, NAME_LENGTH)) for person in people),
        "outlet_ids": tuple(outlets),
        "known_as": tuple(_spellings(people)),
    }


def _unnamed(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the people's names other than the usual one, one line for each person that has any."""
    lines = (list(dict.fromkeys(map(visible, _spellings([person])))) for person in people)
    return tuple("، ".join(names[:SPELLINGS]) for names in lines if len(names) > 1)
