"""Old site or new site, never a mix: folders are built beside the old one and exchanged with it in one step.

On Linux and macOS two folders change places in one system call; where the site is a symbolic link, its target is
exchanged. On a file system that cannot do this a link is replaced by one to the new folder, which is one step too; a
plain folder is renamed away and the new one renamed in, and a program that is killed between the two leaves the old
folder under a name that `recover` knows. A folder that cannot be renamed at all (a mount point, a volume of a
container) keeps its place, and `digest.site.contents` exchanges what is in it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.site.contents import carry_on, note_contents, replace_contents
from digest.site.rights import same_rights

_AT_FDCWD = -100
_EXCHANGE = 2
"""Linux's RENAME_EXCHANGE and macOS' RENAME_SWAP."""

_TOKEN = "[0-9a-f]{16}"

_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM})
"""The kernel or the file system cannot exchange folders."""

_IN_PLACE = frozenset({errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS})
"""The folder of the site cannot be renamed, or nothing can be made beside it: only what is in it can change."""


def fresh_folder(site: Path) -> Path:
    """Make and return an empty folder on the site's file system: beside it, or inside where that cannot be.

    It has the rights of the site's folder, so that an administrator's choice (who may read, whose group) stays.
    """
    folder = _named(home_of(site), site, "new")
    try:
        folder.mkdir()
    except OSError as error:
        if error.errno not in _IN_PLACE or not site.is_dir():
            raise
        folder = _named(site, site, "new")
        folder.mkdir()
    if site.is_dir():
        same_rights(site, folder)
    return folder


def switch(new: Path, site: Path) -> None:
    """Put the folder `new` (a `fresh_folder`) at `site` and remove what was there.

    Raises `OSError` if that fails; the old site is then where it was, unless it failed amid the contents of a folder
    that cannot be renamed.
    """
    target = site.resolve()
    if new.parent == site:
        _replace_contents(new, site)
    elif not target.exists():
        new.rename(target)
    else:
        try:
            if not _exchange(new, target):
                _switch_link(new, site) if site.is_symlink() else _rename_in(new, site)
        except OSError as error:
            if error.errno not in _IN_PLACE:
                raise
            _replace_contents(_moved_inside(new, site), site)
    _sync(home_of(site))
    shutil.rmtree(new, ignore_errors=True)  # what could not be removed is tried again by the next build


def recover(site: Path) -> None:
    """Mend what a killed build left: bring back a site that was renamed away, end an exchange, remove the rest.

    To be called with the site's lock held, since the folders of a running build look the same.
    """
    old = sorted(leftovers(site, "old"))
    if old and not os.path.lexists(site):
        old[0].rename(site)
    current = site.resolve()
    for path in leftovers(site, "in"):
        with suppress(OSError):  # the build that begins now replaces everything once more
            carry_on(path, site, _exchange, is_kept)
    for path in leftovers(site):
        if path.resolve() != current:
            shutil.rmtree(path, ignore_errors=True)
    for link in site.parent.iterdir():
        if link.is_symlink() and re.fullmatch(rf"\.{re.escape(site.name)}\.link-{_TOKEN}", link.name):
            link.unlink(missing_ok=True)


def remove(site: Path) -> None:
    """Remove the site's folder, and the link where it is one; a mount point stays, empty but for hidden files."""
    target = site.resolve()
    if not target.is_dir():
        site.unlink(missing_ok=True)
        return
    aside = _named(home_of(site), site, "new")  # gone in one step; the next build removes what a kill leaves
    try:
        target.rename(aside)
    except OSError as error:
        if error.errno not in _IN_PLACE:
            raise
        nothing = _named(site, site, "new")
        nothing.mkdir()
        _replace_contents(nothing, site)
        return
    if site.is_symlink():
        site.unlink()
    _sync(home_of(site))
    shutil.rmtree(aside)


def leftovers(site: Path, kind: str = "new|old|at|in") -> list[Path]:
    """Return the folders that builds make beside or inside the site.

    `new` until it is switched in, `old` while it is renamed away, `at` where a link leads to it, `in` while its
    contents are exchanged one by one.
    """
    name = re.compile(rf"\.{re.escape(site.name)}\.(?:{kind})-{_TOKEN}")
    found = []
    for home in (home_of(site), site):
        with suppress(OSError):
            found += [path for path in home.iterdir() if name.fullmatch(path.name)]
    return found


