"""What tells an outlet at a glance: a letter, or two Latin ones, and one of eight hues."""

from __future__ import annotations

import hashlib

from digest.escape import Fragment, token
from digest.views.strings import Monogram

HUES = 8
"""Number of hues in `site_src/assets/css/parts.css`: more could not be told apart."""


def hue(key: str) -> Fragment:
    """Return the hue of an outlet, `0` to `7`, from its id alone: a new outlet does not change the others."""
    return token(str(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=2).digest()[0] % HUES))


def letter(name: str, words: Monogram) -> str:
    """Return the letter that stands for an outlet: the first of the first word that is not common to many outlets.

    Of a Latin name the first two: there are fewer first letters of abbreviations than there are agencies.
    """
    common = {word.casefold() for word in words.common}
    parts = name.replace("-", " ").split()
    telling = next((part for part in parts if part.casefold() not in common), parts[0] if parts else "")
    bare = telling.removeprefix(words.article)
    letters = "".join(char for char in (bare if len(bare) > 1 else telling) if char.isalnum())
    latin = letters[:1].isascii() and letters[:1].isalpha()
    return letters[:1].upper() + (letters[1:2].lower() if latin else "")


def level(events: int) -> Fragment:
    """Return how many events a day has on a scale that doubles: 0, 1, 2, 3 to 4, 5 to 8, more."""
    return token(str(min(5, (events - 1).bit_length() + 1 if events else 0)))
