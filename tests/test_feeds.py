from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from urllib.parse import urljoin

import atoma
import feedparser
import msgspec
import pytest
from lxml import etree, html

from digest import addresses
from digest.config import Config, SiteSection
from digest.feeds import build_feeds
from digest.feeds.gather import ENTRIES
from digest.feeds.markup import directed
from digest.records import Digest, Event
from digest.views import desk_of
from digest.views.strings import load_strings
from tests.builders import sample_digest

ROOT = Path(__file__).resolve().parents[1]
SITE = "https://news.test/digest/"
HOSTILE = "A <b>\"x\"</b> & 'y' ]]> \u202eevil\u2066\n\x00\x0b\ud800 &amp; سطر\ufffe"


def feeds_of(digest: Digest, address: str = SITE, **site: str) -> dict[str, bytes]:
    config = Config(site=msgspec.convert(site, SiteSection))
    return build_feeds(desk_of(digest, config, None, load_strings(ROOT / "templates"), address))


def with_events(digest: Digest, **changes: object) -> Digest:
    events = tuple(msgspec.structs.replace(event, **changes) for event in digest.events)
    return msgspec.structs.replace(digest, events=events)


def empty() -> Digest:
    return msgspec.convert({name: {} if name == "article_themes" else () for name in Digest.__struct_fields__}, Digest)


def hostile() -> Digest:
    digest = with_events(sample_digest(), title=HOSTILE, title_ref=None)
    themes = tuple(msgspec.structs.replace(theme, label=HOSTILE) for theme in digest.themes)
    people = tuple(msgspec.structs.replace(person, name=HOSTILE) for person in digest.people)
    articles = []
    for item in digest.articles:
        article = msgspec.structs.replace(item.article, outlet=HOSTILE, text=item.article.text.replace("فجر", '<">'))
        articles.append(msgspec.structs.replace(item, article=article))
    return msgspec.structs.replace(digest, themes=themes, people=people, articles=tuple(articles))


def many(count: int) -> Digest:
    digest = sample_digest()
    events = []
    for number in range(count):
        day = dt.date(2023, 1, 1) + dt.timedelta(days=number)
        pattern = digest.events[number % len(digest.events)]
        events.append(msgspec.structs.replace(pattern, id=f"{day}-x{number:05}", first=day, last=day, aliases=()))
    return msgspec.structs.replace(digest, events=tuple(events))


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "tests/cases/feeds/atom.rng"))


COLLECTIONS = {"sample": sample_digest, "hostile": hostile, "empty": empty}


@pytest.mark.parametrize("address", [SITE, ""])
@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_feed_is_valid(name: str, address: str, grammar: etree.RelaxNG) -> None:
    site = {"title": HOSTILE, "description": HOSTILE} if name == "hostile" else {}
    files = feeds_of(COLLECTIONS[name](), address, **site)
    assert ("feeds/all.atom.xml" in files, "feeds/all.rss.xml" in files) == (True, True)
    for path, data in files.items():
        parsed = feedparser.parse(io.BytesIO(data))
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        if path.endswith(".atom.xml"):
            assert grammar.validate(etree.fromstring(data)), (path, grammar.error_log.last_error)
            atoma.parse_atom_bytes(data)
        else:
            atoma.parse_rss_bytes(data)


def test_the_grammar_refuses_what_is_no_feed(grammar: etree.RelaxNG) -> None:
    data = feeds_of(sample_digest())["feeds/all.atom.xml"]
    assert not grammar.validate(etree.fromstring(data.replace(b"<updated>", b"<updated>x")))
    assert not grammar.validate(etree.fromstring(data.replace(b"<id>", b"<guid>").replace(b"</id>", b"</guid>")))


def test_an_entry_tells_what_happened_with_the_lines_that_say_so() -> None:
    digest = sample_digest()
    fire = digest.events[0]
    feed = atoma.parse_atom_bytes(feeds_of(digest)["feeds/all.atom.xml"])
    (entry,) = [entry for entry in feed.entries if entry.title.value == fire.title]
    assert entry.links[0].href == f"{SITE}events/{fire.id}/"
    content = html.fragment_fromstring(entry.content.value)
    assert (content.get("dir"), content.get("lang")) == ("rtl", "ar")
    assert "لقي سبعة عمال حتفهم" in content.text_content()
    (source,) = content.xpath(".//a/@href")
    assert source.startswith(f"{SITE}articles/{fire.articles[0]}/#L")
    assert [category.term for category in entry.categories] == list(fire.themes)
    assert entry.published == entry.updated == dt.datetime(2023, 3, 12, tzinfo=dt.UTC)


def test_no_sentence_is_given_where_no_text_is_published() -> None:
    for data in feeds_of(sample_digest(), publish="none").values():
        assert "لقي سبعة عمال حتفهم".encode() not in data


