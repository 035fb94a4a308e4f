from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import cache as module
from digest.analysis import analyze
from digest.cache import Cache
from digest.export import export
from digest.pipeline import cache_key, encode, process_file
from digest.project import Project

VALUES = {f"key{n:03}": f"{n} ".encode() * (40 * n) for n in range(60)}
"""Small ones, and some that need pages of their own."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "cache.sqlite"


def stored(path: Path, values: dict[str, bytes] = VALUES) -> Cache:
    cache = Cache(path)
    assert cache.store(values, values) is None
    return cache


def test_what_was_stored_is_found_again(path: Path) -> None:
    stored(path)
    assert Cache(path).get([*VALUES, "unknown"]) == VALUES


def test_more_keys_than_one_query_takes(path: Path) -> None:
    values = {f"key{n}": str(n).encode() for n in range(2000)}
    assert stored(path, values).get(values) == values


def test_an_empty_value_is_one(path: Path) -> None:
    cache = stored(path, {"a": b"", "b": b"1"})
    assert cache.store(["a"], {"c": b""}) is None
    assert cache.get(["a", "b", "c"]) == {"a": b"", "c": b""}


# ------------------------------------------------------------------------------------------------ forgetting


def test_nothing_stays_of_what_is_not_kept(path: Path) -> None:
    cache = stored(path, {"a": b"kept", "gone": b"the removed words" * 900, "small": b"a removed name"})
    assert cache.store(["a"], {}) is None
    assert cache.get(["a", "gone", "small"]) == {"a": b"kept"}
    held = path.read_bytes()
    for words in (b"removed", b"gone", b"small"):
        assert words not in held
    assert {file.name for file in path.parent.iterdir()} <= {"cache.sqlite", "cache.sqlite.lock"}


def test_the_same_results_make_the_same_bytes_by_any_way(path: Path, tmp_path: Path) -> None:
    stored(path)
    other = stored(tmp_path / "other", {"gone": b"1" * 9000, **dict(reversed(VALUES.items())), "key005": b"earlier"})
    assert other.store(list(VALUES)[::2], {}) is None
    assert other.store(VALUES, {key: VALUES[key] for key in ("key005", *list(VALUES)[1::2])}) is None
    assert (tmp_path / "other").read_bytes() == path.read_bytes()


def test_a_file_that_holds_just_that_is_not_touched(path: Path) -> None:
    cache = stored(path)
    before = path.stat()
    assert cache.store(reversed(VALUES), {}) is None
    assert path.stat() == before


# ------------------------------------------------------------------------------------------------ damage


def put_value(path: Path, statement: str, *values: object) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute(statement, values)
    db.close()


@pytest.mark.parametrize("value", [b"another", "text", 7, 1.5, "x" * 10_000])
def test_a_value_that_is_not_the_one_of_its_checksum_is_a_miss(path: Path, value: object) -> None:
    cache = stored(path, {"a": b"right", "b": b"right"})
    put_value(path, "UPDATE results SET value = ? WHERE key = 'a'", value)
    assert cache.get(["a", "b"]) == {"b": b"right"}


def test_a_row_copied_under_another_key_is_a_miss(path: Path) -> None:
    cache = stored(path, {"a": b"of a", "b": b"of b"})
    put_value(path, "UPDATE results SET (checksum, value) = (SELECT checksum, value FROM results WHERE key = 'b')")
    assert cache.get(["a", "b"]) == {"b": b"of b"}


VIEW = """CREATE VIEW results AS WITH RECURSIVE endless(key) AS (SELECT 'a' UNION ALL SELECT key FROM endless)
SELECT 'no' || key AS key, x'' AS checksum, x'' AS value FROM endless"""


@pytest.mark.parametrize(
    ("number", "statements"),
    [
        (99, ["CREATE TABLE results (key TEXT, value BLOB)"]),
        (2, ["CREATE TABLE results (key TEXT, value BLOB)"]),
        (2, ["CREATE TABLE other (key TEXT)"]),
        (2, []),
        (0, []),
        (2, [VIEW]),
        (2, [module._SCHEMA, "CREATE TABLE more (key TEXT)"]),
        (1, [module._SCHEMA, "INSERT INTO results VALUES ('a', x'00', x'00')"]),
    ],
)
def test_another_layout_is_not_believed(path: Path, number: int, statements: list[str]) -> None:
    path.parent.mkdir()
    db = sqlite3.connect(path)
    with db:
        for statement in statements:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")
    db.close()
    assert Cache(path).get(["a"]) == {}
    assert stored(path).get(VALUES) == VALUES


def folder(path: Path) -> None:
    path.mkdir()


def folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "file").touch()


def dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def unreadable(path: Path) -> None:
    stored(path)
    path.chmod(0)


@pytest.mark.parametrize("lay", [dangling_link, pipe, unreadable])
def test_what_is_no_file_to_read_is_replaced(path: Path, lay: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    lay(path)
    assert Cache(path).get(["unknown"]) == {}
    assert stored(path).get(VALUES) == VALUES


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    stored(elsewhere)
    before = elsewhere.read_bytes()
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    assert Cache(path).get(VALUES) == {}
    stored(path, {"a": b"1"})
    assert not path.is_symlink()
    assert elsewhere.read_bytes() == before


@pytest.mark.parametrize("lay", [folder, folder_with_a_file])
def test_what_cannot_be_replaced_costs_the_keeping_alone(path: Path, lay: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    lay(path)
    problem = Cache(path).store(VALUES, VALUES)
    assert problem is not None
    assert problem.severity == "warning"
    assert str(path) in str(problem)
    assert Cache(path).get(VALUES) == {}
    assert path.is_dir()
    assert not list(path.parent.glob("*.new"))


def test_a_file_in_place_of_the_folder_costs_the_keeping_alone(path: Path) -> None:
    path.parent.write_text("a file")
    cache = Cache(path)
    assert cache.get(["a"]) == {}
    problem = cache.store(["a"], {"a": b"1"})
    assert problem is not None
    assert problem.severity == "warning"


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left")])
def test_a_full_disk_costs_the_keeping_alone(path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    cache = stored(path)

    def fail(*_: object) -> None:
        path.with_name("cache.sqlite.new").write_bytes(b"half")
        raise error

    monkeypatch.setattr(Cache, "_write", fail)
    problem = cache.store([*VALUES, "more"], {"more": b"1"})
    assert problem is not None
    assert "disk is full" in problem.message or "No space left" in problem.message
    assert cache.get([*VALUES, "more"]) == VALUES
    assert not list(path.parent.glob("*.new"))


def test_what_a_killed_build_left_is_removed(path: Path) -> None:
    path.parent.mkdir()
    for ending in (".new", ".new-journal", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).write_bytes(b"half")
    assert stored(path).get(VALUES) == VALUES
    left = {file.name for file in path.parent.iterdir()}
    assert not left & {"cache.sqlite.new", "cache.sqlite-journal", "cache.sqlite-wal", "cache.sqlite-shm"}


def test_what_it_left_is_removed_where_nothing_else_is_new(path: Path) -> None:
    cache = stored(path)
    before = path.read_bytes()
    path.with_name("cache.sqlite.new").write_bytes(b"of an article that is gone")
    assert cache.store(VALUES, {}) is None
    assert not list(path.parent.glob("*.new"))
    assert path.read_bytes() == before


KILLED = """
import os, sys
from pathlib import Path
from digest.cache import Cache
os.fsync = lambda _: os._exit(9)
Cache(Path(sys.argv[1])).store(["a"], {"a": b"1"})
"""


def test_a_kill_while_storing_leaves_the_old_file(path: Path) -> None:
    stored(path)
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode == 9
    assert path.read_bytes() == before
    assert path.with_name("cache.sqlite.new").exists()
    assert stored(path, {"a": b"1"}).get([*VALUES, "a"]) == {"a": b"1"}
    assert not list(path.parent.glob("*.new"))


def test_a_process_that_reads_sees_the_old_file_or_the_new_one(path: Path) -> None:
    cache = stored(path)
    with cache._opened() as db:
        stored(path, {"a": b"1"})
        assert next(module._rows(db, VALUES)) == VALUES
    assert cache.get([*VALUES, "a"]) == {"a": b"1"}


def test_nobody_waits_for_another_process(path: Path) -> None:
    stored(path)
    hold = "import sys, filelock\nwith filelock.FileLock(sys.argv[1]):\n  print('held', flush=True)\n  input()"
    command = [sys.executable, "-c", hold, f"{path}.lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        cache = Cache(path)
        assert cache.get(VALUES) == VALUES
        assert cache.store(["a"], {"a": b"1"}) is None
        assert cache.get([*VALUES, "a"]) == VALUES
        other.communicate("\n", timeout=60)
    assert cache.store(["a"], {"a": b"1"}) is None
    assert cache.get([*VALUES, "a"]) == {"a": b"1"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "cache.sqlite"
    stored(path)
    return path


def heal(path: Path, data: bytes) -> None:
    """Whatever a file holds, what is read from it is right, and afterwards it is whole."""
    path.write_bytes(data)
    cache = Cache(path)
    found = cache.get(VALUES)
    assert found.items() <= VALUES.items()
    assert cache.store(VALUES, {key: value for key, value in VALUES.items() if key not in found}) is None
    assert cache.get(VALUES) == VALUES


def test_a_file_cut_off_anywhere_is_mended(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    for size in (*range(0, 120, 17), *range(512, len(data), 2048), len(data) - 1):
        heal(tmp_path / "cache.sqlite", data[:size])


def test_each_page_damaged_is_mended(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    noise = bytes((n * 89 + 7) % 256 for n in range(4096))
    for at in range(0, len(data), 4096):
        for junk in (bytes(4096), b"\xff" * 4096, noise, data[4096:8192]):
            heal(tmp_path / "cache.sqlite", data[:at] + junk + data[at + 4096 :])


def test_a_layout_that_is_no_text_is_not_believed(whole: Path, tmp_path: Path) -> None:
    data = bytearray(whole.read_bytes())
    data[4090] = 0x80
    heal(tmp_path / "cache.sqlite", bytes(data))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=12)), min_size=1, max_size=6))
def test_any_bytes_changed_are_mended(whole: Path, tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(whole.read_bytes())
    for at, junk in changes:
        place = at % (len(data) if at % 2 else 4096)  # every other time where pages are named
        data[place : place + len(junk)] = junk
    heal(tmp_path / "cache.sqlite", bytes(data))


# ------------------------------------------------------------------------------------------------ in a build

ARTICLES = {
    "one.txt": "افتتاح جسر الوادي\n\nقال المهندس سالم الريحاني إن الجسر افتتح يوم 3 مارس 2022 أمام السيارات.\n",
    "two.txt": "أمطار غزيرة على الهضبة\n\nأعلنت بلدية الهضبة يوم 5 مارس 2022 إغلاق الطريق بسبب الأمطار الغزيرة.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in ARTICLES.items():
        (tmp_path / "articles").mkdir(exist_ok=True)
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    return Project.open(tmp_path)


def result(project: Project, *, cached: bool = True) -> tuple[bytes, int]:
    digest, report = analyze(project, project.articles, cached=cached)
    assert len(report.files) == len(ARTICLES)
    return export(digest, project.config), report.work["files from the cache"]


def test_whatever_the_cache_is_like_the_results_are_those_without_one(project: Project) -> None:
    expected = result(project, cached=False)[0]
    path = project.cache / "cache.sqlite"
    assert result(project) == (expected, 0)
    assert result(project) == (expected, 2)
    data = path.read_bytes()
    for damaged in (b"", b"no database", data[: len(data) // 2], data[:4096] + bytes(len(data) - 4096)):
        path.write_bytes(damaged)
        assert result(project)[0] == expected
        assert path.read_bytes() == data
    path.unlink()
    path.mkdir()
    assert result(project) == (expected, 0)


def test_a_result_that_says_it_is_another_files_is_not_believed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = result(project)[0]
    with monkeypatch.context() as patch:  # whoever can write the file can write the checksums too
        lying = dict(zip(keys(project), [encode_of(project, name) for name in reversed(ARTICLES)], strict=True))
        patch.setattr(Cache, "get", lambda _self, wanted: {key: lying[key] for key in wanted if key in lying})
        assert result(project) == (expected, 0)


def keys(project: Project) -> list[str]:
    limits, lexicons = project.config.limits, project.lexicons
    return [cache_key((project.articles / name).read_bytes(), name, limits, lexicons) for name in ARTICLES]


def encode_of(project: Project, name: str) -> bytes:
    data = (project.articles / name).read_bytes()
    return encode(process_file(data, name, project.config.limits, project.lexicons))


def test_a_cache_that_cannot_be_kept_is_a_warning(project: Project) -> None:
    (project.cache / "cache.sqlite").mkdir(parents=True)
    digest, report = analyze(project, project.articles)
    assert len(digest.articles) == len(ARTICLES)
    (problem,) = report.problems
    assert problem.severity == "warning"
    assert report.exit_code() == 0


# ------------------------------------------------------------------------------------------------ what results rest on

WATCH = """
import importlib.metadata, json, sys
from pathlib import Path
from digest.config import LimitsSection
from digest.lexicon import default_lexicons
from digest.pipeline import _PACKAGES, process_file, steps_files
for file in sorted(Path(sys.argv[1]).rglob("*")):
    if file.is_file():
        process_file(file.read_bytes(), file.name, LimitsSection(), default_lexicons())
own = {m.__file__ for name, m in sys.modules.items() if name.startswith("digest.") and getattr(m, "__file__", None)}
installed = importlib.metadata.packages_distributions()
plain = lambda name: name.lower().replace("_", "-")
loaded = {plain(d) for name in list(sys.modules) for d in installed.get(name.partition(".")[0], ())}
print(json.dumps({
    "own": sorted(own - {str(file) for file in steps_files().values()}),
    "packages": sorted(loaded - set(map(plain, _PACKAGES))),
}))
"""

PLUMBING = {"arabic-news-digest", "certifi", "setuptools", "typing-extensions", "urllib3"}
"""Loaded too, and without a say in any result."""


def test_the_key_covers_all_code_that_a_result_rests_on(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(root / "articles")], check=True, capture_output=True, text=True, cwd=root
    )
    missing = json.loads(done.stdout.splitlines()[-1])
    assert missing["own"] == []
    assert set(missing["packages"]) <= PLUMBING
