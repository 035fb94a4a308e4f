"""Institutions that no list knows, by their wording: "وزارة الصحة المصرية", "الخارجية التركية", "الجيش المالي"."""

from __future__ import annotations

import functools
from typing import NamedTuple

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.gazetteer import Gazetteer, gazetteer
from digest.names.tables import NameWordsTable
from digest.names.tokens import Token
from digest.names.wordclass import WordClasses, word_classes

LONGEST = 8
"""Words after which the name of an institution is no name any more."""


_SHORT = 3
"""Letters of a verbal noun of the simplest form ("طعن")."""


class Body(NamedTuple):
    """An institution read from its wording."""

    first: int
    last: int
    cut: int
    prefix: str
    """Words to put before what stands in the text for the full name ("وزارة " before "الخارجية التركية")."""


class BodyReader:
    """The patterns of institutions under one set of lexicons; made once by `body_reader`."""

    def __init__(self, lexicons: Lexicons) -> None:
        table = lexicons.get("name_words", NameWordsTable)
        self.book: Gazetteer = gazetteer(lexicons)
        self.classes: WordClasses = word_classes(lexicons)
        self._heads = frozenset(fold_word(w) for w in table.institution_heads)
        self._soft = frozenset(fold_word(w) for w in table.soft_heads)
        self._ministries = frozenset(fold_word(w) for w in table.ministries)
        self._ministry = table.institution_heads[0] + " "
        self._ends = (self.classes.function, self.classes.verbs, self.classes.honorifics, self.classes.callings)
        self._bodies = _by_first(table.definite_bodies)

    def has(self, folded: str) -> bool:
        """Tell whether an institution can begin with a folded word."""
        return folded in self._ministries or folded in self._bodies or folded in self._heads | self._soft

    def at(self, tokens: tuple[Token, ...], index: int) -> Body | None:
        """Return the institution that begins at a word, or None."""
        for cut, rest in tokens[index].readings:
            if rest in self._ministries and (cut or self._opens(tokens, index)):
                last = self._nationality(tokens, index + 1)
                if last is not None and tokens[last].folded.endswith("ه"):
                    return Body(index, last, cut, self._ministry)
            for words in self._bodies.get(rest, ()):
                after = index + len(words)
                if _follows(tokens, index, words) and (last := self._nationality(tokens, after)) is not None:
                    return Body(index, last, cut, "")
            if rest in self._heads or rest in self._soft:
                last = self._named(tokens, index, soft=rest in self._soft)
                if last is not None:
                    return Body(index, last, cut, "")
        return None

    def _opens(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether no noun stands before a word: "وسائل الإعلام الألمانية" is no ministry."""
        if index == 0 or tokens[index].gap in ("break", "comma"):
            return True
        before = tokens[index - 1]
        return any(r in self.classes.verbs or r in self.classes.function for _, r in before.readings)

    def _nationality(self, tokens: tuple[Token, ...], index: int) -> int | None:
        if index < len(tokens) and tokens[index].gap == "space" and tokens[index].folded in self.classes.demonyms:
            return index if tokens[index].folded.startswith("ال") else None
        return None

    def _named(self, tokens: tuple[Token, ...], index: int, *, soft: bool) -> int | None:
        """Return the last word of a body that opens with a head; a soft head needs a name or a nationality."""
        last: int | None = None
        sure = not soft
        at = index + 1
        while at < len(tokens) and at - index < LONGEST and tokens[at].gap in ("space", "mark"):
            token = tokens[at]
            known = next(self.book.at(tokens, at), None)
            if known is not None and known.known.kind != "person" and known.cut == 0:
                last, at, sure = known.last, known.last + 1, True
                continue
            word = token.folded
            if any(word in words for words in self._ends):
                break
            first = at == index + 1
            if not self._belongs(word, first=first) and not (first and not soft and self._is_strange(word)):
                break
            named = first and (token.gap == "mark" or self.classes.of(word) in ("shaped", "family"))
            last, at = at, at + 1
            if word in self.classes.demonyms:
                return last
            sure = sure or named
        return last if sure else None

    def _qualifies(self, word: str) -> bool:
        """Tell whether a word with the article goes on with a name: no noun, and not as short as verbal nouns are."""
        if word in self.classes.definite_nouns:
            return False
        bare = word.removeprefix("ال")
        known = bare in self.classes.adjectives or word in self.classes.demonyms
        return known or len(bare) > _SHORT or bare.endswith("ي") or self.classes.of(word) == "family"

    def _is_strange(self, word: str) -> bool:
        """Tell whether a word after a sure head is a proper name, though no list and no rule of letters says so."""
        return self.classes.of(word) == "odd" and self.classes.shape(word) > 0

    def _belongs(self, word: str, *, first: bool) -> bool:
        if word.startswith("ال") and len(word) > 4:
            return first or word.endswith("يه") or self._qualifies(word)
        if word.startswith(("وال", "لل")) and len(word) > 5:
            return not first
        return first and self.classes.of(word) in ("shaped", "foreign", "family")


def _by_first(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(fold_word(phrase).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(many, key=lambda words: -len(words))) for first, many in found.items()}


def _follows(tokens: tuple[Token, ...], index: int, words: tuple[str, ...]) -> bool:
    return index + len(words) <= len(tokens) and all(
        tokens[index + i].folded == words[i] and tokens[index + i].gap == "space" for i in range(1, len(words))
    )


@functools.lru_cache(maxsize=4)
def body_reader(lexicons: Lexicons) -> BodyReader:
    """Return the patterns of institutions under `lexicons`, compiled once."""
    return BodyReader(lexicons)
