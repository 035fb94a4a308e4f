"""Figures drawn at build time: what they hold, where their labels stand, and what they may cost."""

from __future__ import annotations

import datetime as dt
import itertools
import posixpath
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageFont, features

from digest.escape import Fragment, page_target
from digest.figures import arcs, columns, graph, metrics, shares
from digest.figures.svg import LIMIT, Box, element
from digest.records import Digest
from digest.typography import Typography
from digest.views.desk import excerpt
from digest.views.figures import SHOWN_NAME, SHOWN_TITLE, chart, event_graph, people_graph, shares_of, story_graph
from digest.views.parts import Counted
from tests.builders import sample_digest
from tests.rendered import rendered, to_html
from tests.test_views import desk_of

FONTS = Path(__file__).resolve().parents[1] / "site_src" / "assets" / "fonts"

labels = st.text(max_size=SHOWN_TITLE)
names = st.text(st.characters(codec="utf-8", min_codepoint=0x20), min_size=1, max_size=SHOWN_NAME)


def tree_of(drawing: Fragment) -> etree._Element:
    """Return the elements of a figure; fails if it is not well-formed XML."""
    return etree.fromstring(f"<figure>{drawing}</figure>")


def words_of(drawing: Fragment) -> list[str]:
    return [str(text) for text in tree_of(drawing).xpath("//text/text()")]


def graph_of(moments: int, actors: tuple[tuple[int, ...], ...], title: str = "", name: str = "") -> graph.Graph:
    return graph.Graph(
        moments=tuple(
            graph.Moment(
                title=title or f"افتتاح الجسر رقم {n}",
                when=f"{n + 1} مارس",
                day=f"{n + 1} مارس 2023",
                href=None if n == 0 else Fragment(f"../e{n}/"),
            )
            for n in range(moments)
        ),
        actors=tuple(
            graph.Actor(name=name or f"سالم الراوي {n}", href=Fragment(f"../../people/p{n}/"), moments=ties)
            for n, ties in enumerate(actors)
        ),
    )


# ------------------------------------------------------------------------------------------------ widths and lines


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no raqm here: it cannot join Arabic letters")
@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize(
    "text",
    [
        "أعلن وزير النقل افتتاح الجسر بعد أربعة أشهر من الإغلاق",
        "ضُبطت شحنة مهربة قبالة الساحل، ومصدر يكشف تفاصيلها",
        "غرق قارب صيد وإنقاذ ثلاثة عشر شخصا قرب الميناء",
        "كلية الطب تؤجل امتحاناتها ثلاثة أسابيع",
        "١٢ ديسمبر ٢٠٢١",
    ],
)
def test_widths_are_those_of_the_sites_font_and_a_little_more(text: str, weight: int) -> None:
    font = ImageFont.truetype(FONTS / f"digest-arabic-{weight}.woff2", 1000, layout_engine=ImageFont.Layout.RAQM)
    real = font.getlength(text.replace(" ", ""), direction="rtl", language="ar")
    space = 236 * text.count(" ")
    assert real + space <= metrics.width(text, 1000) <= 1.3 * (real + space)


def test_marks_and_invisible_characters_have_no_width() -> None:
    assert metrics.width("كُتِبَ\u200f", 10) == metrics.width("كتب", 10)
    assert metrics.width("\u064b", 10) == 0  # a word of marks alone
    assert metrics.wrapped("خبر \u064b الجسر", 100, 13, 2) == ("خبر \u064b الجسر",)


@given(labels, st.integers(20, 300), st.integers(1, 6))
def test_lines_fit_their_room(text: str, room: int, lines: int) -> None:
    found = metrics.wrapped(text, room, 13, lines)
    assert len(found) <= lines
    assert all(line and (metrics.width(line, 13) <= room or len(line) <= 2) for line in found)


