"""Sources: the noun phrase beside a cue that names a speaker, and who that is.

A source is read against the mentions that `digest.names` found; where it has none, `descriptions` reads it.
"""

from __future__ import annotations

from digest.quotes.descriptions import Descriptions
from digest.quotes.marked import MarkedNames
from digest.quotes.reverence import Reverence
from digest.quotes.speakers import Mentions, Phrase, Speaker, gender_of, reach, speaker_of
from digest.quotes.tokens import Sentence, Token
from digest.quotes.vocabulary import ARTICLE, Vocabulary, is_definite, match_phrase, without_article
from digest.records import Mention, Span

_REACH = 24
"""Tokens of a phrase in which its name is looked for."""


_DEFINITE = (ARTICLE, "و" + ARTICLE, "ب" + ARTICLE, "لل")


class SourceReader:
    """Reads the noun phrases of one article."""

    def __init__(self, text: str, mentions: Mentions, vocabulary: Vocabulary) -> None:
        self.text = text
        self.mentions = mentions
        self.vocabulary = vocabulary
        self.describe = Descriptions(text, mentions, vocabulary)
        self.reverence = Reverence(text, mentions, vocabulary)
        self.marked = MarkedNames(self.describe)

    # ---- where the phrase begins

    def subject(
        self, sentence: Sentence, low: int, high: int, agree: str = "", *, before_content: bool = True
    ) -> Phrase | None:
        """Read the subject that begins at token `low` and ends before `high`; None if it is elided.

        Adverbials and commas are passed over. After a preposition the subject is elided, unless a mention begins after
        the next comma ("قال في بيان، الوزير فلان"). Where no content follows (`before_content` false) a description
        without a name is read only as far as it is sure.
        """
        at = self._skip(sentence, low, high)
        if at >= high:
            return None
        if self.describe.is_preposition(sentence, at):
            comma = next((i for i in range(at, high) if sentence.words[i] == "،"), high)
            at = self._skip(sentence, comma, high)
            if (
                at >= high
                or self.mentions.beginning(sentence.tokens[at]) is None
                or self.describe.is_preposition(sentence, at)
            ):
                return None
        if self._is_manner(sentence, at, high):
            return None
        return self.phrase(sentence, at, high, agree, before_content=before_content)

    def _is_manner(self, sentence: Sentence, at: int, high: int) -> bool:
        """Tell whether a participle tells how something was said ("وتابعت مشككة في …"), and is no subject."""
        form = self.vocabulary.form(sentence.words[at])
        if form is None or form.kind != "participle" or self.mentions.beginning(sentence.tokens[at]) is not None:
            return False
        return form.agree == "ms" or at + 1 >= high or self.describe.is_preposition(sentence, at + 1)

    def _skip(self, sentence: Sentence, low: int, high: int) -> int:
        at = low
        while at < high:
            size = match_phrase(self.vocabulary.adverbials, sentence.words, at)
            if size and self.mentions.beginning(sentence.tokens[at]) is None:
                at += size
            elif (
                (self._is_abbreviation(sentence, at) and at + 1 < high)
                or (not sentence.tokens[at].is_word and sentence.tokens[at].stretch is None)
                or sentence.words[at].isdigit()
            ):
                at += 1
            else:
                break
        return at

    def _is_abbreviation(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a token is a title's first letter with its full stop ("د. الحداد")."""
        token = sentence.tokens[at]
        return token.end - token.start == 1 and token.is_word and self.text[token.end : token.end + 1] == "."

    # ---- what the phrase names

    def phrase(
        self, sentence: Sentence, at: int, high: int, agree: str = "", *, before_content: bool = True
    ) -> Phrase | None:
        """Read the noun phrase that begins at token `at`.

        In order: (1) what a mention at its beginning names; (2) a person that it leads up to; (3) a name in marks;
        (4) a document; (5) a role or a definite description of somebody known; (6) a source without a name.
        """
        stop = self._stop(sentence, at, high)
        begins = self.mentions.beginning(sentence.tokens[at])
        if begins is not None and begins.kind in ("person", "institution", "state"):
            end = self._longer_name(sentence, at, begins, high) if before_content and begins.kind == "state" else 0
            if end:
                source = Span(start=sentence.tokens[at].start, end=sentence.tokens[end - 1].end)
                name = source.of(self.text)
                return Phrase(Speaker(None, name, "institution", "institution", source, gender_of(agree)), end)
            return self._made(sentence, at, begins, agree)
        person = self._person(sentence, at, stop)
        if person is not None:
            return self._made(sentence, at, person, agree)
        if begins is not None and begins.kind == "unnamed":
            return self._titled(sentence, at, stop, begins, agree)
        if sentence.tokens[at].stretch is not None:
            return self.marked.name(sentence, at, agree)
        return self._described(sentence, at, (stop, high), agree, before_content=before_content)

    def _described(
        self, sentence: Sentence, at: int, bounds: tuple[int, int], agree: str, *, before_content: bool
    ) -> Phrase | None:
        """Read a phrase that no mention begins or names: somebody revered, a name no list knows, a description."""
        stop, high = bounds
        end = (
            self.describe.description_end(sentence, at, stop)
            if before_content
            else self.describe.sure_end(sentence, at, stop)
        )
        revered = self.reverence.noun(sentence, at)
        if revered is not None:
            return Phrase(revered, end)
        named = self.describe.named(sentence, at, end, high, agree)
        return named or self.describe.described(sentence, at, end, agree)

    def _made(self, sentence: Sentence, at: int, mention: Mention, agree: str) -> Phrase:
        start = min(sentence.tokens[at].start, reach(mention).start)
        source = Span(start=start, end=reach(mention).end)
        for token in sentence.tokens[at : at + _REACH] if mention.kind == "institution" else ():
            if token.stretch is not None and token.stretch.content.start < source.end < token.stretch.content.end:
                return self.marked.cut_short(sentence, source, token.stretch, agree)
        end = next(
            (i for i in range(at, len(sentence.tokens)) if sentence.tokens[i].start >= source.end), len(sentence.tokens)
        )
        return Phrase(speaker_of(mention, source, agree), end)

    def _longer_name(self, sentence: Sentence, at: int, state: Mention, high: int) -> int:
        """Return the end of a name that only begins with a state's ("أبوظبي الرياضية"), 0 if it is the state."""
        end = next((i for i in range(at, high) if sentence.tokens[i].start >= state.span.end), high)
        if end >= high or not is_definite(sentence.words[end]) or self.mentions.beginning(sentence.tokens[end]):
            return 0
        if sentence.words[end] in self.vocabulary.relatives:
            return 0
        return 0 if match_phrase(self.vocabulary.adverbials, sentence.words, end) else end + 1

    def _titled(self, sentence: Sentence, at: int, stop: int, title: Mention, agree: str) -> Phrase:
        """Read a title that nobody of the article bears, with a name right after it that has no mention."""
        made = self._made(sentence, at, title, agree)
        end = self.describe.description_end(sentence, made.end, stop) if made.end < stop else made.end
        name = made.end < end and sentence.tokens[made.end].is_word
        known = None if name else self.describe.known(sentence, at, made.end)
        if known is not None:
            return made._replace(speaker=speaker_of(known, made.speaker.source, agree)._replace(attribution="title"))
        if name and self.describe.is_name_after_title(sentence, made.end, end):
            if end - made.end > 1:
                return self.describe.bare_name(sentence, at, made.end, end, agree)
            source = Span(start=sentence.tokens[at].start, end=sentence.tokens[end - 1].end)
            return Phrase(made.speaker._replace(name=source.of(self.text), source=source), end)
        return made

    def owner(self, sentence: Sentence, at: int, high: int) -> Phrase | None:
        """Read the token at `at` as "of" or "by" somebody ("تصريح *لأحد* المسؤولين"); None if it is not."""
        word, token = sentence.words[at], sentence.tokens[at]
        if word[:1] != "ل" or not token.is_word:
            return None
        owners = self.mentions.between(token.start + 1, token.end)
        latter = self.describe.known(sentence, at, at + 1) if word in self.vocabulary.latter else None
        if owners or latter is not None:
            mention = owners[0] if owners or latter is None else latter
            return Phrase(speaker_of(mention, reach(mention) if owners else None, ""), at + 1)
        bare = ARTICLE + word[2:] if word.startswith("لل") else word[1:]
        person = self._person(sentence, at, self._stop(sentence, at, high))
        if person is not None:
            return self._made(sentence, at, person, "")
        heads = self.vocabulary.unnamed | self.vocabulary.roles | self.vocabulary.institutions
        if bare in self.vocabulary.issued or "ا" + bare in self.vocabulary.issued:
            end = self.describe.description_end(sentence, at, high, owned=True)
            phrase = self.describe.document(sentence, at, end, "")
            return phrase._replace(speaker=_without_to(phrase.speaker, word))
        if bare in self.vocabulary.speaking:
            heads = self.vocabulary.speaking
        if bare not in heads and without_article(bare) not in heads:
            return None
        end = self.describe.description_end(sentence, at, high, owned=True)
        source = Span(start=token.start + 1, end=sentence.tokens[end - 1].end)
        name = "ا" + source.of(self.text) if word.startswith("لل") else source.of(self.text)
        return Phrase(Speaker(None, name, "unnamed", "unnamed", source), end)

    def is_role(self, sentence: Sentence, at: int) -> bool:
        """Tell whether the token at `at` is an office or a calling ("الوزير", "رئيس")."""
        return sentence.tokens[at].is_word and without_article(sentence.words[at]) in self.vocabulary.roles

    def is_carrier(self, sentence: Sentence, at: int, phrase: Phrase) -> bool:
        """Tell whether the phrase at `at` names an outlet, which carries words without saying them."""
        return sentence.words[at] in self.vocabulary.carriers and phrase.speaker.kind != "person"

    # ---- the person that a phrase leads up to

    def _person(self, sentence: Sentence, at: int, stop: int) -> Mention | None:
        """Return the person that the phrase names: not one that it only belongs to ("مكتب فلان")."""
        tokens = sentence.tokens
        first, last = tokens[at].start, tokens[stop - 1].end
        for mention in self.mentions.between(first, last):
            if mention.kind != "person":
                continue
            inside = self._token_at(sentence, reach(mention).start, at, stop)
            if inside > at and sentence.words[inside] == self.vocabulary.on_behalf:
                continue
            if inside > at and sentence.tokens[inside].start < reach(mention).start:
                continue
            commas = sentence.words[at:inside].count("،")
            if commas == 1 and sentence.words[inside - 1] != "،":
                second = sentence.words.index("،", at) + 1
                return mention if self.is_role(sentence, second) and self._leads(sentence, second, inside) else None
            if commas > 1:
                return None
            if reach(mention).start <= first + 1 or self._heads(sentence, at, inside, mention):
                return mention
        return None

    def _leads(self, sentence: Sentence, at: int, inside: int) -> bool:
        """Tell whether a second office after a comma leads up to the name ("رئيس المجلس، القائد العام *فلان*، إن")."""
        between = sentence.words[at:inside]
        return self.is_role(sentence, at) and not any(word in self.vocabulary.prepositions for word in between)

    def _stop(self, sentence: Sentence, at: int, high: int) -> int:
        """Return where the search for a name ends: at a break, a verb or "that"; commas do not end it."""
        vocabulary = self.vocabulary
        for i in range(at + 1, min(high, at + _REACH)):
            word = sentence.words[i]
            if word == ":" or vocabulary.is_that(word) or word in vocabulary.relatives:
                return i
            if word in vocabulary.np_breaks and not self._is_posted(sentence, i):
                return i
            is_adverbial = sentence.words[i - 1] != "،" and match_phrase(vocabulary.adverbials, sentence.words, i)
            if is_adverbial and self.mentions.beginning(sentence.tokens[i]) is None:
                return i
        return min(high, at + _REACH)

    def _is_posted(self, sentence: Sentence, at: int) -> bool:
        """Tell whether "to" joins an envoy to where he is sent ("سفير … لدى الأمم المتحدة")."""
        if sentence.words[at - 1] in self.vocabulary.dealings:
            return True
        if sentence.words[at] not in self.vocabulary.posted or at + 1 >= len(sentence.tokens):
            return False
        return self.mentions.beginning(sentence.tokens[at + 1]) is not None

    def _heads(self, sentence: Sentence, at: int, inside: int, mention: Mention) -> bool:
        """Tell whether words before a name are a description of its bearer and not its possession."""
        token, before = sentence.tokens[inside], sentence.words[inside - 1]
        if reach(mention).start > token.start and sentence.words[inside][:1] not in ("و", "ف"):
            return False
        if inside - 1 > at and before == "،":
            return self._is_role_word(sentence, at)
        if before in self.vocabulary.prepositions or before in ("ل", "ب", self.vocabulary.on_behalf):
            return False
        if self.describe.is_possessed(sentence, inside - 1) and before not in self.vocabulary.bodies:
            return True
        if not self._is_role_word(sentence, at):
            return False
        return before.startswith(_DEFINITE) or self._ends_mention(sentence.tokens[inside - 1])

    def _ends_mention(self, token: Token) -> bool:
        return any(
            m.span.end == token.end and m.kind != "person" for m in self.mentions.between(token.start - 60, token.end)
        )

    def _is_role_word(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a word may describe the bearer of a name behind it; a relative's name is nobody's (`kin`)."""
        word = sentence.words[at]
        if word in self.vocabulary.kin:
            return False
        return word not in self.vocabulary.unnamed and word not in self.vocabulary.institutions

    def _token_at(self, sentence: Sentence, offset: int, low: int, high: int) -> int:
        return next((i for i in range(low, high) if sentence.tokens[i].end > offset), high - 1)

    def index_at(self, sentence: Sentence, offset: int) -> int:
        """Return the token that holds an offset of the text."""
        return self._token_at(sentence, offset, 0, len(sentence.tokens))


def _without_to(speaker: Speaker, word: str) -> Speaker:
    """Return a document that is described as it is written after "to", without it ("وفقا *لبيان* الوزارة")."""
    if speaker.key is not None or not speaker.name.startswith("ل"):
        return speaker
    return speaker._replace(name="ا" + speaker.name if word.startswith("لل") else speaker.name[1:])
