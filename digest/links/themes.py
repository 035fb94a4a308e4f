"""Themes of articles and events from the scores of single articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from digest.events import EventsResult, Mention
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, ThemeScore
from digest.themes import classify, classify_passages, event_themes


class EventThemes(NamedTuple):
    """The themes of an event."""

    themes: tuple[str, ...]
    """Theme ids, best first."""
    words: dict[str, tuple[str, ...]]
    """For each theme the words that gave it, as articles write them."""


def article_themes(items: Iterable[AnnotatedArticle], lexicons: Lexicons) -> dict[str, tuple[ThemeScore, ...]]:
    """Return the themes of each article, best first, as they were found with the rest of it."""
    return {
        item.article.id: classify(item.article, item.mentions, lexicons) if item.themes is None else item.themes
        for item in items
    }


def themes_of_events(
    result: EventsResult,
    scores: Mapping[str, Sequence[ThemeScore]],
    mentions: Mapping[str, Sequence[Mention]],
    lexicons: Lexicons,
) -> dict[str, EventThemes]:
    """Return the themes of each event: of its articles, else of the sentences that tell of it."""
    found: dict[str, EventThemes] = {}
    for occurrence in (*result.main, *result.asides):
        if occurrence.members:
            themes = event_themes([scores[frame.id] for frame in occurrence.members], lexicons)
        else:
            told = [mention.told for mention in mentions.get(occurrence.id, ())]
            passages = [t.telling.span.of(result.frames[t.article].item.article.text) for t in told]
            themes = classify_passages(passages, lexicons)
        found[occurrence.id] = EventThemes(
            tuple(score.theme for score in themes), {score.theme: score.words for score in themes}
        )
    return found
