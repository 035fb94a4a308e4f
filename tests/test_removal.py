"""What is removed is gone from everything that a build writes, and a build after another equals a clean one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from digest import addresses
from digest.moved import ADDRESSES
from tests.presses import Press, article, differing, holding

BRIDGE = article(
    """افتتاح جسر الوادي الكبير في مدينة الريحان
    افتتح محافظ الريحان سالم الكرماني جسر الوادي الكبير اليوم أمام السيارات.
    وقال الكرماني إن "الجسر سيخدم أربعين ألف مركبة كل يوم" خلال حفل الافتتاح.""",
    date="2023-05-07",
    outlet="جريدة الضفة",
    url="https://aldiffa.example/jisr",
)
SAME_BRIDGE = article(
    """محافظ الريحان يفتتح جسر الوادي الكبير
    شهدت مدينة الريحان افتتاح جسر الوادي الكبير بحضور المحافظ سالم الكرماني وسكان المدينة.
    وقال الكرماني: "الجسر سيخدم أربعين ألف مركبة كل يوم".
    وبلغت كلفة الجسر ثلاثين مليون دينار.""",
    date="2023-05-07",
    outlet="صحيفة المنار الجديد",
    url="https://manar.example/bridge",
)
RAIN = article(
    """أمطار غزيرة تغلق طريق الهضبة
    أعلنت بلدية الهضبة إغلاق الطريق الجبلي بسبب الأمطار الغزيرة والسيول.
    وقالت رئيسة البلدية هدى العسيلي إن فرق الطوارئ تعمل لفتح الطريق.""",
    date="2023-06-02",
    outlet="جريدة الضفة",
)
ODD = article(
    """مهرجان زنبقستان للدراجات يبدأ دورته الأولى
    انطلق مهرجان زنبقستان للدراجات اليوم في ساحة البرطوش.
    وقال منظم المهرجان فرفور الطنطاوي إن "القرنفل يزين كل دراجة مشاركة".
    وتنتهي الدورة في 17 أغسطس 2023.""",
    date="2023-08-11",
    outlet="مجلة الفستقية",
    url="https://weird-host.example/zqxjk-story",
)
FAIR = article(
    """معرض الخزامى للعطور يفتح أبوابه في الواحة
    فتح معرض الخزامى للعطور أبوابه في الواحة الشرقية أمام الزوار.
    وقالت مديرة المعرض نسرين الدوسري إن "الورد الجبلي ضيف الدورة".
    وتشارك في المعرض ستون شركة من الجوار.""",
    date="2022-02-14",
    outlet="مجلة العطار",
)
STRIKE = article(
    """عمال الميناء الغربي يعلقون إضرابهم
    علق عمال الميناء الغربي إضرابهم بعد اتفاق على زيادة الأجور.
    وأكد نقيب العمال رشدي البحيري أن العمل سيعود صباح الغد.""",
    date="2021-11-20",
    outlet="صحيفة المرسى",
)
SHIP = article(
    """سفينة الأبحاث نورس تعود من المحيط
    عادت سفينة الأبحاث نورس إلى مرفئها بعد رحلة دامت عاما في المحيط.
    وقال ربانها عمران الساحلي إن الفريق رسم خريطة للأعماق.""",
    date="2020-03-09",
    outlet="نشرة البحار",
)
SCHOOL = article(
    """افتتاح مدرسة الصنوبر في وادي اللوز
    افتتحت وزيرة التعليم لمياء الحوراني مدرسة الصنوبر في وادي اللوز.
    وتتسع المدرسة لستمئة تلميذ.""",
    date="2019-09-01",
    outlet="جريدة القلم",
)
SCHOOL_LATER = article(
    """وزيرة التعليم تفتتح مدرسة الصنوبر
    افتتحت وزيرة التعليم لمياء الحوراني مدرسة الصنوبر في وادي اللوز بحضور الأهالي.
    وزرع التلاميذ شجرة خروب في الساحة.""",
    date="2019-09-01",
    outlet="صحيفة اللوزة",
)


def rows(*found: str | None) -> str:
    """A `.jsonl` file; None is a line without a row."""
    return "".join((json.dumps({"title": row, "text": row}, ensure_ascii=False) if row else "") + "\n" for row in found)


def key(path: str, row: int | None = None) -> str:
    return addresses.article_id(path, row)


WHEAT, WELL, KITE = "ارتفع إنتاج القمح في سهل الزيتون", "حفر بئر في قرية الياسمينة", "سباق طائرات ورقية في بلدة السوسن"
MILL, DAM, TENT = "مطحنة جديدة في ناحية البلوط", "ترميم سد قديم في أرض النخيلات", "خيمة القراءة تجول قرى الساحل"

BEFORE = {
    "bridge.txt": BRIDGE,
    "same.txt": SAME_BRIDGE,
    "school.txt": SCHOOL,
    "school-too.txt": SCHOOL_LATER,
    "rain.txt": RAIN,
    "odd-name.txt": ODD,
    "deep/odd-folder/1.txt": STRIKE,
    "old-name.txt": SHIP,
    "kept-name.txt": FAIR,
    "twin.txt": FAIR,
    "rows.jsonl": rows(WHEAT, WELL, KITE),
    "lines.jsonl": rows(MILL, DAM, TENT),
}
AFTER = {
    "bridge.txt": "".join(line for line in BRIDGE.splitlines(keepends=True) if "مركبة" not in line),
    "school.txt": SCHOOL,
    "new-name.txt": SHIP,
    "twin.txt": FAIR,
    "rows.jsonl": rows(WHEAT, KITE),
    "lines.jsonl": rows(MILL, None, TENT),
}
GONE = {
    "an article": (
        *("زنبقستان", "البرطوش", "فرفور", "القرنفل", "الفستقية", "weird-host", "zqxjk"),
        *("odd-name", "2023-08-11", "2023-08-17", key("odd-name.txt")),
    ),
    "a folder": ("odd-folder", "البحيري", "المرسى", key("deep/odd-folder/1.txt")),
    "a row": ("الياسمينة", key("rows.jsonl", 3)),
    "a row whose line stays": ("النخيلات", key("lines.jsonl", 2)),
    "a name": ("old-name", key("old-name.txt")),
    "the kept one of two that are one": ("kept-name", key("kept-name.txt")),
    "one article of an event": ("المنار", "كلفة", "manar", key("same.txt")),
    "the article that founded an event": ("school-too", "اللوزة", "خروب", key("school-too.txt")),
    "a quotation": ("مركبة",),
    "the last one of a day, a person and a place": ("2023-06", "العسيلي", "الهضبة", "السيول"),
}


@pytest.fixture(scope="module")
def press(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Press:
    """A project that goes from state to state."""
    return Press(root, tmp_path_factory.mktemp("press"))


class Removal(NamedTuple):
    before: dict[str, bytes]
    after: dict[str, bytes]
    clean: dict[str, bytes]
    """What a build writes that never saw what was removed."""


@pytest.fixture(scope="module")
def removal(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Removal:
    press, clean = (Press(root, tmp_path_factory.mktemp(name)) for name in ("removal", "clean"))
    press.lay(BEFORE)
    press.build(whole=True)
    before = press.outputs()
    press.lay(AFTER)
    press.build(whole=True)
    clean.lay(AFTER)
    clean.build(whole=True)
    return Removal(before, press.outputs(), clean.outputs())


@pytest.mark.parametrize("name", GONE)
def test_what_is_removed_is_gone(name: str, removal: Removal) -> None:
    for words in GONE[name]:
        assert holding(removal.before, words), f"{words!r} was never there"
        assert holding(removal.after, words) == []


def test_a_build_after_others_equals_a_clean_one(removal: Removal) -> None:
    assert differing(removal.after, removal.clean) == []
    assert any(name.startswith("site/events/") for name in removal.clean)


def test_rows_keep_their_addresses_where_the_line_of_a_removed_one_stays(removal: Removal) -> None:
    titles = {}
    for row in json.loads(removal.after["site/data/digest.json"])["articles"]:
        titles[row["id"]] = row["title"]
    assert titles[key("lines.jsonl", 3)] == TENT
    assert titles[key("rows.jsonl", 2)] == KITE


def test_without_any_article_nothing_is_left(press: Press, root: Path, tmp_path: Path) -> None:
    press.lay({"odd-name.txt": ODD, "bridge.txt": BRIDGE})
    press.build()
    assert holding(press.outputs(), "زنبقستان")
    press.lay({})
    press.build()
    found = press.outputs()
    for words in (*GONE["an article"], "الضفة", "الكرماني", "2023-"):
        assert holding(found, words) == []
    clean = Press(root, tmp_path)
    clean.lay({})
    clean.build()
    assert differing(found, clean.outputs()) == []


def test_what_is_no_longer_published_is_gone(press: Press, root: Path) -> None:
    """Under "none" nothing is shown but titles, days, names and quotations; the cache is no part of the site."""
    settings = (root / "digest.toml").read_text(encoding="utf-8")
    unquoted = ("شهدت مدينة", "كلفة", "في ساحة", "البرطوش", "الجبلي", "أمام السيارات")
    press.lay({"bridge.txt": BRIDGE, "same.txt": SAME_BRIDGE, "rain.txt": RAIN, "odd-name.txt": ODD})
    try:
        press.configure('[site]\npublish = "full"\n')
        press.build()
        for words in unquoted:
            assert holding(press.outputs(), words)
        press.configure('[site]\npublish = "none"\n')
        press.build()
    finally:
        press.configure(settings)
    found = {name: data for name, data in press.outputs().items() if name != ".digest/cache.sqlite"}
    for words in unquoted:
        assert holding(found, words) == []
    assert holding(found, "القرنفل يزين كل دراجة مشاركة")


def test_what_a_killed_build_left_half_written_is_removed(press: Press) -> None:
    press.lay({"rain.txt": RAIN})
    press.build()
    docs = press.folder / "site_src"
    for name in (".index.md.new", ".robots.txt.new", "events/.x.md.new", "data/search/s/.y.bin.new"):
        (docs / name).write_text("زنبقستان", encoding="utf-8")
    press.build()
    assert holding(press.outputs(), "زنبقستان") == []


# ------------------------------------------------------------------------------------------------ old addresses

EARLIER = article(
    """جسر الوادي الكبير يفتتح في الريحان
    افتتح محافظ الريحان سالم الكرماني جسر الوادي الكبير في مدينة الريحان أمام السيارات.""",
    date="2023-05-07",
    outlet="جريدة الأسبوع",
)
CORRECTIONS = """
[[date]]
why = "خطأ في اليوم"
article = "rain.txt"
day = 2023-06-20

