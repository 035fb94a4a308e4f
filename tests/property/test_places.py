"""The first wall under attack: random hostile text at every kind of place, read by the parser of browsers.

Whatever the text is, a page has the elements and attributes that it has with a harmless one, and shows `visible(text)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from html import unescape
from typing import Any

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from digest.escape import (
    directed,
    directed_piece,
    front_matter,
    html_text,
    isolated,
    markdown_text,
    piece,
    visible,
    xml_text,
)
from tests.rendered import to_html

PLACES = {
    "start of a line": "{t}",
    "line after words": "words\n{t}",
    "end of a line": "words {t}\nmore",
    "alone between blocks": "- a\n\n{t}\n\n> b",
    "list item": "- {t}\n- b",
    "numbered item": "1. {t}",
    "item of several blocks": "- a\n\n    {t}\n\n    b",
    "heading": "## {t} {{ #x }}",
    "heading with a class": "### {t} {{: #x .d-y }}",
    "quotation": "> {t}\n> more",
    "table head": "| {t} | b |\n|---|---|\n| x | y |",
    "table cell": "| a | b |\n|---|---|\n| x | {t} |\n| y | z |",
    "link text": "[{t}](x.md){{ .d-link }}",
    "link title": '[a](x.md "{t}")',
    "after a link": "[a](x.md){t}",
    "before a link": "{t}[a](x.md)",
    "strong": "**{t}**",
    "footnote": "word[^1]\n\n[^1]: {t}",
    "definition": "term\n:   {t}",
    "term": "{t}\n:   definition",
    "abbreviation": "ABC\n\n*[ABC]: {t}",
    "block": '<div class="d-x" markdown>\n\n{t}\n\n</div>',
    "block after words": '<div class="d-x" markdown>\nwords\n{t}\n</div>',
    "inline block": '<p class="x" markdown>{t}</p>',
    "list of HTML": "<ul markdown>\n<li markdown>{t}</li>\n</ul>",
    "summary": "<details markdown>\n<summary markdown>{t}</summary>\n\nb\n\n</details>",
    "raw HTML": '<div class="d-x"><p>{t}</p></div>',
    "attribute of raw HTML": '<div class="d-x"><p title="{t}">b</p></div>',
    "attribute of inline HTML": 'words <span class="d-x" title="{t}">b</span> more',
    "attribute of a Markdown block": '<p class="d-x" title="{t}" markdown>b *c*</p>',
    "drawing": '<figure><svg viewBox="0 0 9 9"><text x="1"><title>{t}</title>{t}</text></svg></figure>',
}
HELD_BY_ATTRIBUTES = {"title", "alt"}
FUNCTIONS: dict[str, Callable[[str], str]] = {
    "markdown_text": markdown_text,
    "xml_text": xml_text,
    "directed": directed,
    "isolated": isolated,
    "piece": lambda text: piece(text.strip(), 0, len(text.strip())),
    "directed_piece": lambda text: directed_piece(text.strip(), 0, len(text.strip())),
}
IN_ATTRIBUTES = {"link title", "abbreviation", *(place for place in PLACES if "attribute" in place), "drawing"}
"""Where text stands in an attribute, or in an element of words alone, no element may be made for its direction."""

SYNTAX = [
    *"*_`[](){}<>#+-.!|&\"'~^=:/\\@$%,;?\n\t\r \x00\x02\x03\x85\u2028\u202e\u2067\u2069\u200b",
    *("</p>", "<script>", "</title>", "<![CDATA[", "<!--", "-->", "<?", "&#60;", "&lt", "&colon;", "<b onclick=x>"),
    *("](", "][", "![", "[^1]", "[^1]:", "*[A]:", "{: ", "{#x}", "{ .y }", "}}", "{{", "{%", "--8<--", ":::", "!!! "),
    *(
        "javascript:",
        "http://e.example",
        "a@b.example",
        "www.e.example",
        "<http://x>",
        "\n\n",
        "\n    ",
        "\n> ",
        "\n# ",
    ),
    *("\n---\n", "\n===\n", "|---|", "\n: ", "```\n", "    ", "1. ", "- ", "markdown=1", "klzzwxh:0000", "wzxhzdk:0"),
    *("ا", "قال", "1", "٣", "x", "ABC", "\u064b\u064c\u064d\u064e\u064f", "\U0001f600", "\ud800", "\ufffe", "😀\u200d"),
]
texts = st.lists(st.one_of(st.sampled_from(SYNTAX), st.characters()), min_size=1, max_size=14).map("".join)

Node = tuple[str, tuple[tuple[str, str], ...], tuple[Any, ...]]


def tree_of(html: str) -> Node:
    """Return tags, attributes and children as browsers see them, without words and without marks of direction."""
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)

    def node(element: Any) -> list[Node]:
        below = tuple(kind for child in element for kind in node(child))
        if element.tag == "bdi" and set(element.attrib) <= {"dir", "class"}:
            return list(below)
        name = element.tag if isinstance(element.tag, str) else "a comment"
        held = ((key, "" if key in HELD_BY_ATTRIBUTES else value) for key, value in element.attrib.items())
        return [(name, tuple(sorted((str(key), value) for key, value in held)), below)]

    return node(root)[0]


def words_of(html: str) -> str:
    """Return every word that a page shows or holds in an attribute for readers, without the spaces between."""
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    held = [value for element in root.iter() for key, value in element.attrib.items() if key in HELD_BY_ATTRIBUTES]
    return "".join("".join(["".join(root.itertext()), *held]).split())


@functools.cache
def harmless(place: str, name: str) -> tuple[Node, str]:
    page = to_html(PLACES[place].format(t=FUNCTIONS[name]("نص")))
    return tree_of(page), words_of(page)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=30, deadline=None)
@example('"><img src=x onerror=alert(1)>', "markdown_text")
@example("x\n\n{: onclick=alert(1) }", "directed")
@example("[a](javascript:alert(1)){ onmouseover=x }", "piece")
@given(texts, st.sampled_from(sorted(FUNCTIONS)))
def test_no_text_makes_more_of_a_page_than_a_harmless_one(place: str, text: str, name: str) -> None:
    if not visible(text):
        return
    if place in IN_ATTRIBUTES:
        name = "markdown_text" if "direct" in name or name == "isolated" else name
    tree, words = harmless(place, name)
    page = to_html(PLACES[place].format(t=FUNCTIONS[name](text)))
    assert tree_of(page) == tree
    shown = "".join(words.replace("نص", visible(text)).split())
    if place == "attribute of a Markdown block":  # in which Python-Markdown reads an entity that a text spells out
        assert unescape(words_of(page)) == unescape(shown)
    else:
        assert words_of(page) == shown


@given(texts)
def test_text_for_html_shows_as_it_is(text: str) -> None:
    page = f'<title>{html_text(text)}</title><a title="{html_text(text)}">{html_text(text)}</a>'
    root = html5lib.parseFragment(page, treebuilder="etree", namespaceHTMLElements=False)
    title, link = root
    assert [title.text or "", link.text or "", link.get("title")] == [visible(text)] * 3


@given(texts)
def test_front_matter_is_read_by_mkdocs_as_it_was_meant(text: str) -> None:
    body, data = get_data(front_matter({"title": text, "kind": "x"}) + "\nbody")
    assert (body.strip(), data) == ("body", {"title": html_text(text), "kind": "x"})
