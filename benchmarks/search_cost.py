"""What a search costs a reader in Chromium: bytes, and seconds at 200 kB/s and 150 ms, with and without gzip.

`python -m benchmarks.search_cost` makes a collection of invented sentences (2,000 events; any number may be given),
serves its index from a folder and asks. Seconds belong to a machine too; the bytes do not.
"""

from __future__ import annotations

import gzip
import pickle
import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import yaml
from playwright.sync_api import Browser, Request

from digest.config import Config
from digest.records import Digest
from digest.search import build_index
from tests.browser.chromium import QuietHandler, running_chromium, served
from tests.search_table import FOLDER, digest_of

ROOT = Path(__file__).resolve().parents[1]
EVENTS = 2000
BYTES_PER_SECOND, LATENCY = 200_000, 150
SYLLABLES = "با تو ري سم كن لد مر نف هج وق شا صل طي عم غر حو خد زي"
QUERIES = (
    ["حريق"],
    [
        "المغرب",
        "القمة العربية",
        "وزير الخارجية",
        "28 يناير 2022",
        "الجمعة",
        "السودان مصر",
        "قال الرئيس",
        "وللهدنة",
        "ميناء صح",
    ],
)
"""The first query of a visit, and those after it."""


def write_articles(folder: Path, count: int) -> None:
    """Write articles made of sentences of the table's collection, each with rare words of its own."""
    chance = random.Random(4)
    rows = yaml.safe_load((FOLDER / "collection.yml").read_text(encoding="utf-8"))
    sentences = [part for row in rows for part in row["text"].split("\n\n")]
    syllables = SYLLABLES.split()
    folder.mkdir(parents=True)
    for number in range(count):
        words = ["".join(chance.choices(syllables, k=3)) for _ in range(12)]
        first, second = chance.choice(rows)["title"].split(), chance.choice(rows)["title"].split()
        title = " ".join([*first[:4], words[0], *second[-3:]])
        body = "\n\n".join([*chance.sample(sentences, 8), " ".join(words)])
        day = f"{2021 + number % 3}-{number // 3 % 12 + 1:02}-{number // 36 % 28 + 1:02}"
        head = f"title: {msgspec.json.encode(title).decode()}\ndate: {day}\noutlet: صحيفة {number % 23}\n"
        (folder / f"{number:05}.txt").write_text(f"---\n{head}---\n{body}\n", encoding="utf-8")


class _Handler(QuietHandler):
    """A slow line: each request waits, and all share the bytes per second. Chromium's own throttle spares workers."""

    protocol_version = "HTTP/1.1"
    compressed = False
    line = threading.Lock()

    def do_GET(self) -> None:  # noqa: N802  - http.server's name
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        encoded = gzip.compress(data) if self.compressed else data
        time.sleep(LATENCY / 1000)
        with self.line:
            time.sleep(len(encoded) / BYTES_PER_SECOND)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(encoded)))
        if self.compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(encoded)


def slowly(folder: Path, *, compressed: bool) -> AbstractContextManager[str]:
    """Serve a folder over the slow line, also compressed; gives its address."""
    return served(folder, type("Handler", (_Handler,), {"compressed": compressed}))


def lay_out(digest: Digest, folder: Path) -> float:
    """Write a page with the search and its index; return the seconds of CPU that the index took."""
    start = time.process_time()
    files = build_index(digest, Config())
    seconds = time.process_time() - start
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    shutil.copytree(ROOT / "site_src" / "assets" / "js", folder / "assets" / "js")
    (folder / "index.html").write_text('<!doctype html><script src="assets/js/digest.js"></script>')
    return seconds


ASK = """async (query) => {
  const start = performance.now();
  const found = await digestSearch(query);
  return [performance.now() - start, found.total, found.length];
}"""


def _transferred(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def ask(browser: Browser, address: str, queries: list[str]) -> list[tuple[str, int, int, float, int]]:
    """Ask in a fresh browser; return for each query bytes, requests, seconds and number of results."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    context.on("requestfinished", lambda request: sizes.append(_transferred(request)))
    page.goto(address)
    page.wait_for_timeout(200)
    rows = []
    for query in queries:
        sizes.clear()
        milliseconds, total, _ = page.evaluate(ASK, query)
        page.wait_for_timeout(300)
        rows.append((query, sum(sizes), len(sizes), milliseconds / 1000, total))
    context.close()
    return rows


def main(count: int, pickled: Path | None = None) -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as name, running_chromium() as browser:
        folder = Path(name)
        if pickled:
            digest = pickle.loads(pickled.read_bytes())
        else:
            write_articles(folder / "articles", count)
            digest = digest_of(ROOT, folder / "articles")
        seconds = lay_out(digest, folder / "site")
        files = [path for path in (folder / "site" / "data").rglob("*") if path.is_file()]
        print(f"{len(digest.events)} events, {len(digest.articles)} articles, {len(files)} files")
        size = sum(path.stat().st_size for path in files) // 1000
        print(f"{size} kB; {1000 * seconds / len(digest.articles):.1f} ms of CPU an article")
        for compressed in (False, True):
            print("server with gzip" if compressed else "server without gzip")
            with slowly(folder / "site", compressed=compressed) as address:
                first, further = QUERIES
                for row in ask(browser, address, [*first, *further]):
                    query, loaded, requests, duration, total = row
                    print(f"  {query:<20} {loaded:>7} bytes {requests:>3} requests {duration:5.2f} s {total:>5} found")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
