from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from digest.cache import Cache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "cache.sqlite"


def test_what_was_put_is_found_again(path: Path) -> None:
    with Cache(path) as cache:
        cache.put({"a": b"1", "b": b"2"})
    with Cache(path) as cache:
        assert cache.get(["b", "a", "c"]) == {"a": b"1", "b": b"2"}


def test_more_keys_than_one_query_takes(path: Path) -> None:
    values = {f"key{n}": str(n).encode() for n in range(2000)}
    with Cache(path) as cache:
        cache.put(values)
        assert cache.get(values) == values


def test_a_value_whose_checksum_is_wrong_is_a_miss(path: Path) -> None:
    with Cache(path) as cache:
        cache.put({"a": b"right", "b": b"right"})
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE results SET value = ? WHERE key = 'a'", (b"wrong",))
    db.close()
    with Cache(path) as cache:
        assert cache.get(["a", "b"]) == {"b": b"right"}


@pytest.mark.parametrize("damage", [b"this is no database", b"", b"SQLite format 3\0" + bytes(200)])
def test_a_damaged_file_is_made_anew(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with Cache(path) as cache:
        assert cache.get(["a"]) == {}
        cache.put({"a": b"1"})
        assert cache.get(["a"]) == {"a": b"1"}


def test_a_file_damaged_in_the_middle_is_made_anew(path: Path) -> None:
    values = {f"key{n}": bytes(500) for n in range(400)}
    with Cache(path) as cache:
        cache.put(values)
    data = bytearray(path.read_bytes())
    data[4096 : len(data) - 4096] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with Cache(path) as cache:
        assert len(cache.get(values)) < len(values)
        cache.put(values)
        assert cache.get(values) == values


def test_another_programs_layout_is_not_believed(path: Path) -> None:
    path.parent.mkdir()
    db = sqlite3.connect(path)
    with db:
        db.execute("CREATE TABLE results (key TEXT, value BLOB)")
        db.execute("PRAGMA user_version = 99")
    db.close()
    with Cache(path) as cache:
        assert cache.get(["a"]) == {}


def test_prune_forgets_what_is_not_kept(path: Path) -> None:
    with Cache(path) as cache:
        cache.put({"a": b"1", "b": b"2", "c": b"3"})
        assert cache.prune(frozenset({"b"})) == 2
        assert cache.get(["a", "b", "c"]) == {"b": b"2"}


def test_the_same_entries_make_the_same_bytes(tmp_path: Path) -> None:
    values = {f"key{n}": str(n).encode() * 50 for n in range(300)}
    files = []
    for name in ("one", "other"):
        file = tmp_path / name / "cache.sqlite"
        with Cache(file) as cache:
            cache.get(values)
            cache.put(values)
        files.append(file.read_bytes())
    assert files[0] == files[1]
