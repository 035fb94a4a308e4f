"""The table of queries that measures the search: an invented collection, what must be found in it, and the measures.

The truth names articles. An event counts as right if one of its articles is; pages of other kinds are not judged.
`docs/search.md` defines the measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from digest import addresses
from digest.analysis import analyze
from digest.config import Config, SiteSection
from digest.project import Project
from digest.records import Digest
from digest.views.collection import Collection

FOLDER = Path(__file__).parent / "browser" / "queries"
PARTS = ("seen", "unseen")

CONFIG = Config(site=SiteSection(publish="full"))
"""All text is published, so that the truth of an article is the whole of its text."""


@dataclass(frozen=True)
class Query:
    """A line of the table."""

    kind: str
    text: str
    find: frozenset[str]
    """Articles that must be found."""
    also: frozenset[str]
    """Articles that may be found besides."""


@dataclass(frozen=True)
class Verdict:
    """What came of a query."""

    query: Query
    recall: float | None
    """Share of the articles that must be found; None for a query to which nothing answers."""
    precision: float | None
    """Share of what was found that is right; None if nothing was found."""
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def queries(part: str) -> tuple[Query, ...]:
    """Return the queries of a part of the table, in order."""
    table = yaml.safe_load((FOLDER / f"{part}.yml").read_text(encoding="utf-8"))
    return tuple(
        Query(kind, line["q"], frozenset(line["find"]), frozenset(line.get("also", ())))
        for kind, lines in table.items()
        for line in lines
    )


def write_articles(folder: Path) -> None:
    """Write the collection as files of articles, each named by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in yaml.safe_load((FOLDER / "collection.yml").read_text(encoding="utf-8")):
        fields = {key: msgspec.json.encode(str(article[key])).decode() for key in ("title", "date", "outlet")}
        head = "".join(f"{key}: {value}\n" for key, value in fields.items())
        (folder / f"{article['id']}.txt").write_text(f"---\n{head}---\n{article['text']}\n", encoding="utf-8")


def digest_of(root: Path, articles: Path) -> Digest:
    """Return the digest of the collection that was written to `articles`."""
    return analyze(Project.open(root), articles, cached=False)[0]


def ids_by_page(digest: Digest) -> dict[str, frozenset[str]]:
    """Return the ids of articles that each page of an article or event stands for, by the page's address."""
    collection = Collection(digest, CONFIG)
    names = {key: Path(item.article.path).stem for key, item in collection.articles.items()}
    pages = {
        addresses.page_address(addresses.path_of(item.article)): frozenset({names[key]})
        for key, item in collection.articles.items()
    }
    for event in digest.events:
        pages[addresses.page_address(addresses.path_of(event))] = frozenset(names[key] for key in event.articles)
    return pages


def judge(query: Query, found: Iterable[Mapping[str, Any]], pages: Mapping[str, frozenset[str]]) -> Verdict:
    """Judge the results of a query; `found` gives `url` (relative to the site's root) and `missing` of each."""
    judged = [(result["url"], pages[result["url"]], result) for result in found if result["url"] in pages]
    if not query.find:  # what says that it lacks a word claims nothing
        judged = [one for one in judged if not one[2].get("missing")]
    right = query.find | query.also
    wrong = [next(iter(sorted(ids))) for _, ids, _ in judged if not ids & right]
    got = frozenset().union(*(ids for url, ids, _ in judged if "articles/" in url))
    missed = sorted(query.find - got)
    recall = 1 - len(missed) / len(query.find) if query.find else None
    precision = 1 - len(wrong) / len(judged) if judged else None
    return Verdict(query, recall, precision, tuple(missed), tuple(wrong))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0


def figures(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Return recall and precision, each the mean over the queries for which it is defined."""
    recall = mean([v.recall for v in verdicts if v.recall is not None])
    return recall, mean([v.precision for v in verdicts if v.precision is not None])


def report(title: str, verdicts: Sequence[Verdict]) -> str:
    """Return the figures of all queries and of each kind, and every miss."""
    by_kind: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_kind[verdict.query.kind].append(verdict)
    lines = [f"{title}: {len(verdicts)} queries, recall %.3f, precision %.3f" % figures(verdicts)]
    for kind, of_kind in by_kind.items():
        lines.append(f"  {kind:<16} {len(of_kind):>3}  %.2f  %.2f" % figures(of_kind))
        lines += [
            f"      {v.query.text}  missed: {', '.join(v.missed) or '-'}  wrong: {', '.join(v.wrong) or '-'}"
            for v in of_kind
            if v.missed or v.wrong
        ]
    return "\n".join(lines)
