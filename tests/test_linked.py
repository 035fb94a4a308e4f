from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.config import Config, SiteSection
from digest.linked.heads import BYTES
from digest.records import Digest, Page
from digest.render import render_pages
from tests.builders import sample_digest
from tests.test_feeds import HOSTILE, hostile

ROOT = Path(__file__).resolve().parents[1]
SITE = "https://news.test/digest/"
VOCABULARY = tomllib.loads((ROOT / "tests/cases/linked/schema-org.toml").read_text(encoding="utf-8"))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def pages_of(digest: Digest, address: str = SITE, **site: str) -> dict[str, Page]:
    config = Config(site=msgspec.convert(site, SiteSection))
    return {page.path: page for page in render_pages(digest, config, ROOT / "templates", address=address)}


def meta(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.text.split("\n---\n", 1)[0].removeprefix("---\n"))
    return found


def graph(page: Page) -> list[dict[str, Any]]:
    data = json.loads(meta(page)["linked"])
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every thing in a graph, references among them."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from things(item)
    elif isinstance(value, list):
        for item in value:
            yield from things(item)


def only(page: Page, kind: str) -> dict[str, Any]:
    (found,) = [thing for thing in things(graph(page)) if thing.get("@type") == kind]
    return found


@pytest.fixture(scope="module")
def sample() -> dict[str, Page]:
    return pages_of(sample_digest())


@pytest.mark.parametrize("kind", ["sample", "hostile"])
def test_types_and_properties_are_those_of_the_vocabulary(kind: str) -> None:
    pages = pages_of(hostile(), title=HOSTILE) if kind == "hostile" else pages_of(sample_digest())
    for path, page in pages.items():
        for thing in things(graph(page)):
            if set(thing) == {"@id"}:
                continue
            names = {name for name in thing if not name.startswith("@")} - {"query-input"}
            assert names <= set(VOCABULARY[thing["@type"]]), (path, thing["@type"])
            assert "" not in thing.values(), path
            for name in names & {"startDate", "endDate", "datePublished", "dateModified"}:
                assert _DATE.fullmatch(thing[name]), path


def test_no_text_ends_the_element(sample: dict[str, Page]) -> None:
    for page in pages_of(hostile(), title=HOSTILE, description=HOSTILE).values():
        linked = meta(page)["linked"]
        assert not set("<>&\u2028") & set(linked)
        json.loads(linked)


def test_addresses_are_absolute_where_the_site_s_is_known(sample: dict[str, Page]) -> None:
    for page in sample.values():
        for thing in things(graph(page)):
            assert all(str(thing[name]).startswith("https://") for name in ("@id", "url", "citation") if name in thing)
    for page in pages_of(sample_digest(), "").values():
        assert SITE not in page.text


def test_an_event_cites_its_articles_and_quotations_their_lines(sample: dict[str, Page]) -> None:
    fire = sample_digest().events[0]
    page = sample[f"events/{fire.id}.md"]
    event = only(page, "Event")
    assert (event["name"], event["startDate"]) == (fire.title, "2023-03-12")
    articles = {thing["@id"]: thing for thing in event["subjectOf"]}
    assert {thing["@type"] for thing in articles.values()} == {"NewsArticle"}
    quotations = [thing for thing in things(graph(page)) if thing.get("@type") == "Quotation"]
    assert quotations
    for quotation in quotations:
        assert quotation["isPartOf"]["@id"] in articles
        assert re.fullmatch(re.escape(SITE) + r"articles/a-[a-z2-7]+/#L\d+(-\d+)?", quotation["citation"])
    assert {thing["@type"] for q in quotations if (thing := q.get("spokenByCharacter"))} <= {"Person", "Organization"}


def test_a_page_never_claims_to_be_the_article(sample: dict[str, Page]) -> None:
    for path, page in sample.items():
        assert graph(page)[0]["@type"] != "NewsArticle"
        if path.startswith("articles/"):
            article = only(page, "NewsArticle")
            assert "author" not in article
            assert article.get("url", "https://elsewhere").startswith(SITE) is False


def test_a_day_is_stated_only_where_it_is_known() -> None:
    digest = sample_digest()
    first = digest.articles[0]
    wide = msgspec.structs.replace(first.publication, first=None)
    changed = msgspec.structs.replace(first, publication=wide)
    page = pages_of(msgspec.structs.replace(digest, articles=(changed, *digest.articles[1:])))[
        f"articles/{first.article.id}.md"
    ]
    assert "datePublished" not in only(page, "NewsArticle")
    assert "published" not in meta(page)


def test_the_front_page_tells_how_to_search(sample: dict[str, Page]) -> None:
    site = only(sample["index.md"], "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"] == SITE + "search/?q={search_term_string}"


def test_crumbs_lead_from_the_front_page_to_the_page(sample: dict[str, Page]) -> None:
    theme = sample_digest().themes[0]
    items = only(sample[f"themes/{theme.slug}.md"], "BreadcrumbList")["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert [item["item"] for item in items] == [SITE, SITE + "themes/", f"{SITE}themes/{theme.slug}/"]


def test_no_page_carries_more_than_its_bound() -> None:
    digest = sample_digest()
    fire = digest.events[0]
    crowded = msgspec.structs.replace(fire, quotes=fire.quotes * 40)
    page = pages_of(msgspec.structs.replace(digest, events=(crowded, *digest.events[1:])))[f"events/{fire.id}.md"]
    assert len(meta(page)["linked"].encode()) < BYTES + 500
    assert sum(thing.get("@type") == "Quotation" for thing in things(graph(page))) <= 30


def test_pages_name_their_feeds_and_data(sample: dict[str, Page]) -> None:
    digest = sample_digest()
    theme, fire = digest.themes[0], digest.events[0]
    assert [feed["path"] for feed in meta(sample["index.md"])["feeds"]] == ["feeds/all"]
    feeds = meta(sample[f"themes/{theme.slug}.md"])["feeds"]
    assert [feed["path"] for feed in feeds] == [f"feeds/themes/{theme.slug}", "feeds/all"]
    assert meta(sample[f"events/{fire.id}.md"])["data"] == f"data/events/{fire.id}.json"
    assert meta(sample[f"events/{fire.id}.md"])["updated"] == "2023-03-12"
