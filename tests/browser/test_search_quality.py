"""How well the search finds: the table of queries of `tests/browser/queries`, asked in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from digest.search import build_index
from tests.browser.chromium import served
from tests.search_table import CONFIG, PARTS, digest_of, figures, ids_by_page, judge, queries, report, write_articles

RECALL, PRECISION = 0.97, 0.95
"""What the table must reach, by half."""

Asked = tuple[Page, dict[str, frozenset[str]]]


@pytest.fixture(scope="module")
def asked(browser: Browser, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A page on which `digestSearch` asks the collection, and what its pages are about."""
    folder = tmp_path_factory.mktemp("quality")
    write_articles(folder / "articles")
    digest = digest_of(root, folder / "articles")
    for name, data in build_index(digest, CONFIG).items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(data)
    shutil.copytree(root / "site_src" / "assets" / "js", folder / "site" / "assets" / "js")
    (folder / "site" / "index.html").write_text('<!doctype html><script src="assets/js/digest.js"></script>')
    with served(folder / "site") as address:
        page = browser.new_page()
        page.goto(address)
        yield page, {address + url: ids for url, ids in ids_by_page(digest).items()}
        page.close()


ASK = """async (queries) => {
  const answers = [];
  for (const query of queries) answers.push(await digestSearch(query, { limit: 100 }));
  return answers.map((found) => found.map(({ url, missing }) => ({ url, missing })));
}"""


@pytest.mark.parametrize("part", PARTS)
def test_readers_find_what_they_look_for(asked: Asked, part: str) -> None:
    page, pages = asked
    table = queries(part)
    answers = page.evaluate(ASK, [query.text for query in table])
    verdicts = [judge(query, found, pages) for query, found in zip(table, answers, strict=True)]
    print("\n" + report(part, verdicts))
    recall, precision = figures(verdicts)
    assert recall >= RECALL
    assert precision >= PRECISION


def test_the_table_is_large_and_names_articles_that_exist(asked: Asked) -> None:
    known = frozenset().union(*asked[1].values())
    table = [query for part in PARTS for query in queries(part)]
    assert len(table) >= 250
    assert len({query.text for query in table}) == len(table)
    assert [query for query in table if not query.find | query.also <= known] == []
