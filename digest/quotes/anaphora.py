"""Definite descriptions: whom of the article "الوزير", "رئيس الجمهورية", "الوزارة" or "الأخير" means.

A description means somebody only if the text before it has one bearer of that role, or one institution of that kind:
where there are two, nobody is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.arabic import fold_word
from digest.quotes.speakers import Mentions, Speaker, reach
from digest.quotes.vocabulary import Vocabulary, is_definite, without_article
from digest.records import Mention

_LONGEST_TITLE = 8
"""Words after a name in which its bearer's office is read."""

_LONGEST_CHAIN = 4
"""Among this many first words of a description stands the noun that makes it definite ("رئيس اتحاد *الموانئ*")."""

_AFTER_NAME = re.compile(r"\s*[،,]?\s*")
_WORD = re.compile(r"[^\W\d_]+[\u064b-\u065f\u0670]*(?:[^\W\d_]|[\u064b-\u065f\u0670])*\s*")

_POSSESSED = ("نا", "ها", "هم", "ه")
"""A noun with one of these is definite ("منتخبنا")."""

_Borne = tuple[Mention, frozenset[str]]


class Anaphora:
    """Looks descriptions up among the persons and institutions of one article."""

    def __init__(self, text: str, mentions: Mentions, vocabulary: Vocabulary) -> None:
        self.text = text
        self.mentions = mentions
        self.vocabulary = vocabulary
        self._roles = self._borne()
        self._bodies = self._institutions()
        self._learned: dict[str, list[tuple[Speaker, frozenset[str]]]] = {}

    def role(self, words: Sequence[str], place: int) -> Mention | None:
        """Return the person who alone was introduced with this role before `place`.

        `words`: the folded description, definite by its article or by what its noun belongs to ("رئيس الجمهورية").
        """
        if not (is_definite(words[0]) or self._is_owned(words)):
            return None
        head, rest = without_article(words[0]), {without_article(w) for w in words[1:]}
        return _only(self._roles.get(head, ()), rest, place)

    def learn(self, speaker: Speaker, title: Sequence[str]) -> None:
        """Note the office with which a name that no mention knows was introduced."""
        words = [without_article(w) for w in title]
        if words:
            self._learned.setdefault(words[0], []).append((speaker, frozenset(words)))

    def learned(self, words: Sequence[str]) -> Speaker | None:
        """Return the speaker without a mention who alone was introduced with this role so far."""
        if not (is_definite(words[0]) or self._is_owned(words)):
            return None
        head, rest = without_article(words[0]), {without_article(w) for w in words[1:]}
        found = {s.name: s for s, title in self._learned.get(head, ()) if rest <= title}
        return next(iter(found.values())) if len(found) == 1 else None

    def institution(self, words: Sequence[str], place: int) -> Mention | None:
        """Return the institution that alone of its kind was named before `place` ("الوزارة")."""
        if not is_definite(words[0]):
            return None
        head, rest = without_article(words[0]), {without_article(w) for w in words[1:]}
        return _only(self._bodies.get(head, ()), rest, place)

    def latter(self, low: int, place: int) -> Mention | None:
        """Return whom "the latter" at `place` means: the person named last from `low` on."""
        people = [m for m in self.mentions.between(low, place) if m.kind == "person"]
        if not people:
            return None
        between = [fold_word(w).strip("،.:") for w in self.text[reach(people[-1]).end : place].split()]
        return None if any(map(self._may_be_somebody, between)) else people[-1]

    def _may_be_somebody(self, word: str) -> bool:
        """Tell whether a word can belong to a person whom no mention names: an office or a name, a clitic aside."""
        for bare in (word, word[1:] if word[:1] in "وفبل" else word):
            base = without_article(bare)
            if base in self.vocabulary.roles or self.vocabulary.is_listed_name(base):
                return True
        return False

    def _is_owned(self, words: Sequence[str]) -> bool:
        for word in words[1:_LONGEST_CHAIN]:
            if word in self.vocabulary.prepositions or word == self.vocabulary.on_behalf:
                return False
            if is_definite(word) or word.endswith(_POSSESSED):
                return True
        return False

    def _borne(self) -> dict[str, tuple[_Borne, ...]]:
        """Index the persons by the heads of the titles before and after their names."""
        table: dict[str, list[_Borne]] = {}
        seen: set[tuple[str, ...]] = set()
        for mention in self.mentions.all:
            if mention.kind != "person":
                continue
            for title in (self._before(mention), self._after(mention)):
                key = (mention.entity, *title)
                if title and key not in seen:
                    seen.add(key)
                    table.setdefault(title[0], []).append((mention, frozenset(title)))
        return {head: tuple(found) for head, found in table.items()}

    def _before(self, mention: Mention) -> list[str]:
        return [without_article(fold_word(w)) for w in mention.title.split()] if mention.title else []

    def _after(self, mention: Mention) -> list[str]:
        """Return the words of the office that stands after a name ("سامي الحداد رئيس الاتحاد", "…، وزير النقل")."""
        vocabulary = self.vocabulary
        gap = _AFTER_NAME.match(self.text, mention.span.end)
        at = gap.end() if gap else mention.span.end
        found: list[str] = []
        while len(found) < _LONGEST_TITLE and (match := _WORD.match(self.text, at)) is not None:
            word, at = fold_word(match.group().strip()), match.end()
            bare = without_article(word)
            if not found and bare not in vocabulary.roles:
                return []
            if word in vocabulary.np_breaks or word in vocabulary.relatives or vocabulary.is_that(word):
                break
            found.append(bare)
        return found

    def _institutions(self) -> dict[str, tuple[_Borne, ...]]:
        table: dict[str, list[_Borne]] = {}
        seen: set[str] = set()
        for mention in self.mentions.all:
            if mention.kind == "institution" and mention.entity not in seen:
                seen.add(mention.entity)
                name = [without_article(fold_word(w)) for w in mention.name.split()]
                if len(name) > 1:
                    table.setdefault(name[0], []).append((mention, frozenset(name)))
        return {head: tuple(found) for head, found in table.items()}


def _only(borne: Sequence[_Borne], words: set[str], place: int) -> Mention | None:
    """Return the one bearer before `place` whose title or name holds all of `words`, None if there are two."""
    found: Mention | None = None
    for mention, title in borne:
        if mention.span.start >= place:
            break
        if words <= title:
            if found is not None and found.entity != mention.entity:
                return None
            found = found or mention
    return found
