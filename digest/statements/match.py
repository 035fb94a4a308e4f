"""Quotations of many articles gathered into statements, without comparing all pairs."""

from __future__ import annotations

import bisect
import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest.lexicon import Lexicons
from digest.records import QuoteGroup, QuoteRef, Span
from digest.statements.wording import (
    EDITED,
    SHORTEST,
    SHORTEST_EDITED,
    SHORTEST_UNNAMED,
    TRANSLATED,
    Wording,
    rarity,
    read_wording,
    same_sense,
    same_words,
)

POSTINGS = 64
"""Most wordings looked at for one word of another: those nearest in length. Only floods of almost equal quotations
have more, and each of them is still compared with this many of its likes."""
COMPARED = 100
"""Most wordings that one is held against: those that share most of its rare words."""


class _Group:
    """A statement in the making: likeness is measured to its centre, so that it does not chain."""

    def __init__(self, centre: int) -> None:
        self.centre = centre
        self.members: dict[str, int] = {}
        """Positions of the wordings by article, the centre's own included."""


def match_statements(
    quotes: Sequence[QuoteRef], days: Mapping[str, dt.date | None], lexicons: Lexicons
) -> tuple[QuoteGroup, ...]:
    """Return the statements that at least two articles carry, in the order of their fullest wordings in `quotes`.

    `quotes` may come from one event or from many; `days` maps article ids to days of publication. A group holds one
    quotation of each article, the fullest wording first; a quotation is in one group at most.
    """
    order = {ref.id: at for at, ref in enumerate(quotes)}
    wordings = [read_wording(ref, days.get(ref.article), lexicons) for ref in quotes]
    weights = rarity(wordings)
    ranked = sorted(
        _once_an_article(w for w in wordings if len(w.content) >= SHORTEST),
        key=lambda w: (-len(w.content), -len(w.ref.quote.text), order[w.ref.id]),
    )
    home: dict[int, _Group] = {}
    firsts, twins = _twins(ranked)
    for group in _texts(firsts, ranked, weights, twins):
        home.update(dict.fromkeys(group.members.values(), group))
    _add_translations(ranked, weights, home)
    groups = {id(group): group for _, group in sorted(home.items())}.values()
    found = [QuoteGroup(quotes=tuple(ranked[at].ref.id for at in sorted(g.members.values()))) for g in groups]
    whole = _without_parts(found, {ref.id: ref for ref in quotes})
    return tuple(sorted(whole, key=lambda group: order[group.quotes[0]]))


def _once_an_article(wordings: Iterable[Wording]) -> Iterator[Wording]:
    """Yield the wordings, of those that an article repeats word for word the first alone."""
    seen: set[tuple[object, ...]] = set()
    for wording in wordings:
        key = (wording.ref.article, wording.ref.speaker, wording.signed)
        if key not in seen:
            seen.add(key)
            yield wording


# ---------------------------------------------------------------------------------------------------- passes


def _twins(ranked: Sequence[Wording]) -> tuple[list[int], Mapping[int, list[int]]]:
    """Return the positions of the wordings that no earlier one equals, and for each of them those that equal it.

    What is common to thousands of articles is compared once. Short wordings have no twins: whether they are one
    statement depends on when they were said.
    """
    first: dict[tuple[str | None, tuple[str, ...]], int] = {}
    twins: dict[int, list[int]] = defaultdict(list)
    firsts = []
    for at, wording in enumerate(ranked):
        needed = SHORTEST_EDITED if wording.ref.speaker is not None else SHORTEST_UNNAMED
        seen = at if len(wording.content) < needed else first.setdefault((wording.ref.speaker, wording.signed), at)
        if seen == at:
            firsts.append(at)
        else:
            twins[seen].append(at)
    return firsts, twins


def _texts(
    firsts: Sequence[int], ranked: Sequence[Wording], weights: Mapping[str, float], twins: Mapping[int, Sequence[int]]
) -> Iterator[_Group]:
    """Yield the groups of wordings that are one text, whole, cut or edited, around the fullest wording of each."""
    index = _Index([ranked[at] for at in firsts], weights, EDITED, unnamed=True)
    taken: set[int] = set()
    for place, at in enumerate(firsts):
        if at in taken:
            continue
        best: dict[str, tuple[tuple[int, float], int]] = {}
        for other in (firsts[likely] for likely in index.likely(place)):
            if other not in taken and ranked[other].ref.article != ranked[at].ref.article:
                score = same_words(ranked[at], ranked[other])
                if score > best.get(ranked[other].ref.article, ((0, 0.0), 0))[0]:
                    best[ranked[other].ref.article] = (score, other)
        group = _Group(at)
        group.members[ranked[at].ref.article] = at
        group.members.update((article, other) for article, (_, other) in best.items())
        for one in list(group.members.values()):
            for twin in twins.get(one, ()):
                group.members.setdefault(ranked[twin].ref.article, twin)
        if len(group.members) > 1:
            taken.update(group.members.values())
            yield group


