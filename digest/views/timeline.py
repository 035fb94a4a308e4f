"""Events in order of time: what came before and after an event, and the chronology of a running story."""

from __future__ import annotations

import datetime as dt

from digest.escape import token
from digest.records import Event, EventLink, SourceRef, Story
from digest.views.desk import CARD_LENGTH, Desk
from digest.views.event_parts import Neighbour
from digest.views.parts import Link, TimelineItem
from digest.views.strings import label

_KINDS = ("announced", "announced-by", "recalled", "recalled-by", "earlier", "later", "same-day", "same-story")
"""Relations, the most telling first: of two links to one event the first stands in the timeline."""


def timeline(desk: Desk, event: Event) -> tuple[TimelineItem, ...]:
    """Return an event among those it is linked to, in order of time; nothing if it is linked to none."""
    links = links_of(desk, event)
    if not links:
        return ()
    others = [(desk.collection.events[key], link) for key, link in links.items()]
    items = [(in_time(other), _item(desk, event, other, link)) for other, link in others]
    this = TimelineItem(
        position=token("this"),
        when=desk.days(event.first, event.last),
        title=Link(text=desk.event_link(event).text, href=None),
        label="",
        because=None,
    )
    return tuple(item for _, item in sorted([*items, (in_time(event), this)], key=lambda pair: pair[0]))


def links_of(desk: Desk, event: Event) -> dict[str, EventLink]:
    """Return for each other event that an event is linked to the most telling of its links."""
    links: dict[str, EventLink] = {}
    for link in sorted(event.related, key=lambda link: (link.ref is None, _KINDS.index(link.why))):
        if link.event in desk.collection.events and link.event != event.id:
            links.setdefault(link.event, link)
    return links


def in_time(event: Event) -> tuple[dt.date, dt.date, str]:
    """Return by what events are ordered in time; those without a day come last."""
    first = event.first or event.last or dt.date.max
    return (first, event.last or first, event.id)


def _item(desk: Desk, event: Event, other: Event, link: EventLink) -> TimelineItem:
    return TimelineItem(
        position=token(_position(event, other, link)),
        when=desk.days(other.first, other.last),
        title=desk.event_link(other),
        label=label(desk.strings.relation, link.why),
        because=desk.sentence(ref, CARD_LENGTH) if (ref := link.ref) and not desk.says_the_title(other, ref) else None,
    )


def _position(event: Event, other: Event, link: EventLink) -> str:
    if link.why == "announced":
        return "announced"
    if event.first is None or other.first is None:
        return "later" if link.why == "later" else "earlier"
    return "earlier" if in_time(other) < in_time(event) else "later"


def neighbours(desk: Desk, event: Event) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the events before and after an event: of its running story, else of those that it is linked to."""
    story = desk.collection.stories.get(event.story or "")
    keys = story.events if story is not None else tuple(links_of(desk, event))
    others = [desk.collection.events[key] for key in keys if key in desk.collection.events and key != event.id]
    dated = [other for other in others if other.first is not None or other.last is not None]
    if event.first is None and event.last is None:
        return None, None
    before = max((other for other in dated if in_time(other) < in_time(event)), key=in_time, default=None)
    after = min((other for other in dated if in_time(other) > in_time(event)), key=in_time, default=None)
    return _neighbour(desk, before), _neighbour(desk, after)


def _neighbour(desk: Desk, event: Event | None) -> Neighbour | None:
    if event is None:
        return None
    return Neighbour(when=desk.days(event.first, event.last), title=desk.event_link(event))


def chronology(desk: Desk, story: Story) -> tuple[TimelineItem, ...]:
    """Return the events of a running story in order of time, each with the sentence that tells it."""
    events = [desk.collection.events[key] for key in story.events if key in desk.collection.events]
    return tuple(
        TimelineItem(
            position=token("later" if event.articles else "announced"),
            when=desk.days(event.first, event.last),
            title=desk.event_link(event),
            label="",
            because=desk.sentence(ref, CARD_LENGTH) if (ref := _telling(desk, event)) else None,
        )
        for event in sorted(events, key=in_time)
    )


def _telling(desk: Desk, event: Event) -> SourceRef | None:
    return next((ref for ref in desk.collection.told(event) if not desk.says_the_title(event, ref)), None)
