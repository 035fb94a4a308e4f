"""Subjects that stand before their verb, and what a sentence opens with.

"الوزير أكد أن", "الحزب الذي قال", "وكان مسؤول كبير أعلن", "أما فلانة … فقالت", "تصريح لفلان قال فيه": rule 6 of the
cascade in `attribution`, and the sentence subject that its rule 8 needs.
"""

from __future__ import annotations

from typing import NamedTuple

from digest.quotes.cues import Cue
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Phrase, Speaker, agrees_by_form, reach, speaker_of
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import is_definite, match_phrase, without_article
from digest.records import Mention

_RULE = "speaker-6-before"

_OPENING = 8
"""The subject of a sentence is looked for among this many first tokens."""

_ADVERBIAL = 14
"""An adverbial before the first verb has at most this many tokens."""

_BEFORE = 12
"""How many tokens before a verb its subject may begin."""

_RELATIVE_REACH = 20
"""How many tokens before a relative pronoun its antecedent may stand."""

_IT_IS_SAID = 3
"""Among this many first tokens stands the "that" of "يُذكر أن فلانا، …، أكد": the subject is behind it."""

_HANDED_DOWN = 8
"""How many tokens before "that he said" he may stand from whom it is handed down, a formula of reverence between."""

_DOCUMENT_REACH = 25
"""How many tokens before "in which he said" the document may stand."""


class Attributed(NamedTuple):
    """A speaker, the rule that found it, and where its phrase ends in the sentence."""

    speaker: Speaker | None
    rule: str
    end: int
    """One past the last token of the source phrase; the cue's own end if it has none after it."""


def undecided(cue: Cue) -> Attributed:
    """Return that nobody can be told to speak."""
    return Attributed(None, "speaker-undecided", cue.stop)


