"""The records that travel the pipeline: one immutable record per stage, none filled in later.

All offsets are code points of `Article.text` (the decoded file after any front matter; for HTML the extracted
text), half-open. All lines count from 1 in the *file* as it lies on disk. All days are `datetime.date`; an
interval's two ends are inclusive. Reasons and rules are stable English codes with arguments: templates and the
command line put them into words, so no record holds a sentence of the interface.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_left
from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, slotted, keyword-only, comparable by value, serialisable by msgspec."""


# ---------------------------------------------------------------------------------------------------- text


class Span(Record, frozen=True, kw_only=True, order=True):
    """A half-open stretch of `Article.text`, in code points."""

    start: int
    """First code point."""
    end: int
    """One past the last code point; `end >= start`."""

    def of(self, text: str) -> str:
        """Return the characters of `text` under this span, verbatim."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Reason(Record, frozen=True, kw_only=True):
    """Why something was decided: a code with its arguments, put into words by templates and the command line."""

    code: str
    """Stable identifier, lower case with hyphens, such as `weekday-contradicts-body`."""
    args: dict[str, str] = {}
    """Named values of the sentence, already text (a day as ISO 8601, a number as digits, a quoted phrase as is)."""


# ---------------------------------------------------------------------------------------------------- reading


class DateHint(Record, frozen=True, kw_only=True):
    """A date that the file's format states outside the text: metadata, an address, front matter."""

    source: Literal["front-matter", "json-ld", "meta", "time-element", "url", "htmldate"]
    """Where it stood."""
    day: dt.date
    """The day it states."""
    evidence: str
    """The words or the attribute that state it, as found, at most 200 characters."""
    line: int | None = None
    """Line in the file; None where it cannot be pointed at."""


class FrontMatter(Record, frozen=True, kw_only=True):
    """What an editor or a crawler wrote above the text; every key is optional."""

    title: str | None = None
    """The headline, if it is not in the text."""
    date: dt.date | None = None
    """The day of publication as stated; the strongest candidate, but still a candidate."""
    outlet: str | None = None
    """The outlet's name as readers know it."""
    url: str | None = None
    """Address of the original, http or https."""
    retrieved: dt.date | None = None
    """The day on which the file was saved: an upper bound of the publication day, never an answer."""
    theme: str | None = None
    """A theme id that an editor sets by hand."""
    event: str | None = None
    """An event key that an editor sets by hand: articles with the same key are one event."""
    lang: str | None = None
    """BCP 47 language tag; only Arabic (`ar`, `ar-…`) is processed."""


class RawArticle(Record, frozen=True, kw_only=True):
    """One article as it was read: decoded, not yet understood."""

    path: str
    """Path relative to the articles folder, with forward slashes."""
    row: int | None = None
    """For a `.jsonl` file the row, counted from 1; else None."""
    format: Literal["text", "markdown", "html", "jsonl"]
    """What the file is."""
    encoding: str
    """Encoding found: `utf-8`, `utf-16`, `windows-1256` or `iso-8859-6`."""
    text: str
    """The decoded text after any front matter, character for character, except that line ends are `\\n`; for HTML
    the extracted text."""
    lines: tuple[int, ...]
    """For each line of `text` (split at `\\n`) the line of the file that it came from."""
    marks: tuple[Literal["text", "title", "heading", "caption", "quote", "item"], ...] = ()
    """For HTML, what the page marks each line of `text` as; empty for other formats."""
    front: FrontMatter = FrontMatter()
    """What stood above the text, or beside it in a `.jsonl` row."""
    hints: tuple[DateHint, ...] = ()
    """Dates stated outside the text, in the order of the file."""
    meta_title: str | None = None
    """Title stated by the file's format (HTML `<title>`, Open Graph), if any."""
    meta_outlet: str | None = None
    """Outlet stated by the file's format (`og:site_name`), if any."""
    meta_url: str | None = None
    """Address stated by the file's format (canonical link, `og:url`), http or https, if any."""


# ---------------------------------------------------------------------------------------------------- cleaning

Role = Literal[
    "title",
    "subtitle",
    "dateline",
    "byline",
    "heading",
    "caption",
    "body",
    "source-note",
    "boilerplate",
    "repeat",
]
"""What a paragraph is. `subtitle` is a standfirst; `dateline` a line that holds only a date (or place and date);
`source-note` names agencies; `repeat` says again what an earlier paragraph said; `boilerplate` is site furniture."""


