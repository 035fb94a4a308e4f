"""Readers who listen, who use the keyboard alone, who enlarge the text: every kind of page, both widths and schemes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.axe import all_violations, still, violations
from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import Visit, path_of
from tests.browser.test_pages import FIRE, KINDS

ALL = {**KINDS, "search": lambda site: "search/?q=ميناء", "offline": lambda site: "offline/"}

ENLARGED: tuple[ViewportSize, ...] = ({"width": 640, "height": 450}, {"width": 320, "height": 225})
"""A desk's window enlarged twice and four times: nothing may need scrolling in two directions (WCAG 1.4.4, 1.4.10)."""


# ---------------------------------------------------------------------------------------------- every kind of page

STRUCTURE = """() => ({
  lang: document.documentElement.lang,
  direction: getComputedStyle(document.body).direction,
  levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h) => h.checkVisibility())
    .map((h) => Number(h.tagName[1])),
  named: [...document.querySelectorAll("nav, aside, section[aria-label], [role=navigation], [role=region]")]
    .filter((e) => e.checkVisibility() && e.closest("[aria-hidden=true]") === null)
    .map((e) => e.getAttribute("aria-label")
      || document.getElementById(e.getAttribute("aria-labelledby"))?.textContent),
  current: [...document.querySelectorAll(".md-tabs [aria-current]")].length,
  jumps: document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").length,
})"""

TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("main *, footer *")].filter((e) => e.getBoundingClientRect().left < -1).slice(0, 5)
    .map((e) => e.tagName + "." + e.getAttribute("class")).concat(document.documentElement.scrollWidth) : []"""


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_of_page_is_accessible(phone: Visit, site: Path, kind: str) -> None:
    page = phone.go(ALL[kind](site))
    structure = page.evaluate(STRUCTURE)
    assert (structure["lang"], structure["direction"]) == ("ar", "rtl")
    assert structure["levels"][0] == 1
    assert structure["levels"].count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(structure["levels"]))
    assert all(name and name.strip() for name in structure["named"])
    assert len(structure["named"]) == len(set(structure["named"]))
    assert structure["jumps"] == 0
    assert structure["current"] == (kind not in ("search", "missing", "offline", "event", "article"))
    assert all_violations(page) == {}
    for viewport in ENLARGED:
        page.set_viewport_size(viewport)
        assert page.evaluate(TOO_WIDE) == []


def test_what_opens_is_accessible_too(phone: Visit) -> None:
    page = phone.go()
    still(page)  # colours that are still changing have other contrasts
    page.locator("[data-opens=drawer]").click()
    expect(page.locator("#d-drawer a").first).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("header [data-opens=search]").click()
    page.locator(".md-search__input").press_sequentially("الميناء")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(page) == []


# ---------------------------------------------------------------------------------------------- by keyboard alone

FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const marked = element.matches(".md-option") ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(marked);
  const drawn = element.querySelector(".d-f-hit"); // a link in a figure draws its own mark
  const { x, y, width, height } = marked.getBoundingClientRect();
  const head = document.querySelector(".md-header").getBoundingClientRect();
  return {
    name: element.ariaLabel || element.textContent.trim() || element.id || element.tagName,
    marked: (outlineStyle !== "none" && parseFloat(outlineWidth) > 1)
      || (drawn !== null && getComputedStyle(drawn).stroke !== "none"),
    inView: width > 1 && x + width > 0 && x < innerWidth && y + height > 0 && y < innerHeight,
    covered: y < head.bottom && y + height <= head.bottom && !element.closest(".md-header, .md-skip"),
    part: element.closest("header, .md-tabs, main, footer")?.className.split(" ")[0] || "skip",
  };
}"""


