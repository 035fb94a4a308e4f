"""The page of an article: what was found in a line shows when the line is pointed at or reached by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import Visit, path_of

FIRE = "حريق في ميناء الرملة"


@pytest.fixture
def article(visit: Visit, site: Path) -> Page:
    return visit.go(path_of(site, "articles", FIRE))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pointing_at_a_line_shows_what_was_found_in_it(article: Page, size: dict[str, int]) -> None:
    article.set_viewport_size(size)  # type: ignore[arg-type]
    note = article.locator("#L9-note")
    expect(note).to_be_hidden()
    article.locator("#L9 mark.d-k-quote").hover()
    expect(note).to_be_visible()
    told = note.inner_text()
    assert "فارس الدالي" in told
    assert "استُشهد به في" in told
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert article.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_keyboard_reaches_every_note_and_shuts_it(article: Page) -> None:
    article.locator("#L7 .d-n").focus()
    expect(article.locator("#L7-note")).to_be_visible()
    assert article.locator("#L7 .d-n").get_attribute("aria-describedby") == "L7-note"
    article.keyboard.press("Escape")
    expect(article.locator("#L7-note")).to_be_hidden()
    article.locator("#L9 .d-n").focus()
    expect(article.locator("#L9-note")).to_be_visible()
    for _ in range(12):
        article.keyboard.press("Tab")
        if article.evaluate("document.activeElement.closest('.d-back') !== null"):
            break
    article.keyboard.press("Enter")
    article.wait_for_url("**/events/**")


def test_a_date_of_a_line_tells_the_day_that_it_means(article: Page) -> None:
    date = article.locator("#L11 mark.d-k-date").first
    date.hover()
    picked = article.locator("#L11-note li.d-pick")
    expect(picked.last).to_be_visible()
    assert any("الأحد 2 أبريل/نيسان 2023" in text for text in picked.all_inner_texts())


def test_the_legend_takes_a_kind_away_and_brings_it_back(article: Page) -> None:
    mark = article.locator("#L9 mark.d-k-cue")
    line = "e => getComputedStyle(e).borderBottomStyle"
    assert mark.evaluate(line) == "double"
    button = article.locator(".d-legend").get_by_role("button", name="فعل القول")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    assert mark.evaluate(line) == "none"
    button.press("Enter")
    assert mark.evaluate(line) == "double"


def test_the_line_that_an_address_names_is_marked(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "articles", FIRE) + "#L7")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("#L7").evaluate(ground) != page.locator("#L9").evaluate(ground)


def test_notes_show_without_scripts(scriptless: Visit, site: Path) -> None:
    page = scriptless.go(path_of(site, "articles", FIRE))
    page.locator("#L9").hover()
    expect(page.locator("#L9-note")).to_be_visible()
    page.locator("#L7 .d-n").focus()
    expect(page.locator("#L7-note")).to_be_visible()
    assert page.locator(".d-legend button").count() == 0
