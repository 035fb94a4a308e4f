"""Who may read a new site: whoever might read the one that it replaces."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def same_rights(site: Path, folder: Path) -> None:
    """Give a new folder owner, group and mode of the site's; what this user may not give is left as it is."""
    kind = site.stat()
    if hasattr(os, "chown"):
        for owner, group in ((kind.st_uid, -1), (-1, kind.st_gid)):
            with suppress(OSError):
                os.chown(folder, owner, group)
    with suppress(OSError):
        folder.chmod(stat.S_IMODE(kind.st_mode) | stat.S_IRWXU)


def as_readable_as_its_folder(folder: Path) -> None:
    """Let whoever may read the site's folder read everything in it, whatever this process' umask took away."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    for path in folder.rglob("*"):
        if path.is_symlink():
            continue
        own = stat.S_IMODE(path.stat().st_mode)
        wanted = own | (mode & 0o777 if path.is_dir() else mode & 0o444)
        if wanted != own:
            path.chmod(wanted)
