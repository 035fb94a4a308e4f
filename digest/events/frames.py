"""An article as grouping sees it: its days, what it tells and when, who is in its headline and lead."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from digest.arabic import fold_word
from digest.events.days import UNKNOWN, Days, published
from digest.events.stages import Stages, stages_of
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, Span, Telling, Timex
from digest.tellings import find_tellings, happening_words, lead_of, news_days

CLOSE_DAYS = 7
"""Days to which an interval of publication must be known for its last day to stand for it."""

SAVED_WEEK = frozenset({"weekday-today", "bare-weekday", "relative-date", "known-since", "year-mention", "retrieved"})
"""Clues that tell the day of publication only of a file that was saved within the week."""

SAVED_DAYS = 35
"""Days after publication in which most files are saved."""

OCCASIONS = ("interview", "address")
"""Kinds of speech that are occasions. One that is told as news without a day is of the article's day: it is why there
is news."""

PLANNED = frozenset({"ceremony", "contact", "sport", "visit", "vote"})
"""Families of happenings that are announced: a flood that "is coming" has no announcement of its own."""

Tense = Literal["reported", "recalled", "announced"]
OffsetDays = Mapping[tuple[str, Span], dt.date]
"""Day of each event offset that was settled, by article id and span, and of its event under the describing words."""

PeopleIds = Mapping[tuple[str, str], str]
"""Id over the collection of each entity of each article."""


class Told(NamedTuple):
    """A telling in its place: with days, and with ids that hold over the collection."""

    article: str
    """Article id."""
    telling: Telling
    days: Days
    tense: Tense
    people: tuple[str, ...]
    """Who takes part: ids of persons, institutions and, where these are too few, states."""
    places: tuple[str, ...]
    """Ids of places smaller than states."""
    states: tuple[str, ...]
    families: frozenset[str]
    """Families of its kinds."""


class Frame(NamedTuple):
    """An article in the collection."""

    item: AnnotatedArticle
    days: Days
    """Days between which it was published, the day on which the file was saved being the last possible."""
    dated: bool
    """Whether `news` are dates, and not only days of the week."""
    around: dt.date | None
    """The day on or near which it was probably published; None if nothing tells."""
    news: tuple[dt.date, ...]
    """Days of headline and lead that may be those of the main happening, the likeliest first."""
    told: tuple[Told, ...]
    people: frozenset[str]
    """Persons and institutions of headline and lead."""
    persons: frozenset[str]
    """The persons among these."""
    surnames: Mapping[str, str]
    """For each of them the last word of a name that the article gives, folded."""
    places: frozenset[str]
    """Places of headline and lead that are smaller than states."""
    all_persons: frozenset[str]
    """Every person of the article."""
    calls: Mapping[str, frozenset[tuple[str, ...]]]
    """The folded words by which it calls each person."""
    states: frozenset[str]
    """States of headline and lead."""
    stages: Stages
    """Stages of a story that headline and lead name."""

    @property
    def id(self) -> str:
        """Return the article's id."""
        return self.item.article.id

    @property
    def key(self) -> tuple[str, int]:
        """Return what articles are sorted by: path and row."""
        return order_of(self.item)

    @property
    def sure(self) -> bool:
        """Tell whether the day of publication is known, or that of the news, whenever the file was saved."""
        return self.possible.day is not None or (self.dated and not self.reckoned)

    @property
    def reckoned(self) -> bool:
        """Tell whether the day is known only if the file was saved within a week of publication ("today, Sunday")."""
        publication = self.item.publication
        return publication.confidence == "inferred" and all(
            clue.source in SAVED_WEEK for clue in publication.candidates if clue.verdict not in ("rejected", "unused")
        )

    @property
    def possible(self) -> Days:
        """Return the days between which it was published, were the file saved up to `SAVED_DAYS` after that."""
        last = self.days.last
        if not self.reckoned or last is None or last.toordinal() <= SAVED_DAYS:
            return self.days
        return Days(last - dt.timedelta(days=SAVED_DAYS), last)

    @property
    def main_day(self) -> dt.date | None:
        """Return the day of the main happening: the first that headline and lead tell, else that of publication."""
        if self.dated:
            return self.news[0]
        return self.days.day

    @property
    def ahead(self) -> frozenset[str]:
        """Return the families of what headline and lead announce where they first tell of it."""
        return frozenset(family for family, tense in self._first_tenses().items() if tense == "announced")

    @property
    def reported(self) -> frozenset[str]:
        """Return the families of what headline and lead report, or recall, where they first tell of it."""
        return frozenset(family for family, tense in self._first_tenses().items() if tense != "announced")

    def _first_tenses(self) -> dict[str, Tense]:
        """Return for each family of headline and lead the tense of its first telling; what follows takes it up."""
        found: dict[str, Tense] = {}
        for told in self.told:
            if told.telling.part != "body":
                for family in told.families:
                    found.setdefault(family, told.tense)
        return found

    def told_in_lead(self) -> tuple[Told, ...]:
        """Return what headline and lead tell as news."""
        return tuple(told for told in self.told if told.telling.part != "body" and told.tense == "reported")


def order_of(item: AnnotatedArticle) -> tuple[str, int]:
    """Return what articles are sorted by: path and row."""
    return item.article.path, item.article.row or 0


def complete(item: AnnotatedArticle, lexicons: Lexicons) -> AnnotatedArticle:
    """Return an article with its tellings and news, found now if they have not been."""
    if item.tellings or item.news:
        return item
    changes = {"tellings": find_tellings(item, lexicons), "news": news_days(item, lexicons)}
    return msgspec.structs.replace(item, **changes)


