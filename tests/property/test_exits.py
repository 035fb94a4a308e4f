"""What goes out to machines: whatever articles say, feeds are XML, data are JSON, addresses are plain."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import Config
from digest.escape import html_text, plain_address, script_json, visible
from digest.feeds import build_feeds
from digest.feeds.markup import atom, rss
from digest.feeds.model import Entry, Feed
from digest.figures.svg import anchor, element, label
from digest.linked import Heads
from digest.moved import moved_pages
from digest.records import Digest
from digest.views import desk_of
from digest.views.desk import TITLE_LENGTH, excerpt
from digest.views.strings import load_strings
from tests.builders import sample_digest
from tests.rendered import TEMPLATES

PIECES = [
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "]]>",
        "</script",
        "<!--",
        "&#0;",
        "&lt;",
        "{{",
        "%",
        "\\",
        "\0",
        "\x0b",
        "\x1b",
        "\x85",
    ),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\u2067", "\u2069", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff"),
    *("\u0300", "\U0010ffff", "حريق", " ", "\n", "a", "😀"),
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(st.characters(), max_size=60))
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 holds, production 2."""
STRINGS = load_strings(TEMPLATES)


def hostile(text: str) -> Digest:
    """The sample with `text` for every title, name and label."""
    digest = sample_digest()
    replace = msgspec.structs.replace
    articles = [
        replace(item, article=replace(item.article, title=text, outlet=text, lang=text, url=text))
        for item in digest.articles
    ]
    return replace(
        digest,
        articles=tuple(articles),
        events=tuple(replace(event, title=text) for event in digest.events),
        people=tuple(replace(person, name=text, variants=((text, 1),)) for person in digest.people),
        themes=tuple(replace(theme, label=text) for theme in digest.themes),
        stories=tuple(replace(story, title=text) for story in digest.stories),
        outlets=tuple(replace(outlet, name=text) for outlet in digest.outlets),
    )


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_feeds_and_heads_of_any_collection_are_well_formed(text: str) -> None:
    config = msgspec.structs.replace(
        Config(), site=msgspec.structs.replace(Config().site, title=text, description=text)
    )
    desk = desk_of(hostile(text), config, None, STRINGS, "https://x.example/s/")
    for path, data in {**build_feeds(desk), **moved_pages(desk)}.items():
        words = data.decode("utf-8")
        assert FORBIDDEN.search(words) is None, path
        if path.endswith(".xml"):
            hrefs = [node.get("href", "") for node in ET.fromstring(words).iter() if node.get("href")]
            assert all(plain_address(href) == href for href in hrefs), path
    heads = Heads(desk)
    for event in desk.collection.digest.events:
        head = heads.of(f"events/{event.id}.md", "event", text, text, event)
        linked = json.loads(head["linked"])
        assert not re.search("[<>\u2028\u2029]", head["linked"])
        assert linked["@graph"][0].get("name", "") == excerpt(text, TITLE_LENGTH)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_a_feed_gives_back_what_it_was_given(title: str, words: str) -> None:
    shown, content = visible(title), f"<p>{html_text(words)}</p>"
    entry = Entry(
        id="urn:uuid:x",
        title=shown,
        url="x/",
        updated=None,
        published=None,
        content=content,
        categories=((shown, shown),),
    )
    feed = Feed(
        name="feeds/all",
        id="urn:uuid:y",
        title=shown,
        subtitle=shown,
        author=shown,
        path="index.md",
        updated=None,
        entries=(entry,),
    )
    for data, tag in ((atom(feed, ""), "{http://www.w3.org/2005/Atom}content"), (rss(feed, ""), "description")):
        root = ET.fromstring(data.decode("utf-8"))
        assert [node.text for node in root.iter(tag)][-1] == content
        assert shown in [(node.text or "").removeprefix("\u200f") for node in root.iter() if node.tag.endswith("title")]
    assert atom(feed, "") == atom(feed, "")


@given(
    st.recursive(
        TEXTS.map(visible), lambda inner: st.lists(inner) | st.dictionaries(TEXTS.map(visible), inner), max_leaves=9
    )
)
def test_json_in_a_page_means_the_same_and_ends_no_script(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert not re.search("[<>&\u2028\u2029]", written)
    written.encode("utf-8")


@given(TEXTS)
def test_an_address_is_plain_or_none(text: str) -> None:
    for candidate in (text, "https://" + text, "https://x.example/" + text, "http://x.example/?" + text):
        address = plain_address(candidate)
        if address is not None:
            assert re.fullmatch(r"https?://[a-z0-9.\-]+(:[0-9]+)?[A-Za-z0-9/:?@!$&+,;=._~%#\-]*", address)
            assert plain_address(address) == address


@given(TEXTS)
def test_a_drawing_is_one_line_of_well_formed_xml(text: str) -> None:
    drawn = element("svg", {"class_": text, "data_x": text}, [label(text, class_=text), anchor(None, [label(text)])])
    root = ET.fromstring(str(drawn))
    assert "\n" not in drawn
    assert "".join(root.itertext()) == visible(text) * 2
    assert {node.tag for node in root.iter()} == {"svg", "text", "g"}


@given(TEXTS, st.integers(2, 60))
def test_what_is_cut_off_leaves_nothing_open(text: str, limit: int) -> None:
    cut = excerpt(text, limit)
    assert visible(cut) == cut
    assert cut.count("\u2066") + cut.count("\u2067") + cut.count("\u2068") == cut.count("\u2069")
