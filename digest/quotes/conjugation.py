"""Conjugation: the forms of the reporting verbs, built from the rows of `speech.toml`."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from digest.arabic import fold_word
from digest.quotes.tables import Ending, SpeechFile, Verb


class Form(NamedTuple):
    """One form of a verb: what a folded word may be."""

    verb: Verb
    kind: Literal["perfect", "imperfect", "participle"]
    agree: str
    """Gender (m, f) and number (s, d, p)."""
    suffixed: bool = False
    """True if a pronoun is attached."""


def conjugate(speech: SpeechFile) -> dict[str, Form]:
    """Build every form of every verb; where two verbs share one, the earlier in the file has it."""
    table: dict[str, Form] = {}
    inflection = speech.inflection
    pronouns = [fold_word(p) for p in inflection.pronouns]
    for entry in speech.verb:
        verb = folded(entry)
        made: list[tuple[str, Form]] = [(f, Form(verb, "perfect", "mp")) for f in map(fold_word, verb.forms)]
        made += _inflect(verb, "perfect", fold_word(verb.lemma), inflection.perfect, inflection.weak)
        made += _inflect(verb, "imperfect", fold_word(verb.imperfect)[1:], inflection.imperfect, inflection.weak)
        made += _inflect(verb, "participle", fold_word(verb.participle), inflection.participle, inflection.weak)
        if verb.object:
            made += [(word + p, form._replace(suffixed=True)) for word, form in tuple(made) for p in pronouns]
        for word, form in made:
            table.setdefault(word, form)
    return table


def folded(verb: Verb) -> Verb:
    """Fold the prepositions of a verb, which are compared with folded words."""
    that, np = tuple(map(fold_word, verb.that)), tuple(map(fold_word, verb.np))
    passive = tuple(map(fold_word, verb.passive_before))
    return msgspec.structs.replace(verb, that=that, np=np, needs=fold_word(verb.needs), passive_before=passive)


def _inflect(
    verb: Verb, kind: Literal["perfect", "imperfect", "participle"], stem: str, endings: tuple[Ending, ...], weak: str
) -> list[tuple[str, Form]]:
    if not stem:
        return []
    found = []
    for row in endings:
        base = stem[:-1] if row.drops and stem[-1] in weak else stem
        found.append((row.start + base + fold_word(row.ending), Form(verb, kind, row.agree)))
    return found
