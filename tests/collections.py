"""Tiny collections for the steps that need several articles, written as YAML."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from digest.config import Config, LimitsSection
from digest.editorial import Editorial
from digest.lexicon import default_lexicons
from digest.links import build_digest
from digest.pipeline import annotate
from digest.read import read_bytes
from digest.records import AnnotatedArticle, Digest, Event

CASES = Path(__file__).with_name("cases")


@functools.lru_cache(maxsize=500)
def annotated(path: str, source: str) -> AnnotatedArticle:
    """The article that a file of this content gives."""
    result = read_bytes(source.encode(), path, LimitsSection())
    assert not result.problems, [str(problem) for problem in result.problems]
    (raw,) = result.articles
    return annotate(raw, default_lexicons())


def load(case: Path) -> dict[str, Any]:
    """The content of a case."""
    content: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    return content


def articles_of(files: Mapping[str, str]) -> list[AnnotatedArticle]:
    """The articles of a case, `name: content of the file`."""
    return [annotated(f"{name}.txt", source) for name, source in files.items()]


def digest_of(items: Iterable[AnnotatedArticle], editorial: Editorial | None = None) -> Digest:
    """The digest of articles."""
    return build_digest(tuple(items), (), default_lexicons(), Config(), editorial)


def names(digest: Digest) -> dict[str, str]:
    """The name of each article of a case by its id."""
    return {item.article.id: item.article.path.removesuffix(".txt") for item in digest.articles}


def home(digest: Digest, name: str) -> Event:
    """The event that the article `name` is mainly about."""
    (event,) = (e for e in digest.events if name in {names(digest)[article] for article in e.articles})
    return event
