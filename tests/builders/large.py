"""A large collection in which every list is long: one event and one person of the sample, many times over."""

from __future__ import annotations

import datetime as dt

import msgspec

from digest.records import AnnotatedArticle, Digest, Event, Person, QuoteRef, SourceRef
from tests.builders.collection import FIRE_DAY, MINISTER, person_id, sample_digest

NAMES = ("بدر", "جمال", "حسن", "دانة", "رامي", "زينة", "سامي", "شهد", "صالح", "طارق", "عادل", "فادي", "قاسم", "هالة")


def large_digest(count: int = 600) -> Digest:
    """Return a collection of `count` events, each of one article with one quotation.

    A third of them lie on one day, a third on the days of one month, the rest on no certain day. All are of one story,
    one theme and one outlet and quote one person; there are as many other persons, and a third as many stories.
    """
    base = sample_digest()
    item = base.articles[0]
    spoken = next(ref for ref in base.quotes if ref.article == item.article.id and ref.speaker)
    articles = tuple(_article(item, n) for n in range(count))
    quotes = tuple(_quote(spoken, n) for n in range(count))
    events = tuple(_event(base.events[0], n, count) for n in range(count))
    ids, keys = tuple(event.id for event in events), tuple(one.article.id for one in articles)
    speaker = next(person for person in base.people if person.id == spoken.speaker)
    people = (
        msgspec.structs.replace(speaker, articles=keys, events=ids, quotes=tuple(ref.id for ref in quotes)),
        *(_person(speaker, n) for n in range(count)),
        *(person for person in base.people if person.kind in ("state", "place")),
    )
    story, theme, outlet = base.stories[0], base.themes[0], base.outlets[0]
    return msgspec.structs.replace(
        base,
        articles=articles,
        quotes=quotes,
        events=events,
        people=people,
        stories=(
            msgspec.structs.replace(story, events=ids),
            *(
                msgspec.structs.replace(story, id=f"s-{n}", slug=f"story-{n}", events=ids[n : n + 2])
                for n in range(count // 3)
            ),
        ),
        themes=(msgspec.structs.replace(theme, events=ids, articles=keys),),
        outlets=(msgspec.structs.replace(outlet, articles=keys, events=ids),),
        merges=(),
        happenings=(),
        article_themes={},
    )


def _article(item: AnnotatedArticle, n: int) -> AnnotatedArticle:
    article = msgspec.structs.replace(item.article, id=f"a-{n:06}", path=f"many/{n:06}.txt")
    return msgspec.structs.replace(item, article=article)


def _quote(ref: QuoteRef, n: int) -> QuoteRef:
    return msgspec.structs.replace(
        ref, id=f"a-{n:06}-q{ref.quote.content.start}", article=f"a-{n:06}", event=f"e-{n:06}"
    )


def _event(event: Event, n: int, count: int) -> Event:
    third = count // 3
    first = FIRE_DAY if n < third else FIRE_DAY.replace(day=1) + dt.timedelta(days=n % 30)
    last = first if n < 2 * third else first + dt.timedelta(days=40 if n % 2 else 1)
    key = f"a-{n:06}"
    offset = next(iter(event.quotes)).rpartition("-q")[2]

    def moved(ref: SourceRef) -> SourceRef:
        return msgspec.structs.replace(ref, article=key)

    return msgspec.structs.replace(
        event,
        id=f"e-{n:06}",
        title=f"{event.title} {n}",
        title_ref=None,
        first=first,
        last=last,
        articles=(key,),
        mentioned_in=(),
        summary=tuple(moved(ref) for ref in event.summary),
        quotes=(f"{key}-q{offset}",),
        people=(person_id(MINISTER),),
        near_miss=None,
        related=(),
        first_report=key,
        sources=1,
        statements=(),
        contradictions=(),
        why=(),
    )


def _person(person: Person, n: int) -> Person:
    name = f"{NAMES[n % len(NAMES)]} {NAMES[n // len(NAMES) % len(NAMES)]} {n}"
    return msgspec.structs.replace(
        person,
        id=f"p-{n:06}",
        name=name,
        variants=((name, 1),),
        articles=(),
        events=(),
        quotes=(),
    )
