"""What each template gets: one record per kind of page; its fields are the template's variables.

Besides these every template sees `site` (a `SiteView`). Pages that list things by time, subject or source are in
`digest.views.listings`. `docs/templates.md` is made from the docstrings.
"""

from __future__ import annotations

from digest.escape import Fragment
from digest.records import Record
from digest.views.drawings import ChartView, GraphView
from digest.views.event_parts import CorrectionNote, Finding, Grouping, Neighbour, Statement, WhoFirst
from digest.views.parts import (
    Account,
    Choice,
    Counted,
    DateEvidence,
    DayEvents,
    DayStrip,
    EventCard,
    Kind,
    LinePiece,
    Link,
    MentionRow,
    NearMissView,
    OutletRow,
    Pager,
    Publish,
    QuoteCard,
    Report,
    Sentence,
    Source,
    SpeakerQuotes,
    StoryCard,
    TimelineItem,
    Treatment,
)


class SiteView(Record, frozen=True, kw_only=True):
    """What every template sees as `site`."""

    title: str
    """Name of the collection."""
    description: str
    """One line under the name."""
    publish: Publish
    """How much of an article's text is shown: `full`, `cited` or `none`."""
    address: str
    """Absolute address of the site, with a slash at its end; empty if it is not known."""


class HomePage(Record, frozen=True, kw_only=True):
    """`home.md.j2`: the front page."""

    title: str
    """Name of the collection."""
    span: str
    """The days from the first to the last article of a known day, in words; empty if none is known."""
    articles: int
    """Number of articles."""
    events: int
    """Number of events."""
    quotes: int
    """Number of quotations."""
    outlets: int
    """Number of outlets."""
    strip: DayStrip | None
    """The week that ends with the latest day; None where no day is known."""
    latest: DayEvents | None
    """The latest day with articles that has come: what is only announced stands in `announced`."""
    announced: tuple[EventCard, ...]
    """Events after the day of the newest article, the nearest first."""
    undated: tuple[EventCard, ...]
    """Events without a known day; empty where the known days fill the page."""
    earlier: tuple[DayEvents, ...]
    """The three days before it."""
    stories: tuple[StoryCard, ...]
    """Running stories, the one with the newest event first."""
    people: tuple[Counted, ...]
    """The most quoted, with the number of quotations."""
    themes: tuple[Counted, ...]
    """Themes with the number of events."""
    publishers: tuple[OutletRow, ...]
    """The outlets with most articles."""
    months: tuple[Counted, ...]
    """The newest months, with the number of events."""
    chart: ChartView | None
    """Events along time; None for too few days."""
    archive: Fragment
    """The archive by day."""


class Further(Record, frozen=True, kw_only=True):
    """How much of an event stands on further pages."""

    href: Fragment
    """The first of them; each list has its heading there: `#quotes`, `#accounts`, `#coverage`, `#timeline`, …"""
    quotes: int
    """Number of quotations there."""
    accounts: int
    """Number of values in which the accounts differ."""
    updates: int
    """Number of tolls that were counted again."""
    articles: int
    """Number of articles."""
    mentions: int
    """Number of mentions."""
    events: int
    """Number of linked events."""


