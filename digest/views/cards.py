"""What the cards say: the words of an event's page, and of the front page, in a few lines."""

from __future__ import annotations

from digest.addresses import card_path
from digest.cards import why_not
from digest.config import Config
from digest.records import Card, Event
from digest.views.desk import Desk
from digest.views.pages import EventPage, HomePage

OUTLETS = 8
"""Most outlets named: more never fit the foot of a card."""

TELLING = 60
"""Code points from which words tell something by themselves: the first that are so long stand on the card."""


def has_cards(config: Config) -> bool:
    """Tell whether pages get cards: they are wanted, and this machine can shape Arabic."""
    return config.site.cards and not why_not()


def event_card(desk: Desk, event: Event, page: EventPage) -> Card:
    """Return what the card of an event says."""
    words, speaker = _best_words(page)
    outlets = dict.fromkeys(report.outlet.text for report in page.coverage)
    return Card(
        path=card_path(event.id),
        title=page.title,
        masthead=desk.collection.config.site.title,
        day=page.when.text,
        kicker=page.kicker[0].text if page.kicker else "",
        words=words,
        speaker=speaker,
        foot=tuple(outlets)[:OUTLETS],
    )


def _best_words(page: EventPage) -> tuple[str, str]:
    """Return words inside marks of the most quoted speaker who is named, and the name; nothing if there are none."""
    for one in page.speakers:
        direct = [quote.words.text for quote in one.quotes if quote.direct]
        if direct and one.speaker.href is not None:
            return max(direct, key=lambda words: min(len(words), TELLING)), one.speaker.text
    return "", ""


def collection_card(desk: Desk, page: HomePage) -> Card:
    """Return what the card of the whole collection says, which pages without one of their own show."""
    plural, typography = desk.strings.plural, desk.typography
    numbers = {"article": page.articles, "event": page.events, "quote": page.quotes, "outlet": page.outlets}
    return Card(
        path=card_path("site"),
        title=page.title,
        masthead="",
        day=page.span,
        words=desk.collection.config.site.description,
        foot=tuple(typography.counted(number, plural[noun]) for noun, number in numbers.items() if number),
    )
