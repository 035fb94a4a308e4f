"""Parts, ranges and shifts of other values: "the end of 2021", "the second quarter", "from … to …"."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple, Protocol

from digest.dates.units import Unit, month_last, shift_months, shift_unit
from digest.dates.values import Days, Value, Yearless
from digest.records import Granularity

Edge = Literal["start", "early", "mid", "late", "end"]
Fraction = Literal["quarter", "half", "third"]
Season = Literal["spring", "summer", "autumn", "winter"]


class SeasonOf(NamedTuple):
    """A season of a year, of this, the last or the next year."""

    season: Season
    year: int | None = None
    step: int | None = None

    @property
    def absolute(self) -> bool:
        """Tell whether the year is stated."""
        return self.year is not None

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return three whole months: winter runs from December, named by the year of its January."""
        month = {"winter": 0, "spring": 3, "summer": 6, "autumn": 9}[self.season]

        def span(year: int) -> tuple[dt.date, dt.date]:
            first = dt.date(year, month, 1) if month else dt.date(year - 1, 12, 1)
            end = shift_months(first, 2)
            return first, month_last(end.year, end.month)

        if self.year is not None:
            return Days(*span(self.year), "season", approximate=True)
        spans = [span(reference.year + n) for n in (-1, 0, 1)]
        if self.step == -1 or (self.step is None and future is False):
            spans = [s for s in spans if s[1] < reference] or spans
            chosen = spans[-1]
        elif self.step == 1 or (self.step is None and future):
            chosen = next((s for s in spans if s[0] > reference), spans[-1])
        elif self.step == 0:
            chosen = min(spans, key=lambda s: abs((s[0] - reference).days + 45))
        else:
            chosen = min(spans, key=lambda s: max((s[0] - reference).days, (reference - s[1]).days, 0))
        return Days(*chosen, "season", approximate=True)


class Cut(Protocol):
    """A way to take a part of a period, or to move it."""

    def cut(self, whole: Days) -> Days | None:
        """Return the days taken from `whole`, None where it has no such part."""
        ...


class Portion(NamedTuple):
    """A part of another value: "the end of 2021", "the second quarter of last year", "two days after 7 October"."""

    of: Value
    how: Cut

    @property
    def absolute(self) -> bool:
        """As the period."""
        return self.of.absolute

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the part, None where the calendar has no such period or the period no such part."""
        whole = self.of.resolve(reference, future)
        return self.how.cut(whole) if whole is not None else None


class AtEdge(NamedTuple):
    """The edge of a period: "the end of 2021", "mid-January"."""

    edge: Edge

    def cut(self, whole: Days) -> Days | None:
        """Return the part. Years: an edge is one month, early and late three, the middle two; decades: years 0-3,
        4-6, 6-9 (an edge: two years); months and shorter: thirds."""
        first, last = whole.first, whole.last
        if whole.granularity == "year":
            months = {"start": (0, 1), "early": (0, 3), "mid": (5, 7), "late": (9, 12), "end": (11, 12)}[self.edge]
            begin = shift_months(first, months[0])
            end = shift_months(first, months[1]) - dt.timedelta(1)
            return Days(begin, end, "month", approximate=True)
        if whole.granularity == "decade":
            years = {"start": (0, 2), "early": (0, 4), "mid": (4, 7), "late": (6, 10), "end": (8, 10)}[self.edge]
            begin = first.replace(year=first.year + years[0])
            return Days(begin, first.replace(year=first.year + years[1]) - dt.timedelta(1), "year", approximate=True)
        length = (last - first).days + 1
        third = max(1, length // 3)
        if self.edge in ("start", "early"):
            last = first + dt.timedelta(third - 1)
        elif self.edge in ("late", "end"):
            first = last - dt.timedelta(third - 1)
        else:
            first, last = first + dt.timedelta(third), last - dt.timedelta(third)
        return Days(first, max(first, last), whole.granularity, approximate=True)


class NthFraction(NamedTuple):
    """The nth quarter, half or third of a period; `number` -1 is the last one."""

    fraction: Fraction
    number: int

    def cut(self, whole: Days) -> Days | None:
        """Return the part, in whole months for a year."""
        count = {"quarter": 4, "half": 2, "third": 3}[self.fraction]
        number = count if self.number == -1 else self.number
        if not 1 <= number <= count:
            return None
        granularity: Granularity = "quarter" if self.fraction == "quarter" else "month"
        if whole.granularity == "year" and (whole.first.month, whole.first.day) == (1, 1):
            step = 12 // count
            first = shift_months(whole.first, step * (number - 1))
            return Days(first, shift_months(first, step) - dt.timedelta(1), granularity)
        length = (whole.last - whole.first).days + 1
        first = whole.first + dt.timedelta(length * (number - 1) // count)
        last = whole.first + dt.timedelta(length * number // count - 1)
        return Days(first, max(first, last), whole.granularity, approximate=True)


class MovedBy(NamedTuple):
    """A day moved by days: "two days after 7 October", "the eve of Eid"."""

    days: int

    def cut(self, whole: Days) -> Days | None:
        """Return the moved days, None for what is longer than days."""
        by = dt.timedelta(self.days)
        return Days(whole.first + by, whole.last + by, "day", whole.approximate) if whole.granularity == "day" else None


class NthWeek(NamedTuple):
    """The nth seven days of a month or year, -1 for the last: "the second week of March"."""

    number: int

    def cut(self, whole: Days) -> Days | None:
        """Return seven days, counted from the first day of the period."""
        if self.number == -1:
            return Days(whole.last - dt.timedelta(6), whole.last, "week", approximate=True)
        first = whole.first + dt.timedelta(7 * (self.number - 1))
        return Days(first, min(first + dt.timedelta(6), whole.last), "week", True) if first <= whole.last else None


class Leading(NamedTuple):
    """The first or last units of a period: "the first six months of 2021"."""

    unit: Unit
    number: int
    last: bool = False

    def cut(self, whole: Days) -> Days | None:
        """Return the stretch, None if the period is shorter."""
        if self.last:
            first = shift_unit(self.unit, whole.last + dt.timedelta(1), -self.number)
            return Days(first, whole.last, self.unit) if first >= whole.first else None
        last = shift_unit(self.unit, whole.first, self.number) - dt.timedelta(1)
        return Days(whole.first, last, self.unit) if last <= whole.last else None


class QuarterStep(NamedTuple):
    """The last, present or next quarter."""

    step: int

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return three whole months."""
        this = dt.date(reference.year, (reference.month - 1) // 3 * 3 + 1, 1)
        first = shift_months(this, 3 * self.step)
        return Days(first, shift_months(first, 3) - dt.timedelta(1), "quarter")


class Between(NamedTuple):
    """From the first day of one value to the last of another."""

    start: Value
    end: Value

    @property
    def absolute(self) -> bool:
        """As both."""
        return self.start.absolute and self.end.absolute

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the stretch; a start without year, "last" or "next" is the one before the end."""
        end = self.end.resolve(reference, future)
        if end is None:
            return None
        bare = isinstance(self.start, Yearless) and self.start.step is None and self.start.year_step is None
        start = self.start.resolve(end.last if bare else reference, future)
        if start is not None and start.first > end.last and not self.start.absolute:
            start = self.start.resolve(end.last, False)
        if start is None or start.first > end.last:
            return None
        return Days(start.first, end.last, end.granularity, start.approximate or end.approximate)
