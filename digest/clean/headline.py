"""Which of the lines above the first prose is the headline, told by what the article says below them.

Pages set headlines of other articles, slogans and menus above the article's own headline. Its words come back in the
first paragraphs; theirs do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.clean.blocks import LONG_TITLE, SHORT_BODY, is_prose
from digest.clean.byline import has_handle, is_dashed_byline
from digest.clean.lexicon import Words
from digest.clean.lines import Piece, is_foreign

RELATED = 0.3
"""Share of a line's words of content that the lead must hold for the line to speak of the article: 96% of the 418
headlines of the development sets reach it, and few lines of other articles do."""
_SURELY_RELATED = 0.5
"""The same for a line that stands among headlines of other articles."""
STRANGE = 0.15
"""Share under which a line above or below the headline speaks of something else."""
_LEAD_WORDS = 400
"""Words of prose that are compared; with 160 only 93% of those headlines reach the share."""
_MOST_UNRELATED = 3
"""Lines that may compete for the headline where none of them speaks of the lead: the first is taken, as it always is
on pages that carry nothing else."""
_MOST_LINES = 8
"""Lines without any prose below them from which they are a menu, not headline and subtitles."""
_LONG = 22
"""Words beyond which a line is rather a standfirst; the longest headline of the development sets has 20."""
_NEAR = 12
"""Lines between two of the same words for which they are a headline above and below its picture, no menu."""
_CUT_OFF = 12
_BULLETS = ("•", "●", "◦", "▪", "■", "·", "*", "»")


class Lead:
    """The words of content with which an article begins."""

    def __init__(self, pieces: Sequence[Piece], first: int, words: Words) -> None:
        self._words = words
        keys: list[str] = []
        for piece in pieces[first:]:
            if len(keys) >= _LEAD_WORDS:
                break
            if piece.role is None and is_prose(piece):
                keys.extend(piece.keys[: _LEAD_WORDS - len(keys)])
        self._stems = words.content(keys)

    def __bool__(self) -> bool:
        return bool(self._stems)

    def share(self, piece: Piece) -> float:
        """Return the share of a line's words of content that the lead holds, 0…1; one word in common is chance."""
        own = self._words.content(piece.keys)
        common = len(own & self._stems)
        return common / len(own) if common >= min(2, len(own)) and own else 0.0


def choose(lines: Sequence[Piece], pieces: Sequence[Piece], first: int, lead: Lead, words: Words) -> Piece | None:
    """Choose the headline among the undecided lines of the head, `pieces[:first]`; None if no line is surely one.

    1. one that the file marks as a heading of the first level; 2. the first that speaks of the lead or stands twice
    near by; 3. the last below "آخر الأخبار" and the like that speaks of it more than headlines of other articles do;
    4. where at most three compete, the nearest to the lead, else the first of four words, else one of three words that
    stands alone.
    """
    counts = Counter(piece.keys for piece in pieces[: first + 1] if piece.size >= 3)
    like = [piece for piece in lines if may_be_headline(piece, words) and not (piece.final and counts[piece.keys] > 1)]
    if marked := [piece for piece in like if piece.level == 1]:
        return marked[0]
    again = _repeated(pieces[: first + 1])
    if sure := [p for p in like if 3 <= p.size <= _LONG and (lead.share(p) >= RELATED or p.keys in again)]:
        return sure[0]
    if drawn := [piece for piece in pieces[:first] if piece.rule == "furniture:related-item"]:
        drawn = [p for p in drawn if lead.share(p) >= (RELATED if counts[p.keys] > 1 else _SURELY_RELATED)]
        if drawn and may_be_headline(drawn[-1], words):
            return next(piece for piece in drawn if piece.keys == drawn[-1].keys)
    long = [piece for piece in like if piece.size >= 4]
    repeated = [piece for piece in long if counts[piece.keys] > 1]
    if len(long) > _MOST_UNRELATED or (not lead and len(lines) > _MOST_LINES and not repeated):
        return None
    nearest = [piece for piece in long if lead.share(piece) >= STRANGE]
    alone = [piece for piece in like if piece.size == 3 and (len(lines) == 1 or not lead or counts[piece.keys] > 1)]
    return next((found[0] for found in (repeated, nearest, long, alone) if found), None)


def _repeated(pieces: Sequence[Piece]) -> set[tuple[str, ...]]:
    """Return the wordings that come back within a few lines, as headlines do above and below the picture."""
    last: dict[tuple[str, ...], int] = {}
    found = set()
    for at, piece in enumerate(pieces):
        if piece.size >= 4 and at - last.get(piece.keys, at - _NEAR) < _NEAR:
            found.add(piece.keys)
        last[piece.keys] = at
    return found


def may_be_headline(piece: Piece, words: Words) -> bool:
    """Tell whether a line has the form of a headline: short, without a full stop or comma at its end, no list item."""
    if piece.size >= LONG_TITLE or (piece.final and piece.size >= SHORT_BODY):
        return False
    if piece.pauses or piece.text.startswith(_BULLETS) or is_foreign(piece):
        return False
    if piece.size >= _CUT_OFF and piece.text.endswith(("...", "…")):
        return False
    return not is_dashed_byline(piece, words) and not has_handle(piece)


def is_strange(piece: Piece, lead: Lead, limit: float) -> bool:
    """Tell whether a headline-like line of the head speaks of something else than the article."""
    return piece.size >= 4 and (piece.text.startswith(_BULLETS) or lead.share(piece) < limit)
