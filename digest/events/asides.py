"""What articles tell aside: matched to events that others are about, or made events of their own.

An article reports a second speech, recalls last week's call, announces a visit. Where another article is mainly about
that happening, the telling becomes a link to its event; where none is, tellings that give a single day, a kind and
who or where make an event without articles. Years and centuries make none, nor does what a speaker says in passing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digest.arabic import proclitic_splits
from digest.arabic import words as words_of
from digest.events.days import Days
from digest.events.frames import OCCASIONS, Frame, Tense, Told
from digest.events.matching import Almanac, distinct, identified, same_happening
from digest.events.occurrences import Mention, Occurrence, told_aside
from digest.tellings import HappeningWords
from digest.tellings.news import NEWS_DAYS

RECALL_DAYS = 45
"""An undated telling is of an event at most this many days before (or, announced, after) its article, if only one
event of its kind and people lies there: about a month and a half is as long as news says "the call" of one call."""

BACKGROUND_DAYS = 366
"""A happening further from its article than a year is background, and makes no event unless two articles tell it."""

SECTION_QUOTES = 2
"""Quotations of one speaker from which an article reports a speech of its own, and not a remark."""


SHARED_NAMES = 2
"""Persons, and bodies and states of the lead, that an article shares with those on an event that it takes up by its day
and a definite noun alone."""


class Asides(NamedTuple):
    """The events told aside, and every telling that was matched."""

    occurrences: tuple[Occurrence, ...]
    """Events without articles, by id."""
    mentions: tuple[Mention, ...]
    """By article and position."""


def find_asides(frames: Sequence[Frame], main: Sequence[Occurrence], words: HappeningWords) -> Asides:
    """Return the events that articles tell aside, and which telling is of which event.

    `frames` in the order of their keys. First tellings with a day are matched to events with articles; the rest of
    them are put together; then tellings without a single day are matched to all.
    """
    home = {frame.id: occurrence for occurrence in main for frame in occurrence.members}
    book = _Book(main, words)
    mentions: list[Mention] = []
    founding: list[tuple[Frame, Told]] = []
    for frame in frames:
        for told in distinct(told for told in frame.told if told.days.day is not None and identified(told, words)):
            if (found := book.dated(told)) is not None:
                mentions.append(Mention(found.id, told))
            elif _founds(frame, told, home[frame.id], words):
                founding.append((frame, told))
    asides = _put_together(founding, words)
    mentions += [Mention(occurrence.id, told) for occurrence in asides for told in occurrence.told]
    matched = {(mention.told.article, mention.told.telling) for mention in mentions}
    everything = _Book([*main, *asides], words)
    for frame in frames:
        for told in distinct(told for told in frame.told if identified(told, words)):
            if (told.article, told.telling) not in matched and (other := everything.undated(told, frame)) is not None:
                mentions.append(Mention(other.id, told._replace(tense=_tense(told, other, frame))))
    linked = {(mention.told.article, mention.occurrence) for mention in mentions}
    for frame in frames:
        for told in distinct(told for told in frame.told if told.days.day is not None and told.telling.kinds):
            named = None if identified(told, words) else everything.named(told, frame)
            if named is not None and (frame.id, named.id) not in linked:
                mentions.append(Mention(named.id, told))
    abroad = [mention for mention in mentions if home[mention.told.article].id != mention.occurrence]
    return Asides(asides, tuple(sorted(abroad, key=lambda m: (m.told.article, m.told.telling.span, m.occurrence))))


class _Book:
    """Occurrences that have a day, and which of them a telling is of."""

    def __init__(self, occurrences: Sequence[Occurrence], words: HappeningWords) -> None:
        self._words = words
        self._by_day: dict[tuple[dt.date, str], list[Occurrence]] = defaultdict(list)
        for occurrence in occurrences:
            for family in sorted({family for told in occurrence.told for family in told.families}):
                if occurrence.days.day is not None:
                    self._by_day[occurrence.days.day, family].append(occurrence)
        self._almanac = Almanac(
            (occurrence.days.day, told, occurrence)
            for occurrence in occurrences
            if occurrence.days.day is not None
            for told in occurrence.told
        )

    def _within(self, told: Told, span: Days) -> list[Occurrence]:
        """Return the occurrences in a span that a telling may be of, each once, by id."""
        found = {occurrence.id: occurrence for _, occurrence in self._almanac.alike(told, span, self._words)}
        return [found[key] for key in sorted(found)]

    def dated(self, told: Told) -> Occurrence | None:
        """Return the occurrence of the telling's day."""
        found = self._within(told, told.days)
        return min(found, key=lambda occurrence: (-_shared(told, occurrence), occurrence.id), default=None)

    def named(self, told: Told, frame: Frame) -> Occurrence | None:
        """Return the one occurrence of a telling's day and family that its sentence means without saying all of it.

        Either it names one side of a talk as such and the other by a word that the talk's own articles use ("Xi"), or
        it speaks of *the* replies, in an article that shares names with those about them.
        """
        if told.days.day is None or self._words.needs[told.telling.kinds[0]] == "place":
            return None
        found = {o.id: o for family in sorted(told.families) for o in self._by_day.get((told.days.day, family), ())}
        meant = [o for o in found.values() if (_is_half_named if told.people else _is_taken_up)(told, frame, o)]
        return meant[0] if len(meant) == 1 else None

    def undated(self, told: Told, frame: Frame) -> Occurrence | None:
        """Return the one occurrence that lies where the telling's words put it; None if there are several."""
        span = told.days if told.days.known else _reach(told, frame)
        found = [] if span is None else self._within(told, span)
        return found[0] if len(found) == 1 else None


