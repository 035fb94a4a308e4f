"""The search page, the way to it from the header, and the marks on the page to which a result leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE, served
from tests.browser.conftest import Visit, path_of

FIRE = "حريق في ميناء الرملة يودي بحياة سبعة عمال"


def search_page(visit: Visit, **state: str) -> Page:
    """Open the search page in a state and wait for its answer."""
    query = "&".join(f"{name}={quote(value)}" for name, value in state.items())
    page = visit.go(f"search/?{query}" if query else "search/")
    page.wait_for_function("() => document.querySelector('#d-search').dataset.state !== 'asked'")
    return page


def hits(page: Page) -> Locator:
    return page.locator(".d-hits > li")


def status(page: Page) -> Locator:
    return page.locator("#search-status")


def state_of(page: Page) -> dict[str, str]:
    """Return what the address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


# ---------------------------------------------------------------------------------------------- results


def test_a_shared_address_answers_in_original_words(visit: Visit) -> None:
    page = search_page(visit, q="وللحريق")
    expect(page.get_by_role("searchbox")).to_have_value("وللحريق")
    expect(status(page)).to_have_text(re.compile("نتائج عن «وللحريق»$"))
    event = hits(page).filter(has=page.get_by_role("heading", name=FIRE))
    expect(event.locator(".d-hit-kind")).to_have_text("حدث · الأحد 12 مارس/آذار 2023")
    expect(event.locator(".d-hit-title mark")).to_have_text("حريق")
    expect(event.locator(".d-hit-outlets").first).to_have_text("صحيفة المرفأ · وكالة السهل")
    expect(event.locator(".d-hit-text mark").first).to_have_text(re.compile("حريق"))
    assert page.title().startswith("وللحريق - ")
    assert visit.wrong == []
    assert visit.elsewhere() == []


def test_articles_stand_under_their_event(visit: Visit) -> None:
    page = search_page(visit, q="حريق")
    event = hits(page).filter(has=page.get_by_role("heading", name=FIRE))
    inside = event.locator(".d-hit-inside > li")
    expect(inside).to_have_count(2)
    expect(inside.filter(has_text="تسعة قتلى")).to_contain_text("مقال · وكالة السهل")
    assert page.locator(".d-hit-link").evaluate_all("links => new Set(links.map(a => a.href)).size === links.length")


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "نتيجة واحدة"), (2, "نتيجتان"), (3, "3 نتائج"), (11, "11 نتيجة"), (100, "100 نتيجة"), (103, "103 نتائج")],
)
def test_numbers_agree_with_their_noun(visit: Visit, count: int, words: str) -> None:
    page = visit.go("search/")
    page.evaluate(
        """(count) => { window.digestSearch = async () => Object.assign(
             [{url: location.href, title: "س", heading: "س", excerpt: "", type: "event", group: "1", missing: []}],
             {total: count, groups: 1, missing: [], corrected: []}) }""",
        count,
    )
    page.get_by_role("searchbox").fill("ميناء")
    expect(status(page)).to_have_text(f"{words} عن «ميناء»")


def test_nothing_found_says_so_and_proposes_ways_on(visit: Visit) -> None:
    page = search_page(visit, q="زرافة")
    expect(status(page)).to_have_text("لم نجد شيئا عن «زرافة».")
    expect(hits(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="الأكثر اقتباسا")).to_be_visible()
    expect(page.locator(".d-search-indexes a")).to_have_count(5)


def test_missing_words_and_typing_errors_are_told(visit: Visit) -> None:
    page = search_page(visit, q="حريق زرافة")
    expect(page.locator(".d-search-missing")).to_contain_text("وليس فيها «زرافة»")
    page = search_page(visit, q="حرييق")
    expect(page.locator(".d-search-corrected")).to_have_text("لم نجد «حرييق»، وهذه نتائج «حريق».")


def test_hostile_words_stay_words(visit: Visit) -> None:
    page = search_page(visit, q="<img src=x onerror=alert(1)>حريق", theme='"><script>')
    expect(status(page)).to_contain_text("<img src=x onerror=alert(1)>حريق")
    assert page.locator("#d-search img, #d-search script:not([src])").count() == 0
    assert visit.wrong == []


# ---------------------------------------------------------------------------------------------- filters and order


