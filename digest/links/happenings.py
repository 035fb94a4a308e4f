"""The happenings of a collection: every telling with its days, people and kind."""

from __future__ import annotations

from digest.citations import source_ref
from digest.events import EventsResult
from digest.events.matching import identified
from digest.records import Happening
from digest.tellings import HappeningWords


def happenings(result: EventsResult, words: HappeningWords) -> tuple[Happening, ...]:
    """Return what every article reports, recalls or announces, by article and offset.

    Words of speakers are left out, and so is what names neither a day nor enough people or places to tell it apart.
    """
    found = []
    for item in result.articles:
        for told in result.frames[item.article.id].told:
            if told.telling.quoted or not (told.days.known or identified(told, words)):
                continue
            found.append(
                Happening(
                    ref=source_ref(item.article, told.telling.span),
                    first=told.days.first,
                    last=told.days.last,
                    tense=told.tense,
                    people=told.people,
                    kind=told.telling.kinds[0] if told.telling.kinds else None,
                )
            )
    return tuple(found)
