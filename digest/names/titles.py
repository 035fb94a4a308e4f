"""Titles and offices: where a title begins and ends, and which office of which country it names.

A title opens with a head ("وزير", "المتحدث"), takes a complement or adjectives, and ends where a name, a verb or a word
that cannot belong to it begins. What the office is ("foreign-minister", "russia") is read only where the wording is
one of the lexicon's, so that a title alone can be given to a person later; all other titles are words and no more.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.gazetteer import Gazetteer, Match, gazetteer
from digest.names.phrases import longest, phrases, phrases_of
from digest.names.tables import TitlesTable
from digest.names.tokens import Token
from digest.names.wordclass import WordClasses, word_classes

LONGEST = 16
"""Words after which a title is no title any more."""


class Title(NamedTuple):
    """A title as it stands."""

    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""
    cut: int
    """Letters of the first word that are clitics."""
    role: str | None
    """Key of the office, None where the wording names none of the lexicon's."""
    of: str | None
    """Id of the state or institution of the office."""
    former: bool
    """Whether the title says that the office is over."""
    honorific: bool
    """Whether it may stand before a single name ("الدكتور فلان")."""
    reference: bool = False
    """Whether the office is named by reference ("نظيره الصيني")."""
    office_last: int = -1
    """Index of the last word that the office itself needs; the rest is elaboration."""


