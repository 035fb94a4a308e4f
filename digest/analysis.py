"""From a folder of articles to a `Digest`: what `digest.build` makes a site of."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from digest.cache import Cache
from digest.config import LimitsSection
from digest.editorial import correct, unapplied
from digest.errors import ConfigError, Problem, condensed
from digest.faulty import without_faulty
from digest.links import build_digest
from digest.pipeline import FileResult, all_problems, annotate, decode, encode
from digest.processing import Processed, Resources, process_folder
from digest.project import Project
from digest.read import Inputs, list_inputs, load, merge_same
from digest.read.limits import over
from digest.records import AnnotatedArticle, Digest, Merge, RawArticle
from digest.report import BuildReport, count_inputs, file_reports

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the units done and the units in all."""


T = TypeVar("T")


def silent(_stage: str, _done: int, _total: int) -> None:
    """Report no progress."""


class Analysis(NamedTuple):
    """Everything up to `Digest`."""

    digest: Digest
    report: BuildReport


class Readings(NamedTuple):
    """What the files of a folder came to, each by itself."""

    inputs: Inputs
    results: tuple[FileResult, ...]
    """By file, in order of path."""
    from_cache: int
    """How many of them were known from an earlier build."""
    unkept: tuple[Problem, ...]
    """Why they could not be kept for the next one."""


def analyze(
    project: Project, articles: Path, *, workers: int = 1, progress: Progress = silent, cached: bool = True
) -> Analysis:
    """Read, annotate and link the articles of a folder.

    Raises `ConfigError` if the folder does not exist. Files that cannot be read are refused in the report, and the
    others are kept.
    """
    readings = read_folder(project, articles, workers=workers, progress=progress, cached=cached)
    return link_only(project, readings, progress)


def read_folder(
    project: Project, articles: Path, *, workers: int = 1, progress: Progress = silent, cached: bool = True
) -> Readings:
    """Read and annotate the articles of a folder, each by itself. Raises `ConfigError` as `analyze` does."""
    if not articles.is_dir():
        raise ConfigError(
            [
                Problem(
                    path=str(articles), message="there is no such folder of articles", hint="Name it with --articles."
                )
            ]
        )
    inputs = list_inputs(articles, project.config.limits)
    if whole := [problem for problem in inputs.problems if problem.path == "."]:
        # As an empty folder it would empty the site.
        raise ConfigError([structs.replace(problem, path=str(articles)) for problem in whole])
    results, hits, unkept = _process(project, articles, inputs.files, workers, progress, cached=cached)
    return Readings(inputs, results, hits, unkept)


def link_only(project: Project, readings: Readings, progress: Progress = silent) -> Analysis:
    """Return the articles linked."""
    progress("events", 0, 1)
    analysis, _ = link(project, readings, lambda _digest: None)
    progress("events", 1, 1)
    return analysis


def link(project: Project, readings: Readings, use: Callable[[Digest], T]) -> tuple[Analysis, T]:
    """Return the articles linked, and what `use` makes of their digest.

    An article on which linking or `use` fails, by a fault of the program, is refused. `DigestError`s of `use` pass.
    """

    def step(results: Sequence[FileResult]) -> tuple[_Linked, T]:
        linked = _link(project, results)
        return linked, use(linked.digest)

    (linked, used), results = without_faulty(readings.results, step)
    return Analysis(linked.digest, _report(project, readings, results, linked)), used


class _Linked(NamedTuple):
    digest: Digest
    annotated: tuple[AnnotatedArticle, ...]
    """As they were before the corrections of editors."""
    merges: tuple[Merge, ...]


def _link(project: Project, results: Sequence[FileResult]) -> _Linked:
    annotated, merges = _merged(results, project)
    corrected = tuple(correct(item, project.editorial, project.lexicons) for item in annotated)
    digest = build_digest(corrected, merges, project.lexicons, project.config, project.editorial)
    return _Linked(digest, annotated, merges)


