"""Events: grouping against `dev/events.jsonl`, and what the five seed articles must come to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from digest.config import Config, LimitsSection
from digest.lexicon import default_lexicons
from digest.links import build_digest
from digest.pipeline import annotate
from digest.read import read_bytes
from digest.records import AnnotatedArticle, Digest, FrontMatter
from tests.accuracy.measures import as_file, bcubed

INCREMENTS = 10
"""Deliveries in which the archive arrives, for the figure `increments same`."""


def score(shared: Path) -> dict[str, float]:
    rows = [json.loads(line) for line in (shared / "dev" / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    whole = [_annotate(row, row["text"]) for row in rows]
    headlines = [_annotate(row, row["title"]) for row in rows]
    digest = _digest(whole)
    precision, recall, f1 = bcubed(_gold(rows, whole), _found(digest))
    return {
        "b-cubed precision": precision,
        "b-cubed recall": recall,
        "b-cubed F1": f1,
        "distractors kept apart": 1 - merged_distractors(rows, whole, _found(digest)),
        "headlines alone, b-cubed F1": bcubed(_gold(rows, headlines), _found(_digest(headlines)))[2],
        "increments same": float(_in_increments(whole) == msgspec.json.encode(digest)),
        **_seed(shared),
    }


def _annotate(row: dict[str, Any], text: str) -> AnnotatedArticle:
    """Annotate a row as a file with its title, outlet and day of retrieval above the text."""
    front = FrontMatter(title=row["title"], outlet=row["outlet"], retrieved=dt.date.fromisoformat(row["retrieved"]))
    return annotate(as_file(f"{row['id']}.txt", text, front), default_lexicons())


def _digest(items: Sequence[AnnotatedArticle]) -> Digest:
    return build_digest(items, (), default_lexicons(), Config())


def _gold(rows: Iterable[dict[str, Any]], items: Iterable[AnnotatedArticle]) -> dict[str, str]:
    return {item.article.id: row["event"] for row, item in zip(rows, items, strict=True)}


def _found(digest: Digest) -> dict[str, str]:
    return {article: event.id for event in digest.events for article in event.articles}


def merged_distractors(
    rows: Sequence[dict[str, Any]], items: Sequence[AnnotatedArticle], found: dict[str, str]
) -> float:
    """Return the share of distractors that stand in an event with another article."""
    distractors = [item.article.id for row, item in zip(rows, items, strict=True) if row["kind"] != "event"]
    merged = {a for a, b in combinations(found, 2) if found[a] == found[b]}
    merged |= {b for a, b in combinations(found, 2) if found[a] == found[b]}
    return sum(article in merged for article in distractors) / len(distractors)


def _in_increments(items: Sequence[AnnotatedArticle]) -> bytes:
    """Return the digest after the last of several deliveries, in an order that is not that of the days."""
    delivered: list[AnnotatedArticle] = []
    digest = None
    for delivery in range(INCREMENTS):
        delivered += items[delivery::INCREMENTS]
        digest = _digest(delivered)
    return msgspec.json.encode(digest)


# ------------------------------------------------------------------------------------------------ the five articles


def _seed(shared: Path) -> dict[str, float]:
    gold = json.loads((shared / "gold" / "seed_gold.json").read_bytes())
    items = []
    for path in sorted(gold["files"].values()):
        data = (shared / "articles" / path).read_bytes()
        items += [annotate(raw, default_lexicons()) for raw in read_bytes(data, path, LimitsSection()).articles]
    digest = _digest(items)
    ids = {key: next(i.article.id for i in items if i.article.path == path) for key, path in gold["files"].items()}
    events = [event for event in gold["events"] if event["date"] is not None]
    claims = [(event, key, role) for event in events for key, role in event["docs"].items()]
    told = sum(_is_told(digest, ids[key], event["date"]) for event, key, _ in claims)
    return {
        "seed: events told with their day": told / len(claims),
        "seed: days settled": sum(_is_settled(digest, ids[key], gold["publication"][key]) for key in ids) / len(ids),
        "seed: one story": float(len({event.story for event in digest.events if event.articles}) == 1),
    }


def _is_told(digest: Digest, article: str, day: str) -> bool:
    """Tell whether an article is in, or mentions, an event that lies on a day, or may."""
    return any(
        event.first is not None
        and event.last is not None
        and event.first <= dt.date.fromisoformat(day) <= event.last
        and article in (*event.articles, *(mention.article for mention in event.mentioned_in))
        for event in digest.events
    )


def _is_settled(digest: Digest, article: str, gold: dict[str, Any]) -> bool:
    """Tell whether a publication is the gold's day, or an interval that the gold's text allows."""
    (publication,) = (item.publication for item in digest.articles if item.article.id == article)
    if publication.day is not None:
        return publication.day.isoformat() in (gold["date"], *gold.get("acceptable", ()))
    allowed = [dt.date.fromisoformat(day) for day in gold.get("interval_from_text", ())]
    first, last = publication.first, publication.last
    return bool(allowed and first and last and allowed[0] <= first and last <= allowed[1])
