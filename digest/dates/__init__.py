"""Step 3, dates: date expressions as days, and the publication day argued from every clue.

`find_timexes` reads any text; `date_article` argues a publication day; `resolve` reads the article's expressions anew
once a day was settled; `settle` and `narrow` draw conclusions from what other articles tell.
"""

from digest.dates.article import Dated, date_article, resolve
from digest.dates.settle import DayConstraint, Witness, anchored, narrow, same_happening, settle
from digest.dates.timexes import find_timexes

__all__ = [
    "Dated",
    "DayConstraint",
    "Witness",
    "anchored",
    "date_article",
    "find_timexes",
    "narrow",
    "resolve",
    "same_happening",
    "settle",
]
