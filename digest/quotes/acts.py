"""Acts of speech: each cue of a sentence with its speaker and the reach of its content.

An act inside another's content ("قال فلان إن الوزير أكد …") is nested and left out: the source of those words is the
outer speaker. A content ends where the clause of the next act begins, or where a clause says something about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.attribution import Attributor
from digest.quotes.cues import Cue, find_cues
from digest.quotes.discourse import Discourse
from digest.quotes.labels import LabelReader
from digest.quotes.speakers import Mentions, Speaker
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import Vocabulary, is_definite, match_phrase
from digest.records import Span

_SOURCE = 14
"""Tokens between "according to" and the comma after its source; and in an occasion before a verb's object."""

_BREAKS = ("،", "؛")


class Act(NamedTuple):
    """A cue with its speaker and its reach."""

    cue: Cue
    words: Span | None
    """The cue's own words; None if there are none."""
    speaker: Speaker | None
    rule: str
    start: int
    """First token of the content."""
    end: int
    """One past the last token of the content."""
    trailing: bool = False
    """True if it attributes what stands before it."""

    @property
    def has_content(self) -> bool:
        """Tell whether content follows the cue."""
        return not self.trailing and self.start < self.end

    @property
    def is_lasting(self) -> bool:
        """Tell whether verbs after it may mean its speaker: not one that is only described beside another verb."""
        if self.speaker is None or (self.cue.kind == "according" and self.trailing):
            return False
        return self.has_content or self.trailing or self.speaker.key is not None


