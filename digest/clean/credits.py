"""Who published an article, and which agencies it credits."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from digest.arabic import proclitic_splits
from digest.arabic import words as words_of
from digest.clean.lexicon import Names, Words
from digest.clean.lines import Piece, keys_of
from digest.clean.single import is_source, name_parts
from digest.records import RawArticle


def find_outlet(raw: RawArticle, pieces: list[Piece], words: Words) -> str | None:
    """Return the outlet's name, from the clearest statement to the faintest; None if nothing states it.

    1. front matter; 2. the address, if its domain is known; 3. the page's metadata; 4. a source note ("العربي -
    وكالات"); 5. a dateline or byline that names a known outlet; 6. furniture that names it ("تابع … على", copyright);
    7. the bare host of the address.
    """
    if raw.front.outlet:
        return raw.front.outlet
    host = _host(raw.front.url or raw.meta_url)
    return (
        (_known_domain(host, words.names) if host else None)
        or raw.meta_outlet
        or _from_source_notes(pieces, words.names)
        or _from_bylines(pieces, words.names)
        or _from_furniture(pieces, words)
        or _from_copyright(pieces, words)
        or _from_site_name(pieces)
        or _from_lines(pieces, words)
        or host
    )


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _known_domain(host: str, names: Names) -> str | None:
    """Return the outlet of a host or of the domain that it belongs to."""
    labels = host.lower().split(".")
    return next(
        (names.domains[d] for i in range(len(labels) - 1) if (d := ".".join(labels[i:])) in names.domains), None
    )


def _from_source_notes(pieces: list[Piece], names: Names) -> str | None:
    """Read "المصادر: العربي - وكالات": under a label, the name before the agencies is the outlet's.

    Without a label, or alone, a name must be a known outlet's: "القاهرة - رويترز" begins with a place.
    """
    for piece in pieces:
        if piece.role != "source-note":
            continue
        parts = [(part.strip(), keys_of(part)) for part in name_parts(_without_label(piece))]
        parts = [(text, keys) for text, keys in parts if keys]
        others = [(text, keys) for text, keys in parts if not is_source(keys, names) and keys not in names.places]
        if known := next((names.outlets[keys] for _, keys in others if keys in names.certain), None):
            return known
        beside = len(others) == 1 and len(parts) > 1 and len(others[0][1]) <= 3 and parts[0] == others[0]
        if beside and piece.rule != "source:agencies":
            return names.outlets.get(others[0][1], others[0][0])
    return None


def _without_label(piece: Piece) -> str:
    before, colon, after = piece.text.partition(":")
    return after if colon and len(before) <= 20 else piece.text


def _from_bylines(pieces: list[Piece], names: Names) -> str | None:
    for piece in pieces:
        if piece.role in ("byline", "dateline"):
            start = next((piece.keys[:n] for n in (3, 2, 1) if piece.keys[:n] in names.certain), ())
            if start and not is_source(start, names):
                return names.outlets[start]
            for text in _candidates(piece):
                keys = keys_of(text)
                if keys in names.certain:
                    return names.outlets[keys]
                if piece.rule == "dateline:outlet" and 1 <= len(keys) <= 3 and keys not in names.places:
                    return text.strip(" \t-–—:/")
    return None


def _candidates(piece: Piece) -> Iterable[str]:
    yield from name_parts(piece.text)
    if "(" in piece.text:
        yield piece.text.partition("(")[2].partition(")")[0]


def _from_furniture(pieces: list[Piece], words: Words) -> str | None:
    """Read "تابع الجزيرة نت على", "رابط الخبر بصحيفة الوئام": the longest known name, proclitics set aside."""
    naming = {matcher.rule for matcher in words.kinds if matcher.kind.names_outlet} | {"furniture:site-name"}
    longest = max(map(len, words.names.outlets), default=0)
    for piece in pieces:
        if piece.rule not in naming:
            continue
        any_name = piece.rule in ("furniture:copyright", "furniture:site-name")
        known = words.names.outlets if any_name else words.names.certain
        for size in range(longest, 0, -1):
            for at in range(piece.size - size + 1):
                for _, bare in proclitic_splits(piece.keys[at]):
                    if (name := (bare, *piece.keys[at + 1 : at + size])) in known:
                        return words.names.outlets[name]
    return None


_NAME_WORDS = 4
_OWN_PICTURE = re.compile(r"[(\[]\s*«([^«»]{3,30})»\s*[)\]]\s*$")
_NAME_END = re.compile(r"[|/©–—.،:]|\s-\s")
_BEFORE_NAME = re.compile(r"[\s\d©–—-]*[\d©][\s\d©–—-]*")


def _from_copyright(pieces: list[Piece], words: Words) -> str | None:
    """Read "جميع الحقوق محفوظة لصحيفة الأفق 2024 ©", "… محفوظة © 2024 الأفق": the words after the phrase.

    They are a name only where "ل", a year or sign, or a word such as "صحيفة" says so: a sentence may go on there.
    """
    for piece in pieces:
        if piece.rule == "furniture:copyright" and piece.brief and (name := _owner(piece, words.names)):
            return words.names.outlets.get(keys_of(name), name)
    return None


def _owner(piece: Piece, names: Names) -> str | None:
    spoken = list(words_of(piece.text))
    folded = [word.folded for word in spoken]
    end = next((end for _, end in names.reserved.positions(folded)), len(spoken))
    while end < len(spoken) and (folded[end][0].isdigit() or folded[end] == "ل"):
        end += 1
    if not 0 < end < len(spoken):
        return None
    start, first = spoken[end].start, folded[end]
    signed = folded[end - 1] == "ل" or bool(_BEFORE_NAME.search(piece.text, spoken[end - 1].start, start))
    if first.startswith("لل") or (first.startswith("ل") and first.removeprefix("ل") in names.kinds):
        start += 1
        signed = not first.startswith("لل")
    if not signed and first not in names.kinds:
        return None
    name = _NAME_END.split(piece.text[start:].lstrip("\u0640 "))[0]
    parts = list(itertools.takewhile(lambda part: not part[0].isdigit(), name.split()))
    if parts and keys_of(parts[0]) in names.generic_kinds:
        parts = parts[1:]
    return " ".join(parts) if 1 <= len(parts) <= _NAME_WORDS else None


def _from_site_name(pieces: list[Piece]) -> str | None:
    """Read the name that stands beside the headline: "… - بوابة الأفق"."""
    names = {piece.keys: piece.text for piece in pieces if piece.rule == "furniture:site-name"}
    only = next(iter(names.items())) if len(names) == 1 else None
    return only[1] if only and len(only[0]) <= _NAME_WORDS and "#" not in only[0] else None


def _from_lines(pieces: list[Piece], words: Words) -> str | None:
    """Read a line that is a known outlet's name, and "العيون - الأفق نيوز": a place and a name that says what it is.

    Where a page holds several of them (a group's menu), none is believed.
    """
    found: dict[str, None] = {}
    for piece in pieces:
        # «الأفق» in a picture's credit is the paper's own picture; agencies stand there without marks
        if piece.role == "caption" and (own := _OWN_PICTURE.search(piece.text)):
            found.update({words.names.outlets[k]: None for k in (keys_of(own[1]),) if k in words.names.certain})
        if not piece.brief or piece.size > _NAME_WORDS + 3 or piece.role in ("body", "title"):
            continue
        if piece.keys in words.names.certain and not is_source(piece.keys, words.names):
            found[words.names.outlets[piece.keys]] = None
        if piece.rule == "furniture:label" and piece.keys[0] in words.names.kinds and piece.size > 1:
            found[words.names.outlets.get(piece.keys[1:], piece.text)] = None
        parts = [(part.strip(), keys_of(part)) for part in name_parts(piece.text)]
        parts = [(text, keys) for text, keys in parts if keys]
        if len(parts) == 2 and sum(keys in words.names.places for _, keys in parts) == 1:
            text, keys = next(part for part in parts if part[1] not in words.names.places)
            named = keys in words.names.outlets or not words.names.markers.isdisjoint(keys)
            if named and not is_source(keys, words.names):
                found[words.names.outlets.get(keys, text)] = None
    return next(iter(found)) if len(found) == 1 else None


def find_agencies(pieces: list[Piece], names: Names) -> tuple[str, ...]:
    """Return the agencies that source notes, datelines and bylines credit, as written there, each once."""
    found: dict[tuple[str, ...], str] = {}
    for piece in pieces:
        if piece.role in ("source-note", "dateline", "byline"):
            for text in (*name_parts(_without_label(piece)), *_candidates(piece)):
                keys = keys_of(text)
                bracketed = piece.rule == "dateline:agency" and f"({text})" in piece.text
                if keys in names.agencies or (bracketed and keys and keys not in names.outlets):
                    found.setdefault(keys, text.strip())
                elif keys and keys[-1:] in names.agencies and piece.rule in ("dateline:place", "dateline:agency"):
                    found.setdefault(keys[-1:], text.split()[-1])
    return tuple(found.values())
