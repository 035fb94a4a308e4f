from __future__ import annotations

import pytest

from digest import pipeline
from digest.config import LimitsSection
from digest.errors import ConfigError, Problem
from digest.lexicon import Lexicons, default_lexicons
from digest.models import Recogniser
from digest.records import AnnotatedArticle, RawArticle

ROWS = "\n".join(f'{{"title": "خبر {n}", "text": "قال الوزير إن الميناء رقم {n} مفتوح."}}' for n in (1, 2, 3)).encode()


def failing(error: Exception) -> object:
    annotate = pipeline.annotate

    def fails(raw: RawArticle, lexicons: Lexicons, models: Recogniser | None = None) -> AnnotatedArticle:
        if "رقم 2" in raw.text:
            raise error
        return annotate(raw, lexicons, models)

    return fails


def test_a_fault_in_one_article_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "annotate", failing(IndexError("string index out of range")))
    result = pipeline.process_file(ROWS, "many.jsonl", LimitsSection(), default_lexicons())
    assert [raw.row for raw in result.raws] == [1, 3]
    assert [item.article.front.title for item in result.articles] == ["خبر 1", "خبر 3"]
    (problem,) = result.problems
    assert (problem.path, problem.line, problem.severity) == ("many.jsonl", 2, "error")
    assert "IndexError in test_pipeline.py:" in problem.message


def test_a_mistake_of_the_user_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    mistake = ConfigError([Problem(path="digest.toml", line=3, message="the folder of the models is missing")])
    monkeypatch.setattr(pipeline, "annotate", failing(mistake))
    with pytest.raises(ConfigError):
        pipeline.process_file(ROWS, "many.jsonl", LimitsSection(), default_lexicons())
