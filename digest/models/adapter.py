"""The one adapter: what the program asks of trained models, and camel-tools' answer to it.

An object of `Models` is settings and nothing else: cheap, immutable, and able to travel to worker processes. The models
themselves are loaded when the first word is asked, once in each process.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from digest.config import ModelsSection
from digest.lexicon import Lexicons
from digest.models.adding import with_recognised
from digest.models.camel import Tagger, load_analyses, load_tagger
from digest.models.data import DataFolders, find_data, fingerprint
from digest.models.lemmas import Lemma, review, to_lemma
from digest.models.tagging import Recognised, recognise
from digest.names import find_mentions
from digest.names.hits import Spotted
from digest.names.tokens import Token
from digest.records import Article, Mention


class Recogniser(Protocol):
    """What the program asks of trained models; whoever has better ones implements this."""

    @property
    def fingerprint(self) -> str:
        """Hash of everything that the answers depend on; part of the key of each cached result."""

    @property
    def has_lemmas(self) -> bool:
        """Whether `lemmas` may be asked."""

    def recognise(self, article: Article) -> tuple[Recognised, ...]:
        """Return the names that the model finds in an article, in order, without overlaps; none if it is off."""

    def lemmas(self, words: Sequence[str]) -> tuple[Lemma | None, ...]:
        """Return what the model says about each word out of context; None for a word that it cannot read."""


class Models(NamedTuple):
    """camel-tools' recogniser and disambiguator, each if it is on."""

    folders: DataFolders
    """Where their data lies."""
    fingerprint: str
    """Hash of which models are on, of their data and of the packages that run them."""

    @property
    def has_lemmas(self) -> bool:
        """Whether the disambiguator is on."""
        return self.folders.disambiguator is not None

    def recognise(self, article: Article) -> tuple[Recognised, ...]:
        """Return the names that the recogniser finds; see `Recogniser`."""
        return recognise(article, _tagger(self)) if self.folders.recogniser else ()

    def lemmas(self, words: Sequence[str]) -> tuple[Lemma | None, ...]:
        """Return what the disambiguator says; see `Recogniser`."""
        return tuple(_lemma(self, word) for word in words)


def open_models(section: ModelsSection, root: Path) -> Models | None:
    """Return the models that a project switches on, None if it switches none on; nothing is loaded yet.

    `root` is the project's folder. Raises `ConfigError` with everything that is missing. If all are off, the folder of
    their data is not looked at.
    """
    if not (section.ner or section.lemmas):
        return None
    folders = find_data(section, root)
    return Models(folders, fingerprint(section, folders))


def find_mentions_with(
    models: Recogniser, article: Article, lexicons: Lexicons, *, day: dt.date | None = None
) -> tuple[Mention, ...]:
    """Return who and what an article names, as `digest.names.find_mentions` does, with the help of models."""

    def ask(word: str) -> Lemma | None:
        return models.lemmas((word,))[0] if models.has_lemmas else None

    def reviewed(tokens: tuple[Token, ...], spotted: Spotted) -> Spotted:
        return review(tokens, spotted, ask, lexicons)

    mentions = find_mentions(article, lexicons, day=day, review=reviewed if models.has_lemmas else None)
    return with_recognised(article, mentions, models.recognise(article), lexicons, ask)


@functools.lru_cache(maxsize=1)
def _tagger(models: Models) -> Tagger:
    return load_tagger(models.folders)


@functools.lru_cache(maxsize=1)
def _analyses(models: Models) -> Callable[[str], list[Mapping[str, Any]]]:
    return load_analyses(models.folders)


@functools.lru_cache(maxsize=100_000)
def _lemma(models: Models, word: str) -> Lemma | None:
    return to_lemma(_analyses(models)(word))
