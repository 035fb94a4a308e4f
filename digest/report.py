"""The build report: every input file named with what became of it, why, and how to mend it.

docs/cli.md describes the JSON for programs; its schema is `digest/schema/report.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from digest.atomic import replace_file
from digest.errors import DigestError, Problem, condensed
from digest.pipeline import FileResult
from digest.read import Inputs
from digest.records import AnnotatedArticle, Digest, Merge, RawArticle, Record

SCHEMA_VERSION = "1.0"
"""Of the report. The second number rises when fields are added, the first when anything else changes."""

FILE = "build-report.json"
"""Name of the last build's report in the project's cache folder."""

Status = Literal["kept", "merged", "refused", "ignored"]
UNTOLD = frozenset({"work"})
"""Fields that are not in the JSON: they differ from run to run."""

STATUSES: tuple[Status, ...] = ("kept", "merged", "refused", "ignored")


class Note(Record, frozen=True, kw_only=True):
    """Something else that was found in an input."""

    line: int | None = None
    """Line in the file, counted from 1; None where the whole file is meant."""
    severity: Literal["error", "warning"]
    """An error is a further reason for a refusal; with a warning the input is kept."""
    reason: str
    """What is wrong."""
    mend: str
    """How to mend it."""


class FileReport(Record, frozen=True, kw_only=True):
    """What became of one input: a file, a row of a `.jsonl` file, or a folder that was not entered (ends in `/`)."""

    path: str
    """Path relative to the articles folder, with `#row` for a row; bytes of a name that are no UTF-8 as `\\xff`."""
    status: Status
    """On the site; the same article as another; not taken, because something is wrong; no article by its name."""
    article: str | None = None
    """Id of the article, if kept."""
    into: str | None = None
    """Path of the article that stands for it, if merged."""
    published: str | None = None
    """Day of publication as far as it is known: ISO 8601, an interval with `/`, or None."""
    encoding: str | None = None
    """Encoding found, if kept or merged."""
    line: int | None = None
    """Line of the first thing that is wrong, if refused and it has one."""
    reason: str | None = None
    """Why it was refused or ignored."""
    mend: str | None = None
    """How to have it kept."""
    notes: tuple[Note, ...] = ()
    """Further reasons and warnings, by line."""


class BuildReport(Record, frozen=True, kw_only=True):
    """What a build did, without clock times and without what a warm cache saved: the same input, the same report."""

    files: tuple[FileReport, ...]
    """By path, in order of code points."""
    problems: tuple[Problem, ...]
    """Errors and warnings about inputs and everything else, by file and line; those that stopped a build come last."""
    counts: dict[str, int]
    """Inputs by status, articles, events, quotations, people, themes, pages, …"""
    site: str | None = None
    """Folder of the site as given; None where none was built and the old one stays."""
    notes: tuple[str, ...] = ()
    """What is worth knowing and no mistake."""
    schema_version: str = SCHEMA_VERSION
    """Version of this format."""
    work: dict[str, int] = msgspec.field(default_factory=dict)
    """What this run had to do (results from the cache, pages written): told at the terminal, not in the JSON."""

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """Return the inputs that were refused."""
        return tuple(file for file in self.files if file.status == "refused")

    @property
    def ignored(self) -> tuple[FileReport, ...]:
        """Return what was passed over."""
        return tuple(file for file in self.files if file.status == "ignored")

    def exit_code(self) -> int:
        """Return 0 if every file was kept, merged or ignored, 2 if some were refused or a page was withheld."""
        return 2 if self.refused or any(problem.severity == "error" for problem in self.problems) else 0

    def to_json(self) -> bytes:
        """Return the report as indented JSON with sorted keys; what is not printable stands in it as an escape."""
        content = {key: value for key, value in msgspec.to_builtins(self).items() if key not in UNTOLD}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        return (_without_unprintable(text) + "\n").encode()


def _without_unprintable(text: str) -> str:
    """Return JSON in which what a terminal acts on, or nobody sees, stands as an escape; it means the same."""
    lines = text.split("\n")
    return "\n".join(
        line if line.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
        for line in lines
    )


def count_inputs(files: Iterable[FileReport]) -> dict[str, int]:
    """Return how many inputs have each status."""
    counts: dict[str, int] = dict.fromkeys(STATUSES, 0)
    for file in files:
        counts[file.status] += 1
    return counts


# -------------------------------------------------------------------------------------------------- what became of it


def file_reports(
    results: Sequence[FileResult], merges: Sequence[Merge], digest: Digest, inputs: Inputs
) -> tuple[FileReport, ...]:
    """Return one entry for each input: files that were read, rows of `.jsonl` files, and what was not even opened."""
    into = {merge.path: merge.into for merge in merges}
    settled = {item.article.id: item for item in digest.articles}
    named: dict[str, list[Problem]] = {}
    for problem in inputs.problems:
        if problem.severity == "warning":
            named.setdefault(problem.path, []).append(problem)
    reports = [_unread(p.path, "refused", [p]) for p in inputs.problems if p.severity == "error"]
    reports += [_unread(p.path, "ignored", [p]) for p in inputs.ignored]
    for result in results:
        reports.extend(_of_file(result, into, settled, named.get(result.path, [])))
    return tuple(sorted(reports, key=_place))


def _place(report: FileReport) -> tuple[str, int, str]:
    path, mark, row = report.path.rpartition("#")
    return (path, int(row), "") if mark and row.isdecimal() else (report.path, 0, "")


def _of_file(
    result: FileResult, into: dict[str, str], settled: dict[str, AnnotatedArticle], named: list[Problem]
) -> Iterator[FileReport]:
    """Yield what became of a file, or of each of its rows."""
    of: dict[int | None, list[Problem]] = {}
    for problem in result.problems:
        of.setdefault(problem.row, []).append(problem)
    whole = of.pop(None, [])
    for raw, item in zip(result.raws, result.articles, strict=True):
        of_article = condensed([*named, *(whole if raw.row is None else of.pop(raw.row, []))])
        yield _kept(raw, item, into, settled, of_article)
    for row, problems in of.items():
        yield _unread(f"{result.path}#{row}", "refused", problems)
    read_whole = any(raw.row is None for raw in result.raws)
    if not read_whole and (_errors(whole) or not (result.raws or of)):
        yield _unread(result.path, "refused", [*whole, *named])


def _kept(
    raw: RawArticle,
    item: AnnotatedArticle,
    into: dict[str, str],
    settled: dict[str, AnnotatedArticle],
    problems: Sequence[Problem],
) -> FileReport:
    path = raw.path if raw.row is None else f"{raw.path}#{raw.row}"
    notes = tuple(map(_note, problems))
    if path in into:
        return FileReport(path=path, status="merged", into=into[path], encoding=raw.encoding, notes=notes)
    publication = settled[item.article.id].publication
    days = [day.isoformat() for day in (publication.first, publication.last) if day]
    return FileReport(
        path=path,
        status="kept",
        article=item.article.id,
        published="/".join(dict.fromkeys(days)) or None,
        encoding=raw.encoding,
        notes=notes,
    )


def _unread(path: str, status: Status, problems: Sequence[Problem]) -> FileReport:
    """Return the entry of an input that is not on the site: the first error is the reason."""
    ordered = condensed([*_errors(problems), *(p for p in problems if p.severity != "error")])
    if not ordered:
        return FileReport(path=path, status=status, reason="nothing in it could be read", mend="Look into the file.")
    first, *others = ordered
    notes = tuple(map(_note, others))
    return FileReport(
        path=path, status=status, line=first.line, reason=first.message, mend=first.hint or None, notes=notes
    )


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _note(problem: Problem) -> Note:
    severity: Literal["error", "warning"] = "error" if problem.severity == "error" else "warning"
    return Note(line=problem.line, severity=severity, reason=problem.message, mend=problem.hint)


# -------------------------------------------------------------------------------------------------- kept on the disk

Told = Callable[[BuildReport], None]
"""Called with a build's report: as soon as the inputs are known, and again when the site stands or cannot be built."""


