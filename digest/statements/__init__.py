"""One statement, many outlets: the same words of one speaker found again in other articles.

Three ways of being the same, the surer ones first:

1. one wording holds the other, or nearly so (outlets cut quotations short);
2. the wordings run largely alike (outlets edit, and agencies translate from one text);
3. the wordings share much of their rarer words, said by the same speaker at the same time (independent translations).

Precision comes first: two statements shown as one would put words into someone's mouth. Speakers that are known and
differ are never joined, nor are two quotations of one article; a group forms around one wording, so that likeness
does not chain. `docs/comparisons.md` tells how well it does.
"""

from __future__ import annotations

from digest.statements.match import match_statements
from digest.statements.wording import Segment, differences

__all__ = ["Segment", "differences", "match_statements"]
