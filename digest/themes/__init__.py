"""Which subjects an article and an event are about: IPTC Media Topics, each with the words that gave it.

The topics and their Arabic words are the lexicon `themes`; `docs/themes.md` tells how they are weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.arabic import words
from digest.lexicon import Lexicons
from digest.records import Article, Event, Mention, Theme, ThemeScore
from digest.themes import collection
from digest.themes.score import choose, find_clues, find_clues_in, weigh
from digest.themes.vocabulary import Vocabulary, fallbacks, vocabulary

BRIEF_WORDS = 15
"""Words up to which sentences are like a headline alone, where one clue must do."""

__all__ = ["ThemeScore", "build_themes", "classify", "classify_passages", "event_themes", "find_theme"]


def classify(article: Article, mentions: Sequence[Mention], lexicons: Lexicons) -> tuple[ThemeScore, ...]:
    """Return the themes of an article: the most specific ones first, then the first-level themes above them.

    Words inside the names of persons and places are no evidence (`mentions` says where they stand). A theme that the
    front matter sets stands alone, with the score 1 and no words.
    """
    known = vocabulary(lexicons)
    by_hand = find_theme(article.front.theme, lexicons) if article.front.theme else None
    if by_hand is not None:
        return _set_by_hand(by_hand, known)
    for lists in (known, fallbacks(lexicons)):
        if found := choose(weigh(find_clues(article, mentions, lists), lists), lists, brief=not article.body()):
            return found
    return ()


def classify_passages(passages: Sequence[str], lexicons: Lexicons) -> tuple[ThemeScore, ...]:
    """Return the themes of an event that no article is mainly about, from the sentences that mention it."""
    known = vocabulary(lexicons)
    brief = sum(1 for passage in passages for _ in words(passage)) <= BRIEF_WORDS
    return choose(weigh(find_clues_in(passages, known), known), known, brief=brief)


def event_themes(scores: Sequence[Sequence[ThemeScore]], lexicons: Lexicons) -> tuple[ThemeScore, ...]:
    """Return the themes of an event from those of its articles; their words are for `Event.theme_words`."""
    return collection.merge_scores(scores, vocabulary(lexicons))


def build_themes(
    article_themes: Mapping[str, Sequence[str]], events: Sequence[Event], lexicons: Lexicons
) -> tuple[Theme, ...]:
    """Return the records of all themes in use, by id; a theme lists what its narrower ones list as well.

    `article_themes` maps article ids to theme ids; articles and events keep the order in which they are given.
    """
    return collection.build_themes(article_themes, events, vocabulary(lexicons))


def find_theme(name: str, lexicons: Lexicons) -> str | None:
    """Return the id of the theme whose id, slug or label is `name`; None if there is none."""
    themes = vocabulary(lexicons).themes
    if name in themes:
        return name
    return next((theme for theme, entry in themes.items() if name in (entry.slug, entry.label)), None)


def _set_by_hand(theme: str, known: Vocabulary) -> tuple[ThemeScore, ...]:
    first_level = known.broader(theme)[-1:]
    return tuple(ThemeScore(theme=each, score=collection.BY_HAND, words=()) for each in (theme, *first_level))
