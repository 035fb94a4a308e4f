from __future__ import annotations

from collections.abc import Iterator

import pytest

from digest.editorial import Editorial, PersonEntry
from digest.events import Days
from digest.links.related import BACK
from digest.reasons import codes
from digest.records import Digest, Event, SourceRef
from tests.collections import CASES, articles_of, digest_of, load

FILES = {
    f"{case.stem}/{name}": source
    for case in sorted((CASES / "events").glob("*.yml"))
    for name, source in load(case)["articles"].items()
}
"""Every article of every case, as one collection."""


@pytest.fixture(scope="module")
def digest() -> Digest:
    return digest_of(articles_of(FILES))


def refs(event: Event) -> Iterator[SourceRef]:
    """Every pointer into an article that an event's record holds."""
    if event.title_ref is not None:
        yield event.title_ref
    yield from event.summary
    yield from (mention.ref for mention in event.mentioned_in)
    yield from (link.ref for link in event.related if link.ref is not None)
    yield from (ref for one in event.contradictions for _, stated in one.values for ref in stated)


def test_every_article_is_in_exactly_one_event(digest: Digest) -> None:
    placed = [article for event in digest.events for article in event.articles]
    assert sorted(placed) == sorted(item.article.id for item in digest.articles)


def test_ids_are_unique(digest: Digest) -> None:
    ids = [event.id for event in digest.events]
    aliases = [alias for event in digest.events for alias in event.aliases]
    assert len(set(ids)) == len(ids)
    assert not set(aliases) & set(ids)
    quotes = [quote.id for quote in digest.quotes]
    assert len(set(quotes)) == len(quotes)


def test_events_stand_in_order_of_days(digest: Digest) -> None:
    days = [Days(event.first, event.last).order for event in digest.events]
    assert days == sorted(days)


def test_every_pointer_leads_to_words_and_to_their_line(digest: Digest) -> None:
    articles = {item.article.id: item.article for item in digest.articles}
    found = [ref for event in digest.events for ref in refs(event)] + [h.ref for h in digest.happenings]
    assert found
    for ref in found:
        article = articles[ref.article]
        assert 0 <= ref.span.start < ref.span.end <= len(article.text)
        assert ref.span.of(article.text).strip()
        assert ref.line == article.line_of(ref.span.start)


def test_titles_are_verbatim(digest: Digest) -> None:
    articles = {item.article.id: item.article for item in digest.articles}
    for event in digest.events:
        if event.title_ref is not None:
            assert event.title == event.title_ref.span.of(articles[event.title_ref.article].text)
        else:
            assert any(event.title in articles[article].title for article in event.articles)


def test_links_between_events_run_both_ways(digest: Digest) -> None:
    links = {(event.id, link.event): link for event in digest.events for link in event.related}
    assert links
    for (one, other), link in links.items():
        assert one != other
        back = links[other, one]
        assert back.why == BACK[link.why]
        assert back.ref == link.ref


def test_an_article_does_not_mention_its_own_event(digest: Digest) -> None:
    for event in digest.events:
        mentioning = [mention.article for mention in event.mentioned_in]
        assert len(set(mentioning)) == len(mentioning)
        assert not set(mentioning) & set(event.articles)


def test_an_event_without_articles_is_told_by_some(digest: Digest) -> None:
    asides = [event for event in digest.events if not event.articles]
    assert asides
    for event in asides:
        assert event.mentioned_in and event.summary and event.kind and event.first == event.last is not None


def test_people_and_events_point_at_each_other(digest: Digest) -> None:
    people = {person.id: person for person in digest.people}
    for event in digest.events:
        for key in (*event.people, *event.places):
            assert event.id in people[key].events
    events = {event.id: event for event in digest.events}
    for person in digest.people:
        for key in person.events:
            assert person.id in (*events[key].people, *events[key].places)


def test_people_and_quotations_point_at_each_other(digest: Digest) -> None:
    quotes = {quote.id: quote for quote in digest.quotes}
    assert any(quote.speaker for quote in digest.quotes)
    for person in digest.people:
        for key in person.quotes:
            assert quotes[key].speaker == person.id
    spoken = {key for person in digest.people for key in person.quotes}
    assert spoken == {quote.id for quote in digest.quotes if quote.speaker is not None}


def test_every_quotation_is_on_the_page_of_its_event(digest: Digest) -> None:
    events = {event.id: event for event in digest.events}
    for quote in digest.quotes:
        assert quote.event is not None
        assert quote.id in events[quote.event].quotes
    assert sum(len(event.quotes) for event in digest.events) == len(digest.quotes)


def test_a_quotation_of_a_speech_told_aside_belongs_to_the_speech(digest: Digest) -> None:
    (speech,) = (event for event in digest.events if event.kind == "interview")
    quotes = {quote.id: quote for quote in digest.quotes}
    assert speech.quotes
    assert {quotes[key].speaker for key in speech.quotes} <= set(speech.people)


def test_stories_and_events_point_at_each_other(digest: Digest) -> None:
    stories = {story.id: story for story in digest.stories}
    for event in digest.events:
        assert event.story is None or event.id in stories[event.story].events
    for story in digest.stories:
        assert all(event.story == story.id for event in digest.events if event.id in story.events)


def test_outlets_have_their_articles_and_events(digest: Digest) -> None:
    home = {article: event.id for event in digest.events for article in event.articles}
    outlet_of = {article: outlet for outlet in digest.outlets for article in outlet.articles}
    for item in digest.articles:
        outlet = outlet_of[item.article.id]
        assert outlet.name == item.article.outlet
        assert home[item.article.id] in outlet.events


def test_every_reason_can_be_said(digest: Digest) -> None:
    for event in digest.events:
        assert event.why
        given = {reason.code for reason in event.why} | ({event.near_miss.reason.code} if event.near_miss else set())
        assert given <= codes()


def test_independent_sources_are_at_most_the_articles(digest: Digest) -> None:
    for event in digest.events:
        assert 1 <= event.sources <= max(len(event.articles), len(event.mentioned_in))


def test_editors_make_two_names_one_person() -> None:
    files = {
        "a": "---\ntitle: خبر\ndate: 2023-05-03\n---\nقال الوزير سالم الحمادي إن الميناء سيفتح غدا.\n",
        "b": "---\ntitle: خبر آخر\ndate: 2023-06-03\n---\nقال المدير بدر الراشدي إن الميناء فتح أمس.\n",
    }
    apart = {person.name for person in digest_of(articles_of(files)).people}
    assert {"سالم الحمادي", "بدر الراشدي"} <= apart
    entry = PersonEntry(names=("بدر الراشدي", "سالم الحمادي"), why="اسمان لشخص واحد")
    joined = digest_of(articles_of(files), Editorial(same_person=(entry,)))
    (person,) = (person for person in joined.people if person.name == "بدر الراشدي")
    assert "سالم الحمادي" not in {other.name for other in joined.people}
    assert {spelling for spelling, _ in person.variants} >= {"سالم الحمادي", "بدر الراشدي"}
    assert len(person.articles) == 2
    assert {quote.speaker for quote in joined.quotes} == {person.id}
