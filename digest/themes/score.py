"""How strongly the words of one article speak for each theme, and which themes they give.

A clue counts by the list that it is in (`Weights`), by where it stands (headline, lead, rest) and, with diminishing
returns, by how often. Narrower themes count for their broader one. The numbers below were chosen together on the
development articles, as `docs/themes.md` tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.arabic import Word, words
from digest.records import Article, Mention, ThemeScore
from digest.themes.vocabulary import Clue, Match, Vocabulary

HEADLINE = 3.0
"""A clue in the headline counts this much, once."""
LEAD = 1.5
"""A clue in the first `LEAD_WORDS` running words counts this much, at most `LEAD_TIMES` times."""
LEAD_WORDS = 60
LEAD_TIMES = 2
BODY = 0.4
"""A clue further below counts this much, at most `BODY_TIMES` times, and less in articles longer than `BODY_WORDS`:
long articles touch on many things."""
BODY_WORDS = 300
BODY_TIMES = 3

OFFICE = 0.35
"""What a clue in the name of a department ("ministry of …") counts beside one that stands alone; politics, which is
what departments do, counts it in full."""
POLITICS = "medtop:11000000"

FIRST = 7.5
"""Strength that a theme of the first level needs: one strong word in the headline, or a plain one there and two in
the lead."""
NARROW = 6.5
"""Strength that a narrower theme needs."""
FRONT = 4.0
"""Strength that headline and lead alone must give: what only the body tells is not what the article is about."""
SHARE = 0.4
"""Least share of the best theme's strength that another one needs."""
NARROW_SHARE = 0.3
"""Least share of its first-level theme's strength that a narrower one needs."""
MOST_FIRST = 3
"""Most themes of the first level for one article."""
MOST_NARROW = 2
"""Most narrower themes for one article."""
WORDS = 8
"""Most words that are shown for a theme."""


class Found(NamedTuple):
    """A clue that was found in an article."""

    clue: Clue
    strength: float
    front: float
    """The part of the strength that headline and lead give."""
    zones: int
    """In how many of headline, lead and rest it stands."""
    surface: str
    """Its words where they stand first."""


class Zone(NamedTuple):
    """A part of an article with what a clue there counts."""

    text: str
    words: Sequence[Word]
    worth: float
    times: int
    front: bool
    named: Sequence[bool]
    """For each word whether it is part of a person's or place's name."""


def find_clues(article: Article, mentions: Sequence[Mention], vocabulary: Vocabulary) -> tuple[Found, ...]:
    """Return every clue of the article, once for each theme that has it."""
    return _tally(_zones(article, mentions), vocabulary)


def find_clues_in(passages: Iterable[str], vocabulary: Vocabulary) -> tuple[Found, ...]:
    """Return every clue of sentences that each count as a headline."""
    return _tally((_headline(passage) for passage in passages), vocabulary)


def _tally(zones: Iterable[Zone], vocabulary: Vocabulary) -> tuple[Found, ...]:
    strength: defaultdict[Clue, float] = defaultdict(float)
    front: defaultdict[Clue, float] = defaultdict(float)
    present: Counter[Clue] = Counter()
    surface: dict[Clue, str] = {}
    for zone in zones:
        seen: defaultdict[Clue, float] = defaultdict(float)
        departments = vocabulary.departments(zone.text, zone.words)
        for match, clues in _separate(zone, vocabulary):
            for clue in clues:
                surface.setdefault(clue, zone.text[match.start : match.end])
                seen[clue] += OFFICE if _is_office(match, clue, departments, vocabulary) else 1.0
        for clue, count in seen.items():
            worth = zone.worth * clue.weight * min(count, zone.times)
            strength[clue] += worth
            front[clue] += worth if zone.front else 0.0
            present[clue] += 1
    return tuple(Found(clue, strength[clue], front[clue], present[clue], surface[clue]) for clue in surface)


def _is_office(match: Match, clue: Clue, departments: Collection[int], vocabulary: Vocabulary) -> bool:
    """Tell whether a clue only names whose department speaks."""
    return match.word in departments and vocabulary.first_level(clue.theme) != POLITICS


def _separate(zone: Zone, vocabulary: Vocabulary) -> Iterator[tuple[Match, tuple[Clue, ...]]]:
    """Yield the clues of a zone; of words that follow each other, one name of a thing, a theme has the first alone."""
    end, themes = -1, frozenset[str]()
    for match in vocabulary.search(zone.text, zone.words, zone.named):
        follows = end >= 0 and zone.text[end : match.start].isspace()
        clues = tuple(clue for clue in match.clues if not (follows and clue.theme in themes))
        yield match, clues
        end = match.end
        themes = frozenset(clue.theme for clue in match.clues) | (themes if follows else frozenset())


