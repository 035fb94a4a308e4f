"""The lexicons that the reading of names uses, as records.

`docs/lexicons.md` describes each table for editors; the docstrings here are the same contract for code.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from digest.lexicon import Lexicons


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all rows: an editor's typo in a key is an error, not a silence."""


class Office(Entry, frozen=True, kw_only=True):
    """An office that a person holds or held."""

    role: str
    """Key under `[office]` of `titles.toml`, such as `foreign-minister`."""
    of: str
    """Id of a state, institution or place."""
    first: dt.date | None = None
    """First day in office, if known."""
    last: dt.date | None = None
    """Last day in office; None while it lasts or if unknown."""


class PersonEntry(Entry, frozen=True, kw_only=True):
    """A row of `people.toml`."""

    name: str
    """Canonical name, as pages show it."""
    aliases: tuple[str, ...] = ()
    """Other full names and spellings that folding and the rules of spelling do not reach."""
    alone: tuple[str, ...] = ()
    """Names that mean this person by themselves in any article ("بوتين")."""
    family: tuple[str, ...] = ()
    """Short names that mean the person once the full name was seen; the last word of the name unless given."""
    latin: str = ""
    """Name in Latin letters, for search."""
    needs: tuple[str, ...] = ()
    """Words of which the article must hold one, for names that many people bear."""
    offices: tuple[Office, ...] = ()
    """Offices, for titles without a name."""


class ThingEntry(Entry, frozen=True, kw_only=True):
    """What institutions, states and places have in common."""

    name: str
    """Canonical name, as pages show it."""
    aliases: tuple[str, ...] = ()
    """Other names and spellings that folding does not reach."""
    latin: str = ""
    """Name in Latin letters, for search."""
    needs: tuple[str, ...] = ()
    """Words of which the article must hold one, for a name of one word that means something else too ("عمان")."""
    not_before: tuple[str, ...] = ()
    """Words before which the name is a word ("مسقط رأسه")."""
    not_after: tuple[str, ...] = ()
    """Words after which the name is a word, or part of another name ("صلاة المغرب")."""
    ambiguous: bool = False
    """True where the name is also a word ("تدمر"): it is read only after a word such as "في" or "مدينة"."""


class InstitutionEntry(ThingEntry, frozen=True, kw_only=True):
    """A row of `institutions.toml`."""

    state: str | None = None
    """Id of the state that it belongs to."""


class StateEntry(ThingEntry, frozen=True, kw_only=True):
    """A row of `[state]` in `places.toml`."""

    demonyms: tuple[str, ...] = ()
    """Adjectives, masculine and without the article; the other forms are built."""
    capital: str | None = None
    """Id of the place whose name may stand for the government."""


class PlaceEntry(ThingEntry, frozen=True, kw_only=True):
    """A row of `[place]` in `places.toml`."""

    state: str | None = None
    """Id of the state that it lies in."""


class PlacesTable(Entry, frozen=True, kw_only=True):
    """The whole of `places.toml`."""

    state: dict[str, StateEntry]
    place: dict[str, PlaceEntry]


class OfficeWords(Entry, frozen=True, kw_only=True):
    """A row of `[office]` in `titles.toml`."""

    definite: tuple[str, ...] = ()
    """Wordings that an adjective of the country follows, or nothing."""
    construct: tuple[str, ...] = ()
    """Wordings that the name of the country or institution follows."""


class TitlesTable(Entry, frozen=True, kw_only=True):
    """The whole of `titles.toml`; the file's head explains each list."""

    honorifics: tuple[str, ...]
    callings: tuple[str, ...]
    addresses: tuple[str, ...]
    heads: tuple[str, ...]
    links: tuple[str, ...]
    seats: tuple[str, ...]
    qualifiers: tuple[str, ...]
    ranks: tuple[str, ...]
    former: tuple[str, ...]
    counterpart: tuple[str, ...]
    kin: tuple[str, ...]
    courtesies: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    posts: tuple[str, ...]
    doubtful: tuple[str, ...]
    known_until: dt.date | None = None
    """Last day for which the terms of `people.toml` without an end were checked; None for no limit."""
    office: dict[str, OfficeWords]
    dual: dict[str, tuple[str, ...]]


class NamesTable(Entry, frozen=True, kw_only=True):
    """The whole of `given_names.toml`; the file's head explains each list."""

    given: tuple[str, ...]
    weak: tuple[str, ...]
    foreign: tuple[str, ...]
    foreign_weak: tuple[str, ...]
    family: tuple[str, ...]
    article_surnames: tuple[str, ...] = ()
    parts: tuple[str, ...]
    tails: tuple[str, ...]
    compounds: tuple[str, ...]
    bound: tuple[str, ...]
    particles: tuple[str, ...]


class ForeignNamesTable(Entry, frozen=True, kw_only=True):
    """The whole of `foreign_names.toml`; the file's head explains it."""

    names: tuple[str, ...]


class VocabularyTable(Entry, frozen=True, kw_only=True):
    """The whole of `vocabulary.toml`; the file's head explains each list."""

    function: tuple[str, ...]
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    others: tuple[str, ...]


class NameWordsTable(Entry, frozen=True, kw_only=True):
    """The whole of `name_words.toml`; the file's head explains each list."""

    institution_heads: tuple[str, ...]
    soft_heads: tuple[str, ...]
    definite_bodies: tuple[str, ...]
    ministries: tuple[str, ...]
    place_words: tuple[str, ...]
    metonym_nouns: tuple[str, ...]
    eponyms: tuple[str, ...]
    between: tuple[str, ...]
    naming: tuple[str, ...]
    introducing: tuple[str, ...] = ()
    not_names: tuple[str, ...]


def people(lexicons: Lexicons) -> dict[str, PersonEntry]:
    """Return the curated people by id."""
    return lexicons.get("people", dict[str, PersonEntry])


def institutions(lexicons: Lexicons) -> dict[str, InstitutionEntry]:
    """Return the curated institutions by id."""
    return lexicons.get("institutions", dict[str, InstitutionEntry])


def reporting_verbs(lexicons: Lexicons) -> tuple[str, ...]:
    """Return the forms of reporting verbs (perfect and imperfect) from the quotation step's lexicon, unfolded.

    That table belongs to `digest.quotes`; only what is needed here is read, and its absence is no error.
    """
    try:
        table = lexicons.table("speech")
    except KeyError:
        return ()
    rows: list[dict[str, Any]] = table.get("verb", [])
    return tuple(form for row in rows for form in (row.get("lemma", ""), row.get("imperfect", "")) if form)
