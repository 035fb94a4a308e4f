"""The curated names compiled for look-up: which known person, institution, state or place begins at a word.

Names are kept as sequences of folded words under their first word, so that a look-up ends at word boundaries and
costs one dictionary access for a word that begins no name.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.spelling import sound_key
from digest.names.tables import NamesTable, PersonEntry, PlacesTable, ThingEntry, TitlesTable, institutions, people
from digest.names.tokens import Token

Kind = Literal["person", "institution", "state", "place"]

MARBUTA = "ة"

GLUE_BEFORE = ("عبد", "ابو", "بو", "ابن")
"""Words that are also written together with the next one."""
GLUE_AFTER = ("الله", "الدين")
"""Words that are also written together with the one before."""


class Known(NamedTuple):
    """A curated entity under one of its names."""

    id: str
    kind: Kind
    name: str
    """Canonical name."""
    alone: bool
    """Whether this name is the short one, which stands for a person by itself."""
    guarded: bool
    """Whether the name is a word as well and needs a word of place before it."""
    marbuta: bool = False
    """Whether it is one word that ends in teh marbuta: with a heh it is another word ("جدة", "جده")."""
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


class Match(NamedTuple):
    """A curated entity found in the text."""

    known: Known
    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""
    cut: int
    """Letters of the first word that are clitics."""


class Gazetteer:
    """All curated names; made once per lexicons by `gazetteer`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self.people = people(lexicons)
        self.institutions = institutions(lexicons)
        self.places = lexicons.get("places", PlacesTable)
        self.known_until = lexicons.get("titles", TitlesTable).known_until
        """Last day on which a term of office without an end is known to last."""
        self.openings: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        """Full names of foreign people under the sound of their first word, for spellings nobody listed."""
        self.by_ends: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        """Full names of people, with ids, under their first and last words."""
        self.names: dict[str, str] = {}
        """Canonical name of each id."""
        self.kinds: dict[str, Kind] = {}
        self.needs: dict[str, tuple[str, ...]] = {}
        """Folded words of which an article must hold one, for the entities that ask for it."""
        self.demonyms: dict[str, str] = {}
        """State id of each form of an adjective of nationality, folded, with and without the article."""
        self.capitals: dict[str, str] = {}
        """State id of each capital."""
        self._load_people(_native_words(lexicons))
        self._load_things()
        for rows in self._rows.values():
            rows.sort(key=lambda row: (-len(row[0]), row[1].kind != "person", row[1].id))

    def _load_people(self, native: frozenset[str]) -> None:
        for key, person in self.people.items():
            self._name(key, "person", person)
            known = Known(key, "person", person.name, alone=False, guarded=False)
            for name in (person.name, *person.aliases):
                self._add(known, name)
                words = tuple(fold_word(name).replace("-", " ").split())
                if len(words) > 1:
                    self.by_ends.setdefault((words[0], words[-1]), []).append((words, key))
                if len(words) > 1 and is_foreign(words, native):
                    self.openings.setdefault(sound_key(words[0]), []).append((words, known))
            for name in person.alone:
                self._add(known._replace(alone=True), name)

    def _load_things(self) -> None:
        for key, body in self.institutions.items():
            self._thing(key, "institution", body)
        for key, state in self.places.state.items():
            self._thing(key, "state", state)
            for demonym in state.demonyms:
                for form in demonym_forms(fold_word(demonym)):
                    self.demonyms.setdefault(form, key)
            if state.capital:
                self.capitals[state.capital] = key
        for key, place in self.places.place.items():
            self._thing(key, "place", place)

    def _thing(self, key: str, kind: Kind, entry: ThingEntry) -> None:
        self._name(key, kind, entry)
        plain = Known(
            key,
            kind,
            entry.name,
            alone=False,
            guarded=False,
            not_before=frozenset(map(fold_word, entry.not_before)),
            not_after=frozenset(map(fold_word, entry.not_after)),
        )
        for name in (entry.name, *entry.aliases):
            single = " " not in name
            marbuta = single and name.endswith(MARBUTA)
            self._add(plain._replace(guarded=entry.ambiguous and single, marbuta=marbuta), name)

    def _name(self, key: str, kind: Kind, entry: PersonEntry | ThingEntry) -> None:
        self.names[key] = entry.name
        self.kinds[key] = kind
        if entry.needs:
            self.needs[key] = tuple(map(fold_word, entry.needs))

    def _add(self, known: Known, name: str) -> None:
        for spelling in glued(tuple(fold_word(name).replace("-", " ").split())):
            row = (spelling, known)
            rows = self._rows.setdefault(spelling[0], [])
            if row not in rows:
                rows.append(row)

    def at(self, tokens: tuple[Token, ...], index: int) -> Iterator[Match]:
        """Yield the curated names that begin at a word: fewest clitics first, then longest."""
        for cut, rest in tokens[index].readings:
            rows = self._rows.get(rest)
            if rows is None:
                continue
            for spelling, known in rows:
                last = index + len(spelling) - 1
                if _matches(tokens, index, spelling, known):
                    yield Match(known, index, last, cut)

    def entry(self, key: str) -> PersonEntry | ThingEntry:
        """Return the row of a curated entity."""
        tables = (self.people, self.institutions, self.places.state, self.places.place)
        return next(table[key] for table in tables if key in table)

    def aliases(self, key: str) -> tuple[str, ...]:
        """Return the other names of a curated entity, its Latin one last."""
        entry = self.entry(key)
        alone = entry.alone if isinstance(entry, PersonEntry) else ()
        names = (*entry.aliases, *alone, *((entry.latin,) if entry.latin else ()))
        return tuple(dict.fromkeys(names))

    def has(self, folded: str) -> bool:
        """Tell whether a curated name begins with a folded word."""
        return folded in self._rows

    def surnames(self) -> frozenset[str]:
        """Return the names of one word that stand for a curated person by themselves."""
        return frozenset(
            first for first, rows in self._rows.items() if any(len(words) == 1 and k.alone for words, k in rows)
        )

    def single_names(self) -> frozenset[str]:
        """Return the curated names of one word."""
        return frozenset(first for first, rows in self._rows.items() if any(len(words) == 1 for words, _ in rows))


