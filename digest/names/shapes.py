"""Names of people whom no list knows: where such a name begins and ends, and how strong its evidence is.

A name is read word by word from its first. Each word adds evidence by its class; what stands around the name decides
how much evidence is asked for: little after a title, more after a reporting verb, most for a bare name. A name never
runs over punctuation, a verb, a word of grammar or a place.
"""

from __future__ import annotations

import functools
from typing import Literal, NamedTuple

from digest.lexicon import Lexicons
from digest.names.tokens import Token
from digest.names.wordclass import AND, CLITICS, NameClass, WordClasses, word_classes

Context = Literal["title", "honorific", "apposition", "nationality", "cue", "list", "bare"]
"""What stands before a name: a title, an honorific (after which a surname may stand alone), a title and a comma, an
adjective of nationality, a reporting verb, another person and "and", or nothing that tells."""

LONGEST = 6
"""Words after which a name is no name any more ("عبد الله بن زايد آل نهيان" has six)."""

_WEIGHT: dict[NameClass, float] = {
    "given": 2.0, "foreign": 2.0, "family": 1.0, "shaped": 1.25, "weak": 1.0, "part": 1.5, "particle": 1.0,
    "tail": 0.5, "odd": 0.75,
}  # fmt: skip
"""Evidence of a word of each class."""

_BOUND = 2.25
"""Evidence of a name that opens with a binding word: "عبد الرحمن", "أبو أحمد"."""

_RELATIVE = 1.75
"""Evidence of a listed surname with the article and the ending of kin ("المنصوري")."""

_NEEDED: dict[Context, float] = {
    "title": 1.75, "honorific": 1.0, "apposition": 2.25, "nationality": 2.25, "cue": 2.25, "list": 1.75, "bare": 2.75,
}  # fmt: skip
"""Evidence asked for in each context; chosen on the quotation sets together with the weights."""

_OPENERS: tuple[NameClass, ...] = ("given", "foreign", "weak", "part")
"""Classes of words that open a name in every context."""

