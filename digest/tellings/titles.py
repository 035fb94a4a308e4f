"""The words of a telling that can stand alone as its title, verbatim."""

from __future__ import annotations

import re

from digest.arabic import Word
from digest.records import Span
from digest.tellings.sentence import Sentence
from digest.tellings.words import HappeningWords

MOST_WORDS = 16
"""Words of a title; a sentence of no more is its own. A date that begins within them is not cut."""

VERB_WORDS = 5
"""Words before a name among which its verb is looked for: "the minister of health, So-and-so, announced" the other way
round, as Arabic has it."""

SHORTEST_WORD = 3
"""Letters up to which a last word is taken for a preposition whose noun was cut off."""

NEAR_WORDS = 12
"""Those who take part are kept in the title if they stand this near to the word that names the happening."""

SHORT_WORDS = 4
"""A clause of fewer words is carried on to the next stop."""

# Stops between clauses, and complementisers ("that"), after which reported content begins. The stop may not stand
# between digits.
_STOP = re.compile(r"(?<!\d)[،؛:](?!\d)|(?<!\d)\.|\.(?!\d)|[؟!…]")
_CONTENT = re.compile(r"(?<!\w)[وف]?[أإا]نّ?ه?ا?\s+")
_AND_FUTURE = re.compile(r"[وف]س[يتن]\w{3}")
"""A future verb with the conjunction that joins it to the sentence before."""

_EDGE = ' \t\n،؛:.…-–"“”«»'


def title_of(text: str, sentence: Sentence, core: Span, keep: list[Span], lexicon: HappeningWords) -> Span:
    """Return the clause of `sentence` that holds `core` (cue and day) and those of `keep` that stand near it.

    A short sentence is returned whole. A long one is cut at the last stop or complementiser before what must be
    kept, and at the first stop after it; what is then still too long begins with the first that must be kept. Words
    that only join the sentence to another are left out.
    """
    opening = lexicon.opener(sentence.words)
    begin = sentence.words[opening].start if 0 < opening < len(sentence.words) else sentence.span.start
    if len(sentence.words) - opening <= MOST_WORDS:
        return _unjoined(text, sentence, Span(start=begin, end=sentence.span.end), lexicon)
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
    inside = [word for word in sentence.words if start <= word.start < end]
    if len(inside) > MOST_WORDS:
        start, end = _shortened(sentence, inside, (Span(start=first, end=last), core), lexicon)
    return _unjoined(text, sentence, Span(start=start, end=end), lexicon)


def _unjoined(text: str, sentence: Sentence, span: Span, lexicon: HappeningWords) -> Span:
    """Return a title without the marks around it and without the conjunction before its first verb."""
    span = _trim(text, span)
    first = next((word for word in sentence.words if word.start == span.start), None)
    if first and span.end > first.end and (_AND_FUTURE.match(first.folded) or lexicon.is_joined_verb(first)):
        return Span(start=span.start + 1, end=span.end)
    return span


def _shortened(
    sentence: Sentence, inside: list[Word], needs: tuple[Span, ...], lexicon: HappeningWords
) -> tuple[int, int]:
    """Return where a title of too many words begins and ends: as it does, or else with the first of what it needs.

    `needs` is what must be kept, the widest first. It ends at words that open a further clause, or after `MOST_WORDS`.
    """
    verbs = [_verb_before(inside, need.start, lexicon) for need in needs]
    choices = [(inside[0].start, needs[0]), (inside[0].start, needs[-1]), *zip(verbs, needs, strict=True)]
    for begin, need in choices:
        found = [word for word in inside if word.start >= begin]
        held = sum(word.start < need.end for word in found)
        if 0 < held <= MOST_WORDS:
            break
    else:
        held = 1
    rest = found[:MOST_WORDS]
    size = held - 1 + lexicon.title_end(rest[held - 1 :])
    while size == len(rest) > held and len(rest) < len(found) and len(rest[-1].folded) <= SHORTEST_WORD:
        rest.pop()
        size -= 1
    end = rest[size - 1].end
    return rest[0].start, max([end, *(time.end for time in sentence.times if time.start < end < time.end)])


def _verb_before(inside: list[Word], start: int, lexicon: HappeningWords) -> int:
    """Return where the verb begins that stands shortly before what a title needs, else where that begins itself."""
    before = [word for word in inside if word.start < start][-VERB_WORDS:]
    verbs = lexicon.reports(before)
    return before[verbs[-1]].start if verbs else start


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
