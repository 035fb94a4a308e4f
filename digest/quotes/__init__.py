"""Quotations and reported speech with their speakers."""

from __future__ import annotations

from digest.lexicon import Lexicons
from digest.quotes.finder import Finder
from digest.quotes.vocabulary import vocabulary
from digest.records import Article, Mention, Quote

__all__ = ["find_quotes"]


def find_quotes(article: Article, mentions: tuple[Mention, ...], lexicons: Lexicons) -> tuple[Quote, ...]:
    """Return what the article quotes and reports, with who said it."""
    found = Finder(article, mentions, vocabulary(lexicons)).quotes()
    return tuple(sorted(found, key=lambda q: (q.content.start, q.kind != "reported", q.content.end)))
