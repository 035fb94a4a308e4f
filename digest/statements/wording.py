"""Two wordings held against each other: what they share, and whether they may be one statement."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from digest.arabic import stem, words
from digest.contradictions.vocabulary import negation_stems, opposite_stems
from digest.events.vocabulary import stop_words
from digest.lexicon import Lexicons
from digest.records import QuoteRef, Record

# Chosen together on the quotations of the development articles, for precision.
SHORTEST = 3
"""Content words that the shorter wording needs to be found in the longer one without a change."""
SHORTEST_EDITED = 5
"""Content words that it needs to be found with changes, or in articles of different times."""
SHORTEST_UNNAMED = 8
"""Content words that it needs where one of the speakers is not known."""
EDITED = 0.8
"""Share of the shorter wording's content words that stand in the longer one, in order."""
TRANSLATED = 0.5
"""Dice coefficient of the content words, weighted by rarity, for translations."""
SHARED = 4
"""Content words that translations share."""
ALL_OF_IT = 0.8
"""Share of the longer wording's length from which the shorter one leaves nothing out."""
DAYS = 1
"""Days that may lie between articles that tell of the same time."""
COMPARED_WORDS = 3000
"""Longest wordings that are compared word by word; longer ones are shown whole."""

_DENIED = "-"
"""Stands in `Wording.signed` for each word that turns a statement round: "لا" and "لن" deny alike."""


class Segment(Record, frozen=True, kw_only=True):
    """A stretch of two wordings: the same in both, or different."""

    same: bool
    """Whether the words are the same after folding."""
    a: str
    """The characters of the first wording, verbatim; empty if it has nothing here."""
    b: str
    """The characters of the second."""


def differences(a: str, b: str) -> tuple[Segment, ...]:
    """Return two wordings side by side: stretches of equal and of different words, alternating.

    The `a` parts joined are `a`, the `b` parts joined are `b`; words are equal if they fold to the same letters.
    Wordings of more than `COMPARED_WORDS` are one stretch.
    """
    left, right = _pieces(a), _pieces(b)
    if max(len(left), len(right)) > COMPARED_WORDS:
        return (Segment(same=[word for word, _ in left] == [word for word, _ in right], a=a, b=b),)
    found: list[Segment] = []
    steps = Indel.opcodes([folded for folded, _ in left], [folded for folded, _ in right])
    for step in steps:
        same = step.tag == "equal"
        one = "".join(text for _, text in left[step.src_start : step.src_end])
        two = "".join(text for _, text in right[step.dest_start : step.dest_end])
        if found and found[-1].same == same:
            last = found.pop()
            one, two = last.a + one, last.b + two
        found.append(Segment(same=same, a=one, b=two))
    return tuple(found)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, folded, each with its characters up to the next word.

    A text without words is one piece.
    """
    found = [word for word in words(text) if word.folded]
    folded = [word.folded for word in found] or [""]
    starts = [0, *(word.start for word in found[1:]), len(text)]
    return [(word, text[a:b]) for word, (a, b) in zip(folded, itertools.pairwise(starts), strict=True)]


class Wording(NamedTuple):
    """A quotation as it is compared."""

    ref: QuoteRef
    content: tuple[str, ...]
    """Stems of its words without function words; numbers in digits stay."""
    signed: tuple[str, ...]
    """The same with the words that turn a statement round."""
    stems: frozenset[str]
    """The content words, each once."""
    negations: int
    """Words in it that turn a statement round."""
    numbers: frozenset[str]
    """Numbers in digits."""
    sides: frozenset[tuple[int, int]]
    """Which sides it takes of what has two ("raise" and "lower"): number of the pair, and of its half."""
    day: dt.date | None
    """Day on which its article was published."""


def read_wording(ref: QuoteRef, day: dt.date | None, lexicons: Lexicons) -> Wording:
    """Return a quotation ready to be compared; `day` is the day of its article."""
    stops, negations, opposites = stop_words(lexicons).function, negation_stems(lexicons), opposite_stems(lexicons)
    stems = [_stem(word.folded, negations) for word in words(ref.quote.text)]
    content = tuple(s for s in stems if s not in stops or s.isdigit())
    return Wording(
        ref=ref,
        content=content,
        signed=tuple(_DENIED if s in negations else s for s in stems if s in negations or s in content),
        stems=frozenset(content),
        negations=sum(s in negations for s in stems),
        numbers=frozenset(s for s in stems if s.isdigit()),
        sides=frozenset(opposites[s] for s in stems if s in opposites),
        day=day,
    )


def _stem(folded: str, negations: frozenset[str]) -> str:
    """Return what a word is compared by: digits as they are, a denial without "and" before it ("ولن", "فلا")."""
    if folded.isdigit():
        return folded
    bare = stem(folded[1:])
    return bare if folded[:1] in "وف" and bare in negations else stem(folded)


def rarity(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Return how telling each content word is: the fewer of these quotations hold it, the more."""
    held = [wording.stems for wording in wordings]
    counts = Counter(s for one in held for s in one)
    return {s: math.log(1 + len(held) / count) for s, count in counts.items()}


