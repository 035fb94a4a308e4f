"""Quotations as cards: who said what, with the same statement in other articles beside it."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import itertools
from collections.abc import Iterable, Sequence

from digest import arabic
from digest.escape import token, visible
from digest.records import Event, QuoteGroup, QuoteRef, SourceRef
from digest.views.collection import speaker_key
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.parts import Link, Piece, QuoteCard, SpeakerQuotes, Wording, Words
from digest.views.strings import label

QUOTE_LENGTH = 3000
"""Longest quotation shown, in code points; the line shows the rest."""

COMPARED_WORDS = 300
"""Longest wordings that are compared word by word: the comparison is quadratic."""


def quote_card(desk: Desk, ref: QuoteRef, *, on_event: bool, same: Iterable[QuoteRef] = ()) -> QuoteCard:
    """Return a quotation as a card; `on_event` leaves out its event and day, which the page tells."""
    quote = ref.quote
    event = desk.collection.events.get(ref.event or "")
    return QuoteCard(
        words=words(ref),
        direct=quote.kind == "direct",
        verb=spoken(desk, ref),
        verb_class=token(quote.cue_class),
        verb_label=label(desk.strings.cue, quote.cue_class),
        speaker=speaker(desk, ref),
        source=desk.source(_ref(ref)),
        event=None if on_event or event is None else desk.event_link(event),
        when="" if on_event else _when(desk, ref),
        attribution=desk.reason(quote.rule),
        same=tuple(_wording(desk, ref, other) for other in same),
    )


def quote_day(desk: Desk, ref: QuoteRef) -> dt.date | None:
    """Return the day of a quotation: that of its article, else that of its event; None where neither is known."""
    day = desk.collection.articles[ref.article].publication.day
    event = desk.collection.events.get(ref.event or "")
    return day or (event.first if event is not None and event.first == event.last else None)


def _when(desk: Desk, ref: QuoteRef) -> str:
    day, publication = quote_day(desk, ref), desk.collection.articles[ref.article].publication
    return desk.typography.full_day(day) if day else desk.typography.interval(publication.first, publication.last)


def words(ref: QuoteRef) -> Words:
    """Return the words of a quotation with their place, by which they can be compared with the file.

    A quotation of more than `QUOTE_LENGTH` is shown by its beginning, and its place is that of the beginning.
    """
    text, span = ref.quote.text, ref.quote.content
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
    """Return who said what in an event, most quoted first; undecided speakers last."""
    folded = _folded(event.statements)
    quotes = desk.collection.quotes
    shown = [quotes[key] for key in event.quotes if key in desk.collection.shown and key not in folded]
    groups: dict[tuple[str, str], list[QuoteRef]] = {}
    for ref in shown:
        groups.setdefault(speaker_key(ref), []).append(ref)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] == ("", ""), -len(pair[1])))
    same = {group.quotes[0]: group.quotes[1:] for group in event.statements if group.quotes}
    return tuple(
        SpeakerQuotes(
            anchor=token(f"s-{number}"),
            speaker=speaker(desk, refs[0]),
            title=_title(desk, refs),
            quotes=tuple(
                quote_card(desk, ref, on_event=True, same=[quotes[key] for key in same.get(ref.id, ())]) for ref in refs
            ),
        )
        for number, (_, refs) in enumerate(ordered, 1)
    )


def _folded(groups: Iterable[QuoteGroup]) -> frozenset[str]:
    """Return the quotations that stand folded under a fuller wording."""
    return frozenset(itertools.chain.from_iterable(group.quotes[1:] for group in groups))


def _title(desk: Desk, refs: Sequence[QuoteRef]) -> str:
    """Return the title that the articles of these quotations give the speaker."""
    person = desk.collection.people.get(refs[0].speaker or "")
    return desk.title_in(person, dict.fromkeys(ref.article for ref in refs)) if person else ""


def _ref(ref: QuoteRef) -> SourceRef:
    return SourceRef(article=ref.article, span=ref.quote.content, line=ref.line)


def _wording(desk: Desk, head: QuoteRef, other: QuoteRef) -> Wording:
    return Wording(
        pieces=differences(head.quote.text, other.quote.text),
        verb=spoken(desk, other),
        verb_class=token(other.quote.cue_class),
        source=desk.source(_ref(other)),
    )


@functools.lru_cache(maxsize=4096)
def differences(head: str, other: str) -> tuple[Piece, ...]:
    """Return `other` cut into stretches that `head` says too and stretches that it does not, by folded words."""
    ours, theirs = tuple(arabic.words(head)), tuple(arabic.words(other))
    if not theirs or max(len(ours), len(theirs)) > COMPARED_WORDS:
        return (Piece(text=excerpt(other, QUOTE_LENGTH), differs=False),)
    matcher = difflib.SequenceMatcher(None, [w.folded for w in ours], [w.folded for w in theirs], autojunk=False)
    bounds = [0, *(word.start for word in theirs[1:]), len(other)]
    return tuple(
        Piece(text=other[bounds[first] : bounds[last]], differs=kind != "equal")
        for kind, _, _, first, last in matcher.get_opcodes()
        if last > first
    )
