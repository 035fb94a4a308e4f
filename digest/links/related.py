"""Links between events, always both ways: what articles tell of other events, and what stands beside it in a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from digest.citations import source_ref
from digest.events import EventsResult, Mention, Occurrence
from digest.records import EventLink, SourceRef, Story

Why = Literal["earlier", "later", "announced", "announced-by", "recalled", "recalled-by", "same-day", "same-story"]

BACK: dict[Why, Why] = {
    "announced": "announced-by",
    "recalled": "recalled-by",
    "announced-by": "announced",
    "recalled-by": "recalled",
    "earlier": "later",
    "later": "earlier",
    "same-day": "same-day",
    "same-story": "same-story",
}
"""How an event stands to another, seen from the other side."""

STORY_NEIGHBOURS = 3
"""Events of its story before and after an event that it is linked to; the story's own page has all."""

_RANK = {"announced": 0, "recalled": 1, "same-day": 2, "earlier": 3, "later": 3, "same-story": 4}


class _Link(NamedTuple):
    """From one event to another, with what makes one link better than another of the same two."""

    rank: int
    where: tuple[str, int]
    why: Why
    ref: SourceRef | None


def related(result: EventsResult, stories: Iterable[Story]) -> dict[str, tuple[EventLink, ...]]:
    """Return the links of each event that has any, by the other event's day and id; at most one for each two events."""
    events = {occurrence.id: occurrence for occurrence in (*result.main, *result.asides)}
    home = {frame.id: occurrence.id for occurrence in result.main for frame in occurrence.members}
    best: dict[tuple[str, str], _Link] = {}
    for mention in result.mentions:
        source, target = home[mention.told.article], mention.occurrence
        _keep(best, source, target, _told_link(result, mention, events[source], events[target]))
    for story in stories:
        for one, other in _neighbours(story.events):
            if (one, other) not in best and (other, one) not in best:
                _keep(best, one, other, _Link(9, ("", 0), _order(events[other], events[one]), None))
    links: dict[str, list[EventLink]] = {}
    for (one, other), link in best.items():
        links.setdefault(one, []).append(EventLink(event=other, why=link.why, ref=link.ref))
        links.setdefault(other, []).append(EventLink(event=one, why=BACK[link.why], ref=link.ref))
    return {key: tuple(sorted(found, key=lambda link: _sort_key(events, link))) for key, found in links.items()}


def _keep(best: dict[tuple[str, str], _Link], source: str, target: str, link: _Link) -> None:
    """Keep a link unless a better one of the same two events is there, in either direction."""
    for key in ((source, target), (target, source)):
        if key in best and (best[key].rank, best[key].where) <= (link.rank, link.where):
            return
    best.pop((target, source), None)
    best[source, target] = link


def _told_link(result: EventsResult, mention: Mention, source: Occurrence, target: Occurrence) -> _Link:
    told = mention.told
    article = result.frames[told.article].item.article
    why: Why = _order(target, source)
    if told.tense in ("announced", "recalled") and why != "same-day":
        why = told.tense
    return _Link(_RANK[why], (told.article, told.telling.span.start), why, source_ref(article, told.telling.span))


def _order(other: Occurrence, this: Occurrence) -> Why:
    """Return how `other` stands to `this` in time."""
    if other.days.day is not None and other.days.day == this.days.day:
        return "same-day"
    if other.days.last is not None and this.days.first is not None and other.days.last < this.days.first:
        return "earlier"
    if other.days.first is not None and this.days.last is not None and other.days.first > this.days.last:
        return "later"
    return "same-story"


def _neighbours(events: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for at, event in enumerate(events):
        for other in events[at + 1 : at + 1 + STORY_NEIGHBOURS]:
            yield event, other


def _sort_key(events: Mapping[str, Occurrence], link: EventLink) -> tuple[str, str]:
    return events[link.event].days.order, link.event
