"""Hand-written pages of the site as documents: "how this was made" can be found like any other page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import yaml

from digest.records import Record
from digest.search.documents import Document

_EXTENSIONS = ("attr_list", "md_in_html", "tables", "def_list")
_BLOCKS = ("p", "li", "h2", "h3", "h4", "td", "th", "dt", "dd", "summary")


class WrittenPage(Record, frozen=True, kw_only=True):
    """A hand-written page."""

    url: str
    """Address relative to the site's root."""
    title: str
    passages: tuple[str, ...]
    """Its text by block, without marks of Markdown."""

    def document(self) -> Document:
        """Return the page as something to be found."""
        return Document(
            kind="page",
            group=self.url,
            url=self.url,
            title=self.title,
            fields={"body": self.passages},
            passages=self.passages,
        )


def written_pages(docs: Path, generated: frozenset[str] = frozenset()) -> tuple[WrittenPage, ...]:
    """Return the hand-written Markdown pages below MkDocs' folder of sources, in order of their paths.

    `generated` are the names at the top (folders, files) that are not hand-written. A page whose front matter says
    `search: {exclude: true}`, as Material documents it, is left out; so is one that has neither heading nor text.
    """
    found = []
    for path in sorted(docs.rglob("*.md")):
        parts = path.relative_to(docs).parts
        if parts[0] in generated or parts[0] == "assets" or path.is_symlink():
            continue
        page = read_page(path.read_text(encoding="utf-8", errors="replace"), _address(parts))
        if page is not None:
            found.append(page)
    return tuple(found)


def read_page(text: str, url: str) -> WrittenPage | None:
    """Return a page of Markdown, None if it is not to be found."""
    meta, body = _front_matter(text.removeprefix("\ufeff"))
    search = meta.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return None
    html = markdown.markdown(body, extensions=list(_EXTENSIONS)).strip()
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    heading = next((_text(h) for h in tree.iter("h1")), "")
    blocks = (_text(block) for block in tree.iter(*_BLOCKS) if not block.xpath(".//p|.//li"))
    passages = tuple(dict.fromkeys(block for block in blocks if block))
    title = heading or str(meta.get("title") or "")
    return WrittenPage(url=url, title=title, passages=passages) if title and passages else None


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    match = re.match(r"---\s*\n(.*?)\n---\s*\n", text, re.DOTALL)
    if match is None:
        return {}, text
    try:
        meta = yaml.safe_load(match[1])
    except yaml.YAMLError:
        meta = None
    return (meta if isinstance(meta, dict) else {}), text[match.end() :]


def _address(parts: tuple[str, ...]) -> str:
    """Return the address of a page of MkDocs with directory addresses."""
    *folders, name = parts
    stem = name.removesuffix(".md")
    last = [] if stem in ("index", "README") else [stem]
    return "".join(f"{part}/" for part in (*folders, *last))
