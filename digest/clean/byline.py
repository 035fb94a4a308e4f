"""Lines that name an author or an outlet with a place, told by their form."""

from __future__ import annotations

import re

from digest.clean.lexicon import Words
from digest.clean.lines import Piece, keys_of
from digest.clean.single import is_source, name_parts

_DASH = re.compile(r"\s[-–—|ـ_]\s|\s*[/]\s*|\s[-–—]|[-–—]\s")
_HANDLE = re.compile(r"(?<!\S)(?:@\w{3,}|\w{3,}@|[\w.]+@[\w.]+)(?!\S)")
_LONGEST_WITH_HANDLE = 8


def is_dashed_byline(piece: Piece, words: Words) -> bool:
    """Tell whether a short line is a name and a place, or the outlet and a name, with a dash between them."""
    if not piece.brief or piece.size > 6 or piece.final or piece.asks or "#" in piece.keys or piece.level:
        return False
    if len(_DASH.findall(piece.text)) != 1:
        return False
    parts = [keys_of(part) for part in name_parts(piece.text)]
    return len(parts) == 2 and all(1 <= len(p) <= 3 and not is_source(p, words.names) for p in parts)


def has_handle(piece: Piece) -> bool:
    """Tell whether a short line holds an author's account or address beside the name."""
    return piece.brief and piece.size <= _LONGEST_WITH_HANDLE and not piece.final and bool(_HANDLE.search(piece.text))