def test_filters_narrow_the_results_and_stand_in_the_address(visit: Visit) -> None:
    page = search_page(visit, q="الميناء")
    before = page.locator(".d-hit-link").count()
    page.locator("summary", has_text="صفِّ النتائج").click()
    page.get_by_label("الناشر").select_option(label="وكالة السهل (2)")
    expect(page.locator(".d-picked button")).to_have_text(re.compile("الناشر وكالة السهل"))
    assert page.locator(".d-hit-link").count() < before
    assert state_of(page).keys() == {"q", "outlet"}
    page.get_by_label("من يوم").fill("2023-03-13")
    expect(status(page)).to_have_text("لم نجد شيئا عن «الميناء» بهذه الشروط.")
    page.get_by_role("button", name="ابحث بلا شروط").click()
    expect(page.locator(".d-hit-link")).to_have_count(before)
    assert state_of(page) == {"q": "الميناء"}


def test_a_person_is_chosen_by_name(visit: Visit) -> None:
    page = search_page(visit, q="الميناء", person="ليلى الحمداوي")
    expect(page.locator(".d-picked button")).to_have_count(1)
    assert all(
        "2023-03-12" not in href for href in page.locator(".d-hit-title a").evaluate_all("l => l.map(a => a.href)")
    )
    page.get_by_role("button", name="أزل الشرط: شخص أو مؤسسة ليلى الحمداوي").click()
    expect(page.locator(".d-picked")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_theme_may_be_named_in_the_address_by_its_words(visit: Visit) -> None:
    by_word = search_page(visit, q="الميناء", theme="اقتصاد وأعمال ومال")
    expect(by_word.locator(".d-picked button")).to_contain_text("اقتصاد")
    named = by_word.locator(".d-hit-link").all_inner_texts()
    by_slug = search_page(visit, q="الميناء", theme="economy-business-and-finance")
    assert by_slug.locator(".d-hit-link").all_inner_texts() == named != []


def test_nonsense_in_the_address_is_passed_over(visit: Visit) -> None:
    page = search_page(visit, q="الميناء", **{"from": "gestern", "page": "-7", "sort": "x"})
    expect(status(page)).to_contain_text("عن «الميناء»")
    assert hits(page).count() > 0
    assert visit.wrong == []


def test_results_by_date(visit: Visit) -> None:
    page = search_page(visit, q="الميناء")
    page.get_by_role("radio", name="الأحدث").check()
    expect(page.locator(".d-hit-event .d-hit-kind").first).to_contain_text("19 مارس")
    assert state_of(page) == {"q": "الميناء", "sort": "date"}


def test_filters_open_comfortably_on_a_phone(phone: Visit) -> None:
    phone.page.set_viewport_size({"width": 360, "height": 740})
    page = search_page(phone, q="الميناء", outlet="وكالة السهل")
    page.locator("summary", has_text="صفِّ النتائج").tap()
    for field in page.locator(".d-filter :is(input, select)").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# ---------------------------------------------------------------------------------------------- pages


MANY = """() => {
  const made = (i) => ({url: location.origin + "/events/" + i + "/", title: "حدث " + i, heading: "حدث " + i,
    excerpt: "نص " + i, type: "event", group: "g" + i, missing: [], more: i === 0 ? 2 : 0});
  window.asked = [];
  window.digestSearch = async (query, options) => {
    window.asked.push(options);
    const all = Array.from({length: 23}, (_, i) => made(i)).slice(options.offset, options.offset + options.limit);
    return Object.assign(all, {total: 23, groups: 23, missing: [], corrected: [], facets: null});
  };
}"""


def test_pages_of_results_have_addresses(visit: Visit) -> None:
    page = visit.go("search/")
    page.evaluate(MANY)
    page.get_by_role("searchbox").fill("حدث")
    pages = page.get_by_role("navigation", name="صفحات النتائج")
    expect(pages).to_contain_text("الصفحة 1 من 3")
    expect(hits(page)).to_have_count(10)
    pages.get_by_role("link", name="التالية").click()
    expect(pages).to_contain_text("الصفحة 2 من 3")
    expect(status(page)).to_be_focused()
    assert state_of(page) == {"q": "حدث", "page": "2"}
    expect(hits(page).first.locator("a")).to_have_text("حدث 10")
    page.go_back()
    expect(hits(page).first.locator("a")).to_have_text("حدث 0")
    page.get_by_role("button", name="ومقالان آخران عن هذا الحدث").click()
    page.wait_for_function("() => asked.at(-1).perGroup > 100 && asked.at(-1).limit === 1")


# ---------------------------------------------------------------------------------------------- typing and keys


def test_results_follow_typing_and_the_browsers_back(visit: Visit) -> None:
    page = search_page(visit)
    field = page.get_by_role("searchbox")
    expect(page.get_by_role("heading", name="الأكثر اقتباسا")).to_be_visible()
    field.press_sequentially("حري")
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()
    expect(page.get_by_role("heading", name="الأكثر اقتباسا")).to_be_hidden()
    field.press("Enter")
    field.fill("الصباغ")
    field.press("Enter")
    expect(page.locator(".d-hit-person")).to_contain_text("هاني الصباغ")
    page.go_back()
    expect(field).to_have_value("حري")
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()
    page.go_back()
    expect(field).to_have_value("")
    expect(hits(page)).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()


def test_keys(visit: Visit) -> None:
    page = search_page(visit, q="الميناء")
    field = page.get_by_role("searchbox")
    links = page.locator(".d-hit-link")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page.locator("#d-search")).to_have_attribute("data-state", "start")
    assert state_of(page) == {}
    field.fill("الميناء")
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    first = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    assert first is not None
    page.wait_for_url(first.partition("?")[0])


