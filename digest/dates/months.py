"""Months by name, doubled or alone, with what may follow them: a year, "last", "of this year"."""

from __future__ import annotations

from typing import NamedTuple

from digest.dates.numbers import year
from digest.dates.portions import Between
from digest.dates.readings import AND, OF, STROKES, Reading, fixed_month
from digest.dates.tokens import Line
from digest.dates.values import CalendarName, Fixed, Value, Yearless

_YEAR = ("year", "singular")


class Month(NamedTuple):
    """A month name, perhaps doubled, and the position after it."""

    calendar: CalendarName
    number: int
    end: int
    sure: bool
    """False where the name is a common word or a name of people, too."""


class Placing(NamedTuple):
    """What places a month in time, and the position after it."""

    end: int
    year: int | None = None
    """Year of the month's calendar."""
    step: int | None = None
    """-1 for "الماضي", 0 for "الجاري", 1 for "المقبل"."""
    year_step: int | None = None
    """The same for "من العام …"."""


def month(line: Line, at: int) -> Month | None:
    """Read a month, "شهر" before it and a second name after it: "فبراير/ شباط", "ديسمبر (كانون الأول)"."""
    named_so = line.sense(at, "unit") == ("month", "singular")
    at += named_so
    sense = line.sense(at, "month")
    if sense is None:
        return None
    calendar, number = sense
    opening = line.mark(at + 1, "(")
    second = at + 2 if opening or line.mark(at + 1, STROKES + ".") else at + 1
    if line.sense(second, "month") == sense and (not opening or line.mark(second + 1, ")")):
        return Month(calendar, number, second + 1 + opening, True)
    return Month(calendar, number, at + 1, named_so or line.sense(at, "usage") == "free")


def placing(line: Line, named: Month) -> Placing:
    """Read what may follow a month: "2021", "من عام 2021", "الجاري", "من العام الماضي", "من هذا العام"."""
    end = named.end
    step = line.sense(end, "relation")
    if step is not None:
        return Placing(end + 1, step=step)
    found = year(line, line.skip(end, ",،/-"), named.calendar)
    if found is not None and found.calendar == named.calendar:
        return Placing(found.end, year=found.value)
    of = end + 1 if line.sense(end, OF) else end
    if line.sense(of, "this:near") and line.sense(of + 1, "definite-unit") == _YEAR:
        return Placing(of + 2, year_step=0)
    year_step = line.sense(of + 1, "relation") if line.sense(of, "definite-unit") == _YEAR else None
    return Placing(of + 2, year_step=year_step) if year_step is not None else Placing(end)


def month_alone(line: Line, at: int) -> Reading | None:
    """Read a month with its year, with "last" or "next", or bare where the name can be nothing else."""
    named = month(line, at)
    if named is None:
        return None
    placed = placing(line, named)
    if placed.year is not None:
        value = fixed_month(named.calendar, placed.year, named.number)
        return Reading(placed.end, value, "month-year") if value is not None else None
    pair = _second_month(line, named) or _of_other_calendar(line, named)
    if pair is not None:
        return pair
    if not named.sure and placed.end == named.end and not _after_preposition(line, at):
        return None
    return Reading(placed.end, _yearless(named, placed), "month")


def _of_other_calendar(line: Line, named: Month) -> Reading | None:
    """Read "رمضان 2024": a Hijri month in a Gregorian year."""
    stated = year(line, named.end)
    span = _yearless(named, Placing(named.end)).span_of(stated.calendar, stated.value) if stated is not None else None
    if stated is None or span is None:
        return None
    return Reading(stated.end, Fixed(*span, "month", approximate=True), "edition-month")


def _yearless(named: Month, placed: Placing) -> Yearless:
    approximate = named.calendar == "hijri"
    return Yearless(named.calendar, named.number, step=placed.step, year_step=placed.year_step, approximate=approximate)


def _after_preposition(line: Line, at: int) -> bool:
    """Tell whether an ambiguous name may be a month because a preposition or an edge of time stands before it."""
    if line.sense(at, "usage") != "preposition":
        return False
    return any(kind.startswith(("preposition", "edge")) for kind in line.token(at - 1).kinds)


def _second_month(line: Line, named: Month) -> Reading | None:
    """Read "يناير/فبراير 2022", "يناير وفبراير", "مارس إلى مايو": two months as a range."""
    joined = line.mark(named.end, STROKES) or bool(line.sense(named.end, "preposition:to"))
    if not joined and line.token(named.end).clitic != AND:
        return None
    second = month(line, named.end + joined)
    if second is None or second.calendar != named.calendar or second.number == named.number:
        return None
    if not joined and not (named.sure and second.sure):
        return None
    placed = placing(line, second)
    start: Value | None = _yearless(named, placed)
    end: Value | None = _yearless(second, placed)
    if placed.year is not None:
        before = placed.year - (named.number > second.number)
        start = fixed_month(named.calendar, before, named.number)
        end = fixed_month(second.calendar, placed.year, second.number)
    return Reading(placed.end, Between(start, end), "range") if start is not None and end is not None else None
