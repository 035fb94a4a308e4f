"""The quotation that speaks for an event where there is room for one: on the front page and on the page of a day."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from digest.arabic import fold
from digest.records import Event, QuoteRef
from digest.views.desk import Desk
from digest.views.parts import EventCard, QuoteCard
from digest.views.quotes import quote_card

SHORTEST = 25
"""Shortest quotation that says something by itself, in code points."""

LONGEST = 240
"""Longest quotation that is read at a glance, in code points: four lines of a phone."""

BEST = 110
"""Length that reads best set off, in code points."""


def leading_quote(desk: Desk, event: Event) -> QuoteCard | None:
    """Return the quotation that speaks for an event, or None.

    Words in marks by a known speaker, neither very short nor long and not in the title; of several those that most
    articles carry, then those nearest to the best length.
    """
    collection = desk.collection
    title = fold(event.title).text
    carried = {key: len(group.quotes) for group in event.statements for key in group.quotes}
    refs = [collection.quotes[key] for key in event.quotes if key in collection.shown]

    def fits(ref: QuoteRef) -> bool:
        text = ref.quote.text
        return (
            ref.quote.kind == "direct"
            and bool(ref.speaker or ref.quote.speaker_name)
            and SHORTEST <= len(text) <= LONGEST
            and "\n" not in text
            and fold(text).text not in title
        )

    def rank(ref: QuoteRef) -> tuple[int, bool, int]:
        return (-carried.get(ref.id, 1), ref.speaker is None, abs(len(ref.quote.text) - BEST))

    best = min((ref for ref in refs if fits(ref)), key=rank, default=None)
    return quote_card(desk, best, on_event=True) if best else None


def with_quotes(desk: Desk, events: Sequence[Event], cards: Sequence[EventCard]) -> tuple[EventCard, ...]:
    """Return the cards of these events, each with the quotation that speaks for it."""
    return tuple(
        msgspec.structs.replace(card, quote=leading_quote(desk, event))
        for event, card in zip(events, cards, strict=False)
    )
