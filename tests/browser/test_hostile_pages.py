"""Hostile articles and addresses in a browser, below a folder of a host, under the policy that the pages carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route

from digest import addresses
from digest.site import build_site
from tests.browser.chromium import StaticHostHandler, served
from tests.builders import sample_digest
from tests.laid_out import lay_out
from tests.test_render_hostile import poisoned_digest

FOLDER = "/sub/"
"""Where the site lies on its host."""

MARKUP = "\"'><img src=x onerror=alert(1)><script>alert(2)</script></textarea>{{7*7}}"


class _Host(StaticHostHandler):
    """A static host of several sites, without headers of its own: nothing beside this site's folder."""

    def translate_path(self, path: str) -> str:
        inside = "/" + path.removeprefix(FOLDER) if path.startswith(FOLDER) else "/no-such"
        return super().translate_path(inside)

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def end_headers(self) -> None:
        if "no-store" in self.path:
            self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture(scope="module")
def hostile_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = lay_out(root, tmp_path_factory.mktemp("hostile"), poisoned_digest())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://site.example" + FOLDER)
        build_site(project, project / "site_src", project / "site", newest="2023-04-02")
    return project / "site"


@pytest.fixture(scope="module")
def host(hostile_site: Path) -> Iterator[str]:
    with served(hostile_site, _Host) as base:
        yield base.removesuffix("/") + FOLDER


