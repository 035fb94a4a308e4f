"""Old addresses that lead to living pages: pages at addresses that an event or an article might have had.

Which these are follows from the input alone. An event's id comes from the article that founded it; had another of its
articles been alone before, its page stood under that one's id, an alias. An article that was merged into another had a
page of its own. For an address of which only the day has changed since, `data/addresses.json` tells by the part of the
id that stays where the page is now; `assets/js/moved.js` asks it on the page that says that there is nothing.
"""

from __future__ import annotations

import json
from collections import Counter

from digest import addresses
from digest.addresses import Links
from digest.escape import html_text
from digest.plain import plain_page
from digest.records import Article, Digest, Event
from digest.views.desk import TITLE_LENGTH, Desk, excerpt

ADDRESSES = "data/addresses.json"
"""Path of the table of addresses."""


def moved_pages(desk: Desk) -> dict[str, bytes]:
    """Return, by path under the pages' folder, a plain HTML page for each old address, and the table of addresses."""
    digest = desk.collection.digest
    targets: dict[str, Event | Article] = {**_old_events(digest), **_old_articles(digest)}
    pages = {f"{addresses.page_address(path)}index.html": _page(desk, path, target) for path, target in targets.items()}
    return {**pages, ADDRESSES: _table(digest)}


def _old_events(digest: Digest) -> dict[str, Event]:
    """Return events by the paths of their aliases, but those that are a living event's or that two events claim."""
    living = {event.id for event in digest.events}
    claims = Counter(alias for event in digest.events for alias in dict.fromkeys(event.aliases))
    return {
        addresses.page_path("events", alias): event
        for event in digest.events
        for alias in event.aliases
        if alias not in living and claims[alias] == 1
    }


def _old_articles(digest: Digest) -> dict[str, Article]:
    """Return articles by the paths under which those merged into them would stand, chains followed to their end."""
    into = {merge.path: merge.into for merge in digest.merges}
    articles = [item.article for item in digest.articles]
    by_key = {article.path if article.row is None else f"{article.path}#{article.row}": article for article in articles}
    living = {article.id for article in articles}
    found: dict[str, Article] = {}
    for path in sorted(into):
        key, seen = path, {path}
        while key in into and into[key] not in seen:
            key = into[key]
            seen.add(key)
        old = addresses.article_id(path, None)
        if key in by_key and old not in living:
            found[addresses.page_path("articles", old)] = by_key[key]
    return found


def _page(desk: Desk, path: str, target: Event | Article) -> bytes:
    """Return a page that leads on by itself, with or without scripts, and keeps an anchor with them."""
    links = Links("", addresses.page_address(path))
    there, words = html_text(links.of(target)), desk.strings.moved
    known = Links(desk.address, "").of(target) if desk.address else ""
    canonical = f'<link rel="canonical" href="{html_text(known)}">\n' if known else ""
    script = html_text(links.file("assets/js/moved.js"))
    title = html_text(excerpt(target.title, TITLE_LENGTH) or target.id)
    refresh = f'<meta http-equiv="refresh" content="0; url={there}">\n'
    head = f'{canonical}<script src="{script}" data-to="{there}"></script>\n{refresh}'
    lead = f'<p>{html_text(words.lead)} <a href="{there}">{title}</a></p>\n'
    return plain_page(words.title, f"<h1>{html_text(words.title)}</h1>\n{lead}", head)


def _table(digest: Digest) -> bytes:
    """Return, as JSON, the id of each event by the part of it that stays when its day is settled anew.

    Under the same parts of aliases too; without those that mean two events.
    """
    living = {event.id for event in digest.events}
    owners: dict[str, set[str]] = {}
    for event in digest.events:
        for key in (event.id, *(alias for alias in event.aliases if alias not in living)):
            owners.setdefault(addresses.founding_key(key), set()).add(event.id)
    table = {key: next(iter(ids)) for key, ids in sorted(owners.items()) if len(ids) == 1}
    return json.dumps({"events": table}, separators=(",", ":")).encode("ascii") + b"\n"