def unheard(_report: BuildReport) -> None:
    """Tell nobody."""


def save(report: BuildReport, folder: Path) -> None:
    """Write the report into the project's cache folder, in one step. Raises `OSError`."""
    replace_file(folder / FILE, report.to_json())


@contextmanager
def reported(report: BuildReport, folder: Path, told: Told = unheard) -> Iterator[None]:
    """Keep and tell the report of the inputs while a site is built from them, so that it is there if that fails.

    A `DigestError` in the block is added to the report's problems.
    """
    with suppress(OSError):  # the cache folder's disk may be full: no reason to build nothing, and told at the end
        save(report, folder)
    told(report)
    try:
        yield
    except DigestError as error:
        further = tuple(problem for problem in error.problems if problem not in report.problems)
        failed = msgspec.structs.replace(report, problems=(*report.problems, *further))
        with suppress(OSError):
            save(failed, folder)
        told(failed)
        raise


def finished(report: BuildReport, folder: Path, told: Told = unheard) -> BuildReport:
    """Keep and tell the report of a site that stands; a disk that does not take it is no failure any more."""
    try:
        save(report, folder)
    except OSError as error:
        message = f"the report could not be kept: {error.strerror or error}"
        problem = Problem(path=str(folder / FILE), message=message, hint="The site is built.", severity="warning")
        report = msgspec.structs.replace(report, problems=(*report.problems, problem))
    told(report)
    return report
