"""How we know: the clues to an article's day with their verdicts, and why articles stand together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from digest import addresses, arabic
from digest.citations import source_ref
from digest.escape import visible
from digest.events.reasons import JOIN
from digest.records import AnnotatedArticle, DateCandidate, Event, Profile, Timex
from digest.views.desk import NAME_LENGTH, Desk, excerpt
from digest.views.event_parts import Grouping
from digest.views.parts import Clue, Counted, DateEvidence, Link, NearMissView, Source
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


_SHOWN_APART = ("shares-day", "shares-people", "shares-words")
"""Reasons that the page shows with their numbers, and not as sentences."""


def other_reasons(desk: Desk, event: Event) -> tuple[str, ...]:
    """Return why there is this event, and why its articles are together, in words; shared things apart."""
    reasons = (reason for reason in event.why if reason.code not in _SHOWN_APART)
    return tuple(filter(None, map(desk.reason, reasons)))


def grouping(desk: Desk, event: Event) -> Grouping | None:
    """Return why the articles of an event are together, with how many of them share what."""
    if not event.articles:
        return None
    args = {reason.code: reason.args for reason in event.why}
    return Grouping(
        articles=len(event.articles),
        day=_shared_day(desk, args.get("shares-day")),
        people=_shared_people(desk, event, _listed(args.get("shares-people", {}).get("people"))),
        words=_shared_words(desk, event, _listed(args.get("shares-words", {}).get("words"))),
        others=other_reasons(desk, event),
    )


def _listed(items: str | None) -> list[str]:
    return items.split(JOIN) if items else []


def _shared_day(desk: Desk, args: Mapping[str, str] | None) -> Counted | None:
    if args is None:
        return None
    day = dt.date.fromisoformat(args["day"])
    href = desk.href(addresses.day_path(day)) if day in desk.collection.days_with_page else None
    return Counted(text=desk.typography.full_day(day), href=href, note="", count=int(args.get("count", "0")))


def _shared_people(desk: Desk, event: Event, names: Sequence[str]) -> tuple[Counted, ...]:
    """Return shared persons and institutions, with the number of the event's articles that name each."""
    by_name = {person.name: person for key in event.people if (person := desk.collection.people.get(key))}
    here = set(event.articles)
    return tuple(
        desk.person_chip(by_name[name], len(here & set(by_name[name].articles)))
        if name in by_name
        else Counted(text=visible(name), href=None, note="", count=0)
        for name in names
    )


def _shared_words(desk: Desk, event: Event, found: Sequence[str]) -> tuple[Counted, ...]:
    """Return shared words, with the number of the event's articles that have each in headline or lead."""
    profiles = [desk.collection.articles[key].profile for key in event.articles]
    return tuple(
        Counted(text=visible(word), href=None, note="", count=sum(_has(profile, word) for profile in profiles))
        for word in found
    )


def _has(profile: Profile, word: str) -> bool:
    stems = {arabic.stem(found.folded) for found in arabic.words(word)}
    return any(stem in profile.headline or stem in profile.lead for stem in stems)
