"""A site whose folder cannot be renamed: a mount point, a volume of a container, a folder in another user's folder.

What is in it is exchanged entry by entry: each in one step, all of them one after the other, in an order in which no
page comes before what it needs. Somebody may see old pages and new ones side by side for the thousandths of a second
that this takes, or for a little longer where folders cannot be exchanged and their files are replaced one by one.

A note in the new folder tells what is meant to stand there in the end, so that the next build carries on at once where
a killed one ended, instead of leaving old and new side by side until it is done itself.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Exchange = Callable[[Path, Path], bool]
"""Exchanges two folders in one step; False where the file system cannot, `OSError` where these two cannot."""

_NOT_THESE = frozenset({errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM})
"""A folder that is itself a mount point, or that lies in a lower layer of an overlay."""

_NOTE = ".contents"
"""Name of the note in the new folder: the numbers of its folders, then the paths of all that is in it, then a dot."""


class _Contents(NamedTuple):
    """What a new folder held when it was whole."""

    wanted: frozenset[Path]
    folders: frozenset[int]
    """Inode numbers, by which a folder that is still to be brought in differs from an old one exchanged with it."""


def note_contents(new: Path) -> None:
    """Write the note into the folder `new`; from then on `carry_on` can do what `replace_contents` did not."""
    paths = list(new.rglob("*"))
    folders = " ".join(str(path.stat().st_ino) for path in paths if _is_folder(path))
    with (new / _NOTE).open("wb") as file:
        file.write(b"\0".join([folders.encode(), *(os.fsencode(path.relative_to(new)) for path in paths), b"."]))
        file.flush()
        os.fsync(file.fileno())


def replace_contents(new: Path, site: Path, exchange: Exchange, is_kept: Callable[[str], bool]) -> None:
    """Make the folder `site` hold what `new` holds, which lies in it and has its note; the folder itself stays.

    Entries at the top of `site` whose name `is_kept` are left alone. What was there before is removed with `new` or
    when everything new is in its place.
    """
    if noted := _noted(new):
        _replace(new, site, noted.wanted, exchange, is_kept)


def carry_on(new: Path, site: Path, exchange: Exchange, is_kept: Callable[[str], bool]) -> None:
    """Do what is left of a `replace_contents` that was killed; nothing, if its note is damaged."""
    if noted := _noted(new):

        def unless_old(entry: Path, target: Path) -> bool:
            return entry.stat().st_ino not in noted.folders or exchange(entry, target)

        _replace(new, site, noted.wanted, unless_old, is_kept)


def _noted(new: Path) -> _Contents | None:
    try:
        folders, *paths, end = (new / _NOTE).read_bytes().split(b"\0")
        numbers = frozenset(map(int, folders.split()))
    except (OSError, ValueError):
        return None
    return _Contents(frozenset(Path(os.fsdecode(path)) for path in paths), numbers) if end == b"." else None


def _replace(
    new: Path, site: Path, wanted: frozenset[Path], exchange: Exchange, is_kept: Callable[[str], bool]
) -> None:
    for entry in sorted(new.iterdir(), key=_needed_first):
        if entry.name != _NOTE:
            _bring_in(entry, site / entry.name, exchange)
    for entry in list(site.iterdir()):
        if not is_kept(entry.name):
            _remove_others(entry, site, wanted)


def _needed_first(entry: Path) -> tuple[bool, bool, str]:
    """Order styles, scripts, pictures and data before folders of pages, and these before pages at the top."""
    return entry.suffix == ".html", not (entry.is_file() or entry.name in ("assets", "data", "search")), entry.name


def _bring_in(entry: Path, target: Path, exchange: Exchange) -> None:
    if _is_folder(entry) and _is_folder(target):
        if not _exchanged(entry, target, exchange):
            for inner in sorted(entry.iterdir(), key=_needed_first):
                _bring_in(inner, target / inner.name, exchange)
        return
    if os.path.lexists(target) and _is_folder(entry) != _is_folder(target):
        _remove(target)
    try:
        entry.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(entry, target)


def _exchanged(entry: Path, target: Path, exchange: Exchange) -> bool:
    try:
        return exchange(entry, target)
    except OSError as error:
        if error.errno not in _NOT_THESE:
            raise
        return False


def _copy(entry: Path, target: Path) -> None:
    """Copy a file or folder into a folder of another file system, whole before it takes its name."""
    beside = target.with_name(f".{target.name}.new")
    _remove(beside)
    if _is_folder(entry):
        shutil.copytree(entry, beside)
    else:
        shutil.copy2(entry, beside)
    beside.replace(target)


def _remove_others(entry: Path, site: Path, wanted: frozenset[Path]) -> None:
    if entry.relative_to(site) not in wanted:
        _remove(entry)
    elif _is_folder(entry):
        for inner in list(entry.iterdir()):
            _remove_others(inner, site, wanted)


def _remove(path: Path) -> None:
    if _is_folder(path):
        shutil.rmtree(path, ignore_errors=True)  # a mount point stays, empty
    else:
        path.unlink(missing_ok=True)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
