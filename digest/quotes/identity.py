"""Identity: whom the words for a speaker mean that the text has used before.

"البيان" is its issuer, "المتحدث ذاته" the last speaker, a surname somebody whom the text has named in full, and
"قوله تعالى" brings the words of scripture.
"""

from __future__ import annotations

import itertools

from digest.arabic import fold_word
from digest.quotes.cues import Cue
from digest.quotes.discourse import Discourse
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Phrase, Speaker
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import is_definite, without_article

_STATEMENT_REACH = 8
"""How many tokens after a speaker "in a statement" may stand."""

_FORMULA = 7
"""How many tokens before the words "his words, exalted is he" may begin."""


class Identity:
    """Tells who is meant, in one article."""

    def __init__(self, reader: SourceReader) -> None:
        self.reader = reader
        self.vocabulary = reader.vocabulary

    def issuer(self, speaker: Speaker, discourse: Discourse) -> Speaker:
        """Let "البيان" stand for whoever issued the statement that the text has named."""
        if speaker.key is None and discourse.issuer is not None and self.reader.describe.is_issued(speaker.name):
            return discourse.issuer._replace(source=speaker.source, attribution="title", gender="mf")
        return speaker

    def named_before(self, phrase: Phrase, discourse: Discourse) -> Phrase:
        """Let a surname stand for a speaker whom the text has named in full and no mention knows."""
        words = fold_word(phrase.speaker.name).split()
        if phrase.speaker.key is not None or len(words) > 1:
            return phrase
        for earlier in reversed(discourse.history):
            if earlier.key is None and earlier.kind == "person" and fold_word(earlier.name).split()[-1] == words[0]:
                return phrase._replace(speaker=earlier._replace(source=phrase.speaker.source, attribution="named"))
        return phrase

    def same(self, speaker: Speaker, discourse: Discourse) -> Speaker:
        """Let "المتحدث ذاته" stand for the last speaker, and "المصدر" for one that was described so."""
        last = discourse.last or discourse.focus
        if speaker.key is not None or speaker.source is None or last is None:
            return speaker
        words = fold_word(speaker.name).split()
        if words[0] in self.vocabulary.honorifics:
            meant = discourse.focus or last
            return meant._replace(source=speaker.source, attribution="pronoun")
        selfsame = len(words) == 2 and not self.vocabulary.selfsame.isdisjoint(words)
        head = fold_word(last.name).split()[0]
        again = len(words) == 1 and is_definite(words[0]) and last.key is None and without_article(words[0]) == head
        return last._replace(source=speaker.source, attribution=speaker.attribution) if selfsame or again else speaker

    def note_issuer(self, sentence: Sentence, end: int, speaker: Speaker, discourse: Discourse) -> None:
        """Note whose "البيان" is from now on, if the speaker speaks in one ("ذكرت الوزارة في بيان")."""
        for word, following in itertools.pairwise(sentence.words[end : end + _STATEMENT_REACH]):
            if word == self.vocabulary.within and following in self.vocabulary.issued:
                discourse.issuer = speaker

    def scripture(self, sentence: Sentence, cue: Cue) -> Speaker | None:
        """Return whose verse it is that "his words, exalted is he" bring ("مستشهدا بقوله تعالى")."""
        low = max(cue.at, cue.content - _FORMULA)
        said = [i for i in range(low, min(cue.content, len(sentence.words))) if self._is_saying(sentence.words[i])]
        if not said or said[-1] + 1 >= cue.content or cue.frame not in ("mark", "clause", "colon"):
            return None
        return self.reader.reverence.formula(sentence, said[-1] + 1, cue.content)

    def _is_saying(self, word: str) -> bool:
        vocabulary = self.vocabulary
        return word in vocabulary.tail or bool({word, word.removeprefix("ل")} & vocabulary.word_nouns.keys())
