from __future__ import annotations

import datetime as dt
import posixpath

import msgspec
import pytest

from digest.config import Config
from digest.editorial import DateEntry, Editorial, PersonEntry, SpeakerEntry, TogetherEntry
from digest.records import Digest
from digest.render import render_pages
from tests.builders import FIRE_DAY, person_id, sample_digest
from tests.builders.collection import MINISTER
from tests.rendered import TEMPLATES, Tree, body_of, inside, parsed, rendered, section, words_of


@pytest.fixture(scope="module")
def digest() -> Digest:
    return sample_digest()


@pytest.fixture(scope="module")
def site(digest: Digest) -> dict[str, Tree]:
    return rendered(digest)


# ------------------------------------------------------------------------------------------------ an article


def article_page(site: dict[str, Tree], digest: Digest, path: str) -> Tree:
    (item,) = (item for item in digest.articles if item.article.path == path)
    return site[f"articles/{item.article.id}.md"]


def test_the_lines_of_an_article_are_numbered_and_in_order(site: dict[str, Tree], digest: Digest) -> None:
    page = article_page(site, digest, "almarfa/fire.txt")
    lines = page.xpath("./div[@class='d-lines']/p[contains(@class,'d-line')]")
    assert [line.get("id") for line in lines] == ["L1", "L3", "L5", "L7", "L9", "L11"]
    assert [words_of(line.xpath("./a[@class='d-n']")[0]) for line in lines] == ["1", "3", "5", "7", "9", "11"]
    assert [line.get("class").split()[1] for line in lines[:3]] == ["d-role-title", "d-role-dateline", "d-role-body"]


def test_what_was_found_is_underlined_by_kind(site: dict[str, Tree], digest: Digest) -> None:
    page = article_page(site, digest, "almarfa/fire.txt")

    def marked(kind: str) -> list[str]:
        return [words_of(m) for m in page.xpath(f".//p[contains(@class,'d-line')]/mark[contains(@class,'d-k-{kind}')]")]

    assert marked("quote") == ["سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان", "سيعود إلى العمل خلال أسبوع"]
    assert marked("cue") == ["وقال", "وأكد", "وأوضح"]
    assert "الثاني من أبريل/نيسان المقبل" in marked("date")
    assert "هاني الصباغ" in marked("name")
    assert page.xpath(f".//mark/a[@href='../people/{person_id(MINISTER)}.md']")
    legend = page.xpath("./p[@class='d-legend']/mark/@class")
    assert [kind.split("-k-")[1] for kind in legend] == ["quote", "reported", "cue", "speaker", "date", "name"]


def test_furniture_is_folded_away(site: dict[str, Tree], digest: Digest) -> None:
    page = article_page(site, digest, "almarfa/fire.txt")
    (folded,) = page.xpath(".//details[@class='d-furniture']")
    assert words_of(folded.xpath("./summary")[0]) == "حُذف من العرض سطر واحد من قوالب الموقع وتكراره"
    assert "شارك القصة" not in "".join(page.itertext())


def test_lines_of_a_file_with_one_line_are_counted_one_by_one(digest: Digest) -> None:
    item = digest.articles[0]
    article = msgspec.structs.replace(
        item.article,
        lines=(1,) * len(item.article.lines),
        paragraphs=tuple(
            msgspec.structs.replace(p, line=1, role="boilerplate" if n in (1, 5, 6) else p.role)
            for n, p in enumerate(item.article.paragraphs)
        ),
    )
    changed = msgspec.structs.replace(item, article=article)
    site = rendered(msgspec.structs.replace(digest, articles=(changed, *digest.articles[1:])))
    page = site[f"articles/{article.id}.md"]
    assert page.xpath(".//p[contains(@class,'d-line')]/@id") == ["L1", *(f"L1-{n}" for n in (3, 5, 7, 9, 11, 13))]
    assert [words_of(s) for s in page.xpath(".//details[@class='d-furniture']/summary")] == [
        "حُذف من العرض سطر واحد من قوالب الموقع وتكراره",
        "حُذف من العرض سطران من قوالب الموقع وتكراره",
    ]


