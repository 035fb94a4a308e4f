"""Days of the calendar: numeric, in words, in the order of English; Gregorian and Hijri, with or without year.

Each function reads one form at a position of a `Line` and returns a `Reading` or None; none looks back further than
two tokens, so that reading a text stays linear.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from digest.dates.months import Month, month, placing
from digest.dates.numbers import Number, after_suffix, day_number, digits, era, year
from digest.dates.readings import AND, DASHES, OF, STROKES, Reading, fixed_day
from digest.dates.tokens import Line
from digest.dates.values import CalendarName, DayOfMonth, Fixed, Yearless

_FIGURES = re.compile(r"\d+")
_LEAP_YEAR = {"gregorian": 2024, "hijri": 1445}
"""A year in which every month has its last possible day."""


def calendar_date(line: Line, at: int, weekday: int | None = None) -> Reading | None:
    """Read a date that names a day; `weekday` is the one written before it."""
    return (
        numeric(line, at, weekday)
        or day_month(line, at, weekday)
        or month_day(line, at)
        or (_short(line, at, weekday) if weekday is not None else None)
    )


def numeric(line: Line, at: int, weekday: int | None = None) -> Reading | None:
    """Read "2015/8/20م", "5-11-1436هـ", "03.10.2022": year first or last, day before month unless that cannot be.

    Which of two small numbers is the day follows from the weekday where there is one; a year of two digits needs it.
    """
    if line.token(at).kind != "date":
        return None
    stated = era(line, at + 1) if line.token(at + 1).kind == "word" else None
    hijri = stated is not None and stated[0] == "hijri"
    days = [
        (calendar, value)
        for y, m, d in _orders(*_FIGURES.findall(line.token(at).text), guess=weekday is not None)
        for calendar in (_calendar_of(y, hijri, stated is not None),)
        if (value := fixed_day(calendar, y, m, d)) is not None
    ]
    fitting = [found for found in days if weekday is None or found[1].first.weekday() == weekday]
    if not days:
        return None
    calendar, value = (fitting or days)[0]
    value = _sighted(calendar, value, weekday)
    end = stated[1] if stated is not None else at + 1
    return Reading(end, value, "hijri-date" if calendar == "hijri" else "numeric-date")


def _short(line: Line, at: int, weekday: int) -> Reading | None:
    """Read "25 / 10" after a weekday, with a hyphen only in brackets, since "الجمعة 3-1" is a score."""
    first, second = line.token(at), line.token(at + 2)
    bracketed = line.mark(at - 1, "(") and line.mark(at + 3, ")")
    if first.kind != "number" or second.kind != "number" or not line.mark(at + 1, "/-" if bracketed else "/"):
        return None
    if max(len(first.text), len(second.text)) > 2 or line.mark(at + 3, STROKES):
        return None
    value = Yearless("gregorian", int(second.text), int(first.text), weekday=weekday)
    return Reading(at + 3, value, "day-month") if value.span_in(_LEAP_YEAR["gregorian"]) is not None else None


def _sighted(calendar: CalendarName, value: Fixed, weekday: int | None) -> Fixed:
    """Return a Hijri day moved to the weekday written with it by at most a day, since months are sighted."""
    if calendar == "gregorian" or weekday is None:
        return value
    gap = (weekday - value.first.weekday() + 3) % 7 - 3
    if abs(gap) > 1:
        return value
    return value._replace(first=value.first + dt.timedelta(gap), last=value.last + dt.timedelta(gap))


def _orders(a: str, b: str, c: str, *, guess: bool) -> list[tuple[int, int, int]]:
    """Return the ways to read three numbers as year, month and day, the likelier first."""
    one, two, three = int(a), int(b), int(c)
    if len(a) == 4:
        return [(one, two, three), (one, three, two)]
    if len(c) == 4:
        return [(three, two, one), (three, one, two)]
    return [(2000 + three, two, one), (2000 + three, one, two), (2000 + one, two, three)] if guess else []


def _calendar_of(year_number: int, hijri: bool, stated: bool) -> CalendarName:
    return "hijri" if hijri or (not stated and 1300 <= year_number <= 1500) else "gregorian"


LONGEST_MONTH = 31
"""Days of the longest month: a larger number beside a month's name is no day."""


class _Days(NamedTuple):
    """A day of a month, or several in a row, and the position after them."""

    first: int
    last: int | None
    end: int