[[title]]
why = "عنوان أوضح"
article = "ship.txt"
title = "نورس تعود"

[[together]]
why = "حدث واحد"
articles = ["odd.txt", "fair.txt"]
"""


def events_of(press: Press) -> dict[str, str]:
    """The event that each article is mainly about."""
    return {str(row["path"]): str(row["event"]) for row in press.data()["articles"]}


def leads_to(press: Press, old: str) -> str:
    """The event to which the address of an event leads: itself, by a page that leads on, or by the table; else ""."""
    docs = press.folder / "site_src"
    if (docs / "events" / f"{old}.md").is_file():
        return old
    page = docs / "events" / old / "index.html"
    if page.is_file():
        return page.read_text(encoding="utf-8").split("../../events/", 1)[1].split("/", 1)[0]
    table = json.loads((docs / ADDRESSES).read_bytes())["events"]
    return str(table.get(addresses.founding_key(old), ""))


def test_events_that_are_renamed_lead_on(press: Press) -> None:
    laid = {"bridge.txt": BRIDGE, "rain.txt": RAIN, "ship.txt": SHIP, "odd.txt": ODD, "fair.txt": FAIR}
    laid |= {"school.txt": SCHOOL, "school-too.txt": SCHOOL_LATER}
    press.lay(laid)
    press.build()
    before = events_of(press)
    assert before["school.txt"] == before["school-too.txt"]
    press.lay({**{k: v for k, v in laid.items() if k != "school.txt"}, "a-first.txt": EARLIER}, CORRECTIONS)
    press.build()
    now = events_of(press)
    assert now["bridge.txt"] == now["a-first.txt"] != before["bridge.txt"], "another article founds it"
    assert now["rain.txt"] != before["rain.txt"], "it is on another day"
    assert now["ship.txt"] == before["ship.txt"], "another title is no other event"
    assert now["odd.txt"] == now["fair.txt"], "editors joined them"
    assert now["school-too.txt"] == before["school-too.txt"], "the one that founded it stays"
    for path, old in before.items():
        if path != "school.txt":
            assert leads_to(press, old) == now[path], path
