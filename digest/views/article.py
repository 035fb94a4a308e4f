"""The page of an article: its lines as a quiet facsimile, with what was found in them."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from digest import addresses
from digest.escape import directed_piece, token, visible, web_address
from digest.records import AnnotatedArticle, Article, Event, Paragraph, Span
from digest.views import corrections
from digest.views.article_parts import stretches_of
from digest.views.desk import CARD_LENGTH, Desk, excerpt
from digest.views.evidence import article_evidence
from digest.views.findings import KINDS, NOTED, Found, Mark, findings_of
from digest.views.pages import ArticlePage, KindView, LineGroup, LinesPart, LineView
from digest.views.parts import LinePiece, Link, MentionRow
from digest.views.quotes import quote_card
from digest.views.strings import label

CITING_LENGTH = 50
"""Longest title of a citing page beside a line, in code points."""

CITING_SHOWN = 4
"""Most citing pages beside one line."""


def article_pages(desk: Desk, item: AnnotatedArticle) -> list[tuple[str, ArticlePage]]:
    """Return the page of an article and the further parts of a very long one, with their paths."""
    found = findings_of(desk, item)
    path = addresses.path_of(item.article)
    starts = desk.collection.parts(item.article)
    spans = [Span(start=a, end=b) for a, b in itertools.pairwise((*starts, len(item.article.text) + 1))]
    return [
        (addresses.further_path(path, number) if number else path, _page(desk, item, found, spans, number))
        for number in range(len(spans))
    ]


def article_page(desk: Desk, item: AnnotatedArticle) -> ArticlePage:
    """Return what the template of an article's page gets, for the first part of a very long one."""
    return article_pages(desk, item)[0][1]


def _page(desk: Desk, item: AnnotatedArticle, all_found: Found, spans: Sequence[Span], number: int) -> ArticlePage:
    article, publication = item.article, item.publication
    here = spans[number]
    groups = tuple(_groups(desk, item, all_found, here))
    found = {kind for group in groups for line in group.lines for part in line.pieces for kind in part.kinds}
    quotes = [
        ref
        for ref in desk.collection.quotes_of.get(article.id, ())
        if ref.id in desk.collection.shown and here.start <= ref.quote.content.start < here.end
    ]
    themes = desk.collection.digest.article_themes.get(article.id, ())
    return ArticlePage(
        title=desk.headline(article) + (f" ({desk.typography.number(number + 1)})" if number else ""),
        parts=_parts(desk, article, spans, number),
        outlet=desk.outlet_link(article),
        when=desk.published(publication),
        day=desk.href(addresses.day_path(publication.day)) if publication.day else None,
        certainty=label(desk.strings.certainty, publication.confidence),
        path=visible(article.path),
        row=article.row or 0,
        original=web_address(article.url),
        agencies=desk.agencies(article),
        event=desk.main_event(article),
        mentioned=_mentioned(desk, article, here),
        themes=tuple(desk.theme_link(desk.collection.themes[key]) for key in themes if key in desk.collection.themes),
        groups=groups,
        kinds=tuple(
            KindView(code=token(kind), label=label(desk.strings.kind, kind)) for kind in KINDS if kind in found
        ),
        quotes=tuple(quote_card(desk, ref, on_event=True) for ref in quotes),
        evidence=article_evidence(desk, item),
        corrected=corrections.notes(desk, [article.id]),
        copies=tuple(visible(merge.path) for merge in desk.collection.digest.merges if merge.into == article.path),
    )


def _parts(desk: Desk, article: Article, spans: Sequence[Span], number: int) -> tuple[LinesPart, ...]:
    """Return the parts of a very long article with their lines, this one without a link; nothing for one part."""
    if len(spans) == 1:
        return ()
    path = addresses.path_of(article)
    starts = desk.collection.line_starts(article)
    found = []
    for at, span in enumerate(spans):
        offsets = (span.start, max(span.start, min(span.end, len(article.text)) - 1))
        first, last = (article.lines[bisect_right(starts, offset) - 1] for offset in offsets)
        href = None if at == number else desk.href(addresses.further_path(path, at) if at else path)
        found.append(LinesPart(first=first, last=last, range=token(f"{first}-{last}"), href=href))
    return tuple(found)


def _mentioned(desk: Desk, article: Article, here: Span) -> tuple[MentionRow, ...]:
    """Return the other events that a part of an article reports, recalls or announces."""
    return tuple(
        MentionRow(
            headline=desk.event_link(event),
            label=label(desk.strings.tense, report.tense),
            sentence=desk.sentence(report.ref, CARD_LENGTH),
        )
        for event, report in desk.collection.mentioned.get(article.id, ())
        if here.start <= report.ref.span.start < here.end
    )


# ------------------------------------------------------------------------------------------------ lines


