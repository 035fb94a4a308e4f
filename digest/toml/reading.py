"""The bytes of a file that people write as TOML; what is wrong with them, with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from digest.errors import DigestError, Problem, undecodable_line

LARGEST = 5_000_000
"""Bytes beyond which a file is no file of settings."""


class TomlFile(NamedTuple):
    """A file that is TOML."""

    name: str
    """Its path as a message names it."""
    text: str
    data: dict[str, Any]


def read_toml(path: Path, name: str, raises: type[DigestError]) -> TomlFile:
    """Return a file of TOML. Raises `raises` if it is missing, no file, too large, not UTF-8 or not TOML."""
    try:
        if path.exists() and not path.is_file():
            raise raises([Problem(path=name, message="this is not a file", hint="Put the file in its place.")])
        if path.stat().st_size > LARGEST:
            message = f"the file is larger than {LARGEST:,} bytes"
            raise raises([Problem(path=name, message=message, hint="Was another file put here by mistake?")])
        data = path.read_bytes()
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        raise raises([Problem(path=name, message=reason, hint="Is it there, and may this user read it?")]) from None
    return parse_toml(data, name, raises)


def parse_toml(data: bytes, name: str, raises: type[DigestError]) -> TomlFile:
    """Return the bytes of a file as TOML. Raises `raises` with the line if they are not UTF-8 or not TOML."""
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = undecodable_line(error)
        problem = Problem(path=name, line=line, message="the file is not UTF-8", hint="Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        message = str(error)[: found.start()] if found else str(error)
        number = int(found[1]) if found and found[1] else data.count(b"\n") + 1 if found else None
        hint = "Mend the TOML: text stands between quotation marks, a list between [ and ]."
        problem = Problem(path=name, line=number, message=message, hint=hint)
    except RecursionError:
        problem = Problem(path=name, message="the values are nested too deeply", hint="Mend the TOML.")
    raise raises([problem])
