"""Kinds of long articles: what an attacker repeats until some step takes its time.

Each kind makes a file of about a number of characters. `benchmarks/limits.py` measures what each costs at the limit,
and the fuzz target takes pieces from them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of file."""

    name: str
    path: str
    """A file name with the ending that the kind is about."""
    make: Callable[[int], str]
    """Characters in, the file's text out."""


def fill(piece: str, size: int) -> str:
    """Return `piece` over and over, about `size` characters."""
    return piece * max(1, size // len(piece))


_LEAD = "أعلنت وزارة النقل أن الجسر الجديد في مدينة الواحة سيفتح أمام السيارات يوم الأحد المقبل. "
_PROSE = (
    _LEAD + "وقال الوزير سالم الحداد، في مؤتمر صحفي عقد أمس: «لن نقبل تأخيرا بعد 3 آذار/مارس 2021». "
    "وأضافت المتحدثة باسم الوزارة ليلى منصور أن الكلفة بلغت 4.5 ملايين دينار منذ عام 2018. "
    'وذكرت وكالة الأفق نقلا عن مصدر مسؤول أن العمل "توقف مرتين" بسبب الفيضانات التي قتلت 12 شخصا.\n\n'
)
_WORDS = ("الجسر", "الميناء", "القطار", "المدينة", "الوزارة", "الشركة")
_WORDS += ("العمال", "المصنع", "الطريق", "البحر", "الجبل", "السوق")
_NAMES = ["سالم", "ليلى", "محمود", "نادية", "فؤاد", "هدى", "ياسر", "منى", "كمال", "سعاد", "رامي", "دينا"]
_FAMILIES = ("الحداد", "منصور", "النجار", "الخطيب", "العطار", "البنا")
_FAMILIES += ("الصباغ", "السقا", "الخباز", "الدباغ", "الحلاق", "الوراق")


def numbered_names(count: int) -> list[str]:
    """Return names of invented people, all different for the first thousands: three parts each."""
    return [
        f"{_NAMES[n % 12]} {_NAMES[n // 12 % 12]} {_FAMILIES[n // 144 % 12]}{'ي' * (n // 1728)}" for n in range(count)
    ]


def _prose(size: int) -> str:
    """Return prose in which no paragraph is the one before: numbers and names go on."""
    parts = []
    length = number = 0
    people = numbered_names(997)
    while length < size:
        person, day = people[number % 997], dt.date(2020, 1, 1) + dt.timedelta(days=number % 900)
        word, other = _WORDS[number % 12], _WORDS[number * 5 % 11]
        part = (
            f"{number}. {_LEAD}وقال {person}، مدير {word}، إن «{other} رقم {number} سيبقى مفتوحا» "
            f"حتى {day.day}/{day.month}/{day.year}. "
            f"وأضاف أن {number + 3} من العمال غادروا {other} منذ عام {1900 + number % 120}، "
            f'مؤكدا أن "العمل سيستمر {number} يوما".\n\n'
        )
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts)


def _text(name: str, piece: str, opening: str = _LEAD, path: str = "long.txt") -> Kind:
    return Kind(name, path, lambda size: opening + fill(piece, size))


