from __future__ import annotations

import html

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.escape import directed, front_matter, markdown_text, piece, visible, web_address
from tests.test_escape import PLACES, assert_shown

signs = st.sampled_from(list("*_`[](){}<>#+-.!|&\"'~^=:/\\@$%,;?\n\t \u200f\u202e\u2067\u2069\u0640\u064b\u0002\u0003"))
pieces = st.one_of(
    signs,
    st.sampled_from(["ا", "قال", "1", "٣", "http://", "](", "{: ", "{#", "<b>", "&#60;", "--8<--", "```", "    ", "x"]),
    st.characters(),
)
texts = st.lists(pieces, max_size=30).map("".join)


@given(texts)
def test_visible_is_idempotent_and_one_line(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert shown.splitlines() in ([], [shown])
    assert shown.encode("utf-8").decode("utf-8") == shown


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(sorted(PLACES)))
def test_any_text_shows_as_it_is_in_any_place(text: str, place: str) -> None:
    assert_shown(markdown_text(text), visible(text), place)
    assert_shown(directed(text), visible(text), place)


@given(texts, st.data())
def test_pieces_put_together_show_the_whole(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    plain = "".join(c for c in text if c not in "\u2066\u2067\u2068\u2069")
    if plain != text or visible(text[:cut]) + visible(text[cut:]) != visible(text).replace(" ", ""):
        return
    shown = html.unescape(str(piece(text, 0, cut) + piece(text, cut, len(text))))
    assert shown.replace(" ", "") == visible(text).replace(" ", "")


@given(st.text())
def test_addresses_are_ascii_of_the_web_or_none(url: str) -> None:
    for candidate in (url, "https://e.example/" + url):
        found = web_address(candidate)
        if found is not None:
            assert found.isascii()
            assert found.startswith(("http://", "https://"))
            assert not set(found) & set(" \"'<>()[]`\\{}\n")


@given(texts)
def test_front_matter_holds_any_title(title: str) -> None:
    found = yaml.safe_load(front_matter({"title": title})[4:-4])["title"]
    assert html.unescape(found) == visible(title)


@pytest.mark.parametrize(
    "flood", ["(" * 200_000, "\u064b" * 200_000, "\u2067" * 200_000, "a@" * 100_000, "+7 " * 70_000]
)
def test_floods_take_linear_time(flood: str) -> None:
    assert directed(flood) is not None
