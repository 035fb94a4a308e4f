"""A built site as a parser of HTML5 reads it: what the tests of the corpus ask about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import html5lib

_SPACES = re.compile(r"\s+")


class Reading(NamedTuple):
    """What one HTML page holds."""

    path: str
    kind: str
    """The kind of page: its folder, or its own name."""
    shapes: frozenset[tuple[str, str]]
    """Every element with each of its attributes (and with none), in lower case."""
    values: tuple[tuple[str, str, str], ...]
    """Attributes whose value could do something: element, name, value."""
    scripts: tuple[tuple[dict[str, str], str], ...]
    """Scripts: attributes and content."""
    title: str
    heading: str
    text: str
    """The words of the article or page, on one line, without those of the theme around them."""
    meta: dict[str, str]
    """`<meta>` by name or property."""
    ids: tuple[str, ...]

    def linked(self) -> list[object]:
        """Return the page's JSON-LD."""
        return [json.loads(words) for given, words in self.scripts if given.get("type") == "application/ld+json"]


_ASKING = frozenset(
    {
        *("href", "src", "srcset", "action", "formaction", "data", "poster", "ping", "background", "cite", "content"),
        *("style", "srcdoc", "xlink:href", "manifest", "to", "values", "from"),
    }
)


def read(site: Path) -> dict[str, Reading]:
    """Return every HTML page of a site by its path."""
    return {
        (path := file.relative_to(site).as_posix()): read_page(file.read_text(encoding="utf-8"), path)
        for file in sorted(site.rglob("*.html"))
    }


def read_page(source: str, path: str) -> Reading:
    """Return what a page holds."""
    tree = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    shapes: set[tuple[str, str]] = set()
    values: list[tuple[str, str, str]] = []
    scripts: list[tuple[dict[str, str], str]] = []
    meta: dict[str, str] = {}
    ids: list[str] = []
    title = heading = ""
    main = None
    for node in tree.iter():
        if not isinstance(node.tag, str):
            shapes.add(("#comment", ""))
            continue
        tag = _local(node.tag)
        shapes.add((tag, ""))
        for key, value in node.attrib.items():
            name = _local(key)
            shapes.add((tag, name))
            if name in _ASKING:
                values.append((tag, name, value))
            if name == "id":
                ids.append(value)
        if tag == "script":
            scripts.append((dict(node.attrib), node.text or ""))
        elif tag == "title" and not title:
            title = text_of(node)
        elif tag == "h1" and not heading:
            heading = text_of(node)
        elif tag == "meta" and (name := node.get("name") or node.get("property")):
            meta[name] = node.get("content", "")
        elif tag == "article" and main is None:
            main = node
    kind = _kind(path, main is None)
    words = text_of(main if main is not None else tree)
    return Reading(
        path, kind, frozenset(shapes), tuple(values), tuple(scripts), title, heading, words, meta, tuple(ids)
    )


def _kind(path: str, plain: bool) -> str:
    folder, _, rest = path.partition("/")
    if plain and rest:
        return "moved"
    if not rest or rest == "index.html":
        return folder
    return f"{folder}/{'month' if re.match(r'[0-9]{4}-[0-9]{2}/', rest) else 'one'}"


def _local(name: str) -> str:
    return re.sub(r"^\{[^}]*\}", "", name).lower()


def text_of(node: ET.Element) -> str:
    """Return the words of an element on one line."""
    return _SPACES.sub(" ", "".join(node.itertext())).strip()


def squeezed(text: str) -> str:
    """Return text with every stretch of white space as one space."""
    return _SPACES.sub(" ", text).strip()


DECEIVING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Characters that no page, feed or record may hold: controls, overrides of direction, non-characters, tags."""


def strings(value: object) -> Iterator[str]:
    """Yield every text in a value of JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
