"""Cues: the words of a sentence that attribute speech, and where what they attribute begins.

A cue is found by its form alone; whose it is, is another question (`attribution`). Each cue comes with its frame, the
way its content begins (`frames`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from digest.arabic import words
from digest.quotes.conjugation import Form
from digest.quotes.frames import Frame, Frames, Sought
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import Phrases, Vocabulary, match_phrase
from digest.records import CueClass

Kind = Literal["verb", "participle", "words", "document", "carried", "according", "as-verb", "purpose"]

_POSSESSOR = (("ها", "fs"), ("هم", "mp"), ("ه", "ms"))
"""Gender and number of the speaker that a pronoun on "words" shows."""

_CARRIER_REACH = 12
"""Tokens between "passed on" and "from"."""


class Cue(NamedTuple):
    """One reporting expression."""

    at: int
    """Its first token."""
    stop: int
    """One past its last token: the subject, if any, begins here."""
    kind: Kind
    lemma: str
    """Lexicon form."""
    cls: CueClass
    agree: str
    """Gender and number of the verb's subject; empty where the cue shows none."""
    resumes: bool
    """True if without a subject it carries on with the same speaker."""
    frame: Frame
    """How the content begins; `object`: as a noun phrase right after the subject, if there is one."""
    content: int
    """Token at which the content begins; the number of tokens where there is none."""
    adjacent: bool = True
    """False if prose stands between the cue and a stretch that is taken for its content."""
    suffixed: bool = False
    """True for a verb with its object attached: what follows is the subject."""
    imperfect: bool = False
    """True for a verb in the imperfect, which after a noun is an adjective clause ("لافتات تقول")."""

    @property
    def has_content(self) -> bool:
        """Tell whether the place of its content is known."""
        return self.frame not in ("none", "object")


def find_cues(
    text: str, sentence: Sentence, labels: frozenset[int], names: frozenset[int], vocabulary: Vocabulary
) -> tuple[Cue, ...]:
    """Return the cues of a sentence, in order.

    `labels` are the tokens that are names in marks, `names` those that belong to somebody's name: neither is a cue.
    """
    return tuple(_Scan(Frames(text, sentence, labels, names, vocabulary)).cues())


