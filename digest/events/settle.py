"""Days that follow from other articles: events that dates are reckoned from, and happenings that others date.

Two conclusions are drawn, again and again until nothing changes (a day settled in one article may settle the next):

1. "eight days after the video call between …": the call is looked for among the dated tellings of all articles; if
   all that can be meant are of one day, the expression has a day and bounds its article's publication;
2. an article whose day is open, and whose headline or lead reports a happening with a day of its own words ("today,
   Wednesday"), was published on the day for which another article announced that happening, or on the next.

Each round looks at the state before it, so that the order of the articles plays no part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from digest.dates import Witness, narrow, resolve, same_happening, settle
from digest.events.days import Days
from digest.events.frames import Frame, OffsetDays, PeopleIds, Told, complete, frame_of
from digest.events.matching import Almanac, identified
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, EventOffset, Publication, Span
from digest.tellings import HappeningWords, happening_words, news_days

MOST_ROUNDS = 5
"""Rounds after which settling stops: chains of articles that date each other are shorter than that."""

ANCHOR_DAYS = 92
"""An event from which an article reckons lies at most this many days from its publication: a season, as far as news
goes back with "since the …" without naming a date."""


class Settled(NamedTuple):
    """The articles with the days that other articles give them."""

    articles: tuple[AnnotatedArticle, ...]
    """In the order given, publications settled, date expressions resolved against them."""
    offset_days: OffsetDays
    """The day of each event offset whose event was found, and of the words that describe the event."""


def settle_publications(articles: Sequence[AnnotatedArticle], ids: PeopleIds, lexicons: Lexicons) -> Settled:
    """Return the articles with everything settled that follows from one another."""
    items = [complete(item, lexicons) for item in articles]
    offset_days: dict[tuple[str, Span], dt.date] = {}
    frames = [frame_of(item, ids, offset_days, lexicons) for item in items]
    for _ in range(MOST_ROUNDS):
        if all(item.publication.day is not None and not item.offsets for item in items):
            break
        judge = _Judge(frames, lexicons)
        found = {at: judge.conclude(frame, offset_days) for at, frame in enumerate(frames) if judge.is_open(frame)}
        changed = {at for at, conclusion in found.items() if conclusion.changes(items[at], offset_days)}
        if not changed:
            break
        for at in sorted(changed):
            offset_days |= found[at].offset_days
            items[at] = _with_publication(items[at], found[at].publication, lexicons)
            frames[at] = frame_of(items[at], ids, offset_days, lexicons)
    return Settled(tuple(items), offset_days)


def _with_publication(item: AnnotatedArticle, publication: Publication, lexicons: Lexicons) -> AnnotatedArticle:
    if publication == item.publication:
        return item
    settled = msgspec.structs.replace(
        item, publication=publication, timexes=resolve(item.article, publication, lexicons)
    )
    return msgspec.structs.replace(settled, news=news_days(settled, lexicons))


class _Conclusion(NamedTuple):
    """What follows for one article in one round."""

    publication: Publication
    offset_days: dict[tuple[str, Span], dt.date]

    def changes(self, item: AnnotatedArticle, known: OffsetDays) -> bool:
        """Tell whether anything new follows."""
        return self.publication != item.publication or any(
            known.get(key) != day for key, day in self.offset_days.items()
        )


class _Judge:
    """The dated tellings of all articles, by family and who or where."""

    def __init__(self, frames: Iterable[Frame], lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._words: HappeningWords = happening_words(lexicons)
        self._dated = Almanac(
            (told.days.day, told, frame)
            for frame in frames
            for told in frame.told
            if told.days.day is not None and identified(told, self._words) and not told.telling.quoted
        )

    @staticmethod
    def is_open(frame: Frame) -> bool:
        """Tell whether anything about an article's days is left to be settled."""
        return frame.item.publication.day is None or bool(frame.item.offsets)

    def conclude(self, frame: Frame, known: OffsetDays) -> _Conclusion:
        """Return what follows for an article from the others as they are now."""
        publication = frame.item.publication
        days: dict[tuple[str, Span], dt.date] = {}
        for offset in frame.item.offsets:
            anchor = self._anchor(frame, offset)
            if anchor is not None:
                witness_frame, told = anchor
                day = told.days.first
                assert day is not None
                days[frame.id, offset.span] = day + dt.timedelta(offset.days)
                days[frame.id, offset.anchor_span] = day
                witness = _witness(witness_frame, told)
                settled = settle(frame.item.article, publication, offset, day, witness, self._lexicons)
                publication = settled or publication
        if publication.day is None:
            publication = self._by_happenings(frame, publication) or publication
        return _Conclusion(publication, {key: day for key, day in days.items() if known.get(key) != day})

    def _anchor(self, frame: Frame, offset: EventOffset) -> tuple[Frame, Told] | None:
        """Return where the event is dated that an expression is reckoned from, None if it may be one of several."""
        around = Days(
            None if frame.days.first is None else frame.days.first - dt.timedelta(days=ANCHOR_DAYS),
            None if frame.days.last is None else frame.days.last + dt.timedelta(days=ANCHOR_DAYS),
        )
        described = [told for told in frame.told if offset.anchor_span.covers(told.telling.cue)]
        return _agreed([found for told in described for found in self._elsewhere(told, around, frame)])

    def _by_happenings(self, frame: Frame, publication: Publication) -> Publication | None:
        """Return the publication of an article whose news another article announced."""
        for told in frame.told_in_lead():
            if told.telling.time is None or told.days.day is not None or not identified(told, self._words):
                continue
            allowed = told.days if told.days.known else frame.days
            found = [pair for pair in self._elsewhere(told, allowed, frame) if pair[1].tense == "announced"]
            agreed = _agreed(found)
            if agreed is not None and agreed[1].days.first is not None:
                constraint = same_happening(agreed[1].days.first, _witness(*agreed))
                return narrow(frame.item.article, publication, constraint, self._lexicons)
        return None

    def _elsewhere(self, told: Told, span: Days, frame: Frame) -> Iterator[tuple[Frame, Told]]:
        """Yield the dated tellings of other articles in a span that may be of the same happening."""
        for dated, other in self._dated.alike(told, span, self._words):
            if other.id != frame.id:
                yield other, dated


def _agreed(found: Sequence[tuple[Frame, Told]]) -> tuple[Frame, Told] | None:
    """Return the first telling, in order of articles and text, if all are of one day."""
    if len({told.days.first for _, told in found}) != 1:
        return None
    return min(found, key=lambda pair: (pair[0].key, pair[1].telling.span))


def _witness(frame: Frame, told: Told) -> Witness:
    article = frame.item.article
    span = told.telling.span
    return Witness(article_id=article.id, line=article.line_of(span.start), evidence=span.of(article.text))
