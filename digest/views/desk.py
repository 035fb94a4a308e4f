"""The desk at which pages are put together: records of the digest in, parts of pages with links and words out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from digest import addresses, reasons
from digest.escape import Fragment, link_target, token, visible
from digest.records import AnnotatedArticle, Article, Event, Person, Publication, Reason, SourceRef, Story, Theme
from digest.typography import Typography
from digest.views import badges
from digest.views.collection import Collection
from digest.views.parts import ArticleRow, Badge, Counted, DayEvents, EventCard, Link, Sentence, Source, StoryCard
from digest.views.strings import Strings, label

TITLE_LENGTH = 300
"""Longest headline shown, in code points: more than any outlet writes; a longer one is cut with an ellipsis."""

NAME_LENGTH = 120
"""Longest name of an outlet or an unnamed source shown, in code points."""

CARD_OUTLETS = 4
"""Most outlets named on the card of an event."""

SENTENCE_LENGTH = 900
"""Longest sentence shown, in code points; its line shows the rest."""

CARD_LENGTH = 220
"""Longest sentence on a card and beside an event in time, in code points: five lines of a phone."""


def excerpt(text: str, limit: int) -> str:
    """Return visible text, cut at a space before `limit` code points with an ellipsis if it is longer."""
    shown = visible(text)
    if len(shown) <= limit:
        return shown
    head = shown[: limit - 1]
    return visible((head[: head.rfind(" ")] if " " in head[limit // 2 :] else head) + "…")  # isolates are closed again


class Desk:
    """Makes the parts that several pages share, for pages that lie `base` below the pages' folder."""

    def __init__(
        self, collection: Collection, strings: Strings, typography: Typography, base: str = "../", *, address: str = ""
    ) -> None:
        self.collection = collection
        self.strings = strings
        self.typography = typography
        self.base = base
        self.address = address
        """Absolute address of the site, with a slash at its end; empty if it is not known."""

    # -------------------------------------------------------------------------------------------- links

    def href(self, path: str, anchor: str = "") -> Fragment:
        """Return the target of a link to a page."""
        return link_target(path, anchor, base=self.base)

    def absolute(self, path: str, anchor: str = "") -> str:
        """Return the absolute address of a page, for citing and sharing; empty where the site's is not known."""
        return addresses.Links(self.address, "").page(path, anchor) if self.address else ""

    def source(self, ref: SourceRef) -> Source:
        """Return the source mark of a reference."""
        article = self.collection.articles[ref.article].article
        path, anchor = self.collection.place(article, ref.span.start)
        return Source(
            outlet=excerpt(article.outlet or "", NAME_LENGTH),
            line=ref.line,
            href=self.href(path, anchor),
            address=link_target(addresses.page_address(path), anchor),
        )

    def line_source(self, article: Article, line: int) -> Source | None:
        """Return the source mark of a line of the file; None if the article's page has no anchor for it."""
        for paragraph in article.paragraphs:
            if paragraph.line == line and article.line_of(paragraph.span.start) == line:
                ref = SourceRef(article=article.id, span=paragraph.span, line=line)
                shown = article.paragraphs.index(paragraph) in self.collection.published(article)
                return self.source(ref) if shown else None
        return None

    def sentence(self, ref: SourceRef, limit: int = SENTENCE_LENGTH) -> Sentence:
        """Return the words of a reference, at most `limit` code points of them, with their source mark.

        Where they may not be shown the mark stands alone.
        """
        text = "" if self.collection.withholds else ref.span.of(self.collection.articles[ref.article].article.text)
        return Sentence(text=excerpt(text, limit), source=self.source(ref))

    def event_link(self, event: Event) -> Link:
        """Return the link to an event's page."""
        return Link(text=excerpt(event.title, TITLE_LENGTH), href=self.href(addresses.path_of(event)))

    def main_event(self, article: Article) -> Link | None:
        """Return the link to the event that an article is mainly about, if there is one."""
        event = self.collection.event_of.get(article.id)
        return self.event_link(event) if event else None

    def article_link(self, article: Article, text: str | None = None) -> Link:
        """Return the link to an article's page, under its headline or under `text`."""
        return Link(text=text or self.headline(article), href=self.href(addresses.path_of(article)))

    def headline(self, article: Article) -> str:
        """Return the headline of an article as pages show it, or its path where it has no visible one."""
        return excerpt(article.title, TITLE_LENGTH) or visible(article.path)

    def outlet_link(self, article: Article) -> Link:
        """Return the link to an article's outlet, or the words for an unnamed one."""
        outlet = self.collection.outlets.get(article.id)
        if outlet is None:
            name = excerpt(article.outlet or "", NAME_LENGTH)
            return Link(text=name or self.strings.words.unnamed_outlet, href=None)
        return Link(text=excerpt(outlet.name, NAME_LENGTH), href=self.href(addresses.path_of(outlet)))

    def badge(self, article: Article) -> Badge:
        """Return an article's outlet as a badge."""
        link, outlet = self.outlet_link(article), self.collection.outlets.get(article.id)
        named = outlet is not None or bool(visible(article.outlet or ""))
        return Badge(
            text=link.text,
            href=link.href,
            letter=badges.letter(link.text, self.strings.monogram) if named else "",
            hue=badges.hue(outlet.id if outlet else link.text),
        )

    def outlet_badges(self, event: Event) -> tuple[Badge, ...]:
        """Return the outlets of an event, each once, that of the first report first."""
        first = [event.first_report] if event.first_report in event.articles else []
        found = [self.badge(self.collection.articles[key].article) for key in (*first, *event.articles)]
        return tuple({(badge.text, badge.href): badge for badge in found}.values())

    def person_link(self, person: Person) -> Link:
        """Return the name of an entity, linked where it has a page."""
        href = self.href(addresses.path_of(person)) if addresses.has_page(person) else None
        return Link(text=person.name, href=href)

    def theme_link(self, theme: Theme) -> Link:
        """Return the link to a theme's page."""
        return Link(text=theme.label, href=self.href(addresses.path_of(theme)))

    def story_link(self, story: Story) -> Link:
        """Return the link to a running story's page."""
        return Link(text=story.title, href=self.href(addresses.path_of(story)))

    def day_link(self, day: dt.date) -> Link:
        """Return a day in words, leading to its page."""
        return Link(text=self.typography.full_day(day), href=self.href(addresses.day_path(day)))

    def month_link(self, month: dt.date) -> Link:
        """Return a month in words, leading to its archive."""
        return Link(text=self.typography.month_year(month), href=self.href(addresses.month_path(month)))

    # -------------------------------------------------------------------------------------------- words

    def days(self, first: dt.date | None, last: dt.date | None) -> str:
        """Return a day or an interval in words, or the words for an unknown day."""
        return self.typography.interval(first, last) or self.strings.words.undated

    def published(self, publication: Publication) -> str:
        """Return when an article was published, in words."""
        return self.days(publication.first, publication.last)

    def certainty(self, event: Event) -> str:
        """Return how sure the day of an event is, in words.

        A day that no article of its own reports is the word of those that mention it; else one certain article is
        enough.
        """
        if event.first is None:
            return self.strings.certainty.unknown
        if event.first != event.last:
            return self.strings.certainty.interval
        if not event.articles:
            return self.strings.certainty.told
        items = [self.collection.articles[key] for key in event.articles]
        certain = any(item.publication.confidence == "certain" for item in items)
        return self.strings.certainty.certain if certain else self.strings.certainty.inferred

    def reason(self, reason: Reason | str) -> str:
        """Return a reason or rule in words for readers, with days in words; empty for a code that has none."""
        if isinstance(reason, str):
            reason = Reason(code=reason)
        if reason.code not in reasons.codes():
            return ""
        args = self.typography.dates_in_words(reason.args)
        return reasons.say(Reason(code=reason.code, args=args), "ar")

    def agencies(self, article: Article) -> str:
        """Return the agencies that an article credits, separated by commas, without the one that published it."""
        others = [agency for agency in article.agencies if agency != article.outlet]
        return "، ".join(excerpt(agency, NAME_LENGTH) for agency in others[:5])

    # -------------------------------------------------------------------------------------------- cards

    def event_card(self, event: Event, theme: Theme | None = None) -> EventCard:
        """Return an event as it stands in lists; on the page of a `theme`, with the words that gave it that theme."""
        keys = () if theme else event.themes[:1]
        themes = [self.collection.themes[key] for key in keys if key in self.collection.themes]
        telling = [ref for ref in self.collection.told(event)[:1] if not self.says_the_title(event, ref)]
        outlets = self.outlet_badges(event)
        return EventCard(
            title=excerpt(event.title, TITLE_LENGTH),
            href=self.href(addresses.path_of(event)),
            when=self.days(event.first, event.last),
            articles=len(event.articles),
            mentions=len({report.article for report in event.mentioned_in}),
            sources=event.sources,
            outlets=outlets[:CARD_OUTLETS],
            outlets_more=max(0, len(outlets) - CARD_OUTLETS),
            quote=None,
            sentence=self.sentence(telling[0], CARD_LENGTH) if telling else None,
            themes=tuple(self.theme_link(theme) for theme in themes),
            note=event.theme_words.get(theme.id, ()) if theme else (),
        )

    def says_the_title(self, event: Event, ref: SourceRef) -> bool:
        """Tell whether a sentence says little more than the event's title, which was taken from it."""
        title = event.title_ref
        if title is None or title.article != ref.article or not ref.span.covers(title.span):
            return False
        return (title.span.end - title.span.start) > 0.6 * (ref.span.end - ref.span.start)

    def article_row(self, item: AnnotatedArticle) -> ArticleRow:
        """Return an article as it stands in lists."""
        return ArticleRow(
            headline=self.headline(item.article),
            href=self.href(addresses.path_of(item.article)),
            outlet=self.badge(item.article),
            when=self.published(item.publication),
            event=self.main_event(item.article),
        )

    def day_events(self, day: dt.date, events: Sequence[Event], limit: int) -> DayEvents:
        """Return a day with at most `limit` of its events."""
        return DayEvents(
            when=self.typography.full_day(day),
            href=self.href(addresses.day_path(day)),
            events=tuple(self.event_card(event) for event in events[:limit]),
            more=max(0, len(events) - limit),
        )

    def story_card(self, story: Story) -> StoryCard:
        """Return a running story as it stands in lists."""
        newest = self.newest_event(story)
        return StoryCard(
            title=story.title,
            href=self.href(addresses.path_of(story)),
            events=len(story.events),
            newest=self.event_link(newest) if newest else None,
            when=self.days(newest.first, newest.last) if newest else "",
        )

    def newest_event(self, story: Story) -> Event | None:
        """Return the newest event of a story that has come and has articles of its own, else its last one."""
        events = [self.collection.events[key] for key in story.events]
        come = [event for event in events if not self.collection.ahead(event)] or events
        covered = [event for event in come if event.articles]
        return next(reversed(covered or come), None)

    def person_chip(self, person: Person, count: int, note: str = "") -> Counted:
        """Return a person with a number and a note."""
        link = self.person_link(person)
        return Counted(text=link.text, href=link.href, note=visible(note), count=count)

    def title_in(self, person: Person, articles: Iterable[str]) -> str:
        """Return the title that these articles give a person, the one that most articles give first; or nothing.

        Only titles that stand on the person's page: "his Russian counterpart" is a title for nobody else.
        """
        used = {
            mention.title
            for key in articles
            for mention in self.collection.articles[key].mentions
            if mention.title and self.collection.person_of(key, mention) == person
        }
        titles = [use for use in person.titles if use.title in used]
        return visible(max(titles, key=lambda use: use.count).title) if titles else ""

    def last_title(self, person: Person) -> str:
        """Return the title that a person was given last, of several the most frequent; or nothing."""
        if not person.titles:
            return ""
        return visible(max(person.titles, key=lambda use: (use.last or dt.date.min, use.count)).title)

    def theme_chip(self, theme: Theme, count: int | None = None) -> Counted:
        """Return a theme with the number of its events."""
        link = self.theme_link(theme)
        return Counted(text=link.text, href=link.href, note="", count=len(theme.events) if count is None else count)

    def verdict(self, code: str) -> tuple[Fragment, str]:
        """Return a verdict as a class name and in words."""
        return token(code), label(self.strings.verdict, code)


def newest_first(events: Iterable[Event]) -> list[Event]:
    """Return events by their last day, the newest first, undated ones last."""
    return sorted(events, key=lambda e: (e.first is None, -(e.last or e.first or dt.date.min).toordinal(), e.id))
