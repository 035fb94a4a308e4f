"""The whole corpus in a browser: whatever runs, asks, opens a dialog or fails is written down, and must be nothing.

Twice: as published, and with the policy of the pages switched off, so that escaping and sanitising hold by themselves.
Pages are opened in frames, many at a time, with every script but the theme's own bundle, which runs on a page of each
kind.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog

from tests.browser.chromium import CHROMIUM, QuietHandler, served
from tests.hostile.building import Built
from tests.hostile.sites import Reading

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed (Debian: apt install chromium)"
    ),
]

FRAMES = "-frames"
SITE = "paper/"
"""Where the site lies on its host, as its address says."""
LIGHT = "light/"
"""Where it lies a second time, without styles and the theme's bundle."""
_EMPTY = re.compile(rf"/favicon\.ico|/{LIGHT}.*(?:/javascripts/bundle\.|\.css$)")
AT_ONCE = 24
SIXTH = 6
"""Under the policy this share of the pages is opened: without it all are, and more could run."""


class _Host(QuietHandler):
    """Serves the site twice, the second time without the theme's bundle, and an empty page to put frames into."""

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server asks for
        if self.path == f"/{FRAMES}" or _EMPTY.match(self.path):
            html = self.path == f"/{FRAMES}"
            body = b"<!doctype html><title>frames</title><link rel=icon href=data:,>" if html else b""
            self.send_response(200)
            style = self.path.endswith(".css")
            self.send_header("Content-Type", "text/html" if html else "text/css" if style else "text/javascript")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        return super().translate_path(re.sub(f"^/(?:{SITE}|{LIGHT})", "/", path))

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


class Watch:
    """A tab, and everything in it that must not be."""

    def __init__(self, context: BrowserContext, host: str, *, without_policy: bool = False) -> None:
        self.without_policy = without_policy
        self.host, self.page, self.wrong = host, context.new_page(), list[str]()
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", lambda asked: self._asked(asked.url))
        self.page.on("popup", lambda tab: self.wrong.append(f"popup: {tab.url}"))
        self.page.on("download", lambda file: self.wrong.append(f"download: {file.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.host, "data:", "about:")):
            self.wrong.append(f"asked: {url}")


@pytest.fixture(scope="module")
def host(hostile: Built) -> Iterator[str]:
    with served(hostile.site, _Host) as base:
        yield base


@pytest.fixture(params=[False, True], ids=["under the policy", "without the policy"])
def watch(request: pytest.FixtureRequest, browser: Browser, host: str) -> Iterator[Watch]:
    context = browser.new_context(bypass_csp=request.param, service_workers="block")
    watching = Watch(context, host, without_policy=request.param)
    yield watching
    context.close()
    assert watching.wrong == []


OPEN = """
paths => Promise.all(paths.map(path => new Promise(done => {
  const frame = document.createElement("iframe");
  frame.onload = () => setTimeout(() => {
    const page = frame.contentWindow, tree = frame.contentDocument, found = [];
    if (!tree) found.push("went away");
    else {
      if (page.__ran !== undefined) found.push("ran " + page.__ran);
      for (const script of tree.scripts)
        if (!/json$/.test(script.type) && (script.text || !script.src.startsWith(location.origin)))
          found.push("script " + (script.src || script.text));
      for (const node of tree.querySelectorAll("iframe,object,embed,base,style,[style],portal,frame")) {
        if (!node.style || node.getAttribute("style")) found.push("element " + node.outerHTML.slice(0, 200));
      }
      for (const node of tree.querySelectorAll("a[href]"))
        if (!/^(https?:|mailto:)$/.test(new URL(node.getAttribute("href"), tree.baseURI).protocol))
          found.push("link " + node.getAttribute("href"));
    }
    const answer = [path, tree ? tree.title : "", found];
    frame.remove();
    done(answer);
  }, 0);
  frame.src = path;
  document.body.append(frame);
})))
"""


def _opened(watch: Watch, paths: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Open pages in frames; yield of each its path, its title and what was found in it."""
    watch.page.goto(watch.host + FRAMES)
    for start in range(0, len(paths), AT_ONCE):
        batch = ["/" + LIGHT + path for path in paths[start : start + AT_ONCE]]
        for path, title, found in watch.page.evaluate(OPEN, batch):
            yield path.removeprefix("/" + LIGHT), title, found


def _addresses(pages: dict[str, Reading], hostile: Built) -> dict[str, str]:
    """Return the pages to open, by address, with the title that each must have."""
    found = {
        path.removesuffix("index.html"): page.title
        for path, page in pages.items()
        if page.kind not in ("moved", "404.html")  # these lead on, and ask for the styles of the whole site
    }
    ids = {entry["path"]: entry["article"] for entry in hostile.report["files"] if entry["status"] == "kept"}
    for case in hostile.cases:
        if case.heading and case.path in ids:
            path = f"articles/{ids[case.path]}/"
            found[f"{path}?h={quote(case.heading[:200])}"] = found[path]
    return found


def test_nothing_runs_on_any_page(watch: Watch, hostile: Built, pages: dict[str, Reading]) -> None:
    titles = _addresses(pages, hostile)
    assert len(titles) > 500
    chosen = list(titles) if watch.without_policy else list(titles)[::SIXTH]
    seen = 0
    for path, title, found in _opened(watch, chosen):
        assert (path, found) == (path, [])
        assert " ".join(title.split()) == titles[path], path
        seen += 1
    assert seen == len(chosen)
    assert watch.wrong == []


def test_nothing_runs_where_the_theme_runs_too(watch: Watch, pages: dict[str, Reading]) -> None:
    kinds = {page.kind: path.removesuffix("index.html") for path, page in pages.items() if page.kind != "moved"}
    for path in kinds.values():
        page = watch.page
        page.goto(watch.host + SITE + path)
        assert page.evaluate("window.__ran") is None
        assert (path, watch.wrong) == (path, [])


def test_feeds_are_no_pages_that_run(watch: Watch) -> None:
    for path in ("feeds/all.atom.xml", "feeds/all.rss.xml", "sitemap.xml"):
        watch.page.goto(watch.host + SITE + path)
        assert watch.page.evaluate("document.contentType").endswith("xml")


FOREIGN = "#search-hits :is(script,iframe,object,embed,svg,img,style,form,[style],[onerror],[onload],[onclick])"


def _asked_titles(hostile: Built) -> list[str]:
    return [case.heading[:150] for case in hostile.cases if case.heading]


def test_search_shows_what_it_is_asked_and_what_it_finds_as_text(watch: Watch, hostile: Built) -> None:
    page = watch.page
    page.goto(watch.host + SITE + "search/")
    page.wait_for_function("window.digestSearch")
    for title in _asked_titles(hostile):
        page.evaluate("q => { history.replaceState(null, '', '?q=' + encodeURIComponent(q)) }", title)
        page.evaluate("() => window.dispatchEvent(new PopStateEvent('popstate'))")
        page.wait_for_selector('#d-search[aria-busy="false"]')
        assert page.evaluate("window.__ran") is None
        assert page.locator(FOREIGN).count() == 0, title
    assert watch.wrong == []