def _report(project: Project, readings: Readings, results: Sequence[FileResult], linked: _Linked) -> BuildReport:
    digest, inputs = linked.digest, readings.inputs
    problems = [*inputs.problems, *all_problems(results), *readings.unkept]
    problems += unapplied(linked.annotated, project.editorial, project.config.paths.editorial)
    files = file_reports(results, linked.merges, digest, inputs)
    return BuildReport(
        files=files,
        problems=condensed(sorted(problems, key=lambda p: (p.path, p.line or 0, p.message))),
        counts={
            **count_inputs(files),
            "articles": len(digest.articles),
            "events": len(digest.events),
            "files": len(inputs.files),
            "people": len(digest.people),
            "quotations": len(digest.quotes),
            "stories": len(digest.stories),
            "themes": len(digest.themes),
        },
        work={"files from the cache": readings.from_cache},
    )


def _process(
    project: Project, folder: Path, files: Sequence[str], workers: int, progress: Progress, *, cached: bool
) -> tuple[tuple[FileResult, ...], int, tuple[Problem, ...]]:
    """Return the results of all files in order, how many came from the cache, and why none were kept there, if so."""
    resources = Resources(folder, project.config.limits, project.lexicons, project.models)
    keys, unreadable = _keys(files, resources)
    cache = Cache(project.cache / "cache.sqlite")
    results = _decoded(cache.get(keys.values()), keys) if cached else {}
    missing = [path for path in keys if path not in results]
    fresh = _run(missing, resources, workers, progress)
    unkept = None
    if cached:
        unkept = cache.store(keys.values(), {done.key: encode(done.result) for done in fresh if done.key})
    results.update((done.result.path, done.result) for done in fresh)
    whole = _first_articles([results[path] for path in keys], resources.limits)
    return whole + unreadable, len(keys) - len(missing), (unkept,) if unkept else ()


def _keys(files: Sequence[str], resources: Resources) -> tuple[dict[str, str], tuple[FileResult, ...]]:
    """Return the cache keys of the files by path, and what is refused unread.

    Each file is read here for its key and forgotten: a folder may hold more than fits into memory. Files beyond the
    limits of the collection are refused in order of path.
    """
    limits = resources.limits
    keys: dict[str, str] = {}
    refused = []
    size = 0
    for number, path in enumerate(files, 1):
        data = _many(path, limits) if number > limits.articles else load(resources.folder, path, limits)
        if isinstance(data, bytes) and (size := size + len(data)) > limits.collection_bytes:
            what, most = f"with this file the collection holds {size} bytes", limits.collection_bytes
            data = over("collection_bytes", what, path, most, mend="Take articles out")
        if isinstance(data, Problem):
            refused.append(FileResult(path=path, raws=(), articles=(), problems=(data,)))
        else:
            keys[path] = resources.key(data, path)
    return keys, tuple(refused)


def _many(path: str, limits: LimitsSection, row: int | None = None) -> Problem:
    what = f"in order of path {limits.articles} or more come before this one"
    problem = over("articles", what, path, limits.articles, row, mend="Take articles out")
    return structs.replace(problem, row=row)


def _first_articles(results: Sequence[FileResult], limits: LimitsSection) -> tuple[FileResult, ...]:
    """Return the results with no more articles than the limit; those that come first in order of path and row stay."""
    room = limits.articles
    kept = []
    for whole in results:
        if len(whole.articles) <= room:
            result = whole
        else:
            problems = (*whole.problems, *(_many(raw.path, limits, raw.row) for raw in whole.raws[room:]))
            raws, articles = whole.raws[:room], whole.articles[:room]
            result = structs.replace(whole, raws=raws, articles=articles, problems=problems)
        room -= len(result.articles)
        kept.append(result)
    return tuple(kept)


def _decoded(values: dict[str, bytes], keys: dict[str, str]) -> dict[str, FileResult]:
    results = {}
    for path, key in keys.items():
        if key in values:
            try:
                result = decode(values[key])
            except ValueError:  # written by a program that this one cannot read: a miss, like any other
                continue
            if result.path == path:
                results[path] = result
    return results


def _run(paths: Sequence[str], resources: Resources, workers: int, progress: Progress) -> tuple[Processed, ...]:
    done = []
    with contextlib.closing(process_folder(paths, resources, workers=workers)) as processed:
        for one in processed:
            done.append(one)
            progress("articles", len(done), len(paths))
    return tuple(done)


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
