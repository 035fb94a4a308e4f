"""Signals that end a command: Ctrl+C, and what CI services and service managers send, all handled alike.

Each becomes a `KeyboardInterrupt`, so that whatever is half done is put away. Once the new site is about to be switched
in (`hold`), the command runs to its end: it is too late to say that nothing was built.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import ClassVar

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(KeyboardInterrupt):
    """A signal asked the command to end; its text is the signal's name."""


class _State:
    held: ClassVar[bool] = False
    noted: ClassVar[str] = ""
    """The signal that came: kept too, since an exception raised inside a callback of a library is lost."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` in the block at a signal that is not ignored already (`nohup` ignores one).

    Only the main thread can be told of signals; in another the block runs as if nothing were here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    owner = os.getpid()

    def handle(number: int, _frame: FrameType | None) -> None:
        if os.getpid() != owner:  # a worker that was forked: it has nothing to put away
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        _State.noted = signal.Signals(number).name
        if not _State.held:
            raise Stopped(_State.noted)

    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    _State.held, _State.noted = False, ""
    try:
        for number in (number for number, old in before.items() if old not in (signal.SIG_IGN, None)):
            signal.signal(number, handle)
        yield
    finally:
        for number, old in before.items():
            if old is not None:
                signal.signal(number, old)
        _State.held, _State.noted = False, ""


def hold() -> None:
    """Put off every signal from here on; raise `Stopped` if one came before and was lost."""
    _State.held = True
    if _State.noted:
        _State.held = False
        raise Stopped(_State.noted)


def resume() -> None:
    """Let signals end the command again, and end it if one was put off."""
    _State.held = False
    if _State.noted:
        raise Stopped(_State.noted)
