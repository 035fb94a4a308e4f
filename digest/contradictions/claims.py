"""What the sentences of one article say in numbers: how many dead, how strong, how many of anything."""

from __future__ import annotations

import datetime as dt
import functools
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from digest.arabic import sentences, stem, words
from digest.contradictions.quantities import Quantity, Token, phrases, quantities, tokens, unit_after
from digest.contradictions.vocabulary import Counts, Phrase, counts
from digest.dates import find_timexes
from digest.events.vocabulary import stop_words
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, SourceRef, Span

NEAR = dt.timedelta(1)
"""Days that a date in a sentence about the event may miss it by."""
AROUND = dt.timedelta(10)
"""The same where the days are only known roughly."""
ANY_DAY = dt.date(2000, 1, 15)
"""What dates are reckoned from where nothing is known: "today" stays near, dates in full are far and thus elsewhen."""
LEAD_PARAGRAPHS = 2
"""Running paragraphs in which the toll of the event itself is given; further below others are recalled."""


class Sentence(NamedTuple):
    """A sentence of an article, ready to be compared."""

    item: AnnotatedArticle
    span: Span
    stems: frozenset[str]
    """Stems of its words without function words and numbers."""
    front: bool
    """Whether it stands in the headline or in the first paragraphs."""
    places: frozenset[str]
    """Entities of the places and states that it names."""
    growing: bool
    """Whether it says that a toll is a first, provisional or rising one."""
    momentary: bool
    """Whether it tells of what changes by the hour, such as prices in trading."""
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]


class Claim(NamedTuple):
    """A number that a sentence gives for something."""

    kind: str
    """What is counted: a name of the lexicon, for others than people in general with the noun (`dead:جنود`)."""
    label: str
    """What is counted, for readers."""
    quantity: Quantity
    sentence: Sentence

    @property
    def ref(self) -> SourceRef:
        """Return the pointer to the number as written."""
        article = self.sentence.item.article
        span = Span(start=self.quantity.start, end=self.quantity.end)
        return SourceRef(article=article.id, span=span, line=article.line_of(span.start))

    @property
    def text(self) -> str:
        """Return the number as written."""
        return self.ref.span.of(self.sentence.item.article.text)


def read_sentences(item: AnnotatedArticle, lexicons: Lexicons) -> tuple[Sentence, ...]:
    """Return the sentences of an article's headline, subtitles and body, in order."""
    known, stops = counts(lexicons), stop_words(lexicons).function
    text = item.article.text
    found: list[Sentence] = []
    running = 0
    for paragraph in item.article.paragraphs:
        if paragraph.role not in ("title", "subtitle", "body"):
            continue
        running += paragraph.role == "body"
        for span in sentences(text, paragraph.span):
            line = tokens(text, span.start, span.end)
            dated = {at for t in within(item.timexes, span) for at in range(t.span.start, t.span.end)}
            numbers = tuple(q for q in quantities(text, line, known) if dated.isdisjoint(range(q.start, q.end)))
            counted = {at for number in numbers for at in range(number.start, number.end)}
            stems = frozenset(
                stem(word.folded) for word in words(text, span.start, span.end) if word.start not in counted
            )
            front = running <= LEAD_PARAGRAPHS
            places = frozenset(m.entity for m in within(item.mentions, span) if m.kind == "place")
            marks = _has(line, known.growing), _has(line, known.momentary)
            found.append(Sentence(item, span, stems - stops, front, places, *marks, line, numbers))
    return tuple(found)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def within(things: Sequence[P], span: Span) -> list[P]:
    """Return the things inside a span, of things that stand in order of the text."""
    first = bisect_left(things, span.start, key=lambda thing: thing.span.start)
    last = bisect_left(things, span.end, key=lambda thing: thing.span.start)
    return [thing for thing in things[first:last] if thing.span.end <= span.end]


def _has(line: Sequence[Token], wanted: frozenset[Phrase]) -> bool:
    """Tell whether a line holds one of some phrases of one to three words."""
    first = _first_words(wanted)
    return any(
        phrase in wanted
        for at, token in enumerate(line)
        if not first.isdisjoint(token.readings)
        for size in (1, 2, 3)
        for phrase in phrases(line[at : at + size])
    )


@functools.lru_cache(maxsize=64)
def _first_words(wanted: frozenset[Phrase]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in wanted if phrase)


# ---------------------------------------------------------------------------------------------------- tolls


def toll_claims(found: Sequence[Sentence], days: tuple[dt.date, dt.date] | None, lexicons: Lexicons) -> Iterator[Claim]:
    """Yield what sentences count and measure, unless they doubt it or tell of other days than the event's."""
    known = counts(lexicons)
    for sentence in found:
        claims = () if _is_unsure(sentence, known) else tuple(_claims(sentence, known))
        if claims and not _is_elsewhen(sentence, days, lexicons):
            yield from claims


def _is_unsure(sentence: Sentence, known: Counts) -> bool:
    return any(not known.unsure.isdisjoint(token.readings) for token in sentence.tokens)


def _is_elsewhen(sentence: Sentence, days: tuple[dt.date, dt.date] | None, lexicons: Lexicons) -> bool:
    """Tell whether a date of the sentence lies outside the event, or might where the event's days are not known."""
    item = sentence.item
    if days is not None and item.publication.day is not None:
        first, last = (days[0] - NEAR, days[1] + NEAR)
        found = within(item.timexes, sentence.span)
    else:
        reference = days[0] if days else item.publication.first or item.article.retrieved or ANY_DAY
        first, last = reference - AROUND, reference + AROUND
        found = list(find_timexes(sentence.span.of(item.article.text), reference=reference, lexicons=lexicons))
    return any(t.last < first or t.first > last for t in found)


