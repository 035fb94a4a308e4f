"""One build at a time: a lock that its process cannot leave behind, whatever kills it."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import Problem, SiteError

_NOT_HERE = frozenset(
    {
        *(errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL),  # a file system without locks
        *(errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT),  # a folder that takes no new file
    }
)


class BusyError(SiteError):
    """Another process is at it; a later try may succeed."""


@contextmanager
def only_one(lock: Path, busy: Problem, *, keep: bool = False) -> Iterator[None]:
    """Hold the lock of the file `lock` in the block; raise `BusyError` at once if another process has it.

    The kernel gives the lock back when the process ends, even by `kill -9`; the file itself means nothing and is
    removed, unless `keep`. Where the folder takes no file or its file system knows no locks, a file in the system's
    folder for temporary files stands for it, which keeps the builds of one user on one machine apart.
    """
    held = _taken(lock, busy)
    try:
        yield
    finally:
        if not keep or held.lock_file != str(lock):
            # first the name, then the lock: who opened the file meanwhile sees that it has no name any more
            with suppress(OSError):
                Path(held.lock_file).unlink()
        held.release()


def _taken(lock: Path, busy: Problem) -> FileLock:
    for path in (lock, lock, _elsewhere(lock)):  # twice: who held it may have removed it just now
        held = FileLock(path, timeout=0, fallback_to_soft=False, is_singleton=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            held.acquire()
        except Timeout:
            if path != lock or os.path.lexists(path):
                raise BusyError([busy]) from None
        except OSError as error:
            denied = error.errno in (errno.EACCES, errno.EPERM) and lock.exists()  # another user's
            if path != lock or error.errno not in _NOT_HERE or denied:
                raise
        else:
            return held
    raise AssertionError("the second place either locks or raises")


def _elsewhere(lock: Path) -> Path:
    """Return the name that stands for a lock where it cannot lie in its own place."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    name = hashlib.blake2b(os.fsencode(lock.parent.resolve() / lock.name), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"digest-{user}-{name}.lock"
