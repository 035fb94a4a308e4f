"""Names in marks that speak: "وأشار «الحداد» إلى", "قالت صحيفة «المرفأ اليوم» إن"."""

from __future__ import annotations

from digest.arabic import fold_word
from digest.quotes.descriptions import Descriptions
from digest.quotes.marks import Stretch
from digest.quotes.speakers import Phrase, Speaker, gender_of, speaker_of
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import is_definite
from digest.records import Span


class MarkedNames:
    """Reads the names in marks of one article."""

    def __init__(self, describe: Descriptions) -> None:
        self.text = describe.text
        self.mentions = describe.mentions
        self.vocabulary = describe.vocabulary
        self.describe = describe

    def cut_short(self, sentence: Sentence, source: Span, stretch: Stretch, agree: str) -> Phrase:
        """Read an institution whose name in marks a mention has cut short ("صحيفة «المرفأ اليوم»")."""
        name = Span(start=source.start, end=stretch.start).of(self.text) + stretch.content.of(self.text)
        source = Span(start=source.start, end=stretch.content.end)
        speaker = Speaker(None, name, "institution", "institution", source, gender_of(agree))
        return Phrase(speaker, _token_of(sentence, stretch) + 1)

    def name(self, sentence: Sentence, at: int, agree: str) -> Phrase | None:
        """Read the name in marks at token `at`: a person of the article, also by a short name, else a body."""
        stretch = sentence.tokens[at].stretch
        if stretch is None:
            return None
        mention = self.mentions.fills(stretch.content)
        if mention is not None:
            return Phrase(speaker_of(mention, stretch.content, agree), at + 1)
        name = stretch.content.of(self.text)
        folded = fold_word(name).split()
        if not folded:
            return None
        known = self.describe.by_part_of_name(folded)
        if known is not None:
            return Phrase(speaker_of(known, stretch.content, agree)._replace(attribution="named"), at + 1)
        if self.vocabulary.is_listed_name(folded[0]) and not is_definite(folded[0]):
            return Phrase(Speaker(None, name, "person", "named", stretch.content, gender_of(agree)), at + 1)
        return Phrase(Speaker(None, name, "institution", "institution", stretch.content, gender_of(agree)), at + 1)


def _token_of(sentence: Sentence, stretch: Stretch) -> int:
    """Return the token that a stretch is."""
    return next(i for i, token in enumerate(sentence.tokens) if token.stretch == stretch)
