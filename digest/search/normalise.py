"""From text to the terms of the index. `site_src/assets/js/search-normalise.js` follows the same steps.

1. Words are runs of the table's characters; marks vanish, letters of one sound become one, digits become ASCII.
2. The definite article goes (with the letters before it), unless the word owns it.
3. Endings go, up to three; a broken plural becomes its singular. That is the term.
4. Where the first letter may be a word of its own ("و", "ب", …), the rest gives a further, weaker term.
5. Dates in words or numbers become terms such as `@01-28`; "عبد الله" is one word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from digest.lexicon import Lexicons
from digest.search.dates import CLITICS, DateReader, Token, Word
from digest.search.table import DateWords, Table, letters_only, month_names, search_lexicon

_ARABIC_WORD = re.compile("^[\u0621-\u064a]+$")
LONGEST_WORD = 64
"""Letters of the longest run that is taken for a word: anything longer is data or an accident."""

_ROUNDS = 3
"""Endings that are taken from one word, at most: "برلمانيين" has three."""

_DOUBTFUL = 4
"""A word that owns its ال must have more letters than this besides a doubtful ending."""

_LEAST_LETTERS = 3
"""Letters that must remain when the article or a doubtful ending goes."""


class Unit(NamedTuple):
    """A word, or several that are one for the search."""

    start: int
    end: int
    terms: tuple[str, ...]
    """Terms of full weight, the most specific first."""
    weaker: tuple[str, ...]
    """Terms of other readings of the word."""


class Normaliser:
    """The steps above over one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._word = re.compile(f"[{table.word}]+")
        self._fold = str.maketrans(table.fold)
        self._tanwin = re.compile(table.tanwin)
        self._article = re.compile(table.article)
        self._proclitics = tuple(map(re.compile, table.proclitics))
        self._finish = tuple((re.compile(pattern), new) for pattern, new in table.finish)
        self._patterns = tuple((re.compile(old), new.replace("$", "\\")) for old, new in table.plural_patterns)
        self._stop = frozenset(table.stop)
        self._with_al = frozenset(table.with_al)
        self._with_first = frozenset(table.with_first)
        self._with_alef = frozenset(table.with_alef)
        self._joined = frozenset(table.joined)
        self._dates = DateReader(table)
        self._known: dict[str, Word | None] = {}

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a text in order."""
        found = []
        for match in self._word.finditer(text):
            word = self.word(match.group())
            if word is not None:
                found.append(Token(match.start(), match.end(), word))
        return found

    def word(self, raw: str) -> Word | None:
        """Return what is known of a word, None if nothing is left of it."""
        if raw not in self._known:
            self._known[raw] = self._study(raw)
        return self._known[raw]

    def _study(self, raw: str) -> Word | None:
        letters = self.letters(raw)
        if not 0 < len(letters) <= LONGEST_WORD:
            return None
        plain = self.finish(letters)
        term, weaker = self.readings(letters)
        return Word(
            letters=letters,
            plain=plain,
            terms=(term,),
            weaker=weaker,
            is_stop=not letters.endswith("ء") and self._is_stop(plain),
            is_joined=self._is_joined(plain),
            may_date=self._dates.may_begin(plain),
        )

    def letters(self, word: str) -> str:
        """Return a word folded, hamzas kept apart (step 1)."""
        letters = word.translate(self._fold)
        if letters.endswith("يء") and len(letters) > _LEAST_LETTERS:
            return letters[:-2] + "ئ"  # "طوارىء"
        return letters[:-1] if letters.endswith("ا") and self._tanwin.search(word) else letters

    def plain(self, word: str) -> str:
        """Return a word folded altogether."""
        return self.finish(self.letters(word))

    def finish(self, letters: str) -> str:
        """Return folded letters with the spellings of hamza made equal."""
        for pattern, new in self._finish:
            letters = pattern.sub(new, letters)
        return letters

    def stem(self, letters: str) -> str:
        """Return the letters without endings (step 3)."""
        for _ in range(_ROUNDS):
            for ending, least in self.table.endings:
                rest = letters[: -len(ending)]
                if letters.endswith(ending) and len(rest) >= least and not (ending[0] == "ي" and rest[-1] == "ا"):
                    letters = rest
                    break
            else:
                break
        return letters

    def base(self, letters: str) -> tuple[str, str]:
        """Return what stands before the word itself (article and clitics, or nothing) and the word (step 2)."""
        match = self._article.match(letters)
        if match is None or len(letters) - match.end() < _LEAST_LETTERS:
            return "", letters
        for start in (0, match.end() - 2):
            if self._owns_article(letters[start:]):
                return letters[:start], letters[start:]
        return match.group(), letters[match.end() :]

    def _owns_article(self, word: str) -> bool:
        """Tell whether a word begins with ال itself. "الأمين" does not, though "الأم" (آلام) would."""
        stem = self.stem(word)
        doubtful = len(stem) <= _DOUBTFUL and word[len(stem) :] in self.table.doubtful_endings
        return not doubtful and self.finish(stem) in self._with_al

    def term(self, base: str) -> str:
        """Return the term of a word without article (step 3)."""
        plurals = self.table.plurals
        whole = self.finish(base)
        if whole in plurals:
            return plurals[whole]
        for pronoun in self.table.pronouns:
            if base.endswith(pronoun) and (rest := self.finish(base[: -len(pronoun)])) in plurals:
                return plurals[rest]
        stem = self.stem(base)
        for pattern, new in self._patterns:
            if match := pattern.match(stem):
                return self.finish(match.expand(new))
        return self.finish(stem)

    def readings(self, letters: str) -> tuple[str, tuple[str, ...]]:
        """Return the term of a word and the weaker ones of its other readings (step 4)."""
        if not _ARABIC_WORD.match(letters):
            return letters, ()
        before, base = self.base(letters)
        term = self.term(base)
        rests = []
        if before.endswith("لل"):
            rests.append("ل" + base)
        elif not before and term not in self._with_first:
            for pattern in self._proclitics:
                if match := pattern.match(letters):
                    rests.append(self.base(letters[match.end() :])[1])
        bases = [base, *rests]
        rests.extend(b[:-1] for b in bases if self._is_accusative(b))
        rests.extend(
            b[: -len(ending)] for b in bases for ending in self.table.doubtful_endings if self._may_lose(b, ending)
        )
        return term, tuple(dict.fromkeys(t for t in map(self.term, rests) if t != term))

    def _is_accusative(self, base: str) -> bool:
        return (
            len(base) > _LEAST_LETTERS
            and base[-1] == "ا"
            and base[-2] != "ي"
            and self.finish(base) not in self._with_alef
        )

    def _may_lose(self, base: str, ending: str) -> bool:
        return base.endswith(ending) and len(base) - len(ending) >= _LEAST_LETTERS

    def _is_stop(self, plain: str) -> bool:
        """Tell whether a folded word is left out: a particle, also after و or ف, or a single Arabic letter."""
        if plain in self._stop or (plain[0] in "وف" and plain[1:] in self._stop):
            return True
        return len(plain) == 1 and bool(_ARABIC_WORD.match(plain))

    def units(self, text: str, *, query: bool = False) -> list[Unit]:
        """Return the terms of a text, in order.

        For the index the words inside a date or a joined name are units too; of a query only the longest are.
        """
        tokens = self.tokens(text)
        found: list[Unit] = []
        hidden: set[int] = set()
        for date in self._dates.read(text, tokens, query=query):
            first, last = tokens[date.tokens[0]], tokens[date.tokens[-1]]
            found.append(Unit(first.start, last.end, date.terms(), ()))
            hidden.update(date.tokens if query else date.month_names)
        for i, token in enumerate(tokens[:-1]):
            if token.word.is_joined and i not in hidden and i + 1 not in hidden:
                term, weaker = self.readings(token.word.letters + tokens[i + 1].word.letters)
                found.append(Unit(token.start, tokens[i + 1].end, (term,), weaker))
                if query:
                    hidden.update((i, i + 1))
        for i, (start, end, word) in enumerate(tokens):
            if not word.is_stop and i not in hidden:
                found.append(Unit(start, end, word.terms, word.weaker))
        return sorted(found, key=lambda unit: (unit.start, -unit.end))

    def name(self, text: str) -> str:
        """Return a name as a filter compares it: its terms in order, empty if it has none."""
        return " ".join(unit.terms[0] for unit in self.units(text, query=True))

    def _is_joined(self, plain: str) -> bool:
        return any(plain[cut:] in self._joined for cut in range(min(3, len(plain))) if set(plain[:cut]) <= {*CLITICS})


@functools.lru_cache(maxsize=4)
def normaliser(lexicons: Lexicons) -> Normaliser:
    """Return the normaliser of these lexicons, built once.

    The rules know words only in the form that the rules themselves give them, so the table grows step by step: the
    letters, then the words that guard the article, those that guard first letters, and the plurals.
    """
    lexicon = search_lexicon(lexicons)
    words = lexicon.words
    fold = Normaliser(letters_only())
    months, shy = _months(fold, lexicons)
    table = msgspec.structs.replace(
        fold.table,
        article=lexicon.article,
        proclitics=lexicon.proclitics,
        endings=tuple((fold.letters(ending), group.least) for group in lexicon.endings for ending in group.letters),
        doubtful_endings=tuple(map(fold.letters, lexicon.doubtful_endings)),
        stop=_sorted(fold.plain(word) for word in words.stop),
        with_alef=_sorted(fold.plain(word) for word in words.with_alef),
        joined=_sorted(fold.plain(word) for word in words.joined),
        months=months,
        shy_months=shy,
        ordinals=dict(_ordinals(fold, lexicon.dates)),
        teen=fold.plain(lexicon.dates.teen),
        links=_sorted(map(fold.plain, lexicon.dates.links)),
        parts=_sorted(map(fold.plain, lexicon.dates.parts)),
        alike=lexicon.alike,
        plural_patterns=lexicon.plural_patterns,
        pronouns=tuple(map(fold.letters, lexicon.pronouns)),
        kinds=lexicon.kinds,
    )
    guard = Normaliser(table)
    with_al = _sorted(guard.finish(guard.stem(guard.letters(word))) for word in words.with_al)
    guard = Normaliser(msgspec.structs.replace(table, with_al=with_al))
    with_first = _sorted(guard.term(guard.letters(word)) for word in words.with_first)
    relations = _relations(guard, lexicon.relations)
    guard = Normaliser(msgspec.structs.replace(guard.table, plurals=relations))
    guard = Normaliser(msgspec.structs.replace(guard.table, plurals={**relations, **_plurals(guard, lexicon.plurals)}))
    plurals = dict(sorted({**guard.table.plurals, **_plurals(guard, lexicon.spellings)}.items()))
    return Normaliser(msgspec.structs.replace(guard.table, with_first=with_first, plurals=plurals))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _months(fold: Normaliser, lexicons: Lexicons) -> tuple[dict[str, int], tuple[str, ...]]:
    names = month_names(lexicons)
    months = {
        " ".join(token.plain for token in fold.tokens(name)): int(number)
        for number, spellings in names.gregorian.items()
        for name in spellings
    }
    words = search_lexicon(lexicons).dates
    months |= {fold.plain(name): number for name, number in words.months.items()}
    shy = (fold.plain(name) for name in (*names.usage.only_in_a_date, *names.usage.after_a_preposition, *words.shy))
    return dict(sorted(months.items())), _sorted(name for name in shy if name in months)


def _ordinals(fold: Normaliser, words: DateWords) -> Iterator[tuple[str, int]]:
    for number, spellings in words.ordinals.items():
        yield from ((fold.plain(word), int(number)) for word in spellings)


def _relations(guard: Normaliser, pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the terms of adjectives of countries in every number and gender, by the word without its article."""
    found = {}
    endings = ("", *map(guard.letters, ("ة", "ين", "ون", "ان", "ات", "تين", "تان")))
    feminine = guard.letters("ة")
    for adjective, country in pairs.items():
        letters = _bare(guard, country)
        term = guard.finish(letters)
        found[term] = term
        if letters.endswith(feminine):  # "جامعتهم", "جامعتين"
            found |= {guard.finish(letters[:-1] + ending): term for ending in ("ت", "تين", "تان")}
        found |= {guard.finish(_bare(guard, adjective) + ending): term for ending in endings}
    return found


def _plurals(guard: Normaliser, pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the terms of broken plurals by the word without its article; of "أسلحة" also by "أسلحت", for "أسلحتهم"."""
    found = {}
    feminine = guard.letters("ة")
    for plural, singular in pairs.items():
        letters, term = _bare(guard, plural), guard.term(_bare(guard, singular))
        found[guard.finish(letters)] = term
        if letters.endswith(feminine):
            found[guard.finish(letters[: -len(feminine)] + "ت")] = term
    return found


def _bare(guard: Normaliser, word: str) -> str:
    return guard.base(guard.letters(word))[1]
