"""Mistakes in templates: found before anything is made, all at once, with file, line and what was probably meant."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from digest.config import Config
from digest.errors import Problem, TemplateError
from digest.escape import front_matter, html_text
from digest.render import check_templates, render_pages
from digest.render.environment import PageEnvironment
from digest.typography import Typography
from digest.views.strings import load_strings
from tests.builders import sample_digest
from tests.rendered import TEMPLATES


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def change(templates: Path, name: str, old: str, new: str) -> int:
    """Replace words of a template; return the line on which they stood."""
    path = templates / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(templates: Path) -> list[Problem]:
    with pytest.raises(TemplateError) as caught:
        check_templates(Config(), templates)
    return list(caught.value.problems)


def test_the_templates_of_the_project_are_whole() -> None:
    check_templates(Config(), TEMPLATES)


def test_a_misspelt_name(templates: Path) -> None:
    line = change(templates, "event.md.j2", "{{ sources | counted", "{{ source | counted")
    (problem,) = problems(templates)
    assert (problem.path, problem.line) == ("templates/event.md.j2", line)
    assert problem.message == "`source` is not defined"
    assert problem.hint.startswith("Did you mean `sources`?")


def test_a_misspelt_name_in_a_branch_that_is_rare(templates: Path) -> None:
    line = change(templates, "event.md.j2", "{% if coverage %}", "{% if false %}{{ covrage }}{% elif coverage %}")
    (problem,) = problems(templates)
    assert (problem.line, problem.message) == (line, "`covrage` is not defined")
    assert "`coverage`" in problem.hint


def test_a_misspelt_field(templates: Path) -> None:
    line = change(templates, "_macros.md.j2", "{{ s.line }}", "{{ s.lien }}")
    (problem,) = {(p.path, p.line, p.message, p.hint) for p in problems(templates)}
    assert problem[:2] == ("templates/_macros.md.j2", line)
    assert "has no attribute 'lien'" in problem[2]
    assert problem[3].startswith("Did you mean `line`?")


def test_a_misspelt_filter_and_an_unclosed_block_in_two_files(templates: Path) -> None:
    first = change(templates, "day.md.j2", "{{ m.articles(articles, day=false) }}", "{{ title | direct }}")
    change(templates, "story.md.j2", "{% endif %}", "")
    found = problems(templates)
    assert [p.path for p in found] == ["templates/day.md.j2", "templates/story.md.j2"]
    assert (found[0].line, found[0].message) == (first, "no filter named 'direct' found")
    assert found[0].hint.startswith("Did you mean `directed`?")
    assert found[1].line
    assert "endif" in found[1].message


def test_a_missing_file(templates: Path) -> None:
    (templates / "outlet.md.j2").rename(templates / "outlett.md.j2")
    (problem,) = problems(templates)
    assert problem.path == "templates/outlet.md.j2"
    assert problem.message == "the template 'outlet.md.j2' is missing"
    assert "outlet" in problem.hint


def test_a_file_that_an_older_project_does_not_have(templates: Path) -> None:
    (templates / "search.md.j2").unlink()
    (problem,) = problems(templates)
    assert problem.message == "the template 'search.md.j2' is missing"
    assert "take it from" in problem.hint
    assert "Did you mean" not in problem.hint


def test_a_missing_macro(templates: Path) -> None:
    line = change(templates, "people.md.j2", "m.rows(most_quoted", "m.row(most_quoted")
    (problem,) = problems(templates)
    assert problem.line == line
    assert "'row'" in problem.message


def test_a_file_that_is_not_utf8(templates: Path) -> None:
    (templates / "days.md.j2").write_bytes("# عنوان".encode("cp1256"))
    (problem,) = problems(templates)
    assert (problem.path, problem.message) == ("templates/days.md.j2", "the file is not UTF-8")


def test_a_value_that_may_be_missing_is_not_put_into_a_page(templates: Path) -> None:
    line = change(templates, "article.md.j2", "{{ certainty }}", "{{ certainty }}{{ original }}")
    (problem,) = problems(templates)
    assert problem.line == line
    assert "NoneType cannot be put into a page" in problem.message


def test_a_plural_that_does_not_exist(templates: Path) -> None:
    line = change(templates, "outlet.md.j2", 'counted("article")', 'counted("articel")')
    (problem,) = problems(templates)
    assert problem.line == line
    assert problem.message == "strings.toml has no [plural.articel]"
    assert "`article`" in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("undecided = ", "undecidet = ", "unknown key `undecidet`"),
        ('undecided = "غير محدد"', "", "missing required field `undecided`"),
        ('first-weekday = "saturday"', 'first-weekday = "friday"', "invalid enum value 'friday'"),
        ("[cue]", "[cue", "TOML"),
    ],
)
def test_mistakes_in_strings(templates: Path, old: str, new: str, message: str) -> None:
    change(templates, "strings.toml", old, new)
    (problem,) = problems(templates)
    assert problem.path == "templates/strings.toml"
    assert message.lower() in problem.message.lower() or message == "TOML"
    assert problem.hint


def test_a_mistake_that_only_real_pages_show_names_the_line_too(templates: Path) -> None:
    line = change(
        templates,
        "event.md.j2",
        "{{ title | directed }}",
        "{{ title | directed }}{{ 1 // (sources - 2) if sources < 3 }}",
    )
    with pytest.raises(TemplateError) as caught:
        render_pages(sample_digest(), Config(), templates)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/event.md.j2", line)
    assert "division" in problem.message


# ------------------------------------------------------------------------------------------------ escaping


@pytest.fixture(scope="module")
def environment() -> PageEnvironment:
    return PageEnvironment(TEMPLATES, load_strings(TEMPLATES), Typography())


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("{{ t }}", "&#42;&#60;b&#62;"),
        ("{{ t ~ 1 }}", "&#42;&#60;b&#62;1"),
        ("{{ (t | bdi) ~ t ~ ' ' ~ 3 }}", "<bdi>&#42;&#60;<bdi>b</bdi>&#62;</bdi>&#42;&#60;b&#62; 3"),
        ("{{ [t, t | bdi] | join(' - ') }}", "&#42;&#60;b&#62; &#45; <bdi>&#42;&#60;<bdi>b</bdi>&#62;</bdi>"),
        ("{{ '*' }}", "&#42;"),
        ("{{ t | upper }}", None),
        ("{{ t[1:] }}", "&#60;b&#62;"),
        ("{{ t.replace('*', '_') }}", "&#95;&#60;b&#62;"),
        ("{{ '%s' % t }}", "&#42;&#60;b&#62;"),
        ("{% set x %}{{ t }}{% endset %}{{ x }}", "&#42;&#60;b&#62;"),
        ("{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(t) }}", "<i>&#42;&#60;b&#62;</i>"),
        ("{% autoescape false %}{{ t }}{% endautoescape %}", "&#42;&#60;b&#62;"),
        ("{{ [t] }}", None),
        ("{{ {'a': t} }}", None),
        ("{{ t | safe }}", None),
        ("{{ t | escape }}", None),
        ("{{ t | replace('<', '<') }}", None),
        ("{{ t | format }}", None),
        ("{{ t | xmlattr }}", None),
        ("{{ t | urlize }}", None),
        ("{{ t | tojson }}", None),
        ("{{ (t | bdi) + t }}", None),
        ("{{ (t | bdi) % t }}", None),
        ("{{ ('%s' | bdi).format(t) }}", None),
        ("{{ (t | bdi).join([t]) }}", None),
        ("{{ (t | bdi).unescape() }}", None),
        ("{{ none }}", None),
        ("{{ true }}", None),
        ("{{ 1.5 }}", None),
        ("{{ lipsum() }}", None),
        ("{{ t.__class__ }}", None),
        ("{{ missing }}", None),
        ("{{ 12 }}", "12"),
    ],
)
def test_templates_cannot_let_plain_text_through(environment: PageEnvironment, source: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(Exception, match=r"."):
            environment.from_string(source).render(t="*<b>")
    else:
        assert environment.from_string(source).render(t="*<b>") == result


def test_every_class_of_the_templates_is_documented(root: Path) -> None:
    written = set()
    for path in TEMPLATES.glob("*.md.j2"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        written |= set(re.findall(r"\bd-[a-z]+(?:-[a-z]+)*\b(?!-\{)", text))
    table = (root / "docs" / "templates.md").read_text(encoding="utf-8").partition("## Class names")[2]
    documented = set(re.findall(r"\bd-[a-z]+(?:-[a-z]+)*\b", table))
    families = ("d-verb", "d-verdict", "d-role", "d-k", "d-bar", "d-hue", "d-level", "d-found", "d-stance", "d-")
    known = documented | set(families)
    assert written - known == set()
    codes = {"d-earlier", "d-this", "d-later", "d-announced", "d-role-title", "d-role-heading", "d-role-body"}
    unused = {name for name in documented - written - codes if not name.startswith(families[:-1])}
    assert unused == set()


# ------------------------------------------------------------------------------------------------ many, and without end


def added(templates: Path, text: str, name: str = "event.md.j2") -> int:
    """Put a line at the end of a template; return its number."""
    path = templates / name
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def test_everything_that_is_wrong_is_told_at_once(templates: Path) -> None:
    line = added(templates, "{{ title.a }}\n{{ lead.b }}{{ titel }}\n{{ 3 | counted('pagee') }}")
    other = added(templates, "{{ title | boldd }}{% if title is arabicc %}x{% endif %}", "day.md.j2")
    third = added(templates, "{% import '_macros.md.j2' as q %}{{ q.sorce(1) }}", "story.md.j2")
    found = [(p.path.removeprefix("templates/"), p.line, p.message) for p in problems(templates)]
    assert found == [
        ("day.md.j2", other, "no filter named 'boldd' found"),
        ("day.md.j2", other, "no test named 'arabicc' found"),
        ("event.md.j2", line, "'str' has no attribute 'a'"),
        ("event.md.j2", line + 1, "`titel` is not defined"),
        ("event.md.j2", line + 2, "strings.toml has no [plural.pagee]"),
        ("story.md.j2", third, "no macro named 'sorce' found"),
    ]


def test_mistakes_in_strings_do_not_hide_those_in_templates(templates: Path) -> None:
    broken = change(templates, "strings.toml", "[cue]", "[cue")
    line = added(templates, "{{ titel }}")
    assert [(p.path, p.line) for p in problems(templates)] == [
        ("templates/strings.toml", broken),
        ("templates/event.md.j2", line),
    ]


def test_a_mistake_in_a_shared_file_is_told_once_with_a_page_that_asks_for_it(templates: Path) -> None:
    line = change(templates, "_macros.md.j2", "{% macro sep() %}", "{% macro sep() %}{{ 1 + 'a' }}")
    (problem,) = problems(templates)
    assert (problem.path, problem.line) == ("templates/_macros.md.j2", line)
    assert re.search(r"It was asked for in templates/\w+\.md\.j2, line \d+\.", problem.hint)


def test_a_part_that_is_taken_in_sees_the_names_of_the_page(templates: Path) -> None:
    (templates / "_part.md.j2").write_text("{{ title }}{{ mine }}{% for s in lead %}{{ s.text }}{% endfor %}", "utf-8")
    (templates / "unused.md.j2").write_text("{{ anything }}", "utf-8")
    added(templates, "{% set mine = 1 %}{% include '_part.md.j2' %}")
    check_templates(Config(), templates)
    (templates / "_part.md.j2").write_text("{{ title }}\n{{ mime }}", "utf-8")
    assert {(p.path, p.line, p.message) for p in problems(templates)} == {
        ("templates/_part.md.j2", 2, "`mime` is not defined")
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{% for i in range(10**9) %}x{% endfor %}", "the ranges of one page"),
        ("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "the ranges of one page"),
        ("{{ 'x' * 10**10 }}", "longer than"),
        ("{{ ([1] * 10**10) | length }}", "longer than"),
        ("{{ 10 ** (10 ** 9) }}", "a power above"),
        ("{% set n = namespace(a='x') %}{% for i in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}", "longer than"),
        ("{% set n = namespace(a='x') %}{% for i in range(99) %}{% set n.a = n.a + n.a %}{% endfor %}", "longer than"),
        ("{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}", "without end"),
        ("{% include 'event.md.j2' %}", "without end: event.md.j2 → event.md.j2"),
        ("{% include 'gone.md.j2' %}", "the template 'gone.md.j2' is missing"),
        ("{% include '../secret.txt' %}", "the template '../secret.txt' is missing"),
        ("{% include '/etc/passwd' %}", "the template '/etc/passwd' is missing"),
        ("{% include title %}", "is missing"),
        ("{{ m.source('x') }}", "'str' has no attribute 'outlet'"),
        ("{{ m.source() }}", "parameter 's' was not provided"),
        ("{{ title | counted }}", "the filter `counted` missing 1 required positional argument"),
        ("{{ title | counted('article') }}", "`counted` counts a whole number"),
        ("{{ title() }}", "'str' object is not callable"),
        ("{% for a in sources %}{% endfor %}", "'int' object is not iterable"),
    ],
)
def test_what_never_ends_and_what_does_not_fit_is_told_with_its_line(templates: Path, line: str, message: str) -> None:
    number = added(templates, line)
    (problem,) = problems(templates)
    assert message in problem.message
    told = f"{problem.path}:{problem.line} {problem.hint}"
    assert f"templates/event.md.j2:{number} " in told or f"templates/event.md.j2, line {number}." in told


def test_files_that_take_in_one_another(templates: Path) -> None:
    line = added(templates, "{% import '_event.md.j2' as again %}", "_macros.md.j2")
    (problem,) = problems(templates)
    assert "_event.md.j2 → _macros.md.j2 → _event.md.j2" in problem.message
    assert (problem.path, problem.line) in {("templates/_macros.md.j2", line), ("templates/_event.md.j2", 5)}


def test_a_page_that_grows_without_end(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.render.loading.LONGEST_PAGE", 400_000)
    added(templates, "{% for i in range(99999) %}word {% endfor %}", "days.md.j2")
    (problem,) = problems(templates)
    assert (problem.path, problem.message) == ("templates/days.md.j2", "the page grows beyond 400,000 characters")


@pytest.mark.parametrize("name", ["event.md.j2", "_macros.md.j2", "strings.toml"])
@pytest.mark.parametrize("kind", ["directory", "pipe", "other encoding", "wide"])
def test_what_is_no_text_file(templates: Path, name: str, kind: str) -> None:
    path = templates / name
    text = path.read_text(encoding="utf-8")
    path.unlink()
    if kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "wide":
        path.write_text(text, encoding="utf-16")
    else:
        path.write_bytes(b"\n\n" + "# عنوان\n".encode("cp1256"))
    (problem,) = problems(templates)
    assert problem.path == f"templates/{name}"
    assert problem.message == ("this is not a file" if kind in ("directory", "pipe") else "the file is not UTF-8")
    assert problem.line == (3 if kind == "other encoding" else None)
    assert problem.hint


def test_nouns_that_cards_and_charts_count_cannot_be_taken_out(templates: Path) -> None:
    change(templates, "strings.toml", "[plural.outlet]", "[plural.outlett]")
    assert "the file has no [plural.outlet]" in [problem.message for problem in problems(templates)]


def test_tags_and_expressions_in_a_title_are_its_text() -> None:
    title = "!ENV HOME ${HOME} {{ 7*7 }}{% include 'main.html' %} !!python/object/apply:os.getcwd []"
    _, front = get_data(front_matter({"title": title, "about": [title, {"name": title}]}) + "text")
    assert front == {"title": html_text(title), "about": [html_text(title), {"name": html_text(title)}]}


def test_text_is_never_compiled(root: Path) -> None:
    for path in sorted((root / "digest").rglob("*.py")):
        assert not re.search(r"from_string|compile_expression|(?<![.\w])(?:eval|exec)\(", path.read_text("utf-8")), path
