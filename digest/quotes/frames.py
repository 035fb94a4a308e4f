"""Frames: the ways in which what a cue attributes can begin.

`mark`: at a stretch in marks; `clause`: at "that"; `colon`: after a colon; `phrase`: as a noun phrase after the verb's
preposition ("شدد على أهمية …"); `object`: as a noun phrase right after the subject, which only the reading of the
subject can tell ("أكد الوزير أهمية …"); `none`: nowhere in the sentence.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from digest.quotes.scare import LONGEST_NAME, length
from digest.quotes.tables import Verb
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import Vocabulary

Frame = Literal["mark", "clause", "colon", "phrase", "object", "none"]

GAP = 45
"""How many tokens may stand between a cue and its content: subject, titles, occasion."""

COLON_REACH = 10
"""How many tokens off a colon before unmarked words may stand from a verb that is less often one of speech."""

LONGEST_SUBJECT = 4
"""How many tokens may stand between a verb that is less often one of speech and a sentence in marks without a colon."""

LONGEST_MARKED_NAME = 4
"""A stretch of more words is no speaker's name in marks."""


class Sought(NamedTuple):
    """Where a content begins."""

    frame: Frame
    content: int
    """Its first token; the number of tokens where there is none."""
    adjacent: bool = True
    """False if prose stands between the cue and a stretch that is taken for its content."""


class _Place(NamedTuple):
    """What a token says about the contents of all cues before it."""

    that: bool
    ends: bool
    """What a verb takes cannot stand behind it."""
    another: bool
    """Another clause of speech begins there, unless it is the first token looked at."""
    governs: bool
    """A noun that it may govern follows."""