class TitleReader:
    """The grammar of titles under one set of lexicons; made once by `title_reader`."""

    def __init__(self, lexicons: Lexicons) -> None:
        table = lexicons.get("titles", TitlesTable)
        self.book: Gazetteer = gazetteer(lexicons)
        self.classes: WordClasses = word_classes(lexicons)
        self._honorifics = phrases(table.honorifics)
        self._callings = phrases(table.callings)
        self._addresses = phrases(table.addresses)
        self._heads = frozenset(fold_word(w) for w in table.heads)
        self._doubtful = frozenset(fold_word(w) for w in table.doubtful)
        self._links = frozenset(fold_word(w) for w in table.links)
        self._seats = frozenset(fold_word(w) for w in table.seats)
        self._qualifiers = frozenset(fold_word(w) for w in table.qualifiers)
        self._posts = frozenset(fold_word(w) for w in table.posts)
        self._ranks = frozenset(fold_word(w) for w in table.ranks)
        self._former = frozenset(fold_word(w) for w in table.former)
        self._counterparts = frozenset(
            fold_word(w).removesuffix("ه") + suffix
            for w in table.counterpart
            for suffix in ("ه", "ها", "هم", "ته", "تها", "تهم", "هما", "يه", "يها")
        )
        self._definite = phrases_of({k: v.definite for k, v in table.office.items()})
        self._construct = phrases_of({k: v.construct for k, v in table.office.items()})
        self._dual = phrases_of(table.dual)
        self._first = frozenset().union(
            self._counterparts, self._honorifics, self._callings, self._addresses, self._definite, self._construct,
            self._dual,
        )  # fmt: skip

    def has(self, folded: str) -> bool:
        """Tell whether a title can begin with a folded word."""
        return folded in self._first or self._is_head(folded)

    def is_link(self, folded: str) -> bool:
        """Tell whether a word goes on with a title and opens no name, though it is one too ("الناطق باسم …")."""
        return folded in self._links

    def at(self, tokens: tuple[Token, ...], index: int) -> Title | None:
        """Return the title that begins at a word, the longest reading, or None."""
        if tokens[index].folded in self.classes.function and not tokens[index].hamza_below:
            return None
        for cut, rest in tokens[index].readings:
            title = self._read(tokens, index, cut, rest)
            if title is not None:
                return title
        return None

    def dual_at(self, tokens: tuple[Token, ...], index: int) -> tuple[str, int] | None:
        """Return the role and last word of a head for two ("الرئيسين"), or None."""
        for _, rest in tokens[index].readings:
            found = longest(self._dual, tokens, index, rest)
            if found is not None:
                return found[1], index + found[0] - 1
        return None

    def state_at(self, tokens: tuple[Token, ...], index: int) -> tuple[str, int] | None:
        """Return the state that an adjective (of one word or two) names, and its last word."""
        word = tokens[index].folded
        if index + 1 < len(tokens) and tokens[index + 1].gap == "space":
            state = self.classes.demonyms.get(f"{word} {tokens[index + 1].folded}")
            if state is not None:
                return state, index + 1
        state = self.classes.demonyms.get(word)
        return None if state is None else (state, index)

    def _read(self, tokens: tuple[Token, ...], index: int, cut: int, rest: str) -> Title | None:
        """Try the kinds of titles in turn: the one with the most to say about the office first."""
        plain = Title(index, index, cut, None, None, False, False)
        if rest in self._counterparts:
            reference = plain._replace(honorific=True, reference=True, office_last=index)
            return self._chained(tokens, self._qualified(tokens, reference))
        address = longest(self._addresses, tokens, index, rest)
        if address is not None:
            return self._addressed(tokens, plain, index + address[0])
        office = self._office(tokens, index, cut, rest)
        if office is not None:
            return office
        for known, honorific in ((self._honorifics, True), (self._callings, False)):
            found = longest(known, tokens, index, rest)
            if found is not None:
                start = plain._replace(last=index + found[0] - 1, honorific=honorific)
                return self._chained(tokens, self._qualified(tokens, start))
        return self._generic(tokens, index, cut, rest) if self._is_head(rest) else None

    def _is_head(self, rest: str) -> bool:
        bare = rest.removeprefix("ال")
        return bare in self._heads or (bare.endswith("ه") and bare[:-1] in self._heads)

    def _addressed(self, tokens: tuple[Token, ...], plain: Title, after: int) -> Title:
        """Read a form of address with the title that follows it, if any."""
        if after < len(tokens) and tokens[after].gap == "space":
            inner = self._read(tokens, after, 0, tokens[after].folded)
            if inner is not None:
                return inner._replace(first=plain.first, cut=plain.cut)
        return plain._replace(last=after - 1, honorific=True)

    def _chained(self, tokens: tuple[Token, ...], title: Title) -> Title:
        """Add a second honorific ("الشيخ الدكتور", "الرئيس المشير")."""
        after = title.last + 1
        if after < len(tokens) and tokens[after].gap == "space" and not self._continues(tokens, after):
            second = longest(self._honorifics, tokens, after, tokens[after].folded)
            if second is not None:
                return title._replace(last=after + second[0] - 1)
        return title

    def _continues(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether a word that looks like an honorific begins a longer office ("وزير … الرئيس الفرنسي")."""
        return (
            self._office(tokens, index, 0, tokens[index].folded) is not None
            and index + 1 < len(tokens)
            and (tokens[index + 1].folded in self.classes.definite_demonyms)
        )

    def stands_alone(self, tokens: tuple[Token, ...], title: Title) -> bool:
        """Tell whether a title by itself means its holder, and not a post or a longer title.

        "منصب رئيس الوزراء" is a post, "المتحدث باسم …" goes on, and "السلطان مراد" is somebody with a name. A title
        that names no country has to be what somebody does or says as well.
        """
        before = tokens[title.first - 1] if title.first and tokens[title.first].gap == "space" else None
        readings = {rest for _, rest in before.readings} if before is not None else set()
        if readings & self._posts:
            return False
        if title.of is not None or title.reference:
            return True
        acts = not readings or bool(readings & self.classes.verbs)
        return acts and not self._goes_further(tokens, title.last + 1)

    def _goes_further(self, tokens: tuple[Token, ...], after: int) -> bool:
        """Tell whether the word after a title belongs to it, or is a name."""
        if after >= len(tokens) or tokens[after].gap != "space":
            return False
        word = tokens[after].folded
        if word in self._links or (word.startswith("ال") and word not in self.classes.function):
            return True
        if self.classes.of(word) not in ("word", "odd"):
            return True
        return any(cut and rest.startswith("ال") for cut, rest in tokens[after].readings)

    # ------------------------------------------------------------------------------------------------ offices

    def _office(self, tokens: tuple[Token, ...], index: int, cut: int, rest: str) -> Title | None:
        construct = longest(self._construct, tokens, index, rest)
        if construct is not None:
            after = index + construct[0]
            owner = self._owner(tokens, after)
            if owner is not None:
                title = Title(index, owner.last, cut, construct[1], owner.known.id, False, False, False, owner.last)
                return self._chained(tokens, self._qualified(tokens, title))
        definite = longest(self._definite, tokens, index, rest)
        if definite is None:
            return None
        last = index + definite[0] - 1
        single = definite[0] == 1
        title = Title(index, last, cut, definite[1], None, False, single, False, last)
        title = self._qualified(tokens, title)
        if title.of is None and not single:
            return self.elaborated(tokens, title)
        return self._chained(tokens, title)

    def is_indefinite(self, tokens: tuple[Token, ...], title: Title) -> bool:
        """Tell whether a title means any one of many: "متحدث باسم الجيش", not "رئيس الوزراء"."""
        head, after = tokens[title.first].folded[title.cut :], title.first + 1
        return not head.startswith("ال") and after <= title.last and tokens[after].folded in self._links

    def _owner(self, tokens: tuple[Token, ...], index: int) -> Match | None:
        """Return the state or institution at a word, after "ل" or "في" too."""
        if index >= len(tokens) or tokens[index].gap not in ("space", "mark"):
            return None
        return next((m for m in self.book.at(tokens, index) if m.known.kind != "person" and not m.known.guarded), None)

    def _qualified(self, tokens: tuple[Token, ...], title: Title) -> Title:
        """Add adjectives: nationality, "السابق", "المنتخب"."""
        while (after := title.last + 1) < len(tokens) and tokens[after].gap == "space":
            state = self.state_at(tokens, after) if tokens[after].folded.startswith("ال") else None
            word = tokens[after].folded
            if state is not None and title.of is None:
                title = title._replace(last=state[1], of=state[0], office_last=state[1])
            elif word in self._qualifiers:
                title = title._replace(last=after, former=title.former or word in self._former)
            elif word in self._ranks:
                title = title._replace(last=after, role=None)
            else:
                break
        return title

    # ------------------------------------------------------------------------------------------------ any title

    def _generic(self, tokens: tuple[Token, ...], index: int, cut: int, rest: str) -> Title | None:
        title = Title(index, index, cut, None, None, False, False, False, index)
        if not rest.startswith("ال"):
            taken = self._complement(tokens, index + 1)
            if taken is None or (rest in self._doubtful and not self._is_definite(tokens, index + 1)):
                return None
            title = title._replace(last=taken)
        return self.elaborated(tokens, self._qualified(tokens, title))

    def _complement(self, tokens: tuple[Token, ...], index: int) -> int | None:
        """Return the last word of the complement that a head without article must have."""
        if index >= len(tokens) or tokens[index].gap not in ("space", "mark"):
            return None
        known = next((m for m in self.book.at(tokens, index) if m.known.kind != "person"), None)
        if known is not None and known.cut == 0:
            return known.last
        word = tokens[index].folded
        if word in self.classes.function or word in self.classes.verbs:
            return None
        return None if word in self.classes.given or word in self.classes.foreign else index

    def _is_definite(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether a complement is definite or known, so that a head that is a name too ("أمير") is a title."""
        return tokens[index].folded.startswith("ال") or next(self.book.at(tokens, index), None) is not None

    def elaborated(self, tokens: tuple[Token, ...], title: Title) -> Title:
        """Walk on through complements, adjectives and prepositions until a name or a stranger begins."""
        last = title.last
        complete = title.of is not None
        while last - title.first < LONGEST and (step := self._step(tokens, last + 1, complete=complete)) is not None:
            last = step
        return title._replace(last=last)

    def _step(self, tokens: tuple[Token, ...], index: int, *, complete: bool) -> int | None:
        """Return the last word of the next piece of a title, None where it ends.

        An office that names its country is `complete`: only where its holder sits may follow.
        """
        if index >= len(tokens) or tokens[index].gap not in ("space", "mark"):
            return None
        known = next(self.book.at(tokens, index), None)
        if known is not None:
            return None if known.known.kind == "person" else known.last
        word = tokens[index].folded
        if word in (self._seats if complete else self._links):
            return self._step(tokens, index + 1, complete=False)
        if complete or word in self.classes.function or self._acts(tokens, index) or self._is_stray(tokens, index):
            return None
        return index if self._carries_on(tokens, index) else None

    def _carries_on(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether a word that no list knows goes on with a title; a name does where something bears it."""
        if self.classes.of(tokens[index].folded) in ("given", "foreign", "part"):
            return tokens[index - 1].folded in self.classes.eponyms
        return any(self._goes_on(rest) for _, rest in tokens[index].readings)

    def _is_stray(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether a word ends a title: a surname, or an indefinite word after a definite one ("الرئيس بري")."""
        token = tokens[index]
        if token.folded.startswith("ال") and self.classes.of(token.folded) == "family":
            return True
        if not tokens[index - 1].folded.startswith("ال"):
            return False
        whole = self.classes.is_exact(token.folded)
        if not whole and any(c for c, rest in token.readings if rest in self.classes.words or rest.startswith("ال")):
            return False
        return not token.folded.startswith(("ال", "لل")) and not self._is_head(token.folded)

    def _acts(self, tokens: tuple[Token, ...], index: int) -> bool:
        """Tell whether a word is a verb; a noun of the same letters stands between a noun and its owner ("مديرية أمن
        طرابلس")."""
        word = tokens[index].folded
        if word not in self.classes.verbs:
            return False
        after = index + 1
        if word not in self.classes.nouns or index == 0 or after >= len(tokens) or tokens[after].gap != "space":
            return True
        before = tokens[index - 1].folded
        owned = tokens[after].folded.startswith("ال") or next(self.book.at(tokens, after), None) is not None
        return not owned or before.startswith("ال") or before not in self.classes.nouns

    def _goes_on(self, rest: str) -> bool:
        """Tell whether a reading of a word carries a title on: it is definite, or vocabulary."""
        return (rest.startswith("ال") and len(rest) > 4) or self.classes.of(rest) == "word"


@functools.lru_cache(maxsize=4)
def title_reader(lexicons: Lexicons) -> TitleReader:
    """Return the grammar of titles under `lexicons`, compiled once."""
    return TitleReader(lexicons)
