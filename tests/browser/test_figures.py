"""Figures drawn at build time, as a reader's browser sets them: labels in their places, links, colours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from digest.escape import Fragment
from digest.figures import arcs, columns, graph
from digest.typography import Typography
from tests.browser.conftest import Visit, path_of

TITLE = "وزارة النقل تعلن افتتاح الجسر الجديد فوق نهر الرملة بعد أربعة أشهر من الأعمال، ومحتجون يعترضون على موعده"
NAMES = (
    "هاني الصباغ",
    "وزارة الأشغال العامة والإسكان",
    "سلمى الدهان",
    "شركة Al-Sahl Group للملاحة",
    "رئيس بلدية الرملة القديمة وضواحيها",
    "نزار",
    "اتحاد غرف التجارة والصناعة والزراعة",
    "مها عبد الرؤوف الخياط",
)
TIES = ((0, 1, 2, 3, 4, 5), (0, 2), (1, 3, 5), (0, 5), (2, 3), (4, 5), (0, 1), (1, 2, 3, 4))

TEXTS = """svg => {
  const box = element => {
    const {left, top, right, bottom} = element.getBoundingClientRect();
    return {left, top, right, bottom, text: element.textContent};
  };
  return {frame: box(svg), texts: [...svg.querySelectorAll("text")].map(box)};
}"""


def full_graph() -> str:
    """Return a graph with as much in it as one may have."""
    moments = tuple(
        graph.Moment(title=TITLE[: 110 - 15 * n], when=f"{n + 11} ديسمبر 2021", day="", href=Fragment(f"#e{n}"))
        for n in range(graph.MOST_EVENTS)
    )
    actors = tuple(
        graph.Actor(name=name, href=Fragment(f"#p{n}"), moments=ties)
        for n, (name, ties) in enumerate(zip(NAMES, TIES, strict=True))
    )
    return graph.draw(graph.Graph(moments=moments, actors=actors), "fig-graph")


def circle() -> str:
    faces = tuple(arcs.Face(name=name, href=Fragment("#"), note="") for name in NAMES)
    pairs = {(a, b): 1 + (a + b) % 4 for a, b in combinations(range(len(NAMES)), 2) if (a + b) % 3}
    return arcs.draw(arcs.Circle(faces=faces, ties=pairs), "fig-graph")


def chart(days: int) -> str:
    first = dt.date(2013, 5, 17)
    series = columns.counted({first + dt.timedelta(days=n * days // 60): 1 + n % 17 for n in range(60)})
    assert series is not None
    return columns.draw(series, Typography(months="maghreb-ma", digits="arab"), "fig-graph", str)


DRAWN = {
    "graph": full_graph,
    "circle": circle,
    "days": lambda: chart(40),
    "weeks": lambda: chart(400),
    "months": lambda: chart(3500),
    "years": lambda: chart(9000),
}


@pytest.fixture(scope="module")
def page(phone_tab: Page, address: str, site: Path) -> Iterator[Page]:
    """The event of the sample collection that has a graph."""
    visit = Visit(phone_tab, address)
    yield visit.go(path_of(site, "events", "حريق في ميناء الرملة"))
    visit.leave()


def shown(page: Page) -> Any:
    """Return the boxes of the drawing that shows, and of its texts."""
    (drawing,) = [svg for svg in page.locator(".d-figure > svg").all() if svg.is_visible()]
    return drawing.evaluate(TEXTS)


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("width", [360, 390, 800, 1280])
def test_labels_stay_in_the_drawing_and_touch_no_other(page: Page, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(
        "svg => { document.querySelector('.d-figure').innerHTML = '<figcaption id=fig-graph>x</figcaption>' + svg }",
        DRAWN[kind](),
    )
    found = shown(page)
    frame, texts = found["frame"], found["texts"]
    assert texts
    for text in texts:
        assert text["left"] >= frame["left"] - 1, text
        assert text["right"] <= frame["right"] + 1, text
        assert text["top"] >= frame["top"] - 1, text
        assert text["bottom"] <= frame["bottom"] + 1, text
    # Boxes of glyphs have room above and below the letters, which lines of one label share.
    for one, other in combinations(texts, 2):
        across = one["left"] < other["right"] - 0.5 and other["left"] < one["right"] - 0.5
        down = one["top"] < other["bottom"] - 6 and other["top"] < one["bottom"] - 6
        assert not (across and down), (one, other)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_links_of_a_graph_are_reached_by_keyboard_and_lead_to_pages(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "events", "حريق في ميناء الرملة"))
    wanted = [link.get_attribute("href") for link in page.locator(".d-figure a").all() if link.is_visible()]
    assert len(wanted) == len(set(wanted)) >= 3
    page.locator(".d-figure a:visible").first.focus()
    found = []
    for _ in wanted:
        found.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert found == wanted
    for target in wanted:
        path = urlsplit(urljoin(page.url, target)).path.lstrip("/")
        assert (site / path / "index.html").is_file(), target


def test_the_place_of_the_keyboard_is_seen_in_a_graph(visit: Visit, site: Path) -> None:
    page = visit.go(path_of(site, "events", "حريق في ميناء الرملة"))
    link = page.locator(".d-figure a:visible").first
    stroke = "link => getComputedStyle(link.querySelector('.d-f-hit')).stroke"
    assert link.evaluate(stroke) == "none"
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate(stroke) != "none"


def luminance(colour: str) -> float:
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_columns_stand_out_in_both_schemes(visit: Visit, site: Path, scheme: Any) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    for path in (path_of(site, "events", "حريق في ميناء الرملة"), "days/"):
        page = visit.go(path)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        fills = page.evaluate(
            "[...document.querySelectorAll('.d-figure :is(text, .d-f-column)')].map(e => getComputedStyle(e).fill)"
        )
        assert fills
        for fill in set(fills):
            high, low = sorted((luminance(fill), luminance(paper)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (path, fill, paper)
