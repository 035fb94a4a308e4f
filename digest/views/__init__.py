"""What the pages say: a digest in, one record for each page out, with every link and every word of the interface.

The templates turn these records into Markdown; nothing here knows how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest import addresses
from digest.config import Config
from digest.editorial import Editorial
from digest.escape import token
from digest.records import Digest, Record
from digest.typography import Typography
from digest.views import article, calendar, event, front, people, subjects
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
from digest.views.pages import ArticlePage, CorrectionsPage, EventPage, HomePage, SiteView, StoryPage
from digest.views.strings import Strings

__all__ = ["TEMPLATES", "View", "all_views", "site_view"]

TEMPLATES: dict[str, type[Record]] = {
    "home": HomePage,
    "event": EventPage,
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


def site_view(config: Config) -> SiteView:
    """Return what every template sees as `site`."""
    return SiteView(title=config.site.title, description=config.site.description, publish=token(config.site.publish))


def all_views(digest: Digest, config: Config, editorial: Editorial | None, strings: Strings) -> Iterator[View]:
    """Yield every page of the site, in the order of the kinds above and of the digest."""
    collection, typography = Collection(digest, config), Typography.of(config.site)
    root = Desk(collection, strings, typography, base="")
    desk = Desk(collection, strings, typography)
    yield View(path="index.md", template="home", context=front.home_page(root), summary=config.site.description)
    yield View(
        path="corrections.md",
        template="corrections",
        context=front.corrections_page(root, editorial or Editorial()),
    )
    yield from _event_views(desk)
    yield from _calendar_views(desk)
    yield from _subject_views(desk)
    yield from _people_views(desk)
    yield from _article_views(desk)


def _event_views(desk: Desk) -> Iterator[View]:
    for one in desk.collection.digest.events:
        page = event.event_page(desk, one)
        yield View(
            path=addresses.path_of(one),
            template="event",
            context=page,
            summary=page.lead[0].text if page.lead else page.title,
            day=one.first.isoformat() if one.first is not None and one.first == one.last else "",
        )


def _calendar_views(desk: Desk) -> Iterator[View]:
    for day in desk.collection.days:
        yield View(
            path=addresses.day_path(day), template="day", context=calendar.day_page(desk, day), day=day.isoformat()
        )
    for month in desk.collection.months:
        yield View(path=addresses.month_path(month), template="month", context=calendar.month_page(desk, month))
    yield View(path="days/index.md", template="days", context=calendar.days_index(desk))


def _subject_views(desk: Desk) -> Iterator[View]:
    digest = desk.collection.digest
    for theme in digest.themes:
        for path, theme_page in subjects.theme_pages(desk, theme):
            yield View(path=path, template="theme", context=theme_page)
    yield View(path="themes/index.md", template="themes", context=subjects.themes_index(desk))
    for story in digest.stories:
        yield View(path=addresses.path_of(story), template="story", context=subjects.story_page(desk, story))
    yield View(path="stories/index.md", template="stories", context=subjects.stories_index(desk))
    for outlet in digest.outlets:
        for path, outlet_page in subjects.outlet_pages(desk, outlet):
            yield View(path=path, template="outlet", context=outlet_page)
    yield View(path="outlets/index.md", template="outlets", context=subjects.outlets_index(desk))


def _people_views(desk: Desk) -> Iterator[View]:
    for person in desk.collection.digest.people:
        if addresses.has_page(person):
            for path, person_page in people.person_pages(desk, person):
                yield View(path=path, template="person", context=person_page)
    for path, index in people.people_index(desk):
        yield View(path=path, template="people", context=index)


def _article_views(desk: Desk) -> Iterator[View]:
    for item in desk.collection.digest.articles:
        page = article.article_page(desk, item)
        yield View(
            path=addresses.path_of(item.article),
            template="article",
            context=page,
            summary=page.title,
            day=item.publication.day.isoformat() if item.publication.day else "",
        )