def test_words_are_kept_whole_and_what_is_left_out_is_marked() -> None:
    text = "افتتاح الجسر الجديد فوق النهر"
    assert metrics.wrapped(text, 400, 13, 2) == (text,)
    assert " ".join(metrics.wrapped(text, 90, 13, 4)) == text
    (line,) = metrics.wrapped(text, 90, 13, 1)
    assert line.endswith("…")
    assert text.startswith(line[:-1])
    assert metrics.wrapped("", 90, 13, 2) == ()


# ------------------------------------------------------------------------------------------------ graphs


def boxes_of(plan: graph.Layout) -> list[Box]:
    return [placed.box for pair in plan.moments for placed in pair] + [placed.box for placed in plan.actors]


ties = st.lists(
    st.sets(st.integers(0, 5), min_size=1, max_size=6).map(lambda found: tuple(sorted(found))), min_size=1, max_size=8
)


@given(labels, names, ties)
def test_no_label_of_a_graph_touches_another_or_leaves_the_drawing(
    title: str, name: str, actors: list[tuple[int, ...]]
) -> None:
    drawn = graph_of(6, tuple(actors), title, name)
    for plan in (graph.broad_layout(drawn), graph.narrow_layout(drawn)):
        boxes = boxes_of(plan)
        assert all(not one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
        assert all(box.x >= 0 and box.y >= 0 for box in boxes)
        assert all(box.x + box.width <= plan.width and box.y + box.height <= plan.height + 0.1 for box in boxes)


@given(labels, names, ties)
def test_a_graph_is_well_formed_bounded_and_always_the_same(
    title: str, name: str, actors: list[tuple[int, ...]]
) -> None:
    drawn = graph.draw(graph_of(6, tuple(actors), title, name), "fig")
    assert drawn == graph.draw(graph_of(6, tuple(actors), title, name), "fig")
    tree_of(drawn)
    assert len(drawn.encode()) <= LIMIT
    assert "\n" not in drawn


@pytest.mark.parametrize("words", ["<" * 200, "ب " * 100, "(" * 200, "الخبر الطويل جدا " * 20])
def test_the_fullest_graph_stays_within_its_limit(words: str) -> None:
    full = tuple(range(graph.MOST_EVENTS))
    title, name = excerpt(words, SHOWN_TITLE), excerpt(words, SHOWN_NAME)
    found = graph_of(graph.MOST_EVENTS, (full,) * graph.MOST_PEOPLE, title, name)
    when = "بين 28 ديسمبر 2021 و14 يناير 2022"
    found = msgspec.structs.replace(
        found, moments=tuple(msgspec.structs.replace(m, when=when, day=when) for m in found.moments)
    )
    assert len(graph.draw(found, "fig-graph").encode()) <= LIMIT


def test_time_runs_from_the_right_and_from_the_top() -> None:
    drawn = graph_of(3, ((0, 1), (1, 2)))
    assert list(graph.broad_layout(drawn).spots) == sorted(graph.broad_layout(drawn).spots, reverse=True)
    assert list(graph.narrow_layout(drawn).spots) == sorted(graph.narrow_layout(drawn).spots)


def test_a_graph_has_a_link_for_each_event_and_person_but_its_own_page() -> None:
    drawing = tree_of(graph.draw(graph_of(3, ((0, 2), (1, 2))), "fig"))
    broad, narrow = drawing
    for part in (broad, narrow):
        assert part.get("role") == "group"
        assert part.get("aria-labelledby") == "fig"
        found = {link.get("href"): link.get("aria-label") for link in part.iter("a")}
        assert found == {
            "../e1/": "افتتاح الجسر رقم 1، 2 مارس 2023",
            "../e2/": "افتتاح الجسر رقم 2، 3 مارس 2023",
            "../../people/p0/": "سالم الراوي 0: 1 مارس، 3 مارس",
            "../../people/p1/": "سالم الراوي 1: 2 مارس، 3 مارس",
        }
        assert [path.get("d").count("M") for path in part.xpath(".//path[@class='d-f-who']")] == [2, 2]
        assert len(part.xpath(".//circle[contains(@class, 'd-f-this')]")) == 1


def test_labels_are_text_and_never_markup() -> None:
    hostile = '<script>"]]>&\n\n{ .x } _a_ \u202e'
    drawing = graph.draw(graph_of(2, ((0, 1),), hostile, hostile), "fig")
    assert {node.tag for node in tree_of(drawing).iter()} <= {
        "figure", "svg", "a", "g", "rect", "circle", "line", "path", "text"
    }  # fmt: skip
    page = to_html(f"قبل\n\n<figure>{drawing}</figure>\n\nبعد")
    assert drawing in page
    assert page.endswith("<p>بعد</p>")


# ------------------------------------------------------------------------------------------------ people


def test_those_who_appear_together_stand_near_each_other() -> None:
    pairs = {("a", "b"): 5, ("c", "d"): 4, ("b", "c"): 1, ("a", "e"): 1}
    assert arcs.chosen(pairs) == ("a", "b", "c", "d", "e")
    assert arcs.chosen(dict(reversed(pairs.items()))) == arcs.chosen(pairs)


@given(names)
def test_a_circle_of_people_is_well_formed_and_bounded(name: str) -> None:
    faces = tuple(arcs.Face(name=name, href=Fragment(f"p{n}/"), note=name) for n in range(arcs.MOST_PEOPLE))
    pairs = {pair: 1 + sum(pair) % 3 for pair in itertools.combinations(range(arcs.MOST_PEOPLE), 2)}
    circle = arcs.Circle(faces=faces, ties=pairs)
    drawing = arcs.draw(circle, "fig")
    assert len(drawing.encode()) <= LIMIT
    assert len(tree_of(drawing).xpath("//path[contains(@class, 'd-f-tie')]")) == arcs.MOST_TIES
    assert all(not one.overlaps(other) for one, other in itertools.combinations(arcs.boxes(circle), 2))


# ------------------------------------------------------------------------------------------------ columns

day = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


def drawn(series: columns.Series, typography: Typography | None = None) -> Fragment:
    return columns.draw(series, typography or Typography(), "fig", str)


@given(st.dictionaries(day, st.integers(0, 10**6), max_size=40), st.sampled_from([5, 6, 0]))
def test_every_day_is_counted_once_and_gaps_are_kept(days: dict[dt.date, int], weekday: int) -> None:
    series = columns.counted(days, weekday)
    if series is None:
        return
    counted = [column for column in series.columns if column.count]
    assert len(counted) >= 1
    assert all(one.last < other.first for one, other in itertools.pairwise(series.columns))
    assert columns.shown(series.columns) + columns.shown(series.outside) == sum(days.values())
    if series.unit != "year":
        assert len(series.columns) <= columns.MOST_MONTHS + 1
        one = dt.timedelta(days=1)
        assert all(a.last + one == b.first for a, b in itertools.pairwise(series.columns))
    assert len(drawn(series).encode()) <= LIMIT
    tree_of(drawn(series))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2090, 1, 1)), st.integers(3, 4000), st.sampled_from(["latn", "arab"]))
