"""The words of happenings, compiled: which kind a word names, and which tense the words around it tell."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from digest.arabic import Word, fold_word, proclitic_splits
from digest.lexicon import Lexicons
from digest.records import Record

Tense = Literal["future", "past", "open"]
Needs = Literal["two", "one", "place", "any"]
Who = Literal["around", "before", "after", "next"]


class FamilyEntry(Record, frozen=True, kw_only=True):
    """`[families.<id>]`: kinds whose accounts may choose each other's words."""

    needs: Needs
    """Who must be known before one happening can be told from another."""
    who: Who
    """Where those who take part stand."""


class KindEntry(Record, frozen=True, kw_only=True):
    """`[kinds.<id>]`: a kind of happening."""

    family: str
    label: str
    nouns: list[str]
    verbs: list[tuple[str, str]]


class TenseWords(Record, frozen=True, kw_only=True):
    """`[tense]`: words that tell when."""

    future: list[str]
    past: list[str]
    not_future: list[str]


class HappeningTable(Record, frozen=True, kw_only=True):
    """The whole of `happenings.toml`."""

    anaphora: list[str]
    background: list[str]
    openers: list[str]
    title_ends: list[str]
    anchors: list[str]
    reporting: list[str]
    during: list[str]
    after: list[str]
    boundaries: list[str]
    fixtures: list[str]
    families: dict[str, FamilyEntry]
    kinds: dict[str, KindEntry]
    tense: TenseWords


class Cue(NamedTuple):
    """A word or phrase that names a happening."""

    first: int
    """Index of its first word in the sentence."""
    last: int
    """Index of its last word."""
    kind: str
    form: Form
    definite: bool
    """With the article or a pronoun: it may take up what was told before."""


Form = Literal["noun", "past", "imperfect", "future"]
"""A noun, or the form of a verb."""

Key = tuple[str, ...]

BEFORE_WORDS = 8
"""Words before a cue that may tell its time: as far as an auxiliary governs."""

AFTER_WORDS = 3
"""Words after a noun that may tell its time: its adjectives."""

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")
_FUTURE_VERB = re.compile(r"[وف]?س[يتن]\w{2,}")


class HappeningWords:
    """Matchers over folded words, built once from the lexicon."""

    def __init__(self, table: HappeningTable) -> None:
        self.families = {kind: entry.family for kind, entry in table.kinds.items()}
        """Family of each kind."""
        self.needs = {kind: table.families[entry.family].needs for kind, entry in table.kinds.items()}
        """Who must be known to identify a happening of the kind."""
        self.who = {kind: table.families[entry.family].who for kind, entry in table.kinds.items()}
        """Where those who take part stand, for each kind."""
        self.labels = {kind: entry.label for kind, entry in table.kinds.items()}
        """Arabic name of each kind."""
        self._nouns: dict[Key, str] = {}
        self._verbs: dict[str, tuple[str, Form]] = {}
        for kind, entry in table.kinds.items():
            for noun in entry.nouns:
                for key in _noun_forms(noun):
                    self._nouns.setdefault(key, kind)
            for past, imperfect in entry.verbs:
                for word, form in _verb_forms(fold_word(past), fold_word(imperfect)):
                    self._verbs.setdefault(word, (kind, form))
        self._longest = max(len(key) for key in self._nouns)
        self._future = _keys(table.tense.future)
        self._past = _keys(table.tense.past)
        self._not_future = frozenset(fold_word(word) for word in table.tense.not_future)
        self._anaphora = _keys(table.anaphora)
        self._background = _keys(table.background)
        self._reporting = frozenset(fold_word(word) for word in table.reporting)
        self._after = _keys(table.after)
        self._during = _keys(table.during)
        self._openers = _keys(table.openers)
        self._title_ends = _keys(table.title_ends)
        self._anchors = _keys(table.anchors)
        self._boundaries = _keys(table.boundaries)
        self._fixtures = _keys(table.fixtures)

    def cues(self, words: Sequence[Word]) -> Iterator[Cue]:
        """Yield the words that name happenings, longest phrases first, without overlap, in order."""
        at = 0
        while at < len(words):
            cue = self._noun_at(words, at) or self._verb_at(words, at)
            if cue is None:
                at += 1
            else:
                yield cue
                at = cue.last + 1

    def _noun_at(self, words: Sequence[Word], at: int) -> Cue | None:
        readings = _bare_readings(words[at].folded)
        for length in range(min(self._longest, len(words) - at), 0, -1):
            rest = tuple(_without_article(word.folded) for word in words[at + 1 : at + length])
            for reading, definite in readings:
                if (kind := self._nouns.get((reading, *rest))) is not None:
                    return Cue(at, at + length - 1, kind, "noun", definite or reading.endswith(_PRONOUNS[1:]))
        return None

    def _verb_at(self, words: Sequence[Word], at: int) -> Cue | None:
        folded = words[at].folded
        for word in dict.fromkeys((folded, folded.lstrip("وف"))):
            if word in self._verbs:
                kind, form = self._verbs[word]
                return Cue(at, at, kind, form, False)
        return None

    def tense(self, words: Sequence[Word], cue: Cue) -> Tense:
        """Return what `words` (a clause) tell of a cue's time.

        A verb tells it by its form, and by the words before it; of a noun the nearest telling word decides, one
        before it within `BEFORE_WORDS` or one after it within `AFTER_WORDS` ("لقاء مرتقب"). What the news came
        after ("after a call") is neither to come nor old.
        """
        if cue.form == "future":
            return "future"
        if any(_match(self._after, words, at) for at in range(max(0, cue.first - 2), cue.first)):
            return "open"
        found: list[tuple[int, int, Tense]] = []
        after = AFTER_WORDS if cue.form == "noun" else 0
        for at in range(max(0, cue.first - BEFORE_WORDS), min(len(words), cue.last + 1 + after)):
            distance = cue.first - at if at <= cue.first else 2 * (at - cue.last)
            if cue.form != "past" and self._is_future(words, at):
                found.append((distance, 0, "future"))
            elif _match(self._past, words, at):
                found.append((distance, 1, "past"))
        return min(found)[2] if found else "open"

    def _is_future(self, words: Sequence[Word], at: int) -> bool:
        folded = words[at].folded
        if _FUTURE_VERB.fullmatch(folded) and folded.lstrip("وف") not in self._not_future:
            return True
        return _match(self._future, words, at) > 0

    def is_anaphoric(self, words: Sequence[Word]) -> bool:
        """Tell whether a sentence begins with words such as "that came in …"."""
        return bool(words) and _match(self._anaphora, words, 0) > 0

    def reports(self, words: Sequence[Word]) -> list[int]:
        """Return the indices of reporting verbs."""
        return [at for at, word in enumerate(words) if word.folded in self._reporting]

    def is_occasion(self, words: Sequence[Word], cue: Cue) -> bool:
        """Tell whether a cue is told to be the occasion of what stands before it ("during a call")."""
        return any(_match(self._during, words, at) for at in range(max(0, cue.first - 2), cue.first + 1))

    def opener(self, words: Sequence[Word]) -> int:
        """Return how many first words of a sentence only join it to the one before."""
        at = 0
        while at < len(words) and (size := _match(self._openers, words, at)):
            at += size
        return at

    def is_joined_verb(self, word: Word) -> bool:
        """Tell whether a word is a verb of the lexicon behind the conjunction of one letter."""
        folded = word.folded
        joined = folded[:1] == "و" and folded not in self._verbs
        return joined and (folded[1:] in self._verbs or (folded[1:] in self._reporting and folded in self._reporting))

    def title_end(self, words: Sequence[Word]) -> int:
        """Return the index of the first word at which a title that is too long can end; their number without one."""
        return next((at for at in range(1, len(words)) if _match(self._title_ends, words, at)), len(words))

    def is_anchor(self, words: Sequence[Word]) -> bool:
        """Tell whether the words before a happening end with those by which it only dates something else."""
        return any(
            _match(self._anchors, words, at) == len(words) - at for at in range(max(0, len(words) - 2), len(words))
        )

    def is_background(self, words: Sequence[Word]) -> bool:
        """Tell whether a sentence begins with words of background ("had …", "it is recalled that …")."""
        return bool(words) and _match(self._background, words, 0) > 0

    def is_over(self, words: Sequence[Word]) -> bool:
        """Tell whether a date expression says by its last word that it is past ("last Tuesday")."""
        return bool(words) and _match(self._past, words, len(words) - 1) > 0

    def announces_fixture(self, words: Sequence[Word]) -> bool:
        """Tell whether a sentence speaks of a contest as one still to be played ("all eyes turn to …")."""
        return any(_match(self._fixtures, words, at) for at in range(len(words)))

    def boundaries(self, words: Sequence[Word]) -> list[int]:
        """Return the indices of words that open a clause of its own."""
        return [at for at in range(1, len(words)) if _match(self._boundaries, words, at)]


