from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from digest.editorial import Editorial, TitleEntry, TogetherEntry
from digest.events.days import Days
from digest.events.grouping import Scores, Thresholds, group
from digest.records import Digest, Event
from tests.collections import CASES, articles_of, digest_of, home, load, names

GOLDEN = sorted((CASES / "events").glob("*.yml"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    content = load(case)
    digest = digest_of(articles_of(content["articles"]))
    expected = content["expect"]
    assert together(digest) == sorted(sorted(group) for group in expected["together"])
    for name, days in expected.get("published", {}).items():
        assert published(digest, name) == days, name
    for event in expected.get("events", ()):
        assert any(fits(event, found, digest) for found in digest.events), event
    assert len(expected["together"]) + expected.get("aside", 0) == len(digest.events)


def together(digest: Digest) -> list[list[str]]:
    """The names of the articles of each event that has any."""
    by_id = names(digest)
    return sorted(sorted(by_id[article] for article in event.articles) for event in digest.events if event.articles)


def published(digest: Digest, name: str) -> str:
    """The days of publication of an article, `first/last`, or the day."""
    (item,) = (item for item in digest.articles if names(digest)[item.article.id] == name)
    publication = item.publication
    return str(publication.day) if publication.day else f"{publication.first}/{publication.last}"


def fits(expected: dict[str, Any], event: Event, digest: Digest) -> bool:
    """Tell whether an event is as the case describes it, in everything that the case describes."""
    by_id = names(digest)
    found: dict[str, Any] = {
        "articles": sorted(by_id[article] for article in event.articles),
        "day": str(event.first) if event.first == event.last else f"{event.first}/{event.last}",
        "kind": event.kind,
        "title": event.title,
        "mentioned": {by_id[mention.article]: mention.tense for mention in event.mentioned_in},
        "sources": event.sources,
        "copies": sorted(sorted(by_id[article] for article in group) for group in event.copies),
        "first report": by_id[event.first_report] if event.first_report else None,
        "near miss": event.near_miss.reason.code if event.near_miss else None,
    }
    return all(found[key] == value for key, value in expected.items())


# ------------------------------------------------------------------------------------------------ grouping


EVEN = Thresholds(0.2, 0.2, 0.2)


def scores(values: dict[tuple[int, int], float], *vetoes: tuple[int, int]) -> Scores:
    return Scores(values, dict.fromkeys(vetoes, "other-place"))


def test_near_articles_are_joined_and_far_ones_are_not() -> None:
    assert group(3, scores({(0, 1): 0.5, (1, 2): 0.1}), EVEN) == [[0, 1], [2]]


def test_a_chain_does_not_join_its_ends() -> None:
    links = {(0, 1): 0.5, (1, 2): 0.35, (2, 3): 0.5}
    assert group(4, scores(links), EVEN) == [[0, 1], [2, 3]]


def test_the_mean_over_all_pairs_decides() -> None:
    full = {(0, 1): 0.5, (0, 2): 0.25, (1, 2): 0.25}
    assert group(3, scores(full), EVEN) == [[0, 1, 2]]
    assert group(3, scores(full | {(0, 2): 0.1}), EVEN) == [[0, 1], [2]]


def test_a_veto_parts_groups_that_any_two_articles_forbid() -> None:
    full = {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.8}
    assert group(3, scores(full, (0, 2)), EVEN) == [[0, 1], [2]]


def test_what_an_editor_joins_is_joined_against_a_veto() -> None:
    assert group(3, scores({}, (0, 2)), EVEN, [[0, 2]]) == [[0, 2], [1]]


def test_more_articles_elsewhere_change_nothing_here() -> None:
    here = {(0, 1): 0.5, (1, 2): 0.3, (0, 2): 0.15}
    there = {(3, 4): 0.9, (4, 5): 0.6}
    assert group(6, scores(here | there), EVEN)[: len(group(3, scores(here), EVEN))] == group(3, scores(here), EVEN)


# ------------------------------------------------------------------------------------------------ days


def day(number: int) -> dt.date:
    return dt.date(2023, 5, number)


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Days(day(1), day(1)), Days(day(1), day(1)), 0),
        (Days(day(1), day(3)), Days(day(2), day(9)), 0),
        (Days(day(1), day(3)), Days(day(7), day(9)), 4),
        (Days(None, day(3)), Days(day(7), None), 4),
        (Days(None, day(9)), Days(day(7), None), 0),
        (Days(), Days(day(7), day(7)), 0),
    ],
)
def test_the_gap_between_days_is_the_least_possible(one: Days, other: Days, gap: int) -> None:
    assert one.gap(other) == other.gap(one) == gap


# ------------------------------------------------------------------------------------------------ editors

FIRE = CASES / "events" / "one-fire-two-outlets.yml"


def test_editors_join_what_the_machine_parts() -> None:
    content = load(FIRE)
    entry = TogetherEntry(articles=("shuruq.txt", "other.txt"), why="الحدث واحد")
    digest = digest_of(articles_of(content["articles"]), Editorial(together=(entry,)))
    event = home(digest, "other")
    assert "shuruq" in {names(digest)[article] for article in event.articles}
    assert "joined-by-editor" in {reason.code for reason in event.why}


def test_editors_part_what_the_machine_joins() -> None:
    content = load(FIRE)
    entry = TogetherEntry(articles=("shuruq.txt", "madar.txt"), why="حدثان")
    digest = digest_of(articles_of(content["articles"]), Editorial(apart=(entry,)))
    assert home(digest, "shuruq") != home(digest, "madar")
    near = home(digest, "shuruq").near_miss
    assert near is not None and near.reason.code == "parted-by-editor"


def test_editors_give_a_title() -> None:
    content = load(FIRE)
    entry = TitleEntry(article="madar.txt", title="حريق المرفأ", why="أوضح")
    digest = digest_of(articles_of(content["articles"]), Editorial(title=(entry,)))
    assert home(digest, "shuruq").title == "حريق المرفأ"
    assert home(digest, "shuruq").title_ref is None


# ------------------------------------------------------------------------------------------------ ids


def test_an_id_survives_the_arrival_of_later_articles() -> None:
    content = load(FIRE)
    files = content["articles"]
    first = digest_of(articles_of({"shuruq": files["shuruq"]}))
    both = digest_of(articles_of({"shuruq": files["shuruq"], "madar": files["madar"]}))
    assert home(first, "shuruq").id == home(both, "madar").id


def test_the_id_of_an_event_that_lost_its_name_is_an_alias() -> None:
    content = load(FIRE)
    files = content["articles"]
    alone = digest_of(articles_of({"madar": files["madar"]}))
    both = digest_of(articles_of({"shuruq": files["shuruq"], "madar": files["madar"]}))
    event = home(both, "madar")
    assert home(alone, "madar").id in (event.id, *event.aliases)
