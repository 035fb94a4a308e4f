"""Cleaning: golden cases, and what holds for the five real articles."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.clean import clean
from digest.config import LimitsSection
from digest.lexicon import default_lexicons
from digest.read import load, read_bytes
from digest.reasons import say
from digest.records import Article, FrontMatter, RawArticle
from tests.work import calls

CASES = sorted((Path(__file__).parent / "cases" / "clean").glob("*.yml"))


def raw_of(text: str, **fields: Any) -> RawArticle:
    lines = tuple(range(1, text.count("\n") + 2))
    base: dict[str, Any] = {"path": "case.txt", "format": "text", "encoding": "utf-8", "text": text, "lines": lines}
    return RawArticle(**{**base, **fields})


def told(article: Article) -> list[str]:
    """Each paragraph as `rule | text`."""
    return [f"{paragraph.rule} | {paragraph.span.of(article.text)}" for paragraph in article.paragraphs]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    front = FrontMatter(**case.get("front", {}))
    article = clean(raw_of(case["text"], format=case.get("format", "text"), front=front), default_lexicons())
    expect = case["expect"]
    wanted = expect["paragraphs"]
    assert [w if t.startswith(w) else t for t, w in zip(told(article), wanted, strict=False)] == wanted
    assert len(article.paragraphs) == len(wanted)
    assert article.title == expect["title"]
    assert (article.title_span is not None) == expect["title_in_text"]
    for field in ("outlet", "agencies"):
        if field in expect:
            wanted_value = tuple(expect[field]) if field == "agencies" else expect[field]
            assert getattr(article, field) == wanted_value


def test_every_rule_has_words() -> None:
    """Each rule that the cases reach can be told to readers in both languages."""
    rules = {
        paragraph.split(" | ")[0]
        for path in CASES
        for paragraph in yaml.safe_load(path.read_text(encoding="utf-8"))["expect"]["paragraphs"]
    }
    assert all(say(rule, "ar") and say(rule, "en") for rule in rules)
    assert len(rules) > 30


def test_every_kind_of_furniture_has_words() -> None:
    kinds = default_lexicons().table("furniture")["kinds"]
    assert all(say(f"furniture:{kind}", "ar") for kind in kinds)


def test_role_follows_from_rule() -> None:
    """A rule never serves two roles: the rule's name alone tells how a paragraph is shown."""
    roles: dict[str, set[str]] = {}
    for path in CASES:
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        article = clean(raw_of(case["text"], format=case.get("format", "text")), default_lexicons())
        for paragraph in article.paragraphs:
            roles.setdefault(paragraph.rule, set()).add(paragraph.role)
    assert {rule: sorted(found) for rule, found in roles.items() if len(found) > 1} == {}


def test_unknown_host_is_named_as_it_is() -> None:
    front = FrontMatter(url="https://www.akhbar-almadina.example/news/1")
    article = clean(raw_of("افتتح العمدة الجسر الجديد اليوم.", front=front), default_lexicons())
    assert article.outlet == "akhbar-almadina.example"


def test_empty_text_with_a_title() -> None:
    article = clean(raw_of("", front=FrontMatter(title="عنوان وحده")), default_lexicons())
    assert (article.title, article.paragraphs) == ("عنوان وحده", ())


def test_metadata_title_gives_way_to_the_headline_of_the_text() -> None:
    raw = raw_of(
        "سد جديد على نهر الوادي يبدأ العمل\nبدأ العمل أمس في السد الجديد على نهر الوادي بعد انتظار طويل.",
        meta_title="سد جديد | صحيفة الأفق",
        meta_outlet="صحيفة الأفق",
    )
    article = clean(raw, default_lexicons())
    assert article.title == "سد جديد على نهر الوادي يبدأ العمل"
    assert article.outlet == "صحيفة الأفق"


def test_lines_are_those_of_the_file() -> None:
    text = "عنوان من أربع كلمات\n\nقال المدير إن العمل يسير كما خطط له منذ البداية."
    article = clean(raw_of(text, lines=(7, 8, 9)), default_lexicons())
    assert [paragraph.line for paragraph in article.paragraphs] == [7, 9]


