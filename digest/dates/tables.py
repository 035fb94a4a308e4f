"""The `calendar*.toml` lexicons as records: a key that none of them has is a mistake."""

from __future__ import annotations

import datetime as dt

import msgspec

Words = dict[str, list[str]]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the lexicon records: an unknown key is a mistake."""


class CalendarTable(Table, frozen=True):
    """`calendar.toml`: names of months and weekdays."""

    gregorian: Words
    hijri: Words
    english: Words
    usage: Words
    weekdays: Words
    english_weekdays: Words


class NumbersTable(Table, frozen=True):
    """`calendar_numbers.toml`: numbers in words."""

    cardinals: Words
    thousands: Words
    hundreds: Words
    ordinals: Words
    first_day: Words
    suffixes: Words
    last: Words
    decades: Words


class UnitForms(Table, frozen=True):
    """Singular, dual and plural of a unit of time, without article."""

    singular: list[str]
    dual: list[str]
    plural: list[str]


class WordsTable(Table, frozen=True):
    """`calendar_words.toml`: words that place days in time."""

    deictics: Words
    dayparts: Words
    units: dict[str, UnitForms]
    parts: Words
    seasons: Words
    term: Words
    relations: Words
    demonstratives: Words
    edges: Words
    prepositions: Words
    offsets: Words
    year: Words
    eras: Words
    links: Words
    hedges: Words


class NamedDay(Table, frozen=True):
    """A day of the year with a name."""

    names: list[str]
    calendar: str
    day: str


class HistoryDay(Table, frozen=True):
    """A day of the past known by its date: each of its nouns before each form of its day and month."""

    nouns: list[str]
    days: list[str]
    date: dt.date

    @property
    def names(self) -> list[str]:
        """Return the names in full."""
        return [f"{noun} {day}" for noun in self.nouns for day in self.days]


class DaysTable(Table, frozen=True):
    """`calendar_days.toml`: named days."""

    patterns: list[str]
    """How an international day is named: `{topic}` as listed, `{to_topic}` with "ل" before it."""
    days: list[NamedDay]
    history: list[HistoryDay]
    international: Words


class SinceTerm(Table, frozen=True):
    """Words that did not exist before a day."""

    since: dt.date
    words: list[str]


class Office(Table, frozen=True):
    """Who held an office: each title followed by each name stands for its holder."""

    titles: list[str]
    names: list[str]
    since: dt.date
    """First day in office."""
    until: dt.date | None = None
    """Last day in office; None while it lasts."""


class SinceTable(Table, frozen=True):
    """`calendar_since.toml`: words that bound an article's day from below, and holders of offices."""

    terms: list[SinceTerm]
    offices: list[Office] = []


class ContextTable(Table, frozen=True):
    """`calendar_context.toml`: what stands around date expressions."""

    tense: Words
    numbered: Words
    weekday_names: Words
    no_day: Words
    commemorated: Words
    labels: Words
    reign: Words
