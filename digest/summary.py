"""A build report in short: lines for a terminal, and Markdown for the page of a CI job.

File names and reasons are foreign text. Lines go through `printable`; in the Markdown every sign is an entity, so that
nothing there is a link, a picture, a mention or HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from digest.errors import Problem, escaped, printable
from digest.escape import markdown_text
from digest.report import FILE, BuildReport, FileReport

MOST = 100
"""Errors, and warnings, that a terminal shows; the report holds all."""

_MOST_ROWS = 200
"""Rows of one table in the Markdown: a CI service takes one megabyte."""

_LONGEST_CELL = 300

_EDGE = re.compile("^ | $")


def shown(problems: Sequence[Problem], see: Path | None = None) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Return the first problems of each severity, and lines about those left out, which stand in the file `see`."""
    count = Counter[str]()
    kept: list[Problem] = []
    for problem in problems:
        count[problem.severity] += 1
        if count[problem.severity] <= MOST:
            kept.append(problem)
    where = f": see {printable(str(see))}" if see else ""
    left = ((kind, number - MOST) for kind, number in sorted(count.items()))
    return tuple(kept), tuple(f"and {more:,} more {_plural(kind, more)}{where}" for kind, more in left if more > 0)


def _plural(kind: str, number: int) -> str:
    return kind if number == 1 or kind == "ignored" else f"{kind}s"


def ignored(report: BuildReport) -> tuple[Problem, ...]:
    """Return what was passed over as problems to print; hidden files and folders are only counted."""
    return tuple(
        Problem(path=file.path, message=file.reason or "", hint=file.mend or "", severity="ignored")
        for file in report.ignored
        if not file.path.rstrip("/").rpartition("/")[2].startswith(".")
    )


def last_line(report: BuildReport) -> str:
    """Return what a build comes to, in one line."""
    counts, cached = report.counts, report.work.get("files from the cache", 0)
    parts = [f"{counts['articles']} articles ({cached} files from the cache)", f"{counts['merged']} merged"]
    parts += [f"{number} {status}" for status in ("refused", "ignored") if (number := counts[status])]
    told = [f"{counts['events']} events", f"{counts['quotations']} quotations", f"{counts['people']} names"]
    told += [f"{counts['pages']} pages"] if "pages" in counts else []
    return f"{', '.join(parts)}: {', '.join(told)}."


# ---------------------------------------------------------------------------------------------------- Markdown


def markdown(report: BuildReport) -> str:
    """Return the report as Markdown for the page of a CI job; it can be appended to what stands there."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: BuildReport) -> Iterator[str]:
    refused = report.refused
    yield from ("## Build of the digest", "")
    if report.site is None:
        yield from ("**Nothing was built; the old site stays as it was.**", "")
    elif refused:
        yield from (
            f"**The site is built without {len(refused)} of {len(report.files)} inputs, which were refused.**",
            "",
        )
    if report.counts:
        yield from _table(tuple(report.counts), [[str(number) for number in report.counts.values()]])
    named = {file.path for file in report.files} | {file.path.partition("#")[0] for file in report.files}
    others = [p for p in report.problems if p.path not in named]
    yield from _section("Refused", _COLUMNS, [_row(file) for file in refused], is_open=True)
    yield from _section("Errors", _COLUMNS, [_of(p) for p in others if p.severity == "error"], is_open=True)
    merged = [[_code(file.path), _code(file.into or "")] for file in report.files if file.status == "merged"]
    warned = [
        [_code(file.path), str(note.line or ""), _text(note.reason), _text(note.mend)]
        for file in report.files
        for note in file.notes
        if note.severity == "warning"
    ]
    yield from _section("Ignored", _COLUMNS, [_row(file) for file in report.ignored])
    yield from _section("Merged, because it is the same article", ("file", "into"), merged)
    yield from _section("Warnings", _COLUMNS, [*warned, *(_of(p) for p in others if p.severity != "error")])
    yield from (line for note in report.notes for line in (_text(note), ""))


_COLUMNS = ("file", "line", "reason", "mend")


def _row(file: FileReport) -> list[str]:
    return [_code(file.path), str(file.line or ""), _text(file.reason or ""), _text(file.mend or "")]


def _of(problem: Problem) -> list[str]:
    return [_code(problem.path), str(problem.line or ""), _text(problem.message), _text(problem.hint)]


def _section(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, is_open: bool = False
) -> Iterator[str]:
    """Yield a table under its title and number; one that is seldom asked for folds away."""
    if not rows:
        return
    yield from (f"<details{' open' if is_open else ''}><summary>{title}: {len(rows):,}</summary>", "")
    yield from _table(columns, rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        yield from (f"… and {len(rows) - _MOST_ROWS:,} more: see `{FILE}`.", "")
    yield from ("</details>", "")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def _text(text: str) -> str:
    """Return foreign text for a cell of a table; an `@` stands in code, where it mentions nobody."""
    return markdown_text(_cut(text)).replace("&#64;", "<code>&#64;</code>")


def _code(name: str) -> str:
    text = _cut(name)
    text = _EDGE.sub("\\\\x20", text)  # else nobody sees why `a.txt ` is not read
    return f"<code>{markdown_text(text)}</code>" if name else ""


def _cut(text: str) -> str:
    """Return text with what cannot be seen written out, and its middle left out where it is long."""
    half = _LONGEST_CELL // 2
    text = escaped(text)
    return text if len(text) <= _LONGEST_CELL else f"{text[:half]}…{text[-half:]}"