def frame_of(item: AnnotatedArticle, ids: PeopleIds, settled: OffsetDays, lexicons: Lexicons) -> Frame:
    """Return the frame of an article under what is known of its publication now."""
    days = published(item.publication)
    news = item.news
    families = happening_words(lexicons).families
    dated = bool(news) and (days.day is not None or _is_written_out(item, news[0]))
    placing = _Placing(item, news if days.day is not None else (), ids, settled, families)
    told = tuple(placing.place(telling) for telling in item.tellings)
    lead = lead_of(item.article)
    title = fold_word(item.article.title)
    head = [m for m in item.mentions if any(p.span.covers(m.span) for p in lead) or fold_word(m.text) in title]
    key = item.article.id
    return Frame(
        item=item,
        days=Days(days.first, days.last or item.article.retrieved),
        dated=dated,
        around=_around(item) if days.day is not None or not dated else news[0],
        news=news,
        told=told,
        people=frozenset(_id(ids, key, m.entity) for m in head if m.kind in ("person", "institution")),
        persons=frozenset(_id(ids, key, m.entity) for m in head if m.kind == "person"),
        surnames={_id(ids, key, m.entity): fold_word(m.text.split()[-1]) for m in head if m.kind == "person"},
        places=frozenset(_id(ids, key, m.entity) for m in head if m.kind == "place"),
        all_persons=frozenset(_id(ids, key, m.entity) for m in item.mentions if m.kind == "person"),
        calls=_calls(item, ids),
        states=frozenset(_id(ids, key, m.entity) for m in head if m.kind == "state"),
        stages=stages_of(item.article, lexicons),
    )


def _calls(item: AnnotatedArticle, ids: PeopleIds) -> Mapping[str, frozenset[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for mention in item.mentions:
        if mention.kind == "person":
            found[_id(ids, item.article.id, mention.entity)].add(tuple(map(fold_word, mention.text.split())))
    return {person: frozenset(calls) for person, calls in found.items()}


def _is_written_out(item: AnnotatedArticle, day: dt.date) -> bool:
    """Tell whether an article writes a day in full."""
    return any(timex.anchor == "absolute" and timex.first == timex.last == day for timex in item.timexes)


def _around(item: AnnotatedArticle) -> dt.date | None:
    """Return the day near which an article was probably published, None if nothing tells.

    A file is mostly saved soon after publication; the last day of an interval that other clues leave says little.
    """
    publication = item.publication
    if publication.day is not None:
        return publication.day
    if publication.last is None or publication.last == item.article.retrieved:
        return item.article.retrieved
    return publication.last if published(publication).width <= CLOSE_DAYS else None


def _id(ids: PeopleIds, article: str, entity: str) -> str:
    return ids.get((article, entity), entity)


class _Placing:
    """An article's tellings put in their place: what is looked up for each of them is prepared once."""

    def __init__(
        self,
        item: AnnotatedArticle,
        news: tuple[dt.date, ...],
        ids: PeopleIds,
        settled: OffsetDays,
        families: Mapping[str, str],
    ) -> None:
        self._item = item
        self._news = news
        self._ids = ids
        self._settled = settled
        self._families = families
        self._days = published(item.publication)
        self._states = {mention.entity for mention in item.mentions if mention.kind == "state"}
        self._timexes = {timex.span: timex for timex in item.timexes}

    def place(self, telling: Telling) -> Told:
        """Return a telling with its days, and with ids that hold over the collection."""
        key = self._item.article.id
        when = self._when(telling)
        if not when.known and telling.time is None and telling.tense == "open" and set(telling.kinds) & set(OCCASIONS):
            day = self._news[0] if self._news else self._days.day
            when = Days(day, day)
        return Told(
            article=key,
            telling=telling,
            days=when,
            tense=_tense(telling, when, self._days, self._news),
            people=self._distinct(telling.participants),
            places=self._distinct(entity for entity in telling.places if entity not in self._states),
            states=self._distinct(entity for entity in telling.places if entity in self._states),
            families=frozenset(self._families[kind] for kind in telling.kinds),
        )

    def _distinct(self, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_id(self._ids, self._item.article.id, entity) for entity in entities))

    def _when(self, telling: Telling) -> Days:
        """Return the days that the telling's date expression stands for, as far as they are known."""
        key = self._item.article.id
        if telling.time is None:
            described = [o for o in self._item.offsets if o.anchor_span.covers(telling.cue)]
            days = [day for o in described if (day := self._settled.get((key, o.anchor_span))) is not None]
            days = days or [t.first for o in described for t in self._days_inside(o.anchor_span)][:1]
            return Days(days[0], days[0]) if days else UNKNOWN
        if (day := self._settled.get((key, telling.time))) is not None:
            return Days(day, day)
        timex = self._timexes.get(telling.time)
        return Days(timex.first, timex.last) if timex is not None else UNKNOWN

    def _days_inside(self, span: Span) -> Iterator[Timex]:
        """Yield the single days inside the words that describe an event ("eight days after the call of the 7th")."""
        for timex in self._item.timexes:
            if timex.first == timex.last and not timex.approximate and span.covers(timex.span):
                yield timex


def _tense(telling: Telling, when: Days, days: Days, news: tuple[dt.date, ...]) -> Tense:
    """Return how a telling stands to its article: by its days if both are known, else by its words."""
    if when.first is not None and when.last is not None and days.last is not None:
        if when.first > days.last or (telling.tense == "future" and when.last >= days.last):
            return "announced"
        today = min(news, default=days.first)
        if today is not None:
            return "recalled" if when.last < today else "reported"
    if telling.tense == "future":
        return "announced"
    return "recalled" if telling.tense == "past" else "reported"
