"""The way of the data, step by step: read this module first.

    articles/ ──read──► RawArticle ──clean──► Article ──dates, names, quotes, themes, tellings──► AnnotatedArticle
                                                                                                │
      templates/ ──render──► Page ──write──► site_src/ ──site──► site/ ◄── Digest ◄── events, people, themes, links

The per-article half below is a pure function of one file's bytes, the lexicons and the limits: it can run in any
process, on any machine, and `digest.cache` keeps its result under a hash of exactly those inputs.
"""

from __future__ import annotations

import functools
import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from importlib import metadata, resources
from pathlib import Path

import msgspec

from digest.clean import clean
from digest.config import LimitsSection
from digest.dates import date_article
from digest.errors import DigestError, Problem
from digest.lexicon import Lexicons
from digest.models import Recogniser, find_mentions_with
from digest.names import find_mentions
from digest.profile import profile
from digest.quotes import find_quotes
from digest.read import read_bytes
from digest.records import AnnotatedArticle, RawArticle, Record
from digest.tellings import find_tellings, news_days
from digest.themes import classify

_PER_ARTICLE = (
    *("read", "clean", "dates", "names", "models", "quotes", "profile", "tellings", "themes"),
    *("addresses", "arabic", "lexicon", "pipeline", "records"),
)
"""Modules and packages of the per-article half: a change in any of them makes every cached result stale."""

_PACKAGES = (
    "camel-tools",
    "PyStemmer",
    "trafilatura",
    "htmldate",
    "hijridate",
    "charset-normalizer",
    "msgspec",
    "rensa",
)
"""Distributions whose version the results of the per-article half depend on."""

BATCH = 16
"""Files a worker takes at once: large enough to hide the cost of a call, small enough to spread evenly."""


class FileResult(Record, frozen=True, kw_only=True):
    """What one input file came to."""

    path: str
    """Path relative to the articles folder."""
    raws: tuple[RawArticle, ...]
    """Its articles as read; empty if the file was refused."""
    articles: tuple[AnnotatedArticle, ...]
    """The same articles, annotated."""
    problems: tuple[Problem, ...]
    """Everything that was wrong; an error with no article means that the file was refused."""


def annotate(raw: RawArticle, lexicons: Lexicons, models: Recogniser | None = None) -> AnnotatedArticle:
    """Return everything that can be known from one article alone; `models` help with names if there are any."""
    article = clean(raw, lexicons)
    dated = date_article(article, lexicons)
    find = find_mentions if models is None else functools.partial(find_mentions_with, models)
    mentions = find(article, lexicons, day=dated.publication.day)
    annotated = AnnotatedArticle(
        article=article,
        publication=dated.publication,
        timexes=dated.timexes,
        offsets=dated.offsets,
        mentions=mentions,
        quotes=find_quotes(article, mentions, lexicons),
        profile=profile(article),
        themes=classify(article, mentions, lexicons),
    )
    tellings, news = find_tellings(annotated, lexicons), news_days(annotated, lexicons)
    return msgspec.structs.replace(annotated, tellings=tellings, news=news)


def process_file(
    data: bytes, path: str, limits: LimitsSection, lexicons: Lexicons, models: Recogniser | None = None
) -> FileResult:
    """Return the annotated articles of one file: the whole per-article half.

    An article on which a step fails is refused like one that cannot be decoded: a fault of ours in one article must not
    cost the others.
    """
    read = read_bytes(data, path, limits)
    kept: list[tuple[RawArticle, AnnotatedArticle]] = []
    problems = list(read.problems)
    for raw in read.articles:
        try:
            kept.append((raw, annotate(raw, lexicons, models)))
        except DigestError:
            raise
        except Exception as error:
            problems.append(_fault(raw, error))
    return FileResult(
        path=path,
        raws=tuple(raw for raw, _ in kept),
        articles=tuple(annotated for _, annotated in kept),
        problems=tuple(problems),
    )


def _fault(raw: RawArticle, error: Exception) -> Problem:
    """Return the problem that stands for a fault in a step, with the place where it happened."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return Problem(
        path=raw.path,
        line=raw.lines[0] if raw.row is not None else None,
        message=f"the program failed on this article: {type(error).__name__} in {place}",
        hint="this is a fault of the program, not of the file: report it with the article; the others are kept",
    )


@functools.lru_cache(maxsize=1)
def steps_version() -> str:
    """Return a hash of the code of the per-article half and of the packages it calls, 16 hexadecimal digits.

    It takes the place of hand-kept version numbers, which are forgotten exactly when they matter.
    """
    digest = hashlib.blake2b(digest_size=8)
    root = Path(str(resources.files("digest")))
    for name in _PER_ARTICLE:
        files = sorted((root / name).rglob("*.py")) if (root / name).is_dir() else [root / f"{name}.py"]
        for file in files:
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for package in _PACKAGES:
        digest.update(f"{package}=={metadata.version(package)}\0".encode())
    return digest.hexdigest()


def cache_key(
    data: bytes, path: str, limits: LimitsSection, lexicons: Lexicons, models: Recogniser | None = None
) -> str:
    """Return the key of a file's result: content, path, steps, lexicons, limits and models."""
    digest = hashlib.blake2b(digest_size=20)
    trained = "" if models is None else models.fingerprint
    for part in (steps_version(), lexicons.fingerprint, repr(limits), trained, path):
        digest.update(part.encode() + b"\0")
    digest.update(data)
    return digest.hexdigest()


# -------------------------------------------------------------------------------------------------- many files

_worker: tuple[LimitsSection, Lexicons, Recogniser | None] | None = None


def _start_worker(limits: LimitsSection, extra: Path | None, models: Recogniser | None) -> None:
    global _worker  # noqa: PLW0603 - a worker process loads the lexicons once, not with each batch
    _worker = (limits, Lexicons.load(extra), models)


def _run_batch(batch: Sequence[tuple[str, bytes]]) -> list[bytes]:
    assert _worker is not None
    limits, lexicons, models = _worker
    return [encode(process_file(data, path, limits, lexicons, models)) for path, data in batch]


def encode(result: FileResult) -> bytes:
    """Return a file's result as JSON, the form in which it crosses processes and is cached."""
    return msgspec.json.encode(result)


_DECODER = msgspec.json.Decoder(FileResult)


def decode(data: bytes) -> FileResult:
    """Return the result that `encode` wrote; raises `msgspec.DecodeError` for anything else."""
    return _DECODER.decode(data)


def process_files(
    files: Sequence[tuple[str, bytes]],
    limits: LimitsSection,
    lexicons: Lexicons,
    *,
    models: Recogniser | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[FileResult]:
    """Yield the results of `files` (path, bytes) in their order, in this process or on `executor`.

    Any `concurrent.futures.Executor` will do whose workers were started with `worker_initializer`; every future is
    consumed, so that a worker's error is never lost.
    """
    if executor is None:
        for path, data in files:
            yield process_file(data, path, limits, lexicons, models)
            progress(1)
        return
    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    for results in executor.map(_run_batch, batches):
        for result in results:
            yield decode(result)
        progress(len(results))


def worker_initializer(
    limits: LimitsSection, extra: Path | None, models: Recogniser | None = None
) -> tuple[Callable[..., None], tuple[object, ...]]:
    """Return the `initializer` and `initargs` that an executor's workers need (`extra`: the project's lexicons).

    `models` must be able to travel to another process, and should load nothing before the first article.
    """
    return _start_worker, (limits, extra, models)


def all_problems(results: Iterable[FileResult]) -> tuple[Problem, ...]:
    """Return the problems of all files, in order."""
    return tuple(problem for result in results for problem in result.problems)
