"""Quotations in their places: with ids, people of the collection, and the event to whose page each belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from digest.citations import source_ref
from digest.events import EventsResult, Told
from digest.events.frames import PeopleIds
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, Quote, QuoteGroup, QuoteRef
from digest.statements import match_statements


def quote_refs(result: EventsResult, ids: PeopleIds) -> tuple[QuoteRef, ...]:
    """Return every quotation of the collection, by article and offset.

    A quotation belongs to its article's event, unless the article tells aside of a speech by its speaker and the
    quotation stands from there on.
    """
    home = {frame.id: occurrence.id for occurrence in result.main for frame in occurrence.members}
    speeches: dict[str, list[tuple[Told, str]]] = {}
    for mention in result.mentions:
        if "speech" in mention.told.families and mention.told.tense != "announced":
            speeches.setdefault(mention.told.article, []).append((mention.told, mention.occurrence))
    refs = []
    for item in result.articles:
        seen: Counter[int] = Counter()
        for quote in sorted(item.quotes, key=lambda quote: (quote.content, quote.kind)):
            event = _of_speech(item, quote, speeches.get(item.article.id, [])) or home[item.article.id]
            seen[quote.content.start] += 1
            refs.append(_ref(item, quote, ids, event, seen[quote.content.start]))
    return tuple(refs)


def _ref(item: AnnotatedArticle, quote: Quote, ids: PeopleIds, event: str, number: int) -> QuoteRef:
    key = item.article.id
    again = "" if number == 1 else f"-{number}"
    return QuoteRef(
        id=f"{key}-q{quote.content.start}{again}",
        article=key,
        quote=quote,
        line=source_ref(item.article, quote.content).line,
        speaker=None if quote.speaker is None else ids.get((key, quote.speaker)),
        event=event,
    )


def _of_speech(item: AnnotatedArticle, quote: Quote, speeches: list[tuple[Told, str]]) -> str | None:
    """Return the event of a speech that the quotation is from, if its speaker's speech is told at or before it.

    A sentence that says where words were said may follow them ("… That came in an address"): the one sentence before
    counts too.
    """
    for told, event in speeches:
        begin = min(told.telling.span.start, told.telling.title.start)
        if quote.speaker in told.telling.participants and quote.content.start >= begin:
            return event
    return None


def by_event(refs: tuple[QuoteRef, ...], order: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return the quotation ids of each event, in order of article (`order` of the event's articles) and text."""
    found: dict[str, list[QuoteRef]] = {}
    for ref in refs:
        if ref.event is not None:
            found.setdefault(ref.event, []).append(ref)
    return {
        event: tuple(ref.id for ref in sorted(quotes, key=lambda ref: (order[ref.article], ref.quote.content)))
        for event, quotes in found.items()
    }


def statements_by_event(
    result: EventsResult, refs: Sequence[QuoteRef], lexicons: Lexicons
) -> dict[str, tuple[QuoteGroup, ...]]:
    """Return the statements that several articles carry, for each event to which a quotation of one belongs."""
    days = {item.article.id: item.publication.day for item in result.articles}
    event_of = {ref.id: ref.event for ref in refs if ref.event is not None}
    found: dict[str, list[QuoteGroup]] = {}
    for group in match_statements(refs, days, lexicons):
        for event in sorted({event_of[quote] for quote in group.quotes if quote in event_of}):
            found.setdefault(event, []).append(group)
    return {event: tuple(groups) for event, groups in found.items()}
