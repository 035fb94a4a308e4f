"""`build_digest`: everything over the collection is gathered here, before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from digest.config import Config
from digest.editorial import Editorial
from digest.events import Days, EventsResult, Mention, build_events
from digest.lexicon import Lexicons
from digest.links.assemble import Context, assemble
from digest.links.happenings import happenings
from digest.links.outlets import outlets
from digest.links.people import join_people
from digest.links.quotes import by_event, quote_refs, statements_by_event
from digest.links.related import related
from digest.links.themes import article_themes, themes_of_events
from digest.people import build_people
from digest.records import AnnotatedArticle, Digest, Event, Merge, Person, QuoteRef, Story
from digest.stories import build_stories
from digest.tellings import happening_words
from digest.themes import build_themes


def build_digest(
    articles: Sequence[AnnotatedArticle],
    merges: Sequence[Merge],
    lexicons: Lexicons,
    config: Config,
    editorial: Editorial | None = None,
) -> Digest:
    """Return the digest of a collection.

    `articles` are annotated and corrected one by one, in any order: the digest depends on the set of them. Every
    article stands in the `articles` of exactly one event. `editorial` joins and parts articles and sets titles.
    """
    ids = join_people(build_people(articles, lexicons), editorial).ids
    result = build_events(articles, ids, lexicons, config.events, editorial)
    people = join_people(build_people(result.articles, lexicons), editorial).persons
    home = {frame.id: occurrence.id for occurrence in result.main for frame in occurrence.members}
    quotes = quote_refs(result, ids)
    stories = build_stories(result)
    mentions = _by_event(result.mentions)
    scores = article_themes(result.articles, lexicons)
    themes = themes_of_events(result, scores, mentions, lexicons)
    theme_ids = {key: tuple(score.theme for score in found) for key, found in sorted(scores.items())}
    context = Context(
        result=result,
        people={person.id: person for person in people},
        ids=ids,
        mentions=mentions,
        quotes=by_event(quotes, _order(result)),
        related=related(result, stories),
        stories={event: story.id for story in stories for event in story.events},
        themes=themes,
        statements=statements_by_event(result, quotes, lexicons),
        lexicons=lexicons,
        editorial=editorial,
    )
    events = _with_own_aliases(assemble(o, context) for o in (*result.main, *result.asides))
    return Digest(
        articles=result.articles,
        quotes=quotes,
        events=tuple(events),
        people=_with_links(people, events, quotes),
        themes=build_themes(theme_ids, events, lexicons),
        stories=_in_order(stories, events),
        outlets=outlets(result.articles, home),
        merges=tuple(sorted(merges, key=lambda merge: (merge.path, merge.into))),
        article_themes=theme_ids,
        happenings=happenings(result, happening_words(lexicons)),
    )


def _with_own_aliases(events: Iterable[Event]) -> list[Event]:
    """Return the events by day and id, without aliases that are the id of an event or an alias of two."""
    ordered = sorted(events, key=_event_key)
    bearers = Counter(key for event in ordered for key in (event.id, *event.aliases))
    return [
        msgspec.structs.replace(event, aliases=tuple(key for key in event.aliases if bearers[key] == 1))
        for event in ordered
    ]


def _event_key(event: Event) -> tuple[str, str]:
    return Days(event.first, event.last).order, event.id


def _by_event(mentions: Iterable[Mention]) -> Mapping[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.occurrence].append(mention)
    return found


def _order(result: EventsResult) -> dict[str, int]:
    """Return the place of each article among its event's articles, articles that only tell of an event by path."""
    return {frame.id: at for o in result.main for at, frame in enumerate(o.members)}


def _with_links(people: Iterable[Person], events: Sequence[Event], quotes: Sequence[QuoteRef]) -> tuple[Person, ...]:
    """Return the persons with their events by day and their quotations by day and place."""
    events_of: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for person in (*event.people, *event.places):
            events_of[person].append(event.id)
    when = {event.id: at for at, event in enumerate(events)}
    quotes_of: dict[str, list[QuoteRef]] = defaultdict(list)
    for quote in quotes:
        if quote.speaker is not None:
            quotes_of[quote.speaker].append(quote)
    return tuple(
        msgspec.structs.replace(
            person,
            events=tuple(events_of[person.id]),
            quotes=tuple(
                quote.id
                for quote in sorted(
                    quotes_of[person.id], key=lambda q: (when.get(q.event or "", 0), q.article, q.quote.content)
                )
            ),
        )
        for person in people
    )


def _in_order(stories: Iterable[Story], events: Sequence[Event]) -> tuple[Story, ...]:
    """Return the stories, the one with the newest event first, each with its events by day."""
    place = {event.id: at for at, event in enumerate(events)}
    ordered = [
        msgspec.structs.replace(story, events=tuple(sorted(story.events, key=lambda event: place[event])))
        for story in stories
    ]
    return tuple(sorted(ordered, key=lambda story: (-max(place[event] for event in story.events), story.id)))
