"""The supervisor's hold of one worker: its process, the line to it, and what it is at."""

from __future__ import annotations

import contextlib
import multiprocessing
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from digest.workers.messages import HEAD, JOB, message
from digest.workers.worker import Budget, Handler, work

_STARTING = 300.0
"""Seconds of the clock in which a worker must have started, models loaded and all."""


def forks() -> bool:
    """Tell whether workers are copies of this process, which need not load again what it has loaded.

    Only Linux copies safely, and only while no other thread runs (the preview has some, and so has torch): a lock that
    such a thread holds would be held for ever in the copy.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and "torch" not in sys.modules


class Worker:
    """One worker, from its start to its end."""

    def __init__(self, prepare: Callable[[], Handler], budget: Budget, others: Sequence[socket.socket]) -> None:
        context: Any = multiprocessing.get_context(_start_method())
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload([getattr(prepare, "func", prepare).__module__])
        self.line, theirs = socket.socketpair()
        with theirs:
            copied = (self.line, *others) if context.get_start_method() == "fork" else ()
            self.process = context.Process(target=work, args=(theirs, prepare, budget, copied), daemon=True)
            try:
                self.process.start()
            except BaseException:
                self.line.close()
                raise
        self.line.setblocking(False)
        self.ready = False
        self.job: int | None = None
        self.unit = 0
        self.stalled = False
        self.told: tuple[Literal["memory", "fault"], str] | None = None
        self.deadline = time.monotonic() + _STARTING
        self._buffer = bytearray()

    def take(self, number: int, data: bytes, resume: int, patience: float) -> None:
        """Begin the job `number` behind the unit `resume`; the worker must be waiting for one, so that it reads."""
        self.job, self.unit = number, 0
        self.line.settimeout(patience)  # a job may be longer than what the line holds
        with contextlib.suppress(OSError):  # a worker that has died, or never reads, is found so when it is listened to
            self.line.sendall(message(JOB, resume, data))
        self.line.setblocking(False)
        self.deadline = time.monotonic() + patience

    def messages(self) -> Iterator[tuple[bytes, int, bytes] | None]:
        """Yield the whole messages that have come, and None at the end of the line."""
        while True:
            try:
                part = self.line.recv(1 << 18)
            except BlockingIOError:
                return
            except OSError:
                part = b""
            self._buffer += part
            while len(self._buffer) >= HEAD.size:
                kind, unit, size = HEAD.unpack_from(self._buffer)
                if len(self._buffer) < HEAD.size + size:
                    break
                value = bytes(self._buffer[HEAD.size : HEAD.size + size])
                del self._buffer[: HEAD.size + size]
                yield kind, unit, value
            if not part:
                yield None
                return

    def end(self) -> int | None:
        """End the process if it has not ended, and return its exit code, negative for a signal."""
        self.process.join(0 if self.stalled else 1)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.line.close()
        code: int | None = self.process.exitcode
        self.process.close()
        return code


def _start_method() -> str:
    if forks():
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
