"""Which words of which article the pages and exports point to, and which paragraphs may therefore be published.

A project decides how much of an article's text it publishes (`[site] publish`). Under `cited`, the default, only the
paragraphs are shown that some statement of the digest rests on; both the article pages and the export ask here, so
that they cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from digest.records import AnnotatedArticle, Article, Digest, Event, SourceRef, Span

Publish = Literal["full", "cited", "none"]
"""The values of the setting `[site] publish`."""


def cited_refs(digest: Digest) -> Mapping[str, tuple[SourceRef, ...]]:
    """Return, for each article id, everything that the digest cites from it: sorted, each once.

    Quotations with their cue and source, date expressions, the evidence of publication days, happenings, and for
    each event its title, summary, mentions, links and contradictions. Articles without a citation have an empty
    tuple.
    """
    articles = {item.article.id: item.article for item in digest.articles}
    found: dict[str, set[SourceRef]] = {key: set() for key in articles}
    for item in digest.articles:
        for owner, span in _spans(item):
            if owner in articles:
                found[owner].add(source_ref(articles[owner], span))
    for quote in digest.quotes:
        for part in (quote.quote.content, quote.quote.cue, quote.quote.source):
            if part is not None:
                found[quote.article].add(source_ref(articles[quote.article], part))
    refs = [happening.ref for happening in digest.happenings]
    refs.extend(ref for event in digest.events for ref in _event_refs(event))
    for ref in refs:
        found[ref.article].add(ref)
    return {key: tuple(sorted(refs)) for key, refs in found.items()}


def source_ref(article: Article, span: Span) -> SourceRef:
    """Return the pointer to `span` of `article`, with its line."""
    return SourceRef(article=article.id, span=span, line=article.line_of(span.start))


def published_paragraphs(article: Article, refs: Iterable[SourceRef], publish: Publish) -> frozenset[int]:
    """Return the indices of the paragraphs whose text may be published.

    `refs` are the article's citations from `cited_refs`. A cited paragraph counts whatever its role, since a dateline
    may be the evidence of a day; furniture that nothing cites is never published.
    """
    if publish == "none":
        return frozenset()
    paragraphs = article.paragraphs
    found = {index for index, paragraph in enumerate(paragraphs) if publish == "full" and paragraph.is_content}
    for ref in refs:
        if ref.article == article.id:  # the paragraphs stand in order and apart: those that the citation touches
            first = bisect_right(paragraphs, ref.span.start, key=lambda paragraph: paragraph.span.end)
            found.update(
                range(first, bisect_left(paragraphs, ref.span.end, key=lambda paragraph: paragraph.span.start))
            )
    return frozenset(found)


def _spans(item: AnnotatedArticle) -> Iterator[tuple[str, Span]]:
    """Yield the spans that dates rest on, with the id of the article in which they stand."""
    for timex in item.timexes:
        yield item.article.id, timex.span
    for offset in item.offsets:
        yield item.article.id, offset.span
    for candidate in item.publication.candidates:
        if candidate.span is not None:
            yield candidate.article or item.article.id, candidate.span


def _event_refs(event: Event) -> Iterator[SourceRef]:
    if event.title_ref is not None:
        yield event.title_ref
    yield from event.summary
    yield from (mention.ref for mention in event.mentioned_in)
    yield from (link.ref for link in event.related if link.ref is not None)
    for contradiction in event.contradictions:
        for _, refs in contradiction.values:
            yield from refs
