"""What one article may be (`[limits]` of `digest.toml`), checked in linear time before any step sees its text.

The reasons for each limit, and what happens beyond it: `docs/limits.md`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from lxml import etree

from digest.config import LimitsSection
from digest.errors import Problem
from digest.records import RawArticle

_PHRASES = {"\ufdfa": 17, "\ufdfb": 7, "\ufdfd": 21}
"""Single characters that are whole phrases, and how many more their letters are, which the steps read one by one."""

_PARSER_STOPS = 2_048
"""Depth at which libxml2 stops reading a page, whatever it is allowed."""


def over(name: str, what: str, path: str, limit: int, line: int | None = None, *, mend: str) -> Problem:
    """Return the problem of something beyond the limit `name`; `what` tells the value measured."""
    return Problem(
        path=path,
        line=line,
        message=f"{what}; the limit `{name}` is {limit}",
        hint=f"{mend}, or raise `{name}` under `[limits]` in digest.toml.",
    )


def beyond_text(article: RawArticle, limits: LimitsSection, given: Mapping[str, int] | None = None) -> list[Problem]:
    """Return what in the text of an article, and in what was given beside it, is beyond a limit.

    `given` are the keys of the front matter, each with its line in the file.
    """
    problems = []
    size = len(article.text) + sum(more * article.text.count(one) for one, more in _PHRASES.items())
    if size > limits.article_characters:
        what, limit = f"the article is {size} characters long", limits.article_characters
        mend = "Keep the article alone, without what stands around it"
        problems.append(over("article_characters", what, article.path, limit, article.lines[0], mend=mend))
    number, line = next(
        ((n, line) for n, line in enumerate(article.text.split("\n")) if len(line) > limits.line_characters), (0, "")
    )
    if line:
        what, limit = f"the line is {len(line)} characters long", limits.line_characters
        mend = "Break it into paragraphs"
        problems.append(over("line_characters", what, article.path, limit, article.lines[number], mend=mend))
    if problem := _flood(article, limits.marks_per_letter, given or {}):
        problems.append(problem)
    return problems


def _flood(article: RawArticle, most: int, given: Mapping[str, int]) -> Problem | None:
    """Return the problem of the first letter with too many combining marks, in the text or in what stands beside it."""
    mend = "Remove the marks that no reader can see apart"
    if found := _first_flood(article.text, most):
        line = article.lines[article.text.count("\n", 0, found[0])]
        what = f"a letter carries {found[1]} combining marks"
        return over("marks_per_letter", what, article.path, most, line, mend=mend)
    beside = {"title": article.meta_title, "outlet": article.meta_outlet}
    for name in ("title", "outlet", "theme", "event"):
        for value, at in ((getattr(article.front, name), given.get(name)), (beside.get(name), None)):
            if value and (found := _first_flood(value, most)):
                what = f"a letter of the {name} carries {found[1]} combining marks"
                return over("marks_per_letter", what, article.path, most, at or article.row, mend=mend)
    return None


@functools.cache
def _maybe_marked() -> re.Pattern[str]:
    """Return what finds two combining marks or more in a row; joiners and directions, unseen, do not part them.

    Every character beyond the first plane may be one: a set of all of these would be many times as slow.
    """
    found: dict[bool, list[str]] = {True: [], False: []}
    for code in range(0x10000):
        kind = unicodedata.category(chr(code))
        if kind == "Cf" or kind.startswith("M"):
            found[kind == "Cf"].append(f"\\u{code:04x}")
    mark, unseen = "".join(found[False]) + "\\U00010000-\\U0010ffff", "".join(found[True])
    return re.compile(f"[{mark}](?:[{unseen}]*+[{mark}])++")


def _first_flood(text: str, most: int) -> tuple[int, int] | None:
    """Return where more than `most` marks stand on one letter first, and how many they are."""
    if text.isascii():
        return None
    for found in _maybe_marked().finditer(text):
        if found.end() - found.start() > most and (run := _longest_run(found[0])) and run[1] > most:
            return found.start() + run[0], run[1]
    return None


def _longest_run(text: str) -> tuple[int, int]:
    """Return where the longest run of marks begins, and how many there are."""
    longest = (0, 0)
    start = count = 0
    for at, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind.startswith("M"):
            start, count = (start, count + 1) if count else (at, 1)
            if count > longest[1]:
                longest = (start, count)
        elif kind != "Cf":
            count = 0
    return longest


def beyond_depth(tree: Any, path: str, first_line: int, limits: LimitsSection) -> Problem | None:
    """Return the problem of a page whose elements nest too deeply; `tree` is read to its full depth, or to 2048."""
    depth = deepest = line = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > deepest:
            deepest = depth
            if depth == limits.html_depth + 1:
                line = element.sourceline or 1
    if deepest <= limits.html_depth:
        return None
    least = " or more" if deepest >= _PARSER_STOPS else ""
    what = f"elements nest {deepest}{least} deep"
    mend = "Save the article's text as a .txt file instead"
    return over("html_depth", what, path, limits.html_depth, first_line + line - 1, mend=mend)


_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


def row_depth(row: str) -> int:
    """Return how deeply the objects and lists of a JSON text nest; brackets inside strings do not count."""
    depth = deepest = 0
    for found in _BRACKETS.finditer(row):
        if found[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] in "]}":
            depth -= 1
    return deepest
