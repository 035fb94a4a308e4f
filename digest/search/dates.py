"""Dates in the texts that are searched: "28 يناير/كانون الثاني 2022", "يناير 2022", "28/1/2022" and their like.

Only what readers type into a search box: explicit days and months. What a date of an article means is the business
of `digest.dates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from digest.search.table import Table

CLITICS = "وفبكل"
"""Letters of one word each that are written together with the next."""

_SHORTEST_WITH_CLITIC = 4
"""A longer word may be a clitic and a month's name ("ويناير"); a shorter one is a word of its own ("باب")."""


class Word(NamedTuple):
    """What is known of a word wherever it stands."""

    letters: str
    """Folded, hamzas kept apart."""
    plain: str
    """Folded altogether."""
    terms: tuple[str]
    """Its term."""
    weaker: tuple[str, ...]
    """Terms of its other readings."""
    is_stop: bool
    """Left out of index and queries."""
    is_joined: bool
    """May be one with the next word ("عبد")."""
    may_date: bool
    """May begin a date."""


class Token(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    word: Word

    @property
    def plain(self) -> str:
        """The word folded altogether."""
        return self.word.plain


class Date(NamedTuple):
    """A date that stands in a text, in words or numbers."""

    tokens: range
    """Its tokens."""
    month_names: range
    """Those of them that name the month."""
    year: str
    """Four digits; empty if not given."""
    month: int
    day: int
    """0 if not given."""

    def terms(self) -> tuple[str, ...]:
        """Return the terms, the most specific first."""
        month = f"{self.month:02}"
        day = f"{month}-{self.day:02}" if self.day else ""
        found = [f"{self.year}-{day}" if self.year and day else "", day, f"{self.year}-{month}" if self.year else ""]
        return tuple(f"@{term}" for term in (*found, month) if term)


class DateReader:
    """Finds dates among the words of a text."""

    def __init__(self, table: Table) -> None:
        months = table.months
        self._months = months
        self._shy = frozenset(table.shy_months)
        self._ordinals, self._teen = table.ordinals, table.teen
        self._links, self._parts = table.links, table.parts
        self._first_words = frozenset(name.split()[0] for name in months)

    def may_begin(self, plain: str) -> bool:
        """Tell whether a folded word may be the first of a date."""
        return (
            _is_short_number(plain)
            or plain in self._ordinals
            or any(word in self._first_words for word in _readings(plain))
        )

    def read(self, text: str, tokens: list[Token], *, query: bool) -> Iterator[Date]:
        """Yield the dates of a text in order; they do not overlap. "28/1" and "1/2022" are some in a query alone."""
        i = 0
        while i < len(tokens):
            if tokens[i].word.may_date:
                date = self._numeric_date(text, tokens, i, query=query) or self._date_in_words(tokens, i)
                if date:
                    yield date
                    i = date.tokens[-1]
            i += 1

    def _numeric_date(self, text: str, tokens: list[Token], i: int, *, query: bool) -> Date | None:
        """Read 28/1/2022, 2022-01-28 and, in a query, 28/1 and 1/2022."""
        parts = [token.plain for token in tokens[i : i + 3]]
        marks = [text[tokens[j].end : tokens[j + 1].start] for j in range(i, min(i + 2, len(tokens) - 1))]
        if len(parts) < 2 or not all(map(_is_short_number, parts[:2])):
            return None
        if len(parts) == 3 and marks[0] == marks[1] and marks[0] in ("/", "-", ".") and _is_short_number(parts[2]):
            day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
            if len(year) == 4:
                return _valid(range(i, i + 3), range(i, i), year, int(month), int(day))
        if query and marks[0] in ("/", "-") and (_is_year(parts[0]) or _is_year(parts[1])):
            month, year = reversed(parts[:2]) if _is_year(parts[0]) else parts[:2]
            return _valid(range(i, i + 2), range(i, i), year, int(month), 0)
        if query and marks[0] == "/":
            return _valid(range(i, i + 2), range(i, i), "", int(parts[1]), int(parts[0]))
        return None

    def _date_in_words(self, tokens: list[Token], i: int) -> Date | None:
        """Read "28 يناير", "28 يناير/كانون الثاني 2022", "الثامن من يناير", "يناير 2022", "يناير"."""
        day, at = self._day(tokens, i)
        number, end, name = self._month(tokens, at)
        if not number:
            return None
        doubled = False
        while (again := self._month(tokens, end))[0] == number:
            end, doubled = again[1], True
        year = tokens[end].plain if end < len(tokens) and _is_year(tokens[end].plain) else ""
        if not (day or year or doubled) and name in self._shy:
            return None
        return _valid(range(i, end + 1 if year else end), range(at, end), year, number, day)

    def _day(self, tokens: list[Token], i: int) -> tuple[int, int]:
        """Return the day that is named at a token, in digits or words, and where its month may stand; 0 if none is."""
        plain = tokens[i].plain
        if _is_day(plain):
            day, at = int(plain), i + 1
        elif plain in self._ordinals and not (i and tokens[i - 1].plain in self._parts):
            day, at = self._ordinals[plain], i + 1
            after = tokens[at].plain if at < len(tokens) else ""
            more = 10 if after == self._teen else self._ordinals.get(after[1:], 0) if after.startswith("و") else 0
            if day < 10 <= more:
                day, at = day + more, at + 1
        else:
            return 0, i
        while at < len(tokens) and tokens[at].plain in self._links:
            at += 1
        return day, at

    def _month(self, tokens: list[Token], at: int) -> tuple[int, int, str]:
        """Return the month that is named at a token, the token after its name, and the name; 0 if there is none."""
        for length in (2, 1):
            words = [token.plain for token in tokens[at : at + length]]
            if len(words) == length:
                name = " ".join(words)
                for known in _readings(name):
                    if known in self._months:
                        return self._months[known], at + length, known
        return 0, at, ""


def _readings(name: str) -> tuple[str, ...]:
    """Return a name as it is and without a clitic."""
    return (name, name[1:]) if name[0] in CLITICS and len(name) > _SHORTEST_WITH_CLITIC else (name,)


def _is_short_number(word: str) -> bool:
    return len(word) <= 4 and word.isascii() and word.isdigit()


def _is_day(word: str) -> bool:
    return _is_short_number(word) and 1 <= int(word) <= 31


def _is_year(word: str) -> bool:
    return _is_short_number(word) and 1900 <= int(word) < 2100


def _valid(tokens: range, names: range, year: str, month: int, day: int) -> Date | None:
    return Date(tokens, names, year, month, day) if 1 <= month <= 12 and 0 <= day <= 31 else None
