"""Stated days (front matter, metadata, datelines, headers), heard against what the text demands."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from digest.dates.bounds import Bounds, OwnDay
from digest.dates.clues import Clue, Clues
from digest.dates.hearing import Hearing
from digest.dates.values import Weekday, Yearless
from digest.records import Reason

STALE_DAYS = 150
"""A day of metadata without label this long after all that the text dates is not believed without the weekday."""
NEAR_DAYS = 21
"""A date of the text within so many days of a stated day speaks for it."""

LEAD_LENGTH = 500
"""Characters after the first weekday told as past within which weekdays date the news itself."""
FAR_WEEKDAY = 2
"""A lead tells weekdays of the last two days: true of 38 of 40 articles of the development set."""


class Demands(NamedTuple):
    """What the text demands of the day of publication."""

    bounds: Bounds
    weekday: int | None
    own: OwnDay | None


class StatedDay(NamedTuple):
    """A stated day that holds, and what speaks for it."""

    clue: Clue
    day: dt.date
    witnesses: frozenset[str]
    """`weekday`, `own-day`, `label`, `near-date`, `month`, `bare-weekday`, `second-source`."""


def hear_stated(clues: Clues, demands: Demands, hearing: Hearing) -> tuple[StatedDay | None, Bounds]:
    """Return the first stated day that nothing contradicts, and the bounds with the rejected ones taken in.

    A page shows no day before that of its article: a rejected day is that of a crawl, and bounds from above; of several
    only the latest, since the others may be those of other articles.
    """
    accepted: StatedDay | None = None
    ceilings: list[dt.date] = []
    bounds = demands.bounds
    for clue in clues.stated:
        if clue.first is None:
            continue
        day = _sighted(clue.first, demands) if clue.sighted else clue.first
        if clue.alternative and not (accepted is None and _confirms(day, demands)):
            hearing.give(clue, "unused", "other-order")
        elif (why := _objection(clue, day, clues, demands, doubted=accepted is None)) is not None:
            hearing.give(clue, "bound" if why.code in _DOUBTS else "rejected", why.code, **why.args)
            ceilings += [max(day, clue.other or day)] if why.code != "before-known-name" else []
        elif clue.source == "updated":
            hearing.give(clue, "bound", "not-after-update")
            bounds = bounds.within(None, day)
        elif accepted is None:
            accepted = StatedDay(clue, day, _witnesses(clue, day, clues, demands))
            confirmed = accepted.witnesses & {"weekday", "own-day", "second-source"}
            hearing.give(clue, "accepted", "stated-and-confirmed" if confirmed else "stated", day=day.isoformat())
            _set_aside_later(clues, day, hearing)
        else:
            same = day == accepted.day
            hearing.give(clue, "supports" if same else "unused", "same-day-stated" if same else "other-day-stated")
    return accepted or _updated(clues, demands, hearing), bounds.within(None, max(ceilings, default=None))


def _sighted(day: dt.date, demands: Demands) -> dt.date:
    """Return a Hijri day, moved by at most a day to the weekday of the body: months begin when the moon is sighted."""
    days = (day + dt.timedelta(n) for n in (0, -1, 1))
    return next((d for d in days if d.weekday() == demands.weekday), day)


_DOUBTS = frozenset({"page-clock", "weekday-far-from-body", "long-after-content"})


def _objection(clue: Clue, day: dt.date, clues: Clues, demands: Demands, *, doubted: bool) -> Reason | None:
    """Return what speaks against a stated day, or, if it is `doubted`, why it is not believed; None if it may stand."""
    why = _contradiction(clue, day, clues, demands)
    if why is not None or clue.source == "updated" or not doubted:
        return why
    doubt = _doubt(clue, day, clues, _witnesses(clue, day, clues, demands))
    return Reason(code=doubt) if doubt is not None else None


def _confirms(day: dt.date, demands: Demands) -> bool:
    """Tell whether the body calls that weekday or that day its own."""
    return day.weekday() == demands.weekday or (demands.own is not None and demands.own.day == day)


def _set_aside_later(clues: Clues, day: dt.date, hearing: Hearing) -> None:
    """Mark what lies ahead of an accepted day as saying nothing about it."""
    for clue in clues.bounds:
        if clue.first is not None and clue.first > day:
            hearing.give(clue, "unused", "lies-ahead")


def _updated(clues: Clues, demands: Demands, hearing: Hearing) -> StatedDay | None:
    """Return a day of update where no other day holds, unless the body calls another weekday or day today's.

    Many outlets give the time of publication under that label; corrections of later days are rare.
    """
    for clue in clues.stated:
        day = clue.first
        if clue.source != "updated" or day is None or hearing.verdict(clue) == "rejected":
            continue
        if demands.weekday not in (None, day.weekday()) or (demands.own is not None and demands.own.day != day):
            continue
        witnesses = _witnesses(clue, day, clues, demands) - {"label"}
        if witnesses or _doubt(clue, day, clues, witnesses) is None:
            hearing.give(clue, "accepted", "stated-and-confirmed" if witnesses else "stated", day=day.isoformat())
            return StatedDay(clue, day, witnesses)
    return None


def _contradiction(clue: Clue, day: dt.date, clues: Clues, demands: Demands) -> Reason | None:
    """Return why a stated day cannot be that of publication, None if nothing speaks against it."""
    bounds, weekday, own = demands
    if weekday is not None and clue.source != "updated":
        late = (day.weekday() - weekday) % 7
        # "Today, Wednesday" may be put online after midnight: the day after is let pass with a witness of its own.
        if late > 1 or (late == 1 and not (clue.label or _has_near_date(clues, day))):
            evidence = next(c.evidence for c in clues.weekdays if c.weekday == weekday)
            return Reason(code="weekday-contradicts-body", args={"day": day.isoformat(), "evidence": evidence})
    if own is not None and own.year_stated and abs((day - own.day).days) > 1 and clue.source != "updated":
        return Reason(code="day-contradicts-body", args={"day": own.day.isoformat()})
    for month in clues.months:
        if clue.source != "updated" and not _in_month(month, day):
            return Reason(code="month-contradicts-body", args={"evidence": month.evidence})
    if bounds.saved is not None and day > bounds.saved:
        return Reason(code="after-saving", args={"day": bounds.saved.isoformat()})
    # Dates of the text may lie ahead without saying so; a name that is younger than the day cannot.
    for other in clues.bounds:
        if other.source == "known-since" and other.first is not None and day < other.first:
            return Reason(code="before-known-name", args={"evidence": other.evidence})
    return None


def _in_month(clue: Clue, day: dt.date) -> bool:
    """Tell whether a date of "this month" or "this year" can be said on `day`, or on the day before or after it."""
    around = [day + dt.timedelta(n) for n in (-1, 0, 1)]
    if clue.source == "current-year":
        return clue.first is None or any(d.year == clue.first.year for d in around)
    if isinstance(clue.value, Yearless) and clue.value.calendar == "gregorian":
        return any(d.month == clue.value.month for d in around)
    return True


def _witnesses(clue: Clue, day: dt.date, clues: Clues, demands: Demands) -> frozenset[str]:
    found = set()
    if demands.weekday is not None and day.weekday() == demands.weekday:
        found.add("weekday")
    if demands.own is not None and demands.own.day == day:
        found.add("own-day")
    if clue.label:
        found.add("label")
    if _has_near_date(clues, day):
        found.add("near-date")
    if any(c.source == "current-month" and isinstance(c.value, Yearless) for c in clues.months):
        found.add("month")
    gap = _weekday_gap(clues, day)
    if gap is not None and gap <= 1:
        found.add("bare-weekday")
    if any(other.first == day and _family(other) != _family(clue) for other in clues.stated):
        found.add("second-source")
    return frozenset(found)


def _family(clue: Clue) -> str:
    """Return where a stated day comes from: the page's own lines count as one source."""
    return "page" if clue.source in ("dateline", "header", "updated") else clue.source


