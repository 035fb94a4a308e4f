"""What pages are made of: the records that templates read, shared by several kinds of page.

Every `str` here is plain text and is escaped on its way into the page; a `Fragment` is Markdown made by this program
(a link target, a class name) and stands as it is. An `int` is written in the digits of the configuration. The
docstrings are the reference that editors read: `docs/templates.md` is made from them.
"""

from __future__ import annotations

from typing import Annotated

from digest.escape import Fragment
from digest.records import Record

VerbClass = Annotated[Fragment, ("neutral", "claim", "assertion", "denial", "announcement", "other")]
Position = Annotated[Fragment, ("earlier", "this", "later", "announced")]
Verdict = Annotated[Fragment, ("accepted", "supports", "bound", "rejected", "unused")]
Kind = Annotated[Fragment, ("quote", "reported", "cue", "speaker", "date", "name")]
Treatment = Annotated[Fragment, ("lines", "furniture", "withheld")]
Hue = Annotated[Fragment, ("0", "1", "2", "3", "4", "5", "6", "7")]
Level = Annotated[Fragment, ("0", "1", "2", "3", "4", "5")]
Publish = Annotated[Fragment, ("full", "cited", "none")]


class Link(Record, frozen=True, kw_only=True):
    """A name that leads to a page, where there is one."""

    text: str
    """The words."""
    href: Fragment | None
    """Target of the link; None where there is no page."""


class Counted(Record, frozen=True, kw_only=True):
    """A name with a number beside it, in indexes and rows of chips."""

    text: str
    """The words."""
    href: Fragment | None
    """Target of the link; None where there is no page."""
    note: str
    """What is said beside it, such as a title; may be empty."""
    count: int
    """The number; 0 shows none."""


class Badge(Record, frozen=True, kw_only=True):
    """An outlet as a badge: its letter on its hue, then its name."""

    text: str
    """Its name, or the words for an unnamed one."""
    href: Fragment | None
    """Its page; None where there is none."""
    letter: str
    """One letter of its name, two of a Latin one; empty for an unnamed outlet."""
    hue: Hue
    """`0` to `7`, from the outlet's id, so that it stays the same."""


class Source(Record, frozen=True, kw_only=True):
    """A source mark: the line of an article that a statement rests on."""

    outlet: str
    """Name of the outlet; empty if none is stated."""
    line: int
    """Line of the file."""
    href: Fragment
    """Target: the line's anchor on the article's page."""
    address: Fragment
    """The same below the address of the site, as in `{{ site.address }}{{ source.address }}`."""


class Sentence(Record, frozen=True, kw_only=True):
    """Words of an article with their source mark."""

    text: str
    """The words, verbatim."""
    source: Source
    """Where they stand."""


class Words(Record, frozen=True, kw_only=True):
    """The exact words of a quotation with their place, which `digest check` compares with the file."""

    article: Fragment
    """Id of the article."""
    start: Fragment
    """Offset of the first character in the article's text."""
    end: Fragment
    """Offset after the last character."""
    text: str
    """The words, verbatim."""


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of one wording of a statement."""

    text: str
    """The words."""
    differs: bool
    """True where the fullest wording says it otherwise."""


class Wording(Record, frozen=True, kw_only=True):
    """The same statement as another article carries it."""

    pieces: tuple[Piece, ...]
    """The words, cut where they differ from the wording shown above."""
    direct: bool
    """True for words inside marks, False for reported speech."""
    verb: str
    """The reporting verb as written, without a joined conjunction; empty if there is none."""
    verb_class: VerbClass
    """`neutral`, `claim`, `assertion`, `denial`, `announcement` or `other`."""
    source: Source
    """Where it stands."""
    elsewhere: Link | None
    """The event that its article tells of, if that is another one; None for the event of the wording above."""


class QuoteCard(Record, frozen=True, kw_only=True):
    """One quotation as a card."""

    words: Words
    """What was said."""
    direct: bool
    """True for words inside marks, False for reported speech."""
    verb: str
    """The reporting verb as written, without a joined conjunction; empty if there is none."""
    verb_class: VerbClass
    """`neutral`, `claim`, `assertion`, `denial`, `announcement` or `other`."""
    verb_label: str
    """The class of the verb in words; empty for neutral verbs."""
    speaker: Link
    """Who said it."""
    title: str
    """The title that its article gives the speaker; may be empty."""
    outlet: Badge
    """The outlet that carries it."""
    source: Source
    """Where it stands."""
    event: Link | None
    """The event that it belongs to; None on the event's own page."""
    when: str
    """The day of its article, else of its event, in words; empty on the event's own page and where unknown."""
    day: str
    """When its article was published, in words, for a citation; empty where unknown."""
    attribution: str
    """How the speaker was found, in words; may be empty."""
    same: tuple[Wording, ...]
    """The same statement in other articles, where it has no block of its own."""
    same_more: int
    """How many further articles carry it."""
    statement: Fragment | None
    """Id of the block on an event's page that holds it against the wordings of other outlets."""
    carried: int
    """Number of articles besides its own that carry the statement."""