def _headline(text: str) -> Zone:
    found = tuple(words(text))
    return Zone(text, found, HEADLINE, 1, True, [False] * len(found))


def _zones(article: Article, mentions: Sequence[Mention]) -> Iterator[Zone]:
    """Yield headline, lead and rest; names are known only where the words stand in the article's text."""
    text, head = article.text, article.title_span
    names = {offset for m in mentions if m.kind in ("person", "place") for offset in range(m.span.start, m.span.end)}

    def zone(found: Sequence[Word], worth: float, times: int, *, front: bool) -> Zone:
        return Zone(text, found, worth, times, front, [word.start in names for word in found])

    if head is None:
        yield _headline(article.title)
    else:
        yield zone(tuple(words(text, head.start, head.end)), HEADLINE, 1, front=True)
    spans = [p.span for p in article.paragraphs if p.role in ("subtitle", "body", "heading")]
    running = [word for span in spans for word in words(text, span.start, span.end)]
    rest = running[LEAD_WORDS:]
    yield zone(running[:LEAD_WORDS], LEAD, LEAD_TIMES, front=True)
    yield zone(rest, BODY * min(1.0, BODY_WORDS / max(1, len(rest))), BODY_TIMES, front=False)


Evidence = Mapping[str, Mapping[str, Found]]
"""For each theme its clues by key, those of narrower themes included."""


def weigh(found: Iterable[Found], vocabulary: Vocabulary) -> Evidence:
    """Return the evidence for each theme; of a clue that a theme and a narrower one share the stronger is kept."""
    evidence: dict[str, dict[str, Found]] = {}
    for item in found:
        for theme in (item.clue.theme, *vocabulary.broader(item.clue.theme)):
            mine = evidence.setdefault(theme, {})
            held = mine.get(item.clue.key)
            if held is None or held.strength < item.strength:
                mine[item.clue.key] = item
    return evidence


def choose(evidence: Evidence, vocabulary: Vocabulary, *, brief: bool) -> tuple[ThemeScore, ...]:
    """Return the themes that the evidence gives: the most specific ones first, then their first-level themes.

    `brief`: the article is only a headline, so that one clue must do.
    """
    strength = {
        theme: sum(f.strength for f in found.values())
        for theme, found in evidence.items()
        if _is_supported(found.values(), brief=brief)
    }
    ordered = sorted(strength, key=lambda theme: (-strength[theme], theme))
    firsts = [theme for theme in ordered if not vocabulary.broader(theme)]
    needed = max(FIRST, SHARE * strength[firsts[0]]) if firsts else FIRST
    broad = [theme for theme in firsts if strength[theme] >= needed][:MOST_FIRST]
    narrow = [theme for theme in ordered if _is_narrow_enough(theme, strength, broad, vocabulary)]
    covered = {above for theme in narrow for above in vocabulary.broader(theme)}
    narrow = [theme for theme in narrow if theme not in covered][:MOST_NARROW]
    covered = {above for theme in narrow for above in vocabulary.broader(theme)}
    leaves = in_order([*narrow, *(t for t in broad if t not in covered)], strength, vocabulary)
    return tuple(
        ThemeScore(
            theme=theme,
            score=round(strength[theme] / (strength[theme] + FIRST), 2),
            words=shown(evidence[theme].values()),
        )
        for theme in (*leaves, *(t for t in broad if t in covered))
    )


def in_order(themes: Iterable[str], strength: Mapping[str, float], vocabulary: Vocabulary) -> list[str]:
    """Return themes by the strength of their first-level themes, then by their own: the main subject comes first."""

    def key(theme: str) -> tuple[float, float, str]:
        return -strength.get(vocabulary.first_level(theme), strength[theme]), -strength[theme], theme

    return sorted(themes, key=key)


def _is_supported(found: Collection[Found], *, brief: bool) -> bool:
    """Tell whether a theme rests on headline or lead, and on more than one word in one place: that may be chance."""
    several = brief or len(found) > 1 or any(f.zones > 1 for f in found)
    return several and sum(f.front for f in found) >= FRONT


def _is_narrow_enough(
    theme: str, strength: Mapping[str, float], broad: Collection[str], vocabulary: Vocabulary
) -> bool:
    """Tell whether a narrower theme holds by itself and as a part of its first-level theme, which must hold too."""
    above = vocabulary.broader(theme)
    if not above or above[-1] not in broad:
        return False
    return strength[theme] >= max(NARROW, NARROW_SHARE * strength[above[-1]])


def shown(found: Iterable[Found]) -> tuple[str, ...]:
    """Return the surface forms of the strongest clues, each once."""
    ordered = sorted(found, key=lambda f: (-f.strength, f.surface))
    return tuple(dict.fromkeys(f.surface for f in ordered))[:WORDS]
