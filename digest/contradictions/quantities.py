"""Numbers of a sentence, in digits and in words, with the hedges around them, as intervals."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.arabic import Word, fold_word, proclitic_splits, words
from digest.contradictions.vocabulary import Counts, HedgeKind, Phrase, bare

ABOUT = 0.1
"""Share of a number by which "about" may miss it."""
ROUND_ZEROS = 2
"""Zeros at the end of a whole number from which it may be rounded: "4,900", "5000"."""

_DIGITS = re.compile(r"[وف]?[بلك]?(?:ال)?([0-9]{1,15})")
_SEPARATORS = ".,٫٬"
_LONGEST_PHRASE = 4


class Token(NamedTuple):
    """A word, or a number in digits with its points and commas."""

    start: int
    end: int
    readings: tuple[str, ...]
    """The word as it may be read: without joined prepositions, without the article; empty for numbers."""
    joined: bool
    """Whether "و" may be joined to it."""
    value: float | None = None
    """The value of a number in digits; NaN if it cannot be read."""
    step: float = 1.0
    """The unit of the last digit that says something: .1 for 12.5, 100 for 4900."""


class Quantity(NamedTuple):
    """A number with what hedges it: the interval in which the truth lies if the sentence is right."""

    low: float
    high: float
    slack: float
    """Half the unit to which it may be rounded."""
    start: int
    """First code point, a hedge before it included."""
    end: int
    """One past the number's last code point."""
    first: int
    """First token, a hedge before it included."""
    last: int
    """One past the number's last token."""

    def agrees(self, other: Quantity) -> bool:
        """Tell whether both may be true of one thing."""
        slack = max(self.slack, other.slack)
        return self.low <= other.high + slack and other.low <= self.high + slack


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the words of `text[start:end]`; numbers in digits are put together ("1,200", "12.5")."""
    found: list[Token] = []
    for word in words(text, start, end):
        before = found[-1] if found else None
        if before and before.value is not None and _continues(text, before, word):
            found[-1] = _number(text, before.start, word.end, joined=before.joined)
        elif _DIGITS.fullmatch(word.folded):
            found.append(_number(text, word.start, word.end, joined=word.folded.startswith("و")))
        elif any(c.isdigit() for c in word.folded):
            # "3ر1" is 1.3 to some and 3.1 to others
            found.append(Token(word.start, word.end, (), False, math.nan))
        else:
            found.append(_word(word))
    return tuple(found)


def _continues(text: str, before: Token, word: Word) -> bool:
    return word.start == before.end + 1 and text[before.end] in _SEPARATORS and word.folded.isdigit()


def _word(word: Word) -> Token:
    forms = [rest for _, rest in proclitic_splits(word.folded)]
    readings = tuple(dict.fromkeys([*(bare(form) for form in forms), *forms]))
    return Token(word.start, word.end, readings, word.folded.startswith("و"))


def _number(text: str, start: int, end: int, *, joined: bool) -> Token:
    start += next(at for at, letter in enumerate(text[start:end]) if letter.isdigit())
    plain = _plain(fold_word(text[start:end]))
    if plain is None:
        return Token(start, end, (), joined, math.nan)
    whole, _, decimals = plain.partition(".")
    zeros = len(whole) - len(whole.rstrip("0"))
    step = 10.0 ** -len(decimals) if decimals else 10.0**zeros if zeros >= ROUND_ZEROS else 1.0
    return Token(start, end, (), joined, float(plain), step)


def _plain(written: str) -> str | None:
    """Return digits with a decimal point at most; None for "1.200", which some read as 1200 and some as 1.2."""
    groups = re.split("[.,٫٬]", written)
    marks = re.findall("[.,٫٬]", written)
    if not marks:
        return written
    triples = all(len(group) == 3 for group in groups[1:])
    if triples and (len(marks) > 1 or marks[0] in ",٬"):
        return "".join(groups) if len(set(marks)) == 1 else None
    if len(marks) == 1 and not (triples and marks[0] == "."):
        return f"{groups[0]}.{groups[1]}"
    return None


# ---------------------------------------------------------------------------------------------------- reading


class _Reading(NamedTuple):
    value: float
    step: float
    last: int
    """One past its last token."""
    multiple: float
    """The multiplier that was read ("million"), 1 for none."""


def quantities(text: str, found: Sequence[Token], counts: Counts) -> Iterator[Quantity]:
    """Yield the numbers among the tokens of a sentence, left to right, none overlapping."""
    at = 0
    while at < len(found):
        reading = _read(found, at, counts)
        if reading is None:
            at += 1
            continue
        quantity = _hedged(text, found, at, reading, counts)
        if quantity is not None:
            yield quantity
        at = quantity.last if quantity else reading.last
        at += len(unit_after(found, at, counts)[1])


def _read(found: Sequence[Token], at: int, counts: Counts) -> _Reading | None:
    """Read a number: "27", "12 ألفا", "خمسة وعشرين", "ثلاثة آلاف ومئتين"."""
    total = _piece(found, at, counts)
    if total is None:
        return None
    while total.multiple >= 1000 and total.last < len(found) and found[total.last].joined:
        more = _piece(found, total.last, counts)
        if more is None or not more.value < total.multiple:
            break
        total = _Reading(total.value + more.value, more.step, more.last, more.multiple)
    return total


def _piece(found: Sequence[Token], at: int, counts: Counts) -> _Reading | None:
    """Read a number below a thousand with the multiplier after it, or a multiplier alone."""
    token = found[at]
    double = _look(token, counts.doubles)
    if double is not None:
        return _Reading(2.0 * double, double, at + 1, double)
    single = _look(token, counts.multipliers)
    if single is not None:
        return _Reading(single, single, at + 1, single)
    if token.value is not None:
        value, step, last = token.value, token.step, at + 1
    else:
        below = _below_thousand(found, at, counts)
        if below is None:
            return None
        value, step, last = float(below[0]), 1.0, below[1]
    if last < len(found) and not found[last].joined:
        multiple = _look(found[last], counts.multipliers)
        if multiple is not None:
            return _Reading(value * multiple, step * multiple, last + 1, multiple)
    return _Reading(value, step, last, 1)


def _below_thousand(found: Sequence[Token], at: int, counts: Counts) -> tuple[int, int] | None:
    """Read "مئة وخمسة وعشرون" or "ثلاث مئة"; return the value and one past its last token."""
    hundreds = _look(found[at], counts.hundreds)
    last = at + 1
    if hundreds is None:
        tens = _below_hundred(found, at, counts)
        if tens is None or tens[0] >= 10 or tens[1] >= len(found) or found[tens[1]].joined:
            return tens
        if _look(found[tens[1]], counts.hundreds) != 100:
            return tens
        hundreds, last = 100 * tens[0], tens[1] + 1
    if last < len(found) and found[last].joined:
        rest = _below_hundred(found, last, counts)
        if rest is not None:
            return hundreds + rest[0], rest[1]
    return hundreds, last


def _below_hundred(found: Sequence[Token], at: int, counts: Counts) -> tuple[int, int] | None:
    """Read "سبعة", "سبعة عشر", "سبعة وعشرون"."""
    for phrase in phrases(found[at : at + 2]):
        if phrase in counts.compounds:
            return counts.compounds[phrase], at + 2
    value = _look(found[at], counts.small)
    if value is None or value >= 100:
        return None
    if value < 10 and at + 1 < len(found):
        after = found[at + 1]
        tens = _look(after, counts.small)
        if tens == 10 and not after.joined:
            return value + 10, at + 2
        if tens is not None and after.joined and 20 <= tens <= 90:
            return value + tens, at + 2
    return value, at + 1


def _look(token: Token, table: Mapping[str, int]) -> int | None:
    return next((table[reading] for reading in token.readings if reading in table), None)


# ---------------------------------------------------------------------------------------------------- hedging


def _hedged(text: str, found: Sequence[Token], at: int, reading: _Reading, counts: Counts) -> Quantity | None:
    """Return the number with its hedge or as a range; None if its digits cannot be read."""
    if math.isnan(reading.value):
        return None
    value, last = reading.value, reading.last
    slack = reading.step / 2
    far = _range_end(text, found, at, reading, counts)
    if far is not None and far.value > value:
        return Quantity(value, far.value, slack, _start(found[at], counts), found[far.last - 1].end, at, far.last)
    first, kind = _hedge_before(found, at, counts)
    kind = kind or _hedge_after(found, last, counts)
    low, high = {
        None: (value, value),
        "at_least": (value, math.inf),
        "at_most": (0.0, value),
        "about": (value * (1 - ABOUT), value * (1 + ABOUT)),
    }[kind]
    return Quantity(low, high, slack, _start(found[first], counts), found[last - 1].end, first, last)


def _start(token: Token, counts: Counts) -> int:
    """Return where a number begins, without the "and" that is joined to it ("واحد" has none)."""
    conjunction = token.value is None and token.joined and token.readings[0] not in counts.small
    return token.start + conjunction


def _range_end(text: str, found: Sequence[Token], at: int, reading: _Reading, counts: Counts) -> _Reading | None:
    """Return the second number of "بين 5 و7", "5 إلى 7" or "5-7"."""
    last = reading.last
    if last >= len(found):
        return None
    gap = text[found[last - 1].end : found[last].start].strip()
    announced = at > 0 and counts.range_before.intersection(found[at - 1].readings)
    if gap in ("-", "–", "—") or (found[last].joined and announced):
        return _read(found, last, counts)
    if not gap and counts.range_between.intersection(found[last].readings) and last + 1 < len(found):
        return _read(found, last + 1, counts)
    return None


def _hedge_before(found: Sequence[Token], at: int, counts: Counts) -> tuple[int, HedgeKind | None]:
    for size in range(min(_LONGEST_PHRASE, at), 0, -1):
        for phrase in phrases(found[at - size : at]):
            if phrase in counts.hedges_before:
                return at - size, counts.hedges_before[phrase]
    return at, None


def _hedge_after(found: Sequence[Token], last: int, counts: Counts) -> HedgeKind | None:
    """Find the hedge behind the number and up to two words of what is counted: "32 قتيلا على الأقل"."""
    for skip in range(3):
        for size in (3, 2, 1):
            for phrase in phrases(found[last + skip : last + skip + size]):
                if len(phrase) == size and phrase in counts.hedges_after:
                    return counts.hedges_after[phrase]
    return None


def unit_after(found: Sequence[Token], last: int, counts: Counts) -> tuple[str | None, Phrase]:
    """Return the name of a unit that is written in several words ("في المئة") and those words, if they follow."""
    for size in (3, 2, 1):
        for phrase in phrases(found[last : last + size]):
            if len(phrase) == size and phrase in counts.units:
                return counts.units[phrase], phrase
    return None, ()


def phrases(found: Sequence[Token]) -> Iterator[Phrase]:
    """Yield the ways to read some tokens as a phrase: only the first word may have a preposition joined to it."""
    if found and all(token.readings for token in found):
        rest = tuple(token.readings[0] for token in found[1:])
        for first in found[0].readings:
            yield (first, *rest)
