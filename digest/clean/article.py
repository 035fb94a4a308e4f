"""From a `RawArticle` to an `Article`: every paragraph classified, no character changed."""

from __future__ import annotations

import re
from collections import Counter

from digest.addresses import article_id
from digest.clean.blocks import mark_blocks
from digest.clean.body import mark_body, mark_repeats
from digest.clean.credits import find_agencies, find_outlet
from digest.clean.head import mark_head
from digest.clean.lexicon import Words, compiled
from digest.clean.lines import Piece, keys_of, marked_pieces, split_pieces
from digest.clean.single import classify
from digest.clean.split import split_inline
from digest.lexicon import Lexicons
from digest.records import Article, Paragraph, RawArticle, Span

_TITLE_WORDS = 12
_CLAUSE = re.compile(r"[،؛:.؟!](?=\s)")
_SITE_PREFIX = re.compile(r"([^|»\-–—]{2,40}?)\s+[-–—|]\s+(\S.*)$")
_SITE_SUFFIX = re.compile(r"\s*(?:\||»|::|\s[-–—])\s*([^|»]{2,40})$")


def clean(raw: RawArticle, lexicons: Lexicons) -> Article:
    """Return the article with its paragraphs classified, its headline, outlet and agencies found.

    The text is the raw one, character for character. Linear in its length.
    """
    words = compiled(lexicons)
    pieces = _pieces(raw, words)
    meta_title = _without_site(raw.meta_title, raw, words)
    headline = mark_head(pieces, raw.front.title, meta_title, words)
    mark_repeats(pieces)
    mark_body(pieces, words)
    starts = _line_starts(raw.text)
    return Article(
        id=article_id(raw.path, raw.row),
        path=raw.path,
        row=raw.row,
        title=raw.front.title or (headline.text if headline else meta_title) or _first_words(pieces),
        title_span=Span(start=headline.start, end=headline.end) if headline else None,
        outlet=find_outlet(raw, pieces, words),
        url=raw.front.url or raw.meta_url,
        retrieved=raw.front.retrieved,
        lang=raw.front.lang or "ar",
        text=raw.text,
        lines=raw.lines,
        paragraphs=_paragraphs(pieces, raw.lines, starts),
        hints=raw.hints,
        agencies=find_agencies(pieces, words.names),
        front=raw.front,
    )


def _pieces(raw: RawArticle, words: Words) -> list[Piece]:
    """Split the text and decide what single lines and blocks tell by themselves."""
    if raw.marks:
        whole = marked_pieces(raw.text, raw.marks)
    else:
        whole = split_pieces(raw.text, markdown=raw.format == "markdown")
    pieces = split_inline(raw.text, whole, words)
    known = Counter(piece.keys for piece in pieces)
    pieces = [part for piece in pieces for part in _split_title(piece, raw, words, known)]
    for piece in pieces:
        if piece.role is None:
            classify(piece, words)
    mark_blocks(pieces, words)
    return pieces


def _split_title(piece: Piece, raw: RawArticle, words: Words, known: Counter[tuple[str, ...]]) -> list[Piece]:
    """Cut the site's name off a headline ("… | الموقع", "الموقع - …").

    It is one by the page's metadata or the lexicon, or because the rest stands on a line of its own (`known`).
    """
    if piece.role is not None or not piece.brief or not 4 <= piece.size <= 30:
        return [piece]
    if (found := _SITE_SUFFIX.search(piece.text)) and len(keys_of(piece.text[: found.start()])) >= 3:
        at, end, name = found.start(), found.start(1), found[1]
        if _is_site(name, raw, words) or known[keys_of(piece.text[:at])]:
            return _cut_name(piece, (0, at), (end, len(piece.text)))
    found = _SITE_PREFIX.match(piece.text)
    if found and len(rest := keys_of(found[2])) >= 4 and known[rest]:
        return _cut_name(piece, found.span(2), found.span(1))
    return [piece]


def _cut_name(piece: Piece, head: tuple[int, int], name: tuple[int, int]) -> list[Piece]:
    """Return the two parts of a line in order, the site's name decided."""
    parts = []
    for is_name, (start, end) in ((False, head), (True, name)):
        text = piece.text[start:end].rstrip()
        part = Piece(piece.start + start, piece.start + start + len(text), text, keys_of(text))
        if is_name:
            part.decide("boilerplate", "furniture:site-name")
        else:
            part.level = piece.level
        parts.append(part)
    return sorted(parts, key=lambda part: part.start)


def _is_site(name: str, raw: RawArticle, words: Words) -> bool:
    keys = keys_of(name)
    return bool(keys) and (
        keys in words.names.certain
        or any(keys == keys_of(stated) for stated in (raw.meta_outlet, raw.front.outlet) if stated)
    )


def _without_site(title: str | None, raw: RawArticle, words: Words) -> str | None:
    """Return a page's stated title without the site's name at its end."""
    found = _SITE_SUFFIX.search(title) if title else None
    if title and found and (_is_site(found[1], raw, words) or "|" in found[0]):
        return title[: found.start()].strip() or None
    return title


def _first_words(pieces: list[Piece]) -> str:
    """Return the beginning of the first body paragraph: its first clause if that is short, else its first words."""
    text = next((piece.text for piece in pieces if piece.role == "body"), pieces[0].text if pieces else "")
    clause = _CLAUSE.search(text)
    if clause and 4 <= len(text[: clause.start()].split()) <= _TITLE_WORDS:
        return text[: clause.start()]
    parts = text.split()
    return " ".join(parts) if len(parts) <= _TITLE_WORDS else " ".join(parts[:_TITLE_WORDS]) + "…"


def _line_starts(text: str) -> list[int]:
    return [match.end() for match in re.finditer("\n", text)]


def _paragraphs(pieces: list[Piece], lines: tuple[int, ...], starts: list[int]) -> tuple[Paragraph, ...]:
    """Turn pieces into records; both lists are in order, so that one pass finds the lines."""
    paragraphs = []
    line = 0
    for piece in pieces:
        while line < len(starts) and starts[line] <= piece.start:
            line += 1
        paragraphs.append(
            Paragraph(
                span=Span(start=piece.start, end=piece.end),
                line=lines[line],
                role=piece.role or "body",
                rule=piece.rule or "body:short",
            )
        )
    return tuple(paragraphs)
