"""An `Event` from what is known of an occurrence: title, sentences, people, places, sources, links."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from digest.citations import source_ref
from digest.contradictions import find_contradictions
from digest.editorial import Editorial, key_of
from digest.events import EventsResult, Frame, Mention, Occurrence, Vector, block_of
from digest.events.copies import copies, independent_sources
from digest.events.headlines import Headline, headlines_of, most_central
from digest.events.reasons import told_aside_in, why_together
from digest.events.summary import Focus, of_articles, of_tellings
from digest.lexicon import Lexicons
from digest.links.themes import EventThemes
from digest.records import (
    AnnotatedArticle,
    Contradiction,
    Event,
    EventLink,
    Person,
    QuoteGroup,
    Reason,
    ReportedIn,
    SourceRef,
    Span,
)
from digest.records import Mention as Mentioned

PLACE_WEIGHTS = {"headline": 3.0, "lead": 2.0, "body": 1.0}
"""What a mention counts for the prominence of who or what it names."""

LEAD_PARAGRAPHS = 2
"""Running paragraphs that are the lead."""


class Context(NamedTuple):
    """Everything of the collection that an event's record is made from."""

    result: EventsResult
    people: Mapping[str, Person]
    ids: Mapping[tuple[str, str], str]
    mentions: Mapping[str, Sequence[Mention]]
    """By event id."""
    quotes: Mapping[str, tuple[str, ...]]
    """Quotation ids by event id."""
    related: Mapping[str, tuple[EventLink, ...]]
    stories: Mapping[str, str]
    """Story id by event id."""
    themes: Mapping[str, EventThemes]
    statements: Mapping[str, tuple[QuoteGroup, ...]]
    """Statements that several articles carry, by event id."""
    lexicons: Lexicons
    editorial: Editorial | None


def assemble(occurrence: Occurrence, context: Context) -> Event:
    """Return the record of an occurrence."""
    result = context.result
    members = occurrence.members
    mentions = context.mentions.get(occurrence.id, ())
    tellers = _tellers(occurrence, mentions, result)
    title, title_ref = _title(occurrence, context)
    themes = context.themes[occurrence.id]
    prominent = _prominent(occurrence, tellers, context)
    names = {key: person.name for key, person in context.people.items()}
    return Event(
        id=occurrence.id,
        aliases=occurrence.aliases,
        title=title,
        title_ref=title_ref,
        first=occurrence.days.first,
        last=occurrence.days.last,
        articles=tuple(frame.id for frame in members),
        mentioned_in=_mentioned_in(mentions, result),
        summary=_summary(occurrence, context),
        quotes=context.quotes.get(occurrence.id, ()),
        people=tuple(key for key in prominent if context.people[key].kind in ("person", "institution")),
        places=tuple(key for key in prominent if context.people[key].kind in ("place", "state")),
        themes=themes.themes,
        theme_words=themes.words,
        story=context.stories.get(occurrence.id),
        kind=occurrence.kind,
        why=_joined(members, context.editorial)
        + (
            why_together(occurrence, names, [result.weights.lead(frame) for frame in members])
            if members
            else told_aside_in(len(tellers))
        ),
        near_miss=result.near.get(occurrence.id),
        related=context.related.get(occurrence.id, ()),
        first_report=_first_report(members),
        copies=copies(members),
        sources=independent_sources(members or tellers),
        statements=context.statements.get(occurrence.id, ()),
        contradictions=_contradictions(occurrence, context.lexicons),
    )


def _tellers(occurrence: Occurrence, mentions: Sequence[Mention], result: EventsResult) -> tuple[Frame, ...]:
    """Return the articles that tell of an occurrence without being mainly about it, by path."""
    found = {mention.told.article: result.frames[mention.told.article] for mention in mentions}
    found |= {told.article: result.frames[told.article] for told in occurrence.told if not occurrence.members}
    return tuple(sorted(found.values(), key=lambda frame: frame.key))


# ------------------------------------------------------------------------------------------------ title and text


def _title(occurrence: Occurrence, context: Context) -> tuple[str, SourceRef | None]:
    """Return an editor's title, else the most central headline, else the words that tell it."""
    members = occurrence.members
    for entry in context.editorial.title if context.editorial else ():
        if any(key_of(frame.item) == entry.article for frame in members):
            return entry.title, None
    if members:
        weights = context.result.weights
        block = block_of(members[0].around)
        best = most_central(
            [tuple(headlines_of(frame.item.article, context.lexicons)) for frame in members],
            [weights.lead(frame) for frame in members],
            lambda headline: weights.of_words(headline.text, block),
            lambda headline: _share_named(headline, occurrence, context),
        )
        return best.text, best.ref
    rank = {"reported": 0, "announced": 1, "recalled": 2}
    told = min(occurrence.told, key=lambda t: (rank[t.tense], t.telling.title.end - t.telling.title.start, t.article))
    article = context.result.frames[told.article].item.article
    return told.telling.title.of(article.text), source_ref(article, told.telling.title)


def _share_named(headline: Headline, occurrence: Occurrence, context: Context) -> float:
    """Return the share of those who take part in the main happening that a headline names, 0…1."""
    people = Counter(person for told in occurrence.told for person in told.people)
    main = [person for person, count in people.items() if count * 2 >= len(occurrence.told)]
    if headline.ref is None or not main:
        return 0.0
    item = context.result.frames[headline.ref.article].item
    named = {
        context.ids.get((item.article.id, mention.entity), mention.entity)
        for mention in item.mentions
        if headline.ref.span.covers(mention.span)
    }
    return sum(person in named for person in main) / len(main)


