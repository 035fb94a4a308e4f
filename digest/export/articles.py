"""One article, its quotations and its dates in their published shape."""

from __future__ import annotations

from collections.abc import Iterator

from digest.escape import plain_address
from digest.export.texts import Texts, page_of, reason_of
from digest.records import AnnotatedArticle, Article, Paragraph, Publication, QuoteRef
from digest.schema.articles import (
    ExportedArticle,
    ExportedCandidate,
    ExportedDate,
    ExportedParagraph,
    ExportedPublication,
    ExportedQuote,
)


def exported_article(
    item: AnnotatedArticle, texts: Texts, *, event: str | None, themes: tuple[str, ...], shown: frozenset[int]
) -> ExportedArticle:
    """Return one article in its published shape; `shown` are the paragraphs whose text is given."""
    article = item.article
    return ExportedArticle(
        id=article.id,
        path=article.path,
        row=article.row,
        title=article.title,
        outlet=article.outlet,
        url=plain_address(article.url),
        lang=article.lang,
        page=page_of(article),
        published=_publication(article, item.publication),
        event=event,
        themes=themes,
        agencies=article.agencies,
        paragraphs=tuple(
            _paragraph(article, paragraph, texts, index in shown) for index, paragraph in enumerate(article.paragraphs)
        ),
    )


def _paragraph(article: Article, paragraph: Paragraph, texts: Texts, shown: bool) -> ExportedParagraph:
    return ExportedParagraph(
        start=paragraph.span.start,
        end=paragraph.span.end,
        line=paragraph.line,
        anchor=texts.place(article.id, paragraph.span.start)[1],
        role=paragraph.role,
        text=paragraph.span.of(article.text) if shown else None,
    )


def _publication(article: Article, publication: Publication) -> ExportedPublication:
    return ExportedPublication(
        date=publication.day,
        first=publication.first,
        last=publication.last,
        confidence=publication.confidence,
        probability=publication.probability,
        candidates=tuple(
            ExportedCandidate(
                source=candidate.source,
                first=candidate.first,
                last=candidate.last,
                evidence=candidate.evidence,
                article=candidate.article or article.id,
                line=candidate.line,
                verdict=candidate.verdict,
                reason=reason_of(candidate.reason),
            )
            for candidate in publication.candidates
        ),
    )


def exported_quote(ref: QuoteRef, texts: Texts) -> ExportedQuote:
    """Return one quotation in its published shape."""
    quote = ref.quote
    line, anchor = texts.place(ref.article, quote.content.start)
    return ExportedQuote(
        id=ref.id,
        article=ref.article,
        start=quote.content.start,
        end=quote.content.end,
        line=line,
        anchor=anchor,
        text=quote.text,
        kind=quote.kind,
        speaker=ref.speaker,
        speaker_name=quote.speaker_name,
        speaker_kind=quote.speaker_kind,
        cue=texts.cue(ref),
        cue_class=quote.cue_class,
        attribution=quote.attribution,
        rule=quote.rule,
        event=ref.event,
    )


def exported_dates(item: AnnotatedArticle, texts: Texts) -> Iterator[ExportedDate]:
    """Yield the date expressions of one article in their published shape."""
    for timex in item.timexes:
        line, anchor = texts.place(item.article.id, timex.span.start)
        yield ExportedDate(
            article=item.article.id,
            start=timex.span.start,
            end=timex.span.end,
            line=line,
            anchor=anchor,
            text=timex.text,
            first=timex.first,
            last=timex.last,
            granularity=timex.granularity,
            rule=timex.rule,
            anchored_on=timex.anchor,
            approximate=timex.approximate,
        )
