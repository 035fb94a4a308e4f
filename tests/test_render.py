from __future__ import annotations

import datetime as dt
import posixpath
import re
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
import yaml

from digest.config import Config
from digest.escape import visible
from digest.records import Digest
from digest.render import render_pages
from tests.builders import FIRE_DAY, sample_digest
from tests.rendered import TEMPLATES, Tree, inside, rendered, section, words_of


@pytest.fixture(scope="module")
def digest() -> Digest:
    return sample_digest()


@pytest.fixture(scope="module")
def site(digest: Digest) -> dict[str, Tree]:
    return rendered(digest)


@pytest.fixture(scope="module")
def fire(site: dict[str, Tree], digest: Digest) -> Tree:
    return site[f"events/{digest.events[0].id}.md"]


# ------------------------------------------------------------------------------------------------ the whole site


def test_there_is_a_page_of_every_kind(site: dict[str, Tree], digest: Digest) -> None:
    assert {"index.md", "corrections.md", "days/index.md", "days/2023-03.md", "days/2023-03-12.md"} <= site.keys()
    for folder, records in (("events", digest.events), ("outlets", digest.outlets), ("articles", digest.articles)):
        assert sum(path.startswith(f"{folder}/") for path in site) == len(records) + (folder == "outlets")
    assert {f"themes/{theme.slug}.md" for theme in digest.themes} <= site.keys()
    assert {f"stories/{story.slug}.md" for story in digest.stories} <= site.keys()
    named = {f"people/{p.id}.md" for p in digest.people if p.kind in ("person", "institution")}
    assert {path for path in site if path.startswith("people/p-")} == named


@pytest.mark.parametrize("publish", ["full", "cited", "none"])
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(digest: Digest, publish: str) -> None:
    site = rendered(digest, publish=publish)
    anchors = {path: set(tree.xpath(".//@id")) for path, tree in site.items()}
    seen = 0
    for path, tree in site.items():
        for address in tree.xpath(".//a/@href"):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            targets = _pages_at(unquote(parts.path), path) if parts.path else {path}
            (target,) = targets & site.keys() or [None]
            assert target is not None, f"{path} links to {address}"
            assert not parts.fragment or parts.fragment in anchors[target], f"{path} links to {address}"
            seen += 1
    assert seen > 200


def _pages_at(address: str, page: str) -> set[str]:
    """Return where the page of a link may lie: MkDocs resolves links to `.md` files, a browser all others."""
    if not address.endswith("/"):
        return {posixpath.normpath(posixpath.join(posixpath.dirname(page), address))}
    folder = page.removesuffix(".md").removesuffix("index")
    target = posixpath.normpath(posixpath.join(folder, address))
    return {f"{target}.md", f"{target}/index.md", "index.md" if target == "." else ""}


def test_anchors_are_unique_and_headings_have_words_for_ids(site: dict[str, Tree]) -> None:
    for path, tree in site.items():
        ids = tree.xpath(".//@id")
        assert len(ids) == len(set(ids)), path
        headings = tree.xpath(".//*[self::h1 or self::h2 or self::h3]/@id")
        assert all(re.fullmatch("[a-z][a-z0-9-]*", heading) for heading in headings), path
        assert len(tree.xpath(".//h1")) == 1, path


def test_no_markup_of_templates_is_left_over(site: dict[str, Tree]) -> None:
    for path, tree in site.items():
        text = "".join(tree.itertext())
        assert not re.search(r"\]\(|\{ ?[.#]|markdown>|None|&#", text), path
        assert not tree.xpath(".//@markdown"), path


def test_front_matter_of_every_page(digest: Digest) -> None:
    for page in render_pages(digest, Config(), TEMPLATES):
        front = yaml.safe_load(page.text.split("\n---\n")[0][4:])
        assert front["kind"]
        assert front["search"] == {"exclude": True}
        assert ("title" in front) == (page.path != "index.md")


def test_same_digest_same_bytes(digest: Digest) -> None:
    assert render_pages(digest, Config(), TEMPLATES) == render_pages(sample_digest(), Config(), TEMPLATES)


def test_every_source_mark_leads_to_the_line_that_it_names(site: dict[str, Tree]) -> None:
    marks = [(path, mark) for path, tree in site.items() for mark in tree.xpath(".//a[@class='d-src']")]
    for path, mark in marks:
        target, anchor = mark.get("href").split("#")
        article = site[posixpath.normpath(posixpath.join(posixpath.dirname(path), target))]
        assert words_of(mark).endswith("س " + anchor.removeprefix("L"))
        assert article.xpath(f".//*[@id='{anchor}']")
    assert len(marks) > 30


