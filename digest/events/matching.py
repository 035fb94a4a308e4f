"""Whether two tellings are of one happening: the same family of kinds, the same who, and days that agree."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from digest.events.days import Days
from digest.events.frames import Told
from digest.tellings import HappeningWords

T = TypeVar("T")


def identified(told: Told, words: HappeningWords) -> bool:
    """Tell whether enough is known of who and where to tell this happening from others of its kind."""
    if not told.telling.kinds:
        return False
    match words.needs[told.telling.kinds[0]]:
        case "two":
            return len(told.people) >= 2
        case "one":
            return bool(told.people)
        case "place":
            return bool(told.places)
        case _:
            return bool(told.people or told.places)


def same_happening(one: Told, other: Told, words: HappeningWords) -> bool:
    """Tell whether two tellings can be of one happening, days left aside.

    They share a family of kinds, and as many of those who take part as tell such happenings apart: two sides of a
    talk, the speaker of a speech, the place of an attack. Two talks of more than two sides must not each have a side
    that the other lacks.
    """
    shared = one.families & other.families
    if not shared:
        return False
    people = set(one.people) & set(other.people)
    places = set(one.places) & set(other.places)
    needs = {
        words.needs[kind] for told in (one, other) for kind in told.telling.kinds if words.families[kind] in shared
    }
    if "two" in needs:
        return len(people) >= 2
    if "place" in needs:
        return bool(places)
    if "one" in needs:
        return bool(people) and not _apart(one.places, other.places)
    return bool(people or places) and not _apart(one.people, other.people) and not _each_more(one.people, other.people)


def keys_of(told: Told) -> Iterator[tuple[str, str]]:
    """Yield the keys under which tellings of the same happening are looked for: family, and who or where."""
    for family in sorted(told.families):
        for who in (*told.people, *told.places):
            yield family, who


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether both name some and none in common."""
    return bool(one and other and not set(one) & set(other))


def _each_more(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether both name several and each somebody whom the other does not."""
    return len(one) > 1 and len(other) > 1 and bool(set(one) - set(other)) and bool(set(other) - set(one))


def distinct(tellings: Iterable[Told]) -> Iterator[Told]:
    """Yield tellings without those that say of the same article, day, who and where what one before them said."""
    seen: set[tuple[object, ...]] = set()
    for told in tellings:
        key = (told.article, told.days, told.tense, told.families, told.people, told.places)
        if key not in seen:
            seen.add(key)
            yield told


class Almanac(Generic[T]):
    """Things that happened, by family of kinds and by who or where, each list in order of days.

    It keeps the search for what a telling may be of from growing with the collection: prominent people talk to each
    other every week.
    """

    def __init__(self, entries: Iterable[tuple[dt.date, Told, T]]) -> None:
        """Take entries of a day, a telling and what it is of; equal days keep their order."""
        found: dict[tuple[str, str], list[tuple[dt.date, Told, T]]] = defaultdict(list)
        for entry in entries:
            for key in keys_of(entry[1]):
                found[key].append(entry)
        self._entries = {key: sorted(entries, key=lambda entry: entry[0]) for key, entries in found.items()}
        self._days = {key: [entry[0] for entry in entries] for key, entries in self._entries.items()}

    def alike(self, told: Told, span: Days, words: HappeningWords) -> Iterator[tuple[Told, T]]:
        """Yield the tellings within `span` that may be of the same happening as `told`, some of them twice."""
        for key in keys_of(told):
            days = self._days.get(key, [])
            first = 0 if span.first is None else bisect_left(days, span.first)
            last = len(days) if span.last is None else bisect_right(days, span.last)
            for _, other, thing in self._entries.get(key, [])[first:last]:
                if same_happening(told, other, words):
                    yield other, thing
