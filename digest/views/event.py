"""The page of an event."""

from __future__ import annotations

from collections import Counter

from digest import addresses
from digest.escape import link_target, query_value
from digest.records import Contradiction, Event, SourceRef
from digest.views import corrections
from digest.views.bounds import fitting
from digest.views.coverage import coverage, who_first
from digest.views.desk import CARD_LENGTH, NAME_LENGTH, TITLE_LENGTH, Desk, excerpt
from digest.views.event_further import EventLists, further_parts, on_the_page
from digest.views.evidence import event_evidence, grouping, near_miss, other_reasons
from digest.views.figures import event_graph
from digest.views.pages import EventPage, EventPart, Further
from digest.views.parts import Account, AccountValue, Counted, Link, MentionRow
from digest.views.quotes import speakers
from digest.views.statements import statements
from digest.views.strings import label
from digest.views.timeline import neighbours, timeline

SHARED_LENGTH = 200
"""Longest title in a link that shares the page, in code points: a message should fit a screen of a phone."""

STATED_LENGTH = 320
"""Longest sentence beside a value in which accounts differ, in code points; the line shows the rest."""

SPEAKERS = 8
"""Speakers before the others are folded: as many as a reader tells apart, and a table of contents shows."""

CHIPS = 60
"""Persons, and places, named on the page, those of most weight first."""

VALUE_SOURCES = 12
"""Lines named beside a value in which accounts differ."""

EVIDENCE_ROOM = 16_000
"""Bytes of HTML for how the days of the articles were found; each article's page tells its own."""

LEAD_SENTENCES = 4
"""Most sentences of the lead: what a reader takes in before scrolling on a phone."""


def event_page(desk: Desk, event: Event) -> EventPage:
    """Return what the template of an event's page gets."""
    lists = lists_of(desk, event)
    return _event_page(desk, event, lists, on_the_page(lists))


def event_pages(desk: Desk, event: Event) -> tuple[EventPage, list[tuple[str, EventPart]]]:
    """Return the page of an event, and with their paths the further pages of one that much is told of."""
    lists = lists_of(desk, event)
    shown = on_the_page(lists)
    return _event_page(desk, event, lists, shown), further_parts(desk, event, lists, shown)


def lists_of(desk: Desk, event: Event) -> EventLists:
    """Return everything that an event's page lists and that may be long."""
    return EventLists(
        speakers=speakers(desk, event),
        accounts=tuple(_account(desk, found) for found in event.contradictions if not found.update),
        updates=tuple(_account(desk, found) for found in event.contradictions if found.update),
        coverage=coverage(desk, event),
        mentions=mentions(desk, event),
        timeline=timeline(desk, event),
    )


def _event_page(desk: Desk, event: Event, lists: EventLists, shown: EventLists) -> EventPage:
    people, places = _people(desk, event), _places(desk, event)
    evidence = event_evidence(desk, event)
    told = fitting(evidence, EVIDENCE_ROOM)
    path = addresses.path_of(event)
    before, after = neighbours(desk, event)
    return EventPage(
        title=excerpt(event.title, TITLE_LENGTH),
        title_source=desk.source(event.title_ref) if event.title_ref else None,
        kicker=_kicker(desk, event),
        when=_when(desk, event),
        certainty=desk.certainty(event),
        articles=len(event.articles),
        sources=event.sources,
        before=before,
        after=after,
        lead=tuple(desk.sentence(ref) for ref in desk.collection.told(event)[:LEAD_SENTENCES]),
        speakers=shown.speakers[:SPEAKERS],
        more_speakers=shown.speakers[SPEAKERS:],
        quotes=lists.quotes,
        statements=statements(desk, event),
        accounts=shown.accounts,
        updates=shown.updates,
        who_first=who_first(desk, event),
        coverage=shown.coverage,
        mentions=shown.mentions,
        timeline=shown.timeline,
        further=_further(desk, event, lists, shown),
        graph=event_graph(desk, event),
        people=people[:CHIPS],
        people_more=max(0, len(people) - CHIPS),
        places=places[:CHIPS],
        evidence=evidence[:told],
        evidence_more=len(evidence) - told,
        grouping=grouping(desk, event),
        why=() if event.articles else other_reasons(desk, event),
        near_miss=near_miss(desk, event),
        corrected=corrections.notes(desk, event.articles),
        corrections=desk.href(corrections.PAGE),
        address=link_target(addresses.page_address(path)),
        shared_as=query_value(excerpt(event.title, SHARED_LENGTH)),
    )


