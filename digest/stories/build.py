"""Running stories: events across days that belong to one affair.

Events of one affair share people and subject but not their day, so that what parts events (their days) is left aside
here and what they have in common decides: the words of whole texts, the people, and articles of one that tell of the
other. An affair drifts, so that an event need not be like all of it: in order of time, each event joins the story of
the two events that it is most like, or begins one. A later event therefore never changes what earlier ones belong to.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from digest.addresses import short_hash
from digest.events import Days, EventsResult, Occurrence, Vector, block_of, cosine
from digest.records import Story
from digest.stories.titles import subject_of

STORY_DAYS = 60
"""Days that two events of one story may lie apart at most, if no third lies between them."""

SAME_STORY = 0.33
"""Mean score with the nearest events of a story from which an event belongs to it (chosen so that on
`dev/events.jsonl` follow-ups of one affair are together and no two affairs are, and that the five seed articles and
the samples are one story each)."""

NEAREST = 2
"""Events of a story that an event is held against: one alone would chain affairs together."""

PEOPLE_BONUS = 0.15
"""Added to the likeness of whole texts for common persons, by their share: less than what makes a story, as one
president stands in many."""

TOLD_BONUS = 0.2
"""Added when an article of one event tells of the other: the link is the outlet's own."""

COMMON_BONUS = 0.1
"""Added when articles of both tell of a third event."""

INDEX_TERMS = 16
"""Heaviest words, and people, by which an event looks for others."""


MOST_POSTED = 1_000
"""Earlier events that are looked through for one word or person: the latest."""

MOST_COMPARED = 200
"""Earlier events with which one is compared: of more those that share most words and people with it."""


class _Node(NamedTuple):
    """An event with what it is compared by."""

    occurrence: Occurrence
    days: Days
    """Its days; where they are not known, the day near which its article was probably published."""
    vector: Vector
    people: Mapping[str, float]
    """Persons of headlines and leads, each with the share of articles that name it."""


def build_stories(result: EventsResult) -> tuple[Story, ...]:
    """Return the running stories of a collection, by id: each has at least two events with articles, of two days."""
    every = [_node(result, occurrence) for occurrence in result.main]
    nodes = sorted((n for n in every if n.days.near), key=lambda n: (n.days.order, n.occurrence.id))
    told = _tellings(result)
    asides = _asides_of(result, told)
    scores: list[dict[int, float]] = [{} for _ in nodes]
    for one, other in _near(nodes):
        scores[one][other] = scores[other][one] = _score(nodes[one], nodes[other], told)
    stories = []
    for members in _run(nodes, scores):
        events = [nodes[at].occurrence for at in members]
        if len({nodes[at].days.first for at in members}) > 1:
            ids = {event.id for event in events}
            own = [aside for event in events for aside in asides.get(event.id, ()) if told.tellers[aside.id] <= ids]
            stories.append(_story([nodes[at] for at in members], own))
    return tuple(sorted(stories, key=lambda story: story.id))


def _run(nodes: Sequence[_Node], scores: Sequence[Mapping[int, float]]) -> list[list[int]]:
    """Return the events of each story, by place in `nodes`; events of one day are placed the surest first."""
    stories: list[list[int]] = []
    home: dict[int, int] = {}
    for _, day in groupby(range(len(nodes)), key=lambda at: nodes[at].days.order):
        near = {at: _Near(scores[at], home) for at in day}
        heap = [(-found.best(stories)[0], at) for at, found in near.items()]
        heapq.heapify(heap)
        while heap:
            nearness, at = heapq.heappop(heap)
            if at not in near or -nearness != near[at].found[0]:
                continue  # placed already, or as near as it was before
            nearness, story = near.pop(at).found
            if nearness < SAME_STORY:
                story = len(stories)
                stories.append([])
            stories[story].append(at)
            home[at] = story
            for event, score in scores[at].items():
                if event in near:
                    near[event].add(story, score)
                    heapq.heappush(heap, (-near[event].best(stories)[0], event))
    return [sorted(story) for story in stories]


class _Near:
    """How near one event is to the stories before it: the mean score with the events of each that it is most like."""

    def __init__(self, scores: Mapping[int, float], home: Mapping[int, int]) -> None:
        self.found = (0.0, -1)
        self._highest: dict[int, list[float]] = {}
        self._heap: list[tuple[float, int]] = []
        for other, score in scores.items():
            if other in home:
                self.add(home[other], score)

    def add(self, story: int, score: float) -> None:
        """Take in the score with one more event of a story."""
        self._highest[story] = sorted([*self._highest.get(story, ()), score], reverse=True)[:NEAREST]
        heapq.heappush(self._heap, (-math.inf, story))

    def best(self, stories: Sequence[Sequence[int]]) -> tuple[float, int]:
        """Return how near the event is to the nearest story, as it is now, the first of equals, and which that is.

        A story that grows without a score here comes further away: what stands first in the heap is reckoned anew.
        """
        self.found = (0.0, -1)
        while self._heap:
            before, story = self._heap[0]
            nearness = round(sum(self._highest[story]) / min(NEAREST, len(stories[story])), 9)
            if -before == nearness:
                self.found = (nearness, story) if nearness else (0.0, -1)
                break
            heapq.heapreplace(self._heap, (-nearness, story))
        return self.found


