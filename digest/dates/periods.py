"""Calendar units reckoned from publication ("الأسبوع المقبل"), stretches that end or begin at it, seasons, terms."""

from __future__ import annotations

from digest.dates.durations import HOURS, LIMITS, article_number, definite_number
from digest.dates.numbers import year
from digest.dates.portions import SeasonOf
from digest.dates.readings import DASHES, OF, Reading, fixed_year
from digest.dates.tokens import Line
from digest.dates.units import UNITS
from digest.dates.values import Period, Window
from digest.dates.years import BARE_YEARS, bare_year, named_year


def period(line: Line, at: int) -> Reading | None:
    """Read "الأسبوع المقبل", "العام الماضي", "هذا الشهر", "العام الجاري 2022", "العام الهجري الحالي 1443".

    "That year" is none, nor is a Hijri year without its number.
    """
    near = bool(line.sense(at, "this:near"))
    sense = line.sense(at + near, "definite-unit")
    if sense is None or line.sense(at - 1, "this:far"):
        return None
    name, form = sense
    unit = UNITS.get(name)
    if form != "singular" or unit is None:
        return None
    hijri = unit == "year" and bool(line.sense(at + near + 1, "era:hijri"))
    at += hijri or (unit == "year" and bool(line.sense(at + near + 1, "era:gregorian")))
    step = line.sense(at + near + 1, "relation")
    end = at + near + 1 + (step is not None)
    if step is None:
        if not near or line.sense(end, "elsewhere"):
            return None
        step = 0
    if unit == "year":
        opening = line.mark(end, "(")
        stated = year(line, line.skip(end, "(،,"))
        value = fixed_year(stated) if stated is not None and (not opening or line.mark(stated.end, ")")) else None
        if stated is not None and value is not None:
            return Reading(stated.end + opening, value, "year-of-publication" if step == 0 else "year")
    if hijri:
        return None
    return Reading(end, Period(unit, step), f"relative-{unit}")


def window(line: Line, at: int) -> Reading | None:
    """Read "الأيام الثلاثة الماضية", "الساعات الـ24 الماضية", "السنوات الأخيرة", "اليومين المقبلين"."""
    sense = line.sense(at, "definite-unit")
    if sense is None or sense[1] == "singular":
        return None
    number = definite_number(line, at + 1)
    total = 2 if sense[1] == "dual" else number.value if number is not None else None
    end = number.end if number is not None else at + 1
    if line.sense(end, "hedge:few_after"):
        end += 1
    return _stretch(line, end, sense[0], total)


def counted_window(line: Line, at: int) -> Reading | None:
    """Read "الـ24 ساعة الماضية", the number before its unit."""
    number = article_number(line, at)
    unit = line.sense(number.end, "unit") if number is not None else None
    if number is None or unit is None:
        return None
    return _stretch(line, number.end + 1, unit[0], number.value)


def _stretch(line: Line, at: int, name: str, total: int | None) -> Reading | None:
    """Read "last", "next", "recent" after a plural; "the last … of" is a part of something else."""
    step = line.sense(at, "relation")
    recent = bool(line.sense(at, "recent"))
    if (step is None and not recent) or (recent and line.sense(at + 1, OF)):
        return None
    ahead = step is not None and step > 0
    if name == "hour":
        return Reading(at + 1, Window("day", max(1, round((total or HOURS) / HOURS)), ahead), "window")
    unit = UNITS.get(name)
    if unit is None or (total or 0) > LIMITS[unit]:
        return None
    return Reading(at + 1, Window(unit, total, ahead), "window")


def season(line: Line, at: int) -> Reading | None:
    """Read "صيف 2021", "الصيف الماضي", "شتاء العام المقبل", "هذا الصيف"; a bare season is none."""
    name = line.sense(at, "season")
    if name is not None:
        stated = year(line, at + 1)
        if stated is not None and stated.calendar == "gregorian":
            second = year(line, stated.end + 1) if line.mark(stated.end, DASHES + "/") else None
            if name == "winter" and second is not None and second.value == stated.value + 1:
                stated = second
            return Reading(stated.end, SeasonOf(name, stated.value), "season")
        of = period(line, at + 1)
        if of is None or not isinstance(of.value, Period) or of.value.unit != "year":
            return None
        return Reading(of.end, SeasonOf(name, None, of.value.step), "season")
    near = bool(line.sense(at, "this:near"))
    name = line.sense(at + near, "definite-season")
    step = 0 if near else line.sense(at + 1, "relation")
    return Reading(at + 2, SeasonOf(name, None, step), "season") if name is not None and step is not None else None


def term(line: Line, at: int) -> Reading | None:
    """Read "موسم 2015-2016", "العام الدراسي 2021/2022", "موسم 2022"; a term without years is none."""
    if not line.sense(at, "term") or line.token(at + 1).clitic:
        return None
    of = bare_year(line, at + 1) or named_year(line, at + 1)
    if of is not None:
        return Reading(of.end, of.value, "term")
    alone = year(line, at + 1)
    value = fixed_year(alone) if alone is not None and alone.value in BARE_YEARS else None
    return Reading(alone.end, value, "term") if alone is not None and value is not None else None
