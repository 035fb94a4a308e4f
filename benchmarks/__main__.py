"""What a build costs, stage by stage, as ratios within one run: `make bench` (or `python -m benchmarks 500`).

Absolute times belong to a machine; ratios travel. The base is the per-article half of all articles in one process.
The collection is made from this project's own samples: each copy gets its own headline, day and outlet.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from digest.analysis import analyze
from digest.build import newest_day
from digest.cards import make_cards
from digest.export import export_files
from digest.feeds import build_feeds
from digest.project import Project
from digest.render import render_pages
from digest.search import build_index
from digest.site import build_site
from digest.views import desk_of
from digest.views.strings import load_strings
from digest.write import write_pages
from tests.test_sites import lay_out

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_ARTICLES = 200
ADDRESS = "https://example.org/"
"""Where the measured site would be published."""


def make_articles(folder: Path, count: int) -> None:
    """Write `count` articles made from the plain-text samples."""
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*.txt")) if _is_utf8(path)]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number // 4)
        head = f"---\ntitle: خبر رقم {number}\ndate: {day}\noutlet: صحيفة {number % 7}\n---\n"
        body = samples[number % len(samples)].replace("بوتين", f"بوتين {number}")
        (folder / f"{number:06}.txt").write_text(head + body, encoding="utf-8")


def _is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _kibibytes(files: dict[str, bytes]) -> int:
    return sum(map(len, files.values())) // 1024


T = TypeVar("T")


def timed(what: Callable[[], T]) -> tuple[T, float]:
    """Return a call's result and its CPU seconds, those of child processes not included."""
    start = time.process_time()
    result = what()
    return result, time.process_time() - start


def main(count: int) -> None:
    """Build a collection of `count` articles and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out("no_article", ROOT, folder)
        make_articles(folder / "articles", count)
        project = Project.open(folder)
        rows: list[tuple[str, float]] = []
        (digest, _), cold = timed(lambda: analyze(project, project.articles))
        rows.append(("analysis, nothing cached (base)", cold))
        rows.append(("analysis, everything cached", timed(lambda: analyze(project, project.articles))[1]))
        pages, seconds = timed(
            lambda: render_pages(digest, project.config, project.templates, project.editorial, ADDRESS)
        )
        rows.append((f"rendering {len(pages)} pages of Markdown", seconds))
        index, seconds = timed(lambda: build_index(digest, project.config))
        rows.append((f"search index, {sum(map(len, index.values())) // 1024} KiB", seconds))
        data, seconds = timed(lambda: export_files(digest, project.config))
        rows.append((f"data as JSON, {_kibibytes(data)} KiB in {len(data)} files", seconds))
        desk = desk_of(digest, project.config, None, load_strings(project.templates), ADDRESS)
        feeds, seconds = timed(lambda: build_feeds(desk))
        rows.append((f"feeds, {_kibibytes(feeds)} KiB in {len(feeds)} files", seconds))
        cards = [page.card for page in pages if page.card]
        drawn, seconds = timed(lambda: make_cards(cards, project.docs))
        rows.append((f"cards, {_kibibytes(drawn)} KiB in {len(drawn)} files", seconds))
        files = {**data, **index, **feeds, **drawn}
        rows.append(("writing, all new", timed(lambda: write_pages(pages, project.docs, files))[1]))
        rows.append(("writing, nothing new", timed(lambda: write_pages(pages, project.docs, files))[1]))
        rows.append(("cards, all drawn before", timed(lambda: make_cards(cards, project.docs))[1]))
        site = timed(lambda: build_site(project.root, project.docs, project.site, newest=newest_day(digest)))[1]
        rows.append(("MkDocs", site))
    print(f"{count} articles, {len(digest.events)} events; ratios of CPU time, base {cold:.1f} s on this machine")
    for label, seconds in rows:
        print(f"  {label:<44} {seconds / cold:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_ARTICLES)