@functools.lru_cache(maxsize=8)
def happening_words(lexicons: Lexicons) -> HappeningWords:
    """Return the compiled words of `happenings.toml`."""
    return HappeningWords(lexicons.get("happenings", HappeningTable))


def _bare_readings(folded: str) -> list[tuple[str, bool]]:
    """Return the word without clitics and article, each reading with whether an article was there."""
    readings = []
    for _, rest in proclitic_splits(folded):
        readings.append((rest, False))
        if rest.startswith("ال") and len(rest) > 4:
            readings.append((rest[2:], True))
    return readings


def _without_article(folded: str) -> str:
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def _noun_forms(noun: str) -> Iterator[Key]:
    """Yield a noun's keys: as it stands and, if it is one word, with pronouns and in the dual."""
    key = tuple(_without_article(fold_word(word)) for word in noun.split())
    yield key
    if len(key) > 1:
        return
    bases = [noun[:-1] + "ت"] if noun.endswith("ة") else [noun]
    if noun.endswith("ء"):
        bases += [noun[:-1] + seat for seat in "ئؤ"]
    for base in bases:
        for ending in (*_PRONOUNS, "ين", "ان"):
            yield (fold_word(base + ending),)


def _verb_forms(past: str, imperfect: str) -> Iterator[tuple[str, Form]]:
    """Yield the third-person forms of a verb, future ones included."""
    for ending in ("", "ت", "ا", "تا", "وا"):
        yield past + ending, "past"
    for subject in (imperfect, "ت" + imperfect[1:]):
        for form in (subject, subject + "ان", subject + "ون"):
            yield form, "imperfect"
            yield "س" + form, "future"


def _keys(phrases: Sequence[str]) -> dict[str, tuple[Key, ...]]:
    """Return phrases as folded words, by their first word, the longest first."""
    table: dict[str, list[Key]] = {}
    for phrase in phrases:
        key = tuple(fold_word(word) for word in phrase.split())
        table.setdefault(key[0], []).append(key)
    return {first: tuple(sorted(set(keys), key=lambda key: (-len(key), key))) for first, keys in table.items()}


def _match(table: dict[str, tuple[Key, ...]], words: Sequence[Word], at: int) -> int:
    """Return the number of words that a phrase of `table` takes at index `at`, 0 if there is none."""
    for key in table.get(words[at].folded, ()):
        if tuple(word.folded for word in words[at : at + len(key)]) == key:
            return len(key)
    return 0
