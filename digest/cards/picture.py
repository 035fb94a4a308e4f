"""A card as a picture: 1200 × 630 pixels, a palette of the site's own colours, the same bytes for the same card.

Every part is drawn as a mask of how much of a pixel it covers, and the masks become steps between two colours of the
palette: crisp edges in a small file, and no search for the best colours.
"""

from __future__ import annotations

import functools
import io
from typing import NamedTuple

from PIL import Image, ImageDraw

from digest.cards.fonts import Weight, font
from digest.cards.layout import Lines, base_direction, fit, in_order, legible, width
from digest.records import Card

SIZE = (1200, 630)
"""Width and height in pixels, what Open Graph and the large Twitter card ask for."""

_MARGIN = 72
_INNER = SIZE[0] - 2 * _MARGIN
_RIGHT = SIZE[0] - _MARGIN

# The light scheme of site_src/assets/css/digest.css; a test compares them.
PAPER, INK, QUIET, RULE, ACCENT = "#fbfaf7", "#1d1c1a", "#5d594f", "#ddd8cd", "#0b5a61"
_PAIRS = ((INK, PAPER), (QUIET, PAPER), (RULE, PAPER), (ACCENT, PAPER), (PAPER, ACCENT))
_STEPS = 16
"""Steps from one colour of a pair to the other."""

_TITLE_SIZES = (82, 76, 70, 64, 58, 54, 50, 46)
_TITLE_SIZES_WITH_WORDS = (76, 64)
"""Sizes that leave room for a quotation under a title of one line or two."""
_TITLE_LEADING = 1.42
_QUOTED_STEP, _SPEAKER, _ABOVE = 48, 44, 26
"""Heights of a line of quoted words, of the line of the speaker, and of the space above it."""
_BREATH = 22
"""Least space under and over a rule."""
_KICKER = 52
"""Height of the line over the title."""
_HEAD_LINE = 146
"""Height of the rule under the masthead."""
_FOOT_LINE = 546
"""Height of the rule over the foot."""


def draw(card: Card) -> bytes:
    """Return the card as a PNG file.

    Needs raqm (`fonts.why_not`). Any text is accepted, and the time does not grow with its length.
    """
    canvas = _Canvas()
    if card.masthead:
        _masthead(canvas, card)
        _event(canvas, card)
    else:
        _collection(canvas, card)
    return canvas.png()


