"""Words and places of articles as the export gives them."""

from __future__ import annotations

import bisect
import itertools

from digest import addresses
from digest.citations import Publish
from digest.records import Digest, QuoteRef, Reason, Record, SourceRef, Span
from digest.schema.articles import ExportedReason, ExportedRef


class Texts:
    """The articles by id, with what turns a span into an exported reference; lines are counted once per article."""

    def __init__(self, digest: Digest, publish: Publish) -> None:
        self.publish: Publish = publish
        self._articles = {item.article.id: item.article for item in digest.articles}
        self._starts = {key: _line_starts(article.text) for key, article in self._articles.items()}
        self._anchors = {key: addresses.line_anchors(article) for key, article in self._articles.items()}

    def place(self, article: str, offset: int) -> tuple[int, str]:
        """Return the line of the file and the anchor of the line that hold code point `offset`."""
        index = bisect.bisect_right(self._starts[article], offset) - 1
        return self._articles[article].lines[index], self._anchors[article][index]

    def words(self, article: str, span: Span) -> str | None:
        """Return the words under `span`; None if the project publishes no text of articles."""
        return None if self.publish == "none" else span.of(self._articles[article].text)

    def cue(self, ref: QuoteRef) -> str | None:
        """Return the reporting words of a quotation: a citation, given whatever is published."""
        span = ref.quote.cue
        return None if span is None else span.of(self._articles[ref.article].text)

    def ref(self, ref: SourceRef) -> ExportedRef:
        """Return a pointer in its published shape."""
        line, anchor = self.place(ref.article, ref.span.start)
        return ExportedRef(
            article=ref.article,
            start=ref.span.start,
            end=ref.span.end,
            line=line,
            anchor=anchor,
            text=self.words(ref.article, ref.span),
        )


def _line_starts(text: str) -> tuple[int, ...]:
    lengths = (len(line) + 1 for line in text.split("\n"))
    return tuple(itertools.accumulate(lengths, initial=0))[:-1]


def page_of(record: Record) -> str:
    """Return the address of a record's page."""
    return addresses.page_address(addresses.path_of(record))


def reason_of(reason: Reason) -> ExportedReason:
    """Return a reason in its published shape."""
    return ExportedReason(code=reason.code, args=reason.args)