REAL = {
    "000": ({1: "boilerplate", 3: "title", 5: "dateline", 15: "heading", 29: "heading", 44: "source-note",
             45: "boilerplate"}, "العربي"),
    "001": ({3: "heading", 8: "boilerplate", 9: "boilerplate", 13: "heading"}, None),
    "002": ({1: "boilerplate", 3: "boilerplate", 4: "dateline", 14: "heading", 22: "byline"}, None),
    "003": ({1: "dateline", 3: "title", 13: "heading"}, None),
    "004": ({1: "dateline", 3: "title", 5: "repeat", 7: "boilerplate", 9: "caption", 10: "repeat", 11: "subtitle",
             17: "heading", 41: "boilerplate", 43: "source-note", 44: "boilerplate"}, "العربي"),
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(REAL))
def test_real_article(shared: Path, key: str) -> None:
    """Every line that is no body paragraph is named; all others are body."""
    folder = shared / "articles"
    name = next(path.name for path in folder.iterdir() if path.name.startswith(key))
    data = load(folder, name, LimitsSection())
    assert isinstance(data, bytes)
    article = clean(read_bytes(data, name, LimitsSection()).articles[0], default_lexicons())
    wanted, outlet = REAL[key]
    roles = {paragraph.line: paragraph.role for paragraph in article.paragraphs if paragraph.role != "body"}
    roles.pop(42 if key == "004" else 43, None)  # the label "المصادر:" above the names
    assert roles == wanted
    assert article.outlet == outlet


FLOODS = {
    "headlines": "منتخب السباحة يعود بثلاث ميداليات من البطولة\n",
    "headlines and dates": "منتخب السباحة يعود بثلاث ميداليات من البطولة\n12 مايو 2024\n",
    "one word": "الجسر\n",
    "prose": "افتتحت بلدية الساحل صباح أمس جسرا جديدا فوق النهر بحضور المئات.\nالجسر الجديد وسكان الحي القديم\n",
    "teasers": "افتتحت بلدية الساحل صباح أمس جسرا جديدا فوق النهر بحضور مئات من...\n",
    "one line": "افتتحت بلدية الساحل - القاهرة جسرا / رويترز ( أ ف ب ) جديدا 12 مايو ",
    "gaps": "منتخب السباحة يعود بميداليات    ",
    "dashes": "- / - ( ",
    "addresses": "https://x.example/a ",
}


@pytest.mark.parametrize("name", FLOODS)
def test_work_grows_with_the_length_alone(name: str) -> None:
    """Twice the text is at most little more than twice the calls: floods of short lines and endless lines as well."""
    head, lexicons = "بلدية الساحل تفتتح جسرا جديدا\n", default_lexicons()
    clean(raw_of(head + FLOODS[name] * 800), lexicons)
    raws = [raw_of(head + FLOODS[name] * number) for number in (400, 800)]
    once, twice = (calls(functools.partial(clean, raw, lexicons)) for raw in raws)
    assert twice < 2.2 * once


PROSE = "أعلنت بلدية النهر يوم الأحد افتتاح الجسر الكبير بعد أعمال استمرت ثلاث سنوات في وسط المدينة القديمة.\n"


def role_of(line: str) -> str:
    article = clean(raw_of(f"افتتاح الجسر الكبير\n\n{PROSE}{line}\n{PROSE}وسط الناس\n"), default_lexicons())
    (role,) = (p.role for p in article.paragraphs if p.span.of(article.text) == line)
    return role


@pytest.mark.parametrize(
    "line",
    [
        "اكتشف الباحثون ثغرة في لغة JavaScript تهدد ملايين المواقع.",
        "وقال الباحث سامي الدرويش إن «وسم iframe في الصفحة هو سبب الثغرة».",
        "وقال الخبير: الوسم <script src=x.js></script> هو الذي أصاب مواقع البلدية.",
        "«يجب تفعيل قرار مجلس البلدية الصادر في العام الماضي»",
        "*[قال]: <script src=x.js></script>",
        "حدث خطأ طبي في مستشفى النهر وأثار غضب الأهالي.",
    ],
)
def test_news_about_code_is_no_code(line: str) -> None:
    assert role_of(line) in ("body", "heading")


@pytest.mark.parametrize(
    "line",
    [
        '[video width="640" height="360" mp4="x.mp4"][/video]',
        "(function() { var s = document.createElement('script'); })();",
        "You need to enable JavaScript to run this app.",
        "حدث خطأ أثناء تحميل التعليقات",
    ],
)
def test_code_and_its_messages_are_no_news(line: str) -> None:
    assert role_of(line) == "boilerplate"
