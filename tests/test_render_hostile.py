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
ALLOWED |= {"nav", "dl", "dt", "dd", "button"}
ATTRIBUTES = {"class", "id", "href", "title", "dir", "aria-hidden", "data-article", "data-start", "data-end"}
# Of citations, links that share a page, and the notes beside the lines of an article.
ATTRIBUTES |= {"role", "type", "hidden", "rel", "referrerpolicy", "aria-label", "aria-describedby", "aria-current"}
ATTRIBUTES |= {"data-take", "data-done", "data-path", "data-found", "data-kind", "data-hint"}
SHARING = re.compile(
    r"(?:https://(?:wa\.me/\?text=|t\.me/share/url\?|x\.com/intent/post\?|www\.facebook\.com/sharer/sharer\.php\?u=)"
    r"|mailto:\?subject=)[A-Za-z0-9%&=:/._~?-]*"
)


# Drawings stand in a figure; of an article they hold words in `text` and `title`, and links.
DRAWN = {"figure", "figcaption", "svg", "g", "path", "line", "rect", "circle", "text", "title"}
DRAWN_ATTRIBUTES = {"aria-labelledby", "aria-label", "direction", "role", "viewbox", "width", "height", "text-anchor"}
DRAWN_ATTRIBUTES |= {"x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "r", "rx", "d"}

# The search page is a form with its own scripts; of a collection it holds names alone.
FORM = {"form", "input", "button", "label", "select", "option", "datalist", "fieldset", "legend", "noscript", "nav"}
FORM_ATTRIBUTES = {
    "action",
    "method",
    "name",
    "type",
    "value",
    "for",
    "list",
    "placeholder",
    "maxlength",
    "role",
    "src",
}
FORM_ATTRIBUTES |= {
    "rel",
    "hidden",
    "tabindex",
    "min",
    "max",
    "checked",
    "form",
    "data-key",
    "data-state",
    "data-digits",
}
FORM_ATTRIBUTES |= {"autocapitalize", "autocomplete", "autocorrect", "spellcheck", "enterkeyhint"}
WORDS_OF_SCRIPTS = re.compile(r"data-[a-z-]+|aria-[a-z]+")


def test_names_stay_names_in_the_form_of_the_search_page() -> None:
    pages = render_pages(poisoned_digest(), Config(), TEMPLATES)
    (tree,) = (parsed(body_of(page.text)) for page in pages if page.path == "search.md")
    for element in tree.iter():
        assert element.tag in ALLOWED | FORM | {"link", "script"}, element.tag
        rest = set(element.attrib) - ATTRIBUTES - FORM_ATTRIBUTES
        assert all(WORDS_OF_SCRIPTS.fullmatch(name) for name in rest), rest
    assert [script.get("src") for script in tree.xpath(".//script")] == [
        "../assets/js/digest.js",
        "../assets/js/search-words.js",
        "../assets/js/search-hits.js",
        "../assets/js/search-page.js",
    ]
    assert tree.xpath(".//link/@href") == ["../assets/css/search.css"]
    assert all(not script.text for script in tree.xpath(".//script"))


def test_nothing_in_an_article_runs_or_becomes_markup() -> None:
    hostile = poisoned_digest()
    for page in render_pages(hostile, Config(site=SiteSection(publish="full")), TEMPLATES):
        if page.path == "search.md":
            continue  # see above
        tree = parsed(body_of(page.text))
        for element in tree.iter():
            drawn = element.tag == "figure" or any(outer.tag == "figure" for outer in element.iterancestors())
            assert element.tag in (ALLOWED | DRAWN if drawn else ALLOWED), (page.path, element.tag)
            allowed = ATTRIBUTES | DRAWN_ATTRIBUTES if drawn else ATTRIBUTES
            assert set(element.attrib) <= allowed, (page.path, element.attrib)
        links = [a for a in tree.xpath(".//a/@href") if not SHARING.fullmatch(a)]
        assert all(re.match(r"\.\./|#|[a-z]+/|(?:index|corrections|search)\.md|\d", a) for a in links)
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
