"""How many on each day, week, month or year: a column chart along time, the earliest at the right.

The drawing has no view box: widths are shares of whatever room there is, while letters keep their size, so that it
reads the same on a phone and on a desk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from digest.escape import Fragment
from digest.figures.metrics import width
from digest.figures.svg import element, label, number
from digest.records import Record
from digest.typography import Typography

Unit = Literal["day", "week", "month", "year"]

MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 45, 60, 120
"""How many columns of each unit still read well on a phone; more time is counted in the next unit."""

MOST_YEARS = 60
"""Most years, the newest ones."""

LEAST_WHOLE, FEW, FAR = 10, 20, 4
"""From so many on, one in so many may be left outside of the drawing, if that makes the time so many times shorter."""

LEAST_COLUMNS = 3
"""Fewer columns with anything in them are a sentence and no chart."""

NARROWEST = 300.0
"""Least room that the labels are set for, in CSS pixels."""

HEIGHT, TOP, BASE = 160.0, 22.0, 128.0
"""Of the drawing, its largest column and its base line."""

GUTTER = 10.0
"""Room for the scale at the right, in per cent."""

TEXT = 12.0


class Column(Record, frozen=True, kw_only=True):
    """One unit of time."""

    first: dt.date
    last: dt.date
    count: int


class Series(Record, frozen=True, kw_only=True):
    """Consecutive units of time, empty ones included."""

    unit: Unit
    columns: tuple[Column, ...]
    outside: tuple[Column, ...] = ()
    """What lies far before and far after the columns and would flatten them: told in words, not drawn."""

    @property
    def peak(self) -> Column:
        """The first of the largest columns."""
        return max(self.columns, key=lambda column: column.count)


class Tick(Record, frozen=True, kw_only=True):
    """A label under the axis."""

    at: float
    """Middle of the label, in per cent of the room."""
    column: int
    text: str


# ------------------------------------------------------------------------------------------------ counting


def counted(days: Mapping[dt.date, int], weekday: int = 5) -> Series | None:
    """Return the series of some days with their numbers; None where a chart would say too little.

    `weekday` is the first of the week (Monday is 0). The unit is the finest of which there are not too many. A few that
    lie years away from all others do not widen it: they stand in `outside`.
    """
    known = {day: n for day, n in sorted(days.items()) if n > 0}
    if not known:
        return None
    near = _near(known)
    series = _series(near, weekday) if len(near) < len(known) else None
    if series is None:
        near, series = known, _series(known, weekday)
    if series is None:
        return None
    first, last = series.columns[0].first, series.columns[-1].last
    far = ([day for day in known if day < first], [day for day in known if day > last])
    outside = tuple(Column(first=part[0], last=part[-1], count=sum(known[day] for day in part)) for part in far if part)
    return msgspec.structs.replace(series, outside=outside)


def _near(known: Mapping[dt.date, int]) -> dict[dt.date, int]:
    """Return the days without the few at both ends that lie so far away that the others would be drawn in one heap."""
    days, counts = list(known), list(known.values())
    whole = sum(counts)
    spare = max(1, whole // FEW) if whole >= LEAST_WHOLE else 0
    best, end, after = (days[0], days[-1]), len(days), 0
    while end > 1 and after + counts[end - 1] <= spare:
        after += counts[end - 1]
        end -= 1
    before = 0
    for start, count in enumerate(counts):
        if start < end and days[end - 1] - days[start] < best[1] - best[0]:
            best = (days[start], days[end - 1])
        before += count
        if before > spare:
            break
        while before + after > spare:  # what is left out at the beginning may not be left out at the end too
            after -= counts[end]
            end += 1
    wide, narrow = (days[-1] - days[0]).days + 1, (best[1] - best[0]).days + 1
    unit = _unit(days[0], days[-1])
    if narrow * FAR > wide or unit in ("day", "week") or unit == _unit(*best):
        return dict(known)
    first, last = best
    for day in (*reversed([day for day in days if day < first]), *(day for day in days if day > last)):
        wider = (min(day, first), max(day, last))
        if _unit(*wider) == _unit(*best) and ((wider[1] - wider[0]).days + 1) * FAR <= wide:  # not that far away
            first, last = wider
    return {day: n for day, n in known.items() if first <= day <= last}


def _series(known: Mapping[dt.date, int], weekday: int) -> Series | None:
    unit = _unit(min(known), max(known))
    start, step = _steps(unit, weekday)
    sums: dict[dt.date, int] = {}
    for day, n in known.items():
        sums[start(day)] = sums.get(start(day), 0) + n
    if len(sums) < LEAST_COLUMNS:
        return None
    columns, at, end = [], min(sums), max(sums)
    while at <= end:
        after = step(at)
        columns.append(Column(first=at, last=after - dt.timedelta(days=1) if after > at else at, count=sums.get(at, 0)))
        if after <= at:
            break
        at = after
    return Series(unit=unit, columns=tuple(columns[-MOST_YEARS:] if unit == "year" else columns))


def _unit(first: dt.date, last: dt.date) -> Unit:
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if days <= MOST_DAYS:
        return "day"
    if days <= MOST_WEEKS * 7:
        return "week"
    return "month" if months <= MOST_MONTHS else "year"


def _steps(unit: Unit, weekday: int) -> tuple[Callable[[dt.date], dt.date], Callable[[dt.date], dt.date]]:
    """Return the functions from a day to the beginning of its unit and from there to the next."""

    def later(day: dt.date, days: int) -> dt.date:
        return day + dt.timedelta(days=min(days, (dt.date.max - day).days))

    def week(day: dt.date) -> dt.date:
        return dt.date.fromordinal(max(1, day.toordinal() - (day.weekday() - weekday) % 7))

    match unit:
        case "day":
            return (lambda day: day), (lambda day: later(day, 1))
        case "week":
            return week, (lambda day: later(day, 7))
        case "month":
            return (lambda day: day.replace(day=1)), (lambda day: later(day, 31).replace(day=1))
    return (lambda day: day.replace(month=1, day=1)), (lambda day: later(day, 366).replace(month=1, day=1))


# ------------------------------------------------------------------------------------------------ drawing


def draw(series: Series, typography: Typography, named: str, say: Callable[[int], str]) -> Fragment:
    """Return the drawing; `named` is the id of the caption, `say` puts a number with its noun into words."""
    top = _ceiling(series.peak.count)
    parts = [*_scale(top, typography), *_columns(series, top, typography, say), *_labels(series, typography)]
    attributes: dict[str, str | float | None] = {
        "class": "d-columns",
        "width": "100%",
        "height": HEIGHT,
        "role": "img",
        "aria-labelledby": named,
        "direction": "rtl",
    }
    return element("svg", attributes, parts)


def words_of(column: Column, unit: Unit, typography: Typography) -> str:
    """Return the days of a column in words."""
    if unit == "month":
        return typography.month_year(column.first)
    return typography.number(column.first.year) if unit == "year" else typography.interval(column.first, column.last)


def _ceiling(most: int) -> int:
    """Return the top of the scale: the least round and even number that is not below the largest column."""
    power = 1
    while True:
        for head in (10, 12, 16, 20, 24, 30, 40, 50, 60, 80):
            top, rest = divmod(head * power, 10)
            if top >= most and not rest and top % 2 == 0:
                return top
        power *= 10


def _scale(top: int, typography: Typography) -> Iterator[Fragment]:
    for value in (0, top // 2, top):
        y = _y(value, top)
        yield element("line", {"x1": "0", "x2": f"{100 - GUTTER + 1:.0f}%", "y1": y, "y2": y, "class": "d-f-grid"})
        yield label(typography.number(value), x="100%", y=y + 4, class_="d-f-scale")


def _y(value: int, top: int) -> float:
    return BASE - (BASE - TOP) * value / top


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _columns(series: Series, top: int, typography: Typography, say: Callable[[int], str]) -> Iterator[Fragment]:
    step = (100 - GUTTER) / len(series.columns)
    wide = min(step * 0.78, 5.0)
    peak = series.columns.index(series.peak)
    for n, column in enumerate(series.columns):
        if not column.count:
            continue
        y = min(_y(column.count, top), BASE - 2)
        box: dict[str, str | float | None] = {
            "x": _percent(_middle(n, step) - wide / 2),
            "y": y,
            "width": _percent(wide),
            "height": float(number(BASE - y)),
            "class": "d-f-column",
        }
        title = element("title", {}, [_plain(f"{words_of(column, series.unit, typography)}: {say(column.count)}")])
        yield element("rect", box, [title])
        if n == peak:
            yield label(typography.number(column.count), x=_percent(_middle(n, step)), y=y - 6, class_="d-f-peak")


def _plain(text: str) -> Fragment:
    return Fragment.escape(text)


def _middle(index: int, step: float) -> float:
    """Return the middle of a column, in per cent from the left: time runs from the right."""
    return 100 - GUTTER - (index + 0.5) * step


# ------------------------------------------------------------------------------------------------ labels of time


def ticks(series: Series, typography: Typography) -> tuple[Tick, ...]:
    """Return labels that do not touch each other in the narrowest room: the first, then years, months and the rest."""
    step = (100 - GUTTER) / len(series.columns)
    found: list[Tick] = []
    for _, index, text in sorted(_wanted(series, typography), key=lambda want: want[:2]):
        half = 50 * width(text, TEXT) / NARROWEST
        at = min(max(_middle(index, step), half), 100 - half)
        gap = 100 * 10 / NARROWEST
        if all(abs(at - t.at) >= half + 50 * width(t.text, TEXT) / NARROWEST + gap for t in found):
            found.append(Tick(at=at, column=index, text=text))
    return tuple(sorted(found, key=lambda tick: tick.column))


def _wanted(series: Series, typography: Typography) -> Iterator[tuple[int, int, str]]:
    """Yield candidates as (rank, column, words); the lower the rank, the sooner it gets its room."""
    columns = series.columns
    several = columns[0].first.year != columns[-1].last.year
    for n, column in enumerate(columns):
        day = column.first
        new_month = n > 0 and columns[n - 1].first.month != day.month
        new_year = n > 0 and columns[n - 1].first.year != day.year
        month = typography.short_month(day)
        match series.unit:
            case "day":
                text = f"{typography.number(day.day)} {month}"
                yield (0 if n == 0 else 1 if new_month else 2), n, text
            case "week" if n == 0 or new_month:
                dated = typography.short_month_year(day) if several and (n == 0 or new_year) else month
                yield (0 if n == 0 else 1 if new_year else 2), n, dated
            case "month":
                if several and (new_year or n == 0):
                    yield (1 if new_year else 0), n, typography.number(day.year)
                elif not several:
                    yield (0 if n == 0 else 2), n, month
            case "year":
                yield (0 if n == 0 else 1), n, typography.number(day.year)


def _labels(series: Series, typography: Typography) -> Iterator[Fragment]:
    step = (100 - GUTTER) / len(series.columns)
    for tick in ticks(series, typography):
        x = _percent(_middle(tick.column, step))
        yield element("line", {"x1": x, "x2": x, "y1": BASE, "y2": BASE + 5, "class": "d-f-tick"})
        yield label(tick.text, x=_percent(tick.at), y=BASE + 21, class_="d-f-when")


def shown(series: Sequence[Column]) -> int:
    """Return the sum of some columns."""
    return sum(column.count for column in series)
