"""What the templates of lists get: pages by time, subject, person and source, and their indexes."""

from __future__ import annotations

from digest.escape import Fragment
from digest.records import Record
from digest.views.drawings import ChartView, GraphView, SharesView
from digest.views.parts import (
    ArticleRow,
    Badge,
    CalendarCell,
    Counted,
    DayEvents,
    DayStrip,
    EventCard,
    Link,
    OutletRow,
    Pager,
    QuoteCard,
    StoryCard,
)


class DayPage(Record, frozen=True, kw_only=True):
    """`day.md.j2`: one day."""

    title: str
    """The day in words."""
    month: Link
    """The month's archive."""
    previous: Link | None
    """The day before that has a page."""
    next: Link | None
    """The day after that has a page."""
    strip: DayStrip
    """The week around it."""
    events: tuple[EventCard, ...]
    """Events of the day with articles of their own, most covered first."""
    told_elsewhere: tuple[EventCard, ...]
    """Events of the day that articles mention which are mainly about others; on the first part only."""
    told_more: int
    """Number of such events that are left out here."""
    recalled: tuple[EventCard, ...]
    """Events of other days that articles of this day recall or announce; on the first part only."""
    recalled_more: int
    """Number of such events that are left out here."""
    articles: tuple[ArticleRow, ...]
    """Articles published on the day."""
    pager: Pager | None
    """Ways to the other parts of a day with very many events."""


class MonthPage(Record, frozen=True, kw_only=True):
    """`month.md.j2`: the archive of a month."""

    title: str
    """Month and year."""
    weekdays: tuple[str, ...]
    """Names of the weekdays, in the calendar's order."""
    weeks: tuple[tuple[CalendarCell, ...], ...]
    """The calendar, seven cells a week."""
    previous: Link | None
    """The month before that has a page."""
    next: Link | None
    """The month after that has a page."""
    days: tuple[DayEvents, ...]
    """Days with events, newest first."""
    uncertain: tuple[EventCard, ...]
    """Events whose day lies in the month but is not known."""
    uncertain_more: int
    """Number of such events that are left out here."""
    archive: Fragment
    """The archive by month."""


class DaysIndex(Record, frozen=True, kw_only=True):
    """`days.md.j2`: the archive by month."""

    title: str
    """Heading."""
    years: tuple[YearMonths, ...]
    """Years with their months, the newest year first."""
    undated: tuple[EventCard, ...]
    """Events of which no day or month is known."""
    undated_more: int
    """Number of such events that are left out here."""
    chart: ChartView | None
    """Events along time; None for too few days."""


class YearMonths(Record, frozen=True, kw_only=True):
    """A year of the archive."""

    year: int
    """The year."""
    anchor: Fragment
    """Id of its heading."""
    count: int
    """Number of its events."""
    months: tuple[Counted, ...]
    """Its months that have a page, with the number of events, in order."""


class ThemePage(Record, frozen=True, kw_only=True):
    """`theme.md.j2`: one theme."""

    title: str
    """Label of the theme."""
    parent: Link | None
    """The broader theme."""
    narrower: tuple[Counted, ...]
    """Narrower themes with the number of events."""
    official: bool
    """Whether the label is IPTC's own."""
    code: str
    """IPTC's id."""
    count: int
    """Number of events in all parts of the list."""
    events: tuple[EventCard, ...]
    """Events, newest first."""
    pager: Pager | None
    """Ways to the other parts of a long list."""


class ThemesIndex(Record, frozen=True, kw_only=True):
    """`themes.md.j2`: all themes."""

    title: str
    """Heading."""
    themes: tuple[ThemeBranch, ...]
    """Themes of the first level."""
    shares: SharesView | None
    """The largest as bars; None for too few themes."""


class ThemeBranch(Record, frozen=True, kw_only=True):
    """A theme of the first level with its narrower themes."""

    theme: Counted
    """The theme with the number of events."""
    narrower: tuple[Counted, ...]
    """Narrower themes."""


class PersonPage(Record, frozen=True, kw_only=True):
    """`person.md.j2`: a person or an institution."""

    title: str
    """Name."""
    institution: bool
    """True for an institution."""
    title_now: str
    """The title given last; may be empty."""
    span: str
    """From the first to the last day of a quotation, in words; empty if none is known."""
    spellings: tuple[Counted, ...]
    """Spellings seen, with counts."""
    titles: tuple[TitleRow, ...]
    """Titles over time."""
    aliases: tuple[str, ...]
    """Other known names."""
    chart: ChartView | None
    """Quotations along time; None for too few days."""
    count: int
    """Number of quotations in all parts of the list."""
    quotes: tuple[QuoteCard, ...]
    """Quotations, newest first."""
    pager: Pager | None
    """Ways to the other parts of a long list."""
    events: tuple[EventCard, ...]
    """Events with this person, newest first; on the main page only."""
    events_more: int
    """Number of such events that are left out here."""
    articles: tuple[ArticleRow, ...]
    """Articles that mention this person beside those events' own, newest first; on the main page only."""
    articles_more: int
    """Number of such articles that are left out here."""


class TitleRow(Record, frozen=True, kw_only=True):
    """A title that a person was given."""

    title: str
    """The title as written."""
    count: int
    """How often."""
    when: str
    """The days on which it was given, in words; empty if unknown."""


class PeopleIndex(Record, frozen=True, kw_only=True):
    """`people.md.j2`: all persons and institutions."""

    title: str
    """Heading."""
    most_quoted: tuple[Counted, ...]
    """The most quoted, on the first part only."""
    graph: GraphView | None
    """Persons who appear in the same events, on the first part only; None for too few."""
    letters: tuple[Link, ...]
    """Letters that names begin with, leading to their place; empty for a short list."""
    names: tuple[LetterNames, ...]
    """Persons and institutions by name, with the number of quotations."""
    pager: Pager | None
    """Ways to the other parts of a long list."""


class LetterNames(Record, frozen=True, kw_only=True):
    """The names under one letter."""

    letter: str
    """The letter; `#` for what begins with a digit."""
    anchor: Fragment
    """Id of its heading."""
    names: tuple[Counted, ...]
    """The names, with the number of quotations."""


class OutletPage(Record, frozen=True, kw_only=True):
    """`outlet.md.j2`: one outlet."""

    title: str
    """Name of the outlet."""
    outlet: Badge
    """Its badge."""
    span: str
    """From which day to which it published, in words; empty if not known."""
    themes: tuple[Counted, ...]
    """The themes that it covered most, with the number of its events."""
    count: int
    """Number of articles in all parts of the list."""
    events: int
    """Number of events that it covered."""
    articles: tuple[ArticleRow, ...]
    """Its articles, newest first."""
    pager: Pager | None
    """Ways to the other parts of a long list."""


class OutletsIndex(Record, frozen=True, kw_only=True):
    """`outlets.md.j2`: all outlets."""

    title: str
    """Heading."""
    outlets: tuple[OutletRow, ...]
    """Outlets, that with most articles first, and as many of them as `shares` has rows in the same order."""
    shares: SharesView | None
    """The largest as bars; None for too few outlets."""


class StoriesIndex(Record, frozen=True, kw_only=True):
    """`stories.md.j2`: all running stories."""

    title: str
    """Heading."""
    stories: tuple[StoryCard, ...]
    """Stories, the one with the newest event first."""
    pager: Pager | None
    """Ways to the other parts of a long list."""
