"""The second table: the sample articles against their own gold, which works without the development sets.

Besides days, quotations and events: `mentions`, of the pairs of an article and an event that it recalls or announces,
those that are linked (recall), and of the links between events of the gold, those that the gold has (precision);
`copies counted once`, of the groups of articles that print one wire copy, those that an event counts as one source.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.accuracy.measures import share
from tests.accuracy.published import Export, day_figures, event_figures, key_of, publish, quote_figures

GOLD = Path(__file__).resolve().parents[1] / "samples" / "gold.json"


def score(root: Path) -> dict[str, float]:
    """Return all figures of the samples in `articles/`, each better when higher."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    found = publish(root, root / "articles")
    return {
        **day_figures(found, {key: (_days(row), 0) for key, row in gold["articles"].items()}),
        **quote_figures(found, _quotes(gold)),
        **event_figures(found, {key: str(n) for n, row in enumerate(gold["events"]) for key in row["articles"]}),
        **_mentions(found, gold),
        "copies counted once": _copies(found, gold["copies"]),
    }


def _days(row: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(row["first"]), dt.date.fromisoformat(row["last"])


def _quotes(gold: Mapping[str, Any]) -> dict[str, Any]:
    def of(kind: str, key: str) -> list[dict[str, Any]]:
        rows = [row for row in gold[kind] if row["article"] == key]
        return [{"speaker_variants": [], **row, "speaker": row.get("speaker_name")} for row in rows]

    return {key: (of("quotations", key), of("non_quotations", key)) for key in gold["articles"]}


def _mentions(found: Export, gold: Mapping[str, Any]) -> dict[str, float]:
    keys = {article["id"]: key_of(article) for article in found["articles"]}
    ours: dict[int, set[str]] = {}
    for number, row in enumerate(gold["events"]):
        main, day = set(row["articles"]), row["day"]
        events = [
            event
            for event in found["events"]
            if main & {keys[article] for article in event["articles"]} or (not main and event["date"] == day)
        ]
        ours[number] = {keys[article] for event in events for article in event["mentioned_in"]}
    pairs = {(number, key) for number, linked in ours.items() for key in linked}
    right = {(number, key) for number, row in enumerate(gold["events"]) for key in row["mentioned_in"]}
    return {
        "mentions: precision": share(len(pairs & right), len(pairs)),
        "mentions: recall": share(len(pairs & right), len(right)),
    }


def _copies(found: Export, gold: list[list[str]]) -> float:
    ids = {key_of(article): article["id"] for article in found["articles"]}
    ours = [set(copies) for event in found["events"] for copies in event["copies"]]
    return share(sum(any({ids[key] for key in group} <= copies for copies in ours) for group in gold), len(gold))
