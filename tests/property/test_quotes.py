from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.quotes import find_quotes
from digest.quotes.marks import find_stretches
from digest.quotes.vocabulary import vocabulary
from digest.records import Article, Quote, Span
from tests.builders import make_article
from tests.work import calls

LEXICONS = default_lexicons()
MARKS = ['"', "“", "”", "„", "«", "»", "‹", "›", "‘", "’", "″", "''", "<<", ">>", ",,", "،،"]
PIECES = [
    *MARKS, " ", " ", " ", "، ", ": ", ". ", ".", "؟", "\n", "و", "بـ", "(", ")", "- ",
    "قال", "وقال", "وأضافت", "مؤكدا", "أن", "إن", "بأن", "إلى", "على", "بحسب", "وفقا لـ", "كما ذكر", "الذي", "نقلت",
    "عن", "قوله", "فؤاد العطار", "الوزير", "وزارة النقل", "مصدر أمني", "فرنسا", "البيان", "صحيفة", "ما يسمى", "فيه",
    "الأخير", "رئيس الاتحاد", "الوزارة", "والله", "تعالى", "قائلا", "وعدّ", "تنص", "المادة", "جاء ذلك", "هو",
    "الميناء مفتوح أمام السفن", "نعم", "12", "CNN", "س", "ج", "ضرورة", "أعلن", "شدد", "دعا", "وجاء في بيان",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


def article_of(text: str) -> Article | None:
    lines = [line.strip() for line in text.split("\n")]
    return make_article(*(line for line in lines if line)) if any(lines) else None


def quotes_of(article: Article) -> tuple[Quote, ...]:
    return find_quotes(article, find_mentions(article, LEXICONS), LEXICONS)


@given(texts | spaced)
@settings(max_examples=200, deadline=None)
def test_what_is_shown_stands_in_the_article(text: str) -> None:
    article = article_of(text)
    if article is None:
        return
    whole = Span(start=0, end=len(article.text))
    for quote in quotes_of(article):
        assert quote.text == quote.content.of(article.text)
        assert quote.text == quote.text.strip() and quote.text
        assert all(whole.covers(span) for span in (quote.content, quote.cue, quote.source) if span is not None)
        assert (quote.marks is None) == (quote.kind == "reported")
        assert (quote.attribution == "none") == (quote.speaker_name is None)
        assert quote.speaker is None or quote.speaker_name


@given(texts | spaced)
@settings(max_examples=200, deadline=None)
def test_a_quotation_lies_inside_one_stretch_and_between_its_marks(text: str) -> None:
    article = article_of(text)
    if article is None:
        return
    spans = [p.span for p in article.content()]
    stretches = {s.content: s for s in find_stretches(article.text, spans, vocabulary(LEXICONS).introduces)}
    direct = [q for q in quotes_of(article) if q.kind == "direct"]
    for quote in direct:
        stretch = stretches[quote.content]
        assert quote.marks == (stretch.opening, stretch.closing)
        assert article.text.startswith(stretch.opening, stretch.start)
        assert article.text.endswith(stretch.closing, 0, stretch.end)
    assert len({q.content for q in direct}) == len(direct)


@given(texts | spaced)
@settings(max_examples=200, deadline=None)
def test_stretches_are_in_order_and_do_not_overlap(text: str) -> None:
    article = article_of(text)
    if article is None:
        return
    found = find_stretches(article.text, [p.span for p in article.content()], vocabulary(LEXICONS).introduces)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(s.start <= s.content.start < s.content.end <= s.end for s in found)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_same_article_gives_the_same_quotations(text: str) -> None:
    article = article_of(text)
    if article is not None:
        assert quotes_of(article) == quotes_of(article)


FLOODS = {
    "straight marks": '" ',
    "straight marks without spaces": '"',
    "openers": "«",
    "closers": "»",
    "words in marks": 'قال "نعم" ',
    "nested": '«ا "ب ',
    "cues": "وقال ",
    "cues and that": "قال أن ",
    "participles": "، مؤكدا أن ",
    "colons and closers": ': ا" ',
    "apostrophes": "ا'ا ",
    "asides": "(",
    "according": "بحسب ",
    "relatives": "الذي قال ",
    "sayings": "، الذي رد قائلا ",
    "quotations": 'قال الوزير: "نعم نعم نعم نعم". ',
    "open colons": "وقال الوزير:\n",
    "offices": "وأكد رئيس الجمهورية أن الوزير قال ",
    "bodies": "وقالت الوزارة إن اللجنة قالت ",
    "scripture": "لقوله تعالى ",
    "doubled commas": "،،نعم ",
    "unclosed": "“نعم قال ",
    "statements": "جاء ذلك في تصريح للأخير مؤكدا ",
}


@pytest.mark.parametrize("piece", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_costs_no_more_than_its_length(piece: str) -> None:
    def work(size: int) -> int:
        article = make_article(*(piece * (size // len(piece))).split("\n"))
        return calls(lambda: find_quotes(article, (), LEXICONS))

    small, large = work(2_000), work(8_000)
    assert large < 5 * small + 2_000
