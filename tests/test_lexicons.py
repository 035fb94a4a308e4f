"""The linter of the words: every file under `digest/lexicons` is clean data."""

from __future__ import annotations

import itertools
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from digest.arabic import fold_word
from digest.errors import ConfigError, LexiconError
from digest.lexicon import Lexicons, default_lexicons
from digest.lexicon_check import check_lexicons
from digest.names.gazetteer import gazetteer
from digest.names.tables import NamesTable, PersonEntry, PlacesTable, institutions, people
from digest.project import Project
from digest.search.normalise import normaliser

FOLDER = Path(__file__).resolve().parent.parent / "digest" / "lexicons"
FILES = sorted(FOLDER.rglob("*.toml"))
LEXICONS = default_lexicons()
BOOK = gazetteer(LEXICONS)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_LOOK_ALIKES = re.compile("[\u06cc\u06a9\u06c1\u06c0\u06d5\u06be\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")

# Files whose subject is those very characters, or Latin words beside Arabic ones, and why.
MAY_HOLD_INVISIBLE = {"search.toml": "it lists the characters that searching removes"}
TATWEEL = {"هـ": "the abbreviation of the Hijri year is written so"}
REPEATED = {
    ("stopwords.toml", "بين"): "a preposition and, without its mark, a verb of saying",
    ("scare.toml", "مجموعة"): "a collection of works and a group of companies",
    ("scare.toml", "مسيرة"): "a march and a drone",
}
MAY_HOLD_LOOK_ALIKES = {"search.toml": "it lists the letters that searching makes one"}


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string of a table with the key that holds it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)