class EventPage(Record, frozen=True, kw_only=True):
    """`event.md.j2`: one event."""

    title: str
    """A headline or sentence of an article, verbatim."""
    title_source: Source | None
    """Where the title stands; None if an editor gave it."""
    kicker: tuple[Link, ...]
    """Themes, then the running story."""
    when: Link
    """The day in words, leading to the day's page; words for an unknown day."""
    certainty: str
    """How sure the day is, in words."""
    articles: int
    """Number of articles that are mainly about it."""
    sources: int
    """Number of independent sources."""
    before: Neighbour | None
    """The event before it: of its running story, else of those that it is linked to."""
    after: Neighbour | None
    """The event after it."""
    lead: tuple[Sentence, ...]
    """Sentences that tell what happened, best first."""
    speakers: tuple[SpeakerQuotes, ...]
    """Who said what, most quoted first; those that nobody is named for last."""
    more_speakers: tuple[SpeakerQuotes, ...]
    """Further speakers, folded on the page."""
    quotes: int
    """Number of quotations."""
    statements: tuple[Statement, ...]
    """Statements that several outlets carry, wording beside wording."""
    accounts: tuple[Account, ...]
    """Where the accounts differ."""
    updates: tuple[Account, ...]
    """Tolls of different times: what was counted again is no other account."""
    who_first: WhoFirst | None
    """Who reported it first; None where there is one report."""
    coverage: tuple[Report, ...]
    """The articles by day."""
    mentions: tuple[MentionRow, ...]
    """Other articles that mention it."""
    timeline: tuple[TimelineItem, ...]
    """Earlier, this, later and announced events in order of time; empty if no other event is linked."""
    further: Further | None
    """What stands on further pages; None where everything stands here."""
    graph: GraphView | None
    """These events and the people who take part in several of them; None where too few do."""
    people: tuple[Counted, ...]
    """Persons and institutions, with the number of their quotations here."""
    people_more: int
    """Number of further ones, who stand on the pages of its articles."""
    places: tuple[str, ...]
    """Places and states."""
    evidence: tuple[DateEvidence, ...]
    """How the day of each article was found."""
    evidence_more: int
    """Number of further articles, whose own pages tell it."""
    grouping: Grouping | None
    """Why these articles are together; None where no article is mainly about it."""
    why: tuple[str, ...]
    """Why it is an event although no article is mainly about it, in words."""
    near_miss: NearMissView | None
    """The nearest article left out."""
    corrected: tuple[CorrectionNote, ...]
    """What editors corrected in its articles."""
    corrections: Fragment
    """The corrections page."""
    address: Fragment
    """Its address below that of the site, as in `{{ site.address }}{{ address }}`."""
    shared_as: Fragment
    """Its title, encoded for the address of a link that shares it."""


class EventPart(Record, frozen=True, kw_only=True):
    """`event_part.md.j2`: a further page of an event of which very much is told."""

    title: str
    """The event's title, with the number of the page."""
    event: Link
    """The event's own page."""
    speakers: tuple[SpeakerQuotes, ...]
    """Further quotations; a speaker may go on from the page before."""
    accounts: tuple[Account, ...]
    """Further values in which the accounts differ."""
    updates: tuple[Account, ...]
    """Further tolls that were counted again."""
    coverage: tuple[Report, ...]
    """Further articles."""
    mentions: tuple[MentionRow, ...]
    """Further articles that mention it."""
    timeline: tuple[TimelineItem, ...]
    """Further events that it is linked to, in order of time."""
    pager: Pager
    """`newer` is the page before, `older` the next one."""


class LineView(Record, frozen=True, kw_only=True):
    """A line of an article."""

    anchor: Fragment | None
    """Id of the line, such as `L13`; None for the later parts of a very long line."""
    number: int
    """Line of the file."""
    role: Fragment
    """Role of its paragraph."""
    continued: bool
    """True for a further line of the same paragraph."""
    pieces: tuple[LinePiece, ...]
    """The words, cut by what was found in them; empty where they may not be shown."""
    reason: str
    """For furniture: why it is taken for furniture, in words; may be empty."""
    found: tuple[Finding, ...]
    """What was found in it, in order of the text."""
    cited_by: tuple[Link, ...]
    """Pages that cite the line."""


class LineGroup(Record, frozen=True, kw_only=True):
    """Neighbouring lines that are treated alike."""

    kind: Treatment
    """`lines`, `furniture` or `withheld`."""
    lines: tuple[LineView, ...]
    """The lines."""
    count: int
    """Number of lines that are folded away or withheld."""


class LinesPart(Record, frozen=True, kw_only=True):
    """A part of the page of a very long article."""

    first: int
    """Its first line of the file."""
    last: int
    """Its last line."""
    range: Fragment
    """Both in Latin digits, `301-584`, by which the script finds the part of a line."""
    href: Fragment | None
    """Its page; None for the page at hand."""


