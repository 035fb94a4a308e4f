"""What kind of word a word is, as far as names are concerned.

There is no morphological analyser on the default path. Instead: a vocabulary of everyday words whose forms are built,
lists of personal names, and, for words in neither, a character model learned when the lexicons are loaded: how much
more likely are the word's letter triples among the listed names than among the vocabulary.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from digest.arabic import fold_word, proclitic_splits
from digest.lexicon import Lexicons
from digest.names.gazetteer import GLUE_BEFORE, Gazetteer, gazetteer
from digest.names.tables import (
    ForeignNamesTable,
    NamesTable,
    NameWordsTable,
    TitlesTable,
    VocabularyTable,
    reporting_verbs,
)

NameClass = Literal["given", "weak", "foreign", "family", "shaped", "part", "tail", "particle", "odd", "word"]
"""`given`: a listed given name and nothing else; `weak`: one that is a word too; `foreign`: a listed foreign given
name; `family`: a listed surname; `shaped`: unlisted, with letters like a name; `part`: binds with the next word
("بن"); `tail`: binds with the word before ("الدين"); `particle`: of foreign surnames; `odd`: unlisted, no name by its
letters; `word`: vocabulary, grammar, place."""

_SUFFIXES = (
    "هما",
    "ها",
    "هم",
    "هن",
    "كم",
    "نا",
    "ات",
    "ين",
    "ون",
    "ان",
    "تين",
    "تان",
    "يه",
    "ه",
    "ا",
    "ي",
    "ك",
    "ت",
    "وا",
)

AND = "و"
"""The clitic "and"."""
CLITICS = "وفبكل"
"""Letters that may be a conjunction or a preposition written together with the next word."""

_DERIVED = re.compile(
    r"(?:ال)?(?:ت..ي.(?:ه|ات)?|است.{3,4}(?:ه|ات)?|م?ست.{3,4}(?:ه|ات|ين|ون)?|م?ت.ا..(?:ه|ات|ين|ون)?|ال.ا.[^ا]ه)"
)
"""Verbal nouns and participles of derived stems (تفعيل, استفعال, مستفعل, تفاعل): words wherever no list has them."""

_SEATS = {"ت": "ه", "ئ": "ء", "ؤ": "ء"}
"""What a last letter turns into before a suffix: "وزارتها", "شرائه"."""

_FOREIGN_AL = 0.5
"""Log-odds from which a word that opens like "بال" is a foreign name after all ("بالينجر")."""

SHAPED = 0.35
"""Mean log-odds per letter triple from which an unlisted word has the letters of a name. Chosen where, on the
vocabulary and the names themselves (each left out in turn), one word in twenty is taken for a name."""


class WordClasses:
    """The classes of words under one set of lexicons; made once by `word_classes`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._read_words(lexicons)
        self._read_names(lexicons.get("given_names", NamesTable))
        self.transliterated = _folded(lexicons.get("foreign_names", ForeignNamesTable).names)
        self._read_curated(gazetteer(lexicons))
        self._shape = _learn((*self.foreign, *self.family, *self.given, *self._curated), self.words | self.verbs)
        self.of = functools.lru_cache(maxsize=50_000)(self._of)

    def _read_words(self, lexicons: Lexicons) -> None:
        """Compile the words that are no names."""
        vocabulary = lexicons.get("vocabulary", VocabularyTable)
        titles = lexicons.get("titles", TitlesTable)
        extra = lexicons.get("name_words", NameWordsTable)
        said = _pairs(reporting_verbs(lexicons))
        self.function = _folded(vocabulary.function)
        self.verbs = _verb_forms((*vocabulary.verbs, *said))
        self.reporting = _verb_forms(said)
        self.honorifics = _folded(titles.honorifics)
        self.callings = _folded(titles.callings)
        self.eponyms = _folded(extra.eponyms)
        self.adjectives = _folded(vocabulary.adjectives)
        self.title_adjectives = _folded((*titles.qualifiers, *titles.ranks))
        """Adjectives of titles, which follow a name too ("السابق", "التنفيذي")."""
        others = _folded(vocabulary.others)
        self.nouns = _folded(w for row in vocabulary.nouns for w in row.split()) | others
        self.definite_nouns = frozenset("ال" + w for w in self.nouns if w not in self.adjectives)
        """Nouns with the article, which qualify no other noun."""
        self.heads = _noun_forms(titles.heads) | self.honorifics | _folded((*titles.callings, *titles.kin))
        self._plain = (
            self.function | self.nouns | self.adjectives | _folded(v for pair in vocabulary.verbs for v in pair.split())
        )
        """Vocabulary as it stands in the lexicon, without the forms that are built from it."""
        built = (*vocabulary.nouns, *vocabulary.adjectives, *extra.institution_heads, *extra.soft_heads)
        self.introducing = _folded(word for word in extra.introducing if " " not in word)
        plain = others | {"ال" + word for word in others} | _folded(extra.not_names) | self.introducing
        self.words = _noun_forms(built) | plain | self.heads

    def _read_names(self, names: NamesTable) -> None:
        """Compile the lists of personal names."""
        self.given = _folded(names.given)
        self.weak = _folded((*names.weak, *names.foreign_weak))
        self.foreign = _folded(names.foreign)
        self.family = _folded(names.family)
        self.listed = self.given | self.weak | self.foreign
        self.parts = _folded(names.parts)
        self.tails = _folded(names.tails)
        self.compounds = _folded(names.compounds)
        self.particles = _folded(names.particles)
        self.article_surnames = frozenset(fold_word("ال" + w) for w in names.article_surnames)
        """Surnames with the article that are everyday words ("الشعار"): names only after a name."""
        self.servant = fold_word(GLUE_BEFORE[0])
        """The first word of names like "عبد الرحمن"."""
        self._bound = tuple(map(fold_word, names.bound))
        self._lists: tuple[tuple[NameClass, frozenset[str]], ...] = (
            ("part", self.parts),
            ("tail", self.tails),
            ("given", self.given),
            ("foreign", self.foreign),
            ("weak", self.weak),
            ("particle", self.particles),
        )

    def _read_curated(self, book: Gazetteer) -> None:
        """Take over what the curated names say about single words."""
        things = (*book.places.state.values(), *book.places.place.values())
        self.places = _folded(name for row in things for name in (row.name, *row.aliases) if " " not in name)
        self.demonyms = book.demonyms
        self.definite_demonyms = frozenset(form for form in book.demonyms if form.startswith("ال"))
        self.surnames = book.surnames()
        self._openings = book.single_names()
        self._curated = _last_words(book.names.values())

    def _of(self, word: str) -> NameClass:
        """Return the class of a folded word, clitics taken off."""
        if word in self.function or word[:1].isdigit() or word[:1].isascii():
            return "word"
        for name, words in self._lists:
            if word in words:
                return name if name != "given" or word not in self._plain else "weak"
        if word.startswith(self.servant + "ال") and len(word) > len(self.servant) + 3:
            return "given"
        return self._unlisted(word)

    def _unlisted(self, word: str) -> NameClass:
        if word in self.transliterated and not self.is_exact(word):
            return "shaped"
        if self.is_word(word):
            return "word"
        if word in self.family or word in self.surnames or self._is_maghrebi(word):
            return "family"
        strange = len(word) < 3 or word in self.places or word in self.demonyms
        if strange or self._is_joined(word) or self.is_derived(word):
            return "word"
        return "shaped" if self.shape(word) >= SHAPED else "odd"

    def _is_maghrebi(self, word: str) -> bool:
        """Tell whether a folded word is a surname of the Maghreb: "بن" or "بو" written together with a name."""
        rest = word[2:]
        return word.startswith(self._bound) and (rest in self.given or rest in self.weak or rest in self.family)

    def _is_joined(self, word: str) -> bool:
        """Tell whether a folded word is vocabulary behind a clitic ("بالرفض", "وموقعه")."""
        for cut, rest in proclitic_splits(word):
            if not cut:
                continue
            if (
                word[cut - 1 :].startswith("لل")
                or self.is_derived(rest)
                or rest in self.function
                or rest in self.words
                or rest in self.verbs
                or (len(rest) > 3 and self.is_word(rest))
            ):
                return True
            if rest in self._openings or (rest in self.places and len(rest) > 3):
                return True
            if rest.startswith("ال") and len(rest) > 4:
                bare = rest[2:]
                return self.shape(word) < _FOREIGN_AL or bare in self.weak or bare in self.given or self.is_word(rest)
        return False

    def is_exact(self, word: str) -> bool:
        """Tell whether a folded word stands in the vocabulary as it is."""
        return word in self.words or word in self.verbs or word in self.function

    def is_word(self, word: str) -> bool:
        """Tell whether a folded word is vocabulary: itself, without article, or without a suffix."""
        if self.is_exact(word):
            return True
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        if bare in self.words:
            return True
        if bare in self.family or bare in self.given:
            return False
        for suffix in _SUFFIXES:
            if bare.endswith(suffix) and len(bare) - len(suffix) >= 3:
                stem = bare[: -len(suffix)]
                if stem in self.words or stem in self.verbs or stem + "ه" in self.words:
                    return True
                if stem[-1] in _SEATS and stem[:-1] + _SEATS[stem[-1]] in self.words:
                    return True
        return False

    def is_foreign(self, word: str, least: float) -> bool:
        """Tell whether a folded word that no list holds has the letters of a name, whatever its first may stand for."""
        return (
            len(word) > 3 and not self.is_exact(word) and not word.startswith(("لل", "ال")) and self.shape(word) > least
        )

    def is_derived(self, word: str) -> bool:
        """Tell whether a folded word has the form of a verbal noun or participle, and not the letters of a name."""
        return _DERIVED.fullmatch(word) is not None and self.shape(word) < _FOREIGN_AL

    def shape(self, word: str) -> float:
        """Return the mean log-odds that the letters of a folded word are those of a name; positive for names."""
        grams = _grams(word.removeprefix("ال"))
        return sum(self._shape.get(g, 0.0) for g in grams) / len(grams)


