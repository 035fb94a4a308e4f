"""Titles that stand for people: who bears which office in an article, and whom a title alone can mean.

A title alone ("الرئيس الروسي") is given to the one person who bears that office in the article; else to the one person
named there who holds it by the lexicon; else, where the article's day is known, to the lexicon's one holder of that
day. Whatever these do not settle stays open: a wrong person is worse than none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from digest.names.cast import Member
from digest.names.gazetteer import Gazetteer
from digest.names.hits import Hit
from digest.names.tables import Office
from digest.names.titles import Title
from digest.names.tokens import Token

_MARGIN = dt.timedelta(days=3)
"""Days around a change of office in which articles may still, or already, mean the other holder."""


class Bearing(NamedTuple):
    """A person's mention together with who it is, as far as offices are concerned."""

    hit: Hit
    member: Member | None
    """The person of the article; None for a curated person who is only named shortly."""


class _Borne(NamedTuple):
    """An office that the article gives to somebody."""

    entity: str
    role: str
    of: str | None
    former: bool
    seat: frozenset[str]
    """Words that say where, beyond the office itself."""


class Holder(NamedTuple):
    """Whom a title alone means."""

    entity: str
    name: str
    by_date: bool
    """Whether only the lexicon and the article's day say so."""


class Offices:
    """The offices of one article's people."""

    def __init__(
        self, book: Gazetteer, tokens: tuple[Token, ...], bearings: Sequence[Bearing], day: dt.date | None
    ) -> None:
        self._book = book
        self._tokens = tokens
        self._bearings = bearings
        self._day = day
        self._borne: list[_Borne] = []
        self._names: dict[str, str] = {}
        for bearing in bearings:
            self._write_down(bearing)

    def _write_down(self, bearing: Bearing) -> None:
        """Keep the office that a title gives to the person of a mention."""
        entity = self._entity(bearing)
        self._names[entity] = self._name(bearing)
        hit = bearing.hit
        role, of, former = hit.role, hit.of, False
        if hit.title is not None:
            role, of, former = hit.title.role, hit.title.of, hit.title.former
            if hit.title.reference:
                role = self.role_before(hit.first)
        if role is None:
            return
        if of is None:
            of = self._curated_seat(entity, role)
        seat = self._seat(hit.title) if hit.title is not None else frozenset()
        self._borne.append(_Borne(entity, role, of, former, seat))

    def _entity(self, bearing: Bearing) -> str:
        if bearing.member is not None:
            return bearing.member.entity
        return f"known:{bearing.hit.known}" if bearing.hit.known else "name:" + " ".join(bearing.hit.words)

    def _name(self, bearing: Bearing) -> str:
        if bearing.member is not None:
            return bearing.member.name
        return self._book.names[bearing.hit.known] if bearing.hit.known else " ".join(bearing.hit.words)

    def _curated_seat(self, entity: str, role: str) -> str | None:
        """Return what a curated person holds an office of, where the lexicon knows only one such seat."""
        entry = self._book.people.get(entity.removeprefix("known:"))
        seats = {o.of for o in entry.offices if o.role == role} if entry else set()
        return seats.pop() if len(seats) == 1 else None

    def role_before(self, at: int) -> str | None:
        """Return the office of the nearest person before a word: what "نظيره" refers to."""
        for bearing in reversed(self._bearings):
            if bearing.hit.first >= at:
                continue
            hit = bearing.hit
            role = hit.title.role if hit.title is not None else hit.role
            return role or self._only_role(self._entity(bearing))
        return None

    def _seat(self, title: Title) -> frozenset[str]:
        """Return the words that say where an office is held, bare: "باسم الوزارة" and "باسم وزارة الصحة" share one."""
        words = self._tokens[max(title.office_last, title.first) + 1 : title.last + 1]
        return frozenset(word.folded.removeprefix("ال") for word in words)

    def _only_role(self, entity: str) -> str | None:
        """Return the one office that an entity has in the article or, failing that, in the lexicon."""
        roles = {borne.role for borne in self._borne if borne.entity == entity and not borne.former}
        if not roles and (entry := self._book.people.get(entity.removeprefix("known:"))) is not None:
            roles = {o.role for o in entry.offices if self._day is None or _covers(o.first, o.last, self._day)}
        return roles.pop() if len(roles) == 1 else None

    def holder(self, title: Title) -> Holder | None:
        """Return whom a title alone means, None where it is unsure."""
        role = self.role_before(title.first) if title.reference else title.role
        if role is None:
            return None
        bearers = self._bearers(role, title)
        if bearers:
            return Holder(bearers[0], self._names[bearers[0]], False) if len(bearers) == 1 else None
        if title.of is None or title.former:
            return None
        return self._by_lexicon(role, title.of)

    def _bearers(self, role: str, title: Title) -> list[str]:
        """Return who bears an office in the article: where the title says, or where nothing is said of either.

        "المتحدث باسم الوزارة" is not "متحدث باسم الجيش", though the lexicon knows neither the ministry nor the army.
        """
        bearers = [borne for borne in self._borne if borne.role == role and borne.former == title.former]
        if title.of is not None:
            found = [b for b in bearers if b.of == title.of] or [b for b in bearers if b.of is None and not b.seat]
        else:
            seat = self._seat(title)
            found = [b for b in bearers if seat <= b.seat]
        return list(dict.fromkeys(borne.entity for borne in found))

    def _by_lexicon(self, role: str, of: str) -> Holder | None:
        named = [e for e in self._names if self._holds(e.removeprefix("known:"), role, of)]
        if named:
            return Holder(named[0], self._names[named[0]], False) if len(named) == 1 else None
        if self._day is None:
            return None
        holders = [key for key in self._book.people if self._holds(key, role, of, self._day)]
        return Holder(f"known:{holders[0]}", self._book.names[holders[0]], True) if len(holders) == 1 else None

    def _holds(self, key: str, role: str, of: str, day: dt.date | None = None) -> bool:
        entry = self._book.people.get(key)
        return entry is not None and any(
            o.role == role and o.of == of and (day is None or self._safely(o, day)) for o in entry.offices
        )

    def _safely(self, office: Office, day: dt.date) -> bool:
        """Tell whether a day lies inside a known term, away from its ends and before the lexicon's last checked day."""
        last = office.last or self._book.known_until
        if office.first is None:
            return False
        return office.first + _MARGIN <= day and (last is None or day <= last - _MARGIN)


def _covers(first: dt.date | None, last: dt.date | None, day: dt.date) -> bool:
    """Tell whether a term of office holds a day; the day of handing over belongs to the successor."""
    return (first is None or first <= day) and (last is None or day < last)
