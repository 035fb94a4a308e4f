"""How much a word tells about which event an article is about: stop words and document frequencies by stretch of time.

A word that half of this month's articles hold says little this month. Frequencies are therefore counted in blocks of
days with their neighbours, over a prior of articles that are not there: a collection of two articles is weighed as
sensibly as one of thousands, and an article that arrives changes nothing outside its own stretch of time.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from digest.arabic import fold_word, stem
from digest.lexicon import Lexicons
from digest.records import Profile, Record

BLOCK_DAYS = 28
"""Days of a block; frequencies are those of a block and the ones before and after it."""

PRIOR_ARTICLES = 1000
"""Articles that the prior stands for (chosen with `FREQUENT_SHARE` on `dev/events.jsonl`: 200 to 1000 are equally
good there, and the larger keeps collections of a few articles steady)."""

FREQUENT_SHARE = 0.25
"""Share of those articles that hold a word of the list `frequent`."""

PROMINENT_SHARE = 0.05
"""Share of them that hold a word of the names of a state or of a known person: such names stand in many stories, and
two stories of one president must not be one for that."""

THEME_SHARE = 0.01
"""Share of them that hold a word that gives a theme ("الأوقية", "ملعب"): it tells what kind of event an article is
about, and not which one."""

CHECKING_WORDS = 4
"""Different words of checking a rumour from which an article is such a check, besides a verdict; of a bare headline
one."""

HEADLINE_WEIGHT = 2
"""How often a word of the headline counts beside the lead (1 to 3 differ by less than .005 of B-cubed F1)."""

Vector = Mapping[str, float]
"""Terms with weights; of length 1 unless it is empty."""


class StopTable(Record, frozen=True, kw_only=True):
    """The whole of `stopwords.toml`."""

    function: list[str]
    frequent: list[str]
    sections: list[str]
    verdicts: list[str]
    checking: list[str]


class StopWords(NamedTuple):
    """The lists as stems."""

    function: frozenset[str]
    frequent: frozenset[str]
    prominent: frozenset[str]
    """Words of the names of states and known persons."""
    theme: frozenset[str]
    """Words that give a theme."""
    verdicts: frozenset[str]
    """Words that say what came of a check of a rumour."""
    checking: frozenset[str]
    """Words that say how it was checked."""


@functools.lru_cache(maxsize=8)
def stop_words(lexicons: Lexicons) -> StopWords:
    """Return the stems of `stopwords.toml`; function words with the conjunctions that are written with them."""
    table = lexicons.get("stopwords", StopTable)
    function = frozenset(stem(clitic + fold_word(word)) for word in table.function for clitic in ("", "و", "ف"))
    frequent = frozenset(stem(fold_word(word)) for word in table.frequent) - function
    names = [*_names(lexicons.table("people")), *_names(lexicons.table("places").get("state", {}))]
    prominent = frozenset(stem(fold_word(word)) for name in names for word in name.split())
    theme = frozenset(stem(fold_word(word)) for word in _theme_words(lexicons.table("themes").get("theme", {})))
    return StopWords(
        function=function,
        frequent=frequent,
        prominent=prominent - function - frequent,
        theme=theme - function - frequent,
        verdicts=frozenset(stem(fold_word(word)) for word in table.verdicts),
        checking=frozenset(stem(fold_word(word)) for word in table.checking),
    )


def _theme_words(themes: Mapping[str, Any]) -> Iterator[str]:
    """Yield the single words that give themes."""
    for theme in themes.values():
        yield from (word for part in ("strong", "plain", "weak") for word in theme.get(part, ()) if " " not in word)


def _names(entries: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names, other names and adjectives of lexicon entries."""
    for entry in entries.values():
        if isinstance(entry, dict) and "name" in entry:
            yield entry["name"]
            for key in ("aliases", "alone", "demonyms", "plurals"):
                yield from entry.get(key, ())


