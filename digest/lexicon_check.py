"""A project's own words, tried before any work begins: every mistake with its line, and none in the middle of a build.

Each step compiles its words when it first needs them. Here all of them are compiled at once; where one fails for a
reason that no record states, the value is found by leaving values out until it does not fail any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from digest import addresses
from digest.errors import DigestError, LexiconError, Problem
from digest.lexicon import Lexicons
from digest.toml import Keys

_ADDRESS = "Choose small Latin letters, digits and hyphens, at most 60 signs, unlike any other and no name of a device."

_MOST_TRIALS = 150
"""Attempts at finding the value that a step cannot use."""


def check_lexicons(lexicons: Lexicons) -> None:
    """Raise `LexiconError` with everything that no step could use; shipped words alone need no look."""
    if not lexicons.own:
        return
    problems: dict[Problem, None] = {}
    unusable: list[Problem] = []
    for step in _steps():
        try:
            step(lexicons)
        except DigestError as error:
            problems |= dict.fromkeys(error.problems)
        except Exception as error:  # whatever a word can bring about, the editor must be told where it stands
            unusable.append(_unusable(lexicons, step, error))
    told = {problem.path for problem in problems}  # what does not fit its record breaks steps too
    problems |= dict.fromkeys(problem for problem in unusable if problem.path not in told)
    if problems:
        raise LexiconError(sorted(problems, key=lambda problem: (problem.path, problem.line or 0)))


def _steps() -> tuple[Callable[[Lexicons], object], ...]:
    """Return what compiles the words of each step."""
    # ruff: noqa: PLC0415 - only a project with words of its own loads all steps when it is opened
    from digest.clean.lexicon import compiled
    from digest.contradictions.vocabulary import counts, negation_stems, opposite_stems
    from digest.dates.headers import _labels
    from digest.dates.vocabulary import vocabulary as date_words
    from digest.events.headlines import _section
    from digest.events.stages import _phrases
    from digest.events.vocabulary import stop_words
    from digest.names.bodies import body_reader
    from digest.names.gazetteer import gazetteer
    from digest.names.readers import readers
    from digest.names.shapes import shape_reader
    from digest.names.tables import institutions, people, reporting_verbs
    from digest.names.titles import title_reader
    from digest.names.wordclass import word_classes
    from digest.people import build_people
    from digest.processing import warm_up
    from digest.quotes.vocabulary import vocabulary as quote_words
    from digest.search.normalise import normaliser
    from digest.tellings.words import happening_words
    from digest.themes.vocabulary import fallbacks
    from digest.themes.vocabulary import vocabulary as theme_words

    return (
        *(compiled, date_words, _labels, people, institutions, reporting_verbs, word_classes, gazetteer),
        *(body_reader, title_reader, shape_reader, readers, quote_words, happening_words, theme_words, fallbacks),
        *(stop_words, _phrases, _section, counts, negation_stems, opposite_stems, normaliser),
        *(_check_addresses, lambda lexicons: build_people((), lexicons), warm_up),
    )


def _check_addresses(lexicons: Lexicons) -> None:
    """Raise `LexiconError` for own ids and slugs that cannot be the address of a page, or that are taken already."""
    names: dict[str, list[tuple[str, Keys, str]]] = {}
    for table in ("people", "institutions"):
        for key in lexicons.table(table):
            names.setdefault(f"people/{key}", []).append((table, (key,), key))
    for key, theme in lexicons.table("themes").get("theme", {}).items():
        if isinstance(theme, dict) and isinstance(theme.get("slug"), str):
            names.setdefault(f"themes/{theme['slug']}", []).append(("themes", ("theme", key, "slug"), theme["slug"]))
    problems = []
    for places in names.values():
        table, keys, name = places[-1]
        if not addresses.is_safe_name(name):
            message = f"{name[:80]!r} cannot be the address of a page"
            problems.append(lexicons.problem(table, keys, message, _ADDRESS))
        elif len(places) > 1:
            message = f"{name!r} is the address of another page already, in {places[0][0]}.toml"
            problems.append(lexicons.problem(table, keys, message, _ADDRESS))
    if problems:
        raise LexiconError(problems)


def _unusable(lexicons: Lexicons, step: Callable[[Lexicons], object], error: Exception) -> Problem:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = f"this cannot be used: {' '.join(what.split())[:300]}"
    trials = 0

    def helps(name: str, keys: Keys) -> bool:
        nonlocal trials
        trials += 1
        if trials > _MOST_TRIALS:
            return False
        try:
            step(lexicons.without(name, keys))
        except Exception:
            return False
        return True

    for name in lexicons.own:
        if helps(name, ()):
            keys: Keys = ()
            while inner := next((one for one in _inside(lexicons.own[name].data, keys) if helps(name, one)), None):
                keys = inner
            return lexicons.problem_in_own(name, keys, message)
    name = next(iter(lexicons.own))
    return lexicons.problem_in_own(name, (), message)


def _inside(table: Any, keys: Keys) -> Iterator[Keys]:
    """Yield the keys of what stands in the value at `keys`."""
    for key in keys:
        table = table[key]
    entries = table if isinstance(table, dict) else range(len(table)) if isinstance(table, list) else ()
    for key in entries:
        yield (*keys, key)
