"""`editorial.toml`: what editors correct, and the machine then keeps to.

Each entry says what, why, by whom and when; the corrections page shows all of it. An entry that no longer applies (the
article is gone, the words are not there) is a warning in every build: a correction is never lost silently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec

from digest.arabic import fold_word
from digest.dates import resolve
from digest.errors import ConfigError, Problem
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, DateCandidate, Publication, Quote, Reason
from digest.tellings import news_days
from digest.toml import convert, read_toml

_KEYS = "The documentation, docs/editing.md, lists the corrections and their keys."


Words = Annotated[str, msgspec.Meta(pattern=r"\S")]
"""Text that is not empty: an empty beginning of a quotation would be that of every one."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every correction carries."""

    why: Words
    """The reason, for readers, in Arabic."""
    by: str | None = None
    """Who corrected it."""
    when: dt.date | None = None
    """The day of the correction."""

    def concerned(self) -> tuple[str, ...]:
        """Return the articles that it names, by path; none for corrections of names."""
        return ()


class DateEntry(Entry, frozen=True, kw_only=True):
    """`[[date]]`: the day on which an article was published."""

    article: str
    """Path of the article, relative to the articles folder (`file.jsonl#3` for a row)."""
    day: dt.date

    def concerned(self) -> tuple[str, ...]:
        """Return its article."""
        return (self.article,)


class SpeakerEntry(Entry, frozen=True, kw_only=True):
    """`[[speaker]]`: who said a quotation; an empty name means undecided."""

    article: str
    words: Words
    """The first words of the quotation, enough to tell it from others of the article."""
    speaker: str

    def concerned(self) -> tuple[str, ...]:
        """Return its article."""
        return (self.article,)


class QuoteEntry(Entry, frozen=True, kw_only=True):
    """`[[not-a-quotation]]`: words that were taken for a quotation and are none."""

    article: str
    words: Words

    def concerned(self) -> tuple[str, ...]:
        """Return its article."""
        return (self.article,)


class TogetherEntry(Entry, frozen=True, kw_only=True):
    """`[[together]]` and `[[apart]]`: articles that are one event, or never are."""

    articles: Annotated[tuple[str, ...], msgspec.Meta(min_length=2)]

    def concerned(self) -> tuple[str, ...]:
        """Return its articles."""
        return self.articles


class TitleEntry(Entry, frozen=True, kw_only=True):
    """`[[title]]`: the title of the event to which an article belongs."""

    article: str
    title: Words

    def concerned(self) -> tuple[str, ...]:
        """Return its article."""
        return (self.article,)


class PersonEntry(Entry, frozen=True, kw_only=True):
    """`[[same-person]]`: names that are one person, the first being the name shown."""

    names: Annotated[tuple[Words, ...], msgspec.Meta(min_length=2)]


class Editorial(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The whole of `editorial.toml`."""

    date: tuple[DateEntry, ...] = ()
    speaker: tuple[SpeakerEntry, ...] = ()
    not_a_quotation: tuple[QuoteEntry, ...] = ()
    together: tuple[TogetherEntry, ...] = ()
    apart: tuple[TogetherEntry, ...] = ()
    title: tuple[TitleEntry, ...] = ()
    same_person: tuple[PersonEntry, ...] = ()

    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """Return every correction with the name of its kind, in the order of the kinds above."""
        kinds: tuple[tuple[str, tuple[Entry, ...]], ...] = (
            ("date", self.date),
            ("speaker", self.speaker),
            ("not-a-quotation", self.not_a_quotation),
            ("together", self.together),
            ("apart", self.apart),
            ("title", self.title),
            ("same-person", self.same_person),
        )
        return tuple((kind, entry) for kind, entries in kinds for entry in entries)


def load_editorial(path: Path) -> Editorial:
    """Read `editorial.toml`; a missing file means no corrections. Raises `ConfigError` with file, line and mend."""
    if not path.exists():
        return Editorial()
    return convert(read_toml(path, path.name, ConfigError), Editorial, ConfigError, _KEYS)


def key_of(item: AnnotatedArticle) -> str:
    """Return the path by which editors name an article: `file.txt`, or `file.jsonl#3` for a row."""
    article = item.article
    return article.path if article.row is None else f"{article.path}#{article.row}"


def correct(item: AnnotatedArticle, editorial: Editorial, lexicons: Lexicons) -> AnnotatedArticle:
    """Return an article with the corrections of its day and its quotations applied.

    What was reckoned from the day (date expressions, the news of headline and lead) is reckoned again.
    """
    key = key_of(item)
    changes: dict[str, Any] = {}
    for dated in (entry for entry in editorial.date if entry.article == key):
        publication = _settled_by_editor(item.publication, dated)
        timexes = resolve(item.article, publication, lexicons)
        item = msgspec.structs.replace(item, publication=publication, timexes=timexes)
        changes["news"] = news_days(item, lexicons)
    quotes = tuple(
        _with_speaker(quote, key, editorial) for quote in item.quotes if not _struck_out(quote, key, editorial)
    )
    if quotes != item.quotes:
        changes["quotes"] = quotes
    return msgspec.structs.replace(item, **changes) if changes else item


def unapplied(items: Iterable[AnnotatedArticle], editorial: Editorial, path: str) -> tuple[Problem, ...]:
    """Return a warning for each correction that names an article or words that are not there."""
    by_key = {key_of(item): item for item in items}
    problems = []
    for kind, entry in editorial.entries():
        for article in entry.concerned():
            if article not in by_key:
                problems.append(_lost(path, kind, f"names the article {article!r}, which is not among the inputs"))
        if isinstance(entry, SpeakerEntry | QuoteEntry) and entry.article in by_key:
            quotes = by_key[entry.article].quotes
            if not any(_begins(quote, entry.words) for quote in quotes):
                problems.append(_lost(path, kind, f"names words that no quotation of {entry.article!r} begins with"))
    return tuple(problems)


def _lost(path: str, kind: str, what: str) -> Problem:
    hint = "Mend the entry, or remove it if it has done its work."
    return Problem(path=path, message=f"a correction of kind [[{kind}]] {what}", hint=hint, severity="warning")


def _settled_by_editor(publication: Publication, entry: DateEntry) -> Publication:
    candidate = DateCandidate(
        source="editor",
        first=entry.day,
        last=entry.day,
        evidence=entry.why,
        verdict="accepted",
        reason=Reason(code="date-set-by-editor", args={"day": entry.day.isoformat()}),
    )
    return Publication(
        first=entry.day,
        last=entry.day,
        confidence="certain",
        probability=1.0,
        candidates=(candidate, *publication.candidates),
    )


def _begins(quote: Quote, words: str) -> bool:
    return fold_word(quote.text).startswith(fold_word(words))


def _struck_out(quote: Quote, key: str, editorial: Editorial) -> bool:
    return any(entry.article == key and _begins(quote, entry.words) for entry in editorial.not_a_quotation)


def _with_speaker(quote: Quote, key: str, editorial: Editorial) -> Quote:
    for entry in editorial.speaker:
        if entry.article == key and _begins(quote, entry.words):
            named = bool(entry.speaker)
            return msgspec.structs.replace(
                quote,
                speaker=f"name:{fold_word(entry.speaker)}" if named else None,
                speaker_name=entry.speaker or None,
                speaker_kind="person" if named else None,
                attribution="named" if named else "none",
                rule="editor",
            )
    return quote
