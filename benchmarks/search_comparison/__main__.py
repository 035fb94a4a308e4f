"""Ask Pagefind, MiniSearch and this project's search the table of queries, in one browser, over the same articles.

Run by hand: it installs the npm packages into a temporary folder. Articles alone are judged, since the others know no
events. Recall and precision are those of `tests/search_table.py`; bytes are what the first answer of a visit loads.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser

from digest.search import build_index
from tests.browser.chromium import running_chromium, served
from tests.search_table import CONFIG, FOLDER, PARTS, digest_of, figures, ids_by_page, judge, queries, write_articles

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pagefind@1.5.2", "minisearch@7.2.0")

OURS = """async (queries) => {
  const all = [];
  for (const q of queries) all.push((await digestSearch(q, {limit: 100})).map(({url, missing}) => ({url, missing})));
  return all;
}"""

PAGEFIND = """async (queries) => {
  window.engine ??= await import('/pagefind/pagefind.js');
  const all = [];
  for (const q of queries) {
    const found = await engine.search(q);
    const data = await Promise.all(found.results.slice(0, 100).map((result) => result.data()));
    all.push(data.map((one) => ({url: one.raw_url ?? one.url})));
  }
  return all;
}"""

MINISEARCH = """async (queries) => {
  const options = {fields: ['title', 'text'], storeFields: ['url']};
  window.engine ??= MiniSearch.loadJS(await (await fetch('/index.json')).json(), options);
  const how = {boost: {title: 6}, combineWith: 'AND', prefix: (term, i, terms) => i === terms.length - 1, fuzzy: 0.2};
  return queries.map((q) => engine.search(q, how).slice(0, 100).map(({url}) => ({url})));
}"""

INDEX_MINISEARCH = """
const MiniSearch = require('minisearch');
const rows = JSON.parse(require('fs').readFileSync(0));
const index = new MiniSearch({fields: ['title', 'text'], storeFields: ['url']});
index.addAll(rows);
process.stdout.write(JSON.stringify(index));
"""


def lay_out(folder: Path, npm: Path) -> tuple[dict[str, frozenset[str]], dict[str, bool]]:
    """Write a site for each engine; return what our pages are about, and which engines write the same bytes twice."""
    rows = yaml.safe_load((FOLDER / "collection.yml").read_text(encoding="utf-8"))
    write_articles(folder / "articles")
    digest = digest_of(ROOT, folder / "articles")
    index = build_index(digest, CONFIG)
    for name, data in index.items():
        (folder / "ours" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "ours" / name).write_bytes(data)
    shutil.copytree(ROOT / "site_src" / "assets" / "js", folder / "ours" / "assets" / "js")
    (folder / "ours" / "index.html").write_text('<!doctype html><script src="assets/js/digest.js"></script>')
    same = {"ours": index == build_index(digest, CONFIG)}
    same["pagefind"] = _pagefind(rows, folder / "pagefind", npm) == _pagefind(rows, folder / "again", npm)
    same["minisearch"] = _minisearch(rows, folder / "minisearch", npm) == _minisearch(rows, folder / "again2", npm)
    return ids_by_page(digest), same


def _pagefind(rows: list[dict[str, Any]], site: Path, npm: Path) -> dict[str, bytes]:
    site.mkdir(parents=True)
    (site / "index.html").write_text('<!doctype html><html lang="ar"><title>x</title><body data-pagefind-ignore>x')
    for row in rows:
        (site / "articles" / row["id"]).mkdir(parents=True)
        body = "".join(f"<p>{html.escape(part)}</p>" for part in (str(row["date"]), *row["text"].split("\n\n")))
        page = f'<!doctype html><html lang="ar"><title>{row["title"]}</title><main><h1>{row["title"]}</h1>{body}</main>'
        (site / "articles" / row["id"] / "index.html").write_text(page, encoding="utf-8")
    subprocess.run([npm / "node_modules/.bin/pagefind", "--site", site], check=True, capture_output=True)
    return {str(p.relative_to(site)): p.read_bytes() for p in sorted((site / "pagefind").rglob("*")) if p.is_file()}


def _minisearch(rows: list[dict[str, Any]], site: Path, npm: Path) -> dict[str, bytes]:
    site.mkdir(parents=True)
    fields = [{**row, "text": f"{row['date']} {row['text']}", "url": f"articles/{row['id']}/"} for row in rows]
    given = json.dumps(fields, default=str).encode()
    made = subprocess.run(["node", "-e", INDEX_MINISEARCH], input=given, cwd=npm, check=True, capture_output=True)
    (site / "index.json").write_bytes(made.stdout)
    shutil.copy(npm / "node_modules/minisearch/dist/umd/index.js", site / "minisearch.js")
    (site / "index.html").write_text('<!doctype html><script src="minisearch.js"></script>')
    return {"index.json": made.stdout}


def measure(
    browser: Browser, site: Path, script: str, about: Callable[[str], frozenset[str]]
) -> tuple[list[tuple[float, float]], int]:
    """Return recall and precision of each part of the table, and the bytes of the first answer."""
    with served(site) as address:
        page = browser.new_page()
        page.goto(address)
        sizes: list[int] = []
        page.context.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]))
        page.evaluate(script, ["حريق"])
        page.wait_for_timeout(500)
        first = sum(sizes)
        found = []
        for part in PARTS:
            table = queries(part)
            answers = page.evaluate(script, [query.text for query in table])
            relative = [[{**r, "url": r["url"].replace(address, "").lstrip("/")} for r in rs] for rs in answers]
            pages = {r["url"]: about(r["url"]) for rs in relative for r in rs if r["url"].startswith("articles/")}
            found.append(figures([judge(q, rs, pages) for q, rs in zip(table, relative, strict=True)]))
        page.close()
    return found, first


def main() -> None:
    """Install, index, ask, print."""
    with tempfile.TemporaryDirectory() as name, running_chromium() as browser:
        folder = Path(name)
        npm = folder / "npm"
        npm.mkdir()
        subprocess.run(["npm", "install", "--no-save", "--prefix", npm, *PACKAGES], check=True, capture_output=True)
        ours, same = lay_out(folder, npm)
        print("| engine | recall, precision (seen) | (unseen) | bytes of the first answer | same bytes twice |")
        print("|---|---|---|---|---|")
        for engine, script in (("ours", OURS), ("pagefind", PAGEFIND), ("minisearch", MINISEARCH)):
            about = (lambda url: ours[url]) if engine == "ours" else (lambda url: frozenset({url.split("/")[1]}))
            parts, first = measure(browser, folder / engine, script, about)
            cells = [f"{recall:.3f} {precision:.3f}" for recall, precision in parts]
            print(f"| {engine} | {' | '.join(cells)} | {first} | {same[engine]} |")


if __name__ == "__main__":
    main()
