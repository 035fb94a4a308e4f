"""Every limit of `[limits]`: what is at it is kept; what is above is refused with value, name, line and mend."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest

from digest import analysis
from digest.config import Config, LimitsSection, load_config
from digest.errors import ConfigError, Problem
from digest.lexicon import default_lexicons
from digest.pipeline import cache_key
from digest.project import Project
from digest.read import list_inputs, load, read_bytes
from digest.read.limits import row_depth
from digest.report import BuildReport

LINE = "قال المتحدث باسم البلدية إن الجسر مفتوح.\n"
FATHA = "\u064e"


def read(name: str, text: str, **limits: int) -> tuple[int, tuple[Problem, ...]]:
    result = read_bytes(text.encode(), name, LimitsSection(**limits))
    return len(result.articles), result.problems


def page(depth: int) -> str:
    """A page whose elements nest so deeply: `html`, `body`, `article` and `p` are four of them."""
    inside = "<div>" * (depth - 4) + f"<p>{LINE * 9}</p>" + "</div>" * (depth - 4)
    return f"<html><body><article>\n{inside}</article></body></html>"


def row(depth: int) -> str:
    """A row whose values nest so deeply; brackets in its text do not count."""
    return f'{{"text": "[[[{{\\"[ {LINE.strip()}", "x": {"[" * (depth - 1) + "]" * (depth - 1)}}}\n'


def one(text: str) -> str:
    """A row that holds nothing but a text."""
    return f'{{"text": "{text}"}}\n'


BE = "ب"

CASES = [
    # limit, name of the file, its text at the limit, its text beyond it, line, value beyond it
    ("file_bytes", 90, "a.txt", BE * 45, BE * 45 + "x", None, "91 bytes long"),
    ("file_rows", 3, "a.jsonl", (one(LINE.strip()) + "\n") * 3, "{}\n" * 4, None, "holds 4 rows"),
    ("row_bytes", 90, "a.jsonl", one(BE * 39), "\n" + one(BE * 39 + "x"), 2, "91 bytes long"),
    ("row_depth", 5, "a.jsonl", row(5), "\n" + row(6), 2, "nests 6 deep"),
    ("row_depth", 5, "a.jsonl", row(2), '{"a":' * 100_000, 1, "nests 100000 deep"),
    ("article_characters", 50, "a.txt", BE * 50, "---\ntitle: ب\n---\n" + BE * 51, 4, "51 characters long"),
    ("article_characters", 50, "a.jsonl", one(BE * 50), "\n" + one(BE * 51), 2, "51 characters long"),
    ("line_characters", 20, "a.txt", BE * 20 + "\n" + BE * 20, "\n\n" + BE * 21, 3, "is 21 characters long"),
    ("marks_per_letter", 3, "a.txt", (BE + FATHA * 3) * 2, f"ب\nت{FATHA * 4}", 2, "carries 4 combining"),
    ("marks_per_letter", 3, "a.txt", LINE, f"ب{FATHA}\u200d{FATHA}\u202a{FATHA * 2}", 1, "carries 4 combining"),
    ("marks_per_letter", 3, "a.txt", "ب😀\U000e0100" * 4, f"ب{FATHA}\U000e0100\U0001e8d0{FATHA}", 1, "carries 4"),
    ("marks_per_letter", 3, "a.txt", LINE, f"---\ntitle: ب{FATHA * 4}\n---\n{LINE}", 2, "of the title carries 4"),
    ("marks_per_letter", 3, "a.html", page(4), page(4).replace("قال", "قال" + "&#1614;" * 4), 2, "carries 4 combining"),
    ("html_depth", 12, "a.html", page(12), "\n" + page(13), 3, "nest 13 deep"),
    ("html_depth", 400, "a.html", page(400), page(401), 2, "nest 401 deep"),
    ("html_depth", 200, "a.html", page(4), page(100_000), 2, "nest 2048 or more deep"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "most", "name", "at", "beyond", "line", "value"), CASES)
def test_what_is_at_a_limit_is_kept_and_what_is_beyond_is_told(
    limit: str, most: int, name: str, at: str, beyond: str, line: int | None, value: str
) -> None:
    kept, problems = read(name, at, **{limit: most})
    assert kept
    assert not [problem for problem in problems if problem.severity == "error"]
    kept, problems = read(name, beyond, **{limit: most})
    assert kept == 0
    (problem,) = [one for one in problems if f"`{limit}`" in one.message]
    assert (problem.path, problem.line, problem.severity) == (name, line, "error")
    assert value in problem.message
    assert f"the limit `{limit}` is {most}" in problem.message
    assert f"raise `{limit}` under `[limits]` in digest.toml" in problem.hint


def test_a_row_beyond_a_limit_is_refused_alone() -> None:
    rows = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in (LINE, LINE + "ب" * 200, LINE))
    kept, (problem,) = read("a.jsonl", rows, article_characters=100)
    assert (kept, problem.row) == (2, 2)


def test_everything_that_is_beyond_is_told_at_once() -> None:
    _, problems = read("a.txt", f"{LINE}ب{FATHA * 20}", article_characters=30, line_characters=20)
    assert [problem.line for problem in problems] == [1, 1, 2]


def test_vocalised_text_is_kept() -> None:
    verse = "قُلْ هُوَ ٱللَّهُ أَحَدٌ ۝ ٱللَّهُ ٱلصَّمَدُ ۖ لَمْ يَلِدْ وَلَمْ يُولَدْ وَلَمْ يَكُن لَّهُۥ كُفُوًا أَحَدٌۢ\n"
    assert read("a.txt", LINE * 6 + verse) == (1, ())


@pytest.mark.parametrize("text", ['"\\' * 9, "[[]]{", '"[[[', "]]]", '{"a":[1,{"b":"]]]"}]}', "[" * 5000])
def test_depth_is_that_of_the_brackets_outside_strings(text: str) -> None:
    depth = {"[[]]{": 2, '{"a":[1,{"b":"]]]"}]}': 3, "[" * 5000: 5000}
    assert row_depth(text) == depth.get(text, 0)


def test_thousands_of_unknown_keys_are_few_warnings() -> None:
    keys = {f"k{number}": 1 for number in range(5000)}
    kept, problems = read("a.jsonl", json.dumps({"text": LINE, **keys}, ensure_ascii=False))
    assert kept == 1
    assert len(problems) == 21
    assert "4980 more" in problems[-1].message


DEEP = ["[" * 4000, "- " * 4000, "{a: " * 4000, "a: &a [1]\nb: *a"]


@pytest.mark.parametrize("value", DEEP)
def test_front_matter_that_nests_or_multiplies_is_refused(value: str) -> None:
    kept, problems = read("a.md", f"---\nx:\n {value}\n---\n{LINE}")
    assert kept == 0
    assert [problem.severity for problem in problems] == ["error"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("at.txt", 90), ("beyond.txt", 91)):
        (tmp_path / name).write_bytes(b"x" * size)
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("something was read"))
    problem = load(tmp_path, "beyond.txt", LimitsSection(file_bytes=90))
    assert isinstance(problem, Problem)
    assert problem.message == "the file is 91 bytes long; the limit `file_bytes` is 90"
    monkeypatch.undo()
    assert load(tmp_path, "at.txt", LimitsSection(file_bytes=90)) == b"x" * 90


def test_folders_that_nest_too_deeply_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "1" / "2" / "3").mkdir(parents=True)
    for folder in ("1/2", "1/2/3"):
        (tmp_path / folder / "a.txt").write_text(LINE, encoding="utf-8")
    inputs = list_inputs(tmp_path, LimitsSection(folder_depth=2))
    assert inputs.files == ("1/2/a.txt",)
    (problem,) = inputs.problems
    assert (problem.path, problem.severity) == ("1/2/3/", "error")
    assert problem.message == "the folder nests 3 deep; the limit `folder_depth` is 2"
    assert list_inputs(tmp_path, LimitsSection(folder_depth=3)).problems == ()


# ---------------------------------------------------------------------------------------------------- the collection


def analysed(folder: Path, **limits: int) -> BuildReport:
    empty = Project.open(folder / "none")
    project = Project(folder, Config(limits=LimitsSection(**limits)), empty.editorial, default_lexicons())
    return analysis.analyze(project, folder / "articles", cached=False).report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    (articles / "b").mkdir(parents=True)
    for number, name in enumerate(("a.txt", "c.txt", "d.txt")):
        (articles / name).write_text(LINE * 2 + f"وعدد السيارات {number + 3} آلاف.\n", encoding="utf-8")
    rows = [f"افتتح الوزير المصنع رقم {number} في المدينة الصناعية." for number in (1, 2, 3)]
    content = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in rows)
    (articles / "b" / "rows.jsonl").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("most", "refused"),
    [
        (6, []),
        (5, ["d.txt"]),
        (4, ["c.txt", "d.txt"]),
        (3, ["b/rows.jsonl#3", "c.txt", "d.txt"]),
        (1, ["b/rows.jsonl", "c.txt", "d.txt"]),
    ],
)
def test_the_first_articles_in_order_of_path_are_kept(folder: Path, most: int, refused: list[str]) -> None:
    report = analysed(folder, articles=most)
    assert [file.path for file in report.refused] == refused
    assert report.counts["articles"] == 6 - sum(3 if path == "b/rows.jsonl" else 1 for path in refused)
    for problem in report.problems:
        assert f"the limit `articles` is {most}" in problem.message


def test_the_first_bytes_in_order_of_path_are_kept(folder: Path) -> None:
    sizes = [(folder / "articles" / name).stat().st_size for name in ("a.txt", "b/rows.jsonl", "c.txt")]
    assert [file.path for file in analysed(folder, collection_bytes=sum(sizes)).refused] == ["d.txt"]
    report = analysed(folder, collection_bytes=sum(sizes) - 1)
    assert [file.path for file in report.refused] == ["c.txt", "d.txt"]
    assert f"holds {sum(sizes)} bytes; the limit `collection_bytes` is {sum(sizes) - 1}" in report.problems[0].message


# ---------------------------------------------------------------------------------------------------- the settings


@pytest.mark.parametrize("name", [field.encode_name for field in msgspec.structs.fields(LimitsSection)])
@pytest.mark.parametrize("value", ["0", "-1", "99999999999999999999999", "1.5", '"many"', "true"])
def test_a_limit_that_is_no_sensible_number_is_told_with_its_line(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "digest.toml").write_text(f"[limits]\n\n{name} = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "digest.toml")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("digest.toml", 3)
    assert name in problem.message


def test_limits_on_which_a_kept_result_does_not_depend_do_not_empty_the_cache() -> None:
    def key(**limits: int) -> str:
        return cache_key(b"x", "x.txt", LimitsSection(**limits), default_lexicons())

    assert key() == key(article_seconds=99, article_megabytes=999, articles=9, collection_bytes=9)
    assert key() != key(marks_per_letter=9)


def test_the_documentation_names_every_limit(root: Path) -> None:
    told = (root / "docs" / "limits.md").read_text(encoding="utf-8")
    for field in msgspec.structs.fields(LimitsSection):
        assert f"| `{field.encode_name}` | {field.default} |" in told
