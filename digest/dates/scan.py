"""All date expressions of a text, unresolved, in one pass over its tokens.

Phrases that look like days and are none ("اليوم السابع") are passed over; where several rules read, the longest
reading stands; neighbours that make a range are joined; each expression learns its tense.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import NamedTuple

from digest.arabic import Folded, fold
from digest.dates.ranges import Found, join_ranges
from digest.dates.rules import FromEvent, from_event, may_begin, read_at
from digest.dates.tense import tense
from digest.dates.tokens import Line
from digest.dates.values import Fixed, Shift, Value
from digest.dates.vocabulary import vocabulary
from digest.lexicon import Lexicons
from digest.records import Span


class Expression(NamedTuple):
    """A date expression and what its sentence tells about its side of the present."""

    span: Span
    value: Value
    rule: str
    future: bool | None
    """True: ahead, False: behind, None: nothing tells."""
    deictic: int | None = None
    """Days from the day of publication where the words say so beside a date."""


class Offset(NamedTuple):
    """Days reckoned from an event that the text describes."""

    span: Span
    days: int
    anchor: Span
    future: bool | None


class Since(NamedTuple):
    """Words that did not exist before a day."""

    span: Span
    day: dt.date


class Term(NamedTuple):
    """The holder of an office, who left it on a day."""

    span: Span
    last: dt.date
    past: bool
    """True where words before it tell of the past: "في عهد الرئيس …"."""


class Scan(NamedTuple):
    """Everything that a text says about dates."""

    expressions: tuple[Expression, ...]
    """In order of the text, without overlaps."""
    offsets: tuple[Offset, ...]
    since: Since | None
    """The youngest of its words, at its first place."""
    terms: tuple[Term, ...] = ()
    """Holders of offices that have ended, in order of the text."""


@functools.lru_cache(maxsize=16)
def scan(text: str, lexicons: Lexicons) -> Scan:
    """Return the date expressions of `text`, and those that wait for the day of an event."""
    folded = fold(text)
    line = Line(folded.text, vocabulary(lexicons))
    found, waiting = _read(line)
    years = _named_years(found)

    def span(start: int, end: int) -> Span:
        return folded.span(line.tokens[start].start, line.tokens[end - 1].end)

    expressions = []
    for start, reading in join_ranges(line, found):
        future = tense(line, start, reading.end)
        # "بعد أسبوعين" that nothing puts ahead of today is reckoned from the story.
        if reading.rule != "duration-ahead" or future:
            value = _with_years(reading.value, years)
            expressions.append(Expression(span(start, reading.end), value, reading.rule, future, reading.deictic))
    offsets = (
        Offset(span(at, event.end), event.days, span(event.start, event.end), tense(line, at, event.start))
        for at, event in waiting
    )
    return Scan(tuple(expressions), tuple(offsets), _youngest(line, folded), _terms(line, folded))


def _read(line: Line) -> tuple[list[Found], list[tuple[int, FromEvent]]]:
    """Return the readings of a text with their first tokens, and what waits for an event."""
    found: list[Found] = []
    waiting: list[tuple[int, FromEvent]] = []
    at = 0
    while at < len(line):
        if not may_begin(line.tokens[at]) or _is_number_of(line, at):
            at += 1
            continue
        reading = from_event(line, at)
        if isinstance(reading, FromEvent):
            waiting.append((at, reading))
            at = reading.start
            continue
        reading = reading or read_at(line, at)
        if reading is None:
            at += 1
            continue
        if not _is_name(line, at, reading.rule):
            found.append(Found(at, reading))
        at = reading.end
    return found, waiting


def _is_number_of(line: Line, at: int) -> bool:
    """Tell whether a number is that of a resolution, a flight, a page: "القرار 2231"."""
    return line.tokens[at].kind in ("number", "date") and bool(line.sense(at - 1, "numbered:before"))


def _is_name(line: Line, at: int, rule: str) -> bool:
    """Tell whether a day and month name a street, a town, or, without year, a revolution: "شارع 26 يوليو"."""
    if rule not in ("day-month", "day-month-year", "hijri-date"):
        return False
    kinds = ("commemorated:places", "commemorated:before")[: 1 + (rule == "day-month")]
    return any(line.sense(at - back, kind) for kind in kinds for back in (1, 2))


def _named_years(found: list[Found]) -> tuple[int, ...]:
    values = [f.reading.value for f in found if f.reading.rule == "year"]
    return tuple(sorted({value.first.year for value in values if isinstance(value, Fixed)}))


def _with_years(value: Value, years: tuple[int, ...]) -> Value:
    """Tell a hedged number of years which years the text names."""
    if isinstance(value, Shift) and value.unit == "year" and value.approximate:
        return value._replace(named_years=years)
    return value


def _terms(line: Line, folded: Folded) -> tuple[Term, ...]:
    return tuple(
        Term(folded.span(token.start, token.end), token.senses["until"], _is_past(line, at))
        for at, token in enumerate(line.tokens)
        if "until" in token.kinds
    )


def _is_past(line: Line, at: int) -> bool:
    return bool(line.sense(at - 1, "reign:words")) or tense(line, at, at + 1) is False


def _youngest(line: Line, folded: Folded) -> Since | None:
    dated = [(token.senses["since"], token) for token in line.tokens if "since" in token.kinds]
    if not dated:
        return None
    day, token = max(dated, key=lambda item: item[0])
    return Since(folded.span(token.start, token.end), day)
