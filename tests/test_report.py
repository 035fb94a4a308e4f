"""The build report: every input once, with reason and mend, for programs, terminals and the page of a CI job."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from digest import schema, serve, summary
from digest.cli import main
from digest.errors import MOST_OF_A_FILE, Problem, condensed, printable
from digest.report import BuildReport, FileReport, Note
from tests.test_sites import lay_out

ARTICLE = "افتتح العمدة الجسر الجديد فوق النهر صباح اليوم بحضور مئات من سكان الحي القديم والأحياء المجاورة له.\n"
HOSTILE = (
    "a|b`c`<img src=x onerror=alert(1)> @user [x](http:e.example) ![y](z) ::error::\x1b[31m\u202e##[error]\r\n.txt"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def report_of(project: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((project / ".digest" / "build-report.json").read_bytes())
    return content


@pytest.fixture(scope="module")
def mixed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with an input of every kind, analysed in a failing build: no site is needed for the report."""
    project = tmp_path_factory.mktemp("mixed")
    lay_out("one_article", root, project)
    folder = project / "articles"
    for name, content in {
        "twice.txt": ARTICLE,
        "again.txt": ARTICLE,
        "empty.txt": "",
        "front.txt": "---\ndate: soon\nurl: nowhere\ncolour: red\n---\n" + ARTICLE,
        "warned.txt": "---\ncolour: red\n---\n" + ARTICLE.replace("الجسر", "المتحف"),
        "notes.docx": "x",
        "rows.jsonl": json.dumps({"text": ARTICLE.replace("العمدة", "الوزير")}) + '\n{"text": 1}\nno json\n',
        "only.jsonl": '{"text": 1}\n\n{"text": 2}\n',
        "broken.jsonl": "\n",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "garbled.txt").write_bytes(ARTICLE.encode()[:-3])
    (folder / HOSTILE).write_text(ARTICLE, encoding="utf-8")
    (folder / "link.txt").symlink_to("twice.txt")
    os.mkfifo(folder / "pipe.txt")
    return project


@pytest.fixture(scope="module")
def strict(mixed: Path) -> Result:
    copies = ("--json", str(mixed / "out" / "r.json"), "--summary", str(mixed / "out" / "s.md"))
    (mixed / "out").mkdir()
    (mixed / "out" / "s.md").write_text("# What stood there\n", encoding="utf-8")
    return run("build", "--project", str(mixed), "--strict", *copies)


def test_strict_names_all_refusals_and_builds_nothing(mixed: Path, strict: Result) -> None:
    assert strict.exit_code == 1
    assert not (mixed / "site").exists()
    for name in ("empty.txt", "front.txt:2", "front.txt:3", "rows.jsonl:2", "rows.jsonl:3", "only.jsonl:1", "link.txt"):
        assert f"{name}: error" in strict.output


def test_each_input_is_in_the_report_once_with_reason_and_mend(mixed: Path, strict: Result) -> None:
    files = {file["path"]: file for file in report_of(mixed)["files"]}
    assert len(files) == len(report_of(mixed)["files"])
    status = {path: file["status"] for path, file in files.items()}
    names = {path.name for path in (mixed / "articles").iterdir()} - {"rows.jsonl", "only.jsonl"}
    rows = {"rows.jsonl#1", "rows.jsonl#2", "rows.jsonl#3", "only.jsonl#1", "only.jsonl#3"}
    assert set(status) == names | rows
    assert {path for path in status if status[path] == "refused"} == {
        *(rows - {"rows.jsonl#1"}),
        *("empty.txt", "front.txt", "garbled.txt", "link.txt", "pipe.txt", "broken.jsonl", HOSTILE),
    }
    assert status["notes.docx"] == "ignored"
    assert files["twice.txt"]["into"] == "again.txt"
    for file in files.values():
        assert bool(file["reason"] and file["mend"]) == (file["status"] in ("refused", "ignored"))
    front = files["front.txt"]
    assert (front["line"], front["reason"]) == (2, "`date` is wrong: 'soon' is no date")
    assert [(note["line"], note["severity"]) for note in front["notes"]] == [(3, "error"), (4, "warning")]
    assert [note["reason"] for note in files["warned.txt"]["notes"]] == ["unknown key `colour`"]
    assert strict.exit_code == 1


