"""What the sentences of one article tell: kinds of happening with their people, places, day and tense.

For each sentence, in this order:

1. words that name a happening are found (`happenings.toml`), and the clauses they stand in;
2. each date expression goes to the nearest of them, unless it follows a reporting verb and so dates the report only;
3. cues of one clause that share a day, or are of one family, are told together: travelling *to attend* an opening;
4. those who take part are the persons, institutions and states of the clause without the sources only quoted; a
   sentence that begins "that came in …" takes them from the sentence before, a definite noun without any from the
   last telling of its family;
5. a date expression with people but no such word is told too, without a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, Mention, Span, Telling
from digest.tellings.sentence import Sentence, read_sentences
from digest.tellings.titles import title_of
from digest.tellings.words import Cue, HappeningWords, Tense, happening_words

REACH_WORDS = 25
"""Words that a date expression may stand from what it dates, at most."""

REPORT_WORDS = 8
"""A date expression at most this many words after a reporting verb may date the report ("said … on Friday")."""

NEXT_WORDS = 5
"""Words after a cue within which whom it befell is named ("وفاة …")."""

SENDER_WORDS = 12
"""Words after a cue within which is named whose letter or speech it is."""

BEFORE_COST = 1.5
"""How much further a word counts that stands after its date expression: Arabic names the day after the deed."""

OCCASION_COST = 0.5
"""The same for what is told to be the occasion of what stands before it ("voiced, today, his anger … in a call")."""

ANAPHORA_WORDS = 6
"""The first words of a sentence, among which "that came in …" has its noun."""


class Draft(NamedTuple):
    """Cues of a sentence that are told together."""

    cues: tuple[Cue, ...]
    scope: Span
    time: Span | None
    tense: Tense


def find_tellings(item: AnnotatedArticle, lexicons: Lexicons) -> tuple[Telling, ...]:
    """Return what the sentences of an article tell, in order of the text.

    Pure and independent of the publication day: a telling points at its date expression, whose days may be settled
    later.
    """
    lexicon = happening_words(lexicons)
    found: list[Telling] = []
    previous: Sentence | None = None
    for sentence in read_sentences(item, lexicons):
        reader = _Reader(item.article.text, lexicon, sentence, previous)
        found.extend(telling for draft in reader.drafts() if (telling := reader.telling(draft, found)) is not None)
        previous = sentence
    return tuple(found)


class _Reader:
    """One sentence with the one before it."""

    def __init__(self, text: str, lexicon: HappeningWords, sentence: Sentence, previous: Sentence | None) -> None:
        self.text = text
        self.lexicon = lexicon
        self.sentence = sentence
        self.previous = previous
        self._fixture = lexicon.announces_fixture(sentence.words)

    # ------------------------------------------------------------------------------------------ drafts

    def drafts(self) -> list[Draft]:
        """Return the happenings of the sentence: its cues grouped by clause, tense and day, then days alone."""
        cues = list(self.lexicon.cues(self.sentence.words))
        scopes = [self._scope(cue) for cue in cues]
        tenses = [self._tense(cue, scope) for cue, scope in zip(cues, scopes, strict=True)]
        times = self._times(cues, scopes, tenses)
        drafts: list[Draft] = []
        for at, cue in enumerate(cues):
            self._join(drafts, Draft((cue,), scopes[at], times.get(at), tenses[at]))
        bound = {draft.time for draft in drafts}
        free = [time for time in self.sentence.times if time not in bound and time not in self.sentence.anchors]
        return drafts + [Draft((), self.sentence.span, time, "open") for time in free]

    def _scope(self, cue: Cue) -> Span:
        """Return the clause of a cue; the event that an offset describes is a clause of its own."""
        sentence = self.sentence
        starts = [sentence.words[at].start for at in self.lexicon.boundaries(sentence.words)]
        starts += [sentence.span.start, *(anchor.start for anchor in sentence.anchors.values())]
        where = sentence.words[cue.first].start
        return Span(
            start=max(start for start in starts if start <= where),
            end=min((start for start in starts if start > where), default=sentence.span.end),
        )

    def _tense(self, cue: Cue, scope: Span) -> Tense:
        first, last = self.sentence.at(scope.start), self.sentence.at(scope.end - 1)
        shifted = cue._replace(first=cue.first - first, last=cue.last - first)
        tense = self.lexicon.tense(self.sentence.words[first : last + 1], shifted)
        contest = cue.form == "noun" and self.lexicon.families[cue.kind] == "sport"
        return "future" if tense == "open" and contest and self._fixture else tense

    def _times(self, cues: Sequence[Cue], scopes: Sequence[Span], tenses: Sequence[Tense]) -> dict[int, Span]:
        """Return, for cues by index, the date expression that is theirs: each goes to the nearest cue of its clause."""
        claims: dict[int, tuple[float, Span]] = {}
        for time in self.sentence.times:
            anchor = self.sentence.anchors.get(time)
            reach = [
                (cost, at)
                for at, cue in enumerate(cues)
                if (scopes[at].covers(time) or (anchor is not None and not anchor.covers(self.sentence.span_of(cue))))
                and not self._dates_a_report(time, cue, tenses[at])
                and (cost := self._cost(cue, time)) <= REACH_WORDS
            ]
            if reach and ((cost := min(reach)[0]), time) < claims.get(min(reach)[1], (REACH_WORDS + 1.0, time)):
                claims[min(reach)[1]] = (cost, time)
        return {at: time for at, (_, time) in claims.items()}

    def _cost(self, cue: Cue, time: Span) -> float:
        first, last = self.sentence.at(time.start), self.sentence.at(time.end - 1)
        if cue.last < first:
            return float(first - cue.last)
        occasion = OCCASION_COST if self.lexicon.is_occasion(self.sentence.words, cue) else BEFORE_COST
        return (cue.first - last) * occasion if cue.first > last else 0.0

    def _dates_a_report(self, time: Span, cue: Cue, tense: Tense) -> bool:
        """Tell whether a date expression belongs to a reporting verb and not to a cue.

        A verb between the two takes what follows it; a day that stands before the cue is the cue's too if the words
        were said on its occasion, which cannot be still to come.
        """
        at = self.sentence.at(time.start)
        reports = {self.sentence.at(report.start) for report in self.sentence.reports}
        reports |= set(self.lexicon.reports(self.sentence.words))
        if cue.last < at:
            return any(cue.last < report < at for report in reports)
        near = any(0 < at - report <= REPORT_WORDS for report in reports)
        return near and (tense == "future" or not self.lexicon.is_occasion(self.sentence.words, cue))

    def _join(self, drafts: list[Draft], draft: Draft) -> None:
        """Append `draft`, or merge it into one of the same clause and tense whose day it shares or lacks."""
        for at, other in enumerate(drafts):
            days = {other.time, draft.time} - {None}
            together = {self.lexicon.who[cue.kind] for cue in (*other.cues, *draft.cues)} == {"around"}
            related = (days and together) or self._families(other.cues) & self._families(draft.cues)
            if other.scope == draft.scope and other.tense == draft.tense and len(days) <= 1 and related:
                drafts[at] = Draft(other.cues + draft.cues, other.scope, other.time or draft.time, other.tense)
                return
        drafts.append(draft)

    def _families(self, cues: Iterable[Cue]) -> set[str]:
        return {self.lexicon.families[cue.kind] for cue in cues}

    # ------------------------------------------------------------------------------------------ tellings

    def telling(self, draft: Draft, before: Sequence[Telling]) -> Telling | None:
        """Return the telling that a draft makes, None if it is a day without anybody."""
        sentence = self.sentence
        mentions, borrowed = self._participants(draft)
        participants = tuple(dict.fromkeys(mention.entity for mention in mentions))
        if any(cue.definite for cue in draft.cues) and not self._enough(mentions, draft):
            participants = self._taken_up(draft, before) or participants
        if not draft.cues and not participants:
            return None
        cue = sentence.span_of(draft.cues[0]) if draft.cues else draft.time or sentence.span
        places = [m for m in sentence.mentions if draft.scope.covers(m.span) and m.kind in ("place", "state")]
        return Telling(
            span=sentence.span,
            title=self._title(draft, cue, mentions, borrowed),
            cue=cue,
            kinds=self._kinds(draft),
            participants=participants,
            places=tuple(dict.fromkeys(mention.entity for mention in places)),
            time=draft.time,
            tense=draft.tense,
            part=sentence.part,
            quoted=any(direct.covers(cue) for direct in sentence.direct),
        )

    def _kinds(self, draft: Draft) -> tuple[str, ...]:
        """Return the kinds of the cues in order; a verb after the nouns of its family ("discussed in a call")."""
        nouns = self._families(cue for cue in draft.cues if cue.form == "noun")
        ordered = sorted(draft.cues, key=lambda cue: cue.form != "noun" and self.lexicon.families[cue.kind] in nouns)
        return tuple(dict.fromkeys(cue.kind for cue in ordered))

    def _enough(self, mentions: Sequence[Mention], draft: Draft) -> bool:
        """Tell whether as many persons take part as tell such a happening from others; for most one of any kind."""
        if self.lexicon.needs[draft.cues[0].kind] == "two":
            return len({mention.entity for mention in mentions if mention.kind == "person"}) > 1
        return bool(mentions)

    def _title(self, draft: Draft, cue: Span, mentions: Sequence[Mention], borrowed: bool) -> Span:
        text, sentence = self.text, self.sentence
        heading = sentence.heading
        entities = {mention.entity for mention in mentions}
        if heading is not None and entities & sentence.named_above:
            return heading
        if borrowed and self.previous is not None:
            return title_of(text, self.previous, self.previous.span, [], self.lexicon)
        core = cue
        if draft.time is not None:
            core = Span(start=min(cue.start, draft.time.start), end=max(cue.end, draft.time.end))
        keep = [mention.span for mention in mentions if draft.scope.covers(mention.span)]
        return title_of(text, sentence, core, keep, self.lexicon)

    def _participants(self, draft: Draft) -> tuple[list[Mention], bool]:
        """Return the mentions of those who take part, and whether they stand in the sentence before."""
        scope = draft.scope
        inside = [m for m in self.sentence.mentions if scope.covers(m.span) and m.kind not in ("place", "unnamed")]
        if not draft.cues:
            return self._around(inside, 1), False
        cue = draft.cues[0]
        who, needs = self.lexicon.who[cue.kind], self.lexicon.needs[cue.kind]
        wanted = 2 if needs == "two" else 1
        found = self._around(inside, wanted)
        if who == "before":
            found = self._speaker(inside, cue)
        elif who == "after":
            found = self._after(inside, cue, SENDER_WORDS)
        elif who == "next":
            found = self._after(inside, cue, NEXT_WORDS)[:1]
        if _count([m for m in found if m.kind == "person"]) < wanted and self._anaphoric(cue):
            earlier = self._earlier(wanted)
            if len(earlier) >= wanted:
                return earlier, True
        return found, False

    def _around(self, inside: list[Mention], wanted: int) -> list[Mention]:
        """Return those who act in a clause: persons, institutions and states too where persons are too few.

        Sources of reported words act only if with them there are enough: "said to his counterpart in a call".
        """
        acting = [m for m in inside if not any(source.overlaps(m.span) for source in self.sentence.sources)]
        people = [mention for mention in acting if mention.kind == "person"]
        if _count(people) < wanted:
            with_sources = [m for m in inside if m.kind == "person"]
            if _count(with_sources) >= wanted:
                return with_sources
            return acting
        return people

    def _speaker(self, inside: list[Mention], cue: Cue) -> list[Mention]:
        """Return whose speech it is: the person named nearest before the word or next after it, else a body before.

        Behind "the interview" stands somebody else: whose it is was told before.
        """
        people = [mention for mention in inside if mention.kind == "person"]
        return (
            self._before(people, cue)
            or ([] if cue.definite else self._after(people, cue, SENDER_WORDS)[:1])
            or self._before([mention for mention in inside if mention.kind != "person"], cue)
        )

    def _before(self, inside: list[Mention], cue: Cue) -> list[Mention]:
        """Return the last mention before a cue."""
        start = self.sentence.words[cue.first].start
        return [mention for mention in inside if mention.span.end <= start][-1:]

    def _after(self, inside: list[Mention], cue: Cue, reach: int) -> list[Mention]:
        """Return the mentions that begin within `reach` words after a cue."""
        end = self.sentence.words[cue.last].end
        near = [mention for mention in inside if mention.span.start >= end]
        return [mention for mention in near if self.sentence.at(mention.span.start) <= cue.last + reach]

    def _anaphoric(self, cue: Cue) -> bool:
        return cue.last < ANAPHORA_WORDS and self.lexicon.is_anaphoric(self.sentence.words)

    def _earlier(self, wanted: int) -> list[Mention]:
        """Return the persons of the sentence before: for one the source of its words, for two the first two."""
        if self.previous is None:
            return []
        people = [mention for mention in self.previous.mentions if mention.kind == "person"]
        speaking = [m for m in people if any(source.overlaps(m.span) for source in self.previous.sources)]
        chosen = speaking or people
        return chosen[:1] if wanted == 1 else people

    def _taken_up(self, draft: Draft, before: Sequence[Telling]) -> tuple[str, ...]:
        """Return the participants of the last telling of the same family that named any."""
        families = self._families(draft.cues)
        enough = 2 if self.lexicon.needs[draft.cues[0].kind] == "two" else 1
        for telling in reversed(before):
            told = {self.lexicon.families[kind] for kind in telling.kinds}
            if not telling.quoted and families & told and len(telling.participants) >= enough:
                return telling.participants
        return ()


def _count(mentions: Sequence[Mention]) -> int:
    """Return how many entities are mentioned."""
    return len({mention.entity for mention in mentions})
