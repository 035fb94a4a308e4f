"""What a page costs a reader: a server that compresses as web hosts do, and a count of what a first visit transfers."""

from __future__ import annotations

import gzip
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize

from tests.browser.chromium import PHONE, QuietHandler, served

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
"""What GitHub Pages and its like send gzipped; fonts and pictures are compressed already."""


class _Compressing(QuietHandler):
    """Serves a folder over connections that stay open, text compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  - http.server's name
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if status == 200 else Path(self.directory) / "404.html"
        body = path.read_bytes()
        packed = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 6) if packed else body
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def served_compressed(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder as a web host does; gives its address."""
    return served(folder, _Compressing)


@dataclass(frozen=True)
class Network:
    """A connection and a processor, as Chromium imitates them; bytes per second, milliseconds, and times slower."""

    bytes_per_second: float
    latency: float
    slowdown: float = 1.0


SLOW_4G = Network(bytes_per_second=1_600_000 / 8, latency=150, slowdown=4)
"""The mobile settings of Lighthouse: 1.6 Mbit/s, 150 ms, a processor four times slower."""


@dataclass(frozen=True)
class Transfer:
    """One answer of the server: address, kind as Chromium names it (Document, Script, …), bytes with their head."""

    url: str
    kind: str
    size: int


@dataclass(frozen=True)
class FirstVisit:
    """What a first visit to a page cost.

    `shift` is the cumulative layout shift; `painted` and `largest` are milliseconds until the first and the largest
    paint, `blocked` the milliseconds of long tasks beyond 50 each. The times hold for the machine that measured them.
    """

    transfers: tuple[Transfer, ...]
    shift: float
    painted: float
    largest: float
    blocked: float

    @property
    def size(self) -> int:
        """Bytes transferred."""
        return sum(transfer.size for transfer in self.transfers)

    def by_kind(self) -> dict[str, int]:
        """Return the bytes of each kind, kinds in the order of their names."""
        kinds = sorted({transfer.kind for transfer in self.transfers})
        return {kind: sum(t.size for t in self.transfers if t.kind == kind) for kind in kinds}


OBSERVER = """
window.seen = { shift: 0, shifted: [], largest: 0, blocked: 0 };
const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
observe("layout-shift", (entry) => {
  if (entry.hadRecentInput) return;
  window.seen.shift += entry.value;
  window.seen.shifted.push(...entry.sources.map(({ node }) => node?.className ?? ""));
});
observe("largest-contentful-paint", (entry) => { window.seen.largest = entry.startTime; });
observe("longtask", (entry) => { window.seen.blocked += Math.max(0, entry.duration - 50); });
"""


def first_visit(
    browser: Browser, url: str, *, network: Network | None = None, viewport: ViewportSize = PHONE, settle: int = 300
) -> FirstVisit:
    """Open a page with nothing kept from before, wait until it is quiet and `settle` ms more, and say what it cost."""
    context = browser.new_context(viewport=viewport, color_scheme="light", device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(OBSERVER)
    session = context.new_cdp_session(page)
    answers: dict[str, tuple[str, str]] = {}
    transfers: list[Transfer] = []

    def answered(event: dict[str, Any]) -> None:
        answers[event["requestId"]] = (event["response"]["url"], event["type"])

    def finished(event: dict[str, Any]) -> None:
        if (answer := answers.get(event["requestId"])) and not answer[0].startswith(("data:", "blob:")):
            transfers.append(Transfer(*answer, size=int(event["encodedDataLength"])))

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    if network:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": network.latency,
                "downloadThroughput": network.bytes_per_second,
                "uploadThroughput": network.bytes_per_second,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": network.slowdown})
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(settle)
    seen = page.evaluate("window.seen")
    painted = page.evaluate("(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0")
    context.close()
    return FirstVisit(tuple(transfers), seen["shift"], painted, seen["largest"], seen["blocked"])
