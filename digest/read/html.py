"""A saved web page into text: trafilatura finds the article, this module keeps headline and captions and the lines.

The page is parsed here, once, without network, and handed on as a tree: given a string, both trafilatura and htmldate
guess again what it is, and htmldate downloads what looks like an address.
"""

from __future__ import annotations

import logging
import re
from itertools import islice
from typing import Any, Literal, NamedTuple

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from digest.read.sourcelines import SourceText

Mark = Literal["text", "title", "heading", "caption", "quote", "item"]


class Block(NamedTuple):
    """One paragraph of a page."""

    text: str
    mark: Mark

    @property
    def key(self) -> str:
        """The text without white space: what two extractions of one paragraph have in common."""
        return _SPACE.sub("", self.text)


class Page(NamedTuple):
    """The article of a page."""

    text: str
    """One paragraph a line."""
    lines: tuple[int, ...]
    """For each line of `text` the line of the source on which its words stand."""
    marks: tuple[Mark, ...]
    """For each line of `text` what the page marks it as."""


_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p|h1|main|section|meta)\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def parse(source: str) -> HtmlElement | None:
    """Return the tree of a page, or None if the source is no HTML."""
    if not _MARKUP.search(source):
        return None
    parser = html.HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def extract(tree: HtmlElement, source: str, first_line: int) -> Page | None:
    """Return the article of the page `tree`, parsed from `source`, whose first line is `first_line` of the file.

    None if no article was found. Comments of readers are left out; headline and captions are kept even where the
    extraction drops them, at the place where they stand in the source.
    """
    body = _body_blocks(tree)
    if not body:
        return None
    stream = SourceText(source)
    placed = list(zip(stream.place([block.text for block in body]), body, strict=True))
    known = {block.key for block in body}
    for caption in _captions(tree):
        if caption.key not in known and (at := stream.find(caption.text)) is not None:
            known.add(caption.key)
            _insert(placed, at, caption)
    tag, headline = _headline(tree) or ("", None)
    if headline and headline.key not in known:
        placed.insert(0, (stream.find_after_tag(tag, headline.text), headline))
    return Page(
        text="\n".join(block.text for _, block in placed),
        lines=tuple(stream.line(at) + first_line - 1 for at, _ in placed),
        marks=tuple("title" if headline and block.key == headline.key else block.mark for _, block in placed),
    )


def _insert(placed: list[tuple[int, Block]], at: int, block: Block) -> None:
    """Insert a block before the first that stands after it in the source; one outside the article is dropped."""
    if placed[0][0] < at < placed[-1][0] or (block.mark == "caption" and at < placed[0][0]):
        index = next(i for i, (start, _) in enumerate(placed) if start > at)
        placed.insert(index, (at, block))


class _LackOfMemory(logging.Handler):
    """Raises again a `MemoryError` that a library caught with everything else, to go on with a poorer text.

    It logs what it caught there, inside its `except`, and so what is raised here goes on from there.
    """

    def emit(self, record: logging.LogRecord) -> None:
        for value in record.args if isinstance(record.args, tuple) else ():
            caught = value if isinstance(value, BaseException) else None
            while caught is not None:
                if isinstance(caught, MemoryError) or _NO_MEMORY in str(caught):
                    raise MemoryError
                caught = caught.__context__


_NO_MEMORY = "Memory allocation failed"
"""What libxml2 says where it does not raise a `MemoryError`."""

for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(_LackOfMemory())


def _body_blocks(tree: HtmlElement) -> list[Block]:
    """Return the paragraphs that trafilatura takes for the article."""
    try:
        document: Any = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            include_images=False,
            include_links=False,
            deduplicate=False,
            with_metadata=False,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError) as error:
        if _NO_MEMORY in str(error):
            raise MemoryError from error
        document = None  # a page that the library does not survive is read by its paragraphs alone
    if document is None or document.body is None:
        return [Block(text, "text") for p in tree.iter("p") if (text := _flat(p))]
    return _blocks_of(document.body)


_MARKS: dict[str, Mark] = {
    "p": "text",
    "head": "heading",
    "item": "item",
    "quote": "quote",
    "row": "text",
    "code": "text",
}
_BREAKS = frozenset((*_MARKS, "list", "table", "div", "body", "main", "ab", "fw"))


def _blocks_of(body: Any) -> list[Block]:
    """Walk trafilatura's body: a block ends at each paragraph, heading, list item, table row and line break."""
    blocks: list[Block] = []
    pieces: list[str] = []
    marks: list[Mark] = ["text"]

    def close() -> None:
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if text:
            blocks.append(Block(text, marks[-1]))

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BREAKS or tag == "lb":
                close()
            if tag in _BREAKS:
                own = _MARKS.get(tag, "text")
                marks.append(marks[-1] if own == "text" else own)
            pieces.append(element.text or "")
        else:
            if tag in _BREAKS:
                close()
                marks.pop()
            pieces.append(" " if tag == "cell" else "")
            if element is not body:
                pieces.append(element.tail or "")
    close()
    return blocks


def _flat(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


_MOST_CAPTIONS = 500
"""Captions of a page that are looked for in its source, each from its beginning."""

_LONGEST_SIDE = 400
"""Characters beyond which a headline or a caption is something else that a page marked as one."""


def _captions(tree: HtmlElement) -> list[Block]:
    """Return the captions of the page in order."""
    texts = (_flat(caption) for caption in islice(tree.iter("figcaption"), _MOST_CAPTIONS))
    return [Block(text, "caption") for text in texts if 0 < len(text) <= _LONGEST_SIDE]


_TITLE_CLASSES = frozenset(("entry-title", "post-title", "article-title", "news-title", "page-title", "headline"))


def _headline(tree: HtmlElement) -> tuple[str, Block] | None:
    """Return the headline with its tag: the first `h1` of the article, else the first of the page, else the only
    heading that the page's markup calls its headline (several make a list of articles)."""
    inside = (("h1", _flat(heading)) for heading in tree.iterfind(".//article//h1"))
    anywhere = (("h1", _flat(heading)) for heading in tree.iter("h1"))
    called = [(heading.tag, _flat(heading)) for heading in tree.iter("h2", "h3", "h4") if _is_called_headline(heading)]
    found = (*inside, *anywhere, *(called if len(called) == 1 else ()))
    tag, text = next(((tag, text) for tag, text in found if text), ("", ""))
    return (tag, Block(text, "title")) if 0 < len(text) <= _LONGEST_SIDE else None


def _is_called_headline(heading: HtmlElement) -> bool:
    classes = (heading.get("class") or "").lower().split()
    return (heading.get("itemprop") or "").lower() == "headline" or not _TITLE_CLASSES.isdisjoint(classes)
