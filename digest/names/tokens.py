"""The words of an article with what stands between them: the ground that all rules of this package walk on."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from digest.arabic import fold, proclitic_splits, remembered, words
from digest.records import Article, Role, Span

Gap = Literal["space", "hyphen", "mark", "comma", "break"]
"""What stands before a word: white space, a hyphen inside a name, a quotation mark or bracket, a comma, or the end of
something (a sentence, a paragraph, a colon, a dash between spaces)."""

ROLES: tuple[Role, ...] = ("title", "subtitle", "heading", "caption", "body")
"""Paragraphs in which names are looked for: content, and captions, which often hold the full name."""

ALEF, LAM = "\u0627", "\u0644"
_MAKSURA = "\u0649"
_MARBUTA = "\u0629"
_TANWIN = "\u064b"
_HAMZA_BELOW = "\u0625"

_HYPHEN = re.compile(r"[-\u2010\u2011]")
_MARKS = re.compile(r"[\s\"'“”„«»‹›‘’″()\[\]]+")
_COMMA = re.compile(r"[\s\"'“”„«»‹›‘’″()\[\]]*[،,][\s\"'“”„«»‹›‘’″()\[\]]*")


_PAIRS = (('"', '"'), ("“", "”"), ("”", "“"), ("„", "“"), ("«", "»"), ("‹", "›"), ("‘", "’"), ("(", ")"), ("[", "]"))

_readings = remembered(100_000)(proclitic_splits)


class Token(NamedTuple):
    """A word with its readings."""

    start: int
    """First code point in the article's text."""
    end: int
    """One past the last code point."""
    folded: str
    """Folded form, clitics included."""
    gap: Gap
    """What stands before it."""
    readings: tuple[tuple[int, str], ...]
    """Readings of the word as (letters removed, rest), the whole word first."""
    written: str
    """The word as it is written, for what folding makes equal."""

    @property
    def maksura(self) -> bool:
        """Tell whether it ends in alef maksura, which folding turns into yeh ("على" against "علي")."""
        return self.written.endswith(_MAKSURA)

    @property
    def marbuta(self) -> bool:
        """Tell whether it ends in teh marbuta, which folding turns into heh; marks that follow do not matter."""
        return _MARBUTA in self.written[-2:]

    @property
    def tanwin(self) -> bool:
        """Tell whether it bears the mark of the indefinite accusative, which no name of a person does."""
        return _TANWIN in self.written[-2:]

    @property
    def hamza_below(self) -> bool:
        """Tell whether it begins with a hamza below ("إمام" against "أمام")."""
        return self.written.startswith(_HAMZA_BELOW)


def tokenise(article: Article) -> tuple[Token, ...]:
    """Return the words of the paragraphs in which names are looked for, in order."""
    found: list[Token] = []
    text = article.text
    for paragraph in article.paragraphs:
        if paragraph.role not in ROLES:
            continue
        at = paragraph.span.start
        gap: Gap = "break"
        for word in words(text, paragraph.span.start, paragraph.span.end):
            if word.start > paragraph.span.start and at != paragraph.span.start:
                gap = _gap(text[at : word.start])
            written = text[word.start : word.end]
            found.append(Token(word.start, word.end, word.folded, gap, _readings(word.folded), written))
            at = word.end
    return tuple(found)


def _gap(between: str) -> Gap:
    if between.isspace():
        return "break" if "\n" in between else "space"
    if _HYPHEN.fullmatch(between):
        return "hyphen"
    if "\n" not in between:
        if _MARKS.fullmatch(between):
            return "mark"
        if _COMMA.fullmatch(between):
            return "comma"
    return "break"


def as_named(text: str, span: Span) -> str:
    """Return the words of a span with the alef of their article, which vanishes after a preposition ("للكرملين")."""
    lam = text[span.start - 1 : span.start + 1]
    return ALEF + span.of(text) if lam == LAM * 2 and text[span.start - 2 : span.start - 1] != ALEF else span.of(text)


def span_of(text: str, tokens: tuple[Token, ...], first: int, last: int, cut: int = 0) -> Span:
    """Return the span of the words `first…last` (inclusive), without the first `cut` folded letters.

    A mark that opens inside the span and closes right after it belongs to it ("حزب «القوات اللبنانية»").
    """
    start, end = tokens[first].start, tokens[last].end
    if cut:
        start += fold(text[start : tokens[first].end]).offsets[cut]
    for opening, closing in _PAIRS:
        if text[end : end + 1] == closing:
            inside = text[start:end]
            open_ = inside.count(opening) % 2 if opening == closing else inside.count(opening) - inside.count(closing)
            end += open_ > 0
    return Span(start=start, end=end)
