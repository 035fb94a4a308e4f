"""Text whose letters were damaged before it was saved: read with a wrong encoding, lost, or written as codes.

Each kind is told by what no language writes: pairs of characters that are bytes of UTF-8, words of accented letters
that are Arabic in an older encoding, letters of two scripts glued together. One such place is enough: an article with
a garbled paragraph would publish it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from digest.read.likeness import arabic_likeness


class Damage(NamedTuple):
    """The first damaged place of a text."""

    start: int
    """Its offset in the text."""
    message: str
    hint: str


FETCH = "Fetch the article again from its source."
"""How to mend what was damaged before it came here."""

_ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5"


def find_damage(text: str) -> Damage | None:
    """Return a place of `text` whose letters are not those that somebody wrote, or None; linear in its length."""
    chars = frozenset(text)  # which characters there are tells nearly always that a pattern cannot be there
    for check in _CHECKS:
        if damage := check(text, chars):
            return damage
    return None


def _garbled(start: int, read_as: str) -> Damage:
    return Damage(start, f"the text was garbled before the file was saved ({read_as})", FETCH)


# ------------------------------------------------------------------------------------------------ bytes of UTF-8


def _chars(codec: str, first: int, last: int) -> str:
    """Return what the bytes `first` to `last` look like in an encoding; a byte that it lacks, as a control."""
    found = (bytes([b]).decode(codec, "ignore") or chr(b) for b in range(first, last + 1))
    return "".join(sorted(set(found)))


def _class(chars: str) -> str:
    return "[" + re.escape(chars) + "]"


class _Pattern(NamedTuple):
    read_as: str
    firsts: frozenset[str]
    """Characters one of which every match holds."""
    pattern: re.Pattern[str]


def _pairs(codec: str, first: int = 0xD8, last: int = 0xD9) -> _Pattern:
    """Return the pattern of three letters of UTF-8 in a row, the first bytes of which are `first` to `last`."""
    firsts = _chars(codec, first, last)
    pattern = re.compile(f"(?:{_class(firsts)}{_class(_chars(codec, 0x80, 0xBF))}){{3,}}")
    return _Pattern(codec, frozenset(firsts), pattern)


_LATIN = _class("".join(sorted(set(_chars("cp1252", 0x80, 0xBF) + _chars("latin-1", 0x80, 0xBF)))))
_READ_AS = (
    _Pattern("windows-1252", frozenset("ØÙÚÛ"), re.compile(f"(?:[ØÙÚÛ]{_LATIN}){{3,}}")),
    # Read so twice or more; and Latin letters and quotation marks read so once, of which one is enough.
    _Pattern(
        "windows-1252",
        frozenset("ÂÃÅÆËâ"),
        re.compile(f'(?:[ÂÃÅÆË]{_LATIN}|â€.){{3,}}|Ã(?![\xa0«»]){_LATIN}|â€[\x80-\x9f˜™šœž¢¦“”"]'),
    ),
    *(_pairs(codec) for codec in ("cp1250", "cp1251", "koi8-r", "mac-roman", "cp437", "cp850")),
    _pairs("cp1251", 0xC2, 0xC3),
    _pairs("cp1251", 0xD0, 0xD1),
    _Pattern("iso8859-6", frozenset("طظ"), re.compile("(?:[طظ][\x80-\x9f]?){4,}")),
)

# Read as windows-1256 the first bytes are Arabic letters, and some of the second ones are signs that may follow a word:
# two that may not are wanted.
_SECOND_1256 = _chars("cp1256", 0x80, 0xBF)
_AS_1256 = re.compile(f"(?:[طظعغآأ]{_class(_SECOND_1256)}|â€.){{3,}}")
_STRANGE_1256 = frozenset(_SECOND_1256) - set("،؛؟…«»“”‘’„–—•·-\xa0\xad\u200c\u200dکگپچژ")


def _utf8(text: str, chars: frozenset[str]) -> Damage | None:
    for found in _AS_1256.finditer(text) if chars & _STRANGE_1256 else ():
        if sum(char in _STRANGE_1256 for char in found[0]) > 1:
            return _garbled(found.start(), "UTF-8 read as windows-1256")
    for read_as, firsts, pattern in _READ_AS:
        if chars & firsts and (match := pattern.search(text)):
            return _garbled(match.start(), f"UTF-8 read as {read_as}")
    return None


# ------------------------------------------------------------------------------------------------ older encodings

# Words of accented Latin, of Cyrillic or of Greek letters: Arabic in windows-1256, if read so they are.
_OLDER = {
    "cp1252": re.compile("[À-ÿ]{4,}"),
    "cp1250": re.compile("[À-ž]{4,}"),
    "cp1251": re.compile("[А-яё]{4,}"),
    "koi8-r": re.compile("[А-яё]{4,}"),
    "cp1253": re.compile("[Ά-ώ]{4,}"),
}
_LIKE_ARABIC = -3.5
_FEWEST = 10
_SAMPLE = 20_000


def _older(text: str, chars: frozenset[str]) -> Damage | None:
    if not any("À" <= char <= "ў" for char in chars):
        return None
    for codec, pattern in _OLDER.items():
        first = pattern.search(text)
        if first is None:
            continue
        letters = "".join(pattern.findall(text))[:_SAMPLE]
        if len(letters) < _FEWEST:
            continue
        if arabic_likeness(letters.encode(codec, "ignore").decode("cp1256", "ignore")) >= _LIKE_ARABIC:
            return _garbled(first.start(), f"windows-1256 read as {codec}")
    return None


# The two Arabic single-byte encodings agree on half of the letters. Of the other half one shows accented Latin letters
# inside words, or the marks of the ends of words in their middle.
_CONFUSED = re.compile(f"[{_ARABIC}][à-ÿ]|[à-ÿ][{_ARABIC}]|[\u064c\u064d][{_ARABIC}]")
_MOST_CONFUSED = 6
"""Misprints of this kind that a text may have: four were counted in a million characters of news."""


def _confused(text: str, _: frozenset[str]) -> Damage | None:
    if (first := _CONFUSED.search(text)) is None:
        return None
    if len(_CONFUSED.findall(text)) <= _MOST_CONFUSED:
        return None
    return _garbled(first.start(), "windows-1256 taken for ISO-8859-6, or the other way")


# ------------------------------------------------------------------------------------------------ lost, coded

_HALF = re.compile("[\ud800-\udfff\0]")
_LOST = re.compile(r"(?<=\w)\ufffd|\ufffd(?=\w)|\ufffd{2}")
_QUESTIONS = re.compile(r"(?:(?<![?\w])\?{2,}[ \n،.]+){4,}")
_CODES = re.compile(r"(?:(?:&#(?:x0?6[0-9a-f]{2}|1[5-7]\d\d);|\\u06[0-9a-f]{2}|=D[89AB]=[89AB][0-9A-F])\s?){4,}", re.I)


def _lost(text: str, chars: frozenset[str]) -> Damage | None:
    if ("\0" in chars or any("\ud800" <= char <= "\udfff" for char in chars)) and (found := _HALF.search(text)):
        what = "NUL characters" if found[0] == "\0" else "half characters (lone surrogates)"
        return Damage(found.start(), f"the text holds {what}", FETCH)
    if "\ufffd" in chars and (found := _LOST.search(text)):
        return Damage(found.start(), "letters were lost before the file was saved (U+FFFD)", FETCH)
    if "?? " in text and (found := _QUESTIONS.search(text)):
        return Damage(found.start(), "words were lost before the file was saved (question marks)", FETCH)
    return None


def _coded(text: str, _: frozenset[str]) -> Damage | None:
    found = _CODES.search(text) if any(sign in text for sign in ("&#", "\\u06", "=D")) else None
    return found and Damage(found.start(), "letters are written as codes, not as letters", "Save it as text in UTF-8.")


_CHECKS: tuple[Callable[[str, frozenset[str]], Damage | None], ...] = (_utf8, _older, _confused, _lost, _coded)
