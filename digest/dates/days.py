"""Days as the press writes them: daypart, deictic, weekday, date and clock in one expression.

"مساء أمس الثلاثاء السادس من فبراير/شباط", "يوم الخميس 1436/11/5هـ الموافق 2015/8/20م", "اليوم (الأربعاء)".
"""

from __future__ import annotations

from typing import NamedTuple

from digest.dates.absolute import calendar_date
from digest.dates.clock import after_day, before_day, clock
from digest.dates.months import month
from digest.dates.numbers import day_number, ordinal
from digest.dates.readings import DASHES, OF, Reading
from digest.dates.tokens import BEFORE_DIGITS, Line
from digest.dates.values import Deictic, Fixed, Weekday

_BETWEEN = ":،,-–—(/"
"""Marks between a weekday and its date."""


class _Named(NamedTuple):
    """What stands before the date of a day: "today", a weekday, "last" or "next"."""

    end: int
    deictic: int | None = None
    weekday: int | None = None
    step: int | None = None
    open: bool = False
    """True where a bracket before the weekday is not closed yet."""


def day(line: Line, at: int) -> Reading | None:
    """Read a day with everything that is written with it, None if no day stands at `at`."""
    start = before_day(line, at)
    named = _with_deictic(line, start) or _with_weekday(line, start)
    if named is None:
        reading = calendar_date(line, start)
        if reading is None:
            return None
        reading = _corresponding(line, reading)
    elif _is_no_day(line, start, named):
        return None
    else:
        reading = _dated(line, named) or _bare(named)
    return reading._replace(end=clock(line, reading.end))


def weekday_at(line: Line, at: int) -> int | None:
    """Return the weekday at `at`, None where the word is "both", a prayer, a market, or English for something else."""
    number: int | None = line.sense(at, "weekday")
    if number is None or line.sense(at + 1, "weekday-name:after") or line.sense(at + 1, "cardinal") == 10:
        return None
    if line.sense(at - 1, "weekday-name:before") and line.sense(at - 1, "weekday") is None:
        return None
    if line.token(at).text.isascii():
        following = line.skip(at + 1, ",.")
        dated = line.token(following).kind in ("number", "date") or line.sense(following, "month") is not None
        return number if dated else None
    return number


def _with_deictic(line: Line, at: int) -> _Named | None:
    """Read "اليوم", "مساء أمس الثلاثاء", "اليوم (الأربعاء)", "الليلة الماضية"."""
    deictic: int | None = line.sense(at, "deictic")
    if deictic is None:
        return None
    step = line.sense(at + 1, "relation")
    if step is not None and step < 0 and line.sense(at, "night"):
        return _Named(at + 2, step)
    end = after_day(line, at + 1)
    opening = line.mark(end, "(")
    inside = before_day(line, line.skip(end, _BETWEEN))
    weekday = weekday_at(line, inside)
    closed = opening and weekday is not None and line.mark(inside + 1, ")")
    if weekday is not None:
        end = inside + 1 + closed
    return _Named(after_day(line, end), deictic, weekday, open=opening and weekday is not None and not closed)


def _with_weekday(line: Line, at: int) -> _Named | None:
    """Read "الأحد", "الأحد الماضي", "الأحد مساء", "الجمعة (أمس)"."""
    weekday = weekday_at(line, at)
    if weekday is None:
        return None
    step = line.sense(at + 1, "relation")
    if step is not None:
        return _Named(after_day(line, at + 2), None, weekday, step)
    end = after_day(line, at + 1)
    opening = line.mark(end, "(")
    deictic = line.sense(end + opening, "deictic")
    if deictic is not None and (not opening or line.mark(end + 2, ")")):
        return _Named(end + 1 + 2 * opening, deictic, weekday)
    return _Named(end, None, weekday)


