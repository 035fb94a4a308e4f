"""The build report: every input file named with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from digest.errors import Problem
from digest.pipeline import FileResult
from digest.records import Digest, Merge, Record


class FileReport(Record, frozen=True, kw_only=True):
    """What became of one input file (or one row of a `.jsonl` file)."""

    path: str
    """Path relative to the articles folder, with `#row` for a row."""
    status: Literal["kept", "merged", "refused"]
    article: str | None = None
    """Id of the article, if kept."""
    into: str | None = None
    """Path of the article that stands for it, if merged."""
    published: str | None = None
    """Day of publication as far as it is known: ISO 8601, an interval with `/`, or None."""
    encoding: str | None = None
    """Encoding found."""


class BuildReport(Record, frozen=True, kw_only=True):
    """What a build did, without clock times: the same input gives the same report."""

    files: tuple[FileReport, ...]
    """By path."""
    problems: tuple[Problem, ...]
    """Errors and warnings, by file and line."""
    counts: dict[str, int]
    """Articles, events, quotations, people, themes, pages, pages written, results from the cache, …"""
    site: str | None = None
    """Folder of the site as given; None where none was built."""
    notes: tuple[str, ...] = ()
    """What is worth knowing and no mistake."""

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """Return the files that were refused."""
        return tuple(file for file in self.files if file.status == "refused")

    def exit_code(self) -> int:
        """Return 0 if every file was kept or merged, 2 if some were refused."""
        return 2 if self.refused else 0

    def to_json(self) -> bytes:
        """Return the report as indented JSON with sorted keys."""
        return msgspec.json.format(msgspec.json.encode(self, order="sorted"), indent=1) + b"\n"


def file_reports(
    results: Sequence[FileResult], merges: Sequence[Merge], digest: Digest, listing: Sequence[Problem]
) -> tuple[FileReport, ...]:
    """Return one entry for each input: files that were read, rows of `.jsonl` files, and what was not even opened."""
    into = {merge.path: merge.into for merge in merges}
    settled = {item.article.id: item.publication for item in digest.articles}
    reports = [FileReport(path=p.path, status="refused") for p in listing if p.severity == "error"]
    for result in results:
        if not result.articles:
            reports.append(FileReport(path=result.path, status="refused"))
        for raw, item in zip(result.raws, result.articles, strict=True):
            path = raw.path if raw.row is None else f"{raw.path}#{raw.row}"
            if path in into:
                reports.append(FileReport(path=path, status="merged", into=into[path], encoding=raw.encoding))
                continue
            publication = settled[item.article.id]
            days = [day.isoformat() for day in (publication.first, publication.last) if day]
            reports.append(
                FileReport(
                    path=path,
                    status="kept",
                    article=item.article.id,
                    published="/".join(dict.fromkeys(days)) or None,
                    encoding=raw.encoding,
                )
            )
        rows = {p.line for p in result.problems if p.severity == "error" and p.line} if result.articles else set()
        reports.extend(FileReport(path=f"{result.path}#{row}", status="refused") for row in sorted(rows))
    return tuple(sorted(reports, key=lambda report: report.path))
