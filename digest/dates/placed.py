"""The date expressions of an article with the paragraph that holds each, its line, and whether it is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from digest.dates.clues import Clue, Source
from digest.dates.scan import Expression, scan
from digest.lexicon import Lexicons
from digest.records import Article, Paragraph, Span

EVIDENCE_LENGTH = 200
"""Characters of evidence that are kept."""
LONGEST_QUOTATION = 600
"""Characters after which an opening mark is taken for one that nobody closed."""
_CLOSING = {"«": "»", "“": "”", "„": "”", '"': '"'}


class Placed(NamedTuple):
    """An expression with where it stands."""

    expression: Expression
    paragraph: Paragraph
    number: int
    """Number of the paragraph."""
    before: Span
    """The paragraph's characters from the expression before, or from its beginning, up to this one."""
    line: int
    """Line of the file."""
    quoted: bool
    """Inside quotation marks that its paragraph opened."""


def placed(article: Article, lexicons: Lexicons) -> Iterator[Placed]:
    """Yield the expressions of an article in order; each character is looked at once."""
    expressions = iter(scan(article.text, lexicons).expressions)
    current = next(expressions, None)
    lines = at = 0
    for number, paragraph in enumerate(article.paragraphs):
        marks = _Quotation()
        start = paragraph.span.start
        lines += article.text.count("\n", at, start)
        at = start
        while current is not None and current.span.start < paragraph.span.end:
            if current.span.start >= at:
                text = article.text[at : current.span.start]
                lines += text.count("\n")
                marks.read(text, at)
                before = Span(start=start, end=current.span.start)
                quoted = marks.open_at(current.span.start)
                yield Placed(current, paragraph, number, before, article.lines[lines], quoted)
                at = current.span.start
                start = current.span.end
            current = next(expressions, None)


class _Quotation:
    """Quotation marks as a paragraph is read from left to right."""

    def __init__(self) -> None:
        self._closing = ""
        self._since = 0

    def read(self, text: str, start: int) -> None:
        """Read on; `start` is the offset of `text`."""
        for offset, char in enumerate(text, start):
            if self._closing:
                if char == self._closing:
                    self._closing = ""
            elif char in _CLOSING:
                self._closing, self._since = _CLOSING[char], offset

    def open_at(self, offset: int) -> bool:
        """Tell whether a quotation is open there."""
        return bool(self._closing) and offset - self._since <= LONGEST_QUOTATION


def clue_at(article: Article, item: Placed, source: Source, **more: object) -> Clue:
    """Return a clue with the expression's words and place."""
    span = item.expression.span
    evidence = article.text[span.start : min(span.end, span.start + EVIDENCE_LENGTH)]
    return Clue(source, evidence, span, item.line, **more)  # type: ignore[arg-type]