def _add_translations(ranked: Sequence[Wording], weights: Mapping[str, float], home: dict[int, _Group]) -> None:
    """Join what is left with its translations, the surest pairs first; groups take translations of their centres."""
    # Two sets with a Dice coefficient of d share at least d / (2 - d) of either.
    index = _Index(ranked, weights, TRANSLATED / (2 - TRANSLATED), unnamed=False)
    pairs = [
        (score, at, other)
        for at, seed in enumerate(ranked)
        if seed.ref.speaker is not None
        for other in index.likely(at)
        if ranked[other].ref.article != seed.ref.article and (score := same_sense(seed, ranked[other], weights))
    ]
    for _, at, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        first, second = home.get(at), home.get(other)
        if first is None and second is None:
            group = home[at] = _Group(at)
            group.members[ranked[at].ref.article] = at
            _take(group, other, ranked, home)
        elif first is not None and second is None and first.centre == at:
            _take(first, other, ranked, home)
        elif second is not None and first is None and second.centre == other:
            _take(second, at, ranked, home)


def _take(group: _Group, at: int, ranked: Sequence[Wording], home: dict[int, _Group]) -> None:
    if ranked[at].ref.article not in group.members:
        group.members[ranked[at].ref.article] = at
        home[at] = group


def _without_parts(groups: Sequence[QuoteGroup], refs: Mapping[str, QuoteRef]) -> list[QuoteGroup]:
    """Leave out groups whose quotations all stand inside longer ones of one other group: "said that … «…»"."""
    of_article: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for at, group in enumerate(groups):
        for key in group.quotes:
            of_article[refs[key].article].append((at, refs[key].quote.content))

    def around(key: str) -> set[int]:
        inner = refs[key].quote.content
        return {at for at, outer in of_article[refs[key].article] if outer != inner and outer.covers(inner)}

    return [
        group for at, group in enumerate(groups) if not set.intersection(*(around(key) for key in group.quotes)) - {at}
    ]


# ---------------------------------------------------------------------------------------------------- candidates

_UNNAMED, _ANYBODY = ("unnamed",), ("anybody",)


class _Index:
    """Finds, for each wording, the later (shorter) ones that may be the same statement.

    A wording of which another one holds at least `share` has one of its few rarest words there (prefix filtering,
    Chaudhuri et al. 2006). Words are looked up by speaker; a speaker who is not known may be anybody, but only long
    wordings of theirs are compared.
    """

    def __init__(self, ranked: Sequence[Wording], weights: Mapping[str, float], share: float, *, unnamed: bool) -> None:
        self._ranked = ranked
        self._unnamed = unnamed
        self._postings: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        for at, wording in enumerate(ranked):
            stems = sorted(wording.stems, key=lambda s: (-weights[s], s))
            prefix = stems[: len(stems) - math.ceil(share * len(stems)) + 1]
            self._sizes.append(len(prefix))
            for scope in self._found_under(wording):
                for s in prefix:
                    self._postings[scope, s].append(at)

    def _found_under(self, wording: Wording) -> Iterator[tuple[str, ...]]:
        if wording.ref.speaker is not None:
            yield "by", wording.ref.speaker
        if self._unnamed and len(wording.content) >= SHORTEST_UNNAMED:
            yield _ANYBODY
            if wording.ref.speaker is None:
                yield _UNNAMED

    def _looked_up_under(self, wording: Wording) -> Iterator[tuple[str, ...]]:
        if wording.ref.speaker is not None:
            yield "by", wording.ref.speaker
        if self._unnamed and len(wording.content) >= SHORTEST_UNNAMED:
            yield _ANYBODY if wording.ref.speaker is None else _UNNAMED

    def likely(self, at: int) -> list[int]:
        """Return the positions after `at` of wordings that may say the same, at most `COMPARED` of them."""
        hits: Counter[int] = Counter()
        wording = self._ranked[at]
        for scope in self._looked_up_under(wording):
            for s in wording.stems:
                found = self._postings.get((scope, s), [])
                begin = bisect.bisect_right(found, at)
                hits.update(found[begin : begin + POSTINGS])
        return sorted(hits, key=lambda other: (-hits[other] / self._sizes[other], -hits[other], other))[:COMPARED]
