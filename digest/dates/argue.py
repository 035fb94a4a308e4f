"""From clues to a publication day: the argument and its probability.

1. What the text demands: no day before what it tells as past or names as known, none after the file was saved; the
   weekday that it calls today's; its own dated day ("أمس الجمعة 12 أبريل"); its month and year ("ديسمبر الجاري").
2. Stated days (front matter, metadata, dateline, header) are heard against that: one that contradicts it is the day
   of a crawl and only bounds from above; one that agrees is accepted, with an independent witness as certain.
3. Without a stated day the body's own dated day is accepted.
4. Else the days that the demands leave, narrowed by offices held, weekdays that fit few years and a dated lead: one day
   is inferred; the weekday at once before the day of saving is inferred; the first such weekday after a day told of the
   same month is inferred; several days are an interval.
5. A text of present news without any lower bound was saved within the habit of the development set.

Probabilities are explained in `docs/dates.md`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from digest.dates.bounds import Bounds, MonthWindow, OwnDay, month_window, own_day, own_weekday, text_bounds
from digest.dates.clues import Clues
from digest.dates.hearing import Hearing
from digest.dates.narrowing import dated_lead, narrow_bounds
from digest.dates.stated import Demands, StatedDay, hear_stated
from digest.records import Publication

Confidence = Literal["certain", "inferred", "interval", "unknown"]

FRESH_DAYS = 1
"""A file saved at most this many days after the weekday that its text calls today's was saved that week: right for
74 of 77 such articles of the development set, for 3 of 6 with two to six days."""
HABIT_DAYS = 1461
"""Pages of present news are saved within four years: all of the development set (longest 1,390 days)."""
WIDEST_DAYS = 366
"""Widest interval, in days, in which single days are looked at."""
TOLD_DAYS = 7
"""News follows a day that it tells of the same month by less than a week."""

P_CERTAIN = 0.99
P_CONFIRMED = 0.97
P_LABELLED = 0.95
P_NEWS_WEEKDAY = 0.9
P_STATED = 0.85
P_UPDATED = 0.8
P_PAGE_CLOCK = 0.75
P_UNTITLED = 0.7
P_OWN_DAY = 0.95
P_FRESH = 0.95
P_ONE_LEFT = 0.95
P_NEXT_WEEKDAY = 0.7
P_SETTLED = 0.9
P_LEAD = 0.85
P_INTERVAL = 0.97


class Decision(NamedTuple):
    """The days decided on, and how sure they are."""

    first: dt.date | None
    last: dt.date | None
    confidence: Confidence
    probability: float


UNKNOWN = Decision(None, None, "unknown", 0.0)


def argue(clues: Clues) -> Publication:
    """Return the day of publication, or the interval that the clues leave, with every candidate and its verdict."""
    hearing = Hearing()
    return _publication(_decide(clues, hearing), clues, hearing)


def argue_within(clues: Clues, first: dt.date | None, last: dt.date | None) -> Publication | None:
    """Return what the clues leave inside days that other articles give; None if nothing, or a stated day holds.

    One day left is inferred; several are an interval.
    """
    hearing = Hearing()
    weekday, bounds, decided = _hear(clues, hearing)
    if decided is not None:
        return None
    window = month_window(clues, bounds, hearing)
    for narrower in (bounds, window and bounds.within(window.first, window.last)):
        bounds = narrower if narrower and not narrower.empty else bounds
    bounds = bounds.within(first, last)
    if bounds.empty or (bounds.first is None and bounds.last is None):
        return None
    days = _open_days(bounds, weekday)
    if days:
        single = len(days) == 1
        decision = Decision(
            days[0], days[-1], "inferred" if single else "interval", P_SETTLED if single else P_INTERVAL
        )
    elif bounds.first is not None and bounds.last is not None and (bounds.last - bounds.first).days <= WIDEST_DAYS:
        return None
    else:
        decision = Decision(bounds.first, bounds.last, "interval", P_INTERVAL)
    return _publication(decision, clues, hearing)


def _publication(decision: Decision, clues: Clues, hearing: Hearing) -> Publication:
    return Publication(
        first=decision.first,
        last=decision.last,
        confidence=decision.confidence,
        probability=decision.probability,
        candidates=hearing.candidates(clues),
    )


def _hear(clues: Clues, hearing: Hearing) -> tuple[int | None, Bounds, Decision | None]:
    """Return the weekday and the bounds that hold, and the day if a stated or dated one is accepted."""
    weekday = own_weekday(clues.weekdays, hearing)
    bounds = text_bounds(clues, hearing)
    own = own_day(clues.exact, bounds, weekday, hearing)
    stated, bounds = hear_stated(clues, Demands(bounds, weekday, own), hearing)
    if stated is not None:
        return weekday, bounds, _stated(stated)
    if own is None and clues.exact:
        own = own_day(clues.exact, bounds, weekday, hearing)
    return weekday, bounds, _own(own, weekday) if own is not None else None


def _decide(clues: Clues, hearing: Hearing) -> Decision:
    weekday, bounds, decided = _hear(clues, hearing)
    return decided if decided is not None else _remaining(clues, bounds, weekday, hearing)


def _day(day: dt.date, confidence: Confidence, probability: float) -> Decision:
    return Decision(day, day, confidence, probability)


def _stated(stated: StatedDay) -> Decision:
    """Return how far a stated day is believed: `certain` needs the body, or two sources, and something more."""
    if stated.clue.sighted and not stated.witnesses - {"label"}:
        around = dt.timedelta(1)
        return Decision(stated.day - around, stated.day + around, "interval", P_LABELLED)
    confirming = stated.witnesses & {"weekday", "own-day", "second-source"}
    others = stated.witnesses - confirming - {"bare-weekday"}
    sure = bool(confirming) and (bool(others) or len(confirming) > 1)
    probability = P_CERTAIN if sure else _belief(stated, bool(confirming), len(others))
    return _day(stated.day, "certain" if sure else "inferred", probability)


def _belief(stated: StatedDay, confirmed: bool, others: int) -> float:
    """Return the probability of a stated day that has at most one confirmation."""
    clue, told = stated.clue, stated.witnesses
    if clue.above and told <= {"weekday", "bare-weekday"}:
        return P_PAGE_CLOCK
    if confirmed:
        return P_CONFIRMED
    if clue.source == "updated":
        return P_STATED if told else P_UPDATED
    if clue.label or others:
        return P_CONFIRMED if clue.label and others > 1 else P_LABELLED
    if clue.untitled:
        return P_UNTITLED
    return P_NEWS_WEEKDAY if "bare-weekday" in told else P_STATED


def _own(own: OwnDay, weekday: int | None) -> Decision:
    agrees = weekday is not None and own.day.weekday() == weekday
    if own.confirmed or (own.year_stated and (agrees or own.votes > 1)):
        return _day(own.day, "certain", P_CERTAIN)
    return _day(own.day, "inferred", P_OWN_DAY if own.year_stated else P_NEXT_WEEKDAY)


def _remaining(clues: Clues, bounds: Bounds, weekday: int | None, hearing: Hearing) -> Decision:
    """Return what bounds, weekday and month leave."""
    habit = _habit(clues, bounds, weekday)
    bounds = narrow_bounds(clues, bounds, habit, hearing)
    window = month_window(clues, bounds, hearing)
    if window is not None:
        narrowed = bounds.within(window.first, window.last)
        bounds = bounds if narrowed.empty else narrowed
    lead = dated_lead(clues, bounds, habit, hearing)
    days = _open_days(lead or bounds, weekday)
    if len(days) == 1:
        sure = window is None or not window.argued
        return _day(days[0], "inferred", P_NEXT_WEEKDAY if not sure else P_LEAD if lead is not None else P_ONE_LEFT)
    fresh = _saved_just_after(clues, bounds, weekday, hearing)
    if fresh is not None:
        return fresh
    if window is not None and days and weekday is not None and bounds.saved is None:
        return _after_told(window, days)
    if days:
        return Decision(days[0], days[-1], "interval", P_LEAD if lead is not None else P_INTERVAL)
    return _open_interval(clues, bounds, weekday)


def _open_days(bounds: Bounds, weekday: int | None) -> list[dt.date]:
    """Return the days between the bounds that carry the weekday; none where they are open or far apart."""
    if bounds.first is None or bounds.last is None or (bounds.last - bounds.first).days > WIDEST_DAYS:
        return []
    count = (bounds.last - bounds.first).days + 1
    days = [bounds.first + dt.timedelta(n) for n in range(count)]
    return [day for day in days if weekday is None or day.weekday() == weekday]


def _saved_just_after(clues: Clues, bounds: Bounds, weekday: int | None, hearing: Hearing) -> Decision | None:
    if weekday is None or bounds.saved is None:
        return None
    back = (bounds.saved.weekday() - weekday) % 7
    day = bounds.saved - dt.timedelta(back)
    if back > FRESH_DAYS or not bounds.allow(day):
        return None
    for clue in clues.weekdays:
        if clue.weekday == weekday:
            hearing.give(clue, "accepted", "saved-just-after", day=day.isoformat())
    return _day(day, "inferred", P_FRESH)


def _after_told(window: MonthWindow, days: list[dt.date]) -> Decision:
    """Return the first fitting weekday after a day of this month that the text tells, else the interval."""
    if window.one_year and window.told is not None:
        after = next((day for day in days if day > window.told), None)
        if after is not None and (after - window.told).days <= TOLD_DAYS:
            return _day(after, "inferred", P_NEXT_WEEKDAY)
    return Decision(days[0], days[-1], "interval", P_INTERVAL)


def _habit(clues: Clues, bounds: Bounds, weekday: int | None) -> dt.date | None:
    """Return the earliest day on which a text of present news was published, as pages are saved by habit."""
    present = weekday is not None or clues.near or clues.months or clues.exact
    return bounds.saved - dt.timedelta(HABIT_DAYS) if bounds.saved is not None and present else None


def _open_interval(clues: Clues, bounds: Bounds, weekday: int | None) -> Decision:
    """Return bounds that are far apart or open; a text of present news without a lower one gets that of habit."""
    first = bounds.within(_habit(clues, bounds, weekday), None).first
    if first is None and (bounds.last is None or bounds.last == bounds.saved):
        return UNKNOWN
    return Decision(first, bounds.last, "interval", P_INTERVAL)
