"""Mentions of people, institutions, states and places inside one article.

A numbered cascade, cheapest and surest first; the rule that found a mention stays on it. `digest.names.spot` holds
rules 1 to 4, which see a name where it stands, `digest.names.resolve` rules 5 to 7, which need the whole article.

Between the two, `review` may mend what the first pass found: the door for `digest.models`, which is closed by default.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from digest.lexicon import Lexicons
from digest.names.hits import Spotted
from digest.names.readers import readers
from digest.names.resolve import Resolver
from digest.names.spot import spot
from digest.names.tokens import Token, tokenise
from digest.records import Article, Mention

__all__ = ["Review", "find_mentions"]

Review = Callable[[tuple[Token, ...], Spotted], Spotted]
"""From the words of an article and what the first pass found to what the second pass shall settle."""


def find_mentions(
    article: Article, lexicons: Lexicons, *, day: dt.date | None = None, review: Review | None = None
) -> tuple[Mention, ...]:
    """Return who and what an article names, in order of the text, without overlaps.

    `day` is the day of publication, if it is known: only with it may a title alone ("الرئيس الفرنسي") be given to a
    person whom the article never names. A title of an office that cannot be given to anybody is a mention of kind
    `unnamed` with the entity key `title:<folded title>`; such keys are no persons and have no person id.
    """
    tokens = tokenise(article)
    compiled = readers(lexicons)
    spotted = spot(tokens, compiled)
    if review is not None:
        spotted = review(tokens, spotted)
    return Resolver(article.text, tokens, compiled, day).run(spotted)
