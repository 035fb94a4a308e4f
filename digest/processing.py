"""All files of a folder, each article under the limits of time and memory: what exceeds them is lost alone, and told.

The files go to supervised workers (`digest.workers`) by their paths; a worker reads the bytes itself. A unit is a
whole file, or the reading of a `.jsonl` file and then each of its rows.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Generator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec

from digest.config import LimitsSection
from digest.errors import DigestError, Problem
from digest.lexicon import Lexicons
from digest.models import Recogniser
from digest.pipeline import FileResult, annotate, cache_key, fault, joined, process_parts
from digest.read import load
from digest.read.limits import over
from digest.records import FrontMatter, RawArticle
from digest.workers import Budget, Handler, JobContext, Lost, Outcome, forks, supervise


class Resources(NamedTuple):
    """What articles are read with."""

    folder: Path
    """Folder of the articles."""
    limits: LimitsSection
    lexicons: Lexicons
    models: Recogniser | None = None

    def key(self, data: bytes, path: str) -> str:
        """Return the key under which the result of a file is cached."""
        return cache_key(data, path, self.limits, self.lexicons, self.models)


class Processed(NamedTuple):
    """What became of one file."""

    key: str
    """Key of exactly the bytes that were read; empty if the result must not be cached."""
    result: FileResult


class _Piece(msgspec.Struct, frozen=True):
    """What a worker gives for a unit."""

    key: str
    result: FileResult


_PIECE = msgspec.json.Decoder(_Piece)


def process_folder(
    paths: Sequence[str],
    resources: Resources,
    *,
    workers: int = 1,
    opener: Callable[[Resources], Handler] | None = None,
) -> Generator[Processed, None, None]:
    """Yield what becomes of the files `paths`, in their order, whatever the number of workers.

    `opener` is called in each worker in the place of `open_handler`.
    Raises `ConfigError` for a mistake of the user's that shows only here, such as damaged data of the models.
    """
    if not paths:
        return
    if forks():  # workers begin as copies of this process
        warm_up(resources.lexicons)
    limits = resources.limits
    budget = Budget(limits.article_seconds, limits.article_megabytes)
    jobs = [path.encode("utf-8", "surrogateescape") for path in paths]
    prepare = functools.partial(opener or open_handler, resources)
    with contextlib.closing(supervise(jobs, prepare, budget, workers=workers)) as outcomes:
        for path, outcome in zip(paths, outcomes, strict=True):
            yield _processed(path, outcome, limits)


def open_handler(resources: Resources) -> Handler:
    """Return what does one file in a worker, with all loaded that it needs."""
    warm_up(resources.lexicons, resources.models)
    return functools.partial(_handle, resources)


def warm_up(lexicons: Lexicons, models: Recogniser | None = None) -> None:
    """Load what the steps load before their first article, so that no article is charged with it."""
    text = files("digest").joinpath("warm_up.txt").read_text(encoding="utf-8").rstrip()
    raw = RawArticle(path="warm_up.txt", format="text", encoding="utf-8", text=text, lines=(1,), front=FrontMatter())
    annotate(raw, lexicons, models)


def _handle(resources: Resources, job: bytes, context: JobContext) -> None:
    path = job.decode("utf-8", "surrogateescape")
    folder, limits, lexicons, models = resources
    data = load(folder, path, limits)
    if isinstance(data, Problem):  # it was there when the folder was listed
        refused = FileResult(path=path, raws=(), articles=(), problems=(data,), final=False)
        context.give(msgspec.json.encode(_Piece("", refused)))
        return
    key = resources.key(data, path)
    escaping = (DigestError, MemoryError)
    for part in process_parts(data, path, limits, lexicons, models, context.begin, escaping):
        context.give(msgspec.json.encode(_Piece(key, part)))


def _processed(path: str, outcome: Outcome, limits: LimitsSection) -> Processed:
    pieces = [_PIECE.decode(value) for value in outcome.values]
    lost = [_lost(path, one, limits) for one in outcome.lost]
    parts = [piece.result for piece in pieces]
    if lost:
        parts.append(FileResult(path=path, raws=(), articles=(), problems=tuple(lost), final=False))
    result = joined(path, parts)
    return Processed(pieces[0].key if pieces and result.final else "", result)


def _lost(path: str, lost: Lost, limits: LimitsSection) -> Problem:
    """Return the problem of an article that was lost, or of a whole file (unit 0)."""
    row = lost.unit or None
    what = "the article" if row else "the file"
    mend = "Look at what is unusual in it, split it"
    if lost.why in ("time", "stalled"):
        told = f"{what} took more than {limits.article_seconds} seconds of processor time"
        if lost.why == "stalled":
            patience = Budget(limits.article_seconds, limits.article_megabytes).patience
            told = f"{what} was not done after {patience:.0f} seconds of the clock, six times what it may take"
        problem = over("article_seconds", told, path, limits.article_seconds, row, mend=mend)
    elif lost.why == "memory":
        told = f"{what} took more than {limits.article_megabytes} megabytes of memory"
        problem = over("article_megabytes", told, path, limits.article_megabytes, row, mend=mend)
    elif lost.why == "too many":
        problem = Problem(
            path=path,
            line=row,
            message=f"too many of its articles were lost: from row {lost.unit} on none was tried",
            hint="Mend or remove the rows that are named above.",
        )
    elif lost.why == "fault":
        problem = fault(path, row, f"the program failed on {what}: {lost.detail}")
    elif lost.detail == "signal SIGKILL":
        problem = Problem(
            path=path,
            line=row,
            message=f"the process that worked on {what} was killed from outside, twice",
            hint="Did the machine run out of memory? Build again, with fewer --workers.",
        )
    else:
        problem = fault(path, row, f"the process that worked on {what} ended twice without telling why: {lost.detail}")
    return msgspec.structs.replace(problem, row=row)
