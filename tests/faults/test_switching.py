from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from digest.errors import SiteError
from digest.site import build as site_build
from digest.site import mend_site, recover, refuse_overlaps, remove_site, switching
from tests.faults.projects import NEW, OLD, build, contents, lay_out, leftovers, write

posix = pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX systems")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    build(tmp_path)
    return tmp_path


def answer(code: int) -> OSError:
    return OSError(code, os.strerror(code))


# ---------------------------------------------------------------------------------------------- who reads meanwhile


def test_a_reader_misses_no_page_and_never_goes_back(built: Path) -> None:
    ended = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not ended.is_set():
            try:
                first = (built / "site" / "index.html").read_bytes()
                second = (built / "site" / "events" / "a" / "index.html").read_bytes()
            except OSError as error:
                wrong.append(str(error))
            else:
                if NEW.encode() in first and NEW.encode() not in second:
                    wrong.append("an old page after a new one")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(4):
            write(built, NEW)
            build(built)
    finally:
        ended.set()
        reader.join()
    probe, other = built / "one", built / "two"
    probe.mkdir()
    other.mkdir()
    if not switching._exchange(probe, other):
        pytest.skip("this file system cannot exchange folders: for a moment there is none")
    assert wrong == []


def test_everything_is_on_the_disk_before_the_switch(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    flush, switch, check = site_build.flush, site_build.switch, site_build.refuse_half

    def flushed(folder: Path) -> None:
        order.append("flush")
        flush(folder)

    def switched(new: Path, site: Path) -> None:
        order.append("switch")
        switch(new, site)

    monkeypatch.setattr(site_build, "flush", flushed)
    monkeypatch.setattr(site_build, "switch", switched)
    monkeypatch.setattr(site_build, "refuse_half", lambda *a: (order.append("check"), check(*a)))
    build(built)
    assert list(dict.fromkeys(order)) == ["check", "flush", "switch"]


# ---------------------------------------------------------------------------------------------- what is checked before

CUTS = {
    "events/a.md": "(s / 'events/a/index.html').write_bytes(b'<html><body>')",
    "data/x.json": "(s / 'data/x.json').write_bytes(b'')",
    "assets/x.css": "(s / 'assets/x.css').unlink()",
    "404.html": "(s / '404.html').unlink()",
    "index.md": "(s / 'index.html').write_bytes(b'')",
}


def hook(project: Path, event: str, line: str) -> None:
    (project / "hook.py").write_text(f"import pathlib, sys\ndef {event}(*a, **k):\n    {line}\n", encoding="utf-8")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(settings + "hooks: [hook.py]\n", encoding="utf-8")


@pytest.mark.parametrize("lost", sorted(CUTS))
def test_a_site_that_is_not_whole_is_not_switched_in(built: Path, lost: str) -> None:
    before = contents(built / "site")
    write(built, NEW)
    hook(built, "on_post_build", f"s = pathlib.Path(k['config']['site_dir']); {CUTS[lost]}")
    with pytest.raises(SiteError) as caught:
        build(built)
    assert lost in {problem.path for problem in caught.value.problems}
    assert contents(built / "site") == before
    assert leftovers(built) == []


@pytest.mark.parametrize(
    ("event", "line", "words"),
    [
        ("on_page_markdown", "sys.exit(0)", "tried to end the program (exit 0)"),
        ("on_page_markdown", "raise RecursionError('deep')", "RecursionError: deep"),
        ("on_config", "raise MemoryError", "MemoryError"),
        ("on_config", "open('nothing.txt')", "No such file"),
    ],
)
def test_a_hook_that_fails_is_named_with_its_line(built: Path, event: str, line: str, words: str) -> None:
    before = contents(built / "site")
    hook(built, event, line)
    with pytest.raises(SiteError) as caught:
        build(built)
    assert any(words in problem.message for problem in caught.value.problems)
    if event == "on_config":
        assert [(problem.path, problem.line) for problem in caught.value.problems] == [("hook.py", 3)]
    assert contents(built / "site") == before


@pytest.mark.parametrize(("wrong", "line"), [("{% if %}", 1), ("\n{{ 1 // 0 }}", 2), ("\n\n{{ nope.nope }}", 3)])
def test_a_mistake_in_the_theme_is_named_with_its_line(built: Path, wrong: str, line: int) -> None:
    (built / "theme" / "main.html").write_text(wrong, encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        build(built)
    assert ("theme/main.html", line) in {(problem.path, problem.line) for problem in caught.value.problems}


# ---------------------------------------------------------------------------------------------- folders that stay


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV])
@pytest.mark.parametrize("inner", [True, False])
def test_in_a_mount_point_the_contents_are_exchanged(
    built: Path, monkeypatch: pytest.MonkeyPatch, code: int, inner: bool
) -> None:
    exchange, site = switching._exchange, built / "site"

    def refusing(one: Path, other: Path) -> bool:
        if other == site or not inner:
            raise answer(code)
        return exchange(one, other)

    monkeypatch.setattr(switching, "_exchange", refusing)
    (site / "lost+found").mkdir()
    kept = site.stat().st_ino
    write(built, NEW)
    build(built)
    assert site.stat().st_ino == kept
    assert (site / "lost+found").is_dir()
    build(built, built / "plain")
    shutil.rmtree(site / "lost+found")
    assert contents(site) == contents(built / "plain")
    assert leftovers(built) == []


