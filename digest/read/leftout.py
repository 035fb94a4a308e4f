"""Lines beside an article whose letters were garbled: a share button, a footer. They are left out, and told.

"Right or refused" holds for the text: a garbled headline, sentence or heading among sentences refuses the article. What
is left out is short, a paragraph of its own, no sentence, and stands below the first paragraphs of the text.
"""

from __future__ import annotations

import re

import msgspec

from digest.errors import Problem
from digest.read.damage import find_damage
from digest.records import RawArticle

MOST = 3
"""Garbled lines that an article may have: with more of them it was garbled as a whole."""

_WORDS_ABOVE = 30
"""Words that stand in paragraphs above such a line: the headline and what belongs to it are over."""

_WORDS_OF_PARAGRAPH = 10
_LONGEST = 6
"""Words of a line among paragraphs."""

_LONGEST_BELOW = 15
"""Words of a line that only other short lines follow."""

_WRAPPED = 120
"""Characters of a line beyond which the lines of a text are its paragraphs."""

_NO_LETTERS = re.compile("[\0\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!؟?…][\"”»’')\]]*$")
_SENTENCE = re.compile(r"[.!؟?:؛،…][\"”»’')\]]*$|[«»“”\"]")


def without_garbled(article: RawArticle) -> tuple[RawArticle, tuple[Problem, ...]]:
    """Return the article without garbled lines beside its text, and a warning for each; else the article as it is.

    A line that is left out stands as an empty one, so that all other lines keep their places.
    """
    if _NO_LETTERS.search(article.text):  # no text at all
        return article, ()
    lines = article.text.split("\n")
    problems: list[Problem] = []
    while damage := find_damage("\n".join(lines)):
        at = "\n".join(lines).count("\n", 0, damage.start)
        is_marked = bool(article.marks) and article.marks[at] not in ("text", "caption")
        if len(problems) == MOST or is_marked or not _is_beside(lines, at):
            return article, ()
        lines[at] = ""
        message = f"a short line beside the text was left out: {damage.message.replace('the text', 'it')}"
        hint = f"{damage.hint} If the line belongs to the article, it is missing on its page."
        problems.append(
            Problem(path=article.path, line=article.lines[at], message=message, hint=hint, severity="warning")
        )
    if not problems:
        return article, ()
    return msgspec.structs.replace(article, text="\n".join(lines)), tuple(problems)


def _is_beside(lines: list[str], at: int) -> bool:
    """Tell whether a line is no part of the text, as far as its length and its place tell."""
    line = lines[at].strip()
    above = sum(_size(text) for text in lines[:at] if _size(text) >= _WORDS_OF_PARAGRAPH)
    if above < _WORDS_ABOVE or _SENTENCE.search(line) or not _stands_alone(lines, at):
        return False
    is_below = all(_size(text) < _WORDS_OF_PARAGRAPH for text in lines[at + 1 :])
    return _size(line) <= (_LONGEST_BELOW if is_below else _LONGEST)


def _stands_alone(lines: list[str], at: int) -> bool:
    """Tell whether a line is no piece of a paragraph that goes on over several lines, nor of a list."""
    before = lines[at - 1].strip()
    after = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if before and not _SENTENCE_END.search(before):
        return False
    return not after or any(len(line) > _WRAPPED for line in lines)


def _size(line: str) -> int:
    return len(line.split())
