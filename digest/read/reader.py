"""One file's bytes into articles: pure, and never an exception for a user's mistake."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read import html
from digest.read.encoding import Undecodable, decode, garbled
from digest.read.front import KEYS, Front, Value, judge, split_front, unknown_key
from digest.read.inputs import format_of, too_large
from digest.read.metadata import read_metadata
from digest.records import RawArticle, Record


class ReadResult(Record, frozen=True, kw_only=True):
    """What one file gave."""

    articles: tuple[RawArticle, ...]
    """Its articles in order; empty if it was refused."""
    problems: tuple[Problem, ...]
    """Errors (the file or one row of it was refused) and warnings, in order of line."""


_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")


def read_bytes(data: bytes, path: str, limits: LimitsSection) -> ReadResult:
    """Return the articles of a file, and everything that is wrong with it.

    `path` is relative to the articles folder; its ending says what the file is. An error refuses the file (in a
    `.jsonl` file the row alone), a warning keeps it.
    """
    kind = format_of(path)
    if kind is None:
        return _refused(path, "the ending is none of those that are read", "Rename it to .txt, .md, .html or .jsonl.")
    if len(data) > limits.file_bytes:
        return ReadResult(articles=(), problems=(too_large(path, limits),))
    decoded = decode(data, html=kind == "html")
    if isinstance(decoded, Undecodable):
        return _refused(path, decoded.message, decoded.hint, decoded.line)
    text = _LINE_END.sub("\n", decoded.text.removeprefix("\ufeff"))
    if not text.strip():
        return _refused(path, "the file is empty", "Remove it, or put the article into it.")
    if kind == "jsonl":
        return _read_rows(text, path, decoded.encoding, limits)
    return _read_one(_File(text, path, kind, decoded.encoding))


class _File(NamedTuple):
    text: str
    path: str
    format: Any
    encoding: str


def _refused(path: str, message: str, hint: str, line: int | None = None) -> ReadResult:
    return ReadResult(articles=(), problems=(Problem(path=path, line=line, message=message, hint=hint),))


def _result(article: RawArticle | None, problems: list[Problem]) -> ReadResult:
    ordered = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    failed = any(problem.severity == "error" for problem in ordered)
    return ReadResult(articles=() if failed or article is None else (article,), problems=ordered)


def _read_one(file: _File) -> ReadResult:
    """Read a file that holds one article."""
    block = split_front(file.text, file.path)
    front = judge(block.values, file.path)
    problems = [*block.problems, *front.problems]
    first_line = file.text.count("\n", 0, block.body) + 1
    rest = file.text[block.body :]
    if file.format == "html":
        article = _read_page(rest, file, front, first_line)
    else:
        lines = tuple(range(first_line, first_line + rest.count("\n") + 1))
        article = RawArticle(
            path=file.path,
            format=file.format,
            encoding=file.encoding,
            text=rest,
            lines=lines,
            front=front.front,
            hints=front.hints,
        )
    if isinstance(article, Problem):
        return _result(None, [*problems, article])
    return _result(article, [*problems, *_content_problems(article)])


def _read_page(source: str, file: _File, front: Front, first_line: int) -> RawArticle | Problem:
    tree = html.parse(source)
    if tree is None:
        return Problem(path=file.path, message="no HTML was found in the file", hint="Rename it to .txt if it is text.")
    metadata = read_metadata(tree, source, first_line)
    page = html.extract(tree, source, first_line)
    if page is None:
        return Problem(
            path=file.path, message="no article was found in the page", hint="Save its text as a .txt file instead."
        )
    return RawArticle(
        path=file.path,
        format="html",
        encoding=file.encoding,
        text=page.text,
        lines=page.lines,
        marks=page.marks,
        front=front.front,
        hints=(*front.hints, *metadata.hints),
        meta_title=metadata.title,
        meta_outlet=metadata.outlet,
        meta_url=metadata.url,
    )


def _content_problems(article: RawArticle) -> list[Problem]:
    """Tell what is wrong with a decoded text as such."""
    line = article.lines[0]
    if not article.text.strip() and article.front.title is None:
        return [Problem(path=article.path, line=line, message="there is no text", hint="Put the article into it.")]
    if _SURROGATE.search(article.text):
        return [Problem(path=article.path, line=line, message="the text holds half characters (lone surrogates)",
                        hint="Fetch the article again from its source.")]  # fmt: skip
    if "\0" in article.text:
        return [Problem(path=article.path, line=line, message="the text holds NUL characters",
                        hint="Fetch the article again from its source.")]  # fmt: skip
    if not _ARABIC.search(article.text) and not _ARABIC.search(article.front.title or ""):
        return [Problem(path=article.path, line=line, message="the text holds no Arabic letter",
                        hint="Only Arabic articles are read.")]  # fmt: skip
    if garbled(article.text):
        return [Problem(path=article.path, line=line, message="the Arabic was garbled before the file was saved",
                        hint="Fetch the article again from its source.")]  # fmt: skip
    return []


# ---------------------------------------------------------------------------------------------------- rows


def _read_rows(text: str, path: str, encoding: str, limits: LimitsSection) -> ReadResult:
    """Read a `.jsonl` file: one article a line; a bad row is refused, the others are kept."""
    articles: list[RawArticle] = []
    problems: list[Problem] = []
    unknown: dict[str, int] = {}
    for line, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        read = _read_row(row, line, _File(row, path, "jsonl", encoding), limits)
        if isinstance(read, Problem):
            problems.append(read)
            continue
        values, body = read
        for key in values:
            if key not in KEYS:
                unknown.setdefault(key, line)
        front = judge({key: value for key, value in values.items() if key in KEYS}, path)
        article = RawArticle(
            path=path,
            row=line,
            format="jsonl",
            encoding=encoding,
            text=body,
            lines=(line,) * (body.count("\n") + 1),
            front=front.front,
            hints=front.hints,
        )
        found = [*front.problems, *_content_problems(article)]
        problems.extend(found)
        if not any(problem.severity == "error" for problem in found):
            articles.append(article)
    problems.extend(unknown_key(key, path, line) for key, line in unknown.items())
    return ReadResult(articles=tuple(articles), problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _read_row(row: str, line: int, file: _File, limits: LimitsSection) -> tuple[dict[str, Value], str] | Problem:
    """Return a row's keys and its text."""
    if len(row.encode("utf-8", "surrogatepass")) > limits.row_bytes:
        return Problem(
            path=file.path,
            line=line,
            message=f"the row is longer than {limits.row_bytes} bytes",
            hint="Split it, or raise `row_bytes` under `[limits]` in digest.toml.",
        )
    try:
        data = msgspec.json.decode(row, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Problem(
            path=file.path, line=line, message=f"the row is no JSON object: {error}", hint="Write one object a line."
        )
    for key, value in data.items():
        if value is not None and not isinstance(value, str) and (key in KEYS or key == "text"):
            return Problem(
                path=file.path, line=line, message=f"`{key}` is no text", hint="Put it into quotation marks."
            )
    body = data.pop("text", None)
    if body is None:
        return Problem(path=file.path, line=line, message="the row has no `text`", hint="Give the article as `text`.")
    values = {
        key: Value(value if isinstance(value, str) else "", line) for key, value in data.items() if value is not None
    }
    return values, _LINE_END.sub("\n", body)
