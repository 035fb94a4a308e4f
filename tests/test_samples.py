"""The sample articles and their gold: what it points at stands there, and the samples are what they promise."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from digest.clean import clean
from digest.config import LimitsSection
from digest.lexicon import default_lexicons
from digest.read import list_inputs, load, merge_same, read_bytes
from digest.records import Article, RawArticle


@pytest.fixture(scope="module")
def gold(root: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((root / "tests" / "samples" / "gold.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def raws(root: Path) -> dict[str, RawArticle]:
    found = {}
    inputs = list_inputs(root / "articles")
    assert inputs.problems == ()
    for path in inputs.files:
        data = load(root / "articles", path, LimitsSection())
        assert isinstance(data, bytes)
        result = read_bytes(data, path, LimitsSection())
        assert result.problems == ()
        for raw in result.articles:
            found[path if raw.row is None else f"{path}#{raw.row}"] = raw
    return found


@pytest.fixture(scope="module")
def articles(raws: dict[str, RawArticle]) -> dict[str, Article]:
    return {key: clean(raw, default_lexicons()) for key, raw in raws.items()}


def test_every_sample_has_gold(gold: dict[str, Any], raws: dict[str, RawArticle]) -> None:
    assert sorted(gold["articles"]) == sorted(raws)
    assert len(raws) >= 14
    assert len({article["outlet"] for article in gold["articles"].values()}) >= 6


def test_spans_hold_their_words(gold: dict[str, Any], raws: dict[str, RawArticle]) -> None:
    for item in (*gold["quotations"], *gold["non_quotations"]):
        raw = raws[item["article"]]
        assert raw.text[item["start"] : item["end"]] == item["text"]
        assert raw.lines[raw.text.count("\n", 0, item["start"])] == item["line"]
        assert raw.text[item["start"] - 1] in '"“«'
        assert raw.text[item["end"]] in '"”»″'


def test_quotations_stand_in_content(gold: dict[str, Any], articles: dict[str, Article]) -> None:
    for item in gold["quotations"]:
        content = articles[item["article"]].content()
        assert any(p.span.start <= item["start"] and item["end"] <= p.span.end for p in content), item


def test_each_sample_has_its_headline_outlet_and_day(gold: dict[str, Any], articles: dict[str, Article]) -> None:
    for key, wanted in gold["articles"].items():
        article = articles[key]
        assert article.outlet == wanted["outlet"]
        assert article.title_span is not None or article.front.title is not None
        assert dt.date.fromisoformat(wanted["first"]) <= dt.date.fromisoformat(wanted["last"])


def test_each_sample_belongs_to_one_event(gold: dict[str, Any]) -> None:
    main = Counter(key for event in gold["events"] for key in event["articles"])
    assert main == Counter(dict.fromkeys(gold["articles"], 1))
    assert {key for event in gold["events"] for key in event["mentioned_in"]} <= set(gold["articles"])


def test_samples_look_like_saved_pages(raws: dict[str, RawArticle], articles: dict[str, Article]) -> None:
    assert {raw.encoding for raw in raws.values()} == {"utf-8", "utf-16", "windows-1256", "iso-8859-6"}
    assert {raw.format for raw in raws.values()} == {"text", "markdown", "html", "jsonl"}
    rules = Counter(p.rule for article in articles.values() for p in article.paragraphs if p.role == "boilerplate")
    assert len(rules) >= 12
    assert any("۱" in raw.text for raw in raws.values())
    assert any("“" in raw.text and "″" in raw.text for raw in raws.values())


def test_one_sample_states_no_date(articles: dict[str, Article]) -> None:
    undated = [
        key
        for key, article in articles.items()
        if not any(p.role == "dateline" for p in article.paragraphs) and not article.hints and article.retrieved is None
    ]
    assert undated == ["tifawin-putin-niinisto.txt"]


def test_wire_copy_is_nearly_the_same_and_yet_two_articles(
    gold: dict[str, Any], raws: dict[str, RawArticle], articles: dict[str, Article]
) -> None:
    (copies,) = gold["copies"]
    one, other = ({w for p in articles[key].body() for w in p.span.of(raws[key].text).split()} for key in copies)
    assert len(one & other) > 0.85 * len(one | other)
    assert merge_same(list(raws.values()))[1] == ()
