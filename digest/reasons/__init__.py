"""Codes into words: every reason and rule of the records, in Arabic for pages and in English for the command line.

Each step keeps its codes in a TOML file beside this module: `[<code>]` with `ar` and `en`, in which `{name}` stands
for an argument of the `Reason`. A code without an entry is a mistake of ours, and a test finds it.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Literal

from digest.records import Reason

Language = Literal["ar", "en"]


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files("digest.reasons").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for code, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if code in table:
                    raise ValueError(f"reason {code!r} is defined twice, the second time in {file.name}")
                table[code] = words
    return table


def codes() -> frozenset[str]:
    """Return every code that has words."""
    return frozenset(_table())


def say(reason: Reason | str, language: Language) -> str:
    """Return the sentence (without a full stop) for a reason, or for a bare rule code.

    Raises `KeyError` for a code without words.
    """
    code, args = (reason, {}) if isinstance(reason, str) else (reason.code, reason.args)
    return _table()[code][language].format_map(args)
