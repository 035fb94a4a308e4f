"""Every kind of page, as a reader's browser sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
    page = visit.go(KINDS[kind](site))
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.locator("h1").count() == 1
    fonts = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Plex Arabic" in font for font in fonts)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Plex Arabic"')
    assert visit.elsewhere() == []
    assert visit.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, PHONE["width"], DESK["width"]])
def test_no_page_scrolls_sideways(browser: Browser, address: str, site: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    visit = Visit(context.new_page(), address)
    too_wide = {}
    for kind, path in KINDS.items():
        page = visit.go(path(site))
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            too_wide[kind] = found
    context.close()
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

TEXTS = "p, a, li, td, th, h1, h2, h3, summary, .d-src, .d-count, .d-meta, .d-verdict, .md-tabs__link, .md-nav__link"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "event", "article", "month", "person"])
def test_text_stands_out_from_its_ground(browser: Browser, address: str, site: Path, kind: str, scheme: str) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    page = Visit(context.new_page(), address).go(KINDS[kind](site))
    contrasts = page.evaluate(LUMINANCE, TEXTS)
    context.close()
    assert len(contrasts) > 10
    assert min(contrasts) >= 4.5


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
    page.locator(".d-line .d-back a").first.click()
    page.wait_for_url("**/events/**")
    assert FIRE in page.locator("h1").inner_text()


def test_page_reads_without_scripts(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path_of(site, "events", FIRE))
    assert page.get_by_text("سيعود إلى العمل خلال أسبوع").first.is_visible()
    context.close()
