from __future__ import annotations

import itertools
import json
from typing import Any

import msgspec
import pytest

from digest import addresses, schema
from digest.citations import cited_refs, published_paragraphs
from digest.config import Config, SiteSection
from digest.export import Texts, encode, export, export_files, exported, exported_event
from digest.read.values import url_hint
from digest.records import Digest
from digest.render import render_pages
from digest.schema.collection import ExportedDigest, ExportedEventData
from tests.builders import FIRE_DAY, make_article, make_ref, person_id, sample_articles, sample_digest
from tests.rendered import TEMPLATES

Data = dict[str, Any]

# The fields that other programs rely on: the contract in the design, table by table.
CONTRACT = {
    "articles": {"id", "path", "title", "outlet", "url", "published", "themes", "paragraphs", "page"},
    "quotes": {"article", "start", "end", "line", "text", "kind", "speaker", "speaker_name", "cue"},
    "dates": {"article", "start", "end", "line", "text", "first", "last", "granularity", "rule"},
    "people": {"id", "name", "variants", "titles", "page"},
    "events": {
        *("id", "title", "date", "last_date", "articles", "mentioned_in", "themes", "people", "quotes", "related"),
        "page",
    },
    "themes": {"id", "page"},
}


@pytest.fixture(scope="module")
def digest() -> Digest:
    return sample_digest()


def config(publish: str = "cited") -> Config:
    return msgspec.convert({"site": {"publish": publish}}, Config)


@pytest.fixture(scope="module")
def data(digest: Digest) -> Data:
    found = json.loads(export(digest, config()))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("table", "fields"), CONTRACT.items(), ids=CONTRACT)
def test_contract_fields_are_there(data: Data, table: str, fields: set[str]) -> None:
    assert data[table]
    assert [fields - set(row) for row in data[table]] == [set()] * len(data[table])


def test_nested_contract_fields_are_there(data: Data) -> None:
    article = data["articles"][0]
    assert set(article["published"]) >= {"date", "first", "last", "confidence", "candidates"}
    assert all({"start", "end", "line", "role"} <= set(row) for row in article["paragraphs"])
    assert all({"event", "why"} <= set(link) for event in data["events"] for link in event["related"])


