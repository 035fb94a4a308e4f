"""From a folder of articles to a `Digest`, and from a `Digest` to a site: gather everything, then write."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from digest.cache import Cache
from digest.cards import make_cards, missing_raqm
from digest.config import LimitsSection
from digest.editorial import correct, unapplied
from digest.errors import ConfigError, Problem, SiteError
from digest.links import build_digest
from digest.outputs import other_files
from digest.pipeline import (
    BATCH,
    FileResult,
    all_problems,
    annotate,
    cache_key,
    decode,
    encode,
    process_files,
    worker_initializer,
)
from digest.project import Project
from digest.read import list_inputs, load, merge_same
from digest.records import AnnotatedArticle, Digest, Merge, RawArticle
from digest.render import render_pages
from digest.report import BuildReport, file_reports
from digest.site import build_site, site_address
from digest.views.strings import load_strings
from digest.write import refuse_hand_written, write_pages

NO_ADDRESS = (
    "SITE_URL is not set: links in feeds are relative; canonical addresses, site map and preview pictures are left out."
)
"""What a build says that does not know where its site is published."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the units done and the units in all."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Report no progress."""


class Analysis(NamedTuple):
    """Everything up to `Digest`."""

    digest: Digest
    report: BuildReport


def analyze(
    project: Project, articles: Path, *, workers: int = 1, progress: Progress = silent, cached: bool = True
) -> Analysis:
    """Read, annotate and link the articles of a folder.

    Raises `ConfigError` if the folder does not exist. Files that cannot be read are refused in the report, and the
    others are kept.
    """
    if not articles.is_dir():
        raise ConfigError(
            [
                Problem(
                    path=str(articles), message="there is no such folder of articles", hint="Name it with --articles."
                )
            ]
        )
    inputs = list_inputs(articles)
    results, hits = _process(project, articles, inputs.files, workers, progress, cached=cached)
    annotated, merges = _merged(results, project)
    corrected = tuple(correct(item, project.editorial, project.lexicons) for item in annotated)
    progress("events", 0, 1)
    digest = build_digest(corrected, merges, project.lexicons, project.config, project.editorial)
    progress("events", 1, 1)
    problems = [*inputs.problems, *all_problems(results)]
    problems += unapplied(annotated, project.editorial, project.config.paths.editorial)
    report = BuildReport(
        files=file_reports(results, merges, digest, inputs.problems),
        problems=tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.message))),
        counts={
            "articles": len(digest.articles),
            "events": len(digest.events),
            "files": len(inputs.files),
            "files from the cache": hits,
            "merged": len(merges),
            "people": len(digest.people),
            "quotations": len(digest.quotes),
            "stories": len(digest.stories),
            "themes": len(digest.themes),
        },
    )
    return Analysis(digest, report)


def build(
    project: Project,
    articles: Path,
    site: Path,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = silent,
) -> BuildReport:
    """Build the site of a folder of articles; the old one stays until the new one is whole.

    Raises `DigestError` (of some kind) if nothing was built: a mistake in configuration or templates, a refused file
    under `strict`, a failure of MkDocs, or another build that is running.
    """
    project.require_site_files()
    project.cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(project.cache / "lock", timeout=0):
            return _build_locked(project, articles, site, strict=strict, workers=workers, progress=progress)
    except Timeout:
        problem = Problem(path=str(project.cache / "lock"), message="another build of this project is running")
        raise SiteError([problem]) from None


def _build_locked(
    project: Project, articles: Path, site: Path, *, strict: bool, workers: int, progress: Progress
) -> BuildReport:
    address = site_address(project.root)
    digest, report = analyze(project, articles, workers=workers, progress=progress)
    if strict and report.refused:
        raise SiteError([p for p in report.problems if p.severity == "error"])
    progress("pages", 0, 1)
    pages = render_pages(digest, project.config, project.templates, project.editorial, address)
    files = other_files(
        digest, project.config, load_strings(project.templates), project.docs, project.lexicons, address
    )
    cards = [page.card for page in pages if page.card]
    files |= make_cards(cards, project.docs, workers=workers)
    refuse_hand_written([page.path for page in pages], project.docs)
    written = write_pages(pages, project.docs, files)
    progress("pages", 1, 1)
    progress("site", 0, 1)
    build_site(project.root, project.docs, site, newest=newest_day(digest))
    progress("site", 1, 1)
    notes = () if address else (NO_ADDRESS,)
    counts = {**report.counts, "pages": len(pages), "pages written": written.written, "pages removed": written.removed}
    problems = report.problems if cards or not project.config.site.cards else (*report.problems, *missing_raqm())
    done = BuildReport(files=report.files, problems=problems, counts=counts, site=str(site), notes=notes)
    (project.cache / "build-report.json").write_bytes(done.to_json())
    return done


def newest_day(digest: Digest) -> str | None:
    """Return the last known day of publication, ISO 8601: the site's own date, since no output may hold the clock's."""
    days = [item.publication.last for item in digest.articles if item.publication.last]
    return max(days).isoformat() if days else None


def _process(
    project: Project, folder: Path, files: Sequence[str], workers: int, progress: Progress, *, cached: bool
) -> tuple[tuple[FileResult, ...], int]:
    """Return the results of all files in order, and how many came from the cache."""
    limits = project.config.limits
    contents, unreadable = _contents(folder, files, limits)
    files = list(contents)
    lexicons, models = project.lexicons, project.models
    keys = {path: cache_key(data, path, limits, lexicons, models) for path, data in contents.items()}
    if not cached:
        return _run(project, contents, files, workers, progress) + unreadable, 0
    with Cache(project.cache / "cache.sqlite") as cache:
        results = _decoded(cache.get(keys.values()), keys)
        missing = [path for path in files if path not in results]
        fresh = _run(project, contents, missing, workers, progress)
        cache.put({keys[result.path]: encode(result) for result in fresh})
        cache.prune(frozenset(keys.values()))
    results.update((result.path, result) for result in fresh)
    return tuple(results[path] for path in files) + unreadable, len(files) - len(missing)


def _contents(
    folder: Path, files: Sequence[str], limits: LimitsSection
) -> tuple[dict[str, bytes], tuple[FileResult, ...]]:
    contents: dict[str, bytes] = {}
    unreadable = []
    for path in files:
        data = load(folder, path, limits)
        if isinstance(data, Problem):
            unreadable.append(FileResult(path=path, raws=(), articles=(), problems=(data,)))
        else:
            contents[path] = data
    return contents, tuple(unreadable)


def _decoded(values: dict[str, bytes], keys: dict[str, str]) -> dict[str, FileResult]:
    results = {}
    for path, key in keys.items():
        if key in values:
            try:
                results[path] = decode(values[key])
            except ValueError:  # written by a program that this one cannot read: a miss, like any other
                continue
    return results


def _run(
    project: Project, contents: dict[str, bytes], paths: list[str], workers: int, progress: Progress
) -> tuple[FileResult, ...]:
    done = 0

    def advance(units: int) -> None:
        nonlocal done
        done += units
        progress("articles", done, len(paths))

    files = [(path, contents[path]) for path in paths]
    limits, lexicons, models = project.config.limits, project.lexicons, project.models
    if workers <= 1 or len(files) <= BATCH:
        return tuple(process_files(files, limits, lexicons, models=models, progress=advance))
    start, arguments = worker_initializer(limits, project.own_lexicons, models)
    with ProcessPoolExecutor(min(workers, os.cpu_count() or 1), initializer=start, initargs=arguments) as pool:
        return tuple(process_files(files, limits, lexicons, executor=pool, progress=advance))


def _merged(results: Sequence[FileResult], project: Project) -> tuple[tuple[AnnotatedArticle, ...], tuple[Merge, ...]]:
    """Merge articles that are the same one; annotate again those to which the merge gave front matter."""
    known: dict[tuple[str, int | None], tuple[RawArticle, AnnotatedArticle]] = {
        (raw.path, raw.row): (raw, item)
        for result in results
        for raw, item in zip(result.raws, result.articles, strict=True)
    }
    kept, merges = merge_same([raw for raw, _ in known.values()])
    annotated = []
    for raw in kept:
        before, item = known[raw.path, raw.row]
        annotated.append(item if raw == before else annotate(raw, project.lexicons, project.models))
    return tuple(annotated), merges