def lists(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield every list of strings of a table with its path."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from lists(item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from lists(item, f"{path}[{number}]")


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def file(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_a_project_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    own = tmp_path / "lexicons"
    assert Lexicons.load(own) == Lexicons.load()
    (own / "people.toml").mkdir(parents=True)
    (own / "titles.toml").write_bytes(b"\xff")
    with pytest.raises(LexiconError, match=r"people\.toml: error: this is not a file"):
        Lexicons.load(own)
    (own / "people.toml").rmdir()
    with pytest.raises(LexiconError, match=r"titles\.toml"):
        Lexicons.load(own)
    with pytest.raises(LexiconError, match="is no folder"):
        Lexicons.load(own / "titles.toml")


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("search", 'article = "("', "is no regular expression"),
        ("search", 'proclitics = ["["]', "is no regular expression"),
        ("search", "[words]\nstop = [1]", "expected `str`"),
        ("calendar", '[gregorian]\nx = ["شهر"]', "expected `str` matching regex"),
    ],
)
def test_mistakes_in_the_words_of_the_search_are_told(tmp_path: Path, name: str, words: str, message: str) -> None:
    (tmp_path / f"{name}.toml").write_text(words, encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        normaliser(Lexicons.load(tmp_path))
    assert caught.value.problems[0].path.endswith(f"{name}.toml")


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        (
            "search",
            'plural_patterns = [\n["^(ا)$", "$2"],\n["^ا$", "\\\\1"]]',
            [(2, "the group '$2'"), (3, "backslash")],
        ),
        (
            "search",
            'proclitics = [\n"(ا+)+$",\n"^(?<=ا)ب$", "(?i)a",\n"ا{2,}"]',
            [(2, "without a bound"), (3, "read otherwise"), (3, "read otherwise"), (4, "without a bound")],
        ),
        ("search", 'article = "a?b?c?d?e?f?g?h?i?"', [(1, "more than 8 optional parts")]),
        ("search", '[dates]\nordinals = { x = ["y"] }', [(2, "matching regex")]),
        ("calendar_context", '[labels]\nupdated = [""]', [(2, "this cannot be used: ValueError")]),
        ("themes", "[theme.'medtop:20000424']\nplain = 3", [(2, "(at `theme.medtop:20000424.plain`)")]),
        (
            "people",
            '[a]\nname = 3\n[b]\nname = "سامر"\naliases = ["س", 4]',
            [(2, "got `int`"), (5, "(at `b.aliases[2]`)")],
        ),
        ("institutions", "[a]\nnme = 'x'", [(2, "unknown key `nme`")]),
        (
            "people",
            "['../../x']\nname = 'سامر'\n[con]\nname = 'سامر'",
            [(1, "cannot be the address"), (3, "cannot be")],
        ),
        ("themes", "[theme.'medtop:20000424']\nslug = 'Index'", [(2, "'Index' cannot be the address")]),
        ("themes", "[theme.'medtop:20000424']\nslug = 'culture'", [(2, "is the address of another page already")]),
    ],
)
def test_what_no_step_can_use_is_told_with_its_line(
    tmp_path: Path, name: str, words: str, told: list[tuple[int, str]]
) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / f"{name}.toml").write_text(words, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Project.open(tmp_path)
    problems = caught.value.problems
    assert [(p.path, p.line) for p in problems] == [(f"lexicons/{name}.toml", line) for line, _ in told]
    for problem, (_, message) in zip(problems, told, strict=True):
        assert message in problem.message
        assert problem.hint


def test_a_place_in_a_list_that_follows_a_shipped_one_is_that_of_the_own_file(tmp_path: Path) -> None:
    (tmp_path / "stopwords.toml").write_text("function = [\n'من',\n3,\n]\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        check_lexicons(Lexicons.load(tmp_path))
    (problem,) = caught.value.problems
    assert (problem.line, "(at `function[2]`)" in problem.message) == (3, True)


@pytest.mark.parametrize("kind", ["pipe", "directory", "link to nothing", "unknown name", "huge"])
def test_files_that_are_no_lexicons(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("peple.toml" if kind == "unknown name" else "people.toml")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "nothing")
    else:
        with path.open("wb") as file:
            file.truncate(6_000_000 if kind == "huge" else 0)
    with pytest.raises(LexiconError) as caught:
        Lexicons.load(tmp_path)
    (problem,) = caught.value.problems
    assert problem.path == f"{tmp_path.name}/{path.name}"
    assert ("Did you mean `people.toml`?" in problem.hint) == (kind == "unknown name")


def test_there_are_lexicons() -> None:
    assert len(FILES) > 10


def test_files_are_tidy_text(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\r" not in text and "\t" not in text
    assert unicodedata.normalize("NFC", text) == text
    assert text.lstrip().startswith("#"), "a lexicon opens with a comment that says what it is"


def test_no_invisible_characters_and_no_look_alikes(file: Path) -> None:
    for key, value in strings(tomllib.loads(file.read_text(encoding="utf-8"))):
        if file.name not in MAY_HOLD_INVISIBLE and value not in TATWEEL:
            assert not _INVISIBLE.search(value), f"{key}: {value!r}"
        if file.name not in MAY_HOLD_LOOK_ALIKES:
            assert not _LOOK_ALIKES.search(value), f"{key}: {value!r}"


def test_no_stray_white_space(file: Path) -> None:
    for key, value in strings(tomllib.loads(file.read_text(encoding="utf-8"))):
        assert value == value.strip() or len(value) == 1, f"{key}: {value!r}"
        assert "  " not in value, f"{key}: {value!r}"


def test_no_word_mixes_arabic_and_latin_letters(file: Path) -> None:
    for key, value in strings(tomllib.loads(file.read_text(encoding="utf-8"))):
        for word in value.split():
            assert not (_ARABIC.search(word) and _LATIN.search(word)), f"{key}: {word!r}"


def test_no_duplicates_inside_a_list(file: Path) -> None:
    for path, items in lists(tomllib.loads(file.read_text(encoding="utf-8"))):
        if all(_ARABIC.search(item) for item in items):
            repeated = {item for item in items if items.count(item) > 1 and (file.name, item) not in REPEATED}
            assert not repeated, f"{path}: {sorted(repeated)}"


NAME_FILES = ("people", "institutions", "places", "titles", "given_names", "name_words", "vocabulary")
_NAME = re.compile("[\u0621-\u063a\u0641-\u0652 0-9+.-]+")


@pytest.mark.parametrize("name", NAME_FILES)
def test_words_of_names_are_arabic_letters_alone(name: str) -> None:
    for key, value in strings(LEXICONS.table(name)):
        if key not in ("latin", "role", "of", "state", "capital"):
            assert _NAME.fullmatch(value), f"{key}: {value!r}"


@pytest.mark.parametrize("name", NAME_FILES)
def test_no_duplicates_after_folding(name: str) -> None:
    for path, items in lists(LEXICONS.table(name)):
        folded = [fold_word(item) for item in items]
        assert len(set(folded)) == len(folded), f"{path}: {sorted({f for f in folded if folded.count(f) > 1})}"


def test_ids_are_safe_and_belong_to_one_entity() -> None:
    places = LEXICONS.get("places", PlacesTable)
    ids = [*people(LEXICONS), *institutions(LEXICONS), *places.state, *places.place]
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", key) for key in ids)
    assert sorted({key for key in ids if ids.count(key) > 1}) == []
    assert not any(key.startswith("p-") for key in ids), "`p-` is for people who are not in the lexicon"


# Names that two entities share on purpose: the first is the one meant, and why.
SHARED = {
    "عمان": "Oman and Amman are told apart by what else the article holds",
}


def test_no_name_belongs_to_two_entities() -> None:
    owners: dict[str, set[str]] = {}
    places = LEXICONS.get("places", PlacesTable)
    tables = (people(LEXICONS), institutions(LEXICONS), places.state, places.place)
    for table in tables:
        for key, entry in table.items():
            alone = entry.alone if isinstance(entry, PersonEntry) else ()
            for name in (entry.name, *entry.aliases, *alone):
                owners.setdefault(fold_word(name), set()).add(key)
    shared = {name: sorted(keys) for name, keys in owners.items() if len(keys) > 1}
    assert {name: keys for name, keys in shared.items() if name not in SHARED} == {}


def test_offices_are_known_and_their_terms_run_forward() -> None:
    roles = set(LEXICONS.table("titles")["office"])
    for key, person in people(LEXICONS).items():
        for office in person.offices:
            assert office.role in roles, f"{key}: {office.role}"
            assert office.of in BOOK.kinds, f"{key}: {office.of}"
            assert office.first is None or office.last is None or office.first < office.last, key
            assert office.last is None or office.first is not None, f"{key}: a term ends but does not begin"


def test_no_office_has_two_holders_on_one_day() -> None:
    terms: dict[tuple[str, str], list[tuple[Any, Any, str]]] = {}
    for key, person in people(LEXICONS).items():
        for office in person.offices:
            if office.first is not None:
                terms.setdefault((office.role, office.of), []).append((office.first, office.last, key))
    for office_of, holders in terms.items():
        holders.sort(key=lambda term: term[0])
        for (_, last, before), (first, _, after) in itertools.pairwise(holders):
            assert last is not None and last <= first, f"{office_of}: {before} and {after}"


def test_references_between_tables_hold() -> None:
    places = LEXICONS.get("places", PlacesTable)
    assert all(s.capital is None or s.capital in places.place for s in places.state.values())
    assert all(p.state is None or p.state in places.state for p in places.place.values())
    assert all(i.state is None or i.state in places.state for i in institutions(LEXICONS).values())
    assert all(need for person in people(LEXICONS).values() for need in person.needs)


def test_the_lists_of_personal_names_do_not_overlap() -> None:
    names = LEXICONS.get("given_names", NamesTable)
    kinds = {k: set(getattr(names, k)) for k in ("given", "weak", "foreign", "foreign_weak", "family")}
    pairs = [(a, b) for i, a in enumerate(kinds) for b in list(kinds)[i + 1 :]]
    assert {f"{a}/{b}": sorted(kinds[a] & kinds[b]) for a, b in pairs if kinds[a] & kinds[b]} == {}
    assert all(word == fold_word(word) and " " not in word for words in kinds.values() for word in words)
