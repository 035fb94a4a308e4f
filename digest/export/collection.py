"""People, events, themes, stories and outlets in their published shape."""

from __future__ import annotations

from digest import addresses
from digest.export.texts import Texts, page_of, reason_of
from digest.records import Contradiction, Event, Happening, NearMiss, Outlet, Person, Story, Theme
from digest.schema.collection import (
    ExportedContradiction,
    ExportedEvent,
    ExportedHappening,
    ExportedLink,
    ExportedMention,
    ExportedNearMiss,
    ExportedOutlet,
    ExportedPerson,
    ExportedSpelling,
    ExportedStory,
    ExportedTheme,
    ExportedTitle,
    ExportedValue,
)


def exported_person(person: Person) -> ExportedPerson:
    """Return one person, institution, state or place in its published shape."""
    return ExportedPerson(
        id=person.id,
        name=person.name,
        kind=person.kind,
        page=page_of(person) if addresses.has_page(person) else None,
        variants=tuple(text for text, _ in person.variants),
        spellings=tuple(ExportedSpelling(text=text, count=count) for text, count in person.variants),
        titles=tuple(use.title for use in person.titles),
        title_uses=tuple(
            ExportedTitle(text=use.title, count=use.count, first=use.first, last=use.last) for use in person.titles
        ),
        aliases=person.aliases,
        articles=person.articles,
        events=person.events,
        quotes=person.quotes,
    )


def exported_event(event: Event, texts: Texts) -> ExportedEvent:
    """Return one event in its published shape."""
    return ExportedEvent(
        id=event.id,
        title=event.title,
        page=page_of(event),
        date=event.first,
        last_date=event.last,
        articles=event.articles,
        mentioned_in=tuple(dict.fromkeys(mention.article for mention in event.mentioned_in)),
        mentions=tuple(
            ExportedMention(tense=mention.tense, source=texts.ref(mention.ref)) for mention in event.mentioned_in
        ),
        summary=tuple(texts.ref(ref) for ref in event.summary),
        themes=event.themes,
        theme_words=event.theme_words,
        people=event.people,
        places=event.places,
        quotes=event.quotes,
        statements=tuple(group.quotes for group in event.statements),
        contradictions=tuple(_contradiction(found, texts) for found in event.contradictions),
        related=tuple(
            ExportedLink(event=link.event, why=link.why, source=texts.ref(link.ref) if link.ref else None)
            for link in event.related
        ),
        story=event.story,
        kind=event.kind,
        why=tuple(reason_of(reason) for reason in event.why),
        near_miss=None if event.near_miss is None else _near_miss(event.near_miss),
        first_report=event.first_report,
        copies=event.copies,
        sources=event.sources,
    )


def _near_miss(miss: NearMiss) -> ExportedNearMiss:
    return ExportedNearMiss(article=miss.article, score=miss.score, reason=reason_of(miss.reason))


def _contradiction(found: Contradiction, texts: Texts) -> ExportedContradiction:
    return ExportedContradiction(
        kind=found.kind,
        about=found.about,
        values=tuple(
            ExportedValue(text=text, sources=tuple(texts.ref(ref) for ref in refs)) for text, refs in found.values
        ),
        update=found.update,
    )


def exported_happening(happening: Happening, texts: Texts) -> ExportedHappening:
    """Return one happening in its published shape."""
    return ExportedHappening(
        source=texts.ref(happening.ref),
        first=happening.first,
        last=happening.last,
        tense=happening.tense,
        kind=happening.kind,
        people=happening.people,
    )


def exported_theme(theme: Theme) -> ExportedTheme:
    """Return one theme in its published shape."""
    return ExportedTheme(
        id=theme.id,
        label=theme.label,
        official=theme.official,
        parent=theme.parent,
        page=page_of(theme),
        events=theme.events,
        articles=theme.articles,
    )


def exported_story(story: Story) -> ExportedStory:
    """Return one running story in its published shape."""
    return ExportedStory(
        id=story.id,
        title=story.title,
        page=page_of(story),
        events=story.events,
        words=story.words,
        people=story.people,
    )


def exported_outlet(outlet: Outlet) -> ExportedOutlet:
    """Return one outlet in its published shape."""
    return ExportedOutlet(
        id=outlet.id, name=outlet.name, page=page_of(outlet), articles=outlet.articles, events=outlet.events
    )