def test_lines_tell_which_pages_cite_them(site: dict[str, Tree], digest: Digest) -> None:
    page = article_page(site, digest, "almarfa/fire.txt")
    (note,) = page.xpath(".//p[@id='L7']/following-sibling::*[1][@id='L7-note']")
    back = {words_of(a): a.get("href") for a in note.xpath("./p[@class='d-back']/a")}
    assert back == {
        "الحدث": f"../events/{digest.events[0].id}.md",
        "هاني الصباغ": f"../people/{person_id('هاني الصباغ')}.md",
    }


def test_how_much_text_is_published_is_a_setting(digest: Digest) -> None:
    uncited = "المصدر: وكالة السهل"

    def shown(publish: str) -> str:
        page = article_page(rendered(digest, publish=publish), digest, "sahl/1203.txt")
        (lines,) = page.xpath("./div[@class='d-lines']")
        return words_of(lines)

    assert "ونقلت الإذاعة عن" in shown("full")
    assert "ونقلت الإذاعة عن" in shown("cited")
    assert uncited not in shown("cited")
    assert "سطر واحد لا يُنشر نصه هنا." in shown("cited")
    assert shown("none") == "1 3 5 4 أسطر لا تُنشر نصوصها هنا."


def test_the_original_is_linked_only_if_it_is_of_the_web(digest: Digest) -> None:
    def page_with(url: str) -> Tree:
        item = digest.articles[0]
        changed = msgspec.structs.replace(item, article=msgspec.structs.replace(item.article, url=url))
        site = rendered(msgspec.structs.replace(digest, articles=(changed, *digest.articles[1:])))
        return site[f"articles/{item.article.id}.md"]

    assert page_with("https://news.example/1").xpath(".//a[@href='https://news.example/1']")
    assert not page_with("javascript:alert(1)").xpath(".//a[contains(@href,'script') or contains(.,'الأصلي')]")


def test_very_long_lines_are_cut_into_paragraphs_without_losing_a_word(digest: Digest) -> None:
    item = digest.articles[0]
    words = " ".join(f"كلمة{n}" for n in range(4000))
    last = item.article.paragraphs[-1]
    paragraph = msgspec.structs.replace(
        last, role="body", span=msgspec.structs.replace(last.span, end=last.span.start + len(words))
    )
    article = msgspec.structs.replace(
        item.article,
        text=item.article.text[: last.span.start] + words,
        paragraphs=(*item.article.paragraphs[:-1], paragraph),
    )
    changed = msgspec.structs.replace(
        digest, articles=(msgspec.structs.replace(item, article=article), *digest.articles[1:])
    )
    page = rendered(changed, publish="full")[f"articles/{article.id}.md"]
    parts = page.xpath(
        f".//p[@id='L{paragraph.line}'] | .//p[@id='L{paragraph.line}']/following-sibling::p[contains(@class,'d-line')]"
    )
    assert len(parts) > 5
    assert " ".join(words_of(part) for part in parts).removeprefix(f"{paragraph.line} ") == words


# ------------------------------------------------------------------------------------------------ other pages


def test_a_person_has_spellings_titles_quotations_and_events(site: dict[str, Tree]) -> None:
    page = site[f"people/{person_id('هاني الصباغ')}.md"]
    spellings = [words_of(li) for li in inside(section(page, "spellings"), "./li")]
    assert spellings == ["هاني الصباغ مرة واحدة", "هاني الصبّاغ مرة واحدة"]
    assert "المتحدث باسم الدفاع المدني" in words_of(section(page, "titles")[0])
    assert len(inside(section(page, "quotes"), "./blockquote")) == 1
    assert len(inside(section(page, "quotes"), ".//details[@class='d-same']/ul/li")) == 1
    occasion = words_of(inside(section(page, "quotes"), ".")[0])
    assert occasion.endswith("الأحد 12 مارس/آذار 2023")
    assert words_of(inside(section(page, "events"), "./li/a")[0]).startswith("حريق في ميناء الرملة")


