"""The lexicons of speech and of scare marks, compiled: which folded word is which form of which verb.

Words are matched in folded form (`arabic.fold_word`), with "and"/"so" written on to them taken off where the rest is
known.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import msgspec

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.wordclass import WordClasses, word_classes
from digest.quotes.conjugation import Form, conjugate, folded
from digest.quotes.tables import ScareFile, SpeechFile

ARTICLE = "ال"
"""The definite article, written on to its noun."""

_LISTED = frozenset(("given", "weak", "foreign", "family", "tail"))
_SHORTEST_NOUN = 3
_NAME_CLASSES = frozenset(("given", "weak", "foreign", "family", "shaped", "part", "tail", "particle"))


Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first folded word, longest first, each as its folded words."""


class Vocabulary:
    """Both lexicons, folded and indexed; made once per `Lexicons`."""

    def __init__(self, speech: SpeechFile, scare: ScareFile, names: WordClasses) -> None:
        self._name_class = names.of
        self._is_exact = names.is_exact
        self._titles = names.heads
        self._compile_verbs(speech)
        self._compile_nouns(speech)
        self._compile_phrases(speech)
        self._compile_grammar(speech)
        self.naming = _with_clitics(scare.naming)
        self.titling = _with_clitics(scare.titling)
        self.so_called = phrases(scare.so_called)
        self.glosses = _set(scare.glosses)
        self.source_heads = self.unnamed | self.institutions | self.speaking
        self.bodies = self.source_heads - self.unnamed
        self.no_names = frozenset(
            {
                *self.roles,
                *self.source_heads,
                *self.documents,
                *self.carriers,
                *self.vague,
                *self.possessed,
                *self.np_breaks,
            }
        )
        self._first = frozenset(
            {*self.forms, *self.word_nouns, *self.purpose, *self.document_verbs, *self.according, *self.as_verb}
        )

    def _compile_verbs(self, speech: SpeechFile) -> None:
        self.forms = conjugate(speech)
        self.verb_by_lemma = {v.lemma: folded(v) for v in speech.verb}
        self.plain = self.verb_by_lemma[speech.plain]
        self.tail = _set(speech.tail)
        self.tail_next = self.tail | _set(speech.tail_next)
        self.purpose = {
            "ل" + fold_word(p.noun): folded(msgspec.structs.replace(self.verb_by_lemma[p.lemma], that=p.that))
            for p in speech.purpose_nouns
        }
        self.document_verbs = _set(speech.document_verbs)
        self.carried_by = {c.lemma: fold_word(c.source) for c in speech.carry_verbs}

    def _compile_nouns(self, speech: SpeechFile) -> None:
        pronouns = speech.inflection.pronouns
        self.word_nouns = {form: noun for noun in speech.word_nouns for form in _with_pronouns((noun,), pronouns)}
        self.wordings = _with_clitics(speech.word_nouns)
        self.documents = _with_clitics(speech.documents)
        self.speaking = _with_clitics(speech.speaking_documents)
        self.issued = _with_clitics(speech.issued_documents)
        self.possessed = _with_pronouns((*speech.documents, *speech.word_nouns), pronouns)
        self.according_suffixed = _with_pronouns(speech.according_suffixed, pronouns)
        self.according_nouns = _with_clitics(speech.according_nouns)
        self.carriers = _with_clitics(speech.carriers)
        self.unnamed = _set(speech.unnamed_heads)
        bodies = _set(speech.institution_heads)
        self.institutions = bodies | {ARTICLE + without_article(w) for w in bodies}
        self.institutions_bare = frozenset(w for w in self.institutions if not is_definite(w))
        self.roles = _set(speech.role_heads)
        self.vague = _set(speech.vague) | _with_clitics(speech.no_sources)
        self.no_sources = _with_clitics(speech.no_sources)
        self.content_nouns = _set(speech.content_nouns) | _with_pronouns(speech.content_nouns, pronouns)
        self.nouns_too = _set(speech.nouns_too)
        self.interview_words = _with_clitics(speech.interview_words)

    def _compile_phrases(self, speech: SpeechFile) -> None:
        self.according = phrases(a.words for a in speech.according)
        self.according_rows = {
            tuple(fold_word(a.words).split()): msgspec.structs.replace(a, to=fold_word(a.to)) for a in speech.according
        }
        self.as_verb = phrases(speech.as_verb)
        self.adverbials = phrases(speech.adverbials)
        self.clause_openers = phrases(speech.clause_openers)
        self.passing_on = tuple(fold_word(speech.passing_on).split())
        self.agent = tuple(fold_word(speech.agent).split())
        self.reverences = tuple((fold_word(r.words), r.name) for r in speech.reverences)
        self.revered = {tuple(fold_word(r.words).split()): r.name for r in speech.revered}
        self.anonymity_begins = phrases(speech.anonymity.begins)
        self.anonymity_ends = _set(speech.anonymity.ends)

    def _compile_grammar(self, speech: SpeechFile) -> None:
        self.within, self.fact, self.what = map(fold_word, (speech.within, speech.fact, speech.what))
        self.on_behalf = fold_word(speech.on_behalf)
        self.honorifics = _set(speech.honorifics)
        self.negators = _set(speech.negators)
        self.selfsame, self.latter = _set(speech.selfsame), _set(speech.latter)
        self.in_it = _set(speech.in_it)
        self.subordinate = _set(speech.subordinate)
        self.relatives = _set(speech.relatives)
        self.prepositions = _set(speech.prepositions)
        self.posted, self.dealings = _set(speech.posted), _set(speech.dealings)
        self.kin, self.no_labels = _set(speech.kin), _set(speech.no_labels)
        self.np_breaks = _set(speech.np_breaks)
        self.occasions = _set(speech.occasions)
        self.quantities = _set(speech.quantities)
        outlets = _set(speech.outlets)
        self.to_outlets = {"ل" + w for w in outlets} | {"لل" + without_article(w) for w in outlets if is_definite(w)}
        self.ages = _set(speech.ages)
        self.counterparts = _with_pronouns(speech.counterparts, speech.inflection.pronouns)
        self.never_content = _set(speech.never_content)
        self.demonstratives = _set(speech.demonstratives)
        self.pointing = self.demonstratives | _set(speech.quantifiers)
        self.when, self.reacting = _set(speech.when), _set(speech.reacting)
        self.particles = _set(speech.particles)
        self.joiners = _set(speech.joiners)
        self.clause_starters = self.joiners | self.particles | self.demonstratives | self.subordinate
        self.clause_heads = self.subordinate | self.particles | _set(speech.contrasts)
        self.verb_openers = (self.joiners | self.particles | self.subordinate) - self.prepositions
        self.perfect = _set(speech.perfect)
        self.auxiliaries, self.already = _set(speech.auxiliaries), _set(speech.already)
        self.came = _set(speech.came)
        self.topics, self.subject_openers = _set(speech.topics), _set(speech.subject_openers)
        self.also, self.thus, self.links = _set(speech.also), _set(speech.thus), _set(speech.links)
        self.no_objects = self.relatives | self.links | self.demonstratives
        self.pronouns, self.copulas = _set(speech.pronouns), _set(speech.copulas)
        self.judging = frozenset(speech.judging)
        self.that = _set(speech.that_words)
        self.that_with_b = frozenset("ب" + w for w in self.that)
        self.so_that = _set(speech.so_that)
        self.source_ends = self.tail | self.links | self.so_that
        self.question_labels, self.answer_labels = _set(speech.question_labels), _set(speech.answer_labels)
        self.interview_with = _set(speech.interview_with)

    def looks_like_name(self, folded: str) -> bool:
        """Tell whether a word may belong to a person's name: listed as one, or with the letters of one."""
        return self._name_class(folded) in _NAME_CLASSES

    def is_full_name(self, words: list[str]) -> bool:
        """Tell whether two or three words are somebody's name: a given name and nothing after it that is vocabulary.

        A given name that is a word too ("أمل") must have a listed one after it.
        """
        if not 2 <= len(words) <= 3:
            return False
        given, *rest = (self._name_class(w) for w in words)
        if given == "weak":
            return all(kind in ("given", "foreign", "family") for kind in rest)
        return given in ("given", "foreign") and all(self.looks_like_name(without_article(w)) for w in words[1:])

    def is_listed_name(self, folded: str) -> bool:
        """Tell whether a word is listed as a name and is no word besides."""
        return self._name_class(folded) in ("given", "foreign", "family")

    def may_end_name(self, folded: str) -> bool:
        """Tell whether a word may stand after a given name: with the article a listed one, else any but vocabulary."""
        if is_definite(folded):
            return self._name_class(without_article(folded)) in _LISTED or self._name_class(folded) in _LISTED
        return self._name_class(folded) != "word"

    def is_everyday(self, folded: str) -> bool:
        """Tell whether a word is vocabulary and no name."""
        return self._name_class(folded) == "word"

    def is_noun(self, folded: str) -> bool:
        """Tell whether a word stands in the vocabulary as it is: not only by what it seems to be derived from."""
        return self._is_exact(folded)

    def is_name_part(self, folded: str) -> bool:
        """Tell whether a word binds the words of a name ("بن", "أبو")."""
        return self._name_class(folded) == "part"

    def is_somebody(self, folded: str) -> bool:
        """Tell whether a noun is one of those that speak: a source, an institution, a document, a role, a title."""
        if folded in self.source_heads or without_article(folded) in self.roles:
            return True
        return folded in self._titles and not folded.endswith("ا")

    def may_begin_cue(self, folded: str) -> bool:
        """Tell whether a cue can begin with a folded word: a cheap test before the dear ones."""
        return folded in self._first or (folded[:1] in ("و", "ف", "ل") and folded[1:] in self._first)

    def form(self, folded: str) -> Form | None:
        """Return the verb form that a folded word is, "and", "so" or "(in order) to" aside, or None."""
        found = self.forms.get(folded)
        if found is None and folded[:1] in ("و", "ف"):
            found = self.forms.get(folded[1:])
        if found is None and folded[:1] == "ل":
            found = self.forms.get(folded[1:])
            found = found if found is not None and found.kind == "imperfect" else None
        return found

    def other_form(self, folded: str) -> Form | None:
        """Return what a verb is as well if its first letter is "and" ("وعد": he promised, and he considered)."""
        return self.forms.get(folded[1:]) if folded[:1] == "و" and folded in self.forms else None

    def is_that(self, folded: str) -> bool:
        """Tell whether a folded word is "that", with a pronoun or "by" attached or not."""
        return folded in self.that or folded in self.that_with_b

    def is_joined(self, folded: str) -> bool:
        """Tell whether "and" or "so" is written on to a verb."""
        return folded[:1] in ("و", "ف") and folded not in self.forms

    def ends_adverbial(self, words: list[str], at: int) -> bool:
        """Tell whether an adverbial, a conjunction or a pointer ends with token `at`: a clause may begin after it."""
        if words[at] in self.clause_starters:
            return True
        low = max(0, at - 3)
        return any(match_phrase(self.adverbials, words, first) == at - first + 1 for first in range(low, at + 1))

    def introduces(self, word: str) -> bool:
        """Tell whether a word as written announces speech: a form of a reporting verb, "that", or "his words"."""
        folded = fold_word(word)
        return self.is_that(folded) or folded in self.tail or self.form(folded) is not None or folded in self.word_nouns