def walk(page: Page, limit: int = 400) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page; return where it stood."""
    stops = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never leaves: {stops[-3:]}")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_tab_goes_through_the_whole_page_in_the_order_of_reading(
    visit: Visit, site: Path, viewport: ViewportSize
) -> None:
    visit.page.set_viewport_size(viewport)
    stops = walk(visit.go(path_of(site, "events", FIRE)))
    parts = [stop["part"] for stop in stops]
    assert parts[0] == "skip"
    order = list(dict.fromkeys(parts))
    assert order == ["skip", "md-header", "md-tabs", "md-main", "md-footer"]
    assert [(a, b) for a, b in pairwise(parts) if order.index(a) > order.index(b)] == []
    assert [stop["name"] for stop in stops if not stop["marked"]] == []
    assert [stop["name"] for stop in stops if not stop["inView"] or stop["covered"]] == []


def test_the_skip_link_leads_past_the_head(visit: Visit, site: Path) -> None:
    for path in (path_of(site, "events", FIRE), "404.html"):
        page = visit.go(path)
        page.keyboard.press("Tab")
        expect(page.get_by_text("انتقل إلى المحتوى")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_drawer_opens_and_closes_by_keyboard(phone: Visit) -> None:
    page = phone.go("people/")
    button = page.locator("[data-opens=drawer]")
    drawer = page.locator("#d-drawer")
    expect(drawer.locator("a").first).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(drawer.locator("a").first).to_be_focused()
    expect(drawer.locator("[aria-current]")).to_have_text("الأشخاص")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    expect(drawer.locator("a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")  # out of it again
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(drawer.locator("a").first).to_be_hidden()


def test_the_search_of_a_phone_opens_and_closes_by_keyboard(phone: Visit) -> None:
    page = phone.go()
    link = page.locator("header [data-opens=search]")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator(".md-search__input")).to_be_hidden()


def test_the_scheme_is_chosen_by_keyboard(visit: Visit) -> None:
    page = visit.go()
    light = page.get_by_role("radio", name="ألوان فاتحة")
    dark = page.get_by_role("radio", name="ألوان داكنة")
    expect(light).to_be_checked()
    light.focus()
    page.keyboard.press("ArrowDown")
    expect(dark).to_be_checked()
    expect(dark).to_be_focused()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_a_dark_device_never_sees_a_light_page(visit: Visit) -> None:
    visit.page.emulate_media(color_scheme="dark")
    visit.page.route("**/bundle.*.js", lambda route: route.abort())  # what Material does comes after the first paint
    assert visit.go().evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_who_wants_less_motion_gets_none(phone: Visit, site: Path) -> None:
    phone.page.emulate_media(reduced_motion="reduce")
    page = phone.go(path_of(site, "events", FIRE))
    page.locator("[data-opens=drawer]").click()
    assert page.evaluate("document.getAnimations().length") == 0


# ---------------------------------------------------------------------------------------------- for who listens

OUTLINE = """() => [...document.querySelectorAll("header, nav, main, footer, form[role], [role=search], h1, h2")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[aria-hidden=true]"))
  .map((e) => [e.tagName.toLowerCase(), (e.ariaLabel || (/^H[12]$/.test(e.tagName) ? e.textContent : "")).trim()]
    .filter(Boolean).join(": ").replace(/#$/, "").trim())"""


def test_an_event_is_heard_in_the_order_of_its_parts(visit: Visit, site: Path) -> None:
    outline = visit.go(path_of(site, "events", FIRE)).evaluate(OUTLINE)
    landmarks = [line for line in outline if line.split(":")[0] in ("header", "nav", "main", "footer")]
    assert landmarks[:4] == ["header", "nav: أقسام الموقع", "main", "nav: في هذه الصفحة"]
    assert landmarks[-1] == "footer"
    headings = [line.partition(": ")[2] for line in outline if line.startswith(("h1", "h2"))]
    assert headings[0].startswith(FIRE)
    assert [line for line in headings if line in ("ما الذي حدث", "من قال ماذا", "كيف غُطّي الحدث")] == [
        "ما الذي حدث",
        "من قال ماذا",
        "كيف غُطّي الحدث",
    ]
