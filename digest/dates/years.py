"""Years and decades: named, bare, in pairs and ranges, in both calendars."""

from __future__ import annotations

from digest.dates.numbers import Year, cardinal, day_number, digits, year
from digest.dates.portions import Between
from digest.dates.readings import AND, DASHES, OF, STROKES, Reading, fixed_decade, fixed_year
from digest.dates.tokens import Line
from digest.dates.values import Fixed

BARE_YEARS = range(1800, 2101)
"""Gregorian years that a number may mean without a word that says so."""
LONGEST_RANGE = 130
"""Years of the longest range that a stroke between two bare numbers may mean."""
_PREPOSITIONS = frozenset({"ل", "ب", "ول", "وب"})


def named_year(line: Line, at: int) -> Reading | None:
    """Read "عام 2014", "العام 1436هـ", "عامي 2019 و2020", "2014م", and pairs: "1348هـ/1930م", "2015-2016"."""
    plural = bool(line.sense(at, "year:plural"))
    first = year(line, at + plural)
    value = fixed_year(first) if first is not None else None
    if first is None or value is None:
        return None
    pair = _pair(line, first, value, plural)
    if pair is not None:
        return pair
    return Reading(first.end, value, "year") if first.named and not plural else None


def bare_year(line: Line, at: int) -> Reading | None:
    """Read a year without a word that names it, where what stands around lets it be nothing else.

    A preposition of time, an edge or a bracket must stand before it, and no counted noun after it.
    """
    if line.token(at).kind != "number" or len(line.token(at).text) != 4:
        return None
    found = year(line, at)
    if found is None or (found.calendar == "gregorian" and found.value not in BARE_YEARS):
        return None
    value = fixed_year(found)
    if value is None:
        return None
    pair = _pair(line, found, value, plural=bool(line.sense(at - 1, "preposition:between")))
    if pair is not None:
        return pair
    rule = "year" if found.named else _bare_rule(line, at, found)
    return Reading(found.end, value, rule) if rule is not None else None


def _bare_rule(line: Line, at: int, found: Year) -> str | None:
    """Return the rule by which a bare number is a year, None if it is none."""
    if found.calendar == "hijri" or _counts(line, found.end):
        return None
    if any(line.sense(at - back, "preposition:before_edition") for back in EDITION_WORDS):
        return "edition-year"
    return "year" if _may_follow(line, at) else None


EDITION_WORDS = (1, 2, 3)
"""Words before a bare year among which the name of an edition is looked for: "كأس العالم قطر 2022"."""


def _may_follow(line: Line, at: int) -> bool:
    """Tell whether what stands before a bare number lets it be a year."""
    before = line.token(at - 1)
    if before.kinds & {"preposition:before_year", "edge"} or (before.text in _PREPOSITIONS and line.adjacent(at)):
        return True
    return line.mark(at - 1, "(") and line.mark(at + 1, ")")


def _counts(line: Line, at: int) -> bool:
    """Tell whether the word at `at` is counted by the number before it: "2000 جندي", "في 2021 مدرسة"."""
    token = line.token(at)
    if token.kind == "word":
        return "numbered:after" in token.kinds
    return token.kind in ("number", "decimal") or line.mark(at, "%٪$€£")


def _pair(line: Line, first: Year, value: Fixed, plural: bool) -> Reading | None:
    """Read a second year: the same year of the other calendar, or the end of a range."""
    at = first.end
    stroke = line.mark(at, STROKES)
    if stroke or (plural and (line.token(at).text == AND or line.sense(at, "preposition:to"))):
        at += 1
    elif not (plural and line.token(at).clitic == AND):
        return None
    second = year(line, at, paired=True) or (_short_year(line, at, first) if stroke else None)
    other = fixed_year(second) if second is not None else None
    if second is None or other is None:
        return None
    if second.calendar != first.calendar:
        third = _until(line, second)
        until = fixed_year(third) if third is not None else None
        if third is not None and until is not None:
            return Reading(third.end, Between(other, until), "years")
        return Reading(second.end, value if first.calendar == "gregorian" else other, "dual-year")
    if plural:
        second = _last_of_list(line, second)
        other = fixed_year(second) or other
    elif not 0 < second.value - first.value <= LONGEST_RANGE and second.value != first.value - 1:
        return None
    start, end = sorted((value, other))
    return Reading(second.end, Between(start, end), "years")


def _until(line: Line, found: Year) -> Year | None:
    """Read the end of "(532هـ/1091-1138م)"."""
    last = year(line, found.end + 1, paired=True) if line.mark(found.end, DASHES) else None
    return last if last is not None and last.calendar == found.calendar and last.value > found.value else None


def _last_of_list(line: Line, found: Year) -> Year:
    """Follow "و2019 و2020" to its last year."""
    while line.token(found.end).text.startswith(AND):
        following = year(line, found.end + (line.token(found.end).text == AND))
        if following is None or following.calendar != found.calendar:
            break
        found = following
    return found


def _short_year(line: Line, at: int, first: Year) -> Year | None:
    """Read the short second year of "2023-24"."""
    found = digits(line, at)
    if found is None or len(line.token(at).text) != 2 or found.value != (first.value + 1) % 100:
        return None
    return Year(first.calendar, first.value + 1, found.end, False)


def decade(line: Line, at: int) -> Reading | None:
    """Read "تسعينيات القرن الماضي", "الثمانينات"; an age ("في الثمانينات من عمره") is none."""
    tens = line.sense(at, "decade")
    if tens is None:
        return None
    of = at + 2 if line.sense(at + 1, OF) else at + 1
    found = century(line, of)
    if found is not None:
        return Reading(found[1], fixed_decade(found[0] + tens), "decade")
    # "العشرينات" alone may be those of two centuries, or of a life.
    if of > at + 1 or not line.sense(at, "definite-decade") or tens == 20:
        return None
    return Reading(at + 1, fixed_decade(1900 + tens), "decade")


def century(line: Line, at: int) -> tuple[int, int] | None:
    """Read "القرن الماضي", "القرن الحادي والعشرين": the first year of its hundred and the position after it."""
    if ("century", "singular") not in (line.sense(at, "definite-unit"), line.sense(at, "unit")):
        return None
    step = line.sense(at + 1, "relation")
    if step is not None:
        return 2000 + 100 * step, at + 2
    number = day_number(line, at + 1) or cardinal(line, at + 1)
    if number is None or not 1 <= number.value <= 21 or line.sense(number.end, "era:hijri"):
        return None
    return (number.value - 1) * 100, number.end
