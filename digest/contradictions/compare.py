"""Accounts of different outlets held against each other: what cannot all be true is a contradiction."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec

from digest.arabic import words
from digest.citations import source_ref
from digest.contradictions.claims import Claim, Sentence, by_unit, within
from digest.contradictions.numbers import Numbers
from digest.contradictions.quantities import Quantity
from digest.contradictions.vocabulary import Counts
from digest.records import AnnotatedArticle, Contradiction, Mention, SourceRef, Timex

# Chosen on the development articles, for precision.
ALIKE = 0.7
"""Dice coefficient of the content words of two sentences that say the same but for a number, a date or a place."""
ALIKE_SHARED = 5
"""Content words that such sentences share."""
EXACT = ("day", "month", "year")
"""Granularities of dates that can contradict each other."""
MOST_ALIKE = 100
"""Most sentences of other words that a sentence is compared with for one of its rarest words: the nearest before it.
Only lists and floods hold more, and theirs are still joined through each other."""
MOST_VALUES = 60
"""Most different values that are held against each other in one group of like sentences. More are a table, of which
every row tells of something else."""
ABOUT_WORDS = 8
"""Most words before a date or place that tell what is dated or placed."""


T = TypeVar("T")


class Value(NamedTuple):
    """What one article gives."""

    item: AnnotatedArticle
    text: str
    ref: SourceRef
    what: object
    """The value itself: a quantity, first and last day, or a place's entity."""


def are_apart(one: AnnotatedArticle, two: AnnotatedArticle) -> bool:
    """Tell whether two articles are of different outlets, both known."""
    return None not in (one.article.outlet, two.article.outlet) and one.article.outlet != two.article.outlet


def is_update(one: AnnotatedArticle, two: AnnotatedArticle) -> bool:
    """Tell whether one article is of a later day, so that its numbers are newer rather than others."""
    a, b = one.publication, two.publication
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.last < b.first or b.last < a.first


def contradiction(
    kind: Literal["number", "date", "place"], about: str, values: Iterable[Value]
) -> Contradiction | None:
    """Return the values side by side, those of most articles first, then in the order given; None for one value."""
    groups = same_values(values)
    if len(groups) < 2:
        return None
    return _side_by_side(kind, about, sorted(groups, key=lambda group: -len({v.ref.article for v in group})))


def update(about: str, values: Iterable[Value]) -> Contradiction | None:
    """Return numbers of different times in the order given, the earliest first; None for one value.

    Every number stands for itself: one that agrees with an earlier one may still be the count of a later hour.
    """
    groups = same_values(values, _is_equal)
    found = _side_by_side("number", about, groups) if len(groups) > 1 else None
    return found and msgspec.structs.replace(found, update=True)


def _side_by_side(
    kind: Literal["number", "date", "place"], about: str, groups: Iterable[Sequence[Value]]
) -> Contradiction:
    return Contradiction(
        kind=kind,
        about=about,
        values=tuple((group[0].text, tuple(dict.fromkeys(v.ref for v in group))) for group in groups),
    )


def same_values(values: Iterable[Value], is_same: Callable[[object, object], bool] | None = None) -> list[list[Value]]:
    """Return the values gathered by what they say, in order of first appearance."""
    groups: list[list[Value]] = []
    for value in values:
        same = next((group for group in groups if (is_same or _is_same)(group[0].what, value.what)), None)
        if same is None:
            groups.append([value])
        else:
            same.append(value)
    return groups


def _is_equal(one: object, two: object) -> bool:
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return (one.low, one.high) == (two.low, two.high)
    return one == two


def _is_same(one: object, two: object) -> bool:
    """Tell whether two values are one; of numbers those that agree, but not a bound and a number above it."""
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return one.agrees(two) and math.isinf(one.high) == math.isinf(two.high)
    return one == two


def are_elsewhere(one: Sentence, two: Sentence) -> bool:
    """Tell whether two sentences name places, and not one of them the same."""
    return bool(one.places) and bool(two.places) and one.places.isdisjoint(two.places)


def value_of(claim: Claim) -> Value:
    """Return a number as one of the values of a contradiction."""
    return Value(claim.sentence.item, claim.text, claim.ref, claim.quantity)


# ---------------------------------------------------------------------------------------------------- like sentences


