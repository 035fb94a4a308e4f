"""Builds a small site again and again, with the fault named on the command line at each of its changes to the disk.

Prints what was wrong, one line each, and at the end how many faults there were.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

from digest.site import mend_site, switching
from digest.write import write_pages
from tests.faults import layer
from tests.faults.projects import NEW, build, contents, lay_out, leftovers, write


def of_site(fault: str, folder: Path) -> int:
    """A fault while a site is built and switched in: old site or new one, and the next build has no trace of it."""
    lay_out(folder)
    build(folder)
    old = contents(folder / "site")
    kept = shutil.copytree(folder / "site", folder.parent / "kept")
    write(folder, NEW)
    build(folder)
    new = contents(folder / "site")

    def reset() -> None:
        shutil.rmtree(folder / "site")
        shutil.copytree(kept, folder / "site")

    number = 0
    made = layer.kill_at if fault == "kill" else layer.full_from
    for outcome in layer.attempts(made, lambda: build(folder), reset):
        number += 1
        site = contents(folder / "site") if (folder / "site").exists() else None
        allowed = {"killed": (old, new), "refused": (old,), "done": (new,)}.get(outcome, ())
        if site not in allowed and outcome == "killed" and switching._exchange is not EXCHANGE:
            mend_site(folder / "site")  # there is none, or a mix, until the next build begins
            site = contents(folder / "site")
        site = {name: data for name, data in (site or {}).items() if not name.startswith(".site.")}
        if site not in allowed:
            print(f"{fault} at change {number}: {outcome}, and the site is neither old nor new: {sorted(site)}")
        if outcome == "refused" and leftovers(folder):
            print(f"{fault} at change {number}: left {leftovers(folder)}")
        if layer.in_child(lambda: build(folder)) != "done":
            print(f"{fault} at change {number}: the next build fails")
        if contents(folder / "site") != new or leftovers(folder):
            print(f"{fault} at change {number}: the next build is another one, or leaves {leftovers(folder)}")
    return number


def of_pages(fault: str, folder: Path) -> int:
    """A fault while pages are written: the next build writes them as if nothing had been."""
    files = {"data/x.json": b"1", "data/search/s/1.json": b"1", "robots.txt": b"1"}
    more = {"data/x.json": b"2", "data/search/s/2.json": b"2", "feeds/a.xml": b"2"}

    def reset() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        write_pages([], folder, files)

    number = 0
    made = layer.kill_at if fault == "kill" else layer.full_from
    for outcome in layer.attempts(made, lambda: write_pages([], folder, more), reset):
        number += 1
        if outcome not in ("done", "killed", "refused"):
            print(f"{fault} at change {number} of the pages: {outcome}")
        write_pages([], folder, more)
        if contents(folder) != more:
            print(f"{fault} at change {number} of the pages: the next build is another one: {sorted(contents(folder))}")
    return number


EXCHANGE = switching._exchange


def in_volume(one: Path, other: Path) -> bool:
    """Exchange what lies in the site's folder; the folder itself is a mount point and stays."""
    if other.name == "site":
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(other))
    return EXCHANGE(one, other)


def main(fault: str, way: str) -> None:
    """Print what is wrong after `fault` at any change; `way` is how the site is switched in."""
    with tempfile.TemporaryDirectory() as temporary:
        if way == "pages":
            print("faults:", of_pages(fault, Path(temporary) / "docs"))
            return
        if way == "renames":
            switching._exchange = lambda _one, _other: False
        if way == "volume":
            switching._exchange = in_volume
        (folder := Path(temporary) / "project").mkdir()
        print("faults:", of_site(fault, folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