class ArticlePage(Record, frozen=True, kw_only=True):
    """`article.md.j2`: one article, line by line; for a very long one a part of it."""

    title: str
    """Headline, with the number of a further part."""
    parts: tuple[LinesPart, ...]
    """The parts of a very long article; empty for all others."""
    outlet: Link
    """The outlet."""
    when: str
    """When it was published, in words."""
    day: Fragment | None
    """The day's page, if the day is known."""
    certainty: str
    """How sure the day is, in words."""
    path: str
    """Path of the file."""
    row: int
    """Row of a `.jsonl` file; 0 for others."""
    original: Fragment | None
    """Address of the original; None if unknown or not of the web."""
    agencies: str
    """Agencies that it credits; may be empty."""
    event: Link | None
    """The event that it is mainly about."""
    mentioned: tuple[MentionRow, ...]
    """Other events that it reports, recalls or announces."""
    themes: tuple[Link, ...]
    """Its themes."""
    groups: tuple[LineGroup, ...]
    """All lines in order."""
    kinds: tuple[KindView, ...]
    """What is underlined in it: the legend."""
    quotes: tuple[QuoteCard, ...]
    """Its quotations in order of the text."""
    evidence: DateEvidence
    """How its day was found."""
    copies: tuple[str, ...]
    """Paths of files that were merged into this one."""
    corrected: tuple[CorrectionNote, ...]
    """What editors corrected in it."""


class KindView(Record, frozen=True, kw_only=True):
    """An entry of the legend."""

    code: Kind
    """`quote`, `reported`, `cue`, `speaker`, `date` or `name`."""
    label: str
    """In words."""


class StoryPage(Record, frozen=True, kw_only=True):
    """`story.md.j2`: a running story."""

    title: str
    """Its title."""
    span: str
    """The days that it covers, in words; empty if none is known."""
    count: int
    """Number of events."""
    words: tuple[str, ...]
    """Words that hold it together."""
    people: tuple[Counted, ...]
    """Its persons and institutions."""
    chronology: tuple[TimelineItem, ...]
    """Its events in order of time, each with the sentence that tells it."""
    pager: Pager | None
    """Ways to the earlier and later parts of a long story."""
    graph: GraphView | None
    """Its events and the people who take part in several of them; None where too few do."""


class CorrectionView(Record, frozen=True, kw_only=True):
    """One correction by an editor."""

    anchor: Fragment
    """Id of the correction."""
    label: str
    """What kind of correction, in words."""
    what: str
    """What was set: a day, a name, a title; may be empty."""
    subjects: tuple[Link, ...]
    """The articles that it concerns; none for names."""
    events: tuple[Link, ...]
    """The events of these articles."""
    why: str
    """The editor's reason."""
    by: str
    """Who corrected it; may be empty."""
    when: str
    """The day of the correction, in words; may be empty."""


class CorrectionsPage(Record, frozen=True, kw_only=True):
    """`corrections.md.j2`: what editors corrected."""

    title: str
    """Heading."""
    corrections: tuple[CorrectionView, ...]
    """All corrections, the newest first, those without a day last."""


class SearchPage(Record, frozen=True, kw_only=True):
    """`search.md.j2`: the search page; `site_src/assets/js/search-page.js` fills in the results."""

    title: str
    """Heading."""
    articles: int
    """Number of articles that can be found."""
    first: Fragment | None
    """The first day with a page, such as `2022-01-28`; None if there is none."""
    last: Fragment | None
    """The last day with a page."""
    themes: tuple[Choice, ...]
    """Themes to filter by, in the order of their names."""
    outlets: tuple[Choice, ...]
    """Outlets to filter by."""
    people: tuple[Choice, ...]
    """Persons and institutions to filter by; any other may be typed."""
    quoted: tuple[Counted, ...]
    """The most quoted, with the number of quotations."""
    subjects: tuple[Counted, ...]
    """The themes with most events."""
    days: tuple[Link, ...]
    """The newest days with events that have come."""
