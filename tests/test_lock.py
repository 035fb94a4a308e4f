from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path


def locked(root: Path) -> dict[str, str]:
    """Return the lines of the lock by package: the part before the hashes."""
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    return {m[1].lower(): m[0] for m in re.finditer(r"^([A-Za-z0-9_.-]+)==[^\\\n]+", text, re.MULTILINE)}


def never_installed(root: Path) -> set[str]:
    text = (root / "requirements-never.txt").read_text(encoding="utf-8")
    return {line.partition(";")[0].strip() for line in text.splitlines() if line and not line.startswith("#")}


def test_every_dependency_is_locked_with_hashes(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=!~ ;\[]", entry)[0].lower() for entry in wanted}
    assert names <= set(locked(root))
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_names_no_registry(root: Path) -> None:
    assert "://" not in (root / "requirements.txt").read_text(encoding="utf-8")


def test_what_is_never_installed_is_marked_so(root: Path) -> None:
    lines = locked(root)
    for name in never_installed(root):
        assert "sys_platform == 'never'" in lines[name], name


def test_pip_check_names_exactly_the_packages_left_out(root: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    missing = set(re.findall(r"requires ([A-Za-z0-9_.-]+), which is not installed", run.stdout))
    assert missing == never_installed(root), run.stdout
