"""What stands among and below the paragraphs of prose: headings, repetitions, signatures, tails."""

from __future__ import annotations

from itertools import pairwise, takewhile

from digest.clean.blocks import is_prose
from digest.clean.byline import has_handle, is_dashed_byline
from digest.clean.lexicon import Words
from digest.clean.lines import Piece, is_foreign

_LONGEST_HEADING = 12
_SIGNATURE = 4
_TAG = 4
_STRAY = 5
"""Words of content that a line among paragraphs must have to belong elsewhere because the article has none of them."""
_QUOTES = "\"“”„«»‹›‘’″'"
_NO_HEADING_END = (":", "،", "؛", ",", "-", "–")


def mark_repeats(pieces: list[Piece]) -> None:
    """Decide lines that say again what an earlier line said: headline, caption, paragraph, or a line right above."""
    seen: dict[tuple[str, ...], Piece] = {}
    before: Piece | None = None
    for piece in pieces:
        first = seen.setdefault(piece.wording, piece)
        drawn = piece.rule == "furniture:related-item" and first.role == "title"
        if first is not piece and (drawn or piece.role in (None, "caption", "title", "subtitle")):
            adjacent = before is not None and before.wording == piece.wording
            if rule := _repeat_rule(piece, first, adjacent):
                piece.decide("repeat", rule)
        before = piece
    _mark_pull_quotes(pieces)


def _repeat_rule(piece: Piece, first: Piece, adjacent: bool) -> str | None:
    """Return the rule by which `piece` only repeats `first`; short lines of a list may well be alike."""
    if first.role == "title" and piece.size >= 3:
        return "repeat:title"
    if first.role == "caption":
        return "repeat:caption"
    if first.role in (None, "subtitle", "heading") and (piece.size >= 8 or (adjacent and piece.size >= 3)):
        return "repeat:same"
    return None


def _mark_pull_quotes(pieces: list[Piece]) -> None:
    """Decide lines set in quotation marks whose words stand, in the same order, in a paragraph of prose."""
    quoted = [p for p in pieces if p.role is None and p.size >= 5 and p.text[0] in _QUOTES and p.text[-1] in _QUOTES]
    if not quoted:
        return
    wanted = {piece.keys[:5] for piece in quoted}
    places: dict[tuple[str, ...], list[tuple[Piece, int]]] = {}
    for piece in pieces:
        if piece.role is None and is_prose(piece):
            for at in range(piece.size - 4):
                if (five := piece.keys[at : at + 5]) in wanted and len(places.setdefault(five, [])) < 8:
                    places[five].append((piece, at))
    for piece in quoted:
        for other, at in places.get(piece.keys[:5], ()):
            if other.size > piece.size and other.keys[at : at + piece.size] == piece.keys:
                piece.decide("repeat", "repeat:pull-quote")
                break


def mark_body(pieces: list[Piece], words: Words) -> None:
    """Decide every line that is still open: a heading, a signature or related headlines at the end, else body."""
    _mark_foreign_end(pieces)
    _mark_tags_after_source(pieces)
    _mark_stray_headlines(pieces, words)
    open_lines = [piece for piece in pieces if piece.role is None]
    last = max((i for i, piece in enumerate(open_lines) if is_prose(piece)), default=-1)
    started = False
    for index, piece in enumerate(open_lines):
        if is_prose(piece):
            piece.decide("body", "body:prose")
            started = True
        elif piece.level:
            piece.decide("heading", "heading:marked")
        elif index > last >= 0:
            continue
        elif _is_heading(open_lines, index):
            piece.decide("heading", "heading:short")
        elif not started and is_dashed_byline(piece, words):
            piece.decide("byline", "byline:place")
        else:
            piece.decide("body", "body:short")
    _mark_tail(open_lines, last)


