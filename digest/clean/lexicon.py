"""The words of site furniture, datelines, credits and outlets, compiled once for matching."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from digest.arabic import fold_word, stem
from digest.clean.lines import keys_of
from digest.clean.tables import CalendarWords, FurnitureTable, Kind, Kinds, OutletTable, StopWords
from digest.lexicon import Lexicons

Keys = tuple[str, ...]
"""A phrase as a sequence of folded words, numbers as `#`, gaps as `*`."""

_GAP = 4


class Phrases:
    """A set of phrases, found by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Keys]] = {}
        for keys in sorted({phrase_keys(phrase) for phrase in phrases} - {()}, key=lambda k: (-len(k), k)):
            self._by_first.setdefault(keys[0], []).append(keys)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """First words of the phrases."""
        return tuple(self._by_first)

    def match(self, keys: Sequence[str], at: int = 0) -> int:
        """Return the end of the longest phrase that begins at `at`, or -1."""
        if at >= len(keys) or keys[at] not in self._by_first:
            return -1
        return max(_match(phrase, 1, keys, at + 1) for phrase in self._by_first[keys[at]])

    def is_whole(self, keys: Sequence[str]) -> bool:
        """Tell whether the words are one of the phrases and nothing else."""
        return (
            any(_match(phrase, 1, keys, 1) == len(keys) for phrase in self._by_first.get(keys[0], ()))
            if keys
            else False
        )

    def found_in(self, keys: Sequence[str]) -> bool:
        """Tell whether a phrase stands anywhere in the words."""
        return any(self.match(keys, at) >= 0 for at in range(len(keys)) if keys[at] in self._by_first)

    def positions(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest phrase at each place where one begins."""
        for at, key in enumerate(keys):
            if key in self._by_first and (end := self.match(keys, at)) >= 0:
                yield at, end


def _match(phrase: Keys, i: int, keys: Sequence[str], at: int) -> int:
    """Match `phrase[i:]` at `keys[at:]`; return the end or -1. A gap takes one to `_GAP` words."""
    while i < len(phrase):
        if phrase[i] == "*":
            ends = (_match(phrase, i + 1, keys, at + n) for n in range(1, _GAP + 1) if at + n <= len(keys))
            return max(ends, default=-1)
        if at >= len(keys) or keys[at] != phrase[i]:
            return -1
        i, at = i + 1, at + 1
    return at


def phrase_keys(phrase: str) -> Keys:
    """Return the keys of a phrase of a lexicon, `#` and `*` kept."""
    keys: list[str] = []
    for word in phrase.split():
        keys.extend((word,) if word in ("#", "*") else keys_of(word))
    return tuple(keys)


class KindMatcher(NamedTuple):
    """One kind of furniture, compiled."""

    rule: str
    whole: Phrases
    starts: Phrases
    labels: Phrases
    anywhere: Phrases
    tail: Phrases
    head: Phrases
    vocabulary: frozenset[str]
    kind: Kind


class Words(NamedTuple):
    """Everything that cleaning matches, compiled."""

    kinds: tuple[KindMatcher, ...]
    buttons: Phrases
    """Every phrase that is a whole line: several of them in a row make a bar of buttons."""
    line_beginnings: frozenset[str]
    """First words of every phrase that is a whole line or begins one, and every word of button bars."""
    inner_beginnings: frozenset[str]
    """First words of every phrase that may stand anywhere in a line."""
    tail_beginnings: frozenset[str]
    """First words of every phrase that may be split off at a paragraph's end."""
    caption_credits: frozenset[str]
    caption_labels: Phrases
    caption_starts: Phrases
    date_labels: Phrases
    date_words: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    date_whole: Phrases
    byline_labels: Phrases
    source_labels: Phrases
    names: Names
    stop: frozenset[str]
    """Stems of words without content."""
    table: FurnitureTable

    def content(self, keys: Sequence[str]) -> frozenset[str]:
        """Return the stems of the words that tell what a line speaks of."""
        stems = (stem(key) for key in keys if len(key) > 2)
        return frozenset(found for found in stems if found not in self.stop)


class Names(NamedTuple):
    """Outlets and agencies by name and address."""

    domains: dict[str, str]
    """Domain to name."""
    outlets: dict[Keys, str]
    """Keys of a spelling to the outlet's name."""
    certain: frozenset[Keys]
    """Spellings that name an outlet wherever they stand."""
    agencies: frozenset[Keys]
    """Spellings of agencies."""
    generic: frozenset[Keys]
    """Sources that are no agency by name ("وكالات")."""
    places: frozenset[Keys]
    """Places that stand beside agencies."""
    kinds: frozenset[str]
    """Words before an outlet's name that say what it is."""
    generic_kinds: frozenset[Keys]
    """Those that are no part of the name."""
    markers: frozenset[str]
    """Words that beside a place only names of outlets hold."""
    surely: frozenset[str]
    """Those of them that mean nothing else where a paragraph begins."""
    reserved: Phrases
    """Phrases of copyright lines that the owner's name follows."""


@functools.lru_cache(maxsize=8)
def compiled(lexicons: Lexicons) -> Words:
    """Return the compiled words of `lexicons`."""
    table = lexicons.get("furniture", FurnitureTable)
    calendar = lexicons.get("calendar", CalendarWords)
    months = _word_set(name for era in (calendar.gregorian, calendar.hijri, calendar.english) for name in _flat(era))
    weekdays = _word_set(name for week in (calendar.weekdays, calendar.english_weekdays) for name in _flat(week))
    kinds = tuple(_kind(field.encode_name, getattr(table.kinds, field.name)) for field in msgspec.structs.fields(Kinds))
    return Words(
        kinds=kinds,
        buttons=Phrases(phrase for matcher in kinds for phrase in matcher.kind.whole),
        line_beginnings=frozenset(
            first
            for m in kinds
            for first in (*m.whole.beginnings, *m.starts.beginnings, *m.labels.beginnings, *m.vocabulary)
        ),
        inner_beginnings=frozenset(first for matcher in kinds for first in matcher.anywhere.beginnings),
        tail_beginnings=frozenset(first for matcher in kinds for first in matcher.tail.beginnings),
        caption_credits=_word_set(table.caption.credits),
        caption_labels=Phrases(table.caption.labels),
        caption_starts=Phrases(table.caption.starts),
        date_labels=Phrases(table.dateline.labels),
        date_words=_word_set(table.dateline.words) | months | weekdays | {"#"},
        months=months,
        weekdays=weekdays,
        date_whole=Phrases(table.dateline.whole),
        byline_labels=Phrases(table.byline.labels),
        source_labels=Phrases(table.source.labels),
        names=_names(lexicons.get("outlets", OutletTable), table.source.generic),
        stop=frozenset(
            stem(clitic + fold_word(word))
            for word in lexicons.get("stopwords", StopWords).function
            for clitic in ("", "و", "ف")
        ),
        table=table,
    )


def _flat(era: dict[str, list[str]]) -> Iterator[str]:
    for number in sorted(era):
        yield from era[number]


def _word_set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(key for phrase in phrases for key in keys_of(phrase))


def _kind(name: str, kind: Kind) -> KindMatcher:
    return KindMatcher(
        rule=f"furniture:{name}",
        whole=Phrases(kind.whole),
        starts=Phrases(kind.starts),
        labels=Phrases(kind.labels),
        anywhere=Phrases(kind.anywhere),
        tail=Phrases(kind.tail),
        head=Phrases(kind.head),
        vocabulary=_word_set(kind.vocabulary),
        kind=kind,
    )


def _names(table: OutletTable, generic: list[str]) -> Names:
    spellings = {tuple(keys_of(name)): name for name in sorted(table.domains.values())}
    certain = set()
    for name in sorted(table.names):
        for spelling in table.names[name]:
            keys = tuple(keys_of(spelling))
            spellings[keys] = name
            certain.add(keys)
    spellings.pop(("#",), None)  # an outlet called by a number is not known by it
    return Names(
        domains={fold_word(domain): name for domain, name in table.domains.items()},
        outlets=spellings,
        certain=frozenset(certain | {keys for keys in spellings if len(keys) > 1}),
        agencies=frozenset(tuple(keys_of(name)) for name in table.agencies.names),
        generic=frozenset(tuple(keys_of(name)) for name in generic),
        places=frozenset(tuple(keys_of(name)) for name in table.places.names),
        kinds=_word_set(table.words.kinds),
        generic_kinds=frozenset(tuple(keys_of(name)) for name in table.words.generic),
        markers=_word_set(table.words.markers),
        surely=_word_set(table.words.surely),
        reserved=Phrases(table.words.reserved),
    )