def _shared(told: Told, occurrence: Occurrence) -> int:
    people = {person for other in occurrence.told for person in other.people}
    return len(people & set(told.people))


def _is_half_named(told: Told, frame: Frame, occurrence: Occurrence) -> bool:
    """Tell whether a sentence names some who take part in an occurrence, and calls the others as its articles do."""
    known = {person for member in occurrence.members for person in member.all_persons}
    people = {p for other in occurrence.told if other.families & told.families for p in other.people} & known
    if not people & set(told.people) or set(told.people) - people:
        return False
    text = frame.item.article.text
    span = told.telling.span
    said = {rest for word in words_of(text, span.start, span.end) for _, rest in proclitic_splits(word.folded)}
    missing = people - set(told.people)
    return all(any(said.issuperset(call) for m in occurrence.members for call in m.calls.get(p, ())) for p in missing)


def _is_taken_up(told: Told, frame: Frame, occurrence: Occurrence) -> bool:
    """Tell whether a definite noun without names can mean an occurrence with articles that share names."""
    if told.places or not told.telling.cue.of(frame.item.article.text).removeprefix("و").startswith("ال"):
        return False
    named = {who for member in occurrence.members for who in _who(member)}
    return len(named & _who(frame)) >= SHARED_NAMES


def _who(frame: Frame) -> frozenset[str]:
    """Return the persons of an article with the bodies and states of its headline and lead."""
    return frame.all_persons | frame.people | frame.states


def _reach(told: Told, frame: Frame) -> Days | None:
    """Return the days in which an undated telling of an article looks for its event."""
    first, last = frame.days
    if first is None or last is None:
        return None
    far = dt.timedelta(days=RECALL_DAYS)
    near = dt.timedelta(days=NEWS_DAYS)
    match told.tense:
        case "announced":
            return Days(first, last + far)
        case "recalled":
            return Days(first - far, last)
        case _:
            return Days(first - near, last)


def _tense(told: Told, occurrence: Occurrence, frame: Frame) -> Tense:
    """Return how an undated telling stands to its article, now that its event has a day."""
    day = occurrence.days.day
    if day is None or not frame.days.known:
        return told.tense
    if frame.days.last is not None and day > frame.days.last:
        return "announced"
    return "recalled" if day < min(frame.news, default=frame.days.first or day) else "reported"


