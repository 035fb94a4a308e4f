"""Times of day, before and after a date: they belong to its expression and change nothing in its days."""

from __future__ import annotations

from digest.dates.readings import AND
from digest.dates.tokens import Line

MOST_WORDS = 4
"""Words such as "بعد منتصف ليل يوم" that may stand before a day: a limit, so that reading stays linear."""


def before_day(line: Line, at: int) -> int:
    """Return the position after dayparts and "يوم" that stand before a day: "مساء يوم", "بعد ظهر"."""
    for _ in range(MOST_WORDS):
        if not line.sense(at, "daypart") and line.sense(at, "unit") not in (("day", "singular"), ("day", "dual")):
            break
        at += 1
    return at


def after_day(line: Line, at: int) -> int:
    """Return the position after a daypart that stands behind a day: "الاثنين مساء", "أمس ليلا"."""
    return at + 1 if line.sense(at, "clock-half") and len(line.token(at).text) > 1 else at


def clock(line: Line, at: int) -> int:
    """Return the position after a time of day that follows a date, `at` if there is none.

    "الساعة 8:15 صباحا", "- 10:30", "عند الساعة الثامنة والنصف مساء بتوقيت مكة المكرمة".
    """
    inside = line.skip(at, ",،-–—|")
    if line.sense(inside, "link:at") and line.sense(inside + 1, "link:clock"):
        inside += 1
    if line.sense(inside, "link:clock"):
        while line.sense(inside, "link:clock"):
            inside = line.skip(inside + 1, ":")
        end = _hour(line, inside)
        if end == inside:
            return at
    elif line.token(inside).kind == "clock":
        end = inside + 1
    else:
        return at
    while line.sense(end, "clock-half"):
        end += 1
    return _zone(line, end)


def _hour(line: Line, at: int) -> int:
    """Skip an hour in digits or words with its fraction: "الثامنة والنصف", "الحادية عشرة"."""
    if line.token(at).kind not in ("clock", "number", "decimal") and not line.sense(at, "ordinal"):
        return at
    at += 1
    if line.sense(at, "cardinal") == 10:
        at += 1
    if line.token(at).clitic == AND and line.sense(at, "fraction"):
        at += 1
    return at


def _zone(line: Line, at: int) -> int:
    """Skip "بتوقيت غرينتش", "بتوقيت مكة المكرمة"."""
    if not line.sense(at, "link:zone"):
        return at
    at += 1
    for _ in range(2):
        if line.token(at).text in line.vocabulary.zones:
            at += 1
    return at
