"""A file layer that fails: at the n-th change of a file or folder the process is killed, or the disk is full.

Python tells an audit hook of each change before it happens. `attempts` does a piece of work in a forked child once for
each n, until one gets through; run it in a process of its own, which has no threads.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

from digest.errors import DigestError

CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}
GROWTH = {"open", "os.mkdir", "os.link", "os.symlink"}
"""What takes space: removing and renaming still works on a full disk."""


def changes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Tell whether an event is about to change the disk; the system call that exchanges folders is one."""
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CHANGES or (event == "ctypes.dlsym" and arguments[1] == "renameat2")


def kill_at(number: int) -> None:
    """Kill this process, as nobody can prevent, right before its change with this number."""
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if changes(event, arguments):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def full_from(number: int) -> None:
    """Let the disk be full from the change with this number on."""
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if changes(event, arguments):
            seen += 1
            if seen >= number and event in GROWTH:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)


def in_child(work: Callable[[], object], before: Callable[[], None] = lambda: None) -> str:
    """Do the work in a forked child; return `done`, `killed`, `refused` (a `DigestError`) or `failed`."""
    child = os.fork()
    if not child:
        code = 3
        try:
            before()
            work()
            code = 0
        except DigestError:
            code = 1
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return {0: "done", 1: "refused"}.get(os.WEXITSTATUS(status), "failed")


def attempts(fault: Callable[[int], None], work: Callable[[], object], reset: Callable[[], None]) -> Iterator[str]:
    """Yield what became of the work with the fault at its first change, its second, …, until it gets through."""
    number = 0
    outcome = ""
    while outcome != "done":
        number += 1
        reset()
        outcome = in_child(work, lambda: fault(number))  # noqa: B023 - called at once
        yield outcome
