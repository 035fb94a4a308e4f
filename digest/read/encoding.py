"""Bytes into characters: right, or refused with the reason; never a guess that could show garbled letters.

The cascade, most reliable first:

1. a byte order mark (UTF-8, UTF-16);
2. UTF-16 without one, where every second byte is the high byte of an Arabic or Latin letter;
3. strict UTF-8;
4. the encoding that the file itself declares (HTML `<meta charset>`), if what comes out reads as Arabic;
5. windows-1256 or ISO-8859-6, whichever reads as Arabic; a near tie is refused.

Whatever was decoded is then checked once more: control characters mean a binary file, and Arabic that was garbled
before it was saved ("ط§ظ„", "Ø§Ù„") is no Arabic.
"""

from __future__ import annotations

import codecs
import math
import re
from typing import NamedTuple

import charset_normalizer


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
_REPLACEMENT_SHARE = 0.002

_SAVE_AS_UTF8 = "Save the file again as UTF-8."


def decode(data: bytes, *, html: bool = False) -> Decoded | Undecodable:
    """Return the characters of a file, or why they cannot be known.

    `html` says that a declaration (`<meta charset=…>`) may be believed.
    """
    found = _by_evidence(data, html=html)
    return found if isinstance(found, Undecodable) else _checked(found)


def _by_evidence(data: bytes, *, html: bool) -> Decoded | Undecodable:
    if data.startswith(_UTF32):
        return Undecodable("the file is UTF-32, which is not read", _SAVE_AS_UTF8)
    if marked := next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), None):
        return _strict(data[len(marked[0]) :], marked[1])
    if b"\0" in data:
        return _with_nul(data)
    utf8 = _strict(data, "utf-8")
    if isinstance(utf8, Decoded):
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


def _single_byte(data: bytes, declared: str | None, utf8: Undecodable) -> Decoded | Undecodable:
    """Choose between the two Arabic single-byte encodings: the declared one unless the other reads better, else the
    one that reads as Arabic, if there are letters enough to tell."""
    stated = _NAMES.get(declared or "", "windows-1256")
    tried = sorted(
        ((arabic_likeness(found.text), found) for codec in _CODECS if (found := _try(data, codec))),
        key=lambda pair: (-pair[0], pair[1].encoding != stated),
    )
    if tried and tried[0][0] >= (_DECLARED_FLOOR if declared else _LIKENESS_FLOOR):
        best = tried[0][1]
        clear = len(tried) == 1 or tried[0][0] - tried[1][0] >= _LIKENESS_MARGIN or best.text == tried[1][1].text
        if best.encoding == _NAMES.get(declared or "") or (
            clear and len(_ARABIC.findall(best.text)) >= _FEWEST_LETTERS
        ):
            return best
        return Undecodable(
            "the file could be windows-1256 or ISO-8859-6, and its few letters do not tell which", _SAVE_AS_UTF8
        )
    return Undecodable(f"{utf8.message}, and no Arabic encoding fits{_resembles(data)}", _SAVE_AS_UTF8, utf8.line)


def _resembles(data: bytes) -> str:
    """Name the encoding that the file resembles, for the message alone."""
    best = charset_normalizer.from_bytes(data[:20_000]).best()
    return f" (it resembles {best.encoding.replace('_', '-')})" if best else ""


# ------------------------------------------------------------------------------------------------ letter evidence

# Share of a letter in Arabic news, in per mille, counted over 740,000 letters of the development sets.
_LETTER_SHARES = {
    "ا": 149.0, "ل": 114.4, "ي": 77.3, "م": 65.4, "و": 53.6, "ن": 51.9, "ر": 47.1, "ت": 45.2, "ب": 35.1, "ع": 33.0,
    "ة": 31.7, "د": 29.9, "ف": 26.9, "ه": 25.7, "س": 25.2, "ق": 21.9, "أ": 20.7, "ك": 19.0, "ح": 17.8, "ج": 13.2,
    "ص": 10.2, "ش": 9.6, "ط": 9.2, "إ": 8.8, "خ": 8.3, "ى": 8.2, "ض": 6.5, "ذ": 6.4, "ز": 6.4, "ث": 6.0, "غ": 4.3,
    "ئ": 4.3, "ء": 3.7, "ظ": 2.1, "ؤ": 1.3, "آ": 1.1,
}  # fmt: skip
_LOG_SHARE = {letter: math.log(share / 1000) for letter, share in _LETTER_SHARES.items()}
_LOG_OTHER = math.log(0.0004)
_NEUTRAL = frozenset("،؛؟«»“”‘’„…–—•·°©®×÷ـًٌٍَُِّْ\u200c\u200d\u200e\u200f\xa0\xad€")

# Mean log share of a letter, measured: Arabic prose lies near -3.1, Arabic read with the other table between -3.6 and
# -4.2, Cyrillic, Greek, Hebrew and French below -3.9 whichever table reads them. tests/test_read.py holds the cases.
_LIKENESS_FLOOR = -3.6
_DECLARED_FLOOR = -4.5
_LIKENESS_MARGIN = 0.3
_FEWEST_LETTERS = 24
_LIKENESS_SAMPLE = 8_000


def arabic_likeness(text: str) -> float:
    """Return how well the non-ASCII characters of `text` read as Arabic: mean log share of a letter, higher is better.

    Arabic punctuation, marks and typographic signs count neither way; without any letter the answer is minus infinity.
    """
    logs = [
        _LOG_SHARE.get(c, _LOG_OTHER) for c in text[:_LIKENESS_SAMPLE] if c >= "\x80" and c not in _NEUTRAL
    ]  # fmt: skip
    return sum(logs) / len(logs) if logs else -math.inf


# ------------------------------------------------------------------------------------------------ last checks

_ARABIC = re.compile("[\u0621-\u064a]")
_LEAD_BYTES_1256 = re.compile("[طظ][\u0080-\u00ff\u0152-\u0192\u02c6\u2013-\u203a\u20ac\u2122آ-ے]")
_LEAD_BYTES_1252 = re.compile("[ØÙ][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_GARBLED_SHARE = 0.25


def garbled(text: str) -> bool:
    """Tell whether the Arabic of `text` was decoded wrongly before it was saved.

    UTF-8 letters begin with the bytes D8 and D9: read as windows-1256 every second letter is ط or ظ, read as
    windows-1252 it is Ø or Ù. In real Arabic ط and ظ together are one letter in seventy.
    """
    sample = text[:_LIKENESS_SAMPLE]
    suspects = sum(sample.count(letter) for letter in "طظØÙ")
    if suspects < 8 or suspects < 0.1 * len(sample):
        return False
    arabic = len(_ARABIC.findall(sample))
    if len(_LEAD_BYTES_1252.findall(sample)) > max(8, arabic):
        return True
    return arabic >= 16 and len(_LEAD_BYTES_1256.findall(sample)) > _GARBLED_SHARE * arabic


def _checked(found: Decoded) -> Decoded | Undecodable:
    text = found.text
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Undecodable("the file holds NUL characters: it is not text", "Save the article as text.", line)
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        return Undecodable("the file is full of control characters: it is not text", "Save the article as text.")
    if text.count("\ufffd") > _REPLACEMENT_SHARE * len(text):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        return Undecodable(
            "letters were lost (U+FFFD) before the file was saved", "Fetch the article again from its source.", line
        )
    if garbled(text):
        return Undecodable(
            "the Arabic was garbled before the file was saved (UTF-8 read as another encoding)",
            "Fetch the article again from its source.",
        )
    return found
