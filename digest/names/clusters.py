"""Entities of a collection while it is being read, and which of them are one person.

Names that folding and glue make equal are one already. Then a name that only a courtesy accompanies joins the one
bearer of an office who has the same courtesy; spellings of foreign names, and names with words left out in the middle,
join the name that more articles have, one step and never a chain.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from digest.names.cast import name_words, shortened
from digest.names.identity import is_native
from digest.names.shapes import LONGEST
from digest.names.spelling import name_key, same_name, sound_key
from digest.names.wordclass import WordClasses
from digest.records import EntityKind


class Day(NamedTuple):
    """When an article was published, as far as it is known, and its place in the collection."""

    first: dt.date | None
    last: dt.date | None
    place: int


@dataclass(slots=True)
class Cluster:
    """An entity while the collection is being read; nothing of it leaves this module."""

    kind: EntityKind
    key: str
    """What its mentions have in common: the lexicon's id, else the squeezed name."""
    known: bool = False
    apart: str | None = None
    """What keeps the bearers of one name apart: the article's id for a name of one word, the office (or the article's
    id) for two given names without a surname, which many people bear."""
    office: bool = False
    """Whether it is an office that keeps them apart."""
    names: Counter[str] = field(default_factory=Counter)
    """Full names, by number of articles."""
    spellings: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    title_days: dict[str, list[Day]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[str, Day] = field(default_factory=dict)
    entities: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the full name that most articles have; of equals the longest, then the first in order."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    @property
    def least(self) -> str:
        """Return the key of the first of its names in order."""
        return min(map(name_key, self.names))

    def take(self, other: Cluster) -> None:
        """Add everything of another cluster to this one."""
        self.names += other.names
        self.spellings += other.spellings
        self.titles += other.titles
        for title, days in other.title_days.items():
            self.title_days[title] += days
        self.articles |= other.articles
        self.entities += other.entities


def adopt(clusters: list[Cluster]) -> list[Cluster]:
    """Return the clusters with a name that only a courtesy accompanies added to its one bearer of an office.

    The bearer must have the same courtesy ("الدكتور حمد حسن" and "وزير الصحة الدكتور حمد حسن").
    """
    bearers: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.office:
            bearers[cluster.key].append(cluster)
    kept = []
    for cluster in clusters:
        unsettled = cluster.apart is not None and not cluster.office
        fitting = [b for b in bearers.get(cluster.key, ()) if unsettled and _title_words(cluster) & _title_words(b)]
        if len(fitting) == 1:
            fitting[0].take(cluster)
        else:
            kept.append(cluster)
    return kept


def _title_words(cluster: Cluster) -> set[str]:
    """Return the words of a person's titles."""
    return {word for title in cluster.title_days for word in title.split()}


def merge(clusters: list[Cluster], classes: WordClasses) -> list[Cluster]:
    """Return the clusters with spellings and shortened names added to the name that more articles have."""
    people = [c for c in clusters if c.kind == "person" and not c.known and c.apart is None]
    people.sort(key=lambda c: (-len(c.articles), -len(c.name), c.key))
    centres = _Centres()
    gone: dict[int, Cluster] = {}
    for cluster in people:
        words = tuple(name_words(cluster.name))
        one = _Named(cluster, words, not is_native(words, classes))
        fitting = {id(c.cluster): c.cluster for c in centres.near(one) if _one_person(one, c, classes)}
        if len(fitting) == 1:
            gone[id(cluster)] = next(iter(fitting.values()))
        else:
            centres.add(one)
    for cluster in people:
        if id(cluster) in gone:
            gone[id(cluster)].take(cluster)
    return [c for c in clusters if id(c) not in gone]


class _Named(NamedTuple):
    """An unlisted person with the words of the name that most articles have."""

    cluster: Cluster
    words: tuple[str, ...]
    foreign: bool


MOST_ALIKE = 500
"""People of one sound, or of one first and last word, among whom a name is looked for; among more it is unsure whose
spelling or shortening it is, and each name would be compared with every other."""


class _Centres:
    """The names that others may be added to, found by what two names of one person have in common."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, ...], list[_Named]] = {}
        self._begun: dict[tuple[str, ...], list[_Named]] = {}
        self._ends: dict[tuple[str, str], list[_Named]] = {}
        self._sounds: dict[str, list[_Named]] = {}

    def add(self, one: _Named) -> None:
        """Take in a name."""
        self._whole.setdefault(one.words, []).append(one)
        for beginning in _beginnings(one.words):
            self._begun.setdefault(beginning, []).append(one)
        self._ends.setdefault((one.words[0], one.words[-1]), []).append(one)
        for sound in _sounds(one.words) if one.foreign else ():
            self._sounds.setdefault(sound, []).append(one)

    def near(self, one: _Named) -> Iterator[_Named]:
        """Yield the names that may be the same person's, some of them twice: those of which `one` is the beginning or
        which are its beginning, those of the same ends, and of foreign names those that sound alike."""
        yield from self._begun.get(one.words, ())
        for beginning in _beginnings(one.words):
            yield from self._whole.get(beginning, ())
        alike = [self._ends.get((one.words[0], one.words[-1]), [])]
        alike += [self._sounds.get(sound, []) for sound in sorted(_sounds(one.words))] if one.foreign else []
        yield from (other for others in alike if len(others) <= MOST_ALIKE for other in others)


def _beginnings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the beginnings of two words or more of a name, the name itself not among them."""
    return [words[:length] for length in range(2, min(len(words), LONGEST + 1))]


def _sounds(words: tuple[str, ...]) -> set[str]:
    """Return what a foreign name has in common with its spellings: the sound of its first word or of its last."""
    return {sound_key(words[0]), "".join(words)[:1] + sound_key(words[-1])}


def _one_person(one: _Named, other: _Named, classes: WordClasses) -> bool:
    """Tell whether two unlisted names are one person's: by spelling, or by words left out and a common title."""
    foreign = one.foreign and other.foreign
    if foreign and same_name(one.words, other.words, classes.listed):
        return True
    if len(one.words) == len(other.words):
        return False
    short, full = sorted((one.words, other.words), key=len)
    if not shortened(short, full):
        return False
    return foreign or len(short) > 3 or _share_title(one.cluster, other.cluster)


def _share_title(one: Cluster, other: Cluster) -> bool:
    """Tell whether two people bear a title in common: two content words, or the whole of a shorter one."""
    for left in sorted(one.title_days):
        for right in sorted(other.title_days):
            common = set(left.split()) & set(right.split())
            if len(common) >= min(2, len(left.split()), len(right.split())) and len(left.split()) > 1:
                return True
    return False
