"""`date_article`: an article's publication day and its date expressions."""

from __future__ import annotations

import datetime as dt

from digest.dates.argue import argue
from digest.dates.gather import gather
from digest.dates.scan import scan
from digest.dates.timexes import resolved
from digest.lexicon import Lexicons
from digest.records import Article, EventOffset, Publication, Record, Timex


class Dated(Record, frozen=True, kw_only=True):
    """What the step finds in one article."""

    publication: Publication
    """The argued day of publication."""
    timexes: tuple[Timex, ...]
    """Date expressions in order of the text, resolved as far as the publication allows."""
    offsets: tuple[EventOffset, ...]
    """Expressions that wait for the day of another event."""


WIDEST_REFERENCE = 92
"""Days of the widest interval of publication from which "yesterday" is still worth reckoning."""
_ANY = dt.date(2000, 1, 1)
"""Reference for expressions that need none."""


def date_article(article: Article, lexicons: Lexicons) -> Dated:
    """Argue when an article was published, and resolve its date expressions against that."""
    publication = argue(gather(article, lexicons))
    return Dated(
        publication=publication,
        timexes=resolve(article, publication, lexicons),
        offsets=tuple(
            EventOffset(span=o.span, text=o.span.of(article.text), days=o.days, anchor_span=o.anchor, future=o.future)
            for o in scan(article.text, lexicons).offsets
        ),
    )


def resolve(article: Article, publication: Publication, lexicons: Lexicons) -> tuple[Timex, ...]:
    """Return the article's date expressions under a publication, also one that was settled later.

    Relative expressions are left out where the publication is unknown, open on one side, or wider than a season; under
    a narrower interval they span what they may stand for and are approximate.
    """
    first, last = publication.first, publication.last
    near = first is not None and last is not None and (last - first).days <= WIDEST_REFERENCE
    found = []
    for expression in scan(article.text, lexicons).expressions:
        if expression.value.absolute:
            reference = first or last or _ANY
            timex = resolved(expression, article.text, reference, reference)
        elif near and first is not None and last is not None:
            timex = resolved(expression, article.text, first, last)
        else:
            continue
        if timex is not None:
            found.append(timex)
    return tuple(found)
