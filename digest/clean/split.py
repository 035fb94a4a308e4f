"""Furniture written on one line with the text: split off at the beginning and the end of long paragraphs."""

from __future__ import annotations

import re

from digest.arabic import words as words_of
from digest.clean.lexicon import Words
from digest.clean.lines import Piece, keys_of, make_piece, word_keys
from digest.clean.single import is_source

_LONG = 14
_HEAD_REACH = 110
_TAIL_REACH = 420
_TAIL_WORDS = 40

# "دبي، الإمارات العربية المتحدة (CNN)-- ", "القاهرة - رويترز: ", "(أ ف ب) - "
_BRACKET_CREDIT = re.compile(r"[^()\n.؟!\"«“:]{0,70}[(\[]([^()\[\]\n]{1,40})[)\]]\s*(?:[-–—:]++\s*+)++")
_DASH_CREDIT = re.compile(r"[^()\n.؟!\"«“:\-–—/]{2,40}\s*[-–—/]\s*([^()\n.؟!\"«“:\-–—/]{2,25}?)\s*(?:[-–—/]|:)\s")
# "الأفق/ عواصم- وكالات: "
_TWO_DASH_CREDIT = re.compile(
    r"[^()\n.؟!\"«“:\-–—/]{2,25}[-–—/][^()\n.؟!\"«“:\-–—/]{2,25}[-–—/]([^()\n.؟!\"«“:\-–—/]{2,25}?)\s*(?:[-–—/]|:)\s"
)
# "دبي في 4 يناير /وام/ ", "مسقط في 3 فبراير /العُمانية/ ", "مراكش 9-9-2023 وفا- "
_SLASH_CREDIT = re.compile(r"[^()\n.؟!\"«“:/]{2,50}/\s*([^/\n]{1,25}?)\s*/\s*(?:[-–—:.]++\s*+)*+")
_DATED_CREDIT = re.compile(r"[^()\n.؟!\"«“:\d]{2,25}\s\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s+([^\d\n–—:-]{2,25}?)\s*[-–—:]+\s")
# "الأفق نيوز - ", "الأفق – المغرب. "
_OUTLET_FIRST = re.compile(r"([^()\n.؟!\"«“:\-–—/|]{3,30}?)\s*[-–—:]+\s+(?:([^\s.]{3,12}(?:\s[^\s.]{3,12})?)\.\s)?")
# what a crawler that found a date in the markup writes before the text
_FOUND_DATE = re.compile(r"date \d{4}-\d\d(?:-\d\d)?\s+(?=\S)")
# "سامي الحداد - القاهرة في الثلاثاء 20 يناير 2026 12:29 مساء - "
_DASH = re.compile(r"\s[-–—]+\s")
_BYLINE_WORDS = 6
_TEXT = 10
_ENDS_SENTENCE = re.compile(r"(?:[.؟?!…][\"”»’)\]*_\s]*|\s{3,}|[*_]{3,}\s*)$")


def split_inline(text: str, pieces: list[Piece], words: Words) -> list[Piece]:
    """Return the pieces with inline datelines and furniture cut off long paragraphs, already classified."""
    result: list[Piece] = []
    opening = True
    for piece in pieces:
        head, rest = _split_found_date(text, piece)
        if head:
            result.append(head)
        head, rest = _split_furniture(text, rest, words)
        if head:
            result.append(head)
        if rest.size < _LONG or rest.level:
            result.append(rest)
            continue
        head, rest = _split_dateline(text, rest, words, opening)
        opening = False
        tail_at = _tail_start(text, rest, words)
        body = make_piece(text, rest.start, tail_at[0]) if tail_at else rest
        result.extend(part for part in (head, body) if part)
        if tail_at and (tail := make_piece(text, tail_at[0], rest.end)):
            tail.decide("boilerplate", tail_at[1])
            result.append(tail)
    return result


def _split_found_date(text: str, piece: Piece) -> tuple[Piece | None, Piece]:
    found = _FOUND_DATE.match(piece.text)
    return _cut(text, piece, piece.start + found.end(), ("dateline", "dateline:label")) if found else (None, piece)


def _split_furniture(text: str, piece: Piece, words: Words) -> tuple[Piece | None, Piece]:
    """Cut buttons off the beginning ("Next Previous …")."""
    for matcher in words.kinds:
        if 0 < (end := matcher.head.match(piece.keys)) < piece.size:
            return _cut(text, piece, _offset_after(piece, end), ("boilerplate", matcher.rule))
    return None, piece


