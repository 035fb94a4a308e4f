"""What a story is about: the words and the phrases that its articles share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.arabic import Word, stem, words
from digest.events import Frame, Vector
from digest.records import Article

SHOWN_WORDS = 8
"""Words that hold a story together, as shown."""

TITLE_PARTS = 2
"""Phrases of a title."""

TITLE_WORDS = 3
"""Words of a title where no phrase is shared."""

READ_ARTICLES = 40
"""Articles of a story, the earliest, whose words are read for its title: enough for any, and a bound for long ones."""

READ_PARAGRAPHS = 6
"""First paragraphs of each that are read."""

WHOLE_SHARE = 0.6
"""Share of the articles with a phrase that have a longer one around it, from which the longer one is meant."""

HEAVY_WORDS = 40
"""Shared words that a title is made of."""


class Subject(NamedTuple):
    """What a story is about, in the words of its articles."""

    title: str
    words: tuple[str, ...]
    """Single words, those that weigh most first."""


def subject_of(frames: Sequence[Frame], vectors: Sequence[Vector]) -> Subject:
    """Return the subject of a story from its articles, in order of time, and the vectors of its events."""
    read = frames[:READ_ARTICLES]
    shared = _shared_words(vectors)
    surface = _surface(read)
    shown = tuple(surface[word] for word in shared if word in surface)[:SHOWN_WORDS]
    return Subject(_title(read, shared) or " · ".join(shown[:TITLE_WORDS]), shown)


def _shared_words(vectors: Sequence[Vector]) -> list[str]:
    """Return the words that most of the events hold, those that weigh most first."""
    weights: dict[str, list[float]] = defaultdict(list)
    for vector in vectors:
        for word, weight in vector.items():
            weights[word].append(weight)
    shared = [word for word, found in weights.items() if len(found) * 2 > len(vectors) and not word.isdigit()]
    return sorted(shared, key=lambda word: (-round(math.fsum(weights[word]), 9), word))


def _surface(frames: Iterable[Frame]) -> dict[str, str]:
    """Return for each stem a word as the articles write it."""
    found: dict[str, str] = {}
    for frame in frames:
        for text, word in _opening(frame.item.article):
            found.setdefault(stem(word.folded), text[word.start : word.end])
    return found


def _opening(article: Article) -> Iterator[tuple[str, Word]]:
    """Yield the words of headline and body, each with the text that it stands in."""
    if article.title_span is None:
        yield from ((article.title, word) for word in words(article.title))
    for paragraph in article.content()[:READ_PARAGRAPHS]:
        yield from ((article.text, word) for word in words(article.text, paragraph.span.start, paragraph.span.end))


def _title(frames: Sequence[Frame], shared: Sequence[str]) -> str:
    """Return the phrases of two or three words that most articles of the story write, made of its heaviest words.

    Names of persons are no subject; a phrase is shown in its most frequent form, without a conjunction before it.
    """
    heavy = {word: 1 / (1 + at) ** 0.5 for at, word in enumerate(shared[:HEAVY_WORDS])}
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for frame in frames:
        for key, form in _phrases(frame, heavy):
            holders[key].add(frame.id)
            forms[key][form] += 1
    ranked = sorted(
        (key for key, found in holders.items() if len(found) * 2 > len(frames)),
        key=lambda key: (-len(holders[key]) * round(sum(heavy[word] for word in key), 6), key),
    )
    chosen: list[tuple[str, ...]] = []
    for key in ranked:
        if len(chosen) < TITLE_PARTS and not any(set(key) & set(other) for other in chosen):
            chosen.append(_whole(key, holders))
    return " · ".join(min(forms[key], key=lambda form: (-forms[key][form], form)) for key in chosen)


def _whole(key: tuple[str, ...], holders: Mapping[tuple[str, ...], set[str]]) -> tuple[str, ...]:
    """Return the longer phrase that a phrase is mostly a part of ("حلف شمال الأطلسي"), else the phrase itself."""
    longer = [
        other
        for other in holders
        if len(other) > len(key)
        and (other[: len(key)] == key or other[-len(key) :] == key)
        and len(holders[other]) >= WHOLE_SHARE * len(holders[key])
    ]
    return min(longer, key=lambda other: (-len(holders[other]), other), default=key)


def _phrases(frame: Frame, heavy: Mapping[str, float]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the runs of two and three heavy words that only a space parts, as stems and as written."""
    names = [
        span for m in frame.item.mentions if m.kind in ("person", "unnamed") for span in (m.span, m.title_span) if span
    ]
    named = {at for span in names for at in range(span.start, span.end)}
    article = frame.item.article
    run: list[tuple[Word, str]] = []
    for text, word in _opening(article):
        stemmed = stem(word.folded)
        begins = word.start
        if stemmed not in heavy and word.folded[:1] == "و" and stem(word.folded[1:]) in heavy:
            run, stemmed, begins = [], stem(word.folded[1:]), word.start + 1
        if stemmed not in heavy or (text is article.text and word.start in named):
            run = []
            continue
        joined = bool(run) and text[run[-1][0].end : word.start] == " "
        run = [*run, (word._replace(start=begins), stemmed)] if joined else [(word._replace(start=begins), stemmed)]
        for length in (2, 3):
            if len(run) >= length:
                phrase = run[-length:]
                yield tuple(stemmed for _, stemmed in phrase), text[phrase[0][0].start : phrase[-1][0].end]
