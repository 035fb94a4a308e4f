"""Old site or new site, never a mix: folders are built beside the old one and exchanged with it in one step.

On Linux and macOS two folders change places in one system call. Elsewhere the old folder is renamed away and the new
one renamed in; a program that is killed between the two leaves the old folder under a name that `recover` knows. Where
the site is a symbolic link, the link is replaced by one to the new folder, which is one step everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2
"""Linux's RENAME_EXCHANGE and macOS' RENAME_SWAP."""

_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
"""The kernel or the file system cannot exchange folders."""


def fresh_folder(site: Path) -> Path:
    """Make and return an empty folder beside the site, on the same file system."""
    folder = _home(site) / f".{site.name}.new-{secrets.token_hex(4)}"
    folder.mkdir()
    return folder


def switch(new: Path, site: Path) -> None:
    """Put the folder `new` at `site` and remove what was there."""
    if site.is_symlink():
        _switch_link(new, site)
    elif not site.exists():
        new.rename(site)
    elif _exchange(new, site):
        _sync_folder(site.parent)
        shutil.rmtree(new)
    else:
        _rename_in(new, site)
    _sync_folder(site.parent)


def recover(site: Path) -> None:
    """Mend what a killed build left: bring back a site that was renamed away, remove folders half done.

    To be called with the site's lock held, since the folders of a running build look the same.
    """
    home = _home(site)
    old = sorted(home.glob(f".{site.name}.old-*"))
    if old and not site.exists() and not site.is_symlink():
        old[0].rename(site)
    current = site.resolve()
    for kind in ("new", "old", "at"):
        for path in home.glob(f".{site.name}.{kind}-*"):
            if path.resolve() != current:
                shutil.rmtree(path, ignore_errors=True)
    for link in site.parent.glob(f".{site.name}.link-*"):
        link.unlink(missing_ok=True)


def flush(folder: Path) -> None:
    """Wait until every file of a folder is on the disk, so that the switch never shows an unwritten one."""
    if not _sync_file_system(folder):
        for path in folder.rglob("*"):
            _sync_folder(path)
    _sync_folder(folder)


def _home(site: Path) -> Path:
    """Return the folder in which the site's folder lies: that of the target, where the site is a link."""
    return site.resolve().parent if site.is_symlink() else site.parent


def _switch_link(new: Path, site: Path) -> None:
    old = site.resolve()
    kept = new.rename(old.parent / f".{site.name}.at-{secrets.token_hex(4)}")
    link = site.with_name(f".{site.name}.link-{secrets.token_hex(4)}")
    link.symlink_to(os.path.relpath(kept, link.parent), target_is_directory=True)
    link.replace(site)
    if old.is_dir():
        shutil.rmtree(old)


def _rename_in(new: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.old-{secrets.token_hex(4)}")
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    _sync_folder(site.parent)
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where that is not possible."""
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


def _sync_folder(path: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
