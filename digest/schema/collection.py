"""The exported tables over the collection: people, events, themes, and the whole."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from digest.records import EntityKind
from digest.schema.articles import (
    Exported,
    ExportedArticle,
    ExportedDate,
    ExportedQuote,
    ExportedReason,
    ExportedRef,
)

SCHEMA_VERSION: Final = "1.0"
"""Version of the format, as in `ExportedDigest.schema_version`."""


class ExportedSpelling(Exported, frozen=True, kw_only=True):
    """One spelling of a name."""

    text: str
    """As it stands in articles."""
    count: int
    """How often."""


class ExportedTitle(Exported, frozen=True, kw_only=True):
    """A title that was given to a person."""

    text: str
    """As written."""
    count: int
    """How often."""
    first: dt.date | None
    """First day on which it was given."""
    last: dt.date | None
    """Last day."""


class ExportedPerson(Exported, frozen=True, kw_only=True):
    """A person, institution, state or place under all spellings."""

    id: str
    """Stable id."""
    name: str
    """Canonical name in Arabic."""
    kind: EntityKind
    """What it is."""
    page: str | None
    """Address of its page; null for states and places, which have none."""
    variants: tuple[str, ...]
    """Spellings as they stand in articles, most frequent first."""
    spellings: tuple[ExportedSpelling, ...]
    """The same with counts."""
    titles: tuple[str, ...]
    """Titles, by the first day on which they were given."""
    title_uses: tuple[ExportedTitle, ...]
    """The same with counts and days."""
    aliases: tuple[str, ...]
    """Other known names, Latin ones included."""
    articles: tuple[str, ...]
    """Ids of articles that mention it."""
    events: tuple[str, ...]
    """Ids of events in which it takes part."""
    quotes: tuple[str, ...]
    """Ids of quotations of which it is the speaker."""


class ExportedMention(Exported, frozen=True, kw_only=True):
    """The words with which an article mentions an event that is not its main one."""

    tense: Literal["reported", "recalled", "announced"]
    """How the article tells it: of its own day, as past, as to come."""
    source: ExportedRef
    """The words."""


class ExportedLink(Exported, frozen=True, kw_only=True):
    """One event's pointer to another."""

    event: str
    """Id of the other event."""
    why: Literal["earlier", "later", "announced", "announced-by", "recalled", "recalled-by", "same-day", "same-story"]
    """How the other stands to this one."""
    source: ExportedRef | None
    """The words that link them; null if only day and people do."""


class ExportedNearMiss(Exported, frozen=True, kw_only=True):
    """The nearest article that was not taken into an event."""

    article: str
    """Id of the article."""
    score: float
    """Similarity, 0…1."""
    reason: ExportedReason
    """Why it was left out."""


class ExportedValue(Exported, frozen=True, kw_only=True):
    """One of several values that contradict each other."""

    text: str
    """The value as written."""
    sources: tuple[ExportedRef, ...]
    """The words that state it."""


class ExportedContradiction(Exported, frozen=True, kw_only=True):
    """Where accounts of one event differ."""

    kind: Literal["number", "date", "place"]
    """What differs."""
    about: str
    """What is counted, dated or placed."""
    values: tuple[ExportedValue, ...]
    """The values, at least two."""
    update: bool
    """True where the values are of different times, the earliest first: a toll counted again, no contradiction."""


class ExportedEvent(Exported, frozen=True, kw_only=True):
    """Something that happened or will, with the articles that tell it."""

    id: str
    """Stable id."""
    title: str
    """A headline or sentence of an article, verbatim."""
    page: str
    """Address of its page."""
    date: dt.date | None
    """First day; null if unknown."""
    last_date: dt.date | None
    """Last day."""
    articles: tuple[str, ...]
    """Ids of articles whose main happening it is; empty if it is only mentioned."""
    mentioned_in: tuple[str, ...]
    """Ids of other articles that report, recall or announce it."""
    mentions: tuple[ExportedMention, ...]
    """The same with their words."""
    summary: tuple[ExportedRef, ...]
    """Sentences that tell what happened, best first."""
    themes: tuple[str, ...]
    """Theme ids, best first."""
    theme_words: dict[str, tuple[str, ...]]
    """For each theme the words that gave it."""
    people: tuple[str, ...]
    """Ids of persons and institutions, most prominent first."""
    places: tuple[str, ...]
    """Ids of places and states, most prominent first."""
    quotes: tuple[str, ...]
    """Ids of quotations."""
    statements: tuple[tuple[str, ...], ...]
    """Ids of quotations that are one statement in several articles, the fullest wording first."""
    contradictions: tuple[ExportedContradiction, ...]
    """Where the accounts differ."""
    related: tuple[ExportedLink, ...]
    """Links to other events, by day."""
    story: str | None
    """Id of the running story."""
    kind: str | None
    """Kind of happening (`call`, `summit`, `visit`, …)."""
    why: tuple[ExportedReason, ...]
    """Why these articles are together."""
    near_miss: ExportedNearMiss | None
    """The nearest article left out."""
    first_report: str | None
    """Id of the article that reported first, if the days allow to tell."""
    copies: tuple[tuple[str, ...], ...]
    """Groups of near-identical articles, each one independent source."""
    sources: int
    """Number of independent sources."""