def _has_near_date(clues: Clues, day: dt.date) -> bool:
    for clue in clues.near:
        if clue.source == "near-date" and isinstance(clue.value, Yearless) and clue.value.day is not None:
            found = clue.value.resolve(day, None)
            if found is not None and abs((found.first - day).days) <= NEAR_DAYS and not clue.named:
                return True
    return any(
        clue.source == "past-date" and clue.first is not None and 0 <= (day - clue.first).days <= NEAR_DAYS
        for clue in clues.bounds
    )


def _weekday_gap(clues: Clues, day: dt.date) -> int | None:
    """Return how many days before `day` the nearest weekday lies that the beginning of the text tells as past."""
    told = [c for c in clues.near if c.source == "bare-weekday" and not c.future and c.span is not None]
    start = min((c.span.start for c in told if c.span is not None), default=0)
    gaps = [
        (day.weekday() - clue.value.weekday) % 7
        for clue in told
        if isinstance(clue.value, Weekday) and clue.value.step is None
        if clue.span is not None and clue.span.start - start <= LEAD_LENGTH
    ]
    return min(gaps, default=None)


def _doubt(clue: Clue, day: dt.date, clues: Clues, witnesses: frozenset[str]) -> str | None:
    """Return why a day without label or witness is rather that of a crawl: a reason code, or None.

    Above the title stands the clock of many pages; below it the date is the article's own, however old what it tells.
    Where the text has no title, a day long after all that it tells is not believed.
    """
    if clue.source == "updated":
        return "not-after-update" if _is_stale(day, clues) else None
    if clue.label or clue.source == "front-matter":
        return None
    if clue.above:
        return None if witnesses - {"bare-weekday"} else "page-clock"
    if witnesses:
        return None
    gap = _weekday_gap(clues, day)
    if gap is not None and gap > FAR_WEEKDAY:
        return "weekday-far-from-body"
    return "long-after-content" if (clue.source == "metadata" or clue.untitled) and _is_stale(day, clues) else None


def _is_stale(day: dt.date, clues: Clues) -> bool:
    """Tell whether a day lies long after everything that the text dates."""
    told: list[dt.date] = []
    for other in clues.bounds:
        if other.first is not None and other.first <= day:
            if other.source == "year-mention":
                told.append(min(day, dt.date(other.first.year, 12, 31)))
            elif other.source == "past-date":
                told.append(other.first)
    return bool(told) and (day - max(told)).days > STALE_DAYS
