"""HTML in a plain form, which has one reading only.

Markup is plain if each `<` begins a whole tag or a comment without signs, each value is quoted or needs no quotes and
holds no `<`, and elements are closed in their order. All browsers read that alike, and it can be compared with a list.
MkDocs, its theme and this project's templates write nothing else; whatever does is an injection or a slip of the pen,
and is not guessed at.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from digest.site.allowed import SHAPES, Place, fault_of

_NAME = r"[a-z_:][a-z0-9_:.-]*"
_VALUE = r"""=(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+)"""
_TAG = re.compile(rf"(/?)([a-z][a-z0-9-]*)((?:[ \t\n]+{_NAME}(?:{_VALUE})?)*)[ \t\n]*(/?)>", re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(rf"({_NAME})({_VALUE})?", re.IGNORECASE | re.ASCII)
_COMMENT = re.compile(r"!--(?!-?>)[^<>]*-->")
_DOCTYPE = re.compile(r"!doctype html>", re.IGNORECASE)
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_WORDS_ALONE = frozenset({"script", "textarea", "title"})


class NotPlainError(Exception):
    """Markup that browsers need not read as we do; says which."""


class Mark(NamedTuple):
    """One tag, comment or doctype."""

    name: str
    """In lower case; empty for what is no tag."""
    role: Literal["opens", "closes", "alone"]
    fault: str = ""
    """What may not stand in its place; empty if all of it may."""
    of_text: bool = False
    """Whether it opens the element in which Material puts the text of a page."""
    from_file: bool = False
    """Whether it is a script from a file, with no use for words inside it."""


@lru_cache(maxsize=100_000)
def _mark(tag: str, place: Place) -> Mark:
    """Return what a tag means, given from after its `<` to its `>`. Cached: most tags stand on very many pages."""
    if _COMMENT.fullmatch(tag):
        return Mark("", "alone")
    if _DOCTYPE.fullmatch(tag):
        return Mark("", "alone", "" if place == "frame" else "a doctype")
    found = _TAG.fullmatch(tag)
    if found is None:
        raise NotPlainError(f"{tag[:80]!r}")
    name = found[2].lower()
    if found[1]:
        return Mark(name, "closes")
    if found[4] and name not in _VOID | SHAPES:
        raise NotPlainError(f"{tag[:80]!r}")
    attributes: dict[str, str] = {}
    for attribute, value in _ATTRIBUTE.findall(found[3]):
        words = value[2:-1] if value[1:2] in ("'", '"') else value[1:]
        attributes.setdefault(attribute.lower(), _unescaped(words))
    role: Literal["opens", "alone"] = "alone" if found[4] or name in _VOID else "opens"
    of_text = name == "article" and "md-content__inner" in attributes.get("class", "").split()
    return Mark(name, role, fault_of(name, attributes, place), of_text, name == "script" and "src" in attributes)


def _unescaped(value: str) -> str:
    try:
        return html.unescape(value)
    except ValueError:  # a number of more digits than Python reads
        raise NotPlainError(f"{value[:80]!r}") from None


@dataclass(slots=True)
class Reading:
    """A reading of markup in one place, which can be continued."""

    place: Place
    open: list[str] = field(default_factory=list)
    """Elements that are open, the outermost first."""
    faults: dict[str, None] = field(default_factory=dict)
    """What may not stand here, in the order of the markup."""

    def read(self, markup: str, *, until_text: bool = False) -> int:
        """Read markup to its end, or to after the tag that opens the text of a page; return where that is.

        Raises `NotPlainError`.
        """
        end = self._read(markup, until_text)
        if "\0" in markup[:end]:
            raise NotPlainError("a NUL")
        return end

    def _read(self, markup: str, until_text: bool) -> int:
        at = markup.find("<") + 1
        for piece in markup[at:].split("<") if at else ():
            tag, mark = self._next(piece)
            self._note(mark, piece[len(tag) :])
            if until_text and mark.of_text and "main" in self.open:
                return at + len(tag)
            at += len(piece) + 1
        return len(markup)

    def _next(self, piece: str) -> tuple[str, Mark]:
        """Return the tag with which a piece begins, after its `<`."""
        tag = piece[: piece.find(">") + 1]
        try:
            return tag, _mark(tag, self.place)
        except NotPlainError:
            whole = _TAG.match(piece)  # a value may hold a `>`
            if whole is None:
                raise NotPlainError(f"{piece[:80]!r}") from None
            return whole.group(), _mark(whole.group(), self.place)

    def _note(self, mark: Mark, words: str) -> None:
        if mark.fault:
            self.faults[mark.fault] = None
        if mark.role == "closes":
            if not self.open or self.open.pop() != mark.name:
                raise NotPlainError(f"</{mark.name}> that closes nothing")
        elif self.open and self.open[-1] in _WORDS_ALONE:
            raise NotPlainError(f"<{mark.name}> in <{self.open[-1]}>")
        elif mark.role == "opens":
            self.open.append(mark.name)
            if mark.from_file and words.strip():
                self.faults["words in a script from a file"] = None
