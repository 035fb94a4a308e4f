"""All cards of a collection: what was drawn before is kept, the rest is drawn by as many processes as there may be.

A picture carries in its last chunk a seal over its own bytes and over all that it was drawn from. The file of an
earlier build is taken for what it is only if the seal is right, so that a damaged or older picture is drawn again.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from digest.cards.fonts import fingerprint
from digest.cards.picture import draw
from digest.errors import Problem
from digest.records import Card
from digest.workers import Budget, Handler, JobContext, supervise

_BATCH = 25
"""Cards that a process draws at a time."""

_BUDGET = Budget(seconds=10, megabytes=512)
"""What one picture may cost; it takes some hundredths of a second."""

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

    A card that cannot be drawn, or not within the limits of time and memory, is missing in the answer; `undrawn` tells
    of it. The bytes depend on the cards alone, not on `docs` or the number of workers. `progress` is told how many were
    drawn since it was told last. Needs raqm (`fonts.why_not`).
    """
    made: dict[str, bytes | None] = {card.path: _kept(card, docs / card.path) for card in cards}
    missing = [card for card in cards if made[card.path] is None]
    batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
    if batches:
        fingerprint()  # workers that begin as copies of this process need not read code and fonts for it again
    jobs = [msgspec.json.encode(batch) for batch in batches]
    with contextlib.closing(supervise(jobs, _drawer, _BUDGET, workers=workers)) as outcomes:
        for batch, outcome in zip(batches, outcomes, strict=True):
            pictures = dict(map(_PICTURE.decode, outcome.values))
            made.update((card.path, pictures[number]) for number, card in enumerate(batch, 1) if number in pictures)
            progress(len(batch))
    return {path: picture for path, picture in made.items() if picture is not None}


def undrawn(cards: Sequence[Card], made: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return a warning for each card that `make_cards` did not make."""
    return tuple(
        Problem(
            path=card.path,
            message="the picture for messengers could not be drawn: its page names none",
            hint="Its title or words may hold what the library does not survive; the page lacks nothing else.",
            severity="warning",
        )
        for card in cards
        if card.path not in made
    )


_CARDS = msgspec.json.Decoder(list[Card])
_PICTURE = msgspec.msgpack.Decoder(tuple[int, bytes])


def _drawer() -> Handler:
    return _draw_batch


def _draw_batch(job: bytes, context: JobContext) -> None:
    """Draw cards in a worker, each a unit by itself."""
    for number, card in enumerate(_CARDS.decode(job), 1):
        if context.begin(number):
            context.give(msgspec.msgpack.encode((number, _with_seal(draw(card), card))))


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
