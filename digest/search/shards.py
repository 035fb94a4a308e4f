"""The files of the index: how documents are numbered, how postings are written, how terms are spread over files.

`docs/search.md` documents the format for those who read it elsewhere.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from digest.search.weights import Weight

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_MORE = 32
"""Added to a digit of a number that goes on, and to a weight that is only another reading."""

SPLIT_BYTES = 10_000
"""A file of terms larger than this (before it is packed) is split by one more letter: no query loads much more than it
needs."""

_SHORTEST, _LONGEST = 2, 12
"""Letters by which terms are spread over files: as few as possible, as many as `SPLIT_BYTES` asks for."""

SPACE = 2**18
"""Numbers for documents of one kind. Far more than documents, so that a number seldom depends on other documents; eight
times as many wherever more than an eighth would be taken."""

Postings = Mapping[str, Mapping[int, Weight]]
"""For each term the numbers of the documents that hold it."""


def pack(value: object) -> bytes:
    """Return a file of the index: JSON, compressed (RFC 1950), since not every server compresses what it sends."""
    return zlib.compress(msgspec.json.encode(value), 9)


def unpack(data: bytes) -> object:
    """Return what a file of the index says."""
    return msgspec.json.decode(zlib.decompress(data))


def numbers(groups: Mapping[str, int]) -> dict[str, int]:
    """Return the first number of each group of documents (by key; with how many it has), by hash of the key.

    A number does not depend on other groups, but where two would overlap: there the later one moves on.
    """
    space = SPACE
    while sum(groups.values()) * 8 > space:
        space *= 8
    found = {}
    free = 0
    for place, key in sorted((_hash(key, space), key) for key in groups):
        found[key] = max(free, place)
        free = found[key] + groups[key]
    return found


def _hash(key: str, space: int) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % space


def shard_files(postings: Postings) -> dict[str, bytes]:
    """Return the files of terms by prefix; terms are spread by their first two letters, or more where needed."""
    files: dict[str, bytes] = {}
    written = {term: encode(found) for term, found in postings.items()}
    _split(sorted(written), _SHORTEST, written, files)
    return dict(sorted(files.items()))


def _split(terms: Sequence[str], length: int, written: Mapping[str, str], files: dict[str, bytes]) -> None:
    """Put terms that share their first letters into one file; where that is too large, the larger parts of it apart."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms:
        groups[term[:length]].append(term)
    for prefix, group in groups.items():
        left = _size(group, written)
        kept = group
        if left > SPLIT_BYTES and length < _LONGEST:
            parts: defaultdict[str, list[str]] = defaultdict(list)
            for term in group:
                parts[term[: length + 1]].append(term)
            apart: set[str] = set()
            for part in sorted(parts, key=lambda p: (-_size(parts[p], written), p)):
                if left > SPLIT_BYTES and len(part) > length:
                    apart.add(part)
                    left -= _size(parts[part], written)
            kept = [term for term in group if term[: length + 1] not in apart]
            _split([term for part in sorted(apart) for term in parts[part]], length + 1, written, files)
        if kept:
            files[prefix] = pack({term: written[term] for term in kept})


def _size(terms: Iterable[str], written: Mapping[str, str]) -> int:
    return sum(len(term) * 2 + len(written[term]) + 6 for term in terms)


def encode(weights: Mapping[int, Weight]) -> str:
    """Write postings: for each document the distance from the one before, then one character for its weight."""
    pieces = []
    before = -1
    for number in sorted(weights):
        level, weaker = weights[number]
        pieces.append(_number(number - before - 1))
        pieces.append(ALPHABET[level + (_MORE if weaker else 0)])
        before = number
    return "".join(pieces)


def distances(ascending: Iterable[int]) -> str:
    """Write ascending numbers, each as its distance from the one before, less one."""
    pieces = []
    before = -1
    for number in ascending:
        pieces.append(_number(number - before - 1))
        before = number
    return "".join(pieces)


def _number(value: int) -> str:
    """Write a number in digits of base 32, least first; all but the last are marked as going on."""
    digits = ""
    while value >= _MORE:
        digits += ALPHABET[_MORE + value % _MORE]
        value //= _MORE
    return digits + ALPHABET[value]


def name_of(letters: str) -> str:
    """Return the part of a file's name that stands for letters: their code points, since file names stay ASCII."""
    return "-".join(f"{ord(letter):x}" for letter in letters)


def vocabulary_files(postings: Postings) -> dict[str, bytes]:
    """Return the words of the index by first letter: in order, each with how many documents hold it, roughly."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for term in sorted(postings):
        if term[0] not in "@#=":
            letters[term[0]].append(term)
    return {
        letter: pack([" ".join(terms), "".join(ALPHABET[len(postings[term]).bit_length()] for term in terms)])
        for letter, terms in letters.items()
    }
