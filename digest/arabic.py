"""Arabic text without loss: folding with a map back, words, sentences, clitics.

Nothing here changes an article. `fold` returns a second text in which spellings that mean the same are the same
characters, together with the offset of every folded character in the original; what is found in the folded text
is reported as a span of the original. Which characters are diacritics, alefs, yehs and teh marbutas is
camel-tools' decision (the client's package, after the Unicode standard); Persian letters, tatweel, invisible
characters, presentation forms and digits are added here, because they are what saved pages hold.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import Stemmer
from camel_tools.utils.charsets import AR_DIAC_CHARSET
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
)

from digest.records import Span

T = TypeVar("T")

# Persian and Urdu letters that Arabic sites write where Arabic has its own, and digits of both series. One
# character for one character, so that offsets hold.
_LETTERS = str.maketrans(
    {
        "\u06cc": "ي", "\u06d0": "ي", "\u06cd": "ي", "\u06a9": "ك", "\u06aa": "ك", "\u06c0": "ه", "\u06c1": "ه",
        "\u06d5": "ه", "\u06c3": "ه", "\u06af": "غ", "\u067e": "ب", "\u06a4": "ف", "\u0686": "ج", "\u0698": "ز",
        **{chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)},
    }
)  # fmt: skip

_MARKS = "".join(sorted(AR_DIAC_CHARSET)) + "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
_SPECIAL = re.compile(f"[{_MARKS}{_INVISIBLE}]+|[{_PRESENTATION}]")
_DROPPED = re.compile(f"[{_MARKS}{_INVISIBLE}]+")

ARABIC_LETTER = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc\ufb50-\ufdff\ufe70-\ufefc"
"""Body of a regular-expression class: Arabic letters, presentation forms included, without marks and digits."""

_WORD = re.compile(
    f"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669{ARABIC_LETTER}{_MARKS}\u0640\u06f0-\u06f9]"
    f"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669{ARABIC_LETTER}{_MARKS}\u0640\u06f0-\u06f9\u200c\u200d]*"
)


class Folded(NamedTuple):
    """A folded text and the way back."""

    text: str
    """The folded characters."""
    offsets: tuple[int, ...]
    """For each folded character its offset in the original; one more entry for the end of the original."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that the folded characters `start…end` came from.

        Marks that follow the last letter belong to it; an empty stretch gives an empty span.
        """
        if start == end:
            return Span(start=self.offsets[start], end=self.offsets[start])
        return Span(start=self.offsets[start], end=self.offsets[end])

    def position(self, offset: int) -> int:
        """Return the first folded position whose original offset is at least `offset`."""
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> Folded:
    """Return `text` with equal spellings made equal, and the offset of each character in `text`.

    Diacritics, tatweel and invisible characters vanish; alef, yeh, kaf, heh and teh marbuta, Persian letters,
    presentation forms and digits take one form; letters become lower case. Folding is idempotent and linear.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        offsets.extend(range(at, start))
        at = end
        if text[start] >= "\ufb50" and text[start] != "\ufeff":
            letters = _DROPPED.sub("", unicodedata.normalize("NFKC", text[start]))
            pieces.append(letters)
            offsets.extend([start] * len(letters))
    pieces.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return Folded(_fold_letters("".join(pieces)), tuple(offsets))


def _fold_letters(text: str) -> str:
    """Fold letters one for one: the length does not change."""
    text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))
    return _lower(text.translate(_LETTERS))


def _lower(text: str) -> str:
    """Make letters small, each by itself: `str.lower` looks at the neighbours of Σ and makes two of İ."""
    lower = text.lower()
    if len(lower) == len(text) and "Σ" not in text:
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


LONGEST_KEPT = 40
"""Letters of the longest word whose forms are kept for the next time: no word is longer, and a flood of such would fill
the memory."""


def remembered(maxsize: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Return a decorator that keeps a function's results for the words of ordinary length that it met last."""

    def decorate(function: Callable[[str], T]) -> Callable[[str], T]:
        kept = functools.lru_cache(maxsize)(function)

        @functools.wraps(function)
        def call(word: str) -> T:
            return kept(word) if len(word) <= LONGEST_KEPT else function(word)

        return call

    return decorate


@remembered(200_000)
def fold_word(word: str) -> str:
    """Return the folded form of a short text, without offsets."""
    return fold(word).text


class Word(NamedTuple):
    """A word of the text: letters, marks and digits without white space or punctuation."""

    start: int
    end: int
    folded: str
    """Folded form, clitics included."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of `text[start:end]` in order, with offsets into `text`."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(match.start(), match.end(), fold_word(match.group()))


# One letter each, written together with the next word: "and", "so", "by", "for", "as", future "will".
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"


def proclitic_splits(folded: str) -> tuple[tuple[int, str], ...]:
    """Return the readings of a folded word as (letters removed, rest), the whole word first.

    Conjunctions come before prepositions, prepositions before the article; "لل" is "ل" with an article whose alef
    is not written. A rest shorter than two letters is no reading.
    """
    readings = [(0, folded)]
    cut = 0
    if folded[:1] and folded[0] in _CONJUNCTIONS:
        cut = 1
        readings.append((1, folded[1:]))
    for base in dict.fromkeys((0, cut)):
        rest = folded[base:]
        if rest[:1] and rest[0] in _PREPOSITIONS:
            readings.append((base + 1, rest[1:]))
            if rest.startswith("لل"):
                readings.append((base + 1, "ال" + rest[2:]))
        elif rest.startswith("س") and base:
            readings.append((base + 1, rest[1:]))
    return tuple((n, rest) for n, rest in readings if n == 0 or len(rest) > 1)


_STEMMER = Stemmer.Stemmer("arabic")


_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)(?=..)")
_ENDINGS = (("يه", 2), ("ه", 1), ("ا", 1))
"""Feminine and tanwin endings as folding leaves them, with the letters to remove."""

_SHORTEST = 5
"""Letters that a stem needs for an ending to be removed: shorter ones would lose a root letter."""


@remembered(500_000)
def stem(folded: str) -> str:
    """Return the light stem of a folded word, for comparing texts (never for showing).

    Snowball's Arabic stemmer treats definite and indefinite nouns differently (it leaves half of the plural ending on
    the latter), so every word is given the article first; then come the endings that folding has hidden from it.
    """
    found = fold_word(str(_STEMMER.stemWord("ال" + _ARTICLE.sub("", folded))))
    for ending, length in _ENDINGS:
        if len(found) >= _SHORTEST and found.endswith(ending) and not found.endswith("يا"):
            return found[:-length]
    return found


# A sentence ends at a full stop, question or exclamation mark or ellipsis that is followed by white space (marks
# that close a quotation may stand between), or at a line end. A point between digits, or after a single letter,
# ends nothing; two points are a dash of headlines; "…word.وأضاف" lacks its white space and ends one all the same.
_SENTENCE_END = re.compile(
    r"(?:(?<!\.)\.(?!\.)|\.{3,}|[!?؟…]+)(?:[\"”“»›’'″)\]]+(?=\s|$)|(?=\s|$)|(?<=\.)(?=و[^\W\d_]{3}))|\n+"
)
_ABBREVIATION = re.compile(rf"(?:^|[\s(])[A-Za-z{ARABIC_LETTER}]\.$")


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `text` under `span`, trimmed of white space, in order."""
    found: list[Span] = []
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(start, match.start() - 3), match.start() + 1):
            continue
        _append_trimmed(found, text, start, match.end())
        start = match.end()
    _append_trimmed(found, text, start, span.end)
    return tuple(found)


def _append_trimmed(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Span(start=start, end=end))
