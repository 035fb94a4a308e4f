"""Lines that hold only a date: of publication, of an update, or the day on which the page was saved."""

from __future__ import annotations

import re

from digest.clean.lexicon import Words
from digest.clean.lines import Piece, folded_text

# "2024/5/7", also where a page writes it twice without a gap ("7/10/20257/10/2025")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{2,4}(?!\d)|(?:19|20)\d\d(?=\d{1,2}[-/.]\d))"
)
_ISO_TIME = re.compile(
    r"(?:\d{4}-\d\d-\d\d\s+)?\d{4}-\d\d-\d\d[Tt@ ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?\s*(?:[Zz]|[+-]\d\d:?\d\d|gmt|utc)?"
)
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_NAME_BEFORE_DATE = 5
_NAME_BEHIND_DATE = 3
_DASHED = re.compile(r"\s[-–—|]\s")


def is_dated_in_figures(piece: Piece) -> bool:
    """Tell whether a date in figures stands in the line."""
    return bool(_NUMERIC_DATE.search(folded_text(piece)))


def dateline(piece: Piece, words: Words) -> str | None:
    """Return the rule by which a line holds only a date, or a place and a date; None if it says more."""
    if piece.size > words.table.dateline.longest:
        return None
    label = max(words.date_labels.match(piece.keys), 0)
    rest = piece.keys[label:]
    if words.date_whole.is_whole(rest):
        return "dateline:relative"
    strange = sum(key not in words.date_words for key in rest)
    if not _is_dated(piece, rest, words):
        return "dateline:time" if strange == 0 and _TIME.search(folded_text(piece)) else None
    return _dated_line(piece, words, label, strange)


def _dated_line(piece: Piece, words: Words, label: int, strange: int) -> str | None:
    """Return the rule of a line that holds a date; `strange` words behind the label are none of a date's."""
    if label:
        return "dateline:label" if strange <= 2 else None
    if strange == 0 or _ISO_TIME.fullmatch(folded_text(piece)):
        return "dateline:date"
    if _is_labelled_later(piece, words):
        return "dateline:label"
    return "dateline:place" if strange <= 3 and _is_placed_date(piece, words) else None


def _is_labelled_later(piece: Piece, words: Words) -> bool:
    """Tell whether a name of a few words stands before a labelled date: "… نشر في: 13 يوليو 2021"."""
    for at, end in words.date_labels.positions(piece.keys):
        if 0 < at <= _NAME_BEFORE_DATE and all(key in words.date_words for key in piece.keys[end:]):
            return piece.keys[at:].count("#") >= 1 and not piece.final
    return False


def _is_dated(piece: Piece, keys: tuple[str, ...], words: Words) -> bool:
    """Tell whether the line holds a date in figures, or a number with a month."""
    has_month = "#" in keys and any(key in words.months for key in keys)
    return has_month or bool(_NUMERIC_DATE.search(folded_text(piece)))


def _is_placed_date(piece: Piece, words: Words) -> bool:
    """Tell whether a full date follows a place of one or two words: "الرياض 26 شوال 1436 هـ … واس"."""
    known = [key in words.date_words for key in piece.keys]
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    behind = piece.keys[last + 1 :]
    full = piece.keys.count("#") >= 2 and all(known[first : last + 1]) and not piece.final
    if not full or first > 2:
        return False
    # "31 مارس 2022 – الأفق": a name of a few words that a dash sets off
    named = first == 0 and len(behind) <= _NAME_BEHIND_DATE and bool(_DASHED.search(piece.text))
    return not behind or named or behind in words.names.agencies or _are_places(behind, words)


def _are_places(keys: tuple[str, ...], words: Words) -> bool:
    return keys in words.names.places or all((key,) in words.names.places for key in keys)
