"""Reading without a connection: what was visited is there, what was not is explained, nothing old is shown online."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import DESK, served
from tests.browser.conftest import Visit, path_of

WORDS = "حريق"


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    """A copy of the site below another folder, which a test may change: sites also lie at `host/name/`."""
    return Path(shutil.copytree(site, tmp_path / "host" / "name", copy_function=shutil.copyfile))  # files of now


@pytest.fixture
def online(browser: Browser, copied: Path) -> Iterator[Visit]:
    """A reader of the copy whose browser has installed the worker."""
    with served(copied.parent) as host:
        context = browser.new_context(viewport=DESK, color_scheme="light")
        visit = Visit(context.new_page(), f"{host}name/")
        visit.page.goto(visit.address)
        installed(visit.page)
        yield visit
        context.close()


KEPT = """async () => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const files = loaded.filter((name) => /\\/assets\\/.*\\.(css|js|woff2|svg)$/.test(name));
  const found = await Promise.all([location.href, ...files].map((url) => caches.match(url)));
  return files.length > 0 && found.every(Boolean);
}"""
"""Whether the browser holds the page and all that it consists of; these are stored side by side, in any order."""


def installed(page: Page) -> None:
    """Wait until the worker controls the page and has stored it, with its styles, scripts and fonts."""
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.wait_for_function(KEPT)


def offline(visit: Visit) -> BrowserContext:
    context = visit.page.context
    context.set_offline(True)
    return context


def stored(page: Page) -> list[str]:
    """Return the pages that the browser holds, as paths below the site."""
    return page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((one) => one.endsWith(':pages'));
          return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.replace('/name/', ''));
        }"""
    )


def rewrite(path: Path, old: str, new: str) -> None:
    """Change a file of the site, visibly to a server that tells versions apart by the second."""
    before = path.stat().st_mtime
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, (before + 5, before + 5))


def test_the_first_page_reads_offline_with_its_styles(online: Visit) -> None:
    offline(online)
    page = online.page
    page.reload()
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    assert page.evaluate("() => document.fonts.ready.then(() => document.fonts.check('1em \"Digest Arabic\"', 'خبر'))")
    expect(page.locator(".d-offline-note")).to_be_visible()
    assert online.elsewhere() == []


def test_what_was_not_visited_is_explained_and_what_was_is_listed(online: Visit, site: Path) -> None:
    event = path_of(site, "events", WORDS)
    page = online.go(event, quiet=True)
    title = page.locator("h1").inner_text()
    offline(online)
    page.goto(online.address + "people/")
    expect(page.locator("h1")).to_have_text(re.compile("القراءة بلا اتصال"))
    expect(page.locator("[data-offline-missing]")).to_be_visible()
    expect(page.locator("[data-offline-retry]")).to_have_attribute("href", online.address + "people/")
    saved = page.locator("[data-offline-list] a")
    expect(saved).to_have_count(2)
    expect(saved.first).to_have_text(re.sub(r"\s*#$", "", title))
    saved.first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.url == online.address + event


def test_the_wanted_page_comes_back_with_the_connection(online: Visit) -> None:
    context = offline(online)
    online.page.goto(online.address + "people/")
    context.set_offline(False)
    online.page.wait_for_url(online.address + "people/")


def test_the_offline_page_leads_nowhere_else(online: Visit) -> None:
    for target in ("//other.example/", "https://other.example/", "/outside/", "javascript:alert(1)"):
        online.page.goto(online.address + "offline/?to=" + target)
        expect(online.page.locator('[data-offline-if="some"]')).to_be_visible()  # the script has run
        expect(online.page.locator("[data-offline-missing]")).to_be_hidden()


def test_online_a_page_is_fresh(online: Visit, copied: Path) -> None:
    about = copied / "about" / "index.html"
    online.go("about/", quiet=True)
    rewrite(about, "لا كلمة من عندنا", "فقرة معدّلة")
    expect(online.go("about/", quiet=True).locator("#verbatim")).to_contain_text("فقرة معدّلة")
    offline(online)
    online.page.reload()
    expect(online.page.locator("#verbatim")).to_contain_text("فقرة معدّلة")


def test_styles_and_scripts_are_fresh_too(online: Visit, copied: Path) -> None:
    style = copied / "assets" / "css" / "digest.css"
    rewrite(style, "#fbfaf7", "#123456")
    page = online.go("about/", quiet=True)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 52, 86)"


