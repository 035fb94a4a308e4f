"""From a `Digest` to the files of the search, pure: the same digest gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from digest import addresses
from digest.config import Config
from digest.lexicon import Lexicons, default_lexicons
from digest.records import Digest
from digest.search.documents import Document, documents
from digest.search.normalise import Normaliser, normaliser
from digest.search.shards import Place, shard_files, shard_name, unique_prefixes
from digest.search.weights import Weight, weigh
from digest.typography import Typography
from digest.views.collection import Collection

FOLDER = "data/search"
"""Where the files lie, below MkDocs' folder of sources and so in the site, beside the other generated data."""

INDEX_VERSION = 1
"""Raised when the format changes, so that an old script never reads new files."""

_ENTITY_BUNDLE = 16
"""Persons, themes, … that share a file of texts, about."""

_BUNDLE_BYTES = 6_000
"""Texts that share a file: an event with its articles is split beyond it, since a result needs one of them."""

_INITIAL = {"event": "e", "article": "e", "person": "p", "theme": "t", "story": "s", "outlet": "o", "day": "d"}
"""First letter of the name of a file of texts."""


def build_index(digest: Digest, config: Config, lexicons: Lexicons | None = None) -> dict[str, bytes]:
    """Return the files of the search by path below MkDocs' folder of sources.

    `index.json` (what there is), `table.json` (how words are compared), `facets.json` (what results can be filtered
    by), `s/` (terms) and `t/` (texts for excerpts). A document that did not change changes none of the files that it
    does not stand in.
    """
    normalise = normaliser(lexicons or default_lexicons())
    found = documents(Collection(digest, config))
    bundles = _bundles(found)
    postings: dict[str, dict[Place, Weight]] = defaultdict(dict)
    for name, members in bundles.items():
        for position, document in enumerate(members):
            place = Place.of(name, position, document.first, document.last)
            for term, weight in _terms(document, normalise).items():
                postings[term][place] = weight
    shards = shard_files(postings)
    index = {"version": INDEX_VERSION, "documents": len(found), "shards": list(shards)}
    files = {
        "index.json": msgspec.json.encode(index),
        "table.json": msgspec.json.encode(normalise.table),
        "facets.json": msgspec.json.encode(_facets(digest)),
        **{shard_name(prefix): data for prefix, data in shards.items()},
        **{f"t/{name}.json": msgspec.json.encode([_text(d) for d in members]) for name, members in bundles.items()},
    }
    return {f"{FOLDER}/{name}": data for name, data in files.items()}


def _terms(document: Document, normalise: Normaliser) -> dict[str, Weight]:
    terms = weigh({"title": (document.title,), **document.fields}, normalise, _date_terms(document, normalise))
    for facet in document.facets:
        terms[f"#{facet}"] = Weight(1, weaker=False)
    return terms


def _date_terms(document: Document, normalise: Normaliser) -> Iterable[str]:
    """Yield what a document's day is asked for by: the date, its weekday and the month's name."""
    if document.first is None or document.last is None:
        return
    if (document.first.year, document.first.month) == (document.last.year, document.last.month):
        words = _date_words(document.first, whole=document.first == document.last)
        for unit in normalise.units(words):
            yield from unit.terms
        for name, number in normalise.table.months.items():
            if number == document.first.month and name in normalise.table.shy_months:
                yield normalise.readings(name)[0]


def _date_words(day: dt.date, *, whole: bool) -> str:
    plain = Typography()
    return plain.full_day(day) if whole else plain.month_year(day)


def _bundles(found: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the files of texts by name: an event with its articles, some persons, the days of a month, …"""
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in found:
        groups[_INITIAL[document.kind], document.group].append(document)
    events = unique_prefixes((_hash(group) for initial, group in groups if initial == "e"), least=4)
    bundles: dict[str, list[Document]] = {}
    for (initial, group), members in groups.items():
        if initial == "e":
            ordered = sorted(members, key=lambda d: (d.kind != "event", d.url))
            bundles.update(_parts(initial + events[_hash(group)], ordered))
        elif initial == "d":
            bundles[initial + group.replace("-", "")] = sorted(members, key=lambda d: d.url)
        else:
            bundles.update(_entity_bundles(initial, members))
    return dict(sorted(bundles.items()))


def _parts(name: str, members: Sequence[Document]) -> dict[str, list[Document]]:
    """Spread documents in order over files that stay small: `name`, `name-1`, `name-2`, …"""
    parts: list[list[Document]] = []
    size = 0
    for document in members:
        cost = len(msgspec.json.encode(_text(document)))
        if not parts or size + cost > _BUNDLE_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(document)
        size += cost
    return {f"{name}-{number}" if number else name: part for number, part in enumerate(parts)}


def _entity_bundles(initial: str, members: Sequence[Document]) -> dict[str, list[Document]]:
    """Spread documents evenly over files by the first characters of their address's hash."""
    length = 0
    while 32**length * _ENTITY_BUNDLE < len(members):
        length += 1
    found: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(members, key=lambda d: d.url):
        found[initial + _hash(document.url)[:length]].append(document)
    return found


def _hash(key: str) -> str:
    return addresses.short_hash("search", key, length=20)


def _text(document: Document) -> dict[str, object]:
    """Return what a result shows."""
    return {
        "type": document.kind,
        "url": document.url,
        "title": document.title,
        "when": document.when,
        "first": document.first,
        "last": document.last,
        "outlets": document.outlets,
        "text": document.passages,
    }


def _facets(digest: Digest) -> dict[str, object]:
    """Return the names of what results can be filtered by: id, address word, name."""
    return {
        "theme": [(theme.id, theme.slug, theme.label) for theme in digest.themes],
        "person": [(person.id, person.name) for person in digest.people],
        "outlet": [(outlet.id, outlet.name) for outlet in digest.outlets],
    }
