from __future__ import annotations

import datetime as dt
import time

import msgspec
import pytest

from digest.lexicon import default_lexicons
from digest.records import QuoteRef
from digest.statements import Segment, differences, match_statements
from tests.builders import FIRE_DAY, make_article, make_quote, quote_ref, sample_digest

LEXICONS = default_lexicons()
MONDAY = dt.date(2023, 3, 13)
SECONDS = 30.0
"""CPU time for two floods of 1,500 quotations: ten times what they take; comparing all pairs took minutes."""


def said(path: str, words: str, *, by: str | None = "p-sabbagh", event: str | None = "e-1") -> QuoteRef:
    """The quotation `words` in an article of its own."""
    article = make_article(f'وقال المتحدث: "{words}".', path=path)
    quote = make_quote(article, words, speaker="هاني الصباغ" if by else None)
    return quote_ref(article, quote, speaker=by, event=event)


def groups(*quotes: QuoteRef, days: dict[str, dt.date | None] | None = None) -> list[list[int]]:
    """The groups as positions in `quotes`."""
    at = {ref.id: index for index, ref in enumerate(quotes)}
    return [[at[key] for key in group.quotes] for group in match_statements(quotes, days or {}, LEXICONS)]


FULL = "سيطرنا على الحريق بعد ست ساعات ولا خطر على السكان القريبين من أرصفة الميناء والمستودعات المجاورة"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("سيطرنا على الحَريق بعد ست ساعات، ولا خطر على السكان", id="cut short"),
        pytest.param("سيطرنا على الحريق بعد نحو ست ساعات ولا خطر على سكان القرى القريبة من الميناء", id="edited"),
        pytest.param("السكان القريبين من أرصفة الميناء", id="three content words"),
    ],
)
def test_the_same_words_are_one_statement_the_fullest_first(other: str) -> None:
    assert groups(said("a.txt", other), said("b.txt", FULL)) == [[1, 0]]


def test_translations_of_one_statement_match_on_the_same_day() -> None:
    one = said("a.txt", "الردود الأوروبية لم تأخذ في الاعتبار المخاوف الأساسية لبلادنا من توسيع القاعدة", event=None)
    two = said("b.txt", "أجوبة أوروبا لم تأخذ بالاعتبار مخاوف بلادنا الجوهرية من توسيع هذه القاعدة", event=None)
    near = {one.article: MONDAY, two.article: MONDAY + dt.timedelta(1)}
    far = {one.article: MONDAY, two.article: MONDAY + dt.timedelta(30)}
    assert groups(one, two, days=near) == [[0, 1]]
    assert groups(one, two, days=far) == []
    assert groups(one, two) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("سيطرنا على الحريق بعد ست ساعات", "سنفتح تحقيقا في أسباب الحريق خلال ست ساعات"),
        ("نشكر فرق الإطفاء على ما بذلته من جهد", "نشكر سكان المدينة على صبرهم"),
        ("لا خطر على أحد", "لا خطر على أحد"),
        (
            "سنعيد فتح الميناء أمام السفن التجارية خلال أسبوع واحد فقط",
            "لن نعيد فتح الميناء أمام السفن التجارية خلال أسبوع واحد فقط",
        ),
    ],
    ids=["one subject, two statements", "one formula", "too few content words", "one denies the other"],
)
def test_statements_that_only_resemble_stay_apart(one: str, two: str) -> None:
    assert groups(said("a.txt", one), said("b.txt", two)) == []


def test_other_speakers_are_never_joined() -> None:
    assert groups(said("a.txt", FULL), said("b.txt", FULL, by="p-dali")) == []


def test_an_undecided_speaker_is_joined_by_long_wordings_alone() -> None:
    assert groups(said("a.txt", FULL), said("b.txt", FULL, by=None)) == [[0, 1]]
    short = "سيطرنا على الحريق بعد ست ساعات"
    assert groups(said("a.txt", short), said("b.txt", short, by=None)) == []


def test_a_fragment_of_another_time_is_no_match() -> None:
    fragment = "السكان القريبين من أرصفة الميناء"
    one, two = said("a.txt", FULL, event="e-1"), said("b.txt", fragment, event="e-2")
    assert groups(one, two) == []
    assert groups(one, two, days={one.article: MONDAY, two.article: MONDAY}) == [[0, 1]]


def test_one_article_is_no_second_outlet() -> None:
    article = make_article(f'وقال: "{FULL}".', f'وختم: "{FULL}".')
    quotes = [make_quote(article, FULL, speaker="هاني الصباغ", nth=n) for n in range(2)]
    assert groups(*(quote_ref(article, quote, speaker="p-1", event="e-1") for quote in quotes)) == []


def test_likeness_does_not_chain() -> None:
    """The middle wording is like both others, which are not like each other."""
    left = said("a.txt", "أغلقنا الطريق الساحلي وأجلينا مئتي عائلة وفتحنا ثلاثة مراكز إيواء في المدارس", event=None)
    middle = said("b.txt", "أغلقنا الطريق الساحلي وأجلينا مئتي عائلة", event=None)
    right = said("c.txt", "أغلقنا الطريق الساحلي وأجلينا مئتي عائلة وننتظر طائرات الإطفاء من الجزر", event=None)
    assert groups(left, middle, right) == [[0, 1]]