def test_feeds_of_one_event_in_both_formats_agree() -> None:
    files = feeds_of(sample_digest())
    atom, rss = atoma.parse_atom_bytes(files["feeds/all.atom.xml"]), atoma.parse_rss_bytes(files["feeds/all.rss.xml"])
    assert [e.id_ for e in atom.entries] == [i.guid for i in rss.items]
    assert [e.content.value for e in atom.entries] == [i.description for i in rss.items]
    assert atom.updated == rss.last_build_date
    assert (
        b'rel="self" type="application/rss+xml" href="https://news.test/digest/feeds/all.rss.xml"'
        in files["feeds/all.rss.xml"]
    )
    assert b'isPermaLink="false"' in files["feeds/all.rss.xml"]


def test_themes_stories_outlets_and_quoted_people_have_feeds() -> None:
    digest = sample_digest()
    names = {path.removeprefix("feeds/").removesuffix(".atom.xml") for path in feeds_of(digest) if "atom" in path}
    desk = desk_of(digest, Config(), None, load_strings(ROOT / "templates"))
    quoted = {p.id for p in digest.people if desk.collection.spoken[p.id] and addresses.has_page(p)}
    assert quoted
    assert names == (
        {"all"}
        | {f"themes/{t.slug}" for t in digest.themes}
        | {f"stories/{s.slug}" for s in digest.stories}
        | {f"outlets/{o.id}" for o in digest.outlets}
        | {f"people/{key}" for key in quoted}
    )


def test_a_person_s_feed_holds_what_the_person_said() -> None:
    digest = sample_digest()
    desk = desk_of(digest, Config(), None, load_strings(ROOT / "templates"))
    person = next(p for p in digest.people if desk.collection.spoken[p.id] and addresses.has_page(p))
    said = desk.collection.spoken[person.id][0]
    words = said.quote.content.of(desk.collection.articles[said.article].article.text)
    feed = atoma.parse_rss_bytes(feeds_of(digest)[f"feeds/people/{person.id}.rss.xml"])
    assert any(words in html.fragment_fromstring(item.description).text_content() for item in feed.items)


def test_names_stay_when_the_site_moves_or_a_day_is_settled() -> None:
    digest = sample_digest()
    there = with_days(digest)
    ids = [sorted(e.id_ for e in parse_all(d, a).entries) for d, a in ((digest, SITE), (digest, ""), (there, SITE))]
    assert ids[0] == ids[1] == ids[2]
    assert parse_all(digest, SITE).id_ == parse_all(digest, "").id_
    other = build_feeds(
        desk_of(digest, Config(site=SiteSection(title="جريدة أخرى")), None, load_strings(ROOT / "templates"), SITE)
    )
    assert ids[0] != sorted(e.id_ for e in atoma.parse_atom_bytes(other["feeds/all.atom.xml"]).entries)


def with_days(digest: Digest) -> Digest:
    """Return the collection with all events a day later, their ids changed as settling a day changes them."""

    def later(event: Event) -> Event:
        day = (event.first or dt.date(2023, 1, 1)) + dt.timedelta(days=1)
        key = addresses.founding_key(event.id)
        return msgspec.structs.replace(event, id=f"{day}-{key}", first=day, last=day)

    return msgspec.structs.replace(digest, events=tuple(later(event) for event in digest.events))


def parse_all(digest: Digest, address: str) -> atoma.atom.AtomFeed:
    return atoma.parse_atom_bytes(feeds_of(digest, address)["feeds/all.atom.xml"])


def test_without_an_address_links_are_relative_to_the_feed() -> None:
    digest = sample_digest()
    for path, data in feeds_of(digest, "").items():
        assert b"news.test" not in data
        links = etree.fromstring(data).xpath("//*[local-name()='link']")
        found = [link.get("href") or link.text for link in links]
        assert all(not urljoin("https://x.test/" + path, target).startswith("https://x.test/../") for target in found)
        assert "https://x.test/" + path in {urljoin("https://x.test/" + path, target) for target in found}


def test_a_day_that_nobody_knows_is_not_invented() -> None:
    digest = sample_digest()
    articles = []
    for item in digest.articles:
        unknown = msgspec.structs.replace(item.publication, first=None, last=None)
        articles.append(msgspec.structs.replace(item, publication=unknown))
    files = feeds_of(msgspec.structs.replace(digest, articles=tuple(articles)))
    assert b"pubDate" not in files["feeds/all.rss.xml"]
    assert b"<published>" not in files["feeds/all.atom.xml"]
    feed = atoma.parse_atom_bytes(files["feeds/all.atom.xml"])
    assert {entry.updated.year for entry in feed.entries} == {1970}


def test_a_feed_holds_the_newest_events_only() -> None:
    feed = parse_all(many(ENTRIES + 20), SITE)
    assert len(feed.entries) == ENTRIES
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("text", "marked"),
    [("قمة في Paris", False), ("«قمة»", False), ("BBC: قمة", True), ("2023 قمة", False), ("12", True)],
)
def test_titles_run_from_right_to_left(text: str, marked: bool) -> None:
    assert directed(text) == ("\u200f" + text if marked else text)
