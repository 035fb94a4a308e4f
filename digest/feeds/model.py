"""What a feed says, before it is written as Atom or RSS."""

from __future__ import annotations

import datetime as dt

from digest.records import Record


class Entry(Record, frozen=True, kw_only=True):
    """One event in a feed."""

    id: str
    """A URN that stays when the site moves and when the event's day is settled later."""
    title: str
    """Visible text."""
    url: str
    """The event's page."""
    updated: dt.date | None
    """Newest day of publication of its articles, as far as it is known; None if nothing is."""
    published: dt.date | None
    """Day of publication of its first article; None unless known to the day."""
    content: str
    """HTML."""
    categories: tuple[tuple[str, str], ...]
    """Themes: code and label."""


class Feed(Record, frozen=True, kw_only=True):
    """A list of events, the newest first."""

    name: str
    """Path without its ending, relative to the site's root: `feeds/themes/x` becomes `x.atom.xml` and `x.rss.xml`."""
    id: str
    """A URN."""
    title: str
    """Visible text."""
    subtitle: str
    """Visible text; never empty."""
    author: str
    """Name of the collection."""
    path: str
    """Markdown path of the page that shows the same."""
    updated: dt.date | None
    """Newest day among the entries, else of the collection; None if none is known."""
    entries: tuple[Entry, ...]
    """Empty content is never among them."""

    @property
    def atom(self) -> str:
        """Path of the Atom feed."""
        return self.name + ".atom.xml"

    @property
    def rss(self) -> str:
        """Path of the RSS feed."""
        return self.name + ".rss.xml"
