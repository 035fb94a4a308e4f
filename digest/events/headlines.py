"""The title of an event with articles: the most central of their headlines, without what sites add to them."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from digest.arabic import fold_word, sentences, words
from digest.events.vocabulary import StopTable, Vector
from digest.lexicon import Lexicons
from digest.records import Article, SourceRef, Span

SENTENCE_WORDS = 24
"""Words of a first sentence that can be a title as it stands; a longer one is cut at a stop."""

PART_WORDS = 4
"""Words that a part of a headline needs to be a title by itself."""

UNTITLED_FACTOR = 0.85
"""What nearness counts for of a first sentence, where an article has no headline."""

NAMING_BONUS = 0.2
"""Added to the nearness of a headline that names all who take part in the main happening."""

PART_BONUS = 0.1
"""Added to it for a part that names them: the rest of the headline is about something else."""

_SEPARATOR = re.compile(r"\s+[-–—|:]{1,2}\s+|\s*[|»]\s*")
_POINTS = re.compile(r"\s*(?:\.{2,}|…)\s*")
_STOP = re.compile(r"(?<!\d)[،؛](?!\d)")
_MARKS = " \t\n.,،؛;:-–—|…"


class Headline(NamedTuple):
    """Words that can be the title of an event."""

    text: str
    ref: SourceRef | None
    """Where they stand; None if they come from outside the text."""
    own: bool = True
    """Whether it is a headline, and not the first sentence of an article without one."""
    part: bool = False
    """Whether it is a part of a headline."""


def headlines_of(article: Article, lexicons: Lexicons) -> Iterator[Headline]:
    """Yield the headline of an article, verbatim, and its parts where points divide it.

    The site's name behind it and the section before it are left out. An article without a headline has the first
    sentence of its text, or the clause that begins it.
    """
    if _is_made_up(article):
        yield from _first_sentence(article)
        return
    start, end = 0, len(article.title)
    if (section := _section(lexicons).match(article.title)) is not None:
        start = section.end()
    if article.outlet:
        end = _without_outlet(article.title, start, article.outlet)
    whole = _trimmed(article, start, end)
    yield whole or Headline(article.title, _ref(article, 0, len(article.title)))
    for match in [*_POINTS.finditer(article.title, start, end)]:
        for part in (_trimmed(article, start, match.start()), _trimmed(article, match.end(), end)):
            if part is not None and len(list(words(part.text))) >= PART_WORDS:
                yield part._replace(part=True)


def most_central(
    candidates: Sequence[Sequence[Headline]],
    leads: Sequence[Vector],
    weigh: Callable[[Headline], Vector],
    naming: Callable[[Headline], float],
) -> Headline:
    """Return the headline that is nearest to the leads of the other articles; the first of equally near ones.

    `candidates` are those of each article; `leads` the vectors of headline and lead of each; `weigh` turns a headline
    into a vector; `naming` tells the share of the main people whom it names.
    """
    best: tuple[float, Headline] | None = None
    whole: dict[str, float] = {}
    for word, weight in (entry for lead in leads for entry in lead.items()):
        whole[word] = whole.get(word, 0.0) + weight
    for at, headlines in enumerate(candidates):
        for headline in headlines if len(candidates) > 1 else headlines[:1]:
            vector = weigh(headline)
            near = _dot(vector, whole)
            if len(leads) > 1:
                near = (near - _dot(vector, leads[at])) / (len(leads) - 1)
            bonus = NAMING_BONUS + (PART_BONUS if headline.part else 0.0)
            value = round(near * (1.0 if headline.own else UNTITLED_FACTOR) + bonus * naming(headline), 9)
            if best is None or value > best[0]:
                best = (value, headline)
    if best is None:
        raise ValueError("an event needs an article to have a headline")
    return best[1]


def _dot(one: Vector, other: Vector) -> float:
    return math.fsum(weight * other.get(word, 0.0) for word, weight in one.items())


def _trimmed(article: Article, start: int, end: int) -> Headline | None:
    title = article.title
    while start < end and title[start] in _MARKS:
        start += 1
    while end > start and title[end - 1] in _MARKS:
        end -= 1
    return Headline(title[start:end], _ref(article, start, end)) if end > start else None


@functools.lru_cache(maxsize=8)
def _section(lexicons: Lexicons) -> re.Pattern[str]:
    """Return the pattern of section names before a headline ("اقتصادي / …")."""
    names = sorted(lexicons.get("stopwords", StopTable).sections, key=lambda name: (-len(name), name))
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, names))})\s*[/|]\s*")


def _without_outlet(title: str, start: int, outlet: str) -> int:
    """Return where the headline ends before a separator and the outlet's name."""
    folded = fold_word(outlet)
    for separator in reversed(list(_SEPARATOR.finditer(title, start))):
        tail = fold_word(title[separator.end() :]).strip()
        if tail and (tail in folded or folded in tail) and separator.start() > start:
            return separator.start()
    return len(title)


def _ref(article: Article, start: int, end: int) -> SourceRef | None:
    span = article.title_span
    if span is None or span.of(article.text) != article.title:
        return None
    inner = Span(start=span.start + start, end=span.start + end)
    return SourceRef(article=article.id, span=inner, line=article.line_of(inner.start))


# ------------------------------------------------------------------------------------------------ no headline


def _is_made_up(article: Article) -> bool:
    """Tell whether the title is only the beginning of the text."""
    if article.front.title is not None or any(p.role == "title" for p in article.paragraphs):
        return False
    first = next((p.span.of(article.text) for p in article.paragraphs if p.role in ("subtitle", "body")), "")
    return first.startswith(article.title.rstrip(_MARKS))


def _first_sentence(article: Article) -> Iterator[Headline]:
    for paragraph in article.paragraphs:
        if paragraph.role in ("subtitle", "body"):
            for span in sentences(article.text, paragraph.span)[:1]:
                short = _cut(article.text, span)
                ref = SourceRef(article=article.id, span=short, line=article.line_of(short.start))
                yield Headline(short.of(article.text), ref, own=False)
            return
    yield Headline(article.title, None)


def _cut(text: str, span: Span) -> Span:
    """Return a sentence without its full stop; a long one up to the last stop within the words of a title."""
    found = list(words(text, span.start, span.end))
    end = span.end
    if len(found) > SENTENCE_WORDS:
        stops = [stop.start() for stop in _STOP.finditer(text, span.start, found[SENTENCE_WORDS].start)]
        long_enough = [stop for stop in stops if stop > found[PART_WORDS].start]
        end = long_enough[-1] if long_enough else span.end
    while end > span.start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start=span.start, end=end)
