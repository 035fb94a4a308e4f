from __future__ import annotations

from pathlib import Path

import pytest

from digest.config import Config, load_config
from digest.editorial import load_editorial
from digest.errors import ConfigError


def write(folder: Path, text: str, name: str = "digest.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_the_default_configuration(tmp_path: Path) -> None:
    assert load_config(tmp_path / "digest.toml") == Config()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[site]\ntitle = "x"\npublish = "all"\n', 3, "publish"),
        ("[site]\ntitel = 1\n", 2, "unknown key `titel`"),
        ("[sites]\n", 1, "unknown key `sites`"),
        ('[limits]\n\nfile_bytes = "much"\n', 3, "file_bytes"),
        ("[site\n", 1, "Expected"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("digest.toml", line)
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[date]]\narticle = "a.txt"\nday = 2022-01-28\n', "why"),
        ('[[date]]\narticle = "a.txt"\nday = "soon"\nwhy = "لأنه"\n', "day"),
        ('[[dates]]\nwhy = "لأنه"\n', "unknown key `dates`"),
    ],
)
def test_a_mistake_in_a_correction_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_editorial(write(tmp_path, text, "editorial.toml"))
    (problem,) = caught.value.problems
    assert problem.path == "editorial.toml"
    assert words in problem.message
