"""How near two articles are to being about one event, and what forbids it.

Dates first, text second: the words of two articles count for less the further apart their days may lie, and for more
if both tell of the same day or the same dated happening. What contradicts outright (an editor's key, days beyond the
window, two talks with different sides, two attacks in different places) is a veto that no likeness of words outweighs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digest.events.copies import is_copy
from digest.events.frames import PLANNED, Frame, Told
from digest.events.matching import same_happening
from digest.events.vocabulary import Frequencies, Terms, Vector, block_of, cosine, is_check
from digest.tellings import HappeningWords

LEAD_SHARE = 0.6
"""Share of headline and lead in the likeness of words; the rest is the whole text (calibrated with `SAME_EVENT`)."""

GAP_FACTORS = (1.0, 0.95, 0.8, 0.65)
"""What the likeness of words counts for when articles are 0, 1, 2, 3 or more days apart."""

UNSURE_FACTORS = (1.0, 1.0, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5)
"""The same by days between the last possible days of publication, where one is not known: weaker evidence."""

FAR_FACTORS = ((30, 0.45), (60, 0.4), (180, 0.35), (366, 0.3), (732, 0.2))
"""From so many days on it is this: files are saved days or weeks after publication, seldom a year."""

BARE_FAR_FACTOR = 0.6
"""What it counts for besides when the days are more than a week apart and one article is nothing but a headline: the
headlines of a series ("gold falls") are the same year after year."""

SAME_WEEKDAY_FACTOR = 1.25
"""How much less they are held apart where both leads name one day of the week: by chance one pair in seven does."""

UNKNOWN_FACTOR = 0.9
"""The same where nothing tells near which day one of them was published."""

UNBOUNDED_FACTOR = 0.75
"""The same where not even a last possible day is known of one: much else must then agree."""

OTHER_DAY_FACTOR = 0.6
"""What it counts for when both leads tell of days as news and have none in common."""

ONE_OUTLET_FACTOR = 0.75
"""What it counts for between two articles of one outlet: an outlet tells an event mostly once, and its articles share
its manner of writing."""

OTHER_PEOPLE_FACTOR = 0.65
"""What it counts for when headline and lead of both name several persons and each somebody whom the other lacks."""

OTHER_OUTLOOK_FACTOR = 0.6
"""What it counts for when one only announces what the other reports."""

OTHER_STAGE_FACTOR = 0.45
"""What it counts for when each names a stage of the story in its headline of which the other's beginning says nothing:
the funeral and the inquiry after one death."""

FURTHER_STAGE_FACTOR = 0.65
"""What it counts for when only one does: the death and the funeral."""

CHECK_FACTOR = 0.6
"""What it counts for when one of them checks a rumour: checks share their manner of writing, and their subject with the
reports on it, but each is about a claim of its own."""

OTHER_STATES_FACTOR = 0.6
"""What it counts for when both leads name states and none in common, and nothing tells near which day one was
published: the same kind of news comes from every country."""

FEW_FIGURES = 2
"""Decimal numbers that both must give before their figures are held against each other."""

SEVERAL_FIGURES = 3
"""Decimal numbers of both from which having none in common is a contradiction: the report of another day."""

OTHER_FIGURES_FACTOR = 0.6
"""What it counts for when both give figures and at most a third are common, or each gives one, not the same: prices,
rates, results of another day."""

NO_FIGURE_FACTOR = 0.4
"""What it counts for when none is."""

SAME_FIGURES_FACTOR = 1.15
"""What it counts for when at least half of the figures are common."""

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
        self._checks: dict[str, bool] = {}
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
        gap = one.possible.gap(other.possible)
        veto = self._veto(one, other, gap, window)
        if is_copy(one, other) and _common_figures(one, other) > 0:
            return Pair(COPY_SCORE, veto)
        score = self.words_alike(one, other)
        factors = (_days_apart, _other_days, _one_outlet, _other_people, _other_figures, _other_phase, _other_states)
        for factor in (*factors, self._other_checks):
            score *= factor(one, other)
        return Pair(min(1.0, score + self._same_told(one, other)), veto)

    def is_check(self, frame: Frame) -> bool:
        """Tell whether an article checks a rumour."""
        if frame.id not in self._checks:
            self._checks[frame.id] = is_check(frame.item.profile, self._frequencies.stops)
        return self._checks[frame.id]

    def _other_checks(self, one: Frame, other: Frame) -> float:
        """Return the factor for articles of which at least one checks a rumour about what the other may report."""
        return CHECK_FACTOR if self.is_check(one) or self.is_check(other) else 1.0

    def _veto(self, one: Frame, other: Frame, gap: int, window: int) -> str | None:
        keys = (one.item.article.front.event, other.item.article.front.event)
        if None not in keys and keys[0] != keys[1]:
            return "other-event-key"
        if gap > window:
            return "days-too-far-apart"
        return self._clash(one, other)

    def _clash(self, one: Frame, other: Frame) -> str | None:
        """Return what kind of contradiction there is between the main happenings, if any."""
        if _one_outlet(one, other) < 1.0 and self.is_check(one) and self.is_check(other):
            return "other-rumour"
        if _are_other_figures(one, other):
            return "other-figures"
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
    if one.around is None or other.around is None:
        return UNKNOWN_FACTOR if one.days.last is not None and other.days.last is not None else UNBOUNDED_FACTOR
    days = abs((one.around - other.around).days)
    if one.sure and other.sure:
        return GAP_FACTORS[min(days, len(GAP_FACTORS) - 1)]
    factor = UNSURE_FACTORS[min(days, len(UNSURE_FACTORS) - 1)]
    factor = min([factor, *(far for since, far in FAR_FACTORS if days >= since)])
    if days >= len(UNSURE_FACTORS) and not (one.item.profile.words and other.item.profile.words):
        return factor * BARE_FAR_FACTOR
    return min(1.0, factor * SAME_WEEKDAY_FACTOR) if _same_weekday(one, other) else factor


def _same_weekday(one: Frame, other: Frame) -> bool:
    """Tell whether both leads tell of one day of the week as news."""
    return bool({day.weekday() for day in one.news} & {day.weekday() for day in other.news})


def _other_days(one: Frame, other: Frame) -> float:
    """Return the factor for leads that tell of other days; where an article is not dated, of other weekdays."""
    if not one.news or not other.news:
        return 1.0
    dates = one.sure and other.sure
    common = bool(set(one.news) & set(other.news)) if dates else _same_weekday(one, other)
    return 1.0 if common else OTHER_DAY_FACTOR


def _one_outlet(one: Frame, other: Frame) -> float:
    """Return the factor for articles of one outlet."""
    outlet = one.item.article.outlet
    return ONE_OUTLET_FACTOR if outlet is not None and outlet == other.item.article.outlet else 1.0


def _other_people(one: Frame, other: Frame) -> float:
    """Return the factor for leads that both name several persons, and each somebody whom the other lacks.

    Two of one family name may be one person, of whom one article gives more names than the other.
    """
    if min(len(one.persons), len(other.persons)) < 2:
        return 1.0
    return OTHER_PEOPLE_FACTOR if _somebody_else(one, other) and _somebody_else(other, one) else 1.0


def _somebody_else(one: Frame, other: Frame) -> bool:
    """Tell whether `one` names a person whom `other` does not, nor anybody of that family name."""
    named = set(other.surnames.values())
    return any(one.surnames[person] not in named for person in one.persons - other.persons)


def _other_outlook(one: Frame, other: Frame) -> float:
    """Return the factor for articles of which one only announces a kind of happening that the other reports."""
    for ahead, there in ((one, other), (other, one)):
        if PLANNED & ahead.ahead & there.reported:
            return OTHER_OUTLOOK_FACTOR
    return 1.0


def _other_phase(one: Frame, other: Frame) -> float:
    """Return the factor for articles from before and after a happening, by tenses or by the words of headlines."""
    return min(_other_outlook(one, other), _other_stage(one, other))


def _other_stage(one: Frame, other: Frame) -> float:
    """Return the factor for articles whose headlines name stages of a story that the other does not tell of."""
    mine = bool(one.stages.headline - other.stages.told)
    theirs = bool(other.stages.headline - one.stages.told)
    if mine and theirs:
        return OTHER_STAGE_FACTOR
    return FURTHER_STAGE_FACTOR if mine or theirs else 1.0


def _other_states(one: Frame, other: Frame) -> float:
    """Return the factor for leads that name other states, where nothing tells when one was published."""
    placed = one.around is not None and other.around is not None
    if placed or not one.states or not other.states or one.states & other.states:
        return 1.0
    return OTHER_STATES_FACTOR


def _other_figures(one: Frame, other: Frame) -> float:
    """Return the factor for articles that both give decimal numbers: prices, rates, results."""
    if _figures(one, other) == 1 and not set(one.item.profile.figures) & set(other.item.profile.figures):
        return OTHER_FIGURES_FACTOR
    common = _common_figures(one, other)
    if common >= 0.5:
        return 1.0 if _figures(one, other) < FEW_FIGURES else SAME_FIGURES_FACTOR
    return NO_FIGURE_FACTOR if not common else OTHER_FIGURES_FACTOR if common <= 1 / 3 else 1.0


def _are_other_figures(one: Frame, other: Frame) -> bool:
    """Tell whether figures forbid that two articles are about one event.

    Several of which none is common always do; where the days of publication are not known to agree, so do two or more
    of which the first is another and at most a third are common: last month's rates stand beside this month's.
    """
    common = _common_figures(one, other)
    if _figures(one, other) >= SEVERAL_FIGURES and not common:
        return True
    if _figures(one, other) < FEW_FIGURES or common > 1 / 3 or (one.sure and other.sure):
        return False
    return one.item.profile.figures[0] != other.item.profile.figures[0]


def _figures(one: Frame, other: Frame) -> int:
    """Return how many decimal numbers both articles give at least."""
    return min(len(one.item.profile.figures), len(other.item.profile.figures))


def _common_figures(one: Frame, other: Frame) -> float:
    """Return the share of common decimal numbers, of those of the article with fewer; 1 where there are too few."""
    fewest = _figures(one, other)
    common = set(one.item.profile.figures) & set(other.item.profile.figures)
    return 1.0 if fewest < FEW_FIGURES else len(common) / fewest


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
