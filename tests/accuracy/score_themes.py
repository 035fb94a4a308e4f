"""Themes of the first level against one reader's judgement of development articles (`themes_gold.toml`)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from digest.clean import clean
from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.records import FrontMatter, RawArticle
from digest.themes import classify
from tests.accuracy.measures import as_file

GOLD = Path(__file__).with_name("themes_gold.toml")


def score(shared: Path) -> dict[str, float]:
    """Return the share of given themes that are right, and of the articles' main themes that are given."""
    gold = tomllib.loads(GOLD.read_text(encoding="utf-8"))["gold"]
    lexicons = default_lexicons()
    given = right = main = found = 0
    for row in _rows(shared, set(gold)):
        judged = gold[row["id"]]
        must, may = set(judged["must"]), set(judged.get("may", ()))
        article = clean(_raw(row), lexicons)
        scores = classify(article, find_mentions(article, lexicons), lexicons)
        firsts = {s.theme[7:9] for s in scores if s.theme.endswith("000000") and not s.theme.startswith("medtop:2")}
        given += len(firsts)
        right += len(firsts & (must | may))
        main += len(must)
        found += len(firsts & must)
    return {"precision": right / given, "recall": found / main}


def _rows(shared: Path, wanted: set[str]) -> Iterator[dict[str, str]]:
    for name in ("dates", "events"):
        for line in (shared / "dev" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["id"] in wanted:
                wanted.remove(row["id"])
                yield row


def _raw(row: dict[str, str]) -> RawArticle:
    return as_file(f"{row['id']}.txt", row["text"], FrontMatter(title=row["title"], outlet=row["outlet"]))
