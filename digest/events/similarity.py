"""How near two articles are to being about one event, and what forbids it.

Dates first, text second: the words of two articles count for less the further apart their days may lie, and for more
if both tell of the same day or the same dated happening. What contradicts outright (an editor's key, days beyond the
window, two talks with different sides, two attacks in different places) is a veto that no likeness of words outweighs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digest.events.copies import is_copy
from digest.events.frames import Frame, Told
from digest.events.matching import same_happening
from digest.events.vocabulary import Frequencies, Terms, Vector, block_of, cosine
from digest.tellings import HappeningWords

LEAD_SHARE = 0.6
"""Share of headline and lead in the likeness of words; the rest is the whole text (calibrated with `SAME_EVENT`)."""

GAP_FACTORS = (1.0, 0.95, 0.8, 0.65)
"""What the likeness of words counts for when articles are 0, 1, 2, 3 or more days apart."""

UNSURE_FACTORS = (1.0, 1.0, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5)
"""The same by days between the last possible days of publication, where one is not known: weaker evidence."""

UNKNOWN_FACTOR = 0.9
"""The same where nothing tells near which day one of them was published."""

OTHER_DAY_FACTOR = 0.6
"""What it counts for when both leads tell of days as news and have none in common."""

ONE_OUTLET_FACTOR = 0.75
"""What it counts for between two articles of one outlet: an outlet tells an event mostly once, and its articles share
its manner of writing."""

OTHER_PEOPLE_FACTOR = 0.65
"""What it counts for when headline and lead of both name several persons and each somebody whom the other lacks."""

SAME_TOLD_BONUS = {"two": 0.25, "one": 0.15, "place": 0.15, "any": 0.15}
"""What is added when both report one dated happening as their news, by what tells it from others: two sides of a talk
on one day are nearly enough by themselves, however differently it is told."""

LIKE_TOLD_BONUS = 0.1
"""What is added when both leads report talks of the same sides, and one of them gives no day."""

COPY_SCORE = 0.95
"""Score of two copies."""


class Pair(NamedTuple):
    """What was found of two articles."""

    score: float
    """0…1."""
    veto: str | None
    """Code of what forbids it, None if nothing does."""


class Comparer:
    """Compares articles by frames, with vectors made once per article and block of days."""

    def __init__(self, terms: Mapping[str, Terms], frequencies: Frequencies, words: HappeningWords) -> None:
        self._terms = terms
        self._frequencies = frequencies
        self._words = words
        self._vectors: dict[tuple[str, int | None], tuple[Vector, Vector]] = {}

    def vectors(self, article: str, block: int | None) -> tuple[Vector, Vector]:
        """Return the vectors of headline with lead, and of the whole text, as weighed in `block`."""
        key = (article, block)
        if key not in self._vectors:
            terms = self._terms[article]
            self._vectors[key] = (
                self._frequencies.vector(terms.lead, block),
                self._frequencies.vector(terms.body, block),
            )
        return self._vectors[key]

    def words_alike(self, one: Frame, other: Frame) -> float:
        """Return the likeness of words, 0…1, as weighed in the earlier article's stretch of time."""
        blocks = [block for frame in (one, other) if (block := block_of(frame.around)) is not None]
        block = min(blocks, default=None)
        lead, body = self.vectors(one.id, block)
        other_lead, other_body = self.vectors(other.id, block)
        return LEAD_SHARE * cosine(lead, other_lead) + (1 - LEAD_SHARE) * cosine(body, other_body)

    def compare(self, one: Frame, other: Frame, window: int) -> Pair:
        """Return the score of two articles, and the veto if there is one."""
        gap = one.days.gap(other.days)
        veto = self._veto(one, other, gap, window)
        if is_copy(one, other):
            return Pair(COPY_SCORE, veto)
        score = self.words_alike(one, other)
        for factor in (_days_apart, _other_days, _one_outlet, _other_people):
            score *= factor(one, other)
        return Pair(min(1.0, score + self._same_told(one, other)), veto)

    def _veto(self, one: Frame, other: Frame, gap: int, window: int) -> str | None:
        keys = (one.item.article.front.event, other.item.article.front.event)
        if None not in keys and keys[0] != keys[1]:
            return "other-event-key"
        if gap > window:
            return "days-too-far-apart"
        return self._clash(one, other)

    def _clash(self, one: Frame, other: Frame) -> str | None:
        """Return what kind of contradiction there is between the main happenings, if any."""
        mine, theirs = _sides(one), _sides(other)
        if mine and theirs and not any(len(a & b) > 1 for a in mine for b in theirs):
            return "other-sides"
        if not one.places & other.places:
            for family in ("violence", "disaster"):
                here, there = _places(one, family), _places(other, family)
                if here and there and not here & there:
                    return "other-place"
        return None

    def _same_told(self, one: Frame, other: Frame) -> float:
        """Return what is added for a happening that both report as their news."""
        best = 0.0
        theirs = [told for told in other.told if _is_news(told, other)]
        for mine in (told for told in one.told if _is_news(told, one)):
            for told in theirs:
                if same_happening(mine, told, self._words):
                    best = max(best, self._told_bonus(mine, told, same_days=_other_days(one, other) == 1.0))
        return best

    def _told_bonus(self, one: Told, other: Told, *, same_days: bool) -> float:
        needs = self._words.needs[one.telling.kinds[0]]
        if one.days.day is not None and other.days.day is not None:
            return SAME_TOLD_BONUS[needs] if one.days == other.days else 0.0
        return LIKE_TOLD_BONUS if needs == "two" and same_days else 0.0


