from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.docs import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_generated_documentation_is_up_to_date(name: str, root: Path) -> None:
    assert (root / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_target_of_the_makefile_is_in_its_help(root: Path) -> None:
    text = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony
    shown = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    for target in phony[1].split():
        assert f"make {target} " in shown, target


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    documents = [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").glob("*.md"))]
    broken = [
        f"{document.name}: {link}"
        for document in documents
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if "{{" not in link and not (document.parent / link).exists()
    ]
    assert not broken


def test_readme_opens_in_arabic(root: Path) -> None:
    first = (root / "README.md").read_text(encoding="utf-8").split("\n\n")[1]
    letters = re.findall(r"[^\W\d_]", first)
    assert sum("\u0600" <= letter <= "\u06ff" for letter in letters) > 0.8 * len(letters)