def test_bytes_are_utf8_with_sorted_keys_and_final_newline(digest: Digest) -> None:
    found = export(digest, config())
    assert found.endswith(b"}\n")
    assert "ميناء الرملة" in found.decode("utf-8")
    again = json.dumps(json.loads(found), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again == found.decode("utf-8").rstrip("\n")


def test_same_digest_same_bytes() -> None:
    assert export(sample_digest(), config()) == export(sample_digest(), config())


def test_export_fits_its_types_and_nothing_is_lost(digest: Digest) -> None:
    found = export(digest, config())
    assert encode(msgspec.json.decode(found, type=ExportedDigest)) == found


def test_every_span_points_at_its_words(digest: Digest, data: Data) -> None:
    texts = {item.article.id: item.article.text for item in digest.articles}
    rows = [*data["quotes"], *data["dates"]]
    assert len(rows) == 6 + 5
    assert [texts[row["article"]][row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]


def test_lines_and_anchors_are_those_of_the_article_pages(
    digest: Digest, data: dict[str, list[dict[str, int | str]]]
) -> None:
    articles = {item.article.id: item.article for item in digest.articles}
    for row in [*data["quotes"], *data["dates"]]:
        article = articles[str(row["article"])]
        assert row["line"] == article.line_of(int(row["start"]))
        assert row["anchor"] == addresses.anchor_of(article, int(row["start"]))


def test_lines_of_a_file_that_share_a_number_keep_their_own_anchors(digest: Digest) -> None:
    item = digest.articles[0]
    one_line = msgspec.structs.replace(item.article, lines=(7,) * len(item.article.lines))
    digest = msgspec.structs.replace(
        digest, articles=(msgspec.structs.replace(item, article=one_line), *digest.articles[1:])
    )
    rows = [row for row in json.loads(export(digest, config()))["quotes"] if row["article"] == one_line.id]
    assert {row["line"] for row in rows} == {7}
    assert [row["anchor"] for row in rows] == ["L7-7", "L7-9", "L7-11"]


def test_events_are_linked_by_ids_that_exist(data: Data) -> None:
    ids = {table: {row["id"] for row in data[table]} for table in ("articles", "quotes", "people", "events", "themes")}
    for event in data["events"]:
        assert set(event["articles"]) | set(event["mentioned_in"]) <= ids["articles"]
        assert set(event["quotes"]) | set(itertools.chain(*event["statements"])) <= ids["quotes"]
        assert set(event["people"]) | set(event["places"]) <= ids["people"]
        assert {link["event"] for link in event["related"]} <= ids["events"]
        assert set(event["themes"]) <= ids["themes"]


def test_an_article_knows_its_main_event_and_a_mentioned_event_has_none(
    data: Data,
) -> None:
    fire = data["events"][0]
    assert fire["date"] == FIRE_DAY.isoformat()
    assert [row["event"] for row in data["articles"] if row["id"] in fire["articles"]] == [fire["id"]] * 2
    announced = data["events"][2]
    assert announced["articles"] == []
    assert announced["mentioned_in"] == [data["articles"][0]["id"]]


def test_pages_are_addresses_of_the_site(data: Data) -> None:
    assert data["articles"][0]["page"] == f"articles/{data['articles'][0]['id']}/"
    assert data["events"][0]["page"] == f"events/{data['events'][0]['id']}/"
    assert data["themes"][0]["page"] == "themes/disaster-accident-and-emergency-incident/"


def test_states_and_places_have_no_page(data: Data) -> None:
    pages = {row["name"]: row["page"] for row in data["people"]}
    assert pages["ميناء الرملة"] is None
    assert pages["الدفاع المدني"] == f"people/{person_id('الدفاع المدني')}/"


def published(digest: Digest, publish: str) -> list[str]:
    rows = json.loads(export(digest, config(publish)))["articles"][0]["paragraphs"]
    return [row["text"] for row in rows if row["text"] is not None]


def test_full_publishes_content_but_no_furniture(digest: Digest) -> None:
    texts = published(digest, "full")
    assert "شارك القصة" not in texts
    assert len(texts) == 6


def test_cited_publishes_what_statements_rest_on(digest: Digest) -> None:
    article = make_article("فقرة يستشهد بها الموجز.", "فقرة لا يستشهد بها أحد.")
    refs = (make_ref(article, "يستشهد"),)
    assert published_paragraphs(article, refs, "cited") == {0}
    assert published_paragraphs(article, refs, "full") == {0, 1}
    assert published_paragraphs(article, refs, "none") == set()


def test_citations_of_another_article_publish_nothing() -> None:
    article, other = make_article("فقرة أولى."), make_article("فقرة أولى.", path="other.txt")
    assert published_paragraphs(article, (make_ref(other, "أولى"),), "cited") == set()


def test_none_publishes_quotations_and_dates_alone(digest: Digest) -> None:
    found = json.loads(export(digest, config("none")))
    assert published(digest, "none") == []
    assert found["events"][0]["summary"][0]["text"] is None
    assert found["quotes"][0]["text"] == digest.quotes[0].quote.text
    assert found["dates"][0]["text"] == "فجر اليوم الأحد"


def test_cited_refs_hold_quotations_dates_evidence_and_summaries(digest: Digest) -> None:
    fire = sample_articles()[0].article
    words = {ref.span.of(fire.text) for ref in cited_refs(digest)[fire.id]}
    assert {
        "سيعود إلى العمل خلال أسبوع",
        "وأكد",
        "وزير النقل فارس الدالي",
        "الثاني من أبريل/نيسان المقبل",
        "الأحد 12 مارس/آذار 2023",
        fire.title,
    } <= words


def test_cited_refs_name_every_article_even_one_without_citations(digest: Digest) -> None:
    plain = make_article("نص بلا اقتباس ولا تاريخ.", path="plain.txt")
    item = msgspec.structs.replace(digest.articles[0], article=plain, timexes=(), quotes=())
    item = msgspec.structs.replace(item, publication=msgspec.structs.replace(item.publication, candidates=()))
    found = cited_refs(msgspec.structs.replace(digest, articles=(*digest.articles, item)))
    assert found[plain.id] == ()


def test_one_event_can_be_exported_alone(digest: Digest) -> None:
    one = json.loads(encode(exported_event(digest.events[0], Texts(digest, "cited"))))
    assert one == json.loads(export(digest, config()))["events"][0]


def test_title_of_the_collection_is_the_projects() -> None:
    named = Config(site=SiteSection(title="أخبار الميناء"))
    assert json.loads(export(sample_digest(), named))["title"] == "أخبار الميناء"


# ------------------------------------------------------------------------------------------------ the schema


def test_shipped_schema_is_that_of_the_types() -> None:
    assert schema.shipped() == schema.generate(), "run `python -m digest.schema > digest/schema/digest.schema.json`"


def test_every_field_of_the_schema_is_described() -> None:
    definitions = json.loads(schema.shipped())["$defs"]
    bare = [
        f"{name}.{field}"
        for name, definition in definitions.items()
        for field, value in definition["properties"].items()
        if "description" not in value
    ]
    assert bare == []


def test_schema_says_its_draft_and_version() -> None:
    found = json.loads(schema.shipped())
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$defs"]["ExportedDigest"]["properties"]["schema_version"]["enum"] == [schema.SCHEMA_VERSION]


def test_each_event_has_a_file_of_its_own_in_the_shapes_of_the_whole() -> None:
    digest = sample_digest()
    files = export_files(digest, Config())
    assert files["data/digest.json"] == export(digest, Config())
    assert files.keys() - {"data/digest.json"} == {f"data/events/{event.id}.json" for event in digest.events}
    whole = exported(digest, Config())
    for event in whole.events:
        one = msgspec.json.decode(files[f"data/events/{event.id}.json"], type=ExportedEventData)
        assert one.event == event
        assert one.articles == tuple(a for key in event.articles for a in whole.articles if a.id == key)
        assert [quote.id for quote in one.quotes] == list(event.quotes)
        assert {quote.speaker for quote in one.quotes} - {None} <= {person.id for person in one.people}
        assert {date.article for date in one.dates} <= set(event.articles)


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://news.test/a?b=1&c=2#d", "https://news.test/a?b=1&c=2#d"),
        ("HTTP://News.test/خبر", "http://news.test/%D8%AE%D8%A8%D8%B1"),
        ("https://me:secret@news.test/", None),
        ("https://secret@news.test/", None),
        ("javascript:alert('secret')", None),
        ("data:text/html,secret", None),
        ("//news.test/secret", None),
        ("https://news.test/sec ret", None),
        ("https://news.test/" + "secret" * 400, None),
    ],
)
def test_every_exit_gives_the_same_address_of_an_original(digest: Digest, url: str, published: str | None) -> None:
    first, *others = digest.articles
    item = msgspec.structs.replace(first, article=msgspec.structs.replace(first.article, url=url))
    changed = msgspec.structs.replace(digest, articles=(item, *others))
    whole = export(changed, config())
    assert json.loads(whole)["articles"][0]["url"] == published
    pages = render_pages(changed, config(), TEMPLATES)
    exits = [whole, *export_files(changed, config()).values(), *(page.text.encode() for page in pages)]
    if published is None:
        assert not [one for one in exits if b"secret" in one or b"sec%20ret" in one]
    else:
        (page,) = (page.text for page in pages if page.path == f"articles/{first.article.id}.md")
        assert published.replace("&", "&amp;") in page.partition("\n---\n")[2]
        assert published.partition("&")[0] in page.partition("\n---\n")[0]


def test_evidence_from_an_address_names_no_user() -> None:
    hint = url_hint("https://me:secret@news.test/2022/01/28/a@b", 3)
    assert hint is not None
    assert hint.evidence == "https://news.test/2022/01/28/a@b"
