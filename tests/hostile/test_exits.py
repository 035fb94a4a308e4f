"""What the hostile site holds besides its pages: feeds, data, search, names, pictures."""

from __future__ import annotations

import json
import re
import struct
import zlib
from xml.etree import ElementTree as ET

import html5lib

from tests.hostile.building import Built
from tests.hostile.sites import DECEIVING, strings

XML_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FEED_MARKUP = {"p", "ul", "li", "a", "bdi", "blockquote", "strong", "em", "b"}


def test_feeds_and_map_are_xml_of_known_elements(hostile: Built, calm: Built) -> None:
    known: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], str] = {}
    for built, shapes in ((calm, None), (hostile, found)):
        for file in sorted([*built.site.rglob("*.xml"), *built.site.rglob("*.svg")]):
            source = file.read_text(encoding="utf-8")
            assert not XML_FORBIDDEN.search(source), file
            assert "<!DOCTYPE" not in source and "<!ENTITY" not in source, file
            if built is hostile and "feeds" in file.parts:
                assert not DECEIVING.search(source), file
            for node in ET.fromstring(source).iter():
                for shape in ((node.tag, ""), *((node.tag, key) for key in node.attrib)):
                    if shapes is None:
                        known.add(shape)
                    elif shape not in known:
                        shapes[shape] = file.name
                for key, value in node.attrib.items():
                    if key.endswith(("href", "src")):
                        assert re.match(r"https?://|[a-z./#]", value) and not value.lower().startswith("javascript")
    assert found == {}


def test_markup_in_feeds_is_that_of_harmless_feeds(hostile: Built, calm: Built) -> None:
    known = set()
    for built in (calm, hostile):
        for file in sorted((built.site / "feeds").rglob("*.xml")):
            for node in ET.parse(file).iter():
                if node.tag.endswith(("content", "description", "summary")) and node.text and "<" in node.text:
                    shapes = _fragment_shapes(node.text)
                    if built is calm:
                        known |= shapes
                    else:
                        assert shapes <= known, (file, shapes - known)


def _fragment_shapes(text: str) -> set[tuple[str, str]]:
    tree = html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False)
    return {(str(node.tag), key) for node in tree.iter() for key in ("", *node.attrib)}


def test_data_are_json_and_search_records_are_text(hostile: Built) -> None:
    for file in sorted((hostile.site / "data").rglob("*")):
        if file.suffix == ".json":
            data = json.loads(file.read_text(encoding="utf-8"))
        elif file.suffix == ".bin":
            if file.name == "table.bin":  # the letters that search takes for others, the same in every site
                continue
            data = json.loads(zlib.decompress(file.read_bytes()))
        else:
            assert file.is_dir(), file
            continue
        if file.suffix == ".bin":
            assert [text for text in strings(data) if DECEIVING.search(text)] == [], file
        for text in strings(data):
            text.encode("utf-8")


def test_names_of_files_come_from_ids(hostile: Built, calm: Built) -> None:
    plain = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
    names = {part for file in hostile.site.rglob("*") for part in file.relative_to(hostile.site).parts}
    assert [
        name for name in names if not plain.fullmatch(name) and not re.fullmatch(r"[A-Za-z0-9_-]+\.bin", name)
    ] == []
    tops = {path.name for path in hostile.site.iterdir()}
    assert tops == {path.name for path in calm.site.iterdir()}
    robots = "robots.txt"
    assert (hostile.site / robots).read_bytes() == (calm.site / robots).read_bytes()


def test_cards_are_pictures_of_their_size(hostile: Built) -> None:
    for file in sorted((hostile.site / "assets" / "cards").glob("*.png")):
        data = file.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n"), file
        assert struct.unpack(">II", data[16:24]) == (1200, 630), file
        assert data.rstrip()[-8:-4] == b"IEND", file
