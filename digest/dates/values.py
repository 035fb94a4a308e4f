"""What a date expression means before it is known when the article was published.

Each value resolves to days against a reference day: a pure function, so that one reading of a text serves every
day that is tried for its publication.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple, Protocol

from digest.dates import hijri
from digest.dates.units import Unit, month_last, shift_months, shift_unit, unit_span
from digest.records import Granularity

CalendarName = Literal["gregorian", "hijri"]


SIDE_WEIGHT = 300
"""Days by which a reading on the other side of the present must be nearer than one that fits the tense: tense is read
from cues of the whole sentence, and a date of the last or the next month is rarely one of eleven months away."""


class Days(NamedTuple):
    """The days that an expression stands for."""

    first: dt.date
    last: dt.date
    granularity: Granularity
    approximate: bool = False


class Value(Protocol):
    """The meaning of an expression."""

    @property
    def absolute(self) -> bool:
        """Tell whether the reference day plays no part."""
        ...

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the days meant in a text of the day `reference`, None where the calendar has no such day.

        `future` tells on which side of the reference the words lie, None if they do not tell.
        """
        ...


class Fixed(NamedTuple):
    """Days that the words state in full."""

    first: dt.date
    last: dt.date
    granularity: Granularity
    approximate: bool = False

    @property
    def absolute(self) -> bool:
        """Always so."""
        return True

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the stated days."""
        return Days(*self)


class Yearless(NamedTuple):
    """A month, or a day of a month, without its year."""

    calendar: CalendarName
    month: int
    day: int | None = None
    last_day: int | None = None
    """Last day of a range inside the month."""
    weekday: int | None = None
    """Weekday given with it (Monday 0): it chooses between years."""
    step: int | None = None
    """-1: the last one, 0: of the current year or month, 1: the next one; None: words do not say."""
    year_step: int | None = None
    """Years from the reference's year, where the words say "of last year"."""
    approximate: bool = False
    since: bool = False
    """After "since": it does not lie ahead of the reference."""

    @property
    def absolute(self) -> bool:
        """Never so: the year is reckoned from the reference."""
        return False

    def span_in(self, year: int) -> tuple[dt.date, dt.date] | None:
        """Return the days in the year `year` of its own calendar, None if there are no such days."""
        try:
            if self.calendar == "hijri":
                span = hijri.month_span(year, self.month)
                if self.day is None:
                    return span
                first = span[0] + dt.timedelta(self.day - 1)
                last = span[0] + dt.timedelta((self.last_day or self.day) - 1)
                return (first, last) if last <= span[1] else None
            if self.day is None:
                return dt.date(year, self.month, 1), month_last(year, self.month)
            return dt.date(year, self.month, self.day), dt.date(year, self.month, self.last_day or self.day)
        except (ValueError, OverflowError):
            return None

    def span_of(self, calendar: CalendarName, year: int) -> tuple[dt.date, dt.date] | None:
        """Return its days in a year of either calendar: the first that begin in it, None if none do."""
        if calendar == self.calendar:
            return self.span_in(year)
        if calendar != "gregorian":
            return None
        around = self.year_of(dt.date(year, 1, 1))
        spans = [self.span_in(around), self.span_in(around + 1)]
        return next((span for span in spans if span is not None and span[0].year == year), None)

    def fits(self, year: int) -> bool:
        """Tell whether the day falls on its weekday in a year of its calendar; True where no weekday is given."""
        span = self.span_in(year)
        return span is not None and self.weekday in (None, span[0].weekday())

    def year_of(self, reference: dt.date) -> int:
        """Return the year of its own calendar in which `reference` lies."""
        return hijri.year_of(reference) if self.calendar == "hijri" else reference.year

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Choose the year: by the words ("last", "of last year"), else by weekday, tense and nearness."""
        around = self.year_of(reference)
        if self.year_step is not None:
            years: tuple[int, ...] = (around + self.year_step,)
        elif self.day == 29:
            years = tuple(range(around - 4, around + 5))
        else:
            years = (around - 1, around, around + 1)
        spans = [span for year in years if (span := self.span_in(year)) is not None]
        if self.weekday is not None:
            spans = [s for s in spans if s[0].weekday() == self.weekday] or spans
        if not spans:
            return None
        first, last = min(spans, key=lambda span: self._distance(span, reference, future))
        return Days(first, last, "month" if self.day is None else "day", self.approximate)

    def _distance(self, span: tuple[dt.date, dt.date], reference: dt.date, future: bool | None) -> float:
        """Return how far a reading lies from the reference; a reading on the wrong side is three years further."""
        first, last = span
        behind, ahead = (reference - last).days, (first - reference).days
        distance = float(max(behind, ahead, 0))
        inside = behind <= 0 and ahead <= 0
        if self.step is not None and self.year_step is None:
            wrong = {
                -1: ahead > 0 or (inside and self.day is None),
                0: (first.year, first.month) != (reference.year, reference.month),
                1: behind > 0 or (inside and self.day is None),
            }[self.step]
            return distance + 1100 * wrong
        if self.since and ahead > 0:
            return distance + 1100
        if future is None:
            # News looks back more often than ahead: of two equally near years the past one is meant.
            return distance * (1.25 if ahead > 0 else 1)
        wrong = behind > 0 if future else ahead > 0
        return distance + (SIDE_WEIGHT if wrong and not inside else 0)


class Weekday(NamedTuple):
    """A weekday, bare or with "last" or "next"."""

    weekday: int
    step: int | None = None

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the nearest such day: before or on the reference, after it if the tense is future."""
        back = (reference.weekday() - self.weekday) % 7
        if self.step is not None:
            days = {-2: -(back or 7) - 7, -1: -(back or 7), 0: -back, 1: (-back % 7) or 7, 2: ((-back % 7) or 7) + 7}
            day = reference + dt.timedelta(days[self.step])
        elif future and back:
            day = reference + dt.timedelta(7 - back)
        else:
            day = reference - dt.timedelta(back)
        return Days(day, day, "day")