def test_what_the_site_removed_is_forgotten(online: Visit, copied: Path) -> None:
    page = online.go("about/", quiet=True)
    assert "about/" in stored(page)
    shutil.rmtree(copied / "about")
    online.page.goto(online.address + "about/")
    page.wait_for_function("async (url) => (await caches.match(url)) === undefined", arg=online.address + "about/")
    offline(online)
    page.goto(online.address + "about/")
    expect(page.locator("h1")).to_have_text(re.compile("القراءة بلا اتصال"))


def test_what_was_removed_or_corrected_goes_without_being_visited_again(
    online: Visit, copied: Path, site: Path
) -> None:
    event = path_of(site, "events", WORDS)
    online.go("about/", quiet=True)
    online.go(event, quiet=True)
    assert {"about/", event} <= set(stored(online.page))
    shutil.rmtree(copied / event)
    rewrite(copied / "about" / "index.html", "لا كلمة من عندنا", "فقرة معدّلة")
    page = online.go("people/", quiet=True)
    page.wait_for_function("async (url) => (await caches.match(url)) === undefined", arg=online.address + event)
    page.wait_for_function(
        "async (url) => (await (await caches.match(url)).text()).includes('فقرة معدّلة')", arg=online.address + "about/"
    )


def test_errors_data_and_other_sites_of_the_host_are_not_stored(online: Visit, copied: Path) -> None:
    (copied.parent / "other").mkdir()
    (copied.parent / "other" / "index.html").write_text("<!doctype html><title>other</title>", encoding="utf-8")
    page = online.page
    page.goto(online.address + "nothing-here/")
    page.goto(online.address.removesuffix("name/") + "other/")
    page.goto(online.address + "data/digest.json")
    page = online.go("about/", quiet=True)
    kept = page.evaluate(
        """async () => {
          const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          return (await Promise.all(caches_.map((one) => one.keys()))).flat().map(({ url }) => url);
        }"""
    )
    assert {url for url in kept if "nothing-here" in url or "/other/" in url or "digest.json" in url} == set()


def test_search_works_offline_for_what_was_loaded(online: Visit) -> None:
    ask = "(words) => digestSearch(words).then((found) => found.map(({ title }) => title))"
    page = online.go("about/", quiet=True)
    found = page.evaluate(ask, WORDS)
    assert found
    page.wait_for_function("async () => (await caches.keys()).some((name) => name.endsWith(':search'))")
    offline(online)
    page.reload()
    assert page.evaluate(ask, WORDS) == found


def test_only_so_many_pages_are_kept(online: Visit) -> None:
    page = online.page
    page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys()).find((one) => one.endsWith(':pages')));
          for (let n = 0; n < 160; n++) await cache.put(`/name/made-up/${n}/`, new Response('', { status: 200 }));
        }"""
    )
    online.go("about/", quiet=True)
    page.wait_for_function(
        """async () => {
          const cache = await caches.open((await caches.keys()).find((one) => one.endsWith(':pages')));
          return (await cache.keys()).length <= 151;
        }"""
    )
    kept = stored(page)
    assert "about/" in kept
    assert "offline/" in kept
    assert "made-up/0/" not in kept


def test_stores_of_another_layout_are_thrown_away(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "robots.txt")
    page.evaluate(
        "() => Promise.all(['digest:/:0:pages', 'digest:/elsewhere/:0:pages'].map((one) => caches.open(one)))"
    )
    page.goto(address)
    installed(page)
    names = page.evaluate("() => caches.keys()")
    assert "digest:/:0:pages" not in names
    assert "digest:/elsewhere/:0:pages" in names
    context.close()


def test_a_reader_can_clear_what_is_stored(online: Visit) -> None:
    page = online.go("offline/", quiet=True)
    expect(page.locator("[data-offline-list] a")).not_to_have_count(0)
    page.locator("[data-offline-forget]").click()
    expect(page.locator('[data-offline-if="none"]')).to_be_visible()
    assert page.evaluate("() => caches.keys()") == []


def test_switched_off_it_leaves_nothing_behind(online: Visit, copied: Path) -> None:
    about = copied / "about" / "index.html"
    html = about.read_text(encoding="utf-8")
    about.write_text(
        html.replace('assets/js/offline.js" defer', 'assets/js/offline.js" defer data-off'), encoding="utf-8"
    )
    page = online.go("about/", quiet=True)
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    page.wait_for_function("async () => (await caches.keys()).length === 0")


def test_a_preview_has_no_worker(browser: Browser, copied: Path) -> None:
    for path in copied.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(html.replace("</body>", '<script src="/-digest/preview.js"></script></body>'), encoding="utf-8")
    with served(copied) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        context.close()
