"""SVG as text: elements with escaped attributes and labels, right to left, on one line.

A drawing stands inside a block of HTML in a Markdown page; a blank line or a line break in it would end the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.escape import Fragment, xml_text
from digest.records import Record

_OWN = re.compile(r"[A-Za-z0-9 .,%_\-]+")

LIMIT = 25_000
"""Most bytes of a figure."""


class Box(Record, frozen=True, kw_only=True):
    """A rectangle that a label takes, in the drawing's units (CSS pixels at full size)."""

    x: float
    """Left edge."""
    y: float
    """Upper edge."""
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Tell whether two rectangles share more than an edge."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


def number(value: float) -> str:
    """Return a coordinate with at most one decimal, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _plain(value: str) -> str:
    """Return a value of this program's own making (a class, a path, a share) as it is; nothing for any other."""
    return value if _OWN.fullmatch(value) else ""


def element(name: str, attributes: dict[str, str | float | None], children: Iterable[Fragment] = ()) -> Fragment:
    """Return an element; attributes that are None are left out, an underscore in a name stands for a hyphen."""
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            shown = number(value) if isinstance(value, float | int) else _plain(value) or xml_text(value)
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{shown}"')
    inner = "".join(children)
    head = " ".join(parts)
    return Fragment(f"<{head}>{inner}</{name}>" if inner else f"<{head}/>")


def label(text: str, **attributes: str | float | None) -> Fragment:
    """Return a text element; its right edge, where Arabic begins, is at `x`."""
    return element("text", dict(attributes), [xml_text(text)])


def lines(texts: Iterable[str], x: float, y: float, leading: float, **attributes: str | None) -> Fragment:
    """Return the lines of one label under each other; `y` is the base line of the first."""
    return element("g", dict(attributes), [label(text, x=x, y=y + n * leading) for n, text in enumerate(texts)])


def anchor(href: Fragment | None, children: Iterable[Fragment], *, named: str | None = None) -> Fragment:
    """Return a link around parts of a drawing, or the parts in a group where there is no page to lead to."""
    if href is None:
        return element("g", {}, children)
    # The target is percent-encoded already, and holds nothing that an attribute could mistake.
    inner = "".join(children)
    name = Fragment(f' aria-label="{xml_text(named)}"') if named else Fragment("")
    return Fragment(f'<a href="{href}"{name}>{inner}</a>')
