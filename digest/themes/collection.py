"""Themes over the collection: those of an event from its articles', and the theme records with links both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from digest.records import Event, Theme, ThemeScore
from digest.themes.score import MOST_FIRST, MOST_NARROW, WORDS, in_order
from digest.themes.vocabulary import Vocabulary

AGREEMENT = 0.3
"""Mean score over an event's articles that a theme needs: about half of them must have it."""

BY_HAND = 1.0
"""Score of a theme that an editor set; no text reaches it."""


def merge_scores(scores: Sequence[Sequence[ThemeScore]], vocabulary: Vocabulary) -> tuple[ThemeScore, ...]:
    """Return the themes of an event from those of its articles, in the order of `choose`.

    Themes set by hand in any of the articles stand alone.
    """
    found: dict[str, list[ThemeScore]] = {}
    for one in scores:
        for item in one:
            found.setdefault(item.theme, []).append(item)
    means = {theme: round(sum(s.score for s in items) / len(scores), 2) for theme, items in found.items()}
    by_hand = {theme: BY_HAND for theme, items in found.items() if any(s.score == BY_HAND for s in items)}
    means = by_hand or {theme: mean for theme, mean in means.items() if mean >= AGREEMENT}
    ordered = sorted(means, key=lambda theme: (-means[theme], theme))
    narrow = [theme for theme in ordered if vocabulary.broader(theme)][:MOST_NARROW]
    broad = [theme for theme in ordered if not vocabulary.broader(theme)][:MOST_FIRST]
    covered = {above for theme in narrow for above in vocabulary.broader(theme)}
    leaves = in_order([*narrow, *(t for t in broad if t not in covered)], means, vocabulary)
    return tuple(
        ThemeScore(theme=theme, score=means[theme], words=_words(found[theme]))
        for theme in (*leaves, *(t for t in broad if t in covered))
    )


def _words(scores: Iterable[ThemeScore]) -> tuple[str, ...]:
    """Return the words of several articles for one theme, those that most articles have first."""
    counts = Counter(word for score in scores for word in score.words)
    return tuple(word for word, _ in counts.most_common(WORDS))


def build_themes(
    article_themes: Mapping[str, Sequence[str]], events: Sequence[Event], vocabulary: Vocabulary
) -> tuple[Theme, ...]:
    """Return the records of all themes in use, by id; a theme lists what its narrower ones list as well.

    `article_themes` maps article ids to theme ids; articles and events keep the order in which they are given.
    """
    articles = _by_theme(article_themes.items(), vocabulary)
    of_events = _by_theme(((event.id, event.themes) for event in events), vocabulary)
    return tuple(
        Theme(
            id=theme,
            slug=vocabulary.themes[theme].slug,
            label=vocabulary.themes[theme].label,
            official=vocabulary.themes[theme].official,
            parent=vocabulary.themes[theme].parent,
            events=tuple(of_events.get(theme, ())),
            articles=tuple(articles.get(theme, ())),
        )
        for theme in sorted(articles.keys() | of_events.keys())
    )


def _by_theme(items: Iterable[tuple[str, Sequence[str]]], vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for key, themes in items:
        for theme in themes:
            for each in (theme, *vocabulary.broader(theme)):
                found.setdefault(each, {})[key] = None
    return {theme: list(keys) for theme, keys in found.items()}
