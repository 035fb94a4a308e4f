"""A new site is looked through before anybody sees it: whatever was written must be there, and whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from digest.errors import Problem, SiteError

_ALWAYS = ("index.html", "404.html")
_END = b"</html>"
_TAIL = 64
"""Bytes at the end of a page among which its last tag stands."""


def refuse_half(site: Path, config: MkDocsConfig, wanted: Iterable[str]) -> None:
    """Raise `SiteError` unless the folder `site` holds a whole page or file for each path of `wanted`.

    `wanted` are paths in MkDocs' folder of sources, which `config` names. A page is whole if its last tag is there, any
    other file if it is as long as its source.
    """
    files = get_files(config)
    problems = [_lost(name, "is missing") for name in _ALWAYS if not _length(site / name)]
    for path in sorted(wanted):
        file = files.get_file_from_path(path)
        if file is None:
            problems.append(_lost(path, "is not among the files that MkDocs knows"))
            continue
        made = site / file.dest_uri
        if made.suffix == ".html":
            what = "" if _ends(made) else "is empty or cut off" if made.is_file() else "is missing"
        else:
            what = "" if _length(made) == _length(Path(file.abs_src_path or "")) else "is missing or cut off"
        if what:
            problems.append(_lost(path, what))
    if problems:
        raise SiteError(problems)


def _lost(path: str, what: str) -> Problem:
    hint = (
        "The old site stays. Look at exclude_docs, plugins and hooks in mkdocs.yml and at overrides/, and build again."
    )
    return Problem(path=path, message=f"{what} in the site that MkDocs made", hint=hint)


def _length(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _ends(page: Path) -> bool:
    try:
        with page.open("rb") as file:
            file.seek(-min(_TAIL, os.fstat(file.fileno()).st_size), os.SEEK_END)
            return file.read().rstrip().endswith(_END)
    except OSError:
        return False
