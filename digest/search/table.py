"""The one table by which the words of the index and of a query are compared.

It is made from `digest/lexicons/ar/search.toml`, the month names of `calendar.toml` and `digest.arabic.fold`, and it
is plain data: the Python normaliser and the one in the browser read the same JSON and follow the same steps.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from digest import arabic
from digest.errors import LexiconError
from digest.lexicon import Lexicons
from digest.search.patterns import fault_of, fault_of_replacement

TABLE_VERSION = 1
"""Raised when the meaning of the data changes, so that an old script never reads a new table."""

_BLOCKS = (
    (0x0030, 0x0039), (0x0041, 0x005A), (0x0061, 0x007A), (0x00AA, 0x00AA), (0x00AD, 0x00AD), (0x00B5, 0x00B5),
    (0x00BA, 0x00BA), (0x00C0, 0x024F), (0x0300, 0x036F), (0x0370, 0x052F), (0x0610, 0x06FF), (0x0750, 0x077F),
    (0x08A0, 0x08FF), (0x1E00, 0x1EFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2060), (0x2066, 0x2069),
    (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFEFF, 0xFEFF),
    (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
)  # fmt: skip
"""Code points that can stand in a word: digits, Latin, Greek, Cyrillic, Arabic with its forms, what is
dropped, and full-width Latin."""

_PRESENTATION = range(0xFB50, 0xFEFD)

_HAMZATED = {"أ": "أ", "إ": "أ", "آ": "أ", "ؤ": "ؤ", "ئ": "ئ", "ء": "ء"}
"""Kept apart until the last step: a hamza tells that ا does not belong to the article, and that اء is an ending."""

_FINISH = (
    ("ا[ءئؤ]$", "ا"), ("ئو", "وو"), ("اء", "اي"), ("ءي", "يي"), ("أ", "ا"), ("ؤ", "و"), ("ئ", "ي"),
)  # fmt: skip
"""The last step, in order: spellings of hamza that readers mix ("مسؤول" and "مسئول", "طائرة" and "طاءرة")."""

_TANWIN = "(?:ا\u064b|\u064bا)$"


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings that are tried together."""

    letters: tuple[str, ...]
    """The endings, longest first."""
    least: int
    """Letters that must remain."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that the rules must not touch, or that they treat alone."""

    stop: tuple[str, ...]
    with_al: tuple[str, ...]
    with_first: tuple[str, ...]
    with_alef: tuple[str, ...]
    joined: tuple[str, ...]


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of dates beside the Arabic names of months."""

    ordinals: dict[Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]?$")], tuple[str, ...]]
    """Days of a month in words, with the article, by number; 21 is written as 1 and 20."""
    teen: str
    """What makes 13 of 3."""
    links: tuple[str, ...]
    """What may stand between a day and its month."""
    parts: tuple[str, ...]
    """After these an ordinal counts them, not days."""
    months: dict[str, Annotated[int, msgspec.Meta(ge=1, le=12)]]
    """Names of months in another language."""
    shy: tuple[str, ...]
    """Those of them that count only beside a day or a year."""


class SearchLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`search.toml`."""

    article: str
    proclitics: tuple[str, ...]
    doubtful_endings: tuple[str, ...]
    endings: tuple[Endings, ...]
    words: Words
    plural_patterns: tuple[tuple[str, str], ...]
    pronouns: tuple[str, ...]
    plurals: dict[str, str]
    relations: dict[str, str]
    spellings: dict[str, str]
    """Other spellings of words that are written in several ways, each with the usual one."""
    dates: DateWords
    alike: tuple[str, ...]
    """Letters that are easily taken for each other, by group."""
    kinds: dict[str, str]
    """What a result is called, by its kind."""


class Usage(msgspec.Struct, frozen=True):
    """Month names that are other words as well."""

    only_in_a_date: tuple[str, ...]
    after_a_preposition: tuple[str, ...]


class MonthNames(msgspec.Struct, frozen=True):
    """What the search needs of `calendar.toml`."""

    gregorian: dict[Annotated[str, msgspec.Meta(pattern="^(?:[1-9]|1[0-2])$")], tuple[str, ...]]
    """By the number of the month."""
    usage: Usage


