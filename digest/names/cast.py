"""The people of one article: full names brought together, so that short names and titles can be given to them.

Two full names are one person if they are the curated same, if folding and glue make them equal, if one is the other
with words left out in the middle or at the end of a chain of fathers ("محمد بن زايد" and "محمد بن زايد آل نهيان"), or
if both are foreign and only their spelling wavers. A name that fits two others stays by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from digest.arabic import fold_word
from digest.names.gazetteer import Gazetteer, last_names
from digest.names.hits import Hit
from digest.names.shapes import LONGEST
from digest.names.spelling import name_key, same_name, squeeze
from digest.names.wordclass import WordClasses

MOST_SPELT = 400
"""People of an article beyond which spellings that waver are no longer brought together: each name would have to be
compared with every other. Lists of more names than that are no news; the longest of the development sets has 83."""

MOST_ALIKE = 64
"""People of one first and last word among whom a name with words left out is looked for; among more it is unsure."""

LONGEST_WORD = 40
"""Letters of a short name by which words are passed over."""


class Member:
    """A person of the article while the article is being read; nothing of it leaves this package."""

    def __init__(self, hit: Hit, name: str, shorts: frozenset[str]) -> None:
        self.known = hit.known
        self.words = hit.words
        """Folded words of the fullest name."""
        self.name = name
        """Fullest name as written, or the curated one."""
        self.shorts = set(shorts)
        """Squeezed short names that may stand for the person."""
        self.places: list[int] = []
        """Indices of the first words of full mentions, in order."""

    @property
    def entity(self) -> str:
        """Return the key of the person inside the article."""
        return f"known:{self.known}" if self.known else "name:" + " ".join(self.words)


class Cast:
    """All people named in full in one article, in order of their first mention."""

    def __init__(self, book: Gazetteer, classes: WordClasses) -> None:
        self._book = book
        self._classes = classes
        self.members: list[Member] = []
        self._known: dict[str, Member] = {}
        self._equal: dict[str, list[Member]] = {}
        """By squeezed full name: the curated one of a curated person."""
        self._written: dict[str, list[Member]] = {}
        """By squeezed name as the article writes it."""
        self._begun: dict[tuple[str, ...], list[Member]] = {}
        """By every beginning of a full name of two words or more, two people at most: more are no surer."""
        self._ends: dict[tuple[str, str], list[Member]] = {}
        """By first and last word of the full name."""
        self._of_hit: dict[int, Member] = {}
        self._by_short: dict[str, list[Member]] = {}
        self.openings: frozenset[str] = frozenset()
        """Every beginning of a short name, so that most words can be passed over at once."""
        self.first_words: frozenset[str] = frozenset()
        """First words of all people's names."""
        self._named: dict[str, Named] = {}

    def add_all(self, hits: Iterable[tuple[Hit, str]]) -> None:
        """Take in every full name with its text; the longest first, so that shorter ones find their place."""
        ordered = sorted(hits, key=lambda pair: (pair[0].known is None, -len(pair[0].words), pair[0].first))
        for hit, text in ordered:
            member = self._find(hit)
            if member is None:
                name = self._book.names[hit.known] if hit.known else text
                member = Member(hit, name, self.short_names(hit))
                self._add(member)
            else:
                member.shorts |= self.short_names(hit)
            member.places.append(hit.first)
            self._of_hit[hit.first] = member
        for member in self.members:
            member.places.sort()
        self.members.sort(key=lambda m: m.places[0])
        for member in self.members:
            for short in sorted(member.shorts):
                self._by_short.setdefault(short, []).append(member)
        self._named = {short: Named.of(bearers) for short, bearers in self._by_short.items() if len(bearers) > 1}
        lengths = range(1, LONGEST_WORD + 1)
        self.openings = frozenset(short[:n] for short in self._by_short for n in lengths)
        self.first_words = frozenset(member.words[0] for member in self.members)

    def _add(self, member: Member) -> None:
        """Take in a new person."""
        self.members.append(member)
        if member.known is not None:
            self._known[member.known] = member
        full = _full_words(member)
        self._equal.setdefault(squeeze("".join(full)), []).append(member)
        self._written.setdefault(squeeze("".join(member.words)), []).append(member)
        self._ends.setdefault((full[0], full[-1]), []).append(member)
        for length in range(2, min(len(full), LONGEST)):
            begun = self._begun.setdefault(full[:length], [])
            if len(begun) < 2:
                begun.append(member)

    def of(self, hit: Hit) -> Member:
        """Return the person of a full name that was taken in."""
        return self._of_hit[hit.first]

    def by_short(self, short: str) -> list[Member]:
        """Return the people whom a squeezed short name may mean."""
        return self._by_short.get(short, [])

    def known(self, key: str) -> Member | None:
        """Return the curated person of this id, if the article names them in full."""
        return self._known.get(key)

    def last_named(self, short: str, at: int) -> tuple[int, Member, bool] | None:
        """Return who of the several bearers of a short name was named last before a word, where, and whether only
        that one was named by then; None if nobody was."""
        return self._named[short].before(at)

    def _find(self, hit: Hit) -> Member | None:
        if hit.known is not None:
            return self._known.get(hit.known)
        fitting = {id(m): m for m in self._fitting(hit.words) if m.known is None or len(hit.words) > 1}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        written = self._written.get(squeeze("".join(hit.words)), ())
        return next((m for m in written if id(m) in fitting), None)

    def _fitting(self, words: tuple[str, ...]) -> Iterator[Member]:
        """Yield the people whose name a name of folded words may be, some of them twice."""
        yield from self._equal.get(squeeze("".join(words)), ())
        yield from self._begun.get(words, ())
        alike = self._ends.get((words[0], words[-1]), ())
        if len(alike) <= MOST_ALIKE:
            yield from (m for m in alike if shortened(words, _full_words(m)) and len(words) < len(_full_words(m)))
        foreign = not any(w in self._classes.given or w in self._classes.weak or w.startswith("ال") for w in words)
        if foreign and len(words) > 1 and len(self.members) <= MOST_SPELT:
            yield from (m for m in self.members if same_name(words, _full_words(m), self._classes.listed))

    def short_names(self, hit: Hit) -> frozenset[str]:
        """Return the squeezed short names that a full name may be shortened to."""
        if hit.known is not None and (entry := self._book.people.get(hit.known)) is not None:
            curated = last_names(entry)
            if curated:
                return frozenset(squeeze(s) for s in curated)
            return self._tails(tuple(name_words(entry.name)))
        return self._tails(hit.words)

    def _tails(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the surname of a name of folded words: its last word with what binds to it."""
        if len(words) < 2:
            return frozenset({squeeze("".join(words))})
        start = len(words) - 1
        if words[start] in self._classes.tails:
            start -= 1
        while start > 1 and (words[start - 1] in self._classes.parts or words[start - 1] in self._classes.particles):
            start -= 1
        return frozenset({squeeze("".join(words[start:]))}) if start > 0 else frozenset()


class Named(NamedTuple):
    """The several bearers of one short name and where the article names them in full."""

    firsts: list[int]
    """First words of the first mentions, in order."""
    places: list[int]
    """First words of all mentions, in order."""
    who: list[Member]
    """The person of each of those mentions."""

    @classmethod
    def of(cls, bearers: list[Member]) -> Named:
        """Return where some people are named."""
        pairs = sorted(((place, m) for m in bearers for place in m.places), key=lambda pair: pair[0])
        return cls(sorted(m.places[0] for m in bearers), [place for place, _ in pairs], [m for _, m in pairs])

    def before(self, at: int) -> tuple[int, Member, bool] | None:
        """Return the last place before a word, who is named there, and whether nobody else was yet."""
        index = bisect_left(self.places, at) - 1
        if index < 0:
            return None
        return self.places[index], self.who[index], bisect_left(self.firsts, at) == 1


def _full_words(member: Member) -> tuple[str, ...]:
    return member.words if member.known is None else tuple(name_words(member.name))


def name_words(name: str) -> list[str]:
    """Return the folded words of a name."""
    return fold_word(name).replace("-", " ").split()


def shortened(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether a name of two words or more is another one with words left out.

    The first word must agree; the last must be the last of the full name, or the short name is its beginning and ends
    a link of the chain of fathers.
    """
    if len(short) < 2 or short[0] != full[0]:
        return False
    if name_key(" ".join(full)).startswith(name_key(" ".join(short))) and short == full[: len(short)]:
        return True
    if short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(word in rest for word in short)
