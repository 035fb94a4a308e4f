"""Points some time before or after the day of publication: "منذ ثماني سنوات", "قبل نحو ثلاثة أيام", "بعد أسبوعين"."""

from __future__ import annotations

from typing import NamedTuple

from digest.dates.numbers import Number, and_tens, cardinal
from digest.dates.readings import AND, Reading
from digest.dates.tokens import Line
from digest.dates.units import UNITS
from digest.dates.values import Shift, Value, Window

LIMITS = {"day": 4000, "week": 1000, "month": 600, "year": 1500, "decade": 30}
"""Largest numbers of a unit that are still a time; "قبل 5000 عام" is none of the news."""
HOURS = 24


class Amount(NamedTuple):
    """So many units: "ثلاثة أيام", "عامين ونصف", "بضعة أشهر"."""

    unit: str
    """Unit of the lexicon, hours and centuries included."""
    number: int | None
    """None where the words give no number."""
    end: int
    """Position after it."""
    approximate: bool = False
    halves: int = 0


def amount(line: Line, at: int) -> Amount | None:
    """Read a quantity of time: number and unit, dual, plural without number, hedges before and after."""
    start = at
    while any(line.sense(at, f"hedge:{kind}") for kind in ("about", "over", "under")):
        at += 1
    hedged = at > start
    few = bool(line.sense(at, "hedge:few"))
    at += few
    number = None if few else cardinal(line, at)
    unit = line.sense(number.end if number is not None else at, "unit")
    if unit is None:
        return None
    name, form = unit
    if number is not None:
        return _tail(line, Amount(name, number.value, number.end + 1, hedged)) if number.value else None
    if few:
        return _tail(line, Amount(name, None, at + 1, True))
    if form == "plural":
        # "أيام ثلاثة": the number may follow its noun.
        value = line.sense(at + 1, "cardinal")
        counted = value is not None and 3 <= value <= 10
        return _tail(line, Amount(name, value if counted else None, at + 1 + counted, hedged or not counted))
    one = form == "singular" and line.sense(at + 1, "cardinal") == 1
    return _tail(line, Amount(name, 1 if form == "singular" else 2, at + 1 + one, hedged))


def _tail(line: Line, found: Amount) -> Amount:
    """Read "ونصف العام", "تقريبا", "قليلة", "مضت" after a quantity."""
    for _ in range(3):
        token = line.token(found.end)
        if token.clitic == AND and token.senses.get("fraction") == "half":
            following = line.token(found.end + 1).kinds
            end = found.end + 1 + bool(following & {"unit", "definite-unit"})
            found = found._replace(halves=1, end=end)
        elif token.kinds & {"hedge:after", "hedge:few_after"}:
            found = found._replace(approximate=found.approximate or "hedge:about" in token.kinds, end=found.end + 1)
        else:
            break
    return found


def back_or_ahead(line: Line, at: int) -> Reading | None:
    """Read a point before or after publication; one that is reckoned from an event is none here.

    "بعد أسبوعين" without more is reckoned from what the text tells just before as often as from today: the scan keeps
    it only where a tense ahead stands beside it.
    """
    since = bool(line.sense(at, "preposition:since"))
    back = since or bool(line.sense(at, "preposition:back"))
    if not back and not line.sense(at, "preposition:ahead"):
        return None
    found = amount(line, at + 1)
    if found is None or _names_a_date(line, found.end):
        return None
    reckoned = bool(line.sense(found.end, "link:reckoned")) and not since
    from_now = reckoned and bool(line.sense(found.end + 1, "link:now"))
    value = _point(found, -1 if back else 1)
    if not back and line.sense(found.end, "hedge:only"):
        return None
    if value is None or reckoned != from_now or not (back or from_now or found.number is not None):
        return None
    rule = "duration-back" if back else "duration-from-now" if from_now else "duration-ahead"
    if back and found.number is None and isinstance(value, Window) and value.amount is None:
        rule = "vague-back"
    return Reading(found.end + 2 * from_now, value, rule)


def _point(found: Amount, sign: int) -> Value | None:
    """Return the point that lies an amount back (-1) or ahead (1)."""
    name, number = found.unit, found.number
    if name == "hour":
        if number is None or number < HOURS:
            return Window("day", 1, sign > 0)
        return Shift("day", sign * round(number / HOURS), True)
    if name == "century":
        name, number = "year", number and 100 * number
    unit = UNITS.get(name)
    if unit is None or (number is not None and number > LIMITS[unit]):
        return None
    if number is None:
        return Window(unit, None, sign > 0, point=True)
    return Shift(unit, sign * number, found.approximate or found.unit == "century", found.halves)


def _names_a_date(line: Line, at: int) -> bool:
    """Tell whether the unit belongs to a date that follows: "قبل عام 2020", "منذ شهر مارس", "بعد يوم الأحد"."""
    token = line.token(at)
    return token.kind in ("number", "date") or bool(token.kinds & {"month", "weekday", "deictic", "definite-unit"})


def definite_number(line: Line, at: int) -> Number | None:
    """Read the number of "الأيام الثلاثة", "الساعات الـ24", "السنوات الخمس عشرة", "الساعات الأربع والعشرين"."""
    value = line.sense(at, "definite-cardinal")
    if value is not None:
        tens = and_tens(line, at + 1) if value < 10 else None
        if tens is not None:
            return Number(value + tens, at + 2)
        teen = value < 10 and line.sense(at + 1, "cardinal") == 10
        return Number(value + 10, at + 2) if teen else Number(value, at + 1)
    return article_number(line, at)


def article_number(line: Line, at: int) -> Number | None:
    """Read a number in digits with the article: "الـ24"."""
    token = line.token(at + 1)
    if not line.token(at).text.endswith("ال") or token.kind != "number" or not line.adjacent(at + 1):
        return None
    return Number(int(token.text), at + 2) if len(token.text) <= 4 else None
