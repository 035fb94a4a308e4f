"""The second wall and the third, each alone: whatever gets through the walls before them is cut, or does not run.

That nothing gets through the first is held by `tests/property/test_places.py` and `tests/test_render_hostile.py`, what
a browser does behind the third by `tests/browser/test_hostile_pages.py`.
"""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.check import check_site
from digest.config import LimitsSection
from digest.errors import SiteError
from digest.plain import withheld_page
from digest.policy import META, POLICY, policy_of, weaknesses
from digest.site import build_site, faults_of_page
from digest.site.allowed import fault_of
from digest.site.sanitise import BrokenFrameError, cleaned_page, faults_of, sanitise
from digest.views.strings import load_strings
from tests.laid_out import contents, lay_out

DAY = "2023-04-02"
ARTICLE = '<article class="md-content__inner md-typeset">'
PAGE = (
    f'<!doctype html>\n<html lang="ar"><head>\n<meta charset="utf-8">{META}<title>%s</title></head>'
    f'<body dir="rtl"><header><span class="md-ellipsis">%s</span></header><main>{ARTICLE}%s</article></main>'
    '<footer>x</footer><script src="../a.js"></script></body></html>'
)
HOSTILE = (
    "<script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">"
    '<iframe src="https://evil.example/"></iframe><a href="javascript:alert(1)">link</a>'
    '<p style="position:fixed">words</p><svg onload="alert(2)"><title>x</title></svg>'
)


def page(text: str, title: str = "t", topic: str = "t") -> str:
    return PAGE % (title, topic, text)


# ---------------------------------------------------------------------------------------------- a referee of its own

FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "math",
    "link",
    "meta",
    "form",
    "input",
    "frameset",
}
FORBIDDEN |= {"template", "noscript", "applet", "foreignObject", "use", "animate", "set", "textarea", "select"}
ADDRESSES = {"href", "src", "action", "poster", "cite", "xlink:href", "data"}