class ExportedHappening(Exported, frozen=True, kw_only=True):
    """Something that an article reports, recalls or announces."""

    source: ExportedRef
    """The sentence that tells it."""
    first: dt.date | None
    """First day."""
    last: dt.date | None
    """Last day."""
    tense: Literal["reported", "recalled", "announced"]
    """How the article tells it."""
    kind: str | None
    """Kind of happening."""
    people: tuple[str, ...]
    """Ids of those who take part."""


class ExportedTheme(Exported, frozen=True, kw_only=True):
    """A subject: an IPTC Media Topic."""

    id: str
    """IPTC's code, such as `medtop:11000000`."""
    label: str
    """Arabic label."""
    official: bool
    """Whether the label is IPTC's own."""
    parent: str | None
    """Id of the broader theme; null for the first level."""
    page: str
    """Address of its page."""
    events: tuple[str, ...]
    """Ids of events."""
    articles: tuple[str, ...]
    """Ids of articles."""


class ExportedStory(Exported, frozen=True, kw_only=True):
    """A running story: events across days that belong to one affair."""

    id: str
    """Stable id."""
    title: str
    """Words that its events share, or an editor's."""
    page: str
    """Address of its page."""
    events: tuple[str, ...]
    """Ids of events in order of time."""
    words: tuple[str, ...]
    """The words that hold it together."""
    people: tuple[str, ...]
    """Ids of persons and institutions."""


class ExportedOutlet(Exported, frozen=True, kw_only=True):
    """A publisher of articles."""

    id: str
    """Stable id."""
    name: str
    """Name as readers know it."""
    page: str
    """Address of its page."""
    articles: tuple[str, ...]
    """Ids of articles."""
    events: tuple[str, ...]
    """Ids of events."""


class ExportedMerge(Exported, frozen=True, kw_only=True):
    """An input that was kept as part of another because it is the same article."""

    path: str
    """The file (with `#row` for a row) that was merged."""
    into: str
    """Path of the article that stands for both."""


class ExportedEventData(Exported, frozen=True, kw_only=True):
    """One event with what belongs to it: `data/events/….json`, in the shapes of the whole."""

    schema_version: Literal["1.0"]
    """Version of this format."""
    title: str
    """Name of the collection."""
    publish: Literal["full", "cited", "none"]
    """How much of the articles' text is in here."""
    event: ExportedEvent
    """The event."""
    articles: tuple[ExportedArticle, ...]
    """The articles whose main happening it is; those that only mention it are in the whole export."""
    quotes: tuple[ExportedQuote, ...]
    """Its quotations, in order of article and text."""
    dates: tuple[ExportedDate, ...]
    """Date expressions of its articles."""
    people: tuple[ExportedPerson, ...]
    """Persons, institutions, states and places that take part, are its places, or are quoted."""


class ExportedDigest(Exported, frozen=True, kw_only=True):
    """The whole collection."""

    schema_version: Literal["1.0"]
    """Version of this format."""
    title: str
    """Name of the collection."""
    publish: Literal["full", "cited", "none"]
    """How much of the articles' text is in here."""
    articles: tuple[ExportedArticle, ...]
    """By path and row."""
    quotes: tuple[ExportedQuote, ...]
    """By article and offset."""
    dates: tuple[ExportedDate, ...]
    """By article and offset."""
    people: tuple[ExportedPerson, ...]
    """By name."""
    events: tuple[ExportedEvent, ...]
    """By day and id; undated last."""
    happenings: tuple[ExportedHappening, ...]
    """By article and offset."""
    themes: tuple[ExportedTheme, ...]
    """By id."""
    stories: tuple[ExportedStory, ...]
    """In the order of the site."""
    outlets: tuple[ExportedOutlet, ...]
    """In the order of the site."""
    merges: tuple[ExportedMerge, ...]
    """Inputs that were merged into others."""
