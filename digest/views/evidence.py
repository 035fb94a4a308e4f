"""How we know: the clues to an article's day with their verdicts, and why articles stand together."""

from __future__ import annotations

from collections.abc import Iterator

from digest.citations import source_ref
from digest.records import AnnotatedArticle, DateCandidate, Event, Timex
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.parts import Clue, DateEvidence, Link, NearMissView, Source
from digest.views.strings import label

EVIDENCE_LENGTH = 200
"""Longest words of a clue shown, in code points."""


def article_evidence(desk: Desk, item: AnnotatedArticle) -> DateEvidence:
    """Return how the day of publication of one article was found."""
    publication = item.publication
    return DateEvidence(
        article=_named(desk, item),
        when=desk.published(publication),
        certainty=label(desk.strings.certainty, publication.confidence),
        clues=tuple(_clue(desk, item, candidate) for candidate in publication.candidates),
    )


def event_evidence(desk: Desk, event: Event) -> tuple[DateEvidence, ...]:
    """Return how the day of an event was found.

    Its articles' days with their clues; for an event that others only mention, and for one that lies on another day
    than its articles, the date expressions of the sentences that tell it.
    """
    collection = desk.collection
    items = [collection.articles[key] for key in event.articles]
    told = tuple(_told(desk, event)) if not items or all(i.publication.day != event.first for i in items) else ()
    return (*told, *(article_evidence(desk, item) for item in items))


def _told(desk: Desk, event: Event) -> Iterator[DateEvidence]:
    """Yield the sentences whose date expressions place the event on its day."""
    refs = dict.fromkeys((*(report.ref for report in event.mentioned_in), *event.summary))
    for ref in refs:
        item = desk.collection.articles[ref.article]
        clues = tuple(
            _timex_clue(desk, item, timex)
            for timex in item.timexes
            if ref.span.overlaps(timex.span) and event.first and timex.first <= event.first <= timex.last
        )
        if clues:
            yield DateEvidence(
                article=_named(desk, item),
                when=desk.days(event.first, event.last),
                certainty=desk.strings.certainty.told,
                clues=clues,
            )


def _timex_clue(desk: Desk, item: AnnotatedArticle, timex: Timex) -> Clue:
    verdict, words = desk.verdict("accepted")
    return Clue(
        verdict=verdict,
        verdict_label=words,
        evidence=excerpt(timex.text, EVIDENCE_LENGTH),
        when=desk.days(timex.first, timex.last),
        reason=desk.reason(timex.rule),
        source=desk.source(source_ref(item.article, timex.span)),
    )


def _clue(desk: Desk, item: AnnotatedArticle, candidate: DateCandidate) -> Clue:
    verdict, words = desk.verdict(candidate.verdict)
    return Clue(
        verdict=verdict,
        verdict_label=words,
        evidence=excerpt(candidate.evidence, EVIDENCE_LENGTH),
        when=desk.typography.interval(candidate.first, candidate.last),
        reason=desk.reason(candidate.reason),
        source=_where(desk, item, candidate),
    )


def _where(desk: Desk, item: AnnotatedArticle, candidate: DateCandidate) -> Source | None:
    owner = desk.collection.articles.get(candidate.article or item.article.id)
    if owner is None:
        return None
    if candidate.span is not None:
        return desk.source(source_ref(owner.article, candidate.span))
    return desk.line_source(owner.article, candidate.line) if candidate.line is not None else None


def _named(desk: Desk, item: AnnotatedArticle) -> Link:
    """Return the link to an article under its outlet, if that is known, and its headline."""
    outlet, headline = excerpt(item.article.outlet or "", NAME_LENGTH), desk.headline(item.article)
    return desk.article_link(item.article, f"{outlet}: {headline}" if outlet else headline)


def near_miss(desk: Desk, event: Event) -> NearMissView | None:
    """Return the nearest article that was not taken, if one was near."""
    miss = event.near_miss
    if miss is None or miss.article not in desk.collection.articles:
        return None
    return NearMissView(
        article=_named(desk, desk.collection.articles[miss.article]),
        reason=desk.reason(miss.reason),
        similarity=desk.typography.percent(miss.score),
    )


def why_together(desk: Desk, event: Event) -> tuple[str, ...]:
    """Return why the articles of an event are together, in words."""
    return tuple(filter(None, (desk.reason(reason) for reason in event.why)))
