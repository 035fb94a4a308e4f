"""Pages of persons and institutions, and their index."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Sequence

from digest import addresses
from digest.arabic import fold_word
from digest.escape import Fragment, token, visible
from digest.records import Person, QuoteRef
from digest.views.desk import Desk, newest_first
from digest.views.figures import chart, people_graph
from digest.views.listings import LetterNames, PeopleIndex, PersonPage, TitleRow
from digest.views.lists import LISTED, Place, chunks, pager, places
from digest.views.parts import Counted, Link
from digest.views.quotes import Said, quote_card, quote_day
from digest.views.subjects import span_of

QUOTES_A_PART = 40
"""Statements on one page of a person: with other wordings folded under them about 120 KB of HTML."""

NAMES_A_PART = 400
"""Names on one page of the index."""

LETTERS_FROM = 30
"""Names from which on the index has a row of letters."""

MOST_QUOTED = 10
"""Names at the head of the index and on the front page."""


def person_pages(desk: Desk, person: Person) -> list[tuple[str, PersonPage]]:
    """Return the page of a person and, where there are many quotations, its older parts, with their paths."""
    quotes = sorted(
        desk.collection.spoken[person.id],
        key=lambda ref: (_order(desk, ref), ref.event or "", ref.id),
    )
    parts = chunks(_statements(desk, quotes), QUOTES_A_PART)
    path = addresses.path_of(person)
    return [
        (place.path, _person_page(desk, person, quotes, part, place))
        for part, place in zip(parts, places(path, len(parts)), strict=True)
    ]


def _statements(desk: Desk, quotes: Sequence[QuoteRef]) -> list[Said]:
    """Return these quotations with those that say the same thing folded under the fullest of them."""
    here, carried = {ref.id: ref for ref in quotes}, desk.collection.carried
    groups = {ref.id: [here[key] for key in carried.get(ref.id, (ref.id,)) if key in here] for ref in quotes}
    return [Said(ref, tuple(groups[ref.id][1:]), None) for ref in quotes if groups[ref.id][0] is ref]


def _person_page(
    desk: Desk, person: Person, quotes: Sequence[QuoteRef], part: Sequence[Said], place: Place
) -> PersonPage:
    main = place.part == 0
    events = newest_first(desk.collection.events[key] for key in person.events if key in desk.collection.events)
    shown = {key for event in events for key in event.articles}
    others = [key for key in reversed(person.articles) if key not in shown]
    return PersonPage(
        title=visible(person.name),
        institution=person.kind == "institution",
        title_now=desk.last_title(person),
        span=span_of(desk, [(day, day) for ref in quotes if (day := quote_day(desk, ref))]),
        spellings=tuple(Counted(text=visible(t), href=None, note="", count=n) for t, n in person.variants),
        titles=tuple(
            TitleRow(title=visible(use.title), count=use.count, when=desk.typography.interval(use.first, use.last))
            for use in person.titles
        ),
        aliases=tuple(visible(alias) for alias in person.aliases),
        chart=chart(desk, Counter(day for ref in quotes if (day := quote_day(desk, ref))), "quote") if main else None,
        count=len(quotes),
        quotes=tuple(quote_card(desk, one.head, on_event=False, said=one) for one in reversed(part)),
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


def people_index(desk: Desk) -> list[tuple[str, PeopleIndex]]:
    """Return the index of persons and institutions in parts of `NAMES_A_PART`, by name."""
    people = sorted(filter(addresses.has_page, desk.collection.digest.people), key=_by_name)
    parts = [people[at : at + NAMES_A_PART] for at in range(0, len(people), NAMES_A_PART)] or [[]]
    path = addresses.page_path("people", "index")
    letters = _letters(desk, path, parts)
    return [
        (
            place.path,
            PeopleIndex(
                title=desk.strings.words.people,
                most_quoted=most_quoted(desk) if place.part == 0 else (),
                graph=people_graph(desk, place.path) if place.part == 0 else None,
                letters=letters,
                names=tuple(
                    LetterNames(letter=letter, anchor=_anchor(letter), names=tuple(_chip(desk, one) for one in group))
                    for letter, group in itertools.groupby(part, key=_letter if letters else lambda _: "#")
                ),
                pager=pager(desk, place),
            ),
        )
        for part, place in zip(parts, places(path, len(parts)), strict=True)
    ]


def _by_name(person: Person) -> tuple[bool, str, str]:
    name = fold_word(visible(person.name))
    return (not name[:1].isalpha(), name, person.id)


def _letter(person: Person) -> str:
    """Return the letter under which a name stands, hamza and article as written; `#` for digits and signs."""
    first = fold_word(visible(person.name))[:1]
    return first.upper() if first.isalpha() else "#"


def _anchor(letter: str) -> Fragment:
    return token(f"n-{ord(letter[0]):x}")


def _letters(desk: Desk, path: str, parts: Sequence[Sequence[Person]]) -> tuple[Link, ...]:
    """Return the letters that names begin with, each leading to its place in whichever part; none for a short list."""
    if sum(map(len, parts)) < LETTERS_FROM:
        return ()
    found: dict[str, Fragment] = {}
    for place, part in zip(places(path, len(parts)), parts, strict=True):
        for person in part:
            letter = _letter(person)
            found.setdefault(letter, desk.href(place.path, _anchor(letter)))
    return tuple(Link(text=letter, href=href) for letter, href in found.items())


def _chip(desk: Desk, person: Person) -> Counted:
    return desk.person_chip(person, len(desk.collection.spoken[person.id]), desk.last_title(person))


def most_quoted(desk: Desk) -> tuple[Counted, ...]:
    """Return the most quoted persons and institutions."""
    spoken = desk.collection.spoken
    quoted = [person for person in desk.collection.digest.people if spoken[person.id] and addresses.has_page(person)]
    return tuple(_chip(desk, person) for person in sorted(quoted, key=lambda p: -len(spoken[p.id]))[:MOST_QUOTED])
