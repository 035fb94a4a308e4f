"""Furniture of several lines: what an opening line draws after it, and what ends the article."""

from __future__ import annotations

from itertools import pairwise, takewhile

from digest.clean.lexicon import KindMatcher, Words
from digest.clean.lines import Piece, keys_of
from digest.clean.single import is_source, name_parts

LONG_TITLE = 26
"""Words from which a line is no headline; the longest of 418 headlines of the development sets has 20."""
SHORT_BODY = 8
"""Words from which a line that ends as a sentence is body."""
_SPEAKER = 6
_TEASERS = 3
_CUT = ("...", "…")
_QUOTES = '"”»’ '
_DATES = ("dateline:date", "dateline:label", "dateline:relative", "dateline:place", "dateline:time")
_CLOSING_BODY = 25
"""Words of body that must stand before a line that ends the article, so that a head bar ends nothing."""


def is_prose(piece: Piece, *, cut: bool = False) -> bool:
    """Tell whether a line reads as a paragraph: a sentence or a part of one, or too long for a headline.

    `cut`: one that breaks off counts as a sentence as well.
    """
    if cut and piece.size >= SHORT_BODY and piece.text.endswith(_CUT):
        return True
    return piece.size >= LONG_TITLE or ((piece.final or piece.pauses) and piece.size >= SHORT_BODY)


def mark_blocks(pieces: list[Piece], words: Words) -> None:
    """Decide the lines that belong to others: related headlines, tags, names under "المصادر:", teasers."""
    _mark_speakers(pieces)
    _mark_teasers(pieces)
    by_rule = {matcher.rule: matcher for matcher in words.kinds}
    openers = frozenset(matcher.rule for matcher in words.kinds if matcher.kind.opens)
    for index, piece in enumerate(pieces):
        matcher = by_rule.get(piece.rule)
        if matcher and matcher.kind.opens and _is_bare(piece, matcher):
            _draw(pieces, index + 1, matcher.rule == "furniture:tags", openers)
        elif piece.rule == "source:label" and words.source_labels.is_whole(piece.keys):
            _draw_sources(pieces, index + 1, words)
    _mark_end(pieces, by_rule)


def _mark_speakers(pieces: list[Piece]) -> None:
    """Decide the name of a speaker on a line of its own: the next line begins with the colon."""
    for piece, after in pairwise(pieces):
        if piece.role is None and piece.size <= _SPEAKER and after.text.startswith(":"):
            piece.decide("body", "body:speaker")


def _mark_teasers(pieces: list[Piece]) -> None:
    """Decide beginnings of other articles: three or more paragraphs above the text that break off, and paragraphs
    below it that each have a date or time of their own under them."""
    paragraphs = [piece for piece in pieces if piece.role is None and is_prose(piece, cut=True)]
    broken = list(takewhile(lambda piece: piece.text.rstrip(_QUOTES).endswith(_CUT), paragraphs))
    if _TEASERS <= len(broken) < len(paragraphs):
        for piece in broken:
            piece.decide("boilerplate", "furniture:teaser")
    _mark_dated_teasers(pieces)


def _mark_dated_teasers(pieces: list[Piece]) -> None:
    """Decide the pairs of a teaser and its date in a row with which a page ends."""
    at = len(pieces) - 1
    teasers: list[Piece] = []
    while at > 0 and pieces[at].rule in _DATES and pieces[at - 1].role is None and pieces[at - 1].size >= SHORT_BODY:
        teasers.append(pieces[at - 1])
        at -= 2
    if len(teasers) >= 2 and any(piece.role is None and is_prose(piece) for piece in pieces[: at + 1]):
        for piece in teasers:
            piece.decide("boilerplate", "furniture:teaser")


def _is_bare(piece: Piece, matcher: KindMatcher) -> bool:
    """Tell whether the line is the opening phrase alone: only then do the headlines stand on lines of their own."""
    return matcher.whole.is_whole(piece.keys)


def _draw(pieces: list[Piece], start: int, tags: bool, openers: frozenset[str]) -> None:
    """Decide the run of headline-like lines (or of tags) from `start`; prose, or the next opening line, ends it.

    Tags are short; a label of one to four words right before prose is a heading of the article, not a headline of
    another.
    """
    shortest, longest = (1, 4) if tags else (4, LONG_TITLE - 1)
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.role is None:
            before_prose = index + 1 < len(pieces) and pieces[index + 1].role is None and is_prose(pieces[index + 1])
            if is_prose(piece) or piece.final or piece.level or not shortest <= piece.size <= longest:
                return
            if before_prose and piece.size <= 4 and (tags or index > start):
                return
            piece.decide("boilerplate", "furniture:tags-item" if tags else "furniture:related-item")
        elif piece.role not in ("boilerplate", "dateline", "caption") or piece.rule in openers:
            return


def _draw_sources(pieces: list[Piece], start: int, words: Words) -> None:
    """Decide the names that stand under a bare "المصادر:"."""
    for piece in pieces[start : start + 4]:
        if piece.role not in (None, "source-note", "byline") or piece.final or piece.size > 10:
            return
        parts = [keys_of(part) for part in name_parts(piece.text)]
        named = any(is_source(part, words.names) or part in words.names.outlets for part in parts)
        if piece.role is None and not named and piece.size > 4:
            return
        piece.decide("source-note", "source:list")


def _mark_end(pieces: list[Piece], by_rule: dict[str, KindMatcher]) -> None:
    """Decide everything after a line that ends the article (comments, copyright), if the article stands before it."""
    before = 0
    total = sum(piece.size for piece in pieces if piece.role is None and is_prose(piece))
    for index, piece in enumerate(pieces):
        matcher = by_rule.get(piece.rule)
        if matcher and matcher.kind.closes and before >= _CLOSING_BODY and before >= total - before:
            for later in pieces[index + 1 :]:
                if later.role is None:
                    later.decide("boilerplate", "furniture:after-end")
            return
        if piece.role is None and is_prose(piece):
            before += piece.size
