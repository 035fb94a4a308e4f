"""Who published an article, and which agencies it credits."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from digest.arabic import proclitic_splits
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
            for text in _candidates(piece):
                keys = keys_of(text)
                if keys in names.certain:
                    return names.outlets[keys]
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
                elif keys and keys[-1:] in names.agencies and piece.rule == "dateline:place":
                    found.setdefault(keys[-1:], text.split()[-1])
    return tuple(found.values())
