"""What was decided about an article or an event, and why: the text of `digest explain`."""

from __future__ import annotations

from collections.abc import Iterator

from digest.reasons import codes, say
from digest.records import AnnotatedArticle, DateCandidate, Digest, Event, Publication, Quote, SourceRef

INDENT = "  "


def explain(digest: Digest, what: str) -> str | None:
    """Return the explanation of an article (by path or id) or an event (by id, or the start of one), or None."""
    for item in digest.articles:
        article = item.article
        key = article.path if article.row is None else f"{article.path}#{article.row}"
        if what in (article.id, key, key.rpartition("/")[2]):
            return "\n".join(_article(digest, item)) + "\n"
    events = [event for event in digest.events if event.id.startswith(what)]
    if len(events) == 1 or any(event.id == what for event in events):
        return "\n".join(_event(digest, next((e for e in events if e.id == what), events[0]))) + "\n"
    return None


def candidates(digest: Digest) -> tuple[str, ...]:
    """Return every name that `explain` knows, for suggestions."""
    return tuple(item.article.path for item in digest.articles) + tuple(event.id for event in digest.events)


def _article(digest: Digest, item: AnnotatedArticle) -> Iterator[str]:
    article = item.article
    yield f"{article.path}  ({article.id})"
    yield f"{INDENT}title: {article.title}"
    yield f"{INDENT}outlet: {article.outlet or 'not stated'}"
    yield from _publication(item.publication)
    yield "paragraphs (line, role, rule):"
    for paragraph in article.paragraphs:
        words = _shortened(paragraph.span.of(article.text))
        yield f"{INDENT}{paragraph.line:>4}  {paragraph.role:<12} {paragraph.rule:<28} {words}"
    yield "dates (line, days, rule):"
    for timex in item.timexes:
        days = timex.first.isoformat() if timex.first == timex.last else f"{timex.first}…{timex.last}"
        yield f"{INDENT}{article.line_of(timex.span.start):>4}  {days:<24} {timex.rule:<24} {timex.text}"
    yield "quotations (line, speaker, how the speaker was found):"
    for quote in item.quotes:
        yield from _quote(item, quote)
    yield from _grouping(digest, item)


def _publication(publication: Publication) -> Iterator[str]:
    days = f"{publication.first or '…'} to {publication.last or '…'}" if publication.day is None else publication.day
    known = "unknown" if publication.first is None and publication.last is None else str(days)
    yield f"published: {known}  ({publication.confidence}, probability {publication.probability:.2f})"
    yield "date candidates (verdict, source, days, reason):"
    for candidate in publication.candidates:
        yield from _candidate(candidate)


def _candidate(candidate: DateCandidate) -> Iterator[str]:
    days = "/".join(dict.fromkeys(str(day) for day in (candidate.first, candidate.last) if day)) or "no day"
    where = "" if candidate.line is None else f", line {candidate.line}"
    other = "" if candidate.article is None else f" of {candidate.article}"
    yield f"{INDENT}{candidate.verdict:<9} {candidate.source:<16} {days:<22} {say(candidate.reason, 'en')}"
    yield f"{INDENT * 2}evidence{where}{other}: {_shortened(candidate.evidence)}"


def _quote(item: AnnotatedArticle, quote: Quote) -> Iterator[str]:
    line = item.article.line_of(quote.content.start)
    rule = say(quote.rule, "en") if quote.rule in codes() else quote.rule
    yield f"{INDENT}{line:>4}  {quote.kind:<9} {quote.speaker_name or 'undecided'}"
    yield f"{INDENT * 4}{quote.attribution}, rule {quote.rule} ({rule}), cue {quote.cue_lemma or 'none'}"
    yield f"{INDENT * 4}{_shortened(quote.text)}"


def _grouping(digest: Digest, item: AnnotatedArticle) -> Iterator[str]:
    for event in digest.events:
        if item.article.id in event.articles:
            yield f"main event: {event.id}  {_shortened(event.title)}"
            yield from _why(digest, event)
    for event in digest.events:
        for mention in event.mentioned_in:
            if mention.article == item.article.id:
                yield f"{mention.tense} (line {mention.ref.line}): {event.id}  {_shortened(event.title)}"


def _event(digest: Digest, event: Event) -> Iterator[str]:
    yield f"{event.id}"
    yield f"{INDENT}title: {event.title}"
    yield f"{INDENT}day: {event.first or 'unknown'}" + (f" to {event.last}" if event.last != event.first else "")
    paths = {item.article.id: item.article.path for item in digest.articles}
    yield f"{INDENT}independent sources: {event.sources}"
    yield "articles mainly about it:"
    yield from (f"{INDENT}{paths[key]}" for key in event.articles)
    yield "articles that mention it:"
    yield from (f"{INDENT}{paths[m.article]}, line {m.ref.line} ({m.tense})" for m in event.mentioned_in)
    yield from _why(digest, event)
    yield "related events:"
    titles = {other.id: other.title for other in digest.events}
    for link in event.related:
        yield f"{INDENT}{link.why:<14} {link.event}  {_shortened(titles[link.event])}{_where(paths, link.ref)}"


def _why(digest: Digest, event: Event) -> Iterator[str]:
    yield "why these articles are together:"
    yield from (f"{INDENT}{say(reason, 'en')}" for reason in event.why)
    if event.near_miss:
        path = next(i.article.path for i in digest.articles if i.article.id == event.near_miss.article)
        reason = say(event.near_miss.reason, "en")
        yield f"nearest article not taken: {path} (similarity {event.near_miss.score:.2f}): {reason}"


def _where(paths: dict[str, str], ref: SourceRef | None) -> str:
    return "" if ref is None else f"  [{paths[ref.article]}:{ref.line}]"


def _shortened(text: str, width: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
