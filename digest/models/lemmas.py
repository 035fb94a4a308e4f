"""Verb or name: what the disambiguator is asked, and what follows for the names of people whom no list knows.

It is asked about one thing only: words that no list knows and that a rule took for the rest of a name. Of such a word
it can say that it is a verb of the present, or carries a pronoun, and that nothing in its lexicon is a proper noun
written so; then the name ends before it ("سليم يغوص"). A preposition written together with a word proves nothing:
foreign names open with the same letters ("بالمر").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from camel_tools.utils.dediac import dediac_ar

from digest.lexicon import Lexicons
from digest.names.hits import Hit, Spotted
from digest.names.tokens import Token
from digest.names.wordclass import WordClasses, word_classes
from digest.records import Record

_UNLISTED = ("shaped", "odd")
"""Classes of words that no list of ours knows."""

_GUESSED = ("backoff", "digit", "punc", "foreign")
"""Values of `source` of an analysis that comes from the form of the word and not from the database."""

_NO_PRONOUN = ("0", "na", "", None)
"""Values of `enc0` that mean that nothing is attached."""


class Lemma(Record, frozen=True, kw_only=True):
    """What the disambiguator says about a word out of context."""

    lemma: str
    """Citation form of the likeliest analysis, as the database writes it."""
    pos: str
    """Its part of speech in the database's terms (`noun`, `noun_prop`, `verb`, …)."""
    present: bool
    """Whether it is a verb in the imperfect."""
    pronoun: bool
    """Whether it carries a pronoun."""
    proper: bool
    """Whether any entry of the database makes the word a proper noun."""
    listed: bool
    """Whether it stands in the database at all; if not, the analysis is a guess from its form."""

    @property
    def ends_name(self) -> bool:
        """Tell whether the word cannot be the second or a later word of a person's name."""
        return self.listed and not self.proper and (self.present or self.pronoun)


def to_lemma(analyses: list[Mapping[str, Any]]) -> Lemma | None:
    """Return what the analyses of a word come to, the likeliest first; None if there are none.

    Features and their values: the CALIMA databases' of camel-tools (`asp`, `enc0`, `pos`, `source`).
    """
    if not analyses:
        return None
    best = analyses[0]
    listed = [a for a in analyses if a.get("source") not in _GUESSED]
    return Lemma(
        lemma=str(best.get("lex", "")),
        pos=str(best.get("pos", "")),
        present=best.get("pos") == "verb" and best.get("asp") == "i",
        pronoun=best.get("enc0") not in _NO_PRONOUN,
        proper=any(a.get("pos") == "noun_prop" for a in listed),
        listed=best in listed,
    )


Ask = Callable[[str], Lemma | None]
"""From a word to what the disambiguator says about it."""


def review(tokens: tuple[Token, ...], spotted: Spotted, ask: Ask, lexicons: Lexicons) -> Spotted:
    """Return what the first pass found, with the names of unlisted people ended before a word that ends them."""
    classes = word_classes(lexicons)
    kept = (_reviewed(tokens, hit, ask, classes) for hit in spotted.hits)
    return spotted._replace(hits=tuple(hit for hit in kept if hit is not None))


def _reviewed(tokens: tuple[Token, ...], hit: Hit, ask: Ask, classes: WordClasses) -> Hit | None:
    """Return a name as it is or shortened; None if one word is left and no title stands before it."""
    if hit.kind != "person" or hit.known is not None:
        return hit
    count = name_length(tokens, hit.first, hit.last, ask, classes)
    if count == hit.last - hit.first + 1:
        return hit
    if count == 1 and hit.rule != "title+name":
        return None
    return hit._replace(last=hit.first + count - 1, words=hit.words[:count])


def name_length(tokens: tuple[Token, ...], first: int, last: int, ask: Ask, classes: WordClasses) -> int:
    """Return how many of the words `first…last` belong to a name: all of them, unless a later word ends it."""
    for at in range(first + 1, last + 1):
        if classes.of(tokens[at].folded) not in _UNLISTED:
            continue
        lemma = ask(dediac_ar(tokens[at].written))
        if lemma is not None and lemma.ends_name:
            while at > first + 1 and tokens[at - 1].folded in classes.parts:
                at -= 1  # noqa: PLW2901 - a name does not end in "بن" either
            return at - first
    return last - first + 1
