"""What a line is by its own words: the cascade of rules that look at one line alone.

1. nothing but signs, addresses or hashtags;
2. site furniture, by the phrases of the lexicon;
3. a line that holds only a date, or a time;
4. a caption with its credit;
5. a source note;
6. a byline with its label.

Each rule leaves the line undecided where it is not sure; `context` decides the rest.
"""

from __future__ import annotations

import re

from digest.clean.lexicon import KindMatcher, Names, Words
from digest.clean.lines import Piece, folded_text, keys_of

_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_TWEET = re.compile(r"(?:\s*(?:https?://\S+|(?:www\.|pic\.twitter\.com/|t\.co/)\S+|[#@][^\s#@]+|[-–—:|/()]+))+\s*")
_LONGEST_ROW = 20
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_SEPARATOR = re.compile(r"\s*[-–—|/+،,؛:]\s*|\s+و(?=\s)\s*")
_COLON = re.compile(r"[:：]")


def classify(piece: Piece, words: Words) -> None:
    """Decide the role of a piece if its own words tell it."""
    if not piece.keys:
        piece.decide("boilerplate", "furniture:rule")
    elif piece.mark == "caption":
        piece.decide("caption", "caption:marked")
    elif not piece.brief:
        return
    elif _IMAGE.fullmatch(piece.text):
        piece.decide("caption", "caption:image")
    elif _TWEET.fullmatch(piece.text):
        piece.decide("boilerplate", "furniture:embed")
    elif matcher := furniture_kind(piece, words):
        piece.decide("boilerplate", matcher.rule)
    elif rule := _dateline(piece, words):
        piece.decide("dateline", rule)
    elif rule := _caption(piece, words):
        piece.decide("caption", rule)
    elif rule := _source_note(piece, words):
        piece.decide("source-note", rule)
    elif _labelled_byline(piece, words):
        piece.decide("byline", "byline:label")


# ---------------------------------------------------------------------------------------------------- furniture


def furniture_kind(piece: Piece, words: Words) -> KindMatcher | None:
    """Return the kind of furniture that the line is: by all its words, by its beginning, by a phrase inside."""
    keys = piece.keys
    if keys[0] in words.line_beginnings:
        for matcher in words.kinds:
            if matcher.whole.is_whole(keys) or _is_vocabulary(piece, matcher):
                return matcher
        for matcher in words.kinds:
            if piece.size <= matcher.kind.longest and _begins(piece, matcher):
                return matcher
        if _is_row_of_buttons(piece, words):
            return next(matcher for matcher in words.kinds if matcher.whole.match(keys) > 0)
    if not words.inner_beginnings.isdisjoint(keys):
        for matcher in words.kinds:
            if piece.size <= matcher.kind.longest and matcher.anywhere.found_in(keys):
                return matcher
    return None


def _begins(piece: Piece, matcher: KindMatcher) -> bool:
    """Tell whether the line begins with a phrase; one that ends as a sentence does must go on after a colon."""
    end = matcher.starts.match(piece.keys)
    if end < 0:
        return False
    return not piece.final or end >= 3 or bool(_COLON.search(piece.text[:60]))


def _is_row_of_buttons(piece: Piece, words: Words) -> bool:
    """Tell whether the line is made of two or more phrases that could each be a line of their own."""
    at = 0
    while 0 <= at < piece.size <= _LONGEST_ROW:
        at = words.buttons.match(piece.keys, at)
    return at == piece.size and not piece.final


def _is_vocabulary(piece: Piece, matcher: KindMatcher) -> bool:
    """Tell whether the line is a bar of buttons or menu entries: two words or more, all of them known ones."""
    return 2 <= piece.size <= 40 and not piece.final and all(key in matcher.vocabulary for key in piece.keys)


# ---------------------------------------------------------------------------------------------------- dates


def _dateline(piece: Piece, words: Words) -> str | None:
    if piece.size > words.table.dateline.longest:
        return None
    label = max(words.date_labels.match(piece.keys), 0)
    rest = piece.keys[label:]
    if words.date_whole.is_whole(rest):
        return "dateline:relative"
    strange = sum(key not in words.date_words for key in rest)
    if not _is_dated(piece, rest, words):
        return "dateline:time" if strange == 0 and _TIME.search(folded_text(piece)) else None
    if label:
        return "dateline:label" if strange <= 2 else None
    if strange == 0:
        return "dateline:date"
    return "dateline:place" if strange <= 3 and _is_placed_date(piece, words) else None


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
    return full and first <= 2 and (not behind or behind in words.names.agencies)


# ---------------------------------------------------------------------------------------------------- captions


def _caption(piece: Piece, words: Words) -> str | None:
    if piece.size > words.table.caption.longest or piece.level:
        return None
    if (bracket := _LAST_BRACKET.search(piece.text)) and is_credit(bracket[1], words):
        return "caption:credit"
    label = words.caption_labels.match(piece.keys)
    if label > 0 and (_COLON.search(piece.text[:30]) or label == piece.size) and not piece.final:
        return "caption:label"
    if not piece.final and words.caption_starts.match(piece.keys) > 0:
        return "caption:words"
    return None


def is_credit(text: str, words: Words) -> bool:
    """Tell whether the words in a bracket credit a picture: agencies and words of credits only, numbers aside."""
    parts = [keys_of(part) for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if part]
    return bool(parts) and all(_is_credit_part(part, words) for part in parts)


def _is_credit_part(keys: tuple[str, ...], words: Words) -> bool:
    if keys in words.names.agencies or keys in words.names.outlets:
        return True
    return any(key != "#" for key in keys) and all(
        key == "#" or key in words.caption_credits or key in words.months for key in keys
    )


# ---------------------------------------------------------------------------------------------------- sources


def name_parts(text: str) -> list[str]:
    """Return the parts of a line of names, as written, split at strokes, dashes, plus signs and commas."""
    bare = text.strip(" \t\xa0.()[]")
    return [part for part in _SEPARATOR.split(bare) if part.strip()]


def is_source(keys: tuple[str, ...], names: Names) -> bool:
    """Tell whether the words are an agency or a general word for agencies."""
    return keys in names.agencies or keys in names.generic


def _source_note(piece: Piece, words: Words) -> str | None:
    if piece.size > words.table.source.longest or piece.level:
        return None
    label = words.source_labels.match(piece.keys)
    if label > 0:
        return "source:label" if _is_labelled_source(piece, label, words) else None
    parts = [keys_of(part) for part in name_parts(piece.text)]
    agencies = [is_source(part, words.names) for part in parts]
    if parts and all(agencies):
        return "source:agencies"
    # "العربي - وكالات": a name of up to three words beside agencies
    short = all(agency or len(part) <= 3 for part, agency in zip(parts, agencies, strict=True))
    beside = any(agencies) and short and len(parts) <= 4 and not piece.final and "#" not in piece.keys
    return "source:agencies" if beside else None


def _is_labelled_source(piece: Piece, label: int, words: Words) -> bool:
    """Tell whether what follows "المصدر" is a source: after a colon any name, else a known one."""
    rest = piece.keys[label:]
    if not rest or (_COLON.search(piece.text[:30]) and not piece.final):
        return True
    return is_source(rest, words.names) or rest in words.names.certain


# ---------------------------------------------------------------------------------------------------- authors


def _labelled_byline(piece: Piece, words: Words) -> bool:
    if piece.size > words.table.byline.longest or piece.final or piece.level:
        return False
    label = words.byline_labels.match(piece.keys)
    return label > 0 and (piece.size <= 4 or bool(re.search(r"[:–—/|-]", piece.text[:30])))
