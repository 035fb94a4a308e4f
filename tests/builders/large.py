"""Large collections: every list long, one event of which very much is told, one article of very many lines."""

from __future__ import annotations

import datetime as dt

import msgspec

from digest.records import (
    AnnotatedArticle,
    Contradiction,
    Digest,
    Event,
    Person,
    QuoteGroup,
    QuoteRef,
    ReportedIn,
    SourceRef,
)
from tests.builders.collection import FIRE_DAY, MINISTER, person_id, sample_digest
from tests.builders.single import annotate, make_article, make_quote, make_ref, quote_ref

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


def crowded_digest(count: int = 200) -> Digest:
    """Return the sample with `count` more reports of its first event, each with quotations, and as many mentions.

    Every fourth quotation is one that all these articles carry, and the toll is told by all of them.
    """
    base = sample_digest()
    event = base.events[0]
    item = base.articles[0]
    more = tuple(_article(item, n) for n in range(count))
    spoken = [ref for ref in base.quotes if ref.article == item.article.id]
    quotes = tuple(_moved(ref, n, event.id) for n in range(count) for ref in spoken)
    people = tuple(_person(base.people[0], n) for n in range(len(quotes)))
    quotes = tuple(
        ref if ref.quote == spoken[0].quote else msgspec.structs.replace(ref, speaker=people[n // 3].id)
        for n, ref in enumerate(quotes)
    )
    title = event.title_ref
    assert title is not None
    refs = tuple(msgspec.structs.replace(title, article=one.article.id) for one in more)
    crowded = msgspec.structs.replace(
        event,
        articles=(*event.articles, *(one.article.id for one in more)),
        quotes=(*event.quotes, *(ref.id for ref in quotes)),
        mentioned_in=tuple(ReportedIn(article=ref.article, ref=ref, tense="recalled") for ref in refs),
        statements=(QuoteGroup(quotes=tuple(ref.id for ref in quotes if ref.quote == spoken[0].quote)),),
        contradictions=tuple(
            Contradiction(kind="number", about=f"قتلى {n}", values=(("سبعة", refs), ("تسعة", refs[:2])), update=False)
            for n in range(count // 10)
        ),
        people=tuple(person.id for person in people[:count]),
        sources=count,
    )
    return msgspec.structs.replace(
        base,
        articles=(*base.articles, *more),
        quotes=(*base.quotes, *quotes),
        events=(crowded, *base.events[1:]),
        people=(*base.people, *people),
    )


def _moved(ref: QuoteRef, n: int, event: str) -> QuoteRef:
    key = f"a-{n:06}"
    return msgspec.structs.replace(ref, id=f"{key}-q{ref.quote.content.start}", article=key, event=event)


def long_article(lines: int) -> Digest:
    """Return the sample with one more article of so many lines, each with a quotation, the last line very long."""
    base = sample_digest()
    words = [f"وقال المدير رقم {n}: «سنعيد فتح الرصيف رقم {n} قبل نهاية الشهر»." for n in range(lines)]
    article = make_article(("title", "يوميات الميناء"), *words, "رصيف بعد رصيف " * 6000, path="long.txt")
    said = [
        make_quote(article, f"سنعيد فتح الرصيف رقم {n} قبل نهاية الشهر", speaker=f"المدير رقم {n}")
        for n in range(lines)
    ]
    item = annotate(article, day=FIRE_DAY, quotes=said)
    last = article.paragraphs[-1]
    told = (
        make_ref(article, words[0]),
        make_ref(article, words[-1]),
        SourceRef(article=article.id, span=last.span, line=last.line),
    )
    event = base.events[0]
    return msgspec.structs.replace(
        base,
        articles=(*base.articles, item),
        quotes=(*base.quotes, *(quote_ref(article, one, speaker=None, event=event.id) for one in said)),
        events=(msgspec.structs.replace(event, summary=(*event.summary, *told)), *base.events[1:]),
    )
