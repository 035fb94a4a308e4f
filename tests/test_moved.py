from __future__ import annotations

import json
from pathlib import Path

import msgspec
from lxml import html

from digest import addresses
from digest.config import Config
from digest.moved import ADDRESSES, moved_pages
from digest.outputs import robots
from digest.records import Digest, Merge
from digest.views import desk_of
from digest.views.strings import load_strings
from tests.builders import sample_digest

ROOT = Path(__file__).resolve().parents[1]


def moved(digest: Digest, address: str = "") -> dict[str, bytes]:
    return moved_pages(desk_of(digest, Config(), None, load_strings(ROOT / "templates"), address))


def with_aliases(*aliases: tuple[str, ...]) -> Digest:
    digest = sample_digest()
    events = [msgspec.structs.replace(e, aliases=a) for e, a in zip(digest.events, aliases, strict=False)]
    return msgspec.structs.replace(digest, events=(*events, *digest.events[len(events) :]))


def test_an_old_address_leads_to_the_living_page() -> None:
    digest = with_aliases(("2023-03-11-abcdef",))
    files = moved(digest, "https://news.test/x/")
    page = html.document_fromstring(files["events/2023-03-11-abcdef/index.html"])
    there = f"../../events/{digest.events[0].id}/"
    assert page.xpath("//a/@href") == [there]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={there}"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://news.test/x/events/{digest.events[0].id}/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//a")[0].text == digest.events[0].title
    assert not page.xpath("//link[@rel='canonical']/@href[not(starts-with(., 'https://'))]")


def test_a_living_page_is_never_shadowed_and_a_doubtful_address_leads_nowhere() -> None:
    digest = sample_digest()
    living = digest.events[1].id
    files = moved(with_aliases((living, "2023-03-11-twotwo"), ("2023-03-11-twotwo",)))
    assert not any(path.startswith("events/") for path in files)
    table = json.loads(files[ADDRESSES])["events"]
    assert "twotwo" not in table
    assert table[addresses.founding_key(living)] == living


def test_a_merged_article_leads_to_the_one_that_stands_for_it_through_chains() -> None:
    digest = sample_digest()
    kept = digest.articles[0].article
    merges = (
        Merge(path="copy.txt", into="other.txt"),
        Merge(path="other.txt", into=kept.path),
        Merge(path="rows.jsonl#3", into=kept.path),
        Merge(path="gone.txt", into="nowhere.txt"),
        Merge(path="ring.txt", into="ring.txt"),
    )
    files = moved(msgspec.structs.replace(digest, merges=merges))
    old = [addresses.article_id("copy.txt", None), addresses.article_id("other.txt", None)]
    old.append(addresses.article_id("rows.jsonl", 3))
    assert set(files) == {ADDRESSES, *(f"articles/{key}/index.html" for key in old)}
    for key in old:
        assert f'href="../../articles/{kept.id}/"'.encode() in files[f"articles/{key}/index.html"]


def test_titles_are_escaped() -> None:
    digest = with_aliases(("2023-03-11-abcdef",))
    event = msgspec.structs.replace(digest.events[0], title='</title><script>alert("x")</script>')
    files = moved(msgspec.structs.replace(digest, events=(event, *digest.events[1:])))
    assert b"<script>alert" not in files["events/2023-03-11-abcdef/index.html"]


def test_robots_names_the_site_map_where_its_address_is_known() -> None:
    assert robots("https://news.test/x/").endswith(b"\nSitemap: https://news.test/x/sitemap.xml\n")
    assert b"Sitemap" not in robots("")