def _summary(occurrence: Occurrence, context: Context) -> tuple[SourceRef, ...]:
    result = context.result
    if not occurrence.members:
        return of_tellings(occurrence, result.frames)
    centre: dict[str, float] = defaultdict(float)
    for frame in occurrence.members:
        for word, weight in result.weights.lead(frame).items():
            centre[word] += weight
    block = block_of(occurrence.members[0].around)
    elsewhere = [
        t for f in occurrence.members for t in f.told if t.telling.kinds and t.telling.time and t.tense != "reported"
    ]
    focus = Focus(
        centre=_unit(centre),
        telling=frozenset((t.article, t.telling.span) for t in occurrence.told if t.telling.part != "headline"),
        elsewhere=frozenset((told.article, told.telling.span) for told in elsewhere),
        weigh=lambda text: result.weights.of_words(text, block),
    )
    return of_articles(occurrence.members, focus)


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


# ------------------------------------------------------------------------------------------------ who and where


def _prominent(occurrence: Occurrence, tellers: Sequence[Frame], context: Context) -> tuple[str, ...]:
    """Return who and what an occurrence names, most prominent first.

    Of articles about it, those that headline or lead name, or that are named more than once; of tellings aside, those
    that their sentences name.
    """
    scores: dict[str, float] = defaultdict(float)
    if occurrence.members:
        for frame in occurrence.members:
            for key, score in _weights(frame.item, context.ids).items():
                scores[key] += score / len(occurrence.members)
    else:
        for frame in tellers:
            inside = _mentions_inside(
                frame.item.mentions, [told.telling.span for told in occurrence.told if told.article == frame.id]
            )
            taking_part = {person for told in occurrence.told for person in told.people}
            for mention in inside:
                key = context.ids.get((frame.id, mention.entity), mention.entity)
                scores[key] += 2.0 if key in taking_part else 0.5
            for key in taking_part:
                scores[key] += 1.0
    kept = [key for key in scores if key in context.people]
    return tuple(sorted(kept, key=lambda key: (-round(scores[key], 6), key)))


def _mentions_inside(mentions: Iterable[Mentioned], spans: Iterable[Span]) -> list[Mentioned]:
    """Return the mentions that one of the spans covers, in time that grows with both and not with their product."""
    ordered = sorted(spans)
    starts = [span.start for span in ordered]
    reach = list(accumulate((span.end for span in ordered), max))
    return [m for m in mentions if (at := bisect_right(starts, m.span.start)) and reach[at - 1] >= m.span.end]


def _weights(item: AnnotatedArticle, ids: Mapping[tuple[str, str], str]) -> dict[str, float]:
    """Return the weight of each entity of an article that headline or lead name, or that is named more than once."""
    running = [p.span for p in item.article.paragraphs if p.role in ("subtitle", "body")][:LEAD_PARAGRAPHS]
    title = item.article.title_span
    found: dict[str, float] = defaultdict(float)
    for mention in item.mentions:
        part = "body"
        if title is not None and title.covers(mention.span):
            part = "headline"
        elif any(span.covers(mention.span) for span in running):
            part = "lead"
        found[ids.get((item.article.id, mention.entity), mention.entity)] += PLACE_WEIGHTS[part]
    return {key: weight for key, weight in found.items() if weight > PLACE_WEIGHTS["body"]}


# ------------------------------------------------------------------------------------------------ sources


def _mentioned_in(mentions: Sequence[Mention], result: EventsResult) -> tuple[ReportedIn, ...]:
    """Return the other articles that tell of it, each with its first sentence that gives the day, else its first."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        kept = found.get(mention.told.article)
        if kept is None or (kept.told.days.day is None and mention.told.days.day is not None):
            found[mention.told.article] = mention
    frames = [result.frames[article] for article in found]
    ordered = sorted(frames, key=lambda frame: (frame.days.last or dt.date.max, frame.key))
    return tuple(
        ReportedIn(
            article=frame.id,
            ref=source_ref(frame.item.article, found[frame.id].told.telling.span),
            tense=found[frame.id].told.tense,
        )
        for frame in ordered
    )


def _contradictions(occurrence: Occurrence, lexicons: Lexicons) -> tuple[Contradiction, ...]:
    """Return where the accounts of an event's articles differ; a single account contradicts nobody."""
    if len(occurrence.members) < 2:
        return ()
    items = [frame.item for frame in occurrence.members]
    return find_contradictions(items, occurrence.days.first, occurrence.days.last, lexicons)


def _first_report(members: Sequence[Frame]) -> str | None:
    """Return the one article that was certainly published before the others, None if the days do not tell."""
    if len(members) < 2:
        return None
    firsts = [(None if frame.reckoned else frame.days.first) or dt.date.min for frame in members]
    earliest, second = sorted(firsts)[:2]
    for frame, first in zip(members, firsts, strict=True):
        last = frame.days.last
        if last is not None and last < (second if first == earliest else earliest):
            return frame.id
    return None


def _joined(members: Iterable[Frame], editorial: Editorial | None) -> tuple[Reason, ...]:
    keys = {key_of(frame.item) for frame in members}
    joined = any(len(keys & set(entry.articles)) > 1 for entry in editorial.together) if editorial else False
    return (Reason(code="joined-by-editor"),) if joined else ()
