"""What a story is about: the words and the phrases that its articles share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.arabic import Word, stem, words
from digest.events import Frame, Vector
from digest.records import Article, EntityKind

SHOWN_WORDS = 8
"""Words that hold a story together, as shown."""

TITLE_PARTS = 2
"""Phrases of a title."""

SECOND_PART = 0.75
"""Share of the best phrase's merit from which a second one is shown beside it."""

PERSONS: tuple[EntityKind, ...] = ("person", "unnamed")
"""Kinds of names that are no subject of a story."""

ORGANISATIONS: tuple[EntityKind, ...] = (*PERSONS, "institution")
"""Kinds of names that are none if there is another subject."""

TITLE_WORDS = 3
"""Words of a title where no phrase is shared."""

READ_ARTICLES = 40
"""Articles of a story, the earliest, whose words are read for its title: enough for any, and a bound for long ones."""

READ_PARAGRAPHS = 6
"""First paragraphs of each that are read."""

WHOLE_SHARE = 0.6
"""Share of the articles with a phrase that have a longer one around it, from which the longer one is meant."""

HEAVY_WORDS = 80
"""Shared words that a title is made of."""

PHRASE_SHARE = 1 / 3
"""Share of the articles that must write a phrase of the title, and two at least: outlets word one subject variously."""

HEAD_WEIGHT = 2
"""How often an article counts that writes a phrase in its headline or first paragraph."""


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
    title = _title(read, shared, ORGANISATIONS) or _title(read, shared, PERSONS)
    return Subject(title or " · ".join(shown[:TITLE_WORDS]), shown)


def _shared_words(vectors: Sequence[Vector]) -> list[str]:
    """Return the words that most of the events hold, those that weigh most first."""
    weights: dict[str, list[float]] = defaultdict(list)
    for vector in vectors:
        for word, weight in vector.items():
            weights[word].append(weight)
    shared = [word for word, found in weights.items() if len(found) * 2 > len(vectors) and not _has_digit(word)]
    return sorted(shared, key=lambda word: (-round(math.fsum(weights[word]), 9), word))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


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


def _title(frames: Sequence[Frame], shared: Sequence[str], names: Sequence[EntityKind]) -> str:
    """Return the phrases of two or three words that many articles of the story write, made of its heaviest words.

    Names of the kinds `names` are no subject, and names of places none alone: they stand in many stories. A phrase is
    shown as an article writes it, without a conjunction before it.
    """
    heavy = {word: 1 / (1 + at) ** 0.5 for at, word in enumerate(shared[:HEAVY_WORDS])}
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    heads: dict[tuple[str, ...], set[str]] = defaultdict(set)
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for frame in frames:
        for phrase in _phrases(frame, heavy, names):
            holders[phrase.key].add(frame.id)
            forms[phrase.key][phrase.form] += 1
            if phrase.head:
                heads[phrase.key].add(frame.id)
    enough = max(2.0, PHRASE_SHARE * len(frames))
    merits = {
        key: _merit(len(found), len(heads[key]), [heavy[word] for word in key])
        for key, found in holders.items()
        if len(found) >= enough
    }
    good = SECOND_PART * max(merits.values(), default=0.0)
    chosen: list[tuple[str, ...]] = []
    for key in sorted(merits, key=lambda key: (-merits[key], key)):
        fresh = not any(set(key) & set(other) for other in chosen)
        if len(chosen) < TITLE_PARTS and merits[key] >= good and fresh:
            chosen.append(_whole(key, holders))
    return " · ".join(_shown(forms[key]) for key in chosen)


def _merit(holders: int, heads: int, weights: Sequence[float]) -> float:
    """Return how well a phrase that so many articles write, so many of them at their head, tells the subject."""
    return round((holders + (HEAD_WEIGHT - 1) * heads) * sum(weights), 6)


def _shown(forms: Counter[str]) -> str:
    """Return the form in which a phrase is shown: the most frequent spelling, definite where some article is."""
    spelled: Counter[str] = Counter()
    for form, count in forms.items():
        spelled[_indefinite(form)] += count
    best = min(spelled, key=lambda spelling: (-spelled[spelling], spelling))
    same = [form for form in forms if _indefinite(form) == best]
    return min(same, key=lambda form: (not _is_definite(form), -forms[form], form))


def _indefinite(form: str) -> str:
    """Return the folded words of a phrase without their articles."""
    return " ".join(word.folded.removeprefix("ال") for word in words(form))


def _is_definite(form: str) -> bool:
    """Tell whether every word of a phrase has the article."""
    return all(word.folded.startswith("ال") for word in words(form))


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


class _Phrase(NamedTuple):
    """Two or three heavy words that only a space parts."""

    key: tuple[str, ...]
    """Their stems."""
    form: str
    """As written."""
    head: bool
    """Whether they stand in the headline or the first paragraph."""


def _phrases(frame: Frame, heavy: Mapping[str, float], names: Sequence[EntityKind]) -> Iterator[_Phrase]:
    """Yield the phrases of an article's opening that are not names alone."""
    article = frame.item.article
    named = _Named(frame, names)
    placed = _Named(frame, ("place", "state"))
    body = article.content()
    head = body[0].span.end if body else 0
    run: list[tuple[Word, str]] = []
    for text, word in _opening(article):
        stemmed = stem(word.folded)
        begins = word.start
        if stemmed not in heavy and word.folded[:1] == "و" and stem(word.folded[1:]) in heavy:
            run, stemmed, begins = [], stem(word.folded[1:]), word.start + 1
        if stemmed not in heavy or named.holds(text, word):
            run = []
            continue
        joined = bool(run) and text[run[-1][0].end : word.start] == " "
        run = [*run, (word._replace(start=begins), stemmed)] if joined else [(word._replace(start=begins), stemmed)]
        for length in (2, 3):
            phrase = run[-length:]
            if len(run) >= length and not all(placed.holds(text, one) for one, _ in phrase):
                first, last = phrase[0][0].start, phrase[-1][0].end
                at_head = text is not article.text or first < head
                yield _Phrase(tuple(stemmed for _, stemmed in phrase), text[first:last], at_head)


class _Named:
    """The words with which an article names somebody or something of some kinds, titles included."""

    def __init__(self, frame: Frame, kinds: Sequence[EntityKind]) -> None:
        self._text = frame.item.article.text
        spans = [s for m in frame.item.mentions if m.kind in kinds for s in (m.span, m.title_span) if s]
        self._offsets = {at for span in spans for at in range(span.start, span.end)}
        self._words = {word.folded for span in spans for word in words(self._text, span.start, span.end)}

    def holds(self, text: str, word: Word) -> bool:
        """Tell whether a word of the article, or of a headline that stands outside of it, is part of a name."""
        return word.start in self._offsets if text is self._text else word.folded in self._words
