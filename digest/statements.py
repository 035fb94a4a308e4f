"""One statement, many outlets: the same words of one speaker found again in other articles.

Three ways of being the same, the surer ones first:

1. one wording holds the other, or nearly so (outlets cut quotations short);
2. the wordings run largely alike (outlets edit, and agencies translate from one text);
3. the wordings share much of their rarer words, said by the same speaker at the same time (independent translations).

Precision comes first: two statements shown as one would put words into someone's mouth. Speakers that are known and
differ are never joined; a group forms around its fullest wording, so that likeness does not chain.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from digest.arabic import stem, words
from digest.contradictions.vocabulary import negation_stems
from digest.events.vocabulary import stop_words
from digest.lexicon import Lexicons
from digest.records import QuoteGroup, QuoteRef, Record, Span

# Chosen together on the quotations of the development articles, for precision.
SHORTEST = 3
"""Content words that the shorter wording needs to be found in the longer one without a change."""
SHORTEST_EDITED = 5
"""Content words that it needs to be found with changes, or in articles of different times."""
SHORTEST_UNNAMED = 8
"""Content words that it needs where one of the speakers is not known."""
EDITED = 0.8
"""Share of the shorter wording's content words that stand in the longer one, in order."""
TRANSLATED = 0.5
"""Dice coefficient of the content words, weighted by rarity, for translations."""
SHARED = 4
"""Content words that translations share."""
ALL_OF_IT = 0.8
"""Share of the longer wording's length from which the shorter one leaves nothing out."""
DAYS = 1
"""Days that may lie between articles that tell of the same time."""


class Segment(Record, frozen=True, kw_only=True):
    """A stretch of two wordings: the same in both, or different."""

    same: bool
    """Whether the words are the same after folding."""
    a: str
    """The characters of the first wording, verbatim; empty if it has nothing here."""
    b: str
    """The characters of the second."""


def differences(a: str, b: str) -> tuple[Segment, ...]:
    """Return two wordings side by side: stretches of equal and of different words, alternating.

    The `a` parts joined are `a`, the `b` parts joined are `b`; words are equal if they fold to the same letters.
    """
    left, right = _pieces(a), _pieces(b)
    found: list[Segment] = []
    steps = Indel.opcodes([folded for folded, _ in left], [folded for folded, _ in right])
    for step in steps:
        same = step.tag == "equal"
        one = "".join(text for _, text in left[step.src_start : step.src_end])
        two = "".join(text for _, text in right[step.dest_start : step.dest_end])
        if found and found[-1].same == same:
            last = found.pop()
            one, two = last.a + one, last.b + two
        found.append(Segment(same=same, a=one, b=two))
    return tuple(found)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, folded, each with its characters up to the next word.

    A text without words is one piece.
    """
    found = [word for word in words(text) if word.folded]
    folded = [word.folded for word in found] or [""]
    starts = [0, *(word.start for word in found[1:]), len(text)]
    return [(word, text[a:b]) for word, (a, b) in zip(folded, itertools.pairwise(starts), strict=True)]


class Wording(NamedTuple):
    """A quotation as it is compared."""

    ref: QuoteRef
    content: tuple[str, ...]
    """Stems of its words without function words."""
    negations: int
    """Words in it that turn a statement round."""
    day: dt.date | None
    """Day on which its article was published."""


def match_statements(
    quotes: Sequence[QuoteRef], days: Mapping[str, dt.date | None], lexicons: Lexicons
) -> tuple[QuoteGroup, ...]:
    """Return the statements that at least two articles carry, in the order of their fullest wordings in `quotes`.

    `quotes` may come from one event or from many; `days` maps article ids to days of publication. A group holds one
    quotation of each article, the fullest wording first; a quotation is in one group at most.
    """
    wordings = [_wording(ref, days.get(ref.article), lexicons) for ref in quotes]
    weights = _weights(wordings)
    order = {ref.id: at for at, ref in enumerate(quotes)}
    ranked = sorted(
        (w for w in wordings if len(w.content) >= SHORTEST),
        key=lambda w: (-len(w.content), -len(w.ref.quote.text), order[w.ref.id]),
    )
    taken: set[str] = set()
    groups: list[QuoteGroup] = []
    for seed, others in _neighbours(ranked, weights):
        if seed.ref.id not in taken and (members := _members(seed, others, taken, weights)):
            taken.update((seed.ref.id, *members))
            groups.append(QuoteGroup(quotes=(seed.ref.id, *members)))
    whole = _without_parts(groups, {ref.id: ref for ref in quotes})
    return tuple(sorted(whole, key=lambda group: order[group.quotes[0]]))


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


def _wording(ref: QuoteRef, day: dt.date | None, lexicons: Lexicons) -> Wording:
    stops, negations = stop_words(lexicons).function, negation_stems(lexicons)
    stems = [stem(word.folded) for word in words(ref.quote.text)]
    return Wording(ref, tuple(s for s in stems if s not in stops), sum(s in negations for s in stems), day)


def _weights(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Return how telling each content word is: the fewer of these quotations hold it, the more."""
    held = [set(wording.content) for wording in wordings]
    counts = Counter(s for one in held for s in one)
    return {s: math.log(1 + len(held) / count) for s, count in counts.items()}