def test_where_nothing_can_be_made_beside_the_site_it_is_made_inside(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir, site = Path.mkdir, built / "site"

    def refusing(self: Path, *arguments: object, **options: object) -> None:
        if self.parent == built and self.name.startswith(".site.new-"):
            raise answer(errno.EROFS)
        mkdir(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refusing)
    write(built, NEW)
    build(built)
    assert NEW in (site / "index.html").read_text(encoding="utf-8")
    assert not (site / "events" / f"only-{OLD}").exists()
    assert leftovers(built) == []


def test_pages_come_after_what_they_need(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange, site, order = switching._exchange, built / "site", list[str]()
    replace = Path.replace

    def noting(one: Path, other: Path) -> bool:
        if other == site:
            raise answer(errno.EBUSY)
        order.append(other.name)
        return exchange(one, other)

    def replacing(self: Path, target: Path) -> Path:
        order.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(switching, "_exchange", noting)
    monkeypatch.setattr(Path, "replace", replacing)
    build(built)
    tops = [name for name in order if name in ("assets", "data", "events", "index.html")]
    assert tops == ["assets", "data", "events", "index.html"]


IN_A_VOLUME = """
import sys
from pathlib import Path
from tests.faults.projects import NEW, build, contents, lay_out, write
home = Path(sys.argv[1])
lay_out(home)
build(home)
write(home, NEW)
build(home)
build(home, home / "plain")
assert contents(home / "site") == contents(home / "plain")
(home / "site_src" / "data" / "x.json").write_bytes(b"1" * 900_000)
try:
    build(home)
except Exception as error:
    print(error)
assert contents(home / "site") == contents(home / "plain")
assert [p.name for p in home.glob(".site*")] == [p.name for p in (home / "site").glob(".*")] == []
(home / "site_src" / "data" / "x.json").write_bytes(b"2")
build(home)
assert (home / "site" / "data" / "x.json").read_bytes() == b"2"
"""


@pytest.mark.parametrize("volume", ["site", "."])
def test_a_real_small_volume(root: Path, tmp_path: Path, volume: str) -> None:
    """A file system of 700 kB: once as the site's folder itself, once with the whole project in it."""
    home = tmp_path / "home"
    (home / "site").mkdir(parents=True)
    script = 'mount -t tmpfs -o size=700k none "$1" && shift && exec "$@"'
    own = ["unshare", "-Urm", "sh", "-c", script, "sh", str(home / volume)]
    if not shutil.which("unshare") or subprocess.run([*own, "true"], check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here, not even in a namespace of its own")
    command = [*own, sys.executable, "-c", IN_A_VOLUME, str(home)]
    if volume == ".":  # the sources must fit too: the large one is what does not
        command[-2] = IN_A_VOLUME.replace("900_000", "300_000")
    run = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert "the site cannot be written: No space left on device" in run.stdout


# ---------------------------------------------------------------------------------------------- links, hidden, rights


def test_the_target_of_a_link_stays_where_the_web_server_looks(built: Path) -> None:
    (built / "www").mkdir()
    (built / "site").rename(built / "www" / "html")
    (built / "site").symlink_to("www/html", target_is_directory=True)
    write(built, NEW)
    build(built)
    assert (built / "site").is_symlink()
    assert NEW in (built / "www" / "html" / "index.html").read_text(encoding="utf-8")
    assert [path.name for path in (built / "www").iterdir()] == ["html"]


def test_hidden_files_of_the_site_stay(built: Path) -> None:
    site = built / "site"
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (site / ".htaccess").write_text("deny", encoding="utf-8")
    (site / ".htaccess").chmod(0o600)
    write(built, NEW)
    build(built)
    assert (site / ".git" / "HEAD").read_text(encoding="utf-8") == "ref"
    assert (site / ".htaccess").read_text(encoding="utf-8") == "deny"
    assert (site / ".htaccess").stat().st_mode & 0o777 == 0o600


@posix
def test_a_site_stays_as_readable_as_its_folder(built: Path) -> None:
    site = built / "site"
    site.chmod(0o2755)
    before = os.umask(0o077)
    try:
        build(built)
        build(built, built / "fresh")
    finally:
        os.umask(before)
    assert site.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o005 for path in site.rglob("*") if path.is_dir()} == {0o005}
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()} == {0o644}
    assert (built / "fresh").stat().st_mode & 0o777 == 0o700


# ---------------------------------------------------------------------------------------------- where no site goes


@pytest.mark.parametrize(
    ("site", "words"),
    [
        ("", "the project's folder"),
        ("..", "a folder around the project"),
        ("articles", "the folder of articles"),
        ("articles/deep/site", "inside the folder of articles"),
        ("../elsewhere", "a folder around that of texts"),
        ("link", "the folder of articles"),
        ("round", "leads round in a circle"),
        ("site", ""),
        ("../other", ""),
    ],
)
def test_no_site_is_put_where_something_else_lives(tmp_path: Path, site: str, words: str) -> None:
    project = tmp_path / "project"
    (project / "articles").mkdir(parents=True)
    (project / "link").symlink_to("articles")
    (project / "round").symlink_to("round")
    sources = {"articles": project / "articles", "texts": tmp_path / "elsewhere" / "texts"}
    if not words:
        refuse_overlaps(project / site, project, sources)
        return
    with pytest.raises(SiteError, match=words):
        refuse_overlaps(project / site, project, sources)


def test_where_none_can_be_made_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SiteError, match="the site cannot be written"):
        mend_site(tmp_path / "file" / "site")
    mend_site(tmp_path / "nowhere" / "site")
    mend_site(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@posix
def test_what_mkdocs_would_wait_for_is_named(built: Path) -> None:
    os.mkfifo(built / "site_src" / "events" / "pipe.md")
    (built / "site_src" / "round").symlink_to("..")
    (built / "site_src" / "fine").symlink_to("assets")
    before = contents(built / "site")
    with pytest.raises(SiteError) as caught:
        build(built)
    assert [(problem.path, problem.message) for problem in caught.value.problems] == [
        ("site_src/round", "is a link to a folder in which it lies"),
        ("site_src/events/pipe.md", "is neither a file nor a folder"),
    ]
    assert contents(built / "site") == before


def test_only_a_site_is_removed(built: Path) -> None:
    letters = built / "letters"
    letters.mkdir()
    (letters / "dear.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(SiteError, match="holds other files"):
        remove_site(letters)
    remove_site(built / "site")
    remove_site(built / "site")
    remove_site(built / "nowhere" / "site")
    assert (letters / "dear.txt").exists()
    assert not (built / "site").exists()
    assert leftovers(built) == []


def test_recover_takes_no_backup_for_its_own(tmp_path: Path) -> None:
    for name in (
        ".site.old-20260401",
        ".site.new-draft",
        ".sites.old-0123456789abcdef",
        ".s[i]te.old-0123456789abcdef",
    ):
        (tmp_path / name).mkdir()
    recover(tmp_path / "site")
    assert len(list(tmp_path.iterdir())) == 4
    recover(tmp_path / "s[i]te")
    assert (tmp_path / "s[i]te").is_dir()
