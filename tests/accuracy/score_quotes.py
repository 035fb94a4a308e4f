"""How well quotations and reported speech are found, and whose they are.

The sets are the five real articles (`seed_…`), the thirty of `quotes_gold` (`gold_…`) and the ten of
`quotes_gold_extra` (`extra_…`). Their rules: a quotation is found if at least 80% of its characters and of ours
overlap; each of ours answers one of theirs; optional ones neither reward nor punish. `spans_precision`,
`spans_recall`; `speakers`: of the quotations found, those with the right speaker; `both`: F1 of spans with the right
speaker; `non_quotations`: of the marked things that are no quotations, those not shown as one. A speaker is right if
the folded name (spaces aside) is one of the names that the annotator allows, or the family name of the person.
Reported speech (the five articles alone) is found if the overlap of the two spans is at least 0.6 of their union, or if
they begin within three characters and ours covers 80% of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from digest.arabic import fold_word
from digest.clean import clean
from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.quotes import find_quotes
from digest.records import Quote, Span
from tests.accuracy.measures import as_file

Gold = dict[str, Any]
Match = Callable[[Span, Gold], bool]


class Said(Protocol):
    """A quotation as the program has it, or as the export tells of it."""

    @property
    def content(self) -> Span: ...
    @property
    def text(self) -> str: ...
    @property
    def speaker_name(self) -> str | None: ...
    @property
    def rule(self) -> str: ...


class Labelled(NamedTuple):
    """One article with what an annotator found in it."""

    name: str
    text: str
    quotes: list[Gold]
    reported: list[Gold] | None
    """None where reported speech was not annotated."""
    non_quotations: list[Gold]


class Counts(NamedTuple):
    """What came of comparing found spans with an annotator's."""

    right: int = 0
    missed: int = 0
    strange: int = 0
    speakers: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    def figures(self, name: str) -> dict[str, float]:
        found, wanted = self.right + self.strange, self.right + self.missed
        return {
            f"{name}_precision": self.right / found if found else 1.0,
            f"{name}_recall": self.right / wanted if wanted else 1.0,
            f"{name}_speakers": self.speakers / self.right if self.right else 1.0,
            f"{name}_both": 2 * self.speakers / (found + wanted) if found + wanted else 1.0,
        }


def seed(shared: Path) -> Iterator[Labelled]:
    """Yield the five real articles."""
    gold = json.loads((shared / "gold" / "seed_gold.json").read_text(encoding="utf-8"))
    for doc, file in gold["files"].items():
        rows = {
            key: [
                {**row, "speaker": row.get("speaker_name"), "speaker_variants": variants(gold["people"], row)}
                for row in gold[key]
                if row["doc"] == doc
            ]
            for key in ("quotations", "reported", "non_quotations")
        }
        text = (shared / "articles" / file).read_text(encoding="utf-8")
        yield Labelled(file, text, rows["quotations"], rows["reported"], rows["non_quotations"])


def variants(people: dict[str, Any], row: Gold) -> list[str]:
    """Return the other names of a row's speaker."""
    person = people.get(row.get("speaker", ""), {})
    found: list[str] = person.get("variants", [])
    return found


