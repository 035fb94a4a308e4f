"""What a line is by its own words: the cascade of rules that look at one line alone.

1. nothing but signs, addresses, hashtags or marks of templates; a ticker of headlines;
2. a line that holds only a date in figures, site furniture by the phrases of the lexicon;
3. a line that holds only a date, or a time;
4. a caption with its credit;
5. a source note;
6. a byline with its label.

Each rule leaves the line undecided where it is not sure; `context` decides the rest.
"""

from __future__ import annotations

import re
from itertools import pairwise

from digest.clean.datelines import dateline, is_dated_in_figures
from digest.clean.lexicon import KindMatcher, Names, Words
from digest.clean.lines import Piece, is_foreign, keys_of

_PLACEHOLDER = re.compile(r"[\[{<]{1,2}/?[A-Za-z_][\w -]{0,30}[\]}>]{1,2}")
_PICTURE_DATA = re.compile(r"(?:<image>|<img\b|data:image/)")
# What only code holds; a tag or a short code without attributes may stand in a sentence.
_CODE = re.compile(
    r"<iframe\s[^<>]*=|</iframe>|\[/?[a-z_]+\s+[\w-]+=[^\[\]]*\]"
    r"|\b(?:document|window)\.\w+\s*[(=.\[]|\bfunction\s*\w*\s*\(|\bvar\s+\w+\s*="
)
_RULE = "\u0640_-–—=*~.• \t"
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TICKER_GAP = re.compile(r"[ \t\xa0]{3,}")
_TICKER_HEADLINES = 5
_BESIDE_ADDRESS = 4
# Nothing is given back: a row of signs or hashtags before a word could be parted in more ways than there is time.
_TWEET = re.compile(
    r"(?:\s*+(?:https?://\S++|(?:www\.|pic\.twitter\.com/|t\.co/)\S++|[#@][^\s#@]++|[-–—:|/()]++))++\s*+"
)
_LONGEST_ROW = 20
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_LAST_DASH = re.compile(r"\s[-–—|]\s*([^-–—|]{2,30})$")
_SEPARATOR = re.compile(r"\s*[-–—|/+،,؛:]\s*|\s+[وـ_](?=\s)\s*")
_LABEL_END = re.compile(r"[:：]|\s/\s")
_COLON = re.compile(r"[:：]")


def classify(piece: Piece, words: Words) -> None:
    """Decide the role of a piece if its own words tell it."""
    if not piece.keys or not piece.text.strip(_RULE):
        piece.decide("boilerplate", "furniture:rule")
    elif piece.mark == "caption":
        piece.decide("caption", "caption:marked")
    elif _is_ticker(piece):
        piece.decide("boilerplate", "furniture:ticker")
    elif piece.brief and not _classify_signs(piece):
        _classify_words(piece, words)


def _classify_signs(piece: Piece) -> bool:
    """Decide pictures, addresses and marks of templates; tell whether the line is one."""
    if _IMAGE.fullmatch(piece.text):
        piece.decide("caption", "caption:image")
    elif _TWEET.fullmatch(piece.text) or _is_address(piece):
        piece.decide("boilerplate", "furniture:embed")
    elif _PLACEHOLDER.fullmatch(piece.text) or _PICTURE_DATA.match(piece.text) or _is_code(piece):
        piece.decide("boilerplate", "furniture:cms")
    return piece.role is not None


def _classify_words(piece: Piece, words: Words) -> None:
    """Decide a line by its words, rules 2 to 6."""
    if is_dated_in_figures(piece) and (rule := dateline(piece, words)):
        piece.decide("dateline", rule)
    elif _is_glued_row(piece, words):
        piece.decide("boilerplate", "furniture:share")
    elif matcher := furniture_kind(piece, words):
        piece.decide("boilerplate", matcher.rule)
    elif rule := dateline(piece, words):
        piece.decide("dateline", rule)
    elif rule := _caption(piece, words):
        piece.decide("caption", rule)
    elif rule := _source_note(piece, words):
        piece.decide("source-note", rule)
    elif _labelled_byline(piece, words):
        piece.decide("byline", "byline:label")