class FrontedReader:
    """Looks before a verb for its subject."""

    def __init__(self, reader: SourceReader) -> None:
        self.reader = reader
        self.mentions = reader.mentions
        self.vocabulary = reader.vocabulary

    def before(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Return the subject before a cue; an undecided one where there is a subject that cannot be read."""
        return self._topic(sentence, cue) or self._of_document(sentence, cue) or self._next_to(sentence, cue)

    def right_before(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Return the person named right before a verb, so that a name after it is its object ("فلان كان قد خاطب …")."""
        at = cue.at - 1
        while at >= 0 and sentence.words[at] in self.vocabulary.auxiliaries:
            at -= 1
        if at < 0 or self.vocabulary.is_joined(sentence.words[cue.at]):
            return None
        for mention in self._mentions_before(sentence, at):
            if mention.kind == "person" and reach(mention).end == sentence.tokens[at].end:
                return _found(mention, cue) if self._is_free(sentence, reach(mention).start) else None
        return None

    def _next_to(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        at = cue.at - 1
        while at >= 0 and sentence.words[at] in self.vocabulary.auxiliaries:
            at -= 1
        if at < 0:
            return None
        if sentence.words[at] in self.vocabulary.relatives:
            return self.antecedent(sentence, cue, at)
        if self.vocabulary.is_joined(sentence.words[cue.at]):
            return None
        return (
            self._when(sentence, cue, at)
            if sentence.words[at] in self.vocabulary.when
            else self._right_before(sentence, cue, at)
        )

    def _right_before(self, sentence: Sentence, cue: Cue, at: int) -> Attributed | None:
        """Return the subject that ends with token `at`, right before a cue or parted from it by a comma."""
        end = sentence.tokens[at].end
        for mention in self._mentions_before(sentence, at):
            if reach(mention).end == end and mention.kind != "place":
                is_free = self._is_free(sentence, reach(mention).start)
                return _found(mention, cue) if is_free else self._role(sentence, cue) or undecided(cue)
        revered = self.reader.reverence.noun(sentence, self._handed_down(sentence, at))
        if revered is not None:
            return Attributed(revered, _RULE, cue.stop)
        if sentence.words[at] == "،" and at:
            return self._across_comma(sentence, cue, at)
        return self._role(sentence, cue) or self._of_noun(sentence, cue, at)

    def _handed_down(self, sentence: Sentence, at: int) -> int:
        """Return the token of whom words are handed down from ("عن *النبي* ﷺ أنه قال"), else `at` itself."""
        if not self.vocabulary.is_that(sentence.words[at]):
            return at
        low = max(0, at - _HANDED_DOWN)
        from_whom = (i + 1 for i in range(at - 2, low, -1) if sentence.words[i] in self.vocabulary.prepositions)
        return next((i for i in from_whom if self.reader.reverence.noun(sentence, i) is not None), at)

    def _when(self, sentence: Sentence, cue: Cue, at: int) -> Attributed | None:
        """Read "…، عندما قال": whom its sentence is about, undecided where another person stands nearer."""
        people = [m for m in self.mentions.between(sentence.start, sentence.tokens[at].start) if m.kind == "person"]
        opening = self.opening(sentence, cue.at)
        if not people or (opening is not None and opening.key == people[-1].entity):
            return None
        return undecided(cue)

    def _mentions_before(self, sentence: Sentence, at: int) -> tuple[Mention, ...]:
        return self.mentions.between(sentence.tokens[max(0, at - _BEFORE)].start, sentence.tokens[at].end)

    def _of_noun(self, sentence: Sentence, cue: Cue, at: int) -> Attributed | None:
        """Read an imperfect right after a noun, whose adjective it is ("لافتات تقول"): that noun's, or a document's."""
        if not cue.imperfect or not sentence.tokens[at].is_word:
            return None
        if self.vocabulary.ends_adverbial(sentence.words, at) or sentence.words[at] in self.vocabulary.prepositions:
            return None
        opening = self.opening(sentence, cue.at) if sentence.words[at] in self.vocabulary.documents else None
        return undecided(cue) if opening is None else Attributed(opening, _RULE, cue.stop)

    def _across_comma(self, sentence: Sentence, cue: Cue, comma: int) -> Attributed | None:
        """Return a subject that a comma parts from its verb: a name in apposition, or what the sentence opens with."""
        end = sentence.tokens[comma - 1].end
        for mention in self._mentions_before(sentence, comma - 1):
            start = self.reader.index_at(sentence, reach(mention).start)
            if mention.kind == "person" and reach(mention).end == end and sentence.words[max(0, start - 1)] == "،":
                return _found(mention, cue)
        opening = self.opening(sentence, cue.at)
        if opening is None or opening.source is None or not opening.agrees(cue.agree):
            told = any(map(self.vocabulary.is_that, sentence.words[:_IT_IS_SAID]))
            return self._role(sentence, cue) or (undecided(cue) if told or self._opens_with_noun(sentence) else None)
        if any(map(self.vocabulary.is_that, sentence.words[:_IT_IS_SAID])):
            return undecided(cue)
        begins = opening.source.start <= sentence.tokens[0].start + 1
        return Attributed(opening, _RULE, cue.stop) if begins else self._role(sentence, cue)

    def _opens_with_noun(self, sentence: Sentence) -> bool:
        """Tell whether a sentence opens with a noun phrase ("جميع الأخبار حول هذا الأمر، …") and no adverbial."""
        word, vocabulary = sentence.words[0], self.vocabulary
        if match_phrase(vocabulary.adverbials, sentence.words, 0) or len(sentence.words) < 2:
            return False
        return is_definite(word) or (word in vocabulary.pointing and is_definite(sentence.words[1]))

    def _role(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Return a subject without a mention that opens its sentence ("وكان مسؤول كبير أعلن", "خبراء قالوا")."""
        first = 1 if sentence.words[0] in self.vocabulary.subject_openers else 0
        if first >= cue.at:
            return None
        head = sentence.words[first] if first else sentence.words[first].removeprefix("و")
        if head not in self.vocabulary.unnamed and without_article(head) not in self.vocabulary.roles:
            return None
        return self._read(sentence, cue, first)

    def _topic(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Read "أما فلان … فقال"."""
        if cue.at < 2 or sentence.words[0] not in self.vocabulary.topics:
            return None
        found = self._read(sentence, cue, 1)
        if found is None or found.speaker is None or found.speaker.key or found.speaker.kind == "person":
            return found
        return found if self.vocabulary.is_somebody(sentence.words[1]) else undecided(cue)

    def _read(self, sentence: Sentence, cue: Cue, first: int) -> Attributed | None:
        high = cue.at
        while high - 1 > first and sentence.words[high - 1] in self.vocabulary.auxiliaries:
            high -= 1
        phrase = self.reader.phrase(sentence, first, high, cue.agree)
        return None if phrase is None or phrase.vague else Attributed(phrase.speaker, _RULE, cue.stop)

    def _of_document(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Read "تصريحا لفلان قال فيه": the one to whom the document belongs."""
        if cue.stop >= len(sentence.tokens) or sentence.words[cue.stop] not in self.vocabulary.in_it:
            return None
        low = max(0, cue.at - _DOCUMENT_REACH)
        documents = [i for i in range(low, cue.at) if sentence.words[i] in self.vocabulary.documents]
        for at in range(documents[0] + 1, cue.at) if documents else ():
            phrase = self.reader.owner(sentence, at, cue.at)
            if phrase is not None:
                return Attributed(phrase.speaker, _RULE, cue.stop)
            if sentence.words[at] in self.vocabulary.latter:
                return undecided(cue)
        return None

    # ---- relative clauses

    def antecedent(self, sentence: Sentence, cue: Cue, pronoun: int) -> Attributed | None:
        """Return whom "who said" refers to: the phrase right before; across a comma the nearest person first."""
        at = pronoun - 1
        across = at >= 0 and sentence.words[at] == "،"
        at -= across
        if at < 0:
            return None
        low = sentence.tokens[max(0, at - _RELATIVE_REACH)].start
        found = [m for m in self.mentions.between(low, sentence.tokens[at].end) if m.kind != "place"]
        near = [m for m in found if reach(m).end >= sentence.tokens[at].end - 1]
        across = across or sentence.words[pronoun][:1] == "و"
        people = [m for m in found if m.kind == "person"] if across else []
        for mention in [*reversed(near), *reversed(people)]:
            if mention.kind == "person" or agrees_by_form(mention.name, cue.agree):
                return _found(mention, cue)
        return self._institution_before(sentence, cue, at)

    def _institution_before(self, sentence: Sentence, cue: Cue, at: int) -> Attributed:
        """Return the institution without a mention whose phrase ends with token `at` ("حزب «…»، الذي قال")."""
        institutions = self.vocabulary.institutions
        near = range(at, max(-1, at - 6), -1)
        start = next((i for i in near if sentence.words[i] in institutions or self.reader.is_role(sentence, i)), -1)
        if start > 0 and self.reader.is_role(sentence, start - 1):
            start -= 1
        if start < 0 and self.vocabulary.is_full_name(sentence.words[max(0, at - 1) : at + 1]):
            start = at - 1
        phrase = self.reader.phrase(sentence, start, at + 1, cue.agree) if start >= 0 else None
        return undecided(cue) if phrase is None else Attributed(phrase.speaker, _RULE, cue.stop)

    # ---- what a sentence opens with

    def opening(self, sentence: Sentence, before: int, agree: str = "") -> Speaker | None:
        """Return the subject that a sentence opens with, before token `before`.

        The first person among its first tokens that `agree` allows, else the institution or state that begins it, else
        a role, else the person behind an adverbial.
        """
        high = min(before, _OPENING, len(sentence.tokens))
        high = next((i for i in range(high) if self.vocabulary.is_that(sentence.words[i])), high)
        if high <= 0:
            return None
        first: Speaker | None = None
        second_token = sentence.tokens[min(1, high - 1)].start
        for mention in self.mentions.between(sentence.tokens[0].start, sentence.tokens[high - 1].end):
            if not self._is_free(sentence, reach(mention).start):
                continue
            if mention.kind == "person" and speaker_of(mention, None, "").agrees(agree):
                return speaker_of(mention, reach(mention), "")
            early = reach(mention).start <= second_token + 1
            if first is None and early and mention.kind in ("institution", "state"):
                first = speaker_of(mention, reach(mention), "")
        return first or self._opening_role(sentence, high) or self._after_adverbial(sentence, before)

    def _opening_role(self, sentence: Sentence, high: int) -> Speaker | None:
        """Return the subject after a sentence's first verb if it is a role or a name ("وشكك الكاتب في صحيفة …")."""
        roles, words = self.vocabulary.roles, sentence.words
        at = next((i for i in range(1, min(3, high)) if without_article(words[i]) in roles), 0)
        if not at and self.vocabulary.is_full_name(words[1 : min(3, high)]):
            at = 1
        phrase = self.reader.phrase(sentence, at, high, before_content=False) if at else None
        return None if phrase is None or phrase.vague else phrase.speaker

    def _after_adverbial(self, sentence: Sentence, before: int) -> Speaker | None:
        """Return the person that follows the first comma and a verb ("وصباح اليوم، ظهر فلان …")."""
        comma = next((i for i, w in enumerate(sentence.words[: min(before, _ADVERBIAL)]) if w == "،"), -1)
        if comma < 0 or comma + 2 >= before:
            return None
        mention = self.mentions.beginning(sentence.tokens[comma + 2])
        if mention is None or mention.kind != "person" or not self._is_free(sentence, reach(mention).start):
            return None
        return speaker_of(mention, reach(mention), "")

    def _is_owned_by(self, sentence: Sentence, at: int) -> bool:
        """Tell whether an office stands right before a name that is no person's: its holder speaks ("شيخ *الأزهر*")."""
        before = sentence.words[at - 1].removeprefix("و")
        if before not in self.vocabulary.roles or is_definite(before):
            return False
        mention = self.mentions.beginning(sentence.tokens[at])
        return mention is not None and mention.kind != "person"

    def _is_free(self, sentence: Sentence, start: int) -> bool:
        """Tell whether no preposition governs the words that begin at `start`, or "سبق ل" does."""
        at = self.reader.index_at(sentence, start)
        before = sentence.words[at - 1] if at else ""
        if before in self.vocabulary.prepositions or before == self.vocabulary.on_behalf:
            return False
        if at and self._is_owned_by(sentence, at):
            return False
        attached = sentence.tokens[at].start < start and sentence.words[at][:1] in ("ل", "ب", "ك")
        return not attached or before in self.vocabulary.already


def _found(mention: Mention, cue: Cue) -> Attributed:
    return Attributed(speaker_of(mention, reach(mention), cue.agree), _RULE, cue.stop)


def ruled(phrase: Phrase | None, rule: str, cue: Cue) -> Attributed:
    """Return the speaker of a phrase under a rule; undecided where there is no phrase."""
    return undecided(cue) if phrase is None else Attributed(phrase.speaker, rule, phrase.end)
