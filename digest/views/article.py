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
from digest.views.desk import Desk, excerpt
from digest.views.evidence import article_evidence
from digest.views.findings import KINDS, NOTED, Mark, findings_of
from digest.views.pages import ArticlePage, KindView, LineGroup, LineView
from digest.views.parts import LinePiece, Link, MentionRow
from digest.views.quotes import quote_card
from digest.views.strings import label

LINE_LENGTH = 4000
"""Code points of one line shown as one paragraph: renderers of Markdown are slower than linear on longer ones."""

CITING_LENGTH = 50
"""Longest title of a citing page beside a line, in code points."""

CITING_SHOWN = 4
"""Most citing pages beside one line."""


def article_page(desk: Desk, item: AnnotatedArticle) -> ArticlePage:
    """Return what the template of an article's page gets."""
    article, publication = item.article, item.publication
    groups = tuple(_groups(desk, item))
    found = {kind for group in groups for line in group.lines for part in line.pieces for kind in part.kinds}
    quotes = [ref for ref in desk.collection.quotes_of.get(article.id, ()) if ref.id in desk.collection.shown]
    themes = desk.collection.digest.article_themes.get(article.id, ())
    return ArticlePage(
        title=desk.headline(article),
        outlet=desk.outlet_link(article),
        when=desk.published(publication),
        day=desk.href(addresses.day_path(publication.day)) if publication.day else None,
        certainty=label(desk.strings.certainty, publication.confidence),
        path=visible(article.path),
        row=article.row or 0,
        original=web_address(article.url),
        agencies=desk.agencies(article),
        event=desk.main_event(article),
        mentioned=_mentioned(desk, article),
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


def _mentioned(desk: Desk, article: Article) -> tuple[MentionRow, ...]:
    """Return the other events that an article reports, recalls or announces."""
    return tuple(
        MentionRow(
            headline=desk.event_link(event),
            label=label(desk.strings.tense, report.tense),
            sentence=desk.sentence(report.ref),
        )
        for event, report in desk.collection.mentioned.get(article.id, ())
    )


# ------------------------------------------------------------------------------------------------ lines


def _groups(desk: Desk, item: AnnotatedArticle) -> Iterator[LineGroup]:
    """Yield the lines in order, neighbours of one treatment together."""
    for kind, found in itertools.groupby(_lines(desk, item), key=lambda row: row[0]):
        rows = list(found)
        lines = tuple(line for _, _, line in rows)
        yield LineGroup(kind=token(kind), lines=lines, count=sum(whole for _, whole, _ in rows))


def _lines(desk: Desk, item: AnnotatedArticle) -> Iterator[tuple[str, bool, LineView]]:
    """Yield every line of every paragraph: its treatment, whether a line begins here, and the line.

    The treatment is `lines`, `furniture` or `withheld`; a very long line comes in several stretches.
    """
    article = item.article
    shown = desk.collection.published(article)
    cited = addresses.cited_lines(article, desk.collection.cited[article.id])
    anchors = addresses.line_anchors(article)
    found = findings_of(desk, item)
    for index, paragraph in enumerate(article.paragraphs):
        kind = _treatment(paragraph, shown=index in shown)
        for position, (row, span) in enumerate(_rows(desk, article, paragraph)):
            for part, stretch in enumerate(_stretches(article.text, span) if index in shown else [span]):
                first = part == 0
                keys = _keys(article.text, stretch, found.marks[row]) if index in shown else {}
                view = LineView(
                    anchor=token(anchors[row]) if first and (kind != "withheld" or row in cited) else None,
                    number=article.lines[row],
                    role=token(paragraph.role),
                    continued=position > 0 or not first,
                    pieces=tuple(_pieces(article.text, stretch, found.marks[row], keys)) if index in shown else (),
                    reason=desk.reason(paragraph.rule) if kind == "furniture" else "",
                    found=tuple(
                        msgspec.structs.replace(found.findings[at], key=key) for at, key in keys.items() if at < NOTED
                    ),
                    cited_by=_cited_by(desk, article, row) if first else (),
                )
                yield kind, first, view


def _treatment(paragraph: Paragraph, *, shown: bool) -> str:
    if paragraph.role in ("boilerplate", "repeat"):
        return "furniture"
    return "lines" if shown else "withheld"


def _rows(desk: Desk, article: Article, paragraph: Paragraph) -> Iterator[tuple[int, Span]]:
    """Yield the lines of the text that a paragraph covers: index and span."""
    starts = desk.collection.line_starts(article)
    row = bisect_right(starts, paragraph.span.start) - 1
    while row < len(starts) and starts[row] < paragraph.span.end:
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(article.text)
        span = Span(start=max(starts[row], paragraph.span.start), end=min(end, paragraph.span.end))
        if not article.text[span.start : span.end].isspace() and span.end > span.start:
            yield row, span
        row += 1


def _stretches(text: str, span: Span) -> Iterator[Span]:
    """Cut a line into stretches of at most `LINE_LENGTH`, at spaces where there are any."""
    start = span.start
    while span.end - start > LINE_LENGTH:
        cut = text.rfind(" ", start + LINE_LENGTH // 2, start + LINE_LENGTH) + 1 or start + LINE_LENGTH
        yield Span(start=start, end=cut)
        start = cut
    yield Span(start=start, end=span.end)


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
    return {finding: key for key, finding in enumerate(dict.fromkeys(here), 1)}


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
