"""Files of TOML that people write: every mistake at once, each with its line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigError
from digest.toml import LARGEST, Keys, convert, lines_of, parse_toml, read_toml


class Inner(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    number: int
    long_name: str = ""


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    table: dict[str, Inner] = {}
    several: tuple[Inner, ...] = ()
    names: tuple[str, ...] = ()


TEXT = """\
names = ["a", 3,
  "b", # ] not the end
  4]
zzz = 1
[table.good]
number = 3
[table."ليس رقما"]
number = "s"
[[several]]
number = 1
[[several]]
number = "q"
lng-name = "x"
[[several]]
long-name = "d"
[[several]]
number = 2
long_name = "y"
"""


def told(text: str, kind: Any = Whole) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ConfigError) as caught:
        convert(parse_toml(text.encode(), "f.toml", ConfigError), kind, ConfigError, "See there.")
    return [(p.line, p.message, p.hint) for p in caught.value.problems]


def test_all_at_once_each_with_its_line() -> None:
    assert told(TEXT) == [
        (1, "expected `str`, got `int` (at `names[2]`)", "See there."),
        (3, "expected `str`, got `int` (at `names[4]`)", "See there."),
        (4, "unknown key `zzz`", "See there."),
        (8, "expected `int`, got `str` (at `table.ليس رقما.number`)", "See there."),
        (12, "expected `int`, got `str` (at `several[2].number`)", "See there."),
        (13, "unknown key `lng-name` (at `several[2]`)", "Did you mean `long-name`? See there."),
        (14, "object missing required field `number` (at `several[3]`)", "See there."),
        (18, "unknown key `long_name` (at `several[4]`)", "Did you mean `long-name`? See there."),
    ]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a = 1\nb = \n", 2, "Invalid value"),
        (b"a = 1\na = 2\n", 2, "Cannot overwrite a value"),
        (b"a = 1\nb = 'x", 2, "Expected"),
        (b"a = 1\nb = '\xc7\xd1'", 2, "the file is not UTF-8"),
        ("a = 1".encode("utf-16"), None, "the file is not UTF-8"),
        (b"a = " + b"[" * 100_000, None, "nested too deeply"),
        (b"a = '\0'", 1, "Found invalid character"),
    ],
)
def test_what_is_not_toml(data: bytes, line: int | None, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_toml(data, "f.toml", ConfigError)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("f.toml", line)
    assert message in problem.message
    assert "at line" not in problem.message
    assert problem.hint


@pytest.mark.parametrize("kind", ["missing", "directory", "pipe", "link to nothing", "huge"])
def test_what_is_no_file_of_settings(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "f.toml"
    if kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "nothing")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(LARGEST + 1)
    with pytest.raises(ConfigError) as caught:
        read_toml(path, "f.toml", ConfigError)
    assert all(problem.path == "f.toml" and problem.hint for problem in caught.value.problems)


def keys_of(value: Any, at: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*at, key), inner
        yield from keys_of(inner, (*at, key))


def test_every_value_of_every_shipped_file_has_its_line(root: Path) -> None:
    files = [path for folder in ("digest", "templates") for path in (root / folder).rglob("*.toml")]
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        lines, places = text.splitlines(), lines_of(text)
        values = dict(keys_of(tomllib.loads(text)))
        assert values.keys() == places.keys(), path
        for keys, value in values.items():
            if isinstance(value, str) and "\n" not in value and not {"\\", '"'} & set(value):
                assert value in lines[places[keys] - 1], (path, keys)


@given(st.text())
def test_any_text_has_lines_or_is_told(text: str) -> None:
    lines_of(text)
    try:
        file = parse_toml(text.encode("utf-8", "surrogatepass"), "f.toml", ConfigError)
    except ConfigError as error:
        assert error.problems
    else:
        assert dict(keys_of(file.data)).keys() == lines_of(text).keys()
