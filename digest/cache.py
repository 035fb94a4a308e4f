"""The cache of the per-article half: SQLite, keyed by content, steps, lexicons and limits.

It is never believed more than the inputs: an entry that does not decode, or whose checksum is wrong, is a miss, and
a damaged database is set aside and made anew. Entries are written in order of the files in one transaction, so two
clean builds of the same input write the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, checksum BLOB NOT NULL, value BLOB NOT NULL) WITHOUT ROWID
"""
_FORMAT = 1
"""Number of the layout above, kept in `user_version`: another number means another program's file."""

_CHUNK = 500
"""Keys in one query: SQLite allows 999 variables in its oldest supported builds."""


class Cache:
    """Results by key; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Cache:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._open()
        except sqlite3.DatabaseError:
            self._discard()
            self._db = self._open()
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=30)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _FORMAT):
                raise sqlite3.DatabaseError(f"layout {version}, expected {_FORMAT}")
            if version == 0:
                with db:
                    db.execute(_SCHEMA)
                    db.execute(f"PRAGMA user_version = {_FORMAT}")
            db.execute("SELECT checksum FROM results LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _discard(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).unlink()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values of those keys that are present and whole."""
        assert self._db is not None
        wanted = list(keys)
        found: dict[str, bytes] = {}
        try:
            for chunk in _chunks(wanted):
                marks = ",".join("?" * len(chunk))
                rows = self._db.execute(f"SELECT key, checksum, value FROM results WHERE key IN ({marks})", chunk)
                found.update((key, value) for key, checksum, value in rows if checksum == _checksum(value))
        except sqlite3.DatabaseError:
            self._db.close()
            self._discard()
            self._db = self._open()
            return {}
        return found

    def put(self, values: Mapping[str, bytes]) -> None:
        """Store values in the mapping's order, in one transaction."""
        assert self._db is not None
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?)",
                ((key, _checksum(value), value) for key, value in values.items()),
            )

    def prune(self, keep: frozenset[str]) -> int:
        """Forget every key that is not in `keep`; return how many were forgotten."""
        assert self._db is not None
        stale = sorted(key for (key,) in self._db.execute("SELECT key FROM results") if key not in keep)
        with self._db:
            self._db.executemany("DELETE FROM results WHERE key = ?", ((key,) for key in stale))
        return len(stale)


def _checksum(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=8).digest()


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
