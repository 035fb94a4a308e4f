"""How wide a text will be on a page, and where it is cut into lines, without a browser.

The widths come from a table of the font's own advance widths (`advances.toml`) and hold for its wider weight, so that
a label is never wider than it was reckoned; what the table does not know is taken for broad.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Sequence
from importlib import resources

from digest.escape import visible

SLACK = 1.06
"""Factor on every width: a fallback font, shown until the site's own has arrived, is a little wider."""

_ALONE, _FIRST, _MIDDLE, _LAST = range(4)
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})

ELLIPSIS = "…"


class _Table:
    """The widths, in thousandths of the font size."""

    def __init__(self) -> None:
        text = resources.files("digest.figures").joinpath("advances.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
        self.letters: dict[str, Sequence[int]] = {c: row["forms"] for row in data["letters"] for c in row["of"]}
        self.signs: dict[str, int] = data["signs"]
        self.classes: dict[str, int] = data["classes"]

    def joins_next(self, char: str) -> bool:
        forms = self.letters.get(char)
        return forms is not None and (forms[_ALONE] != forms[_FIRST] or char == "ـ")

    def sign(self, char: str) -> int:
        """Return the width of a character that does not join."""
        if char in self.signs:
            return self.signs[char]
        if unicodedata.east_asian_width(char) in "WF":
            return self.classes["broad"]
        kind = {"Nd": "digit", "Ll": "lower", "Lu": "upper"}.get(unicodedata.category(char), "other")
        return self.classes[kind]


@functools.cache
def _table() -> _Table:
    return _Table()


@functools.lru_cache(maxsize=20_000)
def _thousandths(text: str) -> int:
    table, total, joined = _table(), 0, False
    shown = [char for char in text if unicodedata.category(char) not in _INVISIBLE]
    for char, after in zip(shown, [*shown, ""][1:], strict=True):  # a word may hold nothing that is shown
        forms = table.letters.get(char)
        if forms is None:
            total, joined = total + table.sign(char), False
            continue
        onward = table.joins_next(char) and after in table.letters and after != "ء"
        here = (_MIDDLE if onward else _LAST) if joined and char != "ء" else (_FIRST if onward else _ALONE)
        total, joined = total + forms[here], onward
    return total


def width(text: str, size: float) -> float:
    """Return how wide one line of text is at a font size, in the size's unit; rather too much than too little."""
    words = text.split(" ")
    inner = sum(_thousandths(word) for word in words) + _table().signs[" "] * (len(words) - 1)
    return inner * size * SLACK / 1000


def wrapped(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Return a text in at most `lines` lines, none wider than `room`; what is left out is marked by an ellipsis.

    Lines end at spaces, and inside a word only if it alone is too wide. Empty if there is nothing to see.
    """
    words = [part for word in visible(text).split() for part in _parts(word, room, size)]
    found: list[str] = []
    for word in words:
        if found and width(f"{found[-1]} {word}", size) <= room:
            found[-1] += f" {word}"
        elif len(found) < lines:
            found.append(word)
        else:
            return (*found[:-1], _ended(found[-1], word, room, size))
    return tuple(found)


def _parts(word: str, room: float, size: float) -> list[str]:
    """Cut a word that is wider than a line, after a stroke if it has one; three parts are enough for any label."""
    parts: list[str] = []
    while word and len(parts) < 3:
        keep = len(word)
        while keep > 1 and width(word[:keep], size) > room:
            keep = min(keep - 1, max(1, int(keep * room / width(word[:keep], size))))
        if keep < len(word):
            keep = max(word.rfind("/", 0, keep), word.rfind("-", 0, keep)) + 1 or keep
        parts.append(word[:keep])
        word = word[keep:]
    return parts


def _ended(line: str, following: str, room: float, size: float) -> str:
    """Return the last line with an ellipsis, shortened until it fits; it was the next word that did not."""
    words = line.split(" ")
    while len(words) > 1 and width(" ".join(words) + ELLIPSIS, size) > room:
        words.pop()
    line = " ".join(words)
    while len(line) > 1 and width(line + ELLIPSIS, size) > room:
        line = line[:-1]
    return line.rstrip("،؛:,. ") + ELLIPSIS if following else line
