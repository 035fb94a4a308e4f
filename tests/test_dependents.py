"""A changed article changes what depends on it, and nothing else; what did not change is not even written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from digest.lexicon import default_lexicons
from digest.search import FOLDER, normaliser
from digest.search.shards import unpack
from tests.presses import Press, differing, readable
from tests.test_removal import BEFORE

CHANGED, OLD, NEW = "school-too.txt", "خروب", "صفصاف"
GLOBAL = {".digest/cache.sqlite", ".digest/build-report.json", "site_src/data/digest.json"}
"""Files that are about everything."""

SHARED = {f"site_src/{FOLDER}/index.bin", f"site_src/{FOLDER}/register.bin"}
"""Which files of the search there are, and which documents: they change where terms or documents come and go."""


class Change(NamedTuple):
    before: dict[str, bytes]
    after: dict[str, bytes]
    names: frozenset[str]
    """Ids of the article and of the events that it tells, before and after."""
    touched: set[str]
    """Files of which the time changed."""


def ids(data: dict[str, list[dict[str, object]]]) -> set[str]:
    (article,) = (row for row in data["articles"] if row["path"] == CHANGED)
    name = str(article["id"])
    events = (row for row in data["events"] if name in json.dumps([row["articles"], row["mentioned_in"]]))
    return {name, str(article["event"]), *(str(row["id"]) for row in events)}


@pytest.fixture(scope="module")
def change(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Change:
    """A word of one article's body is replaced by another."""
    press = Press(root, tmp_path_factory.mktemp("press"))
    press.lay(BEFORE)
    press.build()
    before, named, times = press.outputs(), ids(press.data()), times_of(press)
    assert OLD in BEFORE[CHANGED]
    press.lay({**BEFORE, CHANGED: BEFORE[CHANGED].replace(OLD, NEW)})
    press.build()
    touched = {name for name, time in times_of(press).items() if times.get(name) != time}
    return Change(before, press.outputs(), frozenset(named | ids(press.data())), touched)


def times_of(press: Press) -> dict[str, int]:
    docs = press.folder / "site_src"
    files = (path for path in docs.rglob("*") if path.is_file())
    return {f"site_src/{path.relative_to(docs).as_posix()}": path.stat().st_mtime_ns for path in files}


def texts(change: Change, name: str) -> str:
    files = (files for files in (change.before, change.after) if name in files)
    return "".join(readable(name, found[name]).decode(errors="replace") for found in files)


def test_only_what_shows_the_article_or_its_events_changes(change: Change) -> None:
    changed = [name for name in differing(change.before, change.after) if f"/{FOLDER}/" not in name]
    assert any(name.startswith("site_src/articles/") for name in changed)
    for name in sorted(set(changed) - GLOBAL):
        assert any(key in name or key in texts(change, name) for key in change.names), name
    untouched = [name for name in change.after if not any(key in texts(change, name) for key in change.names)]
    assert len(untouched) > len(change.after) / 2, "the test would not see much"


def test_only_terms_of_the_article_change_in_the_search(change: Change) -> None:
    found = normaliser(default_lexicons())
    told = BEFORE[CHANGED] + NEW
    allowed = {term for unit in found.units(told) for term in (*unit.terms, *unit.weaker)}
    for name in differing(change.before, change.after):
        if f"/{FOLDER}/s/" in name:
            before, after = (terms(files, name) for files in (change.before, change.after))
            assert {t for t in before.keys() | after.keys() if before.get(t) != after.get(t)} <= allowed, name
        elif f"/{FOLDER}/v/" in name:
            assert found.units(OLD)[0].terms[0][0] in texts(change, name) or NEW[0] in texts(change, name)
        elif f"/{FOLDER}/t/" in name:
            assert any(key in texts(change, name) for key in change.names) or NEW in texts(change, name), name
        elif f"/{FOLDER}/" in name:
            assert name in SHARED


def terms(files: dict[str, bytes], name: str) -> dict[str, str]:
    value = unpack(files[name]) if name in files else {}
    assert isinstance(value, dict)
    return value


def test_what_did_not_change_is_not_written(change: Change) -> None:
    changed = {name for name in differing(change.before, change.after) if name.startswith("site_src/")}
    assert change.touched == changed & change.after.keys()
