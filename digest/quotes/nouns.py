"""Noun phrases that no mention names: where one ends, and what its words look like.

"مصدر أمني رفيع | في بيان", "مدير برنامج المنح | رفض …": a description ends at punctuation, at the occasion of speech,
at an adverbial, a verb, an addressee.
"""

from __future__ import annotations

from digest.quotes.speakers import Mentions, people_of, reach
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import ARTICLE, Vocabulary, is_definite, match_phrase, without_article

LONGEST = 14
"""Tokens in the description of a source without a name."""

_NAME = 4
"""Words of a person's name."""

SURE = 3
"""Tokens of a description that are surely its own where its verb's object may follow."""

_PLURALS = ("ون", "ين")
_POSSESSORS = ("ه", "ها", "هم", "هما")
_ADJECTIVES = ("يه", "ي", "يون", "يين")
_SINGLE = ("ل", "لل", "ب", "ك")
"""Prepositions that stand by themselves only before marks, brackets and Latin letters."""


class NounPhrases:
    """Reads the extents of noun phrases in one article."""

    def __init__(self, text: str, mentions: Mentions, vocabulary: Vocabulary) -> None:
        self.text = text
        self.mentions = mentions
        self.vocabulary = vocabulary
        self.people = people_of(mentions)
        self.name_parts = frozenset(w for _, words in self.people for w in words if len(w) > 2)

    def is_possessed(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a noun carries its possessor ("رئيسها", "والدته")."""
        word = sentence.words[at]
        return self.text[sentence.tokens[at].end - 1] != "ة" and len(word) > SURE and word.endswith(_POSSESSORS)

    def description_end(self, sentence: Sentence, at: int, stop: int, *, owned: bool = False) -> int:
        """Return where the description of a source ends: before a comma, a break or an occasion.

        `owned`: a preposition is written on to its first word, which is then no name.
        """
        is_name = not owned and self.is_bare_name(sentence, at, at + 1)
        stop = min(stop, at + LONGEST)
        if sentence.words[at] in self.vocabulary.honorifics:
            return at + 1
        if at + 1 < stop and self._is_whole_body(sentence, at):
            return at + 1
        end = next((i for i in range(at + 1, stop) if self._ends(sentence, i)), stop)
        if is_name:
            inside = range(at + 1, min(end, at + _NAME + 1))
            end = next((i for i in inside if self._ends_name(sentence, i)), end)
        while end > at + 1 and sentence.words[end - 1] in self.vocabulary.prepositions:
            if is_name and self._is_part_of_name(sentence, end - 1):
                break
            end -= 1
        return end

    def _is_whole_body(self, sentence: Sentence, at: int) -> bool:
        """Tell whether one word with the article names an institution, and a preposition follows ("الدفاع على …")."""
        word, following = sentence.words[at], sentence.words[at + 1]
        is_body = is_definite(word) and word in self.vocabulary.institutions
        return is_body and following in self.vocabulary.prepositions and following != self.vocabulary.within

    def _ends(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a description cannot go on with token `at`: punctuation, an addressee, an adverbial, a verb."""
        vocabulary, word, token = self.vocabulary, sentence.words[at], sentence.tokens[at]
        if not token.is_word:
            return token.stretch is None or not self.is_naming(sentence.words[at - 1])
        if word in _SINGLE or word in vocabulary.word_nouns or word in vocabulary.source_ends:
            return True
        if word in vocabulary.to_outlets or word in vocabulary.ages:
            return True
        if self.begins_occasion(sentence, at) or self._begins_apposition(sentence, at):
            return True
        adverbial = match_phrase(vocabulary.adverbials, sentence.words, at) and not self.mentions.beginning(token)
        if adverbial or (word in vocabulary.carriers and word.startswith("ل")):
            return True
        return self._is_verb(word) or self._begins_manner(sentence, at)

    def _begins_manner(self, sentence: Sentence, at: int) -> bool:
        """Tell whether "by", "with" is written on to a noun that tells how or where something was said ("بصراحة")."""
        word, vocabulary = sentence.words[at], self.vocabulary
        if word[:1] != "ب" or len(word) <= SURE or self._is_place(sentence, at):
            return False
        if word.startswith("ب" + ARTICLE) or word[1:] in vocabulary.documents:
            return True
        return vocabulary.is_everyday(word[1:]) and not vocabulary.is_listed_name(word)

    def _begins_apposition(self, sentence: Sentence, at: int) -> bool:
        """Tell whether another noun phrase begins here ("فلان | أحد مستشاري …", "الوزير | هذه الخطة")."""
        word, before = sentence.words[at], sentence.words[at - 1]
        if word in self.vocabulary.quantities:
            return True
        return word in self.vocabulary.pointing and (is_definite(before) or self.vocabulary.looks_like_name(before))

    def begins_occasion(self, sentence: Sentence, at: int) -> bool:
        """Tell whether it is told here how somebody spoke: "in" a document, or not to be named (which was left out)."""
        if self.text[sentence.tokens[at - 1].end : sentence.tokens[at].start].strip()[:1].isalpha():
            return True
        if at + 1 >= len(sentence.words) or sentence.words[at] not in self.vocabulary.prepositions:
            return False
        if sentence.words[at] != self.vocabulary.within:
            return sentence.words[at + 1] in self.vocabulary.never_content
        before, document = sentence.words[at - 1], sentence.words[at + 1]
        aside = ")" in self.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
        named = aside or is_definite(before) or self.vocabulary.looks_like_name(before)
        if named and (sentence.tokens[at + 1].stretch is not None or self.is_possessed(sentence, at + 1)):
            return True
        told = self.vocabulary.issued | self.vocabulary.possessed | self.vocabulary.occasions
        if document in told:
            return True
        return document in self.vocabulary.documents and not before.endswith(_PLURALS)

    def _is_verb(self, word: str) -> bool:
        """Tell whether a word is a verb of speech, or "saying" and its like beside one ("قال فلان مخاطبا …")."""
        form = self.vocabulary.form(word)
        if form is None or form.verb.initial:
            return False
        return form.agree == "ms" if form.kind == "participle" else form.verb.marks == "any"

    def _ends_name(self, sentence: Sentence, at: int) -> bool:
        return sentence.words[at] in self.vocabulary.prepositions and not self._is_part_of_name(sentence, at)

    def sure_end(self, sentence: Sentence, at: int, stop: int) -> int:
        """Return where a description surely ends: after its adjectives and the institution that it belongs to."""
        end = self._bare_end(sentence, at, stop)
        if end > at + 1:
            return end
        owner = self.mentions.beginning(sentence.tokens[end]) if end < stop else None
        if owner is not None and owner.kind != "person" and sentence.words[at] in self.vocabulary.roles:
            return next((i for i in range(end, stop) if sentence.tokens[i].start >= owner.span.end), stop)
        while end + 1 < min(stop, at + SURE) and self._is_noun_of_another(sentence, at, end):
            end += 1
        while end < min(stop, at + SURE + 1) and self._is_own(sentence, end):
            end += 1
        if end < stop and self._is_name_before_comma(sentence, end):
            return end + 1
        if end + 1 < stop and sentence.words[end] == self.vocabulary.within:
            inside = self.mentions.beginning(sentence.tokens[end + 1])
            outlet = sentence.words[end + 1] in self.vocabulary.carriers
            if outlet and end + 2 < stop and sentence.tokens[end + 2].stretch is not None:
                return end + 3
            if inside is not None:
                return next((i for i in range(end + 1, stop) if sentence.tokens[i].start >= inside.span.end), stop)
        return end

    def _bare_end(self, sentence: Sentence, at: int, stop: int) -> int:
        """Return where a head without the article ends, nobody by itself ("وزارة *شؤون الرئاسة*", "مصادر *طبية*")."""
        words, vocabulary = sentence.words, self.vocabulary
        head, end = words[at], at + 1
        if is_definite(head) or end >= stop or not sentence.tokens[end].is_word or self._ends(sentence, end):
            return end
        first = words[end]
        is_body = head in vocabulary.institutions and not is_definite(first) and first not in vocabulary.prepositions
        if not is_body and not (head in vocabulary.unnamed and (first in vocabulary.unnamed or _is_adjective(first))):
            return at + 1
        end += 1
        while end < min(stop, at + SURE + 2) and sentence.tokens[end].is_word and not self._ends(sentence, end):
            becomes = is_definite(words[end]) and not is_definite(words[end - 1]) and is_body
            alike = _is_adjective(words[end]) and is_definite(words[end]) == is_definite(words[end - 1])
            of_place = is_body and end + 1 < stop and self._is_noun_of_another(sentence, at, end)
            place = self.mentions.beginning(sentence.tokens[end])
            if not (becomes or alike or of_place or (is_body and place is not None and place.kind == "place")):
                break
            end += 1
        return end

    def _is_name_before_comma(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word between a definite description and a comma is a name ("الفنانة التونسية درة، عن …")."""
        word, before = sentence.words[at], sentence.words[at - 1]
        if not is_definite(before) or is_definite(word) or not self.vocabulary.looks_like_name(word):
            return False
        return at + 1 < len(sentence.words) and sentence.words[at + 1] == "،"

    def _is_own(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word surely belongs to the description before it: with the article, Latin, or a place."""
        word, mention = sentence.words[at], self.mentions.beginning(sentence.tokens[at])
        if mention is not None or word in self.vocabulary.relatives:
            return mention is not None and (is_definite(word) or mention.kind == "place")
        if word in self.vocabulary.prepositions:
            return False
        if word.endswith(_PLURALS) and sentence.words[at - 1].endswith(word[-2:]):
            return True
        named = self.vocabulary.looks_like_name(word) and self.text[sentence.tokens[at].end - 1] != "ة"
        return named or is_definite(word) or (word.isascii() and word.isalpha())

    def _is_noun_of_another(self, sentence: Sentence, head: int, at: int) -> bool:
        """Tell whether a noun belongs to the one after it ("مدير *برنامج* المنح", "شبكة *قنوات* المرفأ")."""
        token, owner = sentence.tokens[at], self.mentions.beginning(sentence.tokens[at + 1])
        noun = token.is_word and not is_definite(sentence.words[at]) and not self.is_preposition(sentence, at)
        if not noun or self.mentions.beginning(token) is not None:
            return False
        is_role = sentence.words[head] in self.vocabulary.roles
        of_place = owner is not None and owner.kind in ("place", "state")
        return of_place or (is_role and is_definite(sentence.words[at + 1]))

    def name_end(self, sentence: Sentence, at: int, end: int) -> int:
        """Return where a bare name ends: before a word that is none, or brackets ("بيدج الرئيس التنفيذي")."""
        for i in range(at + 1, end):
            word, gap = sentence.words[i], sentence.tokens[i].start - sentence.tokens[i - 1].end
            is_role = without_article(word) in self.vocabulary.roles
            binds = self.vocabulary.is_name_part(sentence.words[i - 1])
            if gap > 2 or is_role or not (binds or self.vocabulary.may_end_name(word)):
                return i
        return end

    def is_bare_name(self, sentence: Sentence, at: int, end: int) -> bool:
        """Tell whether a phrase without a mention looks like a name of one to four words."""
        head, vocabulary = sentence.words[at], self.vocabulary
        if not 1 <= end - at <= _NAME or not vocabulary.looks_like_name(head) or self.is_adverb(sentence, at):
            return False
        form = vocabulary.form(head)
        is_participle = form is not None and form.kind == "participle"
        if end - at == 1 and is_definite(head) and without_article(head) in vocabulary.roles:
            return False
        return not is_participle and head not in vocabulary.no_names

    def is_name_after_title(self, sentence: Sentence, at: int, end: int) -> bool:
        """Tell whether the words right after a title are its bearer's name: they look like one, or are no words."""
        if self.is_bare_name(sentence, at, end):
            return True
        return 2 <= end - at < _NAME and not any(map(self._is_known, sentence.words[at:end]))

    def _is_known(self, word: str) -> bool:
        return is_definite(word) or self.vocabulary.is_everyday(word) or self.vocabulary.form(word) is not None

    def is_accusative(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word ends as an adverb does ("ضاحكا", "عادةً")."""
        end = sentence.tokens[at].end
        return sentence.words[at].endswith("ا") or self.text[end - 1] == "\u064b"

    def is_adverb(self, sentence: Sentence, at: int) -> bool:
        """Tell "defending", "laughing" from names that end in an alef as well: a name is listed, or has more to it."""
        word, vocabulary = sentence.words[at], self.vocabulary
        if not word.endswith("ا") or vocabulary.is_listed_name(word):
            return False
        following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
        more = following is not None and following.is_word and vocabulary.may_end_name(following.folded)
        return vocabulary.is_everyday(word) or not more

    def is_preposition(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a token is a preposition or has one written on to it."""
        word, token = sentence.words[at], sentence.tokens[at]
        if word in self.vocabulary.prepositions or word in _SINGLE or word in self.vocabulary.that_with_b:
            return True
        if word[:1] not in ("ل", "ب", "ك") or len(word) < 3 or word in self.name_parts:
            return False
        if word.startswith(("لل", "ب" + ARTICLE)):
            alone = sentence.words[at + 1 : at + 2] == [":"] and word not in self.vocabulary.tail
            return self.mentions.beginning(token) is None and not alone
        governed = any(reach(m).start == token.start + 1 for m in self.mentions.between(token.start, token.start + 2))
        return governed or self._governs(word)

    def _governs(self, word: str) -> bool:
        """Tell whether a one-letter preposition is written on to a noun ("لصحيفة", "لأحد", "بصراحة")."""
        bare, vocabulary = word[1:], self.vocabulary
        if bare in vocabulary.carriers or bare in vocabulary.documents or bare in vocabulary.counterparts:
            return True
        if word[0] == "ل" and len(word) > SURE:
            known = vocabulary.is_somebody(bare) or vocabulary.is_everyday(bare)
            return known and not vocabulary.is_somebody(word) and not vocabulary.is_listed_name(word)
        return word[0] == "ب" and len(word) > 4 and vocabulary.is_noun(bare) and not vocabulary.is_listed_name(word)

    def _is_part_of_name(self, sentence: Sentence, at: int) -> bool:
        """Tell a name from the preposition that is folded alike: by its last letter as written ("علي", "على")."""
        return self.text[sentence.tokens[at].end - 1] == "ي" and self.vocabulary.looks_like_name(sentence.words[at])

    def _is_place(self, sentence: Sentence, at: int) -> bool:
        """Tell whether "by" or "in" is written on to the name of an institution or a place ("بوزارة", "ببيروت")."""
        token, word = sentence.tokens[at], sentence.words[at]
        known = word[1:] in self.vocabulary.institutions or without_article(word[1:]) in self.vocabulary.institutions
        return known or word == self.vocabulary.on_behalf or bool(self.mentions.between(token.start, token.start + 2))

    def is_naming(self, word: str) -> bool:
        """Tell whether a name in marks may follow a word inside a description."""
        vocabulary = self.vocabulary
        return word in vocabulary.naming or word in vocabulary.titling or word == vocabulary.within


def _is_adjective(word: str) -> bool:
    """Tell whether a folded word ends as adjectives of origin and kind do ("طبية", "أمنيون")."""
    return len(word) > SURE and word.endswith(_ADJECTIVES)
