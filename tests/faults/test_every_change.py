"""A process killed, or a disk full, at each single change that a build makes to the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize(
    ("fault", "way", "at_least"),
    [
        ("kill", "exchange", 30),
        ("full", "exchange", 15),
        ("kill", "renames", 30),
        ("kill", "volume", 30),
        ("full", "volume", 15),
        ("kill", "pages", 15),
        ("full", "pages", 15),
    ],
)
def test_old_site_or_new_one_and_the_next_build_is_whole(root: Path, fault: str, way: str, at_least: int) -> None:
    command = [sys.executable, "-m", "tests.faults.every_change", fault, way]
    run = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, timeout=600)
    *wrong, last = run.stdout.splitlines() or [run.stderr]
    assert wrong == []
    assert last.startswith("faults: "), run.stderr
    assert int(last.split()[1]) >= at_least
