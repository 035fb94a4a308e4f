"""What the page of an event is made of besides quotations: accounts side by side, and how we know."""

from __future__ import annotations

from digest.escape import Fragment
from digest.records import Record
from digest.views.parts import Badge, Counted, Link, Piece, Source, VerbClass


class Neighbour(Record, frozen=True, kw_only=True):
    """The event before or after another one."""

    when: str
    """Its day in words."""
    title: Link
    """The event."""


class Carrier(Record, frozen=True, kw_only=True):
    """An article that carries one wording of a statement."""

    outlet: Badge
    """Its outlet."""
    verb: str
    """The reporting verb as written, without a joined conjunction; empty if there is none."""
    verb_class: VerbClass
    """`neutral`, `claim`, `assertion`, `denial`, `announcement` or `other`."""
    verb_label: str
    """The class of the verb in words; empty for neutral verbs."""
    source: Source
    """Where it stands."""
    elsewhere: Link | None
    """The event that the article tells of, if that is another one."""


class Version(Record, frozen=True, kw_only=True):
    """One wording of a statement with all who carry it so."""

    pieces: tuple[Piece, ...]
    """The words. Of the first version those differ that no other has; of another those that the first has not."""
    direct: bool
    """True for words inside marks, False for reported speech."""
    carriers: tuple[Carrier, ...]
    """The articles that carry it in these words."""


class Statement(Record, frozen=True, kw_only=True):
    """One statement as several outlets carry it."""

    anchor: Fragment
    """Id of its block."""
    speaker: Link
    """Who said it."""
    title: str
    """The speaker's title; may be empty."""
    articles: int
    """Number of articles that carry it."""
    versions: tuple[Version, ...]
    """Its wordings, the fullest first; one where all use the same words."""
    more: int
    """Number of articles left out of a long block."""


class ReportedAs(Record, frozen=True, kw_only=True):
    """One report: that of one outlet, or one wire copy in several outlets."""

    outlets: tuple[Badge, ...]
    """Who carries it."""
    agencies: str
    """Agencies that it credits; may be empty."""
    copies: int
    """In how many articles the same copy stands; 0 if it stands alone."""
    first: bool
    """True for the one first report."""
    href: Fragment
    """The article; of copies the first one."""


class ReportDay(Record, frozen=True, kw_only=True):
    """The reports of one day."""

    when: str
    """The day in words; an interval where it is not settled."""
    certain: bool
    """False where the day is not settled."""
    first: bool
    """True if the one first report is of this day."""
    reports: tuple[ReportedAs, ...]
    """The reports, in order of their paths, which says nothing about the hour."""


class WhoFirst(Record, frozen=True, kw_only=True):
    """Who reported an event first, as far as the days tell."""

    days: tuple[ReportDay, ...]
    """The days in order; reports without a settled day last."""
    more: int
    """Number of later reports that are left out; the coverage has their articles."""
    reports: int
    """Number of reports that are no copies of each other."""
    known: bool
    """True if one report was certainly the first."""
    together: int
    """Number of reports of the first day, where all days are settled and it has several; else 0."""


class Grouping(Record, frozen=True, kw_only=True):
    """Why the articles of an event are together."""

    articles: int
    """Number of its articles."""
    day: Counted | None
    """The day on which they agree, with the number of articles that tell it."""
    people: tuple[Counted, ...]
    """Shared persons and institutions, with the number of articles that name each."""
    words: tuple[Counted, ...]
    """Shared telling words, with the number of articles that have each in headline or lead."""
    others: tuple[str, ...]
    """Other reasons, in words."""


class CorrectionNote(Record, frozen=True, kw_only=True):
    """A correction by an editor, as the page that it concerns tells it."""

    label: str
    """What kind of correction, in words."""
    what: str
    """What was set; may be empty."""
    when: str
    """The day of the correction, in words; may be empty."""
    href: Fragment
    """The correction on the corrections page."""


class Finding(Record, frozen=True, kw_only=True):
    """Something that was found in a line of an article."""

    key: int
    """Its number in the line, by which stretches of the line name it."""
    kind: Fragment
    """`quote`, `reported`, `date` or `name`."""
    label: str
    """The kind in words."""
    words: str
    """The words in which it stands; empty for quotations, which the line shows."""
    means: Link | None
    """What it was taken for: the speaker, the days, the name."""
    note: str
    """How that was found, in words; may be empty."""