def test_the_report_says_that_nothing_was_built(mixed: Path, strict: Result) -> None:
    assert strict.exit_code == 1
    report = report_of(mixed)
    assert report["site"] is None
    assert report["counts"]["refused"] == sum(file["status"] == "refused" for file in report["files"])
    assert (mixed / "out" / "r.json").read_bytes() == (mixed / ".digest" / "build-report.json").read_bytes()
    text = (mixed / "out" / "s.md").read_text(encoding="utf-8")
    assert text.startswith("# What stood there\n")
    assert "Nothing was built; the old site stays" in text


def test_a_template_that_fails_leaves_the_report_of_the_inputs(root: Path, tmp_path: Path) -> None:
    lay_out("broken_template", root, tmp_path)
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 1
    report = report_of(tmp_path)
    assert [file["status"] for file in report["files"]] == ["kept"]
    assert "templates/" in report["problems"][-1]["path"]


def test_the_report_is_the_same_from_a_cold_and_a_warm_cache(mixed: Path, strict: Result) -> None:
    assert strict.exit_code == 1
    before = (mixed / ".digest" / "build-report.json").read_bytes()
    run("build", "--project", str(mixed), "--strict")
    assert (mixed / ".digest" / "build-report.json").read_bytes() == before
    assert str(mixed).encode() not in before


def test_the_report_has_the_shape_that_is_documented(mixed: Path, strict: Result) -> None:
    assert strict.exit_code == 1
    shipped = Path(schema.__file__).with_name("report.schema.json").read_bytes()
    assert shipped == schema.generate_report(), (
        "run `python -m digest.schema report > digest/schema/report.schema.json`"
    )
    definitions = json.loads(shipped)["$defs"]
    described = [field for d in definitions.values() for field in d.get("properties", {}).values()]
    assert all(field.get("description") for field in described)
    report = report_of(mixed)
    assert set(report) == set(definitions["BuildReport"]["properties"])
    assert set(report["files"][0]) == set(definitions["FileReport"]["properties"])
    assert msgspec.convert(report, BuildReport).schema_version == "1.0"


# ---------------------------------------------------------------------------------------------------- exits


