"""What stands above the first paragraph of prose: headline, standfirst, labels, bylines, repeated captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digest.clean.blocks import LONG_TITLE, SHORT_BODY, is_prose
from digest.clean.lexicon import Words
from digest.clean.lines import Piece, keys_of
from digest.clean.single import is_source, name_parts

_STANDFIRST_SHARE = 0.7
"""Share of a standfirst's word triples that one later paragraph repeats: 0.92 in the real article that has one; between
a first paragraph and a later one at most 0.36 in 251 articles of the development sets."""
_DASH = re.compile(r"\s[-–—|]\s|\s*[/]\s*|\s[-–—]|[-–—]\s")


def mark_head(pieces: list[Piece], stated_title: str | None, meta_title: str | None, words: Words) -> Piece | None:
    """Decide the lines above the first prose and return the headline among them, if one stands there.

    A headline that front matter states need not stand in the text; one that metadata states may be shortened, so the
    text is searched as if it were unknown where it does not hold it. A text that begins with prose has no headline.
    """
    first = next((i for i, piece in enumerate(pieces) if piece.role is None and is_prose(piece)), len(pieces))
    first = _past_standfirst(pieces, first)
    open_lines = [piece for piece in pieces[:first] if piece.role is None]
    stated = [keys_of(title) for title in (stated_title, meta_title) if title]
    title = _stated_title(pieces, stated) or (None if stated_title else _choose(open_lines, pieces, words))
    if title is not None:
        if title.role is None or title.role == "subtitle":
            title.decide("title", "title:stated" if title.keys in stated else "title:first")
        first = max(first, pieces.index(title) + 1) if title in open_lines else first
    above = title is not None
    for piece in pieces[:first]:
        if piece is title:
            above = False
        elif piece.role is None:
            _mark_head_line(piece, title, above, words)
    return title


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


def _choose(lines: list[Piece], pieces: list[Piece], words: Words) -> Piece | None:
    """Choose the headline among undecided lines: one that is marked as such, one that is repeated, the first of
    four words or more, the first of three."""
    counts = Counter(piece.keys for piece in pieces if piece.size >= 4)
    short = [piece for piece in lines if piece.size < LONG_TITLE and (not piece.final or piece.size < SHORT_BODY)]
    like = [piece for piece in short if not is_dashed_byline(piece, words)]
    preferred = (
        [piece for piece in like if piece.level == 1],
        [piece for piece in like if piece.size >= 4 and counts[piece.keys] > 1],
        [piece for piece in like if piece.size >= 4],
        [piece for piece in like if piece.size == 3],
    )
    return next((found[0] for found in preferred if found), None)


def _mark_head_line(piece: Piece, title: Piece | None, above: bool, words: Words) -> None:
    """Decide a line of the head that is not the headline; `above`: the headline is still to come."""
    if title is not None and piece.wording == title.wording:
        piece.decide("repeat", "repeat:title")
    elif is_dashed_byline(piece, words):
        piece.decide("byline", "byline:place")
    elif piece.level:
        piece.decide("heading", "heading:marked")
    elif piece.size <= 3:
        piece.decide("boilerplate", "furniture:label")
    elif above or title is not None or not is_prose(piece):
        piece.decide("subtitle", "subtitle:kicker" if above else "subtitle:below")


def is_dashed_byline(piece: Piece, words: Words) -> bool:
    """Tell whether a short line is a name and a place, or the outlet and a name, with a dash between them."""
    if not piece.brief or piece.size > 6 or piece.final or piece.asks or "#" in piece.keys or piece.level:
        return False
    if len(_DASH.findall(piece.text)) != 1:
        return False
    parts = [keys_of(part) for part in name_parts(piece.text)]
    return len(parts) == 2 and all(1 <= len(p) <= 3 and not is_source(p, words.names) for p in parts)
