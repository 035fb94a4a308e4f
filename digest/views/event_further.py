"""An event of which very much is told: what stands on its page, and what on further ones."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import msgspec

from digest import addresses
from digest.records import Event
from digest.views.bounds import fitting, pieces
from digest.views.desk import TITLE_LENGTH, Desk, excerpt
from digest.views.pages import EventPart
from digest.views.parts import Account, MentionRow, Pager, QuoteCard, Report, SpeakerQuotes, TimelineItem

T = TypeVar("T")

EACH = 20
"""Quotations of one speaker on the page of an event whose quotations do not fit there."""

QUOTES_ROOM, ACCOUNTS_ROOM, COVERAGE_ROOM, MENTIONS_ROOM, TIMELINE_ROOM = 80_000, 10_000, 16_000, 14_000, 14_000
"""Bytes of HTML for each list on the page: together with all else, well below 300 KB."""

FURTHER_QUOTES, FURTHER_ROOM = 120_000, 25_000
"""Bytes of HTML for the quotations, and for each other list, on a further page."""


class EventLists(NamedTuple):
    """What an event's page lists and may be long."""

    speakers: tuple[SpeakerQuotes, ...]
    accounts: tuple[Account, ...]
    updates: tuple[Account, ...]
    coverage: tuple[Report, ...]
    mentions: tuple[MentionRow, ...]
    timeline: tuple[TimelineItem, ...]

    @property
    def quotes(self) -> int:
        """Number of quotations."""
        return sum(len(one.quotes) + len(one.more) for one in self.speakers)


def on_the_page(lists: EventLists) -> EventLists:
    """Return as much of each list as stands on the event's own page."""
    return EventLists(
        speakers=_first_speakers(lists.speakers),
        accounts=lists.accounts[: fitting(lists.accounts, ACCOUNTS_ROOM)],
        updates=lists.updates[: fitting(lists.updates, ACCOUNTS_ROOM)],
        coverage=lists.coverage[: fitting(lists.coverage, COVERAGE_ROOM)],
        mentions=lists.mentions[: fitting(lists.mentions, MENTIONS_ROOM)],
        timeline=_around(lists.timeline, TIMELINE_ROOM),
    )


def further_parts(desk: Desk, event: Event, lists: EventLists, shown: EventLists) -> list[tuple[str, EventPart]]:
    """Return the further pages of an event with their paths: `lists` without what is `shown` on its own page."""
    if shown == lists:
        return []
    told = {item.title.href for item in shown.timeline}
    left = EventLists(
        speakers=(),
        accounts=lists.accounts[len(shown.accounts) :],
        updates=lists.updates[len(shown.updates) :],
        coverage=lists.coverage[len(shown.coverage) :],
        mentions=lists.mentions[len(shown.mentions) :],
        timeline=tuple(item for item in lists.timeline if item.title.href not in told),
    )
    found = _divided(_further_speakers(lists.speakers, shown.speakers), left)
    path = addresses.path_of(event)
    return [
        (addresses.further_path(path, number), _part(desk, event, part, number, last=number == len(found)))
        for number, part in enumerate(found, 1)
    ]


def _divided(speakers: Sequence[tuple[SpeakerQuotes, ...]], left: EventLists) -> list[EventLists]:
    """Return what is left, quotations given in pages already, page by page."""
    accounts, updates = pieces(left.accounts, FURTHER_ROOM), pieces(left.updates, FURTHER_ROOM)
    coverage, mentions = pieces(left.coverage, FURTHER_ROOM), pieces(left.mentions, FURTHER_ROOM)
    timeline = pieces(left.timeline, FURTHER_ROOM)
    return [
        EventLists(
            speakers=_nth(speakers, number),
            accounts=_nth(accounts, number),
            updates=_nth(updates, number),
            coverage=_nth(coverage, number),
            mentions=_nth(mentions, number),
            timeline=_nth(timeline, number),
        )
        for number in range(max(map(len, (speakers, accounts, updates, coverage, mentions, timeline))))
    ]


def _nth(pages: Sequence[tuple[T, ...]], number: int) -> tuple[T, ...]:
    return pages[number] if number < len(pages) else ()


def _part(desk: Desk, event: Event, part: EventLists, number: int, *, last: bool) -> EventPart:
    path = addresses.path_of(event)
    before = addresses.further_path(path, number - 1) if number > 1 else path
    after = None if last else desk.href(addresses.further_path(path, number + 1))
    return EventPart(
        title=f"{excerpt(event.title, TITLE_LENGTH)} ({desk.typography.number(number + 1)})",
        event=desk.event_link(event),
        pager=Pager(newer=desk.href(before), older=after),
        **part._asdict(),
    )


# ------------------------------------------------------------------------------------------------ quotations


def _first_speakers(speakers: Sequence[SpeakerQuotes]) -> tuple[SpeakerQuotes, ...]:
    """Return the quotations that stand on the page: all, or else some of each speaker, as long as there is room."""
    if fitting(speakers, QUOTES_ROOM) == len(speakers) and _light(speakers):
        return tuple(speakers)
    some = [_cut(one, EACH) for one in speakers]
    count = fitting(some, QUOTES_ROOM)
    if count == 1:  # what even one speaker said is too much, if it is long
        cards = (*some[0].quotes, *some[0].more)
        return (_cut(some[0], fitting(cards, QUOTES_ROOM)),)
    return tuple(some[:count])


def _light(speakers: Sequence[SpeakerQuotes]) -> bool:
    return len(speakers) != 1 or fitting((*speakers[0].quotes, *speakers[0].more), QUOTES_ROOM) == (
        len(speakers[0].quotes) + len(speakers[0].more)
    )


def _cut(one: SpeakerQuotes, count: int) -> SpeakerQuotes:
    return msgspec.structs.replace(one, quotes=one.quotes[:count], more=one.more[: max(0, count - len(one.quotes))])


def _further_speakers(
    speakers: Sequence[SpeakerQuotes], shown: Sequence[SpeakerQuotes]
) -> list[tuple[SpeakerQuotes, ...]]:
    """Return the quotations that do not stand on the event's page, by speaker, in pages."""
    left: list[tuple[SpeakerQuotes, QuoteCard]] = []
    for one, told in itertools.zip_longest(speakers, shown):
        start = len(told.quotes) + len(told.more) if told else 0
        left += [(one, card) for card in (*one.quotes, *one.more)[start:]]
    pages, at = [], 0
    for cards in pieces([card for _, card in left], FURTHER_QUOTES):
        groups = itertools.groupby(left[at : at + len(cards)], key=lambda pair: pair[0].anchor)
        at += len(cards)
        pages.append(tuple(_only(list(pairs)) for _, pairs in groups))
    return pages


def _only(pairs: Sequence[tuple[SpeakerQuotes, QuoteCard]]) -> SpeakerQuotes:
    return msgspec.structs.replace(pairs[0][0], quotes=tuple(card for _, card in pairs), more=())


# ------------------------------------------------------------------------------------------------ other events


def _around(items: Sequence[TimelineItem], room: int) -> tuple[TimelineItem, ...]:
    """Return this event and those nearest to it in time, in their order."""
    if not items or fitting(items, room) == len(items):
        return tuple(items)
    here = next(at for at, item in enumerate(items) if item.position == "this")
    nearest = sorted(range(len(items)), key=lambda at: (abs(at - here), at))
    count = fitting([items[at] for at in nearest], room)
    return tuple(items[at] for at in sorted(nearest[:count]))
