"""Everything a user can get wrong, told as file, line, what is wrong and how to mend it.

A step never raises at the first bad value: it collects `Problem` records and the caller raises once, so that an
editor sees every mistake of a file in one run.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

_LONGEST = 600
"""Characters of one part of a message: a name may be thousands long, and the end of it still tells."""

# What a line on a CI service's log must not begin with or hold: `::command::` of GitHub at its start, `##[command]`,
# `##vso[…]` and `##teamcity[…]` of GitHub, Azure and TeamCity anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.IGNORECASE)


def printable(text: str) -> str:
    """Return `text` on one line as a terminal or a log may show it; harmless text comes back as it is.

    Every character that a terminal acts on or that nobody sees (controls, line ends, directions, joiners, halves of
    characters) is written as an escape, so that no name can colour, hide, turn round or forge a line; so is what
    starts a command in the log of a CI service. A byte of a name that is no UTF-8 becomes `\\xff`. What is longer
    than 600 characters loses its middle.
    """
    text = escaped(text)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return _COMMAND.sub(lambda found: (found[1] or "") + _escaped(found[0][-1]), text)


def escaped(text: str) -> str:
    """Return `text` with an escape for every character that is not printable; a byte that is no UTF-8 is `\\xff`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte of a file name that is no UTF-8
        code -= 0xDC00
    short = {9: "\\t", 10: "\\n", 13: "\\r"}.get(code)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def raised(error: BaseException) -> str:
    """Return the name of an exception and the place where it was raised, for the report of a fault."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place


def undecodable_line(error: UnicodeDecodeError) -> int | None:
    """Return the line of a file on which it ceases to be UTF-8, counted from 1; None for one in UTF-16."""
    wide = error.object[:2] in (b"\xff\xfe", b"\xfe\xff")
    return None if wide else error.object[: error.start].count(b"\n") + 1


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one file."""

    path: str
    """The file, relative to the project (or to the articles folder, for an article)."""
    line: int | None = None
    """Line in the file, counted from 1; None where the whole file is meant."""
    row: int | None = None
    """For one row of a `.jsonl` file that row, counted from 1; None where the whole file is meant."""
    message: str
    """What is wrong, in one English sentence without a full stop."""
    hint: str = ""
    """How to mend it; empty only where the message says so already."""
    severity: Literal["error", "warning", "ignored"] = "error"
    """An error refuses the file; a warning is reported and the file is kept; what is ignored is no article by its
    name."""

    def __str__(self) -> str:
        """Return the problem for a terminal, on one line or two; names and values in it can do nothing there."""
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        text = printable(f"{where}: {self.severity}: ") + printable(self.message)
        return f"{text}\n    {printable(self.hint)}" if self.hint else text


MOST_OF_A_FILE = 20
"""Problems of one severity that are told of one file; of more of them the number."""


def condensed(problems: Iterable[Problem], most: int = MOST_OF_A_FILE) -> tuple[Problem, ...]:
    """Return problems in their order, of each file the first of each severity and one that counts the others.

    A file of ten thousand broken rows would else hide what is wrong with all other files.
    """
    found = tuple(problems)
    of: dict[tuple[str, str], list[Problem]] = {}
    for problem in found:
        of.setdefault((problem.path, problem.severity), []).append(problem)
    if all(len(alike) <= most + 1 for alike in of.values()):
        return found
    kept: list[Problem] = []
    count: dict[tuple[str, str], int] = {}
    for problem in found:
        key = (problem.path, problem.severity)
        count[key] = count.get(key, 0) + 1
        if count[key] <= most or len(of[key]) <= most + 1:
            kept.append(problem)
        elif count[key] == most + 1:
            kept.append(_more(problem, len(of[key]) - most))
    return tuple(kept)


def _more(first: Problem, number: int) -> Problem:
    kind = "errors" if first.severity == "error" else "warnings"
    message = f"and {number:,} more {kind} in this file, from here on"
    hint = "Mend those above and build again; the report names each input."
    return Problem(path=first.path, line=first.line, message=message, hint=hint, severity=first.severity)


class DigestError(Exception):
    """A user's mistake, or several of them; the command line prints it without a traceback."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class ArticleError(DigestError):
    """An input file cannot be read as articles; the other files are not affected."""


class ConfigError(DigestError):
    """`digest.toml`, `editorial.toml` or `mkdocs.yml` holds something that cannot be understood."""


class LexiconError(DigestError):
    """A lexicon file is malformed or holds what the linter forbids."""


class TemplateError(DigestError):
    """A Markdown template is malformed or names something that its context does not have."""


class SiteError(DigestError):
    """The site could not be built or checked; the old one is untouched."""