def test_reported_and_direct_forms_inside_each_other_are_one_group() -> None:
    inner = "سيطرنا على الحريق بعد ست ساعات ولا خطر على السكان"
    refs = []
    for path in ("a.txt", "b.txt"):
        article = make_article(f'وقال المتحدث إن الفرق وصلت سريعا وإنها "{inner}".', path=path)
        outer = make_quote(article, f'إن الفرق وصلت سريعا وإنها "{inner}"', speaker="هاني الصباغ", kind="reported")
        for quote in (outer, make_quote(article, inner, speaker="هاني الصباغ")):
            refs.append(quote_ref(article, quote, speaker="p-1", event="e-1"))
    assert groups(*refs) == [[0, 2]]


def test_the_sample_collection_has_the_statement_that_its_event_shows() -> None:
    digest = sample_digest()
    fire = [ref for ref in digest.quotes if ref.event == digest.events[0].id]
    days = {item.article.id: item.publication.day for item in digest.articles}
    assert match_statements(fire, days, LEXICONS) == digest.events[0].statements
    assert days[fire[0].article] == FIRE_DAY


def test_no_quotes_no_groups() -> None:
    assert groups() == []


# ------------------------------------------------------------------------------------------------ differences


def test_differences_are_verbatim_and_blind_to_marks_and_spelling() -> None:
    found = differences("أغلقنا الطريقَ، وأجلينا مئتي عائلة", "اغلقنا الطريق وأجلينا ٢٠٠ عائلة")
    assert found == (
        Segment(same=True, a="أغلقنا الطريقَ، وأجلينا ", b="اغلقنا الطريق وأجلينا "),
        Segment(same=False, a="مئتي ", b="٢٠٠ "),
        Segment(same=True, a="عائلة", b="عائلة"),
    )


def test_words_that_one_wording_lacks_stand_alone() -> None:
    assert [(s.same, s.b) for s in differences("لا خطر", "لا خطر على السكان")] == [
        (True, "لا خطر "),
        (False, "على السكان"),
    ]


def test_texts_without_words() -> None:
    assert differences("", "") == (Segment(same=True, a="", b=""),)
    assert differences("…", "نعم") == (Segment(same=False, a="…", b="نعم"),)


def test_references_are_not_changed() -> None:
    one = said("a.txt", FULL)
    assert msgspec.structs.replace(one) == one


# ------------------------------------------------------------------------------------------------ what is not the same


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "سنرفع إنتاج المصنع الكبير بنسبة 10 في المئة خلال العام المقبل",
            "سنرفع إنتاج المصنع الكبير بنسبة 25 في المئة خلال العام المقبل",
        ),
        (
            "سيرفع المجلس رسوم الميناء الجديد على السفن التجارية الكبيرة",
            "سيخفض المجلس رسوم الميناء الجديد على السفن التجارية الكبيرة",
        ),
        (
            "نعيد فتح الميناء أمام السفن التجارية خلال أسبوع واحد",
            "لن نعيد فتح الميناء أمام السفن التجارية خلال أسبوع واحد",
        ),
        (
            "وأبلغنا الجميع أمس أننا نغلق الميناء أمام السفن التجارية الكبيرة ولن نتراجع عن قرارنا",
            "ولا نغلق الميناء أمام السفن التجارية الكبيرة",
        ),
        ("خطر على السكان القريبين من أرصفة الميناء", FULL),
    ],
    ids=["other numbers", "the other side of a pair", "denied", "denied with and", "cut off after its denial"],
)
def test_one_changed_word_can_make_another_statement(one: str, two: str) -> None:
    assert groups(said("a.txt", one), said("b.txt", two)) == []


def test_of_two_quotations_of_one_article_the_one_that_says_more_is_taken() -> None:
    article = make_article(
        'قال: "سيطرنا على الحريق بعد نحو ست ساعات ولا خطر على السكان القريبين من أرصفة الميناء".',
        'وختم: "خطر على السكان القريبين".',
        path="b.txt",
    )
    longer = make_quote(
        article,
        "سيطرنا على الحريق بعد نحو ست ساعات ولا خطر على السكان القريبين من أرصفة الميناء",
        speaker="هاني الصباغ",
    )
    shorter = make_quote(article, "خطر على السكان القريبين", speaker="هاني الصباغ", nth=1)
    refs = [quote_ref(article, quote, speaker="p-sabbagh", event="e-1") for quote in (shorter, longer)]
    assert groups(said("a.txt", FULL), *refs) == [[0, 2]]


def test_a_translation_joins_the_statement_that_it_is_of() -> None:
    """The pair that runs alike comes first; the freer wording is added to it."""
    one = "أجوبة أوروبا لم تأخذ بالاعتبار مخاوف بلادنا الجوهرية من توسيع هذه القاعدة"
    cut = "أجوبة أوروبا لم تأخذ بالاعتبار مخاوف بلادنا"
    free = "الردود الأوروبية لم تأخذ في الاعتبار المخاوف الأساسية لبلادنا من توسيع القاعدة"
    assert groups(said("a.txt", one), said("b.txt", cut), said("c.txt", free)) == [[2, 0, 1]]


def test_floods_are_joined_whole_and_in_bounded_time() -> None:
    """Thousands of equal quotations are one statement; thousands that differ in their number are none."""
    started = time.process_time()
    equal = [said(f"{n}.txt", FULL) for n in range(1500)]
    assert groups(*equal) == [list(range(1500))]
    numbered = [said(f"{n}.txt", f"{FULL} {n + 1000}") for n in range(1500)]
    assert groups(*numbered) == []
    assert time.process_time() - started < SECONDS


def test_long_wordings_are_not_compared_word_by_word() -> None:
    long = "كلمة " * 4000
    assert differences(long, long + "أخرى") == (Segment(same=False, a=long, b=long + "أخرى"),)