class _Scan:
    """Reads the cues of one sentence."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.text = frames.text
        self.tokens = frames.tokens
        self.words = frames.words
        self.count = frames.count
        self.names = frames.names
        self.vocabulary = frames.vocabulary
        self.says = frames.vocabulary.plain

    def cues(self) -> Iterator[Cue]:
        at = 0
        while at < self.count:
            cue = self._cue_at(at) if at not in self.names else None
            if cue is None:
                at += 1
            else:
                yield cue
                at = cue.stop

    def _cue_at(self, at: int) -> Cue | None:
        word, vocabulary = self.words[at], self.vocabulary
        if not vocabulary.may_begin_cue(word) and (not at or self.words[at - 1] != vocabulary.what):
            return None
        if cue := self._as_verb(at):
            return cue
        if size := self._phrase_at(vocabulary.according, at):
            return self._according(at, size)
        if word in vocabulary.purpose:
            return self._purpose(at)
        return self._document(at) or self._words_noun(at) or self._verb_at(at)

    def _verb_at(self, at: int) -> Cue | None:
        word, vocabulary = self.words[at], self.vocabulary
        form = vocabulary.form(word)
        if form is None and at and self.words[at - 1] == vocabulary.what and word.endswith("ه"):
            form = vocabulary.form(word[:-1])
            form = form and form._replace(suffixed=True)
        if form is None:
            return None
        other = vocabulary.other_form(word)
        if other is not None and self._is_stripped(at):
            form, other = other, None
        cue = self._verb(at, form) if self._is_verb(at, form) else None
        if other is not None and (cue is None or not cue.has_content) and self._is_verb(at, other):
            second = self._verb(at, other)
            return second if second is not None and second.has_content else cue
        return cue

    def _is_stripped(self, at: int) -> bool:
        """Tell whether a shadda on its last letter shows "and" before a short verb ("وعدّ": and he considered)."""
        return "\u0651" in self.text[self.tokens[at].end - 2 : self.tokens[at].end]

    def _phrase_at(self, table: Phrases, at: int) -> int:
        size = match_phrase(table, self.words, at)
        if not size and self.words[at][:1] == "و" and len(self.words[at]) > 2:
            size = match_phrase(table, [self.words[at][1:], *self.words[at + 1 : at + 4]], 0)
        return size

    # ---- verbs

    def _is_verb(self, at: int, form: Form) -> bool:
        """Tell a verb from the other word that is written like it: by its place, or by a preposition that it needs."""
        return not self._is_passive(at, form) and self._is_placed(at, form)

    def _is_passive(self, at: int, form: Form) -> bool:
        """Tell whether the letters are a passive that nobody says ("كُتب عليها", "يُذكر أن")."""
        following = self.words[at + 1] if at + 1 < self.count else ""
        if following in form.verb.passive_before or self._is_negated(at, form):
            return True
        if form.verb.calls and form.kind == "imperfect" and self._begins_name(at + 1):
            return self.text[self.tokens[at].end - 1] == "ى"
        if form.verb.object and self._has_agent(at):
            return True
        bare = form.verb.impersonal and form.kind == "imperfect" and form.agree == "ms"
        return bare and self.vocabulary.is_that(following)

    def _is_negated(self, at: int, form: Form) -> bool:
        """Tell whether somebody is only told not to have said it ("لم يذكر أن")."""
        negated = form.kind == "imperfect" and at > 0 and self.words[at - 1] in self.vocabulary.negators
        return negated and form.verb.cls != "denial"

    def _has_agent(self, at: int) -> bool:
        """Tell whether "by" follows a verb: a passive, and what stands before it did not speak ("هُدد من قبل …")."""
        agent = self.vocabulary.agent
        return any(tuple(self.words[i : i + len(agent)]) == agent for i in range(at + 1, at + 4))

    def _begins_name(self, at: int) -> bool:
        return at in self.names or (at < self.count and self.vocabulary.looks_like_name(self.words[at]))

    def _is_placed(self, at: int, form: Form) -> bool:
        """Tell whether a verb may stand here: with what it needs, not after a preposition, at its clause's head."""
        if form.verb.needs and not self._has_needed(at, form.verb.needs):
            return False
        before = self.words[at - 1] if at else "،"
        possessed = form.agree == "fs" and form.kind == "participle" and self.text[self.tokens[at].end - 1] == "ه"
        if possessed or (form.suffixed and before in self.vocabulary.prepositions):
            return False
        if not form.verb.initial or form.kind != "perfect" or form.agree != "ms":
            return True
        if form.verb.needs and self.words[at + 1] == form.verb.needs:
            return True
        begins = (
            self.vocabulary.is_joined(self.words[at]) or before in ("،", "؛", ":") or before in self.vocabulary.thus
        )
        return begins or before in self.vocabulary.verb_openers

    def _has_needed(self, at: int, needs: str) -> bool:
        """Tell whether a verb has the preposition that it needs, before the marks or as the first word inside them."""
        for i in range(at + 1, min(at + 8, self.count)):
            stretch = self.tokens[i].stretch
            if self.words[i] == needs:
                return True
            if stretch is not None and i not in self.frames.labels:
                first = next(words(self.text, stretch.content.start, stretch.content.end), None)
                return first is not None and first.folded == needs
        return False

    def _verb(self, at: int, form: Form) -> Cue | None:
        stop = at + 1
        while stop < self.count and self.words[stop] in self.vocabulary.tail_next:
            stop += 1
        if form.verb.lemma in self.vocabulary.carried_by:
            carried = self._carried(at, form)
            if carried is not None:
                return carried
        sought = self.frames.seek(stop, form.verb, tail=stop > at + 1)
        noun = sought.frame == "object" and stop < self.count and self.words[stop] in self.vocabulary.content_nouns
        if form.kind == "participle" and sought.frame in ("none", "object") and not noun:
            return None
        if form.verb.impersonal and form.kind == "imperfect" and sought.frame == "mark":
            before = self.words[sought.content - 1]
            if before != ":" and not self.vocabulary.is_that(before):
                return None
        return _cue("participle" if form.kind == "participle" else "verb", form, at, stop, sought)

    def _as_verb(self, at: int) -> Cue | None:
        """Read "as …" before a verb: with content of its own it is a cue like any other ("كما ذكر فلان أن …")."""
        size = self._phrase_at(self.vocabulary.as_verb, at)
        verb_at = at + size
        if not size or verb_at >= self.count:
            return None
        forms, vocabulary = self.vocabulary.forms, self.vocabulary
        if self.words[verb_at] in vocabulary.document_verbs and self.words[verb_at + 1 : verb_at + 2] == [
            vocabulary.within
        ]:
            lemma = f"{self.words[verb_at]} {vocabulary.within}"
            return Cue(at, verb_at + 2, "according", lemma, "neutral", "", False, "none", self.count)
        form = forms.get(self.words[verb_at]) or forms.get(self.words[verb_at].removesuffix("ه"))
        if form is None or form.kind == "participle" or verb_at in self.names:
            return None
        carried = self._carried(verb_at, form) if form.verb.lemma in vocabulary.carried_by else None
        if carried is not None:
            return carried._replace(at=at)
        none = Sought("none", self.count)
        takes = size == 1 and self.words[at].removeprefix("و") in vocabulary.also | vocabulary.subordinate
        sought = self.frames.seek(verb_at + 1, form.verb, tail=False) if takes else none
        opens = at == 0 and sought.frame == "object"
        if opens or (sought.frame in ("mark", "clause", "colon", "phrase") and sought.adjacent):
            return _cue("verb", form, at, verb_at + 1, sought)
        return _cue("as-verb", form, at, verb_at + 1, none)

    def _carried(self, at: int, form: Form) -> Cue | None:
        """Read "نقلت الوكالة عن فلان قوله …": the source stands after "from", the carrier is not it."""
        joins = self.vocabulary.carried_by[form.verb.lemma]
        for stop in range(at + 1, min(at + _CARRIER_REACH, self.count)):
            word = self.words[stop]
            if word == joins:
                sought = self.frames.seek(stop + 1, self.says, tail=False)
                known = sought.frame in ("mark", "clause", "colon")
                return _cue("carried", form, at, stop + 1, sought) if known else None
            if self.vocabulary.is_that(word) or word == ":":
                return None
        return None

    # ---- other cues

    def _according(self, at: int, size: int) -> Cue | None:
        stop = at + size
        first = self.words[at] if self.words[at] in self.vocabulary.according else self.words[at][1:]
        row = self.vocabulary.according_rows[(first, *self.words[at + 1 : stop])]
        if len(row.to) > 1:
            if self.words[stop : stop + 1] != [row.to]:
                return None
            stop += 1
        return Cue(at, stop, "according", row.words, row.cls, "", False, "none", self.count)

    def _purpose(self, at: int) -> Cue | None:
        """Read "لتحذير فلان من أن …"."""
        verb = self.vocabulary.purpose[self.words[at]]
        sought = self.frames.seek(at + 1, verb, tail=False)
        if sought.frame not in ("clause", "mark", "colon"):
            return None
        return _cue("purpose", Form(verb, "perfect", ""), at, at + 1, sought)

    def _document(self, at: int) -> Cue | None:
        """Read "جاء في بيان … أن …"."""
        if at + 2 >= self.count or self.words[at].removeprefix("و") not in self.vocabulary.document_verbs:
            return None
        lemma = f"{self.words[at].removeprefix('و')} {self.vocabulary.within}"
        if self.words[at + 1] in self.vocabulary.in_it:
            sought = self.frames.seek(at + 2, self.says, tail=True)
            known = sought.frame in ("mark", "clause", "colon") and sought.content <= at + 3
            said = Cue(at, at + 2, "words", lemma, "neutral", "", True, sought.frame, sought.content)
            return said if known else None
        if self.words[at + 1] != self.vocabulary.within or self.words[at + 2] not in self.vocabulary.documents:
            return None
        sought = self.frames.seek(at + 2, self.says, tail=False)
        return Cue(at, at + 2, "document", lemma, "neutral", "", False, sought.frame, sought.content, sought.adjacent)

    def _words_noun(self, at: int) -> Cue | None:
        """Read "قوله …", "كلماته …" right before marks, "that" or a colon."""
        following = at + 1
        if following >= self.count or self.words[at] not in self.vocabulary.word_nouns:
            return None
        word, stretch = self.words[following], self.tokens[following].stretch
        if stretch is None and word != ":" and not self.vocabulary.is_that(word):
            return None
        sought = self.frames.seek(following, self.says, tail=True)
        if sought.frame not in ("mark", "colon", "clause"):
            return None
        lemma = self.vocabulary.word_nouns[self.words[at]]
        agree = next((a for ending, a in _POSSESSOR if self.words[at].endswith(ending)), "")
        return Cue(at, at + 1, "words", lemma, "neutral", agree, True, sought.frame, sought.content)


def _cue(kind: Kind, form: Form, at: int, stop: int, sought: Sought) -> Cue:
    verb = form.verb
    resumes = verb.resumes and kind != "carried"
    return Cue(
        at, stop, kind, verb.lemma, verb.cls, form.agree, resumes, *sought, form.suffixed, form.kind == "imperfect"
    )
