"""The words of a telling that can stand alone as its title, verbatim."""

from __future__ import annotations

import re

from digest.records import Span
from digest.tellings.sentence import Sentence

WHOLE_WORDS = 18
"""A sentence of at most this many words is its own title."""

NEAR_WORDS = 12
"""Those who take part are kept in the title if they stand this near to the word that names the happening."""

SHORT_WORDS = 4
"""A clause of fewer words is carried on to the next stop."""

# Stops between clauses, and complementisers ("that"), after which reported content begins. The stop may not stand
# between digits.
_STOP = re.compile(r"(?<!\d)[،؛:](?!\d)|[.؟!…]")
_CONTENT = re.compile(r"(?<!\w)[وف]?[أإا]نّ?ه?ا?\s+")
_AND_FUTURE = re.compile(r"[وف]س[يتن]\w{3}")
"""A future verb with the conjunction that joins it to the sentence before."""

_EDGE = ' \t\n،؛:.…-–"“”«»'


def title_of(text: str, sentence: Sentence, core: Span, keep: list[Span], opening: int = 0) -> Span:
    """Return the clause of `sentence` that holds `core` (cue and day) and those of `keep` that stand near it.

    A short sentence is returned whole. A long one is cut at the last stop or complementiser before what must be
    kept, and at the first stop after it. The first `opening` words only join the sentence to another, and are left.
    """
    begin = sentence.words[opening].start if 0 < opening < len(sentence.words) else sentence.span.start
    if sentence.words and sentence.words[0].start == begin and _AND_FUTURE.match(sentence.words[0].folded):
        begin += 1
    if len(sentence.words) <= WHOLE_WORDS:
        return _trim(text, Span(start=begin, end=sentence.span.end))
    near = [span for span in keep if _distance(sentence, core, span) <= NEAR_WORDS]
    first = min((span.start for span in near), default=core.start)
    first, last = min(first, core.start), max([core.end, *(span.end for span in near)])
    start = begin
    for pattern in (_STOP, _CONTENT):
        for match in pattern.finditer(text, begin, max(begin, first)):
            start = max(start, match.end())
    end = _next_stop(text, last, sentence.span.end)
    if len([word for word in sentence.words if start <= word.start < end]) < SHORT_WORDS:
        end = _next_stop(text, min(end + 1, sentence.span.end), sentence.span.end)
    return _trim(text, Span(start=start, end=end))


def _distance(sentence: Sentence, core: Span, span: Span) -> int:
    if span.end <= core.start:
        return sentence.at(core.start) - sentence.at(span.end - 1)
    return max(0, sentence.at(span.start) - sentence.at(core.end - 1))


def _next_stop(text: str, start: int, end: int) -> int:
    match = _STOP.search(text, start, end)
    return match.start() if match else end


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start=start, end=end) if end > start else span