class SpeakerQuotes(Record, frozen=True, kw_only=True):
    """What one speaker said in one event."""

    anchor: Fragment
    """Id of the heading."""
    speaker: Link
    """Who."""
    title: str
    """The title that the articles give; may be empty."""
    quotes: tuple[QuoteCard, ...]
    """The first quotations, in order of the articles."""
    more: tuple[QuoteCard, ...]
    """The others, folded on the page."""


class AccountValue(Record, frozen=True, kw_only=True):
    """One of the values that accounts of an event differ in."""

    text: str
    """The value as written."""
    when: str
    """For an update the day of the first article that states it, in words; else, and where not known, empty."""
    sources: tuple[Source, ...]
    """The lines that state it."""
    more: int
    """Number of further lines that state it."""
    sentence: str
    """The words of the first of these lines that state it, where they are more than the value; may be empty."""


class Account(Record, frozen=True, kw_only=True):
    """Where the accounts of an event differ, or a toll that was counted again."""

    label: str
    """What kind of value: number, date or place, or an updated toll, in words."""
    about: str
    """What is counted or placed, in the words of the articles."""
    values: tuple[AccountValue, ...]
    """The values, at least two."""


class Report(Record, frozen=True, kw_only=True):
    """How one outlet covered an event: a row of the coverage table."""

    outlet: Link
    """The outlet."""
    headline: str
    """Its headline."""
    href: Fragment
    """The article's page."""
    when: str
    """When it was published, in words."""
    first: bool
    """True for the first report."""
    copies: int
    """In how many of these articles the same wire copy stands; 0 if it stands alone."""
    agencies: str
    """Agencies that the article credits; may be empty."""


class MentionRow(Record, frozen=True, kw_only=True):
    """Another article that mentions an event."""

    headline: Link
    """The article."""
    label: str
    """How it mentions the event: reported, recalled or announced, in words."""
    sentence: Sentence
    """The words that mention it."""


class TimelineItem(Record, frozen=True, kw_only=True):
    """An event in a timeline."""

    position: Position
    """`earlier`, `this`, `later` or `announced`."""
    when: str
    """The day in words."""
    title: Link
    """The event."""
    label: str
    """How it stands to this event, in words; may be empty."""
    because: Sentence | None
    """The sentence that links the two."""


class Clue(Record, frozen=True, kw_only=True):
    """One clue to the day of an article."""

    verdict: Verdict
    """`accepted`, `supports`, `bound`, `rejected` or `unused`."""
    verdict_label: str
    """The verdict in words."""
    evidence: str
    """The words that support it, verbatim."""
    when: str
    """The days that it allows, in words; may be empty."""
    reason: str
    """Why, in words; may be empty."""
    source: Source | None
    """Where it stands; None if outside the text."""


class DateEvidence(Record, frozen=True, kw_only=True):
    """How the day of one article was found."""

    article: Link
    """The article, by its outlet and headline."""
    when: str
    """The day or days that follow, in words."""
    certainty: str
    """How sure, in words."""
    clues: tuple[Clue, ...]
    """Every clue with its verdict."""


