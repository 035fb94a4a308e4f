"""The whole corpus in one site, read as a browser would read it, but without one: nothing got in, nothing got lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.hostile.building import ADDRESS, Built
from tests.hostile.corpus import all_cases, cases
from tests.hostile.sites import DECEIVING, Reading, squeezed

# ------------------------------------------------------------------------------------------- the corpus itself

ROWS = {
    "editorial", "encodings", "front", "letters", "markdown", "markup", "names", "pages", "rows", "sizes", "special",
    "templates", "titles",
}  # fmt: skip


def test_the_corpus_covers_every_row_of_the_table_of_threats() -> None:
    assert set(cases()) == ROWS
    assert len(all_cases()) >= 500
    assert all(len(each) >= 10 for each in cases().values())


# ------------------------------------------------------------------------------------------- nothing is lost


def test_nothing_ends_the_build(hostile: Built, calm: Built) -> None:
    assert "Traceback" not in hostile.said
    assert (hostile.code, calm.code) == (2, 0), hostile.said[-3000:]


def test_every_input_is_reported_once_and_as_expected(hostile: Built) -> None:
    files: dict[str, list[str]] = {}
    for entry in hostile.report["files"]:
        files.setdefault(entry["path"], []).append(entry["status"])
    assert {path: each for path, each in files.items() if len(each) > 1} == {}
    wrong = {}
    for case in hostile.cases:
        for path, outcome in case.reported.items():
            found = files.get(path, ["no file"])
            if found != [outcome]:
                wrong[path] = (outcome, found)
    assert wrong == {}
    named = {path for case in hostile.cases for path in case.reported}
    others = {path for path in files if path not in named and not path.startswith("harmless")}
    samples = {entry["path"] for entry in hostile.report["files"] if entry["path"] in others}
    assert all((hostile.folder / "articles" / path.partition("#")[0]).is_file() for path in samples)


def test_every_refusal_tells_why_and_how_to_mend(hostile: Built) -> None:
    problems = hostile.report["problems"]
    reasons = {entry["path"]: entry.get("reason") or "" for entry in hostile.report["files"]}
    for case in hostile.cases:
        about = [problem for problem in problems if problem["path"] == (case.as_ or case.path)]
        if "refused" in case.reported.values():
            errors = [problem for problem in about if problem["severity"] == "error"]
            assert errors, case.id
            assert all(problem["message"] and problem["hint"] for problem in errors), case.id
        if case.reason:
            told = [problem["message"] for problem in about] + [reasons.get(path, "") for path in case.reported]
            assert any(case.reason in words for words in told), (case.id, told)


def test_messages_and_reports_hold_no_control_characters(hostile: Built) -> None:
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", hostile.said) == []
    for name in ("report.json", ".digest/build-report.json"):
        source = (hostile.folder / name).read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", source)
        for problem in json.loads(source)["problems"]:
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", problem["message"] + (problem["hint"] or "")), problem


def test_the_summary_for_a_job_holds_no_markup_of_articles(hostile: Built) -> None:
    words = (hostile.folder / "summary.md").read_text(encoding="utf-8")
    known = r"</?(?:details|summary|code)(?: open)?>"
    assert re.findall(r"[<>]", re.sub(known, "", words)) == []
    assert re.findall(r"\]\(|!\[|://|[`@]", words) == []
    assert len(words.encode("utf-8")) < 1_000_000


# ------------------------------------------------------------------------------------------- shown as written


@pytest.fixture(scope="session")
def article_pages(hostile: Built, pages: dict[str, Reading]) -> dict[str, list[Reading]]:
    """The pages of each case's articles."""
    ids = {entry["path"]: entry["article"] for entry in hostile.report["files"] if entry["status"] == "kept"}
    found: dict[str, list[Reading]] = {}
    for case in hostile.cases:
        keys = [ids[path] for path, outcome in case.reported.items() if outcome == "kept"]
        found[case.id] = [
            page
            for key in keys
            for path, page in pages.items()
            if path == f"articles/{key}/index.html" or path.startswith(f"articles/{key}.")
        ]
    return found