def dangers(page: str) -> list[str]:
    """Return what a browser might run or ask for in a page, as html5lib reads it; frame and text."""
    found = []
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    articles = [element for element in tree.iter("article") if "md-content__inner" in element.get("class", "")]
    inside = {id(element) for article in articles for element in article.iter()} - {id(article) for article in articles}
    for element in tree.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"
        if tag in FORBIDDEN and id(element) in inside:
            found.append(tag)
        if tag in ("iframe", "object", "embed", "base", "style", "applet"):
            found.append(tag)
        program = tag == "script" and not element.get("type", "").endswith("json")
        if program and re.match(r"[a-z]+:|[/\\]{2}", element.get("src") or "data:"):
            found.append("a script")
        for key, value in element.attrib.items():
            name = str(key).rpartition("}")[2].lower()
            address = re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(33)))).lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(name)
            if name in ADDRESSES and re.match(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", address):
                found.append(address)
            if name in ("src", "poster", "action") and re.match(r"[a-z]+:|[/\\]{2}", address):
                found.append(address)
    return found


def test_the_referee_sees_what_is_dangerous() -> None:
    assert dangers(page("<p>harmless</p>")) == []
    hostile = dangers(page(HOSTILE))
    assert hostile[:6] == ["script", "a script", "onerror", "iframe", "iframe", "https://evil.example/"]
    assert hostile[6:] == ["javascript:alert(1)", "style", "onload"]


# ---------------------------------------------------------------------------------------------- the second wall

PIECES = [
    *(
        "<script>",
        "</script>",
        "<script src=//e.example/x.js>",
        "<img src=x onerror=a>",
        "<svg>",
        "</svg>",
        "<svg onload=a>",
    ),
    *("<math>", "<mtext>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>"),
    *("</noscript>", "<!--", "-->", "<![CDATA[", "]]>", "<?x ", "<template>", "</template>", "<select>", "<option>"),
    *(
        "<table>",
        "<td>",
        "</table>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='javascript:a'>",
        '<a href="',
        "</a>",
        "<form>",
    ),
    *(
        '<p title="',
        '">',
        "' x='",
        "<b title='>",
        "<iframe srcdoc='",
        "<plaintext>",
        "<xmp>",
        "</xmp>",
        "<br/>",
        "<path/>",
    ),
    *("</article>", ARTICLE, "</main>", "<main>", "<body onload=a>", "<html onclick=a>", "<head>", "<base href=//e>"),
    *(
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=//e>",
        "<x onclick=a>",
        "<desc>",
        "<foreignObject>",
    ),
    *(
        " onclick=a ",
        " style=x ",
        "&lt;script&gt;",
        "javascript&colon;a",
        "\0",
        "\t",
        "<",
        ">",
        "/",
        "=",
        "`",
        "\x0c",
        "\r",
    ),
    *(
        '<a href=" java&Tab;script:a">',
        '<img src="&#47;/e/x.png">',
        "<div id=__config>",
        "<b class=md-overlay>",
        "é",
        "x",
    ),
]
markup = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@example("<body onload=alert(1)>")
@example("<unknown onclick=alert(1)>x</unknown>")
@example("</article></main><script>alert(1)</script><main><article>")
@example('<noscript><p title="</noscript><img src=x onerror=alert(1)>">')
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>")
@example("<svg><title/><b onclick=a>x</b></title></svg>")
@given(markup)
def test_whatever_stands_in_a_text_nothing_dangerous_is_published(text: str) -> None:
    cleaned, faults = cleaned_page(page(text), "text")
    assert dangers(cleaned) == []
    assert (cleaned == page(text)) == (faults == ())
    assert cleaned_page(cleaned, "text") == (cleaned, ())
    assert cleaned.startswith(page("\n").partition("\n</article>")[0])
    assert cleaned.endswith("</article></main>" + page("").partition("</article></main>")[2])


@settings(max_examples=300, deadline=None)
@example("</title><script>alert(1)</script>", "topic")
@example(f"</title></head><body><main>{ARTICLE}", "title")
@example(f"</span></header><main>{ARTICLE}<p>x</p></article></main><header><span>", "topic")
@given(markup, st.sampled_from(["title", "topic"]))
def test_whatever_stands_around_a_text_the_page_is_withheld_or_safe(hostile: str, where: str) -> None:
    try:
        cleaned, _ = cleaned_page(page("<p>x</p>", **{where: hostile}), "text")
    except BrokenFrameError:
        return
    assert dangers(cleaned) == []


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        '<h2 id="x">a<a class="headerlink" href="#x" title="رابط">#</a></h2>',
        '<p class="d-x md-button" data-start="1" aria-label="a &gt; b" hidden>x<br />y</p><!-- a note -->',
        '<svg viewBox="0 0 1 1" role="img"><a href="../x/"><path d="M0 0"/><text x="1">a</text></a></svg>',
        '<div class="footnote"><ol><li id="fn:1"><p>x<a href="#fnref:1">&#8617;</a></p></li></ol></div>',
        '<video src="../assets/a.mp4" poster="../a.png" controls></video><img alt="" src="a.png" loading="lazy">',
        '<a href="https://other.example/?a=1&amp;b=2" title="a > b">x</a><a href="mailto:a@b.example">y</a>',
        '<bdi dir="ltr" class="d-long">x</bdi><table><tbody><tr><td align="right">x</td></tr></tbody></table>',
    ],
)
def test_what_pages_need_stays_byte_for_byte(text: str) -> None:
    assert cleaned_page(page(text), "text") == (page(text), ())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<a href="JaVaScRiPt:alert(1)">x</a>', "<a>x</a>"),
        ('<p onclick="a">x</p>', "<p>x</p>"),
        ('<p style="color:red">x</p>', "<p>x</p>"),
        ('<img src="https://evil.example/x.png" alt="x">', '<img alt="x">'),
        ('<div id="__config">{}</div>', "<div>{}</div>"),
        ('<p class="md-overlay">x</p>', "<p>x</p>"),
        ('<label for="__search">x</label>', "x"),
        ("<form action=../search/><input type=password></form>x", "x"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("1 < 2", "1 &lt; 2"),
        ("<svg><title><svg onload=a>x</svg></title></svg>y", "y"),
        ('<script src="../assets/js/moved.js" data-to="//evil.example"></script>x', "x"),
        ("<svg><script>alert(1)</script><path d=M0 /></svg>", '<svg><path d="M0"></path></svg>'),
    ],
)
def test_what_may_not_stand_in_a_text_is_cut_and_the_rest_stays(text: str, kept: str) -> None:
    cleaned, faults = cleaned_page(page(text), "text")
    assert cleaned == page(kept)
    assert len(faults) >= 1


