"""Subjects: whether the noun phrase right after a verb of speech says the words, or is what is said.

"انتقد الوزير القرار", "وانتقد قرار الوزارة قائلا", "ويشير ذلك إلى أن", "وأكد حرصه على …": a name is a subject; of
descriptions it depends on the noun and on what the verb takes.
"""

from __future__ import annotations

from typing import NamedTuple

from digest.quotes.cues import Cue
from digest.quotes.discourse import Discourse
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Phrase, Speaker, agrees_by_form
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import is_definite, without_article


class Asked(NamedTuple):
    """One cue of a sentence whose speaker is asked for."""

    sentence: Sentence
    cues: tuple[Cue, ...]
    place: int
    """Index of the cue."""
    local: Speaker | None
    """The last speaker or subject of this sentence."""
    discourse: Discourse

    @property
    def cue(self) -> Cue:
        """Return the cue that is asked for."""
        return self.cues[self.place]


def follows_marks(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether words in marks end right before a cue ("«…»، قال بائعون")."""
    return any(token.stretch is not None for token in sentence.tokens[max(0, cue.at - 2) : cue.at])


class SubjectTest:
    """Tells subjects from objects, in one article."""

    def __init__(self, reader: SourceReader) -> None:
        self.reader = reader
        self.mentions = reader.mentions
        self.vocabulary = reader.vocabulary

    def is_subject(self, asked: Asked, phrase: Phrase) -> bool:
        """Tell whether the phrase after a verb is its subject and not its object or its content."""
        speaker, cue = phrase.speaker, asked.cue
        if (speaker.kind == "person" and speaker.key is not None) or (cue.suffixed and cue.has_content):
            return True
        if speaker.kind == "person" and cue.has_content:
            return True
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        may_be_object = verb is not None and verb.object and (asked.local or asked.discourse.last) is not None
        if speaker.key is not None:
            disagrees = speaker.kind == "institution" and not agrees_by_form(speaker.name, cue.agree)
            return not (disagrees and may_be_object)
        at = self.reader.index_at(asked.sentence, speaker.source.start) if speaker.source else cue.stop
        is_role = without_article(asked.sentence.words[at]) in self.vocabulary.roles
        if may_be_object and speaker.attribution != "unnamed" and not is_role:
            return False
        if speaker.kind == "institution" or (verb is not None and verb.document and cue.has_content):
            return True
        speaks = (cue.has_content or follows_marks(asked.sentence, cue)) and not (verb is not None and verb.transitive)
        return self.reader.describe.is_source(asked.sentence, at, verb, speaks=speaks)

    def is_unread(self, asked: Asked, phrase: Phrase) -> bool:
        """Tell whether a phrase that names nobody is the subject all the same ("ويشير ذلك إلى أن")."""
        sentence, cue, source = asked.sentence, asked.cue, phrase.speaker.source
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        if source is None or verb is None or not cue.has_content:
            return False
        at = self.reader.index_at(sentence, source.start)
        word = sentence.words[at]
        if self.reader.describe.is_accusative(sentence, at) or word in self.vocabulary.possessed:
            return False
        if not verb.takes_noun:
            return True
        known = is_definite(word) or word in self.vocabulary.demonstratives or self._is_thing_of(sentence, at)
        return known and cue.frame == "clause" and phrase.end >= cue.content

    def _is_thing_of(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a noun carries its possessor and is not what is said ("تؤكد زيارته أن", "أكد حرصه أن")."""
        owned = self.reader.describe.is_possessed(sentence, at)
        return owned and sentence.words[at] not in self.vocabulary.content_nouns

    def is_namesake(self, speaker: Speaker, cue: Cue) -> bool:
        """Tell whether a capital that stands for its state has a masculine verb: then a club of that name is meant."""
        if speaker.kind != "state" or speaker.source is None or cue.agree != "ms":
            return False
        return any(m.rule == "metonym" for m in self.mentions.between(speaker.source.start, speaker.source.end))
