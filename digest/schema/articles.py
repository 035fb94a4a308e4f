"""The exported tables that hold what stands in one article: its paragraphs, quotations and dates."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from digest.records import Attribution, CueClass, EntityKind, Granularity, Role


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the exported records."""


class ExportedReason(Exported, frozen=True, kw_only=True):
    """Why something was decided: a stable code and its arguments."""

    code: str
    """Identifier, lower case with hyphens."""
    args: dict[str, str]
    """Named values."""


class Located(Exported, frozen=True, kw_only=True):
    """Words of an article."""

    article: str
    """Id of the article."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    line: int
    """Line of the file on which the words begin."""
    anchor: str
    """Anchor of that line on the article's page."""


class ExportedRef(Located, frozen=True, kw_only=True):
    """Words of an article that a statement rests on."""

    text: str | None
    """The words, verbatim; null if the project publishes no text of articles."""


class ExportedCandidate(Exported, frozen=True, kw_only=True):
    """One clue to the publication day, with what was made of it."""

    source: str
    """Kind of clue, a code."""
    first: dt.date | None
    """First day that the clue allows; null without a lower bound."""
    last: dt.date | None
    """Last day that the clue allows; null without an upper bound."""
    evidence: str
    """The words or the attribute that state it, verbatim."""
    article: str
    """Id of the article that holds the evidence."""
    line: int | None
    """Line of the file; null for clues outside the text."""
    verdict: Literal["accepted", "supports", "bound", "rejected", "unused"]
    """What was made of it."""
    reason: ExportedReason
    """Why."""


class ExportedPublication(Exported, frozen=True, kw_only=True):
    """When an article was published, argued from its clues."""

    date: dt.date | None
    """The day; null if several remain or nothing is known."""
    first: dt.date | None
    """First possible day."""
    last: dt.date | None
    """Last possible day."""
    confidence: Literal["certain", "inferred", "interval", "unknown"]
    """How sure the day or interval is."""
    probability: float
    """Probability that the true day lies in the interval, 0…1."""
    candidates: tuple[ExportedCandidate, ...]
    """Every clue, the accepted one first."""


class ExportedParagraph(Exported, frozen=True, kw_only=True):
    """One paragraph of an article's text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    line: int
    """Line of the file on which it begins."""
    anchor: str
    """Anchor of that line on the article's page."""
    role: Role
    """What it is taken for."""
    text: str | None
    """The paragraph, verbatim; null if it is not published."""


class ExportedArticle(Exported, frozen=True, kw_only=True):
    """One article."""

    id: str
    """Stable id."""
    path: str
    """Path relative to the articles folder, with forward slashes."""
    row: int | None
    """Row of a `.jsonl` file, counted from 1; else null."""
    title: str
    """Headline."""
    outlet: str | None
    """Name of the outlet."""
    url: str | None
    """Address of the original, percent-encoded; null unless it is plain http or https without a user's name."""
    lang: str
    """BCP 47 language tag."""
    page: str
    """Address of its page."""
    published: ExportedPublication
    """When it was published."""
    event: str | None
    """Id of the event that it is mainly about."""
    themes: tuple[str, ...]
    """Theme ids, best first."""
    agencies: tuple[str, ...]
    """News agencies that it credits."""
    paragraphs: tuple[ExportedParagraph, ...]
    """All paragraphs in order."""


class ExportedQuote(Located, frozen=True, kw_only=True):
    """Words that an article attributes to a source."""

    id: str
    """Stable id."""
    text: str
    """The words, verbatim."""
    kind: Literal["direct", "reported"]
    """Inside marks, or reported speech."""
    speaker: str | None
    """Id of the person or institution; null if unnamed or undecided."""
    speaker_name: str | None
    """Canonical name, or the description of an unnamed source; null if undecided."""
    speaker_kind: EntityKind | None
    """What the speaker is."""
    cue: str | None
    """The reporting words as written; null if there are none."""
    cue_class: CueClass
    """Class of the reporting verb."""
    attribution: Attribution
    """How the speaker was found."""
    rule: str
    """The rule that found the speaker, a code."""
    event: str | None
    """Id of the event to whose page it belongs."""


class ExportedDate(Located, frozen=True, kw_only=True):
    """A date expression with the days that it stands for."""

    text: str
    """The expression, verbatim."""
    first: dt.date
    """First day."""
    last: dt.date
    """Last day."""
    granularity: Granularity
    """The unit that the words name."""
    rule: str
    """The rule that read it, a code."""
    anchored_on: Literal["absolute", "publication", "event"]
    """What it was reckoned from."""
    approximate: bool
    """Whether the words hedge."""
