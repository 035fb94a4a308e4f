"""Old addresses in a browser: with scripts and without, and on a host that answers with the 404 page."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest import addresses
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


class _Host(http.server.SimpleHTTPRequestHandler):
    """Answers as static hosts do: with the site's own page for what is not there."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def host(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_an_event_whose_day_was_settled_later_is_found(visit: Visit, host: str) -> None:
    event = next(event for event in sample_digest().events if event.kind == "visit")
    visit.page.goto(f"{host}events/undated-{addresses.founding_key(event.id)}/#coverage")
    visit.page.wait_for_url(f"{host}events/{event.id}/#coverage")


def test_what_never_was_is_said_not_to_be_there(visit: Visit, host: str) -> None:
    with visit.page.expect_response(lambda answer: answer.url.endswith("data/addresses.json")):
        visit.page.goto(f"{host}events/2020-01-01-aaaaaa/")
    assert visit.page.locator("h1").inner_text() == "الصفحة غير موجودة"
    assert visit.page.url == f"{host}events/2020-01-01-aaaaaa/"
