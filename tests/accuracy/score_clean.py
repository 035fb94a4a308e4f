"""How well paragraphs are classified, where the truth is known.

`headline_found`: the 418 headlines of the development sets, each put above its text without front matter, once bare
and once below a menu: how many become the article's title, whole. `headline_invented`, reported as its complement
`no_headline_right`: of the same texts without a headline, how many are given none. `roles`: the paragraphs of the five
real articles whose role is what a reader says (every line that is not listed is body). `outlet`: the outlets of the
five articles.
"""

from __future__ import annotations

import json
from pathlib import Path

from digest.clean import clean
from digest.config import LimitsSection
from digest.lexicon import default_lexicons
from digest.read import load, read_bytes
from digest.records import Article
from tests.accuracy.measures import as_file

SETS = ("dates.jsonl", "events.jsonl", "quotes_gold.jsonl", "quotes_gold_extra.jsonl")
HEADS = ("{title}\n\n{text}", "الرئيسية\nسياسة\n{title}\nشارك\n{text}")
ROLES = {
    "000": {1: "boilerplate", 3: "title", 5: "dateline", 15: "heading", 29: "heading", 43: "source-note",
            44: "source-note", 45: "boilerplate"},
    "001": {3: "heading", 8: "boilerplate", 9: "boilerplate", 13: "heading"},
    "002": {1: "boilerplate", 3: "boilerplate", 4: "dateline", 14: "heading", 22: "byline"},
    "003": {1: "dateline", 3: "title", 13: "heading"},
    "004": {1: "dateline", 3: "title", 5: "repeat", 7: "boilerplate", 9: "caption", 10: "repeat", 11: "subtitle",
            17: "heading", 41: "boilerplate", 42: "source-note", 43: "source-note", 44: "boilerplate"},
}  # fmt: skip
OUTLETS = {"000": "العربي", "001": None, "002": None, "003": None, "004": "العربي"}


def cleaned(text: str) -> Article:
    """Return a bare text as a cleaned article."""
    return clean(as_file("a.txt", text), default_lexicons())


def real(shared: Path) -> dict[str, Article]:
    """Return the five real articles by their number."""
    found = {}
    for path in sorted((shared / "articles").iterdir()):
        data = load(path.parent, path.name, LimitsSection())
        assert isinstance(data, bytes)
        found[path.name[:3]] = clean(read_bytes(data, path.name, LimitsSection()).articles[0], default_lexicons())
    return found


def score(shared: Path) -> dict[str, float]:
    """Return the four figures."""
    rows = [
        json.loads(line) for name in SETS for line in (shared / "dev" / name).read_text(encoding="utf-8").splitlines()
    ]
    found = [
        cleaned(head.format(title=row["title"].strip(), text=row["text"].lstrip())).title == row["title"].strip()
        for row in rows
        for head in HEADS
    ]
    bare = [cleaned(row["text"]).title_span is None for row in rows]
    roles = [
        paragraph.role == ROLES[key].get(paragraph.line, "body")
        for key, article in real(shared).items()
        for paragraph in article.paragraphs
    ]
    outlets = [article.outlet == OUTLETS[key] for key, article in real(shared).items()]
    return {
        "headline_found": sum(found) / len(found),
        "no_headline_right": sum(bare) / len(bare),
        "roles": sum(roles) / len(roles),
        "outlet": sum(outlets) / len(outlets),
    }
