"""Scores of what is published: `data/digest.json` against a truth, as any other program would read it.

The scorers of single steps tell where an error comes from; these tell what a reader gets after all steps, conclusions
from other articles included. Articles are named by their path, with `#row` for a row of a file of many.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from digest.build import analyze
from digest.export import export
from digest.project import Project
from digest.records import Span
from tests.accuracy.measures import bcubed, share
from tests.accuracy.score_quotes import Gold, is_found, is_speaker, overlap

Export = Mapping[str, Any]
Days = tuple[dt.date, dt.date]


def publish(root: Path, articles: Path) -> Export:
    """Return the export of a folder of articles, as `digest analyze` writes it."""
    project = Project.open(root)
    found: Export = json.loads(export(analyze(project, articles, cached=False).digest, project.config))
    return found


def lay_out(folder: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows of a development set as files, as its README says: front matter with what is known, then the text."""
    folder.mkdir()
    for row in rows:
        known = [key for key in ("title", "outlet", "retrieved") if row.get(key)]
        front = "".join(f"{key}: {json.dumps(row[key], ensure_ascii=False)}\n" for key in known)
        head = f"---\n{front}---\n" if known else ""
        (folder / f"{row['id']}.txt").write_text(head + row["text"], encoding="utf-8")
    return folder


def key_of(article: Mapping[str, Any]) -> str:
    """Return an article's path, with its row."""
    return article["path"] if article["row"] is None else f"{article['path']}#{article['row']}"


# ---------------------------------------------------------------------------------------------- days of publication


class Stated(NamedTuple):
    """What is published of one article's day."""

    confidence: str
    first: dt.date | None
    last: dt.date | None

    def holds(self, truth: Days, tolerance: int = 0) -> bool:
        """Tell whether the day or interval stated is, or holds, a day of the truth."""
        slack = dt.timedelta(tolerance)
        early = self.first is None or self.first - slack <= truth[1]
        return early and (self.last is None or truth[0] <= self.last + slack)

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last


def stated(found: Export) -> dict[str, Stated]:
    """Return what is published of each article's day."""
    days = {}
    for article in found["articles"]:
        published = article["published"]
        first, last = (published[key] and dt.date.fromisoformat(published[key]) for key in ("first", "last"))
        days[key_of(article)] = Stated(published["confidence"], first, last)
    return days


def day_figures(found: Export, truth: Mapping[str, tuple[Days, int]]) -> dict[str, float]:
    """Score days of publication; `truth` holds, by article, the days that are right and a tolerance in days."""
    days = stated(found)
    known = {key: days[key] for key in truth if key in days and days[key].confidence != "unknown"}
    right = {key for key, day in known.items() if day.holds(*truth[key])}
    exact = [key for key in right if known[key].is_day]
    certain = [key for key, day in known.items() if day.confidence == "certain"]
    return {
        "days: not wrong": 1 - share(len(known) - len(right), len(truth)),
        "days: the day itself": share(len(exact), len(truth)),
        "days: certain and right": share(sum(key in right for key in certain), len(certain)),
    }


# -------------------------------------------------------------------------------------------------------- quotations


def quote_figures(found: Export, truth: Mapping[str, tuple[Sequence[Gold], Sequence[Gold]]]) -> dict[str, float]:
    """Score quotations in marks; `truth` holds, by article, its quotations and the marked things that are none."""
    keys = {article["id"]: key_of(article) for article in found["articles"]}
    ours: dict[str, list[Mapping[str, Any]]] = {key: [] for key in truth}
    for quote in found["quotes"]:
        if quote["kind"] == "direct" and keys[quote["article"]] in truth:
            ours[keys[quote["article"]]].append(quote)
    right = spoken = wanted = strange = shown = 0
    for key, (gold, none) in truth.items():
        left = list(ours[key])
        for row in gold:
            hit = next((quote for quote in left if is_found(_span(quote), row)), None)
            if hit is not None:
                left.remove(hit)
            if not row.get("optional"):
                wanted += 1
                right += hit is not None
                spoken += hit is not None and is_speaker(hit["speaker_name"], row)
        excused = [row for row in gold if row.get("optional")]
        strange += sum(not any(overlap(_span(quote), row) for row in excused) for quote in left)
        shown += sum(any(is_found(_span(quote), row) for quote in ours[key]) for row in none)
    marked = sum(len(none) for _, none in truth.values())
    return {
        "quotations: precision": share(right, right + strange),
        "quotations: recall": share(right, wanted),
        "quotations: right speaker": share(spoken, right),
        "quotations: both, F1": share(2 * spoken, right + strange + wanted),
        "quotations: others left alone": 1 - (shown / marked if marked else 0.0),
    }


def _span(quote: Mapping[str, Any]) -> Span:
    return Span(start=quote["start"], end=quote["end"])


# ------------------------------------------------------------------------------------------------------------ events


def event_figures(found: Export, truth: Mapping[str, str]) -> dict[str, float]:
    """Score events against `truth`, which names the event of each article."""
    keys = {article["id"]: key_of(article) for article in found["articles"]}
    groups = {keys[article]: event["id"] for event in found["events"] for article in event["articles"]}
    precision, recall, f1 = bcubed(truth, groups)
    return {"events: b-cubed precision": precision, "events: b-cubed recall": recall, "events: b-cubed F1": f1}
