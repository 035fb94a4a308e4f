from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.config import Config, SiteSection
from digest.lexicon import default_lexicons
from digest.search import build_index, normaliser, written_pages
from digest.search.shards import SPACE, encode, name_of, numbers, shard_files, unpack
from digest.search.table import SearchLexicon
from digest.search.texts import REGION, base36
from digest.search.weights import Weight
from tests.builders import sample_articles, sample_digest

CASES = sorted((Path(__file__).parent / "cases" / "search").glob("*.yml"))
NORMALISER = normaliser(default_lexicons())
FILES = build_index(sample_digest(), Config())


# ---------------------------------------------------------------------------------------------- words


def term(word: str) -> str:
    """The term of one word."""
    return NORMALISER.units(word)[0].terms[0]


def pairs(case: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
    for query, texts in case.get(key, {}).items():
        yield from ((query, text) for text in texts)


def found(query: str, text: str) -> bool:
    """Whether a text answers a query: each unit of the query is, or may be read as, one of the text."""
    full = {term for unit in NORMALISER.units(text) for term in unit.terms}
    weak = {term for unit in NORMALISER.units(text) for term in unit.weaker}
    asked = NORMALISER.units(query, query=True)
    return bool(asked) and all(unit.terms[0] in full | weak or full & set(unit.weaker) for unit in asked)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_words(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert case.keys() <= {"finds", "misses"}
    assert [pair for pair in pairs(case, "finds") if not found(*pair)] == []
    assert [pair for pair in pairs(case, "misses") if found(*pair)] == []


def test_particles_are_not_asked_for() -> None:
    assert [unit.terms for unit in NORMALISER.units("في هذا وفي الذي و", query=True)] == []


ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ ًٌَُـ/٠٢8", max_size=40)


@given(ARABIC)
def test_units_stand_in_the_text_in_order(text: str) -> None:
    units = NORMALISER.units(text)
    assert [unit.start for unit in units] == sorted(unit.start for unit in units)
    for unit in units:
        assert 0 <= unit.start < unit.end <= len(text)
        assert all(unit.terms)
        assert not set(unit.terms) & set(unit.weaker)


@given(ARABIC)
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    if NORMALISER.units(text, query=True):
        assert found(text, text)


def test_the_words_of_the_table_are_listed_once() -> None:
    lexicon = default_lexicons().get("search", SearchLexicon)
    for name, words in msgspec.structs.asdict(lexicon.words).items():
        assert len({NORMALISER.plain(word) for word in words}) == len(words), name
    assert len({NORMALISER.plain(word) for word in lexicon.plurals}) == len(lexicon.plurals)


def test_a_plural_is_its_singular() -> None:
    lexicon = default_lexicons().get("search", SearchLexicon)
    pairs = [(term(plural), term(singular)) for plural, singular in lexicon.plurals.items()]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


# ---------------------------------------------------------------------------------------------- files


def data(name: str) -> Any:
    return unpack(FILES[f"data/search/{name}.bin"])


def read(written: str, weights: bool = True) -> list[tuple[int, int, bool]]:
    """Read numbers as docs/search.md describes them, each with its level and whether it is weaker."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
    values = [alphabet.index(character) for character in written]
    found, number, i = [], -1, 0
    while i < len(values):
        step, shift = 0, 0
        while values[i] >= 32:
            step += (values[i] - 32) << shift
            shift += 5
            i += 1
        number += step + (values[i] << shift) + 1
        i += 1
        weight = values[i] if weights else 0
        found.append((number, weight % 32, weight >= 32))
        i += weights
    return found


KINDS = {
    "e": "event",
    "a": "article",
    "p": "person",
    "t": "theme",
    "s": "story",
    "o": "outlet",
    "d": "day",
    "g": "page",
}


def register() -> dict[int, dict[str, Any]]:
    """What the index says of each document, by number."""
    columns = data("register")
    found: dict[int, dict[str, Any]] = {}
    file, position = 0, 0
    for i, (number, _, _) in enumerate(read(columns["numbers"], weights=False)):
        if int(columns["marks"][i]) & 1:
            file, position = number, 0
        first = columns["first"][i]
        found[number] = {
            "type": KINDS[columns["kinds"][i]],
            "first": first and first + columns["base"],
            "days": columns["days"][i],
            "outlets": columns["outlets"][i],
            **data(f"t/{base36(file)}")[position],
        }
        position += 1
    return found


def documents_of(term: str) -> list[dict[str, Any]]:
    """Look a term up as the worker does."""
    prefixes = set(data("index")["shards"].split(" "))
    prefix = next(term[:n] for n in range(len(term), 0, -1) if term[:n] in prefixes)
    documents = register()
    return [documents[number] for number, _, _ in read(data(f"s/{name_of(prefix)}")[term])]


def test_every_kind_of_page_can_be_found() -> None:
    titles = {(answer["type"], answer["title"]) for answer in documents_of(term("الرملة"))}
    assert ("event", "حريق في ميناء الرملة يودي بحياة سبعة عمال") in titles
    assert ("article", "ميناء الرملة يستأنف العمل بعد أسبوع من الحريق") in titles
    assert ("story", "ميناء الرملة") in titles
    days = documents_of("@03-12")
    assert ("day", "الأحد 12 مارس/آذار 2023", "days/2023-03-12/") in {(d["type"], d["title"], d["url"]) for d in days}
    assert {"person"} <= {answer["type"] for answer in documents_of(term("الصباغ"))}


def test_a_page_is_found_under_every_spelling_of_its_people() -> None:
    answers = documents_of(term("الصبّاغ"))
    assert any(answer["type"] == "event" for answer in answers)


def test_results_carry_what_is_shown_of_them() -> None:
    (event,) = (a for a in documents_of("@03-12") if a["type"] == "event" and a["title"].startswith("حريق"))
    assert (dt.date.fromordinal(event["first"]), event["days"]) == (dt.date(2023, 3, 12), 0)
    names = data("register")["names"]["outlet"]
    assert [names[place][1] for place in event["outlets"]] == ["صحيفة المرفأ", "وكالة السهل"]
    assert any("سيطرنا على الحريق" in passage for passage in event["text"])
    assert len(event["people"]) > 1


@pytest.mark.parametrize(("publish", "published"), [("full", True), ("cited", True), ("none", False)])
def test_texts_that_are_not_published_are_not_indexed(publish: Any, published: bool) -> None:
    files = build_index(sample_digest(), Config(site=SiteSection(publish=publish)))
    texts = [unpack(text) for name, text in sorted(files.items()) if "/t/" in name]
    bodies = json.dumps(texts, ensure_ascii=False).encode()
    article = sample_articles()[0].article
    furniture = next(p for p in article.paragraphs if p.role == "boilerplate").span.of(article.text)
    assert furniture.encode() not in bodies
    assert ("وأكد وزير النقل فارس الدالي أن الميناء".encode() in bodies) == published
    assert "سيعود إلى العمل خلال أسبوع".encode() in bodies


def test_the_index_does_not_depend_on_the_order_of_records() -> None:
    digest = sample_digest()
    turned = msgspec.structs.replace(digest, events=digest.events[::-1], people=digest.people[::-1])
    assert build_index(turned, Config()) == FILES


def test_a_document_less_changes_only_the_files_that_it_stands_in() -> None:
    digest = sample_digest()
    last = digest.events[-1]
    assert not last.articles
    fewer = build_index(msgspec.structs.replace(digest, events=digest.events[:-1]), Config())
    changed = {name for name in FILES if FILES[name] != fewer.get(name)}
    day = f"data/search/t/{base36(5 * REGION + dt.date(2023, 4, 1).toordinal())[:4]}"
    texts = {name for name in changed if "/t/" in name}
    others = {name.removesuffix(".bin").removesuffix("-1") for name in texts if not name.startswith(day)}
    assert len(others) == 1
    terms = {name for name in FILES if "/s/" in name}
    assert 0 < len(changed & terms) < len(terms) / 2
    assert changed - terms - texts <= {"data/search/register.bin", "data/search/index.bin"} | {
        n for n in FILES if "/v/" in n
    }


# ---------------------------------------------------------------------------------------------- hand-written pages


def test_hand_written_pages_are_read(tmp_path: Path) -> None:
    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("about.md", "---\ntitle: عن\n---\n\n# عن الموقع { #title }\n\nنقرأ **السطور** [كلها](x.md).\n\n- بند\n")
    write("help/index.md", "# مساعدة\n\nاكتب <b>كلمة</b>.\n")
    write("events/x.md", "# مولدة\n\nلا تُقرأ.\n")
    write("search.md", "---\ntitle: بحث\nsearch:\n  exclude: true\n---\n\n# بحث\n\nحقل\n")
    write("broken.md", "---\ntitle: [\n---\n\n# معطوبة\n\nنص\n")
    write("empty.md", "")
    about, broken, help_page = written_pages(tmp_path, frozenset({"events"}))
    assert (about.url, about.title, about.passages) == ("about/", "عن الموقع", ("نقرأ السطور كلها.", "بند"))
    assert (help_page.url, help_page.passages) == ("help/", ("اكتب كلمة.",))
    assert broken.title == "معطوبة"
    files = build_index(sample_digest(), Config(), pages=[about])
    columns: Any = unpack(files["data/search/register.bin"])
    assert columns["kinds"].count("g") == 1


# ---------------------------------------------------------------------------------------------- format


def test_postings_are_read_back() -> None:
    wanted = [0, 1, 31, 32, 33, 1056, 1057, 40_000, 7 * REGION]
    weights = {n: Weight(1 + n % 31, weaker=bool(n % 2)) for n in wanted}
    assert read(encode(weights)) == [(n, 1 + n % 31, bool(n % 2)) for n in wanted]


@pytest.mark.parametrize("letters", ["ابتثج", "ا"])
def test_large_shards_are_split_and_lose_nothing(letters: str) -> None:
    terms = {f"مح{letter}{n:03}": {n * 7: Weight(5, weaker=False)} for letter in letters for n in range(900)}
    terms["مح"] = {1: Weight(5, weaker=False)}
    files = shard_files(terms)
    assert len(files) > 1
    contents: dict[str, Any] = {prefix: unpack(data) for prefix, data in files.items()}
    kept = {term: prefix for prefix, content in contents.items() for term in content}
    assert sum(map(len, contents.values())) == len(kept)
    assert kept.keys() == terms.keys()
    for term, prefix in kept.items():
        assert prefix == next(term[:n] for n in range(len(term), 0, -1) if term[:n] in files)


@given(st.dictionaries(st.text(max_size=6), st.integers(1, 9), max_size=60))
def test_groups_of_documents_do_not_overlap(groups: dict[str, int]) -> None:
    first = numbers(groups)
    taken = [first[key] + i for key, size in groups.items() for i in range(size)]
    assert len(set(taken)) == len(taken)


def test_a_number_seldom_depends_on_others() -> None:
    keys = [f"2022-01-28-{n}" for n in range(500)]
    first, without = numbers(dict.fromkeys(keys, 2)), numbers(dict.fromkeys(keys[1:], 2))
    assert sum(first[key] != without[key] for key in keys[1:]) < 5
    assert max(first.values()) < SPACE + 1000


# ---------------------------------------------------------------------------------------------- old browsers

# What Safari learnt after version 14 (2020), by the script that would need it.
_YOUNGER = {
    "Array.prototype.at": r"\.at\(",
    "Object.hasOwn": r"\bhasOwn\b",
    "structuredClone": r"\bstructuredClone\b",
    "lookbehind": r"\(\?<[=!]",
    "findLast": r"\.findLast",
    "copying array methods": r"\.to(?:Sorted|Reversed|Spliced)\(",
    "static blocks": r"\bstatic\s*\{",
    "private members": r"(?<![\w\"'`&(])#[a-z]\w*\s*[=(;]",
    "groupBy": r"\.groupBy\(",
    "AbortSignal.timeout": r"AbortSignal\.(?:timeout|any)\(",
    "modules in workers": r"type: *.module",
}


@pytest.mark.parametrize("name", _YOUNGER)
def test_scripts_run_in_browsers_of_some_years_ago(root: Path, name: str) -> None:
    scripts = sorted((root / "site_src" / "assets" / "js").glob("*.js"))
    assert len(scripts) > 10
    for script in scripts:
        code = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", script.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(_YOUNGER[name], code), script.name
