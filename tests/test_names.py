from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.lexicon import Lexicons, default_lexicons
from digest.names import find_mentions
from digest.names.readers import readers
from digest.names.spelling import name_key, same_name, sound_key
from digest.records import Mention
from tests.builders import make_article

CASES = sorted((Path(__file__).parent / "cases" / "names").glob("*.yml"))
LEXICONS = default_lexicons()


def person(mention: Mention, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a case says of a person: title and rule only where it says so."""
    said: dict[str, Any] = {"mention": mention.text, "entity": mention.entity}
    if "title" in wanted:
        said["title"] = mention.title
    if "rule" in wanted:
        said["rule"] = mention.rule
    return said


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    day: dt.date | None = case.get("day")
    mentions = find_mentions(make_article(*case["text"]), LEXICONS, day=day)
    people = [m for m in mentions if m.kind in ("person", "unnamed")]
    wanted = case["people"]
    padded = [*wanted, *[{}] * max(0, len(people) - len(wanted))]
    assert [person(m, w) for m, w in zip(people, padded, strict=False)] == wanted
    if "things" in case:
        things = [m for m in mentions if m.kind not in ("person", "unnamed")]
        assert [{"mention": m.text, "entity": m.entity, "kind": m.kind} for m in things] == case["things"]


def test_names_are_read_in_captions_and_headings_but_not_in_furniture() -> None:
    article = make_article(
        ("heading", "بيسكوف: لا جديد"), ("caption", "صورة لماكرون"), ("boilerplate", "اقرأ أيضا: ميركل"), "انتهى الخبر."
    )
    assert [m.entity for m in find_mentions(article, LEXICONS)] == ["known:peskov", "known:macron"]


def test_a_project_adds_a_person_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text(
        '[mayor-of-harbour]\nname = "سندباد المرفئي"\nalone = ["المرفئي"]\nlatin = "Sindbad"\n', encoding="utf-8"
    )
    article = make_article("قال المرفئي إن الميناء مفتوح.")
    assert find_mentions(article, LEXICONS) == ()
    found = find_mentions(article, Lexicons.load(tmp_path))
    assert [(m.text, m.entity, m.name) for m in found] == [("المرفئي", "known:mayor-of-harbour", "سندباد المرفئي")]


def test_the_longest_spelling_of_an_article_names_an_unlisted_person() -> None:
    article = make_article("قال كارلوس بنديتو فيراري كلمة. ثم عاد كارلوس فيراري.")
    assert {m.name for m in find_mentions(article, LEXICONS)} == {"كارلوس بنديتو فيراري"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("ديمتري بيسكوف", "دميتري بيسكوف", True),
        ("شي جين بينغ", "شي جينبينع", True),
        ("سيرغي لافروف", "سيرجي لافروف", True),
        ("جيمس كارتر", "جيمي كارتر", False),
        ("ماري روز", "مارك روز", False),
        ("جون كيري", "جون كيربي", False),
    ],
)
def test_spellings_of_foreign_names(left: str, right: str, same: bool) -> None:
    listed = frozenset({"جيمس", "جيمي", "ماري", "مارك", "جون", "ديمتري", "دميتري"})
    assert same_name(tuple(left.split()), tuple(right.split()), listed - ({"ديمتري"} if same else set())) is same


def test_no_two_curated_people_are_taken_for_one_another() -> None:
    compiled = readers(LEXICONS)
    listed = compiled.classes.listed
    rows = [row for many in compiled.book.openings.values() for row in many]
    confused = [
        (known.id, other.id)
        for i, (words, known) in enumerate(rows)
        for others, other in rows[i + 1 :]
        if known.id != other.id and same_name(words, others, listed)
    ]
    assert confused == []


def test_keys_of_spelling() -> None:
    assert name_key("عبد الله بو حبيب") == name_key("عبدالله بوحبيب")
    assert sound_key("بيسكوف") == sound_key("بسكوف")
    assert sound_key("بيسكوف") != sound_key("بيسكون")