_SURE: tuple[NameClass, ...] = ("given", "foreign", "family", "tail", "shaped")
"""Classes of words that carry a name on wherever they stand."""

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

    def at(self, tokens: tuple[Token, ...], index: int, context: Context) -> Shape | None:
        """Return the name that begins at a word, None if the evidence does not suffice for the context."""
        for cut, rest in tokens[index].readings:
            if cut and (context not in ("bare", "list") or not self._clitic(tokens[index].folded, rest)):
                continue
            kind = self._opening(tokens, index, rest, context)
            if kind is None:
                continue
            shape = self._walk(tokens, index, cut, rest, kind, context in ("title", "honorific"))
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
            noun = kind == "weak" and rest in self.classes.nouns and context in ("bare", "cue", "nationality")
            return None if noun else kind
        if context == "bare":
            named = kind == "shaped" and rest[0] not in CLITICS and self._before_surname(tokens, index)
            return kind if named else None
        if rest.startswith("ال"):
            return None
        strange = kind == "shaped" or (kind == "odd" and context == "title")
        return kind if kind == "family" or (strange and rest[0] != AND) else None

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
            told = self.classes.of(tokens[step].folded) in ("given", "weak")
            evidence = _BOUND if told or rest == self.classes.servant else evidence
            last = step
        at = last + 1
        while at < len(tokens) and at - index < LONGEST and tokens[at].gap in ("space", "hyphen"):
            end, gain = self._step(tokens, at, words)
            if end is None and words == 1 and titled and self._may_be_surname(tokens[at], kind):
                end, gain = at, _WEIGHT["odd"]
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
        if self._ends_before(tokens[at], kind) or (kind == "weak" and self._opens_title(tokens, at)):
            return None, 0.0
        if kind in ("part", "particle"):
            return (self._part if kind == "part" else self._particle)(tokens, at), _WEIGHT[kind]
        if kind in _SURE or (kind == "weak" and words < 3):
            return at, _RELATIVE if kind == "family" and self._is_relative(word) else _WEIGHT[kind]
        if words < 3 and (kind == "odd" or self._is_surname(word)):
            floor = _ODD_SURNAME if word.startswith("ال") else _ODD
            return (at if self.classes.shape(word) > floor else None), _WEIGHT["odd"]
        return None, 0.0

    def _ends_before(self, token: Token, kind: NameClass) -> bool:
        """Tell whether a word cannot belong to a name by its form: an accusative, a feminine adjective, "and"."""
        word = token.folded
        if token.tanwin or (word in self.classes.demonyms and word.endswith("ه")):
            return True
        return word[0] == AND and not self._opens_with_and(word, kind)

    def _opens_title(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Tell whether a name that is a title too opens one here ("حاكم الإقليم")."""
        after = at + 1
        if tokens[at].folded not in self.classes.heads or after >= len(tokens) or tokens[after].gap != "space":
            return False
        return tokens[after].folded.startswith("ال")

    def _particle(self, tokens: tuple[Token, ...], at: int) -> int | None:
        """Return the word that a particle of foreign surnames ("دي", "فون") takes with it."""
        after = at + 1
        if after >= len(tokens) or tokens[after].gap not in ("space", "hyphen"):
            return None
        return after if self.classes.of(tokens[after].folded) in ("shaped", "family", "foreign") else None

    def _may_be_surname(self, token: Token, first: NameClass) -> bool:
        """Tell whether any word with the article, or a place, is a surname: after a title and one given name it is."""
        word = token.folded
        if first not in ("given", "weak") or (first == "weak" and self.classes.is_exact(word)):
            return False
        if word in self.classes.places:
            return True
        if not word.startswith("ال") or len(word) <= 4 or token.gap != "space":
            return False
        return word not in self.classes.function and word[2:] not in self.classes.adjectives

    def _opens_with_and(self, word: str, kind: NameClass) -> bool:
        """Tell whether the first letter of a word belongs to it, and is not the conjunction."""
        if kind in ("given", "foreign"):
            return True
        return kind in ("family", "shaped") and self.classes.of(word[1:]) == "odd"

    def _is_relative(self, word: str) -> bool:
        """Tell whether a surname is one beyond doubt: a curated person's, or an adjective of kin ("المنصوري")."""
        if word in self.classes.surnames:
            return True
        return word.startswith("ال") and word.endswith("ي") and word not in self.classes.demonyms

    def _is_surname(self, word: str) -> bool:
        """Tell whether a word with the article is vocabulary only by its ending ("البنيان")."""
        if not word.startswith("ال") or len(word) <= 5 or word in self.classes.places:
            return False
        return not self.classes.is_exact(word) and not self.classes.is_derived(word)

    def _part(self, tokens: tuple[Token, ...], at: int) -> int | None:
        """Return the word that a binding word ("بن", "عبد", "آل") takes with it."""
        after = at + 1
        if after >= len(tokens) or tokens[after].gap not in ("space", "hyphen"):
            return None
        word = tokens[after].folded
        if self.classes.of(word) == "part":
            return self._part(tokens, after)
        if word in self.classes.function:
            return None
        if tokens[at].folded == self.classes.servant and not word.startswith("ال") and word not in self.classes.weak:
            return None
        return after

    def _suffices(self, tokens: tuple[Token, ...], shape: Shape, kind: NameClass, context: Context) -> bool:
        if shape.evidence < _NEEDED[context]:
            return False
        if context == "honorific":
            return shape.words > 1 or kind in ("given", "foreign", "family", "shaped")
        if shape.words < 2 and not (kind == "part" and (context != "bare" or shape.last > shape.first + 1)):
            return False
        if kind == "weak" and context in ("bare", "cue"):
            word = tokens[shape.first + 1].folded
            second = self.classes.of(word)
            sure = second in ("given", "foreign", "part") or (second == "family" and self._is_relative(word))
            return sure or (context == "cue" and second in ("family", "shaped"))
        return True


@functools.lru_cache(maxsize=4)
def shape_reader(lexicons: Lexicons) -> ShapeReader:
    """Return the grammar of unlisted names under `lexicons`, compiled once."""
    return ShapeReader(lexicons)
