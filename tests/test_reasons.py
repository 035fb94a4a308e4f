from __future__ import annotations

import re

from digest.reasons import _table, codes, say
from digest.records import Reason


def test_every_code_has_words_in_both_languages_with_the_same_arguments() -> None:
    for code, words in _table().items():
        assert set(words) == {"ar", "en"}, code
        arguments = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in words.items()}
        assert arguments["ar"] == arguments["en"], code
        assert re.search("[\u0621-\u064a]", words["ar"]), code
        assert not words["ar"].endswith(".") and not words["en"].endswith("."), code


def test_arguments_are_put_into_the_sentence() -> None:
    assert "2022-01-28" in say(Reason(code="date-set-by-editor", args={"day": "2022-01-28"}), "en")


def test_rules_are_said_without_arguments() -> None:
    assert "editor" in codes()
    assert say("editor", "en") == "set by an editor"


def test_readers_are_told_in_the_words_of_a_newspaper() -> None:
    jargon = (
        "فاعل",
        "إسناد",
        "المعجم",
        "المقيس",
        "حدا أعلى",
        "دون الحد",
        "مفتاح",
        "صيغة تدل",
        "يحد يوم",
        '"يوم من يوم',
    )
    for code, words in _table().items():
        assert not [word for word in jargon if word in f'"{words["ar"]}'], code
