"""Signals, terminals that are gone, and the preview."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest import build as digest_build
from digest import serve
from digest.cli import main
from digest.errors import Problem
from digest.interrupt import Stopped, hold, resume, stoppable
from digest.locks import BusyError
from digest.write import write_pages

posix = pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX systems")


# ---------------------------------------------------------------------------------------------- signals


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_block(name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with pytest.raises(Stopped, match=name), stoppable():
        os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


@posix
def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


@posix
def test_amid_the_switch_a_signal_waits() -> None:
    with stoppable():
        hold()
        os.kill(os.getpid(), signal.SIGTERM)  # too late: the site is new
    with pytest.raises(Stopped, match="SIGTERM"), stoppable():
        hold()
        os.kill(os.getpid(), signal.SIGTERM)
        resume()  # the preview, however, is to end


@posix
def test_a_signal_whose_exception_was_lost_still_prevents_the_switch() -> None:
    class Careless:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

    seen = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda unraisable: seen.append(unraisable.exc_type)
    try:
        with pytest.raises(Stopped), stoppable():
            careless = Careless()
            del careless
            hold()
    finally:
        sys.unraisablehook = hook
    assert seen == [Stopped]


@posix
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_just_dies() -> None:
    with stoppable():
        child = os.fork()
        if not child:
            os.kill(os.getpid(), signal.SIGTERM)
            os._exit(0)
        _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGTERM


def test_another_thread_is_left_alone() -> None:
    ran = []

    def work() -> None:
        with stoppable():
            ran.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran == [True]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Stopped("SIGTERM"), MemoryError()])
def test_the_command_line_tells_it_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: BaseException
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(digest_build, "build", failing)
    result = CliRunner().invoke(main, ["build", "--project", str(tmp_path)])
    assert result.exit_code == 1
    first, hint = result.output.splitlines()
    assert first.startswith("digest: error: ")
    assert "the old site, if there is one, stays" in hint


# ---------------------------------------------------------------------------------------------- nobody listens

SAYS = """
from digest.terminal import Terminal, reopen_closed
reopen_closed()
terminal = Terminal(quiet=False)
for _ in range(3):
    terminal.say("x" * 100_000)
    terminal.progress("pages", 1, 1)
open("done", "w").write("done")
"""


@posix
@pytest.mark.parametrize("where", ["/dev/full", "&-"])
def test_what_cannot_be_told_is_no_failure(tmp_path: Path, root: Path, where: str) -> None:
    if where == "/dev/full" and not Path(where).exists():
        pytest.skip("there is no /dev/full")
    command = ["sh", "-c", f'exec "$@" >{where} 2>{where}', "sh", sys.executable, "-c", SAYS]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    assert subprocess.run(command, check=False, cwd=tmp_path, env=environment, timeout=60).returncode == 0
    assert (tmp_path / "done").read_text(encoding="utf-8") == "done"


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    with pytest.raises(Exception, match=r"x\.json: error: cannot be written: No space left"):
        write_pages([], tmp_path, {"data/x.json": b"1"})
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


# ---------------------------------------------------------------------------------------------- preview


def rebuilds(monkeypatch: pytest.MonkeyPatch, *outcomes: BaseException | str | None) -> tuple[list[str], str]:
    """Let the preview rebuild with these outcomes, as if a source had changed after each; return what was said."""
    said: list[str] = []
    state, happened = serve.State(), threading.Event()
    left = list(outcomes)
    monkeypatch.setattr(serve, "QUIET", 0.0)
    monkeypatch.setattr(serve, "_AGAIN", 0.0)

    def rebuild() -> object:
        if not left:
            raise KeyboardInterrupt
        outcome = left.pop(0)
        if not isinstance(outcome, BusyError):
            happened.set()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    with pytest.raises(KeyboardInterrupt):
        serve._rebuild_on(happened, rebuild, state, said.append)
    return said, state.message()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database is locked"),
        MemoryError(),
        SystemExit(0),
        ZeroDivisionError("a fault of ours"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_preview_outlives_any_fault(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    said, state = rebuilds(monkeypatch, None, error, "")
    assert len(said) == 1
    assert "Traceback" not in said[0] or isinstance(error, (SystemExit, ZeroDivisionError))
    assert '"version": 2' in state
    assert '"fault": ""' in state


def test_the_preview_waits_for_another_build_and_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = BusyError([Problem(path="x", message="another build of this project is running")])
    said, state = rebuilds(monkeypatch, busy, busy, busy, "")
    assert len(said) == 1
    assert '"version": 1' in state
