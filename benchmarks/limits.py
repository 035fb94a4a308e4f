"""What a file of each kind costs at its limit: `python -m benchmarks.limits` prints the table of docs/limits.md.

Each kind goes through the whole per-article half in a process of its own, at half the limit and at the limit (twice the
time is linear), which measures its processor time and the most memory that it held beyond what the program takes before
the first article. Texts reach the limit of characters, pages and files of rows that of bytes. Seconds belong to a
machine: prose of the same length stands in the table as its measure. Kinds that cost little are counted, not listed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from typing import NamedTuple

from digest.config import LimitsSection
from digest.lexicon import default_lexicons
from digest.pipeline import process_file
from tests.fuzz.kinds import KINDS, PAGES, TEXTS, Kind

MOST_SECONDS = 600
"""Seconds of the clock after which a measurement is given up."""

OPEN = LimitsSection(line_characters=1_000_000)
"""The limits, but for that of a line: an article's text may stand on one."""

LISTED_SECONDS, LISTED_MEGABYTES = 2.0, 150.0
"""Costs from which a kind is listed."""

ALWAYS = ("prose", "rows", "page: script", "page: prose")
"""Kinds that are listed whatever they cost."""


class Cost(NamedTuple):
    """What the files of one kind cost."""

    half: float
    """Processor time at half the limit, in seconds."""
    seconds: float
    """Processor time at the limit, in seconds."""
    megabytes: float
    articles: int
    refusal: str
    """Why the file was refused, empty if it was not."""


def largest(kind: Kind) -> int:
    """Return the size to ask a kind for, so that it comes close to its limit."""
    if kind in TEXTS or kind.name.startswith(("row:", "front")):
        asked, most = 250_000, LimitsSection().article_characters
        made = len(kind.make(asked))
    else:
        asked, most = 1_000_000, LimitsSection().file_bytes
        made = len(kind.make(asked).encode())
    return int(0.95 * most * asked / max(asked, made))


def measure_here(kind: Kind) -> Cost:
    """Return the cost of a kind in this process, which should do nothing else."""
    lexicons = default_lexicons()
    for path, text in (("first.txt", TEXTS[0].make(9_000)), ("first.html", PAGES[1].make(9_000))):
        process_file(text.encode(), path, OPEN, lexicons)
    before, seconds = _peak(), []
    for size in (largest(kind) // 2, largest(kind)):
        data, start = kind.make(size).encode("utf-8"), time.process_time()
        result = process_file(data, kind.path, OPEN, lexicons)
        seconds.append(time.process_time() - start)
    errors = [problem.message for problem in result.problems if problem.severity == "error"]
    refusal = errors[0] if errors and not result.articles else ""
    return Cost(seconds[0], seconds[1], _peak() - before, len(result.articles), refusal)


def _peak() -> float:
    """Return the most memory that this process has held, in millions of bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def measure(kind: Kind) -> Cost | None:
    """Return the cost of a kind in a process of its own; None if it was given up."""
    command = [sys.executable, "-m", "benchmarks.limits", "--here", kind.name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=True)
    except subprocess.TimeoutExpired:
        return None
    half, seconds, megabytes, articles, refusal = done.stdout.rstrip("\n").split("\t")
    return Cost(float(half), float(seconds), float(megabytes), int(articles), refusal)


def main(wanted: str) -> None:
    """Measure the kinds whose names hold `wanted` and print the table."""
    print("| kind | characters | seconds | of half | MB | outcome |\n| --- | ---: | ---: | ---: | ---: | --- |")
    others: list[Cost] = []
    for kind in KINDS:
        if wanted in kind.name:
            cost = measure(kind)
            dear = cost is None or cost.seconds >= LISTED_SECONDS or cost.megabytes >= LISTED_MEGABYTES
            if dear or wanted or kind.name in ALWAYS:
                print(_row(kind, cost), flush=True)
            elif cost is not None:
                others.append(cost)
    if others:
        seconds, megabytes = max(c.seconds for c in others), max(c.megabytes for c in others)
        growth = max(map(_growth, others))
        print(f"{len(others)} more kinds: at most {seconds:.1f} s, {megabytes:.0f} MB and {growth:.1f} times half.")


def _growth(cost: Cost) -> float:
    """Return how much more the whole cost than its half; 0 where both are too little to tell."""
    return cost.seconds / cost.half if cost.half >= 0.1 else 0.0


def _row(kind: Kind, cost: Cost | None) -> str:
    if cost is None:
        return f"| {kind.name} | {largest(kind)} | over {MOST_SECONDS} | | | given up |"
    outcome = f"refused: {cost.refusal}" if cost.refusal else f"{cost.articles} article{'s' * (cost.articles != 1)}"
    growth = f"{_growth(cost):.1f}" if _growth(cost) else "—"
    return f"| {kind.name} | {largest(kind)} | {cost.seconds:.1f} | {growth} | {cost.megabytes:.0f} | {outcome} |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        print(*measure_here(next(kind for kind in KINDS if kind.name == sys.argv[2])), sep="\t")
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else "")
