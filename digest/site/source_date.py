"""The site's own date instead of the clock's: `SOURCE_DATE_EPOCH`, else the newest article's day.

https://reproducible-builds.org/specs/source-date-epoch/
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

from digest.errors import Problem, SiteError

_NAME = "SOURCE_DATE_EPOCH"

_LAST_SECOND = 2**32 - 1
"""The last that a compressed file can hold (RFC 1952); an article may state any day."""


def source_date() -> int | None:
    """Return what the environment says, in seconds since 1970, UTC; None if it says nothing.

    Raises `SiteError` for what is no such number.
    """
    text = os.environ.get(_NAME, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_SECOND)) and int(text) <= _LAST_SECOND:
        return int(text)
    message = f"is no number of seconds from 1970 on: {text!r:.100}"
    hint = 'Set it to such a number, as of `date +%s` or `git log -1 --format=%ct`, or to nothing: "".'
    raise SiteError([Problem(path=_NAME, message=message, hint=hint)])


@contextmanager
def build_date(newest: str | None) -> Iterator[None]:
    """Give MkDocs a date that is not the clock's; `newest` is the newest article's day, ISO 8601."""
    seconds = source_date()
    if seconds is None:
        day = dt.datetime.fromisoformat(newest) if newest else dt.datetime(1970, 1, 1)
        seconds = min(max(int(day.replace(tzinfo=dt.UTC).timestamp()), 0), _LAST_SECOND)
    before = os.environ.get(_NAME)
    os.environ[_NAME] = str(seconds)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NAME]
        else:
            os.environ[_NAME] = before
