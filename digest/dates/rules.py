"""The rules of the grammar, by the sense of the first token, and the longest reading at a position."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from digest.dates import durations, parts, periods
from digest.dates.days import day
from digest.dates.months import month_alone
from digest.dates.numbers import year
from digest.dates.portions import MovedBy, Portion
from digest.dates.readings import Reading
from digest.dates.tokens import ARTICLES, Line, Token
from digest.dates.values import Fixed, Yearless
from digest.dates.years import bare_year, decade, named_year

Rule = Callable[[Line, int], Reading | None]
_DIGITS = "digits"
"""Stands for digits, for a numeric date and for the article before digits."""


def named_day(line: Line, at: int) -> Reading | None:
    """Read a day with a name: "عيد الفطر المقبل", "هجمات 11 سبتمبر"."""
    date = line.sense(at, "history")
    if date is not None:
        # "هجمات 11 سبتمبر (أيلول) 2001": a second month name and the year belong to it.
        second = at + 2 if line.mark(at + 1, "(/") else at + 1
        end = line.skip(second + 1, ")") if line.sense(second, "month") else at + 1
        stated = year(line, end)
        end = stated.end if stated is not None and stated.value == date.year else end
        return Reading(end, Fixed(date, date, "day"), "history-day")
    name = line.sense(at, "named-day")
    if name is None:
        return None
    calendar, month, number = name
    step = line.sense(at + 1, "relation")
    value = Yearless(calendar, month, number, step=step, approximate=calendar == "hijri")
    stated = year(line, at + 1) if step is None else None
    if stated is not None and (span := value.span_of(stated.calendar, stated.value)) is not None:
        return Reading(stated.end, Fixed(*span, "day", value.approximate), "named-day")
    return Reading(at + 1 + (step is not None), value, "named-day")


_DAY_HEADS = ("weekday", "deictic", "daypart", "unit", "ordinal", "cardinal", "definite-cardinal", "first-day", "month")
RULES: tuple[tuple[Rule, frozenset[str]], ...] = tuple(
    (rule, frozenset(heads))
    for rule, heads in (
        (named_day, ("named-day", "history")),
        (durations.back_or_ahead, ("preposition:since", "preposition:back", "preposition:ahead")),
        (parts.edge, ("edge",)),
        (parts.fraction, ("fraction",)),
        (parts.nth_unit, ("definite-unit",)),
        (parts.leading, ("definite-unit", "definite-cardinal")),
        (periods.term, ("term",)),
        (periods.season, ("season", "definite-season", "this:near")),
        (periods.counted_window, (_DIGITS,)),
        (day, (*_DAY_HEADS, _DIGITS)),
        (periods.period, ("definite-unit", "this:near")),
        (periods.window, ("definite-unit",)),
        (month_alone, ("month", "unit")),
        (decade, ("decade",)),
        (named_year, ("year:words", "year:plural", _DIGITS)),
        (bare_year, (_DIGITS,)),
    )
)
"""The rules, each with the kinds of sense that its first token has; among equally long readings the first wins."""

_OFFSETS = frozenset({"offset", "preposition:back", "preposition:ahead"})
_DIGITS_ONLY = frozenset({_DIGITS})


@functools.lru_cache(maxsize=4096)
def _rules_for(kinds: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule, heads in RULES if heads & kinds)


def _kinds(token: Token) -> frozenset[str]:
    if token.kind in ("number", "date") or token.text in ARTICLES:
        return _DIGITS_ONLY
    return token.kinds


def may_begin(token: Token) -> bool:
    """Tell whether any rule begins with such a token."""
    kinds = _kinds(token)
    return bool(kinds) and "no-day:phrases" not in kinds and bool(_rules_for(kinds) or kinds & _OFFSETS)


def read_at(line: Line, at: int) -> Reading | None:
    """Return the longest reading that begins at a token."""
    best: Reading | None = None
    for rule in _rules_for(_kinds(line.token(at))):
        found = rule(line, at)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


class FromEvent(NamedTuple):
    """Days reckoned from an event that is described after them."""

    days: int
    start: int
    """First token of the description."""
    end: int
    """Position after its last token."""


LONGEST_DESCRIPTION = 25
"""Words of an event's description that are taken in; it ends earlier at any punctuation."""


def from_event(line: Line, at: int) -> FromEvent | Reading | None:
    """Read "بعد ثمانية أيام من اتصال بالفيديو …", "غداة القمة"; where a date follows, return the date moved."""
    if not line.token(at).kinds & _OFFSETS or line.sense(at, "preposition:since"):
        return None
    counted = _counted(line, at)
    if counted is None:
        return None
    days, start = counted
    # "عشية أمس" is the evening of that day, not the day before it.
    if (
        line.sense(start, "link:now")
        or (line.sense(at, "offset") and line.sense(start, "deictic") is not None)
        or (line.token(start).kind != "word" and not _kinds(line.token(start)))
    ):
        return None
    inner = read_at(line, start)
    if inner is not None:
        return Reading(inner.end, Portion(inner.value, MovedBy(days)), "moved-date")
    if line.token(start).kind != "word" or line.sense(start, "offset:lasting"):
        return None
    end = start
    while end < start + LONGEST_DESCRIPTION and line.token(end).kind in ("word", "number", "opaque"):
        end += 1
    return FromEvent(days, start, end)


def _counted(line: Line, at: int) -> tuple[int, int] | None:
    """Read "بعد ثمانية أيام من" or "غداة": the days, and the position after it."""
    days = line.sense(at, "offset")
    if days is not None:
        return days, at + 1
    found = durations.amount(line, at + 1)
    if found is None or found.number is None or found.unit not in ("day", "week"):
        return None
    if found.halves or found.approximate:
        return None
    if not line.sense(found.end, "link:reckoned"):
        return None
    sign = -1 if line.sense(at, "preposition:back") else 1
    return sign * found.number * (7 if found.unit == "week" else 1), found.end + 1
