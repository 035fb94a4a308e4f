"""Bytes into characters: right, or refused with the reason; never a guess that could show garbled letters.

The cascade, most reliable first:

1. a byte order mark (UTF-8, UTF-16);
2. UTF-16 without one, where every second byte is the high byte of an Arabic or Latin letter;
3. strict UTF-8;
4. the encoding that the file itself declares (HTML `<meta charset>`), if what comes out reads as Arabic;
5. windows-1256 or ISO-8859-6, whichever reads as Arabic from beginning to end; a near tie is refused.

Whatever was decoded is then checked once more: control characters mean a binary file. That an article was garbled
before it was saved ("ط§ظ„", "Ø§Ù„") is found by `digest.read.damage`.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import charset_normalizer

from digest.read.likeness import arabic_likeness, unlike_pieces


class Decoded(NamedTuple):
    """A decoded file."""

    text: str
    """All characters, line ends as they are."""
    encoding: str
    """`utf-8`, `utf-16`, `windows-1256` or `iso-8859-6`."""


class Undecodable(NamedTuple):
    """Why a file cannot be decoded."""

    message: str
    hint: str
    line: int | None = None
    """Line in the file, where one can be named."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NAMES = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
}
_CODECS = ("cp1256", "iso8859-6")

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARATION_REACH = 4096

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.002

_SAVE_AS_UTF8 = "Save the file again as UTF-8."
_INCOMPLETE = "Fetch it again: its end is missing."
_FEWEST_BEFORE = 24
"""Bytes of letters before the first that is no UTF-8, from which the file is mixed and not in another encoding."""


def decode(data: bytes, *, html: bool = False) -> Decoded | Undecodable:
    """Return the characters of a file, or why they cannot be known.

    `html` says that a declaration (`<meta charset=…>`) may be believed.
    """
    found = _by_evidence(data, html=html)
    return found if isinstance(found, Undecodable) else _checked(found)


class Rows(NamedTuple):
    """The lines of a file of which each stands for itself."""

    rows: tuple[str | Undecodable, ...]
    """All lines in order, without their ends; one that cannot be decoded is refused alone."""
    encoding: str


_ROW_END = re.compile(r"\r\n?|\n")
_ROW_END_BYTES = re.compile(rb"\r\n?|\n")


def decode_rows(data: bytes) -> Rows | Undecodable:
    """Return the lines of a file, or why none can be known.

    Where the file as a whole is in no encoding but some of its lines hold letters in UTF-8, the other lines alone are
    refused.
    """
    whole = decode(data)
    if isinstance(whole, Decoded):
        return Rows(tuple(_ROW_END.split(whole.text.lstrip("\ufeff"))), whole.encoding)
    if data.startswith((*_UTF32, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _unmarked_utf16(data):
        return whole
    lines = _ROW_END_BYTES.split(data.removeprefix(codecs.BOM_UTF8))
    rows = tuple(_row(line, number, last=number == len(lines)) for number, line in enumerate(lines, 1))
    good = [row for row in rows if isinstance(row, str)]
    if all(row.isascii() for row in good) or isinstance(_checked(Decoded("\n".join(good), "utf-8")), Undecodable):
        return whole
    return Rows(rows, "utf-8")


def _row(line: bytes, number: int, *, last: bool) -> str | Undecodable:
    if b"\0" in line:
        return Undecodable("the row holds NUL bytes: it is not text", _SAVE_AS_UTF8, number)
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        if last and error.end == len(line) and error.reason == "unexpected end of data":
            return Undecodable("the file is cut off in the middle of a letter", _INCOMPLETE, number)
        return Undecodable(f"the row is not valid UTF-8 at its byte {error.start + 1}", _SAVE_AS_UTF8, number)


def _by_evidence(data: bytes, *, html: bool) -> Decoded | Undecodable:
    if data.startswith(_UTF32):
        return Undecodable("the file is UTF-32, which is not read", _SAVE_AS_UTF8)
    if marked := next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), None):
        return _strict(data[len(marked[0]) :], marked[1])
    if b"\0" in data:
        return _with_nul(data)
    utf8 = _strict(data, "utf-8")
    if isinstance(utf8, Decoded) or utf8.hint == _INCOMPLETE:
        return utf8
    declared = _declared_codec(data) if html else None
    return _single_byte(data, declared, utf8)


def _with_nul(data: bytes) -> Decoded | Undecodable:
    if order := _unmarked_utf16(data):
        return _strict(data, order)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    return Undecodable("the file holds NUL bytes: it is not text", "Save the article as text.", line)


