"""Outlets with their articles and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.addresses import short_hash
from digest.arabic import fold_word
from digest.records import AnnotatedArticle, Outlet

ID_LENGTH = 8
"""Base-32 characters of an outlet's id."""


def outlets(items: Iterable[AnnotatedArticle], home: Mapping[str, str]) -> tuple[Outlet, ...]:
    """Return the outlets by name, each under the spelling seen first; `home` gives each article's event."""
    names: dict[str, str] = {}
    articles: dict[str, list[str]] = {}
    for item in items:
        if item.article.outlet is not None:
            key = " ".join(fold_word(item.article.outlet).split())
            names.setdefault(key, item.article.outlet)
            articles.setdefault(key, []).append(item.article.id)
    return tuple(
        Outlet(
            id=f"o-{short_hash(key, length=ID_LENGTH)}",
            name=names[key],
            articles=tuple(articles[key]),
            events=tuple(dict.fromkeys(home[article] for article in articles[key])),
        )
        for key in sorted(names, key=lambda key: (names[key], key))
    )
