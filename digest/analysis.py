"""From a folder of articles to a `Digest`: what `digest.build` makes a site of."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from digest.cache import Cache
from digest.config import LimitsSection
from digest.editorial import correct, unapplied
from digest.errors import ConfigError, Problem
from digest.links import build_digest
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
from digest.report import BuildReport, file_reports

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
