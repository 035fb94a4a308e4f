"""Descriptions: sources that no mention names, read as far as they go.

"مصدر أمني رفيع", "مدير التخطيط في الشركة", "البيان", "الوزير": whom of the article such a phrase means, and whether it
can be a source at all. What stays without a person is kept as it is written.
"""

from __future__ import annotations

import re

from digest.arabic import fold_word
from digest.quotes.anaphora import Anaphora
from digest.quotes.nouns import SURE, NounPhrases
from digest.quotes.speakers import Mentions, Phrase, Speaker, gender_of, speaker_of
from digest.quotes.tables import Verb
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import Vocabulary, is_definite, without_article
from digest.records import Attribution, Mention, Span

_ASIDE = re.compile(r"\s*\([^()]*\)")
"""A remark in brackets: no part of a name."""

_PLURALS = ("ون", "ين")
_SEVERAL = ("ون", "ان")


class Descriptions(NounPhrases):
    """Reads the descriptions of one article."""

    def __init__(self, text: str, mentions: Mentions, vocabulary: Vocabulary) -> None:
        super().__init__(text, mentions, vocabulary)
        self.anaphora = Anaphora(text, mentions, vocabulary)

    def described(self, sentence: Sentence, at: int, end: int, agree: str) -> Phrase:
        """Read the description that stands from token `at` to `end`."""
        vocabulary = self.vocabulary
        head = sentence.words[at]
        source = Span(start=sentence.tokens[at].start, end=sentence.tokens[end - 1].end)
        if head in vocabulary.speaking:
            return self.document(sentence, at, end, agree)
        known = self._introduced(sentence, at, end, agree)
        if known is not None:
            return Phrase(known._replace(source=source, attribution="title"), end)
        name = _ASIDE.sub("", source.of(self.text))
        person = self.by_part_of_name(sentence.words[at:end])
        if person is not None:
            return Phrase(speaker_of(person, source, agree)._replace(attribution="named"), end)
        vague = head in vocabulary.vague or self._is_cut_off(sentence, at, end)
        name_end = self.name_end(sentence, at, end)
        if not vague and (
            self.is_bare_name(sentence, at, name_end) or self._is_name_before_role(sentence, at, name_end, end)
        ):
            named = self.bare_name(sentence, at, at, name_end, agree)
            self.anaphora.learn(named.speaker, sentence.words[name_end:end])
            return named
        if head in vocabulary.institutions:
            body = Speaker(None, name, "institution", "institution", source, gender_of(agree))
            if end - at > 1:
                self.anaphora.learn(body, sentence.words[at:end])
            return Phrase(body, end)
        plural = (head in vocabulary.unnamed and len(agree) > 1 and agree[1] == "p") or head.endswith(_PLURALS)
        attribution: Attribution = "unnamed" if head in vocabulary.unnamed else "title"
        gender = gender_of(agree) if agree else self._gender(sentence, at)
        speaker = Speaker(None, name, "unnamed", attribution, source, gender, plural)
        return Phrase(speaker, end, vague)

    def _gender(self, sentence: Sentence, at: int) -> str:
        """Return the gender that an office shows by itself, where no verb tells it ("نقلت الوكالة عن *متحدث*")."""
        if without_article(sentence.words[at]) not in self.vocabulary.roles:
            return ""
        return "f" if self.text[sentence.tokens[at].end - 1] == "ة" else "m"

    def _is_name_before_role(self, sentence: Sentence, at: int, name_end: int, end: int) -> bool:
        """Tell a name that no list knows by the office after it ("قال سترشكو كاتينيش *مدرب* المنتخب إن")."""
        if name_end >= end or without_article(sentence.words[name_end]) not in self.vocabulary.roles:
            return False
        return self._is_strange(sentence, at, name_end)

    def _is_strange(self, sentence: Sentence, first: int, end: int) -> bool:
        """Tell whether two or three words are no words of the language as they stand: a foreigner's name."""
        words, vocabulary = sentence.words[first:end], self.vocabulary
        if not 2 <= len(words) <= SURE or not all(t.is_word for t in sentence.tokens[first:end]):
            return False
        known = (vocabulary.no_names, vocabulary.prepositions)
        return not any(
            is_definite(w) or vocabulary.is_noun(w) or vocabulary.form(w) or any(w in k for k in known) for w in words
        )

    def by_part_of_name(self, words: list[str]) -> Mention | None:
        """Return the one person of the article whose name begins or ends with the phrase, behind a title or not."""
        for first in range(len(words)):
            tail = words[first:]
            if len(tail) > 3 or (first and not is_definite(words[first - 1])):
                continue
            found = {m.entity: m for m, name in self.people if tuple(tail) in (name[: len(tail)], name[-len(tail) :])}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def _introduced(self, sentence: Sentence, at: int, end: int, agree: str) -> Speaker | None:
        """Return whom the text has introduced with this description, with a mention or without one."""
        known = self.known(sentence, at, end)
        learned = self.anaphora.learned(sentence.words[at:end])
        return learned if known is None else speaker_of(known, None, agree)

    def _is_cut_off(self, sentence: Sentence, at: int, end: int) -> bool:
        """Tell whether of a description only an office without the article is left ("مدرب | منتخب مصر بالتطرق")."""
        if end - at > 1 or end >= len(sentence.words) or sentence.words[at] not in self.vocabulary.roles:
            return False
        goes_on = sentence.tokens[end].is_word and not self.vocabulary.is_that(sentence.words[end])
        return goes_on and not self.is_preposition(sentence, end) and sentence.words[at] not in self.vocabulary.unnamed

    def known(self, sentence: Sentence, at: int, end: int) -> Mention | None:
        """Return the person or institution of the article that a definite description means."""
        words, place = sentence.words[at:end], sentence.tokens[at].start
        goes_on = end < len(sentence.words) and sentence.words[end] == self.vocabulary.within
        if goes_on and not self.begins_occasion(sentence, end):
            return None
        if words[-1] in self.vocabulary.latter:
            return self.anaphora.latter(sentence.start, place)
        return self.anaphora.role(words, place) or self.anaphora.institution(words, place)

    def document(self, sentence: Sentence, at: int, end: int, agree: str) -> Phrase:
        """Read a document that speaks: an issued one ("بيان الكرملين") stands for its issuer."""
        source = Span(start=sentence.tokens[at].start, end=sentence.tokens[end - 1].end)
        issuer = self.issuer(sentence, at, end) if sentence.words[at] in self.vocabulary.issued else None
        if issuer is not None:
            return Phrase(speaker_of(issuer, source, ""), end)
        return Phrase(Speaker(None, source.of(self.text), "unnamed", "institution", source, gender_of(agree)), end)

    def issuer(self, sentence: Sentence, at: int, high: int) -> Mention | None:
        """Return who issued the document at token `at`: the first person or institution of its phrase."""
        if at + 1 >= high:
            return None
        for mention in self.mentions.between(sentence.tokens[at + 1].start, sentence.tokens[high - 1].end):
            if mention.kind in ("person", "institution", "state"):
                return mention
        return None

    def is_issued(self, word: str) -> bool:
        """Tell whether one word as written is a document that speaks for its issuer."""
        return fold_word(word) in self.vocabulary.issued

    def is_source(self, sentence: Sentence, at: int, verb: Verb | None, *, speaks: bool) -> bool:
        """Tell whether the phrase at `at` can be a verb's subject, by its head or by what the verb takes.

        `speaks`: content follows, so that what stands before it must be the subject. An everyday noun without the
        article is none, nor one with it after a verb that things have as well ("يوضح الشكل أن").
        """
        vocabulary, word = self.vocabulary, sentence.words[at]
        if sentence.tokens[at].stretch is not None or vocabulary.is_somebody(word):
            return True
        if word in vocabulary.content_nouns and self.is_possessed(sentence, at):
            return False
        if word in vocabulary.possessed or word in vocabulary.pronouns or not speaks or self.is_adverb(sentence, at):
            return False
        several = word.endswith(_SEVERAL) and len(word) > SURE + 1
        if is_definite(word):
            return several or not (verb is not None and verb.things and vocabulary.is_everyday(word))
        if verb is not None and verb.takes_noun:
            return False
        strange = not (vocabulary.is_everyday(word) if verb is None or verb.things else vocabulary.is_noun(word))
        return several or strange or self.is_possessed(sentence, at) or self._goes_on_as_name(sentence, at)

    def _goes_on_as_name(self, sentence: Sentence, at: int) -> bool:
        """Tell whether "son of" and its like follow ("سبط *بن* الجوزي")."""
        return at + 1 < len(sentence.words) and self.vocabulary.is_name_part(sentence.words[at + 1])

    def named(self, sentence: Sentence, at: int, end: int, high: int, agree: str) -> Phrase | None:
        """Read the name without a mention that ends a description or follows it between commas.

        "مدير النادي سامي الحداد", "رجل الأعمال المعروف، سامي الحداد، إن": the name must be complete and end its phrase.
        """
        if sentence.words[at] in self.vocabulary.bodies or sentence.words[at] in self.vocabulary.kin:
            return None
        head_is_role = without_article(sentence.words[at]) in self.vocabulary.roles
        comma = next((i for i in range(end, min(high, end + SURE + 1)) if sentence.words[i] == "،"), high)
        after = comma + 1
        titled = (
            after < high and is_definite(sentence.words[after]) and self.vocabulary.is_somebody(sentence.words[after])
        )
        after += titled
        for size in (3, 2):
            first, last = end - size, after + size
            if first > at and self._ends_owner(sentence, first - 1) and self._is_bearer(sentence, at, first, end):
                return self.bare_name(sentence, at, first, end, agree)
            ends = last == high or (last < high and not sentence.tokens[last].is_word)
            strange = head_is_role and last < high and self._is_strange(sentence, after, last)
            enclosed = last < high and (titled or (head_is_role and self._begins_with_name(sentence, after)))
            called = enclosed and self._is_called(sentence, after, last)
            if ends and (strange or called or self._is_whole_name(sentence, after, last)):
                return self.bare_name(sentence, at, after, last, agree)
        return None

    def _begins_with_name(self, sentence: Sentence, at: int) -> bool:
        return at < len(sentence.words) and self.vocabulary.looks_like_name(sentence.words[at])

    def _is_called(self, sentence: Sentence, first: int, end: int) -> bool:
        """Tell whether the words between a rank and a comma are a name ("المتحدث، الجنرال *بات رايدر*، إن")."""
        words = sentence.words[first:end]
        return (
            len(words) > 1
            and all(t.is_word for t in sentence.tokens[first:end])
            and not any(
                is_definite(w) or w in self.vocabulary.prepositions or w in self.vocabulary.no_names for w in words
            )
        )

    def _ends_owner(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word ends what a role belongs to ("مدير *النادي* سامي الحداد"), and is no title itself."""
        word = sentence.words[at]
        return is_definite(word) and without_article(word) not in self.vocabulary.roles

    def _is_bearer(self, sentence: Sentence, at: int, first: int, end: int) -> bool:
        """Tell whether the last words of a description are a name: in full, or after a role any that are no words."""
        if self._is_whole_name(sentence, first, end):
            return True
        if sentence.words[at] not in self.vocabulary.roles or is_definite(sentence.words[first]):
            return False
        return self.is_name_after_title(sentence, first, end)

    def _is_whole_name(self, sentence: Sentence, first: int, end: int) -> bool:
        words = sentence.words[first:end]
        if not all(t.is_word for t in sentence.tokens[first:end]) or words[0] in self.vocabulary.prepositions:
            return False
        return self.vocabulary.is_full_name(words)

    def bare_name(self, sentence: Sentence, at: int, first: int, end: int, agree: str) -> Phrase:
        """Make a speaker of a name without a mention that stands at `first`, in the phrase that begins at `at`."""
        name = self.text[sentence.tokens[first].start : sentence.tokens[end - 1].end]
        source = Span(start=sentence.tokens[at].start, end=sentence.tokens[end - 1].end)
        speaker = Speaker(None, name, "person", "named", source, gender_of(agree))
        self.anaphora.learn(speaker, [w for w in sentence.words[at:first] if w != "،"])
        return Phrase(speaker, end)
