"""Sentences of the articles that tell what happened: verbatim, central, not repeating each other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from digest.arabic import sentences, words
from digest.citations import source_ref
from digest.events.frames import Frame
from digest.events.occurrences import Occurrence
from digest.events.vocabulary import Vector, cosine
from digest.records import SourceRef, Span

MOST_SENTENCES = 4
"""Sentences of a summary, at most; a reader has twenty seconds."""

FEWEST_SENTENCES = 2
"""Sentences below which a less central one is still taken."""

SHORTEST_WORDS = 6
"""Words of a sentence that can tell something by itself, at least."""

LONGEST_WORDS = 90
"""Words of a sentence, at most; longer ones are lists or lost full stops."""

READ_PARAGRAPHS = 4
"""Running paragraphs of each article that are read: the inverted pyramid puts what happened there."""

READ_SENTENCES = 30
"""Sentences of them, and of those that tell the event elsewhere, at most."""

FIRST_BONUS = 0.25
"""Added to a sentence that opens its article."""

TELLING_BONUS = 0.2
"""Added to a sentence that tells the event itself with its kind and people."""

ELSEWHERE_COST = 0.3
"""Taken from a sentence that tells of another event."""

RESUMING_COST = 0.3
"""Taken from a sentence whose speaker stands in the one before it ("وأضاف …")."""

LATER_COST = 0.08
"""Taken from a sentence for each day by which its article is later than the event's first one: what happened stands in
the first reports, what became of it in the later ones."""

LATEST_COST = 0.4
"""The most that is taken for that."""

LIKENESS_COST = 0.8
"""Share of its likeness to a chosen sentence that is taken from a sentence (maximal marginal relevance)."""

OTHER_OUTLET_BONUS = 0.1
"""Added to a sentence of an outlet that is not quoted yet."""

ENOUGH = 0.2
"""Score from which a sentence beyond the fewest is taken."""


class _Sentence(NamedTuple):
    ref: SourceRef
    outlet: str
    vector: Vector
    merit: float
    day: dt.date
    """Near which its article was published; the last of all days where nothing tells."""


class Focus(NamedTuple):
    """What the sentences of a summary should tell."""

    centre: Vector
    """What the articles share."""
    telling: frozenset[tuple[str, Span]]
    """Sentences (article id and span) that tell the event itself, wherever they stand."""
    elsewhere: frozenset[tuple[str, Span]]
    """Sentences that tell of another event."""
    weigh: Callable[[str], Vector]
    """Turns words into a vector."""


def of_articles(members: Sequence[Frame], focus: Focus) -> tuple[SourceRef, ...]:
    """Return the sentences that tell best what articles are about, by the days of the articles, best first of each.

    Of a toll that rises for a week the first reports are told first.
    """
    earliest = min((_day(frame) for frame in members), default=dt.date.max)
    telling: dict[str, list[Span]] = defaultdict(list)
    for key, span in sorted(focus.telling):
        telling[key].append(span)
    left = [s for frame in members for s in _read(frame, focus, telling[frame.id][:READ_SENTENCES], earliest)]
    chosen: list[_Sentence] = []
    while left and len(chosen) < MOST_SENTENCES:
        values = [_worth(sentence, chosen) for sentence in left]
        best = max(range(len(left)), key=lambda at: (values[at], -at))
        if values[best] <= 0 or (values[best] < ENOUGH and len(chosen) >= FEWEST_SENTENCES):
            break
        chosen.append(left.pop(best))
    return tuple(sentence.ref for sentence in sorted(chosen, key=lambda sentence: sentence.day))


def _day(frame: Frame) -> dt.date:
    return frame.around or frame.days.last or dt.date.max


def _read(frame: Frame, focus: Focus, telling: Sequence[Span], earliest: dt.date) -> Iterator[_Sentence]:
    """Yield the sentences of an article that can tell its event: of the first paragraphs, or with a telling of it."""
    article = frame.item.article
    running = [p for p in article.paragraphs if p.role in ("subtitle", "body")][:READ_PARAGRAPHS]
    opening = [span for paragraph in running for span in sentences(article.text, paragraph.span)][:READ_SENTENCES]
    later = 0.0 if _day(frame) == dt.date.max else min(LATEST_COST, LATER_COST * (_day(frame) - earliest).days)
    first = True
    for span in dict.fromkeys((*opening, *telling)):
        count = len(list(islice(words(article.text, span.start, span.end), LONGEST_WORDS + 1)))
        if not SHORTEST_WORDS <= count <= LONGEST_WORDS:
            continue
        vector = focus.weigh(span.of(article.text))
        merit = cosine(vector, focus.centre) + (FIRST_BONUS if first else 0.0) - later
        if (frame.id, span) in focus.telling:
            merit += TELLING_BONUS
        elif (frame.id, span) in focus.elsewhere:
            merit -= ELSEWHERE_COST
        merit -= RESUMING_COST if _resumes(frame, span) else 0.0
        yield _Sentence(source_ref(article, span), article.outlet or article.id, vector, merit, _day(frame))
        first = False


def _worth(sentence: _Sentence, chosen: Sequence[_Sentence]) -> float:
    if not chosen:
        return round(sentence.merit, 9)
    likeness = max(cosine(sentence.vector, other.vector) for other in chosen)
    other_outlet = all(sentence.outlet != other.outlet for other in chosen)
    value = sentence.merit - LIKENESS_COST * likeness + (OTHER_OUTLET_BONUS if other_outlet else 0.0)
    return round(value, 9)


def _resumes(frame: Frame, span: Span) -> bool:
    """Tell whether a sentence begins by quoting somebody who is only named before it."""
    return any(
        quote.attribution in ("continuation", "pronoun")
        and quote.cue is not None
        and span.covers(quote.cue)
        and quote.cue.start - span.start < LONGEST_WORDS
        for quote in frame.item.quotes
    )


def of_tellings(occurrence: Occurrence, frames: Mapping[str, Frame]) -> tuple[SourceRef, ...]:
    """Return the sentences that tell a happening which no article is mainly about, news before recollection."""
    rank = {"reported": 0, "announced": 1, "recalled": 2}
    refs: list[SourceRef] = []
    for told in sorted(occurrence.told, key=lambda t: (rank[t.tense], t.article, t.telling.span)):
        article = frames[told.article].item.article
        if not told.telling.span.covers(told.telling.title) and told.telling.title.start < told.telling.span.start:
            refs.append(source_ref(article, told.telling.title))
        refs.append(source_ref(article, told.telling.span))
    return tuple(dict.fromkeys(refs))[:MOST_SENTENCES]