class ActReader:
    """Reads the acts of the sentences of one article."""

    def __init__(self, text: str, mentions: Mentions, attributor: Attributor, vocabulary: Vocabulary) -> None:
        self.text = text
        self.mentions = mentions
        self.attributor = attributor
        self.describe = attributor.reader.describe
        self.labels = LabelReader(self.describe)
        self.vocabulary = vocabulary
        self.open: Act | None = None
        """The act whose colon ends the sentence read last: its content is what the next paragraph begins with."""

    def acts(self, sentence: Sentence, labels: frozenset[int], discourse: Discourse, *, heading: bool) -> list[Act]:
        """Return the acts of a sentence, in order, and tell `discourse` who spoke (headings tell it nothing)."""
        self.open = None
        label = self.labels.label(sentence, heading=heading)
        if label is not None:
            cue = Cue(0, label.colon, "verb", "", "neutral", "", False, "colon", label.colon + 1)
            return [Act(cue, None, label.speaker, "speaker-12-label", label.colon + 1, len(sentence.tokens))]
        cues = find_cues(self.text, sentence, labels, self._names(sentence), self.vocabulary)
        acts: list[Act] = []
        embedded: list[Act] = []
        local: Speaker | None = None
        for index, cue in enumerate(cues):
            if _is_tail(cue, acts) or _is_tail(cue, embedded):
                continue
            if self._is_nested(sentence, cue, acts):
                embedded.extend(self._embedded(sentence, cues, index))
                continue
            found = self.attributor.attribute(sentence, cues, index, local, discourse)
            act = self._act(sentence, cue, found.speaker, found.rule, found.end)
            if cue is cues[-1] and not heading and not act.has_content and sentence.words[-1] == ":":
                self.open = act._replace(start=0, end=1, cue=cue._replace(frame="mark", content=0, adjacent=True))
            if not act.has_content and not act.trailing and (found.speaker is None or found.speaker.source is None):
                local = found.speaker if cue.at <= 1 and local is None else local
                continue
            self._shorten(sentence, acts, act)
            acts.append(act)
            is_new = act.is_lasting or (cue.kind == "verb" and found.speaker is not None and found.speaker.source)
            if is_new and not (cue.kind == "according" and local is not None):
                local = found.speaker
            if not heading:
                self._tell(act, discourse, is_local=local is found.speaker)
        return [*acts, *embedded]

    def _embedded(self, sentence: Sentence, cues: tuple[Cue, ...], index: int) -> Iterator[Act]:
        """Yield an act inside what somebody reports that brings another's words in marks ("كان قد خاطبه بقوله: «…»").

        Those words are the inner speaker's; they are nobody's where the text right there does not name that speaker.
        """
        cue = cues[index]
        if cue.frame != "mark":
            return
        before = sentence.words[cue.content - 1] if cue.adjacent else ""
        surely = before == ":" or before in self.vocabulary.tail
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        if verb is not None and verb.transitive and not surely:
            return
        found = self.attributor.attribute(sentence, cues, index, None, Discourse())
        speaker = found.speaker or self._inner_subject(sentence, cue)
        if speaker is None and not surely:
            return
        rule = found.rule if found.speaker is not None or speaker is None else "speaker-6-before"
        act = self._act(sentence, cue, speaker, rule, found.end)
        yield act._replace(end=min(act.end, act.start + 1))

    def _inner_subject(self, sentence: Sentence, cue: Cue) -> Speaker | None:
        """Return the subject right after "that" for a verb behind it ("أن الرسول تابع في خطبته قائلا")."""
        low = max(0, cue.at - _SOURCE)
        that = next((i for i in range(cue.at - 1, low, -1) if self.vocabulary.is_that(sentence.words[i])), -1)
        if that < 0 or that + 1 >= cue.at:
            return None
        return self.attributor.reader.reverence.noun(sentence, that + 1)

    def _tell(self, act: Act, discourse: Discourse, *, is_local: bool) -> None:
        if act.speaker is None and act.has_content and act.cue.kind != "according":
            discourse.spoke_unknown()
        elif act.speaker is not None and act.is_lasting and is_local:
            discourse.spoke(act.speaker)

    def _names(self, sentence: Sentence) -> frozenset[int]:
        """Return the tokens of people's names: "قالن" the man is not "قالن" the verb."""
        people = [m.span for m in self.mentions.between(sentence.start, sentence.end) if m.kind == "person"]
        found: set[int] = set()
        at = 0
        for span in people:
            while at < len(sentence.tokens) and sentence.tokens[at].start < span.start:
                at += 1
            while at < len(sentence.tokens) and sentence.tokens[at].start < span.end:
                found.add(at)
                at += 1
        return frozenset(found)

    # ---- the reach of an act

    def _act(self, sentence: Sentence, cue: Cue, speaker: Speaker | None, rule: str, end: int) -> Act:
        """Make the act of a cue whose source phrase ends before token `end`."""
        count = len(sentence.tokens)
        words = Span(start=sentence.tokens[cue.at].start, end=sentence.tokens[cue.stop - 1].end)
        if cue.kind in ("according", "as-verb"):
            if cue.at > 1 or (cue.at == 1 and sentence.tokens[0].stretch is not None):
                return Act(cue, words, speaker, rule, count, count, trailing=True)
            start = self._after_source(sentence, end, commas=cue.kind == "according")
        elif not cue.has_content:
            start = self._object(sentence, cue, end) if cue.frame == "object" else count
            elided = speaker is None or speaker.source is None
            if start == count or (elided and sentence.words[start] not in self.vocabulary.content_nouns):
                return Act(cue, words, speaker, rule, count, count, trailing=self._follows_words(sentence, cue))
        elif cue.frame == "clause" and self._is_all_marked(sentence, cue.content):
            start = cue.content + 1
            cue = cue._replace(frame="mark", content=start)
        elif cue.frame in ("clause", "phrase") and self._takes_noun(cue):
            start = min(cue.content, self._object(sentence, cue, end))
        else:
            start = cue.content
            if cue.frame == "mark" and (end == start or self._after_occasion(sentence, end) == start):
                cue = cue._replace(adjacent=True)
        return Act(cue, words, speaker, rule, start, self._content_end(sentence, start))

    def _is_all_marked(self, sentence: Sentence, that: int) -> bool:
        """Tell whether a stretch is all that follows "that", but for another remark after a comma."""
        after = that + 2
        if that + 1 >= len(sentence.tokens) or sentence.tokens[that + 1].stretch is None:
            return False
        if after >= len(sentence.tokens):
            return True
        next_word = sentence.words[after + 1].removeprefix("و") if after + 1 < len(sentence.tokens) else ""
        return sentence.words[after] in _BREAKS and not self.vocabulary.is_that(next_word)

    def _takes_noun(self, cue: Cue) -> bool:
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        return verb is not None and "" in verb.np and cue.kind in ("verb", "participle")

    def _after_source(self, sentence: Sentence, end: int, *, commas: bool) -> int:
        """Return where content begins that follows its attribution: at "so"; with `commas`, after a comma as well."""
        count = len(sentence.tokens)
        for at in range(end, min(end + _SOURCE, count)):
            if sentence.words[at] in self.vocabulary.so_that:
                return at
            if commas and sentence.words[at] == "،" and at + 1 < count and not self._goes_on(sentence, at + 1):
                return at + 1
        return end + 1 if end < count and sentence.words[end] == ":" else count

    def _goes_on(self, sentence: Sentence, at: int) -> bool:
        """Tell whether after a comma the source is still being described."""
        word = sentence.words[at]
        if word.startswith("ف"):
            return False
        described = word in self.vocabulary.pronouns or word in self.vocabulary.relatives
        return described or self.describe.is_preposition(sentence, at)

    def _object(self, sentence: Sentence, cue: Cue, end: int) -> int:
        """Return where the noun phrase begins that is a verb's content, the number of tokens if there is none."""
        count, vocabulary = len(sentence.tokens), self.vocabulary
        at = self._after_occasion(sentence, max(end, cue.stop))
        if at >= count or not sentence.tokens[at].is_word or self.mentions.beginning(sentence.tokens[at]) is not None:
            return count
        word = sentence.words[at]
        if word in vocabulary.content_nouns:
            return at
        if word in vocabulary.np_breaks or word in vocabulary.roles or word in vocabulary.no_objects:
            return count
        if is_definite(word) or word[:1] == "و":
            return count
        is_verb = vocabulary.form(word) is not None and word not in vocabulary.nouns_too
        of_subject = not vocabulary.is_everyday(word) or (word[:1] == "ل" and word not in vocabulary.documents)
        return count if is_verb or of_subject or vocabulary.is_that(word) else at

    def _after_occasion(self, sentence: Sentence, at: int) -> int:
        """Return the first token from `at` on behind adverbials and the occasion of speech ("، في تصريحات …، ")."""
        count = len(sentence.tokens)
        while at < count:
            size = match_phrase(self.vocabulary.adverbials, sentence.words, at)
            if size or sentence.words[at] == "،" or sentence.words[at].isdigit():
                at += size or 1
            elif sentence.words[at - 1].isdigit() and sentence.words[at + 1 : at + 2] == ["،"]:
                at += 1
            elif self.describe.is_preposition(sentence, at):
                at = next((i for i in range(at, min(at + _SOURCE, count)) if sentence.words[i] == "،"), count)
            else:
                break
        return at

    def _content_end(self, sentence: Sentence, start: int) -> int:
        """Return where a content ends at the latest: at a clause that is about it, else with the sentence."""
        for at in range(start + 1, len(sentence.tokens) - 1):
            if sentence.words[at] in _BREAKS and match_phrase(self.vocabulary.clause_openers, sentence.words, at + 1):
                return at
        return len(sentence.tokens)

    def _shorten(self, sentence: Sentence, acts: list[Act], act: Act) -> None:
        """End the content before an act where the act's own clause begins."""
        if not acts or not (act.trailing or act.has_content):
            return
        lead = self._lead(sentence, act)
        if acts[-1].start < lead < acts[-1].end:
            acts[-1] = acts[-1]._replace(end=lead)

    def _lead(self, sentence: Sentence, act: Act) -> int:
        """Return where the clause of an act begins: before its subject, its conjunction and its comma."""
        at = act.cue.at
        source = act.speaker.source if act.speaker is not None else None
        if source is not None and source.end <= sentence.tokens[at].start:
            while at > 0 and sentence.tokens[at - 1].end > source.start:
                at -= 1
        while at > 0 and sentence.words[at - 1] in self.vocabulary.joiners:
            at -= 1
        return at - 1 if at > 0 and sentence.words[at - 1] in _BREAKS else at

    # ---- how acts stand to each other

    def _is_nested(self, sentence: Sentence, cue: Cue, acts: list[Act]) -> bool:
        """Tell whether a cue only reports inside what somebody else reports."""
        if not acts or not acts[-1].has_content or not acts[-1].start <= cue.at < acts[-1].end:
            return False
        if acts[-1].cue.frame == "mark" or cue.kind not in ("verb", "words", "purpose"):
            return False
        vocabulary, word, before = self.vocabulary, sentence.words[cue.at], sentence.words[cue.at - 1]
        begins = before in vocabulary.particles or before in vocabulary.subordinate or word in vocabulary.as_verb
        if begins or vocabulary.is_joined(word):
            return False
        if self.attributor.reader.reverence.formula(sentence, cue.stop, cue.content) is not None:
            return False
        # "…، قال فلان": a clause of its own, where "أن الوزير، الذي …، أكد أن" has its subject before the verb.
        following = self.mentions.beginning(sentence.tokens[cue.stop]) if cue.stop < len(sentence.tokens) else None
        return not (before == "،" and following is not None)

    def _follows_words(self, sentence: Sentence, cue: Cue) -> bool:
        """Tell whether a cue stands right after words in marks, without "and" ("«…»، قال فلان")."""
        if sentence.words[cue.at] not in self.vocabulary.forms:
            return False
        at = cue.at - 1
        while at >= 0 and (not sentence.tokens[at].is_word or sentence.words[at] in self.vocabulary.thus):
            if sentence.tokens[at].stretch is not None:
                return at >= cue.at - 3
            at -= 1
        return False


def _is_tail(cue: Cue, acts: list[Act]) -> bool:
    """Tell whether a cue is the end of the one before it ("علق الوزير على ذلك قائلا: …")."""
    if not acts or not cue.has_content or not acts[-1].has_content:
        return False
    return acts[-1].start - cue.content in (0, 1)
