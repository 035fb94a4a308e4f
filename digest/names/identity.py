"""What the id of an unlisted person is made of: the part of a name that its spellings and shortenings share.

The most frequent spelling changes as articles arrive, and with it would an id that hangs on it. The minimal form does
not count: the given name with the father's for a chain of fathers ("محمد بن زايد" of "محمد بن زايد آل نهيان"), else the
given name with the surname ("كارلوس فيراري" of "كارلوس بنديتو فيراري"); foreign names by their consonants, so that
"غارسيلو" and "جارسيلو" are one.
"""

from __future__ import annotations

from digest.names.spelling import sound_key, squeeze
from digest.names.wordclass import WordClasses


def minimal_form(words: tuple[str, ...], classes: WordClasses) -> str:
    """Return the minimal form of a name of folded words; equal for the spellings of one name, never empty."""
    first = _end_of_piece(words, 0, classes)
    given = squeeze("".join(words[:first]))
    if first >= len(words):
        return given
    if words[first] in classes.parts:
        rest = words[first : _end_of_piece(words, first, classes)]
    else:
        rest = words[_start_of_last(words, first, classes) :]
    surname = squeeze("".join(rest))
    return f"{given} {surname}" if is_native(words, classes) else f"{sound_key(given)} {sound_key(surname)}"


def is_native(words: tuple[str, ...], classes: WordClasses) -> bool:
    """Tell whether a name has an Arab word, so that its spelling does not waver."""
    native = (classes.given, classes.weak, classes.parts)
    return any(word.startswith("ال") or any(word in kind for kind in native) for word in words)


def _end_of_piece(words: tuple[str, ...], start: int, classes: WordClasses) -> int:
    """Return the index after a given name with what binds to it: "عبد الرحمن", "نور الدين", "بن زايد"."""
    end = start
    while end < len(words) - 1 and words[end] in classes.parts:
        end += 1
    end += 1
    if end < len(words) and words[end] in classes.tails:
        end += 1
    return end


def _start_of_last(words: tuple[str, ...], first: int, classes: WordClasses) -> int:
    """Return the index of the surname: the last word with what binds to it."""
    start = len(words) - 1
    if words[start] in classes.tails and start > first:
        start -= 1
    while start > first and (words[start - 1] in classes.parts or words[start - 1] in classes.particles):
        start -= 1
    return start
