"""Pages whose picture for messengers could not be drawn: they must not name it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import structs

from digest.records import Page

_LINES = re.compile(r"^card(?:_alt)?: .*\n", re.MULTILINE)


def without_pictures(pages: Sequence[Page], drawn: Collection[str]) -> tuple[Page, ...]:
    """Return the pages; of those whose card is not among the paths `drawn`, the front matter names none."""
    return tuple(page if page.card is None or page.card.path in drawn else _without(page) for page in pages)


def _without(page: Page) -> Page:
    end = page.text.index("\n---\n", 3)
    return structs.replace(page, text=_LINES.sub("", page.text[:end]) + page.text[end:], card=None)
