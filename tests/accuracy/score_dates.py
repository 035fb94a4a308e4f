"""Dates: expressions of the five real articles, and publication days of the development set.

`seed_found`, `seed_resolved`: of the 33 expressions of the seed gold, how many are found (overlapping) and stand for
the gold's days (a year or month for a year or month; "vague" for "منذ أشهر"; the one reckoned from an event with that
event's day given). `seed_not_dates`: of the numbers listed as no dates, how many are left alone. `seed_publication`: of
the five articles, how many come to the gold's day, or to an interval inside the gold's, with what the others tell.

`right_dated`: of the rows whose title or first three paragraphs hold a date expression, how many get a day within the
row's tolerance or an interval that contains it. `day_dated`: how many get a day within the tolerance.
`right_undated`: of the other rows, how many get "unknown" or a right answer. `not_wrong`: of all rows, how many
answers are not wrong. `certain_right`: of the days stated as certain, how many are right. `within_a_week`: of all rows,
right answers of at most seven days.
`calibration`: one less the distance between the mean probability stated and the share of right answers.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple

from digest.clean import clean
from digest.dates import Witness, anchored, date_article, find_timexes, narrow, same_happening, settle
from digest.dates.scan import scan
from digest.lexicon import default_lexicons
from digest.records import Article, FrontMatter, Publication, Timex
from tests.accuracy.measures import as_file, share

LEXICONS = default_lexicons()
CALL = dt.date(2021, 12, 7)
"""Day of the call that article 001 reckons from, as article 004 dates it."""


def _article(path: str, text: str, front: FrontMatter) -> Article:
    return clean(as_file(path, text, front), LEXICONS)


class Answer(NamedTuple):
    """What one row of the development set came to."""

    dated: bool
    right: bool
    publication: Publication

    @property
    def known(self) -> bool:
        return self.publication.confidence != "unknown"

    @property
    def wrong(self) -> bool:
        return self.known and not self.right


def answers(shared: Path) -> list[Answer]:
    """Return the answer to each row of `dev/dates.jsonl`, laid out as a file with front matter."""
    lines = (shared / "dev" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
    return [_answer(json.loads(line)) for line in lines]


def _answer(row: dict[str, Any]) -> Answer:
    front = FrontMatter(title=row["title"], outlet=row["outlet"], retrieved=dt.date.fromisoformat(row["retrieved"]))
    publication = date_article(_article(row["id"], row["text"], front), LEXICONS).publication
    published, tolerance = dt.date.fromisoformat(row["published"]), dt.timedelta(row["tolerance_days"])
    first, last = publication.first, publication.last
    right = (
        publication.confidence != "unknown"
        and (first is None or first - tolerance <= published)
        and (last is None or published <= last + tolerance)
    )
    head = "\n".join([row["title"], *[p for p in row["text"].split("\n") if p.strip()][:3]])
    found = scan(head, LEXICONS)
    return Answer(bool(found.expressions or found.offsets), right, publication)


def _development(shared: Path) -> dict[str, float]:
    rows = answers(shared)
    dated = [row for row in rows if row.dated]
    undated = [row for row in rows if not row.dated]
    certain = [row for row in rows if row.publication.confidence == "certain"]
    known = [row for row in rows if row.known]
    stated = sum(row.publication.probability for row in known) / len(known)
    return {
        "right_dated": share(sum(row.right for row in dated), len(dated)),
        "day_dated": share(sum(row.right and row.publication.day is not None for row in dated), len(dated)),
        "right_undated": share(sum(not row.wrong for row in undated), len(undated)),
        "not_wrong": 1 - share(sum(row.wrong for row in rows), len(rows)),
        "certain_right": share(sum(row.right for row in certain), len(certain)),
        "within_a_week": share(sum(row.right and _width(row.publication) <= 7 for row in rows), len(rows)),
        "calibration": 1 - abs(stated - share(sum(row.right for row in known), len(known))),
    }


def _width(publication: Publication) -> int:
    if publication.first is None or publication.last is None:
        return dt.date.max.toordinal()
    return (publication.last - publication.first).days + 1


# ------------------------------------------------------------------------------------------------ the five articles


def _seed(shared: Path) -> dict[str, float]:
    gold = json.loads((shared / "gold" / "seed_gold.json").read_text(encoding="utf-8"))
    texts = {key: (shared / "articles" / name).read_text(encoding="utf-8") for key, name in gold["files"].items()}
    timexes = {key: _timexes(text, gold["publication"][key]["date"]) for key, text in texts.items()}
    overlapping = [
        [t for t in timexes[entry["doc"]] if t.span.start < entry["end"] and entry["start"] < t.span.end]
        for entry in gold["dates"]
    ]
    resolved = [any(_same(t, entry) for t in found) for entry, found in zip(gold["dates"], overlapping, strict=True)]
    numbers = [(doc, text) for doc, text, _ in gold["not_dates"] if text is not None]
    untouched = [all(number not in timex.text for timex in timexes[doc]) for doc, number in numbers]
    return {
        "seed_found": share(sum(map(bool, overlapping)), len(overlapping)),
        "seed_resolved": share(sum(resolved), len(resolved)),
        "seed_not_dates": share(sum(untouched), len(untouched)),
        "seed_publication": share(sum(_publications(texts, gold["publication"])), len(texts)),
    }


def _timexes(text: str, published: str) -> list[Timex]:
    article = _article("seed.txt", text, FrontMatter())
    waiting = [anchored(offset, CALL) for offset in date_article(article, LEXICONS).offsets]
    return [*find_timexes(text, reference=dt.date.fromisoformat(published)), *waiting]


def _same(timex: Timex, entry: dict[str, Any]) -> bool:
    """Tell whether a timex stands for the gold's days: the same stretch, as exact as the gold states it."""
    if entry["iso"] is None:
        return timex.granularity == "vague"
    if entry["iso_end"] is not None:
        return (timex.first.isoformat(), timex.last.isoformat()) == (entry["iso"], entry["iso_end"])
    length = len(entry["iso"])
    return timex.first.isoformat()[:length] == entry["iso"] == timex.last.isoformat()[:length]


def _publications(texts: dict[str, str], gold: dict[str, Any]) -> list[bool]:
    """Tell which articles come to the gold's day, after the conclusions that the collection step draws."""
    right = []
    for key, text in sorted(texts.items()):
        article = _article(f"{key}.txt", text, FrontMatter())
        dated = date_article(article, LEXICONS)
        publication = dated.publication
        witness = Witness(article_id="a-004", line=15, evidence="يوم السابع من ديسمبر/ كانون الأول الجاري")
        for offset in dated.offsets:
            publication = settle(article, publication, offset, CALL, witness) or publication
        if publication.day is None and not dated.offsets:
            meeting = CALL + dt.timedelta(8)
            publication = narrow(article, publication, same_happening(meeting, witness)) or publication
        low, high = gold[key].get("interval_from_text", [gold[key]["date"]] * 2)
        first, last = publication.first, publication.last
        right.append(first is not None and last is not None and low <= first.isoformat() <= last.isoformat() <= high)
    return right


def score(shared: Path) -> dict[str, float]:
    """Return all figures, each better when higher."""
    return {**_seed(shared), **_development(shared)}