def is_check(profile: Profile, stops: StopWords) -> bool:
    """Tell whether an article checks a rumour: it says what came of it, and how it was checked."""
    told = profile.body.keys() | profile.headline.keys()
    needed = CHECKING_WORDS if profile.words else 1
    return len(stops.checking & told) >= needed and bool(stops.verdicts & told)


class Terms(NamedTuple):
    """What an article is compared by, before frequencies."""

    headline: Vector
    lead: Vector
    """Headline and first paragraphs."""
    body: Vector
    """Everything."""


def terms_of(profile: Profile, stops: StopWords) -> Terms:
    """Return the logarithmic counts of an article's stems without function words."""
    headline = _without(profile.headline, stops)
    lead = _without(profile.lead, stops)
    body = _without(profile.body, stops)
    for word, count in headline.items():
        lead[word] = lead.get(word, 0) + HEADLINE_WEIGHT * count
        body[word] = body.get(word, 0) + count
    return Terms(_damped(headline), _damped(lead), _damped(body))


def _without(counts: Mapping[str, int], stops: StopWords) -> dict[str, int]:
    return {
        word: count
        for word, count in counts.items()
        if word not in stops.function and (len(word) > 1 or word.isdigit())
    }


def _damped(counts: Mapping[str, int]) -> dict[str, float]:
    return {word: 1 + math.log(count) for word, count in counts.items()}


def block_of(day: dt.date | None) -> int | None:
    """Return the block of a day; None for an unknown day."""
    return None if day is None else day.toordinal() // BLOCK_DAYS


class Frequencies:
    """Document frequencies by block."""

    def __init__(self, articles: Iterable[tuple[int | None, Terms]], stops: StopWords) -> None:
        self.stops = stops
        own: dict[int | None, Counter[str]] = {}
        sizes: Counter[int | None] = Counter()
        for block, terms in articles:
            own.setdefault(block, Counter()).update(terms.body.keys())
            sizes[block] += 1
        self._own = own
        self._sizes = sizes
        self._around: dict[int | None, tuple[int, Counter[str]]] = {}
        self._idf: dict[tuple[int | None, bool], dict[str, float]] = {}

    def _at(self, block: int | None) -> tuple[int, Counter[str]]:
        """Return articles and document frequencies of a block with its neighbours."""
        if block not in self._around:
            blocks = [None] if block is None else [block - 1, block, block + 1]
            total: Counter[str] = Counter()
            for near in blocks:
                total.update(self._own.get(near, {}))
            self._around[block] = sum(self._sizes[near] for near in blocks), total
        return self._around[block]

    def _rarity(self, word: str, block: int | None, *, themes: bool) -> float:
        """Return the inverse document frequency of a word in a block, as a logarithm."""
        size, frequencies = self._at(block)
        return math.log((PRIOR_ARTICLES + size + 1) / (self._prior(word, themes=themes) + frequencies[word]))

    def _prior(self, word: str, *, themes: bool) -> float:
        """Return how many articles of the prior hold a word."""
        if word in self.stops.frequent:
            return PRIOR_ARTICLES * FREQUENT_SHARE
        if word in self.stops.prominent:
            return PRIOR_ARTICLES * PROMINENT_SHARE
        return PRIOR_ARTICLES * THEME_SHARE if not themes and word in self.stops.theme else 1.0

    def vector(self, counts: Vector, block: int | None, *, themes: bool = False) -> Vector:
        """Return the TF-IDF vector of `counts` as weighed in `block`, of length 1 (empty for no counts).

        With `themes`, words that give a theme weigh as others do: what a story is about, and not which event it is.
        """
        known = self._idf.setdefault((block, themes), {})
        weights = {}
        for word, count in counts.items():
            if word not in known:
                known[word] = self._rarity(word, block, themes=themes)
            weights[word] = count * known[word]
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1; `math.fsum` makes it independent of the order of terms."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)
