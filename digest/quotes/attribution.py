"""Whose words: the numbered cascade that finds the speaker of a cue.

The cheapest and surest rules come first; the rule that fired stays on the quotation.

1. the subject after the verb is a person's name ("قال سامي الحداد إن");
2. … a role that the article ties to a person ("وأضاف الوزير أن");
3. … an institution, a state or a document that speaks for its issuer ("ذكر بيان الوزارة أن");
4. … a source without a name ("قال مصدر أمني إن"): kept as described;
5. a carrier passes on somebody's words ("نقلت الوكالة عن الوزير قوله"): the source after "from", never the carrier;
6. the subject stands before the verb ("الوزير أكد أن", "الحزب الذي قال");
7. the subject follows in the main clause ("وفيما نوه إلى أن …، قال الوزير");
8. no subject, but the sentence has one already ("زار الوزير المصنع، مؤكدا أن");
9. no subject, and a verb that carries on ("وأضاف"): the last speaker;
10. no subject otherwise ("وقال"): whoever the text is about at that point;
11. words of attribution after the words or before them ("…، بحسب الوزير"; "ووفق الوزير فإن …");
12. a label with a colon ("الوزير: لن نتراجع");
13. nothing but the run of a statement that is being quoted (`implicit`).

14. the answers of an interview are its guest's (`interviews`).

Each of 6 to 10 must agree with the verb in gender and number. Where none holds, the speaker is undecided.
"""

from __future__ import annotations

from digest.arabic import fold_word
from digest.quotes.clauses import ClauseReader
from digest.quotes.cues import Cue
from digest.quotes.discourse import Discourse
from digest.quotes.fronting import Attributed, FrontedReader, ruled, undecided
from digest.quotes.identity import Identity
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Phrase, Speaker, reach, speaker_of
from digest.quotes.subjects import Asked, SubjectTest, follows_marks
from digest.quotes.tables import Verb
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import without_article
from digest.records import Attribution, Span

_NEAR_START = 4
"""A cue at one of this many first tokens may go on with whom the text is about."""

_PASSED_ON_REACH = 16
"""How many tokens after a verb "quoting" may stand."""

_WORDS_REACH = 15
"""How many tokens before "his words" the person may stand whose words they are."""


_PASSES_ON = Verb(lemma="", cls="neutral", transitive=True)
"""What "passed on from" takes: a source must show that it is one."""


