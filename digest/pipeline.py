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
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path

import msgspec

from digest.clean import clean
from digest.config import LimitsSection
from digest.dates import date_article
from digest.errors import DigestError, Problem, raised
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
    *("__init__", "addresses", "arabic", "config", "errors", "lexicon", "pipeline", "records", "toml"),
)
"""Modules and packages of the per-article half: a change in any of them makes every cached result stale."""

_PACKAGES = (
    *("camel-tools", "PyStemmer", "trafilatura", "htmldate", "hijridate", "charset-normalizer", "msgspec", "rensa"),
    *("lxml", "PyYAML", "RapidFuzz"),
    *("babel", "courlan", "emoji", "jusText", "lxml_html_clean", "python-dateutil", "six", "tld"),
)
"""Distributions whose version the results of the per-article half depend on: those that it imports, and on the last
line those that they import in turn."""


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
    final: bool = True
    """False if something was lost that another run may keep (time, memory, a fault of ours): it is not cached."""


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
    return joined(path, process_parts(data, path, limits, lexicons, models))


def process_parts(
    data: bytes,
    path: str,
    limits: LimitsSection,
    lexicons: Lexicons,
    models: Recogniser | None = None,
    begin: Callable[[int], bool] = lambda _row: True,
    escaping: tuple[type[Exception], ...] = (DigestError,),
) -> Iterator[FileResult]:
    """Yield what `process_file` returns piece by piece: of a `.jsonl` file what its reading gave, then each article.

    `begin` is told the row before each article of a `.jsonl` file, which is passed over if it says no. An exception
    that is `escaping` is raised; for any other the article is refused.
    """
    try:
        read = read_bytes(data, path, limits)
    except escaping:
        raise
    except Exception as error:
        yield _failed(path, None, error)
        return
    told = FileResult(path=path, raws=(), articles=(), problems=read.problems)
    if all(raw.row is None for raw in read.articles):
        yield joined(path, (told, *(_part(raw, lexicons, models, escaping) for raw in read.articles)))
        return
    yield told
    for raw in read.articles:
        if begin(raw.row or 0):
            yield _part(raw, lexicons, models, escaping)


def _part(
    raw: RawArticle, lexicons: Lexicons, models: Recogniser | None, escaping: tuple[type[Exception], ...]
) -> FileResult:
    """Return what one article comes to."""
    try:
        annotated = annotate(raw, lexicons, models)
    except escaping:
        raise
    except Exception as error:
        return _failed(raw.path, raw.row, error)
    return FileResult(path=raw.path, raws=(raw,), articles=(annotated,), problems=())


def joined(path: str, parts: Iterable[FileResult]) -> FileResult:
    """Return the parts of a file as one."""
    parts = tuple(parts)
    return FileResult(
        path=path,
        raws=tuple(raw for part in parts for raw in part.raws),
        articles=tuple(item for part in parts for item in part.articles),
        problems=tuple(problem for part in parts for problem in part.problems),
        final=all(part.final for part in parts),
    )


def fault(path: str, row: int | None, message: str) -> Problem:
    """Return the problem of an article that was lost by no fault of its own."""
    hint = "this is a fault of the program, not of the file: report it with the article; the others are kept"
    return Problem(path=path, line=row, row=row, message=message, hint=hint)


def _failed(path: str, row: int | None, error: Exception) -> FileResult:
    """Return the result of an article on which a step failed, with the place in the code."""
    problem = fault(path, row, f"the program failed on this article: {raised(error)}")
    return FileResult(path=path, raws=(), articles=(), problems=(problem,), final=False)


@functools.lru_cache(maxsize=1)
def steps_version() -> str:
    """Return a hash of the code of the per-article half and of what it runs on, 16 hexadecimal digits.

    It takes the place of hand-kept version numbers, which are forgotten exactly when they matter.
    """
    digest = hashlib.blake2b(digest_size=8)
    for name, file in steps_files().items():
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    for package in _PACKAGES:
        digest.update(f"{package}=={_version(package)}\0".encode())
    digest.update(f"Python {sys.version_info[:2]}, Unicode {unicodedata.unidata_version}".encode())
    return digest.hexdigest()


def steps_files() -> dict[str, Path]:
    """Return the files with the code of the per-article half by their names inside the package."""
    root = Path(str(resources.files("digest")))
    found = [file for name in _PER_ARTICLE for file in (root / f"{name}.py", *sorted((root / name).rglob("*.py")))]
    return {file.relative_to(root).as_posix(): file for file in found if file.is_file()}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # one that its user has ceased to need
        return "none"


def cache_key(
    data: bytes, path: str, limits: LimitsSection, lexicons: Lexicons, models: Recogniser | None = None
) -> str:
    """Return the key of a file's result: content, path, steps, lexicons, limits and models."""
    digest = hashlib.blake2b(digest_size=20)
    trained = "" if models is None else models.fingerprint
    for part in (steps_version(), lexicons.fingerprint, _content_limits(limits), trained, path):
        digest.update(part.encode() + b"\0")
    digest.update(data)
    return digest.hexdigest()


_NOT_OF_CONTENT = frozenset(("articles", "collection_bytes", "article_seconds", "article_megabytes"))
"""Limits on which the result of a file that is within them does not depend; what is beyond them is never cached."""


def _content_limits(limits: LimitsSection) -> str:
    return repr([(name, getattr(limits, name)) for name in limits.__struct_fields__ if name not in _NOT_OF_CONTENT])


def encode(result: FileResult) -> bytes:
    """Return a file's result as JSON, the form in which it crosses processes and is cached."""
    return msgspec.json.encode(result)


_DECODER = msgspec.json.Decoder(FileResult)


def decode(data: bytes) -> FileResult:
    """Return the result that `encode` wrote; raises `msgspec.DecodeError` for anything else."""
    return _DECODER.decode(data)


def all_problems(results: Iterable[FileResult]) -> tuple[Problem, ...]:
    """Return the problems of all files, in order."""
    return tuple(problem for result in results for problem in result.problems)