class Table(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The data itself, as both sides read it; every word in it is folded."""

    version: int
    word: str
    """Body of a regular-expression class, the same in Python and JavaScript: characters that a word consists of."""
    fold: dict[str, str]
    """For each of these characters that changes, what it becomes; the empty string for what is dropped."""
    tanwin: str
    """Pattern of an accusative ending in the unfolded word; its ا is dropped."""
    article: str
    proclitics: tuple[str, ...]
    endings: tuple[tuple[str, int], ...]
    finish: tuple[tuple[str, str], ...]
    doubtful_endings: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    with_al: tuple[str, ...] = ()
    with_first: tuple[str, ...] = ()
    with_alef: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    plurals: dict[str, str] = {}
    """Broken plurals, adjectives of countries and other spellings, to the term of what they are found under."""
    plural_patterns: tuple[tuple[str, str], ...] = ()
    """Pattern of a stem and what it becomes, with `$1` … for its groups; hamzas are still apart."""
    pronouns: tuple[str, ...] = ()
    """Endings before which a word of `plurals` is looked for."""
    months: dict[str, int] = {}
    """Month names (of one word or two) to their number."""
    shy_months: tuple[str, ...] = ()
    """Names that count as months only beside a day, a year or another name of the month."""
    ordinals: dict[str, int] = {}
    teen: str = ""
    links: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    """Letters that are easily taken for each other: on the keyboard, to the eye, to the ear."""
    kinds: dict[str, str] = {}


def fold_character(character: str) -> str | None:
    """Return what a character becomes in a search word: "" if it is dropped, None if it separates words."""
    if ord(character) in _PRESENTATION:
        character = unicodedata.normalize("NFKC", character)
    folded = "".join(_HAMZATED.get(c) or _plain(c) for c in character)
    if any(c.isspace() or not (c.isalnum() or c in _HAMZATED.values()) for c in folded):
        return None
    return folded


def _plain(character: str) -> str:
    folded = arabic.fold(character).text
    if not folded or "\u0600" <= folded <= "\u08ff":
        return folded
    letters = unicodedata.normalize("NFKD", folded).lower()
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


@functools.lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    """Return every character that can stand in a word, with what it becomes."""
    found = {}
    for first, last in _BLOCKS:
        for character in map(chr, range(first, last + 1)):
            if unicodedata.category(character) == "Cn" or (folded := fold_character(character)) is None:
                continue
            found[character] = folded
    return found


def letters_only() -> Table:
    """Return the table without words: what the words themselves are folded with."""
    characters = _characters()
    return Table(
        version=TABLE_VERSION,
        word=_class_body(sorted(map(ord, characters))),
        fold={c: folded for c, folded in characters.items() if c != folded},
        tanwin=_TANWIN,
        article="$.",
        proclitics=(),
        endings=(),
        finish=_FINISH,
    )


def _class_body(points: Iterable[int]) -> str:
    return "".join(
        f"\\u{first:04x}" if first == last else f"\\u{first:04x}-\\u{last:04x}" for first, last in _runs(points)
    )


def _runs(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for point in points:
        if point != last + 1:
            if first >= 0:
                yield first, last
            first = point
        last = point
    yield first, last


def search_lexicon(lexicons: Lexicons) -> SearchLexicon:
    """Return the table of words, validated. Raises `LexiconError` with every pattern that cannot be used."""
    found = lexicons.get("search", SearchLexicon)
    patterns: dict[tuple[str | int, ...], str] = {("article",): found.article}
    patterns |= {("proclitics", i): pattern for i, pattern in enumerate(found.proclitics)}
    patterns |= {("plural_patterns", i): pattern for i, (pattern, _) in enumerate(found.plural_patterns)}
    faults = {keys: fault for keys, pattern in patterns.items() if (fault := fault_of(pattern))}
    for i, (pattern, becomes) in enumerate(found.plural_patterns):
        keys = ("plural_patterns", i)
        if keys not in faults and (fault := fault_of_replacement(pattern, becomes)):
            faults[keys] = fault
    if faults:
        raise LexiconError([lexicons.problem("search", keys, fault) for keys, fault in faults.items()])
    return found


def month_names(lexicons: Lexicons) -> MonthNames:
    """Return the month names, validated."""
    return lexicons.get("calendar", MonthNames)
