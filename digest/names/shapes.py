"""Names of people whom no list knows: where such a name begins and ends, and how strong its evidence is.

A name is read word by word from its first. Each word adds evidence by its class; what stands around the name decides
how much evidence is asked for: little after a title, more after a reporting verb, most for a bare name. A name never
runs over punctuation, a verb, a word of grammar or a place.
"""

from __future__ import annotations

import functools
from typing import Literal, NamedTuple

from digest.lexicon import Lexicons
from digest.names.surnames import SURE, Surnames
from digest.names.tokens import Token
from digest.names.wordclass import AND, CLITICS, NameClass, WordClasses, word_classes

Context = Literal["title", "honorific", "apposition", "nationality", "cue", "item", "aside", "followed", "list", "bare"]
"""What stands around a name: a title, an honorific (after which a surname may stand alone), a title and a comma, an
adjective of nationality, a reporting verb, a word that names people ("كل من"), commas on both sides, a comma and a
title after it, another person and "and", or nothing that tells."""

LONGEST = 8
"""Words after which a name is no name any more ("سعود بن هلال بن حمد آل سعيد" has seven)."""

_WEIGHT: dict[NameClass, float] = {
    "given": 2.0, "foreign": 2.0, "family": 1.25, "shaped": 1.25, "weak": 1.0, "part": 1.5, "particle": 1.0,
    "tail": 0.5, "odd": 0.75,
}  # fmt: skip
"""Evidence of a word of each class."""

_BOUND = 2.25
"""Evidence of a name that opens with a binding word: "عبد الرحمن", "أبو أحمد"."""

_RELATIVE = 1.75
"""Evidence of a listed surname with the article and the ending of kin ("المنصوري")."""

_NEEDED: dict[Context, float] = {
    "title": 1.5, "honorific": 1.0, "apposition": 2.25, "nationality": 2.25, "cue": 2.25, "item": 1.75, "aside": 2.0,
    "followed": 1.75, "list": 1.75, "bare": 2.75,
}  # fmt: skip
"""Evidence asked for in each context; chosen on the quotation sets together with the weights."""

_LONGEST_CHAIN = 5
"""Words of a chain of fathers before its surname ("خالد بن عمر بن سعيد | البوزيدي")."""

_OPENERS: tuple[NameClass, ...] = ("given", "foreign", "weak", "part")
"""Classes of words that open a name in every context."""

_CLITIC_CONTEXTS: tuple[Context, ...] = ("bare", "list", "aside", "item")
"""Contexts in which the first letter of a name may be a conjunction or preposition."""

_PAIR = 1.75
"""Evidence that two given names give together if neither is an everyday word ("مهند علي")."""

_IMPERFECT = "يتنس"
"""First letters of imperfect verbs: an unlisted word that opens like one begins no bare name ("يساند بوتين")."""

_ODD = -0.3
"""Log-odds per letter triple below which an unlisted word is no part of a name."""
_ODD_SURNAME = -0.6
"""The same for a word with the article: after a given name it is a surname more often than not."""


class Shape(NamedTuple):
    """A name as read from its shape."""

    first: int
    last: int
    cut: int
    words: int
    evidence: float


