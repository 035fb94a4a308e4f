"""From an article to spans: words go to the recogniser sentence by sentence, its labels come back as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from camel_tools.utils.dediac import dediac_ar

from digest.arabic import sentences, words
from digest.models.camel import Tagger
from digest.names.tokens import ROLES
from digest.records import Article, EntityKind, Record, Span

WINDOW = 254
"""Pieces that the network reads at once, without the two that frame them: as in camel-tools."""

_OUTSIDE = "O"
_KINDS: Mapping[str, EntityKind] = {"PERS": "person", "ORG": "institution", "LOC": "place"}
"""Kinds of the recogniser's labels; what is none of these (`MISC`) is left alone."""

_MARK = re.compile(r"\S")


class Recognised(Record, frozen=True, kw_only=True):
    """A name that the recogniser found, before anything of ours has judged it."""

    span: Span
    """From the first word to the last, proclitics included."""
    kind: EntityKind
    """`person`, `institution` or `place`."""
    probability: float
    """The model's own, of its least sure word, 0…1: how sure it is, which is not how often it is right."""


class _Tagged(NamedTuple):
    span: Span
    label: str
    probability: float


def recognise(article: Article, tagger: Tagger) -> tuple[Recognised, ...]:
    """Return the names that the recogniser finds in an article, in order of the text, without overlaps."""
    found: list[Recognised] = []
    for paragraph in article.paragraphs:
        if paragraph.role in ROLES:
            for sentence in sentences(article.text, paragraph.span):
                found.extend(_joined(_tagged(article.text, sentence, tagger)))
    return tuple(found)


def _tagged(text: str, sentence: Span, tagger: Tagger) -> list[_Tagged]:
    """Return the words and marks of a sentence with their likeliest label; those that the tagger cannot read, without.

    A word is judged by its first piece, in windows that end between words.
    """
    spans = list(_pieces(text, sentence))
    encoded = [list(tagger.encode(dediac_ar(span.of(text))))[:WINDOW] for span in spans]
    tagged: list[_Tagged] = []
    for start, end in _windows([len(ids) for ids in encoded]):
        rows = tagger.score([piece for ids in encoded[start:end] for piece in ids])
        at = 0
        for span, ids in zip(spans[start:end], encoded[start:end], strict=True):
            tagged.append(_likeliest(span, rows[at]) if ids else _Tagged(span, _OUTSIDE, 1.0))
            at += len(ids)
    return tagged


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the words and the single marks of a sentence, as the recogniser was trained to read them."""
    at = sentence.start
    for word in words(text, sentence.start, sentence.end):
        yield from (Span(start=m.start(), end=m.end()) for m in _MARK.finditer(text, at, word.start))
        yield Span(start=word.start, end=word.end)
        at = word.end
    yield from (Span(start=m.start(), end=m.end()) for m in _MARK.finditer(text, at, sentence.end))


def _windows(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of words that fill at most one window each and leave no word out."""
    start = total = 0
    for at, length in enumerate(lengths):
        if total and total + length > WINDOW:
            yield start, at
            start, total = at, 0
        total += length
    if total:
        yield start, len(lengths)


def _likeliest(span: Span, row: Mapping[str, float]) -> _Tagged:
    label = max(sorted(row), key=lambda name: row[name])
    return _Tagged(span, label, row[label])


def _joined(tagged: Sequence[_Tagged]) -> Iterator[Recognised]:
    """Yield the names of a sentence: `B-` begins one, `I-` of its kind goes on, any other `I-` begins one too."""
    group: list[_Tagged] = []
    for word in (*tagged, None):
        goes_on = word is not None and group and word.label == "I" + group[0].label[1:]
        if group and not goes_on:
            yield Recognised(
                span=Span(start=group[0].span.start, end=group[-1].span.end),
                kind=_KINDS[group[0].label[2:]],
                probability=min(each.probability for each in group),
            )
            group = []
        if word is not None and word.label[2:] in _KINDS:
            group.append(word)
