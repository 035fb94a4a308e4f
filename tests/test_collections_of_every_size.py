"""Pages of empty, tiny and large collections, and what they say in the chosen digits and months."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec
import pytest

from digest.config import Config, SiteSection
from digest.records import Digest, Page
from digest.render import render_pages
from digest.views import all_views, desk_of
from digest.views.pages import HomePage
from digest.views.strings import load_strings
from tests.builders import FIRE_DAY, sample_digest
from tests.builders.large import large_digest
from tests.rendered import TEMPLATES, Tree, body_of, parsed, rendered, to_html, words_of

LIMIT = 300_000
"""Bytes of HTML that no page exceeds."""

AROUND = 25_000
"""Bytes that the theme puts around a page, with room to spare."""


def home(digest: Digest) -> HomePage:
    views = all_views(desk_of(digest, Config(), None, load_strings(TEMPLATES), ""))
    context = next(view.context for view in views if view.template == "home")
    assert isinstance(context, HomePage)
    return context


# ------------------------------------------------------------------------------------------------ large


@pytest.fixture(scope="module")
def large() -> tuple[Page, ...]:
    return render_pages(large_digest(), Config(), TEMPLATES)


def test_no_page_of_a_large_collection_is_heavy(large: tuple[Page, ...]) -> None:
    by_kind: dict[str, list[Page]] = {}
    for page in large:
        by_kind.setdefault(page.text.split("kind:", 1)[1].split("\n", 1)[0].strip(), []).append(page)
    heaviest = {kind: max(pages, key=lambda page: len(page.text)) for kind, pages in by_kind.items()}
    assert {"home", "day", "month", "days", "theme", "person", "people", "outlet", "story", "stories"} <= {
        kind.strip('"') for kind in heaviest
    }
    sizes = {page.path: len(to_html(body_of(page.text)).encode()) for page in heaviest.values()}
    assert {path: size for path, size in sizes.items() if size > LIMIT - AROUND} == {}


def test_every_long_list_goes_on_in_further_parts(large: tuple[Page, ...]) -> None:
    paths = {page.path for page in large}
    assert {"days/2023-03-12.1.md", "people/index.1.md", "stories/index.1.md"} <= paths
    for folder in ("themes", "outlets", "stories", "people"):
        assert any(re.fullmatch(rf"{folder}/[^.]+\.1\.md", path) for path in paths), folder


def test_every_event_of_a_long_day_stands_on_one_of_its_parts(large: tuple[Page, ...]) -> None:
    parts = [page.text for page in large if page.path.startswith("days/2023-03-12")]
    found = re.findall(r"\]\(\.\./events/(e-\d+)\.md\)", "".join(text.split("{ #articles }")[0] for text in parts))
    assert len(set(found)) == len([e for e in large_digest().events if e.first == e.last == FIRE_DAY])


# ------------------------------------------------------------------------------------------------ small


def only(digest: Digest, *, day: dt.date | None) -> Digest:
    """The sample's first event alone, on this day or on none."""
    event = msgspec.structs.replace(digest.events[0], first=day, last=day, related=(), mentioned_in=(), near_miss=None)
    items = tuple(item for item in digest.articles if item.article.id in event.articles)
    if day is None:
        items = tuple(
            msgspec.structs.replace(
                item, publication=msgspec.structs.replace(item.publication, first=None, last=None, confidence="unknown")
            )
            for item in items
        )
    keys = {item.article.id for item in items}
    return msgspec.structs.replace(
        digest,
        articles=items,
        events=(event,),
        quotes=tuple(ref for ref in digest.quotes if ref.article in keys),
        people=tuple(
            msgspec.structs.replace(
                person,
                articles=tuple(key for key in person.articles if key in keys),
                events=tuple(key for key in person.events if key == event.id),
                quotes=tuple(key for key in person.quotes if key.rpartition("-q")[0] in keys),
            )
            for person in digest.people
        ),
        stories=(),
        happenings=(),
        themes=tuple(
            msgspec.structs.replace(theme, events=tuple(e for e in theme.events if e == event.id), articles=())
            for theme in digest.themes
        ),
        outlets=tuple(
            msgspec.structs.replace(outlet, articles=tuple(k for k in outlet.articles if k in keys), events=(event.id,))
            for outlet in digest.outlets
        ),
        article_themes={},
    )


