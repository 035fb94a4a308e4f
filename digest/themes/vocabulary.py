"""The words that give a theme, and the search for them: phrases before words, names of people apart."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from digest.arabic import Word, fold, fold_word, proclitic_splits
from digest.errors import LexiconError, Problem
from digest.lexicon import Lexicons

TABLE = "themes"
_ARTICLE = re.compile("و?(?:ال|لل)..")
DISTINCT_WORDS = 200_000
"""Words whose look-up is remembered: about those of ten thousand articles."""


class ThemeEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One theme of the lexicon."""

    slug: str
    """Safe in addresses; from IPTC's English label."""
    label: str
    """Arabic label."""
    official: bool = False
    """Whether the label is IPTC's own."""
    parent: str | None = None
    """Id of the broader theme; None for the first level."""
    strong: tuple[str, ...] = ()
    """Words and phrases that decide alone in a headline."""
    plain: tuple[str, ...] = ()
    """Words and phrases that decide with another."""
    weak: tuple[str, ...] = ()
    """Words that only support."""
    people: tuple[str, ...] = ()
    """Names of persons who stand for the theme."""
    fallback: tuple[str, ...] = ()
    """Words and phrases that give the theme where no theme has been found."""


class ThemesTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lexicon `themes`."""

    theme: dict[str, ThemeEntry]
    """By IPTC's code, such as `medtop:11000000`."""
    mask: tuple[str, ...] = ()
    """Phrases that give no theme and hide their words."""
    offices: tuple[str, ...] = ()
    """Words that the name of a department follows ("minister of …")."""


class Weights(NamedTuple):
    """What a word of each list counts; see `digest.themes.score` for the scale."""

    strong: float = 3.0
    plain: float = 1.5
    weak: float = 0.5


class Clue(NamedTuple):
    """A word or phrase of the lexicon as one theme has it."""

    theme: str
    key: str
    """The folded phrase: two findings of one clue are the same evidence."""
    weight: float


class Match(NamedTuple):
    """Words of a text that are a clue to themes."""

    start: int
    end: int
    word: int
    """Where its first word begins, joined prepositions included."""
    clues: tuple[Clue, ...]
    """Empty for masked phrases."""


Beginning = tuple[int, tuple[str, ...], Sequence[Clue]]
"""Letters to cut off a word (joined prepositions), the phrase that may begin with it, and what that is a clue to."""
PhraseIndex = Mapping[str, Mapping[tuple[str, ...], Sequence[Clue]]]
"""Phrases by their first word."""


class Starting(NamedTuple):
    """What may begin with a word."""

    phrases: Sequence[Beginning]
    """Phrases and names, the longest first."""
    names: Sequence[Beginning]
    """Names alone, the longest first."""
    single: tuple[int, Sequence[Clue]] | None
    """The word itself, with the letters to cut off."""


