"""How much stands on one page: lists are cut before they make it heavy, by what their entries weigh as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from digest.records import Record

T = TypeVar("T", bound=Record)

MARKUP = 1.2
"""Bytes of HTML for a byte of a written record: 0.9 to 1.2 for the cards, rows and blocks of sample pages."""


def weight(part: Record) -> int:
    """Return about how many bytes of HTML a part of a page takes."""
    return round(MARKUP * len(repr(part).encode("utf-8", "surrogatepass")))


def fitting(parts: Sequence[T], room: int) -> int:
    """Return how many parts from the start fit into so many bytes; one at least, if there is any."""
    left = room
    for count, part in enumerate(parts):
        left -= weight(part)
        if left < 0:
            return max(1, count)
    return len(parts)


def pieces(parts: Sequence[T], room: int) -> list[tuple[T, ...]]:
    """Return parts in their order, in as many pieces as they need of so many bytes each."""
    found = []
    at = 0
    while at < len(parts):
        end = at + fitting(parts[at:], room)
        found.append(tuple(parts[at:end]))
        at = end
    return found
