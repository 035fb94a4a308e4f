"""The head of each page, as front matter from which `overrides/main.html` writes it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from digest import addresses, feeds
from digest.addresses import Links
from digest.escape import script_json, visible
from digest.linked.things import Thing, Things, compact
from digest.records import AnnotatedArticle, Event, Outlet, Person, Record, Story, Theme
from digest.views.desk import TITLE_LENGTH, Desk, excerpt

BYTES = 5600
"""Most bytes of a page's JSON-LD; what does not fit is left out from the end. The data of the page hold everything."""

LISTED = 20
"""Most entries of a list."""

_SECTIONS = {
    "article": "outlets",
    "day": "days",
    "event": "days",
    "event_part": "days",
    "month": "days",
    "outlet": "outlets",
    "person": "people",
    "story": "stories",
    "theme": "themes",
}
"""The index to which pages of a kind belong."""

_LISTS = frozenset({"day", "days", "month", "outlet", "outlets", "people", "stories", "story", "theme", "themes"})


class Heads:
    """Makes what the heads of pages say to machines."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.collection = desk.collection
        self.site = desk.collection.config.site
        published = [item.publication.last for item in desk.collection.digest.articles if item.publication.last]
        self.newest = max(published, default=None)

    def of(self, path: str, template: str, title: str, summary: str, about: Record | None) -> dict[str, Any]:
        """Return the entries of a page's front matter: `linked`, `feeds`, `data`, `published` and `updated`."""
        links = Links(self.desk.address, addresses.page_address(path))
        things = Things(self.desk, links)
        graph = self._graph(things, path, template, title, summary, about)
        updated = self._updated(about)
        return {
            "linked": script_json({"@context": "https://schema.org", "@graph": graph}),
            "feeds": self._feeds(about),
            "data": addresses.event_data_path(about.id) if isinstance(about, Event) else None,
            "published": _iso(self._published(about)),
            "updated": _iso(updated),
        }

    # -------------------------------------------------------------------------------------------- days and feeds

    def _published(self, about: Record | None) -> dt.date | None:
        match about:
            case Event():
                return feeds.first_published(self.collection, about)
            case AnnotatedArticle(publication=publication):
                return publication.day
        return None

    def _updated(self, about: Record | None) -> dt.date | None:
        """Return the newest day of the articles on which a page rests, None if it is not known."""
        match about:
            case Event():
                return feeds.updated(self.collection, about)
            case AnnotatedArticle(publication=publication):
                return publication.last
            case Theme(articles=keys) | Outlet(articles=keys) | Person(articles=keys):
                days = [self.collection.articles[key].publication.last for key in keys]
                return max((day for day in days if day), default=None)
            case Story(events=keys):
                told = [feeds.updated(self.collection, self.collection.events[key]) for key in keys]
                return max((day for day in told if day), default=None)
        return self.newest

    def _feeds(self, about: Record | None) -> list[dict[str, str]]:
        found = [{"title": visible(self.site.title), "path": feeds.ALL}]
        if isinstance(about, Theme | Story | Outlet) or (
            isinstance(about, Person) and feeds.has_feed(self.collection, about)
        ):
            title = f"{visible(self.site.title)} · {visible(feeds.title_of(about))}"
            found.insert(0, {"title": title, "path": feeds.feed_name(about)})
        return found

    # -------------------------------------------------------------------------------------------- JSON-LD

    def _graph(
        self, things: Things, path: str, template: str, title: str, summary: str, about: Record | None
    ) -> list[Thing]:
        links = things.links
        if template == "home":
            return [self._website(links)]
        page = compact(
            {
                "@type": _type_of(template),
                "@id": links.page(path),
                "url": links.page(path),
                "name": excerpt(title, TITLE_LENGTH),
                "description": excerpt(summary, 200) if summary != title else None,
                "inLanguage": "ar",
                "isPartOf": {"@id": links.file("") + "#site"},
                "dateModified": _iso(self._updated(about)),
                **self._subject(things, about),
            }
        )
        graph = [page, self._breadcrumbs(links, path, template, title)]
        return _within_bounds(graph, self._listed(things, about), page)

    def _website(self, links: Links) -> Thing:
        root = links.file("")
        target = {"@type": "EntryPoint", "urlTemplate": links.file("search/") + "?q={search_term_string}"}
        return {
            "@type": "WebSite",
            "@id": root + "#site",
            "url": root,
            "name": visible(self.site.title),
            "description": visible(self.site.description),
            "inLanguage": "ar",
            "potentialAction": {
                "@type": "SearchAction",
                "target": target,
                "query-input": "required name=search_term_string",
            },
        }

    def _subject(self, things: Things, about: Record | None) -> Thing:
        match about:
            case Event():
                return {"mainEntity": things.event(about)}
            case AnnotatedArticle():
                main = things.article(about)
                told = self.collection.event_of.get(about.article.id)
                subject = {"about": {"@id": things.links.of(told) + "#event"}} if told else {}
                return {"mainEntity": main, **({"isBasedOn": main["url"]} if "url" in main else {}), **subject}
            case Person():
                return {"mainEntity": things.person(about)}
            case Theme():
                term = {"@type": "DefinedTerm", "name": visible(about.label), "termCode": visible(about.id)}
                return {"about": term}
            case Outlet():
                return {"about": {"@type": "Organization", "name": visible(about.name)}}
        return {}

    def _listed(self, things: Things, about: Record | None) -> tuple[str, list[Thing]]:
        """Return what a page lists, best first, and under which property of the page."""
        match about:
            case Event(quotes=keys):
                refs = tuple(self.collection.quotes[key] for key in keys if key in self.collection.shown)
                return "hasPart", things.quotations(refs)
            case AnnotatedArticle(article=article):
                return "hasPart", things.quotations(self.collection.quotes_of.get(article.id, ()))
            case Person(id=key):
                return "hasPart", things.quotations(tuple(reversed(self.collection.spoken[key])))
            case Theme(events=keys) | Outlet(events=keys) | Story(events=keys):
                return "hasPart", self._pages(things.links, reversed(keys))
        return "hasPart", []

    def _pages(self, links: Links, keys: Iterable[str]) -> list[Thing]:
        events = [self.collection.events[key] for key in keys if key in self.collection.events]
        return [
            {"@type": "WebPage", "url": links.of(event), "name": excerpt(event.title, TITLE_LENGTH)}
            for event in events[:LISTED]
        ]

    def _breadcrumbs(self, links: Links, path: str, template: str, title: str) -> Thing:
        steps = [(visible(self.site.title), links.file(""))]
        if section := _SECTIONS.get(template):
            steps.append((getattr(self.desk.strings.words, section), links.page(f"{section}/index.md")))
        steps.append((excerpt(title, TITLE_LENGTH), links.page(path)))
        items = [
            {"@type": "ListItem", "position": at, "name": name, "item": url} for at, (name, url) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def _type_of(template: str) -> str:
    if template in _LISTS:
        return "CollectionPage"
    return {"person": "ProfilePage", "search": "SearchResultsPage"}.get(template, "WebPage")


def _within_bounds(graph: list[Thing], listed: tuple[str, list[Thing]], page: Thing) -> list[Thing]:
    """Return the graph with as much of a page's list as `BYTES` allow."""
    name, things = listed
    left, kept = BYTES - _size(graph), []
    for thing in things:
        left -= _size(thing) + 1
        if left < 0:
            break
        kept.append(thing)
    if kept:
        page[name] = kept
    return graph


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