# ---------------------------------------------------------------------------------------------- what may be missing


def test_a_lost_connection_is_told_and_tried_again(visit: Visit) -> None:
    page = visit.page
    page.route("**/data/search/**", lambda route: route.abort())
    search_page(visit, q="حريق")
    expect(status(page)).to_contain_text("تعذّر البحث")
    page.unroute("**/data/search/**")
    page.get_by_role("button", name="أعد المحاولة").click()
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()


def test_a_worker_that_cannot_start_is_an_error_too(visit: Visit) -> None:
    page = visit.page
    page.route("**/search-worker.js", lambda route: route.abort())
    search_page(visit, q="حريق")
    expect(status(page)).to_contain_text("تعذّر البحث")
    page.unroute("**/search-worker.js")
    page.get_by_role("button", name="أعد المحاولة").click()
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()


def test_a_page_opened_from_a_file_says_why_it_cannot_search(visit: Visit, site: Path) -> None:
    page = visit.page
    page.goto((site / "search" / "index.html").as_uri() + "?q=%D8%AD%D8%B1%D9%8A%D9%82")
    expect(status(page)).to_contain_text("فتحتَ هذه الصفحة من ملف على جهازك")
    expect(page.get_by_role("button", name="أعد المحاولة")).to_have_count(0)


def test_the_page_works_without_materials_script(visit: Visit) -> None:
    page = visit.page
    page.route("**/bundle*.js", lambda route: route.abort())
    search_page(visit, q="حريق")
    expect(page.get_by_role("heading", name=FIRE)).to_be_visible()
    visit.go("about/")
    page.locator(".md-search__input").fill("الميناء")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(status(page)).to_contain_text("عن «الميناء»")


def test_without_scripts_a_sentence_points_at_the_indexes(scriptless: Visit) -> None:
    page = scriptless.go("about/")
    page.locator(".md-search__input").fill("حريق")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".d-search-noscript")).to_contain_text("تجد ما تريد في الفهارس")
    expect(page.locator(".d-search-form")).to_be_hidden()
    for link in page.locator(".d-search-noscript a").all():
        assert page.request.get(scriptless.address + "search/" + str(link.get_attribute("href"))).ok