def _strict(data: bytes, codec: str) -> Decoded | Undecodable:
    try:
        return Decoded(data.decode(codec), _NAMES[codec])
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if codec == "utf-8" else None
        if line and error.end == len(data) and error.reason == "unexpected end of data":
            return Undecodable("the file is cut off in the middle of a letter", _INCOMPLETE, line)
        if line and sum(byte > 0x7F for byte in data[max(0, error.start - 1000) : error.start]) >= _FEWEST_BEFORE:
            return Undecodable("the file is UTF-8 up to this line, and from here on it is not", _SAVE_AS_UTF8, line)
        return Undecodable(f"not valid {_NAMES[codec].upper()} at byte {error.start}", _SAVE_AS_UTF8, line)


def _try(data: bytes, codec: str | None) -> Decoded | None:
    found = _strict(data, codec) if codec else None
    return found if isinstance(found, Decoded) else None


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark: high bytes are those of ASCII, Arabic and punctuation."""
    if len(data) < 8 or len(data) % 2:
        return None
    sample = data[:4096]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        known = sum(high.count(b) for b in (0x00, 0x06, 0x20, 0xFB, 0xFE))
        if known >= 0.95 * len(high) and high.count(0x06) >= 0.3 * len(high):
            return codec
    return None


def _declared_codec(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _DECLARATION_REACH)
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return name if name in _CODECS else None


# Mean log share of a letter, measured: Arabic prose lies near -3.1, Arabic read with the other table between -3.6 and
# -4.2, Cyrillic, Greek, Hebrew and French below -3.9 whichever table reads them. tests/test_read.py holds the cases.
_FLOOR = -3.6
_DECLARED_FLOOR = -4.5
_PIECE_FLOOR = -3.65
_MARGIN = 0.3
_FEWEST_LETTERS = 24
_LETTERS = tuple(map(chr, range(0x621, 0x64B)))


def _single_byte(data: bytes, declared: str | None, utf8: Undecodable) -> Decoded | Undecodable:
    """Choose between the two Arabic single-byte encodings: the one that reads as Arabic, if there are letters enough to
    tell; where there are not, the declared one."""
    stated = _NAMES.get(declared or "", "windows-1256")
    tried = sorted(
        ((arabic_likeness(found.text), found) for codec in _CODECS if (found := _try(data, codec))),
        key=lambda pair: (-pair[0], pair[1].encoding != stated),
    )
    none = Undecodable(f"{utf8.message}, and no Arabic encoding fits{_resembles(data)}", _SAVE_AS_UTF8, utf8.line)
    if not tried:
        return none
    likeness, best = tried[0]
    letters = sum(map(best.text.count, _LETTERS))  # a list of them would take a hundred times the file
    is_declared = best.encoding == _NAMES.get(declared or "")
    if likeness < (_DECLARED_FLOOR if is_declared and letters < _FEWEST_LETTERS else _FLOOR):
        return none
    clear = len(tried) == 1 or likeness - tried[1][0] >= _MARGIN or best.text == tried[1][1].text
    if not is_declared and not (clear and letters >= _FEWEST_LETTERS):
        return Undecodable(
            "the file could be windows-1256 or ISO-8859-6, and its few letters do not tell which", _SAVE_AS_UTF8
        )
    return _mixed(best) or best


def _mixed(found: Decoded) -> Undecodable | None:
    """Tell where a text in one encoding holds a part in another one."""
    start = next(unlike_pieces(found.text, _PIECE_FLOOR), None)
    if start is None:
        return None
    line = found.text.count("\n", 0, start) + 1
    message = f"the file is {found.encoding}, but a part of it, from about this line on, is in another encoding"
    return Undecodable(message, _SAVE_AS_UTF8, line)


def _resembles(data: bytes) -> str:
    """Name the encoding that the file resembles, for the message alone."""
    best = charset_normalizer.from_bytes(data[:20_000]).best()
    return f" (it resembles {best.encoding.replace('_', '-')})" if best else ""


# ------------------------------------------------------------------------------------------------ last checks


def _checked(found: Decoded) -> Decoded | Undecodable:
    """Refuse what is no text; letters that were damaged earlier are looked for in each article (`damage`)."""
    text = found.text
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Undecodable("the file holds NUL characters: it is not text", "Save the article as text.", line)
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        return Undecodable("the file is full of control characters: it is not text", "Save the article as text.")
    return found
