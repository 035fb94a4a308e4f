"""Which articles are compared at all: those whose days may be near and which share telling words."""

from __future__ import annotations

import datetime as dt
import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from digest.events.frames import Frame
from digest.events.vocabulary import Vector

INDEX_TERMS = 36
"""Heaviest words of an article under which it is looked for."""

COMMON_TERMS = 2
"""Of these, words that two articles must share (one, where an article has few words: a bare headline)."""

FEW_TERMS = 8
"""Words up to which an article has few."""


FAR_DAYS = 45
"""Days between the probable days of publication from which articles are far apart, whatever their days may be."""

FAR_TERMS = 6
"""Words that two such articles must share: what counts for less for the days needs to be liker."""

FURTHEST_DAYS = 400
"""Days from which they are not compared: hardly a file is saved more than a year after publication, and an archive of
many years must not compare each article without a date with all."""

MOST_POSTED = 1_000
"""Articles that are looked through for one word: the latest before the article. Rarer words find the others."""

MOST_COMPARED = 400
"""Articles before it with which one is compared: of more those that share most words with it."""

MOST_SIDES = 4
"""Sides of a talk by which articles are looked for."""


def candidate_pairs(
    frames: Sequence[Frame], vectors: Mapping[str, Vector], window: int
) -> Iterator[tuple[Frame, Frame]]:
    """Yield the pairs of articles to compare, each once.

    Articles are sorted by their last possible day; each is looked for among those before it whose days may lie within
    `window` days, under its heaviest words and under the happenings that it reports with their sides, place or
    person. The work is near-linear in articles: each looks through a bounded number for each of its words, and is
    compared with a bounded number of them.
    """
    ordered = sorted(frames, key=lambda frame: (frame.days.last or dt.date.max, frame.key))
    lasts: dict[str, list[dt.date]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    keys = {frame.id: {**dict.fromkeys(_heaviest(vectors[frame.id]), 1), **_told(frame)} for frame in ordered}
    for at, frame in enumerate(ordered):
        shared: dict[int, int] = defaultdict(int)
        since = _earliest(frame, window)
        until = frame.days.last or dt.date.max
        for word, value in keys[frame.id].items():
            posted = lasts[word]
            end = bisect_right(posted, until)
            for index in range(max(bisect_left(posted, since), end - MOST_POSTED), end):
                shared[places[word][index]] += value
            posted.append(until)
            places[word].append(at)
        for other in _most_shared(shared):
            few = min(len(vectors[frame.id]), len(vectors[ordered[other].id])) <= FEW_TERMS
            needed = FAR_TERMS if _far(frame, ordered[other]) else COMMON_TERMS
            if shared[other] >= (1 if few else needed):
                yield ordered[other], frame


def _most_shared(shared: Mapping[int, int]) -> list[int]:
    """Return the places of the articles to compare with, in order; of too many those that share most."""
    if len(shared) <= MOST_COMPARED:
        return sorted(shared)
    return sorted(heapq.nlargest(MOST_COMPARED, shared, key=lambda other: (shared[other], other)))


def _heaviest(vector: Vector) -> list[str]:
    return heapq.nsmallest(INDEX_TERMS, vector, key=lambda word: (-vector[word], word))


def _told(frame: Frame) -> dict[str, int]:
    """Return keys of the happenings that headline and lead report; one of them is enough to be compared."""
    found: dict[str, int] = {}
    for told in frame.told_in_lead():
        for family in sorted(told.families):
            for sides in combinations(sorted(told.people)[:MOST_SIDES], 2):
                found["|".join((family, *sides))] = COMMON_TERMS
            for place in told.places:
                found[f"{family}|{place}"] = COMMON_TERMS
    return found


def _earliest(frame: Frame, window: int) -> dt.date:
    """Return the earliest last day of articles that may lie within the window of this one."""
    first, around = frame.possible.first, frame.around
    furthest = dt.date.min if around is None else dt.date.fromordinal(max(1, around.toordinal() - FURTHEST_DAYS))
    if first is None or first.toordinal() <= window:
        return furthest
    return max(furthest, first - dt.timedelta(days=window))


def _far(one: Frame, other: Frame) -> bool:
    """Tell whether two articles were probably published long before or after each other."""
    return one.around is not None and other.around is not None and abs((one.around - other.around).days) >= FAR_DAYS
