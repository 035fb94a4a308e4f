"""The verdicts on clues, as they are given; in the end every clue is a candidate with a verdict and a reason."""

from __future__ import annotations

from typing import Literal

from digest.dates.clues import Clue, Clues
from digest.records import DateCandidate, Reason

Verdict = Literal["accepted", "supports", "bound", "rejected", "unused"]


class Hearing:
    """Verdicts given so far; a later one on the same clue replaces an earlier one."""

    def __init__(self) -> None:
        self._verdicts: dict[int, tuple[Verdict, Reason]] = {}

    def give(self, clue: Clue, verdict: Verdict, code: str, **args: str) -> None:
        """Give a clue its verdict, with the code and arguments of the reason."""
        self._verdicts[id(clue)] = (verdict, Reason(code=code, args=args))

    def verdict(self, clue: Clue) -> Verdict | None:
        """Return the verdict given to a clue, None if there is none yet."""
        found = self._verdicts.get(id(clue))
        return found[0] if found else None

    def candidates(self, clues: Clues) -> tuple[DateCandidate, ...]:
        """Return all clues as candidates: the accepted first, those outside of the text, then in order of the text."""
        unheard: tuple[Verdict, Reason] = ("unused", Reason(code="says-nothing-more"))
        records = [
            DateCandidate(
                source=clue.source,
                first=clue.first,
                last=clue.last,
                evidence=clue.evidence,
                span=clue.span,
                line=clue.line,
                verdict=verdict,
                reason=reason,
            )
            for group in clues
            for clue in group
            for verdict, reason in (self._verdicts.get(id(clue), unheard),)
        ]
        return tuple(sorted(records, key=_order))


def _order(candidate: DateCandidate) -> tuple[bool, bool, int]:
    start = candidate.span.start if candidate.span is not None else 0
    return candidate.verdict != "accepted", candidate.span is not None, start