class Watch:
    """A tab, and everything in it that must not be: dialogs, errors, violations of the policy, requests elsewhere."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host, self.page, self.wrong = host, context.new_page(), list[str]()
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", lambda asked: self._elsewhere(asked.url))

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            self.wrong.append(message.text)

    def _elsewhere(self, url: str) -> None:
        if not url.startswith((self.host, "data:")):
            self.wrong.append(f"asked: {url}")

    def go(self, path: str = "") -> Page:
        self.page.goto(self.host + path)
        return self.page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def watch(context: BrowserContext, host: str) -> Iterator[Watch]:
    watching = Watch(context, host)
    yield watching
    assert watching.wrong == []


def searched(watch: Watch, query: str) -> Page:
    """Open the search page with a query of an address, and wait until it has answered."""
    page = watch.go("search/?" + query)
    page.wait_for_selector('#d-search[data-state]:not([data-state="start"]):not([data-state="asked"])')
    return page


FOREIGN = "script:not([src]):not([type$=json]), iframe, object, embed, base, img[src=x], [onerror], [onload], [onclick]"


def test_every_kind_of_page_runs_under_the_policy_and_nothing_else_runs(watch: Watch, hostile_site: Path) -> None:
    folders = [*addresses.FOLDERS, *(f"{name}/*" for name in addresses.FOLDERS)]
    paths = ["", "about/", "corrections/", "search/", "offline/", "no/such/page/"]
    for folder in folders:
        found = sorted(path.parent for path in hostile_site.glob(f"{folder}/index.html") if _is_page(path))
        paths += [f"{path.relative_to(hostile_site).as_posix()}/" for path in found[:1]]
    assert len(paths) >= 18
    for path in paths:
        page = watch.go(path)
        assert page.locator(FOREIGN).count() == 0, path
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Digest Arabic"'), path
        assert (path, watch.wrong) == (path, [])


def _is_page(path: Path) -> bool:
    return "<article" in path.read_text(encoding="utf-8")  # not one that leads on from an old address


@pytest.mark.parametrize(
    "query",
    [
        "q=" + quote(MARKUP + " حريق"),
        "q=حريق&" + "&".join(f"{key}={quote(MARKUP)}" for key in ("theme", "outlet", "person", "sort", "page", "to")),
        "q=حريق&theme=__proto__&outlet=constructor&person=toString&page=1e999",
        "q=__proto__ constructor",
        "q=%00%ED%A0%80%E2%80%AE%E2%80%A8حريق",
        "q=" + quote("حريق سوق " * 150),
    ],
)
def test_what_an_address_asks_is_only_text(watch: Watch, query: str) -> None:
    page = searched(watch, query)
    assert page.locator("#d-search").get_attribute("data-state") in ("results", "nothing")
    assert page.locator(FOREIGN).count() == 0


def test_a_day_that_never_was_is_no_condition(watch: Watch) -> None:
    page = searched(watch, "q=حريق&from=2023-02-30")
    assert page.locator("#d-search").get_attribute("data-state") == "results"
    assert page.locator("#search-picked li").count() == 0


def test_two_slashes_lead_to_no_other_host(watch: Watch, context: BrowserContext) -> None:
    """A host that takes two slashes for one serves the search page at a path that alone would name another host."""
    doubled = watch.host.removesuffix(FOLDER) + "//evil.example/search/"
    body = context.request.get(watch.host + "search/").text().replace("../", FOLDER)
    watch.page.route(doubled + "**", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    watch.host = watch.host.removesuffix(FOLDER)
    watch.page.goto(doubled + "?q=حريق")
    watch.page.wait_for_selector('#d-search[data-state="results"]')
    watch.page.locator("#search-sort label").last.click()
    watch.page.wait_for_url(lambda url: url.startswith(doubled) and "sort=date" in url)


def test_results_show_names_and_texts_as_they_are_written(watch: Watch) -> None:
    page = searched(watch, "q=onerror iframe alert")
    hits = page.locator("#search-hits")
    assert "<iframe src=//e.example>" in hits.inner_text()
    names = set(hits.evaluate("list => [...list.querySelectorAll('*')].map(one => one.localName)"))
    assert names <= {"li", "p", "h2", "a", "bdi", "span", "mark", "ul", "button"}
    assert all(link.startswith(watch.host) for link in hits.locator("a").evaluate_all("all => all.map(a => a.href)"))


def test_the_dialog_shows_them_as_they_are_written(watch: Watch) -> None:
    page = watch.go("?q=iframe")  # Material asks for what stands in the address of any page
    page.wait_for_selector(".md-search-result__item")
    results = page.locator(".md-search-result__list")
    assert "<iframe src=//e.example>" in results.inner_text()
    assert results.locator("iframe, img, script, style").count() == 0


def test_what_a_result_led_to_is_marked_as_text(watch: Watch, hostile_site: Path) -> None:
    event = addresses.page_address(addresses.path_of(sample_digest().events[0]))
    page = watch.go(f"{event}?h={quote('iframe ' + MARKUP)}#%E0%A4%A")
    page.wait_for_selector(".d-hits-bar")
    assert "<img src=x" in page.locator(".d-hits-query").inner_text()
    assert page.locator(FOREIGN).count() == 0
    assert page.url.endswith(event + "#%E0%A4%A")


def test_a_damaged_anchor_stops_nothing(watch: Watch) -> None:
    article = addresses.page_address(addresses.path_of(sample_digest().articles[0].article))
    page = watch.go(article + "#%E0%A4%A")
    page.wait_for_selector(".d-legend[role=group]")


def test_an_old_address_leads_on_from_any_depth(watch: Watch) -> None:
    event = next(event for event in sample_digest().events if event.kind == "visit")
    key = addresses.founding_key(event.id)
    page = watch.go(f"events/1999-01-01-{key}/#%E0%A4%A")
    page.wait_for_url(f"{watch.host}events/{event.id}/#%E0%A4%A")
    page = watch.go(f"events/%2F%2Fevil.example/1999-01-01-{key}/index.html")
    page.wait_for_selector("h1")
    assert page.locator("h1").inner_text() == "الصفحة غير موجودة"


ELSEWHERE = (
    "//evil.example/sub/",
    "/\\evil.example/sub/",
    "javascript:alert(1)",
    "/other/",
    "/sub/../other/",
    "https://x/",
    "//",
)


def test_the_offline_page_leads_back_into_this_site_only(watch: Watch) -> None:
    for path in ELSEWHERE:
        page = watch.go("offline/?to=" + quote(path))
        page.wait_for_selector("[data-offline-list]", state="attached")
        assert page.locator("[data-offline-missing]").is_hidden(), path
    page = watch.go("offline/?to=/sub/about/")
    page.wait_for_selector("[data-offline-missing]")
    assert page.locator("[data-offline-retry]").evaluate("link => link.href") == watch.host + "about/"


STORED = """async (awaited) => {
  for (let turn = 0; turn < 100; turn++) {
    const keys = await (await caches.open('digest:/sub/:1:pages')).keys();
    const urls = keys.map(({ url }) => url);
    if (urls.some((url) => url.endsWith(awaited))) return urls;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
}"""


def test_the_service_worker_keeps_nothing_but_this_sites_own(watch: Watch, context: BrowserContext) -> None:
    page = watch.go("about/")
    assert page.evaluate(STORED, "/about/")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    root = watch.host.removesuffix(FOLDER)
    hostile = [
        "https://evil.example/assets/x.js",
        f"{root}/other/",
        "javascript:alert(1)",
        "http://[",
        f"{root}/sub/../x/",
    ]
    told = """async (addresses) => {
      const { active } = await navigator.serviceWorker.ready;
      for (const page of addresses) active.postMessage({ page, files: addresses });
      for (const odd of [null, 7, "x", { page: {}, files: [] }, { page: "", files: "x" }]) active.postMessage(odd);
    }"""
    page.evaluate(told, [*hostile, f"{watch.host}corrections/?x=1"])
    stored = page.evaluate(STORED, "/corrections/")
    assert stored
    assert all(url.startswith(watch.host) and "?" not in url for url in stored)
    assert [url for url in asked if not url.startswith(watch.host)] == []


def test_the_service_worker_keeps_no_page_that_its_host_withholds(watch: Watch) -> None:
    page = watch.go("about/")
    assert page.evaluate(STORED, "/about/")
    watch.go("people/?no-store")
    watch.go("corrections/")
    stored = page.evaluate(STORED, "/corrections/")
    assert stored
    assert f"{watch.host}people/" not in stored


def test_without_its_own_stores_the_worker_gives_up_at_once(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(host)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.evaluate("caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_FAILED"):  # and not a chain of redirects to a page that is not there
        page.goto(host + "days/")


# ---------------------------------------------------------------------------------------------- the third wall alone

RAW = """<script>document.title = "ran"</script><script src="https://evil.example/x.js"></script>
<img src="none.png" onerror="document.title = 'ran'"><img src="https://evil.example/x.png">
<svg><script>document.title = "ran"</script><animate onbegin="document.title = 'ran'" dur="1s"></animate></svg>
<iframe srcdoc="<script>parent.document.title = 'ran'</script>"></iframe><iframe src="https://evil.example/"></iframe>
<object data="https://evil.example/"></object><embed src="https://evil.example/"><base href="https://evil.example/">
<style>@import "https://evil.example/x.css"; h1 { background: url(https://evil.example/x.png) }</style>
<link rel="stylesheet" href="https://evil.example/x.css"><video src="https://evil.example/x.mp4" autoplay></video>
<p id="styled" style="color: rgb(1, 2, 3)">words</p><details open ontoggle="document.title = 'ran'">x</details>
<a id="leads" href="javascript:document.title = 'ran'">link</a>
<form id="sends" action="https://evil.example/"><input name="q" autofocus onfocus="document.title = 'ran'"></form>
"""
"""What the walls before the third would have to let through."""


@pytest.mark.parametrize("where", ["text", "frame"])
def test_what_passes_both_walls_before_does_not_run(
    context: BrowserContext, hostile_site: Path, tmp_path: Path, where: str
) -> None:
    page = (hostile_site / "about" / "index.html").read_text(encoding="utf-8")
    marker = '<article class="md-content__inner md-typeset">' if where == "text" else "<title>"
    raw = RAW if where == "text" else f"x</title>{RAW}<title>"
    (tmp_path / "index.html").write_text(page.replace(marker, marker + raw, 1), encoding="utf-8")
    asked: list[str] = []

    def sent(route: Route) -> None:  # a request that the policy forbids is announced, but never gets here
        asked.append(route.request.url)
        route.continue_()

    context.route("**/*", sent)
    with served(tmp_path) as address:
        tab = context.new_page()
        tab.goto(address)
        assert tab.locator("#styled").evaluate("element => getComputedStyle(element).color") != "rgb(1, 2, 3)"
        assert tab.evaluate("document.baseURI") == address
        tab.evaluate("() => { document.getElementById('leads').click(); document.getElementById('sends').submit() }")
        tab.wait_for_timeout(300)
        assert tab.url == address
        assert "ran" not in tab.title()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
