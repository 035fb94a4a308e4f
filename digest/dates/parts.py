"""Parts of a period: its edges ("نهاية 2021"), quarters and halves, weeks of a month, its first months."""

from __future__ import annotations

from digest.dates.durations import definite_number
from digest.dates.months import month_alone
from digest.dates.numbers import Number, ordinal
from digest.dates.periods import period, season
from digest.dates.portions import Edge, FractionOf, Leading, NthWeek, Part, QuarterStep
from digest.dates.readings import OF, Reading, fixed_decade
from digest.dates.tokens import Line
from digest.dates.units import UNITS
from digest.dates.values import Period
from digest.dates.years import bare_year, century, decade, named_year


def _whole(line: Line, at: int) -> Reading | None:
    """Read a period that has parts: week, month, season, year, decade.

    Fractions are none of them: parts nest once, so that reading stays linear.
    """
    return (
        period(line, at)
        or month_alone(line, at)
        or named_year(line, at)
        or decade(line, at)
        or season(line, at)
        or (bare_year(line, at) if line.token(at).kind == "number" else None)
    )


def _after_of(line: Line, at: int) -> int:
    return at + 1 if line.sense(at, OF) else at


def edge(line: Line, at: int) -> Reading | None:
    """Read "نهاية 2021", "مطلع العام الجاري", "منتصف يناير الماضي", "أواخر التسعينيات", "نهاية الشهر"."""
    which: Edge | None = line.sense(at, "edge")
    if which is None:
        return None
    whole = _after_of(line, at + 1)
    of = _whole(line, whole) or fraction(line, whole) or _this_one(line, at + 1)
    return Reading(of.end, Part(which, of.value), f"part-of-{which}") if of is not None else None


def _this_one(line: Line, at: int) -> Reading | None:
    """Read "العام", "الشهر", "الأسبوع" after an edge: the present one, unless an adjective says otherwise."""
    sense = line.sense(at, "definite-unit")
    if sense not in (("year", "singular"), ("month", "singular"), ("week", "singular")):
        return None
    following = line.token(at + 1)
    if following.kind == "word" and (following.text.startswith("ال") or "elsewhere" in following.kinds):
        return None
    return Reading(at + 1, Period(UNITS[sense[0]], 0), f"relative-{sense[0]}")


def _nth(line: Line, at: int) -> Number | None:
    """Read "الثاني", or "الأخير" as -1."""
    return Number(-1, at + 1) if line.sense(at, "last") else ordinal(line, at)


def fraction(line: Line, at: int) -> Reading | None:
    """Read "الربع الثاني من 2021", "النصف الأول من العام الجاري", "الربع الماضي"."""
    kind = line.sense(at, "fraction")
    if kind is None:
        return None
    step = line.sense(at + 1, "relation")
    if step is not None:
        return Reading(at + 2, QuarterStep(step), "quarter") if kind == "quarter" else None
    number = _nth(line, at + 1)
    of = _whole(line, _after_of(line, number.end)) if number is not None else None
    if number is None or of is None:
        return None
    return Reading(of.end, FractionOf(kind, number.value, of.value), "quarter" if kind == "quarter" else "part")


def nth_unit(line: Line, at: int) -> Reading | None:
    """Read "الأسبوع الثاني من مارس", "العقد الأول من القرن الحادي والعشرين"."""
    sense = line.sense(at, "definite-unit")
    number = _nth(line, at + 1) if sense in (("week", "singular"), ("decade", "singular")) else None
    if number is None or not line.sense(number.end, OF):
        return None
    if sense[0] == "week":
        of = _whole(line, number.end + 1)
        return Reading(of.end, NthWeek(number.value, of.value), "week-of") if of is not None else None
    found = century(line, number.end + 1)
    if found is None or not 1 <= number.value <= 10:
        return None
    return Reading(found[1], fixed_decade(found[0] + 10 * (number.value - 1)), "decade")


def leading(line: Line, at: int) -> Reading | None:
    """Read "الأشهر الستة الأولى من 2021", "الأيام العشرة الأخيرة من رمضان"."""
    sense = line.sense(at, "definite-unit")
    unit = UNITS.get(sense[0]) if sense is not None and sense[1] == "plural" else None
    number = definite_number(line, at + 1) if unit is not None else None
    if unit is None or number is None or not line.sense(number.end + 1, OF):
        return None
    last = bool(line.sense(number.end, "recent") or line.sense(number.end, "last"))
    if not last and line.sense(number.end, "ordinal") != 1:
        return None
    of = _whole(line, number.end + 2) or _this_one(line, number.end + 2)
    return Reading(of.end, Leading(unit, number.value, of.value, last), "part") if of is not None else None
