"""The digest as pages look things up in it: by id, by day, by place; computed once for all pages."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from digest import addresses
from digest.arabic import fold_word
from digest.citations import cited_refs, published_paragraphs
from digest.config import Config
from digest.editorial import Editorial, Entry, key_of
from digest.records import (
    AnnotatedArticle,
    Article,
    Digest,
    Event,
    Mention,
    Outlet,
    Person,
    QuoteRef,
    ReportedIn,
    SourceRef,
    Story,
    Theme,
)
from digest.views.article_parts import part_starts

GENERATION = dt.timedelta(days=9000)
"""So long after all others no article was published."""

MANY, FEW = 10, 20
"""From so many articles on, one in so many may be dated like that."""


class Collection:
    """Everything of a digest by its id, with the reverse links that pages need. Read only."""

    def __init__(self, digest: Digest, config: Config, editorial: Editorial | None = None) -> None:
        self.digest = digest
        self.config = config
        self.editorial = editorial or Editorial()
        self.articles: Mapping[str, AnnotatedArticle] = {item.article.id: item for item in digest.articles}
        self.by_key: Mapping[str, AnnotatedArticle] = {key_of(item): item for item in digest.articles}
        """By the path with which editors name articles."""
        self.events: Mapping[str, Event] = {event.id: event for event in digest.events}
        self.people: Mapping[str, Person] = {person.id: person for person in digest.people}
        self.quotes: Mapping[str, QuoteRef] = {ref.id: ref for ref in digest.quotes}
        self.themes: Mapping[str, Theme] = {theme.id: theme for theme in digest.themes}
        self.stories: Mapping[str, Story] = {story.id: story for story in digest.stories}
        self.outlets: Mapping[str, Outlet] = {key: outlet for outlet in digest.outlets for key in outlet.articles}
        self.event_of: Mapping[str, Event] = {key: event for event in digest.events for key in event.articles}
        self.quotes_of: Mapping[str, tuple[QuoteRef, ...]] = {
            key: tuple(refs) for key, refs in itertools.groupby(digest.quotes, key=lambda ref: ref.article)
        }
        """By article, in order of the text."""
        self.cited = cited_refs(digest)
        self._published: dict[str, frozenset[int]] = {}
        self._parts: dict[str, tuple[int, ...]] = {}
        self._line_maps: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}

    # -------------------------------------------------------------------------------------------- lines

    def line_starts(self, article: Article) -> tuple[int, ...]:
        """Return the offset at which each line of the article's text begins."""
        return self._lines(article)[0]

    def anchor(self, article: Article, offset: int) -> str:
        """Return the anchor of the line that holds `offset`; as `addresses.anchor_of`, from a table."""
        starts, anchors = self._lines(article)
        return anchors[bisect_right(starts, offset) - 1]

    def _lines(self, article: Article) -> tuple[tuple[int, ...], tuple[str, ...]]:
        if article.id not in self._line_maps:
            starts = [0]
            for line in article.text.split("\n"):
                starts.append(starts[-1] + len(line) + 1)
            self._line_maps[article.id] = (tuple(starts[:-1]), addresses.line_anchors(article))
        return self._line_maps[article.id]

    def parts(self, article: Article) -> tuple[int, ...]:
        """Return the offsets at which the parts of an article's page begin: 0 alone for all but very long ones."""
        if article.id not in self._parts:
            shown, cited = self.published(article), self.citing.get(article.id, {})
            starts = self.line_starts(article)
            self._parts[article.id] = part_starts(self.articles[article.id], starts, shown, cited)
        return self._parts[article.id]

    def place(self, article: Article, offset: int) -> tuple[str, str]:
        """Return the page on which the line that holds `offset` stands, as a Markdown path, and its anchor there."""
        part = bisect_right(self.parts(article), offset) - 1
        path = addresses.path_of(article)
        return addresses.further_path(path, part) if part else path, self.anchor(article, offset)

    @property
    def withholds(self) -> bool:
        """Tell whether no sentence of an article may be shown, quotations aside."""
        return self.config.site.publish == "none"

    def told(self, event: Event) -> tuple[SourceRef, ...]:
        """Return the sentences that tell an event, as far as they may be shown."""
        return () if self.withholds else event.summary

    def published(self, article: Article) -> frozenset[int]:
        """Return the indices of the paragraphs whose text may be shown."""
        if article.id not in self._published:
            refs = self.cited[article.id]
            self._published[article.id] = published_paragraphs(article, refs, self.config.site.publish)
        return self._published[article.id]

    # -------------------------------------------------------------------------------------------- days

    @functools.cached_property
    def events_by_day(self) -> Mapping[dt.date, tuple[Event, ...]]:
        """Events of which the day is known, by day, most covered first."""
        days: dict[dt.date, list[Event]] = defaultdict(list)
        for event in self.digest.events:
            if event.first is not None and event.first == event.last:
                days[event.first].append(event)
        return {day: tuple(sorted(found, key=_coverage)) for day, found in sorted(days.items())}

    @functools.cached_property
    def articles_by_day(self) -> Mapping[dt.date, tuple[AnnotatedArticle, ...]]:
        """Articles of which the day of publication is known, by day."""
        days: dict[dt.date, list[AnnotatedArticle]] = defaultdict(list)
        for item in self.digest.articles:
            if item.publication.day is not None:
                days[item.publication.day].append(item)
        return {day: tuple(found) for day, found in sorted(days.items())}

    @functools.cached_property
    def newest_day(self) -> dt.date | None:
        """The last day on which an article can have been published; None where none is dated.

        A few days a generation after all others count for nothing: whoever wrote them down, they have not come.
        """
        days = sorted(item.publication.last for item in self.digest.articles if item.publication.last)
        few = max(1, len(days) // FEW) if len(days) >= MANY else 0
        late = max((n for n in range(1, few + 1) if days[-n] - days[-n - 1] > GENERATION), default=0)
        return days[-1 - late] if days else None

    def ahead(self, event: Event) -> bool:
        """Tell whether an event has not come yet: its day lies after that of the newest article."""
        return event.first is not None and self.newest_day is not None and event.first > self.newest_day

    def announced(self, event: Event) -> bool:
        """Tell whether an event that has not come yet is only announced: no article says to be of its day or after."""
        told = [self.articles[key].publication.last for key in event.articles]
        return self.ahead(event) and all(day is None or event.first is None or day < event.first for day in told)

    @functools.cached_property
    def days(self) -> tuple[dt.date, ...]:
        """The days that have a page: those of events and of articles."""
        return tuple(sorted(self.events_by_day.keys() | self.articles_by_day.keys()))

    @functools.cached_property
    def days_with_page(self) -> frozenset[dt.date]:
        """The same days, for looking up."""
        return frozenset(self.days)

    @functools.cached_property
    def uncertain(self) -> Mapping[dt.date | None, tuple[Event, ...]]:
        """Events without a known day, by the first day of the month in which they begin.

        Under None those of which not even the month is known: an open end, or an interval of over 31 days.
        """
        found: dict[dt.date | None, list[Event]] = defaultdict(list)
        for event in self.digest.events:
            if event.first is None or event.last is None or (event.last - event.first).days > 31:
                found[None].append(event)
            elif event.first != event.last:
                found[event.first.replace(day=1)].append(event)
        return {month: tuple(events) for month, events in found.items()}

    @functools.cached_property
    def months(self) -> tuple[dt.date, ...]:
        """The first days of the months that have a page."""
        dated = {day.replace(day=1) for day in self.days}
        return tuple(sorted(dated | {month for month in self.uncertain if month is not None}))

    # -------------------------------------------------------------------------------------------- reverse links

    @functools.cached_property
    def mentioned(self) -> Mapping[str, tuple[tuple[Event, ReportedIn], ...]]:
        """For each article the events that it reports, recalls or announces besides its own."""
        found: dict[str, list[tuple[Event, ReportedIn]]] = defaultdict(list)
        for event in self.digest.events:
            for report in event.mentioned_in:
                found[report.article].append((event, report))
        return {key: tuple(rows) for key, rows in found.items()}

    @functools.cached_property
    def citing(self) -> Mapping[str, Mapping[int, tuple[Event | Person, ...]]]:
        """For each article and each of its lines (index in the text) the events and persons whose pages cite it."""
        found: dict[str, dict[int, dict[str, Event | Person]]] = defaultdict(lambda: defaultdict(dict))

        def cite(article: str, offset: int, owner: Event | Person) -> None:
            line = bisect_right(self.line_starts(self.articles[article].article), offset) - 1
            found[article][line][owner.id] = owner

        for event in self.digest.events:
            for ref in self._refs(event):
                cite(ref.article, ref.span.start, event)
        for quote in self.digest.quotes:
            owner = self.people.get(quote.speaker or "")
            if owner is not None and addresses.has_page(owner):
                cite(quote.article, quote.quote.content.start, owner)
        return {
            article: {line: tuple(owners.values()) for line, owners in sorted(lines.items())}
            for article, lines in found.items()
        }

    @functools.cached_property
    def corrections(self) -> Mapping[str, tuple[tuple[str, Entry], ...]]:
        """For each corrected article the corrections that name it, each with its kind."""
        found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for kind, entry in self.editorial.entries():
            for key in entry.concerned():
                if key in self.by_key:
                    found[self.by_key[key].article.id].append((kind, entry))
        return {key: tuple(entries) for key, entries in found.items()}

    def _refs(self, event: Event) -> Iterable[SourceRef]:
        yield from event.summary
        yield from (report.ref for report in event.mentioned_in)
        yield from (link.ref for link in event.related if link.ref is not None)
        for contradiction in event.contradictions:
            for _, refs in contradiction.values:
                yield from refs
        for key in event.quotes:
            quote = self.quotes[key]
            yield SourceRef(article=quote.article, span=quote.quote.content, line=quote.line)

    # -------------------------------------------------------------------------------------------- quotations

    @functools.cached_property
    def shown(self) -> frozenset[str]:
        """Ids of the quotations that have a card: all but those inside reported speech of the same speaker.

        The reported sentence shows the inner words with their marks; a second card would say them twice. Members of a
        statement that several articles carry stay.
        """
        grouped = {key for event in self.digest.events for group in event.statements for key in group.quotes}
        around: dict[tuple[str, tuple[str, str]], list[QuoteRef]] = defaultdict(list)
        for ref in self.digest.quotes:
            if ref.quote.kind == "reported":
                around[ref.article, speaker_key(ref)].append(ref)

        def inside(ref: QuoteRef) -> bool:
            outer = around.get((ref.article, speaker_key(ref)), ())
            return any(other.quote.content.covers(ref.quote.content) for other in outer)

        refs = self.digest.quotes
        return frozenset(r.id for r in refs if r.id in grouped or r.quote.kind == "reported" or not inside(r))

    @functools.cached_property
    def carried(self) -> Mapping[str, tuple[str, ...]]:
        """By quotation the ids of those that say the same thing, itself included, the fullest first."""
        found: dict[str, tuple[str, ...]] = {}
        for event in self.digest.events:
            for group in event.statements:
                for key in group.quotes:
                    found.setdefault(key, group.quotes)
        return found

    @functools.cached_property
    def spoken(self) -> Mapping[str, tuple[QuoteRef, ...]]:
        """By person the quotations that have a card, in the digest's order of days."""
        return {
            person.id: tuple(self.quotes[key] for key in person.quotes if key in self.shown)
            for person in self.digest.people
        }

    # -------------------------------------------------------------------------------------------- people

    def person_of(self, article: str, mention: Mention) -> Person | None:
        """Return whom a mention means, where that is certain: by lexicon id, else by a spelling that only one has."""
        if mention.entity.startswith("known:"):
            return self.people.get(mention.entity.removeprefix("known:"))
        here = self._spellings.get(article, {})
        for spelling in (mention.name, mention.text):
            if len(found := here.get(fold_word(spelling), ())) == 1:
                return found[0]
        return None

    @functools.cached_property
    def _spellings(self) -> Mapping[str, Mapping[str, tuple[Person, ...]]]:
        """For each article the folded spellings of the people in it."""
        found: dict[str, dict[str, tuple[Person, ...]]] = defaultdict(dict)
        for person in self.digest.people:
            for spelling in dict.fromkeys(fold_word(name) for name in (person.name, *(v for v, _ in person.variants))):
                for article in person.articles:
                    found[article][spelling] = (*found[article].get(spelling, ()), person)
        return found


def speaker_key(ref: QuoteRef) -> tuple[str, str]:
    """Return what tells speakers apart: the person, else the name or description, else nothing."""
    if ref.speaker:
        return ("id", ref.speaker)
    return ("name", ref.quote.speaker_name) if ref.quote.speaker_name else ("", "")


def _coverage(event: Event) -> tuple[int, int, str]:
    return (-event.sources if event.articles else 0, -len(event.articles), event.id)
