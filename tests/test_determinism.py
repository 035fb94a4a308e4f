"""The same articles make the same bytes: in another place, at another time, by another way."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from digest.errors import SiteError
from digest.read.metadata import read_metadata
from digest.site import source_date
from tests.laid_out import contents
from tests.presses import differing
from tests.test_sites import lay_out

ELSEWHERE_FOLDER = Path(__file__).with_name("elsewhere")
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "POSIX",
    "LANG": "tr_TR",
    "LANGUAGE": "tr",
    "PYTHONHASHSEED": "12345",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONPATH": os.pathsep.join(filter(None, (str(ELSEWHERE_FOLDER), os.environ.get("PYTHONPATH")))),
    "USER": "someone",
    "LOGNAME": "someone",
    "COLUMNS": "40",
    "SOURCE_DATE_EPOCH": "1000000000",
}
"""Another day, zone, locale, encoding, order of hashes, order of files (`elsewhere/sitecustomize.py`) and user."""

NAME = "مقال بالعربية & آخر.txt"
TEXT = 'افتتاح جسر الوادي\n\nقال المهندس سالم الريحاني إن "الجسر افتتح" يوم 3 مارس 2022 أمام السيارات.\n'


def run(here: Path, environment: dict[str, str], *arguments: str, umask: int = 0o022) -> None:
    subprocess.run(
        [sys.executable, "-m", "digest", *arguments, "--quiet"],
        env={**{k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}, **environment},
        check=True,
        cwd=here,
        umask=umask,
    )


def lay(target: Path, files: list[Path], origin: Path) -> None:
    """Copy articles in reverse order, with times of their own."""
    for number, path in enumerate(reversed(files)):
        copy = target / path.relative_to(origin)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            shutil.copyfile(path, copy)
            os.utime(copy, (number * 1e6, number * 1e6))


@pytest.fixture(scope="module")
def samples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the sample articles, one at least of each format, and one whose name is Arabic."""
    folder = tmp_path_factory.mktemp("samples") / "articles"
    folder.mkdir()
    for path in sorted((root / "articles").iterdir()):
        if path.suffix != ".txt" or path.name.startswith("marsa"):
            shutil.copyfile(path, folder / path.name)
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(root: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the samples, built once."""
    folder = tmp_path_factory.mktemp("first")
    lay_out("no_article", root, folder)
    shutil.rmtree(folder / "articles", ignore_errors=True)
    shutil.copytree(samples, folder / "articles")
    run(folder, HERE, "build", "--project", str(folder), "--workers", "1")
    return folder


@pytest.fixture(scope="module")
def other(root: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, elsewhere, in two builds, the first of half of the articles."""
    place = tmp_path_factory.mktemp("other")
    folder = place / "an other" / "مجلد & 'quoted' #1" / "digest%20"
    folder.mkdir(parents=True)
    lay_out("no_article", root, folder)
    shutil.rmtree(folder / "articles", ignore_errors=True)
    (place / "link").symlink_to(folder)
    (place / "home").mkdir()
    environment = {**ELSEWHERE, "HOME": str(place / "home")}
    files = sorted(path for path in samples.rglob("*") if path.is_file())
    lay(folder / "articles", files[::2], samples)
    run(place, environment, "build", "--project", "link", "--workers", "1")
    lay(folder / "articles", files, samples)
    run(place, environment, "build", "--project", "link", "--workers", "3", umask=0o077)
    return folder


@pytest.mark.parametrize("part", ["site", "site_src", ".digest"])
def test_elsewhere_and_step_by_step_the_bytes_are_the_same(part: str, first: Path, other: Path) -> None:
    ours, theirs = contents(first / part), contents(other / part)
    assert len(ours) > 2
    assert differing(ours, theirs) == []


def test_no_output_names_the_machine(first: Path) -> None:
    for name, data in contents(first / "site").items():
        assert str(first).encode() not in data, name


def test_the_analysis_alone_gives_the_data_of_the_site(first: Path, other: Path, tmp_path: Path) -> None:
    run(tmp_path, ELSEWHERE, "analyze", str(other / "articles"), "--project", str(first), "--json", "found.json")
    assert (tmp_path / "found.json").read_bytes() == (first / "site" / "data" / "digest.json").read_bytes()


def test_the_other_place_is_another(tmp_path: Path) -> None:
    """Else the tests above would see nothing."""
    for name in ("a", "b", "c"):
        (tmp_path / name).touch()
    ask = "import datetime, os, time; print(datetime.date.today(), datetime.datetime.now().year, time.gmtime()[0])\n"
    ask += "print(*os.listdir(), *(entry.name for entry in os.scandir()))"
    done = subprocess.run(
        [sys.executable, "-c", ask], check=True, env={**os.environ, **ELSEWHERE}, cwd=tmp_path, capture_output=True
    )
    assert done.stdout == b"2028-02-29 2028 2028\nc b a c b a\n"


@pytest.mark.parametrize("text", ["2020 March 10:30", "2020 10:30", "2021 Sep 9:15 PM", "1030 12 March"])
def test_a_date_that_lacks_a_part_is_not_filled_from_the_clock(text: str) -> None:
    source = f'<html><head><meta property="article:published_time" content="{text}"></head><body><p>x</p></body></html>'
    assert [hint.day for hint in read_metadata(html.document_fromstring(source), source, 1).hints] == []


def test_a_whole_date_of_that_kind_is_read() -> None:
    source = '<html><head><meta property="article:published_time" content="2020 March 12 10:30"></head></html>'
    (hint,) = read_metadata(html.document_fromstring(source), source, 1).hints
    assert hint.day == dt.date(2020, 3, 12)


@pytest.mark.parametrize("text", ["abc", "-5", "1e9", " 12", "٣", "9" * 11, "9" * 5000, "4294967296"])
def test_a_date_of_the_site_that_is_none_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(SiteError, match="SOURCE_DATE_EPOCH: error: is no number of seconds"):
        source_date()


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("0", 0), ("1700000000", 1_700_000_000)])
def test_a_date_of_the_site(text: str, seconds: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert source_date() == seconds