def like_sentences(found: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Yield the groups of sentences that say the same in almost the same words, in several articles.

    Sentences of the same words are compared once, however many there are.
    """
    places: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, sentence in enumerate(found):
        places[sentence.stems].append(at)
    kinds = [(stems, frozenset(found[at].item.article.id for at in held)) for stems, held in places.items()]
    root = list(range(len(kinds)))
    for a, b in _candidates(kinds):
        one, two = _root(root, a), _root(root, b)
        if one != two and _are_alike(kinds[a][0], kinds[b][0]):
            root[max(one, two)] = min(one, two)
    members: dict[int, list[int]] = defaultdict(list)
    for kind, (stems, _) in enumerate(kinds):
        if len(stems) >= ALIKE_SHARED:
            members[_root(root, kind)] += places[stems]
    for held in members.values():
        sentences = tuple(found[at] for at in sorted(held))
        if len({sentence.item.article.id for sentence in sentences}) > 1:
            yield sentences


def _root(root: list[int], at: int) -> int:
    """Return the first of a group, shortening the way to it."""
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


def _are_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    shared = len(one & two)
    return shared >= ALIKE_SHARED and 2 * shared >= ALIKE * (len(one) + len(two))


def _candidates(kinds: Sequence[tuple[frozenset[str], frozenset[str]]]) -> list[tuple[int, int]]:
    """Return the pairs of sets of words, each with the articles that hold it, that may be alike across articles.

    Two sets that are alike share at least `ALIKE / (2 - ALIKE)` of either, so that of each set's words, the rarest
    first, only the first ones beyond that share need be looked at (prefix filtering, Chaudhuri et al. 2006).
    """
    counts = Counter(word for stems, _ in kinds for word in stems)
    postings: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for at, (stems, articles) in enumerate(kinds):
        rarest = sorted(stems, key=lambda word: (counts[word], word))
        for word in rarest[: len(rarest) - math.ceil(len(rarest) * ALIKE / (2 - ALIKE)) + 1]:
            near = postings[word][-MOST_ALIKE:]
            pairs.update((other, at) for other in near if len(articles | kinds[other][1]) > 1)
            postings[word].append(at)
    return sorted(pairs)


def _numbers_agree(one: Sentence, two: Sentence, counts: Counts) -> bool:
    """Tell whether the numbers that two sentences give for the same units agree: else they tell of two things."""
    ours, theirs = by_unit(one, counts), by_unit(two, counts)
    return all(ours[unit][0].agrees(theirs[unit][0]) for unit in ours.keys() & theirs.keys())


def number_contradictions(
    group: Sequence[Sentence], elsewhere: Mapping[str, Mapping[str, Numbers]], counts: Counts
) -> Iterator[Contradiction]:
    """Yield the numbers with one unit that differ between sentences that are otherwise alike.

    `elsewhere` holds all numbers of each article by unit: an article that gives the other's number too, in whatever
    sentence, tells of two things.
    """
    by_units: dict[str, list[Claim]] = defaultdict(list)
    for sentence in group:
        for unit, (quantity, written) in by_unit(sentence, counts).items():
            if unit not in counts.toll_units:
                by_units[unit].append(Claim(unit, written, quantity, sentence))

    for claims in by_units.values():
        kept = _numbers_in_conflict(claims, elsewhere)
        if one := contradiction("number", claims[0].label, map(value_of, kept)):
            yield one


def _numbers_in_conflict(claims: Sequence[Claim], elsewhere: Mapping[str, Mapping[str, Numbers]]) -> list[Claim]:
    """Return the numbers that another article does not give, where neither gives those of the other, in their order.

    Articles are held against each other two by two, each with its different numbers, so that repeating one costs
    nothing.
    """
    given: dict[str, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in claims:
        if not claim.sentence.momentary:
            given[claim.sentence.item.article.id].setdefault(_said(claim), claim)
    if len({claim.quantity[:2] for own in given.values() for claim in own.values()}) > MOST_VALUES:
        return []
    clashing: set[tuple[object, ...]] = set()
    unit = claims[0].kind
    for (one, ours), (two, theirs) in itertools.combinations(_disputed(given, elsewhere, unit), 2):
        mine, other = (next(iter(own.values())).sentence.item for own in (ours, theirs))
        if not are_apart(mine, other) or is_update(mine, other):
            continue
        left = [c for c in ours.values() if not elsewhere[two][unit].agree_with(c.quantity)]
        right = [c for c in theirs.values() if not elsewhere[one][unit].agree_with(c.quantity)]
        for a, b in itertools.product(left, right):
            if not are_elsewhere(a.sentence, b.sentence):
                clashing.update((_said(a), _said(b)))
    return [claim for claim in claims if _said(claim) in clashing]


def _disputed(
    given: Mapping[str, Mapping[tuple[object, ...], Claim]], elsewhere: Mapping[str, Mapping[str, Numbers]], unit: str
) -> list[tuple[str, Mapping[tuple[object, ...], Claim]]]:
    """Return the articles that give a number with which none of some other article agrees."""
    quantities = {claim.quantity[:3]: claim.quantity for own in given.values() for claim in own.values()}
    disputed = {
        key for key, quantity in quantities.items() if not all(elsewhere[a][unit].agree_with(quantity) for a in given)
    }
    return [
        (article, own)
        for article, own in given.items()
        if any(claim.quantity[:3] in disputed for claim in own.values())
    ]


def _said(claim: Claim) -> tuple[object, ...]:
    """Return what of a claim decides with which others it conflicts."""
    sentence = claim.sentence
    return sentence.item.article.id, claim.quantity[:3], sentence.places, sentence.momentary


def date_contradictions(group: Sequence[Sentence], counts: Counts) -> Iterator[Contradiction]:
    """Yield the dates that differ between sentences that are otherwise alike.

    Only dates that the words state in full are held against each other: "today" depends on days of publication.
    """
    dated = [(sentence, timex) for sentence in group if (timex := _only_date(sentence)) is not None]
    kept = _in_conflict(
        dated,
        lambda a: (*_setting(a[0], counts), a[1].first, a[1].last, a[1].granularity),
        lambda a, b: (
            are_apart(a[0].item, b[0].item)
            and not are_elsewhere(a[0], b[0])
            and _numbers_agree(a[0], b[0], counts)
            and a[1].granularity == b[1].granularity
            and not _dates(a[0].item, b[1])
            and not _dates(b[0].item, a[1])
        ),
    )
    values = [Value(s.item, t.text, source_ref(s.item.article, t.span), (t.first, t.last)) for s, t in kept]
    if kept and (one := contradiction("date", _words_before(kept[0][0], kept[0][1].span.start), values)):
        yield one


def _only_date(sentence: Sentence) -> Timex | None:
    inside = within(sentence.item.timexes, sentence.span)
    if len(inside) != 1 or inside[0].approximate or inside[0].anchor != "absolute":
        return None
    return inside[0] if inside[0].granularity in EXACT else None


def _dates(item: AnnotatedArticle, other: Timex) -> bool:
    """Tell whether an article gives a date that agrees with `other`, wherever it stands."""
    return any(
        t.granularity in EXACT and t.first <= other.last and other.first <= t.last and not t.approximate
        for t in item.timexes
    )


def place_contradictions(group: Sequence[Sentence], counts: Counts) -> Iterator[Contradiction]:
    """Yield the places that differ between sentences that are otherwise alike.

    Only places of the lexicon are compared, and only if neither article names the other's: a quarter and its city, or
    two stations of a journey, are no contradiction.
    """
    placed = [(sentence, mention) for sentence in group if (mention := _only_place(sentence)) is not None]
    kept = _in_conflict(
        placed,
        lambda a: (*_setting(a[0], counts), a[1].entity),
        lambda a, b: (
            are_apart(a[0].item, b[0].item)
            and a[1].entity != b[1].entity
            and not _names(a[0].item, b[1].entity)
            and not _names(b[0].item, a[1].entity)
            and _numbers_agree(a[0], b[0], counts)
        ),
    )
    values = [Value(s.item, m.text, source_ref(s.item.article, m.span), m.entity) for s, m in kept]
    if kept and (one := contradiction("place", _words_before(kept[0][0], kept[0][1].span.start), values)):
        yield one


def _only_place(sentence: Sentence) -> Mention | None:
    inside = [m for m in within(sentence.item.mentions, sentence.span) if m.kind == "place"]
    return inside[0] if len(inside) == 1 and inside[0].entity.startswith("known:") else None


def _names(item: AnnotatedArticle, entity: str) -> bool:
    return any(mention.entity == entity for mention in item.mentions)


def _in_conflict(items: Sequence[T], key: Callable[[T], Hashable], clash: Callable[[T, T], bool]) -> list[T]:
    """Return the items that clash with any other, in their order; none of a table.

    Items of one key clash with the same others, and are compared once.
    """
    first: dict[Hashable, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    if len(first) > MOST_VALUES:
        return []
    clashing = {one for one, a in first.items() if any(a is not b and clash(a, b) for b in first.values())}
    return [item for item in items if key(item) in clashing]


def _setting(sentence: Sentence, counts: Counts) -> tuple[Hashable, ...]:
    """Return what of a sentence decides whether its date or place can be held against another's."""
    numbers = tuple(sorted((unit, quantity[:3]) for unit, (quantity, _) in by_unit(sentence, counts).items()))
    return sentence.item.article.id, sentence.places, numbers


def _words_before(sentence: Sentence, offset: int) -> str:
    """Return the words of a sentence before an offset, verbatim, at most `ABOUT_WORDS`."""
    text = sentence.item.article.text
    before = list(words(text, sentence.span.start, offset))[-ABOUT_WORDS:]
    return text[before[0].start : before[-1].end] if before else text[sentence.span.start : sentence.span.end]