def test_a_day_shows_its_events_and_those_told_elsewhere(site: dict[str, Tree]) -> None:
    fire, reopening, report = (site[f"days/2023-{day}.md"] for day in ("03-12", "03-19", "04-02"))
    assert len(inside(section(fire, "events"), ".//article")) == 1
    assert len(inside(section(fire, "articles"), "./li")) == 2
    (quoted,) = inside(section(fire, "events"), ".//div[@class='d-pull']")
    assert words_of(quoted.xpath("./p/span[@class='d-name']")[0])
    assert [words_of(b) for b in inside(section(fire, "events"), ".//span[contains(@class, 'd-badge ')]")] == [
        "م صحيفة المرفأ",
        "س وكالة السهل",
    ]
    assert "حريق في ميناء الرملة" in words_of(section(reopening, "recalled")[0])
    assert inside(section(report, "told-elsewhere"), ".//article")
    strip = [posixpath.basename(a.get("href")) for a in reopening.xpath("./p[@class='d-strip']/a")]
    assert strip == ["2023-03-12.md", "2023-04-02.md"]


def test_a_row_of_days_tells_the_week_around_a_day(site: dict[str, Tree]) -> None:
    (row,) = site["days/2023-03-12.md"].xpath("./nav")
    assert row.get("aria-label") == "بين 9 و15 مارس/آذار 2023"
    days = row.xpath(".//li")
    assert [words_of(day.xpath(".//span[@class='d-num']")[0]) for day in days] == [str(n) for n in range(9, 16)]
    assert words_of(days[3].xpath(".//span[@class='d-hidden']")[0]) == "الأحد 12 مارس/آذار 2023: حدث واحد"
    assert [day.get("aria-current") for day in days] == [None] * 3 + ["date"] + [None] * 3
    assert [bool(day.xpath("./a")) for day in days] == [False] * 3 + [True] + [False] * 3


def test_a_month_is_a_calendar(site: dict[str, Tree]) -> None:
    page = site["days/2023-03.md"]
    assert words_of(page.xpath(".//th")[0]) == "السبت"
    assert [words_of(a) for a in page.xpath(".//td/a")] == ["12 1: حدث واحد", "19 1: حدث واحد"]
    assert [a.get("class") for a in page.xpath(".//td/a")] == ["d-level-1"] * 2
    assert sum(words_of(td).isdigit() for td in page.xpath(".//td")) == 29


def test_the_front_page_leads_with_the_latest_day(site: dict[str, Tree]) -> None:
    page = site["index.md"]
    assert words_of(page.xpath(".//section[@class='d-latest']/h2/a")[0]) == "الأحد 19 مارس/آذار 2023"
    assert words_of(page.xpath(".//section[@class='d-earlier-day']/h2/a")[0]) == "الأحد 12 مارس/آذار 2023"
    figures = words_of(page.xpath(".//div[@class='d-masthead']/p[@class='d-meta']")[0])
    assert figures == "بين 12 و19 مارس/آذار 2023 3 مقالات · ناشران · 3 أحداث · 6 اقتباسات"


def test_digits_are_of_one_kind_throughout(digest: Digest) -> None:
    site = rendered(digest, digits="arab")
    figures = words_of(site["index.md"].xpath(".//div[@class='d-masthead']/p[@class='d-meta']")[0])
    assert figures == "بين ١٢ و١٩ مارس/آذار ٢٠٢٣ ٣ مقالات · ناشران · ٣ أحداث · ٦ اقتباسات"
    fire = site[f"events/{digest.events[0].id}.md"]
    assert words_of(fire.xpath(".//a[@class='d-src']")[0]) == "صحيفة المرفأ، س ٥"


def test_an_empty_collection_has_pages_with_sentences() -> None:
    tables = ("articles", "quotes", "events", "people", "themes", "stories", "outlets", "merges", "happenings")
    nothing = Digest(**dict.fromkeys(tables, ()), article_themes={})
    site = rendered(nothing)
    indexes = {"days", "outlets", "people", "stories", "themes"}
    assert site.keys() == {"index.md", "corrections.md", "search.md", *(f"{name}/index.md" for name in indexes)}
    assert all(tree.xpath(".//p[@class='d-empty']") for tree in site.values())


