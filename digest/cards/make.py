"""All cards of a collection: what was drawn before is kept, the rest is drawn by as many processes as there may be.

A picture carries in its last chunk a seal over its own bytes and over all that it was drawn from. The file of an
earlier build is taken for what it is only if the seal is right, so that a damaged or older picture is drawn again.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from digest.cards.fonts import fingerprint
from digest.cards.picture import draw
from digest.records import Card

_BATCH = 25
"""Cards that a process draws at a time."""

_WORTH_A_POOL = 100
"""Fewer cards than this are drawn sooner than processes start."""

_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_KEYWORD = b"digest\0"
_SEALED = 12 + len(_KEYWORD) + 32
"""Length of the chunk with the seal: length, type, keyword, 32 hexadecimal digits, checksum."""

_LARGEST = 200_000
"""Bytes of a file that can be a card; a larger one is not read."""


def make_cards(
    cards: Sequence[Card], docs: Path, *, workers: int = 1, progress: Callable[[int], None] = lambda _done: None
) -> dict[str, bytes]:
    """Return the picture of every card by its path under `docs`, which holds those of an earlier build.

    The bytes depend on the cards alone, not on `docs` or the number of workers. `progress` is told how many were drawn
    since it was told last. Needs raqm (`fonts.why_not`).
    """
    made: dict[str, bytes | None] = {card.path: _kept(card, docs / card.path) for card in cards}
    missing = [card for card in cards if made[card.path] is None]
    batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
    if workers <= 1 or len(missing) < _WORTH_A_POOL:
        for batch in batches:
            _take(made, batch, _sealed_cards(batch), progress)
    else:
        with ProcessPoolExecutor(min(workers, os.cpu_count() or 1)) as pool:
            for batch, pictures in zip(batches, pool.map(_sealed_cards, batches), strict=True):
                _take(made, batch, pictures, progress)
    return {path: picture for path, picture in made.items() if picture is not None}


def _take(
    made: dict[str, bytes | None], batch: Sequence[Card], pictures: Sequence[bytes], progress: Callable[[int], None]
) -> None:
    made.update((card.path, picture) for card, picture in zip(batch, pictures, strict=True))
    progress(len(batch))


def _sealed_cards(cards: Sequence[Card]) -> list[bytes]:
    return [_with_seal(draw(card), card) for card in cards]


# ------------------------------------------------------------------------------------------------ the seal


def _with_seal(picture: bytes, card: Card) -> bytes:
    """Return a PNG file with its seal in a text chunk before the end (PNG 3rd ed., 11.3.3.2)."""
    body = picture.removesuffix(_END)
    chunk = b"tEXt" + _KEYWORD + _seal(body, card)
    return b"".join((body, (len(chunk) - 4).to_bytes(4, "big"), chunk, zlib.crc32(chunk).to_bytes(4, "big"), _END))


def _seal(body: bytes, card: Card) -> bytes:
    """Return a hash over a picture's bytes and everything that it was drawn from."""
    drawn_from = msgspec.json.encode([fingerprint(), card], order="sorted")
    return hashlib.blake2b(body, digest_size=16, key=hashlib.blake2b(drawn_from).digest()).hexdigest().encode()


def _kept(card: Card, file: Path) -> bytes | None:
    """Return the picture of an earlier build if it is whole and of this very card."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            return None
        data = file.read_bytes()
    except OSError:
        return None
    body = data[: -_SEALED - len(_END)]
    return data if len(data) > _SEALED + len(_END) and data == _rebuilt(body, card) else None


def _rebuilt(body: bytes, card: Card) -> bytes:
    return _with_seal(body + _END, card)
