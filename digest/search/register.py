"""The register: what the browser knows of every document before it loads its text.

Columns, one entry for each document in order of the numbers, as compression likes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.escape import visible
from digest.records import Digest
from digest.search.shards import ALPHABET, distances
from digest.search.texts import REGION, Numbered, day_of

_LETTERS = {
    "event": "e", "article": "a", "person": "p", "theme": "t", "story": "s", "outlet": "o", "day": "d", "page": "g"
}  # fmt: skip


def register(found: Sequence[Numbered], starts: frozenset[int], digest: Digest) -> dict[str, object]:
    """Return the register; `starts` are the documents with which a file of texts begins."""
    themes = {theme.id: i for i, theme in enumerate(digest.themes)}
    outlets = {outlet.id: i for i, outlet in enumerate(digest.outlets)}
    days = [(day_of(item.document.first), day_of(item.document.last)) for item in found]
    base = min((first for first, _ in days if first), default=1) - 1
    return {
        "region": REGION,
        "numbers": distances(item.number for item in found),
        "kinds": "".join(_LETTERS[item.document.kind] for item in found),
        "marks": "".join(ALPHABET[mark] for mark in _marks(found, starts)),
        "base": base,
        "first": [first - base if first else 0 for first, _ in days],
        "days": [last - first if first and last else 0 for first, last in days],
        "open": [i for i, (first, last) in enumerate(days) if first and not last],
        "themes": [_places(themes, (key for key, _ in item.document.themes)) for item in found],
        "outlets": [_places(outlets, item.document.outlet_ids) for item in found],
        "names": {
            "theme": [(theme.id, visible(theme.label), theme.slug) for theme in digest.themes],
            "outlet": [(outlet.id, visible(outlet.name)) for outlet in digest.outlets],
        },
    }


def _marks(found: Sequence[Numbered], starts: frozenset[int]) -> Iterable[int]:
    """Yield for each document 1 if a file of texts begins with it, and 2 if a group does."""
    before = ""
    for item in found:
        kind = item.document.kind
        group = item.document.group if kind in ("event", "article") else item.document.url
        yield (item.number in starts) + 2 * (group != before)
        before = group


def _places(known: dict[str, int], keys: Iterable[str]) -> int | list[int]:
    """Return the places of keys in a list: the place itself if there is one, as mostly."""
    places = [known[key] for key in keys if key in known]
    return places[0] if len(places) == 1 else places
