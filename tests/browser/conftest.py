"""A built site, a server for it, and a browser with a tab that remembers what went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from digest.site import build_site
from tests.browser.chromium import CHROMIUM, DESK, running_chromium, served
from tests.laid_out import lay_out


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder; skip it only on a machine that has no Chromium and is not CI."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with running_chromium() as running:
        yield running


class Visit:
    """A browser tab that remembers what it asked for and what went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        page.on("response", lambda answer: answer.status >= 400 and self.wrong.append(f"{answer.status}: {answer.url}"))
        page.on("console", lambda message: message.type == "error" and self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def go(self, path: str = "") -> Page:
        """Open a page of the site and wait until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def elsewhere(self) -> list[str]:
        """Return what was asked of other hosts."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=DESK, color_scheme="light")
    yield opened
    opened.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Visit:
    return Visit(context.new_page(), address)


def path_of(site: Path, folder: str, words: str) -> str:
    """Return the address of the first page of a folder of the site that holds these words in its heading."""
    for page in sorted((site / folder).glob("*/index.html")):
        heading = page.read_text(encoding="utf-8").partition("<h1")[2].partition("</h1>")[0]
        if words in heading:
            return f"{folder}/{page.parent.name}/"
    raise AssertionError(f"no page of {folder} is headed {words!r}")
