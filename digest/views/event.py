"""The page of an event."""

from __future__ import annotations

from collections import Counter

from digest import addresses
from digest.records import Contradiction, Event
from digest.views.desk import NAME_LENGTH, TITLE_LENGTH, Desk, excerpt
from digest.views.evidence import event_evidence, near_miss, why_together
from digest.views.pages import EventPage
from digest.views.parts import Account, AccountValue, Counted, Link, MentionRow, Report
from digest.views.quotes import speakers
from digest.views.strings import label
from digest.views.timeline import timeline

LEAD_SENTENCES = 4
"""Most sentences of the lead: what a reader takes in before scrolling on a phone."""


def event_page(desk: Desk, event: Event) -> EventPage:
    """Return what the template of an event's page gets."""
    spoken = speakers(desk, event)
    return EventPage(
        title=excerpt(event.title, TITLE_LENGTH),
        title_source=desk.source(event.title_ref) if event.title_ref else None,
        kicker=_kicker(desk, event),
        when=_when(desk, event),
        certainty=desk.certainty(event),
        articles=len(event.articles),
        sources=event.sources,
        lead=tuple(desk.sentence(ref) for ref in event.summary[:LEAD_SENTENCES]),
        speakers=spoken,
        quotes=sum(len(one.quotes) for one in spoken),
        accounts=tuple(_account(desk, found) for found in event.contradictions if not found.update),
        updates=tuple(_account(desk, found) for found in event.contradictions if found.update),
        coverage=tuple(_report(desk, event, key) for key in event.articles),
        mentions=mentions(desk, event),
        timeline=timeline(desk, event),
        people=_people(desk, event),
        places=tuple(desk.collection.people[key].name for key in event.places if key in desk.collection.people),
        evidence=event_evidence(desk, event),
        why=why_together(desk, event),
        near_miss=near_miss(desk, event),
        corrections=desk.href("corrections.md"),
    )


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
                sources=tuple(desk.source(ref) for ref in refs),
            )
            for value, refs in found.values
        ),
    )


def _counted(desk: Desk, key: str) -> str:
    """Return the day of a toll, in words; empty where it is not one day."""
    publication = desk.collection.articles[key].publication
    return desk.published(publication) if publication.day else ""


def _report(desk: Desk, event: Event, key: str) -> Report:
    item = desk.collection.articles[key]
    return Report(
        outlet=desk.outlet_link(item.article),
        headline=desk.headline(item.article),
        href=desk.href(addresses.path_of(item.article)),
        when=desk.published(item.publication),
        first=len(event.articles) > 1 and event.first_report == key,
        copies=next((len(group) for group in event.copies if key in group), 0),
        agencies=desk.agencies(item.article),
    )


def mentions(desk: Desk, event: Event) -> tuple[MentionRow, ...]:
    """Return the other articles that mention an event."""
    return tuple(
        MentionRow(
            headline=desk.article_link(desk.collection.articles[report.article].article),
            label=label(desk.strings.tense, report.tense),
            sentence=desk.sentence(report.ref),
        )
        for report in event.mentioned_in
    )


def _people(desk: Desk, event: Event) -> tuple[Counted, ...]:
    """Return the persons and institutions of an event with their titles and the number of their quotations in it."""
    spoken = Counter(desk.collection.quotes[key].speaker for key in event.quotes if key in desk.collection.shown)
    told_by = event.articles or tuple(report.article for report in event.mentioned_in)
    people = [desk.collection.people[key] for key in event.people if key in desk.collection.people]
    return tuple(desk.person_chip(person, spoken[person.id], desk.title_in(person, told_by)) for person in people)