class Deictic(NamedTuple):
    """Today, yesterday, tomorrow …, perhaps with the weekday."""

    offset: int
    weekday: int | None = None

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the day; a weekday given with it decides where it differs by up to three days (print editions)."""
        day = reference + dt.timedelta(self.offset)
        if self.weekday is not None:
            back = (day.weekday() - self.weekday) % 7
            day -= dt.timedelta(back if back <= 3 else back - 7)
        return Days(day, day, "day")


class Period(NamedTuple):
    """A calendar unit that lies some units from the present one: "this week", "next year"."""

    unit: Unit
    step: int

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the whole unit."""
        return Days(*unit_span(self.unit, reference, self.step), self.unit)


class Shift(NamedTuple):
    """A point some units before or after the reference: "three days ago", "for eight years"."""

    unit: Unit
    amount: int
    approximate: bool = False
    halves: int = 0
    """Half units to add to the amount, away from the reference."""
    named_years: tuple[int, ...] = ()
    """Years that the text names elsewhere: "for nearly eight years" means one of them if it is the next one."""

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the day for days, else the calendar unit that holds the point."""
        day = shift_unit(self.unit, reference, self.amount)
        if self.halves:
            sign = -1 if self.amount < 0 else 1
            if self.unit in ("year", "decade"):
                day = shift_months(day, sign * self.halves * (6 if self.unit == "year" else 60))
            else:
                day += dt.timedelta(sign * self.halves * (15 if self.unit == "month" else 3))
        if self.unit == "day":
            return Days(day, day, "day", self.approximate)
        if self.unit == "year" and self.approximate and day.year not in self.named_years:
            near = [year for year in self.named_years if abs(year - day.year) == 1]
            day = day.replace(year=near[0], month=7, day=1) if near else day
        return Days(*unit_span(self.unit, day, 0), self.unit, self.approximate or self.unit != "year")


class Window(NamedTuple):
    """A stretch that ends or begins at the reference: "the last three days"; without number, a vague one."""

    unit: Unit
    amount: int | None
    ahead: bool
    """After the reference rather than before."""
    point: bool = False
    """A vague point inside it ("months ago") rather than the whole stretch."""

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the stretch; where no number is given, up to ten days, eight weeks, eleven months, nine years."""
        vague = {"day": 10, "week": 8, "month": 11, "year": 9, "decade": 5}
        amount = self.amount if self.amount is not None else vague[self.unit]
        far = shift_unit(self.unit, reference, amount if self.ahead else -amount)
        granularity: Granularity = "vague" if self.amount is None else self.unit
        first, last = (reference, far) if self.ahead else (far, reference)
        if self.amount is None and self.point and self.unit != "day":
            near = shift_unit(self.unit, reference, 1 if self.ahead else -1)
            first, last = (near, far) if self.ahead else (far, near)
        return Days(first, last, granularity, approximate=True)


class DayOfMonth(NamedTuple):
    """A day of this, the last or the next month: "the 22nd of this month"."""

    day: int
    step: int

    @property
    def absolute(self) -> bool:
        """Never so."""
        return False

    def resolve(self, reference: dt.date, future: bool | None) -> Days | None:
        """Return the day, None if that month has no such day."""
        first, last = unit_span("month", reference, self.step)
        day = first + dt.timedelta(self.day - 1)
        return Days(day, day, "day") if day <= last else None
