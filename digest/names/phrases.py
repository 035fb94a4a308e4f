"""Fixed wordings of several words, found by their first word."""

from __future__ import annotations

from digest.arabic import fold_word
from digest.names.tokens import Token


def phrases(rows: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return phrases under their first word, longest first."""
    return phrases_of({"": rows})


def phrases_of(rows: dict[str, tuple[str, ...]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return phrases under their first word, longest first, each with its key."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, phrases in rows.items():
        for phrase in phrases:
            words = tuple(fold_word(phrase).split())
            found.setdefault(words[0], []).append((words, key))
    return {first: tuple(sorted(many, key=lambda row: -len(row[0]))) for first, many in found.items()}


def longest(
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]], tokens: tuple[Token, ...], index: int, rest: str
) -> tuple[int, str] | None:
    """Return length and key of the longest phrase at a word whose reading is `rest`."""
    for words, key in phrases.get(rest, ()):
        if index + len(words) <= len(tokens) and all(
            tokens[index + i].folded == words[i] and tokens[index + i].gap == "space" for i in range(1, len(words))
        ):
            return len(words), key
    return None
