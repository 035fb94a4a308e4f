"""The data of one event for programs that want no more: `data/events/….json`, cut out of the whole export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from digest.schema.articles import ExportedDate
from digest.schema.collection import SCHEMA_VERSION, ExportedDigest, ExportedEventData


def events_of(whole: ExportedDigest) -> Iterator[ExportedEventData]:
    """Yield the data of each event in the order of the export.

    Articles that only mention an event are not in it: their words are in the event's `mentions`.
    """
    articles = {article.id: article for article in whole.articles}
    quotes = {quote.id: quote for quote in whole.quotes}
    people = {person.id: person for person in whole.people}
    dates: dict[str, list[ExportedDate]] = defaultdict(list)
    for date in whole.dates:
        dates[date.article].append(date)
    for event in whole.events:
        said = [quotes[key] for key in event.quotes if key in quotes]
        named = dict.fromkeys((*event.people, *event.places, *(quote.speaker or "" for quote in said)))
        yield ExportedEventData(
            schema_version=SCHEMA_VERSION,
            title=whole.title,
            publish=whole.publish,
            event=event,
            articles=tuple(articles[key] for key in event.articles if key in articles),
            quotes=tuple(said),
            dates=tuple(date for key in event.articles for date in dates[key]),
            people=tuple(people[key] for key in named if key in people),
        )
