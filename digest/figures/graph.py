"""Events in order of time and the people who take part in several of them, as a drawing.

Two arrangements of the same graph, of which the style sheet shows one. The broad one reads like a score: events from
right to left along an axis, one line for each person with a dot under each event. The narrow one has the events below
each other on the right, the people on the left, and a curve for each tie. Both give every label a place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digest.escape import Fragment
from digest.figures.metrics import width, wrapped
from digest.figures.svg import LIMIT, Box, anchor, element, lines, number
from digest.records import Record

MOST_EVENTS = 6
"""Most events of a drawing: their titles still have room on a column of text."""

MOST_PEOPLE = 8
"""Most people of a drawing."""

BROAD, NARROW = 720.0, 328.0
"""Widths of the arrangements, in CSS pixels: the column of text, and that of the narrowest phone."""

TEXT, SMALL = 13.0, 12.0
"""Font sizes of titles and names, and of days."""

LEADING = 20.0
"""Height of a line of text."""


class Moment(Record, frozen=True, kw_only=True):
    """An event of a graph."""

    title: str
    when: str
    """Its day as the drawing shows it, without a year that is the same as that of the event before."""
    day: str
    """Its day as a screen reader says it."""
    href: Fragment | None
    """Its page; None for the page on which the drawing stands."""
    told: bool = True
    """False if no article is mainly about it."""


class Actor(Record, frozen=True, kw_only=True):
    """A person or institution of a graph."""

    name: str
    href: Fragment | None
    moments: tuple[int, ...]
    """Indices of the events, ascending."""


class Graph(Record, frozen=True, kw_only=True):
    """Events in order of time, and who ties them together."""

    moments: tuple[Moment, ...]
    actors: tuple[Actor, ...]


class Placed(Record, frozen=True, kw_only=True):
    """A label with its place."""

    box: Box
    text: tuple[str, ...]
    """Its lines."""


class Layout(Record, frozen=True, kw_only=True):
    """Where everything of an arrangement stands."""

    width: float
    height: float
    moments: tuple[tuple[Placed, Placed], ...]
    """For each event its day and its title."""
    actors: tuple[Placed, ...]
    """The names, in the order of the graph."""
    axis: float
    """`y` of the broad arrangement's axis; `x` of the narrow one's."""
    spots: tuple[float, ...]
    """`x` of each event in the broad arrangement; `y` in the narrow one."""


def draw(graph: Graph, named: str) -> Fragment:
    """Return both arrangements; `named` is the id of the caption.

    Where both were more than a figure may hold (titles of nothing but signs, each an entity), the narrow one alone.
    """
    both = Fragment(_broad(graph, named) + _narrow(graph, named, "d-graph d-graph-narrow"))
    return both if len(both.encode()) <= LIMIT else _narrow(graph, named, "d-graph d-graph-alone")


def _placed(text: Sequence[str], right: float, top: float, room: float, size: float) -> Placed:
    box = Box(x=right - room, y=top, width=room, height=LEADING * len(text))
    assert all(width(line, size) <= room + 0.01 or len(line) <= 2 for line in text)
    return Placed(box=box, text=tuple(text))


# ------------------------------------------------------------------------------------------------ broad

_NAMES = 150.0
"""Width of the names, at the right."""

_COLUMN_GAP = 14.0
_LANE_GAP = 10.0
_TITLE_LINES = 6


def broad_layout(graph: Graph) -> Layout:
    """Return the places of the broad arrangement."""
    step = (BROAD - _NAMES) / len(graph.moments)
    room = step - _COLUMN_GAP
    texts = [(wrapped(m.when, room, SMALL, 2), wrapped(m.title, room, TEXT, _TITLE_LINES)) for m in graph.moments]
    axis = LEADING * max(len(when) + len(title) for when, title in texts) + 16
    spots = tuple(BROAD - _NAMES - n * step - 8 for n in range(len(texts)))
    moments = []
    for x, (when, title) in zip(spots, texts, strict=True):
        top = axis - 14 - LEADING * (len(when) + len(title))
        day = _placed(when, x + 6, top, room, SMALL)
        moments.append((day, _placed(title, x + 6, top + day.box.height, room, TEXT)))
    actors, y = [], axis + 22.0
    for actor in graph.actors:
        name = _placed(wrapped(actor.name, _NAMES - 20, TEXT, 2), BROAD - 4, y, _NAMES - 20, TEXT)
        actors.append(name)
        y += name.box.height + _LANE_GAP
    return Layout(
        width=BROAD,
        height=y,
        moments=tuple(moments),
        actors=tuple(actors),
        axis=axis,
        spots=spots,
    )


def _broad(graph: Graph, named: str) -> Fragment:
    plan = broad_layout(graph)
    middle = [name.box.y + name.box.height / 2 for name in plan.actors]
    parts = [_line(BROAD - _NAMES + 4, plan.axis, 0, plan.axis, "d-f-axis")]
    for n, x in enumerate(plan.spots):
        below = [y for y, actor in zip(middle, graph.actors, strict=True) if n in actor.moments]
        if below:
            parts.append(_line(x, plan.axis, x, max(below), "d-f-guide"))
    for y, actor in zip(middle, graph.actors, strict=True):
        parts.append(_line(BROAD - _NAMES + 14, y, plan.spots[actor.moments[0]], y, "d-f-leader"))
        if len(actor.moments) > 1:
            parts.append(_line(plan.spots[actor.moments[0]], y, plan.spots[actor.moments[-1]], y, "d-f-lane"))
    dots = [(x, plan.axis, moment) for x, moment in zip(plan.spots, graph.moments, strict=True)]
    parts += _moments(plan, dots)
    spots = [[(plan.spots[n], y) for n in actor.moments] for y, actor in zip(middle, graph.actors, strict=True)]
    parts += _actors(graph, plan, spots)
    return _frame("d-graph d-graph-broad", plan, parts, named)


# ------------------------------------------------------------------------------------------------ narrow

_LANE = 15.0
"""Distance of the lines of two people."""

_ROW_GAP = 16.0
_STAIR = 23.0
"""Height of a row of names."""


def narrow_layout(graph: Graph) -> Layout:
    """Return the places of the narrow arrangement: names as stairs above their lines, events below them."""
    lanes = len(graph.actors)
    band = 8 + _LANE * lanes
    right = NARROW - 16
    room = right - band
    actors = []
    for n, actor in enumerate(graph.actors):
        left = 8 + _LANE * n + 12
        text = wrapped(actor.name, NARROW - left, TEXT, 1)
        wide = max((width(line, TEXT) for line in text), default=0.0)
        actors.append(_placed(text, left + wide, _STAIR * n, wide, TEXT))
    y, moments, spots = _STAIR * lanes + 14, [], []
    for moment in graph.moments:
        day = _placed(wrapped(moment.when, room, SMALL, 2), right, y, room, SMALL)
        title = _placed(wrapped(moment.title, room, TEXT, 4), right, y + day.box.height, room, TEXT)
        moments.append((day, title))
        spots.append(y + LEADING / 2)
        y += day.box.height + title.box.height + _ROW_GAP
    return Layout(
        width=NARROW,
        height=y - _ROW_GAP,
        moments=tuple(moments),
        actors=tuple(actors),
        axis=NARROW - 7,
        spots=tuple(spots),
    )


def _narrow(graph: Graph, named: str, class_: str) -> Fragment:
    plan = narrow_layout(graph)
    parts = [_line(plan.axis, plan.spots[0], plan.axis, plan.spots[-1], "d-f-axis")]
    across = [8 + _LANE * n for n in range(len(graph.actors))]
    for n, (y, (day, _)) in enumerate(zip(plan.spots, plan.moments, strict=True)):
        left = [x for x, actor in zip(across, graph.actors, strict=True) if n in actor.moments]
        if left:
            reach = max((width(line, SMALL) for line in day.text), default=0.0)
            parts.append(_line(day.box.x + day.box.width - reach - 8, y, min(left), y, "d-f-guide"))
    for x, name, actor in zip(across, plan.actors, graph.actors, strict=True):
        first, last = plan.spots[actor.moments[0]], plan.spots[actor.moments[-1]]
        top = name.box.y + LEADING / 2
        path = f"M{x + 8:.0f} {top:.0f}H{x + 4:.0f}Q{x:.0f} {top:.0f} {x:.0f} {top + 4:.0f}V{first:.0f}"
        parts.append(element("path", {"d": path, "class": "d-f-leader"}))
        if last > first:
            parts.append(_line(x, first, x, last, "d-f-lane"))
    dots = [(plan.axis, y, moment) for y, moment in zip(plan.spots, graph.moments, strict=True)]
    parts += _moments(plan, dots)
    spots = [[(x, plan.spots[n]) for n in actor.moments] for x, actor in zip(across, graph.actors, strict=True)]
    parts += _actors(graph, plan, spots, end=True)
    return _frame(class_, plan, parts, named)


# ------------------------------------------------------------------------------------------------ both


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Fragment:
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": class_})


def _moments(plan: Layout, dots: Sequence[tuple[float, float, Moment]]) -> Iterator[Fragment]:
    for (x, y, moment), (day, title) in zip(dots, plan.moments, strict=True):
        kind = "d-f-this" if moment.href is None else "d-f-told" if moment.told else "d-f-untold"
        right = title.box.x + title.box.width
        around = Box(x=title.box.x, y=day.box.y, width=title.box.width, height=day.box.height + title.box.height)
        yield element("circle", {"cx": x, "cy": y, "r": 6.0, "class": f"d-f-dot {kind}"})
        words = [
            _hit(around),
            lines(day.text, right, day.box.y + 14.5, LEADING, class_="d-f-day"),
            lines(
                title.text, right, title.box.y + 14.5, LEADING, class_="d-f-now" if moment.href is None else "d-f-label"
            ),
        ]
        yield anchor(moment.href, words, named=_said("، ", (moment.title, moment.day)))


def _actors(
    graph: Graph, plan: Layout, dots: Sequence[Sequence[tuple[float, float]]], *, end: bool = False
) -> Iterator[Fragment]:
    """Yield names and dots; with `end` a name begins at the end of its line, on the left."""
    for actor, name, spots in zip(graph.actors, plan.actors, dots, strict=True):
        days = _said("، ", (graph.moments[n].when for n in actor.moments))
        yield element("path", {"d": "".join(_spot(x, y) for x, y in spots), "class": "d-f-who"})
        x = name.box.x if end else name.box.x + name.box.width
        words = [
            _hit(name.box),
            lines(name.text, x, name.box.y + 14.5, LEADING, class_="d-f-label", text_anchor="end" if end else None),
        ]
        yield anchor(actor.href, words, named=_said(": ", (actor.name, days)))


def _spot(x: float, y: float) -> str:
    """Return a stretch of a path that its round ends make a dot: one element for all dots of a person."""
    return f"M{number(x)} {number(y)}h.01"


def _said(between: str, words: Iterable[str]) -> str:
    """Join what is not empty, each once."""
    return between.join(dict.fromkeys(word for word in words if word))


def _hit(box: Box) -> Fragment:
    """Return the area of a link: all of its label, and the frame that shows the keyboard's place."""
    attributes: dict[str, str | float | None] = {
        "x": box.x - 3,
        "y": box.y,
        "width": box.width + 6,
        "height": box.height,
        "rx": 3.0,
        "class": "d-f-hit",
    }
    return element("rect", attributes)


def _frame(class_: str, plan: Layout, parts: Sequence[Fragment], named: str) -> Fragment:
    attributes: dict[str, str | float | None] = {
        "class": class_,
        "viewBox": f"0 -8 {plan.width:.0f} {plan.height + 16:.0f}",
        "role": "group",
        "aria-labelledby": named,
        "direction": "rtl",
    }
    return element("svg", attributes, parts)
