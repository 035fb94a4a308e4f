"""The input folder: which files there are, and their bytes, taken without following links.

Everything in the folder is either listed, or named with the reason why it is not read; nothing is lost silently.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read.filenames import bad_name, other_ending, recordable, twins, unreadable
from digest.read.limits import over
from digest.records import Record

FORMATS = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
"""What a file's ending says about its format."""


class Inputs(Record, frozen=True, kw_only=True):
    """What a folder of articles holds; each file, and each folder that is not entered, stands here exactly once."""

    files: tuple[str, ...]
    """Paths of the article files relative to the folder, with forward slashes, sorted by code point."""
    problems: tuple[Problem, ...]
    """In order of path: errors about what is refused unread, warnings about files that are listed."""
    ignored: tuple[Problem, ...] = ()
    """What is passed over because it does not look like an article, and why, in order of path."""


def list_inputs(folder: Path, limits: LimitsSection | None = None) -> Inputs:
    """Return what stands in `folder` and in all its sub-folders.

    Only regular files are listed; a symbolic link is never followed, to a file or to a folder (`folder` itself may be
    one: whoever runs the program named it). A folder's path ends in a slash. A folder that cannot be read is a problem,
    not an exception; that of `folder` itself has the path `.`.
    """
    files: list[str] = []
    problems: list[Problem] = []
    ignored: list[Problem] = []
    seen: dict[tuple[int, int], str] = {}
    deepest = (limits or LimitsSection()).folder_depth
    waiting = [""]
    while waiting:
        under = waiting.pop()
        try:
            entries = _entries(folder, under, seen)
        except OSError as error:
            problems.append(unreadable(under or ".", error))
            continue
        if isinstance(entries, Problem):
            problems.append(entries)
            continue
        for name, kind in entries:
            path = f"{under}{name}"
            what, problem = _judged(path, name, kind, deepest)
            if problem is not None:
                (ignored if problem.severity == "ignored" else problems).append(problem)
            elif what == "folder":
                waiting.append(path + "/")
            else:
                files.append(path)
    problems.extend(twins(files))
    return Inputs(
        files=tuple(sorted(files)),
        problems=tuple(sorted(problems, key=lambda problem: problem.path)),
        ignored=tuple(sorted(ignored, key=lambda problem: problem.path)),
    )


def _entries(folder: Path, under: str, seen: dict[tuple[int, int], str]) -> list[tuple[str, int | OSError]] | Problem:
    """Return name and mode of what stands in one folder, or why it is not entered a second time. Raises `OSError`."""
    with _Opened(folder, under.rstrip("/"), directory=True) as opened:
        status = opened.status()
        identity = (status.st_dev, status.st_ino)
        if status.st_ino and seen.setdefault(identity, under) != under:
            return Problem(
                path=under,
                message=f"the same folder as `{seen[identity] or './'}`, mounted a second time",
                hint="Take the mount away.",
            )
        with os.scandir(opened.place) as entries:
            return [(entry.name, _mode(entry)) for entry in entries]


def _mode(entry: os.DirEntry[str]) -> int | OSError:
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return error


def _judged(path: str, name: str, kind: int | OSError, deepest: int) -> tuple[str, Problem | None]:
    """Return what a directory entry is, and why it is refused or ignored, if it is."""
    is_folder = not isinstance(kind, OSError) and stat.S_ISDIR(kind)
    what, named = ("folder", path + "/") if is_folder else ("file", path)
    shown = recordable(named)
    problem: Problem | None
    if name.startswith("."):
        message, hint = f"a hidden {what}: its name begins with a point", "Rename it if it holds an article."
        problem = Problem(path=shown, message=message, hint=hint, severity="ignored")
    elif isinstance(kind, OSError):
        problem = unreadable(shown, kind)
    elif not is_folder and not stat.S_ISREG(kind):
        problem = _special(shown, kind)
    elif not is_folder and format_of(path) is None:
        problem = other_ending(shown, FORMATS)
    else:
        problem = bad_name(named) or (_too_deep(shown, deepest) if is_folder else None)
    return what, problem