def test_nothing_that_acts_reaches_a_terminal_or_a_log(mixed: Path, strict: Result) -> None:
    assert (mixed / "articles" / HOSTILE).exists()
    for text in (strict.output, (mixed / ".digest" / "build-report.json").read_text(encoding="utf-8")):
        assert all(line.isprintable() for line in text.split("\n"))
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in strict.output.split("\n"))
    assert "\\x1b[31m\\u202e" in strict.output


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("خبر 1.txt", "خبر 1.txt"),
        ("a\nb\r\t\0", "a\\nb\\r\\t\\x00"),
        ("\x1b]0;x\x07\x9b31m", "\\x1b]0;x\\x07\\x9b31m"),
        ("::error file=x::y", "\\x3a:error file=x::y"),
        (" ::set-output", " \\x3a:set-output"),
        ("a ::notice::", "a ::notice::"),
        ("x##[add-mask]", "x\\x23#[add-mask]"),
        ("##VSO[task]", "\\x23#VSO[task]"),
        ("\udcff\ud800", "\\xff\\ud800"),
        ("\u202eab\u2066\u200f\u200b", "\\u202eab\\u2066\\u200f\\u200b"),
        ("\U000e0041", "\\U000e0041"),
        ("\u2028::error::", "\\u2028::error::"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_a_problem_is_one_line_and_one_for_its_mend() -> None:
    problem = Problem(path="::a\n::b", line=3, message="x\n::warning::y", hint="::z\x1b" + "w" * 5000)
    first, second = str(problem).split("\n")
    assert first == "\\x3a:a\\n::b:3: error: x\\n::warning::y"
    assert second.startswith("    \\x3a:z\\x1bww")
    assert len(second) < 1000


def test_thousands_of_refusals_do_not_flood() -> None:
    errors = [Problem(path=f"{n:04}.txt", message="x") for n in range(1334)]
    warnings = [Problem(path="w", message="x", severity="warning")] * 101
    first, more = summary.shown([*errors, *warnings], Path(".digest/build-report.json"))
    assert len(first) == 200
    assert more == (
        "and 1,234 more errors: see .digest/build-report.json",
        "and 1 more warning: see .digest/build-report.json",
    )


class _Page(HTMLParser):
    """Collects what HTML would be made of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text, self.code, self._in_code = "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._in_code = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        self.code, self.text = (self.code + data, self.text) if self._in_code else (self.code, self.text + data)


def test_the_markdown_holds_nothing_foreign_that_acts() -> None:
    import markdown  # noqa: PLC0415

    file = FileReport(path=HOSTILE, status="refused", line=1, reason=HOSTILE, mend=HOSTILE)
    merged = FileReport(path=HOSTILE, status="merged", into=HOSTILE)
    note = Note(severity="warning", reason=HOSTILE, mend=HOSTILE)
    kept = FileReport(path=HOSTILE, status="kept", notes=(note,))
    problem = Problem(path="x" + HOSTILE, message=HOSTILE, hint=HOSTILE)
    report = BuildReport(files=(file, merged, kept), problems=(problem,), counts={"refused": 1}, notes=(HOSTILE,))
    text = summary.markdown(report)
    assert all(line.isprintable() for line in text.split("\n"))
    page = _Page()
    page.feed(markdown.markdown(text, extensions=["tables"]))
    assert page.tags <= {"h2", "p", "strong", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "code"}
    rows = [line for line in text.split("\n") if "onerror" in line and line.startswith("|")]
    assert {line.count("|") for line in rows} == {3, 5}
    for line in rows:
        assert not set("<>[]!`@_*~") & set(line.replace("<code>", "").replace("</code>", ""))
    assert "@user" in page.code
    assert "@" not in page.text


def test_long_tables_are_cut(tmp_path: Path) -> None:
    files = tuple(FileReport(path=f"{n}" * 100, status="refused", reason="x" * 9000, mend="y") for n in range(5000))
    text = summary.markdown(BuildReport(files=files, problems=(), counts={}))
    assert len(text.encode()) < 1_000_000
    assert "and 4,800 more" in text


def test_a_space_at_the_end_of_a_name_can_be_seen() -> None:
    file = FileReport(path="a.txt ", status="ignored", reason="x", mend="y")
    assert "txt&#92;x20</code>" in summary.markdown(BuildReport(files=(file,), problems=(), counts={}))


# ---------------------------------------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    "arguments", [["--no-such-option"], ["--workers", "0"], ["--articles", "FILE"], ["--json", "."]]
)
def test_wrong_use_does_not_say_that_a_site_was_built(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "FILE").write_text("x")
    wanted = [str(tmp_path / "FILE") if argument == "FILE" else argument for argument in arguments]
    assert run("build", *wanted).exit_code == 1
    assert run("--no-such-option").exit_code == 1


def test_a_folder_of_articles_that_cannot_be_read_builds_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("one_article", root, tmp_path)
    real = os.open

    def refuse(path: Any, *arguments: Any, **more: Any) -> int:
        if str(path) == str(tmp_path / "articles"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    result = run("build", "--project", str(tmp_path), "--summary", str(tmp_path / "s.md"))
    assert result.exit_code == 1
    assert "no permission to read it" in result.output
    assert "no permission" in (tmp_path / "s.md").read_text(encoding="utf-8")


def test_the_preview_shows_what_is_missing_from_a_site_that_was_built() -> None:
    assert serve._attempt(lambda: "bad.txt: error: the file is empty").missing == "bad.txt: error: the file is empty"
    assert serve._attempt(lambda: None).missing == ""
    state = serve.State()
    state.built("bad.txt: error")
    assert json.loads(state.message()) == {"version": 1, "fault": "bad.txt: error"}


def test_a_file_of_many_mistakes_does_not_hide_those_of_others() -> None:
    many = [Problem(path="a.jsonl", line=n, row=n, message="no object") for n in range(1, 1501)]
    warned = [Problem(path="a.jsonl", line=n, message="unknown", severity="warning") for n in range(3)]
    other = Problem(path="b.txt", message="empty")
    found = condensed([*many, *warned, other])
    assert found[:MOST_OF_A_FILE] == tuple(many[:MOST_OF_A_FILE])
    assert found[MOST_OF_A_FILE + 1 :] == (*warned, other)
    more = found[MOST_OF_A_FILE]
    assert (more.path, more.line, more.severity) == ("a.jsonl", MOST_OF_A_FILE + 1, "error")
    assert "1,480 more errors" in more.message
    assert condensed(many[: MOST_OF_A_FILE + 1]) == tuple(many[: MOST_OF_A_FILE + 1])  # one more takes no more room