def _groups(desk: Desk, item: AnnotatedArticle, found: Found, here: Span) -> Iterator[LineGroup]:
    """Yield the lines in a part of the text in order, neighbours of one treatment together."""
    for kind, group in itertools.groupby(_lines(desk, item, found, here), key=lambda row: row[0]):
        rows = list(group)
        lines = tuple(line for _, _, line in rows)
        yield LineGroup(kind=token(kind), lines=lines, count=sum(whole for _, whole, _ in rows))


def _lines(desk: Desk, item: AnnotatedArticle, found: Found, here: Span) -> Iterator[tuple[str, bool, LineView]]:
    """Yield every line of every paragraph: its treatment, whether a line begins here, and the line.

    The treatment is `lines`, `furniture` or `withheld`; a very long line comes in several stretches. One that goes on
    from the part before has its anchor in both. Of several paragraphs on one line the first shown has its anchor.
    """
    article = item.article
    shown = desk.collection.published(article)
    cited = addresses.cited_lines(article, desk.collection.cited[article.id])
    anchors = addresses.line_anchors(article)
    stretches = [
        stretch
        for stretch in stretches_of(article, desk.collection.line_starts(article))
        if here.start <= stretch.span.start < here.end and (stretch.begins or stretch.paragraph in shown)
    ]
    kinds = [
        _treatment(article.paragraphs[stretch.paragraph], shown=stretch.paragraph in shown) for stretch in stretches
    ]
    seen_whole = {stretch.row for stretch, kind in zip(stretches, kinds, strict=True) if kind != "withheld"}
    seen, anchored = set[int](), set[int]()
    for stretch, kind in zip(stretches, kinds, strict=True):
        row, words = stretch.row, stretch.paragraph in shown
        paragraph = article.paragraphs[stretch.paragraph]
        has_anchor = row not in anchored and (kind != "withheld" or (row in cited and row not in seen_whole))
        first = row not in seen
        seen.add(row)
        anchored.update((row,) if has_anchor else ())
        marks = found.marks[row]
        keys = _keys(article.text, stretch.span, marks) if words else {}
        view = LineView(
            anchor=token(anchors[row]) if has_anchor else None,
            number=article.lines[row],
            role=token(paragraph.role),
            continued=stretch.continued,
            pieces=tuple(_pieces(article.text, stretch.span, marks, keys)) if words else (),
            reason=desk.reason(paragraph.rule) if kind == "furniture" else "",
            found=tuple(msgspec.structs.replace(found.findings[at], key=key) for at, key in keys.items()),
            cited_by=_cited_by(desk, article, row) if has_anchor else (),
        )
        yield kind, first, view


def _treatment(paragraph: Paragraph, *, shown: bool) -> str:
    if paragraph.role in ("boilerplate", "repeat"):
        return "furniture"
    return "lines" if shown else "withheld"


def _cited_by(desk: Desk, article: Article, row: int) -> tuple[Link, ...]:
    """Return the pages that cite a line; the article's own event under a short name, since it cites most lines."""
    links = []
    for owner in desk.collection.citing.get(article.id, {}).get(row, ())[:CITING_SHOWN]:
        own = isinstance(owner, Event) and article.id in owner.articles
        name = owner.title if isinstance(owner, Event) else owner.name
        words = desk.strings.words.event if own else excerpt(name, CITING_LENGTH)
        links.append(Link(text=words, href=desk.href(addresses.path_of(owner))))
    return tuple(links)


def _keys(text: str, span: Span, marks: Sequence[Mark]) -> dict[int, int]:
    """Return the findings of which a stretch of the text holds a part, each with its number there."""
    here = (mark.finding for mark in marks if mark.span.overlaps(span))
    return {finding: key for key, finding in enumerate(itertools.islice(dict.fromkeys(here), NOTED), 1)}


def _pieces(text: str, span: Span, marks: Sequence[Mark], keys: Mapping[int, int]) -> Iterator[LinePiece]:
    """Yield the stretches of a line, cut wherever something found begins or ends."""
    here = [mark for mark in marks if mark.span.overlaps(span)]
    cuts = {span.start, span.end}
    for mark in here:
        cuts.update((max(span.start, mark.span.start), min(span.end, mark.span.end)))
    for start, end in itertools.pairwise(sorted(cuts)):
        over = [mark for mark in here if mark.span.start <= start and end <= mark.span.end]
        kinds = {mark.kind for mark in over}
        yield LinePiece(
            text=directed_piece(text, start, end),
            kinds=tuple(token(kind) for kind in KINDS if kind in kinds),
            keys=tuple(token(str(keys[at])) for at in sorted({mark.finding for mark in over}) if at in keys),
            href=next((mark.href for mark in over if mark.href), None),
        )
