"""Which stage of its story an article tells: the preview, the death, the funeral, the verdict, the appeal.

Reports on one event share its people and words with those on what came before and after it. A headline says which of
them is the news: "the funeral of …" is not about the death, though both name the same man.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from digest.arabic import Word, fold_word, proclitic_splits, words
from digest.lexicon import Lexicons
from digest.records import Article, Record

LEAD_WORDS = 40
"""Words of the first running paragraph in which a stage that another headline names is looked for: about its first
sentence; further down background and what is to come is told."""


class StageTable(Record, frozen=True, kw_only=True):
    """The whole of `stages.toml`: phrases by stage."""

    stages: dict[str, list[str]]


class Stages(NamedTuple):
    """The stages that an article names."""

    headline: frozenset[str]
    """In its headline."""
    told: frozenset[str]
    """In its headline or the beginning of its text."""


_PRONOUNS = ("ها", "هم", "ه")


@functools.lru_cache(maxsize=8)
def _phrases(lexicons: Lexicons) -> dict[tuple[str, ...], str]:
    """Return the stages by phrase, as folded words without article."""
    table = lexicons.get("stages", StageTable)
    found: dict[tuple[str, ...], str] = {}
    for stage, phrases in table.stages.items():
        for phrase in phrases:
            found.setdefault(tuple(_bare(fold_word(word)) for word in phrase.split()), stage)
    return found


def stages_of(article: Article, lexicons: Lexicons) -> Stages:
    """Return the stages that headline and first paragraph of an article name."""
    phrases = _phrases(lexicons)
    longest = max(map(len, phrases))
    headline = _named(list(words(article.title)), phrases, longest)
    first = next((p.span for p in article.paragraphs if p.role in ("subtitle", "body")), None)
    lead = [] if first is None else list(islice(words(article.text, first.start, first.end), LEAD_WORDS))
    return Stages(headline, headline | _named(lead, phrases, longest))


def _named(found: Sequence[Word], phrases: dict[tuple[str, ...], str], longest: int) -> frozenset[str]:
    bare = [_bare(word.folded) for word in found]
    named: set[str] = set()
    for at, word in enumerate(found):
        readings = {reading for _, rest in proclitic_splits(word.folded) for reading in (_bare(rest), _owned(rest))}
        for size in range(1, min(longest, len(found) - at) + 1):
            rest = tuple(bare[at + 1 : at + size])
            named.update(phrases[key] for reading in readings if (key := (reading, *rest)) in phrases)
    return frozenset(named)


def _bare(folded: str) -> str:
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def _owned(folded: str) -> str:
    """Return a noun without the pronoun that follows it ("تكليفه"); short words are left whole."""
    ending = next((ending for ending in _PRONOUNS if folded.endswith(ending)), "")
    return folded[: -len(ending)] if ending and len(folded) - len(ending) > 3 else folded
