"""Entries of the articles folder that are no regular files."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.hostile.corpus import Case, ordinary


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    where = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has little room
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(where)


def _device(path: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero: endless


def _link_to(target: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.symlink_to(target)

    return make


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_text(ordinary(path.name), encoding="utf-8")


def _empty_folder(path: Path) -> None:
    path.mkdir()


def _deep_folder(path: Path) -> None:
    for _ in range(60):
        path = path / "deep"
    path.mkdir(parents=True)
    (path / "inside.txt").write_text(ordinary(path.as_posix()[-300:]), encoding="utf-8")


def _bad_name(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/bad-\xff\xfe-name.txt")).write_text(ordinary("bad-name"))


MAKERS: dict[str, Callable[[Path], None]] = {
    "fifo": _fifo,
    "socket": _socket,
    "device": _device,
    "link to a file": _link_to("harmless-0.txt"),
    "link outside": _link_to("/etc/passwd"),
    "link to nothing": _link_to("/no/such/file.txt"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to its folder": _link_to("."),
    "link to the root": _link_to("/"),
    "link to a device": _link_to("/dev/zero"),
    "folder": _folder,
    "empty folder": _empty_folder,
    "deep folder": _deep_folder,
    "name of bad bytes": _bad_name,
}
"""What a case may name as `special`."""


def make_special(cases: Iterable[Case], folder: Path) -> tuple[Case, ...]:
    """Make the entries of cases; return those that this user and file system can have."""
    made = []
    for case in cases:
        try:
            (folder / case.path).parent.mkdir(parents=True, exist_ok=True)
            MAKERS[case.special](folder / case.path)
        except (OSError, ValueError, AttributeError):
            continue
        made.append(case)
    return tuple(made)