def test_every_quotation_is_verbatim_and_stands_on_its_line(site: dict[str, Tree], digest: Digest) -> None:
    texts = {item.article.id: item.article for item in digest.articles}
    cards = [card for tree in site.values() for card in tree.xpath(".//*[@class='d-quote']")]
    for card in cards:
        (words,) = card.xpath("./blockquote")
        article = texts[words.get("data-article")]
        start, end = int(words.get("data-start")), int(words.get("data-end"))
        assert words_of(words) == visible(article.text[start:end])
        (mark,) = card.xpath("./p[@class='d-by']/a[@class='d-src']")
        line = site[f"articles/{article.id}.md"].xpath(f".//*[@id='{mark.get('href').split('#')[1]}']")[0]
        assert words_of(words) in words_of(line)
    assert len(cards) > 8


# ------------------------------------------------------------------------------------------------ an event


def test_an_event_opens_with_theme_story_title_and_day(fire: Tree) -> None:
    assert [words_of(a) for a in fire.xpath("./p[@class='d-kicker']/a")] == ["كوارث وحوادث وطوارئ", "ميناء الرملة"]
    assert words_of(fire.xpath("./h1")[0]).startswith("حريق في ميناء الرملة يودي بحياة سبعة عمال")
    line = words_of(fire.xpath("./p[@class='d-dayline']")[0])
    assert line == "الأحد 12 مارس/آذار 2023 · مصدران مستقلان · التاريخ مؤكد"


def test_the_blocks_of_an_event_stand_in_the_order_of_a_readers_questions(fire: Tree) -> None:
    blocks = [e.get("id") or e.get("class") for e in fire.xpath("./h2|./details")]
    views = ["what", "quotes", "statements", "accounts", "coverage", "d-also", "who-first", "timeline", "people"]
    assert blocks == [*views, "d-evidence", "d-why", "cite"]


def test_what_happened_is_told_in_sentences_with_source_marks(fire: Tree) -> None:
    (lead,) = section(fire, "what")
    sentences = lead.xpath("./p")
    assert sentences
    assert all(len(sentence.xpath("./a[@class='d-src']")) == 1 for sentence in sentences)


def test_quotations_are_grouped_by_speaker(fire: Tree) -> None:
    speakers = [one for one in section(fire, "quotes") if one.get("class") == "d-speaker"]
    names = [words_of(one.xpath("./h3/a")[0]) for one in speakers]
    assert names == ["فارس الدالي", "هاني الصباغ"]
    assert words_of(speakers[0].xpath("./p[@class='d-title']")[0]) == "وزير النقل"
    verbs = [
        (words_of(v), v.get("class").split("-")[-1]) for v in speakers[0].xpath(".//span[contains(@class,'d-verb')]")
    ]
    assert verbs == [("أكد", "assertion"), ("أوضح", "neutral")]


def test_one_statement_stands_in_the_wording_of_every_outlet(fire: Tree) -> None:
    (block,) = inside(section(fire, "statements"), "self::section")
    wordings = [words_of(p) for p in block.xpath(".//p[@class='d-wording']")]
    assert wordings == [
        "سيطرنا على الحريق بعد ست ساعات ولا خطر على السكان القريبين",
        "سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان",
    ]
    assert [words_of(b) for b in block.xpath(".//b[@class='d-diff']")] == ["القريبين"]
    carriers = [words_of(li) for li in block.xpath(".//ul[@class='d-carriers']/li")]
    assert carriers == ["س وكالة السهل قوله س 5", "م صحيفة المرفأ قال س 7"]
    (way,) = fire.xpath(".//span[@class='d-carried']/a")
    assert way.get("href") == f"#{block.get('id')}"
    assert words_of(way) == "القول نفسه في موضع آخر"


def test_wordings_of_one_outlet_are_folded_under_the_fullest(digest: Digest) -> None:
    (one, two), others = digest.outlets, ()
    whole = msgspec.structs.replace(one, articles=(*one.articles, *two.articles))
    fire = rendered(msgspec.structs.replace(digest, outlets=(whole, *others)))[f"events/{digest.events[0].id}.md"]
    (same,) = fire.xpath(".//details[@class='d-same']")
    assert words_of(same.xpath("../blockquote")[0]).endswith("القريبين")
    assert "«سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان»" in words_of(same)
    assert not fire.xpath(".//h2[@id='statements']")


