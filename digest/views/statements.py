"""One statement, many outlets: the wordings of a statement side by side, with what differs marked."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from digest import arabic
from digest.escape import token
from digest.records import Event, QuoteRef
from digest.statements import differences
from digest.views.bounds import fitting, weight
from digest.views.desk import Desk
from digest.views.event_parts import Carrier, Statement, Version
from digest.views.parts import Piece
from digest.views.quotes import QUOTE_LENGTH, Said, compared, source_of, speaker, spoken, statements_of, title_of
from digest.views.strings import label

BLOCK_ROOM = 10_000
"""Bytes of HTML for the block of one statement: some 25 articles that carry it."""


def statements(desk: Desk, event: Event) -> tuple[Statement, ...]:
    """Return the statements of an event that several outlets carry, those of most articles first."""
    several = [said for said in statements_of(desk, event) if said.anchor is not None]
    return tuple(_statement(desk, said) for said in sorted(several, key=lambda said: -len(said.others)))


def _statement(desk: Desk, said: Said) -> Statement:
    groups = _same_words([said.head, *said.others])
    texts = [group[0].quote.text for group in groups]
    refs = [ref for group in groups for ref in group]
    known = next((ref for ref in refs if ref.speaker), said.head)
    versions = [
        Version(
            pieces=alone(texts[0], texts[1:]) if number == 0 else compared(texts[0], texts[number]),
            direct=group[0].quote.kind == "direct",
            carriers=tuple(_carrier(desk, said.head, ref) for ref in group),
        )
        for number, group in enumerate(groups)
    ]
    shown = within(versions, BLOCK_ROOM)
    return Statement(
        anchor=said.anchor or token("statement"),
        speaker=speaker(desk, known),
        title=title_of(desk, [ref for ref in refs if ref.speaker == known.speaker]),
        articles=len({ref.article for ref in refs}),
        versions=tuple(shown),
        more=len(refs) - sum(len(version.carriers) for version in shown),
    )


def within(versions: Sequence[Version], room: int) -> list[Version]:
    """Return the first wordings, with as many of their carriers as fit into `room` bytes of HTML; one at least."""
    shown: list[Version] = []
    left = room
    for version in versions:
        left -= weight(msgspec.structs.replace(version, carriers=()))
        if shown and left < 0:
            break
        shown.append(msgspec.structs.replace(version, carriers=version.carriers[: fitting(version.carriers, left)]))
        left -= sum(map(weight, shown[-1].carriers))
    return shown


def _same_words(refs: Sequence[QuoteRef]) -> list[list[QuoteRef]]:
    """Return wordings gathered by their words, in order of first appearance; marks and vowel signs do not count."""
    groups: dict[tuple[str, tuple[str, ...]], list[QuoteRef]] = {}
    for ref in refs:
        key = (ref.quote.kind, tuple(word.folded for word in arabic.words(ref.quote.text)))
        groups.setdefault(key, []).append(ref)
    return list(groups.values())


def _carrier(desk: Desk, head: QuoteRef, ref: QuoteRef) -> Carrier:
    event = desk.collection.events.get(ref.event or "")
    return Carrier(
        outlet=desk.badge(desk.collection.articles[ref.article].article),
        verb=spoken(desk, ref),
        verb_class=token(ref.quote.cue_class),
        verb_label=label(desk.strings.cue, ref.quote.cue_class),
        source=desk.source(source_of(ref)),
        elsewhere=None if event is None or ref.event == head.event else desk.event_link(event),
    )


def alone(head: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """Return `head` cut into stretches that some other wording has too and stretches that none has."""
    if not others or len(head) > QUOTE_LENGTH:
        return (Piece(text=head[:QUOTE_LENGTH], differs=False),)
    shared = [False] * len(head)
    for other in others:
        at = 0
        for found in differences(head, other):
            if found.same:
                shared[at : at + len(found.a)] = [True] * len(found.a)
            at += len(found.a)
    cuts = [0, *(n for n in range(1, len(head)) if shared[n] != shared[n - 1]), len(head)]
    return tuple(Piece(text=head[start:end], differs=not shared[start]) for start, end in itertools.pairwise(cuts))
