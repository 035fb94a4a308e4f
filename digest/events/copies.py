"""Which articles of an event are one report, and how many independent sources there are."""

from __future__ import annotations

from collections.abc import Sequence

from digest.events.frames import Frame
from digest.profile import resemblance

COPY = 0.6
"""Share of the shorter text's shingles from which two texts are one report, whatever else is known of them; editing of
single words costs about .1 for each."""

SAME_REPORT = 0.42
"""The same for two articles of one event: a report with another lead, or without its end, is no second source. Of the
pairs of `dev/events.jsonl` and of the unseen articles that reach it, read one by one, all have one origin; below .38
are reports that only share background."""

AGENCY_COPY = 0.35
"""The same for two articles that credit one agency: the common origin is stated, the likeness only confirms it."""


def is_copy(one: Frame, other: Frame) -> bool:
    """Tell whether two articles carry one report, of whichever events they may be."""
    return _likeness(one, other) >= (AGENCY_COPY if _one_agency(one, other) else COPY)


def _is_report(one: Frame, other: Frame) -> bool:
    """Tell whether two articles of one event carry one report."""
    return _likeness(one, other) >= (AGENCY_COPY if _one_agency(one, other) else SAME_REPORT)


def _likeness(one: Frame, other: Frame) -> float:
    return resemblance(one.item.profile, other.item.profile)


def _one_agency(one: Frame, other: Frame) -> bool:
    """Tell whether both articles credit one agency."""
    return bool(set(one.item.article.agencies) & set(other.item.article.agencies))


def copies(members: Sequence[Frame]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of articles that carry one report, each in the order of `members`, single ones left out."""
    return tuple(tuple(frame.id for frame in group) for group in _reports(members) if len(group) > 1)


def independent_sources(members: Sequence[Frame]) -> int:
    """Return the number of independent sources: reports that can each be given to an outlet of its own.

    Copies of one report count once, and so do several reports of one outlet; it is the size of a greatest matching of
    reports and outlets (Kuhn 1955).
    """
    outlets = [sorted({frame.item.article.outlet or frame.id for frame in report}) for report in _reports(members)]
    given: dict[str, int] = {}
    return sum(_give(report, outlets, given, set()) for report in range(len(outlets)))


def _give(report: int, outlets: Sequence[Sequence[str]], given: dict[str, int], tried: set[str]) -> bool:
    """Give a report an outlet, moving others to another outlet where that makes room; tell whether there was one."""
    for outlet in outlets[report]:
        if outlet not in tried:
            tried.add(outlet)
            if outlet not in given or _give(given[outlet], outlets, given, tried):
                given[outlet] = report
                return True
    return False


def _reports(members: Sequence[Frame]) -> list[list[Frame]]:
    """Return the articles of each report, in the order of their first ones.

    A copy of a copy is the same report, so chains are wanted here, unlike between events.
    """
    groups: list[list[Frame]] = []
    for frame in members:
        near = [group for group in groups if any(_is_report(frame, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([other for group in near for other in group] + [frame])
    order = {frame.id: at for at, frame in enumerate(members)}
    ordered = [sorted(group, key=lambda frame: order[frame.id]) for group in groups]
    return sorted(ordered, key=lambda group: order[group[0].id])