def test_an_article_shows_its_words_as_they_are(hostile: Built, article_pages: dict[str, list[Reading]]) -> None:
    wrong = []
    for case in hostile.cases:
        words = " ".join(page.text for page in article_pages[case.id])
        wrong += [
            (case.id, line) for line in case.shown if "kept" in case.reported.values() and squeezed(line) not in words
        ]
    assert wrong == []


def test_what_is_never_to_be_seen_is_nowhere(hostile: Built, pages: dict[str, Reading]) -> None:
    everything = "\n".join(page.text + page.title for page in pages.values())
    assert [(case.id, words) for case in hostile.cases for words in case.never if words in everything] == []


def test_a_hostile_title_is_the_same_text_in_every_place(
    hostile: Built, article_pages: dict[str, list[Reading]]
) -> None:
    wrong = []
    for case in hostile.cases:
        if not case.heading:
            continue
        (page,) = article_pages[case.id]
        shown = squeezed(case.heading)
        linked = json.dumps(page.linked(), ensure_ascii=False)
        places = {
            "heading": page.heading,
            "title": page.title,
            "og:title": page.meta.get("og:title", ""),
            "json": linked,
        }
        start = shown[:60]
        inside = json.dumps(start, ensure_ascii=False)[1:-1]
        wrong += [
            (case.id, name, words[:200])
            for name, words in places.items()
            if (inside if name == "json" else start) not in words
        ]
    assert wrong == []


# ------------------------------------------------------------------------------------------- nothing gets in


def test_pages_hold_only_what_harmless_pages_hold(pages: dict[str, Reading], calm_pages: dict[str, Reading]) -> None:
    allowed: dict[str, set[tuple[str, str]]] = {}
    for page in calm_pages.values():
        allowed.setdefault(page.kind, set()).update(page.shapes)
    wrong = {
        (page.kind, *shape): page.path
        for page in pages.values()
        for shape in page.shapes - allowed.get(page.kind, set()) - ALSO.get(page.kind, set())
    }
    assert wrong == {}


_LONG = {("strong", ""), ("strong", "aria-current"), ("li", "data-range")}
_LATIN = {("bdi", ""), ("bdi", "dir"), ("bdi", "class")}
ALSO: dict[str, set[tuple[str, str]]] = {
    "articles/one": _LONG,
    "corrections": _LATIN,
    "days/one": _LATIN,
    "events/one": {("h4", ""), ("h4", "id")},
    "outlets": _LATIN,
    "outlets/one": _LATIN,
    "stories/one": _LATIN,
    "themes/one": _LATIN,
}
"""What harmless articles bring too, but not these few: long articles, Latin words in titles, folded quotations."""


def test_no_script_but_the_sites_own(pages: dict[str, Reading]) -> None:
    for page in pages.values():
        for given, words in page.scripts:
            kind = given.get("type", "")
            if kind in ("application/json", "application/ld+json"):
                json.loads(words)
            else:
                assert kind in ("", "module"), (page.path, given)
                assert not words.strip(), (page.path, words)
                assert _inside(given["src"], page), (page.path, given)


def test_nothing_runs_or_looks_by_an_attribute(pages: dict[str, Reading]) -> None:
    for page in pages.values():
        assert not [shape for shape in page.shapes if shape[1].startswith("on") or shape[1] in ("style", "srcdoc")], (
            page.path
        )


SHARING = re.compile(
    r"(?:https://(?:wa\.me/\?text=|t\.me/share/url\?|x\.com/intent/post\?|www\.facebook\.com/sharer/sharer\.php\?u=)"
    r"|mailto:\?subject=)[A-Za-z0-9%&=:/._~?-]*"
)
OUTLET = re.compile(r"https?://(?:[a-z0-9-]+\.)+example(?::[0-9]+)?(?:/[A-Za-z0-9/:?@!$&+,;=._~%#\-]*)?")


