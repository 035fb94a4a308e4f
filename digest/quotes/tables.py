"""What `speech.toml` and `scare.toml` hold: one record for each kind of row, validated when the lexicons are read."""

from __future__ import annotations

from typing import Literal

import msgspec

from digest.records import CueClass


class Verb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reporting verb of `speech.toml`."""

    lemma: str
    """Third person masculine singular, perfect."""
    cls: CueClass = msgspec.field(name="class")
    """What the verb makes of the words: neutral, claim, assertion, denial, announcement, other."""
    imperfect: str = ""
    """Third person masculine singular, imperfect; empty if it is not used or is taken by another verb."""
    participle: str = ""
    """Active participle, masculine, without ending ("مضيف")."""
    forms: tuple[str, ...] = ()
    """Further forms."""
    that: tuple[str, ...] = ()
    """Prepositions that may stand before "that"; an empty string for none."""
    np: tuple[str, ...] = ()
    """Prepositions that may stand before a noun phrase that is the content; an empty string for none."""
    marks: Literal["any", "colon", "no"] = "any"
    """Whether words in marks after it are its content: always, only after a colon or "saying", never."""
    document: bool = False
    """True where the subject is a document ("نص القانون على أن"): without one there is no speaker."""
    passive_before: tuple[str, ...] = ()
    """Words before which the same letters are a passive without a speaker ("كُتب عليها")."""
    needs: str = ""
    """A preposition without which the word is another one ("عبر عن")."""
    impersonal: bool = False
    """True where the imperfect without a subject is a passive ("يُذكر أن")."""
    initial: bool = False
    """True where the bare masculine perfect is another word too ("بين"): it must begin its clause."""
    resumes: bool = False
    """True for verbs that carry on with the same speaker ("أضاف")."""
    object: bool = False
    """True where a pronoun may be attached ("وصفه")."""
    calls: bool = False
    """True where the passive of another verb that gives a name is written alike ("شاب يدعى فلان")."""
    things: bool = False
    """True where things are said to speak as well ("تشير الأرقام إلى أن")."""
    transitive: bool = False
    """True where a noun after it may be its object ("وانتقد سياسة الوزارة قائلا")."""

    @property
    def takes_noun(self) -> bool:
        """Tell whether a noun right after the verb may be its content or its object and not its subject."""
        return self.transitive or self.object or "" in self.np


class Ending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the inflection table."""

    ending: str
    """What is written on to the stem."""
    agree: str
    """Gender (m, f) and number (s, d, p) of the subject."""
    start: str = ""
    """What is written before the stem."""
    drops: bool = False
    """True if a weak last letter of the stem gives way."""


class Inflection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[inflection]`: how the forms are built."""

    perfect: tuple[Ending, ...]
    imperfect: tuple[Ending, ...]
    participle: tuple[Ending, ...]
    pronouns: tuple[str, ...]
    weak: str


class CarryVerb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb with which an outlet passes words on, and the preposition before whose words they are."""

    lemma: str
    source: str


class PurposeNoun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verbal noun of speech as it stands after "ل" ("لتحذير فلان من أن")."""

    noun: str
    lemma: str
    that: tuple[str, ...]


class Anonymity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a source asks not to be named: the phrases that begin it and the words that end it."""

    begins: tuple[str, ...]
    ends: tuple[str, ...]


class Reverence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A formula of reverence after a cue, and whose words follow it."""

    words: str
    name: str


class According(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A prepositional phrase of attribution and the preposition that joins its source to it."""

    words: str
    """The phrase."""
    to: str = ""
    """What joins the source to it."""
    cls: CueClass = msgspec.field(name="class", default="neutral")


class SpeechFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`speech.toml`; the file says what each list is for."""

    verb: tuple[Verb, ...]
    plain: str
    within: str
    in_it: tuple[str, ...]
    fact: str
    passing_on: str
    agent: str
    what: str
    on_behalf: str
    selfsame: tuple[str, ...]
    honorifics: tuple[str, ...]
    negators: tuple[str, ...]
    latter: tuple[str, ...]
    tail: tuple[str, ...]
    tail_next: tuple[str, ...]
    word_nouns: tuple[str, ...]
    purpose_nouns: tuple[PurposeNoun, ...]
    documents: tuple[str, ...]
    speaking_documents: tuple[str, ...]
    issued_documents: tuple[str, ...]
    document_verbs: tuple[str, ...]
    according: tuple[According, ...]
    as_verb: tuple[str, ...]
    according_suffixed: tuple[str, ...]
    according_nouns: tuple[str, ...]
    no_sources: tuple[str, ...]
    carriers: tuple[str, ...]
    carry_verbs: tuple[CarryVerb, ...]
    unnamed_heads: tuple[str, ...]
    institution_heads: tuple[str, ...]
    role_heads: tuple[str, ...]
    vague: tuple[str, ...]
    reverences: tuple[Reverence, ...]
    revered: tuple[Reverence, ...]
    anonymity: Anonymity
    adverbials: tuple[str, ...]
    clause_openers: tuple[str, ...]
    subordinate: tuple[str, ...]
    relatives: tuple[str, ...]
    demonstratives: tuple[str, ...]
    quantifiers: tuple[str, ...]
    when: tuple[str, ...]
    reacting: tuple[str, ...]
    prepositions: tuple[str, ...]
    posted: tuple[str, ...]
    dealings: tuple[str, ...]
    kin: tuple[str, ...]
    no_labels: tuple[str, ...]
    np_breaks: tuple[str, ...]
    occasions: tuple[str, ...]
    quantities: tuple[str, ...]
    counterparts: tuple[str, ...]
    outlets: tuple[str, ...]
    ages: tuple[str, ...]
    never_content: tuple[str, ...]
    content_nouns: tuple[str, ...]
    nouns_too: tuple[str, ...]
    particles: tuple[str, ...]
    joiners: tuple[str, ...]
    contrasts: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    perfect: tuple[str, ...]
    already: tuple[str, ...]
    topics: tuple[str, ...]
    came: tuple[str, ...]
    judging: tuple[str, ...]
    subject_openers: tuple[str, ...]
    also: tuple[str, ...]
    thus: tuple[str, ...]
    links: tuple[str, ...]
    pronouns: tuple[str, ...]
    copulas: tuple[str, ...]
    that_words: tuple[str, ...]
    so_that: tuple[str, ...]
    question_labels: tuple[str, ...]
    answer_labels: tuple[str, ...]
    interview_words: tuple[str, ...]
    interview_with: tuple[str, ...]
    inflection: Inflection


class ScareFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`scare.toml`."""

    naming: tuple[str, ...]
    titling: tuple[str, ...]
    so_called: tuple[str, ...]
    glosses: tuple[str, ...]
