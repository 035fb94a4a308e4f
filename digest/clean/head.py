"""What stands above the first paragraph of prose: headline, standfirst, labels, bylines, repeated captions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digest.clean.blocks import is_prose
from digest.clean.byline import has_handle, is_dashed_byline
from digest.clean.headline import RELATED, STRANGE, Lead, choose, is_strange
from digest.clean.lexicon import Words
from digest.clean.lines import Piece, is_foreign, keys_of

_KICKER = 6
"""Words that a line above the headline may have to be its kicker though the lead does not hold them."""
_MOST_STRANGE = 2
_HIGHLIGHTS = 8
"""Lines below the headline that may speak of what only later paragraphs speak of."""
_TEASER = 12
_TICKER = 40
"""Words of a row of headlines; a paragraph of so many has more than a comma in them."""
_MENU = 8
_MENU_ENTRY = 5
_STANDFIRST_SHARE = 0.7
"""Share of a standfirst's word triples that one later paragraph repeats: 0.92 in the real article that has one; between
a first paragraph and a later one at most 0.36 in 251 articles of the development sets."""


def mark_head(pieces: list[Piece], stated_title: str | None, meta_title: str | None, words: Words) -> Piece | None:
    """Decide the lines above the first prose and return the headline among them, if one stands there.

    A headline that front matter states need not stand in the text; one that metadata states may be shortened, so the
    text is searched as if it were unknown where it does not hold it. A text that begins with prose has no headline.
    """
    first = next((i for i, piece in enumerate(pieces) if piece.role is None and is_prose(piece)), len(pieces))
    first = _past_standfirst(pieces, _past_ticker(pieces, first, words))
    open_lines = [piece for piece in pieces[:first] if piece.role is None]
    stated = [keys_of(title) for title in (stated_title, meta_title) if title]
    lead = Lead(pieces, first, words)
    title = _stated_title(pieces, stated) or (None if stated_title else choose(open_lines, pieces, first, lead, words))
    if title is not None:
        if title.role in (None, "subtitle", "boilerplate"):
            title.decide("title", "title:stated" if title.keys in stated else "title:first")
        first = max(first, pieces.index(title) + 1) if title in open_lines else first
    _mark_other_headlines(open_lines, title, lead, stated=bool(stated_title))
    twice = {b.keys for a, b in pairwise(pieces[:first]) if a.keys == b.keys and b.size >= 2}
    above = title is not None
    for piece in pieces[:first]:
        if piece is title:
            above = False
        elif piece.role is None:
            _mark_head_line(piece, title, above, words, piece.keys in twice)
    return title


def _mark_other_headlines(lines: Sequence[Piece], title: Piece | None, lead: Lead, *, stated: bool) -> None:
    """Decide the head's lines that speak of something else: headlines of other articles, slogans, long menus.

    Above the headline one short line may be its kicker; below it, or where the file states it, a few may be subtitles,
    highlights and captions. A page without a lead to compare with keeps its lines, unless they are a long menu.
    """
    if not lead:
        menu = [piece for piece in lines if piece.size <= _MENU_ENTRY and not piece.level]
        if title is None and len(menu) > _MENU:
            _decide_all(menu, "furniture:label")
        return
    if title is None:
        limit, allowed = (STRANGE, _HIGHLIGHTS) if stated else (RELATED, _MOST_STRANGE)
        _mark_strange(lines, lead, limit, allowed)
        return
    at = next((i for i, piece in enumerate(lines) if piece is title), 0)
    strange = [piece for piece in lines[:at] if not piece.level and is_strange(piece, lead, STRANGE)]
    if len(strange) != 1 or strange[0].size > _KICKER or is_foreign(strange[0]):
        _decide_all(strange, "furniture:other-headline")
    _mark_strange(lines[at + 1 :], lead, STRANGE, _HIGHLIGHTS)


def _mark_strange(lines: Sequence[Piece], lead: Lead, limit: float, allowed: int) -> None:
    strange = [piece for piece in lines if not piece.level and is_strange(piece, lead, limit)]
    cut = [piece for piece in strange if piece.size >= _TEASER and piece.text.endswith(("...", "…"))]
    _decide_all(strange if len(strange) > allowed else cut, "furniture:other-headline")


def _decide_all(lines: Sequence[Piece], rule: str) -> None:
    for piece in lines:
        piece.decide("boilerplate", rule)


def _past_ticker(pieces: list[Piece], first: int, words: Words) -> int:
    """Step over headlines in a row on one line: long, without the marks of sentences, and of nothing that the
    paragraphs below speak of."""
    if first >= len(pieces) or not _is_row_of_headlines(pieces[first], Lead(pieces, first + 1, words)):
        return first
    pieces[first].decide("boilerplate", "furniture:ticker")
    return next((i for i, p in enumerate(pieces) if i > first and p.role is None and is_prose(p)), len(pieces))


def _is_row_of_headlines(piece: Piece, rest: Lead) -> bool:
    if piece.final or piece.pauses or piece.size < _TICKER or not rest:
        return False
    return piece.text.count("،") <= piece.size // _TICKER and rest.share(piece) < STRANGE


def _past_standfirst(pieces: list[Piece], first: int) -> int:
    """Step over a first paragraph that a later one tells again at length: a standfirst, not the beginning."""
    if first >= len(pieces) or not any(p.role is None for p in pieces[:first]):
        return first
    piece = pieces[first]
    triples = set(_triples(piece.keys))
    if len(triples) < 6:
        return first
    rest = [later for later in pieces[first + 1 :] if later.role is None and is_prose(later)]
    if any(_share(triples, later.keys) >= _STANDFIRST_SHARE and later.size > piece.size for later in rest):
        piece.decide("subtitle", "subtitle:standfirst")
        return next((i for i, p in enumerate(pieces) if i > first and p.role is None and is_prose(p)), len(pieces))
    return first


def _triples(keys: Sequence[str]) -> list[tuple[str, str, str]]:
    bare = [key.removeprefix("و") for key in keys]
    return list(zip(bare, bare[1:], bare[2:], strict=False))


def _share(triples: set[tuple[str, str, str]], keys: Sequence[str]) -> float:
    return len(triples.intersection(_triples(keys))) / len(triples)


def _stated_title(pieces: list[Piece], stated: Sequence[tuple[str, ...]]) -> Piece | None:
    """Return the first line that is one of the stated headlines, or a stated headline without the site's name."""
    for keys in stated:
        if not keys:
            continue
        for piece in pieces[:60]:
            same = piece.keys == keys or (
                piece.size >= 4 and keys[: piece.size] == piece.keys and piece.size >= len(keys) - 5
            )
            if same and piece.role in (None, "caption", "byline", "subtitle"):
                piece.role = None
                return piece
    return None


def _mark_head_line(piece: Piece, title: Piece | None, above: bool, words: Words, twice: bool) -> None:
    """Decide a line of the head that is not the headline; `above`: the headline is still to come; `twice`: the head
    holds it twice in a row."""
    if title is not None and _repeats(piece, title):
        piece.decide("repeat", "repeat:title")
    elif is_dashed_byline(piece, words):
        piece.decide("byline", "byline:place")
    elif has_handle(piece):
        piece.decide("byline", "byline:account")
    elif twice and not piece.level:
        piece.decide("caption", "caption:twice")
    elif piece.level:
        piece.decide("heading", "heading:marked")
    elif piece.size <= 3:
        piece.decide("boilerplate", "furniture:label")
    elif is_foreign(piece):
        piece.decide("boilerplate", "furniture:foreign")
    elif above or title is not None or not is_prose(piece):
        piece.decide("subtitle", "subtitle:kicker" if above else "subtitle:below")


def _repeats(piece: Piece, title: Piece) -> bool:
    """Tell whether a line is the headline again, a picture's credit behind it or not."""
    if piece.wording == title.wording:
        return True
    return title.size >= 3 and piece.keys[: title.size] == title.keys and piece.size <= title.size + 3
