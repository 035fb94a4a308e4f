"""The people of one article: full names brought together, so that short names and titles can be given to them.

Two full names are one person if they are the curated same, if folding and glue make them equal, if one is the other
with words left out in the middle or at the end of a chain of fathers ("محمد بن زايد" and "محمد بن زايد آل نهيان"), or
if both are foreign and only their spelling wavers. A name that fits two others stays by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from digest.arabic import fold_word
from digest.names.gazetteer import Gazetteer, last_names
from digest.names.hits import Hit
from digest.names.spelling import name_key, same_name, squeeze
from digest.names.wordclass import WordClasses


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
        self._of_hit: dict[int, Member] = {}
        self._by_short: dict[str, list[Member]] = {}
        self.openings: frozenset[str] = frozenset()
        """Every beginning of a short name, so that most words can be passed over at once."""

    def add_all(self, hits: Iterable[tuple[Hit, str]]) -> None:
        """Take in every full name with its text; the longest first, so that shorter ones find their place."""
        ordered = sorted(hits, key=lambda pair: (pair[0].known is None, -len(pair[0].words), pair[0].first))
        for hit, text in ordered:
            member = self._find(hit)
            if member is None:
                name = self._book.names[hit.known] if hit.known else text
                member = Member(hit, name, self.short_names(hit))
                self.members.append(member)
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
        self.openings = frozenset(short[:n] for short in self._by_short for n in range(1, len(short) + 1))

    def of(self, hit: Hit) -> Member:
        """Return the person of a full name that was taken in."""
        return self._of_hit[hit.first]

    def by_short(self, short: str) -> list[Member]:
        """Return the people whom a squeezed short name may mean."""
        return self._by_short.get(short, [])

    def _find(self, hit: Hit) -> Member | None:
        if hit.known is not None:
            return next((m for m in self.members if m.known == hit.known), None)
        fitting = [m for m in self.members if m.known is None or len(hit.words) > 1]
        fitting = [m for m in fitting if self._same(m, hit.words)]
        return fitting[0] if len(fitting) == 1 else self._exact(fitting, hit.words)

    def _exact(self, members: list[Member], words: tuple[str, ...]) -> Member | None:
        key = squeeze("".join(words))
        return next((m for m in members if squeeze("".join(m.words)) == key), None)

    def _same(self, member: Member, words: tuple[str, ...]) -> bool:
        full = member.words if member.known is None else tuple(name_words(member.name))
        if squeeze("".join(full)) == squeeze("".join(words)):
            return True
        if len(words) < len(full) and shortened(words, full):
            return True
        foreign = not any(w in self._classes.given or w in self._classes.weak or w.startswith("ال") for w in words)
        return foreign and len(words) > 1 and same_name(words, full, self._classes.listed)

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
