"""Folded text as a line of tokens with the senses that dates need.

One pass of one pattern; phrases of several words ("كانون الثاني") become one token. Addresses, hashtags and handles
are opaque: the dates in them are names.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from digest.dates.vocabulary import Senses, Vocabulary

Kind = Literal["word", "number", "date", "clock", "decimal", "mark", "line", "opaque"]

BEFORE_DIGITS = frozenset({"ال", "وال", "بال", "لل", "ل", "ب", "و", "ول", "وب", "ك"})
"""Article, prepositions and "و" as they stand before digits: "الـ24", "لـ2021", "و7"."""

ARTICLES = frozenset({"ال", "وال", "بال", "لل"})
"""Those of them that belong to the number."""

_EMPTY: Senses = {}
_SEPARATOR = r"[/\-–—.\\]"
# Arabic words come first: nine tokens in ten are one. A host without a scheme has a longest length, because each letter
# of a long run of dots and dashes would look through the rest of it.
_TOKEN = re.compile(
    r"(?P<word>[\u0621-\u064a]+(?![^\W\d_]))"
    r"|(?P<opaque>https?://\S+|www\.\S+|[#@]\w+|[a-z0-9.\-]{1,80}\.(?:com|net|org|tv|me|co|ly)\b\S*)"
    rf"|(?P<date>(?<![\d.,/])(?:\d{{4}}|\d\d?)[ ]?(?P<by>{_SEPARATOR})[ ]?\d\d?[ ]?(?P=by)[ ]?"
    r"(?:\d{4}|\d\d?)(?!\d|[.,/]\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d))"
    r"|(?P<decimal>\d+(?:[.,٫٬']\d+)+)"
    r"|(?P<number>\d+)"
    r"|(?P<letters>[^\W\d_]+)"
    r"|(?P<line>\n+)"
    r"|(?P<mark>[^\w\s])"
)


class Token(NamedTuple):
    """One token of the folded text."""

    kind: Kind
    start: int
    """First folded position, proclitics excluded."""
    end: int
    text: str
    senses: Senses = _EMPTY
    clitic: str = ""
    """Proclitics written together with the word."""
    kinds: frozenset[str] = frozenset()
    """Kinds of its senses."""


def _phrase(words: list[re.Match[str]], at: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    """Return the longest phrase that begins at match `at`, and how many matches it takes."""
    match = words[at]
    text = match.group()
    phrases = vocabulary.entries.get(text)
    if phrases is None:
        return None
    for length in phrases.lengths:
        taken = words[at : at + length + 1]
        entry = phrases.by_rest.get(tuple([m[0] for m in taken[1:]])) if len(taken) > length else None
        if entry is not None:
            # "للعام" is "ل" and "العام", written with one letter less: such a preposition cannot be cut off.
            start = match.start() + entry.clitic - (entry.clitic > 0 and text.startswith("لل", entry.clitic - 1))
            clitic = text[: entry.clitic]
            return Token("word", start, taken[-1].end(), text, entry.senses, clitic, entry.kinds), length + 1
    return None


def tokenize(folded: str, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens of a folded text in order."""
    matches = list(_TOKEN.finditer(folded))
    tokens: list[Token] = []
    entries = vocabulary.entries
    at = 0
    while at < len(matches):
        match = matches[at]
        text = match[0]
        if text in entries:
            found = _phrase(matches, at, vocabulary)
            if found is not None:
                tokens.append(found[0])
                at += found[1]
                continue
        kind: Any = match.lastgroup
        tokens.append(Token("word" if kind == "letters" else kind, match.start(), match.end(), text))
        at += 1
    return tokens


class Line:
    """The tokens of one text with safe access: outside of them nothing has a sense."""

    def __init__(self, folded: str, vocabulary: Vocabulary) -> None:
        self.folded = folded
        self.vocabulary = vocabulary
        self.tokens = tokenize(folded, vocabulary)
        self._length = len(self.tokens)
        self._nothing = Token("line", len(folded), len(folded), "")

    def __len__(self) -> int:
        return self._length

    def token(self, at: int) -> Token:
        """Return the token at `at`; an empty line end outside of the text."""
        return self.tokens[at] if 0 <= at < self._length else self._nothing

    def sense(self, at: int, kind: str) -> Any:
        """Return the value of a sense of the token at `at`, None if it has no such sense."""
        return self.tokens[at].senses.get(kind) if 0 <= at < self._length else None

    def mark(self, at: int, marks: str) -> bool:
        """Tell whether the token at `at` is one of the punctuation `marks`."""
        token = self.token(at)
        return token.kind == "mark" and token.text in marks

    def skip(self, at: int, marks: str) -> int:
        """Return the position after `at` if one of `marks` stands there, else `at`."""
        return at + 1 if self.mark(at, marks) else at

    def adjacent(self, at: int) -> bool:
        """Tell whether no white space stands between the token at `at` and the one before it."""
        return 0 < at < self._length and self.tokens[at - 1].end == self.tokens[at].start
