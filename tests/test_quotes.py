from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.lexicon import Lexicons, default_lexicons
from digest.names import find_mentions
from digest.quotes import find_quotes
from digest.quotes.marks import closed, find_stretches
from digest.quotes.vocabulary import vocabulary
from digest.reasons import codes
from digest.records import Article, Quote, Role, Span
from tests.builders import make_article

CASES = sorted((Path(__file__).parent / "cases" / "quotes").glob("*.yml"))
LEXICONS = default_lexicons()
FIELDS = {
    "text": lambda q, _: q.text,
    "kind": lambda q, _: q.kind,
    "speaker": lambda q, _: q.speaker_name,
    "key": lambda q, _: q.speaker,
    "is": lambda q, _: q.speaker_kind,
    "attribution": lambda q, _: q.attribution,
    "rule": lambda q, _: q.rule.removeprefix("speaker-"),
    "cue": lambda q, text: q.cue.of(text) if q.cue else None,
    "lemma": lambda q, _: q.cue_lemma,
    "class": lambda q, _: q.cue_class,
    "source": lambda q, text: q.source.of(text) if q.source else None,
    "marks": lambda q, _: " ".join(q.marks) if q.marks else None,
    "heading": lambda q, _: q.heading,
}


def article_of(lines: list[str | dict[Role, str]]) -> Article:
    """A case's lines: a plain line is body, a pair says its role."""
    return make_article(*(line if isinstance(line, str) else next(iter(line.items())) for line in lines))


def quotes_of(article: Article) -> tuple[Quote, ...]:
    return find_quotes(article, find_mentions(article, LEXICONS), LEXICONS)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    article = article_of(case["text"])
    found = quotes_of(article)
    wanted: list[dict[str, Any]] = case["quotes"]
    padded = [*wanted, *[{"text": "", "speaker": ""}] * max(0, len(found) - len(wanted))]
    said = [{key: FIELDS[key](q, article.text) for key in w} for q, w in zip(found, padded, strict=False)]
    assert said == wanted


def test_every_rule_has_words() -> None:
    seen = {q.rule for path in CASES for q in quotes_of(article_of(yaml.safe_load(path.read_text())["text"]))}
    assert len(seen) > 12
    assert seen <= codes()


def stretches(text: str) -> list[str]:
    found = find_stretches(text, [Span(start=0, end=len(text))], vocabulary(LEXICONS).introduces)
    return [s.content.of(text) for s in found]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نعم" ثم مضى', ["نعم"]),
        ("قال “نعم” ثم مضى", ["نعم"]),
        ("قال ”نعم“ ثم مضى", ["نعم"]),
        ("قال “نعم″ ثم مضى", ["نعم"]),
        ("قال „نعم“ ثم مضى", ["نعم"]),
        ("قال «نعم» ثم مضى", ["نعم"]),
        ("قال »نعم« ثم مضى", ["نعم"]),
        ("قال ‹نعم› ثم مضى", ["نعم"]),
        ("قال ‘نعم’ ثم مضى", ["نعم"]),
        ("قال ''نعم'' ثم مضى", ["نعم"]),
        ("قال <<نعم>> ثم مضى", ["نعم"]),
        ('قال «نعم" ثم مضى', ["نعم"]),
        ("قال: ,,نعم'' ثم مضى", ["نعم"]),
        ("قال: ،،نعم نعم،، ثم مضى", ["نعم نعم"]),
        ("صغارها ،، وتصغر ،، فيها", []),
        ("قال: نعم،، ثم مضى", []),
        ("أعلن أن “البلد لا يدار “بجرة قلم”.", ["البلد لا يدار “بجرة قلم"]),
        ("قال “نعم. وأضاف “لا”.", ["نعم. وأضاف", "لا"]),
        ('تتميز بـ"الهدوء" وب"السعة"', ["الهدوء", "السعة"]),
        ('و"الميناء" و "المرفأ"', ["الميناء", "المرفأ"]),
        ('قال " نعم نعم " ثم مضى', ["نعم نعم"]),
        ('إن "الرد على "المبادرة" كاف" وقال', ['الرد على "المبادرة" كاف']),
        ('وأضاف أنه"يوم طويل" ومضى', ["يوم طويل"]),
        ("it's O'Neil’s", []),
        ('قال: "لم يغلق بعد', ["لم يغلق بعد"]),
        ('قال: لم يفتح بعد" ومضى', ["لم يفتح بعد"]),
        ('كلمة " وحيدة لا تعني شيئا', []),
    ],
)
def test_marks_are_paired(text: str, inside: list[str]) -> None:
    assert stretches(text) == inside


@pytest.mark.parametrize(
    ("text", "said", "shown"),
    [
        ('قال إن الطريق "مغلق" أمس', 'إن الطريق "مغلق', 'إن الطريق "مغلق"'),
        ("قال إن الطريق «مغلق»", "إن الطريق «مغلق", "إن الطريق «مغلق»"),
        ('قال إن الطريق مغلق" أمس', "إن الطريق مغلق", "إن الطريق مغلق"),
        ('قال إن "الطريق" «مغلق» أمس', 'إن "الطريق" «مغلق', 'إن "الطريق" «مغلق»'),
        ("قال إن الطريق مغلق", "إن الطريق مغلق", "إن الطريق مغلق"),
    ],
)
def test_reported_words_are_shown_with_the_mark_that_closes_them(text: str, said: str, shown: str) -> None:
    start = text.index(said)
    span = closed(text, Span(start=start, end=start + len(said)))
    assert span.of(text) == shown


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = 'قال: "الأول.\n\nوالثاني" ومضى'
    spans = [Span(start=0, end=text.index("\n")), Span(start=text.index("وال"), end=len(text))]
    found = find_stretches(text, spans, vocabulary(LEXICONS).introduces)
    assert [s.content.of(text) for s in found] == ["الأول.\n\nوالثاني"]


def test_a_project_adds_a_verb_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "speech.toml").write_text(
        'verb = [{ lemma = "دردش", class = "other", imperfect = "يدردش", that = ["ب"] }]\n', encoding="utf-8"
    )
    article = make_article('ودردشت سلمى الحداد بأن "الميناء مفتوح أمام الجميع".')
    mentions = find_mentions(article, LEXICONS)
    assert find_quotes(article, mentions, LEXICONS) == ()
    found = find_quotes(article, mentions, Lexicons.load(tmp_path))
    assert [(q.text, q.speaker_name, q.cue_lemma) for q in found] == [
        ("الميناء مفتوح أمام الجميع", "سلمى الحداد", "دردش")
    ]


def test_without_mentions_the_syntax_alone_is_read() -> None:
    article = make_article('قال مصدر أمني رفيع: "لا جديد في التحقيق".')
    assert [(q.speaker_name, q.speaker, q.speaker_kind) for q in find_quotes(article, (), LEXICONS)] == [
        ("مصدر أمني رفيع", None, "unnamed")
    ]
