"""The same article twice: found, merged into the first, and said so.

Two inputs are the same article if they state the same address and their texts are nearly the same, or if their texts
are the same word for word and nothing says that two outlets carry it. Wire copy that two outlets print stays two
articles: who printed it matters, and grouping recognises it later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from digest.arabic import words
from digest.records import FrontMatter, Merge, RawArticle

_NEARLY = 0.8
"""Share of common word 4-grams from which two texts under one address are one article: a correction or a changed
furniture line stays above it, a page that was rewritten falls below."""


def merge_same(articles: Sequence[RawArticle]) -> tuple[tuple[RawArticle, ...], tuple[Merge, ...]]:
    """Return the articles without repetitions, and what was merged into what.

    Articles come back in order of path and row. The first of the same articles stands; it takes over what its front
    matter and its format's metadata lack and a later one has. The order of the input plays no part.
    """
    kept: list[_Candidate] = []
    merges: list[Merge] = []
    by_url: dict[str, list[int]] = {}
    by_words: dict[bytes, list[int]] = {}
    for article in sorted(articles, key=lambda a: (a.path, a.row or 0)):
        new = _Candidate(article)
        same = next((i for i in by_words.get(new.words, ()) if kept[i].is_same_print(new)), None)
        if same is None and new.url:
            same = next((i for i in by_url.get(new.url, ()) if kept[i].is_same_page(new)), None)
        if same is None:
            by_words.setdefault(new.words, []).append(len(kept))
            if new.url:
                by_url.setdefault(new.url, []).append(len(kept))
            kept.append(new)
        else:
            merges.append(Merge(path=_place(article), into=_place(kept[same].article)))
            kept[same].take_over(article)
    return tuple(candidate.article for candidate in kept), tuple(merges)


def _place(article: RawArticle) -> str:
    return article.path if article.row is None else f"{article.path}#{article.row}"


class _Candidate:
    """An article with what comparing needs, computed once."""

    def __init__(self, article: RawArticle) -> None:
        self.article = article
        folded = [word.folded for word in words(article.text)]
        self.words = hashlib.blake2b(" ".join(folded).encode("utf-8"), digest_size=16).digest()
        self.url = _normal_url(article.front.url or article.meta_url)
        self._folded = folded if self.url else []

    def is_same_print(self, other: _Candidate) -> bool:
        """Tell whether two articles of the same words are one: nothing that both state differs."""
        mine, theirs = self.article, other.article
        return (
            not _differ(_name(mine), _name(theirs))
            and not _differ(_host(self.url), _host(other.url))
            and not _differ(mine.front.date, theirs.front.date)
            and (bool(mine.text.strip()) or mine.front.title == theirs.front.title)
        )

    def is_same_page(self, other: _Candidate) -> bool:
        """Tell whether two articles of one address have nearly the same words."""
        mine, theirs = _shingles(self._folded), _shingles(other._folded)
        return len(mine & theirs) >= _NEARLY * len(mine | theirs)

    def take_over(self, other: RawArticle) -> None:
        """Fill what this article's front matter and metadata lack from `other`."""
        lacking = {
            field: value
            for field in FrontMatter.__struct_fields__
            if getattr(self.article.front, field) is None and (value := getattr(other.front, field)) is not None
        }
        hints = self.article.hints
        if "date" in lacking:
            dated = (msgspec.structs.replace(h, line=None) for h in other.hints if h.source == "front-matter")
            hints = (*hints, *dated)
        self.article = msgspec.structs.replace(
            self.article,
            front=msgspec.structs.replace(self.article.front, **lacking),
            hints=hints,
            meta_title=self.article.meta_title or other.meta_title,
            meta_outlet=self.article.meta_outlet or other.meta_outlet,
            meta_url=self.article.meta_url or other.meta_url,
        )


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _name(article: RawArticle) -> str | None:
    name = article.front.outlet or article.meta_outlet
    return " ".join(word.folded for word in words(name)) if name else None


def _host(url: str | None) -> str | None:
    return url.partition("/")[0] if url else None


def _normal_url(url: str | None) -> str | None:
    """Return an address without what does not tell pages apart: scheme, `www.`, fragment, final stroke."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return host + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _shingles(folded: list[str]) -> frozenset[tuple[str, ...]]:
    size = min(4, max(1, len(folded)))
    return frozenset(_windows(folded, size))


def _windows(folded: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(folded[i:] for i in range(size)), strict=False)
