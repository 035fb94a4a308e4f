"""A project with the pages and the search of the sample collection, ready for MkDocs."""

from __future__ import annotations

import shutil
from pathlib import Path

from digest.cards import make_cards
from digest.config import Config, load_config
from digest.outputs import other_files
from digest.records import Digest
from digest.render import render_pages
from digest.views.strings import load_strings
from digest.write import OWN_FILES, OWN_FOLDERS, write_pages
from tests.builders import sample_digest

SKELETON = ("digest.toml", "mkdocs.yml", "overrides", "site_src", "templates")
"""What a project consists of besides its articles."""


def lay_out(root: Path, folder: Path, digest: Digest | None = None, config: Config | None = None) -> Path:
    """Copy the project at `root` without its generated pages, and write those of a collection; return `folder`."""
    lay_skeleton(root, folder)
    digest = digest or sample_digest()
    config = config or load_config(folder / "digest.toml")
    files = other_files(digest, config, load_strings(folder / "templates"), folder / "site_src")
    pages = render_pages(digest, config, folder / "templates")
    files |= make_cards([page.card for page in pages if page.card], folder / "site_src")
    write_pages(pages, folder / "site_src", files)
    return folder


def lay_skeleton(root: Path, folder: Path) -> None:
    """Copy the project at `root` without its articles and generated pages."""
    for name in SKELETON:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=_generated)
        else:
            shutil.copy(root / name, folder / name)


def _generated(folder: str, names: list[str]) -> set[str]:
    at_top = Path(folder).name == "site_src"
    return {name for name in names if at_top and name in (*OWN_FOLDERS, *OWN_FILES)}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
