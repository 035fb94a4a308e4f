"""People as editors correct them: names that the machine kept apart are one person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from digest.arabic import fold_word
from digest.editorial import Editorial
from digest.events.frames import PeopleIds
from digest.people import People
from digest.records import Person, TitleUse


class Persons(NamedTuple):
    """Everyone and everything that a collection names."""

    persons: tuple[Person, ...]
    """By name, then id."""
    ids: PeopleIds
    """(article id, entity key) to person id."""


def join_people(people: People, editorial: Editorial | None) -> Persons:
    """Return the people with those made one whom editors hold to be one, under the first name of the entry."""
    persons = {person.id: person for person in people.persons}
    moved: dict[str, str] = {}
    for entry in editorial.same_person if editorial else ():
        wanted = [" ".join(fold_word(name).split()) for name in entry.names]
        named = [p for p in persons.values() if p.kind in ("person", "institution") and _places(p, wanted)]
        found = sorted(named, key=lambda p: (_places(p, wanted), p.id))
        if found:
            persons[found[0].id] = _one(found, entry.names[0])
            for other in found[1:]:
                del persons[other.id]
                moved[other.id] = found[0].id
    ids = {key: _final(person, moved) for key, person in people.ids.items()}
    return Persons(tuple(sorted(persons.values(), key=lambda p: (p.name, p.id))), ids)


def _names(person: Person) -> list[str]:
    return [" ".join(fold_word(name).split()) for name in (person.name, *(spelling for spelling, _ in person.variants))]


def _places(person: Person, wanted: Sequence[str]) -> list[int]:
    """Return which of the names a person bears; a spelling of one word, which others may bear, is none."""
    name, *spellings = _names(person)
    borne = {name, *(spelling for spelling in spellings if " " in spelling)}
    return [at for at, one in enumerate(wanted) if one in borne]


def _one(found: Sequence[Person], name: str) -> Person:
    """Return several persons as one, under the id of the first."""
    spellings: Counter[str] = Counter()
    for person in found:
        spellings.update(dict(person.variants))
    return msgspec.structs.replace(
        found[0],
        name=name,
        variants=tuple(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))),
        titles=_titles(use for person in found for use in person.titles),
        aliases=tuple(dict.fromkeys(alias for person in found for alias in person.aliases)),
        articles=tuple(dict.fromkeys(article for person in found for article in person.articles)),
    )


def _titles(uses: Iterable[TitleUse]) -> tuple[TitleUse, ...]:
    """Return the uses of each title as one, by first day."""
    by_title: dict[str, list[TitleUse]] = {}
    for use in uses:
        by_title.setdefault(use.title, []).append(use)
    merged = [
        TitleUse(
            title=title,
            count=sum(use.count for use in same),
            first=min((use.first for use in same if use.first is not None), default=None),
            last=max((use.last for use in same if use.last is not None), default=None),
        )
        for title, same in by_title.items()
    ]
    return tuple(sorted(merged, key=lambda use: (use.first or dt.date.max, use.title)))


def _final(person: str, moved: dict[str, str]) -> str:
    while person in moved:
        person = moved[person]
    return person
