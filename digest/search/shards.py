"""The files of the index: how postings are written and how terms are spread over files.

`docs/search.md` documents the format for those who read it elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from digest.search.weights import Weight

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_MORE = 32
"""Added to a digit of a number that goes on, and to a weight that is only another reading."""

SPLIT_BYTES = 48_000
"""A file of terms larger than this is split by one more letter, so that no query loads much more than it needs."""

_SHORTEST, _LONGEST = 2, 5
"""Letters by which terms are spread over files: as few as possible, as many as `SPLIT_BYTES` asks for."""


class Place(NamedTuple):
    """Where a document lies: how postings refer to it."""

    day: int
    """Ordinal of its first day (`datetime.date.toordinal`); 0 if unknown. First, so that order is order of time."""
    bundle: str
    """Name of the file that holds its text."""
    position: int
    """Position in that file."""
    days: int
    """Further days that it may stand for."""

    @classmethod
    def of(cls, bundle: str, position: int, first: dt.date | None, last: dt.date | None) -> Place:
        """Return the place of a document that stands for the days `first` to `last`."""
        if first is None or last is None:
            return cls(0, bundle, position, 0)
        return cls(first.toordinal(), bundle, position, (last - first).days)

    def __str__(self) -> str:
        text = f"{self.bundle}.{self.position}"
        return f"{text}~{self.days}" if self.days else text


Postings = Mapping[str, Mapping[Place, Weight]]
"""For each term the documents that hold it."""


def shard_files(postings: Postings) -> dict[str, bytes]:
    """Return the files of terms by prefix; terms are spread by their first two letters, or more where needed."""
    files: dict[str, bytes] = {}
    _split(sorted(postings), _SHORTEST, postings, files)
    return dict(sorted(files.items()))


def _split(terms: Sequence[str], length: int, postings: Postings, files: dict[str, bytes]) -> None:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms:
        groups[term[:length]].append(term)
    for prefix, group in groups.items():
        data = _shard({term: postings[term] for term in group})
        longer = [term for term in group if len(term) > length]
        if len(data) <= SPLIT_BYTES or length == _LONGEST or not longer:
            files[prefix] = data
            continue
        if len(longer) < len(group):
            files[prefix] = _shard({term: postings[term] for term in group if len(term) <= length})
        _split(longer, length + 1, postings, files)


def _shard(postings: Postings) -> bytes:
    places = sorted({place for documents in postings.values() for place in documents})
    numbers = {place: number for number, place in enumerate(places)}
    days: dict[int, list[str]] = defaultdict(list)
    for place in places:
        days[place.day].append(str(place))
    terms = {term: _encode({numbers[place]: w for place, w in found.items()}) for term, found in postings.items()}
    return msgspec.json.encode({"days": [[day, " ".join(names)] for day, names in days.items()], "terms": terms})


def _encode(weights: Mapping[int, Weight]) -> str:
    """Write postings: for each document the distance from the one before, then one character for its weight."""
    pieces = []
    before = -1
    for number in sorted(weights):
        pieces.append(_number(number - before - 1))
        weight = weights[number]
        pieces.append(_ALPHABET[weight.level + (_MORE if weight.weaker else 0)])
        before = number
    return "".join(pieces)


def _number(value: int) -> str:
    """Write a number in digits of base 32, least first; all but the last are marked as going on."""
    digits = ""
    while value >= _MORE:
        digits += _ALPHABET[_MORE + value % _MORE]
        value //= _MORE
    return digits + _ALPHABET[value]


def shard_name(prefix: str) -> str:
    """Return the file name of a shard: the letters' code points, since file names stay ASCII."""
    return "s/" + "-".join(f"{ord(letter):x}" for letter in prefix) + ".json"


def unique_prefixes(keys: Iterable[str], least: int) -> dict[str, str]:
    """Return for each key its shortest prefix of at least `least` characters that no other key begins with."""
    ordered = sorted(set(keys))
    shared = [0] * (len(ordered) + 1)
    for i in range(1, len(ordered)):
        shared[i] = _common(ordered[i - 1], ordered[i])
    return {key: key[: max(least, shared[i] + 1, shared[i + 1] + 1)] for i, key in enumerate(ordered)}


def _common(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