def _further(desk: Desk, event: Event, lists: EventLists, shown: EventLists) -> Further | None:
    """Return how much is left for the further pages; None if everything stands on the page."""
    if lists == shown:
        return None
    return Further(
        href=desk.href(addresses.further_path(addresses.path_of(event), 1)),
        quotes=lists.quotes - shown.quotes,
        accounts=len(lists.accounts) - len(shown.accounts),
        updates=len(lists.updates) - len(shown.updates),
        articles=len(lists.coverage) - len(shown.coverage),
        mentions=len(lists.mentions) - len(shown.mentions),
        events=len(lists.timeline) - len(shown.timeline),
    )


def _places(desk: Desk, event: Event) -> tuple[str, ...]:
    return tuple(desk.collection.people[key].name for key in event.places if key in desk.collection.people)


def _kicker(desk: Desk, event: Event) -> tuple[Link, ...]:
    themes = [desk.collection.themes[key] for key in event.themes[:2] if key in desk.collection.themes]
    story = desk.collection.stories.get(event.story or "")
    return (*(desk.theme_link(theme) for theme in themes), *([desk.story_link(story)] if story else []))


def _when(desk: Desk, event: Event) -> Link:
    if event.first is not None and event.first == event.last:
        return desk.day_link(event.first)
    return Link(text=desk.days(event.first, event.last), href=None)


def _account(desk: Desk, found: Contradiction) -> Account:
    return Account(
        label=label(desk.strings.contradiction, "update" if found.update else found.kind),
        about=excerpt(found.about, NAME_LENGTH),
        values=tuple(
            AccountValue(
                text=excerpt(value, NAME_LENGTH),
                when=_counted(desk, refs[0].article) if found.update else "",
                sources=tuple(desk.source(ref) for ref in refs[:VALUE_SOURCES]),
                more=max(0, len(refs) - VALUE_SOURCES),
                sentence=_telling(desk, refs[0], value),
            )
            for value, refs in found.values
        ),
    )


def _telling(desk: Desk, ref: SourceRef, value: str) -> str:
    """Return the words that state a value, where they are more than the value."""
    words = "" if desk.collection.withholds else ref.span.of(desk.collection.articles[ref.article].article.text)
    return excerpt(words, STATED_LENGTH) if len(words) > len(value) + 10 else ""


def _counted(desk: Desk, key: str) -> str:
    """Return the day of a toll, in words; empty where it is not one day."""
    publication = desk.collection.articles[key].publication
    return desk.published(publication) if publication.day else ""


def mentions(desk: Desk, event: Event) -> tuple[MentionRow, ...]:
    """Return the other articles that mention an event."""
    return tuple(
        MentionRow(
            headline=desk.article_link(desk.collection.articles[report.article].article),
            label=label(desk.strings.tense, report.tense),
            sentence=desk.sentence(report.ref, CARD_LENGTH),
        )
        for report in event.mentioned_in
    )


def _people(desk: Desk, event: Event) -> tuple[Counted, ...]:
    """Return the persons and institutions of an event with their titles and the number of their quotations in it."""
    spoken = Counter(desk.collection.quotes[key].speaker for key in event.quotes if key in desk.collection.shown)
    told_by = event.articles or tuple(report.article for report in event.mentioned_in)
    people = [desk.collection.people[key] for key in event.people if key in desk.collection.people]
    return tuple(desk.person_chip(person, spoken[person.id], desk.title_in(person, told_by)) for person in people)
