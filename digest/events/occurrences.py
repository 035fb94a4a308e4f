"""What happened, as the collection knows it: with the articles mainly about it, and every telling of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest.addresses import short_hash
from digest.events.days import UNKNOWN, Days
from digest.events.frames import Frame, Told, order_of
from digest.events.matching import distinct, identified
from digest.tellings import HappeningWords

ID_LENGTH = 6
"""Base-32 characters of an event's id after its day: a thousand million, so that even a day of a thousand events has
two alike only once in two thousand days."""


class Occurrence(NamedTuple):
    """Something that happened or will."""

    id: str
    aliases: tuple[str, ...]
    """Ids that it would bear if another of its articles had been the first."""
    members: tuple[Frame, ...]
    """Articles mainly about it, by day and path; empty if it is only told aside."""
    told: tuple[Told, ...]
    """The tellings that say what it is: of its articles' headlines and leads, or those it was put together from."""
    days: Days
    kind: str | None


class Mention(NamedTuple):
    """A telling of an occurrence in an article that is mainly about something else."""

    occurrence: str
    told: Told


def with_articles(members: Iterable[Frame], words: HappeningWords) -> Occurrence:
    """Return the occurrence that articles are mainly about."""
    ordered = tuple(sorted(members, key=_founding))
    days = days_of(ordered)
    news = list(distinct(t for frame in ordered for t in frame.told if _is_main(t, frame, days)))
    kind = _kind(news, days, words, len(ordered))
    told = tuple(t for t in news if kind in t.telling.kinds or t.families & _families_of(news, kind))
    ids = [_id(days, *map(str, order_of(frame.item))) for frame in ordered]
    shown = tuple(sorted(ordered, key=lambda frame: (frame.days.last or dt.date.max, frame.key)))
    return Occurrence(ids[0], tuple(ids[1:]), shown, told, days, kind)


def on_day(occurrence: Occurrence, told: tuple[Told, ...], words: HappeningWords) -> Occurrence:
    """Return an occurrence put on the day of tellings that announce it; its ids of the other day become aliases."""
    days = told[0].days
    ids = [_id(days, *map(str, order_of(frame.item))) for frame in sorted(occurrence.members, key=_founding)]
    kind = _kind(told, days, words, len({one.article for one in told}))
    return Occurrence(ids[0], (*ids[1:], occurrence.id, *occurrence.aliases), occurrence.members, told, days, kind)


def _families_of(told: Sequence[Told], kind: str | None) -> frozenset[str]:
    """Return the families of the tellings that name a kind first: what the articles are mainly about."""
    return frozenset(family for one in told if one.telling.kinds[0] == kind for family in one.families)


def told_aside(tellings: Iterable[tuple[Frame, Told]], words: HappeningWords) -> Occurrence:
    """Return the occurrence that several tellings are of, none of which is its article's main matter.

    Its id comes from what the first telling of it says (day, family, who and where), and not from its article.
    """
    ordered = sorted(tellings, key=lambda pair: (_founding(pair[0]), pair[1].telling.span))
    told = tuple(one for _, one in ordered)
    days = told[0].days
    ids = [_id(days, min(one.families), *sorted(one.people), *sorted(one.places)) for one in told]
    shown = sorted(told, key=lambda one: (one.article, one.telling.span))
    aliases = tuple(key for key in dict.fromkeys(ids) if key != ids[0])
    return Occurrence(ids[0], aliases, (), tuple(shown), days, _kind(told, days, words, 1))


def _founding(frame: Frame) -> tuple[dt.date, dt.date, tuple[str, int]]:
    """Return what makes an article the founder: the earliest by publication and retrieval, then by path.

    News arrives in the order of time, so that an event's later articles leave its id alone.
    """
    retrieved = frame.item.article.retrieved or dt.date.max
    return frame.days.last or retrieved, retrieved, frame.key


def _id(days: Days, *parts: str) -> str:
    return f"{days.order}-{short_hash(*parts, length=ID_LENGTH)}"


def days_of(members: Sequence[Frame]) -> Days:
    """Return the day on which most articles put the main happening; without any, the days that all allow."""
    votes = Counter(frame.main_day for frame in members if frame.main_day is not None)
    if votes:
        day = min(votes, key=lambda day: (-votes[day], day))
        return Days(day, day)
    known = [frame.days for frame in members if frame.days.known]
    if not known:
        return UNKNOWN
    first = max((days.first for days in known if days.first), default=None)
    last = min((days.last for days in known if days.last), default=None)
    return Days(first, last) if first is None or last is None or first <= last else Days(last, first)


def _is_main(told: Told, frame: Frame, days: Days) -> bool:
    """Tell whether a telling is of its article's main happening: news of headline or lead, or of its people and day."""
    if told.tense != "reported" or told.telling.quoted or not told.telling.kinds:
        return False
    if told.days.known and told.days.gap(days) > 0:
        return False
    if told.telling.part != "body":
        return True
    return told.days.day is not None and len(told.people) >= 2 and frame.people.issuperset(told.people)


def _kind(told: Sequence[Told], days: Days, words: HappeningWords, articles: int) -> str | None:
    """Return the kind that most tellings name first, ties going to the one told first; None if too few articles do.

    A telling that says who or where counts more than a bare word, and one of the very day more than an undated one.
    """
    votes: Counter[str] = Counter()
    naming: dict[str, set[str]] = defaultdict(set)
    for one in told:
        kind = one.telling.kinds[0]
        named = 4 if identified(one, words) else 1
        dated = 2 if one.days.day is not None and one.days == days else 1
        votes[kind] += named * dated * (2 if one.telling.part == "headline" else 1)
        naming[kind].add(one.article)
    enough = [kind for kind in votes if len(naming[kind]) * 2 >= articles]
    return max(enough, key=lambda kind: votes[kind], default=None)