@pytest.fixture
def elsewhere(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the site below another folder of its server."""
    (tmp_path / "sub").symlink_to(site)
    with served(tmp_path) as base:
        yield base + "sub/"


def test_the_page_works_below_a_path(visit: Visit, elsewhere: str) -> None:
    visit.address = elsewhere
    page = search_page(visit, q="حريق", theme="conflict-war-and-peace")
    page = search_page(visit, q="حريق")
    page.get_by_role("link", name=FIRE).first.click()
    page.wait_for_url(f"{elsewhere}events/**")
    expect(page.locator("mark.d-sought").first).to_be_visible()
    assert visit.wrong == []


# ---------------------------------------------------------------------------------------------- from the header


def test_the_header_leads_to_all_results(visit: Visit) -> None:
    page = visit.go("days/")
    field = page.locator(".md-search__input")
    expect(page.locator(".d-all-results")).to_be_hidden()
    field.click()
    field.press_sequentially("الميناء")
    page.get_by_role("link", name="كل النتائج").click()
    page.wait_for_url("**/search/?q=*")
    expect(status(page)).to_contain_text("عن «الميناء»")
    expect(page.locator("[data-md-component=search]")).to_have_count(0)


def test_enter_without_a_choice_leads_to_all_results(visit: Visit) -> None:
    page = visit.go("days/")
    page.locator(".md-search__input").click()
    page.keyboard.type("حريق الميناء")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("searchbox")).to_have_value("حريق الميناء")


# ---------------------------------------------------------------------------------------------- marks on the page


def marks(page: Page) -> Locator:
    return page.locator("mark.d-sought")


def test_words_are_marked_where_a_result_leads(visit: Visit) -> None:
    page = search_page(visit, q="بالحريق")
    page.get_by_role("link", name=FIRE).first.click()
    page.wait_for_url("**/events/2023-03-12-*/")  # the query has left the address
    expect(marks(page).first).to_be_visible()
    words = marks(page).all_inner_texts()
    assert {"حريق", "الحريق"} <= set(words)
    bar = page.get_by_role("region", name="مواضع كلمات البحث في هذه الصفحة")
    expect(bar).to_contain_text("«بالحريق»")
    expect(bar.get_by_role("status")).to_have_text(re.compile(r"^\d+ (مواضع|موضعا)$"))
    bar.get_by_role("button", name="الموضع التالي").click()
    expect(bar.get_by_role("status")).to_have_text(re.compile("^الموضع 2 من"))
    now = page.locator("mark.d-sought-now").first
    assert now.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")
    page.reload()
    expect(marks(page)).to_have_count(len(words))
    text = page.locator(".md-content").inner_text()
    page.get_by_role("button", name="أزل التعليم").click()
    expect(marks(page)).to_have_count(0)
    expect(bar).to_have_count(0)
    assert page.locator(".md-content").inner_text() == text
    assert visit.wrong == []


def test_marks_leave_the_line_of_an_anchor_in_view(visit: Visit, site: Path) -> None:
    path = path_of(site, "articles", FIRE)
    anchor = visit.go(path).locator("[id^=L]").last.get_attribute("id")
    page = visit.go(f"{path}?h={quote('الميناء')}#{anchor}")
    expect(marks(page).first).to_be_attached()
    assert page.url == f"{visit.address}{path}#{anchor}"
    line = page.locator(f"#{anchor}")
    assert line.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top <= innerHeight }")


def test_a_word_half_typed_and_one_misspelt_are_marked(visit: Visit, site: Path) -> None:
    path = path_of(site, "events", FIRE)
    page = visit.go(f"{path}?h={quote('الرملة حري')}")
    expect(marks(page).first).to_be_attached()
    assert {"الرملة", "حريق"} <= set(marks(page).all_inner_texts())
    page = visit.go(f"{path}?h={quote('حرييق')}")
    expect(marks(page).first).to_have_text("حريق")


def test_a_page_without_the_words_is_left_alone(visit: Visit, site: Path) -> None:
    path = path_of(site, "events", FIRE)
    page = visit.go(f"{path}?h={quote('زرافة')}")
    assert page.url == visit.address + path
    assert marks(page).count() == page.locator(".d-hits-bar").count() == 0
    visit.asked.clear()
    visit.go(path, quiet=True)
    assert [url for url in visit.asked if "highlight" in url or "/search" in url] == []


def test_the_header_dialogs_results_are_marked_too(phone: Visit) -> None:
    page = phone.go()
    page.locator("header [data-opens=search]").click()
    page.locator(".md-search__input").press_sequentially("سبعة عمال")
    page.locator(".md-search-result__link", has_text=FIRE).first.click()
    page.wait_for_url("**/events/2023-03-12-*/")
    expect(marks(page).first).to_be_attached()
    bar = page.locator(".d-hits-bar").bounding_box()
    assert bar is not None
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= PHONE["width"]
