"""Quotations as cards: who said what, with the same statement in other articles beside it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest.escape import Fragment, token, visible
from digest.quotes.marks import closed
from digest.records import Event, QuoteRef, SourceRef
from digest.statements import differences
from digest.views.bounds import fitting
from digest.views.collection import speaker_key
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.parts import Link, Piece, QuoteCard, SpeakerQuotes, Wording, Words
from digest.views.strings import label

QUOTE_LENGTH = 3000
"""Longest quotation shown, in code points; the line shows the rest."""

SAME_ROOM = 12_000
"""Bytes of HTML for other wordings under one quotation; the rest is on its articles' pages."""

BLOCKS = 6
"""Statements of one event that have a block of their own, those of most articles; the wordings of others are folded."""

UNFOLDED = 6
"""Quotations of one speaker on an event's page before the others are folded: about three screens of a phone."""


class Said(NamedTuple):
    """A statement of an event: the wording whose card stands on the page, and the others."""

    head: QuoteRef
    others: tuple[QuoteRef, ...]
    anchor: Fragment | None
    """Id of the block that holds the wordings side by side; None where one outlet carries them all."""


def quote_card(
    desk: Desk, ref: QuoteRef, *, on_event: bool, same: Iterable[QuoteRef] = (), said: Said | None = None
) -> QuoteCard:
    """Return a quotation as a card; `on_event` leaves out its event and day, which the page tells.

    `same` are other wordings to be folded under it; those of the statement `said` are, unless they have a block.
    """
    quote = ref.quote
    if said is not None and said.anchor is None:
        same = said.others
    event = desk.collection.events.get(ref.event or "")
    wordings = [_wording(desk, ref, other) for other in same]
    told = fitting(wordings, SAME_ROOM)
    return QuoteCard(
        words=words(desk, ref),
        direct=quote.kind == "direct",
        verb=spoken(desk, ref),
        verb_class=token(quote.cue_class),
        verb_label=label(desk.strings.cue, quote.cue_class),
        speaker=speaker(desk, ref),
        title=title_of(desk, [ref]),
        outlet=desk.badge(desk.collection.articles[ref.article].article),
        source=desk.source(source_of(ref)),
        event=None if on_event or event is None else desk.event_link(event),
        when="" if on_event else _when(desk, ref),
        day=_day_of_article(desk, ref),
        attribution=desk.reason(quote.rule),
        same=tuple(wordings[:told]),
        same_more=len(wordings) - told,
        statement=said.anchor if said is not None else None,
        carried=len({other.article for other in said.others} - {ref.article}) if said is not None else 0,
    )


def quote_day(desk: Desk, ref: QuoteRef) -> dt.date | None:
    """Return the day of a quotation: that of its article, else that of its event; None where neither is known."""
    day = desk.collection.articles[ref.article].publication.day
    event = desk.collection.events.get(ref.event or "")
    return day or (event.first if event is not None and event.first == event.last else None)


def _when(desk: Desk, ref: QuoteRef) -> str:
    day, publication = quote_day(desk, ref), desk.collection.articles[ref.article].publication
    return desk.typography.full_day(day) if day else desk.typography.interval(publication.first, publication.last)


def _day_of_article(desk: Desk, ref: QuoteRef) -> str:
    publication = desk.collection.articles[ref.article].publication
    return desk.typography.interval(publication.first, publication.last)


