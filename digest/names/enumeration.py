"""Names in enumerations: what stands between the names of people, in the same form, is a name of a person too.

"بطولة نادين شلبي، غابرييل يمين، كارمن لبس": credits, line-ups and guest lists hold names whose second word is an
everyday word or in no list. Between commas, beside names that are sure, two to four words that open with a given name
and hold nothing but nouns are one more.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

from digest.names.hits import Hit
from digest.names.tokens import Token
from digest.names.wordclass import AND, WordClasses

LEAST = 2
"""Sure names that an enumeration must hold before another is read from its place alone."""

_LONGEST = 4
_LISTED = ("given", "foreign", "weak")
_NAMES = ("given", "foreign", "weak", "family", "shaped")


class _Item(NamedTuple):
    """One member of an enumeration."""

    first: int
    last: int
    cut: int
    """1 if it begins with "and"."""
    person: bool
    """Whether a sure name of a person ends it."""
    free: bool
    """Whether nothing was read in it yet."""


class Enumerations:
    """The enumerations of one article's words."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        classes: WordClasses,
        taken: dict[int, Hit | None],
        introduces: Callable[[int], bool],
    ) -> None:
        self._tokens = tokens
        self._classes = classes
        self._taken = taken
        """Words that were read, with the name they belong to (None for titles)."""
        self._introduces = introduces

    def names(self) -> list[Hit]:
        """Return the names that only their place in an enumeration tells, in order."""
        found: list[Hit] = []
        for items in self._runs():
            if sum(item.person for item in items) >= LEAST:
                found += [self._hit(item) for item in items if item.free and self._is_name(item)]
        return found

    def _runs(self) -> list[list[_Item]]:
        """Return stretches of text cut at their commas and at "and", as long as they have more than two parts."""
        runs: list[list[_Item]] = []
        start = 0
        for at in range(1, len(self._tokens) + 1):
            if at == len(self._tokens) or self._tokens[at].gap == "break":
                items = self._items(start, at) if self._people(start, at) >= LEAST else []
                if len(items) > LEAST:
                    runs.append(items)
                start = at
        return runs

    def _people(self, start: int, end: int) -> int:
        """Return how many names of people begin in a stretch of text."""
        hits = (self._taken.get(i) for i in range(start, end))
        return len({hit.first for hit in hits if hit is not None and hit.kind == "person"})

    def _items(self, start: int, end: int) -> list[_Item]:
        cuts = [i for i in range(start + 1, end) if self._tokens[i].gap == "comma" or self._is_joined(i)]
        bounds = [start, *cuts, end]
        items = []
        for first, after in itertools.pairwise(bounds):
            opened = max((i + 1 for i in range(first, after - 1) if self._introduces(i)), default=first)
            items.append(self._item(opened, after - 1))
        return items

    def _is_joined(self, at: int) -> bool:
        """Tell whether a word begins with "and" before a given name."""
        word = self._tokens[at].folded
        hit = self._taken.get(at)
        if hit is not None:
            return hit.first == at and hit.cut == 1 and word[:1] == AND
        return self._is_conjoined(word)

    def _item(self, first: int, last: int) -> _Item:
        hit = self._taken.get(last)
        free = not any(i in self._taken for i in range(first, last + 1))
        person = hit is not None and hit.kind == "person" and hit.last == last and len(hit.words) > 1
        word = self._tokens[first].folded
        return _Item(first, last, int(self._is_conjoined(word)), person, free)

    def _is_conjoined(self, word: str) -> bool:
        """Tell whether a word is "and" with a given name."""
        return word[:1] == AND and self._classes.of(word) not in _LISTED and self._opens(word[1:])

    def _is_name(self, item: _Item) -> bool:
        """Tell whether the words of a member can be a name: a given name first, then nouns."""
        count = item.last - item.first + 1
        if not 2 <= count <= _LONGEST:
            return False
        words = [t.folded for t in self._tokens[item.first : item.last + 1]]
        words[0] = words[0][item.cut :]
        if not self._opens(words[0]) or any(t.tanwin for t in self._tokens[item.first : item.last + 1]):
            return False
        sure = self._classes.of(words[0]) != "weak"
        rest = self._tokens[item.first + 1 : item.last + 1]
        return all(self._carries(token, sure=sure) for token in rest)

    def _opens(self, word: str) -> bool:
        classes = self._classes
        return classes.of(word) in _LISTED and word not in classes.heads

    def _carries(self, token: Token, *, sure: bool) -> bool:
        """Tell whether a word can be a surname here: no grammar, and no verb or title after a doubtful given name."""
        classes, word = self._classes, token.folded
        if word in classes.demonyms or word[:1].isdigit() or word[:1].isascii():
            return False
        if word in classes.function and not token.hamza_below:
            return False
        if sure:
            return True
        if word in classes.heads or word in classes.title_adjectives:
            return False
        return classes.of(word) in _NAMES or word not in classes.verbs or word in classes.nouns

    def _hit(self, item: _Item) -> Hit:
        words = tuple(t.folded for t in self._tokens[item.first : item.last + 1])
        return Hit(item.first, item.last, item.cut, "person", None, (words[0][item.cut :], *words[1:]), "list")
