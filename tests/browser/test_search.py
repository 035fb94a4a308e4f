"""The search, asked in a reader's browser."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from digest.lexicon import default_lexicons
from digest.search import Unit, normaliser
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit

FIRE = "حريق في ميناء الرملة يودي بحياة سبعة عمال"


def ask(page: Page, query: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("([q, o]) => digestSearch(q, o)", [query, options])
    return found


def titles(found: list[dict[str, Any]], kind: str | None = None) -> list[str]:
    return [result["title"] for result in found if kind in (None, result["type"])]


# ---------------------------------------------------------------------------------------------- both sides agree


def all_words(root: Path) -> list[str]:
    """Texts of all kinds: the words of every lexicon, clitics before them and endings after them, the golden cases."""
    words: set[str] = set()
    for path in sorted((root / "digest" / "lexicons" / "ar").glob("*.toml")):
        words.update(strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    single = sorted({part for text in words for part in re.findall(r"\w+", text)})
    words.update(before + word for word in single for before in ("ال", "و", "وال", "بال", "لل", "ل", "ف", "س"))
    words.update(word + after for word in single for after in ("ات", "ين", "ها", "ته", "اً", "ًا", "ية"))
    for case in sorted((root / "tests" / "cases" / "search").glob("*.yml")):
        words.update(strings(yaml.safe_load(case.read_text(encoding="utf-8"))))
    words.update(chr(point) + "ب" + chr(point) for point in range(0x20, 0xFFFF) if not 0xD800 <= point < 0xE000)
    return sorted(words)


def strings(value: Any) -> set[str]:
    match value:
        case str():
            return {value}
        case dict():
            return set().union(*map(strings, value), *map(strings, value.values())) if value else set()
        case list():
            return set().union(*map(strings, value)) if value else set()
    return set()


UNITS = """([table, texts]) => {
  const { units } = digestNormaliser(table);
  return texts.map((text) => [false, true].map((query) =>
    units(text, query).map(({ start, end, terms, weaker }) => [start, end, terms, weaker])));
}"""


def as_lists(units: list[Unit]) -> list[list[Any]]:
    return [[unit.start, unit.end, list(unit.terms), list(unit.weaker)] for unit in units]


def test_browser_and_builder_read_every_word_alike(visit: Visit, site: Path, root: Path) -> None:
    page = visit.go()
    page.add_script_tag(url=visit.address + "assets/js/search-normalise.js")
    table = json.loads((site / "data" / "search" / "table.json").read_bytes())
    texts = all_words(root)
    assert len(texts) > 80_000
    ours = normaliser(default_lexicons())
    for start in range(0, len(texts), 20_000):
        part = texts[start : start + 20_000]
        theirs = page.evaluate(UNITS, [table, part])
        for text, (index, query) in zip(part, theirs, strict=True):
            assert index == [[u.start, u.end, list(u.terms), list(u.weaker)] for u in ours.units(text)], text
            assert query == [[u.start, u.end, list(u.terms), list(u.weaker)] for u in ours.units(text, query=True)], (
                text
            )


# ---------------------------------------------------------------------------------------------- what is loaded


def test_nothing_is_loaded_before_a_reader_searches(visit: Visit) -> None:
    page = visit.go()
    assert [url for url in visit.asked if "search" in url] == []
    ask(page, "الميناء")
    loaded = [url.removeprefix(visit.address) for url in visit.asked if "search" in url]
    assert {"assets/js/search-worker.js", "data/search/index.json", "data/search/table.json"} < set(loaded)
    assert len([url for url in loaded if "/s/" in url]) == 1
    assert visit.wrong == []


# ---------------------------------------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    "query",
    ["حريق", "الحريق", "بالحريق", "وللحرائق", "حَرِيق", "حـريق", "حريقا", "الحريق في الميناء", "موانئ الرملة"],
)
def test_an_event_is_found_as_people_type_it(visit: Visit, query: str) -> None:
    found = ask(visit.go(), query)
    assert FIRE in titles(found, "event")
    assert found[0]["type"] in ("event", "story")


def test_results_say_what_they_are(visit: Visit) -> None:
    page = visit.go("days/")
    (event, *_) = (result for result in ask(page, "حريق سبعة عمال") if result["type"] == "event")
    assert event["url"].startswith(visit.address + "events/2023-03-12-")
    assert event["date"] == "2023-03-12"
    assert event["outlets"] == ["صحيفة المرفأ", "وكالة السهل"]
    assert "<mark>حريق</mark>" in event["excerpt"]
    assert page.goto(event["url"]).status == 200


def test_excerpts_are_the_words_of_the_articles(visit: Visit, site: Path) -> None:
    found = ask(visit.go(), "الصباغ السكان")
    names = [path.parent.name for path in (site / "articles").glob("*/index.html")]
    articles = " ".join(text_of(visit.go(f"articles/{name}/")) for name in names)
    excerpts = [result["excerpt"] for result in found if result["type"] in ("event", "article")]
    assert len(excerpts) == 3
    for excerpt in excerpts:
        assert "<mark>" in excerpt
        assert re.sub(r"</?mark>", "", excerpt).strip("…").replace("&quot;", '"') in articles


def text_of(page: Page) -> str:
    return " ".join(page.locator(".d-lines").inner_text().split())


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("هاني الصباغ", "person", "هاني الصباغ"),
        ("الصبّاغ", "person", "هاني الصباغ"),
        ("وزير النقل", "person", "فارس الدالي"),
        ("12 مارس", "day", "الأحد 12 مارس/آذار 2023"),
        ("١٢/٣", "day", "الأحد 12 مارس/آذار 2023"),
        ("12 آذار 2023", "day", "الأحد 12 مارس/آذار 2023"),
        ("وكالة السهل", "outlet", "وكالة السهل"),
        ("اقتصاد", "theme", "اقتصاد وأعمال ومال"),
        ("سيطرنا على الحريق", "event", FIRE),
    ],
)
def test_the_best_answer_comes_first(visit: Visit, query: str, kind: str, title: str) -> None:
    best = ask(visit.go(), query)[0]
    assert (best["type"], best["title"]) == (kind, title)


def test_nothing_is_found_of_what_is_not_there(visit: Visit) -> None:
    page = visit.go()
    assert ask(page, "زرافة") == []
    assert ask(page, "xyzzy") == []
    assert ask(page, "في من") == []
    assert ask(page, "") == []


def test_a_word_half_typed_is_completed(visit: Visit) -> None:
    page = visit.go()
    assert FIRE in titles(ask(page, "حري"))
    assert FIRE in titles(ask(page, "ميناء الرم"))
    assert "فارس الدالي" in titles(ask(page, "وزير النق"))


def test_a_typing_error_is_forgiven(visit: Visit) -> None:
    assert FIRE in titles(ask(visit.go(), "حرييق الميناء"))


def test_where_no_page_holds_all_words_the_missing_ones_are_named(visit: Visit) -> None:
    found = ask(visit.go(), "حريق زرافة")
    assert FIRE in titles(found)
    assert {tuple(result["missing"]) for result in found} == {("زرافة",)}


def test_filters(visit: Visit) -> None:
    page = visit.go()
    everything = {result["url"] for result in ask(page, "الميناء", limit=50)}
    agency = ask(page, "الميناء", outlet="وكالة السهل", limit=50)
    assert {tuple(result["outlets"]) for result in agency} == {("وكالة السهل",), ("صحيفة المرفأ", "وكالة السهل")}
    assert {result["url"] for result in agency} < everything
    by_slug = ask(page, "الميناء", theme="economy-business-and-finance", limit=50)
    assert {result["date"] for result in by_slug} == {"2023-03-19"}
    assert by_slug == ask(page, "الميناء", theme="اقتصاد وأعمال ومال", limit=50)
    person = ask(page, "الميناء", person="ليلى الحمداوي", limit=50)
    assert {result["date"] for result in person if result["date"]} == {"2023-03-19"}
    dated = ask(page, "الميناء", **{"from": "2023-03-13", "to": "2023-03-31", "limit": 50})
    assert {result["date"] for result in dated} == {"2023-03-19"}
    assert ask(page, "الميناء", person="لا أحد") == []
    assert len(ask(page, "الميناء", limit=2)) == 2


def test_article_text_stays_text_in_results(visit: Visit) -> None:
    marked = visit.go().evaluate(
        """async () => {
          const results = await digestSearch('الصباغ');
          const box = document.createElement('div');
          box.innerHTML = results.map((result) => result.excerpt).join('');
          return [...new Set([...box.querySelectorAll('*')].map((element) => element.tagName))];
        }"""
    )
    assert marked == ["MARK"]


# ---------------------------------------------------------------------------------------------- the dialog


def search_for(page: Page, words: str) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)


def test_the_dialog_answers_by_event(visit: Visit) -> None:
    page = visit.go("about/")
    search_for(page, "وللحريق")
    first = page.locator(".md-search-result__item").first
    expect(first.locator("h1")).to_have_text(FIRE)
    expect(first.locator("h1 mark")).to_have_text("حريق")
    expect(first.locator("details summary")).to_contain_text("مقالات أخرى عن هذا الحدث")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/2023-03-12-*/")
    assert visit.wrong == []


def test_the_dialog_says_when_nothing_is_found(visit: Visit) -> None:
    page = visit.go()
    search_for(page, "زرافة")
    expect(page.locator(".md-search-result__meta")).to_have_text("لم نجد شيئا")


def test_the_dialog_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = Visit(context.new_page(), address).go()
    page.locator("header label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").press_sequentially("الميناء")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("ميناء")
    page.wait_for_function("() => document.getAnimations().length === 0")  # the dialog slides in
    box = first.bounding_box()
    assert box is not None
    assert -1 < box["x"] <= box["x"] + box["width"] < PHONE["width"] + 1
    context.close()
