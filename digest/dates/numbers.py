"""Numbers of date expressions: digits, words, ordinals, days of a month, years with their era."""

from __future__ import annotations

from typing import Literal, NamedTuple

from digest.dates.tokens import BEFORE_DIGITS, Line
from digest.dates.values import CalendarName

Era = Literal["gregorian", "hijri", "before-christ"]

HIJRI_YEARS = range(1300, 1501)
"""Years that are Hijri in a numeric date without an era."""
BARE_HIJRI_YEARS = range(1400, 1461)
"""Years that are Hijri even as a bare number: the news of the Gulf means them, hardly any the fifteenth century."""
_AND = "و"


class Number(NamedTuple):
    """A number and the position after it."""

    value: int
    end: int


class Year(NamedTuple):
    """A year with its calendar and the position after it."""

    calendar: CalendarName
    value: int
    end: int
    named: bool
    """True where a word ("عام") or an era says that it is a year."""


def digits(line: Line, at: int) -> Number | None:
    """Read a plain number in digits, an attached article or preposition ("الـ24") before it."""
    token = line.token(at)
    if token.text in BEFORE_DIGITS and line.adjacent(at + 1):
        at, token = at + 1, line.token(at + 1)
    if token.kind != "number" or len(token.text) > 4:
        return None
    return Number(int(token.text), at + 1)


def and_tens(line: Line, at: int) -> int | None:
    """Return 20, 30, … where "و" joins it to the number before."""
    token = line.token(at)
    if token.clitic != _AND:
        return None
    value: int | None = next((v for kind in _TENS if (v := token.senses.get(kind)) is not None), None)
    return value if value is not None and value % 10 == 0 and 20 <= value <= 90 else None


_TENS = ("cardinal", "definite-cardinal", "ordinal")


def _compound(line: Line, value: int, end: int) -> Number:
    """Complete a number below ten: "خمسة عشر", "خمس وعشرين", "الحادي عشر"."""
    if value >= 10:
        return Number(value, end)
    if line.sense(end, "cardinal") == 10 and not line.token(end).clitic:
        return Number(10 + value, end + 1)
    tens = and_tens(line, end)
    return Number(tens + value, end + 1) if tens is not None else Number(value, end)


def cardinal(line: Line, at: int) -> Number | None:
    """Read a number in digits or words, up to a hundred: "8", "ثمانية", "خمسة عشر", "خمس وعشرين"."""
    found = digits(line, at)
    if found is not None:
        return found
    value = line.sense(at, "cardinal") or line.sense(at, "definite-cardinal")
    return _compound(line, value, at + 1) if value is not None else None


def ordinal(line: Line, at: int) -> Number | None:
    """Read an ordinal with its article: "السابع", "الحادي عشر", "الخامس والعشرين", "الـ21"."""
    value = line.sense(at, "ordinal")
    if value is not None:
        return _compound(line, value, at + 1)
    return digits(line, at) if line.token(at).text.endswith("ال") else None


def after_suffix(line: Line, at: int) -> int:
    """Return the position after the ending of an English ordinal in digits ("22nd"), `at` if there is none."""
    return at + 1 if line.sense(at, "suffix") and line.adjacent(at) else at


def day_number(line: Line, at: int) -> Number | None:
    """Read the number of a day of a month, 1 to 31."""
    found = ordinal(line, at)
    if found is None and line.sense(at, "first-day"):
        found = Number(1, at + 1)
    found = found or cardinal(line, at)
    return found if found is not None and 1 <= found.value <= 31 else None


def era(line: Line, at: int) -> tuple[Era, int] | None:
    """Read an era after a year, in brackets or not: "م", "هـ", "للهجرة", "ق.م"; also the position after it."""
    opening = line.mark(at, "(")
    inside = at + opening
    name: Era | None = None
    end = inside + 1
    if line.sense(inside, "era:hijri"):
        name = "hijri"
    elif line.sense(inside, "era:gregorian"):
        name = "gregorian"
    elif line.sense(inside, "era:before_christ"):
        name = "before-christ"
    elif line.sense(inside, "era:before") and line.sense(line.skip(end, "."), "era:gregorian"):
        name, end = "before-christ", line.skip(end, ".") + 1
    if name is None or (opening and not line.mark(end, ")")):
        return None
    return name, end + opening


def _year_in_words(line: Line, at: int) -> Number | None:
    """Read "ألف وتسعمئة وسبعة وستين", "ألفين وواحد وعشرين" after a word for year."""
    value = line.sense(at, "thousand")
    if value is None:
        return None
    at += 1
    hundreds = line.sense(at, "hundred")
    if hundreds is not None and line.token(at).clitic == _AND:
        value, at = value + hundreds, at + 1
    rest = cardinal(line, at) if line.token(at).clitic == _AND else None
    if rest is not None and rest.value < 100:
        value, at = value + rest.value, rest.end
    return Number(value, at) if value > 1000 else None


def year(line: Line, at: int, calendar: CalendarName | None = None, *, paired: bool = False) -> Year | None:
    """Read a year after a date, or after a word that names it: "2021", "عام 1436هـ", "1348 هجرية".

    `calendar` is that of the month before it; `paired` says that a year of the other calendar stands beside it. A bare
    number counts from 1000 to 2199 (Hijri: 1300 to 1500); with a word or an era any number, but "م" alone may mean
    metres. Years before Christ are none.
    """
    if calendar is not None and line.sense(at, "link:of"):
        at += 1
    named = bool(line.sense(at, "year:words"))
    at += named
    in_words = _year_in_words(line, at) if named else None
    if in_words is not None:
        return Year("gregorian", in_words.value, in_words.end, True)
    found = digits(line, at)
    if found is None:
        return None
    stated = era(line, found.end)
    if stated is not None:
        metres = len(line.token(found.end).text) == 1 and stated[0] == "gregorian"
        return _stated_year(found, *stated, doubtful=metres and not (named or paired or calendar))
    return _bare_number(line, found, calendar, named)


def _stated_year(found: Number, name: Era, end: int, *, doubtful: bool) -> Year | None:
    if name == "before-christ" or not found.value or (doubtful and not 1600 <= found.value <= 2199):
        return None
    return Year(name, found.value, end, True)


def _bare_number(line: Line, found: Number, calendar: CalendarName | None, named: bool) -> Year | None:
    if len(line.token(found.end - 1).text) != 4:
        return None
    value = found.value
    if calendar == "hijri":
        return Year("hijri", value, found.end, named) if value in HIJRI_YEARS else None
    if calendar is None and value in BARE_HIJRI_YEARS:
        return Year("hijri", value, found.end, named)
    return Year("gregorian", value, found.end, named) if 1000 <= value <= 2199 else None
