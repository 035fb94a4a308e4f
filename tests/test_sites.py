"""Tiny whole sites, some of them broken: each folder of tests/sites is built and compared with its expected.yml."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import html

from digest.cli import main

SITES = Path(__file__).with_name("sites")
SKELETON = ("mkdocs.yml", "templates", "overrides", "site_src")


def lay_out(name: str, root: Path, folder: Path) -> None:
    """Copy the project without its articles and generated pages, then the site's own files over it."""
    for part in SKELETON:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=_generated)
        elif source.exists():
            shutil.copy(source, folder / part)
    shutil.copytree(SITES / name, folder, dirs_exist_ok=True)


def _generated(folder: str, names: list[str]) -> set[str]:
    from digest.addresses import FOLDERS  # noqa: PLC0415

    at_top = Path(folder).name == "site_src"
    return {n for n in names if at_top and (n in (*FOLDERS, "data") or n.startswith(".digest"))}


def build(folder: Path, arguments: list[str]) -> Result:
    runner = CliRunner()
    return runner.invoke(main, ["build", "--project", str(folder), "--workers", "1", *arguments])


@pytest.mark.parametrize("name", sorted(path.name for path in SITES.iterdir() if path.is_dir()))
def test_site(name: str, root: Path, tmp_path: Path) -> None:
    lay_out(name, root, tmp_path)
    expected = yaml.safe_load((SITES / name / "expected.yml").read_text(encoding="utf-8"))
    result = build(tmp_path, expected.get("arguments", []))
    assert result.exit_code == expected["exit"], result.output
    assert "Traceback" not in result.output
    for words in expected.get("prints", []):
        assert words in result.output
    if not expected.get("site", True):
        assert not (tmp_path / "site").exists()
        return
    check_report(tmp_path, expected)
    check_export(tmp_path, expected)
    shown = text_of_site(tmp_path / "site")
    for words in expected.get("shows", []):
        assert words in shown
    for words in expected.get("hides", []):
        assert words not in shown
    checked = CliRunner().invoke(main, ["check", "--project", str(tmp_path), "--workers", "1"])
    refused = bool(expected.get("files", {}).get("refused"))
    assert checked.exit_code == (1 if refused else 0), checked.output


def check_report(folder: Path, expected: dict[str, Any]) -> None:
    report = json.loads((folder / ".digest" / "build-report.json").read_bytes())
    assert Counter(file["status"] for file in report["files"]) == Counter(expected.get("files", {}))
    for path, day in expected.get("published", {}).items():
        (file,) = (file for file in report["files"] if file["path"] == path)
        assert file["published"] == day


def check_export(folder: Path, expected: dict[str, Any]) -> None:
    data = json.loads((folder / "site" / "data" / "digest.json").read_bytes())
    if "events" in expected:
        assert len([event for event in data["events"] if event["articles"]]) == expected["events"]
    for kind, count in expected.get("quotations", {}).items():
        assert sum(quote["kind"] == kind for quote in data["quotes"]) == count


def text_of_site(site: Path) -> str:
    pages = [html.document_fromstring(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))]
    return "\n".join(" ".join(page.text_content().split()) for page in pages)