def words(desk: Desk, ref: QuoteRef) -> Words:
    """Return the words of a quotation with their place, by which they can be compared with the file.

    Reported speech that ends in marks is shown with the mark that closes them. A quotation of more than `QUOTE_LENGTH`
    is shown by its beginning, and its place is that of the beginning.
    """
    text, span = ref.quote.text, ref.quote.content
    if ref.quote.kind == "reported":
        whole = desk.collection.articles[ref.article].article.text
        span = closed(whole, span)
        text = span.of(whole)
    if len(text) > QUOTE_LENGTH:
        text = text[: text.rfind(" ", QUOTE_LENGTH // 2, QUOTE_LENGTH)] if " " in text else text[:QUOTE_LENGTH]
    return Words(
        article=token(ref.article), start=token(str(span.start)), end=token(str(span.start + len(text))), text=text
    )


def spoken(desk: Desk, ref: QuoteRef) -> str:
    """Return the reporting verb as written, without a conjunction that is joined to it; empty if there is none.

    A first waw, and a first feh of a single word, is a conjunction unless the dictionary form begins with it.
    """
    quote = ref.quote
    if quote.cue is None:
        return ""
    cue, lemma = visible(quote.cue.of(desk.collection.articles[ref.article].article.text)), quote.cue_lemma or ""
    joined = cue[:1] == "و" or (cue[:1] == "ف" and " " not in cue)
    own = lemma[:1] == cue[:1] and cue[1:2] != lemma[:1]
    return cue[1:] if lemma and joined and not own and len(cue) > 3 else cue


def speaker(desk: Desk, ref: QuoteRef) -> Link:
    """Return who said a quotation: a person's page, the description of an unnamed source, or "undecided"."""
    person = desk.collection.people.get(ref.speaker or "")
    if person is not None:
        return desk.person_link(person)
    return Link(text=excerpt(ref.quote.speaker_name or "", NAME_LENGTH) or desk.strings.words.undecided, href=None)


def speakers(desk: Desk, event: Event) -> tuple[SpeakerQuotes, ...]:
    """Return who said what in an event, most quoted first; undecided speakers last.

    Of a statement that several articles carry one wording is shown, the fullest of this event's; the others are folded
    under it, or stand in a block of their own where they are of several outlets (`digest.views.statements`).
    """
    quotes = desk.collection.quotes
    same = {said.head.id: said for said in statements_of(desk, event)}
    folded = {ref.id for said in same.values() for ref in said.others}
    shown = [quotes[key] for key in event.quotes if key in desk.collection.shown and key not in folded]
    groups: dict[tuple[str, str], list[QuoteRef]] = {}
    for ref in shown:
        groups.setdefault(speaker_key(ref), []).append(ref)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] == ("", ""), -len(pair[1])))
    return tuple(
        SpeakerQuotes(
            anchor=token(f"s-{number}"),
            speaker=speaker(desk, refs[0]),
            title=title_of(desk, refs),
            quotes=tuple(quote_card(desk, ref, on_event=True, said=same.get(ref.id)) for ref in refs[:UNFOLDED]),
            more=tuple(quote_card(desk, ref, on_event=True, said=same.get(ref.id)) for ref in refs[UNFOLDED:]),
        )
        for number, (_, refs) in enumerate(ordered, 1)
    )


def statements_of(desk: Desk, event: Event) -> list[Said]:
    """Return the statements of which an event's page shows a wording, in the order of the event."""
    found: list[Said] = []
    for group in event.statements:
        refs = [desk.collection.quotes[key] for key in group.quotes]
        head = next((ref for ref in refs if ref.event == event.id and ref.id in desk.collection.shown), None)
        if head is not None:
            others = tuple(ref for ref in refs if ref is not head)
            several = len({_publisher(desk, ref) for ref in refs}) > 1
            found.append(Said(head, others, token(f"statement-{len(found) + 1}") if several else None))
    widest = sorted((said for said in found if said.anchor), key=lambda said: -len(said.others))[:BLOCKS]
    return [said if said in widest else said._replace(anchor=None) for said in found]


def _publisher(desk: Desk, ref: QuoteRef) -> str:
    """Return what tells publishers apart: the outlet, else the article."""
    outlet = desk.collection.outlets.get(ref.article)
    return outlet.id if outlet is not None else ref.article


def title_of(desk: Desk, refs: Sequence[QuoteRef]) -> str:
    """Return the title that the articles of these quotations give the speaker."""
    person = desk.collection.people.get(refs[0].speaker or "")
    return desk.title_in(person, dict.fromkeys(ref.article for ref in refs)) if person else ""


def source_of(ref: QuoteRef) -> SourceRef:
    """Return the pointer to the words of a quotation."""
    return SourceRef(article=ref.article, span=ref.quote.content, line=ref.line)


def _wording(desk: Desk, head: QuoteRef, other: QuoteRef) -> Wording:
    event = desk.collection.events.get(other.event or "")
    return Wording(
        pieces=compared(head.quote.text, other.quote.text),
        direct=other.quote.kind == "direct",
        verb=spoken(desk, other),
        verb_class=token(other.quote.cue_class),
        source=desk.source(source_of(other)),
        elsewhere=None if event is None or other.event == head.event else desk.event_link(event),
    )


@functools.lru_cache(maxsize=4096)
def compared(head: str, other: str) -> tuple[Piece, ...]:
    """Return `other` cut into stretches that `head` says too and stretches that it does not."""
    if len(other) > QUOTE_LENGTH:
        return (Piece(text=excerpt(other, QUOTE_LENGTH), differs=False),)
    return tuple(Piece(text=found.b, differs=not found.same) for found in differences(head, other) if found.b)
