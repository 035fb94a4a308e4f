from __future__ import annotations

import datetime as dt

import pytest

from digest.config import SiteSection
from digest.typography import Plural, Typography

ARTICLES: Plural = {
    "one": "مقال واحد",
    "two": "مقالان",
    "few": "{n} مقالات",
    "many": "{n} مقالا",
    "other": "{n} مقال",
}
DAY = dt.date(2021, 12, 15)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 مقال"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالا"),
        (99, "99 مقالا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالا"),
        (1000, "1000 مقال"),
    ],
)
def test_numbers_agree_with_their_nouns(count: int, words: str) -> None:
    assert Typography().counted(count, ARTICLES) == words


def test_a_form_for_zero_is_used_where_there_is_one() -> None:
    assert Typography().counted(0, {**ARTICLES, "zero": "لا مقالات"}) == "لا مقالات"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ("gregorian", "الأربعاء 15 ديسمبر 2021"),
        ("levant", "الأربعاء 15 كانون الأول 2021"),
        ("both", "الأربعاء 15 ديسمبر/كانون الأول 2021"),
        ("maghreb-dz", "الأربعاء 15 ديسمبر 2021"),
        ("maghreb-ma", "الأربعاء 15 دجنبر 2021"),
    ],
)
def test_months_are_named_as_configured(months: str, words: str) -> None:
    assert Typography.of(SiteSection(months=months)).full_day(DAY) == words  # type: ignore[arg-type]


def test_digits_are_of_one_kind() -> None:
    arab = Typography(digits="arab", months="gregorian")
    assert arab.full_day(DAY) == "الأربعاء ١٥ ديسمبر ٢٠٢١"
    assert arab.counted(11, ARTICLES) == "١١ مقالا"
    assert arab.percent(0.41) == "٤١٪"
    assert Typography().percent(0.415) == "42%"
    assert [Typography().percent(share) for share in (0.0, 0.0001, 0.004, 0.006)] == ["0%", "0.01%", "0.4%", "1%"]
    assert arab.percent(0.004) == "٠٫٤٪"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2021, 12, 15), (2021, 12, 15), "الأربعاء 15 ديسمبر 2021"),
        ((2021, 12, 8), (2021, 12, 15), "بين 8 و15 ديسمبر 2021"),
        ((2021, 11, 28), (2021, 12, 3), "بين 28 نوفمبر و3 ديسمبر 2021"),
        ((2021, 12, 28), (2022, 1, 3), "بين 28 ديسمبر 2021 و3 يناير 2022"),
        ((2021, 12, 1), (2021, 12, 31), "ديسمبر 2021"),
        ((2021, 11, 1), (2021, 12, 31), "بين 1 نوفمبر و31 ديسمبر 2021"),
        ((2021, 1, 1), (2021, 12, 31), "عام 2021"),
        ((2014, 1, 1), (2021, 12, 31), "بين عام 2014 و2021"),
        ((2021, 12, 15), None, "منذ الأربعاء 15 ديسمبر 2021"),
        (None, (2021, 12, 15), "حتى الأربعاء 15 ديسمبر 2021"),
        (None, None, ""),
        ((1, 1, 1), (9999, 12, 31), "بين 1 يناير 1 و31 ديسمبر 9999"),
    ],
)
def test_intervals_in_words(first: tuple[int, ...] | None, last: tuple[int, ...] | None, words: str) -> None:
    plain = Typography(months="gregorian")
    assert plain.interval(dt.date(*first) if first else None, dt.date(*last) if last else None) == words


def test_days_in_reasons_are_put_into_words() -> None:
    found = Typography(digits="arab", months="gregorian").dates_in_words(
        {"day": "2021-12-15", "days": "7", "weekday": "الأحد", "no-day": "2021-13-45", "phrase": "1997 و2001"}
    )
    assert found == {
        "day": "الأربعاء ١٥ ديسمبر ٢٠٢١",
        "days": "٧",
        "weekday": "الأحد",
        "no-day": "2021-13-45",
        "phrase": "1997 و2001",
    }
