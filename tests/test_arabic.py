from __future__ import annotations

import pytest

from digest.arabic import fold, fold_word, proclitic_splits, sentences, stem, words
from digest.records import Span


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("قالَ", "قال"),
        ("الإِسلامُ", "الاسلام"),
        ("آخر", "اخر"),
        ("مدرسة", "مدرسه"),
        ("على", "علي"),
        ("ڪتاب", "كتاب"),
        ("یکم", "يكم"),
        ("الـعـربـيـة", "العربيه"),
        ("۳۳۷", "337"),
        ("٢٠٢٢", "2022"),
        ("ﻻ", "لا"),
        ("NATO", "nato"),
        ("\u202bنص\u202c", "نص"),
    ],
)
def test_equal_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_a_folded_stretch_leads_back_to_its_original() -> None:
    text = "أكّدَ الرَّئيسُ ذلك"
    folded = fold(text)
    start = folded.text.index("الرييس") if "الرييس" in folded.text else folded.text.index("الرئيس")
    assert folded.span(start, start + 6).of(text) == "الرَّئيسُ"


def test_position_finds_the_folded_place_of_an_offset() -> None:
    text = "مَـــا كان"
    folded = fold(text)
    assert folded.text[folded.position(text.index("كان")) :] == "كان"


def test_words_carry_their_offsets() -> None:
    text = "قال: «نعم، 25 مرّة»"
    found = list(words(text))
    assert [text[w.start : w.end] for w in found] == ["قال", "نعم", "25", "مرّة"]
    assert [w.folded for w in found] == ["قال", "نعم", "25", "مره"]


@pytest.mark.parametrize(
    ("word", "reading"),
    [("وبوتين", "بوتين"), ("لبوتين", "بوتين"), ("للكرملين", "الكرملين"), ("وللكرملين", "الكرملين"), ("فقال", "قال")],
)
def test_proclitics_are_readings_and_the_whole_word_comes_first(word: str, reading: str) -> None:
    readings = proclitic_splits(word)
    assert readings[0] == (0, word)
    assert reading in {rest for _, rest in readings}


def test_a_name_that_only_looks_cliticised_keeps_its_whole_reading() -> None:
    assert (0, "بايدن") in proclitic_splits("بايدن")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال كذا. ثم مضى.", ["قال كذا.", "ثم مضى."]),
        ("بلغ 4.5 مليار ريال. وانتهى.", ["بلغ 4.5 مليار ريال.", "وانتهى."]),
        ("قال د. سامي ذلك. ومضى", ["قال د. سامي ذلك.", "ومضى"]),
        ("لقاء مرتقب.. والعالم يترقب", ["لقاء مرتقب.. والعالم يترقب"]),
        ("هل يحضر؟ لا أحد يعلم!", ["هل يحضر؟", "لا أحد يعلم!"]),
        ('قال: "سنعود." ثم غادر.', ['قال: "سنعود."', "ثم غادر."]),
        ("انتهى الاجتماع.وأضاف المصدر ذلك.", ["انتهى الاجتماع.", "وأضاف المصدر ذلك."]),
        ("سطر\nسطر", ["سطر", "سطر"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = [span.of(text) for span in sentences(text, Span(start=0, end=len(text)))]
    assert found == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("المحادثات", "محادثات", "محادثة", "بالمحادثات"),
        ("اتفاق", "اتفاقية", "الاتفاقيات"),
        ("هجوم", "هجومًا", "الهجوم", "للهجوم"),
        ("وزير", "والوزير", "بالوزير"),
        ("مهاجمين", "المهاجمون"),
    ],
)
def test_forms_of_one_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(fold_word(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("روسيا", "روسي"), ("كتاب", "كاتب"), ("سلام", "سلاح")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(fold_word(one)) != stem(fold_word(other))
