"""Old addresses in a browser: with scripts and without, and on a host that answers with the 404 page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digest import addresses
from tests.browser.chromium import StaticHostHandler, served
from tests.browser.conftest import Visit
from tests.builders import sample_digest


def merged(site: Path) -> str:
    """Return the old address of the article that was merged into another."""
    living = {item.article.id for item in sample_digest().articles}
    (name,) = {path.name for path in (site / "articles").iterdir()} - living
    return f"articles/{name}/"


def test_an_old_address_leads_on_and_keeps_its_anchor(visit: Visit, site: Path) -> None:
    page = visit.go(merged(site) + "#L3")
    page.wait_for_function("!document.title.includes('انتقلت')")
    kept = sample_digest().merges[0].into
    article = next(item.article for item in sample_digest().articles if item.article.path == kept)
    assert page.url == f"{visit.address}articles/{article.id}/#L3"
    assert visit.wrong == []


def test_it_leads_on_without_scripts_too(scriptless: Visit, site: Path) -> None:
    page = scriptless.page
    page.goto(scriptless.address + merged(site))
    page.wait_for_url(lambda url: merged(site) not in url)
    assert "/articles/" in page.url


@pytest.fixture
def host(site: Path) -> Iterator[str]:
    with served(site, StaticHostHandler) as base:
        yield base


def test_an_event_whose_day_was_settled_later_is_found(visit: Visit, host: str) -> None:
    event = next(event for event in sample_digest().events if event.kind == "visit")
    visit.page.goto(f"{host}events/undated-{addresses.founding_key(event.id)}/#coverage")
    visit.page.wait_for_url(f"{host}events/{event.id}/#coverage")


def test_what_never_was_is_said_not_to_be_there(visit: Visit, host: str) -> None:
    with visit.page.expect_response(lambda answer: answer.url.endswith("data/addresses.json")):
        visit.page.goto(f"{host}events/2020-01-01-aaaaaa/")
    assert visit.page.locator("h1").inner_text() == "الصفحة غير موجودة"
    assert visit.page.url == f"{host}events/2020-01-01-aaaaaa/"
