"""What the text itself demands of the day of publication: its weekday, its bounds, its own dated day, its month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from digest.dates.clues import Clue, Clues
from digest.dates.hearing import Hearing
from digest.dates.units import month_last
from digest.dates.values import DayOfMonth, Fixed, Yearless

FRESH_MENTION_DAYS = 31
"""A day and month without year that last came round this shortly before the file was saved is of that year: true of
all 17 such articles of the development set, by chance of one in twelve."""
YEARS_SEARCHED = 12
"""Years back in which a weekday and date are looked for; they recur after five, six or eleven."""


RIVAL_DAYS = 365 * 4
"""Another year for the same weekday and date counts only if it lies this close: files are saved within that time."""


class Bounds(NamedTuple):
    """What the day must lie between, both ends inclusive."""

    first: dt.date | None = None
    last: dt.date | None = None
    saved: dt.date | None = None
    """The day on which the file was saved, as far as it is known."""

    def allow(self, day: dt.date) -> bool:
        """Tell whether `day` lies between the bounds."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def within(self, first: dt.date | None, last: dt.date | None) -> Bounds:
        """Return these bounds narrowed by another interval."""
        low = max((day for day in (self.first, first) if day is not None), default=None)
        high = min((day for day in (self.last, last) if day is not None), default=None)
        return self._replace(first=low, last=high)

    @property
    def empty(self) -> bool:
        """Tell whether no day is left."""
        return self.first is not None and self.last is not None and self.first > self.last


def own_weekday(clues: tuple[Clue, ...], hearing: Hearing) -> int | None:
    """Return the weekday of publication that most of "today", "yesterday", "tomorrow" give, the first one on a tie."""
    votes = Counter(clue.weekday for clue in clues)
    if not votes:
        return None
    most = max(votes.values())
    chosen = next(clue.weekday for clue in clues if votes[clue.weekday] == most)
    for clue in clues:
        agrees = clue.weekday == chosen
        hearing.give(clue, "supports" if agrees else "rejected", "gives-weekday" if agrees else "other-weekday")
    return chosen


def text_bounds(clues: Clues, hearing: Hearing) -> Bounds:
    """Return the bounds that the text and the day of saving set, before any stated day is heard."""
    last, saved = _upper(clues, hearing)
    lower: Clue | None = None
    for clue in clues.bounds:
        if clue.source not in ("past-date", "year-mention", "known-since") or clue.first is None:
            continue
        if last is not None and clue.first > last:
            hearing.give(clue, "unused", "lies-ahead")
        elif lower is None or lower.first is None or clue.first > lower.first:
            lower = clue
    if lower is not None:
        hearing.give(lower, "bound", "not-before-known" if lower.source == "known-since" else "not-before")
    bounds = Bounds(lower.first if lower is not None else None, last, saved)
    for clue in clues.months:
        if clue.source == "current-year" and clue.first is not None and clue.last is not None:
            narrowed = bounds.within(clue.first, clue.last)
            if not narrowed.empty:
                bounds = narrowed
                hearing.give(clue, "bound", "current-year", year=str(clue.first.year))
    return _fresh_mentions(clues, bounds, hearing)


def _upper(clues: Clues, hearing: Hearing) -> tuple[dt.date | None, dt.date | None]:
    saved = next((clue for clue in clues.bounds if clue.source == "retrieved"), None)
    if saved is not None and saved.last is not None:
        hearing.give(saved, "bound", "not-after-saved", day=saved.last.isoformat())
        return saved.last, saved.last
    if clues.stated:
        return None, None
    # Tense is read from cues and may be wrong: what lies ahead bounds the day only where nothing better does.
    ahead = [clue for clue in clues.bounds if clue.source == "future-date" and clue.last is not None]
    if not ahead:
        return None, None
    nearest = min(ahead, key=lambda clue: clue.last or dt.date.max)
    hearing.give(nearest, "bound", "not-after-future")
    return nearest.last, None


def _fresh_mentions(clues: Clues, bounds: Bounds, hearing: Hearing) -> Bounds:
    """Take the year of a yearless date from the day of saving, where that follows it shortly."""
    if bounds.saved is None:
        return bounds
    for clue in clues.near:
        if not isinstance(clue.value, Yearless) or clue.value.day is None or clue.value.approximate:
            continue
        day = _last_occurrence(clue.value, bounds.saved)
        if day is None or (bounds.saved - day).days > FRESH_MENTION_DAYS or clue.source != "near-date" or clue.named:
            continue
        first = day - dt.timedelta(FRESH_MENTION_DAYS) if clue.future else day
        if bounds.first is None or first > bounds.first:
            bounds = bounds._replace(first=first)
            hearing.give(clue, "bound", "shortly-before-saving", day=day.isoformat())
    return bounds


def _last_occurrence(value: Yearless, before: dt.date) -> dt.date | None:
    for year in (before.year, before.year - 1):
        span = value.span_in(year)
        if span is not None and span[0] <= before:
            return span[0]
    return None


class OwnDay(NamedTuple):
    """A day that the body dates as its own."""

    day: dt.date
    year_stated: bool
    """True where the year is stated, or weekday and bounds leave one year."""
    votes: int
    confirmed: bool
    """True where weekday, date and the day of saving, shortly after, agree."""


