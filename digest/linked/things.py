"""Records of the digest as things of schema.org: events, articles, persons, quotations."""

from __future__ import annotations

from typing import Any

from digest import addresses
from digest.addresses import Links
from digest.escape import plain_address, visible
from digest.records import AnnotatedArticle, Event, Person, QuoteRef
from digest.views.desk import NAME_LENGTH, TITLE_LENGTH, Desk, excerpt

Thing = dict[str, Any]

QUOTES = 30
"""Most quotations of a page."""

QUOTE_LENGTH = 600
"""Longest quotation, in code points: given whole or not at all, since a cut one would be another."""

ARTICLES = 8
"""Most articles of an event."""

NAMES = 10
"""Most other names of a person."""


class Things:
    """Describes records of a digest, seen from one page."""

    def __init__(self, desk: Desk, links: Links) -> None:
        self.desk = desk
        self.collection = desk.collection
        self.links = links

    def event(self, event: Event) -> Thing:
        """Return what happened; its days only as far as they are known, and no place: one that is named often is not
        yet where it happened.
        """
        collection = self.collection
        return compact(
            {
                "@type": "Event",
                "@id": self.links.of(event) + "#event",
                "name": excerpt(event.title, TITLE_LENGTH),
                "startDate": event.first.isoformat() if event.first else None,
                "endDate": event.last.isoformat() if event.first and event.last else None,
                "subjectOf": [self.article(collection.articles[key]) for key in event.articles[:ARTICLES]],
            }
        )

    def article(self, item: AnnotatedArticle) -> Thing:
        """Return an article as its publisher's work: the address of the original, and a day if it is known."""
        article, day = item.article, item.publication.day
        outlet = self.collection.outlets.get(article.id)
        name = excerpt(outlet.name, NAME_LENGTH) if outlet else ""
        return compact(
            {
                "@type": "NewsArticle",
                "@id": self.links.of(article) + "#article",
                "headline": self.desk.headline(article),
                "url": plain_address(article.url),
                "datePublished": day.isoformat() if day else None,
                "publisher": {"@type": "Organization", "name": name} if name else None,
                "inLanguage": visible(article.lang),
            }
        )

    def person(self, person: Person) -> Thing:
        """Return a person or institution under all names."""
        names = [visible(name) for name in (*(text for text, _ in person.variants), *person.aliases)]
        others = [name for name in dict.fromkeys(names) if name and name != visible(person.name)]
        human = person.kind == "person"
        return compact(
            {
                "@type": "Person" if human else "Organization",
                "@id": self.links.of(person) + "#subject",
                "name": visible(person.name),
                "alternateName": others[:NAMES],
                "jobTitle": self.desk.last_title(person) if human else None,
                "url": self.links.of(person),
            }
        )

    def quotation(self, ref: QuoteRef) -> Thing:
        """Return a quotation with its speaker, its article and the line on which it stands."""
        article = self.collection.articles[ref.article].article
        return compact(
            {
                "@type": "Quotation",
                "text": visible(ref.quote.content.of(article.text)),
                "spokenByCharacter": self._speaker(ref),
                "isPartOf": {"@id": self.links.of(article) + "#article"},
                "citation": self.links.page(*self.collection.place(article, ref.quote.content.start)),
            }
        )

    def _speaker(self, ref: QuoteRef) -> Thing | None:
        person = self.collection.people.get(ref.speaker or "")
        if person is None or person.kind not in ("person", "institution"):
            return None
        kind = "Person" if person.kind == "person" else "Organization"
        url = self.links.of(person) if addresses.has_page(person) else None
        return compact({"@type": kind, "name": visible(person.name), "url": url})

    def quotations(self, refs: tuple[QuoteRef, ...]) -> list[Thing]:
        """Return the first quotations that are short enough to be given whole."""
        fitting = [ref for ref in refs if ref.quote.content.end - ref.quote.content.start <= QUOTE_LENGTH]
        return [self.quotation(ref) for ref in fitting[:QUOTES]]


def compact(thing: Thing) -> Thing:
    """Return a thing without what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [])}