def _split_dateline(text: str, piece: Piece, words: Words, first: bool) -> tuple[Piece | None, Piece]:
    """Cut a place with its agency off the beginning, and off the first paragraph the outlet's name alone: further
    below a name before a colon is somebody quoted."""
    opening = piece.text[:_HEAD_REACH]
    for pattern in (_BRACKET_CREDIT, _SLASH_CREDIT, _DATED_CREDIT, _DASH_CREDIT, _TWO_DASH_CREDIT):
        found = pattern.match(opening)
        if found and (_is_name(found[1], words) or _follows_place(found, words)):
            return _cut(text, piece, piece.start + found.end(), ("dateline", "dateline:agency"))
    if (end := _dated_byline(piece, words)) is not None:
        return _cut(text, piece, piece.start + end, ("dateline", "dateline:place"))
    found = _OUTLET_FIRST.match(opening) if first else None
    if found and _names_outlet(keys_of(found[1]), words):
        place = found[2] is None or keys_of(found[2]) in words.names.places
        behind = found.end() if place else found.start(2)
        return _cut(text, piece, piece.start + behind, ("dateline", "dateline:outlet"))
    return None, piece


def _dated_byline(piece: Piece, words: Words) -> int | None:
    """Return the offset in the piece after an author or place with a full date, closed by a dash; text follows."""
    if sum(key not in words.date_words for key in piece.keys) < _TEXT:
        return None
    opening = piece.text[:_HEAD_REACH]
    for dash in _DASH.finditer(opening):
        keys = keys_of(opening[: dash.start()])
        strange = [key for key in keys if key not in words.date_words]
        dated = keys.count("#") >= 2 and any(key in words.months for key in keys) and keys[-1] in words.date_words
        if dated and len(strange) <= _BYLINE_WORDS:
            return dash.end()
    return None


def _names_outlet(keys: tuple[str, ...], words: Words) -> bool:
    return keys in words.names.certain or (len(keys) <= 3 and not words.names.surely.isdisjoint(keys))


def _follows_place(found: re.Match[str], words: Words) -> bool:
    """Tell whether a bracket of a few words stands behind a known place: "موسكو (…) -" credits whoever it names."""
    place = keys_of(found.string[: found.start(1)])
    return found.re is _BRACKET_CREDIT and place in words.names.places and 1 <= len(keys_of(found[1])) <= 3


def _is_name(name: str, words: Words) -> bool:
    keys = keys_of(name)
    return is_source(keys, words.names) or keys in words.names.certain


def _cut(text: str, piece: Piece, at: int, decision: tuple[str, str]) -> tuple[Piece | None, Piece]:
    head, rest = make_piece(text, piece.start, at), make_piece(text, at, piece.end)
    if head is None or rest is None:
        return None, piece
    head.decide(decision[0], decision[1])  # type: ignore[arg-type]
    return head, rest


def _offset_after(piece: Piece, count: int) -> int:
    """Return the offset after the first `count` keys of a piece."""
    seen = 0
    for word in words_of(piece.text):
        seen += len(word_keys(word.folded))
        if seen >= count:
            return piece.start + word.end
    return piece.end


def _tail_start(text: str, piece: Piece, words: Words) -> tuple[int, str] | None:
    """Return where furniture begins after the last sentence of a long paragraph, and its rule."""
    if words.tail_beginnings.isdisjoint(piece.keys[-_TAIL_WORDS - 1 :]):
        return None
    reach = max(piece.start, piece.end - _TAIL_REACH)
    starts: list[int] = []
    keys: list[str] = []
    for word in words_of(text, reach, piece.end):
        for key in word_keys(word.folded):
            starts.append(word.start)
            keys.append(key)
    best: tuple[int, str] | None = None
    for matcher in words.kinds:
        for at, _ in matcher.tail.positions(keys):
            enough = len(keys) - at <= min(_TAIL_WORDS, matcher.kind.longest)
            after_sentence = _ENDS_SENTENCE.search(text, max(piece.start, starts[at] - 24), starts[at])
            if enough and after_sentence and piece.start < starts[at] and (best is None or starts[at] < best[0]):
                best = (starts[at], matcher.rule)
    return best
