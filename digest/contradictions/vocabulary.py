"""The lexicon of counting, compiled: numbers in words, hedges, and what is counted."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from digest.arabic import fold_word, stem
from digest.lexicon import Lexicons

TABLE = "counts"
NUMBERS = "calendar_numbers"
"""The lexicon whose table `cardinals` holds the numbers up to a hundred."""

HedgeKind = Literal["at_least", "at_most", "about"]
Phrase = tuple[str, ...]
"""Folded words without the article."""


class Hedge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that bound or blur a number."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Counted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is counted, such as the dead."""

    label: str
    steady: bool = False
    nouns: tuple[str, ...]
    two: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class Measured(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is measured, such as the strength of an earthquake."""

    label: str
    before: tuple[str, ...]
    units: tuple[str, ...]


class CountsTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lexicon `counts`; its head explains each list."""

    negations: tuple[str, ...]
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    unsure: tuple[str, ...]
    growing: tuple[str, ...]
    momentary: tuple[str, ...]
    others: tuple[str, ...]
    parts: tuple[str, ...]
    adding: tuple[str, ...]
    range_before: tuple[str, ...]
    range_between: tuple[str, ...]
    people: tuple[str, ...]
    two_people: tuple[str, ...]
    hedges: dict[HedgeKind, Hedge]
    hundreds: dict[str, tuple[str, ...]]
    multipliers: dict[str, tuple[str, ...]]
    doubles: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    count: dict[str, Counted]
    measure: dict[str, Measured]


class Cardinals(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of the lexicon of calendar numbers."""

    cardinals: dict[str, tuple[str, ...]]


class Counts:
    """The tables, ready for look-ups: folded words without the article."""

    def __init__(self, table: CountsTable, cardinals: Mapping[str, Iterable[str]]) -> None:
        self.small: Mapping[str, int] = _by_word(cardinals)
        """Words for 1…90; compounds are put together."""
        self.compounds = {
            phrase_key(form): int(value) for value, forms in cardinals.items() for form in forms if " " in form
        }
        """Compounds that are not put together from their words ("أحد عشر")."""
        self.hundreds: Mapping[str, int] = _by_word(table.hundreds)
        self.multipliers: Mapping[str, int] = _by_word(table.multipliers)
        self.doubles: Mapping[str, int] = _by_word(table.doubles)
        self.hedges_before = {phrase_key(w): kind for kind, hedge in table.hedges.items() for w in hedge.before}
        self.hedges_after = {phrase_key(w): kind for kind, hedge in table.hedges.items() for w in hedge.after}
        self.units = {phrase_key(w): name for name, forms in table.units.items() for w in forms}
        self.unsure = _words(table.unsure)
        self.growing = frozenset(phrase_key(w) for w in table.growing)
        self.momentary = frozenset(phrase_key(w) for w in table.momentary)
        self.others = _words(table.others)
        self.parts = _words(table.parts)
        self.adding = _words(table.adding)
        self.range_before = _words(table.range_before)
        self.range_between = _words(table.range_between)
        self.people = _words(table.people)
        self.two_people = _words(table.two_people)
        self.labels = {name: row.label for name, row in table.count.items()}
        self.labels |= {name: row.label for name, row in table.measure.items()}
        self.nouns = {phrase_key(w): name for name, row in table.count.items() for w in row.nouns}
        self.two = {bare(fold_word(w)): name for name, row in table.count.items() for w in row.two}
        self.before = {phrase_key(w): name for name, row in table.count.items() for w in row.before}
        self.after = {phrase_key(w): name for name, row in table.count.items() for w in row.after}
        counted = (word for row in table.count.values() for word in row.nouns if " " not in word)
        units = (word for row in table.measure.values() for word in row.units if " " not in word)
        self.toll_units = frozenset(stem(bare(fold_word(w))) for w in (*counted, *units, *table.people))
        """What follows tolls and measures, which are compared by what they count and not by their noun, as stems."""
        self.steady = frozenset(table.measure) | {name for name, row in table.count.items() if row.steady}
        """What does not grow while the news comes in."""
        self.measured_before = {phrase_key(w): name for name, row in table.measure.items() for w in row.before}
        self.measured_units = {name: {phrase_key(w) for w in row.units} for name, row in table.measure.items()}


@functools.lru_cache(maxsize=8)
def counts(lexicons: Lexicons) -> Counts:
    """Return the compiled lexicon of counting."""
    return Counts(lexicons.get(TABLE, CountsTable), lexicons.get(NUMBERS, Cardinals).cardinals)


@functools.lru_cache(maxsize=8)
def negation_stems(lexicons: Lexicons) -> frozenset[str]:
    """Return the stems of words that turn a statement round."""
    return frozenset(stem(fold_word(word)) for word in lexicons.get(TABLE, CountsTable).negations)


@functools.lru_cache(maxsize=8)
def opposite_stems(lexicons: Lexicons) -> Mapping[str, tuple[int, int]]:
    """Return the stems of words that have an opposite, with the number of the pair and of the half, 0 or 1."""
    pairs = lexicons.get(TABLE, CountsTable).opposites
    return {
        stem(fold_word(word)): (number, half)
        for number, pair in enumerate(pairs)
        for half, words_of in enumerate(pair)
        for word in words_of
    }


def bare(folded: str) -> str:
    """Return a folded word without the article."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def phrase_key(phrase: str) -> Phrase:
    """Return the words of a phrase as they are compared."""
    return tuple(bare(word) for word in fold_word(phrase).split())


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(fold_word(word)) for word in words)


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the values of single words; phrases ("أحد عشر") are put together from theirs."""
    return {fold_word(form): int(value) for value, forms in table.items() for form in forms if " " not in form}
