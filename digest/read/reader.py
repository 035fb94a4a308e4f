"""One file's bytes into articles: pure, and never an exception for a user's mistake."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple

import msgspec

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read import html
from digest.read.damage import FETCH, find_damage
from digest.read.encoding import Rows, Undecodable, decode, decode_rows
from digest.read.front import KEYS, Front, Value, judge, split_front, unknown_keys
from digest.read.inputs import format_of, too_large
from digest.read.language import not_arabic
from digest.read.leftout import without_garbled
from digest.read.limits import beyond_depth, beyond_text, over, row_depth
from digest.read.markup import beyond_attributes, beyond_elements
from digest.read.metadata import read_metadata
from digest.records import RawArticle, Record


class ReadResult(Record, frozen=True, kw_only=True):
    """What one file gave."""

    articles: tuple[RawArticle, ...]
    """Its articles in order; empty if it was refused."""
    problems: tuple[Problem, ...]
    """Errors (the file or one row of it was refused) and warnings, in order of line."""


_KEYS_OF_ROW = (*KEYS, "text")
_LOST_SIGN = re.compile("[\x80-\x84\x86-\x9f\ufffd]")
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
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
        return ReadResult(articles=(), problems=(too_large(path, len(data), limits),))
    if kind == "jsonl":
        return _read_rows(decode_rows(data), path, limits)
    decoded = decode(data, html=kind == "html")
    if isinstance(decoded, Undecodable):
        return _refused(path, decoded.message, decoded.hint, decoded.line)
    text = _LINE_END.sub("\n", decoded.text.lstrip("\ufeff"))
    if not text.strip():
        return _empty(path)
    return _read_one(_File(text, path, kind, decoded.encoding), limits)


def _empty(path: str) -> ReadResult:
    return _refused(path, "the file is empty", "Remove it, or put the article into it.")


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


def _read_one(file: _File, limits: LimitsSection) -> ReadResult:
    """Read a file that holds one article."""
    block = split_front(file.text, file.path)
    front = judge(block.values, file.path)
    problems = [*block.problems, *front.problems]
    first_line = file.text.count("\n", 0, block.body) + 1
    rest = file.text[block.body :]
    if file.format == "html":
        article = _read_page(rest, file, front, first_line, limits)
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
    if beyond := beyond_text(article, limits, {key: value.line for key, value in block.values.items()}):
        return _result(None, [*problems, *beyond])
    article, left_out = without_garbled(article)
    return _result(article, [*problems, *left_out, *_content_problems(article)])


def _read_page(source: str, file: _File, front: Front, first_line: int, limits: LimitsSection) -> RawArticle | Problem:
    if problem := beyond_attributes(source, file.path, first_line):
        return problem
    tree = html.parse(source)
    if tree is None:
        return Problem(path=file.path, message="no HTML was found in the file", hint="Rename it to .txt if it is text.")
    if problem := beyond_depth(tree, file.path, first_line, limits) or beyond_elements(tree, file.path, first_line):
        return problem
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
    """Tell what is wrong with a decoded text as such: the first error, or else warnings."""
    text = article.text
    if not text.strip() and article.front.title is None:
        return [_at(article, 0, "there is no text", "Put the article into it.")]
    if damage := find_damage(text):
        return [_at(article, damage.start, damage.message, damage.hint)]
    if foreign := not_arabic(text if text.strip() else article.front.title or ""):
        return [_at(article, 0, foreign, "Only Arabic articles are read.")]
    if found := _LOST_SIGN.search(text):
        message = f"a sign was lost before the file was saved (U+{ord(found[0]):04X})"
        return [_at(article, found.start(), message, FETCH, "warning")]
    return []


def _at(
    article: RawArticle, start: int, message: str, hint: str, severity: Literal["error", "warning"] = "error"
) -> Problem:
    """Return a problem with the line of the file on which a place of the text stands."""
    line = article.lines[article.text.count("\n", 0, start)]
    return Problem(path=article.path, line=line, message=message, hint=hint, severity=severity)


# ---------------------------------------------------------------------------------------------------- rows


def _read_rows(decoded: Rows | Undecodable, path: str, limits: LimitsSection) -> ReadResult:
    """Read a `.jsonl` file: one article a line; a bad row is refused, the others are kept."""
    if isinstance(decoded, Undecodable):
        return _refused(path, decoded.message, decoded.hint, decoded.line)
    articles: list[RawArticle] = []
    problems: list[Problem] = []
    unknown: dict[str, int] = {}
    rows = [
        (line, row)
        for line, row in enumerate(decoded.rows, 1)
        if isinstance(row, Undecodable) or row.strip("\ufeff \t")
    ]
    if not rows:
        return _empty(path)
    if len(rows) > limits.file_rows:
        what = f"the file holds {len(rows)} rows"
        too_many = over("file_rows", what, path, limits.file_rows, mend="Split the file")
        return ReadResult(articles=(), problems=(too_many,))
    for line, row in rows:
        read = _read_row(row, line, path, limits)
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
            encoding=decoded.encoding,
            text=body,
            lines=(line,) * (body.count("\n") + 1),
            front=front.front,
            hints=front.hints,
        )
        found = [*front.problems, *beyond_text(article, limits)]
        if not found:
            article, left_out = without_garbled(article)
            found = [*left_out, *_content_problems(article)]
        problems.extend(found)
        if not any(problem.severity == "error" for problem in found):
            articles.append(article)
    problems.extend(unknown_keys(unknown, path))
    of_rows = (msgspec.structs.replace(problem, row=problem.line) for problem in problems)
    return ReadResult(articles=tuple(articles), problems=tuple(sorted(of_rows, key=lambda problem: problem.line or 0)))


def _object_of(row: str) -> dict[str, Any] | tuple[str, str]:
    """Return the object of a row, or what is wrong with it and how to mend it."""
    try:
        data = msgspec.json.decode(row, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        if _HALF_ESCAPED.search(row):
            return "the row holds half characters (lone surrogates)", FETCH
        return (
            f"the row is no JSON object: {error}",
            "Write each article as one object on one line, without a list around them.",
        )
    if twice := _given_twice(row):
        return f"`{twice}` is given twice", "Keep one of them."
    for key in _KEYS_OF_ROW:
        if not isinstance(data.get(key), str | None):
            return f"`{key}` is no text", "Put it into quotation marks."
    return data


def _given_twice(row: str) -> str | None:
    """Return a known key that an object of JSON has twice: a decoder takes the last and forgets the first."""
    if all(row.count(f'"{key}"') < 2 for key in _KEYS_OF_ROW):
        return None
    found: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:  # called for the outermost object last
        found[:] = [key for key, _ in pairs]

    json.loads(row, object_pairs_hook=note)
    return next((key for key in _KEYS_OF_ROW if found.count(key) > 1), None)


def _read_row(
    row: str | Undecodable, line: int, path: str, limits: LimitsSection
) -> tuple[dict[str, Value], str] | Problem:
    """Return a row's keys and its text."""
    if isinstance(row, Undecodable):
        return Problem(path=path, line=line, message=row.message, hint=row.hint)
    if (size := len(row.encode("utf-8", "surrogatepass"))) > limits.row_bytes:
        what = f"the row is {size} bytes long"
        return over("row_bytes", what, path, limits.row_bytes, line, mend="Split it")
    nested = row.count("[") + row.count("{") > limits.row_depth
    if nested and (depth := row_depth(row)) > limits.row_depth:
        mend = "Write one value for each key"
        return over("row_depth", f"the row nests {depth} deep", path, limits.row_depth, line, mend=mend)
    data = _object_of(row.lstrip("\ufeff"))
    if isinstance(data, tuple):
        return Problem(path=path, line=line, message=data[0], hint=data[1])
    body = data.pop("text", None)
    if body is None:
        return Problem(path=path, line=line, message="the row has no `text`", hint="Give the article as `text`.")
    values = {
        key: Value(value if isinstance(value, str) else "", line) for key, value in data.items() if value is not None
    }
    return values, _LINE_END.sub("\n", body)
