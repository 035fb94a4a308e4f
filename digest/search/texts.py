"""The numbers of documents, and the files of texts from which results are shown."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from digest.search.documents import Document
from digest.search.shards import SPACE, numbers, pack

REGIONS = ("e", "p", "t", "s", "o", "d", "g")
"""Each kind of document has numbers of its own: events with their articles, people, themes, stories, outlets, days,
hand-written pages."""

REGION = 2**40
"""Numbers between the regions: more than any of them needs, and all exact in the browser's numbers."""

_REGION_OF = {
    "event": "e", "article": "e", "person": "p", "theme": "t", "story": "s", "outlet": "o", "day": "d", "page": "g"
}  # fmt: skip

_HEAD_BYTES = 1_200
"""Texts of a document that are loaded with its heading; the rest is, if no word of the query stands in these."""

_FILE_BYTES = 4_500
"""Headings and first texts that share a file: an event and its articles, some people, the days of a month."""

_BUCKET = SPACE // 256
"""People (and themes, …) whose numbers lie in one such range share a file."""

MOST_PEOPLE = 6
"""People that a result names."""


class Numbered(NamedTuple):
    """A document and its number."""

    number: int
    document: Document


def number(found: Iterable[Document]) -> list[Numbered]:
    """Return the documents in order of their numbers. An event and its articles follow one another."""
    regions: dict[str, dict[str, list[Document]]] = {region: defaultdict(list) for region in REGIONS}
    for document in found:
        region = _REGION_OF[document.kind]
        regions[region][document.group if region == "e" else document.url].append(document)
    numbered = []
    for base, region in enumerate(REGIONS):
        groups = regions[region]
        if region == "d":
            first = {key: days[0].first.toordinal() for key, days in groups.items() if days[0].first}
        else:
            first = numbers({key: len(members) for key, members in groups.items()})
        for key, members in groups.items():
            ordered = sorted(members, key=lambda d: (d.kind != "event", d.url))
            numbered += [Numbered(base * REGION + first[key] + i, one) for i, one in enumerate(ordered)]
    return sorted(numbered, key=lambda item: item.number)


def text_files(found: Sequence[Numbered]) -> tuple[dict[str, bytes], frozenset[int]]:
    """Return the files of texts by name, and the numbers of the documents with which a file begins."""
    files: dict[str, bytes] = {}
    starts = []
    for members in _shared(found):
        name = base36(members[0].number)
        starts.append(members[0].number)
        texts = [_text(item.document) for item in members]
        files[name] = pack([head for head, _ in texts])
        if any(rest for _, rest in texts):
            files[f"{name}-1"] = pack([rest for _, rest in texts])
    return files, frozenset(starts)


def _shared(found: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Yield documents that share a file."""
    shelf: list[Numbered] = []
    size = 0
    for item in found:
        cost = sum(len(text.encode()) for text in _head_texts(item.document)[0]) + 300
        if shelf and (_shelf_of(shelf[0]) != _shelf_of(item) or size + cost > _FILE_BYTES):
            yield shelf
            shelf, size = [], 0
        shelf.append(item)
        size += cost
    if shelf:
        yield shelf


def _shelf_of(item: Numbered) -> object:
    document = item.document
    if document.kind in ("event", "article", "day"):
        return document.group
    return item.number // _BUCKET


def _head_texts(document: Document) -> tuple[list[str], list[str]]:
    """Return the texts that are loaded with the heading, and the others."""
    size = 0
    for i, text in enumerate(document.passages):
        size += len(text.encode())
        if size > _HEAD_BYTES and i:
            return list(document.passages[:i]), list(document.passages[i:])
    return list(document.passages), []


def _text(document: Document) -> tuple[dict[str, object], dict[str, object]]:
    """Return what a result shows, and what is loaded where the words are not in that; empty values are left out."""
    head, others = _head_texts(document)
    rest = _filled({"text": others, "names": document.spellings})
    values = {
        "url": document.url,
        "title": document.title,
        "when": document.when,
        "people": document.people[:MOST_PEOPLE],
        "text": head,
        "more": int(bool(rest)),
    }
    return _filled(values), rest


def _filled(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def base36(number: int) -> str:
    """Return a number in the digits 0–9a–z, as JavaScript's `toString(36)` does."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def day_of(date: dt.date | None) -> int:
    """Return the ordinal of a day, 0 if it is unknown."""
    return date.toordinal() if date else 0
