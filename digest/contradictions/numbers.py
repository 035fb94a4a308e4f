"""Numbers in order: whether one of many agrees with a given one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from digest.contradictions.quantities import Quantity


class Numbers:
    """Distinct numbers of one article for one thing."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._found = sorted({q[:3]: q for q in quantities}.values(), key=lambda q: q[:3])
        self._lows = [q.low for q in self._found]
        self._reach = list(accumulate((q.high for q in self._found), max))
        self._slack = max((q.slack for q in self._found), default=0.0)

    def agree_with(self, other: Quantity) -> bool:
        """Tell whether any of them agrees with `other`."""
        slack = max(self._slack, other.slack)
        for at in range(bisect_right(self._lows, other.high + slack) - 1, -1, -1):
            if self._reach[at] + slack < other.low:
                return False
            if self._found[at].agrees(other):
                return True
        return False

    def agree_with_any(self, others: Iterable[Quantity]) -> bool:
        """Tell whether any of them agrees with any of `others`."""
        return any(self.agree_with(other) for other in {q[:3]: q for q in others}.values())
