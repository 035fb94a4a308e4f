"""Where no site may be put: folders that hold something else would be lost, and sources would be overwritten."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.site.switching import is_kept

_HINT = "Name an empty folder, or one that does not exist yet, with --site-dir."


def refuse_other_folders(site: Path) -> None:
    """Raise `SiteError` if something stands at `site` that is not a site: it would be lost.

    An empty folder and one that holds hidden files only (a mounted volume, a fresh working tree of git) may be taken.
    """
    if not site.exists():
        return
    if not site.is_dir():
        raise SiteError([Problem(path=str(site), message="is a file, not a folder", hint="Name another --site-dir.")])
    filled = any(not is_kept(path.name) for path in site.iterdir())
    if filled and not ((site / "index.html").is_file() and (site / "404.html").is_file()):
        problem = Problem(
            path=str(site), message="holds other files than a site, and they would be replaced", hint=_HINT
        )
        raise SiteError([problem])


def refuse_overlaps(site: Path, project: Path, sources: Mapping[str, Path]) -> None:
    """Raise `SiteError` if the site would replace the project or one of its folders, or lie in one of them.

    `sources` are these folders by what each is; they need not exist.
    """
    if _leads_round(site):
        hint = "Remove the link, or name another --site-dir."
        raise SiteError([Problem(path=str(site), message="is a link that leads round in a circle", hint=hint)])
    place, root = site.resolve(), project.resolve()
    what = "the project's folder" if place == root else "a folder around the project" if place in root.parents else ""
    for name, folder in sources.items():
        there = Path(os.path.realpath(folder))  # unlike `resolve` without complaint of links that lead round
        if place == there:
            what = what or f"the folder of {name}"
        elif place in there.parents:
            what = what or f"a folder around that of {name}"
        elif there in place.parents:
            what = what or f"inside the folder of {name}"
    if what:
        raise SiteError([Problem(path=str(site), message=f"the site cannot be put there: it is {what}", hint=_HINT)])


def _leads_round(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def refuse_odd_files(project: Path, folders: Iterable[Path]) -> None:
    """Raise `SiteError` for what MkDocs would wait for, or go round in, without end.

    That is: below one of `folders` a pipe, a socket or a device, or a link to a folder in which it lies itself.
    """
    problems = []
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            there = Path(parent).resolve()
            paths = [Path(parent) / name for name in sorted(inner + names)]
            problems += [_odd(project, path, what) for path in paths if (what := _oddity(path, there))]
    if problems:
        raise SiteError(problems)


def _oddity(path: Path, parent: Path) -> str:
    try:
        mode = path.stat().st_mode
    except OSError:  # a link to nothing, or in a circle: MkDocs tells it
        return ""
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "is neither a file nor a folder"
    around = (parent, *parent.parents)
    return "is a link to a folder in which it lies" if path.is_symlink() and path.resolve() in around else ""


def _odd(project: Path, path: Path, what: str) -> Problem:
    name = path.relative_to(project) if path.is_relative_to(project) else path
    return Problem(path=name.as_posix(), message=what, hint="Take it away; the old site stays as it was.")
