"""What supervisor and worker say to each other, and its form on the line between them."""

from __future__ import annotations

import struct

HEAD = struct.Struct("!cIQ")
"""Head of a message: its kind, a unit, and the number of bytes that follow."""

READY, BEGIN, VALUE, DONE, LOST, MISTAKE, JOB = (bytes([kind]) for kind in b"RBVDLMJ")
"""Kinds of messages; the last goes to the worker, the others come from it."""


def message(kind: bytes, unit: int, body: bytes = b"") -> bytes:
    """Return a message as it goes over the line."""
    return HEAD.pack(kind, unit, len(body)) + body
