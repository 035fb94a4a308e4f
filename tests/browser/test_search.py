"""The search, asked in a reader's browser."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Error, Page, expect

from digest.lexicon import default_lexicons
from digest.search import Unit, normaliser
from digest.search.shards import unpack
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit

FIRE = "حريق في ميناء الرملة يودي بحياة سبعة عمال"


def ask(page: Page, query: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("([q, o]) => digestSearch(q, o)", [query, options])
    return found


def titles(found: list[dict[str, Any]], kind: str | None = None) -> list[str]:
    return [result["title"] for result in found if kind in (None, result["type"])]


# ---------------------------------------------------------------------------------------------- both sides agree


MOST_TEXTS = 150_000


def all_words(root: Path) -> list[str]:
    """Texts of all kinds: words of every lexicon, clitics before them and endings after them, the golden cases.

    All of the search's own lexicon, and of the others as many as are quickly compared.
    """
    lexicons = {
        path.stem: tomllib.loads(path.read_text("utf-8")) for path in (root / "digest/lexicons/ar").glob("*.toml")
    }
    own = strings(lexicons.pop("search"))
    for case in sorted((root / "tests" / "cases" / "search").glob("*.yml")):
        own.update(strings(yaml.safe_load(case.read_text(encoding="utf-8"))))
    others = sorted(forms(set().union(*map(strings, lexicons.values()))))
    own |= forms(own)
    own.update(chr(point) + "ب" + chr(point) for point in range(0x20, 0xFFFF) if not 0xD800 <= point < 0xE000)
    return sorted(own | set(others[:: len(others) // (MOST_TEXTS - len(own)) + 1]))


def forms(words: set[str]) -> set[str]:
    """Return texts and each word of them after clitics and before endings."""
    single = {part for text in words for part in re.findall(r"\w+", text) if len(part) > 1}
    before = {clitic + word for word in single for clitic in ("ال", "و", "وال", "بال", "لل", "ل", "ف", "س")}
    return words | before | {word + end for word in single for end in ("ات", "ين", "ها", "ته", "اً", "ًا", "ية")}


def strings(value: Any) -> set[str]:
    match value:
        case str():
            return {value}
        case dict():
            return set().union(*map(strings, value), *map(strings, value.values())) if value else set()
        case list():
            return set().union(*map(strings, value)) if value else set()
    return set()


# As one string of JSON each way: Playwright takes ten times as long over a nest of lists.
UNITS = """([table, texts]) => {
  const { units } = digestNormaliser(table);
  return JSON.stringify(JSON.parse(texts).map((text) => [false, true].map((query) =>
    units(text, query).map(({ start, end, terms, weaker }) => [start, end, terms, weaker]))));
}"""


def as_lists(units: Sequence[Unit]) -> list[list[Any]]:
    return [[unit.start, unit.end, list(unit.terms), list(unit.weaker)] for unit in units]


def test_browser_and_builder_read_every_word_alike(visit: Visit, site: Path, root: Path) -> None:
    page = visit.go()
    page.add_script_tag(url=visit.address + "assets/js/search-normalise.js")
    table = unpack((site / "data" / "search" / "table.bin").read_bytes())
    texts = all_words(root)
    assert len(texts) > 60_000
    ours = normaliser(default_lexicons())
    for start in range(0, len(texts), 20_000):
        part = texts[start : start + 20_000]
        theirs = json.loads(page.evaluate(UNITS, [table, json.dumps(part)]))
        for text, (index, query) in zip(part, theirs, strict=True):
            assert index == as_lists(ours.units(text)), text
            assert query == as_lists(ours.units(text, query=True)), text


# ---------------------------------------------------------------------------------------------- what is loaded


def test_nothing_is_loaded_before_a_reader_searches(visit: Visit) -> None:
    page = visit.go(quiet=True)
    assert [url for url in visit.asked if "search" in url] == []
    ask(page, "الميناء")
    loaded = [url.removeprefix(visit.address) for url in visit.asked if "search" in url]
    assert {"assets/js/search-worker.js", "data/search/index.bin", "data/search/table.bin"} < set(loaded)
    assert len([url for url in loaded if "/s/" in url]) == 2  # the word's, and that of pages called so
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
    page.keyboard.press("ArrowDown")
    expect(first.locator("a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/events/2023-03-12-[^/]*/"))
    assert visit.wrong == []


def test_the_dialog_says_when_nothing_is_found(visit: Visit) -> None:
    page = visit.go()
    search_for(page, "زرافة")
    expect(page.locator(".md-search-result__meta")).to_have_text("لم نجد شيئا")


def test_the_dialog_on_a_phone(phone: Visit) -> None:
    page = phone.go()
    page.locator("header [data-opens=search]").click()
    page.locator(".md-search__input").press_sequentially("الميناء")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("ميناء")
    page.wait_for_function("() => document.getAnimations().length === 0")  # the dialog slides in
    box = first.bounding_box()
    assert box is not None
    assert -1 < box["x"] <= box["x"] + box["width"] < PHONE["width"] + 1


# ---------------------------------------------------------------------------------------------- whatever is asked


ABOUT = """async ([query, options]) => {
  const found = await digestSearch(query, options);
  return { urls: found.map((result) => result.url), groups: found.map((result) => result.group), total: found.total,
    number: found.groups, facets: found.facets, corrected: found.corrected, missing: found.missing,
    dates: found.map((result) => result.date) };
}"""


def about(page: Page, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ABOUT, [query, options])
    return found


@pytest.mark.parametrize("query", ["", "   ", "في من و", "😀 🎉", '"" «»', "\u202e\u200f", "…؟!"])
def test_a_query_without_a_word_finds_nothing(visit: Visit, query: str) -> None:
    assert ask(visit.go(), query) == []


def test_a_query_may_be_long(visit: Visit) -> None:
    page = visit.go()
    assert FIRE in titles(ask(page, "حريق " * 2_500))
    assert ask(page, "ض" * 10_000) == []


@pytest.mark.parametrize(
    "options",
    [{"from": "2023-02-30"}, {"to": "12/3/2023"}, {"from": "x"}, {"sort": "best"}, {"limit": -1}, {"offset": 0.5}],
)
def test_an_option_without_sense_is_refused(visit: Visit, options: dict[str, Any]) -> None:
    (name,) = options
    with pytest.raises(Error, match=name):
        ask(visit.go(), "الميناء", **options)


def test_an_unknown_filter_finds_nothing(visit: Visit) -> None:
    page = visit.go()
    for name in ("theme", "person", "outlet"):
        assert ask(page, "الميناء", **{name: "لا أحد هنا"}) == []


def test_the_next_results_follow_the_first(visit: Visit) -> None:
    page = visit.go()
    whole = about(page, "الميناء", limit=50)
    first, second = about(page, "الميناء", limit=3), about(page, "الميناء", limit=50, offset=3)
    assert whole["urls"] == first["urls"] + second["urls"]
    assert first["total"] == whole["total"] == len(whole["urls"])
    assert whole["number"] == len(set(whole["groups"]))


def test_results_by_date_begin_with_the_newest(visit: Visit) -> None:
    dates = [date for date in about(visit.go(), "الميناء", sort="date", limit=50)["dates"] if date]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


def test_results_of_an_event_stand_together(visit: Visit) -> None:
    page = visit.go()
    found: list[dict[str, Any]] = ask(page, "الميناء", grouped=True, perGroup=2, limit=50)
    groups = [result["group"] for result in found]
    assert [g for i, g in enumerate(groups) if g not in groups[:i]] == [
        g for i, g in enumerate(groups) if [*groups, ""][i - 1] != g
    ]
    event = next(
        i for i, result in enumerate(found) if result["type"] == "event" and groups.count(result["group"]) == 2
    )
    assert found[event + 1]["type"] == "article"
    assert found[event]["more"] == len([r for r in ask(page, "الميناء", limit=50) if r["group"] == groups[event]]) - 2


def test_facets_count_what_was_found(visit: Visit) -> None:
    page = visit.go()
    facets = about(page, "الميناء", facets=True)["facets"]
    for outlet in facets["outlet"]:
        assert about(page, "الميناء", outlet=outlet["id"])["total"] == outlet["count"]
    for theme in facets["theme"]:
        assert about(page, "الميناء", theme=theme["name"])["total"] == theme["count"]
    assert "هاني الصباغ" in {person["name"] for person in facets["person"]}


def test_what_was_taken_for_a_typing_error_is_said(visit: Visit) -> None:
    found = about(visit.go(), "حرييق الميناء")
    assert [one["typed"] for one in found["corrected"]] == ["حرييق"]
    assert about(visit.go(), "حريق زرافة")["missing"] == ["زرافة"]


def test_questions_at_once_are_each_answered(visit: Visit) -> None:
    page = visit.go()
    asked = ["حريق", "الصباغ", "12 مارس", "زرافة", "اقتصاد"]
    at_once = page.evaluate("(asked) => Promise.all(asked.map((query) => digestSearch(query)))", asked)
    assert at_once == [ask(page, query) for query in asked]


def test_after_a_failure_asking_again_works(visit: Visit) -> None:
    page = visit.go()
    page.context.route("**/data/search/**", lambda route: route.abort())
    with pytest.raises(Error):
        ask(page, "حريق")
    page.context.unroute("**/data/search/**")
    assert FIRE in titles(ask(page, "حريق"))


def test_hand_written_pages_are_found(visit: Visit, site: Path) -> None:
    register: Any = unpack((site / "data" / "search" / "register.bin").read_bytes())
    assert "g" in register["kinds"]
    found = ask(visit.go(), "كيف يُصنع هذا الموجز")
    assert "page" in {result["type"] for result in found}
