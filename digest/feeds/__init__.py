"""Feeds of new events for feed readers, as Atom and RSS: of the whole site, of each theme, story, outlet and person."""

from __future__ import annotations

from digest.feeds.gather import Gatherer, feed_name, first_published, has_feed, title_of, updated
from digest.feeds.markup import atom, rss
from digest.views.desk import Desk

__all__ = ["ALL", "build_feeds", "feed_name", "first_published", "has_feed", "title_of", "updated"]

ALL = "feeds/all"
"""Path of the feeds of all events, without the ending."""


def build_feeds(desk: Desk) -> dict[str, bytes]:
    """Return every feed by its path under the pages' folder.

    Addresses in them are absolute where the desk knows the site's, else relative to the feed.
    """
    files: dict[str, bytes] = {}
    for feed in Gatherer(desk).feeds():
        files[feed.atom] = atom(feed, desk.address)
        files[feed.rss] = rss(feed, desk.address)
    return files
