"""What a pattern of `search.toml` may be: the same in Python and in the browser, and quick on any word."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters of a pattern."""
MOST_OPTIONAL = 8
"""Question marks of a pattern: each may double the ways in which a word is tried."""

_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]")
_ESCAPE = re.compile(r"\\(?!u[0-9A-Fa-f]{4}|[^\w\s])")
_GROUP = re.compile(r"\(\?(?![:=!])")
_ENDLESS = re.compile(r"[*+]|\{\d*,\}|\{\d{2,}|\{\d*,\d{2,}|\)\{")
_REFERENCE = re.compile(r"\$(\d*)")


def fault_of(pattern: str) -> str:
    """Return what is wrong with a regular expression, nothing if it can be used."""
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"{pattern[:LONGEST]!r} is no regular expression: {error}"
    if len(pattern) > LONGEST:
        return f"a pattern is longer than {LONGEST} characters"
    if compiled.flags & ~re.UNICODE or _GROUP.search(pattern) or _ESCAPE.search(pattern):
        return f"{pattern!r} holds what browsers read otherwise: write letters, classes, groups and (?=…) only"
    if _ENDLESS.search(_CLASS.sub("x", pattern)):
        return f"{pattern!r} repeats without a bound: a word is short, name its letters"
    if _CLASS.sub("x", pattern).replace("(?", "(").count("?") > MOST_OPTIONAL:
        return f"{pattern!r} has more than {MOST_OPTIONAL} optional parts"
    return ""


def fault_of_replacement(pattern: str, becomes: str) -> str:
    """Return what is wrong with what a match of a pattern becomes; `$1` … stand for its groups."""
    groups = re.compile(pattern).groups
    for match in _REFERENCE.finditer(becomes):
        if not (match[1].isascii() and match[1].isdigit() and len(match[1]) == 1 and 1 <= int(match[1]) <= groups):
            return f"{becomes!r} names the group {match[0]!r}, and {pattern!r} has {groups}"
    return f"{becomes!r} holds a backslash; groups are written $1" if "\\" in becomes else ""
