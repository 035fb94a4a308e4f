"""Text as a card shows it: letters that the fonts have, words in balanced lines, each line in the right order."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from digest.cards.fonts import Weight, characters, font
from digest.escape import left_to_right, visible
from digest.records import Record

LONGEST = 400
"""Code points of a text that are looked at: more than four lines in the smallest size hold."""

_REFERENCE = 64
"""Size in pixels at which words are measured once; widths grow with the size."""

_HIDDEN = re.compile("[\u200b-\u200f\u061c\u2066-\u2069\u00ad\u0640]+")
_MARK = "[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]"
_STACKED = re.compile(f"({_MARK}{{2}}){_MARK}+")
"""Marks over one letter that would reach the line above."""
_EMPTY_PAIR = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}|«\s*»|“\s*”|\"\s*\"")
_SPACE_BEFORE = re.compile(r"\s+([:،؛.؟!,])")
_JOINED_RUN = 28
"""Longest Latin run, in code points, that is kept on one line: a name and its number belong together."""

_LRI, _PDI, _NO_BREAK, _ARABIC_MARK = "\u2066", "\u2069", "\u00a0", "\u061c"


class Lines(Record, frozen=True, kw_only=True):
    """A text that fits its box."""

    lines: tuple[str, ...]
    """In order from the top, in logical order of the letters."""
    size: int
    """Of the font, in pixels."""
    whole: bool
    """False if words were left out."""


# ------------------------------------------------------------------------------------------------ letters


def legible(text: str) -> str:
    """Return visible text without anything that the fonts have no glyph for, so that no empty box is drawn.

    A character of compatibility becomes its plain letters, a letter with a rare mark loses the mark; emoji and foreign
    scripts vanish, and with them brackets that they leave empty. Marks of direction are dropped, since each line gets
    its own; joiners and kashida too.
    """
    shown = _HIDDEN.sub("", visible(text[: 8 * LONGEST]))[: 2 * LONGEST]
    drawn = "".join(map(_drawn, shown))
    if drawn != shown:
        drawn = _SPACE_BEFORE.sub(r"\1", _EMPTY_PAIR.sub(" ", drawn))
    return _cut(visible(_STACKED.sub(r"\1", drawn)).replace(_NO_BREAK, " "), LONGEST)


@functools.lru_cache(maxsize=4096)
def _drawn(char: str) -> str:
    """Return what stands for a character: itself, its plain letters, or nothing."""
    known = characters()
    if "\ufb50" <= char <= "\ufbff" or "\ufe70" <= char <= "\ufefc":  # shapes of letters: the shaper makes its own
        char = unicodedata.normalize("NFKC", char)
        return char if all(part in known for part in char) else ""
    if char in known or all(part in known for part in unicodedata.normalize("NFD", char)):
        return char  # the shaper puts letter and mark together
    plain = unicodedata.normalize("NFKC", char)
    if all(part in known for part in plain):
        return plain
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if c in known and not unicodedata.combining(c))
    return bare or (" " if unicodedata.category(char)[0] not in "M" else "")


def _cut(text: str, limit: int) -> str:
    """Return at most `limit` code points, ending between words with an ellipsis where it is cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head[: head.rfind(" ")] if " " in head[limit // 2 :] else head).rstrip(" .,،؛:-–—") + "…"


# ------------------------------------------------------------------------------------------------ direction


def in_order(line: str) -> str:
    """Return a line with its left-to-right names and numbers isolated, as the pages isolate them (`<bdi>`)."""
    line, pieces, at = line.replace(_NO_BREAK, " "), [], 0
    for start, end in left_to_right(line):
        pieces += [line[at:start], _LRI, line[start:end], _PDI]
        at = end
    return "".join((*pieces, line[at:]))


def base_direction(text: str) -> str:
    """Return `rtl` for a text with any letter of the right-to-left scripts, or without letters; else `ltr`."""
    kinds = {unicodedata.bidirectional(char) for char in text}
    return "ltr" if "L" in kinds and not kinds & {"R", "AL"} else "rtl"


# ------------------------------------------------------------------------------------------------ lines


def width(text: str, weight: Weight, size: int) -> float:
    """Return the advance of a line in pixels."""
    return font(weight, size).getlength(in_order(text), direction=base_direction(text), language="ar")


def words_of(text: str) -> list[str]:
    """Return the units between which a line may break; a short Latin run is one of them."""
    joined = list(text)
    for start, end in left_to_right(text):
        if end - start <= _JOINED_RUN:
            joined[start:end] = [_NO_BREAK if char == " " else char for char in joined[start:end]]
    return "".join(joined).split(" ")


def fit(text: str, weight: Weight, box: tuple[int, int, int], sizes: Sequence[int], leading: float) -> Lines:
    """Return `text` in the largest of `sizes` (falling) at which it fits a box of width, height and most lines.

    Where even the smallest is too large, words are left out at the end for an ellipsis. `leading` is the distance of
    lines in parts of the size. The smallest size has room for one line whatever the height.
    """
    across, height, most = box
    words = words_of(text)
    measure = functools.partial(_measured, weight=weight)
    rows = most
    for size in sizes:
        rows = max(1, min(most, int(height / (size * leading))))
        share = size / _REFERENCE
        lines = _balanced(words, [measure(word) * share for word in words], across, rows, measure(" ") * share)
        if lines and all(width(line, weight, size) <= across for line in lines):
            return Lines(lines=_continued(lines), size=size, whole=True)
    lines = _shortened(words, weight, across, rows, sizes[-1])
    return Lines(lines=_continued(lines), size=sizes[-1], whole=False)


def _continued(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines of which each is drawn alone as if it stood after those before it.

    A number after Arabic letters is an Arabic one to the bidirectional algorithm (UAX #9, W2), also at the start of a
    line: "2-1" is read from the right there, as the page shows it.
    """
    marked, last = [], ""
    for line in lines:
        marked.append(_ARABIC_MARK + line if last == "AL" else line)
        strong = [kind for char in line if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")]
        last = strong[-1] if strong else last
    return tuple(marked)


@functools.lru_cache(maxsize=20_000)
def _measured(word: str, weight: Weight) -> float:
    return width(word, weight, _REFERENCE) if word != " " else font(weight, _REFERENCE).getlength(" ")


def _balanced(words: Sequence[str], widths: Sequence[float], across: float, rows: int, space: float) -> tuple[str, ...]:
    """Return the words in as few lines as they need, the lines as alike as possible; nothing if `rows` are too few."""
    needed = _lines_needed(widths, space, across)
    if needed > rows:
        return ()
    low, high = max(widths), float(across)
    while high - low > 1:  # the narrowest column that needs no further line
        middle = (low + high) / 2
        low, high = (low, middle) if _lines_needed(widths, space, middle) <= needed else (middle, high)
    return _filled(words, widths, space, high)


def _lines_needed(widths: Sequence[float], space: float, across: float) -> int:
    count, used = 1, 0.0
    for one in widths:
        if one > across:
            return 1_000
        if used and used + space + one > across:
            count, used = count + 1, one
        else:
            used += (space if used else 0) + one
    return count


def _filled(words: Sequence[str], widths: Sequence[float], space: float, across: float) -> tuple[str, ...]:
    """Return lines filled from the top."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for word, one in zip(words, widths, strict=True):
        if lines[-1] and used + space + one > across:
            lines.append([])
            used = 0.0
        used += (space if lines[-1] else 0) + one
        lines[-1].append(word)
    return tuple(" ".join(line) for line in lines)


def _shortened(words: Sequence[str], weight: Weight, across: float, rows: int, size: int) -> tuple[str, ...]:
    """Return as many words as `rows` lines hold, with an ellipsis; a word wider than a line is cut between letters."""
    pieces = [_narrowed(word, weight, across, size) for word in words]
    measure = functools.partial(_measured, weight=weight)
    low, high = 1, len(pieces)
    while low < high:  # the most words that fit, with the ellipsis on the last
        middle = (low + high + 1) // 2
        shown = _ending(pieces[:middle])
        widths = [measure(word) * size / _REFERENCE for word in shown]
        fits = _lines_needed(widths, measure(" ") * size / _REFERENCE, across) <= rows
        low, high = (middle, high) if fits else (low, middle - 1)
    shown = _ending(pieces[:low])
    return _filled(shown, [measure(w) * size / _REFERENCE for w in shown], measure(" ") * size / _REFERENCE, across)


def _ending(words: Sequence[str]) -> list[str]:
    last = words[-1].rstrip(" .,،؛:…-–—«(")
    return [*words[:-1], last + "…"]


def _narrowed(word: str, weight: Weight, across: float, size: int) -> str:
    """Return a word that fits a line: one that is too wide is no word, and is cut between letters."""
    limit = across - 2 * size
    if _measured(word, weight) * size / _REFERENCE <= limit:
        return word
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(word[:middle], weight, size) <= limit else (low, middle - 1)
    while low > 1 and low < len(word) and unicodedata.combining(word[low]):
        low -= 1
    return word[:low] + "…"
