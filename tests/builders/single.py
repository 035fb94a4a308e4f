"""Builders of single records from real sentences: every span is found in the text, never counted by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from digest import addresses, arabic
from digest.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    CueClass,
    DateCandidate,
    EntityKind,
    EventOffset,
    FrontMatter,
    Granularity,
    Mention,
    Paragraph,
    Profile,
    Publication,
    Quote,
    QuoteRef,
    Reason,
    Role,
    SourceRef,
    Span,
    Timex,
)

RULES: dict[Role, str] = {
    "title": "title:first",
    "subtitle": "subtitle:below",
    "dateline": "dateline:date",
    "byline": "byline:signature",
    "heading": "heading:short",
    "caption": "caption:label",
    "body": "body:prose",
    "source-note": "source:label",
    "boilerplate": "furniture:share",
    "repeat": "repeat:title",
}
"""A rule for each role, such as cleaning gives."""


def span_of(text: str, phrase: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `phrase`; a `ValueError` if there is none."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(phrase, start + 1)
    return Span(start=start, end=start + len(phrase))


def make_article(
    *lines: str | tuple[Role, str],
    path: str = "example.txt",
    outlet: str | None = "صحيفة المرفأ",
    title: str | None = None,
    front: FrontMatter | None = None,
) -> Article:
    """An article whose lines are its paragraphs: plain lines are body, pairs say their role."""
    pairs: list[tuple[Role, str]] = [("body", line) if isinstance(line, str) else line for line in lines]
    text = "\n\n".join(line for _, line in pairs)
    paragraphs, at = [], 0
    for index, (role, line) in enumerate(pairs):
        span = Span(start=at, end=at + len(line))
        paragraphs.append(Paragraph(span=span, line=1 + 2 * index, role=role, rule=RULES[role]))
        at += len(line) + 2
    heading = next((p for p in paragraphs if p.role == "title"), None)
    return Article(
        id=addresses.article_id(path, None),
        path=path,
        title=title or (heading.span.of(text) if heading else pairs[0][1][:60]),
        title_span=heading.span if heading and not title else None,
        outlet=outlet,
        url=None,
        retrieved=None,
        lang="ar",
        text=text,
        lines=tuple(range(1, text.count("\n") + 2)),
        paragraphs=tuple(paragraphs),
        front=front or FrontMatter(),
    )


def make_ref(article: Article, phrase: str, nth: int = 0) -> SourceRef:
    """A pointer to `phrase` in the article."""
    span = span_of(article.text, phrase, nth)
    return SourceRef(article=article.id, span=span, line=article.line_of(span.start))


def make_mention(
    article: Article,
    phrase: str,
    name: str,
    *,
    kind: EntityKind = "person",
    title: str | None = None,
    nth: int = 0,
) -> Mention:
    """An occurrence `phrase` of the entity called `name`, with its title if it stands in the text."""
    return Mention(
        span=span_of(article.text, phrase, nth),
        text=phrase,
        entity="name:" + arabic.fold_word(name),
        name=name,
        kind=kind,
        title=title,
        title_span=span_of(article.text, title) if title else None,
        rule="title+name" if title else "lexicon",
    )


def make_quote(
    article: Article,
    content: str,
    *,
    speaker: str | None,
    cue: str | None = None,
    lemma: str = "قال",
    cue_class: CueClass = "neutral",
    source: str | None = None,
    kind: str = "direct",
    attribution: Attribution = "named",
    speaker_kind: EntityKind = "person",
    nth: int = 0,
) -> Quote:
    """Words of the article with their speaker; marks are read off the text around them."""
    span = span_of(article.text, content, nth)
    direct = kind == "direct"
    return Quote(
        content=span,
        text=content,
        kind="direct" if direct else "reported",
        marks=(article.text[span.start - 1], article.text[span.end]) if direct else None,
        cue=span_of(article.text, cue) if cue else None,
        cue_lemma=lemma if cue else None,
        cue_class=cue_class,
        source=span_of(article.text, source) if source else None,
        speaker="name:" + arabic.fold_word(speaker) if speaker else None,
        speaker_name=speaker,
        speaker_kind=speaker_kind if speaker else None,
        attribution=attribution if speaker else "none",
        rule="test",
    )


def make_timex(
    article: Article,
    phrase: str,
    first: dt.date,
    last: dt.date | None = None,
    *,
    granularity: Granularity = "day",
    rule: str = "day-month-year",
    absolute: bool = True,
    nth: int = 0,
) -> Timex:
    """The date expression `phrase` with the days it stands for."""
    return Timex(
        span=span_of(article.text, phrase, nth),
        text=phrase,
        first=first,
        last=last or first,
        granularity=granularity,
        rule=rule,
        anchor="absolute" if absolute else "publication",
    )


def make_publication(article: Article, day: dt.date | None, evidence: str | None = None) -> Publication:
    """A certain publication day with one accepted candidate, or an unknown one."""
    if day is None:
        return Publication(first=None, last=None, confidence="unknown", probability=0.0, candidates=())
    where = span_of(article.text, evidence) if evidence else None
    candidate = DateCandidate(
        source="dateline" if evidence else "front-matter",
        first=day,
        last=day,
        evidence=evidence or day.isoformat(),
        span=where,
        line=article.line_of(where.start) if where else None,
        verdict="accepted",
        reason=Reason(code="stated"),
    )
    return Publication(first=day, last=day, confidence="certain", probability=0.99, candidates=(candidate,))


def make_profile(article: Article) -> Profile:
    """Stem counts of headline, first body paragraph and content; no wire-copy signature."""

    def stems(*texts: str) -> dict[str, int]:
        return dict(Counter(arabic.stem(word.folded) for text in texts for word in arabic.words(text)))

    content = [p.span.of(article.text) for p in article.content()]
    body = [p.span.of(article.text) for p in article.body()]
    return Profile(
        headline=stems(article.title),
        lead=stems(*body[:1]),
        body=stems(*content),
        shingles=(),
        words=sum(1 for text in content for _ in arabic.words(text)),
    )


def annotate(
    article: Article,
    *,
    day: dt.date | None = None,
    evidence: str | None = None,
    timexes: Sequence[Timex] = (),
    offsets: Sequence[EventOffset] = (),
    mentions: Sequence[Mention] = (),
    quotes: Sequence[Quote] = (),
) -> AnnotatedArticle:
    """The article with what a test says of it, in order of the text."""
    return AnnotatedArticle(
        article=article,
        publication=make_publication(article, day, evidence),
        timexes=tuple(sorted(timexes, key=lambda t: t.span)),
        offsets=tuple(sorted(offsets, key=lambda o: o.span)),
        mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        quotes=tuple(sorted(quotes, key=lambda q: q.content)),
        profile=make_profile(article),
    )


def quote_id(article: Article, quote: Quote) -> str:
    """The id of a quotation in the collection."""
    return f"{article.id}-q{quote.content.start}"


def quote_ref(article: Article, quote: Quote, *, speaker: str | None, event: str | None = None) -> QuoteRef:
    """A quotation with its place in the collection."""
    return QuoteRef(
        id=quote_id(article, quote),
        article=article.id,
        quote=quote,
        line=article.line_of(quote.content.start),
        speaker=speaker,
        event=event,
    )
