"""Where the page of a very long article is divided, so that each part stays a page that a phone can show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from digest.records import AnnotatedArticle, Article, Span

LINE_LENGTH = 4000
"""Code points of one line shown as one paragraph: renderers of Markdown are slower than linear on longer ones."""

PART_ROOM = 170_000
"""Bytes of HTML for the lines of one part, with their notes and quotations."""

_LINE, _LINE_FURNITURE, _LINE_LEFT_OUT, _CODE_POINT, _FINDING, _CITING, _QUOTE = 330, 230, 40, 2, 450, 600, 2600
"""Bytes of HTML: of a line, of one without its words that tells why, of one that is only counted, of an Arabic letter,
of something found in a line with its note, of the pages that cite a line, and of a quotation's card. Measured on the
sample articles."""


class Stretch(NamedTuple):
    """A line of the text, or a piece of a very long one, as far as one paragraph covers it."""

    paragraph: int
    """Index of the paragraph."""
    row: int
    """Index of the line in the text."""
    continued: bool
    """True for a further line of the same paragraph, and for a further piece of a line."""
    begins: bool
    """True where the line, as far as the paragraph covers it, begins."""
    span: Span
    """Where it stands."""


def stretches_of(article: Article, starts: Sequence[int]) -> Iterator[Stretch]:
    """Yield the stretches of an article in order; `starts` are the offsets at which its lines begin."""
    for index, paragraph in enumerate(article.paragraphs):
        for position, (row, span) in enumerate(_rows(article, starts, paragraph.span)):
            for part, stretch in enumerate(_cut(article.text, span)):
                yield Stretch(index, row, position > 0 or part > 0, part == 0, stretch)


def _rows(article: Article, starts: Sequence[int], whole: Span) -> Iterator[tuple[int, Span]]:
    """Yield the lines of the text that a paragraph covers: index and span."""
    row = bisect_right(starts, whole.start) - 1
    while row < len(starts) and starts[row] < whole.end:
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(article.text)
        span = Span(start=max(starts[row], whole.start), end=min(end, whole.end))
        if not article.text[span.start : span.end].isspace() and span.end > span.start:
            yield row, span
        row += 1


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut a line into stretches of at most `LINE_LENGTH`, at spaces where there are any."""
    start = span.start
    while span.end - start > LINE_LENGTH:
        cut = text.rfind(" ", start + LINE_LENGTH // 2, start + LINE_LENGTH) + 1 or start + LINE_LENGTH
        yield Span(start=start, end=cut)
        start = cut
    yield Span(start=start, end=span.end)


def part_starts(
    item: AnnotatedArticle, starts: Sequence[int], shown: Collection[int], cited: Collection[int]
) -> tuple[int, ...]:
    """Return the offsets at which the parts of an article's page begin; 0 alone for all but very long articles.

    `starts` are the offsets of its lines, `shown` the paragraphs whose words may stand there, `cited` the lines that
    other pages cite.
    """
    article = item.article
    found = sorted(
        [timex.span.start for timex in item.timexes]
        + [offset.span.start for offset in item.offsets]
        + [mention.span.start for mention in item.mentions if mention.kind in ("person", "institution")]
        + [quote.content.start for quote in item.quotes for _ in range(3)]
    )
    quotes = sorted((quote.content.start, quote.content.end) for quote in item.quotes)
    most = (_LINE + _CITING) * len(starts) + _CODE_POINT * len(article.text) + _FINDING * len(found)
    if most + sum(_quote_weight(*quote) for quote in quotes) <= PART_ROOM:
        return (0,)
    parts, used = [0], 0
    noted = said = 0
    for stretch in stretches_of(article, starts):
        span, words = stretch.span, stretch.paragraph in shown
        if not words and not stretch.begins:
            continue
        furniture = article.paragraphs[stretch.paragraph].role in ("boilerplate", "repeat")
        left_out = _LINE_FURNITURE if furniture else _LINE_LEFT_OUT
        size = (_LINE + _CODE_POINT * (span.end - span.start)) if words else left_out
        size += _CITING if words and stretch.begins and stretch.row in cited else 0
        upto = bisect_right(found, span.end - 1)
        size += _FINDING * (upto - noted) if words else 0
        noted = upto
        while said < len(quotes) and quotes[said][0] < span.end:
            size += _quote_weight(*quotes[said])
            said += 1
        if used and used + size > PART_ROOM:
            parts.append(span.start)
            used = 0
        used += size
    return tuple(parts)


def _quote_weight(start: int, end: int) -> int:
    return _QUOTE + 2 * _CODE_POINT * min(end - start, 3000)
