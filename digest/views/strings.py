"""`strings.toml`: the words of the interface that are not in a template, such as counted nouns and class labels."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from digest.errors import Problem, TemplateError
from digest.toml import convert, lines_of, read_toml
from digest.typography import Plural

FILE = "strings.toml"
"""Name of the file in the templates folder."""

NOUNS = ("article", "event", "outlet", "quote")
"""Counted nouns that cards and charts need, besides those of the templates."""

_HINT = "Compare the file with the one that comes with the project."


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Base of the tables: unknown and missing keys are errors, so that no word is empty by mistake."""


class InterfaceWords(Table, frozen=True, kw_only=True):
    """`[words]`: names and headings."""

    unnamed_outlet: str
    undecided: str
    undated: str
    event: str
    themes: str
    people: str
    outlets: str
    stories: str
    days: str
    corrections: str
    search: str
    after_event: str


class Calendar(Table, frozen=True, kw_only=True):
    """`[calendar]`."""

    first_weekday: Literal["saturday", "sunday", "monday"]


class Monogram(Table, frozen=True, kw_only=True):
    """`[monogram]`: how the letter on an outlet's badge is chosen."""

    common: tuple[str, ...]
    article: str


class Cues(Table, frozen=True, kw_only=True):
    """`[cue]`: classes of reporting verbs."""

    neutral: str
    claim: str
    assertion: str
    denial: str
    announcement: str
    other: str


class Certainty(Table, frozen=True, kw_only=True):
    """`[certainty]`: how sure a day is."""

    certain: str
    inferred: str
    interval: str
    unknown: str
    told: str


class Verdicts(Table, frozen=True, kw_only=True):
    """`[verdict]`: what was made of a clue."""

    accepted: str
    supports: str
    bound: str
    rejected: str
    unused: str


class Relations(Table, frozen=True, kw_only=True):
    """`[relation]`: how another event stands to this one."""

    earlier: str
    later: str
    announced: str
    announced_by: str
    recalled: str
    recalled_by: str
    same_day: str
    same_story: str


class Tenses(Table, frozen=True, kw_only=True):
    """`[tense]`: how an article mentions an event."""

    reported: str
    recalled: str
    announced: str


class Contradictions(Table, frozen=True, kw_only=True):
    """`[contradiction]`: what accounts differ in."""

    number: str
    date: str
    place: str
    update: str


class Kinds(Table, frozen=True, kw_only=True):
    """`[kind]`: what is underlined in an article."""

    quote: str
    reported: str
    cue: str
    speaker: str
    date: str
    name: str


class Corrections(Table, frozen=True, kw_only=True):
    """`[correction]`: kinds of corrections."""

    date: str
    speaker: str
    not_a_quotation: str
    together: str
    apart: str
    title: str
    same_person: str


class FeedWords(Table, frozen=True, kw_only=True):
    """`[feed]`: words of feeds."""

    line: str


class Moved(Table, frozen=True, kw_only=True):
    """`[moved]`: the page that stands where another was."""

    title: str
    lead: str


class Withheld(Table, frozen=True, kw_only=True):
    """`[withheld]`: the page that stands where one could not be published."""

    title: str
    lead: str
    home: str


class Strings(Table, frozen=True, kw_only=True):
    """The whole file."""

    words: InterfaceWords
    calendar: Calendar
    monogram: Monogram
    plural: dict[str, Plural]
    cue: Cues
    certainty: Certainty
    verdict: Verdicts
    relation: Relations
    tense: Tenses
    contradiction: Contradictions
    kind: Kinds
    correction: Corrections
    feed: FeedWords
    moved: Moved
    withheld: Withheld


def label(table: Table, code: str) -> str:
    """Return the words for a code of a table, whose hyphens are underscores in the record."""
    return str(getattr(table, code.replace("-", "_")))


def load_strings(templates: Path) -> Strings:
    """Read `strings.toml`. Raises `TemplateError` if it is missing, malformed or incomplete."""
    name = f"{templates.name}/{FILE}"
    file = read_toml(templates / FILE, name, TemplateError)
    strings = convert(file, Strings, TemplateError, _HINT)
    lines = lines_of(file.text)
    wrong = [
        Problem(path=name, line=lines.get(("plural", key)), message=f"[plural.{key}] has no `other`", hint=_HINT)
        for key, forms in strings.plural.items()
        if "other" not in forms
    ]
    wrong += [
        Problem(path=name, message=f"the file has no [plural.{key}]", hint=_HINT)
        for key in NOUNS
        if key not in strings.plural
    ]
    if wrong:
        raise TemplateError(wrong)
    return strings
