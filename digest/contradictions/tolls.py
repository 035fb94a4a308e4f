"""Tolls of one event held against each other: which contradict, and which are only of different times.

A toll grows while the news comes in. Numbers of different days, or of articles one of which says that its number is
a first, a new or a provisional one, are a later count of the same thing: they are shown as such, never as accounts
that differ.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.contradictions.claims import Claim, Sentence
from digest.contradictions.compare import are_apart, are_elsewhere, contradiction, is_update, update, value_of
from digest.contradictions.numbers import Numbers
from digest.contradictions.quantities import Quantity
from digest.contradictions.vocabulary import Counts
from digest.records import Contradiction

# Chosen on the development articles, for precision.
TOLL_SHARED = 2
"""Content words that two sentences share to be about the same dead or wounded."""
FAR = 2.0
"""How many times larger a number is that cannot be another account of the same moment: it is of another time, or of
more places. Where the articles do not say which, nothing is said."""
NEXT = 3
"""Words between a number and one that "and" adds to it."""
COMPARED = 60
"""Most articles of one event whose tolls are compared with each other; the earliest by path."""


def toll_contradictions(
    claims: Mapping[str, Sequence[Claim]], growing: Mapping[str, bool], counts: Counts
) -> Iterator[Contradiction]:
    """Yield where headline and lead of articles give tolls that cannot agree, and those that are updates.

    `claims` maps article ids to their claims, `growing` tells which articles say that tolls rise or are provisional:
    one such article tells that the others' numbers are of other hours. Two articles disagree if no number of the
    one, wherever it stands, agrees with any of the other: an article that gives both numbers is an update in itself.
    """
    whole = {article: _whole(mine) for article, mine in claims.items()}
    for kind in dict.fromkeys(claim.kind for mine in claims.values() for claim in mine):
        told = [article for article in claims if kind in whole[article]][:COMPARED]
        steady = kind.partition(":")[0] in counts.steady
        rises = not steady and any(growing[article] for article in told)
        rows = [_row([claim for claim in claims[article] if claim.kind == kind], counts) for article in told]
        yield from _told(rows, [whole[article][kind] for article in told], rises=rises, steady=steady)


def _whole(claims: Sequence[Claim]) -> Mapping[str, Claim]:
    """Return the claims of headline and lead that give the toll of the event, by kind: the first ones.

    A sentence that gives another number than the sentences before it tells of a part, with all that it counts: "53
    killed. In one province 23 were killed and 420 wounded".
    """
    found: dict[str, Claim] = {}
    front = [claim for claim in claims if claim.sentence.front]
    for _, group in itertools.groupby(front, key=lambda claim: claim.sentence.span):
        mine = list(group)
        if all(claim.kind not in found or claim.quantity.agrees(found[claim.kind].quantity) for claim in mine):
            for claim in mine:
                found.setdefault(claim.kind, claim)
    return found


def _told(rows: Sequence[_Row], firsts: Sequence[Claim], *, rises: bool, steady: bool) -> Iterator[Contradiction]:
    """Yield what the first numbers of one kind contradict each other in, and the update that they are.

    `rows` holds all numbers of each article, `firsts` the one that counts.
    """
    clashing: set[int] = set()
    later: set[int] = set()
    for (at, one), (other, two) in itertools.combinations(enumerate(firsts), 2):
        if _disagree(rows[at], rows[other]) and _may_be_one(one.sentence, two.sentence):
            of_other_days = is_update(one.sentence.item, two.sentence.item)
            if rises or of_other_days:
                later.update(() if steady else (at, other))
            elif not _is_far(one, two) and are_apart(one.sentence.item, two.sentence.item):
                clashing.update((at, other))
    about = firsts[0].label if firsts else ""
    for found in (
        contradiction("number", about, map(value_of, _with_equals(firsts, clashing))),
        update(about, map(value_of, _in_time(_with_equals(firsts, later)))),
    ):
        if found is not None:
            yield found


def _with_equals(firsts: Sequence[Claim], chosen: Collection[int]) -> list[Claim]:
    """Return the chosen claims and those that give exactly the same number."""
    given = {firsts[at].quantity[:2] for at in chosen}
    return [claim for claim in firsts if claim.quantity[:2] in given]


class _Row(NamedTuple):
    """All numbers that one article gives for one thing."""

    quantities: Sequence[Quantity]
    numbers: Numbers
    exact: frozenset[float]
    """Those without hedges."""
    sums: frozenset[float]
    """Those of a number with what is added to it: 149 passengers and 8 of the crew."""


def _row(claims: Sequence[Claim], counts: Counts) -> _Row:
    quantities = [claim.quantity for claim in claims]
    return _Row(
        quantities,
        Numbers(quantities),
        frozenset(q.low for q in quantities if q.low == q.high),
        frozenset(total for claim in claims for total in _sums(claim, counts)),
    )


def _disagree(ours: _Row, theirs: _Row) -> bool:
    sums = not ours.sums.isdisjoint(theirs.exact) or not theirs.sums.isdisjoint(ours.exact)
    return not sums and not ours.numbers.agree_with_any(theirs.quantities)


def _sums(part: Claim, counts: Counts) -> Iterator[float]:
    """Yield the sums of a number with the next ones that are added to it in its sentence."""
    line, last = part.sentence.tokens, part.quantity.last
    for other in part.sentence.quantities:
        if last <= other.first <= last + NEXT and (
            line[other.first].joined
            or any(not counts.adding.isdisjoint(token.readings) for token in line[last : other.first])
        ):
            yield part.quantity.low + other.low


def _may_be_one(one: Sentence, two: Sentence) -> bool:
    """Tell whether two sentences may count the same dead."""
    return len(one.stems & two.stems) >= TOLL_SHARED and not are_elsewhere(one, two)


def _is_far(one: Claim, two: Claim) -> bool:
    low, high = sorted((one.quantity.low, two.quantity.low))
    return high > FAR * low


def _in_time(claims: Sequence[Claim]) -> list[Claim]:
    """Return tolls by the day of their articles and, of one day, as tolls grow; by size alone if a day is not known."""
    known = all(claim.sentence.item.publication.day is not None for claim in claims)

    def key(claim: Claim) -> tuple[dt.date, float]:
        day = claim.sentence.item.publication.day if known else None
        return day or dt.date.min, claim.quantity.low

    return sorted(claims, key=key)