# ---------------------------------------------------------------------------------------------------- furniture


def _is_ticker(piece: Piece) -> bool:
    """Tell whether the line is a row of headlines that only wide gaps part."""
    parts = _TICKER_GAP.split(piece.text)
    if len(parts) < _TICKER_HEADLINES or not 3 * len(parts) <= piece.size <= 25 * len(parts):
        return False
    return not any(part.rstrip().endswith((".", "،", "؛")) and not part.endswith("..") for part in parts)


def _is_address(piece: Piece) -> bool:
    """Tell whether the line is an address with a name of a few words beside it."""
    rest, found = _ADDRESS.subn("", piece.text)
    return bool(found) and not piece.final and len(rest.split()) <= _BESIDE_ADDRESS


def _is_code(piece: Piece) -> bool:
    """Tell whether the line is code that a page left in its text: by signs of code, without a word of Arabic."""
    return is_foreign(piece) and bool(_CODE.search(piece.text))


def _is_glued_row(piece: Piece, words: Words) -> bool:
    """Tell whether the line is a bar of share buttons written as one word ("FacebookTwitterEmail")."""
    if not piece.text.isascii() or piece.size > 3:
        return False
    names = [name.lower() for name in _CAMEL.findall(piece.text)]
    known = next(matcher.vocabulary for matcher in words.kinds if matcher.rule == "furniture:share")
    joined = [a + b for a, b in pairwise(names)]
    fits = [name in known or any(name in pair and pair in known for pair in joined) for name in names]
    return len(names) >= 3 and all(fits)


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
    if (label := matcher.labels.match(piece.keys)) > 0 and not piece.final:
        return keys_of(piece.text.partition(":")[0]) == piece.keys[:label]
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


# ---------------------------------------------------------------------------------------------------- captions


def _caption(piece: Piece, words: Words) -> str | None:
    if piece.size > words.table.caption.longest or piece.level:
        return None
    if (bracket := _LAST_BRACKET.search(piece.text)) and is_credit(bracket[1], words):
        return "caption:credit"
    if piece.text.startswith("©") or _ends_with_agency(piece, words):
        return "caption:credit"
    label = words.caption_labels.match(piece.keys)
    if label > 0 and (_COLON.search(piece.text[:30]) or label == piece.size) and not piece.final:
        return "caption:label"
    if not piece.final and words.caption_starts.match(piece.keys) > 0:
        return "caption:words"
    return None


def _ends_with_agency(piece: Piece, words: Words) -> bool:
    """Tell whether a line that is no headline's length ends in a dash and an agency or outlet: a picture's credit.

    The first line of a page ends so as well, where it is the page's title.
    """
    found = _LAST_DASH.search(piece.text)
    if found is None or piece.final or piece.start == 0 or piece.size < 4:
        return False
    keys = keys_of(found[1])
    return keys in words.names.agencies or keys in words.names.certain


def is_credit(text: str, words: Words) -> bool:
    """Tell whether the words in a bracket credit a picture: agencies and words of credits only, numbers aside."""
    parts = [keys_of(part) for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if part]
    known = [_is_credit_part(part, words) for part in parts]
    # "(Celal Güneş - Anadolu Agency)": a photographer's name in Latin letters beside the agency
    return any(known) and all(fits or _is_latin_name(part) for part, fits in zip(parts, known, strict=True))


def _is_latin_name(keys: tuple[str, ...]) -> bool:
    return len(keys) <= 3 and all(key[0].isalpha() and key[0] < "\u0250" for key in keys)


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
    if not rest or (_LABEL_END.search(piece.text[:30]) and not piece.final):
        return True
    return is_source(rest, words.names) or rest in words.names.certain


# ---------------------------------------------------------------------------------------------------- authors


def _labelled_byline(piece: Piece, words: Words) -> bool:
    if piece.size > words.table.byline.longest or piece.final or piece.level:
        return False
    label = words.byline_labels.match(piece.keys)
    return label > 0 and (piece.size <= 4 or bool(re.search(r"[:–—/|-]", piece.text[:30])))