def _mark_stray_headlines(pieces: list[Piece], words: Words) -> None:
    """Decide headlines of other articles among the paragraphs: none of their words of content stands elsewhere."""
    lines = [piece for piece in pieces if piece.role is None]
    loose = [p for a, p in pairwise(lines) if is_prose(a) and not is_prose(p) and not p.final and not p.level]
    loose = [piece for piece in loose if piece.size >= _STRAY and piece.mark == "text" and ":" not in piece.text[-3:]]
    if not loose or sum(is_prose(piece) for piece in lines) < 2:
        return
    own = {id(piece): words.content(piece.keys) for piece in loose}
    rest = {found for piece in pieces if id(piece) not in own for found in words.content(piece.keys)}
    for piece in loose:
        if len(own[id(piece)]) >= _STRAY and rest.isdisjoint(own[id(piece)]):
            piece.decide("boilerplate", "furniture:other-headline")


def _is_heading(lines: list[Piece], index: int) -> bool:
    """Tell whether a short line without a full stop heads the paragraph after it.

    It stands alone: neighbours that are short as well make a list, and a line that ends in a colon announces one.
    """
    piece = lines[index]
    if (
        piece.mark != "text"
        or piece.size > _LONGEST_HEADING
        or piece.final
        or piece.text.rstrip().endswith(_NO_HEADING_END)
    ):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    before = lines[index - 1] if index else None
    if after is None or not (is_prose(after) or after.size > _LONGEST_HEADING):
        return False
    return before is None or not (before.text.rstrip().endswith(":") or before.rule == "body:short")


def _mark_foreign_end(pieces: list[Piece]) -> None:
    """Decide paragraphs and lines without Arabic letters below the last that has some, and bare numbers there."""
    for piece in takewhile(lambda p: p.role is not None or is_foreign(p) or set(p.keys) == {"#"}, reversed(pieces)):
        if piece.role is None:
            piece.decide("boilerplate", "furniture:foreign" if is_foreign(piece) else "furniture:counter")


def _mark_tags_after_source(pieces: list[Piece]) -> None:
    """Decide names of two or three words in a row right below the source note that ends an article: its tags."""
    at = next((i for i in range(len(pieces) - 1, -1, -1) if pieces[i].role == "source-note"), None)
    if at is None or any(piece.role is None and is_prose(piece) for piece in pieces[at:]):
        return
    rest = [piece for piece in pieces[at + 1 :] if piece.role is None]
    if len(rest) >= 2 and all(piece.size <= _TAG and not piece.final and not piece.asks for piece in rest):
        for piece in rest:
            piece.decide("boilerplate", "furniture:tags-item")


def _mark_tail(lines: list[Piece], last: int) -> None:
    """Decide what stands below the last prose: one short name is a signature, headlines in a row belong to other
    articles, anything else is body."""
    tail = [piece for piece in lines[last + 1 :] if piece.role is None] if last >= 0 else []
    announced = last >= 0 and lines[last].text.rstrip().endswith(":")
    bare = [piece for piece in tail if not piece.final and not piece.asks and ":" not in piece.text]
    headlines = [piece for piece in tail if not piece.final and piece.size > 4]
    in_a_row = len(headlines) >= 2 and len(headlines) == len(tail) and not announced
    for index, piece in enumerate(tail):
        if is_foreign(piece):
            piece.decide("boilerplate", "furniture:foreign")
            continue
        if has_handle(piece):
            piece.decide("byline", "byline:account")
            continue
        if piece.size > 1 and all(len(key) == 1 and key != "#" for key in piece.keys):
            piece.decide("byline", "byline:signature")
            continue
        ends = index == len(tail) - 1
        if in_a_row:
            piece.decide("boilerplate", "furniture:related-item")
        elif (
            ends
            and not announced
            and len(tail) == 1
            and piece in bare
            and piece.size <= _SIGNATURE
            and "#" not in piece.keys
        ):
            piece.decide("byline", "byline:signature")
        else:
            piece.decide("body", "body:short")