def _inside(address: str, page: Reading) -> bool:
    """Tell whether an address stays in the site, read from a page of it."""
    parts = urlsplit(address)
    if address.startswith(ADDRESS):
        return True
    if parts.scheme or parts.netloc or "\\" in address or address.startswith("//"):
        return False
    if address.startswith("/"):
        return page.path == "404.html" and address.startswith(urlsplit(ADDRESS).path)
    up = address.count("../")
    return up <= page.path.count("/")


def test_addresses_lead_into_the_site_to_sharing_or_to_an_outlet(pages: dict[str, Reading]) -> None:
    wrong = []
    for page in pages.values():
        for tag, name, value in page.values:
            if name == "content":
                continue
            fine = _inside(value, page) or (
                tag == "a" and name == "href" and (SHARING.fullmatch(value) or OUTLET.fullmatch(value))
            )
            if not fine or re.match(r"(?i)\s*(?:javascript|data|vbscript):", unquote(value)):
                wrong.append((page.path, tag, name, value))
    assert wrong == []


def test_nothing_is_asked_of_evil(pages: dict[str, Reading]) -> None:
    loading = [
        (page.path, value)
        for page in pages.values()
        for tag, name, value in page.values
        if "evil.example" in value
        and not (tag == "a" and (SHARING.fullmatch(value) or OUTLET.fullmatch(value)))
        and not (tag == "meta" and name == "content")
    ]
    assert loading == []


def test_no_page_is_too_heavy(hostile: Built, pages: dict[str, Reading]) -> None:
    assert {path: size for path in pages if (size := (hostile.site / path).stat().st_size) > 300_000} == {}


def test_links_lead_to_files_of_the_site(hostile: Built, pages: dict[str, Reading]) -> None:
    wrong = set()
    for page in pages.values():
        base = hostile.site / Path(page.path).parent
        for tag, _, value in page.values:
            address = value.removeprefix(ADDRESS)
            if tag != "a" or not _inside(value, page) or address.startswith(("#", "/")):
                continue
            start = hostile.site if value.startswith(ADDRESS) else base
            target = start / unquote(urlsplit(address).path)
            if not (target / "index.html").is_file() and not target.is_file():
                wrong.add((page.path, value))
    assert wrong == set()


def test_ids_are_unique(pages: dict[str, Reading]) -> None:
    twice = {page.path: [i for i, n in Counter(page.ids).items() if n > 1] for page in pages.values()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_no_page_deceives_the_eye(hostile: Built, pages: dict[str, Reading]) -> None:
    wrong = {}
    for path in pages:
        source = (hostile.site / path).read_text(encoding="utf-8")
        if found := DECEIVING.findall(source):
            wrong[path] = found[:5]
        opened = len(re.findall("[\u2066-\u2068]", source))
        if opened != source.count("\u2069"):
            wrong[path] = [opened, source.count("\u2069")]
    assert wrong == {}


# ------------------------------------------------------------------------------------------- others are untouched


def test_harmless_articles_are_what_they_were(
    hostile: Built, calm: Built, pages: dict[str, Reading], calm_pages: dict[str, Reading]
) -> None:
    ids = {
        entry["article"]
        for entry in calm.report["files"]
        if entry["status"] == "kept" and not entry["path"].startswith("harmless-")  # these tell of the same events
    }
    assert len(ids) >= 10
    for key in ids:
        path = f"articles/{key}/index.html"
        assert path in pages, path
        assert pages[path].heading == calm_pages[path].heading
        assert pages[path].text == calm_pages[path].text, path


def test_a_correction_is_shown_as_text(pages: dict[str, Reading]) -> None:
    words = pages["corrections/index.html"].text
    for case in cases()["editorial"]:
        for fields in case.editorial.values():
            for key in ("title", "why", "by", "speaker"):
                if (value := fields.get(key)) and not DECEIVING.search(value) and "\u2067" not in value:
                    assert squeezed(value)[:100] in words, (case.id, key)
