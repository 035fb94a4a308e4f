"""What a page costs a phone: bytes, requests that hold up the first paint, and whether anything moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import Visit, new_tab, path_of
from tests.browser.test_pages import FIRE, KINDS
from tests.browser.weight import OBSERVER, FirstVisit, first_visit, served_compressed
from tools.subset_fonts import FILES, WEIGHTS, embedded, unicode_range

PAGE = 150_000
"""Bytes of a first visit to an event page, everything that it loads included."""

FONTS = 45_000
"""Bytes of font files of such a visit, Latin letters of both weights included."""


@pytest.fixture(scope="module")
def compressed(site: Path) -> Iterator[str]:
    with served_compressed(site) as base:
        yield base


@pytest.fixture(scope="module")
def event(browser: Browser, compressed: str, site: Path) -> FirstVisit:
    return first_visit(browser, compressed + path_of(site, "events", FIRE))


def test_a_first_event_page_is_light(event: FirstVisit) -> None:
    kinds = event.by_kind()
    assert kinds["Font"] <= FONTS
    assert kinds["Document"] + kinds["Stylesheet"] + kinds["Script"] + kinds["Font"] > 50_000  # something was weighed
    assert event.size <= PAGE, kinds


def test_nothing_is_loaded_twice(event: FirstVisit) -> None:
    urls = [transfer.url for transfer in event.transfers if transfer.size]
    assert len(urls) == len(set(urls))


def test_nothing_of_the_search_is_loaded_before_a_reader_searches(event: FirstVisit) -> None:
    loaded = [transfer.url for transfer in event.transfers]
    assert [url for url in loaded if re.search(r"/data/|search", url)] == []


# How wide the first heading's first word stands on the page, and how wide it is in the site's own font.
WIDTHS = """() => {
  const words = document.createTreeWalker(document.querySelector("h1"), NodeFilter.SHOW_TEXT).nextNode();
  const start = words.data.search(/\\S/);
  const range = document.createRange();
  range.setStart(words, start);
  range.setEnd(words, start + words.data.slice(start).search(/\\s|$/));
  const pen = document.createElement("canvas").getContext("2d");
  const { fontWeight, fontSize } = getComputedStyle(words.parentElement);
  pen.font = `${fontWeight} ${fontSize} "Digest Arabic"`;
  return [range.getBoundingClientRect().width, pen.measureText(range.toString()).width];
}"""


def test_the_letters_of_the_first_paint_come_with_the_styles(event: FirstVisit, visit: Visit, root: Path) -> None:
    fonts = {transfer.url.rpartition("/")[2] for transfer in event.transfers if transfer.kind == "Font"}
    assert {name for name in fonts if name.endswith(".woff2")} <= {f"digest-latin-{weight}.woff2" for weight in WEIGHTS}
    css = (root / "site_src/assets/css/fonts.css").read_text(encoding="utf-8")
    for weight in WEIGHTS:
        name = f"digest-arabic-{weight}.woff2"
        assert embedded(css, name, (root / "site_src/assets/fonts" / name).read_bytes()) == css
    shown, meant = visit.go().evaluate(WIDTHS)
    assert shown == pytest.approx(meant, abs=0.5)


def test_accented_letters_have_a_font_that_others_do_not_load(visit: Visit) -> None:
    page = visit.go("about/", quiet=True)
    assert not any("accented" in url or "others" in url for url in visit.asked)
    page.evaluate("document.fonts.load('400 16px \"Digest Arabic\"', 'ü')")
    assert any("digest-accented-400" in url for url in visit.asked)


def test_the_style_sheet_has_the_ranges_of_the_font_files(root: Path) -> None:
    css = (root / "site_src/assets/css/fonts.css").read_text(encoding="utf-8")
    faces = dict(re.findall(r'url\("\.\./fonts/([^"]+)"\)[^}]*unicode-range: ([^;]+);', css))
    written = {name: " ".join(ranges.split()) for name, ranges in faces.items()}
    assert written == {
        f"digest-{name}-{weight}.woff2": unicode_range(ranges) for name, ranges in FILES.items() for weight in WEIGHTS
    }
    files = {path.name for path in (root / "site_src/assets/fonts").glob("*.woff2")}
    assert files == set(written)


BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => new URL(entry.name).pathname)"""