def test_contradictions_stand_side_by_side_with_their_lines(fire: Tree, digest: Digest) -> None:
    (account,) = inside(section(fire, "accounts"), ".//div[@class='d-account']")
    values = {words_of(v.xpath("./strong")[0]): len(v.xpath(".//a")) for v in account.xpath("./ul/li")}
    assert values == {"سبعة": 1, "تسعة": 1}
    plain = msgspec.structs.replace(digest.events[0], contradictions=())
    calm = msgspec.structs.replace(digest, events=(plain, *digest.events[1:]))
    assert not rendered(calm)[f"events/{plain.id}.md"].xpath(".//h2[@id='accounts']")


def test_coverage_marks_the_first_report(fire: Tree) -> None:
    rows = inside(section(fire, "coverage"), ".//tbody/tr")
    assert [[words_of(cell) for cell in row] for row in rows] == [
        ["صحيفة المرفأ", "حريق في ميناء الرملة يودي بحياة سبعة عمال الخبر الأول", "الأحد 12 مارس/آذار 2023"],
        ["وكالة السهل", "الدفاع المدني: تسعة قتلى في حريق ميناء الرملة", "الأحد 12 مارس/آذار 2023"],
    ]


def test_wire_copies_are_marked_as_one(digest: Digest) -> None:
    event = msgspec.structs.replace(digest.events[0], copies=(digest.events[0].articles,), sources=1)
    page = rendered(msgspec.structs.replace(digest, events=(event, *digest.events[1:])))[f"events/{event.id}.md"]
    assert [words_of(mark) for mark in page.xpath(".//span[@class='d-copy']")] == ["تقرير واحد في مقالين"] * 2
    assert "مصدر واحد" in words_of(page.xpath("./p[@class='d-dayline']")[0])


def test_the_timeline_is_in_order_of_time_with_this_event_marked(fire: Tree) -> None:
    items = inside(section(fire, "timeline"), "./li")
    assert [item.get("class") for item in items] == ["d-this", "d-later", "d-announced"]
    assert not items[0].xpath("./a")
    assert words_of(items[2].xpath("./span[@class='d-relation']")[0]) == "أُعلن عنه هنا"


def test_date_evidence_shows_each_clue_with_its_verdict(fire: Tree) -> None:
    (evidence,) = fire.xpath(".//details[@class='d-evidence']")
    assert evidence.get("open") is None
    assert [words_of(v) for v in evidence.xpath(".//span[contains(@class,'d-verdict-accepted')]")] == ["اعتُمدت"] * 2
    assert fire.xpath("./p[@class='d-dayline']/a[@href='#date-evidence']")
    assert evidence.xpath(".//*[@id='date-evidence']")


def test_an_event_without_articles_says_so_and_shows_who_told_it(site: dict[str, Tree], digest: Digest) -> None:
    report = next(event for event in digest.events if not event.articles)
    page = site[f"events/{report.id}.md"]
    assert "لا مقال موضوعه هذا الحدث" in words_of(page.xpath("./p[@class='d-dayline']")[0])
    assert "لا اقتباسات في هذا الحدث." in [words_of(p) for p in page.xpath(".//p[@class='d-empty']")]
    assert "بحسب ما ذكرته المقالات" in words_of(page.xpath("./p[@class='d-dayline']")[0])
    (clue,) = page.xpath(".//details[@class='d-evidence']//li")
    assert "الثاني من أبريل/نيسان المقبل" in words_of(clue)


def test_an_unknown_day_and_an_interval_are_put_into_words(digest: Digest) -> None:
    last = FIRE_DAY + dt.timedelta(days=4)
    vague = msgspec.structs.replace(digest.events[0], last=last)
    undated = msgspec.structs.replace(digest.events[1], first=None, last=None)
    site = rendered(msgspec.structs.replace(digest, events=(vague, undated, digest.events[2])))
    line = site[f"events/{vague.id}.md"].xpath("./p[@class='d-dayline']")[0]
    assert words_of(line).startswith("بين 12 و16 مارس/آذار 2023 ·")
    assert "يوم غير محسوم" in words_of(line)
    assert "تاريخ غير معروف" in words_of(site[f"events/{undated.id}.md"].xpath("./p[@class='d-dayline']")[0])
    assert inside(section(site["days/2023-03.md"], "uncertain"), ".//article")
    assert inside(section(site["days/index.md"], "undated"), ".//li")