def _names(size: int, between: str) -> str:
    people = numbered_names(max(1, size // 20))
    return _LEAD + between.join(people)


def _page(name: str, inside: Callable[[int], str], head: Callable[[int], str] = lambda _: "") -> Kind:
    def make(size: int) -> str:
        return (
            f"<html><head><title>الجسر الجديد في الواحة</title>{head(size)}</head><body><article><h1>الجسر الجديد في "
            f"الواحة</h1><p>{_LEAD * 3}</p>{inside(size)}<p>{_LEAD * 3}</p></article></body></html>"
        )

    return Kind(name, "long.html", make)


def _json_ld(size: int) -> str:
    items = [{"@type": "Thing", "name": "الجسر", "datePublished": "2021-03-07"}] * (size // 60)
    return f'<script type="application/ld+json">{json.dumps(items, ensure_ascii=False)}</script>'


def _nested_json(size: int) -> str:
    return f'<script type="application/ld+json">{"[" * (size // 2)}{"]" * (size // 2)}</script>'


def _front(line: Callable[[int], str], count: Callable[[int], int]) -> Callable[[int], str]:
    return lambda size: "---\n" + "".join(line(n) for n in range(count(size))) + "---\n" + _PROSE


def _rows(size: int) -> str:
    """Return ordinary rows, some 2,500 characters each."""
    count = max(1, size // 2500)
    return "\n".join(
        json.dumps(
            {
                "title": f"الجسر رقم {n} في مدينة الواحة يفتح",
                "date": (dt.date(2020, 1, 1) + dt.timedelta(days=n % 700)).isoformat(),
                "outlet": f"صحيفة {n % 7}",
                "text": _prose(2500).replace("الواحة", f"الواحة {n}"),
            },
            ensure_ascii=False,
        )
        for n in range(count)
    )


TEXTS = (
    Kind("prose", "long.txt", _prose),
    Kind("prose, one paragraph", "long.txt", lambda size: _prose(size).replace("\n\n", " ")),
    Kind("prose without full stops", "long.txt", lambda size: _prose(size).replace("\n\n", " ").replace(".", "")),
    Kind("prose, hard-wrapped", "long.txt", lambda size: _wrapped(_prose(size))),
    _text("one sentence again and again", _LEAD),
    _text("opening guillemets", "«"),
    _text("opening guillemets before words", "«قال "),
    _text("closing guillemets", "» "),
    _text("pairs of guillemets", "«نعم لن نقبل ذلك أبدا» "),
    _text("straight quotation marks", '"'),
    _text("odd quotation marks before words", '" قال "'),
    _text("quotation marks of all shapes", "«“„\"'‹ قال ”»“’› "),
    _text("quotations with speakers", "قال سالم الحداد: «لن نقبل ذلك أبدا». "),
    _text("quotations without a stop", "قال سالم الحداد «لن نقبل ذلك أبدا» و"),
    _text("verbs of speech", "قال "),
    _text("verbs of speech with colons", "قال: وأضاف: "),
    _text("speech reported within speech", "قال إن الوزير قال إن "),
    _text("according to", "بحسب ما نقلت عن مصدر وفق "),
    _text("names before colons", "سالم الحداد: نعم. ليلى منصور: لا.\n"),
    _text("colons", ":"),
    _text("colons with words", "سالم: "),
    _text("digits", "1"),
    _text("digits with points", "1."),
    _text("digits with spaces", "1 "),
    _text("digits with strokes", "1/2/"),
    _text("dates in figures", "3/4/2021 "),
    _text("years", "2021 و"),
    _text("ranges of years", "من 2001 إلى "),
    _text("ranges of days", "بين 3 و"),
    _text("number words", "ألف مليون مئة وخمسة "),
    _text("number words joined", "وثلاثة وعشرون ألفا ومئة "),
    _text("month names", "كانون الثاني/يناير "),
    _text("days and months", "3 كانون الثاني/يناير "),
    _text("weekdays", "يوم الأحد الماضي "),
    _text("days before days", "قبل يوم من "),
    _text("days after events", "بعد ثلاثة أيام على "),
    _text("clocks", "الساعة 10:30 مساء بتوقيت غرينتش "),
    _text("Hijri days", "3 رمضان 1442 هـ الموافق "),
    _text("half names of months", "كانون "),
    _text("titles", "الرئيس الوزير الدكتور المهندس "),
    _text("titles of bodies", "وزير خارجية رئيس وزراء نائب مدير عام "),
    _text("parts of names", "عبد بن أبو آل "),
    _text("one name", "سالم الحداد "),
    _text("sons", "محمد بن "),
    _text("sons without end", "بن "),
    Kind("other names", "long.txt", lambda size: _names(size, " ")),
    Kind("other names with commas", "long.txt", lambda size: _names(size, "، ")),
    Kind("other names with titles", "long.txt", lambda size: _names(size, " والوزير ")),
    Kind("other names who speak", "long.txt", lambda size: _names(size, " إن ذلك صحيح. وقال ")),
    _text("known names", "فلاديمير بوتين وسيرغي لافروف وجو بايدن "),
    _text("known places", "فرنسا وألمانيا والصين "),
    _text("bodies", "وزارة النقل هيئة الطرق منظمة "),
    _text("conjunctions", "و "),
    _text("conjunctions joined", "و"),
    _text("clitics joined", "وبال"),
    _text("articles", "ال "),
    _text("one word", "م"),
    _text("one word of tatweel", "مـ"),
    _text("one word of presentation forms", "ﷺ"),
    _text("ligatures apart", "ﷲ "),
    _text("one Latin word", "a", opening=_LEAD),
    _text("words of one letter", "م "),
    _text("lines of one letter", "م\n"),
    _text("lines of one word", "الجسر\n"),
    _text("short lines", "الجسر الجديد في الواحة\n"),
    _text("short lines that ask", "هل يفتح الجسر الجديد في الواحة؟\n"),
    _text("headlines", "الجسر الجديد في مدينة الواحة يفتح أمام السيارات\n\n"),
    Kind(
        "other short lines",
        "long.txt",
        lambda size: _LEAD + "".join(f"الجسر {n} في الواحة\n" for n in range(size // 20)),
    ),
    Kind(
        "other headlines",
        "long.txt",
        lambda size: _LEAD + "".join(f"الجسر رقم {n} في مدينة الواحة يفتح قريبا\n\n" for n in range(size // 40)),
    ),
    _text("short paragraphs", "فتح الجسر. \n\n"),
    _text("paragraphs of eight words", "فتح الجسر الجديد في الواحة أمس أمام السيارات.\n\n"),
    _text("lines of furniture", "اقرأ أيضا:\nالجسر الجديد في مدينة الواحة يفتح\n"),
    _text("labels of sources", "المصادر:\nوكالات\n"),
    _text("tags", "الكلمات المفتاحية: الجسر\n"),
    _text("credits", "(رويترز) - "),
    _text("credits on lines", "الواحة (رويترز) - فتح الجسر.\n"),
    _text("bylines", "كتب: سالم الحداد\n"),
    _text("dates on lines", "3 آذار/مارس 2021\n"),
    _text("quoted lines", "«الجسر الجديد في مدينة الواحة يفتح»\n"),
    _text("line ends", "\n"),
    _text("white space", " "),
    _text("no-break spaces and marks", "\u00a0\u200f"),
    _text("line separators", "\u2028م"),
    _text("bidi controls", "\u202e\u202c"),
    _text("open bidi controls", "\u2067م"),
    _text("directional marks in words", "م\u200f"),
    _text("combining marks", "\u064b"),
    _text("letters with marks", "م\u064e\u0651"),
    _text("addresses", "https://example.org/a "),
    _text("one address", "https://example.org/"),
    _text("one address without scheme", "a.b-"),
    _text("dots and letters", "www."),
    _text("handles", "@salem "),
    _text("hashtags", "#وسم_"),
    _text("opening brackets", "("),
    _text("brackets with words", "(الجسر "),
    _text("pairs of brackets", "(الجسر) "),
    _text("full stops", "."),
    _text("full stops apart", ". "),
    _text("ellipses", "…"),
    _text("question marks", "؟ "),
    _text("commas", "، "),
    _text("commas with words", "الجسر، "),
    _text("dashes", "- "),
    _text("dashes joined", "-"),
    _text("rows of dashes before words", "-" * 60 + " الجسر\n"),
    _text("rows of brackets before a word", "(" * 60 + "الجسر\n"),
    _text("hashtags with dashes before words", "#وسم-- " * 40 + "الجسر\n"),
    _text("strokes", "/ "),
    _text("list marks", "- الجسر\n"),
    _text("letters with full stops", "م. "),
    _text("numbers with units", "12 قتيلا و5 جرحى "),
    _text("percentages", "%50 بنسبة 3.5 في المئة "),
    _text("control characters", "\x01\x7f"),
    _text("emoji", "😀👨‍👩‍👧"),
    _text("Markdown headings", "# الجسر\n", path="long.md"),
    _text("Markdown quotations", "> ", path="long.md"),
    _text("Markdown quotations on lines", ">>>> الجسر\n", path="long.md"),
    _text("Markdown heading of signs", "# " + "#", path="long.md"),
    _text("Markdown heading ends", " #", path="long.md"),
    _text("Markdown links", "[الجسر](", path="long.md"),
)
"""Plain text and Markdown."""


def _wrapped(text: str) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= 76:
            lines.append(line)
            line = ""
        line += (" " if line else "") + word
    return "\n".join([*lines, line])


def _inline(size: int, most: int) -> str:
    """Return paragraphs of at most `most` inline tags each, one tag for each 500 or 170 characters of the size."""
    count = size // (500 if most > 1_000 else 170)
    return "".join(f"<p>{_LEAD}{'<b>م</b> ' * min(most, count - at)}</p>" for at in range(0, count, most))


PAGES = (
    _page("page: paragraphs", lambda size: fill(f"<p>{_LEAD}</p>", size)),
    _page("page: prose", lambda size: "".join(f"<p>{part}</p>" for part in _prose(size).split("\n\n"))),
    _page("page: one paragraph", lambda size: f"<p>{_prose(size)}</p>"),
    _page("page: deep divisions", lambda size: "<div>" * (size // 11) + "الجسر" + "</div>" * (size // 11)),
    _page("page: deep inline tags", lambda size: "<b>" * (size // 7) + "الجسر" + "</b>" * (size // 7)),
    _page("page: deep lists", lambda size: "<ul><li>" * (size // 8)),
    _page("page: deep quotations", lambda size: "<blockquote>" * (size // 12)),
    _page("page: deep tables", lambda size: "<table><tr><td>" * (size // 15)),
    _page("page: unclosed paragraphs", lambda size: fill("<p>الجسر", size)),
    _page("page: unclosed anchors", lambda size: fill("<a href='/x'>", size)),
    _page("page: unclosed links with words", lambda size: fill("<a href='/x'>الجسر ", size)),
    _page("page: unclosed formatting", lambda size: fill("<b><i><p>", size)),
    _page("page: wrong ends", lambda size: fill("</p></div></b>", size)),
    _page("page: attributes", lambda size: "<p " + "".join(f"a{n}=1 " for n in range(size // 8)) + f">{_LEAD}</p>"),
    _page("page: one attribute", lambda size: f"<p class='{'a ' * (size // 2)}'>{_LEAD}</p>"),
    _page("page: entities", lambda size: f"<p>{fill('&amp;', size)}</p>"),
    _page("page: numeric entities", lambda size: f"<p>{fill('&#1575;', size)}</p>"),
    _page("page: unknown entities", lambda size: f"<p>{fill('&x', size)}</p>"),
    _page("page: comments", lambda size: fill("<!-- x -->", size)),
    _page("page: comment without end", lambda size: fill("<!-- ", size)),
    _page("page: less-than signs", lambda size: fill("<", size)),
    _page("page: tags without end", lambda size: fill("<p ", size)),
    _page("page: script", lambda size: f"<script>{fill('var a = 1; ', size)}</script>"),
    _page("page: script without end", lambda size: "<script>" + fill("var a = 1; ", size)),
    _page("page: JSON-LD", lambda _: "", _json_ld),
    _page("page: deep JSON-LD", lambda _: "", _nested_json),
    _page(
        "page: scripts of JSON-LD",
        lambda _: "",
        lambda size: fill('<script type="application/ld+json">{}</script>', size),
    ),
    _page("page: metadata", lambda _: "", lambda size: fill("<meta property='og:title' content='الجسر'>", size)),
    _page("page: links in the head", lambda _: "", lambda size: fill("<link rel='x' href='/y'>", size)),
    _page("page: tables", lambda size: fill("<table><tr><td>الجسر</td><td>1</td></tr></table>", size)),
    _page("page: rows of a table", lambda size: f"<table>{fill('<tr><td>الجسر</td></tr>', size)}</table>"),
    _page("page: items of a list", lambda size: f"<ul>{fill('<li>الجسر</li>', size)}</ul>"),
    _page("page: line breaks", lambda size: f"<p>{fill('الجسر<br>', size)}</p>"),
    _page("page: inline tags", lambda size: f"<p>{fill('<b>الجسر</b> ', size)}</p>"),
    _page("page: spans", lambda size: f"<p>{fill('<span>م</span>', size)}</p>"),
    _page("page: anchors", lambda size: fill("<p><a href='/x'>الجسر</a></p>", size)),
    _page("page: headings", lambda size: fill("<h2>الجسر</h2>", size)),
    _page("page: times", lambda size: fill("<time datetime='2021-03-07'>7</time>", size)),
    _page("page: dates in attributes", lambda size: fill("<p title='2021-03-07'>2021-03-07</p>", size)),
    _page("page: pictures", lambda size: fill("<figure><img src='/x'><figcaption>الجسر</figcaption></figure>", size)),
    _page("page: white space", lambda size: fill(" ", size)),
    _page("page: lines", lambda size: fill("\n", size)),
    _page("page: SVG", lambda size: fill("<svg><g>", size)),
    _page("page: templates", lambda size: fill("<template>", size)),
    _page("page: selects", lambda size: fill("<select><option>", size)),
    _page("page: as many inline tags in one paragraph as are read", lambda size: _inline(size, 9_990)),
    _page("page: as many inline tags as are read", lambda size: _inline(size, 20)),
    _page("page: as many paragraphs as are read", lambda size: "<p>الجسر الجديد</p>" * (size // 500)),
    Kind("page: nothing but tags", "long.html", lambda size: fill("<", size)),
    Kind(
        "page: short article below a long head",
        "long.html",
        lambda size: f"<html><head><style>{fill('a{b:c}', size)}</style></head><body><p>{_LEAD * 5}</p></body></html>",
    ),
)
"""Web pages."""

FILES = (
    Kind("front matter: keys", "long.md", _front(lambda n: f"k{n}: v\n", lambda size: size // 10)),
    Kind("front matter: one key again", "long.md", _front(lambda _: "title: x\n", lambda size: size // 9)),
    Kind(
        "front matter: one value", "long.md", _front(lambda _: "title: " + "ا" * 1000 + "\n", lambda size: size // 1007)
    ),
    Kind("front matter: open lists", "long.md", _front(lambda _: "[", lambda size: size)),
    Kind(
        "front matter: anchors",
        "long.md",
        _front(lambda n: f"k{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n", lambda size: size // 24),
    ),
    Kind(
        "front matter: indented", "long.md", _front(lambda n: " " * min(n, 100) + f"k{n}:\n", lambda size: size // 100)
    ),
    Kind("front matter: no end", "long.md", lambda size: "---\n" + fill("title: x\n", size) + _PROSE),
    Kind(
        "front matter: TOML keys",
        "long.md",
        lambda size: "+++\n" + "".join(f"k{n} = 1\n" for n in range(size // 10)) + "+++\n" + _PROSE,
    ),
    Kind(
        "front matter: TOML tables",
        "long.md",
        lambda size: "+++\n" + "".join(f"[a.b.c{n}]\n" for n in range(size // 12)) + "+++\n" + _PROSE,
    ),
    Kind("front matter: TOML dotted", "long.md", lambda size: "+++\n" + "a." * (size // 2) + "b = 1\n+++\n" + _PROSE),
    Kind("front matter: TOML lists", "long.md", lambda size: "+++\na = " + "[" * size + "\n+++\n" + _PROSE),
    Kind(
        "row: one text",
        "long.jsonl",
        lambda size: json.dumps({"title": "الجسر", "text": _prose(size)}, ensure_ascii=False),
    ),
    Kind(
        "row: keys", "long.jsonl", lambda size: json.dumps({"text": _PROSE, **{f"k{n}": 1 for n in range(size // 12)}})
    ),
    Kind("row: deep", "long.jsonl", lambda size: '{"text": "x", "k": ' + "[" * size),
    Kind("rows", "long.jsonl", _rows),
    Kind("rows without text", "long.jsonl", lambda size: fill("{}\n", size)),
    Kind("rows that are none", "long.jsonl", lambda size: fill("{\n", size)),
    Kind("rows of one word", "long.jsonl", lambda size: fill('{"text": "الجسر"}\n', size)),
)
"""Front matter and rows."""

KINDS = (*TEXTS, *PAGES, *FILES)
