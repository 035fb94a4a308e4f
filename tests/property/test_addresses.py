"""Where pages lie: whatever articles are called, names are short, plain, safe on every file system, all different."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from digest import addresses
from digest.lexicon import default_lexicons
from tests.builders import make_article

PATHS = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=300)
"""Names that a file system can give: bytes that are no UTF-8 come as lone surrogates."""
ROWS = st.one_of(st.none(), st.integers(1, 10**7))
HASHED = re.compile(r"[a-z2-7]+")
DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


@given(st.lists(st.text(), max_size=4), st.integers(1, 32))
def test_hashes_are_total_short_and_plain(parts: list[str], length: int) -> None:
    found = addresses.short_hash(*parts, length=length)
    assert len(found) == length
    assert HASHED.fullmatch(found)
    assert found == addresses.short_hash(*parts, length=length)
    assert addresses.short_hash(*parts, length=32).startswith(found)


@given(st.sets(st.tuples(PATHS.map(lambda path: path + ".jsonl"), ROWS), min_size=2, max_size=30))
def test_articles_of_different_places_have_different_addresses(places: set[tuple[str, int | None]]) -> None:
    ids = {addresses.article_id(path, row) for path, row in places}
    assert len({name.lower() for name in ids}) == len(places)
    for name in ids:
        assert re.fullmatch(r"a-[a-z2-7]{10}", name)
        assert not DEVICE.fullmatch(name)


@given(st.text(max_size=80))
def test_a_chosen_name_is_taken_only_if_it_is_safe_everywhere(name: str) -> None:
    if addresses.is_safe_name(name):
        assert name == name.lower()
        assert name.isascii()
        assert len(name) <= 60
        assert not DEVICE.fullmatch(name)
        assert not set(name) & set('/\\.:*?"<>| \0')
        assert name != "index"


def test_names_that_are_not_safe() -> None:
    for name in (
        "",
        "index",
        "con",
        "lpt1",
        "a/b",
        "..",
        "A",
        "سامر",
        "-a",
        "a-",
        "a" * 61,
        "p-abcdefghij",
        "a.b",
        "a\n",
    ):
        assert not addresses.is_safe_name(name), name
    for name in ("a", "harbour-mayor", "2030-agenda", "a" * 60, "console", "p-short"):
        assert addresses.is_safe_name(name), name


def test_every_shipped_id_and_slug_is_a_safe_name() -> None:
    lexicons = default_lexicons()
    themes = lexicons.table("themes")["theme"].values()
    names = [*lexicons.table("people"), *lexicons.table("institutions"), *(theme["slug"] for theme in themes)]
    assert len(names) > 500
    assert [name for name in names if not addresses.is_safe_name(name)] == []
    assert len(set(names)) == len(names)


@given(st.from_regex(r"[a-z0-9-]{1,20}(?:/[a-z0-9-]{1,20}){0,2}", fullmatch=True))
def test_a_page_is_read_below_its_folder(stem: str) -> None:
    address = addresses.page_address(f"{stem}.md")
    assert not address.startswith("/")
    assert address in ("", f"{stem}/", stem.removesuffix("index"))
    assert address == "" or address.endswith("/")


@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from(["", "https://news.test/a/"]))
def test_links_hold_nothing_that_ends_an_attribute(path: str, anchor: str, site: str) -> None:
    path, anchor = (text.encode("utf-8", "replace").decode() for text in (path, anchor))
    link = addresses.Links(site=site, here="feeds/atom.xml").file(path, anchor)
    assert re.fullmatch(r"[A-Za-z0-9/._~:%#-]+", link)
    assert link.count("#") == (1 if anchor else 0)


@given(st.integers(2, 50))
def test_the_parts_of_a_page_all_have_addresses_of_their_own(count: int) -> None:
    parts = [addresses.part_path("people/p-a.md", index, count) for index in range(count)]
    assert len(set(parts)) == count
    assert parts[0] == "people/p-a.md"
    assert parts[1:] == [addresses.part_path("people/p-a.md", index + 1, count + 1) for index in range(1, count)]


@given(st.dates())
def test_days_and_months_sort_as_time_does(day: dt.date) -> None:
    assert re.fullmatch(r"days/\d{4}-\d\d-\d\d\.md", addresses.day_path(day))
    assert re.fullmatch(r"days/\d{4}-\d\d\.md", addresses.month_path(day))
    assert addresses.day_path(day).startswith(addresses.month_path(day).removesuffix(".md"))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40).map(sorted))
def test_every_line_has_an_anchor_of_its_own(lines: list[int]) -> None:
    article = msgspec.structs.replace(make_article("\n".join("سطر" for _ in lines)), lines=tuple(lines))
    anchors = addresses.line_anchors(article)
    assert len(set(anchors)) == len(lines)
    assert all(re.fullmatch(r"L[1-9][0-9]*(?:-[1-9][0-9]*)?", anchor) for anchor in anchors)
    for index in range(len(lines)):
        assert addresses.anchor_of(article, index * 4) == anchors[index]