class Paragraph(Record, frozen=True, kw_only=True):
    """One paragraph of the text and what it is taken for."""

    span: Span
    """Without surrounding white space; never empty; paragraphs are in order and do not overlap."""
    line: int
    """Line of the file on which it begins."""
    role: Role
    """What it is taken for."""
    rule: str
    """The rule that decided, as a code such as `furniture:share` or `body:default`."""

    @property
    def is_content(self) -> bool:
        """Tell whether events, quotations and dates are looked for here."""
        return self.role in ("title", "subtitle", "heading", "body")


class Article(Record, frozen=True, kw_only=True):
    """A cleaned article: the text untouched, its paragraphs classified."""

    id: str
    """Stable: derived from the path and row, safe in addresses (`a-` and 10 base-32 characters)."""
    path: str
    """Path relative to the articles folder, with forward slashes."""
    row: int | None = None
    """Row of a `.jsonl` file, else None."""
    title: str
    """The headline: front matter, else the title paragraph, else the first words of the first body paragraph."""
    title_span: Span | None
    """Where the headline stands in the text; None if it comes from front matter or metadata."""
    outlet: str | None
    """The outlet's name; None if nothing states it."""
    url: str | None
    """Address of the original, if known."""
    retrieved: dt.date | None
    """The day on which the file was saved, if stated."""
    lang: str
    """Language tag; `ar` unless stated otherwise."""
    text: str
    """The decoded text, never changed."""
    lines: tuple[int, ...]
    """For each line of `text` the line of the file that it came from."""
    paragraphs: tuple[Paragraph, ...]
    """All paragraphs in order; white space between them belongs to none."""
    hints: tuple[DateHint, ...] = ()
    """Dates stated outside the text."""
    agencies: tuple[str, ...] = ()
    """News agencies that a source note or dateline credits, as written there."""
    front: FrontMatter = FrontMatter()
    """The front matter as read (an editor's `theme` and `event` are used later)."""

    def line_index(self, offset: int) -> int:
        """Return the index into `lines` of the text line that holds code point `offset`."""
        return bisect_left(_line_ends(self.text), offset)

    def line_of(self, offset: int) -> int:
        """Return the line of the file that holds code point `offset`."""
        return self.lines[self.line_index(offset)]

    def content(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs in which events, quotations and dates are looked for."""
        return tuple(p for p in self.paragraphs if p.is_content)

    def body(self) -> tuple[Paragraph, ...]:
        """Return the body paragraphs alone."""
        return tuple(p for p in self.paragraphs if p.role == "body")


@functools.lru_cache(maxsize=256)
def _line_ends(text: str) -> list[int]:
    """Return the offsets of the line ends of a text; an article is asked for its lines thousands of times."""
    return [found.start() for found in re.finditer("\n", text)]


# ---------------------------------------------------------------------------------------------------- dates

Granularity = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "vague"]


class Timex(Record, frozen=True, kw_only=True):
    """A date expression of the text with the days that it stands for (TimeML's TIMEX3, type DATE)."""

    span: Span
    """The whole expression, weekday and era words included."""
    text: str
    """The characters under `span`."""
    first: dt.date
    """First day that it may stand for, inclusive."""
    last: dt.date
    """Last day that it may stand for, inclusive; equal to `first` for a day."""
    granularity: Granularity
    """The unit that the words name."""
    rule: str
    """The rule that read it, a code such as `day-month-year` or `relative-week`."""
    anchor: Literal["absolute", "publication", "event"]
    """What it was reckoned from."""
    approximate: bool = False
    """True where the words hedge ("about", "nearly") or only bound the day."""


class EventOffset(Record, frozen=True, kw_only=True):
    """A date expression that is reckoned from an event, and waits for the collection step."""

    span: Span
    """The whole expression, from the preposition to the end of the event's description."""
    text: str
    """The characters under `span`."""
    days: int
    """Days from the event to the day meant; negative for before."""
    anchor_span: Span
    """The words that describe the event."""
    future: bool | None = None
    """Whether the day meant lies ahead of publication; None if the words do not tell."""


class DateCandidate(Record, frozen=True, kw_only=True):
    """One clue to the publication day, with what was made of it."""

    source: str
    """Kind of clue, a code: `front-matter`, `dateline`, `header`, `metadata`, `weekday-today`, `current-month`,
    `near-date`, `year-mention`, `retrieved`, `event-offset`, …"""
    first: dt.date | None
    """First day that the clue allows; None if it sets no lower bound."""
    last: dt.date | None
    """Last day that the clue allows; None if it sets no upper bound."""
    evidence: str
    """The words that support it, verbatim."""
    span: Span | None = None
    """Where they stand in the text; None for clues outside it."""
    line: int | None = None
    """Line of the file; None if it cannot be pointed at."""
    article: str | None = None
    """Id of the article that holds the evidence, where it is another one."""
    verdict: Literal["accepted", "supports", "bound", "rejected", "unused"]
    """What was made of it: it gave the day, agrees with it, bounds it, contradicts it, or says nothing about it."""
    reason: Reason
    """Why."""


class Publication(Record, frozen=True, kw_only=True):
    """When an article was published, argued from its candidates."""

    first: dt.date | None
    """First possible day; None with `last` None: unknown."""
    last: dt.date | None
    """Last possible day, inclusive."""
    confidence: Literal["certain", "inferred", "interval", "unknown"]
    """`certain`: independent clues agree on one day; `inferred`: one day follows from the clues; `interval`:
    several days remain; `unknown`: nothing usable."""
    probability: float
    """Calibrated probability that the true day lies in `first…last`; 0 for unknown; two decimals."""
    candidates: tuple[DateCandidate, ...]
    """Every clue found, the accepted one first, then in order of the text."""

    @property
    def day(self) -> dt.date | None:
        """Return the day if it is one day, else None."""
        return self.first if self.first is not None and self.first == self.last else None


# ---------------------------------------------------------------------------------------------------- names

EntityKind = Literal["person", "institution", "state", "place", "unnamed"]


class Mention(Record, frozen=True, kw_only=True):
    """One occurrence of a person, institution, state or place."""

    span: Span
    """The name itself, without title and clitics where they can be told apart."""
    text: str
    """The characters under `span`."""
    entity: str
    """Key inside the article: `known:<id>` from the lexicon, else `name:<folded full name>`; equal for all mentions
    of one entity in the article. `title:<folded title>` for an office whose holder is not settled: kind `unnamed`,
    nobody's person id."""
    name: str
    """Best full name known for the entity: the lexicon's, else the longest spelling in the article."""
    kind: EntityKind
    """What it is."""
    title: str | None = None
    """The title given with this occurrence, as written ("الرئيس الروسي"), None if bare."""
    title_span: Span | None = None
    """Where the title stands."""
    rule: str
    """How it was found: `lexicon`, `title+name`, `family-name`, `title-alone`, `cue+name`, …"""


# ---------------------------------------------------------------------------------------------------- quotations

CueClass = Literal["neutral", "claim", "assertion", "denial", "announcement", "other"]
Attribution = Literal[
    "named",
    "title",
    "institution",
    "continuation",
    "pronoun",
    "cataphora",
    "implicit",
    "headline",
    "unnamed",
    "none",
]


class Quote(Record, frozen=True, kw_only=True):
    """Words that the text attributes to a source: content, cue and source in the field's terms."""

    content: Span
    """The words themselves, inside the marks; for reported speech from the complementiser on."""
    text: str
    """The characters under `content`, verbatim."""
    kind: Literal["direct", "reported"]
    """`direct`: inside marks; `reported`: without marks, or with marks inside ("قال … إن")."""
    marks: tuple[str, str] | None
    """Opening and closing mark as they stand; None for reported speech; an empty string where one is missing."""
    cue: Span | None
    """The reporting words as written, clitics included; None if implicit."""
    cue_lemma: str | None
    """Lexicon form of the cue ("قال"); None if implicit."""
    cue_class: CueClass
    """Class of the reporting verb."""
    source: Span | None
    """The words that name the speaker here; None if elided."""
    speaker: str | None
    """Entity key as in `Mention.entity`; None if unnamed or undecided."""
    speaker_name: str | None
    """Canonical name; for an unnamed source its description as given; None if undecided."""
    speaker_kind: EntityKind | None
    """What the speaker is; None if undecided."""
    attribution: Attribution
    """How the speaker was found, in the field's terms."""
    rule: str
    """The numbered rule that found the speaker."""
    heading: bool = False
    """True if it stands in a title or heading ("بوتين: …")."""


# ---------------------------------------------------------------------------------------------------- per article


class Profile(Record, frozen=True, kw_only=True):
    """What grouping compares: computed once per article, so that the collection step need not read texts again."""

    headline: dict[str, int]
    """Stems of the headline with counts."""
    lead: dict[str, int]
    """Stems of the first content paragraphs (about 60 words) with counts."""
    body: dict[str, int]
    """Stems of the whole content with counts."""
    shingles: tuple[int, ...]
    """MinHash signature of the content's word 5-grams, for wire copy; empty if the text is too short."""
    words: int
    """Words of content."""
    signed: int = 0
    """Words of content that the signature covers: those outside of long quotations."""
    figures: tuple[str, ...] = ()
    """Decimal numbers of headline and lead (prices, rates, shares), written `18.25`, each once, in order."""


class Telling(Record, frozen=True, kw_only=True):
    """A sentence that tells of something that happened or will, as the article alone lets it be understood."""

    span: Span
    """The sentence or headline."""
    title: Span
    """The words that tell it best by themselves: a clause of the sentence, or the heading above it."""
    cue: Span
    """The word that names the happening ("اتصال"), or the day where there is none."""
    kinds: tuple[str, ...]
    """Kinds of happening from the lexicon, in the order of their words; empty if only a day is told."""
    participants: tuple[str, ...]
    """Entity keys of persons, institutions and states that take part, those only quoted as sources left out."""
    places: tuple[str, ...]
    """Entity keys of places and states that are named."""
    time: Span | None
    """Span of the `Timex` or `EventOffset` that dates it; None if it is not dated."""
    tense: Literal["future", "past", "open"]
    """What the words say: still to come, over and not today's, or neither."""
    part: Literal["headline", "lead", "body"]
    """Where it stands: the headline, the first two running paragraphs, elsewhere."""
    quoted: bool = False
    """True inside a direct quotation: the speaker's account, not the article's."""


class ThemeScore(Record, frozen=True, kw_only=True):
    """A theme of an article or event, with what speaks for it."""

    theme: str
    """IPTC's code."""
    score: float
    """Strength, 0…1, two decimals; .5 is the least for a theme of the first level, 1 a theme set by hand."""
    words: tuple[str, ...]
    """The words that gave it, as they stand in the article (joined prepositions left off), strongest first."""


class AnnotatedArticle(Record, frozen=True, kw_only=True):
    """An article with everything that can be known from it alone."""

    article: Article
    publication: Publication
    timexes: tuple[Timex, ...]
    """In order of the text; relative ones are resolved against `publication` as far as that is known."""
    offsets: tuple[EventOffset, ...]
    """Expressions that wait for the day of another event."""
    mentions: tuple[Mention, ...]
    """In order of the text."""
    quotes: tuple[Quote, ...]
    """In order of the text; reported speech may contain direct quotations."""
    profile: Profile
    """Features for grouping."""
    tellings: tuple[Telling, ...] = ()
    """What its sentences tell, in order of the text."""
    news: tuple[dt.date, ...] = ()
    """Days that headline and lead tell as news, the main one first, reckoned from the last day on which the article
    can have been published (its publication, else the day on which the file was saved)."""
    themes: tuple[ThemeScore, ...] | None = None
    """Its themes, best first; None if they have not been looked for."""


# ---------------------------------------------------------------------------------------------------- collection


class SourceRef(Record, frozen=True, kw_only=True, order=True):
    """A pointer to words of an article: what every statement on a page carries."""

    article: str
    """Article id."""
    span: Span
    """The words."""
    line: int
    """Line of the file on which they begin."""


class Happening(Record, frozen=True, kw_only=True):
    """Something that an article reports, recalls or announces, as one of its sentences tells it."""

    ref: SourceRef
    """The sentence (or headline) that tells it."""
    first: dt.date | None
    """First day on which it happened or will happen."""
    last: dt.date | None
    """Last day."""
    tense: Literal["reported", "recalled", "announced"]
    """`reported`: of the article's day; `recalled`: earlier; `announced`: later."""
    people: tuple[str, ...]
    """Person and institution ids that take part."""
    kind: str | None
    """Kind of happening from the lexicon (`call`, `summit`, `visit`, `interview`, `address`, `attack`, …), None if
    none fits."""


class EventLink(Record, frozen=True, kw_only=True):
    """One event's pointer to another, with the sentence that justifies it."""

    event: str
    """Id of the other event."""
    why: Literal["earlier", "later", "announced", "announced-by", "recalled", "recalled-by", "same-day", "same-story"]
    """How the other stands to this one."""
    ref: SourceRef | None
    """The sentence that links them; None if only day and people do."""


class ReportedIn(Record, frozen=True, kw_only=True):
    """An article that mentions an event which is not its main one."""

    article: str
    ref: SourceRef
    tense: Literal["reported", "recalled", "announced"]


class NearMiss(Record, frozen=True, kw_only=True):
    """The nearest article that was not taken into an event, and why not."""

    article: str
    score: float
    """Similarity, 0…1, two decimals."""
    reason: Reason


class Contradiction(Record, frozen=True, kw_only=True):
    """Where accounts of one event differ: values of one kind, each with its lines."""

    kind: Literal["number", "date", "place"]
    about: str
    """What is counted or placed, in the words of the article ("قتيلا")."""
    values: tuple[tuple[str, tuple[SourceRef, ...]], ...]
    """Each value as written with the lines that state it; at least two."""
    update: bool = False
    """True where the values are of different times, the earliest first: a toll that was counted again, which no
    account contradicts."""


class QuoteGroup(Record, frozen=True, kw_only=True):
    """One statement as several articles carry it."""

    quotes: tuple[str, ...]
    """Quote ids, the fullest wording first."""


class Event(Record, frozen=True, kw_only=True):
    """Something that happened (or will), with the articles that tell it."""

    id: str
    """Stable under the arrival of new articles: `YYYY-MM-DD-` (or `undated-`) and a short hash of its founding article
    or happening."""
    title: str
    """A headline or sentence of an article, verbatim."""
    title_ref: SourceRef | None
    """Where the title stands; None if an editor or front matter gave it."""
    first: dt.date | None
    """First day; None if unknown."""
    last: dt.date | None
    """Last day, inclusive."""
    articles: tuple[str, ...]
    """Ids of articles whose main happening it is, by day and path; empty if it is only mentioned."""
    mentioned_in: tuple[ReportedIn, ...]
    """Other articles that report, recall or announce it."""
    summary: tuple[SourceRef, ...]
    """Sentences that tell what happened, best first; verbatim."""
    quotes: tuple[str, ...]
    """Quote ids, in order of article and text."""
    people: tuple[str, ...]
    """Person and institution ids, most prominent first."""
    places: tuple[str, ...]
    """Place and state ids, most prominent first."""
    themes: tuple[str, ...]
    """Theme ids, best first."""
    theme_words: dict[str, tuple[str, ...]]
    """For each theme the words that gave it, as they stand in the articles."""
    story: str | None
    """Id of the running story that it belongs to, if any."""
    kind: str | None
    """Kind of the main happening, as in `Happening.kind`."""
    why: tuple[Reason, ...]
    """Why these articles are together: shared people, dates, words."""
    near_miss: NearMiss | None
    """The nearest article left out."""
    related: tuple[EventLink, ...]
    """Links to other events, by day."""
    first_report: str | None
    """Article id of the earliest report, if the days allow to tell."""
    copies: tuple[tuple[str, ...], ...]
    """Groups of near-identical articles (wire copy), each counted as one independent source."""
    sources: int
    """Number of independent sources."""
    statements: tuple[QuoteGroup, ...] = ()
    """Statements that several articles carry."""
    contradictions: tuple[Contradiction, ...] = ()
    """Where the accounts differ."""
    aliases: tuple[str, ...] = ()
    """Ids that it would bear had another of its articles been the first; old addresses may lead here."""


class TitleUse(Record, frozen=True, kw_only=True):
    """A title that was given to a person, with the days on which it was."""

    title: str
    count: int
    first: dt.date | None
    last: dt.date | None


class Person(Record, frozen=True, kw_only=True):
    """A person, institution, state or place under all spellings."""

    id: str
    """Stable and safe in addresses: the lexicon's id, else `p-` and a hash of the folded name."""
    name: str
    """Canonical name in Arabic."""
    kind: EntityKind
    variants: tuple[tuple[str, int], ...]
    """Spellings as they stand in articles, with counts, most frequent first."""
    titles: tuple[TitleUse, ...]
    """Titles over time, by first day."""
    aliases: tuple[str, ...]
    """Other known names, Latin ones included, from the lexicon; for search."""
    articles: tuple[str, ...]
    """Ids of articles that mention it, by day and path."""
    events: tuple[str, ...]
    """Event ids, by day."""
    quotes: tuple[str, ...]
    """Quote ids of which it is the speaker, by day."""


class QuoteRef(Record, frozen=True, kw_only=True):
    """A quotation with its place in the collection."""

    id: str
    """Stable: article id, `-q` and the offset of its content."""
    article: str
    quote: Quote
    line: int
    """Line of the file on which it begins."""
    speaker: str | None
    """Person id; None if unnamed or undecided."""
    event: str | None
    """Event to whose page it belongs."""


class Theme(Record, frozen=True, kw_only=True):
    """A subject: an IPTC Media Topic."""

    id: str
    """Such as `medtop:11000000`."""
    slug: str
    """Safe in addresses."""
    label: str
    """Arabic label."""
    official: bool
    """Whether the label is IPTC's own."""
    parent: str | None
    """Id of the broader theme, None for the first level."""
    events: tuple[str, ...]
    articles: tuple[str, ...]


class Story(Record, frozen=True, kw_only=True):
    """A running story: events across days that belong to one affair."""

    id: str
    slug: str
    title: str
    """Words that its events share, or an editor's."""
    events: tuple[str, ...]
    """Event ids in order of time."""
    words: tuple[str, ...]
    """The words that hold it together."""
    people: tuple[str, ...]


class Outlet(Record, frozen=True, kw_only=True):
    """A publisher of articles."""

    id: str
    name: str
    articles: tuple[str, ...]
    events: tuple[str, ...]


class Merge(Record, frozen=True, kw_only=True):
    """An input that was kept as part of another because it is the same article."""

    path: str
    """The file (with `#row` for a `.jsonl` row) that was merged."""
    into: str
    """Path of the article that stands for both."""


class Digest(Record, frozen=True, kw_only=True):
    """Everything that pages and exports are made of; links run both ways."""

    articles: tuple[AnnotatedArticle, ...]
    """By path and row; publications as settled by the collection step."""
    quotes: tuple[QuoteRef, ...]
    """By article and offset."""
    events: tuple[Event, ...]
    """By day and id; undated last."""
    people: tuple[Person, ...]
    """By name: every kind of entity; pages are made for persons and institutions."""
    themes: tuple[Theme, ...]
    stories: tuple[Story, ...]
    outlets: tuple[Outlet, ...]
    merges: tuple[Merge, ...]
    article_themes: dict[str, tuple[str, ...]]
    """Article id to theme ids."""
    happenings: tuple[Happening, ...]
    """All happenings, by article and offset."""


class Card(Record, frozen=True, kw_only=True):
    """What the picture says that messengers show beside a link to a page (Open Graph)."""

    path: str
    """Path of the picture under `site_src/`, such as `assets/cards/2022-01-28-ab12cd.png`."""
    title: str
    """What happened, or the name of the collection."""
    masthead: str
    """Name of the collection; empty on the card of the whole collection, whose title it is."""
    day: str
    """When, in words; may be empty."""
    kicker: str = ""
    """The theme; may be empty."""
    words: str = ""
    """The best quotation, or the line under the collection's name; may be empty."""
    speaker: str = ""
    """Who said these words; empty if they are no quotation."""
    foot: tuple[str, ...] = ()
    """Outlets that report it, or what the collection holds in numbers."""

    @property
    def alt(self) -> str:
        """What a reader who does not see the picture is told."""
        return " · ".join(part for part in (self.title, self.day, *self.foot) if part)


class Page(Record, frozen=True, kw_only=True):
    """A Markdown page ready to be written."""

    path: str
    """Path under `site_src/`, such as `events/2022-01-28-ab12cd.md`."""
    text: str
    """Markdown with front matter."""
    card: Card | None = None
    """What is drawn on its card; None if it has none of its own."""
