"""What templates get of the figures that are drawn at build time (`digest.figures`)."""

from __future__ import annotations

from typing import Annotated

from digest.escape import Fragment
from digest.records import Record

UnitCode = Annotated[Fragment, ("day", "week", "month", "year")]


class GraphView(Record, frozen=True, kw_only=True):
    """A graph of events and the people who take part in several of them, or of people who appear together."""

    svg: Fragment
    """The drawing."""
    events_more: int
    """Number of events for which there was no room."""
    people_more: int
    """Number of people for whom there was no room."""


class OutsideView(Record, frozen=True, kw_only=True):
    """What lies too far from all others to be drawn with them."""

    when: str
    """Its days, in words."""
    count: int
    """Its number."""


class ChartView(Record, frozen=True, kw_only=True):
    """How many on each day, week, month or year."""

    svg: Fragment
    """The drawing."""
    unit: UnitCode
    """What a column stands for: `day`, `week`, `month` or `year`."""
    peak: str
    """The days of the largest column, in words."""
    peak_count: int
    """Its number."""
    count: int
    """The sum of all columns."""
    outside: tuple[OutsideView, ...]
    """What is not drawn, before the columns and after them; mostly empty."""


class ShareRow(Record, frozen=True, kw_only=True):
    """A row of a bar chart."""

    text: str
    """The words."""
    href: Fragment | None
    """Target of the link in Markdown; None where there is no page."""
    count: int
    """The number."""
    share: str
    """Its share of the whole, as a percentage."""
    bar: Fragment
    """The bar."""


class SharesView(Record, frozen=True, kw_only=True):
    """Shares of a whole, as bars."""

    rows: tuple[ShareRow, ...]
    """The largest, largest first."""
    more: int
    """Number of rows left out."""
