"""What the first pass hands to the second: names with the indices of their words, and titles without a name."""

from __future__ import annotations

from typing import NamedTuple

from digest.names.titles import Title
from digest.records import EntityKind


class Hit(NamedTuple):
    """A name seen in the text."""

    first: int
    last: int
    cut: int
    kind: EntityKind
    known: str | None
    """Id of the curated entity, None if the name is not in the lexicon."""
    words: tuple[str, ...]
    """Folded words of the name, clitics taken off."""
    rule: str
    title: Title | None = None
    role: str | None = None
    """Office that a dual head gives ("الرئيسان الروسي … والصيني …")."""
    of: str | None = None
    """State of that office."""
    prefix: str = ""
    """Words that the full name has before what stands in the text."""


class Spotted(NamedTuple):
    """What the first pass found."""

    hits: tuple[Hit, ...]
    """Names, in order, not overlapping."""
    titles: tuple[Title, ...]
    """Titles without a name, in order."""
