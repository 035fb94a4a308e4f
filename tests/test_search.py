from __future__ import annotations

import datetime as dt
import json
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
from digest.search import build_index, normaliser
from digest.search.shards import SPLIT_BYTES, Place, shard_files, shard_name, unique_prefixes
from digest.search.table import SearchLexicon
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
    return json.loads(FILES[f"data/search/{name}"])


def decode(postings: str) -> list[tuple[int, int, bool]]:
    """Read postings as docs/search.md describes them: number of the document, level, weaker."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
    values = [alphabet.index(character) for character in postings]
    read, number, i = [], -1, 0
    while i < len(values):
        step, shift = 0, 0
        while values[i] >= 32:
            step += (values[i] - 32) << shift
            shift += 5
            i += 1
        number += step + (values[i] << shift) + 1
        read.append((number, values[i + 1] % 32, values[i + 1] >= 32))
        i += 2
    return read


def documents_of(term: str) -> list[dict[str, Any]]:
    """Look a term up as the worker does."""
    prefixes = set(data("index.json")["shards"])
    prefix = next(term[:n] for n in range(5, 0, -1) if term[:n] in prefixes)
    shard = data(shard_name(prefix))
    places = [name.partition("~")[0] for _, names in shard["days"] for name in names.split()]
    answers = []
    for number, _, _ in decode(shard["terms"][term]):
        bundle, position = places[number].split(".")
        answers.append(data(f"t/{bundle}.json")[int(position)])
    return answers


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
    assert (event["first"], event["last"]) == ("2023-03-12", "2023-03-12")
    assert event["outlets"] == ["صحيفة المرفأ", "وكالة السهل"]
    assert any("سيطرنا على الحريق" in passage for passage in event["text"])


@pytest.mark.parametrize(("publish", "published"), [("full", True), ("cited", True), ("none", False)])
def test_texts_that_are_not_published_are_not_indexed(publish: Any, published: bool) -> None:
    files = build_index(sample_digest(), Config(site=SiteSection(publish=publish)))
    bodies = b"".join(text for name, text in files.items() if "/t/" in name)
    article = sample_articles()[0].article
    furniture = next(p for p in article.paragraphs if p.role == "boilerplate").span.of(article.text)
    assert furniture.encode() not in bodies
    assert ("وأكد وزير النقل فارس الدالي أن الميناء".encode() in bodies) == published
    assert "سيعود إلى العمل خلال أسبوع".encode() in bodies


def test_the_index_does_not_depend_on_the_order_of_records() -> None:
    digest = sample_digest()
    turned = msgspec.structs.replace(digest, events=digest.events[::-1], people=digest.people[::-1])
    other = build_index(turned, Config())
    assert {name for name in FILES if FILES[name] != other.get(name)} <= {"data/search/facets.json"}


def test_a_document_less_changes_only_the_files_that_it_stands_in() -> None:
    digest = sample_digest()
    last = digest.events[-1]
    assert not last.articles
    fewer = build_index(msgspec.structs.replace(digest, events=digest.events[:-1]), Config())
    changed = {name for name in FILES if FILES[name] != fewer.get(name)}
    (bundle,) = (name for name in FILES if name not in fewer and "/t/e" in name)
    named = {name for name, text in FILES.items() if bundle[len("data/search/t/") : -len(".json")].encode() in text}
    of_its_day = {name for name in FILES if name.startswith("data/search/t/d")}
    of_its_day_only = {name for name, text in FILES.items() if b"d202304" in text}
    assert changed <= {bundle, "data/search/index.json", *named, *of_its_day, *of_its_day_only}
    assert len(changed) < len(FILES) / 2


# ---------------------------------------------------------------------------------------------- format


def place(number: int) -> Place:
    return Place(day=738000 + number // 3, bundle=f"e{number:04}", position=0, days=0)


def test_postings_are_read_back() -> None:
    numbers = [0, 1, 31, 32, 33, 1056, 1057, 40_000]
    filler = {place(n): Weight(1, weaker=False) for n in range(40_001)}
    weights = {place(n): Weight(1 + n % 31, weaker=bool(n % 2)) for n in numbers}
    shard = json.loads(shard_files({"aa": filler, "ab": weights})["aa"])
    assert len(decode(shard["terms"]["aa"])) == 40_001
    files = shard_files({"ab": weights})
    assert decode(json.loads(files["ab"])["terms"]["ab"]) == [
        (i, 1 + n % 31, bool(n % 2)) for i, n in enumerate(numbers)
    ]


def test_large_shards_are_split_and_lose_nothing() -> None:
    terms = {f"مح{letter}{n:03}": {place(n): Weight(5, weaker=False)} for letter in "ابتثج" for n in range(900)}
    terms["مح"] = {place(1): Weight(5, weaker=False)}
    files = shard_files(terms)
    assert set(files) > {"مح"}
    assert all(len(content) <= SPLIT_BYTES for content in files.values())
    kept = {term: prefix for prefix, content in files.items() for term in json.loads(content)["terms"]}
    assert kept.keys() == terms.keys()
    for term, prefix in kept.items():
        assert prefix == next(term[:n] for n in range(5, 0, -1) if term[:n] in files)


@given(st.sets(st.text(alphabet="abc", min_size=8, max_size=8), min_size=1, max_size=60))
def test_prefixes_are_unique(keys: set[str]) -> None:
    names = unique_prefixes(keys, least=2)
    assert len(set(names.values())) == len(keys)
    assert all(key.startswith(name) and len(name) >= 2 for key, name in names.items())


def test_an_interval_keeps_its_length() -> None:
    first = dt.date(2021, 12, 8)
    assert str(Place.of("eab", 2, first, dt.date(2021, 12, 15))) == "eab.2~7"
    assert str(Place.of("eab", 0, first, first)) == "eab.0"
    assert Place.of("eab", 0, None, first).day == 0