class NearMissView(Record, frozen=True, kw_only=True):
    """The nearest article that was not taken into an event."""

    article: Link
    """The article."""
    reason: str
    """Why not, in words; may be empty."""
    similarity: str
    """How alike, as a percentage."""


class EventCard(Record, frozen=True, kw_only=True):
    """An event in a list."""

    title: str
    """Its title."""
    href: Fragment
    """Its page."""
    when: str
    """Its day in words."""
    articles: int
    """Number of articles; 0 if it is only mentioned in others."""
    mentions: int
    """Number of other articles that mention it."""
    sources: int
    """Number of independent sources."""
    outlets: tuple[Badge, ...]
    """Its outlets, at most four, that of the first report first."""
    outlets_more: int
    """Number of outlets that are left out here."""
    quote: QuoteCard | None
    """A quotation that speaks for it, where the page shows one."""
    sentence: Sentence | None
    """The first sentence that tells it, unless it says little more than the title."""
    themes: tuple[Link, ...]
    """Its first theme; empty on a theme's page."""
    note: tuple[str, ...]
    """Words that gave the theme of the page on which the card stands; empty elsewhere."""


class ArticleRow(Record, frozen=True, kw_only=True):
    """An article in a list."""

    headline: str
    """Its headline."""
    href: Fragment
    """Its page."""
    outlet: Badge
    """Its outlet."""
    when: str
    """When it was published, in words."""
    event: Link | None
    """The event that it is mainly about."""


class DayEvents(Record, frozen=True, kw_only=True):
    """A day with its events."""

    when: str
    """The day in words."""
    href: Fragment
    """The day's page."""
    events: tuple[EventCard, ...]
    """Its events, most covered first."""
    more: int
    """Number of events that are left out here."""


class OutletRow(Record, frozen=True, kw_only=True):
    """An outlet in a list."""

    outlet: Badge
    """The outlet."""
    count: int
    """Number of its articles."""
    span: str
    """From which day to which it published, in words; empty if not known."""


class DayCell(Record, frozen=True, kw_only=True):
    """A day in a row of days."""

    day: int
    """Day of the month."""
    weekday: str
    """Its weekday, short."""
    label: str
    """The day in words, for those who listen."""
    href: Fragment | None
    """The day's page, if it has one."""
    events: int
    """Number of events on it."""
    level: Level
    """`0` to `5`: how many events, on a scale that doubles."""
    current: bool
    """True for the day that the page is about."""


class DayStrip(Record, frozen=True, kw_only=True):
    """Seven days in a row."""

    caption: str
    """From which day to which, in words."""
    cells: tuple[DayCell, ...]
    """The days."""


class StoryCard(Record, frozen=True, kw_only=True):
    """A running story in a list."""

    title: str
    """Its title."""
    href: Fragment
    """Its page."""
    events: int
    """Number of events."""
    newest: Link | None
    """Its newest event."""
    when: str
    """The newest event's day in words."""


class LinePiece(Record, frozen=True, kw_only=True):
    """A stretch of an article's line in which the same things were found."""

    text: Fragment
    """The words."""
    kinds: tuple[Kind, ...]
    """What was found: `quote`, `reported`, `cue`, `speaker`, `date`, `name`."""
    keys: tuple[Fragment, ...]
    """The numbers of the line's findings that these words belong to."""
    href: Fragment | None
    """The page of the person or institution named."""


class CalendarCell(Record, frozen=True, kw_only=True):
    """A day in a month's calendar."""

    day: int
    """Day of the month; 0 for a cell outside the month."""
    href: Fragment | None
    """The day's page, if it has one."""
    events: int
    """Number of events on it."""
    level: Level
    """`0` to `5`: how many events, on a scale that doubles."""


class Choice(Record, frozen=True, kw_only=True):
    """Something by which the results of a search can be filtered."""

    key: Fragment
    """Its name in addresses."""
    text: str
    """Its name for readers."""
    count: int
    """Number of its events."""


class Pager(Record, frozen=True, kw_only=True):
    """Ways through a long list: its newest entries are on the main page, older ones on numbered pages."""

    newer: Fragment | None
    """The page with newer entries."""
    older: Fragment | None
    """The page with older entries."""
