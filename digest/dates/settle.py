"""What other articles tell about an article's day: events that its own dates are reckoned from, shared happenings.

The collection step finds out which event is meant and when it was; this module only draws the conclusion. An article
whose day a stated or dated clue gives is never changed by others.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from digest.dates.argue import argue_within
from digest.dates.gather import gather
from digest.lexicon import Lexicons, default_lexicons
from digest.records import Article, DateCandidate, EventOffset, Publication, Reason, Record, Span, Timex


class Witness(Record, frozen=True, kw_only=True):
    """Where another article says what an article's day follows from."""

    article_id: str
    """Id of the other article."""
    line: int
    """Line of its file."""
    evidence: str
    """Its words, verbatim."""
    span: Span | None = None
    """Where they stand in the other article's text."""


class DayConstraint(Record, frozen=True, kw_only=True):
    """Days that other articles leave for the publication of an article."""

    first: dt.date | None
    """First day allowed; None if they set no lower bound."""
    last: dt.date | None
    """Last day allowed; None if they set no upper bound."""
    reason: Reason
    """Why: one of the codes of this step."""
    witness: Witness
    """Who says so."""
    source: str = "same-happening"
    """Kind of candidate that it becomes."""


HAPPENING_DAYS = 1
"""News of a happening is published on its day or the day after: how far the day of publication may lie behind it."""


def same_happening(day: dt.date, witness: Witness) -> DayConstraint:
    """Return the constraint on an article whose main happening another article dates to `day`."""
    return DayConstraint(
        first=day,
        last=day + dt.timedelta(HAPPENING_DAYS),
        reason=Reason(code="same-happening", args={"day": day.isoformat()}),
        witness=witness,
    )


def narrow(
    article: Article, publication: Publication, constraint: DayConstraint, lexicons: Lexicons | None = None
) -> Publication | None:
    """Return the publication under a constraint from another article, with that as its first candidate.

    None if the article's day is known already, if the constraint contradicts its own clues, or if it tells nothing
    that they did not.
    """
    if publication.day is not None:
        return None
    # What other articles told before still holds.
    earlier = [c for c in publication.candidates if c.article is not None]
    firsts = [constraint.first, *(c.first for c in earlier)]
    lasts = [constraint.last, *(c.last for c in earlier)]
    first = max((day for day in firsts if day is not None), default=None)
    last = min((day for day in lasts if day is not None), default=None)
    narrowed = argue_within(gather(article, lexicons or default_lexicons()), first, last)
    if narrowed is None or (narrowed.first, narrowed.last) == (publication.first, publication.last):
        return None
    candidate = DateCandidate(
        source=constraint.source,
        first=constraint.first,
        last=constraint.last,
        evidence=constraint.witness.evidence,
        span=constraint.witness.span,
        line=constraint.witness.line,
        article=constraint.witness.article_id,
        verdict="accepted" if narrowed.day is not None else "bound",
        reason=constraint.reason,
    )
    return msgspec.structs.replace(narrowed, candidates=(candidate, *earlier, *narrowed.candidates))


def settle(
    article: Article,
    publication: Publication,
    offset: EventOffset,
    anchor_day: dt.date,
    witness: Witness,
    lexicons: Lexicons | None = None,
) -> Publication | None:
    """Return the publication of an article that reckons a day from an event, once that event is dated elsewhere.

    "will take place eight days after the call": published after the call, and not after the eighth day. None as in
    `narrow`.
    """
    meant = anchor_day + dt.timedelta(offset.days)
    first: dt.date | None = None
    last: dt.date | None = None
    if offset.future:
        last = meant
        if offset.days > 0:
            # On the day of the call itself one would write "today".
            first = anchor_day + dt.timedelta(1)
    else:
        first = max(anchor_day, meant) if offset.future is False else min(anchor_day, meant)
    args = {"anchor": anchor_day.isoformat(), "day": meant.isoformat(), "evidence": offset.text}
    code = "event-ahead" if offset.future else "event-behind"
    constraint = DayConstraint(
        first=first, last=last, reason=Reason(code=code, args=args), witness=witness, source="event-offset"
    )
    return narrow(article, publication, constraint, lexicons)


def anchored(offset: EventOffset, anchor_day: dt.date) -> Timex:
    """Return an expression reckoned from an event as the day that it means, once the event is dated."""
    day = anchor_day + dt.timedelta(offset.days)
    return Timex(
        span=offset.span, text=offset.text, first=day, last=day, granularity="day", rule="event-offset", anchor="event"
    )
