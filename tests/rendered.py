"""Pages as a browser gets them: Markdown of ours through Python-Markdown, set up as mkdocs.yml says."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import markdown
from lxml import html
from mkdocs.config import load_config

from digest.config import Config, SiteSection
from digest.editorial import Editorial
from digest.records import Digest
from digest.render import render_pages

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"

Tree = html.HtmlElement


@functools.cache
def _markdown() -> markdown.Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])


def to_html(text: str) -> str:
    """Return the HTML of Markdown without front matter."""
    return _markdown().reset().convert(text)


def parsed(text: str) -> Tree:
    """Return the elements of Markdown without front matter, under one `div`."""
    return html.fragment_fromstring(to_html(text), create_parent="div")


def body_of(page: str) -> str:
    """Return a page's Markdown without its front matter."""
    assert page.startswith("---\n")
    return page.split("\n---\n", 1)[1]


def words_of(element: Tree) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def rendered(digest: Digest, editorial: Editorial | None = None, **site: Any) -> dict[str, Tree]:
    """Return the pages of a digest by path, under a `[site]` section of the configuration."""
    pages = render_pages(digest, Config(site=SiteSection(**site)), TEMPLATES, editorial)
    return {page.path: parsed(body_of(page.text)) for page in pages}


def section(page: Tree, anchor: str) -> list[Tree]:
    """Return the elements from the heading with this id to the next heading of its level."""
    (heading,) = page.xpath(f".//h2[@id='{anchor}']")
    found = []
    for element in heading.itersiblings():
        if element.tag == "h2":
            break
        found.append(element)
    return found


def inside(elements: list[Tree], path: str) -> list[Tree]:
    """Return what an XPath finds from each of some elements."""
    return [hit for element in elements for hit in element.xpath(path)]
