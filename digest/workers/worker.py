"""A worker's side: doing jobs, telling how far it is, and keeping itself within its limits."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from digest.errors import DigestError, raised
from digest.workers.messages import BEGIN, DONE, HEAD, LOST, MISTAKE, READY, VALUE, message

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class Budget(NamedTuple):
    """What one unit may cost."""

    seconds: int
    """Seconds of processor time."""
    megabytes: int
    """Millions of bytes beyond what the worker held before it."""
    clock: float = 0
    """Seconds of the clock, for what uses no processor time; six times `seconds` unless given."""

    @property
    def patience(self) -> float:
        """Return the seconds of the clock after which a unit is given up."""
        return self.clock or 6.0 * self.seconds


Handler = Callable[[bytes, "JobContext"], None]
"""Does a job: asks `JobContext.begin` before each unit but the first, and gives each one's value to `JobContext.give`.
"""


class JobContext:
    """What a handler has besides the job: the way to the supervisor."""

    def __init__(self, line: socket.socket, budget: Budget, resume: int = 0) -> None:
        self._line = line
        self._budget = budget
        self._resume = resume
        self._unit = 0

    def begin(self, unit: int) -> bool:
        """Tell which unit comes next and give it its whole budget; false if it is done, or lost, already."""
        if 0 < unit <= self._resume:
            return False
        self._unit = unit
        self._line.sendall(message(BEGIN, unit))
        _limit_time(self._budget.seconds)
        _limit_memory(self._budget.megabytes)
        return True

    def give(self, value: bytes) -> None:
        """Hand over what the unit came to."""
        self._line.sendall(message(VALUE, self._unit, value))


def work(
    line: socket.socket, prepare: Callable[[], Handler], budget: Budget, copied: Sequence[socket.socket] = ()
) -> None:
    """Be a worker: the main function of its process.

    `copied` are the supervisor's ends of lines, which a copy of it holds too: a line ends when nobody holds it.
    """
    for other in copied:
        other.close()
    _die_with_parent()
    gc.freeze()  # what was copied with the process is never garbage, and looking at it would copy it page by page
    # Ctrl-C and a closed terminal reach the whole group: the supervisor answers them, and ends its workers.
    for name, answer in (("INT", signal.SIG_IGN), ("HUP", signal.SIG_IGN), ("TERM", signal.SIG_DFL)):
        if number := getattr(signal, f"SIG{name}", None):
            signal.signal(number, answer)
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    if resource:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with contextlib.suppress(OSError):  # where memory runs out the kernel should end a worker, not its supervisor
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    _serve(line, prepare, budget)


def _serve(line: socket.socket, prepare: Callable[[], Handler], budget: Budget) -> None:
    """Do jobs until there are none; what goes wrong is told, and ends the worker."""
    try:
        handle = prepare()
        line.sendall(message(READY, 0))
        while (job := _next(line)) is not None:
            data, resume = job
            context = JobContext(line, budget, resume)
            context.begin(0)
            handle(data, context)
            _limit_time(0)
            line.sendall(message(DONE, 0))
    except MemoryError:
        _limit_memory(None)
        line.sendall(message(LOST, 0, b"memory\0"))
    except DigestError as error:
        line.sendall(message(MISTAKE, 0, msgspec.json.encode(error.problems)))
    except (ConnectionError, EOFError):
        pass  # the supervisor is gone
    except BaseException as error:  # a step that calls `sys.exit` included
        line.sendall(message(LOST, 0, b"fault\0" + raised(error).encode()))


def _next(line: socket.socket) -> tuple[bytes, int] | None:
    """Wait for a job; return it and the unit behind which it is taken up, None when the supervisor has gone."""
    head = _take(line, HEAD.size)
    if head is None:
        return None
    _, resume, size = HEAD.unpack(head)
    data = _take(line, size)
    return None if data is None else (data, resume)


def _take(line: socket.socket, size: int) -> bytes | None:
    """Return the next `size` bytes, None if the line ends before."""
    parts = []
    while size:
        part = line.recv(min(size, 1 << 16))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


# ------------------------------------------------------------------------------------------------ the limits


def _die_with_parent() -> None:
    """Have the kernel end this process with the one that started it; elsewhere, or if that is gone, the line does."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _limit_time(seconds: int) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int | None) -> None:
    """Let this process take so many more megabytes than it holds now; None lifts the limit.

    `RLIMIT_DATA` counts what is private and writable. `RLIMIT_AS` counts what is merely reserved too (a thread's arena
    is 64 MB), hence twice as much; some sandboxes enforce it alone.
    """
    held = _held() if megabytes is not None else None
    if not resource or (held is None and megabytes is not None):
        return
    for kind, now, times in zip((resource.RLIMIT_DATA, resource.RLIMIT_AS), held or (0, 0), (1, 2), strict=True):
        _, most = resource.getrlimit(kind)
        soft = most if megabytes is None else now + times * megabytes * 1_000_000
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft if most == resource.RLIM_INFINITY else min(soft, most), most))


def _held() -> tuple[int, int] | None:
    """Return the bytes of data and of address space that this process holds, None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
        return int(pages[5]) * resource.getpagesize(), int(pages[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return None
