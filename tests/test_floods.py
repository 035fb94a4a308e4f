"""Floods: many copies of one report, and many articles that share words, cost a bounded number of comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from digest.config import Config, LimitsSection
from digest.events import build_events, candidates, floods
from digest.lexicon import default_lexicons
from digest.pipeline import process_file
from digest.records import AnnotatedArticle

WORDS = ("السوق", "الجامع", "المدرسة", "المحطة", "المصنع", "الملعب", "الميدان", "المرفأ")
REPORT = (
    "أعلنت وزارة النقل يوم الأحد أن الجسر الجديد في مدينة الواحة انهار فجر اليوم "
    "وأن 12 شخصا قتلوا في الحادث الذي وقع قرب {}. "
    "وأضافت المتحدثة باسم الوزارة ليلى منصور أن فرق الإنقاذ تواصل البحث عن مفقودين بمساعدة متطوعين من القرى المجاورة، "
    "وأن الشركة المنفذة كانت قد سلمت الجسر قبل عام واحد بعد سنوات من التأخير والخلاف على الكلفة.\n"
)
OTHER = (
    "فاز فريق الأفق بكأس المدينة بعد مباراة طويلة أمام فريق الساحل انتهت بركلات الترجيح مساء أمس في الملعب الكبير.\n"
)


def article(name: str, title: str, text: str, front: str = "") -> AnnotatedArticle:
    data = f"---\ntitle: {title}\ndate: 2021-03-07\noutlet: صحيفة {name}\n{front}---\n{text}".encode()
    (found,) = process_file(data, f"{name}.txt", LimitsSection(), default_lexicons()).articles
    return found


@pytest.fixture(scope="module")
def flood() -> list[AnnotatedArticle]:
    """Return copies of one report and, last, an article about something else."""
    copies = [article(f"a{n}", "انهيار الجسر الجديد في الواحة", REPORT.format(w)) for n, w in enumerate(WORDS)]
    return [*copies, article("b", "فريق الأفق يفوز بكأس المدينة", OTHER)]


def grouped(articles: list[AnnotatedArticle]) -> list[list[str]]:
    result = build_events(articles, {}, default_lexicons(), Config().events)
    return [[frame.item.article.path for frame in occurrence.members] for occurrence in result.main]


def test_copies_beyond_the_first_go_where_their_report_goes(
    flood: list[AnnotatedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = grouped(flood)
    assert sorted(map(len, whole)) == [1, len(WORDS)]
    monkeypatch.setattr(floods, "MOST_COPIES", 3)
    assert grouped(flood) == whole
    compared: Counter[str] = Counter()
    pairs = candidates.candidate_pairs
    monkeypatch.setattr(
        "digest.events.build.candidate_pairs",
        lambda frames, *more: (compared.update(frame.id for frame in frames), pairs(frames, *more))[1],
    )
    grouped(flood)
    assert len(compared) == 4


def test_a_copy_follows_no_report_of_another_event_key(
    flood: list[AnnotatedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "MOST_COPIES", 1)
    keyed = article("c", "انهيار الجسر الجديد في الواحة", REPORT.format("الحديقة"), "event: other\n")
    first = article("a0", "انهيار الجسر الجديد في الواحة", REPORT.format("السوق"), "event: one\n")
    assert ["c.txt"] in grouped([first, *flood[1:], keyed])


def test_an_article_is_compared_with_a_bounded_number(
    flood: list[AnnotatedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Counter[str] = Counter()
    pairs = candidates.candidate_pairs

    def counted(frames: Any, vectors: Any, window: int) -> Iterator[tuple[Any, Any]]:
        for one, other in pairs(frames, vectors, window):
            seen[other.id] += 1
            yield one, other

    monkeypatch.setattr(candidates, "MOST_COMPARED", 2)
    monkeypatch.setattr("digest.events.build.candidate_pairs", counted)
    grouped(flood)
    assert max(seen.values()) == 2
