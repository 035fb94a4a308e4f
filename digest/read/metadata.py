"""What an HTML page states about itself outside its text: title, outlet, address, dates."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import htmldate
import htmldate.extractors
from lxml import etree
from lxml.html import HtmlElement

from digest.read.damage import find_damage
from digest.read.values import parse_date, parse_url, url_hint
from digest.records import DateHint


class Metadata(NamedTuple):
    """Metadata of a page; what it does not state is None or empty."""

    title: str | None
    outlet: str | None
    url: str | None
    hints: tuple[DateHint, ...]


_SPACE = re.compile(r"\s+")
_DATE_PROPERTIES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "date",
)
_MOST_JSON = 500_000
_MOST_NODES = 2_000


def read_metadata(tree: HtmlElement, source: str, first_line: int) -> Metadata:
    """Return what the page `tree`, parsed from `source`, says of itself; `first_line` is the file's line of `source`.

    Dates come in a fixed order: JSON-LD, `<meta>`, `<time>`, the address, and, only where it says something new,
    htmldate's reading of the markup (fast mode: the clock plays no part).
    """
    metas = _metas(tree)
    linked = _linked_data(tree)
    url = _address(tree, metas)
    hints: list[DateHint] = []
    for name, text in _dates(tree, metas, linked):
        if day := _day(text):
            evidence = f"{name[1]}: {text}"[:200]
            line = _line(source, (_ANCHORS.get(name[0], name[1]), text), first_line)
            hints.append(DateHint(source=name[0], day=day, evidence=evidence, line=line))
    if url and (hint := url_hint(url, _line(source, ("", url), first_line))):
        hints.append(hint)
    if (day := _htmldate(tree)) and all(hint.day != day for hint in hints):
        hints.append(DateHint(source="htmldate", day=day, evidence=day.isoformat()))
    title = _first(metas, "og:title", "twitter:title") or _text(linked.get("headline")) or _title(tree)
    return Metadata(_readable(title), _readable(_outlet(metas, linked)), url, tuple(hints))


def _readable(text: str | None) -> str | None:
    """Return a text unless its letters were garbled, as those of metadata can be where the page's are not."""
    return None if text and find_damage(text) else text


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each `<meta>` by lower-case property, name or itemprop."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _SPACE.sub(" ", meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:1000])
    return found


def _first(metas: dict[str, str], *names: str) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _text(value: Any) -> str | None:
    return _SPACE.sub(" ", value).strip()[:1000] or None if isinstance(value, str) else None


def _title(tree: HtmlElement) -> str | None:
    title = tree.find(".//title")
    return _text("".join(title.itertext())) if title is not None else None


def _outlet(metas: dict[str, str], linked: dict[str, Any]) -> str | None:
    publisher = linked.get("publisher")
    stated = publisher.get("name") if isinstance(publisher, dict) else publisher
    return _first(metas, "og:site_name", "application-name") or _text(stated)


def _address(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    for candidate in (canonical, metas.get("og:url")):
        try:
            return parse_url((candidate or "").strip()[:2000])
        except ValueError:
            continue
    return None


# ---------------------------------------------------------------------------------------------------- dates


def _dates(tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """Yield ((source, name), text) of every stated date, the most explicit first."""
    for key in ("datePublished", "dateCreated"):
        if text := _text(linked.get(key)):
            yield ("json-ld", key), text
            break
    if name := next((name for name in _DATE_PROPERTIES if name in metas), None):
        yield ("meta", name), metas[name]
    if text := _time_element(tree):
        yield ("time-element", "time"), text


def _time_element(tree: HtmlElement) -> str | None:
    """Return the date of the `<time>` that is marked as the publication's, else of the first inside the article."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [t for t in times if t.get("pubdate") is not None or (t.get("itemprop") or "").lower() == "datepublished"]
    inside = [t for t in times if any(a.tag in ("article", "main", "header") for a in t.iterancestors())]
    for time in (*marked, *inside, *times):
        return _text(time.get("datetime"))
    return None


_ISO = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2})")


def _day(text: str) -> dt.date | None:
    """Return the local day of an ISO 8601 date and time, or None."""
    found = _ISO.match(text)
    try:
        day = parse_date(found[1]) if found else None
    except ValueError:
        return None
    return day if day and day.year >= 1900 else None


_lenient_parse = htmldate.extractors.dateutil_parse
_OTHERWISE = (dt.datetime(2001, 2, 3), dt.datetime(2014, 5, 16))


def _whole_parse(text: str, **options: Any) -> dt.datetime:
    """Parse as dateutil does, but refuse what lacks a day, a month or a year: dateutil takes those from the clock."""
    options["ignoretz"] = True
    found: set[dt.datetime] = {_lenient_parse(text, default=default, **options) for default in _OTHERWISE}
    (day, *others) = found
    if others or str(day.year) not in text:
        raise ValueError(f"no whole date: {text!r:.100}")
    return day


htmldate.extractors.dateutil_parse = _whole_parse  # there is no other way to tell htmldate


def _htmldate(tree: HtmlElement) -> dt.date | None:
    """Return the date that htmldate reads from the markup."""
    try:
        found = htmldate.find_date(
            tree, extensive_search=False, original_date=True, min_date="1995-01-01", max_date="2199-12-31"
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return None  # one clue less, not one article less
    return _day(found) if found else None


_ANCHORS = {"time-element": "<time"}


def _line(source: str, words: tuple[str, str], first_line: int) -> int | None:
    """Return the file's line on which the second of `words` stands after the first; None if it does not stand so."""
    name, text = words
    found = re.search(re.escape(name), source, re.IGNORECASE)
    at = source.find(text, found.start()) if found else -1
    return source.count("\n", 0, at) + first_line if at >= 0 else None


# ---------------------------------------------------------------------------------------------------- JSON-LD

_ARTICLE_TYPES = frozenset(
    ("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
     "backgroundnewsarticle", "blogposting", "liveblogposting", "report")
)  # fmt: skip


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article; an empty one if there is none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > _MOST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
            json.dumps(data, ensure_ascii=False).encode("utf-8")  # escapes can spell half characters, which none holds
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(data))
        if article := next((node for node in nodes if _is_article(node)), None):
            return {**article, "publisher": _resolved(article.get("publisher"), nodes)}
    return {}


def _resolved(value: Any, nodes: list[dict[str, Any]]) -> Any:
    """Return the object that a bare reference (`{"@id": …}`) points to in the same document."""
    if not isinstance(value, dict) or "name" in value or not isinstance(value.get("@id"), str):
        return value
    return next((node for node in nodes if node.get("@id") == value["@id"] and "name" in node), value)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document, outer ones first, at most `_MOST_NODES`."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower() in _ARTICLE_TYPES for name in names)
