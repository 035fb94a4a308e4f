"""The fuzz target: one file through the whole per-article half, and what must hold whatever the file is.

A file gives articles, or it is refused with problems that tell why (`ArticleError`); no step raises anything else.
What the steps find lies inside the text and is there word for word, a date ends after it began, a line is the line that
it says, and all that was found is no more than the length of the text allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest.config import LimitsSection
from digest.errors import ArticleError, Problem
from digest.lexicon import default_lexicons
from digest.pipeline import annotate
from digest.read import read_bytes
from digest.records import AnnotatedArticle, RawArticle, Span

PATHS = ("a.txt", "a.md", "a.html", "a.jsonl")
"""One file name of each format that is read."""

LIMITS = LimitsSection(article_characters=20_000, line_characters=20_000)
"""Small enough for many examples a second."""

MOST_PER_CHARACTER = 4
"""Things found for one character of the text, at most: a measure of work that no clock has a part in."""


def analyse(data: bytes, path: str) -> tuple[AnnotatedArticle, ...]:
    """Return the annotated articles of a file. Raises `ArticleError` with the problems of one that gives none."""
    read = read_bytes(data, path, LIMITS)
    for problem in read.problems:
        _check_problem(problem, path)
    if not read.articles:
        raise ArticleError(problem for problem in read.problems if problem.severity == "error")
    return tuple(_annotated(raw, data) for raw in read.articles)


def check(data: bytes, path: str) -> int:
    """Check everything that must hold for one file; return how many articles it gave."""
    try:
        articles = analyse(data, path)
    except ArticleError as error:
        assert error.problems, "a file was refused without a word"
        return 0
    return len(articles)


def _annotated(raw: RawArticle, data: bytes) -> AnnotatedArticle:
    assert len(raw.lines) == raw.text.count("\n") + 1
    file_lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= line <= file_lines for line in raw.lines)
    item = annotate(raw, default_lexicons())
    _check_article(item, raw)
    return item


def _check_problem(problem: Problem, path: str) -> None:
    assert problem.path == path
    assert problem.message
    assert len(str(problem).splitlines()) <= 2, "a problem is told on one line, its mend on another"
    assert len(str(problem)) < 5_000


def _check_article(item: AnnotatedArticle, raw: RawArticle) -> None:
    article = item.article
    assert article.text == raw.text
    for span, words in _found(item):
        assert 0 <= span.start < span.end <= len(article.text), (span, words)
        assert words is None or words == span.of(article.text)
    last = 0
    for paragraph in article.paragraphs:
        assert last <= paragraph.span.start < paragraph.span.end
        assert paragraph.line == article.line_of(paragraph.span.start)
        last = paragraph.span.end
    for candidate in item.publication.candidates:
        assert candidate.span is None or candidate.line == article.line_of(candidate.span.start)
        assert candidate.first is None or candidate.last is None or candidate.first <= candidate.last
    for before, after in zip(item.mentions, item.mentions[1:], strict=False):
        assert before.span.end <= after.span.start
    for timex in item.timexes:
        assert timex.first <= timex.last
    first, until = item.publication.first, item.publication.last
    assert first is None or until is None or first <= until
    found = sum(1 for _ in _found(item)) + len(item.publication.candidates) + len(article.agencies)
    assert found <= MOST_PER_CHARACTER * len(article.text) + 100


def _found(item: AnnotatedArticle) -> Iterator[tuple[Span, str | None]]:
    """Yield every span that the steps found, with the words that are stored beside it."""
    for paragraph in item.article.paragraphs:
        yield paragraph.span, None
    for timex in item.timexes:
        yield timex.span, timex.text
    for offset in item.offsets:
        yield offset.span, offset.text
        yield offset.anchor_span, None
    for mention in item.mentions:
        yield mention.span, mention.text
        if mention.title_span is not None:
            yield mention.title_span, mention.title
    for quote in item.quotes:
        yield quote.content, quote.text
        for span in (quote.cue, quote.source):
            if span is not None:
                yield span, None
    for telling in item.tellings:
        yield telling.span, None
        yield telling.cue, None
        yield telling.title, None
    for candidate in item.publication.candidates:
        if candidate.span is not None:
            yield candidate.span, None
