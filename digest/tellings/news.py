"""The days that headline and lead tell as news."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from digest.arabic import sentences, words
from digest.dates import resolve
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, Article, Paragraph, Publication, Span, Timex
from digest.tellings.words import happening_words

LEAD_PARAGRAPHS = 2
"""Running paragraphs that count as the lead."""

LEAD_SENTENCES = 20
"""Sentences of headline and lead that are read for days, at most."""

OPENING_SENTENCES = 2
"""Sentences, the headline among them, in which a date written in full is that of the news; further down it may be of
anything."""

NEWS_DAYS = 3
"""A day in headline or lead dates the news if it lies at most this many days before publication; what is older is
background."""


def lead_of(article: Article) -> tuple[Paragraph, ...]:
    """Return the headline and the first running paragraphs, none of them from under a heading."""
    titles = [paragraph for paragraph in article.paragraphs if paragraph.role == "title"]
    lead: list[Paragraph] = []
    for paragraph in article.paragraphs:
        if len(lead) == LEAD_PARAGRAPHS or (lead and paragraph.role == "heading"):
            break
        if paragraph.role in ("subtitle", "body"):
            lead.append(paragraph)
    return (*titles, *lead)


def all_timexes(item: AnnotatedArticle, lexicons: Lexicons) -> tuple[Timex, ...]:
    """Return the date expressions of an article, relative ones too where its day of publication is not known.

    They are then reckoned from the last day on which it can have been published, or from any day: only their places
    and units mean something.
    """
    if item.publication.day is not None:
        return item.timexes
    return resolve(item.article, _assumed(reckoned_from(item) or dt.date(2000, 1, 1)), lexicons)


def _assumed(day: dt.date) -> Publication:
    return Publication(first=day, last=day, confidence="interval", probability=0.0, candidates=())


def reckoned_from(item: AnnotatedArticle) -> dt.date | None:
    """Return the last day on which an article can have been published, None if nothing bounds it."""
    return item.publication.last or item.article.retrieved


def news_days(item: AnnotatedArticle, lexicons: Lexicons) -> tuple[dt.date, ...]:
    """Return the single days that headline and lead tell as news, the main one first.

    Where the publication is not known to the day, a date written out in full in the headline or the first sentence is
    the day. Without one, the days of the week are told ("today, Sunday"), as dates of the last possible week that gives
    most of them a meaning: the weekdays are then right, and the dates are if the file was saved fresh. What is reckoned
    from an unknown day and names no weekday ("yesterday") tells nothing.
    """
    last = reckoned_from(item)
    if last is None:
        return ()
    told = _news_sentences(item.article, lexicons)
    if item.publication.day is not None:
        return _days_in(_news_timexes(item.timexes, told, lexicons), told, last)
    return _written_out(item.timexes, told, last) or _weekdays(item, told, last, lexicons)


def _news_timexes(timexes: Sequence[Timex], told: Sequence[Span], lexicons: Lexicons) -> list[Timex]:
    """Return the date expressions without those after the first sentence that say "last Tuesday": the news is later."""
    lexicon = happening_words(lexicons)
    opening = told[:OPENING_SENTENCES]
    return [
        timex
        for timex in timexes
        if any(span.covers(timex.span) for span in opening) or not lexicon.is_over(list(words(timex.text)))
    ]


def _written_out(timexes: Sequence[Timex], told: Sequence[Span], last: dt.date) -> tuple[dt.date, ...]:
    """Return the latest day of the past that the text writes in full, if headline or first sentence give it."""
    full = [timex for timex in timexes if timex.anchor == "absolute" and timex.first == timex.last <= last]
    if not full:
        return ()
    latest = max(timex.first for timex in full)
    opening = told[:OPENING_SENTENCES]
    given = any(timex.first == latest and span.covers(timex.span) for timex in full for span in opening)
    return (latest,) if given else ()


def _weekdays(item: AnnotatedArticle, told: Sequence[Span], last: dt.date, lexicons: Lexicons) -> tuple[dt.date, ...]:
    """Return the days of the expressions that name a weekday, in the week that gives most of them a meaning.

    Those expressions fall on one weekday from whichever day they are reckoned.
    """
    week = [last - dt.timedelta(days=back) for back in range(7)]
    readings = [resolve(item.article, _assumed(day), lexicons) for day in week]
    falls: dict[Span, set[int]] = defaultdict(set)
    for timex in (timex for reading in readings for timex in reading if timex.first == timex.last):
        falls[timex.span].add(timex.first.weekday())
    named = {span for span, weekdays in falls.items() if len(weekdays) == 1}
    found = [
        _days_in([timex for timex in _news_timexes(reading, told, lexicons) if timex.span in named], told, day)
        for day, reading in zip(week, readings, strict=True)
    ]
    return max(found, key=len)


def _days_in(timexes: Sequence[Timex], spans: Sequence[Span], last: dt.date) -> tuple[dt.date, ...]:
    """Return the single days of expressions inside `spans` that lie shortly before or on the day `last`.

    The main day is the first: of the first sentence that has any the latest, since what is new there may tell of what
    is older ("said yesterday that the attack on Monday …").
    """
    found: list[dt.date] = []
    for span in spans:
        days = [
            timex.first
            for timex in timexes
            if timex.first == timex.last
            and not timex.approximate
            and 0 <= (last - timex.first).days <= NEWS_DAYS
            and span.covers(timex.span)
        ]
        found += days if found else sorted(days, reverse=True)
    return tuple(dict.fromkeys(found))


def _news_sentences(article: Article, lexicons: Lexicons) -> list[Span]:
    """Return the sentences of headline and lead, without those that begin as background does."""
    lexicon = happening_words(lexicons)
    spans = [span for paragraph in lead_of(article) for span in sentences(article.text, paragraph.span)][
        :LEAD_SENTENCES
    ]
    first = [(span, list(islice(words(article.text, span.start, span.end), 3))) for span in spans]
    return [span for at, (span, opening) in enumerate(first) if at == 0 or not lexicon.is_background(opening)]
