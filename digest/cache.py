"""The cache of the per-article half: one SQLite file, keyed by content, steps, lexicons and limits.

It is never believed more than the inputs. A row counts only if its checksum, over key and value, is right; anything
else that may stand in the file's place is as good as nothing. The file is never changed: when something is new or
gone, another one is written beside it, with exactly the rows that count, and renamed over it. So nothing of a removed
article stays in free pages, a killed build leaves the old file or the new one, nobody waits for another process, and
the same results make the same bytes whatever was in the file before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import Problem

_SCHEMA = "CREATE TABLE results (key TEXT PRIMARY KEY, checksum BLOB NOT NULL, value BLOB NOT NULL) WITHOUT ROWID"
_FORMAT = 2
"""Number of the layout above and of the checksum, kept in `user_version`."""

_SETTINGS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    f"PRAGMA user_version = {_FORMAT}",
)
"""Said rather than left to how SQLite was compiled, since the bytes of the file depend on them. A file that nobody can
see yet needs no journal, and is flushed once, when it is whole."""

_INSERT = "INSERT INTO results VALUES (?, ?, ?)"

_CHUNK = 500
"""Keys in one query: SQLite allows 999 variables in its oldest supported builds."""

_UNREADABLE = (sqlite3.Error, OSError, MemoryError, ValueError, OverflowError)
"""What reading a damaged file can raise: `ValueError` for messages of SQLite's that quote what is no UTF-8."""

_LARGEST = 10**9
"""Bytes of the largest value that SQLite takes by default."""

_ALL = ""
"""Key of the row that tells which keys the file holds. No result has it: keys are hashes."""


class Cache:
    """Results by key, in a file that may be missing, damaged or somebody else's."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values of those keys that are present and whole; whatever the file is like, it never raises."""
        found: dict[str, bytes] = {}
        with contextlib.suppress(*_UNREADABLE), self._opened() as db:
            for row in _rows(db, keys):
                found.update(row)
        return found

    def store(self, keep: Iterable[str], fresh: Mapping[str, bytes]) -> Problem | None:
        """Make the file hold the results `fresh` and, of what it holds already, those of `keep`; nothing else.

        A file that holds just that is not touched, and where another process is storing it is left to that one. Returns
        why it could not be written, if so: the old file then stays, and only time is lost.
        """
        keep = frozenset(keep)
        left = os.path.lexists(self._beside(".new"))  # by a killed build, perhaps with what has been removed since
        if not fresh and not left and self.get([_ALL]).get(_ALL) == _fingerprint(keep):
            return None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(Timeout), FileLock(self._beside(".lock"), timeout=0):
                self._replace(keep, fresh)
        except (OSError, sqlite3.Error) as error:
            return Problem(
                path=str(self._path),
                message=f"the results cannot be kept for the next build: {getattr(error, 'strerror', None) or error}",
                hint="The site lacks nothing; the next build takes longer. Check free space and permissions.",
                severity="warning",
            )
        return None

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)

    def _replace(self, keep: frozenset[str], fresh: Mapping[str, bytes]) -> None:
        new = self._beside(".new")
        try:
            new.unlink(missing_ok=True)
            self._write(new, keep, fresh)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(self._path)
        finally:
            new.unlink(missing_ok=True)
        for ending in ("-journal", "-wal", "-shm"):  # of an older layout: SQLite would play them into the new file
            self._beside(ending).unlink(missing_ok=True)

    def _write(self, new: Path, keep: frozenset[str], fresh: Mapping[str, bytes]) -> None:
        """Write the file, in order of keys."""
        held: list[str] = []
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as db:
            for setting in _SETTINGS:
                db.execute(setting)
            db.execute("BEGIN")
            db.execute(_SCHEMA)
            for chunk in _chunks(sorted(keep | fresh.keys())):
                values = self.get(key for key in chunk if key not in fresh)
                values |= {key: fresh[key] for key in chunk if key in fresh}
                held += sorted(values)
                db.executemany(_INSERT, ((key, _checksum(key, values[key]), values[key]) for key in sorted(values)))
            whole = _fingerprint(held)
            db.execute(_INSERT, (_ALL, _checksum(_ALL, whole), whole))
            db.execute("COMMIT")

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for reading; raises `sqlite3.Error` or `OSError` if it is not one of ours."""
        kind = self._path.lstat()
        if not stat.S_ISREG(kind.st_mode):  # a link is not followed, and a pipe would be waited for
            raise sqlite3.DatabaseError("not a regular file")
        # "immutable": a file that nobody changes needs no locks and no journal; both could be another program's
        address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as db:
            # a value that claims to be larger than the file is none, and no memory is asked for
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(max(kind.st_size, 1), _LARGEST))
            layout = db.execute("SELECT (SELECT * FROM pragma_user_version), sql FROM sqlite_master").fetchmany(2)
            if layout != [(_FORMAT, _SCHEMA)]:  # a view of this name could run for ever
                raise sqlite3.DatabaseError("another layout")
            yield db


def _rows(db: sqlite3.Connection, keys: Iterable[str]) -> Iterator[dict[str, bytes]]:
    """Yield the whole rows of `keys`, some at a time. Never a scan: in a damaged file that might have no end."""
    for chunk in _chunks(list(keys)):
        marks = ",".join("?" * len(chunk))
        rows = db.execute(f"SELECT key, checksum, value FROM results WHERE key IN ({marks})", chunk)
        wanted = frozenset(chunk)
        yield {
            key: value
            for key, checksum, value in rows
            if key in wanted and isinstance(value, bytes) and checksum == _checksum(key, value)
        }


def _checksum(key: str, value: bytes) -> bytes:
    """Return a hash of key and value together: a value under another's key is as wrong as a damaged one."""
    return hashlib.blake2b(value, digest_size=16, key=hashlib.blake2b(key.encode()).digest()).digest()


def _fingerprint(keys: Iterable[str]) -> bytes:
    return hashlib.blake2b("\0".join(sorted(keys)).encode(), digest_size=16).digest()


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
