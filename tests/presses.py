"""A project whose articles change between builds, for tests of what one build leaves to the next."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

from digest.build import build
from digest.project import Project
from digest.report import BuildReport
from tests.laid_out import contents
from tests.test_sites import lay_out

Articles = Mapping[str, str]


def article(words: str, **front: str) -> str:
    """The source of an article; a line for each line of `words`."""
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    body = "\n\n".join(line.strip() for line in words.strip().splitlines())
    return f"---\n{head}---\n{body}\n" if head else f"{body}\n"


class Press:
    """A project in a folder of its own, and its builds."""

    def __init__(self, root: Path, folder: Path) -> None:
        lay_out("no_article", root, folder)
        self.folder = folder
        self._written = ["site_src", ".digest"]

    def lay(self, articles: Articles, editorial: str = "") -> None:
        """Let the articles' folder hold these and no others; those that stay the same are not touched."""
        home = self.folder / "articles"
        for old in [path for path in home.rglob("*") if path.is_file()] if home.is_dir() else []:
            if old.relative_to(home).as_posix() not in articles:
                old.unlink()
        for name, text in articles.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != text.encode():
                path.write_bytes(text.encode())
        (self.folder / "editorial.toml").write_text(editorial, encoding="utf-8")

    def configure(self, text: str) -> None:
        """Let `digest.toml` say this."""
        (self.folder / "digest.toml").write_text(text, encoding="utf-8")

    def build(self, *, whole: bool = False) -> BuildReport:
        """Build; unless `whole`, without MkDocs, which makes the same site of the same sources each time."""
        self._written = ["site_src", ".digest", *(["site"] if whole else [])]
        with _inside(self.folder), contextlib.ExitStack() as stack:
            if not whole:
                stack.enter_context(mock.patch("digest.build.build_site", _sources_only))
            return build(Project.open(Path()), Path("articles"), Path("site"))

    def outputs(self) -> dict[str, bytes]:
        """Everything that the last build wrote, by path."""
        return {f"{name}/{path}": data for name in self._written for path, data in contents(self.folder / name).items()}

    def data(self) -> dict[str, list[dict[str, object]]]:
        """The published data."""
        found: dict[str, list[dict[str, object]]] = json.loads(self.outputs()["site_src/data/digest.json"])
        return found


def _sources_only(_project: Path, _docs: Path, site: Path, **_: object) -> tuple[()]:
    site.mkdir(exist_ok=True)
    return ()


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def readable(name: str, data: bytes) -> bytes:
    """A file's bytes as its readers see them."""
    if name.endswith(".bin"):
        return zlib.decompress(data)
    return gzip.decompress(data) if name.endswith(".gz") else data


def holding(files: Mapping[str, bytes], words: str) -> list[str]:
    """Names of the files in which words stand: in their content, escaped or not, or in their name."""
    ways = {words.encode(), json.dumps(words)[1:-1].encode(), words.replace("-", "&#45;").encode()}
    return [n for n, data in files.items() if words in n or any(way in readable(n, data) for way in ways)]


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Names of the files that only one has, or that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def emptied(folder: Path) -> Path:
    """A folder without anything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
