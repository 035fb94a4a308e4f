"""The five real articles beside the project: days, events and people as the hand-made truth has them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from digest.analysis import analyze
from digest.project import Project
from digest.reasons import say
from digest.records import Digest, Event, Person

pytestmark = pytest.mark.shared

CALL_WITH_BIDEN, SUMMIT, CALL_WITH_MACRON, VISIT = (
    dt.date(2021, 12, 7),
    dt.date(2021, 12, 15),
    dt.date(2022, 1, 28),
    dt.date(2022, 2, 4),
)


@pytest.fixture(scope="module")
def digest(root: Path, shared: Path) -> Digest:
    return analyze(Project.open(root), shared / "articles", cached=False).digest


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "gold" / "seed_gold.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def ids(digest: Digest, gold: dict[str, Any]) -> dict[str, str]:
    """Article id by the gold's short name."""
    by_path = {item.article.path: item.article.id for item in digest.articles}
    return {key: by_path[path] for key, path in gold["files"].items()}


def main_event(digest: Digest, article: str) -> Event:
    (event,) = (event for event in digest.events if article in event.articles)
    return event


def mentioned(digest: Digest, article: str, day: dt.date) -> list[Event]:
    return [e for e in digest.events if e.first == day == e.last and any(m.article == article for m in e.mentioned_in)]


@pytest.mark.parametrize(
    ("key", "day"),
    [("000", "2022-01-28"), ("002", "2022-01-28"), ("003", "2021-12-15"), ("004", "2021-12-12")],
)
def test_day_of_publication(digest: Digest, ids: dict[str, str], key: str, day: str) -> None:
    (item,) = (item for item in digest.articles if item.article.id == ids[key])
    assert item.publication.day == dt.date.fromisoformat(day)


@pytest.mark.parametrize(("key", "header"), [("003", "03-10-2022"), ("004", "19 Sep / September 2024")])
def test_a_lying_header_is_named_as_the_day_of_the_crawl(
    digest: Digest, ids: dict[str, str], key: str, header: str
) -> None:
    (item,) = (item for item in digest.articles if item.article.id == ids[key])
    (candidate,) = (c for c in item.publication.candidates if header in c.evidence)
    assert candidate.verdict == "rejected"
    assert "crawl date" in say(candidate.reason, "en")


def test_an_article_without_a_date_is_settled_from_another(digest: Digest, ids: dict[str, str]) -> None:
    (item,) = (item for item in digest.articles if item.article.id == ids["001"])
    first, last = item.publication.first, item.publication.last
    assert first and last and dt.date(2021, 12, 8) <= first <= last <= SUMMIT
    assert any(candidate.article == ids["004"] for candidate in item.publication.candidates)


def test_the_call_with_macron_has_both_articles(digest: Digest, ids: dict[str, str]) -> None:
    event = main_event(digest, ids["000"])
    assert set(event.articles) == {ids["000"], ids["002"]}
    assert event.first == event.last == CALL_WITH_MACRON


def test_the_summit_is_announced_by_an_earlier_article(digest: Digest, ids: dict[str, str]) -> None:
    event = main_event(digest, ids["003"])
    assert event.articles == (ids["003"],)
    assert event.first == event.last == SUMMIT
    assert [m.tense for m in event.mentioned_in if m.article == ids["001"]] == ["announced"]


def test_the_call_with_biden_is_an_event_without_articles(digest: Digest, ids: dict[str, str]) -> None:
    (event,) = mentioned(digest, ids["004"], CALL_WITH_BIDEN)
    assert event.articles == ()
    assert {ids["001"], ids["004"]} <= {m.article for m in event.mentioned_in}


def test_the_announced_visit_is_an_event_without_articles(digest: Digest, ids: dict[str, str]) -> None:
    (event,) = mentioned(digest, ids["000"], VISIT)
    assert event.articles == ()
    assert [m.tense for m in event.mentioned_in if m.article == ids["000"]] == ["announced"]


@pytest.mark.parametrize(("key", "name"), [("002", "لافروف"), ("000", "لوكاشينكو")])
def test_other_happenings_of_the_day_are_found(digest: Digest, ids: dict[str, str], key: str, name: str) -> None:
    people = {person.id for person in digest.people if name in person.name}
    found = [e for e in mentioned(digest, ids[key], CALL_WITH_MACRON) if people & set(e.people)]
    assert found and all(event.articles == () for event in found)


def test_all_five_belong_to_one_story_and_not_to_one_event(digest: Digest, ids: dict[str, str]) -> None:
    events = {key: main_event(digest, article) for key, article in ids.items()}
    assert len({event.story for event in events.values()}) == 1
    assert events["000"].story is not None
    assert len({event.id for event in events.values()}) == 4


@pytest.mark.parametrize(
    "spellings",
    [("شي جين بينغ", "شي جينبينغ", "شي جين بينع"), ("دميتري بيسكوف", "ديمتري بيسكوف")],
)
def test_spellings_of_one_name_are_one_person(digest: Digest, spellings: tuple[str, ...]) -> None:
    def bearers(spelling: str) -> list[Person]:
        return [p for p in digest.people if spelling in {v for v, _ in p.variants}]

    found = {person.id for spelling in spellings for person in bearers(spelling)}
    assert all(bearers(spelling) for spelling in spellings)
    assert len(found) == 1
