"""Properties of dates: spans are verbatim, ranges in order, days found whatever the spelling, reading stays linear."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean import clean
from digest.dates import date_article, find_timexes, resolve
from digest.dates.scan import scan
from digest.dates.tables import CalendarTable
from digest.dates.vocabulary import vocabulary
from digest.lexicon import default_lexicons
from digest.records import FrontMatter, RawArticle
from tests.work import calls

LEXICONS = default_lexicons()
MONTHS = LEXICONS.get("calendar", CalendarTable).gregorian
WORDS = sorted(word for word in vocabulary(LEXICONS).entries if len(word) < 12)
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31))
MARKS = [" ", "\n", "، ", "/", "-", ":", "(", ")", "«", "»", '"', ".", "ـ", "ً", "\u200f", "هـ", "م ", "ال", "و"]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.integers(0, 2500).map(str),
    DAYS.map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءىةآأإؤئ٠١٢٣٤۵۶abc #@_", max_size=6),
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(TEXTS, st.dates())
def test_expressions_are_verbatim_ordered_and_apart(text: str, reference: dt.date) -> None:
    found = find_timexes(text, reference=reference)
    end = 0
    for timex in found:
        assert timex.text == timex.span.of(text) != ""
        assert timex.span.start >= end
        assert timex.first <= timex.last
        end = timex.span.end
    assert found == find_timexes(text, reference=reference)


@given(TEXTS)
def test_offsets_lie_in_the_text(text: str) -> None:
    for offset in scan(text, LEXICONS).offsets:
        assert offset.span.covers(offset.anchor)
        assert offset.anchor.of(text)


@given(DAYS, st.sampled_from(["/", "-", "."]), st.booleans(), st.booleans(), st.dates())
def test_a_numeric_date_is_read(day: dt.date, by: str, year_first: bool, arabic: bool, reference: dt.date) -> None:
    parts = [str(day.year), str(day.month), str(day.day)]
    written = by.join(parts if year_first else parts[::-1])
    written = written.translate(ARABIC_DIGITS) if arabic else written
    [timex] = find_timexes(f"وصل يوم {written} إلى المدينة.", reference=reference)
    assert (timex.first, timex.last, timex.anchor) == (day, day, "absolute")


@given(DAYS, st.data())
def test_a_written_date_is_read_under_every_name_of_its_month(day: dt.date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS[str(day.month)]))
    other = data.draw(st.sampled_from(["", *(f"/ {word}" for word in MONTHS[str(day.month)])]))
    text = f"وصل في {day.day} {name}{other} {day.year} إلى المدينة."
    [timex] = find_timexes(text, reference=dt.date(2000, 1, 1))
    assert timex.first == timex.last == day
    assert timex.text == f"{day.day} {name}{other} {day.year}"


@given(DAYS, st.integers(-2, 2))
def test_today_with_its_weekday_names_one_day(reference: dt.date, offset: int) -> None:
    word = {-2: "أول أمس", -1: "أمس", 0: "اليوم", 1: "غدا", 2: "بعد غد"}[offset]
    day = reference + dt.timedelta(offset)
    weekday = LEXICONS.get("calendar", CalendarTable).weekdays[str(day.weekday())][0]
    [timex] = find_timexes(f"وصل {word} {weekday} إلى المدينة.", reference=reference)
    assert timex.first == timex.last == day


@settings(max_examples=60)
@given(TEXTS, st.none() | DAYS, st.none() | DAYS)
def test_every_article_has_a_publication(text: str, retrieved: dt.date | None, stated: dt.date | None) -> None:
    raw = RawArticle(
        path="x.txt",
        format="text",
        encoding="utf-8",
        text=text,
        lines=tuple(range(1, text.count("\n") + 2)),
        front=FrontMatter(title="عنوان", retrieved=retrieved, date=stated),
    )
    article = clean(raw, LEXICONS)
    dated = date_article(article, LEXICONS)
    publication = dated.publication
    if publication.confidence == "unknown":
        assert publication.first is publication.last is None
    elif publication.confidence in ("certain", "inferred"):
        assert publication.day is not None
    else:
        assert publication.day is None
    if publication.first is not None and publication.last is not None:
        assert publication.first <= publication.last
    if retrieved is not None and publication.last is not None:
        assert publication.last <= retrieved
    assert resolve(article, publication, LEXICONS) == dated.timexes


HOSTILE = [
    "اليوم الأحد ",
    "بعد ثمانية أيام من ",
    "الربع الأول من ",
    "صباح مساء ",
    "منذ نحو أكثر من ",
    "1/1/2020 - ",
    "و2019 ",
    "من 3 إلى ",
    "الموافق ",
    "((((",
    "«",
    "7 ",
    "يناير/",
    "منذ 7 سنوات عام 2014 ",
]


def test_reading_is_linear() -> None:
    """Four times the text takes about four times the work, whatever is repeated."""
    for piece in HOSTILE:
        small, large = (calls(lambda text=piece * n: scan.__wrapped__(text, LEXICONS)) for n in (250, 1_000))
        assert large < 5 * small + 1_000, piece
