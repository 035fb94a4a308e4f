"""`strings.toml`: the words of the interface that are not in a template, such as counted nouns and class labels."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from digest.config import explain_validation
from digest.errors import Problem, TemplateError
from digest.typography import Plural

FILE = "strings.toml"
"""Name of the file in the templates folder."""

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


def label(table: Table, code: str) -> str:
    """Return the words for a code of a table, whose hyphens are underscores in the record."""
    return str(getattr(table, code.replace("-", "_")))


def load_strings(templates: Path) -> Strings:
    """Read `strings.toml`. Raises `TemplateError` if it is missing, malformed or incomplete."""
    name = f"{templates.name}/{FILE}"
    try:
        text = (templates / FILE).read_text(encoding="utf-8-sig")
        strings = msgspec.convert(tomllib.loads(text), Strings)
    except msgspec.ValidationError as error:
        raise TemplateError([msgspec.structs.replace(explain_validation(name, text, str(error)), hint=_HINT)]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError([Problem(path=name, message=str(error), hint=_HINT)]) from None
    missing = [f"[plural.{key}] has no `other`" for key, forms in strings.plural.items() if "other" not in forms]
    if missing:
        raise TemplateError([Problem(path=name, message=text, hint=_HINT) for text in missing])
    return strings