@pytest.mark.parametrize("path", ["", "event", "article"])
def test_only_styles_and_the_scheme_hold_up_the_first_paint(visit: Visit, site: Path, path: str) -> None:
    page = visit.go(path_of(site, f"{path}s", FIRE) if path else "")
    blocking = [name.rpartition("/")[2] for name in page.evaluate(BLOCKING)]
    # The other scripts wait for the end of the page, and are fetched side by side, though Chromium does not look ahead
    # in a page with a policy.
    assert [name for name in blocking if not name.endswith(".css")] in ([], ["scheme.js"])
    assert "print.css" not in blocking
    assert len(blocking) <= 9
    waiting = page.locator("body script[src]").evaluate_all("all => all.map((s) => [s.src.split('/').pop(), s.defer])")
    assert [name for name, waits in waiting if not waits] == ["scheme.js"]
    head = page.locator("head script:not([type='application/ld+json'])")
    assert head.evaluate_all("all => all.filter((s) => !s.defer && !s.async).map((s) => s.src)") == []


@pytest.fixture(scope="module")
def delayed(browser: Browser) -> Iterator[Page]:
    """A tab whose fonts and scripts come after the first paint, nothing of them kept from an earlier page."""
    page = new_tab(browser, viewport=PHONE)
    page.add_init_script(OBSERVER)

    def later(route: Route) -> None:
        page.wait_for_timeout(150)
        route.continue_()

    page.route(re.compile(r"\.(woff2|js)$"), later)
    yield page
    page.context.close()


SHIFTED = "document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => window.seen)"


@pytest.mark.parametrize(
    ("viewport", "kinds"),
    [(PHONE, [*KINDS]), (DESK, ["home", "event", "article", "person", "month"])],
    ids=["phone", "desk"],
)
def test_nothing_moves_though_fonts_and_scripts_come_late(
    delayed: Page, address: str, site: Path, viewport: ViewportSize, kinds: list[str]
) -> None:
    delayed.set_viewport_size(viewport)
    moved = {}
    for kind in kinds:
        delayed.goto(address + KINDS[kind](site))
        delayed.wait_for_load_state("networkidle")
        seen = delayed.evaluate(SHIFTED)
        if seen["shift"] > 0.02:
            moved[kind] = seen
    assert moved == {}


def test_pictures_have_their_size_before_they_come(visit: Visit, site: Path) -> None:
    for path in ("", path_of(site, "events", FIRE), "about/"):
        page = visit.go(path)
        assert page.locator("img:not([width][height])").count() == 0


JOINED = """async () => {
  await document.fonts.load('400 100px "Digest Arabic"', 'ع');
  const context = document.createElement("canvas").getContext("2d");
  context.font = '400 100px "Digest Arabic"';
  const width = (text) => context.measureText(text).width;
  return { three: width("ععع"), one: width("ع"), apart: width("ع\\u200cع\\u200cع"), marked: width("عَعُعِ"),
    lamAlef: width("لا"), lam: width("ل"), alef: width("ا"), persian: width("گگ"), gaf: width("گ") };
}"""


def test_the_small_font_still_joins_letters_and_places_marks(visit: Visit) -> None:
    width = visit.go().evaluate(JOINED)
    assert width["three"] < 2.9 * width["one"]
    assert width["apart"] == pytest.approx(3 * width["one"])
    assert width["marked"] == pytest.approx(width["three"])
    assert width["lamAlef"] < 0.9 * (width["lam"] + width["alef"])
    assert width["persian"] != pytest.approx(2 * width["gaf"])
