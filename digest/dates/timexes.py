"""`find_timexes`: the date expressions of a text as days."""

from __future__ import annotations

import datetime as dt

from digest.dates.scan import Expression, scan
from digest.lexicon import Lexicons, default_lexicons
from digest.records import Timex


def find_timexes(text: str, *, reference: dt.date, lexicons: Lexicons | None = None) -> tuple[Timex, ...]:
    """Return the date expressions of `text` in order, resolved against the day `reference` of its publication.

    Spans are code points of `text`. Expressions reckoned from an event are none of them; expressions that stand for
    no day of the calendar are left out.
    """
    expressions = scan(text, lexicons or default_lexicons()).expressions
    return tuple(timex for e in expressions if (timex := resolved(e, text, reference, reference)) is not None)


def resolved(expression: Expression, text: str, first: dt.date, last: dt.date) -> Timex | None:
    """Return an expression as days, its text published some day in `first…last`; None if it stands for none."""
    try:
        low = expression.value.resolve(first, expression.future)
        high = low if first == last else expression.value.resolve(last, expression.future)
    except (ValueError, OverflowError):
        return None
    if low is None or high is None:
        return None
    absolute = expression.value.absolute
    return Timex(
        span=expression.span,
        text=expression.span.of(text),
        first=min(low.first, high.first),
        last=max(low.last, high.last),
        granularity=low.granularity,
        rule=expression.rule,
        anchor="absolute" if absolute else "publication",
        approximate=low.approximate or high.approximate or low != high,
    )
