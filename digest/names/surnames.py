"""Surnames: which word closes a name of a person, though it is an everyday word or in no list.

A given name asks for a surname. What follows it directly is one more often than not, if it has the article, stands at
the end of a clause, or has the letters of foreign names; a surname with the article ends a name.
"""

from __future__ import annotations

from digest.names.tokens import Token
from digest.names.wordclass import AND, NameClass, WordClasses

SURE: tuple[NameClass, ...] = ("given", "foreign", "family", "tail", "shaped")
"""Classes of words that carry a name on wherever they stand."""

_FOREIGN = 1.0
"""Log-odds per letter triple from which a word after a foreign given name is its surname, though its first letter can
be a clitic ("براون", "كاول")."""

_ODDEST = -1.0
"""Log-odds per letter triple below which an unlisted word after a title and a given name is no surname."""


class Surnames:
    """What closes a name, under one set of word classes."""

    def __init__(self, classes: WordClasses) -> None:
        self.classes = classes

    def has_ended(self, tokens: tuple[Token, ...], at: int, after: int) -> bool:
        """Tell whether a surname with the article closed the name: what follows has the article too, or is no name."""
        last, word = tokens[at].folded, tokens[after].folded
        bound = at > 0 and self.classes.of(tokens[at - 1].folded) == "part"
        if bound or not last.startswith("ال") or self.classes.of(last) in ("given", "weak", "part", "tail"):
            return False
        return not word.startswith("ال") or self.classes.is_exact(word) or word in self.classes.demonyms

    def is_chained(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether the words before are a link of a chain of fathers ("بن عبد الله")."""
        return any(self.classes.of(tokens[i].folded) == "part" for i in range(max(0, at - 3), at))

    def stands_last(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether a clause ends after a word, so that a word that is a name too closes a chain of names."""
        return at + 1 >= len(tokens) or tokens[at + 1].gap in ("comma", "break")

    def closes(self, tokens: tuple[Token, ...], at: int, words: int, first: NameClass, *, titled: bool) -> bool:
        """Tell whether a word that no list takes for a name is the surname that the words before it ask for."""
        word = tokens[at].folded
        if word in self.classes.article_surnames and first in ("given", "weak", "part") and words < 4:
            return not self._opens_title(tokens, at)
        if words == 1 and first == "foreign" and self.classes.is_foreign(word, _FOREIGN):
            return True
        if words > 1 or not titled:
            return False
        if self._may_be_surname(tokens, at, first):
            return True
        if not self._is_given(tokens[at - 1]):
            return False
        unlisted = self._is_unlisted(tokens[at]) and self.classes.shape(word) > _ODDEST
        return unlisted or (self._closes_clause(tokens, at) and self._is_plain(tokens, at))

    def _is_unlisted(self, token: Token) -> bool:
        """Tell whether a word is in no list, though taking a suffix of kin off would make one of it ("عزتي")."""
        word = token.folded
        if self.classes.of(word) == "odd":
            return True
        kin = word.endswith("ي") and not word.startswith("ال") and not self.classes.is_exact(word)
        return kin and self.classes.of(word) == "word" and not any(cut for cut, _ in token.readings)

    def _opens_title(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether a word opens a title with the word after it ("الأمين المالي")."""
        after = at + 1
        if tokens[at].folded not in self.classes.heads or after >= len(tokens) or tokens[after].gap != "space":
            return False
        return tokens[after].folded.startswith("ال")

    def _is_given(self, token: Token) -> bool:
        """Tell whether a word is a given name and no everyday word."""
        return self.classes.of(token.folded) in ("given", "weak", "tail") and not self.classes.is_exact(token.folded)

    def _is_plain(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether a word is a noun or adjective as the lexicon has it, and opens no title: a surname like many."""
        word = tokens[at].folded
        if word in self.classes.heads or len(word) < 3 or (word not in self.classes.nouns | self.classes.adjectives):
            return False
        return word not in self.classes.verbs or self.stands_last(tokens, at)

    def _closes_clause(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether a word is followed by the end of a clause, or by "and"."""
        return self.stands_last(tokens, at) or tokens[at + 1].folded[:1] == AND

    def _may_be_surname(self, tokens: tuple[Token, ...], at: int, first: NameClass) -> bool:
        """Tell whether any word with the article, or a place, is a surname: after a title and one given name it is."""
        token, word = tokens[at], tokens[at].folded
        if first not in ("given", "weak"):
            return False
        if first == "weak" and self.classes.is_exact(word) and not self._is_given(tokens[at - 1]):
            return False
        if word in self.classes.places:
            return True
        if not word.startswith("ال") or len(word) <= 4 or token.gap != "space":
            return False
        return not any(
            word in words for words in (self.classes.function, self.classes.title_adjectives, self.classes.heads)
        )

    def is_relative(self, word: str) -> bool:
        """Tell whether a surname is one beyond doubt: a curated person's, or an adjective of kin ("المنصوري")."""
        if word in self.classes.surnames:
            return True
        return word.startswith("ال") and word.endswith("ي") and word not in self.classes.demonyms

    def is_surname(self, word: str) -> bool:
        """Tell whether a word with the article is vocabulary only by its ending ("البنيان")."""
        if not word.startswith("ال") or len(word) <= 5 or word in self.classes.places:
            return False
        return not self.classes.is_exact(word) and not self.classes.is_derived(word)
