"""The words of date expressions, compiled from the `calendar*.toml` lexicons into one lookup table.

A phrase is found by its first word as it stands in folded text, proclitics included ("وأمس", "لعام", "بالأمس"); the
rest of the phrase follows word for word. What a phrase can mean is a small mapping from a kind of sense to its value:
the grammar asks for the kinds that it can use.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from digest.arabic import fold_word
from digest.dates.tables import CalendarTable, ContextTable, DaysTable, NumbersTable, SinceTable, UnitForms, WordsTable
from digest.lexicon import Lexicons

Senses = Mapping[str, Any]
"""Kinds of sense with their values, such as `{"month": ("gregorian", 1), "usage": "free"}`."""


class Entry(NamedTuple):
    """What one phrase can mean."""

    clitic: int
    """Letters of proclitics before the first word."""
    senses: Senses
    kinds: frozenset[str]
    """The kinds of its senses."""


class Phrases(NamedTuple):
    """All phrases that begin with one word."""

    lengths: tuple[int, ...]
    """How many words may follow the first, the most first."""
    by_rest: Mapping[tuple[str, ...], Entry]
    """The words after the first, folded, to the entry."""


_CONJUNCTIONS = ("", "و", "ف")
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


def _with_proclitics(word: str) -> Iterator[tuple[str, int]]:
    """Yield a folded word with each proclitic, and the number of letters before it.

    After "ل" the article loses its alef ("لل…"): the clitic is then the first letter alone.
    """
    if len(word) < 2 or word.isascii():
        yield word, 0
        return
    # A word of two letters with a preposition before it would be too many other words.
    for clitic in _PROCLITICS if len(word) > 2 else _CONJUNCTIONS:
        if clitic.endswith("ل") and word.startswith("ال"):
            yield clitic + word[1:], len(clitic)
        else:
            yield clitic + word, len(clitic)


def _split_phrase(phrase: str) -> tuple[str, tuple[str, ...]]:
    first, *rest = fold_word(phrase).split()
    return first, tuple(rest)


class Vocabulary:
    """All phrases by first word; immutable once built, and cached per lexicons by `vocabulary`."""

    def __init__(self) -> None:
        self._phrases: dict[str, dict[tuple[str, ...], tuple[int, dict[str, Any]]]] = {}
        self.entries: dict[str, Phrases] = {}
        """First word as it stands in folded text to its phrases."""
        self.zones: frozenset[str] = frozenset()
        """Words of time zones after "بتوقيت"."""
        self.not_future: frozenset[str] = frozenset()
        """Words that look like future verbs and are none."""

    def add(self, phrases: Iterable[str], kind: str, value: Any, *, clitics: bool = True) -> None:
        """Give each phrase the sense `kind` with `value`; the first value of a kind stays."""
        for phrase in phrases:
            first, rest = _split_phrase(phrase)
            for form, cut in _with_proclitics(first) if clitics else ((first, 0),):
                known = self._phrases.setdefault(form, {}).setdefault(rest, (cut, {}))
                if cut == known[0] or not known[1]:
                    known[1].setdefault(kind, value)
                elif cut < known[0]:
                    self._phrases[form][rest] = (cut, {kind: value})

    def close(self) -> None:
        """Freeze the table."""
        for form, by_rest in self._phrases.items():
            lengths = tuple(sorted({len(rest) for rest in by_rest}, reverse=True))
            self.entries[form] = Phrases(
                lengths, {rest: Entry(cut, senses, frozenset(senses)) for rest, (cut, senses) in by_rest.items()}
            )
        self._phrases.clear()


def _article(word: str) -> str:
    return "ال" + word


def _add_calendar(vocabulary: Vocabulary, table: CalendarTable) -> None:
    usage = {fold_word(word): "strict" for word in table.usage["only_in_a_date"]}
    usage |= {fold_word(word): "preposition" for word in table.usage["after_a_preposition"]}
    for calendar, months in (
        ("gregorian", table.gregorian),
        ("hijri", table.hijri),
        ("gregorian", table.english),
    ):
        for number, names in months.items():
            for name in names:
                vocabulary.add([name], "usage", usage.get(fold_word(name), "free"))
                vocabulary.add([name], "month", (calendar, int(number)))
    for weekdays in (table.weekdays, table.english_weekdays):
        for number, names in weekdays.items():
            vocabulary.add(names, "weekday", int(number))


def _add_numbers(vocabulary: Vocabulary, table: NumbersTable) -> None:
    for kind, words in (
        ("cardinal", table.cardinals),
        ("thousand", table.thousands),
        ("hundred", table.hundreds),
        ("ordinal", table.ordinals),
        ("first-day", table.first_day),
        ("last", table.last),
        ("decade", table.decades),
        ("suffix", table.suffixes),
    ):
        for number, names in words.items():
            vocabulary.add(names, kind, int(number))
            if kind == "cardinal":
                vocabulary.add([_article(name) for name in names], "definite-cardinal", int(number))
            if kind == "decade":
                vocabulary.add(names, "definite-decade", True)
                vocabulary.add([name.removeprefix("ال") for name in names], kind, int(number))


def _add_units(vocabulary: Vocabulary, units: dict[str, UnitForms]) -> None:
    for unit, forms in units.items():
        for form in ("singular", "dual", "plural"):
            names: list[str] = getattr(forms, form)
            vocabulary.add(names, "unit", (unit, form))
            vocabulary.add([_article(name) for name in names], "definite-unit", (unit, form))


def _add_words(vocabulary: Vocabulary, table: WordsTable) -> None:
    for offset, names in table.deictics.items():
        kind, value = ("deictic", int(offset)) if offset.lstrip("-").isdigit() else (offset, True)
        vocabulary.add(names, kind, value)
    dayparts = table.dayparts["words"]
    vocabulary.add(dayparts, "daypart", True)
    vocabulary.add([" ".join([*w.split()[:-1], _article(w.split()[-1])]) for w in dayparts], "definite-daypart", True)
    vocabulary.add(table.dayparts["halves"], "clock-half", True, clitics=False)
    _add_units(vocabulary, table.units)
    for step, names in table.relations.items():
        kind, value = ("relation", int(step)) if step.lstrip("-").isdigit() else (step, True)
        vocabulary.add(names, kind, value)
    for step, names in table.offsets.items():
        kind, value = ("offset", int(step)) if step.lstrip("-").isdigit() else (f"offset:{step}", True)
        vocabulary.add(names, kind, value)
    for season, names in table.seasons.items():
        vocabulary.add(names, "season", season)
        vocabulary.add([_article(name) for name in names], "definite-season", season)
    for edge, names in table.edges.items():
        vocabulary.add(names, "edge", edge)
    for fraction, names in table.parts.items():
        vocabulary.add([*names, *map(_article, names)], "fraction", fraction)
    vocabulary.add(table.term["words"], "term", True)
    for kind, words in (
        ("this", table.demonstratives),
        ("preposition", table.prepositions),
        ("year", table.year),
        ("era", table.eras),
        ("link", table.links),
        ("hedge", table.hedges),
    ):
        for name, names in words.items():
            if name == "zone_places":
                vocabulary.zones = frozenset(map(fold_word, names))
                continue
            vocabulary.add(names, f"{kind}:{name}", True)


def _add_days(vocabulary: Vocabulary, table: DaysTable) -> None:
    for day in table.days:
        month, number = day.day.split("-")
        vocabulary.add(day.names, "named-day", (day.calendar, int(month), int(number)))
    for history in table.history:
        vocabulary.add(history.names, "history", history.date)
    for key, topics in table.international.items():
        month, number = key.split("-")
        for topic in topics:
            to_topic = "لل" + topic[2:] if topic.startswith("ال") else "ل" + topic
            names = [pattern.format(topic=topic, to_topic=to_topic) for pattern in table.patterns]
            vocabulary.add(names, "named-day", ("gregorian", int(month), int(number)))


def _add_context(vocabulary: Vocabulary, table: ContextTable) -> None:
    vocabulary.not_future = frozenset(map(fold_word, table.tense["not_future"]))
    vocabulary.add(table.tense["future"], "tense", True)
    vocabulary.add(table.tense["past"], "tense", False)
    for kind, words in (
        ("numbered", table.numbered),
        ("weekday-name", table.weekday_names),
        ("no-day", table.no_day),
        ("commemorated", table.commemorated),
        ("label", table.labels),
        ("reign", table.reign),
    ):
        for name, names in words.items():
            vocabulary.add(names, f"{kind}:{name}", True, clitics=kind != "label")


def _add_since(vocabulary: Vocabulary, table: SinceTable) -> None:
    for term in table.terms:
        vocabulary.add(term.words, "since", term.since)
    for office in table.offices:
        holders = [f"{title} {name}" for title in office.titles for name in office.names]
        vocabulary.add(holders, "since", office.since)
        if office.until is not None:
            vocabulary.add(holders, "until", office.until)


@functools.lru_cache(maxsize=8)
def vocabulary(lexicons: Lexicons) -> Vocabulary:
    """Return the compiled words of dates; raises `LexiconError` where a table does not fit its record."""
    compiled = Vocabulary()
    _add_calendar(compiled, lexicons.get("calendar", CalendarTable))
    _add_numbers(compiled, lexicons.get("calendar_numbers", NumbersTable))
    _add_words(compiled, lexicons.get("calendar_words", WordsTable))
    _add_days(compiled, lexicons.get("calendar_days", DaysTable))
    _add_context(compiled, lexicons.get("calendar_context", ContextTable))
    _add_since(compiled, lexicons.get("calendar_since", SinceTable))
    compiled.close()
    return compiled