def _matches(tokens: tuple[Token, ...], index: int, spelling: tuple[str, ...], known: Known) -> bool:
    if index + len(spelling) > len(tokens):
        return False
    for offset in range(1, len(spelling)):
        token = tokens[index + offset]
        if token.folded != spelling[offset]:
            return False
        if token.gap not in ("space", "hyphen") and (token.gap != "mark" or known.kind != "institution"):
            return False
    return True


def glued(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the ways to write a name with its glue words apart or joined, the given one first."""
    joins = [
        i
        for i in range(len(words) - 1)
        if words[i] in GLUE_BEFORE or (words[i + 1] in GLUE_AFTER and len(words[i]) > 2)
    ]
    found: dict[tuple[str, ...], None] = {words: None}
    for count in range(1, len(joins) + 1):
        for chosen in itertools.combinations(joins, count):
            found[_joined(words, frozenset(chosen))] = None
    return tuple(found)


def _joined(words: tuple[str, ...], at: frozenset[int]) -> tuple[str, ...]:
    made: list[str] = []
    for i, word in enumerate(words):
        if i - 1 in at:
            made[-1] += word
        else:
            made.append(word)
    return tuple(made)


def demonym_forms(folded: str) -> tuple[str, ...]:
    """Return the forms of an adjective of nationality: article, feminine, dual and plural."""
    *before, last = folded.split()
    prefix = " ".join(before) + " " if before else ""
    endings = ("", "ه", "ين", "ون", "ان", "تان", "تين", "ات")
    forms = [f"{article}{prefix}{article if before else ''}{last}{end}" for article in ("", "ال") for end in endings]
    return tuple(dict.fromkeys(forms))


def is_foreign(words: tuple[str, ...], native: frozenset[str]) -> bool:
    """Tell whether no folded word of a name is an Arab one, so that its spelling may waver."""
    return not any(word in native or word.startswith("ال") for word in words)


def _native_words(lexicons: Lexicons) -> frozenset[str]:
    names = lexicons.get("given_names", NamesTable)
    return frozenset(itertools.chain(names.given, names.weak, names.parts))


def last_names(entry: PersonEntry) -> tuple[str, ...]:
    """Return the short names of a curated person, folded: those given, else what stands alone, else the last word."""
    given = entry.family or entry.alone
    return tuple(fold_word(name) for name in given)


@functools.lru_cache(maxsize=4)
def gazetteer(lexicons: Lexicons) -> Gazetteer:
    """Return the curated names of `lexicons`, compiled once."""
    return Gazetteer(lexicons)
