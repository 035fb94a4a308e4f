"""The sentences of an article with what the steps before found in each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Generic, Literal, NamedTuple, TypeVar

from digest.arabic import Word, sentences, words
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, EventOffset, Mention, Paragraph, Span
from digest.tellings.news import all_timexes, lead_of
from digest.tellings.words import Cue

T = TypeVar("T")

Part = Literal["headline", "lead", "body"]

LONGEST_WORDS = 300
"""Words of a sentence that is read, at most: prose stays far below, and the work in one grows with their square."""

_POINTS = re.compile(r"\s*(?:\.{2,}|…)\s*")
"""What parts the subjects of a headline."""

_TIMES = ("day", "week", "month")
"""Granularities that date a happening; years are background."""


class Sentence(NamedTuple):
    """A sentence of title, subtitle or body."""

    span: Span
    words: list[Word]
    ends: list[int]
    """The end of each word, for finding words by offset."""
    mentions: list[Mention]
    times: list[Span]
    """Date expressions that can date a happening, event offsets included."""
    reports: list[Span]
    """Reporting verbs."""
    sources: list[Span]
    """Words that name whose words are reported."""
    direct: list[Span]
    """Words inside the marks of direct quotations."""
    anchors: dict[Span, Span]
    """For each event offset the words that describe its event."""
    part: Part
    heading: Span | None
    """The heading directly above, if this is the first sentence under it."""
    named_above: frozenset[str]
    """Entities that this heading names."""

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after `offset`."""
        return bisect_left(self.ends, offset + 1)

    def span_of(self, cue: Cue) -> Span:
        """Return the characters of a cue."""
        return Span(start=self.words[cue.first].start, end=self.words[cue.last].end)


class _Shelf(Generic[T]):
    """Things with spans, for finding those inside a sentence without going through all of them."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = sorted(things, key=lambda pair: (pair[0].start, pair[0].end))
        self._starts = [span.start for span, _ in self._things]

    def inside(self, span: Span) -> list[T]:
        """Return the things that lie inside `span`, in order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [thing for found, thing in self._things[first:last] if found.end <= span.end]


class _Shelves(NamedTuple):
    """What the steps before found in an article."""

    mentions: _Shelf[Mention]
    times: _Shelf[Span]
    cues: _Shelf[Span]
    sources: _Shelf[Span]
    direct: list[Span]
    """Direct quotations as disjoint spans, in order."""
    offsets: _Shelf[EventOffset]


def _shelves(item: AnnotatedArticle, lexicons: Lexicons) -> _Shelves:
    times = [timex.span for timex in all_timexes(item, lexicons) if timex.granularity in _TIMES]
    return _Shelves(
        mentions=_Shelf((mention.span, mention) for mention in item.mentions),
        times=_Shelf((time, time) for time in times),
        cues=_Shelf((quote.cue, quote.cue) for quote in item.quotes if quote.cue is not None),
        sources=_Shelf((quote.source, quote.source) for quote in item.quotes if quote.source is not None),
        direct=_disjoint(q.content for q in item.quotes if q.kind == "direct" and not q.heading),
        offsets=_Shelf((offset.span, offset) for offset in item.offsets),
    )


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """Return the union of spans as disjoint ones, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def read_sentences(item: AnnotatedArticle, lexicons: Lexicons) -> Iterator[Sentence]:
    """Yield the sentences of title, subtitle and body in order; headings only announce the sentence under them.

    A sentence of more than `LONGEST_WORDS` words is a list or a flood, and tells nothing.
    """
    shelves = _shelves(item, lexicons)
    lead = lead_of(item.article)
    heading: Span | None = None
    for paragraph in item.article.content():
        if paragraph.role == "heading":
            heading = paragraph.span
            continue
        part: Part = "headline" if paragraph.role == "title" else "lead" if paragraph in lead else "body"
        for span in _parts(item.article.text, paragraph):
            found = list(islice(words(item.article.text, span.start, span.end), LONGEST_WORDS + 1))
            if len(found) <= LONGEST_WORDS:
                yield _read(shelves, span, found, part, heading)
            heading = None


def _parts(text: str, paragraph: Paragraph) -> Iterator[Span]:
    """Yield the sentences of a paragraph, and of a headline also what two points part."""
    for span in sentences(text, paragraph.span):
        start = span.start
        if paragraph.role == "title":
            for points in _POINTS.finditer(text, span.start, span.end):
                if points.start() > start:
                    yield Span(start=start, end=points.start())
                start = points.end()
        if span.end > start:
            yield Span(start=start, end=span.end)


def _read(shelves: _Shelves, span: Span, found: list[Word], part: Part, heading: Span | None) -> Sentence:
    anchors = {offset.span: offset.anchor_span for offset in shelves.offsets.inside(span)}
    times = [time for time in shelves.times.inside(span) if not any(offset.overlaps(time) for offset in anchors)]
    at = bisect_left(shelves.direct, span.start, key=lambda direct: direct.end)
    return Sentence(
        span=span,
        words=found,
        ends=[word.end for word in found],
        mentions=shelves.mentions.inside(span),
        times=sorted((*times, *anchors)),
        reports=shelves.cues.inside(span),
        sources=shelves.sources.inside(span),
        direct=list(takewhile(lambda direct: direct.start < span.end, shelves.direct[at : at + LONGEST_WORDS])),
        anchors=anchors,
        part=part,
        heading=heading,
        named_above=frozenset(m.entity for m in shelves.mentions.inside(heading)) if heading else frozenset(),
    )
