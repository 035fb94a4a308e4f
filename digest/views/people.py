"""Pages of persons and institutions, and their index."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from digest import addresses
from digest.escape import token, visible
from digest.records import Person, QuoteRef
from digest.views.desk import Desk, newest_first
from digest.views.listings import PeopleIndex, PersonPage, TitleRow
from digest.views.lists import LISTED, Place, chunks, pager, places
from digest.views.parts import Bar, Counted
from digest.views.quotes import quote_card, quote_day

QUOTES_A_PART = 100
"""Quotations on one page of a person."""

NAMES_A_PART = 1000
"""Names on one page of the index."""

MOST_QUOTED = 10
"""Names at the head of the index and on the front page."""

MONTHS_CHARTED = 36
"""Most months in the chart, the newest ones."""


def person_pages(desk: Desk, person: Person) -> list[tuple[str, PersonPage]]:
    """Return the page of a person and, where there are many quotations, its older parts, with their paths."""
    quotes = sorted(
        desk.collection.spoken[person.id],
        key=lambda ref: (_order(desk, ref), ref.id),
    )
    parts = chunks(quotes, QUOTES_A_PART)
    path = addresses.path_of(person)
    return [
        (place.path, _person_page(desk, person, quotes, part, place))
        for part, place in zip(parts, places(path, len(parts)), strict=True)
    ]


def _person_page(
    desk: Desk, person: Person, quotes: Sequence[QuoteRef], part: Sequence[QuoteRef], place: Place
) -> PersonPage:
    main = place.part == 0
    events = newest_first(desk.collection.events[key] for key in person.events if key in desk.collection.events)
    shown = {key for event in events for key in event.articles}
    others = [key for key in reversed(person.articles) if key not in shown]
    return PersonPage(
        title=visible(person.name),
        institution=person.kind == "institution",
        spellings=tuple(Counted(text=visible(t), href=None, note="", count=n) for t, n in person.variants),
        titles=tuple(
            TitleRow(title=visible(use.title), count=use.count, when=desk.typography.interval(use.first, use.last))
            for use in person.titles
        ),
        aliases=tuple(visible(alias) for alias in person.aliases),
        chart=_chart(desk, quotes),
        count=len(quotes),
        quotes=tuple(quote_card(desk, ref, on_event=False) for ref in reversed(part)),
        pager=pager(desk, place),
        events=tuple(desk.event_card(event) for event in events[:LISTED]) if main else (),
        events_more=max(0, len(events) - LISTED) if main else 0,
        articles=tuple(desk.article_row(desk.collection.articles[key]) for key in others[:LISTED]) if main else (),
        articles_more=max(0, len(others) - LISTED) if main else 0,
    )


def _order(desk: Desk, ref: QuoteRef) -> dt.date:
    """Return the day by which quotations are ordered: as near as is known."""
    publication = desk.collection.articles[ref.article].publication
    return quote_day(desk, ref) or publication.last or publication.first or dt.date.min


def _chart(desk: Desk, quotes: Sequence[QuoteRef]) -> tuple[Bar, ...]:
    """Return the number of quotations by month, months without any included; nothing for a single month."""
    months = Counter(day.replace(day=1) for ref in quotes if (day := quote_day(desk, ref)))
    if len(months) < 2:
        return ()
    last, most, bars = max(months), max(months.values()), []
    month = max(min(months), _months_before(last, MONTHS_CHARTED - 1))
    while month <= last:
        height = -(-10 * months[month] // most)
        bars.append(Bar(label=desk.typography.short_month_year(month), count=months[month], height=token(str(height))))
        month = _months_before(month, -1)
    return tuple(bars)


def _months_before(month: dt.date, count: int) -> dt.date:
    year, index = divmod(month.year * 12 + month.month - 1 - count, 12)
    return dt.date(max(year, 1), index + 1, 1)


def people_index(desk: Desk) -> list[tuple[str, PeopleIndex]]:
    """Return the index of persons and institutions in parts of `NAMES_A_PART`, by name."""
    people = [person for person in desk.collection.digest.people if addresses.has_page(person)]
    parts = [people[at : at + NAMES_A_PART] for at in range(0, len(people), NAMES_A_PART)] or [[]]
    path = addresses.page_path("people", "index")
    return [
        (
            place.path,
            PeopleIndex(
                title=desk.strings.words.people,
                most_quoted=most_quoted(desk) if place.part == 0 else (),
                persons=tuple(_chip(desk, person) for person in part if person.kind == "person"),
                institutions=tuple(_chip(desk, person) for person in part if person.kind == "institution"),
                pager=pager(desk, place),
            ),
        )
        for part, place in zip(parts, places(path, len(parts)), strict=True)
    ]


def _chip(desk: Desk, person: Person) -> Counted:
    return desk.person_chip(person, len(desk.collection.spoken[person.id]), desk.last_title(person))


def most_quoted(desk: Desk) -> tuple[Counted, ...]:
    """Return the most quoted persons and institutions."""
    spoken = desk.collection.spoken
    quoted = [person for person in desk.collection.digest.people if spoken[person.id] and addresses.has_page(person)]
    return tuple(_chip(desk, person) for person in sorted(quoted, key=lambda p: -len(spoken[p.id]))[:MOST_QUOTED])