def is_definite(folded: str) -> bool:
    """Tell whether a folded word begins with the article; short words like "إلى" only look so."""
    return len(folded) > _SHORTEST_NOUN and folded.startswith(ARTICLE)


def without_article(folded: str) -> str:
    """Return a folded word without the article."""
    return folded.removeprefix(ARTICLE)


def match_phrase(table: Phrases, words: list[str], at: int) -> int:
    """Return how many of `words` from `at` on are a phrase of the table, 0 for none."""
    for phrase in table.get(words[at], ()):
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def phrases(texts: Iterable[str]) -> Phrases:
    """Return phrases indexed by their first folded word, longest first."""
    table: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        parts = tuple(fold_word(text).split())
        table.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in table.items()}


@functools.lru_cache(maxsize=8)
def vocabulary(lexicons: Lexicons) -> Vocabulary:
    """Return the compiled vocabulary of `lexicons`."""
    speech, scare = lexicons.get("speech", SpeechFile), lexicons.get("scare", ScareFile)
    return Vocabulary(speech, scare, word_classes(lexicons))


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(w) for w in words)


def _with_clitics(words: Iterable[str]) -> frozenset[str]:
    """Add the forms with the article, with "by", "for" and the two together, and with the tanwin alef."""
    found = set()
    for word in map(fold_word, words):
        bare = without_article(word)
        found |= {word, ARTICLE + bare, "ب" + bare, "ب" + ARTICLE + bare, "ل" + bare, "لل" + bare, bare + "ا"}
    return frozenset(found)


def _with_pronouns(words: Iterable[str], pronouns: Iterable[str]) -> frozenset[str]:
    found = set()
    for word in map(fold_word, words):
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        found |= {stem + p for p in pronouns} | {"ب" + stem + p for p in pronouns}
    return frozenset(found)
