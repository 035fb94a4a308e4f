"""`digest check`: prove that inputs, configuration, templates and the built site are whole.

Of the site: every link leads to a page that exists and every fragment to an anchor on it, no page asks another host
for anything, every page carries a Content-Security-Policy and holds nothing that may not stand in it (`docs/trust.md`),
and every quotation stands in its file, character for character, at the offsets that it claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from digest.config import LimitsSection
from digest.errors import Problem
from digest.escape import visible
from digest.policy import policy_of, weaknesses
from digest.read import load, read_bytes
from digest.site import faults_of_page

_REQUESTS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
}
"""Elements that make a browser ask for something at once, with the attribute that names it."""

_NO_REQUEST = frozenset({"canonical", "alternate", "prev", "next", "license", "author", "edit"})
"""Relations of `<link>` that make no request."""


def check_site(site: Path, articles: Path, limits: LimitsSection) -> tuple[Problem, ...]:
    """Return everything that is wrong with a built site; empty if it is whole."""
    if not (site / "index.html").is_file():
        return (Problem(path=str(site), message="there is no built site here", hint="Run `digest build` first."),)
    site = site.resolve()
    pages: dict[str, _Page] = {}
    of_trust: list[Problem] = []
    for path in sorted(site.rglob("*.html")):
        name, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8", errors="replace")
        pages[name] = _Page(text)
        of_trust.extend(_trust_problems(name, text))
    root = urlsplit(pages["index.html"].canonical).path or "/"
    problems = [problem for name in pages for problem in _page_problems(site, name, pages, root)]
    problems += of_trust
    problems.extend(_quotation_problems(site, articles, limits, pages))
    return tuple(problems)


class _Page:
    """What is checked of one HTML page."""

    def __init__(self, text: str) -> None:
        try:
            tree = html.document_fromstring(text)
        except (etree.LxmlError, ValueError):  # it holds nothing, and `_trust_problems` tells so
            tree = html.document_fromstring("<html></html>")
        self.canonical = str(tree.xpath("string(//link[@rel='canonical']/@href)"))
        self.anchors = frozenset(tree.xpath("//@id")) | frozenset(tree.xpath("//a/@name"))
        self.links = tuple(tree.xpath("//a/@href"))
        self.requests = tuple(
            element.get(attribute)
            for tag, attribute in _REQUESTS.items()
            for element in tree.iter(tag)
            if element.get(attribute) and element.get("rel") not in _NO_REQUEST
        )
        self.quotations = tuple(
            (q.get("data-article"), int(q.get("data-start")), int(q.get("data-end")), _text_of(q))
            for q in tree.xpath("//*[@data-article and @data-start and @data-end]")
        )


_ISOLATES = re.compile("[\u2066-\u2069\u200e\u200f\u061c]")


def _text_of(element: html.HtmlElement) -> str:
    return _plain("".join(element.itertext()))


def _plain(text: str) -> str:
    """Return text as a page shows it, without marks of direction."""
    return " ".join(_ISOLATES.sub("", visible(text)).split())


def _page_problems(site: Path, name: str, pages: dict[str, _Page], root: str) -> Iterator[Problem]:
    """Yield what is wrong with a page; `root` is the path of the site's address, which only the 404 page writes."""
    page = pages[name]
    for address in page.requests:
        if urlsplit(address).netloc or urlsplit(address).scheme not in ("", "data"):
            yield Problem(path=name, message=f"asks another host for {address!r}", hint="Serve it from the site.")
        elif not _target(site, name, address, root).exists():
            yield Problem(path=name, message=f"asks for {address!r}, which the site does not have")
    for address in dict.fromkeys(page.links):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = _target(site, name, address, root) if parts.path else site / name
        if target.is_dir():
            target = target / "index.html"
        if not target.is_file():
            yield Problem(path=name, message=f"links to {address!r}, which does not exist")
        elif parts.fragment and target.suffix == ".html":
            other = target.relative_to(site).as_posix()
            if unquote(parts.fragment) not in pages[other].anchors:
                yield Problem(path=name, message=f"links to {address!r}, but {other} has no such anchor")


def _trust_problems(name: str, page: str) -> Iterator[Problem]:
    """Yield what the policy of a page lacks, and what stands in the page that may not."""
    policy = policy_of(page)
    if policy is None:
        message = "carries no Content-Security-Policy at the start of its head"
        yield Problem(
            path=name, message=message, hint="`overrides/main.html` puts it there; a page of yours needs it too."
        )
        return
    hint = "docs/trust.md says what a page may hold and what its policy may allow."
    for weakness in weaknesses(policy):
        yield Problem(path=name, message=f"its Content-Security-Policy {weakness}", hint=hint)
    for fault in faults_of_page(name, page):
        yield Problem(path=name, message=f"holds {fault}", hint=hint)


def _target(site: Path, name: str, address: str, root: str) -> Path:
    path = unquote(urlsplit(address).path)
    base = site if path.startswith("/") else (site / name).parent
    path = path.removeprefix(root)
    return Path(re.sub(r"/+$", "", str((base / path.lstrip("/")).resolve()))) if path else base


def _quotation_problems(
    site: Path, articles: Path, limits: LimitsSection, pages: dict[str, _Page]
) -> Iterator[Problem]:
    """Compare every quotation of the export and of the pages with the file, read anew."""
    data = json.loads((site / "data" / "digest.json").read_bytes())
    ids = {(article["path"], article.get("row")): article["id"] for article in data["articles"]}
    texts: dict[str, str] = {}
    for path in dict.fromkeys(path for path, _ in ids):
        content = load(articles, path, limits)
        if isinstance(content, Problem):
            yield content
            continue
        read = read_bytes(content, path, limits).articles
        texts.update((ids[path, raw.row], raw.text) for raw in read if (path, raw.row) in ids)
    paths = {article["id"]: article["path"] for article in data["articles"]}
    for quote in data["quotes"]:
        text = texts.get(quote["article"])
        if text is not None and text[quote["start"] : quote["end"]] != quote["text"]:
            yield Problem(
                path=paths[quote["article"]],
                line=quote["line"],
                message="the file no longer holds a quotation that the site shows",
                hint="Build again.",
            )
    for name, page in pages.items():
        for article_id, start, end, shown in page.quotations:
            text = texts.get(article_id)
            if text is not None and _plain(text[start:end]) != shown:
                yield Problem(path=name, message=f"shows words that {paths[article_id]} does not hold: {shown[:60]!r}")
