"""Every kind of page, as a reader's browser sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import show_scheme, still
from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import Visit, path_of

FIRE = "حريق في ميناء الرملة"

KINDS = {
    "home": lambda site: "",
    "event": lambda site: path_of(site, "events", FIRE),
    "article": lambda site: path_of(site, "articles", FIRE),
    "person": lambda site: path_of(site, "people", "هاني الصباغ"),
    "day": lambda site: "days/2023-03-12/",
    "month": lambda site: "days/2023-03/",
    "days": lambda site: "days/",
    "theme": lambda site: path_of(site, "themes", "اقتصاد"),
    "themes": lambda site: "themes/",
    "people": lambda site: "people/",
    "outlet": lambda site: path_of(site, "outlets", "وكالة السهل"),
    "outlets": lambda site: "outlets/",
    "story": lambda site: path_of(site, "stories", "ميناء الرملة"),
    "stories": lambda site: "stories/",
    "about": lambda site: "about/",
    "corrections": lambda site: "corrections/",
    "missing": lambda site: "404.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_arabic_right_to_left_and_asks_nobody_else(visit: Visit, site: Path, kind: str) -> None:
    page = visit.go(KINDS[kind](site), quiet=True)
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.locator("h1").count() == 1
    fonts = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Digest Arabic" in font for font in fonts)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Digest Arabic"')
    assert visit.elsewhere() == []
    assert visit.wrong == []


def test_no_page_scrolls_sideways(phone: Visit, site: Path) -> None:
    phone.page.emulate_media(color_scheme="dark")
    too_wide = {}
    for kind, path in KINDS.items():
        page = phone.go(path(site))
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        for width in (PHONE["width"], 360, DESK["width"]):
            page.set_viewport_size({"width": width, "height": 800})
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                too_wide[kind, width] = found
        page.set_viewport_size(PHONE)
    assert too_wide == {}


LUMINANCE = """(selector) => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const background = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = channels(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(selector)].filter((e) => e.offsetParent).map((element) => {
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}"""

TEXTS = (
    "p, a, li, td, th, h1, h2, h3, summary, .d-src, .d-count, .d-meta, .d-verdict, .md-tabs__link, .md-nav__link, "
    ".d-mono, .d-badge, .d-title, .d-weekday, .d-num"
)


@pytest.mark.parametrize("kind", ["home", "event", "article", "day", "month", "person", "outlets"])
def test_text_stands_out_from_its_ground(visit: Visit, site: Path, kind: str) -> None:
    page = visit.go(KINDS[kind](site))
    still(page)
    for dark in (False, True):
        show_scheme(page, dark=dark)
        contrasts = page.evaluate(LUMINANCE, TEXTS)
        assert len(contrasts) > 10
        assert min(contrasts) >= 4.5


def test_every_hue_of_a_badge_can_be_read(visit: Visit) -> None:
    page = visit.go("outlets/")
    for scheme in ("default", "slate"):
        page.evaluate(
            """(scheme) => {
              document.body.dataset.mdColorScheme = scheme;
              const badge = (n) => `<span class="d-badge d-hue-${n}"><span class="d-mono">س</span></span>`;
              document.querySelector("article").innerHTML = [...Array(8).keys()].map(badge).join("");
            }""",
            scheme,
        )
        contrasts = page.evaluate(LUMINANCE, ".d-mono")
        assert len(contrasts) == 8
        assert min(contrasts) >= 4.5
        assert len(set(page.locator(".d-mono").evaluate_all("all => all.map(e => getComputedStyle(e).color)"))) == 8


def test_the_front_page_has_two_columns_on_a_desk_and_one_on_a_phone(visit: Visit) -> None:
    page = visit.go()
    tops = "[...document.querySelectorAll('.d-main, .d-aside')].map(e => Math.round(e.getBoundingClientRect().top))"
    assert len(set(page.evaluate(tops))) == 1
    page.set_viewport_size(PHONE)
    assert len(set(page.evaluate(tops))) == 2


def test_sections_are_in_reach_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size(PHONE)
    page = visit.go("days/")
    assert page.get_by_role("link", name="الأشخاص").first.is_visible()
    assert page.locator(".md-tabs__list").evaluate("e => e.scrollWidth > e.clientWidth")


def test_the_row_of_days_leads_to_days_and_marks_this_one(visit: Visit) -> None:
    page = visit.go("days/2023-03-12/")
    row = page.get_by_role("navigation", name="بين 9 و15 مارس")
    assert row.locator("li").count() == 7
    assert "12" in row.locator("li[aria-current=date]").inner_text()
    cells = row.locator("li").evaluate_all("all => all.map(e => e.getBoundingClientRect())")
    assert len({round(cell["top"]) for cell in cells}) == 1
    assert [cell["x"] for cell in cells] == sorted((cell["x"] for cell in cells), reverse=True)


@pytest.mark.parametrize("kind", ["home", "event", "article", "day", "person"])
def test_on_paper_there_is_text_and_no_navigation(visit: Visit, site: Path, kind: str) -> None:
    visit.page.set_viewport_size({"width": 794, "height": 1123})
    visit.page.emulate_media(media="print", color_scheme="dark")
    page = visit.go(KINDS[kind](site))
    shown = "s => [...document.querySelectorAll(s)].filter(e => e.getClientRects().length).length"
    around = (".md-header", ".md-tabs", ".md-footer", ".headerlink")
    for hidden in (*around, ".d-week", ".d-strip", ".d-browse", ".d-follow"):
        assert page.evaluate(shown, hidden) == 0, hidden
    assert page.evaluate(shown, "h1, .d-card-title, blockquote, .d-line") > 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    if kind == "event":
        assert page.locator("a.d-src").first.evaluate("e => getComputedStyle(e, '::before').content") == '"["'
        assert page.evaluate(shown, "details > :not(summary)") > 0


def test_the_reader_may_choose_the_other_scheme(visit: Visit) -> None:
    page = visit.go()
    page.get_by_title("اعرض الصفحة بألوان داكنة").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert visit.go("days/").evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_the_tab_of_a_page_is_marked_though_it_is_not_in_the_navigation(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "people", "هاني الصباغ"))
    assert page.locator(".md-tabs__item--active").all_inner_texts() == ["الأشخاص"]


def test_a_quotation_leads_to_its_line(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "events", FIRE))
    quote = page.locator(".d-quote", has_text="سيعود إلى العمل خلال أسبوع").first
    words = quote.locator("blockquote").inner_text().strip()
    quote.locator("a.d-src").first.click()
    page.wait_for_url("**/articles/**#L*")
    line = page.locator(":target")
    assert words in line.inner_text()
    assert line.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")


def test_a_line_leads_back_to_the_pages_that_cite_it(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "articles", FIRE))
    page.locator(".d-is-cited .d-n").first.focus()
    page.locator(".d-is-cited + .d-found .d-back a").first.click()
    page.wait_for_url("**/events/**")
    assert FIRE in page.locator("h1").inner_text()


def test_page_reads_without_scripts(scriptless: Visit, site: Path) -> None:
    page = scriptless.go(path_of(site, "events", FIRE))
    assert page.get_by_text("سيعود إلى العمل خلال أسبوع").first.is_visible()
