from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_sites import lay_out

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "12345"}


def run(folder: Path, environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "digest", "build", "--quiet", "--project", str(folder), *arguments],
        env={**{k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}, **environment},
        check=True,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def first(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample articles, built once."""
    folder = tmp_path_factory.mktemp("first")
    lay_out("no_article", root, folder)
    run(folder, HERE, "--articles", str(root / "articles"), "--workers", "1")
    return folder


def test_other_zone_locale_hash_seed_path_and_workers_give_the_same_bytes(
    first: Path, root: Path, tmp_path: Path
) -> None:
    other = tmp_path / "an other" / "folder"
    other.mkdir(parents=True)
    lay_out("no_article", root, other)
    run(other, ELSEWHERE, "--articles", str(root / "articles"), "--workers", "2")
    ours, theirs = contents(first / "site"), contents(other / "site")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert (first / ".digest" / "cache.sqlite").read_bytes() == (other / ".digest" / "cache.sqlite").read_bytes()


def test_an_incremental_build_equals_a_clean_one(first: Path, root: Path, tmp_path: Path) -> None:
    lay_out("no_article", root, tmp_path)
    articles = tmp_path / "articles"
    samples = [path for path in sorted((root / "articles").rglob("*")) if path.is_file()]
    for part in (samples[::2], samples):
        for path in part:
            target = articles / path.relative_to(root / "articles")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        run(tmp_path, HERE)
    ours, theirs = contents(first / "site"), contents(tmp_path / "site")
    assert [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)] == []
