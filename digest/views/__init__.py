"""What the pages say: a digest in, one record for each page out, with every link and every word of the interface.

The templates turn these records into Markdown; nothing here knows how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest import addresses
from digest.config import Config
from digest.editorial import Editorial
from digest.escape import token
from digest.records import Card, Digest, Record
from digest.typography import Typography
from digest.views import article, calendar, cards, corrections, event, front, people, searching, subjects
from digest.views.collection import Collection
from digest.views.desk import Desk
from digest.views.listings import (
    DayPage,
    DaysIndex,
    MonthPage,
    OutletPage,
    OutletsIndex,
    PeopleIndex,
    PersonPage,
    StoriesIndex,
    ThemePage,
    ThemesIndex,
)
from digest.views.pages import (
    ArticlePage,
    CorrectionsPage,
    EventPage,
    EventPart,
    HomePage,
    SearchPage,
    SiteView,
    StoryPage,
)
from digest.views.strings import Strings

__all__ = ["TEMPLATES", "View", "all_views", "desk_of", "site_view"]

TEMPLATES: dict[str, type[Record]] = {
    "home": HomePage,
    "event": EventPage,
    "event_part": EventPart,
    "day": DayPage,
    "month": MonthPage,
    "days": DaysIndex,
    "theme": ThemePage,
    "themes": ThemesIndex,
    "person": PersonPage,
    "people": PeopleIndex,
    "outlet": OutletPage,
    "outlets": OutletsIndex,
    "article": ArticlePage,
    "story": StoryPage,
    "stories": StoriesIndex,
    "corrections": CorrectionsPage,
    "search": SearchPage,
}
"""Each template's name (without `.md.j2`) and the record that it gets."""


class View(Record, frozen=True, kw_only=True):
    """A page before it is rendered."""

    path: str
    """Path under the pages' folder."""
    template: str
    """A key of `TEMPLATES`."""
    context: Record
    """What the template gets."""
    summary: str = ""
    """One sentence about the page, for its description."""
    day: str = ""
    """The day that the page is about, ISO 8601; empty if there is none."""
    about: Record | None = None
    """The record of the digest that it is about; None for indexes and for further parts of a long page."""
    card: Card | None = None
    """What its card says; None if it has none of its own."""


def site_view(config: Config, address: str = "") -> SiteView:
    """Return what every template sees as `site`; `address` is that of `digest.site.site_address`."""
    site = config.site
    return SiteView(title=site.title, description=site.description, publish=token(site.publish), address=address)


def desk_of(digest: Digest, config: Config, editorial: Editorial | None, strings: Strings, address: str = "") -> Desk:
    """Return the desk at which pages are put together; `address` is that of the site, empty if it is not known."""
    return Desk(Collection(digest, config, editorial), strings, Typography.of(config.site), address=address)


def all_views(desk: Desk) -> Iterator[View]:
    """Yield every page of the site, in the order of the kinds above and of the digest."""
    collection, config = desk.collection, desk.collection.config
    root = Desk(collection, desk.strings, desk.typography, base="", address=desk.address)
    home = front.home_page(root)
    yield View(
        path="index.md",
        template="home",
        context=home,
        summary=config.site.description,
        card=cards.collection_card(root, home) if cards.has_cards(config) else None,
    )
    yield View(
        path="corrections.md",
        template="corrections",
        context=corrections.corrections_page(root, collection.editorial),
    )
    yield View(path="search.md", template="search", context=searching.search_page(root))
    yield from _event_views(desk)
    yield from _calendar_views(desk)
    yield from _subject_views(desk)
    yield from _people_views(desk)
    yield from _article_views(desk)


def _event_views(desk: Desk) -> Iterator[View]:
    drawn = cards.has_cards(desk.collection.config)
    for one in desk.collection.digest.events:
        page, parts = event.event_pages(desk, one)
        yield View(
            path=addresses.path_of(one),
            template="event",
            context=page,
            summary=page.lead[0].text if page.lead else page.title,
            day=one.first.isoformat() if one.first is not None and one.first == one.last else "",
            about=one,
            card=cards.event_card(desk, one, page) if drawn else None,
        )
        for path, part in parts:
            yield View(path=path, template="event_part", context=part, summary=part.title, about=one)


def _calendar_views(desk: Desk) -> Iterator[View]:
    for day in desk.collection.days:
        for path, day_page in calendar.day_pages(desk, day):
            yield View(path=path, template="day", context=day_page, day=day.isoformat())
    for month in desk.collection.months:
        yield View(path=addresses.month_path(month), template="month", context=calendar.month_page(desk, month))
    yield View(path="days/index.md", template="days", context=calendar.days_index(desk))


def _subject_views(desk: Desk) -> Iterator[View]:
    digest = desk.collection.digest
    for theme in digest.themes:
        for path, theme_page in subjects.theme_pages(desk, theme):
            yield View(path=path, template="theme", context=theme_page, about=theme)
    yield View(path="themes/index.md", template="themes", context=subjects.themes_index(desk))
    for story in digest.stories:
        for path, story_page in subjects.story_pages(desk, story):
            yield View(path=path, template="story", context=story_page, about=story)
    for path, stories in subjects.stories_index(desk):
        yield View(path=path, template="stories", context=stories)
    for outlet in digest.outlets:
        for path, outlet_page in subjects.outlet_pages(desk, outlet):
            yield View(path=path, template="outlet", context=outlet_page, about=outlet)
    yield View(path="outlets/index.md", template="outlets", context=subjects.outlets_index(desk))


def _people_views(desk: Desk) -> Iterator[View]:
    for person in desk.collection.digest.people:
        if addresses.has_page(person):
            for path, person_page in people.person_pages(desk, person):
                yield View(path=path, template="person", context=person_page, about=person)
    for path, index in people.people_index(desk):
        yield View(path=path, template="people", context=index)


def _article_views(desk: Desk) -> Iterator[View]:
    for item in desk.collection.digest.articles:
        for path, page in article.article_pages(desk, item):
            yield View(
                path=path,
                template="article",
                context=page,
                summary=page.title,
                day=item.publication.day.isoformat() if item.publication.day else "",
                about=item,
            )
