from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.arabic import stem
from digest.contradictions import find_contradictions
from digest.contradictions.quantities import Quantity, quantities, tokens
from digest.contradictions.vocabulary import counts, negation_stems
from digest.lexicon import default_lexicons
from digest.records import AnnotatedArticle, SourceRef
from tests.builders import annotate, make_article, make_mention, make_timex

CASES = sorted((Path(__file__).parent / "cases" / "contradictions").glob("*.yml"))
LEXICONS = default_lexicons()


def article_of(row: dict[str, Any], number: int) -> AnnotatedArticle:
    article = make_article(("title", row["title"]), *row["body"], path=f"{number}.txt", outlet=row["outlet"])
    mentions = [
        msgspec.structs.replace(
            make_mention(article, name, name, kind="place", nth=n), entity=f"known:{name}", rule="lexicon"
        )
        for name in row.get("places", [])
        for n in range(article.text.count(name))
    ]
    timexes = [
        make_timex(article, phrase, first, last, granularity=granularity)
        for phrase, first, last, granularity in row.get("dates", [])
    ]
    return annotate(article, day=row["day"], mentions=mentions, timexes=timexes)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = [article_of(row, number) for number, row in enumerate(case["articles"])]
    outlets = {item.article.id: item.article.outlet for item in items}
    first, last = case["days"]
    found = find_contradictions(items, first, last, LEXICONS)
    assert [
        {
            "kind": one.kind,
            "about": one.about,
            "values": [[text, [outlets[ref.article] for ref in refs]] for text, refs in one.values],
            **({"update": True} if one.update else {}),
        }
        for one in found
    ] == [{**one, "values": [[text, sources] for text, sources in one["values"]]} for one in case["contradictions"]]


def two_tolls() -> list[AnnotatedArticle]:
    day = dt.date(2023, 3, 12)
    rows = [
        ("صحيفة المرفأ", "قتل سبعة أشخاص في حريق ميناء الرملة."),
        ("وكالة السهل", "قتل تسعة أشخاص في حريق ميناء الرملة."),
    ]
    return [
        annotate(
            make_article(("title", "حريق الميناء"), body, path=f"{n}.txt", outlet=outlet),
            day=day,
        )
        for n, (outlet, body) in enumerate(rows)
    ]


def test_each_value_points_at_its_number() -> None:
    items = two_tolls()
    texts = {item.article.id: item.article for item in items}
    (found,) = find_contradictions(items, None, None, LEXICONS)
    refs: list[tuple[str, SourceRef]] = [(text, ref) for text, refs in found.values for ref in refs]
    assert [ref.span.of(texts[ref.article].text) for _, ref in refs] == [text for text, _ in refs] == ["سبعة", "تسعة"]
    assert [ref.line for _, ref in refs] == [3, 3]


def test_the_order_of_the_articles_does_not_matter() -> None:
    items = two_tolls()
    assert find_contradictions(items, None, None, LEXICONS) == find_contradictions(items[::-1], None, None, LEXICONS)


def test_one_article_and_none_contradict_nothing() -> None:
    assert find_contradictions(two_tolls()[:1], None, None, LEXICONS) == ()
    assert find_contradictions([], None, None, LEXICONS) == ()


# ------------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27", (27, 27)),
        ("٢٧ شخصا", (27, 27)),
        ("الـ27", (27, 27)),
        ("1,200 لاجئ", (1200, 1200)),
        ("١٬٢٠٠", (1200, 1200)),
        ("12.5", (12.5, 12.5)),
        ("12,5", (12.5, 12.5)),
        ("٣٫٥", (3.5, 3.5)),
        ("سبعة", (7, 7)),
        ("سبعة عشر", (17, 17)),
        ("إحدى عشرة", (11, 11)),
        ("خمسة وعشرين", (25, 25)),
        ("مئة وخمسة وعشرين", (125, 125)),
        ("ثلاث مئة", (300, 300)),
        ("خمسمئة وثلاثة", (503, 503)),
        ("ألفي", (2000, 2000)),
        ("ثلاثة آلاف ومئتي", (3200, 3200)),
        ("20 مليارا و500 مليون", (20.5e9, 20.5e9)),
        ("1.5 مليون", (1.5e6, 1.5e6)),
        ("أكثر من مئة", (100, math.inf)),
        ("ما لا يقل عن 12", (12, math.inf)),
        ("32 قتيلا على الأقل", (32, math.inf)),
        ("أقل من 40", (0, 40)),
        ("نحو 50", (45, 55)),
        ("بين 30 و40", (30, 40)),
        ("5 إلى 7", (5, 7)),
        ("5-7", (5, 7)),
    ],
)
def test_numbers_are_read(text: str, expected: tuple[float, float]) -> None:
    known = counts(LEXICONS)
    (found,) = quantities(text, tokens(text, 0, len(text)), known)
    assert (found.low, found.high) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["3ر1 مليار", "1.200", "لا رقم هنا"])
def test_what_is_no_clear_number_is_none(text: str) -> None:
    known = counts(LEXICONS)
    assert list(quantities(text, tokens(text, 0, len(text)), known)) == []


def test_the_hundred_of_a_percentage_is_no_number() -> None:
    known = counts(LEXICONS)
    text = "4.5 في المئة و6 بالمئة"
    assert [text[q.start : q.end] for q in quantities(text, tokens(text, 0, len(text)), known)] == ["4.5", "6"]


def test_a_joined_conjunction_is_no_part_of_a_number() -> None:
    known = counts(LEXICONS)
    text = "وسبعة و12 وواحد"
    found = list(quantities(text, tokens(text, 0, len(text)), known))
    assert [text[q.start : q.end] for q in found] == ["سبعة", "12", "واحد"]


def test_words_that_turn_a_statement_round_are_known() -> None:
    assert {stem(word) for word in ("لم", "لن")} <= negation_stems(LEXICONS)


def _flood(path: str, outlet: str, lines: list[str]) -> AnnotatedArticle:
    article = make_article(("title", "رصيف الميناء"), *lines, path=path, outlet=outlet)
    return annotate(article, day=dt.date(2023, 3, 12))


COST = "بلغت كلفة بناء رصيف ميناء الرملة الجديد {n} مليون دينار بحسب بيان هيئة الموانئ."


def test_every_line_of_articles_that_repeat_themselves_is_named() -> None:
    ours = _flood("a.txt", "صحيفة المرفأ", [COST.format(n=120)] * 300)
    theirs = _flood("b.txt", "وكالة السهل", [COST.format(n=150)] * 300)
    (found,) = find_contradictions([ours, theirs], None, None, LEXICONS)
    assert [(text, len(refs)) for text, refs in found.values] == [("120 مليون", 300), ("150 مليون", 300)]


@pytest.mark.parametrize("line", [COST, COST.format(n=120), "قتل {n} شخصا في حريق المصنع الكبير شرق المدينة."])
def test_the_work_of_a_flood_does_not_grow_with_its_square(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    agrees = Quantity.agrees

    def counted(self: Quantity, other: Quantity) -> bool:
        nonlocal calls
        calls += 1
        return agrees(self, other)

    monkeypatch.setattr(Quantity, "agrees", counted)
    needed = []
    for size in (100, 200):
        ours = _flood("a.txt", "صحيفة المرفأ", [line.format(n=1000 + 7 * at) for at in range(size)])
        theirs = _flood("b.txt", "وكالة السهل", [line.format(n=900_000 + 7 * at) for at in range(size)])
        calls = 0
        find_contradictions([ours, theirs], None, None, LEXICONS)
        needed.append(calls)
    assert needed[1] <= 2.5 * needed[0] + 100
