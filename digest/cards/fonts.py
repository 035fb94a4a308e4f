"""The fonts of the cards, and whether Arabic can be shaped here at all.

IBM Plex Sans Arabic, unmodified (SIL Open Font License 1.1, `fonts/OFL.txt`): the site's own files are cut into one
file per script, and a line of mixed scripts needs both in one.
"""

from __future__ import annotations

import functools
import hashlib
import struct
from pathlib import Path
from typing import Literal

from PIL import ImageFont, features
from PIL import __version__ as pillow_version

from digest.errors import Problem, SiteError

Weight = Literal["regular", "semibold"]

_FOLDER = Path(__file__).with_name("fonts")
_FILES: dict[Weight, str] = {"regular": "IBMPlexSansArabic-Regular.ttf", "semibold": "IBMPlexSansArabic-SemiBold.ttf"}


def why_not() -> str:
    """Return why no card can be drawn on this machine; empty if they can.

    Without raqm Pillow draws Arabic letters apart and in the wrong order; Pillow's wheels hold raqm but look for
    FriBidi on the machine.
    """
    if not features.check("freetype2"):
        return "this Pillow was built without FreeType"
    if not features.check("raqm"):
        return "Pillow cannot shape Arabic here, since raqm or the FriBidi library is missing"
    return ""


def missing_raqm() -> tuple[Problem, ...]:
    """Return what a build says where no card can be drawn: a warning with its mend."""
    if not (why := why_not()):
        return ()
    hint = (
        "The site has no card images for this. Install FriBidi (Debian: apt install libfribidi0; macOS: brew install "
        "fribidi) and Pillow from a wheel, or set `cards = false` under [site]."
    )
    return (Problem(path="digest.toml", message=why, hint=hint, severity="warning"),)


@functools.lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Return a font at `size` pixels, shaped by raqm."""
    file = _FOLDER / _FILES[weight]
    try:
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    except OSError as error:  # FreeType's own says neither which file nor what to do
        hint = "It comes with the program: install the program anew."
        raise SiteError([Problem(path=str(file), message=f"the font cannot be read: {error}", hint=hint)]) from error


@functools.cache
def characters() -> frozenset[str]:
    """Return what both weights have a glyph for."""
    return frozenset.intersection(*(_mapped((_FOLDER / name).read_bytes()) for name in _FILES.values()))


def _mapped(data: bytes) -> frozenset[str]:
    """Return the characters of a font's table `cmap`, format 4 (OpenType 1.9, "cmap")."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: struct.unpack_from(">L", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    for at in range(start + 4, start + 4 + 8 * struct.unpack_from(">H", data, start + 2)[0], 8):
        table = start + struct.unpack_from(">L", data, at + 4)[0]
        if struct.unpack_from(">H", data, table)[0] == 4:
            return _segments(data, table)
    raise ValueError("the font has no character map of format 4")


def _segments(data: bytes, table: int) -> frozenset[str]:
    double = struct.unpack_from(">H", data, table + 6)[0]
    ends, starts, deltas, offsets = (table + 14 + extra for extra in (0, double + 2, 2 * double + 2, 3 * double + 2))
    found = set()
    for at in range(0, double, 2):
        (end,), (first,) = struct.unpack_from(">H", data, ends + at), struct.unpack_from(">H", data, starts + at)
        (delta,), (offset,) = struct.unpack_from(">H", data, deltas + at), struct.unpack_from(">H", data, offsets + at)
        for code in range(first, min(end, 0xFFFE) + 1):
            place = offsets + at + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", data, place)[0] if offset else code
            if glyph and (glyph + delta if offset or delta else glyph) & 0xFFFF:
                found.add(chr(code))
    return frozenset(found)


@functools.cache
def fingerprint() -> str:
    """Return what the pixels depend on besides the card: this package's code and fonts, and the version of Pillow."""
    folder = Path(__file__).parent
    drawn_by = b"".join(path.read_bytes() for path in (*sorted(folder.glob("*.py")), *sorted(_FOLDER.glob("*.ttf"))))
    return f"pillow {pillow_version} code and fonts {hashlib.blake2b(drawn_by, digest_size=8).hexdigest()}"
