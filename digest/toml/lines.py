"""Where each value of a text of TOML stands: `tomllib` reads values and forgets their lines."""

from __future__ import annotations

import bisect
import re
import tomllib
from collections.abc import Mapping

Keys = tuple[str | int, ...]
"""Where a value stands in a file: keys of tables and indices of lists."""

_SPACE = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_PART = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s.=\]"']+)[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}\n#]*")
_BLANK = re.compile(r"[ \t]*")


def lines_of(text: str) -> dict[Keys, int]:
    """Return the line of each table, key and list entry of a text that is TOML, counted from 1."""
    return _Lines(text).found


def line_of(places: Mapping[Keys, int], keys: Keys) -> int | None:
    """Return the line of a value, or of the nearest table or list around it that the file writes out."""
    while keys and keys not in places:
        keys = keys[:-1]
    return places.get(keys)


class _Lines:
    """One look through a text of TOML."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self.found: dict[Keys, int] = {}
        self.at = 0
        table: Keys = ()
        lists: dict[Keys, int] = {}
        while self._space() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header(lists)
            else:
                self._pair(table)

    def _space(self) -> int:
        self.at = self._match(_SPACE, self.at)
        return self.at

    def _match(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at)
        return match.end() if match and match.end() > at else at

    def _note(self, keys: Keys) -> None:
        self.found.setdefault(keys, bisect.bisect_right(self.starts, self.at))

    def _key(self) -> Keys:
        parts: Keys = ()
        while match := _PART.match(self.text, self.at):
            self.at = match.end()
            quoted = match[1][0] in "\"'"
            parts = (*parts, tomllib.loads(f"k={match[1]}")["k"] if quoted else match[1])
            if self.text[self.at : self.at + 1] != ".":
                break
            self.at += 1
        return parts

    def _header(self, lists: dict[Keys, int]) -> Keys:
        start, several = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        keys = self._key()
        table: Keys = ()
        end, self.at = self.at, start
        for part in keys[:-1]:
            table = (*table, part)
            self._note(table)
            if table in lists:
                table = (*table, lists[table])
        table = (*table, *keys[-1:])
        if several:
            lists[table] = lists.get(table, -1) + 1
            table = (*table, lists[table])
        self._note(table[:-1] if several else table)
        self._note(table)
        self.at = end + (2 if several else 1)
        return table

    def _pair(self, table: Keys) -> None:
        start = self.at
        keys = self._key()
        end, self.at = self.at, start
        for count in range(1, len(keys) + 1):
            self._note((*table, *keys[:count]))
        self.at = end + 1
        if self.at <= start + 1:  # not TOML: go on rather than stay
            return
        self._value((*table, *keys))

    def _value(self, keys: Keys) -> None:
        self.at = self._match(_BLANK, self.at)
        first = self.text[self.at : self.at + 1]
        if first in ("[", "{"):
            self.at += 1
            number = 0
            while self._space() < len(self.text) and self.text[self.at] not in "]}":
                before = self.at
                if first == "[":
                    self._note((*keys, number))
                    self._value((*keys, number))
                    number += 1
                else:
                    self._pair(keys)
                self.at = max(self.at, before + 1)
            self.at += 1
        elif first and first in "\"'":
            self.at = self._match(_STRING, self.at)
        else:
            self.at = self._match(_PLAIN, self.at)