def _days(line: Line, at: int) -> _Days | None:
    """Read a day or a range of days before a month: "7", "السابع", "3-7", "3 إلى 7", "3 و4"."""
    first = day_number(line, at)
    if first is None:
        return None
    link = line.token(first.end)
    second: Number | None = None
    limit = 31
    if line.mark(first.end, DASHES + "/") or line.sense(first.end, "preposition:to"):
        second = day_number(line, first.end + 1)
    elif link.text.startswith(AND):
        # "3 و4 مارس" is a range, "3 و9 مارس" are two days; "بين 3 و9 مارس" is a range.
        limit = 31 if line.sense(at - 1, "preposition:between") else first.value + 1
        second = digits(line, first.end + 1) if link.text == AND and line.adjacent(first.end + 1) else None
        second = second or (day_number(line, first.end) if link.clitic == AND else None)
    if second is None or not first.value < second.value <= limit:
        return _Days(first.value, None, first.end)
    last = second
    # "4 و5 و6 مارس"
    while line.token(last.end).text == AND and (following := digits(line, last.end + 1)) is not None:
        if following.value != last.value + 1:
            break
        last = following
    return _Days(first.value, last.value, last.end)


def day_month(line: Line, at: int, weekday: int | None = None) -> Reading | None:
    """Read "26 يناير/ كانون الثاني", "السابع من ديسمبر الجاري", "3 إلى 7 مارس 2022", "الخامس من ذي القعدة 1436هـ"."""
    days = _days(line, at)
    if days is None:
        return None
    suffixed = after_suffix(line, days.end)
    of = line.skip(suffixed, ",") if suffixed > days.end else days.end + bool(line.sense(days.end, OF))
    named = month(line, line.skip(of, DASHES + "/"))
    if named is None and days.last is None and line.token(days.end).text == AND:
        return _first_of_two(line, days, weekday)
    if named is None:
        return _day_of_this_month(line, of, days.first) if of > days.end else None
    if _is_contradicted(line, named):
        return None
    placed = placing(line, named)
    hijri = named.calendar == "hijri"
    rule = "hijri-date" if hijri else "day-range" if days.last is not None else "day-month"
    if placed.year is not None:
        value = fixed_day(named.calendar, placed.year, named.number, days.first, days.last)
        value = value and _sighted(named.calendar, value, weekday)
        dated = "day-month-year" if rule == "day-month" else rule
        return Reading(placed.end, value, dated) if value is not None else None
    yearless = Yearless(
        named.calendar, named.number, days.first, days.last, weekday, placed.step, placed.year_step, hijri
    )
    possible = yearless.span_in(_LEAP_YEAR[named.calendar]) is not None
    return Reading(placed.end, yearless, rule) if possible else None


def _is_contradicted(line: Line, named: Month) -> bool:
    """Tell whether a second month after a stroke is another one: "9 كانون الثاني/ ديسمبر" is a slip, and no day."""
    if not line.mark(named.end, STROKES):
        return False
    second = month(line, named.end + 1)
    return second is not None and second.calendar == named.calendar and second.number != named.number


def _first_of_two(line: Line, days: _Days, weekday: int | None) -> Reading | None:
    """Read the first of two days of a month that is named once: "11" in "يومي 11 و14 أكتوبر المقبل"."""
    second = digits(line, days.end + 1)
    named = month(line, line.skip(second.end, DASHES + "/")) if second is not None else None
    if second is None or named is None or not days.first < second.value <= LONGEST_MONTH:
        return None
    placed = placing(line, named)
    if placed.year is not None:
        value = fixed_day(named.calendar, placed.year, named.number, days.first)
        return Reading(days.end, value, "day-month-year") if value is not None else None
    near = Yearless(named.calendar, named.number, days.first, None, weekday, placed.step, placed.year_step)
    return Reading(days.end, near, "day-month")


def _day_of_this_month(line: Line, at: int, day: int) -> Reading | None:
    """Read what follows "22 من": "الشهر الجاري", "هذا الشهر"."""
    near = bool(line.sense(at, "this:near"))
    if line.sense(at + near, "definite-unit") != ("month", "singular"):
        return None
    step = 0 if near else line.sense(at + 1, "relation")
    return Reading(at + 2, DayOfMonth(day, step), "day-of-month") if step is not None else None


def month_day(line: Line, at: int) -> Reading | None:
    """Read the order of English: "April 13, 2024", "Sep 19", "أيار 8, 2018"; with an Arabic name only with a year."""
    named = month(line, at)
    if named is None or named.calendar == "hijri":
        return None
    english = line.token(at).text.isascii()
    found = digits(line, line.skip(named.end, "."))
    if found is None or not 1 <= found.value <= LONGEST_MONTH or len(line.token(found.end - 1).text) > 2:
        return None
    stated = year(line, line.skip(after_suffix(line, found.end), ",،"), "gregorian")
    if stated is None and not english:
        return None
    if stated is None:
        return Reading(found.end, Yearless("gregorian", named.number, found.value), "day-month")
    value: Fixed | None = fixed_day("gregorian", stated.value, named.number, found.value)
    return Reading(stated.end, value, "day-month-year") if value is not None else None
