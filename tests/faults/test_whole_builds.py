"""Real builds in processes of their own: stopped, killed, in each other's way, with full disks and odd surroundings."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.projects import contents
from tests.test_sites import lay_out

PATIENCE = 120.0
HELD = """
import pathlib, sys, time
def on_env(env, config, files):
    pathlib.Path(config.config_file_path).with_name("here").touch()
    time.sleep(600)
"""


def digest(project: Path, command: str = "build", *arguments: str) -> list[str]:
    return [sys.executable, "-m", "digest", command, "--project", str(project), "--quiet", *arguments]


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    options = {**os.environ, **environment}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=options, timeout=PATIENCE)


@pytest.fixture(scope="module")
def first(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article, built."""
    folder = tmp_path_factory.mktemp("first") / "project"
    folder.mkdir()
    lay_out("one_article", root, folder)
    done = run(digest(folder))
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def project(first: Path, tmp_path: Path) -> Path:
    """A copy of it, in which one article has changed since, so that a build has something to do."""
    shutil.copytree(first, tmp_path / "project")
    article = tmp_path / "project" / "articles" / "liqaa.txt"
    article.write_bytes(article.read_bytes() + "\n\nوقال متحدث باسم البلدية: «سنعيد النظر في القرار».\n".encode())
    (tmp_path / "tmp").mkdir()
    return tmp_path / "project"


@pytest.fixture
def held(project: Path) -> Iterator[subprocess.Popen[str]]:
    """A build that waits in the middle of MkDocs."""
    (project / "hold.py").write_text(HELD, encoding="utf-8")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(settings + "\nhooks: [hold.py]\n", encoding="utf-8")
    environment = {**os.environ, "TMPDIR": str(project.parent / "tmp")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(digest(project), env=environment, start_new_session=True, **pipes) as build:  # type: ignore[call-overload]
        try:
            until = time.monotonic() + PATIENCE
            while not (project / "here").exists():
                assert build.poll() is None, build.stdout.read()
                assert time.monotonic() < until
                time.sleep(0.02)
            (project / "mkdocs.yml").write_text(settings, encoding="utf-8")  # the next one need not wait
            yield build
        finally:
            if build.poll() is None:
                build.kill()


def beside(project: Path) -> list[str]:
    """Return what a build may leave beside the site, in the sources, the cache and the folder for temporary files."""
    found = [path for path in project.rglob("*") if path.name.startswith(".site.") or path.name.endswith(".new")]
    return [str(path) for path in (*found, *(project.parent / "tmp").iterdir())]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_build_that_is_asked_to_end_puts_everything_away(
    first: Path, project: Path, held: subprocess.Popen[str], name: str
) -> None:
    second = run(digest(project) if name == "SIGTERM" else digest(project, "clean", "--cache"))
    assert (second.returncode, second.stdout) == (1, "")
    assert "another build of this project is running" in second.stderr
    os.killpg(held.pid, getattr(signal, name))  # as a terminal or a CI service sends it: to all processes
    said, _ = held.communicate(timeout=PATIENCE)
    assert held.returncode == 1
    assert said.splitlines() == [
        f"digest: error: stopped by {name}",
        "    Nothing was built: the old site, if there is one, stays as it was.",
    ]
    assert contents(project / "site") == contents(first / "site")
    assert beside(project) == []


def test_after_a_kill_the_old_site_stays_and_the_next_build_is_whole(
    first: Path, project: Path, held: subprocess.Popen[str]
) -> None:
    held.kill()
    held.communicate(timeout=PATIENCE)
    assert contents(project / "site") == contents(first / "site")
    assert beside(project) != []
    undisturbed = project.parent / "undisturbed"
    shutil.copytree(project, undisturbed, ignore=shutil.ignore_patterns(".site.*", ".digest", "site"))
    assert run(digest(project)).returncode == 0
    assert beside(project) == []
    build_where_nothing_is_at_home(undisturbed)
    assert contents(project / "site") == contents(undisturbed / "site")
    assert contents(project / "site_src") == contents(undisturbed / "site_src")


def test_what_a_killed_build_left_is_mended_before_anything_else(first: Path, project: Path) -> None:
    (project / "site").rename(project / ".site.old-0123456789abcdef")
    shutil.rmtree(project / "articles")
    done = run(digest(project))
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no such folder of articles" in done.stderr
    assert contents(project / "site") == contents(first / "site")
    assert beside(project) == []


def build_where_nothing_is_at_home(project: Path) -> None:
    """Build: no HOME, no folder for temporary files, few descriptors, no output, no room for report and cache."""
    for name in ("cache.sqlite", "build-report.json"):
        (project / ".digest" / name).mkdir(parents=True)
    shell = 'ulimit -n 64; exec "$@" >&- 2>&-'
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(project / "nowhere")}
    command = ["sh", "-c", shell, "sh", *digest(project), "--workers", "2"]
    done = subprocess.run(command, check=False, env=environment, timeout=PATIENCE, cwd=project.parent)
    assert done.returncode == 0


LIMITED = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from digest.cli import main
sys.argv = ["digest", *sys.argv[2:]]
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs limits as on POSIX systems")
@pytest.mark.parametrize(("room", "words"), [(8_000, "site_src"), (150_000, "the site cannot be written")])
def test_a_disk_that_takes_no_more_leaves_the_old_site(first: Path, project: Path, room: int, words: str) -> None:
    done = run([sys.executable, "-c", LIMITED, str(room), *digest(project)[3:]], TMPDIR=str(project.parent / "tmp"))
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "site") == contents(first / "site")
    assert [path for path in beside(project) if "/.digest/" not in path] == []
