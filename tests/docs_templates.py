"""The reference in docs/templates.md: what each template gets, from the records of `digest.views`."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from digest.escape import Fragment
from digest.records import Record
from digest.views import TEMPLATES, drawings, event_parts, listings, pages, parts
from tests.docs_fields import field_docs

PATH = Path(__file__).resolve().parents[1] / "docs" / "templates.md"
BEGIN, END = "<!-- contexts: made from digest/views by `make docs` -->\n", "<!-- end of contexts -->\n"


def templates_reference() -> str:
    """Return docs/templates.md with the part between its two marks made anew."""
    text = PATH.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + "\n".join(_contexts()) + "\n" + END + after


def _contexts() -> Iterator[str]:
    docs = field_docs(pages) | field_docs(listings) | field_docs(parts) | field_docs(event_parts) | field_docs(drawings)
    yield from _table("site", pages.SiteView, docs)
    for name, kind in TEMPLATES.items():
        yield from _table(f"{name}.md.j2", kind, docs)
    yield "## What these are made of\n"
    for kind in sorted(_reached(), key=lambda kind: kind.__name__):
        yield from _table(kind.__name__, kind, docs)


def _table(title: str, kind: type[Record], docs: dict[tuple[str, str], str]) -> Iterator[str]:
    doc = " ".join((kind.__doc__ or "").split()).rpartition("`: ")[2]
    yield f"### `{title}`\n\n{doc[:1].upper() + doc[1:]}\n\n| name | kind | what it is |\n| --- | --- | --- |"
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        words = docs[kind.__name__, field.name]
        assert words, f"{kind.__name__}.{field.name} has no docstring"
        yield f"| `{field.name}` | {_words(hints[field.name])} | {words} |"
    yield ""


def _words(hint: Any) -> str:
    """Return a type in an editor's words."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return f"{_words(next(a for a in args if a is not type(None)))} or `None`"
    if origin is tuple:
        return f"list of {_words(args[0])}"
    if origin is typing.Annotated:
        return "code"
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", int: "number", bool: "yes or no", Fragment: "link target or code"}[hint]


def _reached() -> set[type[Record]]:
    """Return the records that the contexts are made of."""
    found: set[type[Record]] = set()
    todo: list[Any] = list(TEMPLATES.values())
    while todo:
        hint = todo.pop()
        if isinstance(hint, type) and issubclass(hint, Record):
            if hint not in found:
                found.add(hint)
                todo.extend(typing.get_type_hints(hint).values())
        else:
            todo.extend(typing.get_args(hint))
    return found - set(TEMPLATES.values())