@functools.lru_cache(maxsize=4)
def word_classes(lexicons: Lexicons) -> WordClasses:
    """Return the classes of words under `lexicons`, compiled once."""
    return WordClasses(lexicons)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(w) for w in words)


def _pairs(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{form} {form}" for form in forms)


def _verb_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Return persons, genders and numbers of verbs given as "perfect imperfect"."""
    forms: set[str] = set()
    for verb in verbs:
        perfect, imperfect = map(fold_word, verb.split())
        base = perfect[:-1] if perfect[-1] in "يا" and len(perfect) > 2 else perfect
        forms |= {perfect, base + "ت", base + "تا", base + "وا", perfect + "ا", perfect + "ه", perfect + "ها"}
        if imperfect[0] in "يتنا":
            stem = imperfect[1:]
            short = stem[:-1] if stem[-1:] in "يو" else stem
            for prefix in "يتنا":
                forms |= {prefix + stem, prefix + short}
            forms |= {prefix + short + end for prefix in "يت" for end in ("ون", "ان", "وا", "ين", "ا", "ن")}
            forms |= {"س" + prefix + stem for prefix in "يتن"}
    return frozenset(forms)


def _noun_forms(nouns: Iterable[str]) -> frozenset[str]:
    """Return nouns and adjectives with article, feminine, dual and regular plural."""
    forms: set[str] = set()
    for row in nouns:
        for noun in map(fold_word, row.split()):
            stem = noun[:-1] if noun.endswith("ه") else noun
            forms |= {noun, stem + "ه", stem + "ات", stem + "ين", stem + "ون", stem + "ان", noun + "ا", stem + "تين"}
            forms |= {stem + "تان", stem + "ي" if len(stem) > 4 else noun}
    return frozenset(forms | {"ال" + form for form in forms})


def _last_words(names: Iterable[str]) -> list[str]:
    return [word for name in names if " " in name for word in fold_word(name).split() if not word.startswith("ال")]


def _grams(word: str) -> tuple[str, ...]:
    framed = f"^{word}$"
    return tuple(framed[i : i + 3] for i in range(len(framed) - 2)) or (framed,)


def _learn(names: Iterable[str], words: Iterable[str]) -> dict[str, float]:
    """Return the log-odds of each letter triple: names against words, with half a count added to both."""
    of_names = Counter(g for n in sorted(set(names)) for g in _grams(n.removeprefix("ال")))
    of_words = Counter(g for w in sorted(set(words)) if not w.startswith("ال") for g in _grams(w))
    total_names, total_words = sum(of_names.values()), sum(of_words.values())
    grams = sorted({*of_names, *of_words})
    return {
        g: math.log((of_names[g] + 0.5) / (total_names + 0.5 * len(grams)))
        - math.log((of_words[g] + 0.5) / (total_words + 0.5 * len(grams)))
        for g in grams
    }
