"""What several scorers share: measures, and a text laid out as a file."""

from __future__ import annotations

from collections.abc import Mapping

from digest.records import FrontMatter, RawArticle


def as_file(path: str, text: str, front: FrontMatter | None = None) -> RawArticle:
    """Return a text as reading a file would, with `front` above it."""
    lines = tuple(range(1, text.count("\n") + 2))
    return RawArticle(path=path, format="text", encoding="utf-8", text=text, lines=lines, front=front or FrontMatter())


def share(part: float, whole: float) -> float:
    """Return a part of a whole; all of it where there is nothing to get wrong."""
    return part / whole if whole else 1.0


def bcubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of the groups `found` (article to group) against `gold`.

    B-cubed (Bagga and Baldwin 1998) is the mean over articles of the precision and recall of the group each is in.
    """
    precision = recall = 0.0
    for article, key in gold.items():
        group = {other for other in gold if found[other] == found[article]}
        event = {other for other, other_key in gold.items() if other_key == key}
        precision += len(group & event) / len(group) / len(gold)
        recall += len(group & event) / len(event) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
