"""Long lists in parts: the newest entries on the page itself, older ones on numbered pages that stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from digest import addresses
from digest.views.desk import Desk
from digest.views.parts import Pager

T = TypeVar("T")

LISTED = 50
"""Cards on one page of a list: about 20 screens of a phone, 150 KB of HTML."""

ROWS = 100
"""Rows of a headline and a line under it on one page of a list: about 100 KB of HTML."""


class Place(NamedTuple):
    """Where a part stands among the parts of its page."""

    main: str
    """Path of the page."""
    part: int
    """0 for the newest part."""
    parts: int
    """Number of parts."""

    @property
    def path(self) -> str:
        """Path of this part."""
        return addresses.part_path(self.main, self.part, self.parts)

    def other(self, step: int) -> str | None:
        """Return the path of the part `step` further on, None beyond the ends."""
        part = self.part + step
        return addresses.part_path(self.main, part, self.parts) if 0 <= part < self.parts else None


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut items, oldest first, into parts, the newest part first; always at least one part.

    Older parts hold `size` items each, counted from the oldest, and so never change; the newest holds the rest, at
    least `size` items if there are older parts, and fewer than twice as many.
    """
    full = max(0, len(items) // size - 1)
    older = [items[at * size : (at + 1) * size] for at in range(full)]
    return [items[full * size :], *reversed(older)]


def places(main: str, count: int) -> list[Place]:
    """Return the places of the parts of a page, the newest first."""
    return [Place(main, part, count) for part in range(count)]


def pager(desk: Desk, place: Place) -> Pager | None:
    """Return the ways from one part to its neighbours; None for a page of one part."""
    if place.parts == 1:
        return None
    newer, older = place.other(-1), place.other(1)
    return Pager(newer=desk.href(newer) if newer else None, older=desk.href(older) if older else None)
