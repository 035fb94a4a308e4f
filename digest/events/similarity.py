"""How near two articles are to being about one event, and what forbids it.

Dates first, text second: the words of two articles count for less the further apart their days may lie, and for more
if both tell of the same day or the same dated happening. What contradicts outright (an editor's key, days beyond the
window, two talks with different sides, two attacks in different places) is a veto that no likeness of words outweighs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digest.events.copies import is_copy
from digest.events.factors import FACTORS, Compared, Stance, are_other_figures, common_figures, one_outlet, other_days
from digest.events.frames import PLANNED, Frame, Told
from digest.events.matching import same_happening
from digest.events.vocabulary import Frequencies, Terms, Vector, block_of, cosine, is_check
from digest.tellings import HappeningWords

LEAD_SHARE = 0.6
"""Share of headline and lead in the likeness of words; the rest is the whole text (calibrated with `SAME_EVENT`)."""

PLACED = ("violence", "disaster")
"""Families of happenings that are told apart by where they are."""

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
        self._known: dict[str, Compared] = {}

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
        mine, theirs = self._compared(one), self._compared(other)
        veto = self._veto(mine, theirs, window)
        if is_copy(one, other) and common_figures(mine, theirs) > 0:
            return Pair(COPY_SCORE, veto)
        score = self.words_alike(one, other)
        for factor in FACTORS:
            score *= factor(mine, theirs)
        return Pair(min(1.0, score + self._same_told(mine, theirs)), veto)

    def stance(self, frame: Frame) -> Stance:
        """Return what of an article forbids that it is of one event with another."""
        return self._compared(frame).stance

    def _compared(self, frame: Frame) -> Compared:
        key = frame.id
        if key not in self._known:
            self._known[key] = self._prepared(frame)
        return self._known[key]

    def _prepared(self, frame: Frame) -> Compared:
        profile = frame.item.profile
        check = is_check(profile, self._frequencies.stops)
        stance = Stance(
            key=frame.item.article.front.event,
            possible=frame.possible,
            sure=frame.sure,
            figures=profile.figures,
            sides=tuple(_sides(frame)),
            sites=tuple(_places(frame, family) for family in PLACED),
            check=frame.id if check else None,
        )
        return Compared(
            frame=frame,
            stance=stance,
            is_check=check,
            told_as_news=tuple(told for told in frame.told if _is_news(told, frame)),
            ahead=frame.ahead & PLANNED,
            reported=frame.reported,
            sure=stance.sure,
            figures=profile.figures,
            words=profile.words,
            outlet=frame.item.article.outlet,
            days=frame.days,
            around=frame.around,
            news=frame.news,
            persons=frame.persons,
            surnames=frame.surnames,
            places=frame.places,
            states=frame.states,
            stages=frame.stages,
        )

    def _veto(self, one: Compared, other: Compared, window: int) -> str | None:
        keys = (one.stance.key, other.stance.key)
        if None not in keys and keys[0] != keys[1]:
            return "other-event-key"
        if one.stance.possible.gap(other.stance.possible) > window:
            return "days-too-far-apart"
        return _clash(one, other)

    def _same_told(self, one: Compared, other: Compared) -> float:
        """Return what is added for a happening that both report as their news."""
        best = 0.0
        for mine in one.told_as_news:
            for told in other.told_as_news:
                if same_happening(mine, told, self._words):
                    best = max(best, self._told_bonus(mine, told, same_days=other_days(one, other) == 1.0))
        return best

    def _told_bonus(self, one: Told, other: Told, *, same_days: bool) -> float:
        needs = self._words.needs[one.telling.kinds[0]]
        if one.days.day is not None and other.days.day is not None:
            return SAME_TOLD_BONUS[needs] if one.days == other.days else 0.0
        return LIKE_TOLD_BONUS if needs == "two" and same_days else 0.0


def _clash(one: Compared, other: Compared) -> str | None:
    """Return what kind of contradiction there is between the main happenings, if any."""
    if one_outlet(one, other) < 1.0 and one.is_check and other.is_check:
        return "other-rumour"
    if are_other_figures(one, other):
        return "other-figures"
    mine, theirs = one.stance, other.stance
    if mine.sides and theirs.sides and not any(len(a & b) > 1 for a in mine.sides for b in theirs.sides):
        return "other-sides"
    if not one.places & other.places:
        for here, there in zip(mine.sites, theirs.sites, strict=True):
            if here and there and not here & there:
                return "other-place"
    return None


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
