"""The input folder: which files there are, and their bytes, taken without following links.

Every file that looks like an article is either listed or named in a problem; nothing is lost silently.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

from digest.config import LimitsSection
from digest.errors import Problem
from digest.records import Record

FORMATS = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
"""What a file's ending says about its format."""


class Inputs(Record, frozen=True, kw_only=True):
    """The article files of a folder."""

    files: tuple[str, ...]
    """Paths relative to the folder, with forward slashes, sorted by code point."""
    problems: tuple[Problem, ...]
    """Files and folders that are not read, and why, in order of path."""


def list_inputs(folder: Path) -> Inputs:
    """Return the article files under `folder`, in all its sub-folders.

    Only regular files count; symbolic links are never followed, to a file or to a folder. Hidden names (a leading
    point) are taken for system files and passed over. A missing folder is a problem, not an exception.
    """
    files: list[str] = []
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        under = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / under), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(_unreadable(under or ".", error))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{under}{entry.name}"
            if problem := _unusable(path, entry):
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            else:
                files.append(path)
    return Inputs(files=tuple(sorted(files)), problems=tuple(sorted(problems, key=lambda problem: problem.path)))


def _unusable(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """Tell why a directory entry is neither a folder nor an article file."""
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in path):
        return Problem(
            path=_printable(path),
            message="the name holds control characters or is not valid UTF-8",
            hint="Rename it.",
        )
    try:
        kind = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return _unreadable(path, error)
    if stat.S_ISLNK(kind):
        message, hint = "a symbolic link, which is never followed", "Put the file itself into the folder."
    elif not stat.S_ISDIR(kind) and not stat.S_ISREG(kind):
        message, hint = "not a regular file", "Remove it from the articles folder."
    else:
        return None if stat.S_ISDIR(kind) or format_of(path) else _other_ending(path)
    return Problem(path=path, message=message, hint=hint)


def _other_ending(path: str) -> Problem:
    return Problem(
        path=path,
        message="not read: the ending is none of " + ", ".join(sorted(FORMATS)),
        hint="Save it as text or HTML if it is an article.",
        severity="warning",
    )


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        path=path,
        message=f"cannot be read: {error.strerror or error}",
        hint="Check that it exists and its permissions.",
    )


def _printable(path: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in path)


def format_of(path: str) -> str | None:
    """Return the format that the ending of `path` names, or None."""
    return FORMATS.get(Path(path).suffix.lower())


def load(folder: Path, path: str, limits: LimitsSection) -> bytes | Problem:
    """Return the bytes of an article file, or why they are refused; a link or a device is never opened for reading.

    At most `limits.file_bytes` are read; a larger file is refused.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(folder / path, flags), "rb") as file:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Problem(path=path, message="not a regular file", hint="Remove it from the articles folder.")
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        return _unreadable(path, error)
    return too_large(path, limits) if len(data) > limits.file_bytes else data


def too_large(path: str, limits: LimitsSection) -> Problem:
    """Return the problem of a file over the size limit."""
    return Problem(
        path=path,
        message=f"larger than {limits.file_bytes} bytes",
        hint="Split the file, or raise `file_bytes` under `[limits]` in digest.toml.",
    )
