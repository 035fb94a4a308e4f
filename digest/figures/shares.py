"""Shares of a whole: one bar for a row, drawn in proportion to the largest."""

from __future__ import annotations

from digest.escape import Fragment
from digest.figures.svg import element

_WIDE, _HIGH = 100, 8


def bar(count: int, most: int) -> Fragment:
    """Return a bar that fills its room by `count` of `most`; it begins at the right.

    The drawing stretches with its row, and says nothing that the row does not say in words, so that it is hidden from
    screen readers.
    """
    share = _WIDE * count / most if most else 0.0
    attributes: dict[str, str | float | None] = {
        "class": "d-share",
        "viewBox": f"0 0 {_WIDE} {_HIGH}",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
    }
    shown = max(share, 0.5) if count else 0.0
    return element(
        "svg",
        attributes,
        [
            element("rect", {"width": float(_WIDE), "height": float(_HIGH), "class": "d-share-all"}),
            element("rect", {"x": _WIDE - shown, "width": shown, "height": float(_HIGH), "class": "d-share-part"}),
        ],
    )
