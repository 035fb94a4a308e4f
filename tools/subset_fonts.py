"""Make the site's font files out of IBM Plex Sans Arabic.

A page shows four kinds of characters: the letters of Arabic and Persian with digits and punctuation, those of other
languages in Arabic script, Latin letters, and Latin letters with accents. Each kind is a file of its own for each
weight, so that a page loads what it shows; browsers join letters across two files of one font. Hinting, names
and alternates that the site never asks for are left out; what joins Arabic letters and places their marks stays.

The licence (site_src/assets/fonts/OFL.txt) reserves the name "Plex" for the unmodified font, hence `FAMILY`.

    npm pack @ibm/plex-sans-arabic@1.1.0 && tar xzf ibm-plex-sans-arabic-1.1.0.tgz
    pip install fonttools==4.68.0 brotli==1.2.1
    python tools/subset_fonts.py package

The same package and the same versions give the same bytes. The ranges of `fonts.css` are printed; a test compares them
with the style sheet.
"""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

FAMILY = "Digest Arabic"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
FOLDER = Path(__file__).parent.parent / "site_src" / "assets" / "fonts"
STYLES = FOLDER.parent / "css" / "fonts.css"

FEATURES = ("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt", "kern", "mark", "mkmk")
"""Layout features kept: composition, joined forms, ligatures that the script requires, kerning, marks on letters."""

Range = tuple[int, int]

ARABIC: tuple[Range, ...] = (
    (0x0020, 0x0040),  # space, digits and punctuation of ASCII: text in Arabic is full of them
    (0x005B, 0x0060),
    (0x007B, 0x007E),
    (0x00A0, 0x00A0),
    (0x00A9, 0x00A9),
    (0x00AB, 0x00AB),  # guillemets are the quotation marks of Arabic
    (0x00B0, 0x00B1),
    (0x00B7, 0x00B7),
    (0x00BB, 0x00BB),
    (0x00D7, 0x00D7),
    (0x060C, 0x060C),
    (0x061B, 0x061B),
    (0x061F, 0x061F),
    (0x0621, 0x063A),
    (0x0640, 0x0652),  # tatweel, letters, vowel signs
    (0x0660, 0x066C),
    (0x0670, 0x0671),
    (0x067E, 0x067E),  # letters of Persian, which Arabic borrows for foreign names
    (0x0686, 0x0686),
    (0x0698, 0x0698),
    (0x06A4, 0x06A4),
    (0x06A9, 0x06A9),
    (0x06AF, 0x06AF),
    (0x06CC, 0x06CC),
    (0x06F0, 0x06F9),
    (0x200C, 0x200F),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)
OTHERS: tuple[Range, ...] = (
    (0x0653, 0x0655),
    (0x066D, 0x066D),
    (0x0679, 0x067D),  # letters of Urdu, Pashto, Sorani, Uyghur and the Maghreb
    (0x0681, 0x0681),
    (0x0685, 0x0685),
    (0x0688, 0x0689),
    (0x0691, 0x0691),
    (0x0693, 0x0693),
    (0x0695, 0x0697),
    (0x069A, 0x069A),
    (0x06A5, 0x06A5),
    (0x06AB, 0x06AB),
    (0x06AD, 0x06AD),
    (0x06B5, 0x06B5),
    (0x06BA, 0x06BA),
    (0x06BC, 0x06BC),
    (0x06BE, 0x06BE),
    (0x06C0, 0x06C3),
    (0x06C6, 0x06C8),
    (0x06CB, 0x06CB),
    (0x06CD, 0x06D5),
    (0xFD3E, 0xFD3F),  # ornate brackets, and words that are one sign
    (0xFDF2, 0xFDF2),
    (0xFDFA, 0xFDFA),
)
LATIN: tuple[Range, ...] = ((0x0041, 0x005A), (0x0061, 0x007A))
ACCENTED: tuple[Range, ...] = (
    (0x00A1, 0x00A8),
    (0x00AA, 0x00AA),
    (0x00AE, 0x00AF),
    (0x00B2, 0x00B6),
    (0x00B8, 0x00BA),
    (0x00BC, 0x00D6),
    (0x00D8, 0x017F),
    (0x0218, 0x021B),
    (0x2020, 0x2021),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
)
FILES = {"arabic": ARABIC, "others": OTHERS, "latin": LATIN, "accented": ACCENTED}


def unicode_range(ranges: tuple[Range, ...]) -> str:
    """Return ranges as CSS writes them."""
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in ranges)


def subset(source: Path, ranges: tuple[Range, ...], weight: int, target: Path) -> int:
    """Write the characters of these ranges into a font file of its own; return its size in bytes."""
    # Here, since only who makes the files anew needs them.
    from fontTools import subset as tool  # type: ignore[import-not-found]  # noqa: PLC0415

    options = tool.Options(
        flavor="woff2",
        hinting=False,
        layout_features=list(FEATURES),
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = tool.load_font(str(source), options)
    subsetter = tool.Subsetter(options)
    subsetter.populate(unicodes=[point for first, last in ranges for point in range(first, last + 1)])
    subsetter.subset(font)
    rename(font, weight)
    tool.save_font(font, str(target), options)
    return target.stat().st_size


def rename(font, weight: int) -> None:  # type: ignore[no-untyped-def]
    """Give a font a name without the reserved one; copyright and licence stay."""
    plain = f"{FAMILY} {WEIGHTS[weight]}"
    names = {1: plain, 2: "Regular", 3: f"1.005;{plain}", 4: plain, 6: plain.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID == 13:
            record.string = "SIL Open Font License, Version 1.1"


def embedded(styles: str, name: str, font: bytes) -> str:
    """Return a style sheet in which the rule of a font file holds the font itself, the file being second choice.

    A style sheet holds up the first paint, a file does not: with these letters in it, no page is shown in other ones.
    """
    data = base64.b64encode(font).decode("ascii")
    file = f'url("../fonts/{name}") format("woff2");'
    rule = re.compile(r'src:(?: url\("data:[^)]*\) format\("woff2"\),)?\s*' + re.escape(file))
    return rule.sub(f'src: url("data:font/woff2;base64,{data}") format("woff2"), {file}', styles)


def main(package: Path) -> None:
    """Write the font files of the site; the argument is the folder of the npm package."""
    for weight, style in WEIGHTS.items():
        source = package / "fonts" / "complete" / "woff2" / f"IBMPlexSansArabic-{style}.woff2"
        for name, ranges in FILES.items():
            target = FOLDER / f"digest-{name}-{weight}.woff2"
            print(f"{target.name}: {subset(source, ranges, weight, target)} bytes")
    styles = STYLES.read_text(encoding="utf-8")
    for weight in WEIGHTS:
        name = f"digest-arabic-{weight}.woff2"
        styles = embedded(styles, name, (FOLDER / name).read_bytes())
    STYLES.write_text(styles, encoding="utf-8")
    for name, ranges in FILES.items():
        print(f"{name}: {unicode_range(ranges)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
