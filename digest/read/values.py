"""What single values of front matter and of pages' metadata may be: days, addresses, languages, text."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from digest.arabic import fold_word
from digest.read.damage import find_damage
from digest.records import DateHint

_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20]+\.[^\s<>\"\\^`{|}\x00-\x20]+", re.IGNORECASE)
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


_FIRST_YEAR, _LAST_YEAR = 1800, 2199
"""Years in which news appears: what lies outside is a mistake, and days are counted from it."""


def parse_date(text: str) -> dt.date:
    """Return the day of an ISO 8601 date, with or without a time; digits may be Arabic. Raises `ValueError`."""
    found = _DATE.fullmatch(fold_word(text).upper())
    if not found:
        raise ValueError(f"{text[:40]!r} is no date")
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no day of the calendar") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"{text[:40]!r} is no day on which an article was published")
    return day


def parse_url(text: str) -> str:
    """Return an address that is http or https, has a host and names no user. Raises `ValueError`."""
    if not _URL.fullmatch(text) or not text.isprintable() or "@" in urlsplit(text).netloc:
        raise ValueError(f"{text[:80]!r} is no http or https address")
    return text


def parse_lang(text: str) -> str:
    """Return a tag of Arabic as it is. Raises `ValueError` for any other language."""
    if not _LANG.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no language tag")
    if text.lower() != "ar" and not text.lower().startswith("ar-"):
        raise ValueError(f"{text[:40]!r}: only Arabic is read")
    return text


def parse_text(text: str) -> str:
    """Return words as they are. Raises `ValueError` if they hold what is no text, or were garbled."""
    if any(c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("it holds control characters")
    if damage := find_damage(text):
        raise ValueError(damage.message)
    return text


_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/_-])(\d{1,2})\2(\d{1,2})(?!\d)|/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_-]|$)"
)


_USER = re.compile(r"//[^/?#]*@")  # a name and a password in an address are nobody's business


def url_hint(url: str, line: int | None) -> DateHint | None:
    """Return the day that the path of an address states (`/2022/01/28/`, `/2022-01-28-`, `/20220128/`), if any."""
    found = _URL_DATE.search(url.partition("?")[0].partition("#")[0][:2000])
    if not found:
        return None
    year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    shown = _USER.sub("//", url)[:200]
    try:
        return DateHint(source="url", day=dt.date(int(year), int(month), int(day)), evidence=shown, line=line)
    except ValueError:
        return None