class _Canvas:
    """A picture of palette indices."""

    def __init__(self) -> None:
        self._image = Image.new("P", SIZE, 0)
        self._image.putpalette(_palette())

    def rule(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle: left, top, right and bottom, the latter two outside."""
        left, top, right, bottom = box
        self._image.paste(_index(colour), (left, top, right, bottom))

    def text(self, at: tuple[int, int], text: str, look: tuple[Weight, int, str], *, to_left: bool = False) -> None:
        """Draw a line with its right end (or, `to_left`, its left end) and its baseline at a point."""
        if not text:
            return
        weight, size, colour = look
        top, height = at[1] - 2 * size, 3 * size
        mask = Image.new("L", (SIZE[0], height), 0)
        ImageDraw.Draw(mask).text(
            (at[0], 2 * size),
            in_order(text),
            font=font(weight, size),
            fill=255,
            anchor="ls" if to_left else "rs",
            direction=base_direction(text),
            language="ar",
        )
        self._blend(mask, (0, top), colour, PAPER)

    def mark(self, right: int, top: int, side: int) -> None:
        """Draw the site's mark (site_src/assets/images/mark.svg), with its upper right corner at a point."""
        tile, lines = _mark(side)
        self._blend(tile, (right - side, top), ACCENT, PAPER)
        self._blend(lines, (right - side, top), PAPER, ACCENT)

    def _blend(self, mask: Image.Image, at: tuple[int, int], colour: str, ground: str) -> None:
        box = mask.getbbox()
        if box is None:
            return
        part = mask.crop(box)
        start = _PAIRS.index((colour, ground)) * _STEPS
        steps = part.point([start + value * (_STEPS - 1) // 255 for value in range(256)])
        self._image.paste(steps, (at[0] + box[0], at[1] + box[1]), part.point(lambda value: 255 if value > 8 else 0))

    def png(self) -> bytes:
        """Return the file, without a chunk that tells the time."""
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=6)
        return out.getvalue()


# ------------------------------------------------------------------------------------------------ colours


@functools.cache
def _palette() -> bytes:
    """Return red, green and blue of every step of every pair."""
    values: list[int] = []
    for colour, ground in _PAIRS:
        for step in range(_STEPS):
            share = step / (_STEPS - 1)
            values += [round(share * c + (1 - share) * g) for c, g in zip(_rgb(colour), _rgb(ground), strict=True)]
    return bytes(values)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _index(colour: str) -> int:
    """Return the palette's index of a full colour."""
    return [pair[0] for pair in _PAIRS].index(colour) * _STEPS + _STEPS - 1


@functools.cache
def _mark(side: int) -> tuple[Image.Image, Image.Image]:
    """Return the masks of the mark's tile and of its lines, drawn large and made smaller for smooth edges."""
    fine = 8
    unit = side * fine / 32
    tile, lines = (Image.new("L", (side * fine, side * fine), 0) for _ in range(2))
    ImageDraw.Draw(tile).rounded_rectangle((0, 0, side * fine - 1, side * fine - 1), 6 * unit, fill=255)
    pen, radius = ImageDraw.Draw(lines), 1.3 * unit
    for stroke in (((17, 8), (11, 14), (17, 20)), ((24, 8), (18, 14), (24, 20)), ((8, 26), (24, 26))):
        points = [(x * unit, y * unit) for x, y in stroke]
        pen.line(points, fill=255, width=round(2.6 * unit), joint="curve")
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    small = (side, side)
    return tile.resize(small, Image.Resampling.BOX), lines.resize(small, Image.Resampling.BOX)


# ------------------------------------------------------------------------------------------------ the cards


def _masthead(canvas: _Canvas, card: Card) -> None:
    """Draw mark, name and day over a double rule, as newspapers head a page."""
    canvas.mark(_RIGHT, 54, 60)
    room = _INNER - 80
    if text := legible(card.day):
        day = fit(text, "regular", (600, 30, 1), (30, 27, 24, 21), 1.0)
        canvas.text((_MARGIN, 95), day.lines[0], ("regular", day.size, QUIET), to_left=True)
        room -= 40 + round(width(day.lines[0], "regular", day.size))
    canvas.text((_RIGHT - 80, 95), _one_line(card.masthead, "semibold", 34, room), ("semibold", 34, INK))
    canvas.rule((_MARGIN, _HEAD_LINE - 8, _RIGHT, _HEAD_LINE - 4), INK)
    canvas.rule((_MARGIN, _HEAD_LINE, _RIGHT, _HEAD_LINE + 1), INK)


def _event(canvas: _Canvas, card: Card) -> None:
    """Draw theme, title and, where a short title leaves room, the first words of a quotation, between the rules."""
    kicker = _one_line(card.kicker, "semibold", 30, _INNER)
    head = _KICKER if kicker else 0
    text = legible(card.title) or kicker or "…"
    title, quotation = _with_words(text, card, _FOOT_LINE - _HEAD_LINE - 2 * _BREATH - head)
    tall = head + _height(title) + (quotation.height if quotation else 0)
    top = _HEAD_LINE + (_FOOT_LINE - _HEAD_LINE - tall) // 2
    if kicker:
        canvas.text((_RIGHT, top + 32), kicker, ("semibold", 30, ACCENT))
    step = round(title.size * _TITLE_LEADING)
    for number, line in enumerate(title.lines):
        at = (_RIGHT, top + head + step * number + round(0.98 * title.size))
        canvas.text(at, line, ("semibold", title.size, INK))
    if quotation:
        quotation.draw(canvas, top + head + _height(title))
    _foot(canvas, card)


def _with_words(text: str, card: Card, room: int) -> tuple[Lines, _Quotation | None]:
    """Return the title, and the quotation where both have room."""
    if quoted := _Quotation.of(card):
        for size in _TITLE_SIZES_WITH_WORDS:
            title = fit(text, "semibold", (_INNER, room, 2), (size,), _TITLE_LEADING)
            quotation = quoted.within(room - _height(title))
            if title.whole and quotation:
                return title, quotation
    return fit(text, "semibold", (_INNER, room, 4), _TITLE_SIZES, _TITLE_LEADING), None


def _height(title: Lines) -> int:
    return round(title.size * _TITLE_LEADING) * len(title.lines)


class _Quotation(NamedTuple):
    """Who said the words, and their beginning in one line or two, beside a rule."""

    speaker: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, card: Card) -> _Quotation | None:
        """Return the quotation of a card in two lines at most; None where there is none, or nobody said it."""
        words, speaker = legible(card.words), _one_line(card.speaker, "semibold", 28, 900)
        if not words or not speaker:
            return None
        return cls(speaker, _quoted(words, 2))

    def within(self, room: int) -> _Quotation | None:
        """Return it in as many lines as there is room for; None where there is too little."""
        if self.height <= room:
            return self
        shorter = self._replace(lines=_quoted(" ".join(self.lines).strip("«»"), 1))
        return shorter if shorter.height <= room else None

    @property
    def height(self) -> int:
        """Pixels, with the space above."""
        return _ABOVE + _SPEAKER + _QUOTED_STEP * len(self.lines)

    def draw(self, canvas: _Canvas, top: int) -> None:
        """Draw it under what ends at `top`."""
        top += _ABOVE
        canvas.rule((_RIGHT - 5, top, _RIGHT, top - _ABOVE + self.height - 4), ACCENT)
        canvas.text((_RIGHT - 32, top + 28), self.speaker, ("semibold", 28, QUIET))
        for number, line in enumerate(self.lines):
            at = (_RIGHT - 32, top + _SPEAKER + _QUOTED_STEP * number + 32)
            canvas.text(at, line, ("regular", 32, INK))


def _quoted(words: str, rows: int) -> tuple[str, ...]:
    """Return the beginning of quoted words between quotation marks, which stand whole even where words are left out."""
    lines = fit(f"«{words}»", "regular", (_INNER - 60, rows * _QUOTED_STEP, rows), (32,), 1.5).lines
    return lines if lines[-1].endswith("»") else (*lines[:-1], lines[-1] + "»")


def _foot(canvas: _Canvas, card: Card) -> None:
    """Draw what stands in the foot over a hairline, as many as there is room for."""
    canvas.rule((_MARGIN, _FOOT_LINE, _RIGHT, _FOOT_LINE + 2), RULE)
    shown = ""
    for item in filter(None, map(legible, card.foot)):
        longer = f"{shown}  ·  {item}" if shown else _one_line(item, "regular", 28, _INNER - 60)
        if width(longer, "regular", 28) > _INNER - 60:
            shown += "  ·  …"
            break
        shown = longer
    canvas.text((_RIGHT, 592), shown, ("regular", 28, QUIET))


def _collection(canvas: _Canvas, card: Card) -> None:
    """Draw the card of the whole collection: the mark, its name large, the line under it, its days and numbers."""
    canvas.mark(_RIGHT, 84, 104)
    title = fit(legible(card.title) or "…", "semibold", (_INNER, 220, 2), (112, 96, 84, 72, 60), 1.3)
    step = round(1.3 * title.size)
    for number, line in enumerate(title.lines):
        canvas.text((_RIGHT, 228 + step * number + title.size), line, ("semibold", title.size, INK))
    top = 228 + step * len(title.lines) + 26
    if words := legible(card.words):
        under = fit(words, "regular", (_INNER, 114, 2 if len(title.lines) == 1 else 1), (38, 34, 30), 1.5)
        for number, line in enumerate(under.lines):
            at = (_RIGHT, top + round(1.5 * under.size) * number + under.size)
            canvas.text(at, line, ("regular", under.size, QUIET))
    canvas.text((_MARGIN, 150), _one_line(card.day, "regular", 30, 860), ("regular", 30, QUIET), to_left=True)
    _foot(canvas, card)


def _one_line(text: str, weight: Weight, size: int, across: int) -> str:
    """Return as much of a text as one line holds."""
    shown = legible(text)
    return fit(shown, weight, (across, size, 1), (size,), 1.0).lines[0] if shown else ""