def _founds(frame: Frame, told: Told, home: Occurrence, words: HappeningWords) -> bool:
    """Tell whether a telling can make an event of its own."""
    day = told.days.day
    if day is None or told.telling.part == "headline" or told.telling.quoted:
        return False
    if any(same_happening(told, other, words) and _same_day(told, other, home) for other in home.told):
        return False
    if not _is_told_fully(frame, told):
        return False
    if "speech" in told.families and not _is_occasion(frame, told, home):
        return False
    if home.days.gap(told.days) == 0 and _is_home(told, home):
        return False
    near = frame.days.last
    return near is None or abs((day - near).days) <= BACKGROUND_DAYS


def _is_told_fully(frame: Frame, told: Told) -> bool:
    """Tell whether an aside says enough for a page of its own: who *and* with whom, where or against whom.

    A talk needs two persons, a visit a person and a place, a match two sides; of a death the person is enough, and of
    a speech the speaker.
    """
    persons = set(told.people) & frame.all_persons
    where = {*told.places, *told.states}
    if told.families & {"speech", "death"}:
        return bool(persons)
    if "contact" in told.families:
        return len(persons) > 1
    if "visit" in told.families:
        return bool(persons and where)
    if "sport" in told.families:
        return len(set(told.people) - persons) > 1
    return len({*told.people, *where}) > 1


def _is_home(told: Told, home: Occurrence) -> bool:
    """Tell whether a telling of the day of its article's own event names who or where that event's leads do.

    On one day with the same people or place it is the event itself, or part of it, unless it is a talk or a visit,
    of which the same people may have several.
    """
    if told.families & {"contact", "visit"}:
        return False
    people = {person for member in home.members for person in member.people}
    places = {place for member in home.members for place in member.places}
    return bool(people & set(told.people) or places & set(told.places))


def _same_day(told: Told, other: Told, home: Occurrence) -> bool:
    """Tell whether a telling lies on the day of another of its article's own event."""
    return told.days.gap(other.days if other.days.known else home.days) == 0


def _is_occasion(frame: Frame, told: Told, home: Occurrence) -> bool:
    """Tell whether a speech is an occasion of its own: not the main happening's own people, and more than a remark."""
    if {person for other in home.told for person in other.people} & set(told.people):
        return False
    if told.telling.kinds[0] in OCCASIONS:
        return True
    speakers = set(told.telling.participants)
    return sum(quote.speaker in speakers for quote in frame.item.quotes) >= SECTION_QUOTES


def _is_anchor(cluster: Sequence[tuple[Frame, Told]], words: HappeningWords) -> bool:
    """Tell whether one sentence alone tells a past happening, and only to date something else by it."""
    frame, told = cluster[0]
    if len(cluster) > 1 or told.tense != "recalled":
        return False
    telling = told.telling
    before = list(words_of(frame.item.article.text, telling.span.start, telling.cue.start))
    return words.is_anchor(before[-3:])


def _put_together(founding: Sequence[tuple[Frame, Told]], words: HappeningWords) -> tuple[Occurrence, ...]:
    """Return occurrences from tellings of one day that are all of one happening with each other."""
    by_day: Mapping[dt.date, list[tuple[Frame, Told]]] = defaultdict(list)
    for frame, told in founding:
        if told.days.day is not None:
            by_day[told.days.day].append((frame, told))
    made: dict[str, list[tuple[Frame, Told]]] = {}
    for day in sorted(by_day):
        clusters: list[list[tuple[Frame, Told]]] = []
        for pair in sorted(by_day[day], key=lambda pair: (-len(pair[1].people), pair[0].key, pair[1].telling.span)):
            for cluster in clusters:
                if all(same_happening(pair[1], other, words) for _, other in cluster):
                    cluster.append(pair)
                    break
            else:
                clusters.append([pair])
        for cluster in (kept for kept in clusters if not _is_anchor(kept, words)):
            # Two clusters that an id cannot tell apart are told of in the same terms, and are one.
            made.setdefault(told_aside(cluster, words).id, []).extend(cluster)
    return tuple(sorted((told_aside(cluster, words) for cluster in made.values()), key=lambda o: o.id))
