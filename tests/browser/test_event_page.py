"""The page of an event: its neighbours, its views of one story, citing and sharing, and text of mixed direction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from digest.escape import directed
from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import Visit, path_of
from tests.rendered import to_html

FIRE = "حريق في ميناء الرملة"


@pytest.fixture
def fire(visit: Visit, site: Path) -> Page:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return visit.go(path_of(site, "events", FIRE))


def test_the_wordings_of_a_statement_stand_side_by_side(fire: Page) -> None:
    fire.locator(".d-carried a").first.click()
    block = fire.locator(".d-statement:target")
    one, two = (block.locator(".d-version").nth(n).bounding_box() for n in (0, 1))
    assert one is not None
    assert two is not None
    assert abs(one["y"] - two["y"]) < 2
    assert one["x"] > two["x"] + two["width"] - 1
    marked = block.locator(".d-diff").first
    assert marked.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"


def test_accounts_are_columns_on_a_desk_and_stacked_on_a_phone(fire: Page) -> None:
    def tops() -> set[int]:
        sides = fire.locator("#accounts ~ .d-accounts").first.locator(".d-sides > li")
        return {round(box["y"]) for n in range(sides.count()) if (box := sides.nth(n).bounding_box())}

    fire.set_viewport_size(DESK)
    assert len(tops()) == 1
    fire.set_viewport_size(PHONE)
    assert len(tops()) == 2


def test_a_quotation_is_cited_with_the_address_of_its_line(fire: Page) -> None:
    card = fire.locator(".d-quote", has_text="سيعود إلى العمل خلال أسبوع").first
    card.get_by_text("استشهد").click()
    cite = card.locator(".d-cite")
    text = re.sub(r"\s+", " ", cite.inner_text())
    assert text.startswith("«سيعود إلى العمل خلال أسبوع» — فارس الدالي (وزير النقل)، صحيفة المرفأ، الأحد 12 مارس/آذار")
    line = card.locator("a.d-src").evaluate("a => a.href")
    assert text.endswith(line)
    card.get_by_role("button", name="انسخ").click()
    card.get_by_role("button", name="نُسخ").wait_for()
    assert re.sub(r"\s+", " ", fire.evaluate("navigator.clipboard.readText()")) == text


def test_a_page_is_shared_by_plain_links_that_name_it_and_ask_nobody(fire: Page, visit: Visit) -> None:
    links = fire.locator(".d-share a")
    assert links.count() == 5
    page = fire.evaluate("encodeURIComponent(document.querySelector('link[rel=canonical]')?.href ?? location.href)")
    for link in links.all():
        address = link.get_attribute("href") or ""
        assert page in address or fire.evaluate(f"decodeURIComponent({page!r})") in address
        if address.startswith("https:"):
            assert link.get_attribute("rel") == "noopener noreferrer"
            assert link.get_attribute("referrerpolicy") == "no-referrer"
    fire.wait_for_load_state("networkidle")
    assert visit.elsewhere() == []
    fire.get_by_role("button", name="انسخ الرابط").click()
    fire.get_by_role("button", name="نُسخ الرابط").wait_for()
    assert fire.evaluate("navigator.clipboard.readText().then(encodeURIComponent)") == page


def test_what_comes_after_leads_on_and_what_came_before_leads_back(visit: Visit, fire: Page) -> None:
    arrow = "e => getComputedStyle(e, '::before').content"
    after = fire.locator(".d-around .d-after")
    assert after.evaluate(arrow).startswith('"←"')
    after.locator("a").click()
    before = visit.page.locator(".d-around .d-before")
    assert before.evaluate(arrow).startswith('"→"')
    before.locator("a").click()
    assert FIRE in visit.page.locator("h1").inner_text()


def test_a_link_to_what_is_folded_opens_it(fire: Page) -> None:
    fire.locator(".d-dayline a[href='#date-evidence']").click()
    assert fire.locator("#date-evidence").is_visible()


def test_it_reads_without_scripts(scriptless: Visit, site: Path) -> None:
    page = scriptless.go(path_of(site, "events", FIRE))
    assert page.locator(".d-statement .d-wording").count() == 2
    assert not page.locator(".d-take").first.is_visible()
    card = page.locator(".d-quote").first
    card.get_by_text("استشهد").click()
    assert "السطر" in card.locator(".d-cite").inner_text()


# Boxes of the characters, from left to right, as the words stand on the screen.
ORDER = """(element) => {
  const seen = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    [...node.data].forEach((char, at) => {
      if (!char.trim()) return;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      seen.push([range.getClientRects()[0].left, char]);
    });
  }
  return seen.sort((a, b) => a[0] - b[0]).map(([, char]) => char).join("");
}"""


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("هاتف +7 495 123-45-67", "+7495123-45-67"),
        ("نمو 25%", "25%"),
        ("25% نمو", "25%"),
        ("حرارة -5", "-5"),
        ("-5 حرارة", "-5"),
        ("يوم 2021-12-15", "2021-12-15"),
        ("ثمن $5.4", "$5.4"),
        ("عند https://desk.example/a?b=c", "https://desk.example/a?b=c"),
        ("فاز 2-1", "1-2"),
        ("2-1 للضيوف", "1-2"),
        ("عام 2021-2022", "2022-2021"),
        ("2021-2022 عام", "2022-2021"),
    ],
)
def test_runs_of_another_direction_keep_their_order(visit: Visit, text: str, stands: str) -> None:
    page = visit.page
    if page.url == "about:blank":
        page.set_content('<body dir="rtl"><p></p>')
    page.evaluate("html => (document.querySelector('p').innerHTML = html)", to_html(str(directed(text))))
    assert stands in page.locator("p").first.evaluate(ORDER)


def test_latin_names_of_a_list_stand_in_the_order_of_the_list(visit: Visit) -> None:
    visit.page.set_content(f'<body dir="rtl">{to_html(str(directed("بين AUKUS، NATO و OSCE")))}')
    assert re.findall("[A-Z]+", visit.page.locator("p").evaluate(ORDER)) == ["OSCE", "NATO", "AUKUS"]