def _neighbours(ranked: Sequence[Wording], weights: Mapping[str, float]) -> Iterator[tuple[Wording, list[Wording]]]:
    """Yield each wording with the later ones that may be the same statement, without comparing all pairs.

    A wording that another one holds, or nearly so, has one of its few rarest words there (prefix filtering, Chaudhuri
    et al. 2006); translations are looked for among the same speaker's words of the same time.
    """
    by_word: dict[str, list[int]] = defaultdict(list)
    by_time: dict[tuple[str, object], list[int]] = defaultdict(list)
    for at, wording in enumerate(ranked):
        stems = sorted(dict.fromkeys(wording.content), key=lambda s: (-weights[s], s))
        for s in stems[: len(stems) - math.ceil(EDITED * len(stems)) + 1]:
            by_word[s].append(at)
        for key in _times(wording):
            by_time[key].append(at)
    for at, wording in enumerate(ranked):
        found = {other for s in wording.content for other in by_word[s] if other > at}
        found |= {other for key in _times(wording, DAYS) for other in by_time[key] if other > at}
        yield wording, [ranked[other] for other in sorted(found)]


def _times(wording: Wording, around: int = 0) -> Iterator[tuple[str, object]]:
    """Yield what a speaker's wordings of one time have in common: the event, and the days `around` their own."""
    if wording.ref.speaker is not None:
        if wording.ref.event is not None:
            yield wording.ref.speaker, wording.ref.event
        if wording.day is not None:
            for step in range(-around, around + 1):
                yield wording.ref.speaker, wording.day + dt.timedelta(step)


def _members(
    seed: Wording, others: Iterable[Wording], taken: Collection[str], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the quotations that say what `seed` says: of each other article the one most like it, fullest first."""
    best: dict[str, tuple[float, str]] = {}
    for other in others:
        if other.ref.id in taken or other.ref.article == seed.ref.article:
            continue
        score = likeness(seed, other, weights)
        if score > best.get(other.ref.article, (0.0, ""))[0]:
            best[other.ref.article] = (score, other.ref.id)
    return tuple(key for _, key in best.values())


def likeness(longer: Wording, shorter: Wording, weights: Mapping[str, float]) -> float:
    """Return how surely two wordings of different articles are one statement; 0 if they are not taken to be one."""
    one, two = longer.ref.speaker, shorter.ref.speaker
    if one is not None and two is not None and one != two:
        return 0.0
    named = one is not None and two is not None
    near = _near(longer, shorter)
    if len(longer.content) < len(shorter.content):
        longer, shorter = shorter, longer
    size = len(shorter.content)
    if size < (SHORTEST_UNNAMED if not named else SHORTEST if near else SHORTEST_EDITED):
        return 0.0
    if _holds(longer.content, shorter.content):
        return 3.0
    if not _same_sense(longer, shorter):
        return 0.0
    ordered = LCSseq.similarity(longer.content, shorter.content) / size
    if size >= SHORTEST_EDITED and ordered >= EDITED:
        return 1.0 + ordered
    return _shared(longer.content, shorter.content, weights) if named and near else 0.0


def _same_sense(longer: Wording, shorter: Wording) -> bool:
    """Tell whether a changed wording may say the same: it must not deny what the other says.

    The longer one may hold denials in the part that the shorter one leaves out.
    """
    if len(shorter.content) >= ALL_OF_IT * len(longer.content):
        return shorter.negations == longer.negations
    return shorter.negations <= longer.negations


def _near(one: Wording, two: Wording) -> bool:
    """Tell whether two quotations are of the same time: of one event, or of articles of neighbouring days."""
    if one.ref.event is not None and one.ref.event == two.ref.event:
        return True
    return one.day is not None and two.day is not None and abs((one.day - two.day).days) <= DAYS


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Tell whether the one sequence stands in the other without a gap."""
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def _shared(one: Sequence[str], two: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the weighted Dice coefficient of two wordings if it is that of a translation, else 0."""
    left, right = set(one), set(two)
    common = left & right
    if len(common) < SHARED:
        return 0.0
    total = math.fsum(weights[s] for side in (left, right) for s in side)
    dice = 2 * math.fsum(weights[s] for s in common) / total
    return dice if dice >= TRANSLATED else 0.0