def _order(occurrence: Occurrence) -> tuple[str, str]:
    return occurrence.days.order, occurrence.id


def _node(result: EventsResult, occurrence: Occurrence) -> _Node:
    around = occurrence.members[0].around
    days = occurrence.days if occurrence.days.near else Days(around, around)
    block = block_of(days.last)
    total: dict[str, float] = defaultdict(float)
    people: Counter[str] = Counter()
    for frame in occurrence.members:
        words = result.weights.terms[frame.id].body
        for word, weight in result.weights.frequencies.vector(words, block, themes=True).items():
            total[word] += weight
        people.update(frame.persons)
    length = math.sqrt(math.fsum(weight * weight for weight in total.values()))
    vector = {word: weight / length for word, weight in total.items()} if length else {}
    return _Node(occurrence, days, vector, {key: count / len(occurrence.members) for key, count in people.items()})


def _near(nodes: Sequence[_Node]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of events that share a heavy word or a person and lie near enough in time, each once."""
    posted: dict[str, deque[int]] = defaultdict(deque)
    for at, node in enumerate(nodes):
        heavy = sorted(node.vector, key=lambda word: (-node.vector[word], word))[:INDEX_TERMS]
        seen: Counter[int] = Counter()
        for key in (*heavy, *(f"@{person}" for person in sorted(node.people))):
            while posted[key] and nodes[posted[key][0]].days.gap(node.days) > STORY_DAYS:
                posted[key].popleft()
            seen.update(islice(reversed(posted[key]), MOST_POSTED))
            posted[key].append(at)
        near = [other for other in seen if seen[other] > 1]
        if len(near) > MOST_COMPARED:
            near = heapq.nlargest(MOST_COMPARED, near, key=lambda other: (seen[other], other))
        yield from ((other, at) for other in sorted(near))


def _score(one: _Node, other: _Node, told: _Tellings) -> float:
    alike = cosine(one.vector, other.vector)
    shared = math.fsum(min(share, other.people.get(person, 0.0)) for person, share in one.people.items())
    fewest = min(math.fsum(one.people.values()), math.fsum(other.people.values()))
    score = alike + (PEOPLE_BONUS * min(1.0, shared / fewest) if fewest else 0.0)
    return score + told.bonus(one.occurrence.id, other.occurrence.id)


class _Tellings(NamedTuple):
    """Which events the articles of which others tell of."""

    pairs: frozenset[tuple[str, str]]
    """Event whose article tells, event told."""
    tellers: Mapping[str, frozenset[str]]
    """The events whose articles tell of an event."""
    told: Mapping[str, frozenset[str]]
    """The events of which the articles of an event tell."""

    def bonus(self, one: str, other: str) -> float:
        """Return what tellings add to the score of two events."""
        if (one, other) in self.pairs or (other, one) in self.pairs:
            return TOLD_BONUS
        return COMMON_BONUS if self.told.get(one, frozenset()) & self.told.get(other, frozenset()) else 0.0


def _tellings(result: EventsResult) -> _Tellings:
    home = {frame.id: occurrence.id for occurrence in result.main for frame in occurrence.members}
    pairs = frozenset((home[mention.told.article], mention.occurrence) for mention in result.mentions)
    tellers: dict[str, set[str]] = defaultdict(set)
    tells: dict[str, set[str]] = defaultdict(set)
    for teller, told in pairs:
        tellers[told].add(teller)
        tells[teller].add(told)
    return _Tellings(
        pairs,
        {told: frozenset(found) for told, found in tellers.items()},
        {teller: frozenset(found) for teller, found in tells.items()},
    )


def _asides_of(result: EventsResult, told: _Tellings) -> dict[str, list[Occurrence]]:
    """Return the events without articles by one of the events whose articles tell of them."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for aside in result.asides:
        if aside.id in told.tellers:
            found[min(told.tellers[aside.id])].append(aside)
    return found


def _story(nodes: Sequence[_Node], asides: Sequence[Occurrence]) -> Story:
    events = sorted([*(node.occurrence for node in nodes), *asides], key=_order)
    founder = nodes[0].occurrence.members[0].item.article
    key = short_hash(founder.path, str(founder.row or 0), length=8)
    people = Counter(person for node in nodes for person in node.people)
    subject = subject_of(
        [frame for node in nodes for frame in node.occurrence.members], [node.vector for node in nodes]
    )
    return Story(
        id=f"s-{key}",
        slug=key,
        title=subject.title,
        events=tuple(event.id for event in events),
        words=subject.words,
        people=tuple(p for p, n in sorted(people.items(), key=lambda found: (-found[1], found[0])) if n > 1),
    )