def own_day(clues: tuple[Clue, ...], bounds: Bounds, weekday: int | None, hearing: Hearing) -> OwnDay | None:
    """Return the day that "أمس الجمعة 12 أبريل" gives, the one most often given where several are."""
    votes: Counter[dt.date] = Counter()
    sure: dict[dt.date, bool] = {}
    for clue in clues:
        days = list(_possible_days(clue, bounds, weekday))
        if days:
            votes[days[0]] += 1
            rivals = [day for day in days if (days[0] - day).days < RIVAL_DAYS]
            sure[days[0]] = sure.get(days[0], False) or len(rivals) == 1 or _beside_saving(days[0], bounds)
    if not votes:
        for clue in clues:
            hearing.give(clue, "unused", "year-unknown")
        return None
    day = max(votes, key=lambda d: (votes[d], d))
    for clue in clues:
        agrees = day in _possible_days(clue, bounds, weekday)
        code = "names-own-day" if agrees else "other-day"
        hearing.give(clue, "accepted" if agrees else "rejected", code, day=day.isoformat())
    weekdays = (isinstance(c.value, Yearless) and c.value.weekday is not None for c in clues)
    return OwnDay(day, sure[day], votes[day], any(weekdays) and _beside_saving(day, bounds))


def _beside_saving(day: dt.date, bounds: Bounds) -> bool:
    return bounds.saved is not None and (bounds.saved - day).days <= FRESH_MENTION_DAYS


def _possible_days(clue: Clue, bounds: Bounds, weekday: int | None) -> Iterator[dt.date]:
    """Yield the days of publication that a date called today's, yesterday's … may mean, the latest first."""
    value, shift = clue.value, dt.timedelta(clue.offset)
    if isinstance(value, Fixed):
        if bounds.allow(value.first - shift):
            yield value.first - shift
        return
    top = bounds.last or (bounds.first and bounds.first.replace(month=12, day=31))
    if not isinstance(value, Yearless) or value.day is None or top is None:
        return
    around = value.year_of(top)
    for year in range(around + 1, around - YEARS_SEARCHED, -1):
        span = value.span_in(year)
        if span is None or (value.weekday is not None and span[0].weekday() != value.weekday):
            continue
        day = span[0] - shift
        if bounds.allow(day) and (value.weekday is not None or weekday in (None, day.weekday())):
            yield day


class MonthWindow(NamedTuple):
    """The days that dates "of this month" leave."""

    first: dt.date | None
    """None where the month may be that of any year before."""
    last: dt.date
    one_year: bool
    """False where several years remain: then the window ends with the last of them."""
    argued: bool
    """True where the year follows from arithmetic rather than from bounds."""
    told: dt.date | None
    """The latest day of the month that the text tells, as far as it does not lie ahead."""


def month_window(clues: Clues, bounds: Bounds, hearing: Hearing) -> MonthWindow | None:
    """Return the days that "السابع من ديسمبر الجاري" and its like leave, None without such a date."""
    found = [c for c in clues.months if c.source == "current-month"]
    named = [c for c in found if isinstance(c.value, Yearless) and c.value.calendar == "gregorian"]
    values = [c.value for c in named if isinstance(c.value, Yearless)]
    if not values or any(value.month != values[0].month for value in values):
        return None
    month = values[0].month
    years = [year for year in _years(month, bounds) if all(value.fits(year) for value in values)]
    if not years:
        return None
    argued = _argued_year(clues, years, hearing)
    fresh = bounds.saved is not None and (bounds.saved - dt.date(years[-1], month, 1)).days <= 2 * FRESH_MENTION_DAYS
    if argued is not None:
        years = [argued]
    elif fresh:
        years = years[-1:]
    last = month_last(years[-1], month)
    first = dt.date(years[0], month, 1) if bounds.first is not None else None
    told: dt.date | None = None
    if len(years) == 1:
        first, last, told = _told_days(named, found, years[0], dt.date(years[0], month, 1), last)
    for clue in found:
        hearing.give(clue, "supports", "gives-month")
    return MonthWindow(first, last, len(years) == 1, argued is not None, told)


def _told_days(
    named: list[Clue], found: list[Clue], year: int, first: dt.date, last: dt.date
) -> tuple[dt.date, dt.date, dt.date | None]:
    """Narrow a month by its days that are told as past or as ahead."""
    told: dt.date | None = None
    for clue in named:
        span = clue.value.span_in(year) if isinstance(clue.value, Yearless) and clue.value.day else None
        if span is None:
            continue
        if clue.future:
            last = min(last, span[1])
        else:
            told = max(told or span[0], span[0])
            if clue.future is False:
                first = max(first, span[0])
    for clue in found:
        if isinstance(clue.value, DayOfMonth) and clue.future and clue.value.day <= last.day:
            last = last.replace(day=clue.value.day)
    return first, last, told


def _years(month: int, bounds: Bounds) -> list[int]:
    """Return the years in which the month lies between the bounds, in order; none where a bound is missing."""
    if bounds.last is None:
        return []
    low = bounds.first.year if bounds.first is not None else bounds.last.year - YEARS_SEARCHED
    return [
        year
        for year in range(low, bounds.last.year + 1)
        if dt.date(year, month, 1) <= bounds.last and (bounds.first is None or month_last(year, month) >= bounds.first)
    ]


def _argued_year(clues: Clues, years: list[int], hearing: Hearing) -> int | None:
    """Return the year that arithmetic gives ("for seven years … in 2014"), if the bounds allow it."""
    sums = [c for c in clues.bounds if c.source == "year-arithmetic" and c.first is not None and c.first.year in years]
    if not sums or sums[0].first is None:
        return None
    year = Counter(c.first.year for c in sums if c.first is not None).most_common(1)[0][0]
    for clue in sums:
        if clue.first is not None and clue.first.year == year:
            hearing.give(clue, "supports", "gives-year", year=str(year))
    return year
