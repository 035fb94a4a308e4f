"""What stands among and below the paragraphs of prose: headings, repetitions, signatures, tails."""

from __future__ import annotations

from digest.clean.blocks import is_prose
from digest.clean.head import is_dashed_byline
from digest.clean.lexicon import Words
from digest.clean.lines import Piece

_LONGEST_HEADING = 12
_SIGNATURE = 4
_QUOTES = "\"“”„«»‹›‘’″'"
_NO_HEADING_END = (":", "،", "؛", ",", "-", "–")


def mark_repeats(pieces: list[Piece]) -> None:
    """Decide lines that say again what an earlier line said: headline, caption, paragraph, or a line right above."""
    seen: dict[tuple[str, ...], Piece] = {}
    before: Piece | None = None
    for piece in pieces:
        first = seen.setdefault(piece.wording, piece)
        if first is not piece and piece.role in (None, "caption", "title", "subtitle"):
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


def _mark_tail(lines: list[Piece], last: int) -> None:
    """Decide what stands below the last prose: one short name is a signature, headlines in a row belong to other
    articles, anything else is body."""
    tail = [piece for piece in lines[last + 1 :] if piece.role is None] if last >= 0 else []
    announced = last >= 0 and lines[last].text.rstrip().endswith(":")
    bare = [piece for piece in tail if not piece.final and not piece.asks and ":" not in piece.text]
    headlines = [piece for piece in tail if not piece.final and piece.size > 4]
    in_a_row = len(headlines) >= 2 and len(headlines) == len(tail) and not announced
    for index, piece in enumerate(tail):
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
