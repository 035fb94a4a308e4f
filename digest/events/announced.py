"""Events that are still to come where their articles are written: dated by the happening, and not by the report on it.

"The president travels on Sunday to attend …" has no happening of its own day: what it is mainly about is the journey.
Its event lies on that day, together with everything else that tells of it. Articles are grouped before that, by their
days of publication, so that a meeting announced for weeks does not chain them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.arabic import sentences, words
from digest.events.frames import PLANNED, Frame, Told
from digest.events.matching import Almanac, identified
from digest.events.occurrences import Occurrence, on_day
from digest.records import Span
from digest.tellings import HappeningWords, lead_of

AHEAD_DAYS = 366
"""What lies further ahead than a year is a plan, and no event yet."""


def dated_ahead(main: Sequence[Occurrence], lexicon: HappeningWords) -> tuple[Occurrence, ...]:
    """Return the events, those that are mainly announced on the day of what they announce.

    One whose happening another event reports stays on its own day and tells of that event; so does a later one that
    announces what an earlier one does.
    """
    reported = Almanac((o.days.day, told, at) for at, o in enumerate(main) if o.days.day is not None for told in o.told)
    claims = {at: told for at, o in enumerate(main) if (told := _announces(o, lexicon))}
    rank = {at: order for order, at in enumerate(sorted(claims, key=lambda at: (main[at].days.order, main[at].id)))}
    claimed = Almanac((t.days.day, t, at) for at, told in claims.items() for t in told if t.days.day is not None)

    def is_first(at: int) -> bool:
        others = [other for told in claims[at] for _, other in claimed.alike(told, told.days, lexicon)]
        return all(rank[at] <= rank[other] for other in others)

    def is_reported(at: int) -> bool:
        return any(True for told in claims[at] for _ in reported.alike(told, told.days, lexicon))

    return tuple(
        on_day(o, claims[at], lexicon) if at in claims and not is_reported(at) and is_first(at) else o
        for at, o in enumerate(main)
    )


def _announces(occurrence: Occurrence, lexicon: HappeningWords) -> tuple[Told, ...]:
    """Return the tellings of the one coming day that more than half of an event's articles are mainly about."""
    by_article = {frame.id: _main_announced(frame, lexicon) for frame in occurrence.members}
    votes = Counter(told[0].days for told in by_article.values() if told)
    if not votes:
        return ()
    days, count = min(votes.items(), key=lambda item: (-item[1], item[0].order))
    if count * 2 <= len(occurrence.members):
        return ()
    return tuple(one for told in by_article.values() if told and told[0].days == days for one in told)


def _main_announced(frame: Frame, lexicon: HappeningWords) -> tuple[Told, ...]:
    """Return what an article mainly announces: of one day, in its first sentence, and nothing is reported before it.

    What the sentence puts into a week or month around that day ("travels next week to attend …") belongs to it.

    What somebody is reported to have said of the future is news of the day on which he said it.
    """
    opening = _opening(frame)
    if opening is None or frame.days.last is None:
        return ()
    last = frame.days.last
    told = [t for t in frame.told if t.telling.part == "headline" or t.telling.span == opening]
    if any(t.tense != "announced" for t in told) or _is_report(frame, opening, told, lexicon):
        return ()
    dated = [t for t in told if t.days.day is not None and t.families & PLANNED and identified(t, lexicon)]
    if (
        len({t.days for t in dated}) != 1
        or not 0 < (dated[0].days.first or last).toordinal() - last.toordinal() <= AHEAD_DAYS
    ):
        return ()
    week = [t for t in told if t.days.day is None and t.days.near and t.days.gap(dated[0].days) == 0]
    return (*dated, *(t for t in week if t.families & PLANNED and identified(t, lexicon)))


def _opening(frame: Frame) -> Span | None:
    """Return the first sentence of the running text."""
    article = frame.item.article
    running = (p.span for p in lead_of(article) if p.role in ("subtitle", "body"))
    return next((span for paragraph in running for span in sentences(article.text, paragraph)[:1]), None)


def _is_report(frame: Frame, opening: Span, told: Sequence[Told], lexicon: HappeningWords) -> bool:
    """Tell whether the first sentence says before its first telling that somebody said it."""
    end = min((t.telling.cue.start for t in told if t.telling.span == opening), default=opening.end)
    before = list(words(frame.item.article.text, opening.start, end))
    cues = [quote.cue for quote in frame.item.quotes if quote.cue is not None]
    return bool(lexicon.reports(before)) or any(opening.covers(cue) and cue.start < end for cue in cues)