def test_a_collection_without_a_known_day_leads_with_its_events() -> None:
    digest = only(sample_digest(), day=None)
    page = home(digest)
    assert (page.latest, page.strip, len(page.undated)) == (None, None, 1)
    tree = rendered(digest)["index.md"]
    assert words_of(tree.xpath(".//section[@class='d-latest']/h2")[0]).startswith("أحداث لم يُعرف يومها")
    assert len(tree.xpath(".//article")) == 1


def test_one_event_makes_a_front_page_without_empty_sections() -> None:
    tree = rendered(only(sample_digest(), day=FIRE_DAY))["index.md"]
    assert not tree.xpath(".//nav | .//section[@class='d-earlier-day'] | .//*[@id='stories'] | .//*[@id='announced']")
    for heading in tree.xpath(".//h2"):
        following = heading.getnext()
        assert following is not None
        assert words_of(following)


def test_an_announced_event_is_not_the_news_of_the_latest_day() -> None:
    base = sample_digest()
    ahead = dt.date(2023, 5, 1)
    moved = msgspec.structs.replace(base.events[1], first=ahead, last=ahead)
    page = home(msgspec.structs.replace(base, events=(base.events[0], moved, base.events[2])))
    assert page.latest is not None
    assert page.latest.when == "الأحد 12 مارس/آذار 2023"
    assert [card.title for card in page.announced] == [base.events[2].title, moved.title]
    assert page.stories[0].newest is not None
    assert page.stories[0].newest.text == base.events[0].title


def test_the_lead_is_spoken_for_by_a_quotation_of_a_named_speaker() -> None:
    page = home(only(sample_digest(), day=FIRE_DAY))
    assert page.latest is not None
    (lead,) = page.latest.events
    assert lead.quote is not None
    assert lead.quote.direct
    assert lead.quote.speaker.text
    assert [badge.letter for badge in lead.outlets] == ["م", "س"]


# ------------------------------------------------------------------------------------------------ digits and months

LISTS = re.compile(r"(index|days/.*|themes/.*|outlets/.*|people/.*|stories/.*)\.md")
FROM_ARTICLES = ("d-src", "d-because", "d-words", "d-title", "d-name", "d-card-title", "d-spellings", "d-occasion")
"""Classes of elements whose words are those of articles."""


def interface(tree: Tree) -> str:
    """Return the words of a page that the program writes, without those of articles."""
    for element in tree.iter():
        words = set(element.get("class", "").split())
        if element.tag in ("bdi", "blockquote") or words.intersection(FROM_ARTICLES):
            for inner in element.iter():
                inner.text, inner.tail = "", inner.tail if inner is element else ""
    return words_of(tree)


@pytest.mark.parametrize(("digits", "strange"), [("arab", r"[0-9]"), ("latn", r"[٠-٩]")])
def test_lists_are_written_in_one_kind_of_digits(digits: Literal["arab", "latn"], strange: str) -> None:
    site = {
        path: interface(tree) for path, tree in rendered(sample_digest(), digits=digits).items() if LISTS.match(path)
    }
    assert len(site) > 15
    assert {path: found for path, text in site.items() if (found := re.findall(f".*?({strange}.*)", text))} == {}


@pytest.mark.parametrize(("months", "strange"), [("levant", "مارس|أبريل"), ("gregorian", "آذار|نيسان")])
def test_lists_name_the_months_in_one_way(months: Literal["levant", "gregorian"], strange: str) -> None:
    pages = render_pages(sample_digest(), Config(site=SiteSection(months=months)), TEMPLATES)
    for page in pages:
        if LISTS.match(page.path):
            assert not re.search(strange, interface(parsed(body_of(page.text)))), page.path