def _too_deep(path: str, deepest: int) -> Problem | None:
    depth = path.count("/")
    if depth <= deepest:
        return None
    mend = "Move what it holds into a folder further up"
    return over("folder_depth", f"the folder nests {depth} deep", path, deepest, mend=mend)


_KINDS = {
    stat.S_IFDIR: "folder",
    stat.S_IFIFO: "named pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


def _special(path: str, kind: int) -> Problem:
    """Return the problem of a link, a FIFO, a socket or a device."""
    if stat.S_ISLNK(kind):
        message, hint = "a symbolic link, which is never followed", "Put the file itself into the folder."
    else:
        message = f"not a regular file but a {_KINDS.get(stat.S_IFMT(kind), 'special file')}, which is never opened"
        hint = "Remove it from the articles folder."
    return Problem(path=path, message=message, hint=hint)


def format_of(path: str) -> str | None:
    """Return the format that the ending of `path` names, or None."""
    return FORMATS.get(PurePosixPath(path).suffix.lower())


# ---------------------------------------------------------------------------------------------------- bytes

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_STEPWISE = os.open in os.supports_dir_fd and os.scandir in os.supports_fd and bool(_FOLDER)
"""Whether a path can be opened folder by folder, so that a folder which becomes a link meanwhile is not followed."""


class _Opened:
    """A file or folder below the articles folder, opened without following a link on the way.

    `place` is what `os.scandir` takes: a descriptor, or a path where a system cannot open folders step by step.
    """

    def __init__(self, folder: Path, path: str, *, directory: bool) -> None:
        self.place: int | Path = folder / path
        if _STEPWISE:
            self.place = os.open(folder, _READ | _FOLDER)
            parts = path.split("/") if path else []
            for at, part in enumerate(parts, 1):
                below = _FOLDER if directory or at < len(parts) else 0
                above = self.place
                try:
                    self.place = os.open(part, _READ | _NO_LINK | below, dir_fd=above)
                finally:
                    os.close(above)
        elif not directory:
            self.place = os.open(folder / path, _READ | _NO_LINK)

    def status(self) -> os.stat_result:
        """Return what the system knows of it now."""
        return self.place.stat() if isinstance(self.place, Path) else os.fstat(self.place)

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        if isinstance(self.place, int):
            os.close(self.place)


def load(folder: Path, path: str, limits: LimitsSection) -> bytes | Problem:
    """Return the bytes of an article file, or why they are refused; a link or a device is never read.

    At most `limits.file_bytes` are read; a larger file is refused, and so is one that somebody writes to meanwhile.
    """
    try:
        with _Opened(folder, path, directory=False) as opened:
            before = opened.status()
            if not stat.S_ISREG(before.st_mode):
                return _special(path, before.st_mode)
            if before.st_size > limits.file_bytes:  # told by the system, so that nothing of it need be read
                return too_large(path, before.st_size, limits)
            data = b"".join(_pieces(opened.place, limits.file_bytes + 1))
            after = opened.status()
    except OSError as error:
        return unreadable(path, error)
    if len(data) > limits.file_bytes:
        return too_large(path, max(len(data), after.st_size), limits)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return Problem(
            path=path,
            message="the file changed while it was read, so that half of it could be missing",
            hint="Build again when nothing writes to it any more.",
        )
    return data


def _pieces(place: int | Path, most: int) -> Iterator[bytes]:
    """Yield what a file holds, at most `most` bytes."""
    assert isinstance(place, int)
    while most > 0 and (piece := os.read(place, min(most, 1 << 20))):
        most -= len(piece)
        yield piece


def too_large(path: str, size: int, limits: LimitsSection) -> Problem:
    """Return the problem of a file over the size limit."""
    return over("file_bytes", f"the file is {size} bytes long", path, limits.file_bytes, mend="Split it")