def test_pages_of_forms_may_load_the_sites_own_scripts_alone() -> None:
    own = '<form action="./"><input type="search" name="q"></form><script src="../assets/js/x.js"></script>'
    assert faults_of(own, "tools") == ()
    for foreign in ("https://evil.example/x.js", "//evil.example/x.js", "\\\\evil.example\\x.js", "data:,alert(1)"):
        assert faults_of(f'<script src="{foreign}"></script>', "tools")
    assert faults_of("<script>alert(1)</script>", "tools") == ("a script inside the page",)
    assert faults_of('<input type="password">', "tools")


def test_entities_of_very_many_digits_stop_nothing() -> None:
    long = f'<p title="&#{"0" * 5000}60;">x</p>'
    cleaned, faults = cleaned_page(page(long), "text")
    assert len(faults) == 1
    assert dangers(cleaned) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="next stylesheet" href="https://evil.example/x.css">',
        '<link rel="author preconnect" href="https://evil.example/">',
        """<meta http-equiv="refresh" content="0; url='//evil.example/'">""",
        """<meta http-equiv="refresh" content="0;url=&quot;//evil.example/">""",
        '<meta charset="iso-2022-jp">',
        '<link rel=" " href="//evil.example/x.css">',
    ],
)
def test_around_a_text_nothing_asks_or_leads_elsewhere(markup: str) -> None:
    with pytest.raises(BrokenFrameError):
        cleaned_page(page("x").replace("</head>", f"{markup}</head>"), "text")


def test_no_class_makes_the_theme_ask_another_host() -> None:
    assert faults_of('<pre class="d-x mermaid"><code>x</code></pre>', "text")
    assert faults_of('<pre class="mermaids">x</pre>', "text") == ()


NESTED = (
    "a b p div table tbody tr td caption svg g text title button article ul li dl dt details summary ruby rt s h2 q"
)
ODD = [
    "",
    "x",
    "&lt;",
    "&#0;",
    "&#1;md-x",
    "__x",
    "&lowbar;_x",
    "\x0cmd-x",
    "//e",
    "&sol;/e",
    "java&Tab;script:a",
    "https://e",
]


def element(tag: str, attribute: str, inside: list[str]) -> str:
    return f"<{tag}{attribute}>{''.join(inside)}</{tag}>"


