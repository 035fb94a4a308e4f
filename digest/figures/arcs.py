"""People who appear in the same events, as names below each other with an arc for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.escape import Fragment
from digest.figures.metrics import width, wrapped
from digest.figures.svg import Box, anchor, element, lines
from digest.records import Record

MOST_PEOPLE = 10
"""Most names of a drawing."""

MOST_TIES = 20
"""Most arcs: the strongest."""

LEAST_TIES = 3
"""Fewer pairs are a sentence and no drawing."""

WIDTH, ROW = 328.0, 30.0
"""Width of the drawing and height of a row, in CSS pixels."""

_ROOM = 190.0
_TEXT = 14.0
_DOT = WIDTH - _ROOM - 14


class Face(Record, frozen=True, kw_only=True):
    """A person of the drawing."""

    name: str
    href: Fragment | None
    note: str
    """What a screen reader says after the name: with whom the person appears."""


class Circle(Record, frozen=True, kw_only=True):
    """People and their ties."""

    faces: tuple[Face, ...]
    ties: Mapping[tuple[int, int], int]
    """Number of shared events by the indices of two people, the lower one first."""


def chosen(ties: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Return whom to draw, so that those who often appear together stand near each other.

    `ties` holds the number of shared events by pair. The most connected comes first, and after each the one with the
    strongest tie to those who stand already.
    """
    total: dict[str, int] = {}
    near: dict[str, dict[str, int]] = {}
    for (one, other), count in sorted(ties.items()):
        for a, b in ((one, other), (other, one)):
            total[a] = total.get(a, 0) + count
            near.setdefault(a, {})[b] = count
    left = sorted(total, key=lambda key: (-total[key], key))[:MOST_PEOPLE]
    found: list[str] = []
    while left:
        last = near[found[-1]] if found else {}
        best = min(left, key=lambda k: (-last.get(k, 0), -total[k], k))
        found.append(best)
        left.remove(best)
    return tuple(found)


def boxes(circle: Circle) -> tuple[Box, ...]:
    """Return the places of the names."""
    return tuple(Box(x=WIDTH - _ROOM, y=n * ROW, width=_ROOM, height=ROW) for n in range(len(circle.faces)))


def draw(circle: Circle, named: str) -> Fragment:
    """Return the drawing; `named` is the id of the caption."""
    strongest = sorted(circle.ties.items(), key=lambda tie: (-tie[1], tie[0]))[:MOST_TIES]
    most = max((count for _, count in strongest), default=1)
    parts = [_arc(pair, count / most) for pair, count in sorted(strongest)]
    for box, face in zip(boxes(circle), circle.faces, strict=True):
        parts += _face(box, face)
    height = ROW * len(circle.faces)
    attributes: dict[str, str | float | None] = {
        "class": "d-graph d-arcs",
        "viewBox": f"0 0 {WIDTH:.0f} {height:.0f}",
        "role": "group",
        "aria-labelledby": named,
        "direction": "rtl",
    }
    return element("svg", attributes, parts)


def _arc(pair: tuple[int, int], share: float) -> Fragment:
    """Return half an ellipse to the left of the names; the more shared events, the heavier."""
    top, bottom = (ROW * (n + 0.5) for n in pair)
    reach = min(_DOT - 8, 14 + 16.0 * (pair[1] - pair[0]))
    path = f"M{_DOT:.0f} {top:.0f}A{reach:.0f} {(bottom - top) / 2:.1f} 0 0 0 {_DOT:.0f} {bottom:.0f}"
    return element("path", {"d": path, "class": "d-f-tie", "stroke-width": 1 + 3 * share})


def _face(box: Box, face: Face) -> Sequence[Fragment]:
    hit: dict[str, str | float | None] = {
        "x": box.x - 3,
        "y": box.y + 2,
        "width": box.width,
        "height": box.height - 4,
        "rx": 3.0,
        "class": "d-f-hit",
    }
    text = wrapped(face.name, box.width - 10, _TEXT, 1)
    middle = box.y + ROW / 2
    reach = max((width(line, _TEXT) for line in text), default=0.0)
    path = f"M{_DOT + 8:.0f} {middle:.0f}H{max(_DOT + 8, box.x + box.width - reach - 8):.0f}"
    words = lines(text, box.x + box.width - 6, middle + 5, ROW, class_="d-f-label d-f-face")
    named = f"{face.name}: {face.note}" if face.note else None
    return (
        element("path", {"d": path, "class": "d-f-leader"}),
        element("path", {"d": f"M{_DOT:.0f} {middle:.0f}h.01", "class": "d-f-who"}),
        anchor(face.href, [element("rect", hit), words], named=named),
    )
