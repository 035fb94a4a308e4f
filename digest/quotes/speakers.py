"""Speakers, and the mentions of an article looked up by place."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from digest.arabic import fold_word
from digest.quotes.tokens import Token
from digest.records import Attribution, EntityKind, Mention, Span


class Speaker(NamedTuple):
    """Who said something, and how the text points at them here."""

    key: str | None
    """`Mention.entity`, None for a source that is no entity."""
    name: str
    """Canonical name, or the description as given."""
    kind: EntityKind
    attribution: Attribution
    """How the words here point at the speaker."""
    source: Span | None
    """The words that do; None if the speaker is understood."""
    gender: str = ""
    """m or f as far as a verb has shown it, mf where both agree ("البيان" for a ministry)."""
    plural: bool = False
    """True for several people."""

    def agrees(self, agree: str) -> bool:
        """Tell whether a verb of this gender and number can have this subject."""
        if not agree:
            return True
        if agree[1] != "s":
            return self.plural
        return not self.plural and (not self.gender or agree[0] in self.gender)


class Mentions:
    """The mentions of an article, looked up by place."""

    def __init__(self, mentions: Sequence[Mention], quoted: Sequence[Span] = ()) -> None:
        """Take the mentions; those inside `quoted` spans, in order, say nothing about the sentences around them."""
        self.all = tuple(sorted(mentions, key=lambda m: (reach(m).start, -reach(m).end)))
        starts = [span.start for span in quoted]
        self._free = tuple(m for m in self.all if not _is_inside(m, quoted, starts))
        self._starts = [reach(m).start for m in self._free]

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin (their title included) in `start…end`, in order."""
        return self._free[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def beginning(self, token: Token) -> Mention | None:
        """Return the longest mention that begins with a token, a conjunction on it aside."""
        found = self.between(token.start, token.start + 2)
        for mention in found:
            start = reach(mention).start
            if start == token.start or token.folded[:1] in ("و", "ف"):
                return mention
        return None

    def fills(self, span: Span) -> Mention | None:
        """Return the mention that makes up (nearly) all of a span."""
        for mention in self.between(span.start, span.start + 3):
            if mention.span.end >= span.end - 1 and mention.span.end <= span.end + 1:
                return mention
        return None


def _is_inside(mention: Mention, spans: Sequence[Span], starts: list[int]) -> bool:
    at = bisect.bisect_right(starts, mention.span.start) - 1
    return at >= 0 and mention.span.end <= spans[at].end


def reach(mention: Mention) -> Span:
    """Return the span of a mention with its title."""
    title = mention.title_span or mention.span
    return Span(start=min(title.start, mention.span.start), end=max(title.end, mention.span.end))


class Phrase(NamedTuple):
    """A noun phrase that was read as a source."""

    speaker: Speaker
    end: int
    """One past its last token."""
    vague: bool = False
    """True if it names nobody in particular ("كثيرون")."""


def speaker_of(mention: Mention, source: Span | None, agree: str) -> Speaker:
    """Make a speaker of a mention."""
    attribution: Attribution = "institution"
    if mention.kind == "person":
        attribution = "title" if mention.rule.startswith("title-") else "named"
    elif mention.kind == "unnamed":
        return Speaker(None, mention.name, "unnamed", "title", source, gender_of(agree))
    return Speaker(
        mention.entity, mention.name, mention.kind, attribution, source, gender_of(agree) or _gender(mention)
    )


def _gender(mention: Mention) -> str:
    """Return the gender that a title or the name of an institution shows by its first word, if it shows any."""
    if mention.kind == "person":
        head = (mention.title or "").split(maxsplit=1)
        return ("f" if head[0].endswith("ة") else "m") if head else ""
    feminine = mention.kind == "institution" and mention.name.split(maxsplit=1)[0].endswith("ة")
    return "f" if feminine else ""


def agrees_by_form(name: str, agree: str) -> bool:
    """Tell whether a name can be the subject of a verb: one that ends in a teh marbuta is no masculine one's."""
    if len(agree) < 2 or agree[1] != "s":
        return True
    return not (name.split(maxsplit=1)[0].endswith("ة") and agree[0] == "m")


def gender_of(agree: str) -> str:
    """Return the gender that a verb shows of one subject, an empty string if it shows none."""
    return agree[0] if len(agree) > 1 and agree[1] == "s" else ""


def people_of(mentions: Mentions) -> tuple[tuple[Mention, tuple[str, ...]], ...]:
    """Return one mention of each person with the folded words of the name."""
    found: dict[str, tuple[Mention, tuple[str, ...]]] = {}
    for mention in mentions.all:
        if mention.kind == "person":
            found.setdefault(mention.entity, (mention, tuple(fold_word(mention.name).split())))
    return tuple(found.values())
