"""Reverence: speakers whom a formula or a noun means without a name ("قوله تعالى", "أن الرسول قال")."""

from __future__ import annotations

from digest.arabic import fold_word
from digest.quotes.speakers import Mentions, Speaker
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import Vocabulary
from digest.records import Span


class Reverence:
    """Reads the words of reverence of one article."""

    def __init__(self, text: str, mentions: Mentions, vocabulary: Vocabulary) -> None:
        self.text = text
        self.mentions = mentions
        self.vocabulary = vocabulary

    def formula(self, sentence: Sentence, low: int, high: int) -> Speaker | None:
        """Return whom a formula of reverence right after a cue stands for ("قال -صلى الله عليه وسلم-")."""
        if low >= len(sentence.tokens) or not low:
            return None
        start = sentence.tokens[low - 1].end
        end = sentence.tokens[min(high, low + 5, len(sentence.tokens)) - 1].end
        if self.mentions.between(start, end):
            return None
        folded = fold_word(self.text[start:end])
        name = next((name for words, name in self.vocabulary.reverences if words in folded), None)
        return None if name is None else Speaker(None, name, "unnamed", "unnamed", None)

    def noun(self, sentence: Sentence, at: int) -> Speaker | None:
        """Return whom a noun at token `at` means that stands for somebody revered ("أن *الرسول* قال")."""
        word = sentence.words[at]
        for first in (word, word.removeprefix("و"), word.removeprefix("ف")):
            for size in (2, 1):
                key = (first, *sentence.words[at + 1 : at + size])
                name = self.vocabulary.revered.get(key) if len(key) == size else None
                if name is not None:
                    source = Span(start=sentence.tokens[at].start, end=sentence.tokens[at + size - 1].end)
                    return Speaker(None, name, "unnamed", "unnamed", source)
        return None
