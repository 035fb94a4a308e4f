"""The development sets through the whole program: laid out as files, built as one collection, scored by the export."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.accuracy.gate import ROOT
from tests.accuracy.published import Export, day_figures, event_figures, lay_out, publish, quote_figures


def score(shared: Path) -> dict[str, float]:
    """Return all figures, each better when higher."""
    dates, events = _rows(shared, "dates"), _rows(shared, "events")
    quotes = [*_rows(shared, "quotes_gold"), *_rows(shared, "quotes_gold_extra")]
    return {
        **day_figures(_publish(dates), {_path(row): (_day(row), row["tolerance_days"]) for row in dates}),
        **quote_figures(_publish(quotes), {_path(row): (row["quotes"], row["non_quotations"]) for row in quotes}),
        **event_figures(_publish(events), {_path(row): row["event"] for row in events}),
    }


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "dev" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _publish(rows: list[dict[str, Any]]) -> Export:
    with TemporaryDirectory() as folder:
        return publish(ROOT, lay_out(Path(folder) / "articles", rows))


def _path(row: dict[str, Any]) -> str:
    return f"{row['id']}.txt"


def _day(row: dict[str, Any]) -> tuple[dt.date, dt.date]:
    day = dt.date.fromisoformat(row["published"])
    return day, day