class ShapeReader:
    """The grammar of unlisted names under one set of lexicons; made once by `shape_reader`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.classes: WordClasses = word_classes(lexicons)
        self.surnames = Surnames(self.classes)

    def at(self, tokens: tuple[Token, ...], index: int, context: Context) -> Shape | None:
        """Return the name that begins at a word, None if the evidence does not suffice for the context."""
        for cut, rest in tokens[index].readings:
            if cut and (context not in _CLITIC_CONTEXTS or not self._clitic(tokens[index].folded, rest)):
                continue
            kind = self._opening(tokens, index, rest, context)
            if kind is None:
                continue
            shape = self._walk(tokens, index, cut, rest, kind, context in ("title", "honorific", "followed"))
            if shape is not None and self._suffices(tokens, shape, kind, context):
                return shape
        return None

    def _clitic(self, whole: str, rest: str) -> bool:
        """Tell whether the first letter of a word can be a clitic: the whole is no word, what is left is a name."""
        listed = self.classes.of(whole) in ("given", "foreign", "weak", "family")
        return not listed and not self.classes.is_exact(whole) and self.classes.of(rest) in _OPENERS

    def _opening(self, tokens: tuple[Token, ...], index: int, rest: str, context: Context) -> NameClass | None:
        """Return the class of a first word, None if no name opens with it in this context."""
        if self._is_compound(tokens, index, rest):
            return "given"
        kind = self._class(tokens[index], rest)
        if kind in _OPENERS:
            word = kind == "weak" and context in ("bare", "cue", "nationality")
            said = rest != tokens[index].folded and rest in self.classes.reporting
            return None if word and (said or rest in self.classes.nouns) else kind
        if context in ("bare", "aside"):
            named = kind == "shaped" and rest[:1] not in CLITICS + _IMPERFECT and self._before_surname(tokens, index)
            return kind if named else None
        if rest.startswith("ال") or (context == "followed" and rest[:1] in CLITICS + _IMPERFECT):
            return None
        strange = kind == "shaped" or (kind == "odd" and context == "title")
        joined = rest[:1] == AND or (rest[:1] in CLITICS and rest not in self.classes.transliterated)
        return kind if kind == "family" or (strange and not joined) else None

    def _before_surname(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether the surname of a curated person follows: another bearer of it ("إيفانكا ترامب")."""
        after = index + 1
        if after >= len(tokens) or tokens[after].gap != "space":
            return False
        return tokens[after].folded in self.classes.surnames

    def _class(self, token: Token, word: str) -> NameClass:
        """Return the class of a word; a preposition with a yeh where it has an alef maksura is a name ("علي")."""
        if word in self.classes.function and word in self.classes.weak and not token.maksura:
            return "weak"
        return self.classes.of(word)

    def _is_compound(self, tokens: tuple[Token, ...], index: int, word: str) -> bool:
        """Tell whether a word and the next are a compound name ("عز الدين", "حرز الله")."""
        after = index + 1
        if word not in self.classes.compounds or after >= len(tokens):
            return False
        return tokens[after].gap == "space" and tokens[after].folded in self.classes.tails

    def _walk(
        self, tokens: tuple[Token, ...], index: int, cut: int, rest: str, kind: NameClass, titled: bool
    ) -> Shape | None:
        """Walk from the first word to the last one that belongs to the name."""
        evidence = _WEIGHT.get(kind, 0.0)
        last = index
        words = 1
        if kind == "part":
            step = self._part(tokens, index)
            if step is None:
                return None
            evidence = self._bound_weight(tokens, index, step)
            last = step
        at = last + 1
        while at < len(tokens) and at - index < LONGEST and tokens[at].gap in ("space", "hyphen"):
            if words > 1 and self.surnames.has_ended(tokens, last, at):
                break
            end, gain = self._step(tokens, at, words)
            if end is None and self.surnames.closes(tokens, at, words, kind, titled=titled):
                surname = tokens[at].folded in self.classes.article_surnames
                end, gain = at, _RELATIVE if surname else _WEIGHT["odd"]
            if end is None:
                break
            evidence += gain
            words += tokens[at].folded not in self.classes.tails
            last = end
            at = end + 1
        return Shape(index, last, cut, words, evidence)

    def _step(self, tokens: tuple[Token, ...], at: int, words: int) -> tuple[int | None, float]:
        """Return the last word of the next piece of a name and its evidence; None where the name ends."""
        word = tokens[at].folded
        if self._is_compound(tokens, at, word):
            return at + 1, 1.0
        kind = self._class(tokens[at], word)
        if self._ends_before(tokens[at], kind) or (kind == "weak" and self._opens_title(tokens, at, words)):
            return None, 0.0
        if kind == "part":
            taken = self._part(tokens, at)
            return taken, _WEIGHT[kind] if taken is None else self._bound_weight(tokens, at, taken)
        if kind == "particle":
            return self._particle(tokens, at), _WEIGHT[kind]
        if kind in SURE or (kind == "weak" and (words < 3 or self.surnames.stands_last(tokens, at))):
            return at, _RELATIVE if kind == "family" and self.surnames.is_relative(word) else _WEIGHT[kind]
        strange = kind == "odd" or self.surnames.is_surname(word)
        return (at if strange and self._fits(tokens, at, words) else None), _WEIGHT["odd"]

    def _fits(self, tokens: tuple[Token, ...], at: int, words: int) -> bool:
        """Tell whether a word in no list may go on with a name of so many words: by its letters and by its place."""
        word = tokens[at].folded
        article = word.startswith("ال")
        late = article or self.surnames.is_chained(tokens, at) or self.surnames.stands_last(tokens, at)
        fathers = article and self.surnames.is_chained(tokens, at)
        named = self.classes.shape(word) > (_ODD_SURNAME if article else _ODD)
        return named and words < (_LONGEST_CHAIN if fathers else 2 + late)

    def _ends_before(self, token: Token, kind: NameClass) -> bool:
        """Tell whether a word cannot belong to a name by its form: an accusative, a feminine adjective, "and"."""
        word = token.folded
        if token.tanwin or (word in self.classes.demonyms and word.endswith("ه")):
            return True
        return word[:1] == AND and not self._opens_with_and(word, kind)

    def _opens_title(self, tokens: tuple[Token, ...], at: int, words: int) -> bool:
        """Tell whether a name that is a title too opens one here ("حاكم الإقليم"), or follows a full name."""
        after = at + 1
        if tokens[at].folded not in self.classes.heads or after >= len(tokens) or tokens[after].gap != "space":
            return False
        return words > 1 or tokens[after].folded.startswith("ال") or tokens[after].folded in self.classes.heads

    def _bound_weight(self, tokens: tuple[Token, ...], at: int, taken: int) -> float:
        """Return the evidence of a binding word with what it takes: a name of its own if that is one ("أبو أحمد")."""
        told = self.classes.of(tokens[taken].folded) in ("given", "weak")
        servant = any(rest == self.classes.servant for _, rest in tokens[at].readings)
        return _BOUND if told or servant else _WEIGHT["part"]

    def _particle(self, tokens: tuple[Token, ...], at: int) -> int | None:
        """Return the word that a particle of foreign surnames ("دي", "فون") takes with it."""
        after = at + 1
        if after >= len(tokens) or tokens[after].gap not in ("space", "hyphen"):
            return None
        return after if self.classes.of(tokens[after].folded) in ("shaped", "family", "foreign") else None

    def _opens_with_and(self, word: str, kind: NameClass) -> bool:
        """Tell whether the first letter of a word belongs to it, and is not the conjunction."""
        if kind in ("given", "foreign", "part"):
            return True
        return kind in ("family", "shaped") and self.classes.of(word[1:]) == "odd"

    def _part(self, tokens: tuple[Token, ...], at: int) -> int | None:
        """Return the word that a binding word ("بن", "عبد", "آل") takes with it."""
        start, after = at, at + 1
        while after < len(tokens) and tokens[after].gap in ("space", "hyphen"):
            if self.classes.of(tokens[after].folded) != "part" or after - start > LONGEST:
                break
            at, after = after, after + 1
        if after >= len(tokens) or tokens[after].gap not in ("space", "hyphen") or after - start > LONGEST:
            return None
        word = tokens[after].folded
        named = self._class(tokens[after], word) == "weak"
        if word in self.classes.function and not named and not self.surnames.stands_last(tokens, after):
            return None
        if tokens[at].folded == self.classes.servant and not word.startswith("ال") and word not in self.classes.weak:
            return None
        return after

    def _suffices(self, tokens: tuple[Token, ...], shape: Shape, kind: NameClass, context: Context) -> bool:
        pair = kind == "weak" and shape.words > 1 and self._is_pair(tokens, shape.first + 1)
        if shape.evidence < (_PAIR if pair else _NEEDED[context]):
            return False
        if context == "honorific":
            return shape.words > 1 or kind in ("given", "foreign", "family", "shaped")
        if shape.words < 2 and not (kind == "part" and (context != "bare" or shape.last > shape.first + 1)):
            return False
        if context == "aside" and not self.surnames.stands_last(tokens, shape.last):
            return False
        return kind != "weak" or pair or self._weak_suffices(tokens, shape, context)

    def _is_pair(self, tokens: tuple[Token, ...], second: int) -> bool:
        """Tell whether a word and the one before are given names and no everyday words ("مهند علي")."""
        word = tokens[second].folded
        told = word in self.classes.function or not self.classes.is_word(word)
        return told and self._class(tokens[second], word) == "weak" and not self._is_common(tokens[second - 1])

    def _is_common(self, token: Token) -> bool:
        """Tell whether a word is vocabulary, with a clitic or without."""
        return any(self.classes.is_exact(rest) for _, rest in token.readings)

    def _weak_suffices(self, tokens: tuple[Token, ...], shape: Shape, context: Context) -> bool:
        """Tell whether the second word makes a name of a first one that is a word too ("كريم شكر")."""
        second = tokens[shape.first + 1]
        kind = self.classes.of(second.folded)
        if context == "cue" and second.folded in self.classes.article_surnames:
            return True
        if kind in ("given", "foreign", "part") or (kind == "family" and self.surnames.is_relative(second.folded)):
            return True
        if context in ("bare", "cue"):
            return context == "cue" and kind in ("family", "shaped")
        if context in ("item", "aside", "followed"):
            if shape.words > 2 or kind in ("family", "shaped"):
                return True
            return not self._is_common(second if kind == "weak" else tokens[shape.first])
        return True


@functools.lru_cache(maxsize=4)
def shape_reader(lexicons: Lexicons) -> ShapeReader:
    """Return the grammar of unlisted names under `lexicons`, compiled once."""
    return ShapeReader(lexicons)
