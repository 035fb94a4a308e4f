"""Articles into events: average linkage over the compared pairs, with vetoes, and without chains.

Two groups are joined if the mean score over *all* their pairs is high enough (a pair that was not compared counts as
0), no pair is forbidden, and they are the best such two. An article therefore joins an event by being near its
articles on the whole: A–B and B–C alone never bring A and C together. The result depends on the set of articles only,
since ties are broken by the articles' own keys.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Scores(NamedTuple):
    """Scores of the pairs that were compared, and what forbids pairs; a pair's smaller item stands first."""

    values: Mapping[tuple[int, int], float]
    vetoes: Mapping[tuple[int, int], str]


def pair(one: int, other: int) -> tuple[int, int]:
    """Return the key of a pair."""
    return (one, other) if one < other else (other, one)


class Thresholds(NamedTuple):
    """Mean scores from which two groups are one."""

    pair: float
    """Two single items."""
    single: float
    """A single item and a group."""
    groups: float
    """Two groups of several items: what holds them apart is told by several on both sides."""

    def of(self, one: int, other: int) -> float:
        """Return the threshold for groups of these sizes."""
        if one > 1 and other > 1:
            return self.groups
        return self.single if one > 1 or other > 1 else self.pair


def group(
    count: int, scores: Scores, thresholds: Thresholds, together: Iterable[Sequence[int]] = ()
) -> list[list[int]]:
    """Return groups of the items `0…count-1`, each sorted, in order of their first items.

    Items are numbered in the order in which ties are broken. `together` are sets that are joined whatever the scores
    and vetoes say (an editor's decision).
    """
    linkage = _Linkage(count, scores)
    for forced in together:
        for item in forced[1:]:
            linkage.join(linkage.root[forced[0]], linkage.root[item])
    linkage.run(thresholds)
    return sorted(sorted(members) for members in linkage.members.values())


class _Linkage:
    """The state of one agglomeration: groups are named by their smallest item."""

    def __init__(self, count: int, scores: Scores) -> None:
        self.members = {item: [item] for item in range(count)}
        self.root = list(range(count))
        self._sums: list[dict[int, float]] = [{} for _ in range(count)]
        self._forbidden: list[set[int]] = [set() for _ in range(count)]
        for (one, other), value in scores.values.items():
            self._sums[one][other] = self._sums[other][one] = value
        for one, other in scores.vetoes:
            self._forbidden[one].add(other)
            self._forbidden[other].add(one)

    def run(self, thresholds: Thresholds) -> None:
        """Join the best two groups until none is good enough."""
        heap = [
            (-self._mean(one, other), one, other, *self._sizes(one, other))
            for one in self.members
            for other in self._sums[one]
            if one < other and self._mean(one, other) >= thresholds.of(*self._sizes(one, other))
        ]
        heapq.heapify(heap)
        while heap:
            _, one, other, size, other_size = heapq.heappop(heap)
            if one not in self.members or other not in self.members or self._sizes(one, other) != (size, other_size):
                continue
            if other in self._forbidden[one]:
                continue
            self.join(one, other)
            for near in sorted(self._sums[one]):
                if (mean := self._mean(one, near)) >= thresholds.of(*self._sizes(one, near)):
                    key = pair(one, near)
                    heapq.heappush(heap, (-mean, *key, *self._sizes(*key)))

    def join(self, one: int, other: int) -> None:
        """Join two groups under the smaller name."""
        if one == other:
            return
        one, other = pair(one, other)
        moved = self.members.pop(other)
        self.members[one] += moved
        for item in moved:
            self.root[item] = one
        for near, value in self._sums[other].items():
            del self._sums[near][other]
            if near != one:
                self._sums[one][near] = self._sums[near][one] = self._sums[one].get(near, 0.0) + value
        for near in self._forbidden[other]:
            self._forbidden[near].discard(other)
            if near != one:
                self._forbidden[one].add(near)
                self._forbidden[near].add(one)
        self._sums[other] = {}
        self._forbidden[other] = set()

    def _mean(self, one: int, other: int) -> float:
        return self._sums[one].get(other, 0.0) / (len(self.members[one]) * len(self.members[other]))

    def _sizes(self, one: int, other: int) -> tuple[int, int]:
        return len(self.members[one]), len(self.members[other])
