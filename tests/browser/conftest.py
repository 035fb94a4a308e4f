"""A built site, a server for it, and a browser with a tab that remembers what went wrong.

A new tab costs Chromium five times what a page costs it, so the tests of a run share three: one of a desk, one of a
phone and one without scripts. Each test gets its tab as if it were new.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from digest.site import build_site
from tests.browser.chromium import CHROMIUM, DESK, PHONE, served
from tests.laid_out import lay_out


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder; skip it only on a machine that has no Chromium and is not CI.

    One process of a parallel run takes all of it, so that one browser is started and one site is built.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (Debian: apt install chromium)"))


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample collection."""
    project = lay_out(root, tmp_path_factory.mktemp("browser"))
    build_site(project, project / "site_src", project / "site", newest="2023-04-02")
    return project / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    with served(site) as base:
        yield base


class Visit:
    """A browser tab that remembers what it asked for and what went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self._listeners = {
            "request": lambda request: self.asked.append(request.url),
            "requestfailed": lambda request: self.wrong.append(f"failed: {request.url}"),
            "response": lambda answer: answer.status >= 400 and self.wrong.append(f"{answer.status}: {answer.url}"),
            "console": lambda message: message.type == "error" and self.wrong.append(message.text),
            "pageerror": lambda error: self.wrong.append(str(error)),
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def go(self, path: str = "", *, quiet: bool = False) -> Page:
        """Open a page of the site; where it matters what the page asks for, wait until it is `quiet`."""
        self.page.goto(self.address + path)
        if quiet:
            self.page.wait_for_load_state("networkidle")
        return self.page

    def elsewhere(self) -> list[str]:
        """Return what was asked of other hosts."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]

    def leave(self) -> None:
        """Give the tab back as it was."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.context.unroute_all(behavior="ignoreErrors")
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference")


def new_tab(browser: Browser, **options: Any) -> Page:
    """Open a tab without the service worker, which would answer from its store what a test takes away."""
    return browser.new_context(color_scheme="light", service_workers="block", **options).new_page()


@pytest.fixture(scope="session")
def desk_tab(browser: Browser) -> Page:
    return new_tab(browser, viewport=DESK)


@pytest.fixture(scope="session")
def phone_tab(browser: Browser) -> Page:
    return new_tab(browser, viewport=PHONE, has_touch=True)


@pytest.fixture(scope="session")
def scriptless_tab(browser: Browser) -> Page:
    return new_tab(browser, viewport=DESK, java_script_enabled=False)


def visiting(tab: Page, address: str, viewport: ViewportSize) -> Iterator[Visit]:
    """Lend a tab to one test."""
    tab.set_viewport_size(viewport)
    visit = Visit(tab, address)
    yield visit
    visit.leave()


@pytest.fixture
def visit(desk_tab: Page, address: str) -> Iterator[Visit]:
    """A tab of a desk."""
    yield from visiting(desk_tab, address, DESK)


@pytest.fixture
def phone(phone_tab: Page, address: str) -> Iterator[Visit]:
    """A tab of a phone: narrow, and touched."""
    yield from visiting(phone_tab, address, PHONE)


@pytest.fixture
def scriptless(scriptless_tab: Page, address: str) -> Iterator[Visit]:
    """A tab that runs no scripts."""
    yield from visiting(scriptless_tab, address, DESK)


def path_of(site: Path, folder: str, words: str) -> str:
    """Return the address of the first page of a folder of the site that holds these words in its heading."""
    for page in sorted((site / folder).glob("*/index.html")):
        heading = page.read_text(encoding="utf-8").partition("<h1")[2].partition("</h1>")[0]
        if words in heading:
            return f"{folder}/{page.parent.name}/"
    raise AssertionError(f"no page of {folder} is headed {words!r}")
