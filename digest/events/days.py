"""Days that may be intervals, and intervals that may be open."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from digest.records import Publication

_FAR = 10**6

NEAR_DAYS = 31
"""Days to which an interval must be known to have a place in time."""


class Days(NamedTuple):
    """Days on which something may lie, both ends inclusive; None where nothing bounds it on that side."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def day(self) -> dt.date | None:
        """Return the day if it is one, else None."""
        return self.first if self.first == self.last else None

    @property
    def known(self) -> bool:
        """Tell whether anything bounds it."""
        return self.first is not None or self.last is not None

    @property
    def width(self) -> int:
        """Return the days from first to last; very many for an open interval."""
        if self.first is None or self.last is None:
            return _FAR
        return (self.last - self.first).days

    @property
    def near(self) -> bool:
        """Tell whether it is known to within a month: what is known less well is not dated."""
        return self.width <= NEAR_DAYS

    @property
    def order(self) -> str:
        """Return what events are sorted by: the first day as ISO 8601; what is not dated comes last."""
        return self.first.isoformat() if self.first is not None and self.near else "undated"

    def gap(self, other: Days) -> int:
        """Return the least number of days that can lie between the two; 0 if they may be the same day."""
        return max(0, _distance(self.last, other.first), _distance(other.last, self.first))

    def holds(self, day: dt.date) -> bool:
        """Tell whether `day` lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


UNKNOWN = Days()
"""Nothing is known."""


def _distance(earlier: dt.date | None, later: dt.date | None) -> int:
    return 0 if earlier is None or later is None else (later - earlier).days


def published(publication: Publication) -> Days:
    """Return the days on which an article may have been published."""
    return Days(publication.first, publication.last)
