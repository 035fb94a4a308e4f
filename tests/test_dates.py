"""Golden cases of dates: expressions in sentences, publication days of articles, and what other articles add."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.clean import clean
from digest.dates import (
    Dated,
    DayConstraint,
    Witness,
    anchored,
    date_article,
    find_timexes,
    narrow,
    resolve,
    same_happening,
    settle,
)
from digest.dates import hijri as hijri_calendar
from digest.dates.rules import RULES
from digest.dates.scan import scan
from digest.dates.vocabulary import vocabulary
from digest.lexicon import Lexicons, default_lexicons
from digest.reasons import codes, say
from digest.records import Article, DateHint, FrontMatter, RawArticle, Reason, Timex

CASES = Path(__file__).parent / "cases" / "dates"
LEXICONS = default_lexicons()


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _words(timex: Timex) -> str:
    days = timex.first.isoformat() if timex.first == timex.last else f"{timex.first}..{timex.last}"
    return f"{timex.text} = {days} {timex.granularity} {timex.rule}{' approximate' if timex.approximate else ''}"


def article_of(text: str, front: dict[str, Any] | None = None, hints: list[dict[str, Any]] | None = None) -> Article:
    raw = RawArticle(
        path="case.txt",
        format="text",
        encoding="utf-8",
        text=text,
        lines=tuple(range(1, text.count("\n") + 2)),
        front=FrontMatter(**(front or {})),
        hints=tuple(DateHint(**hint) for hint in hints or []),
    )
    return clean(raw, LEXICONS)


def dated(text: str, **front: dt.date) -> tuple[Article, Dated]:
    article = article_of(text, dict(front))
    return article, date_article(article, LEXICONS)


# ------------------------------------------------------------------------------------------------ golden cases


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_expressions(path: Path) -> None:
    case = _load(path)
    for sentence in case["cases"]:
        text = sentence["text"]
        found = find_timexes(text, reference=case["reference"])
        assert [_words(timex) for timex in found] == sentence["dates"], text
        sides = {True: " (ahead)", False: " (behind)", None: ""}
        offsets = [f"{o.days:+d} from {o.anchor.of(text)}{sides[o.future]}" for o in scan(text, LEXICONS).offsets]
        assert offsets == sentence.get("offsets", []), text


@pytest.mark.parametrize("path", sorted((CASES / "publication").glob("*.yml")), ids=lambda path: path.stem)
def test_publication(path: Path) -> None:
    case = _load(path)
    article = article_of(case["article"], case.get("front"), case.get("hints"))
    publication = date_article(article, LEXICONS).publication
    verdicts = [f"{c.verdict} {c.source} {c.reason.code}" for c in publication.candidates]
    assert {
        "first": publication.first,
        "last": publication.last,
        "confidence": publication.confidence,
        "probability": publication.probability,
        "verdicts": verdicts,
    } == case["expect"]


@pytest.mark.parametrize("path", sorted((CASES / "publication").glob("*.yml")), ids=lambda path: path.stem)
def test_evidence_is_verbatim_and_said(path: Path) -> None:
    """Every candidate quotes the text where it points, on the line that it names, and its reason has words."""
    case = _load(path)
    article = article_of(case["article"], case.get("front"), case.get("hints"))
    for candidate in date_article(article, LEXICONS).publication.candidates:
        assert say(candidate.reason, "ar") and say(candidate.reason, "en")
        if candidate.span is not None:
            assert candidate.line == article.line_of(candidate.span.start)
            assert candidate.evidence.startswith(candidate.span.of(article.text)[:200])


# ------------------------------------------------------------------------------------------------ other articles

LEAD = "أعلن القصر أن الرئيسين سيبحثان الأزمة في اتصال مرئي، وقال إن الموعد اتُفق عليه بين مكتبيهما قبل الإعلان بأيام."
ANNOUNCING = (
    f"{LEAD}\n\nوسينعقد اللقاء بعد ثمانية أيام من اتصال مرئي بين الطرفين، وجّه فيه أحدهما تحذيرا. وضُم الإقليم عام 2014."
)
CRAWLED = (
    "الأثنين : 03-10-2022\n\nقمة بين العاصمتين تنتهي باتفاق\n\n"
    "قال المستشار، في ختام المحادثات التي أجراها الرئيسان اليوم الأربعاء، إن الخطوات المقبلة لعام 2021 واضحة للطرفين."
)
CALL = dt.date(2021, 12, 7)
WITNESS = Witness(article_id="a-other", line=15, evidence="يوم السابع من ديسمبر")


def test_settled_from_an_event_dated_elsewhere() -> None:
    article, alone = dated(ANNOUNCING)
    assert alone.publication.day is None
    [offset] = alone.offsets
    assert (offset.days, offset.future, offset.anchor_span.of(article.text)) == (8, True, "اتصال مرئي بين الطرفين")
    settled = settle(article, alone.publication, offset, CALL, WITNESS)
    assert settled is not None
    assert (settled.first, settled.last) == (dt.date(2021, 12, 8), dt.date(2021, 12, 15))
    assert settled.confidence == "interval"
    first = settled.candidates[0]
    assert (first.source, first.article, first.line, first.verdict) == ("event-offset", "a-other", 15, "bound")
    assert "2021-12-15" in say(first.reason, "ar")
    timex = anchored(offset, CALL)
    assert (timex.first, timex.anchor, timex.text) == (dt.date(2021, 12, 15), "event", offset.text)


def test_narrowed_by_a_happening_dated_elsewhere() -> None:
    article, alone = dated(CRAWLED)
    assert alone.publication.confidence == "interval"
    narrowed = narrow(article, alone.publication, same_happening(dt.date(2021, 12, 15), WITNESS))
    assert narrowed is not None
    assert narrowed.day == dt.date(2021, 12, 15)
    assert narrowed.confidence == "inferred"
    assert [c.reason.code for c in narrowed.candidates if c.verdict == "rejected"] == ["weekday-contradicts-body"]


def test_what_other_articles_told_before_still_holds() -> None:
    article, alone = dated(ANNOUNCING)
    settled = settle(article, alone.publication, alone.offsets[0], CALL, WITNESS)
    assert settled is not None
    announced = DayConstraint(
        first=dt.date(2021, 12, 14), last=dt.date(2021, 12, 20), reason=Reason(code="same-happening"), witness=WITNESS
    )
    narrowed = narrow(article, settled, announced)
    assert narrowed is not None
    assert (narrowed.first, narrowed.last) == (dt.date(2021, 12, 14), dt.date(2021, 12, 15))
    assert [c.source for c in narrowed.candidates if c.article is not None] == ["same-happening", "event-offset"]


def test_other_articles_cannot_contradict_an_article() -> None:
    article, alone = dated(CRAWLED)
    friday = same_happening(dt.date(2021, 12, 17), WITNESS)
    assert narrow(article, alone.publication, friday) is None
    certain, known = dated("الجمعة 28 يناير 2022\n\n" + LEAD.replace("القصر", "القصر اليوم الجمعة"))
    assert narrow(certain, known.publication, friday) is None


def test_resolving_again_under_a_settled_day() -> None:
    article, alone = dated(ANNOUNCING)
    assert [t.text for t in alone.timexes] == ["عام 2014"]
    settled = settle(article, alone.publication, alone.offsets[0], CALL, WITNESS)
    assert settled is not None
    relative = article_of(ANNOUNCING.replace("الأزمة", "الأزمة الأسبوع المقبل"))
    [week] = [t for t in resolve(relative, settled, LEXICONS) if t.anchor == "publication"]
    # Published on one of eight days: the week is one of two, and said to be approximate.
    assert (week.first, week.last, week.approximate) == (dt.date(2021, 12, 13), dt.date(2021, 12, 26), True)


# ------------------------------------------------------------------------------------------------ small things


def test_a_reference_is_needed_for_relative_words_only() -> None:
    for reference in (dt.date(1999, 5, 5), dt.date(2030, 1, 1)):
        [timex] = find_timexes("في 28 يناير 2022", reference=reference)
        assert (timex.first, timex.anchor) == (dt.date(2022, 1, 28), "absolute")


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1, 1, 7), dt.date.max])
def test_the_ends_of_the_calendar(day: dt.date) -> None:
    text = "أمس، والأسبوع المقبل، ومنذ عقود، ورمضان الماضي، والعام قبل الماضي، و29 فبراير، وبعد غد، ونهاية العقد القادم"
    assert all(timex.first <= timex.last for timex in find_timexes(text, reference=day))


def test_leap_days() -> None:
    [timex] = find_timexes("في 29 فبراير", reference=dt.date(2022, 1, 28))
    assert timex.first == dt.date(2020, 2, 29)
    [month] = find_timexes("في 29 فبراير 2021", reference=dt.date(2022, 1, 28))
    assert (month.text, month.granularity) == ("فبراير 2021", "month")


def test_umm_al_qura_and_tabular_years_meet() -> None:
    inside, outside = hijri_calendar.month_span(1343, 1), hijri_calendar.month_span(1342, 12)
    assert abs((inside[0] - outside[1]).days - 1) <= 1
    assert hijri_calendar.year_of(dt.date(2015, 8, 20)) == 1436


def test_every_rule_has_words() -> None:
    rules = {
        timex.rule
        for path in CASES.glob("*.yml")
        for sentence in _load(path)["cases"]
        for timex in find_timexes(sentence["text"], reference=dt.date(2022, 1, 28))
    }
    assert rules <= codes()
    assert len(rules) > 40


def test_every_first_kind_of_a_rule_is_in_the_vocabulary() -> None:
    known = {
        kind
        for phrases in vocabulary(LEXICONS).entries.values()
        for entry in phrases.by_rest.values()
        for kind in entry.kinds
    }
    heads = {head for _, heads in RULES for head in heads}
    assert heads - known == {"digits"}


def test_a_project_adds_offices(tmp_path: Path) -> None:
    (tmp_path / "calendar_since.toml").write_text(
        "terms = []\n[[offices]]\ntitles = ['عمدة الضفتين']\nnames = ['سالم العمري']\n"
        "since = 2015-03-01\nuntil = 2019-06-30\n",
        encoding="utf-8",
    )
    own = Lexicons.load(tmp_path)
    article = article_of(
        "اتفاق بين المدينتين على الجسر\n\nاستقبل عمدة الضفتين سالم العمري، الخميس، وفدا من المدينتين لبحث الاتفاق.",
        {"retrieved": dt.date(2021, 5, 20)},
    )
    assert date_article(article, LEXICONS).publication.last == dt.date(2021, 5, 20)
    publication = date_article(article, own).publication
    assert (publication.first, publication.last) == (dt.date(2017, 5, 20), dt.date(2019, 6, 30))


def test_a_project_adds_words(tmp_path: Path) -> None:
    (tmp_path / "calendar_days.toml").write_text(
        '[[days]]\nnames = ["يوم النهر"]\ncalendar = "gregorian"\nday = "06-09"\n', encoding="utf-8"
    )
    own = Lexicons.load(tmp_path)
    assert not find_timexes("في يوم النهر", reference=dt.date(2022, 1, 28))
    [timex] = find_timexes("في يوم النهر", reference=dt.date(2022, 1, 28), lexicons=own)
    assert (timex.first, timex.rule) == (dt.date(2022, 6, 9), "named-day")
