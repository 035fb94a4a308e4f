from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml

from digest.escape import (
    Fragment,
    directed,
    front_matter,
    isolated,
    link_target,
    markdown_text,
    piece,
    token,
    visible,
    web_address,
)
from tests.rendered import parsed, to_html, words_of

CASES = sorted((Path(__file__).parent / "cases" / "escape").glob("*.yml"))

PLACES = {
    "paragraph": ("{t}", "p"),
    "after a number": ("1{t}", "p"),
    "list item": ("- {t}", "li"),
    "heading": ("## {t} {{ #x }}", "h2"),
    "quotation": ("> {t}", "blockquote"),
    "table cell": ("| a | b |\n|---|---|\n| x | {t} |", "td[2]"),
    "link text": ("[{t}](x.md)", "a"),
    "strong": ("**{t}**", "strong"),
    "block": ("<div markdown>\n\n{t}\n\n</div>", "div"),
    "inline block": ('<p class="x" markdown>{t}</p>', "p"),
    "list of HTML": ("<ul markdown>\n<li markdown>{t}</li>\n</ul>", "li"),
}
ALLOWED = {
    "div",
    "p",
    "ul",
    "li",
    "h2",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "strong",
    "bdi",
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_shows_as_it_is_and_means_nothing(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert visible(case["text"]) == case["shows"]
    for place in PLACES:
        for escaped in (markdown_text(case["text"]), directed(case["text"])):
            assert_shown(escaped, case["shows"], place)


def assert_shown(escaped: str, shows: str, place: str) -> None:
    """Assert that text put into a place shows as it is, and makes no element of its own."""
    pattern, where = PLACES[place]
    if not shows:
        assert escaped == ""
        return
    tree = parsed(pattern.format(t=escaped))
    for link in tree.xpath(".//*[@class='headerlink']"):
        link.drop_tree()
    elements = {element.tag for element in tree.iter()}
    assert elements <= ALLOWED, place
    assert len(tree.xpath(".//a")) == (place == "link text"), place
    assert not any(name.startswith("on") or name == "style" for element in tree.iter() for name in element.attrib)
    found = tree.xpath(f".//{where}")
    wanted = ("1" + shows) if place == "after a number" else shows
    assert len(found) == 1, place
    assert words_of(found[0]) == " ".join(wanted.split()), place


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_in_an_attribute_stays_in_it(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    tree = parsed(f'<p title="{markdown_text(case["text"])}" markdown>x</p>')
    (element,) = tree.xpath("./p")
    # An entity that the text spells out shows as its character in attributes: Python-Markdown decodes it once more.
    assert html.unescape(element.get("title")) == html.unescape(html.unescape(case["shows"]))
    assert set(element.attrib) == {"title"}


def test_left_to_right_runs_keep_their_order() -> None:
    tree = parsed(directed("اتصل على +7 495 123-45-67 أو desk@example.com في New York عن C++ في T15:10+02:00"))
    assert [words_of(run) for run in tree.xpath(".//bdi[@dir='ltr']")] == [
        "+7 495 123-45-67",
        "desk@example.com",
        "C++",
        "T15:10+02:00",
    ]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("تراجع بنسبة 3.5% ثم -7 أو +2", ["3.5%", "-7", "+2"]),
        ("بلغ $5.4 أو 120 €", ["$5.4", "120 €"]),
        ("صدر في 2023-03-12 برقم 0123-456-789", ["2023-03-12", "0123-456-789"]),
        ("زوروا https://desk.example/a?b=c&d=1#e.", ["https://desk.example/a?b=c&d=1#e"]),
        ("أ-5 و--5 و٣٠-٠١-٢٠٢٣ و1.", []),
    ],
)
def test_numbers_and_addresses_run_from_left_to_right(text: str, runs: list[str]) -> None:
    tree = parsed(directed(text))
    assert [words_of(run) for run in tree.xpath(".//bdi[@dir='ltr']")] == runs
    assert words_of(tree) == text


def test_ranges_and_scores_run_as_arabic_is_read() -> None:
    tree = parsed(directed("2-1 في موسم 2021–2022"))
    assert [words_of(run) for run in tree.xpath(".//bdi[@dir='rtl']")] == ["2-1", "2021–2022"]
    assert [words_of(number) for number in tree.xpath(".//bdi/bdi")] == ["2", "1", "2021", "2022"]


def test_an_isolated_text_is_one_bdi() -> None:
    assert to_html(f"[{isolated('قناة X')}](x.md)") == '<p><a href="x.md"><bdi>قناة <bdi>X</bdi></bdi></a></p>'


def test_pieces_of_a_line_keep_their_spaces() -> None:
    line = "قال  \n فلان: «نعم»"
    pieces = [piece(line, 0, 3), piece(line, 3, 6), piece(line, 6, 10), piece(line, 10, len(line))]
    assert words_of(parsed("".join(pieces))) == "قال فلان: «نعم»"
    assert pieces[1] == " "


def test_fragments_escape_what_they_are_joined_with() -> None:
    assert Fragment("<b>") + "*x*" == "<b>&#42;x&#42;"
    assert Fragment("%s-%s") % ("*x*", Fragment("*y*")) == "&#42;x&#42;-*y*"
    assert Fragment(" ").join(["<i>", Fragment("<i>")]) == "&#60;i&#62; <i>"
    with pytest.raises(TypeError, match="not cut"):
        Fragment("&#42;")[1:]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://news.example/خبر?q=1&r=2#س", "https://news.example/%D8%AE%D8%A8%D8%B1?q=1&amp;r=2#%D8%B3"),
        ("http://news.example:8080/a(b)*'\"<c>", "http://news.example:8080/a%28b%29%2A%27%22%3Cc%3E"),
        ("https://news.example/%D8%A7%zz", "https://news.example/%D8%A7%25zz"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("HTTPS://News.Example", "https://news.example"),
    ],
)
def test_addresses_of_the_web_are_encoded(url: str, target: str) -> None:
    found = web_address(url)
    assert found == target
    assert parsed(f"[x]({found})").xpath("string(.//a/@href)") == target.replace("&amp;", "&")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//e.example/x",
        "/x",
        "ftp://e.example/",
        "https://",
        "https://user:pass@e.example/",
        "https://e.example/a b",
        "https://e.example/a\nb",
        "https://e.example\\@f.example/",
        "https://e.example:99999/",
        "https://[::1]/",
        "https://e.example/" + "a" * 2000,
        " https://e.example/",
        "https://e..example/",
    ],
)
def test_other_addresses_are_refused(url: str | None) -> None:
    assert web_address(url) is None


def test_targets_lead_from_the_page_at_hand() -> None:
    assert link_target("articles/a-x.md", "L13-2", base="../") == "../articles/a-x.md#L13-2"
    assert link_target("people/a b(c).md") == "people/a%20b%28c%29.md"


def test_tokens_are_identifiers_only() -> None:
    assert token("source-note") == "source-note"
    for wrong in ("", "a b", "a&b", "a{b", 'a"b', "-a", "a\nb", "ا"):
        with pytest.raises(ValueError, match="not an identifier"):
            token(wrong)


def test_front_matter_is_safe_for_yaml_and_for_the_navigation() -> None:
    title = "أ: \"ب\" # <script>x</script>\n---\nhide: [toc]\u2028!ENV 'ت' \u202e"
    text = front_matter({"title": title, "kind": None, "search": {"exclude": True}, "hide": ["toc"]})
    assert text.startswith("---\n")
    assert text.endswith("\n---\n")
    found = yaml.safe_load(text[4:-4])
    assert found == {"title": found["title"], "search": {"exclude": True}, "hide": ["toc"]}
    assert not re.search("[<>\"']", found["title"])
    assert html.unescape(found["title"]) == visible(title)
