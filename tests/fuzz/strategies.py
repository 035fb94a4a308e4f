"""Files for the fuzz target: fragments of Arabic news, hostile pieces, and the project's samples with bytes changed."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from hypothesis import strategies as st

from tests.fuzz.kinds import FILES, PAGES, TEXTS
from tests.fuzz.target import PATHS
from tests.property.test_pipeline import PIECES

ROOT = Path(__file__).resolve().parents[2]

TAGS = """
<p>|</p>|<div>|</div>|<h1>|</h1>|<h2>|<br>|<b>|</b>|<!--|-->|<script>|</script>|<style>|&amp;|&#1575;|&x|<article>|</article>|<li>
<table><tr><td>|<figcaption>|</figcaption>|<meta property='og:title' content='|'>|<time datetime='2021-01-01'>|<|>
<a href='/x'>|</a>|<svg>|<![CDATA[|]]>|<?x
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-03-07", "headline": "
"""
FRONT = """
---|+++|title: الجسر|title: "الجسر|date: 2021-03-07|date: 31/2/2021|outlet: [|url: https://example.org/
retrieved: x|event: 1|tags: &a [*a]
title = "الجسر"|date = 2021-03-07|x = {|lang: ar|theme: رياضة|title: !!python/object|? |- |...
"""
HOSTILE = [
    *(
        "\ufeff",
        "\0",
        "\ud7ff",
        "\U0010ffff",
        "\u2028",
        "\u2029",
        "\x85",
        "\x0c",
        "\u061c",
        "\u202e",
        "\u2066",
        "\u2069",
    ),
    *("ﷺ", "ﷲ", "\u0640" * 9, "م\u064b\u0651\u064e", "\u200d", "٣٠", "۳", "²", "½", "Ⅷ", "٪", "9" * 30, "0/0/0", "-0"),
]


def _words(table: str) -> list[str]:
    return [word for line in table.strip("\n").split("\n") for word in line.split("|")]


_SNIPPETS = [kind.make(60)[-60:] for kind in TEXTS]
_fragments = st.sampled_from([*PIECES, *HOSTILE, *_SNIPPETS])
_repeated = st.tuples(_fragments, st.sampled_from([1, 1, 1, 1, 2, 3, 30])).map(lambda pair: pair[0] * pair[1])
texts = st.tuples(st.lists(_repeated, max_size=50), st.sampled_from(["", " ", " ", "\n"])).map(
    lambda pair: pair[1].join(pair[0])
)
"""Texts of Arabic news in pieces."""

pages = st.lists(st.one_of(st.sampled_from(_words(TAGS)), _repeated), max_size=60).map(
    lambda p: "<html><body>" + "".join(p)
)
"""Web pages with more tags than a page has."""

fronts = st.tuples(
    st.sampled_from(["---\n", "+++\n"]), st.lists(st.sampled_from([*_words(FRONT), *HOSTILE]), max_size=8), texts
).map(lambda parts: parts[0] + "\n".join(parts[1]) + "\n" + parts[0] + parts[2])
"""Texts below front matter."""

_values = st.one_of(
    texts, st.sampled_from(["2021-03-07", "31/2/2021", "https://example.org/", "", None, 3, [], {"a": {}}])
)
_row = st.dictionaries(st.sampled_from(["text", "title", "date", "outlet", "url", "x"]), _values, max_size=5)
rows = st.lists(_row, min_size=1, max_size=4).map(
    lambda found: "\n".join(json.dumps(row, ensure_ascii=False) for row in found)
)
"""Rows of articles."""

_kinds = st.sampled_from([*TEXTS, *PAGES, *FILES]).flatmap(
    lambda kind: st.sampled_from([40, 700, 2500]).map(
        lambda size: (kind.make(size).encode("utf-8", "replace"), kind.path)
    )
)
_codecs = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "cp1256", "iso8859-6"])
_made = st.one_of(
    st.tuples(texts, _codecs, st.sampled_from(["a.txt", "a.md"])),
    st.tuples(pages, _codecs, st.just("a.html")),
    st.tuples(fronts, _codecs, st.sampled_from(["a.txt", "a.md", "a.html"])),
    st.tuples(rows, _codecs, st.just("a.jsonl")),
).map(lambda parts: (parts[0].encode(parts[1], "replace"), parts[2]))


@functools.cache
def samples() -> tuple[tuple[bytes, str], ...]:
    """Return the sample articles with their names."""
    return tuple((path.read_bytes(), path.name) for path in sorted((ROOT / "articles").iterdir()) if path.is_file())


_changes = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 200), st.one_of(st.binary(max_size=12), _repeated.map(str.encode), st.just(b""))
    ),
    max_size=6,
)


def _changed(sample: tuple[bytes, str], changes: list[tuple[float, int, bytes]], path: str | None) -> tuple[bytes, str]:
    data = sample[0]
    for place, length, piece in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data, path or sample[1]


_mutated = st.deferred(
    lambda: st.builds(_changed, st.sampled_from(samples()), _changes, st.sampled_from([None, None, *PATHS]))
)
files = st.one_of(_made, _made, _mutated, _kinds)
"""Files as (bytes, name)."""