def test_labels_of_time_never_touch(first: dt.date, span: int, digits: Any) -> None:
    days = {first + dt.timedelta(days=n): 1 for n in {0, span // 3, span // 2, span}}
    series = columns.counted(days)
    if series is None:
        return
    found = columns.ticks(series, Typography(digits=digits))
    assert found[0].column == 0
    edges = [(tick.at, 50 * metrics.width(tick.text, columns.TEXT) / columns.NARROWEST) for tick in found]
    assert all(round(at - half, 6) >= 0 and round(at + half, 6) <= 100 for at, half in edges)
    assert all(a - b >= round(p + q, 6) for (a, p), (b, q) in itertools.pairwise(edges))


@pytest.mark.parametrize(
    ("length", "unit", "columns_drawn"), [(10, "day", 11), (100, "week", 15), (800, "month", 27), (5000, "year", 14)]
)
def test_more_time_is_counted_in_larger_units(length: int, unit: str, columns_drawn: int) -> None:
    first = dt.date(2010, 1, 2)
    series = columns.counted({first + dt.timedelta(days=n): 1 for n in (0, length // 2, length)})
    assert series is not None
    assert (series.unit, len(series.columns)) == (unit, columns_drawn)


def test_columns_stand_in_time_from_the_right_with_their_words() -> None:
    series = columns.counted({dt.date(2023, 3, 1): 2, dt.date(2023, 3, 2): 12, dt.date(2023, 3, 6): 4})
    assert series is not None
    drawing = drawn(series, Typography(digits="arab", months="levant"))
    bars = tree_of(drawing).xpath("//rect")
    places = [float(bar.get("x").rstrip("%")) for bar in bars]
    assert places == sorted(places, reverse=True)
    assert [bar.findtext("title") for bar in bars] == [
        "الأربعاء ١ آذار ٢٠٢٣: 2",
        "الخميس ٢ آذار ٢٠٢٣: 12",
        "الاثنين ٦ آذار ٢٠٢٣: 4",
    ]
    assert words_of(drawing) == ["٠", "٦", "١٢", "١٢", *(f"{n} آذار" for n in "١٢٣٤٥٦")]


@pytest.mark.parametrize("most", [1, 2, 3, 7, 9, 10, 11, 99, 100, 1234, 10**6])
def test_the_scale_ends_at_a_round_number_that_halves(most: int) -> None:
    top = columns._ceiling(most)
    assert most <= top <= max(2, 2 * most)
    assert top % 2 == 0


def test_a_few_far_away_are_told_and_do_not_flatten_the_rest() -> None:
    near = {dt.date(2026, 3, n): n for n in range(1, 21)}
    old, later = {dt.date(2019, 5, 1): 1, dt.date(2019, 6, 2): 2}, {dt.date(2031, 1, 1): 3}
    plain = columns.counted(near)
    assert plain is not None
    assert plain.outside == ()
    series = columns.counted({**old, **near, **later})
    assert series is not None
    assert (series.unit, series.columns) == ("day", plain.columns)
    assert [(one.first, one.last, one.count) for one in series.outside] == [
        (dt.date(2019, 5, 1), dt.date(2019, 6, 2), 3),
        (dt.date(2031, 1, 1), dt.date(2031, 1, 1), 3),
    ]


@pytest.mark.parametrize(
    "days",
    [
        {dt.date(2019, 5, 1): 6, dt.date(2020, 5, 1): 6, **{dt.date(2026, 3, n): 1 for n in range(1, 21)}},  # too many
        {dt.date(2019, 5, 1): 1, dt.date(2020, 5, 1): 1, **{dt.date(2026, 3, n): 1 for n in range(1, 8)}},  # too few
        {dt.date(2025, 12, 1): 1, **{dt.date(2026, 3, n): 1 for n in range(1, 29)}},  # near enough
    ],
)
def test_what_counts_is_not_left_outside(days: dict[dt.date, int]) -> None:
    series = columns.counted(days)
    assert series is not None
    assert series.outside == ()


def test_the_caption_tells_what_is_outside() -> None:
    desk = desk_of(larger(2))
    found = chart(desk, {dt.date(2019, 5, 1): 1, **{dt.date(2026, 3, n): 1 for n in range(1, 29)}}, "event")
    assert found is not None
    assert [(one.when, one.count) for one in found.outside] == [("الأربعاء 1 مايو/أيار 2019", 1)]


def test_few_days_make_no_chart() -> None:
    assert columns.counted({}) is None
    assert columns.counted({dt.date(2023, 3, 1): 40, dt.date(2023, 3, 2): 1}) is None
    assert columns.counted({dt.date(2023, 3, n): 0 for n in range(1, 9)}) is None


# ------------------------------------------------------------------------------------------------ shares


def test_bars_are_in_proportion_and_begin_at_the_right() -> None:
    whole, part = etree.fromstring(shares.bar(3, 4))
    assert (whole.get("width"), part.get("x"), part.get("width")) == ("100", "25", "75")
    assert etree.fromstring(shares.bar(1, 10**6))[1].get("width") == "0.5"


# ------------------------------------------------------------------------------------------------ of a digest


def test_targets_in_raw_html_count_from_the_address_of_the_page() -> None:
    assert page_target("people/x.md", page="events/y.md") == "../../people/x/"
    assert page_target("people/x.md", page="people/index.md") == "../people/x/"
    assert page_target("people/x.md", page="index.md") == "people/x/"
    assert page_target("index.md", page="index.md") == "./"
    assert page_target("events/أ ب.md", page="days/index.md", anchor="a b") == "../events/%D8%A3%20%D8%A8/#a%20b"


def larger(count: int) -> Digest:
    """Return a digest of many events, each with some of twelve people, all of one story."""
    base = sample_digest()
    story, pattern = base.stories[0], base.events[0]
    chance = random.Random(7)
    person = next(p for p in base.people if p.kind == "person")
    people = tuple(msgspec.structs.replace(person, id=f"p-{n}", name=f"سليم الوراق {n}") for n in range(12))
    events = tuple(
        msgspec.structs.replace(
            pattern,
            id=f"e-{n:05}",
            first=pattern.first + dt.timedelta(days=n) if pattern.first else None,
            last=pattern.first + dt.timedelta(days=n) if pattern.first else None,
            people=tuple(p.id for p in chance.sample(people, 3)),
            related=(),
        )
        for n in range(count)
    )
    story = msgspec.structs.replace(story, events=tuple(event.id for event in events))
    return msgspec.structs.replace(
        base, events=(*base.events, *events), people=(*base.people, *people), stories=(story,)
    )


def test_large_collections_are_drawn_in_part_and_say_so() -> None:
    digest = larger(400)
    desk = desk_of(digest)
    found = story_graph(desk, digest.stories[0])
    assert found is not None
    assert found.events_more == 400 - graph.MOST_EVENTS
    circle = people_graph(desk, "people/index.md")
    assert circle is not None
    for drawing in (found.svg, circle.svg):
        assert len(drawing.encode()) <= LIMIT
    days = chart(
        desk, {event.first: 1 for event in digest.events if event.first and event.id.startswith("e-")}, "event"
    )
    assert days is not None
    assert (str(days.unit), days.count) == ("week", 400)


def test_what_is_too_little_is_not_drawn() -> None:
    digest = larger(2)
    desk = desk_of(digest)
    lone = msgspec.structs.replace(digest.events[-1], people=digest.events[-1].people[:1])
    assert event_graph(desk, lone) is None
    assert story_graph(desk, msgspec.structs.replace(digest.stories[0], events=(lone.id,))) is None
    assert people_graph(desk_of(msgspec.structs.replace(digest, events=())), "people/index.md") is None
    two = [Counted(text="أ", href=None, note="", count=3), Counted(text="ب", href=None, note="", count=1)]
    assert shares_of(desk, two, 4) is None


def targets() -> Iterator[tuple[str, str]]:
    """Yield the path of each page with the links of its figures."""
    for path, page in rendered(larger(9)).items():
        for link in page.xpath(".//figure//a/@href"):
            yield path, str(link)


def test_links_of_figures_lead_to_pages() -> None:
    pages = rendered(larger(9))
    addresses = {posixpath.normpath(path.removesuffix("index.md").removesuffix(".md") or ".") for path in pages}
    found = list(targets())
    assert found
    for path, target in found:
        here = path.removesuffix("index.md").removesuffix(".md")
        assert posixpath.normpath(posixpath.join(here, target)) in addresses, (path, target)


def test_elements_escape_what_is_not_their_own() -> None:
    made = element("text", {"class": "d-f-label", "x": 1.25, "data_x": '"><b>', "y": None}, [Fragment("a")])
    assert made == '<text class="d-f-label" x="1.2" data-x="&#34;&#62;&#60;b&#62;">a</text>'


def test_the_table_of_widths_knows_the_letters_of_arabic() -> None:
    arabic = [chr(code) for code in range(0x621, 0x64B) if unicodedata.category(chr(code)) == "Lo"]
    assert [c for c in arabic if c not in metrics._table().letters and not 0x63B <= ord(c) <= 0x63F] == []
