"""Hostile articles: whatever stands in them, a page shows it and does nothing else."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import yaml

from digest.config import Config, SiteSection
from digest.escape import visible
from digest.records import Digest
from digest.render import render_pages
from tests.builders import sample_digest
from tests.rendered import TEMPLATES, body_of, parsed, words_of

HOSTILE = (
    "</title><script>alert(1)</script> <iframe src=//e.example> [x](javascript:alert(1)) {: onclick=alert(1) #title } "
    '{{ 7*7 }} | --- | \n\n# h\n\n- l\n1. n\n```\n\u202eabc <![> <!-- \'" onload="x'
)
_POISONED = {
    "title",
    "name",
    "outlet",
    "label",
    "evidence",
    "about",
    "speaker_name",
    "text",
    "path",
    "cue_lemma",
    "agencies",
}


def poisoned(value: Any, key: str = "") -> Any:
    """Built-in values of records with hostile text in every field that holds words; offsets stay true."""
    if isinstance(value, dict):
        return {k: v if k == "text" and "paragraphs" in value else poisoned(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(item, key) for item in value]
    return f"{HOSTILE} {value}" if isinstance(value, str) and key in _POISONED else value


def poisoned_digest() -> Digest:
    """The sample with hostile words in titles, names, labels and evidence, and in the texts after their last word."""
    data = poisoned(msgspec.json.decode(msgspec.json.encode(sample_digest())))
    for item in data["articles"]:
        article = item["article"]
        start = len(article["text"]) + 1
        article["text"] += "\n" + HOSTILE
        added = HOSTILE.count("\n") + 1
        article["lines"] += range(article["lines"][-1] + 1, article["lines"][-1] + 1 + added)
        span = {"start": start, "end": len(article["text"])}
        article["paragraphs"].append({"span": span, "line": start, "role": "body", "rule": "body:default"})
    return msgspec.convert(data, Digest)


ALLOWED = {
    *("div", "section", "article", "details", "summary", "p", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "span"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "strong", "b", "mark", "bdi"),
}
ATTRIBUTES = {"class", "id", "href", "title", "dir", "aria-hidden", "data-article", "data-start", "data-end"}


def test_nothing_in_an_article_runs_or_becomes_markup() -> None:
    hostile = poisoned_digest()
    for page in render_pages(hostile, Config(site=SiteSection(publish="full")), TEMPLATES):
        tree = parsed(body_of(page.text))
        for element in tree.iter():
            assert element.tag in ALLOWED, (page.path, element.tag)
            assert set(element.attrib) <= ATTRIBUTES, (page.path, element.attrib)
        assert all(re.match(r"\.\./|#|[a-z]+/|index.md|corrections.md|\d", a) for a in tree.xpath(".//a/@href"))
        assert "49" not in "".join(tree.itertext())
        assert "\u202e" not in page.text
        front = yaml.safe_load(page.text.split("\n---\n")[0][4:])
        assert not any(sign in str(front.get(key, "")) for key in ("title", "description") for sign in '<>"')


def test_hostile_words_are_shown_as_they_are() -> None:
    hostile = poisoned_digest()
    site = {
        p.path: parsed(body_of(p.text))
        for p in render_pages(hostile, Config(site=SiteSection(publish="full")), TEMPLATES)
    }
    for item in hostile.articles:
        page = site[f"articles/{item.article.id}.md"]
        assert words_of(page.xpath("./h1")[0]).startswith(visible(item.article.title)[:200])
        text = " ".join(words_of(p) for p in page.xpath(".//div[@class='d-lines']/p"))
        assert "</title><script>alert(1)</script> <iframe src=//e.example> [x](javascript:alert(1))" in text
