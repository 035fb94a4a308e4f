from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from digest.errors import Problem
from digest.locks import BusyError, only_one

BUSY = Problem(path="x", message="another build is running")
HOLDER = """
import sys, time
from pathlib import Path
from digest.errors import Problem
from digest.locks import only_one
with only_one(Path(sys.argv[1]), Problem(path="x", message="busy")):
    print("held", flush=True)
    time.sleep(600)
"""


def taken(lock: Path) -> bool:
    try:
        with only_one(lock, BUSY):
            return False
    except BusyError:
        return True


def test_one_at_a_time_and_nothing_stays(tmp_path: Path) -> None:
    lock = tmp_path / ".site.lock"
    with only_one(lock, BUSY):
        assert taken(lock)
        assert not taken(tmp_path / ".other.lock")
    assert not taken(lock)
    assert list(tmp_path.iterdir()) == []


def test_a_lock_in_the_cache_folder_may_stay(tmp_path: Path) -> None:
    with only_one(tmp_path / "cache" / "lock", BUSY, keep=True):
        pass
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["lock"]
    assert not taken(tmp_path / "cache" / "lock")


def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    lock = tmp_path / ".site.lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert taken(lock)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert lock.exists()
        assert not taken(lock)
        assert not lock.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_worker_that_outlives_its_build_holds_no_lock(tmp_path: Path) -> None:
    lock = tmp_path / ".site.lock"
    with only_one(lock, BUSY):
        worker = os.fork()
        if not worker:
            time.sleep(600)
            os._exit(0)
    try:
        assert not taken(lock)
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_on_a_file_system_without_locks_another_place_stands_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fcntl = pytest.importorskip("fcntl")
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    share, flock = tmp_path / "share", fcntl.flock
    share.mkdir()

    def without(descriptor: int, operation: int) -> None:
        if str(share) in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(code, os.strerror(code))
        flock(descriptor, operation)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    monkeypatch.setattr(fcntl, "flock", without)
    with only_one(share / ".site.lock", BUSY):
        assert taken(share / ".site.lock")
        assert not taken(share / ".other.lock")
    assert not taken(share / ".site.lock")
    assert list(elsewhere.iterdir()) == []


def test_where_no_file_can_be_made_another_place_stands_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    opened = os.open

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        if str(path).startswith(str(tmp_path / "cache")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    with only_one(tmp_path / "cache" / "lock", BUSY, keep=True):
        assert taken(tmp_path / "cache" / "lock")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
def test_a_folder_in_which_nothing_can_be_made_is_not_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with only_one(Path("/proc/.site.lock"), BUSY):
        assert taken(Path("/proc/.site.lock"))
    assert list(tmp_path.iterdir()) == []
