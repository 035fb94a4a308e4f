"""What the likeness of two articles' words counts for: by their days, outlets, people, figures, stages and states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from digest.events.days import Days
from digest.events.frames import Frame, Told
from digest.events.stages import Stages

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


class Stance(NamedTuple):
    """What of one article forbids that it is of one event with another: two of one stance never forbid each other."""

    key: str | None
    """Of the event, by front matter."""
    possible: Days
    sure: bool
    figures: tuple[str, ...]
    sides: tuple[frozenset[str], ...]
    """The persons on the sides of each talk or agreement that headline and lead report."""
    sites: tuple[frozenset[str], ...]
    """Where headline and lead put the happenings of each of `PLACED`."""
    check: str | None
    """The article's own id, if it checks a rumour: no two checks have one stance."""


class Compared(NamedTuple):
    """An article as it is held against others: what a frame reckons anew each time, reckoned once."""

    frame: Frame
    stance: Stance
    is_check: bool
    told_as_news: tuple[Told, ...]
    ahead: frozenset[str]
    """Of `PLANNED`, the families of what headline and lead announce."""
    reported: frozenset[str]
    sure: bool
    figures: tuple[str, ...]
    words: int
    outlet: str | None
    days: Days
    around: dt.date | None
    news: tuple[dt.date, ...]
    persons: frozenset[str]
    surnames: Mapping[str, str]
    places: frozenset[str]
    states: frozenset[str]
    stages: Stages


def _days_apart(one: Compared, other: Compared) -> float:
    """Return the factor for the days between two articles."""
    if one.around is None or other.around is None:
        return UNKNOWN_FACTOR if one.days.last is not None and other.days.last is not None else UNBOUNDED_FACTOR
    days = abs((one.around - other.around).days)
    if one.sure and other.sure:
        return GAP_FACTORS[min(days, len(GAP_FACTORS) - 1)]
    factor = UNSURE_FACTORS[min(days, len(UNSURE_FACTORS) - 1)]
    factor = min([factor, *(far for since, far in FAR_FACTORS if days >= since)])
    if days >= len(UNSURE_FACTORS) and not (one.words and other.words):
        return factor * BARE_FAR_FACTOR
    return min(1.0, factor * SAME_WEEKDAY_FACTOR) if _same_weekday(one, other) else factor


def _same_weekday(one: Compared, other: Compared) -> bool:
    """Tell whether both leads tell of one day of the week as news."""
    return bool({day.weekday() for day in one.news} & {day.weekday() for day in other.news})


def other_days(one: Compared, other: Compared) -> float:
    """Return the factor for leads that tell of other days; where an article is not dated, of other weekdays."""
    if not one.news or not other.news:
        return 1.0
    dates = one.sure and other.sure
    common = bool(set(one.news) & set(other.news)) if dates else _same_weekday(one, other)
    return 1.0 if common else OTHER_DAY_FACTOR


def one_outlet(one: Compared, other: Compared) -> float:
    """Return the factor for articles of one outlet."""
    return ONE_OUTLET_FACTOR if one.outlet is not None and one.outlet == other.outlet else 1.0


def _other_people(one: Compared, other: Compared) -> float:
    """Return the factor for leads that both name several persons, and each somebody whom the other lacks.

    Two of one family name may be one person, of whom one article gives more names than the other.
    """
    if min(len(one.persons), len(other.persons)) < 2:
        return 1.0
    return OTHER_PEOPLE_FACTOR if _somebody_else(one, other) and _somebody_else(other, one) else 1.0


def _somebody_else(one: Compared, other: Compared) -> bool:
    """Tell whether `one` names a person whom `other` does not, nor anybody of that family name."""
    named = set(other.surnames.values())
    return any(one.surnames[person] not in named for person in one.persons - other.persons)


def _other_outlook(one: Compared, other: Compared) -> float:
    """Return the factor for articles of which one only announces a kind of happening that the other reports."""
    return OTHER_OUTLOOK_FACTOR if one.ahead & other.reported or other.ahead & one.reported else 1.0


def _other_phase(one: Compared, other: Compared) -> float:
    """Return the factor for articles from before and after a happening, by tenses or by the words of headlines."""
    return min(_other_outlook(one, other), _other_stage(one, other))


def _other_stage(one: Compared, other: Compared) -> float:
    """Return the factor for articles whose headlines name stages of a story that the other does not tell of."""
    mine = bool(one.stages.headline - other.stages.told)
    theirs = bool(other.stages.headline - one.stages.told)
    if mine and theirs:
        return OTHER_STAGE_FACTOR
    return FURTHER_STAGE_FACTOR if mine or theirs else 1.0


def _other_states(one: Compared, other: Compared) -> float:
    """Return the factor for leads that name other states, where nothing tells when one was published."""
    placed = one.around is not None and other.around is not None
    if placed or not one.states or not other.states or one.states & other.states:
        return 1.0
    return OTHER_STATES_FACTOR


def _other_figures(one: Compared, other: Compared) -> float:
    """Return the factor for articles that both give decimal numbers: prices, rates, results."""
    if _figures(one, other) == 1 and not set(one.figures) & set(other.figures):
        return OTHER_FIGURES_FACTOR
    common = common_figures(one, other)
    if common >= 0.5:
        return 1.0 if _figures(one, other) < FEW_FIGURES else SAME_FIGURES_FACTOR
    return NO_FIGURE_FACTOR if not common else OTHER_FIGURES_FACTOR if common <= 1 / 3 else 1.0


def are_other_figures(one: Compared, other: Compared) -> bool:
    """Tell whether figures forbid that two articles are about one event.

    Several of which none is common always do; where the days of publication are not known to agree, so do two or more
    of which the first is another and at most a third are common: last month's rates stand beside this month's.
    """
    common = common_figures(one, other)
    if _figures(one, other) >= SEVERAL_FIGURES and not common:
        return True
    if _figures(one, other) < FEW_FIGURES or common > 1 / 3 or (one.sure and other.sure):
        return False
    return one.figures[0] != other.figures[0]


def _figures(one: Compared, other: Compared) -> int:
    """Return how many decimal numbers both articles give at least."""
    return min(len(one.figures), len(other.figures))


def common_figures(one: Compared, other: Compared) -> float:
    """Return the share of common decimal numbers, of those of the article with fewer; 1 where there are too few."""
    fewest = _figures(one, other)
    common = set(one.figures) & set(other.figures)
    return 1.0 if fewest < FEW_FIGURES else len(common) / fewest


def _other_checks(one: Compared, other: Compared) -> float:
    """Return the factor for articles of which at least one checks a rumour about what the other may report."""
    return CHECK_FACTOR if one.is_check or other.is_check else 1.0


FACTORS = (
    *(_days_apart, other_days, one_outlet, _other_people, _other_figures, _other_phase, _other_states),
    _other_checks,
)
"""What a score is multiplied by, in this order."""