class Vocabulary:
    """All themes of a lexicon, compiled for the search."""

    def __init__(self, table: ThemesTable, weights: Weights = Weights()) -> None:  # noqa: B008 (immutable)
        self.themes: Mapping[str, ThemeEntry] = table.theme
        self._offices = frozenset(_bare(fold_word(word)) for word in table.offices)
        self._broader = {theme: _broader(theme, table.theme) for theme in table.theme}
        self._starting = functools.lru_cache(maxsize=DISTINCT_WORDS)(self._find_starting)
        self._words: dict[str, list[Clue]] = {}
        self._phrases: dict[str, dict[tuple[str, ...], list[Clue]]] = {}
        self._names: dict[str, dict[tuple[str, ...], list[Clue]]] = {}
        for phrase in table.mask:
            self._add(phrase)
        for theme, entry in table.theme.items():
            for words, weight in zip((entry.strong, entry.plain, entry.weak), weights, strict=True):
                for phrase in words:
                    self._add(phrase, theme, weight)
            for name in entry.people:
                tokens = tuple(_bare(token) for token in fold_word(name).split())
                self._names.setdefault(tokens[0], {})[tokens] = [Clue(theme, " ".join(tokens), weights.plain)]

    def broader(self, theme: str) -> tuple[str, ...]:
        """Return the broader themes of a theme, the nearest first; none for the first level."""
        return self._broader[theme]

    def first_level(self, theme: str) -> str:
        """Return the theme of the first level that a theme belongs to, itself included."""
        return (theme, *self.broader(theme))[-1]

    def departments(self, text: str, words: Sequence[Word]) -> frozenset[int]:
        """Return the offsets of the words that name a department: "minister" and the nouns with the article after it.

        Who speaks for a department says little about the subject: a minister of health counts the dead of a fire.
        """
        found: set[int] = set()
        inside = False
        for before, word in zip((None, *words), words, strict=False):
            joined = before is not None and text[before.end : word.start].isspace()
            if not self._offices.isdisjoint(_forms(word.folded)):
                inside = True
            elif not (inside and joined and _ARTICLE.match(word.folded)):
                inside = False
            if inside:
                found.add(word.start)
        return frozenset(found)

    def _add(self, phrase: str, theme: str | None = None, weight: float = 0.0) -> None:
        tokens = clue_key(phrase)
        if not tokens:
            message = f"an entry of {theme or 'the mask'} has no words"
            raise LexiconError([Problem(path=f"{TABLE}.toml", message=message, hint="Write a word, or remove it.")])
        if len(tokens) == 1:
            found = self._words.setdefault(tokens[0], [])
        else:
            found = self._phrases.setdefault(tokens[0], {}).setdefault(tokens, [])
        if theme is not None and all(clue.theme != theme for clue in found):
            # of a word that a project lists again the shipped, stronger list comes first
            found.append(Clue(theme, " ".join(tokens), weight))

    def search(self, text: str, words: Sequence[Word], named: Sequence[bool]) -> Iterator[Match]:
        """Yield the clues among `words` of `text`, left to right, the longest phrase first, none overlapping.

        `named` tells for each word whether it is part of a person's or place's name: there only names count.
        """
        at = 0
        while at < len(words):
            length, start, clues = self._longest(text, words, at, named[at])
            if length:
                yield Match(start, words[at + length - 1].end, words[at].start, tuple(clues))
            at += length or 1

    def _longest(self, text: str, words: Sequence[Word], at: int, named: bool) -> tuple[int, int, Sequence[Clue]]:
        """Return length in words, offset and clues of the longest phrase or word that begins at word `at`."""
        word = words[at]
        phrases, names, single = self._starting(word.folded)
        for cut, phrase, clues in names if named else phrases:
            if len(phrase) == 1 or _continues(text, words, at, phrase):
                return len(phrase), _after(text, word, cut), clues
        if single is not None and not named:
            return 1, _after(text, word, single[0]), single[1]
        return 0, 0, ()

    def _find_starting(self, folded: str) -> Starting:
        names = list(self._phrases_from(folded, self._names))
        phrases = [*self._phrases_from(folded, self._phrases), *names]
        single = next(
            (
                (cut, self._words[form])
                for cut, reading in proclitic_splits(folded)
                for form in (reading, _bare(reading))
                if form in self._words
            ),
            None,
        )
        return Starting(_longest_first(phrases), _longest_first(names), single)

    def _phrases_from(self, folded: str, index: PhraseIndex) -> Iterator[Beginning]:
        for cut, reading in proclitic_splits(folded):
            for phrase, clues in index.get(_bare(reading), {}).items():
                yield cut, phrase, clues


def _longest_first(phrases: Iterable[Beginning]) -> tuple[Beginning, ...]:
    return tuple(sorted(phrases, key=lambda found: -len(found[1])))


def clue_key(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a lexicon entry as they are compared: in phrases without the article."""
    tokens = fold_word(phrase).split()
    return tuple(tokens) if len(tokens) == 1 else tuple(_bare(token) for token in tokens)


def _broader(theme: str, themes: Mapping[str, ThemeEntry]) -> tuple[str, ...]:
    """Return the ancestors of a theme; a parent that is missing, or its own ancestor, is the lexicon's mistake."""
    found: list[str] = []
    parent = themes[theme].parent
    while parent is not None:
        if parent not in themes or parent in (theme, *found):
            message = f"theme `{theme}` has the parent `{parent}`, which is not a broader theme of the lexicon"
            raise LexiconError([Problem(path=f"{TABLE}.toml", message=message, hint="Name the code of another theme.")])
        found.append(parent)
        parent = themes[parent].parent
    return tuple(found)


@functools.lru_cache(maxsize=8)
def vocabulary(lexicons: Lexicons) -> Vocabulary:
    """Return the compiled themes of `lexicons`."""
    return Vocabulary(lexicons.get(TABLE, ThemesTable))


@functools.lru_cache(maxsize=8)
def fallbacks(lexicons: Lexicons) -> Vocabulary:
    """Return the words that give a theme where `vocabulary` finds none, compiled."""
    table = lexicons.get(TABLE, ThemesTable)
    replace = msgspec.structs.replace
    themes = {key: replace(e, strong=e.fallback, plain=(), weak=(), people=()) for key, e in table.theme.items()}
    return Vocabulary(replace(table, theme=themes))


@functools.lru_cache(maxsize=DISTINCT_WORDS)
def _forms(folded: str) -> frozenset[str]:
    """Return a word as it may be read, without article and joined letters."""
    return frozenset(_bare(reading) for _, reading in proclitic_splits(folded))


def _bare(folded: str) -> str:
    """Return a folded word without the article, if at least two letters remain."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 3 else folded


def _continues(text: str, words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether the words after `at` are the rest of `phrase`, with nothing but white space between them."""
    for step, token in enumerate(phrase[1:], 1):
        if at + step >= len(words):
            return False
        here, before = words[at + step], words[at + step - 1]
        if token not in _forms(here.folded) or not text[before.end : here.start].isspace():
            return False
    return True


def _after(text: str, word: Word, cut: int) -> int:
    """Return the offset at which a word begins without its first `cut` folded letters (marks and tatweel skipped)."""
    if not cut:
        return word.start
    return word.start + fold(text[word.start : word.end]).offsets[cut]