def home_of(site: Path) -> Path:
    """Return the folder in which the site's folder lies: that of the target, where the site is a link."""
    return site.resolve().parent if site.is_symlink() else site.parent


def is_kept(name: str) -> bool:
    """Tell whether an entry at the top of a site's folder is no build's: hidden, or the file system's own."""
    return name.startswith(".") or name == "lost+found"


# ------------------------------------------------------------------------------------------ the folder as a whole


def keep_hidden(site: Path, new: Path) -> None:
    """Give the new site the old one's hidden files (`.htaccess`, `.well-known`, `.git`), as MkDocs leaves them too."""
    ours = {path.name for path in leftovers(site)}
    for path in site.iterdir() if site.is_dir() and new.parent != site else ():
        target = new / path.name
        if not path.name.startswith(".") or path.name in ours or os.path.lexists(target):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target, symlinks=True, copy_function=_linked)
        else:
            _linked(path, target)


def _linked(source: str | Path, target: str | Path) -> None:
    """Give a file a second name, which costs nothing, or copy it where there are no such links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _switch_link(new: Path, site: Path) -> None:
    old = site.resolve()
    kept = new.rename(_named(old.parent, site, "at"))
    link = _named(site.parent, site, "link")
    link.symlink_to(os.path.relpath(kept, link.parent.resolve()), target_is_directory=True)
    link.replace(site)
    _sync(site.parent)
    shutil.rmtree(old, ignore_errors=True)


def _named(home: Path, site: Path, kind: str) -> Path:
    """Return a name of ours that nothing has, and that nobody gives a folder by hand."""
    return home / f".{site.name}.{kind}-{secrets.token_hex(8)}"


def _rename_in(new: Path, site: Path) -> None:
    old = _named(site.parent, site, "old")
    site.rename(old)
    try:
        new.rename(site)
    except BaseException:
        old.rename(site)
        raise
    _sync(site.parent)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders in one step; False where that is not possible."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "darwin":
        call = getattr(library, "renamex_np", None)
        arguments = (os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        call = getattr(library, "renameat2", None)
        arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    if call is None:
        return False
    if call(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _replace_contents(inside: Path, site: Path) -> None:
    try:
        note_contents(inside)
        begun = inside.rename(_named(site, site, "in"))
    except BaseException:
        shutil.rmtree(inside, ignore_errors=True)
        raise
    try:
        replace_contents(begun, site, _exchange, is_kept)
    except OSError as error:
        message = f"only a part of its contents could be replaced: {error.strerror or error} ({error.filename or site})"
        hint = "Old pages and new ones may stand side by side: mend what is named, and build again."
        raise SiteError([Problem(path=str(site), message=message, hint=hint)]) from error
    shutil.rmtree(begun, ignore_errors=True)
    _sync(site)


def _moved_inside(new: Path, site: Path) -> Path:
    """Move a finished site into the folder of the old one, which may lie on another file system."""
    inside = site / new.name
    try:
        new.rename(inside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        try:
            _copy(new, inside)
            flush(inside)
        except BaseException:
            shutil.rmtree(inside, ignore_errors=True)
            raise
    return inside


def _copy(folder: Path, target: Path) -> None:
    """Copy a folder; unlike `shutil.copytree`, stop where the disk is full."""
    target.mkdir()
    for path in sorted(folder.rglob("*")):
        there = target / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            there.mkdir()
            shutil.copymode(path, there)
        else:
            shutil.copy2(path, there, follow_symlinks=False)


# ------------------------------------------------------------------------------------------ the disk


def flush(folder: Path) -> None:
    """Wait until every file of a folder is on the disk, so that the switch never shows an unwritten one."""
    if not _sync_file_system(folder):
        for path in folder.rglob("*"):
            _fsync(path)
    _fsync(folder)


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where that can be; the names have changed whatever happens."""
    with suppress(OSError):
        _fsync(folder)


def _sync_file_system(folder: Path) -> bool:
    """Flush the file system of `folder`, far cheaper than one call for each file; False where that is not possible."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    call = getattr(library, "syncfs", None)
    if call is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return bool(call(descriptor) == 0)
    finally:
        os.close(descriptor)


def _fsync(path: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
