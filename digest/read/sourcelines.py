"""From extracted words back to the line of the HTML file on which they stand."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Sequence

# Comments, scripts, styles and tags are no words; an entity is the character that it names; white space is dropped.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template)\b.*?(?:</\1\s*>|\Z)"
    r"|<[A-Za-z/!?][^<>]*>"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
    r"|\s+",
    re.DOTALL | re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_BODY = re.compile(r"<body\b", re.IGNORECASE)

_SHORTENED = 24
_PATIENCE = 40


class SourceText:
    """The words of an HTML source without white space, each character knowing its offset in the source."""

    def __init__(self, source: str) -> None:
        self._newlines = [match.start() for match in re.finditer("\n", source)]
        self._source = source
        pieces: list[str] = []
        starts: list[int] = []
        offsets: list[int] = []
        length = at = 0
        for match in _TOKEN.finditer(source):
            if match.start() > at:
                length = _append(pieces, starts, offsets, length, source[at : match.start()], at)
            token = match.group()
            if token[0] == "&":
                length = _append(pieces, starts, offsets, length, _SPACE.sub("", html.unescape(token)), match.start())
            at = match.end()
        if at < len(source):
            _append(pieces, starts, offsets, length, source[at:], at)
        self._text = "".join(pieces)
        self._starts = starts
        self._offsets = offsets
        found = _BODY.search(source)
        self._begin = self._position(found.start()) if found else 0

    def _position(self, offset: int) -> int:
        """Return the position in the words of the first character at or after `offset` of the source."""
        index = bisect.bisect_left(self._offsets, offset)
        return self._starts[index] if index < len(self._starts) else len(self._text)

    def _offset(self, position: int) -> int:
        """Return the offset in the source of the character at `position` of the words."""
        index = bisect.bisect_right(self._starts, position) - 1
        return self._offsets[index] + position - self._starts[index]

    def line(self, offset: int) -> int:
        """Return the line of the source, counted from 1, that holds `offset`."""
        return bisect.bisect_left(self._newlines, offset) + 1

    def place(self, blocks: Sequence[str]) -> list[int]:
        """Return the offset in the source of each block, searched forward; one not found gets its predecessor's.

        After a number of misses nothing more is searched, so that the time stays linear.
        """
        placed: list[int] = []
        at = self._begin
        offset = self._offset(at) if self._starts and at < len(self._text) else 0
        misses = 0
        for block in blocks:
            words = _SPACE.sub("", block)
            found = self._search(words, at) if misses < _PATIENCE else -1
            if found >= 0:
                offset = self._offset(found)
                at = found + 1
            else:
                misses += 1
            placed.append(offset)
        return placed

    def _search(self, words: str, at: int) -> int:
        found = self._text.find(words, at)
        return found if found >= 0 or len(words) <= _SHORTENED else self._text.find(words[:_SHORTENED], at)

    def find(self, block: str) -> int | None:
        """Return the offset in the source at which a block first stands in the page's body, or None."""
        found = self._search(_SPACE.sub("", block), self._begin)
        return self._offset(found) if found >= 0 else None

    def find_after_tag(self, tag: str, block: str) -> int:
        """Return the offset of a block that opens an element `tag`; 0 if there is none."""
        words = _SPACE.sub("", block)[:_SHORTENED]
        for match in re.finditer(rf"<{tag}\b", self._source, re.IGNORECASE):
            position = self._position(match.start())
            if self._text.startswith(words, position):
                return self._offset(position)
        return 0


def _append(pieces: list[str], starts: list[int], offsets: list[int], length: int, piece: str, offset: int) -> int:
    """Add a piece of words that begins at `offset` of the source; return the new length."""
    if not piece:
        return length
    pieces.append(piece)
    starts.append(length)
    offsets.append(offset)
    return length + len(piece)