def _is_no_day(line: Line, at: int, named: _Named) -> bool:
    """Tell whether "اليوم" counts ("three a day"), is another day's ("that day"), or "الأمس" is all the past."""
    if named.deictic is None:
        return _is_counted(line, named.end)
    if named.weekday is not None:
        return False
    if named.deictic == 0 and (line.sense(at - 1, "this:far") or line.sense(at + 1, "elsewhere")):
        return True
    if line.sense(at - 1, "link:per") and line.sense(at, "definite-unit"):
        return True
    # "يوم غد", "صباح الغد", "بالأمس" are days; "الغد" and "الأمس" alone are the future and the past.
    placed = line.sense(at - 1, "unit") or line.sense(at - 1, "daypart") or line.token(at).clitic.endswith("ب")
    return bool(line.sense(at, "needs-day")) and not placed


def _is_counted(line: Line, at: int) -> bool:
    """Tell whether a weekday is the nth of its kind ("الجمعة الـ44") or of a month told before ("29 من الشهر ذاته")."""
    number = day_number(line, at) or ordinal(line, at)
    if number is None:
        return False
    of = number.end + 1 if line.sense(number.end, OF) else number.end
    if line.sense(of, "definite-unit") == ("month", "singular"):
        return bool(line.sense(of + 1, "elsewhere"))
    return ordinal(line, at) is not None and month(line, line.skip(of, DASHES + "/")) is None


def _dated(line: Line, named: _Named) -> Reading | None:
    """Read the calendar date that may follow a weekday or "اليوم"."""
    at = line.skip(named.end, _BETWEEN)
    while line.sense(at, "link:corresponds") or line.sense(at, "link:dated"):
        at = line.skip(at + 1, _BETWEEN)
    found = calendar_date(line, _after_preposition(line, at), named.weekday)
    if found is None:
        return None
    reading = _corresponding(line, found)
    end = line.skip(reading.end, ")") if named.open or line.mark(named.end, "(") else reading.end
    rule = reading.rule
    if rule in ("day-month", "day-month-year", "numeric-date") or _agrees(reading, named.weekday):
        rule = "weekday-date" if named.deictic is None else "deictic-date"
    return Reading(end, reading.value, rule, named.deictic)


def _agrees(reading: Reading, weekday: int | None) -> bool:
    """Tell whether a stated Hijri day falls on the weekday written with it, which tells it for certain."""
    stated = isinstance(reading.value, Fixed) and reading.value.first.weekday() == weekday
    return stated and reading.rule == "hijri-date"


def _after_preposition(line: Line, at: int) -> int:
    """Skip a preposition that is written before a numeric date: "الموافق لـ 2015/8/20"."""
    return at + 1 if line.token(at).text in BEFORE_DIGITS and line.token(at + 1).kind == "date" else at


def _bare(named: _Named) -> Reading:
    if named.deictic is not None:
        rule = "relative-day" if named.weekday is None else "relative-weekday"
        return Reading(named.end, Deictic(named.deictic, named.weekday), rule)
    return Reading(named.end, Weekday(named.weekday or 0, named.step), "weekday")


def _corresponding(line: Line, reading: Reading) -> Reading:
    """Read "الموافق 2015/8/20م", or a date of the other calendar after a stroke; the Gregorian one counts."""
    at = line.skip(reading.end, _BETWEEN)
    while line.sense(at, "link:calendar") or line.mark(at, "()،,"):
        at += 1
    linked = bool(line.sense(at, "link:corresponds"))
    if linked:
        at = before_day(line, line.skip(at + 1, ":"))
    weekday = weekday_at(line, at)
    second = calendar_date(line, _after_preposition(line, at + (weekday is not None)), weekday)
    if second is None or not (linked or _other_calendar(reading, second)):
        return reading
    better = _gregorian(second) > _gregorian(reading)
    return Reading(line.skip(second.end, ")"), second.value if better else reading.value, "dual-date")


def _gregorian(reading: Reading) -> tuple[bool, bool]:
    """Return what makes one of two corresponding dates the one that counts: its calendar, then a stated year."""
    return reading.rule != "hijri-date", isinstance(reading.value, Fixed)


def _other_calendar(first: Reading, second: Reading) -> bool:
    return (first.rule == "hijri-date") != (second.rule == "hijri-date") and second.rule != "day-month"
