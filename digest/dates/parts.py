"""Parts of a period: its edges ("نهاية 2021"), quarters and halves, weeks of a month, its first months."""

from __future__ import annotations

from digest.dates.durations import definite_number
from digest.dates.months import month_alone
from digest.dates.numbers import Number, ordinal, year
from digest.dates.periods import period, season
from digest.dates.portions import AtEdge, Edge, Leading, NthFraction, NthWeek, Portion, QuarterStep
from digest.dates.readings import OF, Reading, fixed_decade, fixed_year
from digest.dates.tokens import Line
from digest.dates.units import UNITS, Unit
from digest.dates.values import Period
from digest.dates.years import BARE_YEARS, bare_year, century, decade, named_year


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
    return Reading(of.end, Portion(of.value, AtEdge(which)), f"part-of-{which}") if of is not None else None


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
    rule = "quarter" if kind == "quarter" else "part"
    return Reading(of.end, Portion(of.value, NthFraction(kind, number.value)), rule)


def nth_unit(line: Line, at: int) -> Reading | None:
    """Read "الأسبوع الثاني من مارس", "العقد الأول من القرن الحادي والعشرين"."""
    sense = line.sense(at, "definite-unit")
    number = _nth(line, at + 1) if sense in (("week", "singular"), ("decade", "singular")) else None
    if number is None or not line.sense(number.end, OF):
        return None
    if sense[0] == "week":
        of = _whole(line, number.end + 1)
        return Reading(of.end, Portion(of.value, NthWeek(number.value)), "week-of") if of is not None else None
    found = century(line, number.end + 1)
    if found is None or not 1 <= number.value <= 10:
        return None
    return Reading(found[1], fixed_decade(found[0] + 10 * (number.value - 1)), "decade")


TEN_NIGHTS = 10
"""Nights of a holy month that are counted without naming them: "العشر الأواخر من رمضان"."""


def _number_first(line: Line, at: int) -> tuple[Unit | None, Number | None]:
    """Read the number before its unit: "التسعة أشهر" (الأولى), or without one: "العشر" (الأواخر)."""
    value = line.sense(at, "definite-cardinal")
    if value is None:
        return None, None
    named = line.sense(at + 1, "unit") or line.sense(at + 1, "definite-unit")
    unit = UNITS.get(named[0]) if named is not None and named[1] == "plural" else None
    if unit is not None:
        return unit, Number(value, at + 2)
    nights = value == TEN_NIGHTS and bool(line.sense(at + 1, "recent"))
    return ("day", Number(value, at + 1)) if nights else (None, None)


def _year_after(line: Line, at: int, linked: bool) -> Reading | None:
    """Read the year that follows "الأولى" without a preposition: "الأشهر التسعة الأولى 2023"."""
    found = year(line, at) if not linked and line.token(at).kind == "number" else None
    value = fixed_year(found) if found is not None and found.value in BARE_YEARS else None
    return Reading(found.end, value, "year") if found is not None and value is not None else None


def leading(line: Line, at: int) -> Reading | None:
    """Read "الأشهر الستة الأولى من 2021", "الأيام العشرة الأخيرة من رمضان", "العشر الأواخر من رمضان"."""
    sense = line.sense(at, "definite-unit")
    unit = UNITS.get(sense[0]) if sense is not None and sense[1] == "plural" else None
    number = definite_number(line, at + 1) if unit is not None else None
    if sense is None:
        unit, number = _number_first(line, at)
    if unit is None or number is None:
        return None
    last = bool(line.sense(number.end, "recent") or line.sense(number.end, "last"))
    if not last and line.sense(number.end, "ordinal") != 1:
        return None
    linked = bool(line.sense(number.end + 1, OF))
    whole = number.end + 1 + linked
    of = _whole(line, whole) or (_this_one(line, whole) if linked else None) or _year_after(line, whole, linked)
    return Reading(of.end, Portion(of.value, Leading(unit, number.value, last)), "part") if of is not None else None
