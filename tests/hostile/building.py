"""One build of the whole corpus among harmless articles, and one of the harmless articles alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tests.hostile.corpus import Case, ordinary, ordinary_page, story, write
from tests.hostile.special import make_special
from tests.laid_out import lay_skeleton

ADDRESS = "https://news.example/paper/"
"""Where the sites are said to be published."""


class Built(NamedTuple):
    """A project after `digest build`."""

    folder: Path
    code: int
    said: str
    """What the command wrote to the terminal."""
    cases: tuple[Case, ...]
    """Those whose files this system can hold."""

    @property
    def site(self) -> Path:
        """The site."""
        return self.folder / "site"

    @property
    def report(self) -> dict[str, Any]:
        """The build report."""
        return dict(json.loads((self.folder / "report.json").read_bytes()))


def build_of(root: Path, folder: Path, cases: Iterable[Case] = ()) -> Built:
    """Lay the project out in `folder` with the harmless articles and those of cases, and build it as users do."""
    lay_skeleton(root, folder)
    articles = folder / "articles"
    shutil.copytree(root / "articles", articles)
    harmless_articles(articles)
    chosen = tuple(cases)
    made = write([case for case in chosen if not case.special], articles)
    made += make_special([case for case in chosen if case.special], articles)
    (folder / "editorial.toml").write_text(_editorial(made), encoding="utf-8")
    command = [sys.executable, "-m", "digest", "build", "--project", str(folder)]
    command += ["--json", str(folder / "report.json"), "--summary", str(folder / "summary.md")]
    environment = {**os.environ, "SITE_URL": ADDRESS}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    return Built(folder, done.returncode, done.stdout + done.stderr, made)


HARMLESS = 8
"""Harmless articles of each kind beside the samples."""


def harmless_articles(folder: Path) -> None:
    """Write articles of the same kinds as the hostile ones, without a payload."""
    for number in range(HARMLESS):
        key = f"harmless-{number}"
        (folder / f"{key}.txt").write_text(ordinary(key), encoding="utf-8")
        (folder / f"{key}-page.html").write_text(ordinary_page(f"{key}-page"), encoding="utf-8")
        row = {"title": f"{key}", "text": ordinary(f"{key}-row"), "outlet": "جريدة المرسى"}
        (folder / f"{key}-rows.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")


_CORRECTIONS = """
[[title]]
article = "harmless-1.txt"
title = "عنوان صححه المحرر"
why = "كان العنوان ناقصا"
by = "محرر"
when = 2023-04-01

[[date]]
article = "harmless-2.txt"
day = 2023-03-02
why = "تاريخ النشر مثبت"

[[speaker]]
article = "harmless-3.txt"
words = "@SAID@"
speaker = "سعيد القرنفلي"
why = "القائل غيره"
"""


def _editorial(cases: Iterable[Case]) -> str:
    """Return `editorial.toml`: of the harmless article an entry of each kind, and those of the cases."""
    lines = [_CORRECTIONS.replace("@SAID@", story("harmless-3").saying)]
    for case in cases:
        for kind, fields in case.editorial.items():
            entry = {"why": "تصحيح", **fields}
            if "article" not in entry and kind != "same-person":
                entry["article"] = case.path
            lines += [f"[[{kind}]]", *(f"{key} = {_toml(value)}" for key, value in entry.items()), ""]
    return "\n".join(lines)


def _toml(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)