attribute = st.builds(
    ' {}="{}"'.format, st.sampled_from(["class", "id", "href", "title", "data-md-x"]), st.sampled_from(ODD)
)
words = st.sampled_from(["x", "&lt;", "\r", "<br/>", "<path />", '<img src="x">', "<hr>", "<!-- x -->", "<wbr/>"])
nested = st.recursive(
    st.builds(element, st.sampled_from(NESTED.split()), attribute, st.lists(words, max_size=2)),
    lambda inner: st.builds(
        element, st.sampled_from(NESTED.split()), st.one_of(st.just(""), attribute), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def parsed(page: str) -> tuple[list[str], int]:
    """Return what may not stand in the text of a page, as html5lib reads it, and how many elements stand around it."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    elements = [(element, element.tag.rpartition("}")[2]) for element in tree.iter() if isinstance(element.tag, str)]
    text = next(element for element, tag in elements if tag == "article")
    inside = {id(element) for element in text.iter()} - {id(text)}
    faults = [fault_of(tag, element.attrib, "text") for element, tag in elements if id(element) in inside]
    return [fault for fault in faults if fault], sum(id(element) not in inside for element, _ in elements)


@settings(max_examples=300, deadline=None)
@example('<p id="&lowbar;_x">x</p>')
@example(
    "<table><tr><td><b><svg><path/><title>x</title><p>x</p></svg></b></td></tr>x<caption><a>x</a></caption></table>"
)
@given(nested)
def test_what_is_read_as_clean_is_read_so_by_browsers(text: str) -> None:
    cleaned, _ = cleaned_page(page(text), "text")
    assert parsed(cleaned) == parsed(page("x"))


# ---------------------------------------------------------------------------------------------- of a whole site


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(root, tmp_path_factory.mktemp("walls"))


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    assert build_site(project, project / "site_src", project / "site", newest=DAY) == ()
    return project / "site"


def poison(project: Path, name: str, *, title: str = "", text: str = "") -> None:
    """Put raw markup into a page as a template would that forgot to escape."""
    path = project / "site_src" / name
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"^title: .*$", lambda _: f'title: "{title}"', source, count=1, flags=re.M) if title else source
    path.write_text(f"{source}\n{text}\n", encoding="utf-8")


@pytest.fixture
def copy(project: Path, built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(project, tmp_path / "project"))


def names(project: Path, folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((project / "site_src" / folder).glob("*.md"))]


def test_every_page_of_a_site_carries_the_policy_and_is_clean(built: Path) -> None:
    pages = {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")}
    assert len(pages) > 20
    assert {policy_of(text) for text in pages.values()} == {POLICY}
    assert {name: faults_of_page(name, text) for name, text in pages.items() if faults_of_page(name, text)} == {}
    assert [
        name for name, text in pages.items() if name not in {"404.html", "search/index.html"} and dangers(text)
    ] == []


def test_raw_markup_in_pages_is_cut_and_told_and_the_others_stay(copy: Path, built: Path) -> None:
    before = contents(built)
    event = names(copy, "events")[0]
    poison(copy, event, text=HOSTILE)
    poison(copy, "about.md", text='<iframe src="https://video.example/"></iframe>\n\n<video src="../a.mp4"></video>')
    problems = build_site(copy, copy / "site_src", copy / "site", newest=DAY)
    after = contents(copy / "site")
    event_page, about = event.replace(".md", "/index.html"), "about/index.html"
    assert {(problem.path, problem.severity) for problem in problems} == {(event_page, "warning"), (about, "warning")}
    assert "<script>" in next(problem.message for problem in problems if problem.path == event_page)
    assert dangers(after[event_page].decode()) == []
    assert b"<p>words</p>" in after[event_page]
    assert b"<iframe" not in after[about]
    assert b'<video src="../a.mp4">' in after[about]
    same = before.keys() - {event_page, about, "search/search_index.json"}
    assert {name for name in same if before[name] != after[name]} == set()


def test_a_page_with_a_hostile_title_is_withheld_and_the_others_stay(copy: Path) -> None:
    first, second = names(copy, "events")[:2]
    poison(copy, first, title="x</title><script>alert(1)</script>")
    instead = functools.partial(withheld_page, load_strings(copy / "templates"))
    problems = build_site(copy, copy / "site_src", copy / "site", newest=DAY, instead=instead)
    withheld, kept = (copy / "site" / name.replace(".md", "/index.html") for name in (first, second))
    assert [(problem.path, problem.severity) for problem in problems] == [
        (first.replace(".md", "/index.html"), "error")
    ]
    assert withheld.read_bytes() == instead("events/x/index.html")
    assert faults_of_page("events/x/index.html", withheld.read_text("utf-8")) == ()
    assert b"alert(1)" not in b"".join(path.read_bytes() for path in (copy / "site").rglob("*.html"))
    assert ARTICLE in kept.read_text("utf-8")


def test_without_a_page_to_stand_instead_nothing_is_published(copy: Path) -> None:
    before = contents(copy / "site")
    poison(copy, names(copy, "events")[0], title="x</title><script>alert(1)</script>")
    with pytest.raises(SiteError, match="is withheld"):
        build_site(copy, copy / "site_src", copy / "site", newest=DAY)
    assert contents(copy / "site") == before


def test_a_theme_that_breaks_its_own_policy_is_refused(copy: Path) -> None:
    footer = copy / "overrides" / "partials" / "copyright.html"
    footer.write_text(footer.read_text("utf-8") + "<script>count()</script>", encoding="utf-8")
    with pytest.raises(SiteError, match="the theme puts around every page") as caught:
        build_site(copy, copy / "site_src", copy / "site", newest=DAY, instead=lambda name: b"")
    assert caught.value.problems[0].path == "mkdocs.yml"
    assert "a script inside the page" in caught.value.problems[1].message


def test_one_slip_on_very_many_pages_is_told_once(built: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    slip = "<style></style></article>\n"
    for path in (*site.glob("articles/*/index.html"), *site.glob("events/*/index.html")):
        path.write_text(path.read_text("utf-8").replace("</article>\n", slip), encoding="utf-8")
    (problem,) = sanitise(site)
    assert problem.message.startswith("<style> was cut from the page; the same holds for articles/")
    assert problem.message.endswith(" more")


def test_a_theme_without_a_policy_is_told(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    (problem,) = sanitise(tmp_path)
    assert "no Content-Security-Policy" in problem.message


def test_html_written_by_hand_is_left_and_told(built: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    (site / "proof.html").write_bytes(b"proof: 1234 \xff")
    (problem,) = sanitise(site)
    assert (problem.path, problem.severity) == ("proof.html", "warning")
    assert (site / "proof.html").read_bytes() == b"proof: 1234 \xff"


# ---------------------------------------------------------------------------------------------- the third wall


def test_the_theme_carries_the_policy_of_the_program(root: Path) -> None:
    partial = (root / "overrides" / "partials" / "policy.html").read_text("utf-8")
    assert re.sub(r"\{#.*?#\}\s*", "", partial, flags=re.S).strip() == META


def test_every_way_to_send_headers_sends_the_same_policy(root: Path) -> None:
    sent = (root / "site_src" / "_headers").read_text("utf-8") + (root / "docs" / "trust.md").read_text("utf-8")
    policies = re.findall(r"default-src [^\n\"]*", sent)
    assert policies == [f"{POLICY}; frame-ancestors 'none'"] * 3


def test_the_policy_is_strict_and_others_are_seen_through() -> None:
    assert weaknesses(POLICY) == ()
    looser = POLICY.replace("img-src 'self'", "img-src https: 'self'").replace(
        "script-src", "script-src 'sha256-ab+/='"
    )
    assert weaknesses(looser) == ()
    assert weaknesses("img-src *") == tuple(
        f"has no {name}" for name in ("default-src", "script-src", "base-uri", "style-src", "form-action")
    )
    for weak in ("'unsafe-inline'", "'unsafe-eval'", "https:", "*", "'unsafe-hashes'", "data:", "https://cdn.example"):
        assert weaknesses(POLICY.replace("script-src", f"script-src {weak}")) == (f"allows {weak} in script-src",)
    assert weaknesses(POLICY.replace("style-src", "style-src 'unsafe-inline'"))
    assert weaknesses(POLICY + "; script-src-elem *")


@pytest.mark.parametrize(
    "head",
    [
        "<!doctype html><html><head><title>x</title>" + META,
        f"<!doctype html><html><head><script src=x></script>{META}",
        "<!doctype html><html><head><!--" + META,
        "<p>" + META,
    ],
)
def test_a_policy_that_comes_late_is_none(head: str) -> None:
    assert policy_of(head) is None


def test_check_finds_what_was_put_into_a_site(built: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))

    def tampered(name: str, change: Any) -> list[str]:
        original = (site / name).read_text("utf-8")
        (site / name).write_text(change(original), encoding="utf-8")
        found = [problem.message for problem in check_site(site, tmp_path, LimitsSection()) if problem.path == name]
        (site / name).write_text(original, encoding="utf-8")
        return found

    assert "carries no Content-Security-Policy" in tampered("about/index.html", lambda text: text.replace(META, ""))[0]
    assert "carries no Content-Security-Policy" in tampered("about/index.html", lambda _: "")[0]
    loose = META.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    assert "'unsafe-inline' in script-src" in tampered("404.html", lambda text: text.replace(META, loose))[0]
    inline = "<script>alert(1)</script></article>"
    assert tampered("about/index.html", lambda text: text.replace("</article>", inline)) == [
        "holds a script inside the page"
    ]
    handler = tampered("about/index.html", lambda text: text.replace("<body ", '<body onload="a" '))
    assert handler == ["holds onload='a' in <body>, around its text"]
