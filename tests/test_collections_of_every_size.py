"""Pages of empty, tiny and large collections, and what they say in the chosen digits and months."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Literal

import msgspec
import pytest
from lxml import html

from digest.config import Config, SiteSection
from digest.records import Digest, Event, Page
from digest.render import render_pages
from digest.views import all_views, desk_of
from digest.views.pages import HomePage
from digest.views.strings import load_strings
from tests.builders import FIRE_DAY, sample_digest
from tests.builders.large import crowded_digest, large_digest, long_article
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


# ------------------------------------------------------------------------------------------------ one large event


Site = dict[str, str]


def html_of(digest: Digest, prefix: str) -> Site:
    """Return the pages whose paths begin so, as HTML."""
    pages = render_pages(digest, Config(), TEMPLATES)
    return {page.path: to_html(body_of(page.text)) for page in pages if page.path.startswith(prefix)}


@pytest.fixture(scope="module")
def crowded() -> tuple[Digest, Site]:
    digest = crowded_digest()
    return digest, html_of(digest, f"events/{digest.events[0].id}")


def test_no_page_of_a_crowded_event_is_heavy(crowded: tuple[Digest, Site]) -> None:
    _, pages = crowded
    assert len(pages) > 2
    sizes = {path: len(text.encode()) for path, text in pages.items()}
    assert {path: size for path, size in sizes.items() if size > LIMIT - AROUND} == {}


def test_what_a_crowded_event_leaves_out_stands_on_its_further_pages(crowded: tuple[Digest, Site]) -> None:
    digest, pages = crowded
    event = digest.events[0]
    (group,) = event.statements
    shown = re.findall(r'class="d-quote[^"]*" id="(a-[^"]+)"', "".join(pages.values()))
    told = [key for key in event.quotes if key not in group.quotes[1:]]
    assert sorted(shown) == sorted(
        f"{ref.article}-q{ref.quote.content.start}" for ref in digest.quotes if ref.id in told
    )
    everything = [html.fragment_fromstring(text, create_parent="div") for text in pages.values()]
    rows = [row for tree in everything for row in tree.xpath(".//div[@class='d-coverage']//tbody//td[2]/a/@href")]
    assert sorted(rows) == sorted(f"../articles/{key}.md" for key in event.articles)
    told_of = [tree.xpath(".//ul[@class='d-articles']/li") for tree in everything]
    assert sum(map(len, told_of)) == len(event.mentioned_in)


def test_a_crowded_event_says_how_much_is_left_and_leads_there(crowded: tuple[Digest, Site]) -> None:
    digest, pages = crowded
    main = f"events/{digest.events[0].id}"
    left = re.findall(r'<p class="d-more"><a href="([^"]+)">([^<]+)</a></p>', pages[f"{main}.md"])
    anchors = {href.partition("#")[2]: words for href, words in left}
    assert anchors.keys() >= {"quotes", "coverage", "mentions"}
    here = len(re.findall('class="d-quote', pages[f"{main}.md"]))
    everywhere = sum(len(re.findall('class="d-quote', text)) for text in pages.values())
    assert str(everywhere - here) in anchors["quotes"]
    for anchor in anchors:
        assert f'id="{anchor}"' in pages[f"{main}.1.md"]
    assert f'href="../{main}.2.md"' in pages[f"{main}.1.md"]


# ------------------------------------------------------------------------------------------------ one long article


def test_every_line_of_a_very_long_article_stands_on_one_of_its_parts_where_citations_lead() -> None:
    digest = long_article(400)
    article = digest.articles[-1].article
    pages = html_of(digest, f"articles/{article.id}")
    assert len(pages) > 2
    assert max(len(text.encode()) for text in pages.values()) < LIMIT - AROUND
    anchors = [set(re.findall(r'<p [^>]*id="(L\d+)"', text)) for text in pages.values()]
    assert set.union(*anchors) == {f"L{paragraph.line}" for paragraph in article.paragraphs if paragraph.role == "body"}
    event = html_of(digest, f"events/{digest.events[0].id}")
    links = set(re.findall(rf"\.\./(articles/{article.id}[^#\"]*\.md)#(L\d+)", "".join(event.values())))
    assert {path for path, _ in links} > {f"articles/{article.id}.md"}
    assert [link for link in links if f'id="{link[1]}"' not in pages[link[0]]] == []


def test_the_parts_of_an_article_are_named_by_their_lines() -> None:
    digest = long_article(400)
    article = digest.articles[-1].article
    first = html.fragment_fromstring(html_of(digest, f"articles/{article.id}")[f"articles/{article.id}.md"], "div")
    ranges = [tuple(map(int, one.split("-"))) for one in first.xpath(".//nav[@class='d-parts'][1]//li/@data-range")]
    assert ranges[0][0] == 1
    assert ranges[-1][1] == article.lines[-1]
    assert all(after[0] >= before[1] for before, after in itertools.pairwise(ranges))


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


def silent_digest() -> Digest:
    """The sample's first event without a day, quotations, names, themes or outlets."""
    digest = only(sample_digest(), day=None)
    (event,) = digest.events
    event = msgspec.structs.replace(
        event, quotes=(), people=(), places=(), themes=(), theme_words={}, statements=(), contradictions=(), story=None
    )
    items = tuple(msgspec.structs.replace(item, quotes=(), mentions=()) for item in digest.articles)
    return msgspec.structs.replace(
        digest, articles=items, events=(event,), quotes=(), people=(), themes=(), outlets=(), stories=()
    )


def test_only_what_there_is_is_counted_on_the_front_page() -> None:
    tree = rendered(silent_digest())["index.md"]
    words = words_of(tree.xpath(".//header//p[@class='d-meta'] | .//p[@class='d-meta']")[0])
    assert words == "مقالان · حدث واحد"


def test_the_search_page_says_that_there_is_nothing_only_where_there_is_nothing() -> None:
    digest = silent_digest()
    assert not rendered(digest)["search.md"].xpath(".//p[@class='d-empty']")
    empty = msgspec.structs.replace(digest, articles=(), events=(), merges=(), happenings=())
    assert rendered(empty)["search.md"].xpath(".//p[@class='d-empty']")


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


def dated(digest: Digest, event: Event, day: dt.date) -> Digest:
    """A digest in which an event and its articles are of this day."""
    moved = msgspec.structs.replace(event, first=day, last=day)
    return msgspec.structs.replace(
        digest,
        events=tuple(moved if one is event else one for one in digest.events),
        articles=tuple(
            msgspec.structs.replace(item, publication=msgspec.structs.replace(item.publication, first=day, last=day))
            if item.article.id in event.articles
            else item
            for item in digest.articles
        ),
    )


def test_an_article_of_another_century_is_not_the_news_of_the_latest_day() -> None:
    base = large_digest()
    event = next(event for event in base.events if len(event.articles) == 1)
    usual = home(base)
    assert usual.latest is not None
    far = home(dated(base, event, dt.date(2199, 12, 31)))
    assert far.latest is not None
    assert (far.latest.when, far.announced) == (usual.latest.when, usual.announced)
    assert far.months[0].count == 1  # and yet it stands in the archive
    near = home(dated(base, event, dt.date(2031, 12, 31))).latest
    assert near is not None
    assert near.when == "الأربعاء 31 ديسمبر/كانون الأول 2031"


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