# ------------------------------------------------------------------------------------------------ factors


def _days_apart(one: Frame, other: Frame) -> float:
    """Return the factor for the days between two articles."""
    factors = GAP_FACTORS if one.sure and other.sure else UNSURE_FACTORS
    if one.around is None or other.around is None:
        return UNKNOWN_FACTOR
    return factors[min(abs((one.around - other.around).days), len(factors) - 1)]


def _other_days(one: Frame, other: Frame) -> float:
    """Return the factor for leads that tell of other days; where an article is not dated, of other weekdays."""
    if not one.news or not other.news:
        return 1.0
    if one.sure and other.sure:
        common = bool(set(one.news) & set(other.news))
    else:
        common = bool({day.weekday() for day in one.news} & {day.weekday() for day in other.news})
    return 1.0 if common else OTHER_DAY_FACTOR


def _one_outlet(one: Frame, other: Frame) -> float:
    """Return the factor for articles of one outlet."""
    outlet = one.item.article.outlet
    return ONE_OUTLET_FACTOR if outlet is not None and outlet == other.item.article.outlet else 1.0


def _other_people(one: Frame, other: Frame) -> float:
    """Return the factor for leads that both name several persons, and each somebody whom the other lacks."""
    several = min(len(one.persons), len(other.persons)) > 1
    return OTHER_PEOPLE_FACTOR if several and one.persons - other.persons and other.persons - one.persons else 1.0


# ------------------------------------------------------------------------------------------------ what is told


def _sides(frame: Frame) -> list[frozenset[str]]:
    """Return the persons on the sides of each talk or agreement that headline and lead report."""
    two_sided = [told for told in frame.told_in_lead() if told.families & {"contact", "deal"}]
    sides = [frozenset(told.people) & frame.persons for told in two_sided]
    return [persons for persons in sides if len(persons) > 1]


def _places(frame: Frame, family: str) -> frozenset[str]:
    """Return the places of what headline and lead report of a family."""
    return frozenset(place for told in frame.told_in_lead() if family in told.families for place in told.places)


def _is_news(told: Told, frame: Frame) -> bool:
    """Tell whether an article reports a happening as its news: in headline or lead, or of the very people there."""
    if told.tense != "reported" or not told.telling.kinds or told.telling.quoted:
        return False
    if told.telling.part != "body":
        return True
    return told.days.day is not None and len(told.people) >= 2 and frame.people.issuperset(told.people)