def rows(shared: Path, name: str) -> Iterator[Labelled]:
    """Yield the articles of a development set."""
    for line in (shared / "dev" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Labelled(row["id"] + ".txt", row["text"], row["quotes"], None, row["non_quotations"])


def quotes_of(labelled: Labelled) -> tuple[Quote, ...]:
    """Return what the program finds in an article: cleaning, names and quotations as in the pipeline."""
    lexicons = default_lexicons()
    article = clean(as_file(labelled.name, labelled.text), lexicons)
    return find_quotes(article, find_mentions(article, lexicons), lexicons)


def overlap(span: Span, gold: Gold) -> int:
    """Return how many characters two spans share."""
    return max(0, min(span.end, int(gold["end"])) - max(span.start, int(gold["start"])))


def is_found(span: Span, gold: Gold) -> bool:
    """Tell whether a quotation in marks is the annotator's."""
    shared = overlap(span, gold)
    return shared >= 0.8 * (gold["end"] - gold["start"]) and shared >= 0.8 * (span.end - span.start)


def is_reported(span: Span, gold: Gold) -> bool:
    """Tell whether reported speech is the annotator's."""
    start, end = int(gold["start"]), int(gold["end"])
    shared, length = overlap(span, gold), end - start
    union = length + span.end - span.start - shared
    return shared >= 0.6 * union or (abs(span.start - start) <= 3 and shared >= 0.8 * length)


def name_key(name: str) -> str:
    """Return a name as it is compared: folded, without marks and spaces."""
    return "".join(c for c in fold_word(name) if c.isalnum())


def is_speaker(name: str | None, gold: Gold) -> bool:
    """Tell whether a speaker's name is one that the annotator allows."""
    if not name or not gold["speaker"]:
        return bool(name == gold["speaker"])
    allowed = {name_key(n) for n in (gold["speaker"], *gold["speaker_variants"])}
    family = name_key(gold["speaker"].split()[-1])
    is_person = gold.get("speaker_type", "person") == "person"
    return name_key(name) in allowed | {family} or (is_person and name_key(name.split()[-1]) == family)


def compare(found: Sequence[Said], gold: Sequence[Gold], match: Match) -> tuple[Counts, list[str]]:
    """Count what was found of an annotator's rows, and say what was not."""
    counts, notes = Counts(), []
    left = list(found)
    for row in gold:
        hit = next((q for q in left if match(q.content, row)), None)
        if hit is not None:
            left.remove(hit)
        if row.get("optional"):
            continue
        right = hit is not None and is_speaker(hit.speaker_name, row)
        counts = counts.plus(Counts(right=int(hit is not None), missed=int(hit is None), speakers=int(right)))
        if not right:
            ours = "not found" if hit is None else f"{hit.speaker_name} ({hit.rule})"
            notes.append(f"{row['text'][:60]} | {row['speaker']} | {ours}")
    excused = [row for row in gold if row.get("optional")]
    strange = [q for q in left if not any(overlap(q.content, row) for row in excused)]
    notes.extend(f"not theirs: {q.text[:60]} | {q.speaker_name} ({q.rule})" for q in strange)
    return counts.plus(Counts(strange=len(strange))), notes


def shown_anyway(found: Sequence[Said], none: Sequence[Gold]) -> int:
    """Count the marked things that are no quotations and are shown as one."""
    return sum(any(is_found(q.content, row) for q in found) for row in none)


def measure(articles: Iterator[Labelled], name: str) -> tuple[dict[str, float], list[str]]:
    """Return the figures of a set and what went wrong in it."""
    direct, reported, shown, silent = Counts(), Counts(), 0, 0
    notes: list[str] = []
    has_reported = False
    for labelled in articles:
        found = quotes_of(labelled)
        marked = [q for q in found if q.kind == "direct"]
        counts, said = compare(marked, labelled.quotes, is_found)
        direct = direct.plus(counts)
        notes.extend(f"{labelled.name}: {note}" for note in said)
        emitted = shown_anyway(marked, labelled.non_quotations)
        shown, silent = shown + emitted, silent + len(labelled.non_quotations) - emitted
        if labelled.reported is not None:
            has_reported = True
            unmarked = [q for q in found if q.kind == "reported"]
            counts, said = compare(unmarked, labelled.reported, is_reported)
            reported = reported.plus(counts)
            notes.extend(f"{labelled.name}: reported: {note}" for note in said)
    figures = direct.figures(f"{name}_spans")
    figures[f"{name}_non_quotations"] = silent / (shown + silent) if shown + silent else 1.0
    return (figures | reported.figures(f"{name}_reported") if has_reported else figures), notes


def sets(shared: Path) -> Iterator[tuple[str, Iterator[Labelled]]]:
    """Yield the three sets with their names."""
    yield "seed", seed(shared)
    yield "gold", rows(shared, "quotes_gold")
    yield "extra", rows(shared, "quotes_gold_extra")


def score(shared: Path) -> dict[str, float]:
    """Return all figures."""
    figures: dict[str, float] = {}
    for name, articles in sets(shared):
        figures |= measure(articles, name)[0]
    return figures


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[2].parent / "shared"
    for set_name, labelled_articles in sets(here):
        measured, went_wrong = measure(labelled_articles, set_name)
        print(*went_wrong, *(f"{key}: {value:.3f}" for key, value in measured.items()), sep="\n")
