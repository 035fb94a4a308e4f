"""The Content-Security-Policy under which every page runs: what a browser may load and run for it.

It stands here for the pages and checks that this program makes by itself, and in `overrides/partials/policy.html` for
those that MkDocs makes; a test compares the two. What an element in a page cannot say (`frame-ancestors`, further
headers) is for the web server: docs/trust.md.
"""

from __future__ import annotations

import re
from types import MappingProxyType

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Everything from this site alone; small pictures and fonts inside its styles too. No script in a page, no style."""

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
"""The element that tells browsers; it governs what stands after it."""

_HEAD = re.compile(
    r'\s*<!doctype html>\s*<html(?:\s[^<>]*)?>\s*<head>\s*(?:<meta charset="utf-8">\s*)?'
    r'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">',
    re.IGNORECASE,
)
_OWN = frozenset({"'none'", "'self'"})
_STRICT = MappingProxyType(
    {"default-src": _OWN, "script-src": _OWN, "base-uri": _OWN, "style-src": None, "form-action": None}
)
"""Directives that a policy needs, and all that they may allow; None: anything but what stands inside a page."""
_HASH = re.compile(r"'sha(?:256|384|512)-[A-Za-z0-9+/_=-]+'", re.IGNORECASE)


def policy_of(page: str) -> str | None:
    """Return the policy of an HTML page; None if it has none, or tells it after what it should govern."""
    found = _HEAD.match(page)
    return found[1] if found else None


def weaknesses(policy: str) -> tuple[str, ...]:
    """Return what a policy lacks to keep foreign scripts out; empty if it is strict enough.

    An editor may allow more pictures or frames than `POLICY` does, and single scripts by their hash.
    """
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.lower().split()
        if words:
            directives.setdefault(words[0], words[1:])
    found = [f"has no {name}" for name in _STRICT if name not in directives]
    for name, sources in directives.items():
        allowed = _STRICT.get(name, _OWN if name.startswith("script-src") else None)
        wrong = [s for s in sources if s not in allowed and not _HASH.fullmatch(s)] if allowed else []
        found += [f"allows {source} in {name}" for source in wrong]
        found += [
            f"allows {source} in {name}" for source in sources if allowed is None and source.startswith("'unsafe")
        ]
    return tuple(found)