class Attributor:
    """Finds the speakers of the cues of one article."""

    def __init__(self, reader: SourceReader) -> None:
        self.reader = reader
        self.mentions = reader.mentions
        self.vocabulary = reader.vocabulary
        self.fronted = FrontedReader(reader)
        self.subjects = SubjectTest(reader)
        self.clauses = ClauseReader(reader, self.fronted)
        self.identity = Identity(reader)

    def attribute(
        self, sentence: Sentence, cues: tuple[Cue, ...], index: int, local: Speaker | None, discourse: Discourse
    ) -> Attributed:
        """Return the speaker of `cues[index]`; `local` is the last speaker or subject of this sentence."""
        asked = Asked(sentence, cues, index, local, discourse)
        cue = asked.cue
        match cue.kind:
            case "according" | "as-verb":
                return self._according(asked)
            case "carried":
                return self._carried(asked)
            case "document":
                return self._document(asked)
            case "participle" | "words" | "purpose":
                return self._elided(asked)
        return self._of_verb(asked)

    def _of_verb(self, asked: Asked) -> Attributed:
        """Return the speaker of a verb: an object may follow one whose subject stands before it, else rules 1 to 10."""
        sentence, cue = asked.sentence, asked.cue
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        if verb is not None and verb.object and not cue.suffixed:
            fronted = self.fronted.right_before(sentence, cue)
            if fronted is not None:
                return fronted
            if cue.at and sentence.words[cue.at - 1] in self.vocabulary.perfect:
                return undecided(cue)
        return self._explicit(asked) or self.fronted.before(sentence, cue) or self._ahead(asked) or self._elided(asked)

    # ---- rules 1 to 5

    def _carried(self, asked: Asked) -> Attributed:
        """Read "نقلت الوكالة عن فلان": somebody who can speak, not what the words are about."""
        sentence, cue = asked.sentence, asked.cue
        phrase = self.reader.subject(sentence, cue.stop, cue.content)
        if phrase is None or phrase.vague:
            return undecided(cue)
        known = phrase.speaker.key is not None or phrase.speaker.kind == "person"
        if not known and not self.reader.describe.is_source(sentence, cue.stop, _PASSES_ON, speaks=True):
            return undecided(cue)
        return Attributed(phrase.speaker, "speaker-5-carried", phrase.end)

    def _explicit(self, asked: Asked) -> Attributed | None:
        sentence, cue = asked.sentence, asked.cue
        passed_on = self._passed_on(sentence, cue)
        if passed_on is not None:
            return passed_on
        revered = self.reader.reverence.formula(sentence, cue.stop, cue.content)
        if revered is not None:
            return Attributed(revered, "speaker-1-name", cue.stop)
        high = self._before_preposition(sentence, cue)
        speaks = cue.has_content or follows_marks(sentence, cue)
        phrase = self.reader.subject(sentence, cue.stop, high, cue.agree, before_content=speaks)
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        is_document = verb is not None and verb.document and cue.has_content
        if phrase is not None and phrase.vague and not is_document:
            return Attributed(None, "speaker-undecided", phrase.end)
        phrase = phrase and self.identity.named_before(phrase, asked.discourse)
        if phrase is None or not self.subjects.is_subject(asked, phrase):
            unread = phrase is not None and self.subjects.is_unread(asked, phrase)
            return Attributed(None, "speaker-undecided", cue.stop) if unread else None
        if self.subjects.is_namesake(phrase.speaker, cue):
            return Attributed(None, "speaker-undecided", phrase.end)
        speaker = self.identity.same(self.identity.issuer(phrase.speaker, asked.discourse), asked.discourse)
        self.identity.note_issuer(sentence, phrase.end, speaker, asked.discourse)
        return Attributed(speaker, _RULES.get(speaker.attribution, "speaker-1-name"), phrase.end)

    def _before_preposition(self, sentence: Sentence, cue: Cue) -> int:
        """Return where the subject ends at the latest: before the preposition that a verb needs ("عبر فلان عن")."""
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        needs = verb.needs if verb is not None else ""
        within = range(cue.stop, cue.content) if needs else ()
        return next((i for i in within if sentence.words[i] == needs), cue.content)

    def _passed_on(self, sentence: Sentence, cue: Cue) -> Attributed | None:
        """Read "قالت الصحيفة نقلا عن مصدر إن …": the source after "from"."""
        for at in range(cue.stop, min(cue.content, cue.stop + _PASSED_ON_REACH)):
            start = at + len(self.vocabulary.passing_on)
            if tuple(sentence.words[at:start]) == self.vocabulary.passing_on and start < cue.content:
                return ruled(self.reader.phrase(sentence, start, cue.content), "speaker-5-carried", cue)
        return None

    def _document(self, asked: Asked) -> Attributed:
        """Read "جاء في بيان الوزارة": the issuer, else the last one known, else the document as described."""
        sentence, cue, discourse = asked.sentence, asked.cue, asked.discourse
        issuer = self.reader.describe.issuer(sentence, cue.stop, cue.content)
        if issuer is not None:
            source = Span(start=sentence.tokens[cue.stop].start, end=reach(issuer).end)
            discourse.issuer = speaker_of(issuer, source, "")
            return Attributed(discourse.issuer, "speaker-3-institution", cue.stop)
        if discourse.issuer is not None:
            return Attributed(discourse.issuer._replace(source=None), "speaker-3-institution", cue.stop)
        return ruled(self.reader.phrase(sentence, cue.stop, cue.content), "speaker-3-institution", cue)

    # ---- rule 7

    def _ahead(self, asked: Asked) -> Attributed | None:
        """Read "وفيما نوه إلى أن …، قال الوزير": the subject of the main clause."""
        sentence, first = asked.sentence, asked.cue
        if first.at > 2 or (first.at and asked.local is not None):
            return None
        if not any(word in self.vocabulary.subordinate for word in sentence.words[: first.at + 1]):
            return None
        for cue in asked.cues[asked.place + 1 :]:
            phrase = self.reader.subject(sentence, cue.stop, cue.content, cue.agree) if cue.kind == "verb" else None
            if phrase is not None and phrase.speaker.agrees(first.agree):
                return Attributed(phrase.speaker._replace(attribution="cataphora"), "speaker-7-after", first.stop)
        return None

    # ---- rules 8 to 10

    def _elided(self, asked: Asked) -> Attributed:
        cue, discourse = asked.cue, asked.discourse
        scripture = self.identity.scripture(asked.sentence, cue)
        if scripture is not None:
            return Attributed(scripture, "speaker-1-name", cue.stop)
        verb = self.vocabulary.verb_by_lemma.get(cue.lemma)
        if verb is not None and verb.document:
            return undecided(cue)
        within = self._within_sentence(asked)
        if within is not None:
            return within
        if self._has_unknown_subject(asked.sentence, cue):
            speaker = self.clauses.goes_on(asked)
            known = speaker and _understood(speaker, "continuation", "speaker-9-continued", cue)
            return known or undecided(cue)
        if cue.resumes or cue.kind == "participle" or asked.local is not None:
            carried_on = discourse.continued(cue.agree)
            if carried_on is not None:
                return _understood(carried_on, "continuation", "speaker-9-continued", cue)
        meant = discourse.meant(cue.agree)
        return undecided(cue) if meant is None else _understood(meant, "pronoun", "speaker-10-pronoun", cue)

    def _within_sentence(self, asked: Asked) -> Attributed | None:
        """Return the subject that the sentence has already: rule 8."""
        cue, local, rule = asked.cue, asked.local, "speaker-8-sentence"
        nearest = self._nearest_person(asked.sentence, cue) if cue.kind == "words" else None
        if nearest is not None:
            return _understood(nearest, "pronoun", rule, cue)
        relative = self.clauses.relative(asked)
        if relative is not None:
            return relative
        subject = self.clauses.subject(asked)
        if subject is None and local is not None and (cue.kind == "participle" or local.agrees(cue.agree)):
            subject = local
        if subject is not None:
            return _understood(subject, "continuation", rule, cue)
        opening = self.fronted.opening(asked.sentence, cue.at, cue.agree) if cue.at > 1 and local is None else None
        agrees = opening is not None and opening.agrees(cue.agree)
        return _understood(opening, "pronoun", rule, cue) if opening is not None and agrees else None

    def _nearest_person(self, sentence: Sentence, cue: Cue) -> Speaker | None:
        """Return the person named last before "his words" ("… فلان، إثر قوله")."""
        low = sentence.tokens[max(0, cue.at - _WORDS_REACH)].start
        people = [m for m in self.mentions.between(low, sentence.tokens[cue.at].start) if m.kind == "person"]
        return speaker_of(people[-1], None, "") if people else None

    def _has_unknown_subject(self, sentence: Sentence, cue: Cue) -> bool:
        """Tell whether a cue well inside a sentence goes on with a subject that was not read ("قدم الادعاء … وقال")."""
        goes_on = cue.kind == "participle" or self.vocabulary.is_joined(sentence.words[cue.at])
        owned = cue.kind == "words" and sentence.words[cue.at - 1] in self.vocabulary.reacting
        return (goes_on or owned) and cue.at > _NEAR_START

    # ---- rule 11

    def _according(self, asked: Asked) -> Attributed:
        sentence, cue, discourse = asked.sentence, asked.cue, asked.discourse
        at, count = cue.stop, len(sentence.tokens)
        if at >= count or sentence.words[at] in self.vocabulary.no_sources:
            return undecided(cue)
        if cue.kind == "according" and sentence.words[at] in self.vocabulary.according_suffixed:
            speaker = asked.local or discourse.focus
            rule = "speaker-11-according"
            return (
                undecided(cue) if speaker is None else _understood(speaker, "pronoun", rule, cue)._replace(end=at + 1)
            )
        if sentence.words[at] in self.vocabulary.according_nouns and at + 1 < count:
            at += 1
        if cue.kind == "as-verb":
            phrase = self.reader.subject(sentence, at, self._before_preposition(sentence, cue), cue.agree)
            phrase = phrase if phrase is None or self._may_say(sentence, cue, phrase) else None
        else:
            phrase = self.reader.owner(sentence, at, count) or self.reader.phrase(sentence, at, count)
        if phrase is None or (cue.kind == "according" and not self._may_be_source(sentence, at, phrase)):
            return undecided(cue)
        speaker = self.identity.same(self.identity.issuer(phrase.speaker, discourse), discourse)
        self.identity.note_issuer(sentence, phrase.end, speaker, discourse)
        return Attributed(speaker, "speaker-11-according", phrase.end)

    def _may_say(self, sentence: Sentence, cue: Cue, phrase: Phrase) -> bool:
        """Tell whether the subject after "as" and a verb can speak ("كما كرر *التحذير من* …" names nobody)."""
        speaker, verb = phrase.speaker, self.vocabulary.verb_by_lemma.get(cue.lemma)
        if speaker.key is not None or speaker.kind != "unnamed" or speaker.source is None:
            return True
        at = self.reader.index_at(sentence, speaker.source.start)
        return self.reader.describe.is_source(sentence, at, verb, speaks=verb is None or not verb.transitive)

    def _may_be_source(self, sentence: Sentence, at: int, phrase: Phrase) -> bool:
        """Tell whether "according to" names somebody: no outlet, and no thing but documents."""
        speaker = phrase.speaker
        if self.reader.is_carrier(sentence, at, phrase):
            return False
        if speaker.key is not None or speaker.kind == "person" or speaker.plural:
            return True
        head = fold_word(speaker.name).split()[0]
        return head in self.vocabulary.source_heads or without_article(head) in self.vocabulary.roles


def _understood(speaker: Speaker, attribution: Attribution, rule: str, cue: Cue) -> Attributed:
    """Return a speaker whom the words here do not name."""
    if speaker.kind == "unnamed":
        attribution = "unnamed"
    return Attributed(speaker._replace(source=None, attribution=attribution), rule, cue.stop)


_RULES: dict[str, str] = {
    "named": "speaker-1-name",
    "title": "speaker-2-title",
    "institution": "speaker-3-institution",
    "unnamed": "speaker-4-unnamed",
}
