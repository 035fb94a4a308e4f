from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

from digest.config import load_config
from digest.errors import SiteError
from digest.site import build_site, recover, switch, switching
from tests.laid_out import contents, lay_out

DAY = "2023-04-02"


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(root, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    build_site(project, project / "site_src", project / "site", newest=DAY)
    return project / "site"


# ---------------------------------------------------------------------------------------------- what is built


def test_every_page_becomes_html(project: Path, built: Path) -> None:
    sources = [path.relative_to(project / "site_src") for path in (project / "site_src").rglob("*.md")]
    for source in sources:
        folder = source.parent if source.stem == "index" else source.with_suffix("")
        assert (built / folder / "index.html").is_file(), source
    assert len(sources) > 20


def test_pages_are_arabic_and_right_to_left(built: Path) -> None:
    page = (built / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ar"' in page
    assert '<body dir="rtl"' in page


def test_no_generated_page_is_in_mkdocs_own_index(built: Path) -> None:
    index = json.loads((built / "search" / "search_index.json").read_bytes())
    assert {entry["location"].split("#")[0] for entry in index["docs"]} <= {"about/"}


def built_by(program: str, project: Path, folder: Path) -> dict[str, bytes]:
    """Build a project with a program of its own, on a strict command line; return the files but for a clock's."""
    run = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict", "--quiet", "-d", str(folder)],
        cwd=project,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1680393600", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    files = contents(folder)
    del files["sitemap.xml.gz"]
    return files


def test_stock_mkdocs_builds_the_same_site_without_a_warning(project: Path, built: Path, tmp_path: Path) -> None:
    ours = contents(built)
    del ours["sitemap.xml.gz"]
    assert built_by("mkdocs", project, tmp_path / "stock") == ours


GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
"""Material writes the builder's name and version here."""


def test_properdocs_builds_the_same_site_but_for_its_name(project: Path, built: Path, tmp_path: Path) -> None:
    ours = contents(built)
    del ours["sitemap.xml.gz"]
    theirs = built_by("properdocs", project, tmp_path / "proper")
    assert b"ProperDocs" in theirs["index.html"]
    assert {name: GENERATOR.sub(b"", body) for name, body in theirs.items()} == {
        name: GENERATOR.sub(b"", body) for name, body in ours.items()
    }


def test_same_bytes_under_another_clock_zone_locale_and_hash_seed(project: Path, built: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from digest.site import build_site;"
        "p = Path(sys.argv[1]); build_site(p, p / 'site_src', Path(sys.argv[2]), newest=sys.argv[3])"
    )
    elsewhere = {"TZ": "Asia/Muscat", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-c", code, str(project), str(tmp_path / "other"), DAY]
    subprocess.run(command, env={**environment, **elsewhere}, check=True)
    assert contents(tmp_path / "other") == contents(built)


# ---------------------------------------------------------------------------------------------- configuration


def settings(root: Path) -> dict[str, object]:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])
    settings: dict[str, object] = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    return settings


def test_mkdocs_and_digest_call_the_collection_by_the_same_name(root: Path) -> None:
    site = load_config(root / "digest.toml").site
    assert (settings(root)["site_name"], settings(root)["site_description"]) == (site.title, site.description)


def test_no_plugin_but_search_is_needed(root: Path) -> None:
    assert settings(root)["plugins"] == ["search"]
    assert "hooks" not in settings(root)


def test_every_font_and_style_comes_from_the_site(root: Path) -> None:
    styles = sorted((root / "site_src" / "assets" / "css").glob("*.css"))
    assert len(styles) >= 4
    for path in styles:
        text = path.read_text(encoding="utf-8")
        assert "//" not in re.sub(r"/\*.*?\*/|\(\"data:.*?\"\)", "", text, flags=re.DOTALL), path
        assert "@import" not in text, path


# ---------------------------------------------------------------------------------------------- failures


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one page in MkDocs' plain theme, with a site already built."""
    (tmp_path / "site_src").mkdir()
    (tmp_path / "site_src" / "index.md").write_text("# First\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\nplugins: []\n", encoding="utf-8")
    build(tmp_path)
    return tmp_path


def build(project: Path) -> None:
    build_site(project, project / "site_src", project / "site", newest=DAY)


def leftovers(project: Path) -> list[str]:
    return sorted(path.name for path in project.glob(".site*"))


def break_link(project: Path) -> None:
    (project / "site_src" / "index.md").write_text("# Second\n\n[gone](gone.md)\n", encoding="utf-8")


def break_configuration(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: Small\nplugins: [nothing-of-that-name]\n", encoding="utf-8")


def break_yaml(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("breaks", "path", "words"),
    [
        (break_link, "index.md", "gone.md"),
        (break_configuration, "mkdocs.yml", "nothing-of-that-name"),
        (break_yaml, "mkdocs.yml", "line"),
    ],
)
def test_a_fault_is_named_and_the_old_site_stays(
    small: Path, breaks: Callable[[Path], None], path: str, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = contents(small / "site")
    breaks(small)
    with pytest.raises(SiteError) as caught:
        build(small)
    assert any(problem.path == path and words in problem.message for problem in caught.value.problems)
    assert contents(small / "site") == before
    assert leftovers(small) == []
    assert capfd.readouterr() == ("", "")


def test_the_environment_keeps_its_own_date(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    (small / "mkdocs.yml").write_text("site_name: Small\nsite_url: https://site.test/\nplugins: []\n", encoding="utf-8")
    build(small)
    assert "<lastmod>1970-01-02</lastmod>" in (small / "site" / "sitemap.xml").read_text(encoding="utf-8")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    build(small)
    assert f"<lastmod>{DAY}</lastmod>" in (small / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_a_folder_that_is_no_site_is_not_replaced(small: Path) -> None:
    letters = small / "letters"
    letters.mkdir()
    (letters / "dear.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(SiteError, match="holds other files"):
        build_site(small, small / "site_src", letters)
    assert contents(letters) == {"dear.txt": b"keep me"}


def test_a_second_build_of_the_same_site_waits_for_nobody(small: Path) -> None:
    with FileLock(small / ".site.lock"), pytest.raises(SiteError, match="another build"):
        build(small)


# ---------------------------------------------------------------------------------------------- the switch


TOKEN, OTHER = "0123456789abcdef", "fedcba9876543210"


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "page").write_text(text, encoding="utf-8")
    return path


def test_switch_where_nothing_was(tmp_path: Path) -> None:
    switch(folder(tmp_path / f".site.new-{TOKEN}", "new"), tmp_path / "site")
    assert contents(tmp_path) == {"site/page": b"new"}


def test_switch_replaces_a_folder(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    switch(folder(tmp_path / f".site.new-{TOKEN}", "new"), site)
    assert contents(tmp_path) == {"site/page": b"new"}


def test_switch_without_the_help_of_the_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switching, "_exchange", lambda one, other: False)
    site = folder(tmp_path / "site", "old")
    switch(folder(tmp_path / f".site.new-{TOKEN}", "new"), site)
    assert contents(tmp_path) == {"site/page": b"new"}


def test_switch_follows_a_link(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.symlink_to(folder(tmp_path / "release", "old"), target_is_directory=True)
    for text in ("new", "newer"):
        new = switching.fresh_folder(site)
        (new / "page").write_text(text, encoding="utf-8")
        switch(new, site)
        assert site.is_symlink()
        assert (site / "page").read_text(encoding="utf-8") == text
        recover(site)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir() and not path.is_symlink()] == [
        site.resolve().name
    ]


def test_recover_brings_back_a_site_that_was_renamed_away(tmp_path: Path) -> None:
    folder(tmp_path / f".site.old-{TOKEN}", "old")
    folder(tmp_path / f".site.new-{OTHER}", "half done")
    recover(tmp_path / "site")
    assert contents(tmp_path) == {"site/page": b"old"}


def test_recover_leaves_a_whole_site_and_strangers_alone(tmp_path: Path) -> None:
    folder(tmp_path / "site", "new")
    folder(tmp_path / f".site.old-{TOKEN}", "old")
    folder(tmp_path / ".site.backup", "mine")
    folder(tmp_path / ".site.old-20260401", "of that day")
    folder(tmp_path / f".other.new-{TOKEN}", "theirs")
    recover(tmp_path / "site")
    assert contents(tmp_path) == {
        "site/page": b"new",
        ".site.backup/page": b"mine",
        ".site.old-20260401/page": b"of that day",
        f".other.new-{TOKEN}/page": b"theirs",
    }


KILLED = """
import os, sys
from pathlib import Path
from digest.site import switching
site = Path(sys.argv[1])
steps = int(sys.argv[2])
switching._exchange = lambda one, other: False
rename = Path.rename
def counted(self, target):
    global steps
    if steps == 0:
        os._exit(9)
    steps -= 1
    return rename(self, target)
Path.rename = counted
switching.switch(site.parent / ".site.new-0123456789abcdef", site)
"""


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_build_killed_at_any_step_of_the_switch_leaves_a_whole_site(tmp_path: Path, steps: int) -> None:
    site = folder(tmp_path / "site", "old")
    folder(tmp_path / f".site.new-{TOKEN}", "new")
    subprocess.run([sys.executable, "-c", KILLED, str(site), str(steps)], check=False)
    recover(site)
    assert contents(tmp_path) == {"site/page": b"new" if steps == 2 else b"old"}
