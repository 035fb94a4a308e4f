"""Why articles are one event, in reasons that name the shared day, people and words, and the nearest not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from digest.arabic import stem, words
from digest.events.copies import copies
from digest.events.occurrences import Occurrence
from digest.events.vocabulary import Vector
from digest.records import Reason

SHOWN_WORDS = 6
"""Shared words that are named, at most."""

SHOWN_PEOPLE = 4
"""Shared people that are named, at most."""

JOIN = "، "
"""Between the items of a list."""


def told_aside_in(articles: int) -> tuple[Reason, ...]:
    """Return why there is an event that no article is mainly about."""
    return (Reason(code="told-aside", args={"count": str(articles)}),)


def why_together(occurrence: Occurrence, names: Mapping[str, str], vectors: Sequence[Vector]) -> tuple[Reason, ...]:
    """Return why the articles of an event are together; `vectors` are those of their headlines and leads."""
    members = occurrence.members
    if len(members) == 1:
        return (Reason(code="alone"),)
    reasons = []
    keys = {frame.item.article.front.event for frame in members} - {None}
    if keys:
        reasons.append(Reason(code="shares-event-key", args={"key": JOIN.join(sorted(filter(None, keys)))}))
    if occurrence.days.day is not None:
        agreeing = sum(occurrence.days.day in (*frame.news, frame.days.day) for frame in members)
        if agreeing > 1:
            day = occurrence.days.day.isoformat()
            reasons.append(Reason(code="shares-day", args={"day": day, "count": str(agreeing)}))
    people = Counter(person for frame in members for person in frame.people)
    shared = [key for key, count in sorted(people.items(), key=lambda x: (-x[1], names.get(x[0], ""))) if count > 1]
    if shown := [names[key] for key in shared if key in names][:SHOWN_PEOPLE]:
        reasons.append(Reason(code="shares-people", args={"people": JOIN.join(shown)}))
    named = {word.folded for key in shared if key in names for word in words(names[key])}
    if shown := _shared_words(occurrence, vectors, {stem(word) for word in named}):
        reasons.append(Reason(code="shares-words", args={"words": JOIN.join(shown)}))
    for group in copies(members):
        reasons.append(Reason(code="same-report", args={"count": str(len(group))}))
    return tuple(reasons)


def _shared_words(occurrence: Occurrence, vectors: Sequence[Vector], named: Set[str]) -> list[str]:
    """Return the words that weigh most in what headlines and leads of at least two articles share.

    Stems in `named` are left out: those are of names that are shown anyway. A word is shown in its shortest form.
    """
    weights: dict[str, list[float]] = {}
    for vector in vectors:
        for word, weight in vector.items():
            weights.setdefault(word, []).append(weight)
    shared = sorted(
        (word for word, found in weights.items() if len(found) > 1 and word not in named),
        key=lambda word: (-round(sum(weights[word]), 9), word),
    )
    surface: dict[str, str] = {}
    for frame in occurrence.members:
        article = frame.item.article
        texts = [article.title, *(paragraph.span.of(article.text) for paragraph in article.body()[:2])]
        for text in texts:
            for found in words(text):
                key, form = stem(found.folded), text[found.start : found.end]
                surface[key] = min(surface.get(key, form), form, key=len)
    return [surface[word] for word in shared if word in surface and not any(c.isdigit() for c in word)][:SHOWN_WORDS]
