"""Makes a process believe that it runs on another day, and that folders list their files in the other order.

Python loads it at its start where `PYTHONPATH` names this folder: nothing of it can be imported by mistake.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import gc
import os
import time
from collections.abc import Iterator
from typing import Any

LEAP_DAY = 1_835_400_000
"""28 February 2028; the test moves on from there at the clock's pace, so that the clock does move."""

_clock, _localtime, _gmtime, _scandir, _listdir = time.time, time.localtime, time.gmtime, os.scandir, os.listdir
_start = _clock()


def now() -> float:
    return LEAP_DAY + _clock() - _start


def _set(cls: type, name: str, value: object) -> None:
    """Change a class that is written in C."""
    gc.get_referents(cls.__dict__)[0][name] = value
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))


time.time = now
time.time_ns = lambda: int(now() * 1e9)
time.localtime = lambda seconds=None: _localtime(now() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(now() if seconds is None else seconds)
_set(dt.datetime, "now", classmethod(lambda cls, tz=None: cls.fromtimestamp(now(), tz)))
_set(dt.datetime, "utcnow", classmethod(lambda cls: cls.fromtimestamp(now(), dt.UTC).replace(tzinfo=None)))
_set(dt.datetime, "today", classmethod(lambda cls: cls.fromtimestamp(now())))
_set(dt.date, "today", classmethod(lambda cls: cls.fromtimestamp(now())))


class _Reversed:
    """What `os.scandir` returns, the other way round."""

    def __init__(self, *args: Any) -> None:
        with _scandir(*args) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: os.fsencode(entry.name), reverse=True))

    def __enter__(self) -> _Reversed:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def close(self) -> None:
        pass


os.scandir = _Reversed
os.listdir = lambda *args: sorted(_listdir(*args), key=os.fsencode, reverse=True)
