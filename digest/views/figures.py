"""Which events, people and numbers are drawn, and where there is too little to draw."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from digest import addresses
from digest.escape import page_target, token, visible
from digest.figures import arcs, columns, graph, shares
from digest.records import Event, Person, Story
from digest.typography import PluralForm
from digest.views.desk import Desk, excerpt
from digest.views.drawings import ChartView, GraphView, OutsideView, ShareRow, SharesView
from digest.views.parts import Counted
from digest.views.timeline import in_time, links_of

GRAPH, CHART = "fig-graph", "fig-chart"
"""Ids of the captions."""

SHOWN_TITLE, SHOWN_NAME = 110, 40
"""Longest title and name in a figure, in code points; their lines are cut sooner."""

LEAST_NODES = 5
"""Fewer events and people than this are a sentence and no graph."""

ALONE_UP_TO = 5
"""People of one event only fill a graph up to so many names."""

MOST_SHARES = 12
"""Rows of a bar chart."""

LEAST_SHARES = 3

_WEEKDAYS = {"saturday": 5, "sunday": 6, "monday": 0}


# ------------------------------------------------------------------------------------------------ graphs


def event_graph(desk: Desk, event: Event) -> GraphView | None:
    """Return an event among those it is linked to, with their people; None where nobody ties them together."""
    known, links, mine = desk.collection.events, links_of(desk, event), set(event.people)
    others = sorted(
        (known[key] for key in links),
        key=lambda o: (links[o.id].ref is None, -len(mine.intersection(o.people)), _distance(event, o), o.id),
    )
    kept = [event, *others[: graph.MOST_EVENTS - 1]]
    return _graph(desk, kept, addresses.path_of(event), this=event, more=len(others) + 1 - len(kept))


def story_graph(desk: Desk, story: Story) -> GraphView | None:
    """Return the events of a running story with the people who appear in several of them."""
    events = [desk.collection.events[key] for key in story.events if key in desk.collection.events]
    often = Counter(key for event in events for key in event.people)
    kept = sorted(events, key=lambda e: (-sum(often[key] > 1 for key in e.people), -e.sources, e.id))
    kept = kept[: graph.MOST_EVENTS]
    return _graph(desk, kept, addresses.path_of(story), this=None, more=len(events) - len(kept))


def _distance(one: Event, other: Event) -> int:
    if one.first is None or other.first is None:
        return 10_000
    return abs((one.first - other.first).days)


def _graph(desk: Desk, events: Sequence[Event], page: str, this: Event | None, more: int) -> GraphView | None:
    events = sorted(events, key=in_time)
    people = _people(desk, events, this)
    tied = sum(len(moments) > 1 for _, moments in people)
    kept = people[: min(graph.MOST_PEOPLE, max(tied, ALONE_UP_TO))]
    if len(events) < 2 or not tied or len(events) + len(kept) < LEAST_NODES:
        return None
    actors = tuple(
        graph.Actor(
            name=excerpt(person.name, SHOWN_NAME),
            href=page_target(addresses.path_of(person), page=page),
            moments=moments,
        )
        for person, moments in kept
    )
    before = (None, *events)
    moments = tuple(_moment(desk, event, last, page, this) for event, last in zip(events, before, strict=False))
    drawn = graph.draw(graph.Graph(moments=moments, actors=actors), GRAPH)
    return GraphView(svg=drawn, events_more=more, people_more=len(people) - len(kept))


def _people(desk: Desk, events: Sequence[Event], this: Event | None) -> list[tuple[Person, tuple[int, ...]]]:
    """Return the people of the drawn events with the indices of these, those of most events first.

    Who takes part in one event only is there for the event of the page alone.
    """
    found: dict[str, list[int]] = {}
    for n, event in enumerate(events):
        for key in dict.fromkeys(event.people):
            found.setdefault(key, []).append(n)
    first = {key: n for n, key in enumerate(this.people)} if this else {}
    known = desk.collection.people
    people = [
        (known[key], tuple(moments))
        for key, moments in found.items()
        if key in known and addresses.has_page(known[key]) and visible(known[key].name)
        if len(moments) > 1 or key in first
    ]
    return sorted(people, key=lambda pair: (-len(pair[1]), first.get(pair[0].id, len(first)), pair[1], pair[0].id))


def _moment(desk: Desk, event: Event, before: Event | None, page: str, this: Event | None) -> graph.Moment:
    return graph.Moment(
        title=excerpt(event.title, SHOWN_TITLE),
        when=_brief(desk, event, before),
        day=desk.days(event.first, event.last),
        href=None if event is this else page_target(addresses.path_of(event), page=page),
        told=bool(event.articles),
    )


def _brief(desk: Desk, event: Event, before: Event | None) -> str:
    """Return the day of an event with one name of the month, without weekday and without a year just said."""
    words = desk.typography
    if words.months == "both":
        words = msgspec.structs.replace(words, months="gregorian")
    if event.first is None or event.first != event.last:
        return words.interval(event.first, event.last) or desk.strings.words.undated
    if (
        before is not None
        and before.first is not None
        and before.first == before.last
        and (before.first.year == event.first.year)
    ):
        return f"{words.number(event.first.day)} {words.month(event.first)}"
    return f"{words.number(event.first.day)} {words.month_year(event.first)}"


def people_graph(desk: Desk, page: str) -> GraphView | None:
    """Return the persons who appear in the same events most often; None if there are hardly any."""
    collection, spoken = desk.collection, desk.collection.spoken
    persons = [person for person in collection.digest.people if person.kind == "person" and visible(person.name)]
    pool = sorted(persons, key=lambda p: (-len(spoken[p.id]), -len(p.events), p.id))[: 4 * arcs.MOST_PEOPLE]
    keys = {person.id for person in pool}
    ties: Counter[tuple[str, str]] = Counter()
    for event in collection.digest.events:
        ties.update(combinations(sorted(keys.intersection(event.people)), 2))
    chosen = arcs.chosen(ties)
    index = {key: n for n, key in enumerate(chosen)}
    kept = {
        (min(index[a], index[b]), max(index[a], index[b])): count
        for (a, b), count in ties.items()
        if a in index and b in index
    }
    if len(kept) < arcs.LEAST_TIES:
        return None
    faces = tuple(
        arcs.Face(
            name=excerpt(person.name, SHOWN_NAME),
            href=page_target(addresses.path_of(person), page=page),
            note="، ".join(_together(collection.people[other].name for other in _others(n, kept, chosen))),
        )
        for n, person in enumerate(collection.people[key] for key in chosen)
    )
    drawn = arcs.draw(arcs.Circle(faces=faces, ties=kept), GRAPH)
    return GraphView(svg=drawn, events_more=0, people_more=0)


def _others(n: int, ties: Mapping[tuple[int, int], int], keys: Sequence[str]) -> list[str]:
    near = [(-count, b if a == n else a) for (a, b), count in ties.items() if n in (a, b)]
    return [keys[other] for _, other in sorted(near)]


def _together(names: Iterable[str]) -> list[str]:
    return [excerpt(name, SHOWN_NAME) for name in names]


# ------------------------------------------------------------------------------------------------ charts


def chart(desk: Desk, days: Mapping[dt.date, int], noun: str) -> ChartView | None:
    """Return the numbers of some days as columns, with the noun of `strings.toml`; None for too few."""
    series = columns.counted(days, _WEEKDAYS[desk.strings.calendar.first_weekday])
    if series is None:
        return None
    forms: Mapping[PluralForm, str] = desk.strings.plural[noun]

    def say(count: int) -> str:
        return desk.typography.counted(count, forms)

    return ChartView(
        svg=columns.draw(series, desk.typography, CHART, say),
        unit=token(series.unit),
        peak=columns.words_of(series.peak, series.unit, desk.typography),
        peak_count=series.peak.count,
        count=columns.shown(series.columns),
        outside=tuple(
            OutsideView(when=desk.typography.interval(one.first, one.last), count=one.count) for one in series.outside
        ),
    )


def shares_of(desk: Desk, entries: Sequence[Counted], whole: int) -> SharesView | None:
    """Return the largest of some counted names as bars, each with its share of `whole`; None for too few."""
    used = sorted((entry for entry in entries if entry.count), key=lambda entry: -entry.count)
    if len(used) < LEAST_SHARES:
        return None
    most = used[0].count
    return SharesView(
        rows=tuple(
            ShareRow(
                text=entry.text,
                href=entry.href,
                count=entry.count,
                share=desk.typography.percent(entry.count / max(whole, 1)),
                bar=shares.bar(entry.count, most),
            )
            for entry in used[:MOST_SHARES]
        ),
        more=max(0, len(used) - MOST_SHARES),
    )
