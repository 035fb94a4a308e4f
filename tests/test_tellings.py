from __future__ import annotations

import pytest

from digest.arabic import words
from digest.lexicon import default_lexicons
from digest.records import AnnotatedArticle, Telling
from digest.tellings import happening_words
from tests.collections import annotated

LEXICONS = default_lexicons()
WORDS = happening_words(LEXICONS)


def article(body: str, date: str = "2023-05-03") -> AnnotatedArticle:
    return annotated("a.txt", f"---\ntitle: خبر\noutlet: الأفق\ndate: {date}\n---\n{body}\n")


def tellings(body: str) -> list[Telling]:
    return list(article(body).tellings)


def cue(sentence: str) -> tuple[str, str]:
    """Kind and tense of the first word of a sentence that names a happening."""
    found = list(words(sentence))
    first = next(WORDS.cues(found))
    return first.kind, WORDS.tense(found, first)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("عقد الرئيسان قمة في أنقرة", ("summit", "open")),
        ("يعقد الرئيسان قمة مرتقبة في أنقرة", ("summit", "future")),
        ("وسيلتقي الوزيران في جنيف", ("meeting", "future")),
        ("التقى الوزيران في جنيف", ("meeting", "open")),
        ("وكان الرئيسان قد عقدا اجتماعا مغلقا", ("meeting", "past")),
        ("دعا إلى إجراء مفاوضات فورية", ("talks", "future")),
        ("أعلن بعد محادثات مع نظيره أنه سيستقيل", ("talks", "open")),
        ("هز انفجار وسط العاصمة", ("explosion", "open")),
        ("خلال لقائهما الأسبوع المقبل", ("meeting", "future")),
        ("في كلمته أمام البرلمان", ("address", "open")),
        ("ومكالمته الهاتفية", ("call", "open")),
    ],
)
def test_kind_and_tense(sentence: str, expected: tuple[str, str]) -> None:
    assert cue(sentence) == expected


@pytest.mark.parametrize("sentence", ["سياسة الحكومة في سيناء", "ولا كلمة واحدة عن الأمر", "سيارة بيضاء أمام المدرسة"])
def test_words_that_only_resemble_name_nothing(sentence: str) -> None:
    assert list(WORDS.cues(list(words(sentence)))) == []


def test_a_day_goes_to_the_nearest_happening() -> None:
    found = tellings(
        "بحث الرئيس المصري عبد الفتاح السيسي مع نظيره الفرنسي إيمانويل ماكرون في اتصال هاتفي يوم 2 مايو/أيار "
        "التحضير لقمة المناخ."
    )
    (call,) = (telling for telling in found if "call" in telling.kinds)
    assert call.time is not None
    assert set(call.participants) == {"known:sisi", "known:macron"}


def test_a_day_beside_a_reporting_verb_dates_the_report() -> None:
    found = tellings("أعلن الكرملين اليوم الأربعاء أن الهجوم على موسكو لن يمر دون رد.")
    (attack,) = (telling for telling in found if "attack" in telling.kinds)
    assert attack.time is None


def test_the_source_of_words_takes_no_part() -> None:
    found = tellings("قال دميتري بيسكوف إن فلاديمير بوتين وجو بايدن سيلتقيان في جنيف.")
    (meeting,) = (telling for telling in found if "meeting" in telling.kinds)
    assert set(meeting.participants) == {"known:putin", "known:biden"}


def test_that_came_in_takes_its_people_from_the_sentence_before() -> None:
    found = tellings(
        "أبلغ فلاديمير بوتين نظيره الفرنسي إيمانويل ماكرون برفضه العرض.\n\nجاء ذلك خلال اتصال هاتفي اليوم."
    )
    (call,) = (telling for telling in found if "call" in telling.kinds)
    assert set(call.participants) == {"known:putin", "known:macron"}


def test_a_definite_noun_takes_up_what_was_told() -> None:
    found = tellings(
        "قال الكرملين إن فلاديمير بوتين وشي جين بينغ سيجريان محادثات.\n\nوستعقد المحادثات عبر الفيديو الأسبوع المقبل."
    )
    first, second = (telling for telling in found if "talks" in telling.kinds)
    assert first.participants == second.participants == ("known:putin", "known:xi")


def test_words_of_a_speaker_are_marked_as_quoted() -> None:
    found = tellings('وقال فلاديمير بوتين: "ناقشنا في القمة كل القضايا التي تهم البلدين".')
    assert found
    assert all(telling.quoted for telling in found if telling.kinds)


def test_a_title_is_a_clause_of_the_sentence_or_the_heading_above() -> None:
    item = article(
        "اجتمع الوزراء اليوم في بغداد وناقشوا الموازنة العامة وخطط الإعمار في المدن الجنوبية وقضايا أخرى كثيرة.\n\n"
        "لافروف: لا نريد الحرب\n\n"
        'وقال سيرغي لافروف في مقابلة صحفية اليوم إن بلاده "لا تريد الحرب مع أحد من جيرانها".'
    )
    text = item.article.text
    assert any(telling.title.of(text) == "لافروف: لا نريد الحرب" for telling in item.tellings)
    for telling in item.tellings:
        assert telling.title.of(text).strip() == telling.title.of(text) != ""


def test_news_days_leave_out_background_and_old_days() -> None:
    item = article(
        "أعلن البيت الأبيض الأربعاء فتح تحقيق في الحادث. وكانت السلطات قد أعلنت يوم الاثنين وقوعه.\n\n"
        "ووقع حادث مماثل في 5 يناير/كانون الثاني."
    )
    assert [str(day) for day in item.news] == ["2023-05-03"]


def test_the_latest_day_of_the_first_sentence_is_the_main_one() -> None:
    item = article("أعلنت السلطات أمس الثلاثاء أن منفذ الهجوم الذي وقع الاثنين شاب في العشرين.")
    assert str(item.news[0]) == "2023-05-02"


def test_a_sentence_without_an_end_tells_nothing() -> None:
    assert tellings("قصف وغارة وهجوم على موسكو اليوم " * 100) == []


def test_a_telling_lies_in_the_text() -> None:
    item = article("عقد فلاديمير بوتين وجو بايدن قمة في جنيف اليوم. وبحثا الأزمة الأوكرانية في اتصال سابق.")
    assert len(item.tellings) > 1
    for telling in item.tellings:
        assert telling.span.covers(telling.cue)
        assert telling.time is None or telling.span.covers(telling.time)
        assert 0 <= telling.title.start < telling.title.end <= len(item.article.text)
