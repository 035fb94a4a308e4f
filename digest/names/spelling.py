"""When two spellings are one name: glue, transliteration and slips of the pen, with a safe distance.

News Arabic writes foreign names by ear: long vowels come and go, g is غ, ج, ق or ك, words are split or joined, and a
letter is mistyped. Arabic names are not written by ear: محمد and محمود, حسن and حسين are different people, so two
words of the list of Arabic names are never variants of one another.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from digest.arabic import fold_word, remembered

_SPACES = re.compile(r"[\s\-\u2010\u2011]+")
# One letter for the letters between which transliterations waver; vowels and their seats vanish.
_SOUND = str.maketrans(
    {**dict.fromkeys("غقك", "ج"), **dict.fromkeys("ثط", "ت"), **dict.fromkeys("ذض", "د"), **dict.fromkeys("صزظ", "س")}
    | {**dict.fromkeys("خح", "ه"), **dict.fromkeys("اويءئؤهع", "")}
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")

SURE_LENGTH = 8
"""Letters of a squeezed name from which one slip of the pen may be forgiven; shorter names differ by one letter too
often. Chosen on the lexicon itself: no two curated people are confused at this length."""


def squeeze(folded: str) -> str:
    """Return a folded name without spaces and hyphens."""
    return _SPACES.sub("", folded)


@remembered(100_000)
def sound_key(folded: str) -> str:
    """Return the consonants of a folded name as transliterations agree on them; the first letter counts always."""
    squeezed = squeeze(folded)
    if not squeezed:
        return ""
    head = squeezed[0] if squeezed[0] not in "اوي" else "ا"
    return _DOUBLE.sub(r"\1", (head + squeezed[1:]).translate(_SOUND)) or head


def name_key(name: str) -> str:
    """Return what is equal for spellings that differ in hamza, marks, spaces and glue ("عبد الله", "عبدالله")."""
    return squeeze(fold_word(name))


def same_word(left: str, right: str) -> bool:
    """Tell whether two folded words can be spellings of one foreign name."""
    if left == right:
        return True
    short = min(len(left), len(right))
    if short < 4 or (left[0] != right[0] and not {left[0], right[0]} <= set("غجكق")):
        return False
    if sound_key(left) == sound_key(right):
        return OSA.distance(left, right) <= (2 if short >= 5 else 1)
    return short >= SURE_LENGTH and OSA.distance(left, right) <= 1


def same_name(left: tuple[str, ...], right: tuple[str, ...], listed: frozenset[str]) -> bool:
    """Tell whether two names of folded words can be spellings of one foreign name.

    Words that pair off are compared one by one, and two different words of `listed` (given names) are variants only if
    they sound the same ("جوزف", "جوزيف"); names whose words are split differently are compared without spaces.
    """
    if left == right:
        return True
    if len(left) != len(right):
        return same_squeezed("".join(left), "".join(right))
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if any(a in listed and b in listed and not _sound_same(a, b) for a, b in pairs):
        return False
    if all(same_word(a, b) for a, b in pairs):
        return True
    return len(pairs) == 1 and same_squeezed("".join(left), "".join(right))


def _sound_same(left: str, right: str) -> bool:
    """Tell whether two given names are one by their sound, a letter apart."""
    return (
        min(len(left), len(right)) > 3
        and left[0] == right[0]
        and sound_key(left) == sound_key(right)
        and OSA.distance(left, right, score_cutoff=1) <= 1
    )


def same_squeezed(left: str, right: str) -> bool:
    """Tell whether two squeezed full names (of foreign people) can be spellings of one name."""
    if left == right:
        return True
    if min(len(left), len(right)) < SURE_LENGTH or abs(len(left) - len(right)) > 2:
        return False
    if sound_key(left) == sound_key(right):
        return OSA.distance(left, right, score_cutoff=3) <= 3
    return OSA.distance(left, right, score_cutoff=1) <= 1
