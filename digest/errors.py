"""Everything a user can get wrong, told as file, line, what is wrong and how to mend it.

A step never raises at the first bad value: it collects `Problem` records and the caller raises once, so that an
editor sees every mistake of a file in one run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one file."""

    path: str
    """The file, relative to the project (or to the articles folder, for an article)."""
    line: int | None = None
    """Line in the file, counted from 1; None where the whole file is meant."""
    message: str
    """What is wrong, in one English sentence without a full stop."""
    hint: str = ""
    """How to mend it; empty only where the message says so already."""
    severity: Literal["error", "warning"] = "error"
    """An error refuses the file; a warning is reported and the file is kept."""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        text = f"{where}: {self.severity}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


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
