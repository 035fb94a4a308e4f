"""Clauses: whom a cue without a subject goes on with, as the clause that it stands in tells.

"… السفير الذي توجه إلى القاعة قائلا", "…، وهنا رد رئيس المحكمة على الدفاع قائلا", "وتطرقت إلى الفيلم، موضحة أن": the
antecedent of the relative clause, the subject after the clause's own verb, and the last speaker where the verb that
opens the sentence has none either.
"""

from __future__ import annotations

from digest.quotes.cues import Cue
from digest.quotes.discourse import Discourse
from digest.quotes.fronting import Attributed, FrontedReader, undecided
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Speaker
from digest.quotes.subjects import Asked
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import is_definite, match_phrase

_RELATIVE_REACH = 25
"""How many tokens before a cue the relative pronoun may stand whose clause it ends."""

_CLAUSE_REACH = 20
"""How many tokens before a cue the clause may begin whose subject it goes on with."""

_SHORTEST_VERB = 3


class ClauseReader:
    """Reads the clauses of one article."""

    def __init__(self, reader: SourceReader, fronted: FrontedReader) -> None:
        self.reader = reader
        self.fronted = fronted
        self.mentions = reader.mentions
        self.vocabulary = reader.vocabulary

    def relative(self, asked: Asked) -> Attributed | None:
        """Return the antecedent of the relative clause that a cue ends ("الدفاع الذي وجه حديثه إليه قائلا")."""
        sentence, cue = asked.sentence, asked.cue
        if not self._ends_clause(sentence, cue):
            return None
        for at in range(cue.at - 1, max(0, cue.at - _RELATIVE_REACH), -1):
            word = sentence.words[at]
            if word in ("،", "؛", ":"):
                return None
            if word in self.vocabulary.relatives:
                following = sentence.tokens[at + 2] if at + 2 < cue.at else None
                if following is not None and self.mentions.beginning(following) is not None:
                    return undecided(cue)
                return self.fronted.antecedent(sentence, cue, at)
        return None

    def _ends_clause(self, sentence: Sentence, cue: Cue) -> bool:
        """Tell whether a cue goes with the verb nearest to it: "saying", or "he said in it" after what he published."""
        in_it = cue.stop < len(sentence.words) and sentence.words[cue.stop] in self.vocabulary.in_it
        return in_it or sentence.words[cue.at] in self.vocabulary.tail

    def subject(self, asked: Asked) -> Speaker | None:
        """Return whom the clause or the statement is of that a cue without a subject belongs to."""
        owner = self._statement_owner(asked) if asked.cue.kind == "participle" else None
        if owner is None and asked.cue.kind in ("verb", "participle", "words"):
            return self._after_verb(asked)
        return owner

    def _statement_owner(self, asked: Asked) -> Speaker | None:
        """Return whose statement it is in "جاء ذلك في تصريح لفلان، مؤكدا أن"."""
        words = asked.sentence.words
        if words[0] not in self.vocabulary.came or words[1:2] == [] or words[1] not in self.vocabulary.demonstratives:
            return None
        documents = [i for i in range(2, asked.cue.at) if words[i] in self.vocabulary.documents]
        for at in range(documents[0] + 1, asked.cue.at) if documents else ():
            phrase = self.reader.owner(asked.sentence, at, asked.cue.at)
            if phrase is not None:
                return phrase.speaker
        return None

    def _after_verb(self, asked: Asked) -> Speaker | None:
        """Return the subject right after the verb of the clause in which a cue stands ("وهنا رد الرئيس قائلا")."""
        sentence, cue = asked.sentence, asked.cue
        low = max(0, cue.at - _CLAUSE_REACH)
        start = next((i + 1 for i in range(cue.at - 1, low - 1, -1) if sentence.words[i] in ("،", "؛")), low)
        verb = self._verb(sentence, start, cue.at)
        if verb < 0 or verb + 1 >= cue.at:
            return None
        mention = self.mentions.beginning(sentence.tokens[verb + 1])
        is_named = mention is not None and mention.kind in ("person", "institution", "state")
        if not is_named and not self.reader.is_role(sentence, verb + 1):
            return None
        if self.reader.describe.is_preposition(sentence, verb + 1):
            return None
        phrase = self.reader.phrase(sentence, verb + 1, cue.at, cue.agree, before_content=False)
        if phrase is None or phrase.vague:
            return None
        return phrase.speaker if phrase.speaker.agrees(cue.agree) else None

    def goes_on(self, asked: Asked) -> Speaker | None:
        """Return the last speaker for a sentence whose first verb has no subject ("وتطرقت إلى …، موضحة أن")."""
        sentence, cue = asked.sentence, asked.cue
        if not self._has_no_subject(sentence, cue.at):
            return None
        return _known(asked.discourse, cue.agree)

    def _has_no_subject(self, sentence: Sentence, high: int) -> bool:
        """Tell whether a sentence opens with "and" on a verb, right before a preposition, and names nobody freely."""
        first = sentence.words[0]
        if high < 2 or first[:1] not in ("و", "ف") or len(first) <= _SHORTEST_VERB:
            return False
        is_noun = is_definite(first[1:]) or self.vocabulary.is_noun(first) or first[1:] in self.vocabulary.prepositions
        if is_noun or self.reader.describe.is_preposition(sentence, 0):
            return False
        if not self.reader.describe.is_preposition(sentence, 1):
            return False
        return self.fronted.opening(sentence, high) is None

    def _verb(self, sentence: Sentence, start: int, high: int) -> int:
        """Return the first token of a clause behind conjunctions and adverbials if it can be a verb, else -1."""
        at = start
        while at < high:
            word = sentence.words[at]
            size = match_phrase(self.vocabulary.adverbials, sentence.words, at)
            bare = word.removeprefix("و")
            if size or word in self.vocabulary.joiners or bare in self.vocabulary.joiners:
                at += size or 1
            elif bare in self.vocabulary.adverbials and match_phrase(self.vocabulary.adverbials, [bare], 0):
                at += 1
            else:
                break
        if at >= high or not sentence.tokens[at].is_word or len(sentence.words[at]) < 2:
            return -1
        word = sentence.words[at]
        if is_definite(word.removeprefix("و")) or self.reader.describe.is_preposition(sentence, at):
            return -1
        return -1 if self.mentions.beginning(sentence.tokens[at]) is not None else at


def _known(discourse: Discourse, agree: str) -> Speaker | None:
    return discourse.continued(agree) or discourse.meant(agree)