class Frames:
    """Looks for the contents of the cues of one sentence."""

    def __init__(
        self, text: str, sentence: Sentence, labels: frozenset[int], names: frozenset[int], vocabulary: Vocabulary
    ) -> None:
        self.text = text
        self.tokens = sentence.tokens
        self.words = sentence.words
        self.count = len(sentence.tokens)
        self.labels = labels
        self.names = names
        self.vocabulary = vocabulary
        self._places: list[_Place | None] = [None] * self.count

    def seek(self, start: int, verb: Verb, *, tail: bool, named: bool = False) -> Sought:
        """Look for the content of a cue from token `start` on.

        `tail`: "saying" was already met; `named`: a name in marks was already met.
        """
        phrase, noun = -1, False
        for at in range(start, min(self.count, start + GAP)):
            word = self.words[at]
            if self.tokens[at].stretch is not None:
                found = self._at_stretch(start, at, verb, tail=tail, named=named)
                if found is not None:
                    return found if phrase < 0 or phrase >= at else Sought("phrase", phrase)
                continue
            if word == ":":
                return self._after_colon(start, at, verb)
            place = self._places[at] or self._place(at)
            if place.that:
                about = noun and self.words[at - 1] not in verb.that
                return Sought("none", self.count) if about else self._at_that(start, at, verb, phrase, tail=tail)
            if self._is_anothers_word(start, at):
                break
            if word in self.vocabulary.tail:
                tail = True
            elif place.ends or (place.another and at > start):
                break
            elif place.governs:
                phrase = at + 1 if phrase < 0 and word in verb.np and self._may_be_content(at + 1) else phrase
                noun = noun or (word in verb.that and word not in verb.np)
        if phrase >= 0:
            return Sought("phrase", phrase)
        return Sought("object" if "" in verb.np else "none", self.count)

    def _place(self, at: int) -> _Place:
        """Return what token `at` means for every cue before it; looked up once, however many cues there are."""
        word = self.words[at]
        place = _Place(
            that=self.vocabulary.is_that(word),
            ends=self._ends_clause(at),
            another=at > 0 and self._begins_another(at),
            governs=at not in self.names and bool(word) and self._takes_noun(at + 1),
        )
        self._places[at] = place
        return place

    def _ends_clause(self, at: int) -> bool:
        """Tell whether what a verb takes cannot stand behind token `at`."""
        if self.words[at] == "؛":
            return not (at + 1 < self.count and self.vocabulary.is_that(self.words[at + 1]))
        if self.words[at] == "،" and at + 1 < self.count and self.words[at + 1] in self.vocabulary.copulas:
            return True
        return self._begins_relative(at)

    def _is_anothers_word(self, start: int, at: int) -> bool:
        """Tell whether "his words" are another's, to which the speaker reacts ("إثر قوله")."""
        owned = at > start and self.words[at] in self.vocabulary.word_nouns
        return owned and self.words[at - 1] in self.vocabulary.reacting

    def _at_stretch(self, start: int, at: int, verb: Verb, *, tail: bool, named: bool) -> Sought | None:
        """Decide whether the stretch at `at` is the content; None to go on looking.

        A short one is first taken for a name, and given up as such if no content follows ("قالت «…» إن").
        """
        stretch = self.tokens[at].stretch
        if stretch is None or verb.marks == "no" or at in self.labels:
            return None
        before = self.words[at - 1]
        after_that = self.vocabulary.is_that(before)
        size = length(self.text, stretch)
        is_said = tail or (after_that and verb.that) or (size > LONGEST_NAME and at - start <= LONGEST_SUBJECT)
        if verb.marks == "colon" and not is_said:
            return None
        to_somebody = before in ("ل", "لل")
        if not (tail or named or after_that) and (size <= LONGEST_MARKED_NAME or self.words[at + 1 : at + 2] == [":"]):
            later = self.seek(at + 1, verb, tail=False, named=True)
            after_colon = later.frame == "mark" and self.words[later.content - 1] == ":"
            if later.frame in ("clause", "colon") or after_colon:
                return later
            if at == start and later.frame == "mark" and (later.adjacent or size == 1):
                return later
            if to_somebody:
                return None
        adjacent = at == start or tail or after_that or before in ("ب", "،") or before in self.vocabulary.prepositions
        adjacent = adjacent or before in self.vocabulary.wordings or self.vocabulary.ends_adverbial(self.words, at - 1)
        return Sought("mark", at, adjacent)

    def _after_colon(self, start: int, colon: int, verb: Verb) -> Sought:
        after = colon + 1
        if after >= self.count or verb.marks == "no":
            return Sought("none", self.count)
        if self.tokens[after].stretch is not None:
            return Sought("mark", after)
        if verb.marks == "colon" and colon - start > COLON_REACH:
            return Sought("none", self.count)
        return Sought("clause" if self.vocabulary.is_that(self.words[after]) else "colon", after)

    def _at_that(self, start: int, at: int, verb: Verb, phrase: int, *, tail: bool) -> Sought:
        """Decide about "that": it must stand after a preposition that the verb takes, or after none."""
        before = at - 1
        if before >= start and self.words[before] == self.vocabulary.fact:
            before -= 1
        governed = before >= start and self.words[before] in self.vocabulary.prepositions
        if before >= start and self.words[before] in self.vocabulary.subject_openers:
            return Sought("none", self.count)
        prep = "ب" if self.words[at] in self.vocabulary.that_with_b else self.words[before] if governed else ""
        if 0 <= phrase < at and not (governed and before == phrase - 1):
            return Sought("phrase", phrase)
        if prep in verb.that or (tail and prep == ""):
            return Sought("clause", at)
        is_marked = at + 1 < self.count and self.tokens[at + 1].stretch is not None and at + 1 not in self.labels
        return Sought("mark", at + 1) if is_marked and verb.marks != "no" else Sought("none", self.count)

    def _begins_another(self, at: int) -> bool:
        """Tell whether another clause of speech begins at `at`: a cue after "and" or a comma, or "saying that"."""
        word = self.words[at]
        form = self.vocabulary.form(word)
        if form is None or form.verb.marks != "any" or form.verb.needs or form.verb.calls:
            return False
        before = self.words[at - 1]
        if at + 1 < self.count and self.words[at + 1] in self.vocabulary.in_it:
            return True
        if before in ("،", "؛") or before in self.vocabulary.clause_heads or self.vocabulary.is_joined(word):
            return True
        if before[:1] == "و" and before[1:] in self.vocabulary.auxiliaries:
            return True
        says = bool(form.verb.that) or (at + 1 < self.count and self.words[at + 1] in self.vocabulary.tail)
        return form.kind == "participle" and form.agree == "ms" and says

    def _begins_relative(self, at: int) -> bool:
        """Tell whether "who said" begins at `at`: what follows is that verb's content."""
        if self.words[at] not in self.vocabulary.relatives or at + 1 >= self.count:
            return False
        return self.vocabulary.form(self.words[at + 1]) is not None

    def _takes_noun(self, at: int) -> bool:
        """Tell whether the preposition before `at` governs a noun and not "that" ("أشار إلى نجاح …")."""
        if at >= self.count or not self.tokens[at].is_word:
            return False
        return not self.vocabulary.is_that(self.words[at]) and self.words[at] != self.vocabulary.fact

    def _may_be_content(self, at: int) -> bool:
        return self.words[at] not in self.vocabulary.never_content
