"""Labels: "فلان: …" and "شيخ الأزهر: …" at the head of a line, rule 12 of the cascade in `attribution`."""

from __future__ import annotations

from typing import NamedTuple

from digest.quotes.descriptions import Descriptions
from digest.quotes.speakers import Speaker, speaker_of
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import without_article
from digest.records import Span

_LABEL = 9
"""The colon of a label ("فلان: …") stands among this many first tokens."""


class Label(NamedTuple):
    """A speaker with the colon after which the words stand."""

    speaker: Speaker
    colon: int


class LabelReader:
    """Reads the labels of one article."""

    def __init__(self, describe: Descriptions) -> None:
        self.describe = describe
        self.text = describe.text
        self.mentions = describe.mentions
        self.vocabulary = describe.vocabulary

    def label(self, sentence: Sentence, *, heading: bool) -> Label | None:
        """Return the label of a line; in a headline the one spoken to may stand after the name."""
        colon = next((i for i, w in enumerate(sentence.words[:_LABEL]) if w == ":"), 0)
        if not colon or colon + 1 >= len(sentence.tokens) or not (heading or sentence.opens_paragraph):
            return None
        mention = self.mentions.beginning(sentence.tokens[0])
        if mention is None or mention.kind not in ("person", "institution"):
            return self._office(sentence, colon) if heading else None
        named_to = max(mention.span.end, (mention.title_span or mention.span).end)
        rest = next((t for t in sentence.tokens[:colon] if t.start >= named_to), None)
        if rest is not None and not (heading and rest.folded.startswith("ل")):
            return None
        speaker = speaker_of(mention, self._source(sentence, colon), "")
        return Label(speaker._replace(attribution="headline") if heading else speaker, colon)

    def _office(self, sentence: Sentence, colon: int) -> Label | None:
        """Return the holder of an office that labels a headline, else the office or source as it is described."""
        words, vocabulary = sentence.words[:colon], self.vocabulary
        if words[0] in vocabulary.no_labels:
            return None
        is_source = without_article(words[0]) in vocabulary.roles or words[0] in vocabulary.source_heads
        if not is_source or not all(token.is_word for token in sentence.tokens[:colon]):
            return None
        if any(vocabulary.form(word) is not None for word in words[1:]):
            return None
        source = self._source(sentence, colon)
        known = self.describe.anaphora.role(words, len(self.text))
        phrase = self.describe.described(sentence, 0, self.describe.description_end(sentence, 0, colon), "")
        if known is None and phrase.vague:
            return None
        speaker = phrase.speaker if known is None else speaker_of(known, source, "")
        return Label(speaker._replace(source=source, attribution="headline"), colon)

    def _source(self, sentence: Sentence, colon: int) -> Span:
        return Span(start=sentence.tokens[0].start, end=sentence.tokens[colon - 1].end)
