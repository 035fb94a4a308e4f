"""What holds for every text: nothing is altered, nothing is lost, every decision has its words."""

from __future__ import annotations

import re
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from digest.clean import clean
from digest.lexicon import default_lexicons
from digest.reasons import say
from digest.records import Article, RawArticle, Role

LINES = st.sampled_from(
    [
        "افتتح العمدة الجسر الجديد فوق النهر صباح اليوم بحضور مئات من السكان.",
        "وقال العمدة: \"الجسر هدية لسكان الحي القديم كله\"، وشكر العمال على جهدهم.",
        "\"الجسر هدية لسكان الحي القديم كله\"",
        "الجسر الجديد يفتح أبوابه للعابرين",
        "الجسر الجديد يفتح أبوابه للعابرين | صحيفة الأفق",
        "شارك القصة", "اقرأ أيضا", "المصادر:", "الأفق - رويترز", "خط أحمر", "۳۳۷مشاهدات", "التعليقات", "---", "##",
        "الخميس 19 Sep / September 2024", "الجسر ليلا (أرشيف - غيتي)", "كتب: سامي الحداد", "جميع الحقوق محفوظة",
        "بيروت (أ ف ب) -- أغلقت السلطات الطريق الساحلي بعد أمطار غزيرة هطلت طوال الليل. تابع صحيفة الأفق على:",
        "آخر الأخبار", "• الجسر القديم يغلق أسبوعا", "date 2024-05-12 الجسر يفتح أبوابه", "{title}", "logo",
        "سوق الخضار تنتقل    أمطار على الساحل    تكريم خطاطين من المدينة    معرض الكتاب غدا    قطار جديد بين المدينتين",
        "منتخب السباحة يعود بثلاث ميداليات من البطولة", "رئيس التحرير: سامي الحداد", "سامي الحداد", ": نعم، صحيح.",
        "الأفق نيوز - افتتح العمدة الجسر الجديد فوق النهر صباح اليوم بحضور مئات من سكان الحي القديم والقرى القريبة.",
        "حدد المصرف المبلغ الأقصى الذي يسمح للمسافرين بإخراجه...", "2024-05-12T22:01+0000", "489", "جريدة الأفق",
        "", " ", "\u200f", "> نص", "# عنوان من كلمات", "https://x.example/a",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=25).map("\n".join)
FORMATS = st.sampled_from(["text", "markdown"])
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\x0b\x0c\x1c-\x1f\x85\u2028\u2029]*")


def cleaned(text: str, kind: str = "text") -> Article:
    lines = tuple(range(1, text.count("\n") + 2))
    raw = RawArticle(path="a.txt", format=kind, encoding="utf-8", text=text, lines=lines)  # type: ignore[arg-type]
    return clean(raw, default_lexicons())


@given(TEXTS, FORMATS)
def test_the_text_is_not_altered_and_paragraphs_are_in_order(text: str, kind: str) -> None:
    article = cleaned(text, kind)
    assert article.text == text
    end = 0
    for paragraph in article.paragraphs:
        words = paragraph.span.of(text)
        assert end <= paragraph.span.start < paragraph.span.end
        assert words == words.strip()
        assert paragraph.line == article.line_of(paragraph.span.start)
        end = paragraph.span.end
    assert end <= len(text)


@given(TEXTS)
def test_every_visible_character_belongs_to_a_paragraph(text: str) -> None:
    article = cleaned(text)
    ends = [0, *(paragraph.span.end for paragraph in article.paragraphs)]
    starts = [*(paragraph.span.start for paragraph in article.paragraphs), len(text)]
    for end, start in zip(ends, starts, strict=True):
        assert INVISIBLE.fullmatch(text[end:start]) or text[end:start].strip(" |»:–—-") == ""


@given(TEXTS, FORMATS)
def test_every_decision_has_a_role_and_words(text: str, kind: str) -> None:
    article = cleaned(text, kind)
    for paragraph in article.paragraphs:
        assert paragraph.role in get_args(Role)
        assert say(paragraph.rule, "ar") and say(paragraph.rule, "en")
    titles = [paragraph for paragraph in article.paragraphs if paragraph.role == "title"]
    assert len(titles) <= 1
    assert [title.span for title in titles] == ([article.title_span] if article.title_span else [])
    assert bool(article.title) == bool(article.paragraphs)


@given(TEXTS)
def test_blank_lines_between_paragraphs_change_nothing(text: str) -> None:
    """Only hard-wrapped texts depend on blank lines, and these lines are too short or too finished for that."""
    one, two = cleaned(text), cleaned(text.replace("\n", "\n\n"))
    assert [(p.role, p.rule) for p in one.paragraphs] == [(p.role, p.rule) for p in two.paragraphs]
