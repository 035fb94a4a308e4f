"""Floods: of a report that hundreds of outlets carry, the first copies are compared for all.

Two thousand copies of one wire report make two million pairs that tell nothing which the first hundred do not.
Copies are found by bands of their signatures (locality-sensitive hashing, Leskovec et al. 2014, ch. 3), so that no two
articles are held against each other but those that may be copies. A collection in which no report has more than
`MOST_COPIES` copies is grouped as if this module were not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

from digest.events.copies import is_copy
from digest.events.frames import Frame

MOST_COPIES = 60
"""Copies of one report that are compared with other articles; further ones go where the first one goes."""

BAND = 4
"""Values of a band: two texts that share .6 of their shingles have one of the 32 bands in common with .99."""

MOST_LIKELY = 3
"""Earlier reports that an article is held against: those with most bands in common."""


def followers(frames: Sequence[Frame], stance: Callable[[Frame], Hashable]) -> dict[int, int]:
    """Return for each copy beyond the first `MOST_COPIES` of a report the place of the report, by place in `frames`.

    Articles follow only one of their own `stance`, so that nothing forbids any two of them to be one event.
    """
    first: dict[Hashable, int] = {}
    copies: Counter[int] = Counter()
    found: dict[int, int] = {}
    for at, frame in enumerate(frames):
        bands = _bands(frame, stance)
        report = _report(frame, frames, Counter(first[band] for band in bands if band in first))
        if report is None:
            for band in bands:
                first.setdefault(band, at)
            continue
        copies[report] += 1
        if copies[report] >= MOST_COPIES:
            found[at] = report
    return found


def _bands(frame: Frame, stance: Callable[[Frame], Hashable]) -> list[Hashable]:
    """Return the keys under which an article's copies are looked for; none without a signature."""
    signature = frame.item.profile.shingles
    kind = stance(frame) if signature else None
    return [(at, signature[at : at + BAND], kind) for at in range(0, len(signature), BAND)]


def _report(frame: Frame, frames: Sequence[Frame], shared: Counter[int]) -> int | None:
    """Return the place of the report that an article copies, of those that share bands with it."""
    likely = sorted(shared, key=lambda at: (-shared[at], at))[:MOST_LIKELY]
    return next((at for at in likely if is_copy(frames[at], frame)), None)


def with_followers(groups: Sequence[Sequence[int]], following: Mapping[int, int]) -> list[list[int]]:
    """Return groups of articles of which the followers stand alone as groups in which they are with their reports."""
    more: dict[int, list[int]] = {}
    for at, report in following.items():
        more.setdefault(report, []).append(at)
    return [
        sorted([*members, *(at for member in members for at in more.get(member, ()))])
        for members in groups
        if members[0] not in following
    ]
