"""The readers of names compiled from one set of lexicons, and the look-ups that more than one rule needs."""

from __future__ import annotations

import functools

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.bodies import BodyReader, body_reader
from digest.names.gazetteer import Gazetteer, Match, gazetteer
from digest.names.hits import Hit
from digest.names.shapes import ShapeReader, shape_reader
from digest.names.spelling import same_name, sound_key
from digest.names.tables import NameWordsTable
from digest.names.titles import TitleReader, title_reader
from digest.names.tokens import Token
from digest.names.wordclass import WordClasses, word_classes

_same_name = functools.lru_cache(50_000)(same_name)
"""Asked of the same few words again and again where a text repeats itself; `_WAVER` bounds their length."""

_WAVER = 4
"""Letters by which two spellings of one name differ in length at most."""

ACCUSATIVE = "ا"
"""The letter in which an indefinite accusative ends."""


class Holds:
    """What an article holds, for names that need a word beside them; worked out only if one asks."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._answers: dict[str, bool] = {}

    @functools.cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(rest for t in self._tokens for _, rest in t.readings)

    @functools.cached_property
    def _text(self) -> str:
        return " ".join(t.folded for t in self._tokens)

    def allows(self, key: str, book: Gazetteer) -> bool:
        """Tell whether the article holds what the name of a curated entity needs."""
        needs = book.needs.get(key)
        if needs is None:
            return True
        if key not in self._answers:
            self._answers[key] = any(n in (self._text if " " in n else self._words) for n in needs)
        return self._answers[key]


class Readers:
    """The compiled readers under one set of lexicons; made once by `readers`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.book: Gazetteer = gazetteer(lexicons)
        self.classes: WordClasses = word_classes(lexicons)
        self.titles: TitleReader = title_reader(lexicons)
        self.shapes: ShapeReader = shape_reader(lexicons)
        self.bodies: BodyReader = body_reader(lexicons)
        table = lexicons.get("name_words", NameWordsTable)
        self.metonym_nouns = frozenset(fold_word(w) for w in (*table.metonym_nouns, *table.between))
        """Words before a capital that stands for its government."""
        self._cues = self.classes.reporting | frozenset(fold_word(w) for w in table.naming)
        self._introducing = frozenset(tuple(fold_word(w).split()) for w in table.introducing)
        self._second = frozenset(phrase[-1] for phrase in self._introducing if len(phrase) > 1)
        self._place_words = frozenset(fold_word(w) for w in table.place_words)
        self.announces = functools.lru_cache(maxsize=100_000)(self._announces)
        self.opens = functools.lru_cache(maxsize=100_000)(self._opens)

    def _opens(self, token_readings: tuple[tuple[int, str], ...]) -> bool:
        """Tell whether any rule can begin at a word with these readings; most words begin none."""
        for _, rest in token_readings:
            if self.book.has(rest) or self.titles.has(rest) or self.bodies.has(rest) or rest in self.classes.eponyms:
                return True
            if self.classes.of(rest) not in ("word", "odd") or rest in self.classes.compounds:
                return True
            if sound_key(rest) in self.book.openings and not self.classes.is_exact(rest):
                return True
        return False

    def _announces(self, token_readings: tuple[tuple[int, str], ...]) -> bool:
        """Tell whether a word with these readings announces a name by itself."""
        return any((rest,) in self._introducing for _, rest in token_readings)

    def is_cue(self, token: Token) -> bool:
        """Tell whether a word is a reporting verb, or one that gives a name ("يدعى")."""
        return any(rest in self._cues for _, rest in token.readings)

    def introduces(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether the words that end at an index announce the name of a person ("كل من", "مقتل")."""
        if self.announces(tokens[index].readings):
            return True
        if index == 0 or tokens[index].gap != "space" or tokens[index].folded not in self._second:
            return False
        return any((first, tokens[index].folded) in self._introducing for _, first in tokens[index - 1].readings)

    def known_at(self, tokens: tuple[Token, ...], index: int, holds: Holds) -> Match | None:
        """Return the curated name at a word that the article allows, or None."""
        for match in self.book.at(tokens, index):
            person = match.known.kind == "person"
            if (person or match.first == match.last) and not holds.allows(match.known.id, self.book):
                continue
            if (self._person_allowed if person else self._thing_allowed)(tokens, match):
                return match
        return None

    def _person_allowed(self, tokens: tuple[Token, ...], match: Match) -> bool:
        """Tell whether a person's name is one here: a clitic is not cut from a word that is whole without it."""
        whole = tokens[match.first].folded
        if not match.cut or match.first < match.last:
            return True
        return whole not in self.classes.listed and whole not in self.classes.words

    def _thing_allowed(self, tokens: tuple[Token, ...], match: Match) -> bool:
        """Tell whether the name of a thing is one here, and no word that is written the same."""
        known, index = match.known, match.first
        if known.kind == "state" and self._is_adjective(tokens, index):
            return False
        if match.first == match.last and tokens[index].tanwin:
            return False
        if known.kind == "institution" and self._is_another_states(tokens, match):
            return False
        if known.not_before and self._next_is(tokens, match.last, known.not_before):
            return False
        if known.not_after and index and tokens[index - 1].folded in known.not_after:
            return False
        doubtful = known.guarded or (known.marbuta and not tokens[index].marbuta)
        return not doubtful or self._after_place_word(tokens, index, match.cut)

    def _is_another_states(self, tokens: tuple[Token, ...], match: Match) -> bool:
        """Tell whether an adjective after an institution's name makes it another state's ("حزب الله العراقي")."""
        own = self.book.institutions[match.known.id].state
        after = match.last + 1
        if own is None or after >= len(tokens) or tokens[after].gap != "space":
            return False
        state = self.titles.state_at(tokens, after)
        return state is not None and tokens[after].folded in self.classes.definite_demonyms and state[0] != own

    def _next_is(self, tokens: tuple[Token, ...], last: int, words: frozenset[str]) -> bool:
        return last + 1 < len(tokens) and tokens[last + 1].folded in words

    def _is_adjective(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether the name of a state is an adjective in the accusative here ("هجوما روسيا")."""
        word = tokens[index].folded
        if word[:-1] not in self.classes.demonyms or word[-1] != ACCUSATIVE:
            return False
        if tokens[index].tanwin:
            return True
        before = tokens[index - 1] if index and tokens[index].gap == "space" else None
        return before is not None and len(before.folded) > 3 and (before.tanwin or self._is_indefinite(before.folded))

    def _is_indefinite(self, word: str) -> bool:
        """Tell whether a folded word is an indefinite accusative ("هجوما"): no verb, no name, no word of grammar."""
        return word[-1] == ACCUSATIVE and word not in self.classes.places and self.classes.is_word(word[:-1])

    def _after_place_word(self, tokens: tuple[Token, ...], index: int, cut: int) -> bool:
        if cut and tokens[index].folded[cut - 1] in "بل":
            return True
        if index == 0 or tokens[index].gap != "space":
            return False
        return any(rest in self._place_words for _, rest in tokens[index - 1].readings)

    def variant_at(self, tokens: tuple[Token, ...], index: int) -> Hit | None:
        """Return a curated foreign person under an unlisted spelling, or None."""
        for cut, rest in tokens[index].readings:
            candidates = self.book.openings.get(sound_key(rest))
            if candidates is None or self.classes.is_exact(rest):
                continue
            words = [rest]
            for at in range(index + 1, min(index + 4, len(tokens))):
                if tokens[at].gap not in ("space", "hyphen"):
                    break
                words.append(tokens[at].folded)
                spelling = tuple(words)
                letters = sum(map(len, words))
                for name, known in candidates:
                    if abs(sum(map(len, name)) - letters) <= _WAVER and _same_name(spelling, name, self.classes.listed):
                        return Hit(index, at, cut, "person", known.id, spelling, "lexicon-variant")
        return None


@functools.lru_cache(maxsize=4)
def readers(lexicons: Lexicons) -> Readers:
    """Return the readers under `lexicons`, compiled once."""
    return Readers(lexicons)
