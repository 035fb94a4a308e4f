"""What was found in the lines of an article: quotations, dates and names, and what each was taken for."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.escape import Fragment, token
from digest.records import AnnotatedArticle, Mention, Quote, QuoteRef, Span, Timex
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.event_parts import Finding
from digest.views.parts import Link
from digest.views.quotes import spoken
from digest.views.strings import label

KINDS = ("quote", "reported", "cue", "speaker", "date", "name")
"""What is underlined, in the order of the legend."""

NOTED = 40
"""Findings of one line that are told in notes beside it; further ones are underlined only."""


class Mark(NamedTuple):
    """A stretch of the text that belongs to something found."""

    span: Span
    kind: str
    finding: int
    """Which of the article's findings it belongs to."""
    href: Fragment | None = None
    """The page that it leads to."""


class Found(NamedTuple):
    """What was found in the lines of an article."""

    marks: Mapping[int, list[Mark]]
    """By line (index in the text), in order."""
    findings: Sequence[Finding]
    """All findings; `Mark.finding` counts in them."""


def findings_of(desk: Desk, item: AnnotatedArticle) -> Found:
    """Return what was found in an article, by the lines of its text."""
    starts = desk.collection.line_starts(item.article)
    findings: list[Finding] = []
    marks: list[Mark] = []
    for parts, finding in _all(desk, item):
        marks.extend(part._replace(finding=len(findings)) for part in parts)
        findings.append(finding)
    by_row: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.span, KINDS.index(mark.kind))):
        first = bisect_right(starts, mark.span.start) - 1
        for row in range(first, bisect_right(starts, max(mark.span.start, mark.span.end - 1))):
            by_row[row].append(mark)
    return Found(by_row, findings)


def _all(desk: Desk, item: AnnotatedArticle) -> Iterator[tuple[list[Mark], Finding]]:
    refs = {ref.quote.content: ref for ref in desk.collection.quotes_of.get(item.article.id, ())}
    for quote in item.quotes:
        yield _quote(desk, quote, refs.get(quote.content))
    for timex in item.timexes:
        yield [Mark(timex.span, "date", 0)], _date(desk, timex)
    for offset in item.offsets:
        words = excerpt(offset.text, NAME_LENGTH)
        yield [Mark(offset.span, "date", 0)], _finding(desk, "date", words=words, note=desk.strings.words.after_event)
    for mention in item.mentions:
        if mention.kind in ("person", "institution"):
            yield _name(desk, item, mention)


def _quote(desk: Desk, quote: Quote, ref: QuoteRef | None) -> tuple[list[Mark], Finding]:
    kind = "quote" if quote.kind == "direct" else "reported"
    marks = [Mark(quote.content, kind, 0)]
    if quote.cue is not None:
        marks.append(Mark(quote.cue, "cue", 0))
    if quote.source is not None:
        marks.append(Mark(quote.source, "speaker", 0))
    person = desk.collection.people.get(ref.speaker or "") if ref is not None else None
    name = excerpt(quote.speaker_name or "", NAME_LENGTH) or desk.strings.words.undecided
    who = desk.person_link(person) if person is not None else Link(text=name, href=None)
    words = spoken(desk, ref) if ref is not None else ""
    return marks, _finding(desk, kind, words=words, means=who, note=desk.reason(quote.rule))


def _date(desk: Desk, timex: Timex) -> Finding:
    if timex.first == timex.last and timex.first in desk.collection.days_with_page:
        means = desk.day_link(timex.first)
    else:
        means = Link(text=desk.days(timex.first, timex.last), href=None)
    return _finding(desk, "date", words=excerpt(timex.text, NAME_LENGTH), means=means, note=desk.reason(timex.rule))


def _name(desk: Desk, item: AnnotatedArticle, mention: Mention) -> tuple[list[Mark], Finding]:
    person = desk.collection.person_of(item.article.id, mention)
    means = desk.person_link(person) if person is not None else None
    finding = _finding(desk, "name", words=excerpt(mention.text, NAME_LENGTH), means=means)
    return [Mark(mention.span, "name", 0, means.href if means else None)], finding


def _finding(desk: Desk, kind: str, *, words: str = "", means: Link | None = None, note: str = "") -> Finding:
    return Finding(key=0, kind=token(kind), label=label(desk.strings.kind, kind), words=words, means=means, note=note)
