from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from tests.test_sites import lay_out


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article, built."""
    folder = tmp_path_factory.mktemp("project")
    lay_out("one_article", root, folder)
    result = run("build", "--project", str(folder), "--workers", "1")
    assert result.exit_code == 0, result.output
    return folder


def export_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    data: dict[str, list[dict[str, str]]] = json.loads((folder / "site" / "data" / "digest.json").read_bytes())
    return data


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_analyze_writes_the_same_export_as_the_site(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "digest.json"
    result = run("analyze", str(project / "articles"), "--project", str(project), "--json", str(file), "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert file.read_bytes() == (project / "site" / "data" / "digest.json").read_bytes()


def test_analyze_works_outside_a_project(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("analyze", str(project / "articles"), "--json", "digest.json", "--quiet")
    assert result.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["digest.json"]


def test_explain_an_article_by_its_path(project: Path) -> None:
    result = run("explain", str(project / "articles" / "liqaa.txt"), "--project", str(project))
    assert result.exit_code == 0
    for words in ("date candidates", "2022-03-06", "boilerplate", "furniture:share", "اتفقنا على فتح", "main event"):
        assert words in result.output


def test_explain_an_event_by_the_beginning_of_its_id(project: Path) -> None:
    (event,) = (event for event in export_of(project)["events"] if event["articles"])
    result = run("explain", event["id"][:14], "--project", str(project))
    assert result.exit_code == 0
    assert event["title"] in result.output
    assert "liqaa.txt" in result.output


def test_explain_suggests_what_may_have_been_meant(project: Path) -> None:
    result = run("explain", "liqa.txt", "--project", str(project))
    assert result.exit_code == 1
    assert "Did you mean liqaa.txt?" in result.output


def test_check_of_a_whole_site_finds_nothing(project: Path) -> None:
    result = run("check", "--project", str(project))
    assert result.exit_code == 0, result.output
    assert "0 errors, 0 warnings" in result.output


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("اتفقنا".encode(), "اختلفنا".encode(), "does not hold"),
        (b'href="#quotes"', b'href="#quotations"', "no such anchor"),
        (b"</body>", b'<img src="https://other.example/x.png"></body>', "asks another host"),
        (b"</body>", b'<a href="../../gone/">x</a></body>', "does not exist"),
    ],
)
def test_check_finds_what_is_wrong(root: Path, tmp_path: Path, find: bytes, replace: bytes, message: str) -> None:
    lay_out("one_article", root, tmp_path)
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 0
    (event,) = (event for event in export_of(tmp_path)["events"] if event["articles"])
    page = tmp_path / "site" / event["page"] / "index.html"
    content = page.read_bytes()
    assert find in content
    page.write_bytes(content.replace(find, replace))
    result = run("check", "--project", str(tmp_path))
    assert result.exit_code == 1
    assert message in result.output


def test_a_second_build_reads_nothing_anew(project: Path) -> None:
    result = run("build", "--project", str(project))
    assert "1 articles (1 files from the cache)" in result.output


def test_clean_leaves_hand_written_pages(root: Path, tmp_path: Path) -> None:
    lay_out("one_article", root, tmp_path)
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 0
    assert run("clean", "--project", str(tmp_path), "--cache").exit_code == 0
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / ".digest").exists()
    assert not (tmp_path / "site_src" / "events").exists()
    assert (tmp_path / "site_src" / "about.md").exists()


def test_outside_a_project_the_mend_is_told(tmp_path: Path) -> None:
    result = run("build", "--project", str(tmp_path))
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.output
    assert "--project" in result.output


def test_a_disk_that_takes_nothing_is_told(root: Path, tmp_path: Path) -> None:
    lay_out("one_article", root, tmp_path)
    (tmp_path / ".digest").write_text("a file where the cache should lie")
    result = run("build", "--project", str(tmp_path))
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert ".digest: error: File exists" in result.output


def test_the_old_site_survives_a_mistake(root: Path, tmp_path: Path) -> None:
    lay_out("one_article", root, tmp_path)
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 0
    before = (tmp_path / "site" / "index.html").read_bytes()
    (tmp_path / "templates" / "home.md.j2").write_text("{{ nothing }}", encoding="utf-8")
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 1
    assert (tmp_path / "site" / "index.html").read_bytes() == before


def test_what_is_removed_from_the_input_is_gone_from_the_site(root: Path, tmp_path: Path) -> None:
    lay_out("unicode_names", root, tmp_path)
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 0
    articles = sorted((tmp_path / "articles").rglob("*.txt"))
    gone = {article["page"] for article in export_of(tmp_path)["articles"] if articles[0].name in article["path"]}
    articles[0].unlink()
    assert run("build", "--project", str(tmp_path), "--quiet").exit_code == 0
    assert len(gone) == 1
    assert not any((tmp_path / "site" / page).exists() for page in gone)


def test_a_fault_of_the_program_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Path) -> None:
        raise ZeroDivisionError("no such day")

    monkeypatch.setattr("digest.project.Project.open", fails)
    result = run("build", "--project", str(tmp_path))
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert "digest: error: the program failed: ZeroDivisionError in test_cli.py:" in result.output
    assert "no such day" in result.output
    assert "Traceback" not in result.output
    monkeypatch.setenv("DIGEST_TRACEBACK", "1")
    assert isinstance(run("build", "--project", str(tmp_path)).exception, ZeroDivisionError)
