"""Interviews in question-and-answer form: whose the paragraphs are that no verb of speech introduces.

Turns are told by labels ("س:", "ج:", a name with a colon) or by questions that stand in paragraphs of their own behind
a bullet. The answers belong to the guest, whom the text before the first question names. Where it names nobody, nothing
is attributed: rule 14 of the cascade in `attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from digest.arabic import fold_word, words
from digest.quotes.speakers import Mentions, Speaker, reach, speaker_of
from digest.quotes.vocabulary import Vocabulary
from digest.records import Article, Mention, Paragraph, Span

FEWEST_QUESTIONS = 2
"""An article with fewer questions of its own is no interview."""

_LABEL = re.compile(r"([^\W\d_]{1,12})\s*(?:[:：/]|[-–—]\s)\s*")
_BULLET = re.compile(r"[*•◄■●▪§#–—-]+\s*")
_ASKS = ("؟", "?")

_GUEST = 6
"""The guest is named at most this many words after "an interview with"."""


class Turn(NamedTuple):
    """One paragraph of an interview."""

    speaker: Speaker | None
    """Who says it; None for a question."""
    content: Span | None
    """What is said, without label or bullet; None for a question."""


class _Line(NamedTuple):
    paragraph: Paragraph
    kind: Literal["question", "answer", "open"]
    """`open`: neither label nor bullet says what it is."""
    start: int
    """Where its words begin, behind label and bullet."""


def find_turns(article: Article, mentions: Mentions, vocabulary: Vocabulary) -> dict[int, Turn]:
    """Return the turns of an interview by where their paragraphs begin; empty if the article is none."""
    body = article.body()
    named = _named_turns(article.text, body, mentions)
    if named:
        return named
    lines = [_line(article.text, p, vocabulary) for p in body]
    first = next((i for i, line in enumerate(lines) if line.kind == "question"), len(lines))
    if sum(1 for line in lines if line.kind == "question") < FEWEST_QUESTIONS:
        return {}
    guest = _guest(article, body[:first], mentions, vocabulary)
    if guest is None:
        return {}
    turns = {}
    for line in lines[first:]:
        span = Span(start=line.start, end=line.paragraph.span.end)
        said = line.kind != "question" and span.end > span.start
        turns[line.paragraph.span.start] = Turn(guest, span) if said else Turn(None, None)
    return turns


def _line(text: str, paragraph: Paragraph, vocabulary: Vocabulary) -> _Line:
    start, end = paragraph.span.start, paragraph.span.end
    bullet = _BULLET.match(text, start, end)
    after = bullet.end() if bullet else start
    label = _LABEL.match(text, after, end)
    if label is not None:
        word = fold_word(label[1])
        if word in vocabulary.question_labels:
            return _Line(paragraph, "question", label.end())
        if word in vocabulary.answer_labels:
            return _Line(paragraph, "answer", label.end())
    if bullet is not None and text[end - 1] in _ASKS:
        return _Line(paragraph, "question", after)
    return _Line(paragraph, "open", after)


def _named_turns(text: str, body: Sequence[Paragraph], mentions: Mentions) -> dict[int, Turn]:
    """Read paragraphs that begin with a person's name and a colon, and no marks after it: each is that person's."""
    turns = {}
    for paragraph in body:
        found = mentions.between(paragraph.span.start, paragraph.span.start + 1)
        mention = next((m for m in found if m.kind == "person"), None)
        if mention is None:
            continue
        label = re.compile(r"\s*:\s*").match(text, reach(mention).end, paragraph.span.end)
        if label is not None and label.end() < paragraph.span.end and (text[label.end()].isalnum()):
            source = reach(mention)
            content = Span(start=label.end(), end=paragraph.span.end)
            turns[paragraph.span.start] = Turn(speaker_of(mention, source, ""), content)
    return turns if len(turns) >= FEWEST_QUESTIONS else {}


def _guest(article: Article, intro: Sequence[Paragraph], mentions: Mentions, vocabulary: Vocabulary) -> Speaker | None:
    """Return the guest: the person after "an interview with", else the only person before the first question."""
    spans = [p.span for p in intro]
    if article.title_span is not None:
        spans.append(article.title_span)
    people = [m for span in spans for m in mentions.between(span.start, span.end) if m.kind == "person"]
    for span in spans:
        found = _after_interview(article.text, span, people, vocabulary)
        if found is not None:
            return _understood(found)
    entities = {m.entity: m for m in people}
    return _understood(next(iter(entities.values()))) if len(entities) == 1 else None


def _after_interview(text: str, span: Span, people: Sequence[Mention], vocabulary: Vocabulary) -> Mention | None:
    found = list(words(text, span.start, span.end))
    for at, word in enumerate(found):
        if word.folded not in vocabulary.interview_words:
            continue
        ahead = found[at + 1 : at + 1 + _GUEST]
        joined = next((w for w in ahead if w.folded in vocabulary.interview_with), None)
        if joined is not None:
            guest = next((m for m in people if joined.end <= reach(m).start <= ahead[-1].end), None)
            if guest is not None:
                return guest
    return None


def _understood(mention: Mention) -> Speaker:
    return speaker_of(mention, None, "")._replace(attribution="implicit")
