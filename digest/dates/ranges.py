"""Ranges of two neighbouring expressions: "من 28 يناير إلى 3 فبراير", "يومي السبت والأحد", "ليل الجمعة - السبت"."""

from __future__ import annotations

from typing import NamedTuple

from digest.dates.portions import Between, MovedBy, Portion
from digest.dates.readings import AND, DASHES, Reading
from digest.dates.tokens import Line
from digest.dates.values import Weekday, Yearless


class Found(NamedTuple):
    """A reading and the token that it begins with."""

    start: int
    reading: Reading


def join_ranges(line: Line, found: list[Found]) -> list[Found]:
    """Return the readings with ranges joined; "من", "بين" and "منذ" before an expression belong to it."""
    joined: list[Found] = []
    index = 0
    while index < len(found):
        one = found[index]
        before = one.start - 1
        opens = bool(line.sense(before, "preposition:from") or line.sense(before, "preposition:between"))
        merged = _range(line, one, found[index + 1], opens) if index + 1 < len(found) else None
        if merged is not None:
            one = Found(one.start, merged)
            index += 1
        spans = isinstance(one.reading.value, Between) or one.reading.rule == "day-range"
        since = bool(line.sense(before, "preposition:since"))
        if since and isinstance(one.reading.value, Yearless):
            one = Found(one.start, one.reading._replace(value=one.reading.value._replace(since=True)))
        if since or (opens and spans):
            one = Found(before, one.reading)
        joined.append(one)
        index += 1
    return joined


def _range(line: Line, one: Found, two: Found, opens: bool) -> Reading | None:
    if isinstance(one.reading.value, Between) or isinstance(two.reading.value, Between):
        return None
    pair = _weekdays(line, one, two)
    if pair is not None:
        return pair
    return _between(one, two) if _linked(line, one, two, opens) else None


def _linked(line: Line, one: Found, two: Found, opens: bool) -> bool:
    """Tell whether the words between two expressions make them one range."""
    link = one.reading.end
    if opens and line.mark(link, ",،") and line.sense(link + 1, "preposition:to"):
        link += 1
    between = bool(line.sense(one.start - 1, "preposition:between"))
    if two.start == link:
        return between and line.token(two.start).clitic == AND
    if two.start != link + 1:
        return False
    if line.mark(link, DASHES):
        return one.reading.rule == two.reading.rule and one.reading.rule in _DASHED
    return (opens and bool(line.sense(link, "preposition:to"))) or (between and line.token(link).text == AND)


_DASHED = ("day-month-year", "numeric-date", "day-month")
"""Rules whose dates a dash alone joins."""


def _between(one: Found, two: Found) -> Reading:
    return Reading(two.reading.end, Between(one.reading.value, two.reading.value), "range")


def _weekdays(line: Line, one: Found, two: Found) -> Reading | None:
    """Join two weekdays in a row; "last" or "next" after the second is said of both."""
    first, second = one.reading.value, two.reading.value
    if not isinstance(first, Weekday) or not isinstance(second, Weekday):
        return None
    days = (second.weekday - first.weekday) % 7
    gap = two.start - one.reading.end
    if line.token(two.start).clitic:
        # "يومي السبت والأحد", "الأربعاء والخميس المقبلين"
        dual = line.sense(one.start, "unit") == ("day", "dual") or (first.step is None and bool(second.step))
        joined = dual and line.token(two.start).clitic == AND and gap == 0 and 0 < days <= 3
    else:
        # "ليل الجمعة السبت", "ليل الجمعة - السبت"
        joined = days == 1 and (gap == 0 or (gap == 1 and line.mark(one.reading.end, DASHES + "/")))
    if not joined:
        return None
    return Reading(two.reading.end, Between(Portion(second, MovedBy(-days)), second), "weekday-range")