def same_words(one: Wording, two: Wording) -> tuple[int, float]:
    """Return how surely two wordings of different articles are one text, cut or edited; (0, 0) if they are not.

    The first value counts the content words that they share in order, so that of two quotations of one article the
    one that says more of it is taken.
    """
    longer, shorter = (one, two) if len(one.content) >= len(two.content) else (two, one)
    size = len(shorter.content)
    named = _speakers(one, two)
    if named is None or size < _needed(one, two, named=named):
        return 0, 0.0
    if _holds(longer.signed, shorter.signed):
        return size, 2.0
    if size < SHORTEST_EDITED or not _same_sense(longer, shorter):
        return 0, 0.0
    ordered = LCSseq.similarity(longer.content, shorter.content)
    return (ordered, ordered / size) if ordered / size >= EDITED else (0, 0.0)


def same_sense(one: Wording, two: Wording, weights: Mapping[str, float]) -> float:
    """Return how surely two wordings are translations of one statement; 0 if they are not taken to be.

    Only words of one known speaker and of one time are held to be the same statement in other words.
    """
    longer, shorter = (one, two) if len(one.content) >= len(two.content) else (two, one)
    if not _speakers(one, two) or not are_near(one, two) or len(shorter.content) < SHORTEST:
        return 0.0
    if not _same_sense(longer, shorter):
        return 0.0
    left, right = longer.stems, shorter.stems
    common = left & right
    if len(common) < SHARED:
        return 0.0
    total = math.fsum(weights[s] for side in (left, right) for s in side)
    dice = 2 * math.fsum(weights[s] for s in common) / total
    return dice if dice >= TRANSLATED else 0.0


def are_near(one: Wording, two: Wording) -> bool:
    """Tell whether two quotations are of the same time: of one event, or of articles of neighbouring days."""
    if one.ref.event is not None and one.ref.event == two.ref.event:
        return True
    return one.day is not None and two.day is not None and abs((one.day - two.day).days) <= DAYS


def _speakers(one: Wording, two: Wording) -> bool | None:
    """Tell whether both speakers are known; None if they are and differ."""
    if one.ref.speaker is None or two.ref.speaker is None:
        return False
    return True if one.ref.speaker == two.ref.speaker else None


def _needed(one: Wording, two: Wording, *, named: bool) -> int:
    if not named:
        return SHORTEST_UNNAMED
    return SHORTEST if are_near(one, two) else SHORTEST_EDITED


def _same_sense(longer: Wording, shorter: Wording) -> bool:
    """Tell whether a changed wording may say the same: it must not deny what the other says.

    The longer one may hold denials in the part that the shorter one leaves out, not at the very words. Other numbers,
    or the other side of a pair ("raise", "lower"), make another statement.
    """
    if longer.numbers and shorter.numbers and longer.numbers.isdisjoint(shorter.numbers):
        return False
    if _holds(longer.content, shorter.content) and not _holds(longer.signed, shorter.signed):
        return False
    if any((pair, 1 - half) in longer.sides and (pair, half) not in longer.sides for pair, half in shorter.sides):
        return False
    if len(shorter.content) >= ALL_OF_IT * len(longer.content):
        return shorter.negations == longer.negations
    return shorter.negations <= longer.negations


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Tell whether the one sequence stands in the other without a gap, and not right after a word that denies it."""
    cut, whole = f" {' '.join(shorter)} ", f" {' '.join(longer)} "
    return cut in whole.replace(f" {_DENIED}{cut}", " ")