def test_corrections_are_listed_with_their_reasons(digest: Digest) -> None:
    editorial = Editorial(
        date=(
            DateEntry(
                why="صدر في اليوم التالي",
                by="ر. ن.",
                when=dt.date(2023, 3, 14),
                article="almarfa/fire.txt",
                day=FIRE_DAY,
            ),
        ),
        speaker=(SpeakerEntry(why="سقط الاسم", article="gone.txt", words="لن نسمح", speaker=""),),
        together=(TogetherEntry(why="خبر واحد", articles=("almarfa/fire.txt", "sahl/1203.txt")),),
        same_person=(PersonEntry(why="رسمان", names=("هاني الصباغ", "هاني صباغ")),),
    )
    page = rendered(digest, editorial)["corrections.md"]
    rows = [words_of(li) for li in page.xpath(".//ol[@class='d-corrections']/li")]
    assert rows[0].startswith("تاريخ نشر: الأحد 12 مارس/آذار 2023 صدر في اليوم التالي ر. ن. · الثلاثاء 14 مارس/آذار")
    assert rows[1] == "صاحب قول: «لن نسمح»: غير محدد سقط الاسم gone.txt"
    assert rows[3] == "أسماء شخص واحد: هاني الصباغ، هاني صباغ رسمان"
    assert len(page.xpath(".//ol[@class='d-corrections']//a")) == 5


def test_a_correction_is_told_on_the_pages_that_it_concerns(digest: Digest) -> None:
    older = SpeakerEntry(why="سقط", when=dt.date(2023, 3, 13), article="almarfa/fire.txt", words="ستقدم", speaker="")
    newer = TogetherEntry(why="واحد", when=dt.date(2023, 3, 15), articles=("almarfa/fire.txt", "sahl/1203.txt"))
    site = rendered(digest, Editorial(speaker=(older,), together=(newer,)))
    listed = site["corrections.md"].xpath(".//ol[@class='d-corrections']/li")
    assert [words_of(li.xpath(".//strong")[0]) for li in listed] == ["مقالات حدث واحد", "صاحب قول"]
    fire = site[f"events/{digest.events[0].id}.md"]
    notes = [(words_of(p), p.xpath("./a/@href")[0]) for p in fire.xpath("./p[@class='d-corrected']")]
    anchors = [li.get("id") for li in listed]
    assert notes == [
        (
            "صوّب المحررون: صاحب قول («ستقدم»: غير محدد)، الاثنين 13 مارس/آذار 2023. لماذا؟",
            f"../corrections.md#{anchors[1]}",
        ),
        ("صوّب المحررون: مقالات حدث واحد، الأربعاء 15 مارس/آذار 2023. لماذا؟", f"../corrections.md#{anchors[0]}"),
    ]
    wire = article_page(site, digest, "sahl/1203.txt")
    assert len(wire.xpath("./p[@class='d-corrected']")) == 1


# ------------------------------------------------------------------------------------------------ long lists


def many_quotes(digest: Digest, count: int) -> Digest:
    """The sample in which one person is quoted `count` times."""
    first = next(ref for ref in digest.quotes if ref.speaker == person_id(MINISTER))
    more = tuple(msgspec.structs.replace(first, id=f"{first.id}-{n:05}", event=None) for n in range(count))
    people = tuple(
        msgspec.structs.replace(p, quotes=tuple(ref.id for ref in more)) if p.id == first.speaker else p
        for p in digest.people
    )
    return msgspec.structs.replace(digest, quotes=(*digest.quotes, *more), people=people)


def test_long_lists_are_cut_into_parts_of_which_the_older_stay(digest: Digest) -> None:
    name = f"people/{person_id(MINISTER)}"

    def texts(count: int) -> dict[str, str]:
        pages = render_pages(many_quotes(digest, count), Config(), TEMPLATES)
        return {page.path: page.text for page in pages if page.path.startswith(name)}

    small, before, after = texts(79), texts(128), texts(132)
    assert small.keys() == {f"{name}.md"}
    assert before.keys() == after.keys() == {f"{name}.md", f"{name}.1.md", f"{name}.2.md"}
    main, oldest = parsed(body_of(before[f"{name}.md"])), parsed(body_of(before[f"{name}.1.md"]))
    assert len(main.xpath(".//blockquote")) == 48
    assert len(oldest.xpath(".//blockquote")) == 40
    assert main.xpath("./p[@class='d-pager']/a/@href") == [f"../{name}.2.md"]
    assert oldest.xpath("./p[@class='d-pager']/a/@href") == [f"../{name}.2.md"]