def _claims(sentence: Sentence, known: Counts) -> Iterator[Claim]:
    line = sentence.tokens
    for quantity in sentence.quantities:
        if quantity.first and not known.parts.isdisjoint(line[quantity.first - 1].readings):
            continue
        kind = _counted(sentence, quantity, known) or _measured(line, quantity, known)
        if kind is not None:
            name = kind.partition(":")[0]
            noun = line[quantity.last] if ":" in kind else None
            yield Claim(kind, _label(sentence, known.labels[name], noun), quantity, sentence)
    for at, token in enumerate(line):
        kind = next((known.two[r] for r in token.readings if r in known.two), None)
        if kind is None and not known.two_people.isdisjoint(token.readings):
            kind = _trigger(line, at, known)
        if kind is not None:
            two = Quantity(2.0, 2.0, 0.0, token.start, token.end, at, at + 1)
            yield Claim(kind, known.labels[kind], two, sentence)


def _label(sentence: Sentence, label: str, noun: Token | None) -> str:
    if noun is None:
        return label
    return f"{label} ({sentence.item.article.text[noun.start : noun.end]})"


def _counted(sentence: Sentence, quantity: Quantity, known: Counts) -> str | None:
    """Return what a number of people is a number of: by its noun, the words before it, or the verb after it."""
    line = sentence.tokens
    noun = line[quantity.last] if quantity.last < len(line) else None
    for size in (2, 1):
        for phrase in phrases(line[quantity.last : quantity.last + size]):
            if phrase in known.nouns and not _is_joint(line, quantity.last + size, known):
                return known.nouns[phrase]
    if _is_joint(line, quantity.first - 1, known):
        return None
    trigger = _trigger(line, quantity.first, known)
    people = noun is not None and not known.people.isdisjoint(noun.readings)
    if trigger is None:
        return _verb_after(line, quantity.last + 1, known) if people else None
    if noun is None or noun.joined or people or _verb_after(line, quantity.last, known):
        return trigger
    own = next((stem(reading) for reading in noun.readings if stem(reading) in sentence.stems), None)
    return trigger if own is None else f"{trigger}:{own}"


def _is_joint(line: Sequence[Token], at: int, known: Counts) -> bool:
    """Tell whether token `at` joins a second kind to the one before it: "قتل وأصيب 40" counts both together."""
    if not 0 < at < len(line) or not line[at].joined:
        return False
    both = [
        {known.before.get(phrase) or known.nouns.get(phrase) for phrase in phrases((t,))} for t in line[at - 1 : at + 1]
    ]
    one, two = (kinds - {None} for kinds in both)
    return bool(one) and bool(two) and one.isdisjoint(two)


def _trigger(line: Sequence[Token], at: int, known: Counts) -> str | None:
    """Return what the words right before token `at` count."""
    for size in (2, 1):
        if at >= size:
            for phrase in phrases(line[at - size : at]):
                if phrase in known.before:
                    return known.before[phrase]
    return None


def _verb_after(line: Sequence[Token], at: int, known: Counts) -> str | None:
    for token in line[at : at + 2]:
        for phrase in phrases((token,)):
            if phrase in known.after:
                return known.after[phrase]
    return None


def _measured(line: Sequence[Token], quantity: Quantity, known: Counts) -> str | None:
    for size in (2, 1):
        for phrase in phrases(line[max(0, quantity.first - size) : quantity.first]):
            kind = known.measured_before.get(phrase)
            if any(
                not known.others.isdisjoint(token.readings)
                for token in line[max(0, quantity.first - 4) : quantity.first]
            ):
                return None
            if kind is not None and _has_unit(line, quantity.last, known.measured_units[kind]):
                return kind
    return None


def _has_unit(line: Sequence[Token], last: int, units: Collection[Phrase]) -> bool:
    return any(phrase in units for size in (1, 2) for phrase in phrases(line[last : last + size]))


# ---------------------------------------------------------------------------------------------------- anything


def units_of(found: Iterable[Sentence], known: Counts) -> dict[str, list[Quantity]]:
    """Return all numbers of an article by what follows them."""
    units: dict[str, list[Quantity]] = {}
    for sentence in found:
        for quantity in sentence.quantities:
            unit = _unit(sentence.item.article.text, sentence, quantity, known)
            if unit is not None:
                units.setdefault(unit[0], []).append(quantity)
    return units


def by_unit(sentence: Sentence, known: Counts) -> dict[str, tuple[Quantity, str]]:
    """Return the numbers of a sentence by what follows them, where a unit stands with one number alone.

    The second value is the unit as written.
    """
    text = sentence.item.article.text
    found: dict[str, list[tuple[Quantity, str]]] = {}
    for quantity in sentence.quantities:
        unit = _unit(text, sentence, quantity, known)
        if unit is not None:
            found.setdefault(unit[0], []).append((quantity, unit[1]))
    return {unit: numbers[0] for unit, numbers in found.items() if len(numbers) == 1}


def _unit(text: str, sentence: Sentence, quantity: Quantity, known: Counts) -> tuple[str, str] | None:
    after = text[quantity.end : quantity.end + 2].strip()
    if after[:1] in ("%", "٪"):
        return "percent", after[0]
    name, words_of = unit_after(sentence.tokens, quantity.last, known)
    if name is not None:
        end = sentence.tokens[quantity.last + len(words_of) - 1].end
        return name, text[sentence.tokens[quantity.last].start : end]
    if quantity.last >= len(sentence.tokens):
        return None
    noun = sentence.tokens[quantity.last]
    if not noun.readings or noun.joined or not text[quantity.end : noun.start].isspace():
        return None
    return stem(noun.readings[0]), text[noun.start : noun.end]
