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

from digest.analysis import analyze
from digest.export import export
from digest.project import Project
from digest.records import Span
from tests.accuracy.measures import bcubed, share
from tests.accuracy.score_quotes import Counts, Gold, compare, is_found, shown_anyway

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


class _Exported(NamedTuple):
    """A quotation as the export tells of it."""

    content: Span
    text: str
    speaker_name: str | None
    rule: str


def quote_figures(found: Export, truth: Mapping[str, tuple[Sequence[Gold], Sequence[Gold]]]) -> dict[str, float]:
    """Score quotations in marks; `truth` holds, by article, its quotations and the marked things that are none."""
    keys = {article["id"]: key_of(article) for article in found["articles"]}
    ours: dict[str, list[_Exported]] = {key: [] for key in truth}
    for quote in found["quotes"]:
        if quote["kind"] == "direct" and keys[quote["article"]] in truth:
            ours[keys[quote["article"]]].append(_exported(quote))
    counts, shown = Counts(), 0
    for key, (gold, none) in truth.items():
        counts = counts.plus(compare(ours[key], gold, is_found)[0])
        shown += shown_anyway(ours[key], none)
    marked = sum(len(none) for _, none in truth.values())
    figures = counts.figures("quotations")
    return {
        "quotations: precision": figures["quotations_precision"],
        "quotations: recall": figures["quotations_recall"],
        "quotations: right speaker": figures["quotations_speakers"],
        "quotations: both, F1": figures["quotations_both"],
        "quotations: others left alone": 1 - (shown / marked if marked else 0.0),
    }


def _exported(quote: Mapping[str, Any]) -> _Exported:
    content = Span(start=quote["start"], end=quote["end"])
    return _Exported(content, quote["text"], quote["speaker_name"], quote["rule"])


# ------------------------------------------------------------------------------------------------------------ events


def event_figures(found: Export, truth: Mapping[str, str]) -> dict[str, float]:
    """Score events against `truth`, which names the event of each article."""
    keys = {article["id"]: key_of(article) for article in found["articles"]}
    groups = {keys[article]: event["id"] for event in found["events"] for article in event["articles"]}
    precision, recall, f1 = bcubed(truth, groups)
    return {"events: b-cubed precision": precision, "events: b-cubed recall": recall, "events: b-cubed F1": f1}
