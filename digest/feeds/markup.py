"""Atom 1.0 (RFC 4287) and RSS 2.0 as XML. Same feed, same bytes; text that XML forbids never arrives here."""

from __future__ import annotations

import datetime as dt
import unicodedata
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from digest.addresses import Links
from digest.feeds.model import Entry, Feed

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNDATED = dt.date(1970, 1, 1)
"""Stands for an unknown day where Atom demands one: no reader takes it for news, and no build changes it."""


def atom(feed: Feed, site: str) -> bytes:
    """Return a feed as Atom 1.0."""
    links = Links(site, feed.atom)
    root = ET.Element("feed", {"xmlns": ATOM, _XML_LANG: "ar"})
    _text(root, "id", feed.id)
    _text(root, "title", directed(feed.title))
    _text(root, "subtitle", directed(feed.subtitle))
    _text(root, "updated", _instant(feed.updated))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=links.file(feed.atom))
    ET.SubElement(root, "link", rel="alternate", type="text/html", hreflang="ar", href=links.page(feed.path))
    for entry in feed.entries:
        _atom_entry(ET.SubElement(root, "entry"), entry)
    return _bytes(root)


def _atom_entry(node: ET.Element, entry: Entry) -> None:
    _text(node, "id", entry.id)
    _text(node, "title", directed(entry.title))
    _text(node, "updated", _instant(entry.updated))
    if entry.published:
        _text(node, "published", _instant(entry.published))
    ET.SubElement(node, "link", rel="alternate", type="text/html", hreflang="ar", href=entry.url)
    for code, label in entry.categories:
        ET.SubElement(node, "category", term=code, label=label)
    _text(node, "content", entry.content).set("type", "html")


def rss(feed: Feed, site: str) -> bytes:
    """Return a feed as RSS 2.0 (RSS Advisory Board, 2.0.11) with the channel's own address as `atom:link`."""
    links = Links(site, feed.rss)
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", directed(feed.title))
    _text(channel, "link", links.page(feed.path))
    _text(channel, "description", directed(feed.subtitle))
    _text(channel, "language", "ar")
    if feed.updated:
        _text(channel, "lastBuildDate", _mail_date(feed.updated))
    ET.SubElement(channel, "atom:link", rel="self", type="application/rss+xml", href=links.file(feed.rss))
    for entry in feed.entries:
        _rss_item(ET.SubElement(channel, "item"), entry)
    return _bytes(root)


def _rss_item(node: ET.Element, entry: Entry) -> None:
    _text(node, "title", directed(entry.title))
    _text(node, "link", entry.url)
    _text(node, "guid", entry.id).set("isPermaLink", "false")
    if day := entry.published or entry.updated:
        _text(node, "pubDate", _mail_date(day))
    for _, label in entry.categories:
        _text(node, "category", label)
    _text(node, "description", entry.content)


def directed(text: str) -> str:
    """Return text whose first strong letter makes it run from right to left, as feed readers decide it."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return text
        if kind == "L":
            break
    return f"\u200f{text}"


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    node = ET.SubElement(parent, tag)
    node.text = text
    return node


def _instant(day: dt.date | None) -> str:
    return f"{(day or UNDATED).isoformat()}T00:00:00Z"


def _mail_date(day: dt.date) -> str:
    return format_datetime(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode("utf-8") + b"\n"
