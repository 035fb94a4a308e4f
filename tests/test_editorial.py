from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from digest.editorial import Editorial, correct, load_editorial, unapplied
from digest.errors import ConfigError
from digest.lexicon import default_lexicons
from digest.pipeline import annotate
from digest.records import AnnotatedArticle, RawArticle

TEXT = """وزير المالية يعلن خطة جديدة

أعلن وزير المالية سامر الخطيب، اليوم الأحد، خطة لدعم الشركات الصغيرة.

وقال الخطيب: "سنبدأ التنفيذ في مطلع الشهر المقبل"، داعيا المصارف إلى المشاركة.
"""


@pytest.fixture
def article() -> AnnotatedArticle:
    lines = tuple(range(1, TEXT.count("\n") + 2))
    raw = RawArticle(path="a.txt", format="text", encoding="utf-8", text=TEXT, lines=lines)
    return annotate(raw, default_lexicons())


def corrections(tmp_path: Path, text: str) -> Editorial:
    path = tmp_path / "editorial.toml"
    path.write_text(text, encoding="utf-8")
    return load_editorial(path)


def test_a_day_set_by_an_editor_is_the_accepted_candidate(article: AnnotatedArticle, tmp_path: Path) -> None:
    editorial = corrections(tmp_path, '[[date]]\narticle = "a.txt"\nday = 2022-01-30\nwhy = "من الأرشيف"\n')
    publication = correct(article, editorial, default_lexicons()).publication
    assert publication.day == dt.date(2022, 1, 30)
    assert publication.candidates[0].source == "editor"
    assert publication.candidates[1:] == article.publication.candidates


def test_a_speaker_set_by_an_editor(article: AnnotatedArticle, tmp_path: Path) -> None:
    entry = '[[speaker]]\narticle = "a.txt"\nwords = "سنبدأ التنفيذ"\nspeaker = "ليلى حداد"\nwhy = "خطأ في الإسناد"\n'
    quotes = correct(article, corrections(tmp_path, entry), default_lexicons()).quotes
    (quote,) = (quote for quote in quotes if quote.kind == "direct")
    assert quote.speaker_name == "ليلى حداد"
    assert quote.rule == "editor"


def test_a_quotation_struck_out_is_gone(article: AnnotatedArticle, tmp_path: Path) -> None:
    assert any(quote.kind == "direct" for quote in article.quotes)
    entry = '[[not-a-quotation]]\narticle = "a.txt"\nwords = "سنبدأ التنفيذ"\nwhy = "ليست اقتباسا"\n'
    assert not any(
        quote.kind == "direct" for quote in correct(article, corrections(tmp_path, entry), default_lexicons()).quotes
    )


def test_an_article_without_corrections_is_the_same_object(article: AnnotatedArticle) -> None:
    assert correct(article, Editorial(), default_lexicons()) is article


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('[[date]]\narticle = "gone.txt"\nday = 2022-01-30\nwhy = "x"\n', "gone.txt"),
        ('[[speaker]]\narticle = "a.txt"\nwords = "لم يقل أحد هذا"\nspeaker = "x"\nwhy = "x"\n', "no quotation"),
        ('[[together]]\narticles = ["a.txt", "gone.txt"]\nwhy = "x"\n', "gone.txt"),
    ],
)
def test_a_correction_that_finds_nothing_is_reported(
    article: AnnotatedArticle, tmp_path: Path, entry: str, words: str
) -> None:
    (problem,) = unapplied([article], corrections(tmp_path, entry), "editorial.toml")
    assert problem.severity == "warning"
    assert words in problem.message


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        (
            '[[not-a-quotation]]\narticle = "a.txt"\nwords = ""\nwhy = "س"',
            3,
            "it is empty (at `not-a-quotation[1].words`)",
        ),
        ('[[speaker]]\narticle = "a.txt"\nwords = " "\nspeaker = ""\nwhy = "س"', 3, "it is empty"),
        ('[[title]]\narticle = "a.txt"\ntitle = ""\nwhy = "س"', 3, "it is empty"),
        ('[[same-person]]\nnames = ["سامر"]\nwhy = "س"', 2, "length >= 2"),
        ('[[together]]\narticles = []\nwhy = "س"', 2, "length >= 2"),
        ('[[date]]\narticle = "a.txt"\nday = "2026-13-45"\nwhy = "س"', 3, "invalid RFC3339"),
        ('[[dates]]\narticle = "a.txt"', 1, "unknown key `dates`"),
        ('[date]\narticle = "a.txt"', 1, "expected `array`, got `object`"),
    ],
)
def test_corrections_that_would_correct_everything_or_nothing(
    tmp_path: Path, entry: str, line: int, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        corrections(tmp_path, entry)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("editorial.toml", line)
    assert message in problem.message
    assert "docs/editing.md" in problem.hint
