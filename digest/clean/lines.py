"""From a text to the pieces that are classified: its lines, or the paragraphs that hard-wrapped lines make up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.arabic import fold_word, remembered, words
from digest.records import Role

_BREAK = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
# White space, and characters without width that are no part of a word at a line's edge.
_EDGE = "".join(
    chr(code)
    for low, high in ((0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x61C, 0x61C), (0x1680, 0x1680),
                      (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x2060), (0x2066, 0x2069), (0x3000, 0x3000),
                      (0xFEFF, 0xFEFF))
    for code in range(low, high + 1)
)  # fmt: skip
_CLOSING = "\"”“»›’'″)]}*_" + "\u200e\u200f\u202c\u2069"
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_IN_NUMBERS = frozenset(".,:٫٬،")

_BRIEF = 600
_LONG_WRAP = 120
_SHORT_WRAP = 40
_LONGEST_WORD = 20


@dataclass(slots=True)
class Piece:
    """A paragraph that is being classified; nothing outside this step sees it."""

    start: int
    """Offset of the first character that is no white space."""
    end: int
    """One past the last."""
    text: str
    """The characters between them."""
    keys: tuple[str, ...] = ()
    """Folded words, numbers as `#`."""
    level: int = 0
    """Depth of a heading that the file marks as one, else 0."""
    mark: str = "text"
    """What an HTML page marks the line as."""
    role: Role | None = None
    """None while undecided."""
    rule: str = ""
    """The rule that decided."""
    final: bool = field(init=False)
    """Whether it ends as a sentence does: with a full stop, before closing marks or not."""
    asks: bool = field(init=False)
    """Whether it ends with a question or exclamation mark."""
    pauses: bool = field(init=False)
    """Whether it ends with a comma or semicolon, so that its sentence goes on."""

    def __post_init__(self) -> None:
        bare = self.text[-12:].rstrip(_CLOSING)
        self.final = bare.endswith(".") and not bare.endswith("..")
        self.asks = bare.endswith(("؟", "?", "!"))
        self.pauses = bare.endswith(("،", "؛", ","))

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.keys)

    @property
    def brief(self) -> bool:
        """Whether it is short enough for the patterns of single lines, some of which are not linear."""
        return len(self.text) <= _BRIEF

    @property
    def wording(self) -> tuple[str, ...]:
        """Folded words with their numbers: what two lines that say the same have in common."""
        return self.keys if "#" not in self.keys else tuple(word.folded for word in words(self.text))

    def decide(self, role: Role, rule: str) -> None:
        """Settle what the paragraph is."""
        self.role = role
        self.rule = rule


def keys_of(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, each number as `#`; letters and digits written together come apart.

    A number with its separators ("1.532", "21:40") is one.
    """
    keys: list[str] = []
    end = -1
    for word in words(text):
        new = word_keys(word.folded)
        joined = new[0] == "#" and keys and keys[-1] == "#" and word.start == end + 1 and text[end] in _IN_NUMBERS
        keys.extend(new[1:] if joined else new)
        end = word.end
    return tuple(keys)


@remembered(200_000)
def word_keys(folded: str) -> tuple[str, ...]:
    """Return the keys of one folded word."""
    if not any(c.isdigit() for c in folded):
        return (folded,)
    return tuple("#" if token[0].isdigit() else token for token in _TOKEN.findall(folded))


def make_piece(text: str, start: int, end: int, level: int = 0) -> Piece | None:
    """Return the piece between two offsets without white space at its edges; None if nothing is left."""
    part = text[start:end].rstrip(_EDGE)
    end = start + len(part)
    part = part.lstrip(_EDGE)
    return Piece(end - len(part), end, part, keys_of(part), level) if part else None


_HEADING = re.compile(r"(#{1,6})[ \t]+")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_QUOTE_MARK = re.compile(r"(?:>[ \t]?)+")


def split_pieces(text: str, *, markdown: bool) -> list[Piece]:
    """Return the pieces of `text` in order; Markdown's signs of headings and quotations belong to none."""
    spans = _line_spans(text)
    if _is_wrapped(text, spans):
        spans = _joined(text, spans)
    pieces: list[Piece] = []
    for start, end in spans:
        bare = _without_markdown(text, start, end) if markdown else (start, end, 0)
        if piece := make_piece(text, *bare):
            pieces.append(piece)
    return pieces


def marked_pieces(text: str, marks: Sequence[str]) -> list[Piece]:
    """Return the lines of `text`, the text of a page, with what the page marks them as."""
    pieces = []
    start = 0
    for line, mark in zip(text.split("\n"), marks, strict=True):
        if piece := make_piece(text, start, start + len(line), {"title": 1, "heading": 2}.get(mark, 0)):
            piece.mark = mark
            pieces.append(piece)
        start += len(line) + 1
    return pieces


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for match in _BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return spans


def _without_markdown(text: str, start: int, end: int) -> tuple[int, int, int]:
    if quoted := _QUOTE_MARK.match(text, start, end):
        start = quoted.end()
    heading = _HEADING.match(text, start, end)
    if not heading:
        return start, end, 0
    closing = _HEADING_END.search(text, heading.end(), end)
    return heading.end(), closing.start() if closing else end, len(heading[1])


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether lines were broken at a fixed width, so that only an empty line ends a paragraph.

    In each block of several lines all but the last are then of nearly one length and most do not end a sentence.
    """
    inner = []
    for (start, end), (after, after_end) in itertools.pairwise(spans):
        if text[start:end].strip() and text[after:after_end].strip():
            inner.append(text[start:end].rstrip())
    if len(inner) < 6 or max(len(line) for line in inner) > _LONG_WRAP:
        return False
    width = max(len(line) for line in inner)
    # a word that does not fit goes to the next line, so that lines end within a word's length of the width; the lines
    # of a list of headlines do not
    long_enough = sum(len(line) >= max(_SHORT_WRAP, width - _LONGEST_WORD) for line in inner)
    ending = sum(line.endswith((".", "؟", "!", ":", '."', ".»", ".”")) for line in inner)
    return long_enough >= 0.85 * len(inner) and ending <= 0.3 * len(inner)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of each block; a line that falls well short of the width ends its paragraph."""
    width = max(end - start for start, end in spans)
    joined: list[tuple[int, int]] = []
    open_block = False
    for start, end in spans:
        filled = bool(text[start:end].strip())
        if filled and open_block:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        open_block = filled and end - start >= 0.6 * width
    return joined


def folded_text(piece: Piece) -> str:
    """Return the folded characters of a piece, for patterns of digits and signs."""
    return fold_word(piece.text) if len(piece.text) <= 200 else ""


def is_foreign(piece: Piece) -> bool:
    """Tell whether a line holds letters and none of them is Arabic."""
    return piece.brief and any(c.isalpha() for c in piece.text) and not _ARABIC.search(piece.text)
