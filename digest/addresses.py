"""Where everything stands in the site: the one place that makes addresses and anchors.

Paths are those of Markdown files under `site_src/`; addresses are relative to the site's root, as MkDocs makes them
with directory addresses (`events/x.md` is read at `events/x/`). Names come from stable ids, never from content.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from digest.records import Article, Event, Outlet, Person, Record, SourceRef, Story, Theme

FOLDERS = ("articles", "events", "days", "people", "themes", "outlets", "stories")
"""Folders of `site_src/` that hold generated pages and nothing else."""

CARDS = "assets/cards"
"""Folder of the pictures of pages, generated too."""


def short_hash(*parts: str, length: int = 10) -> str:
    """Return `length` lower-case base-32 characters of a BLAKE2b hash over `parts`: stable, safe in addresses."""
    raw = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest()
    return base64.b32encode(raw).decode("ascii").lower()[:length]


_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_RESERVED = re.compile(r"index|con|prn|aux|nul|(?:com|lpt)[0-9]|p-[a-z2-7]{10}")


def is_safe_name(name: str) -> bool:
    """Tell whether a name that people chose (an id or a slug of a lexicon) can be that of a page.

    It is the same on file systems that do not tell capitals apart, no name that Windows keeps for devices, no index of
    a folder, and none that the program gives.
    """
    return _NAME.fullmatch(name) is not None and _RESERVED.fullmatch(name) is None


def article_id(path: str, row: int | None) -> str:
    """Return the id of the article at `path` (and `row` of a `.jsonl` file)."""
    return "a-" + short_hash(path if row is None else f"{path}#{row}")


def page_path(kind: str, key: str) -> str:
    """Return the Markdown path of a generated page, such as `events/2022-01-28-ab12cd.md`."""
    return f"{kind}/{key}.md"


def page_address(path: str) -> str:
    """Return the address of a Markdown path relative to the site's root: `index.md` is ``""``, `a/b.md` is `a/b/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else stem + "/"


class Links(NamedTuple):
    """Ways from one document of the site to others, for feeds and data: absolute where the site's address is known."""

    site: str
    """Absolute address of the site, with a slash at its end; empty if it is not known."""
    here: str
    """Where the document stands, relative to the site's root: `events/x/`, `feeds/atom.xml`."""

    def file(self, path: str, anchor: str = "") -> str:
        """Return the address of anything in the site, given relative to its root."""
        base = self.site or "../" * self.here.count("/")
        target = base + quote(path, safe="/-._~") or "./"
        return f"{target}#{quote(anchor, safe='-._~')}" if anchor else target

    def page(self, path: str, anchor: str = "") -> str:
        """Return the address of a page, given as a Markdown path."""
        return self.file(page_address(path), anchor)

    def of(self, record: Record, anchor: str = "") -> str:
        """Return the address of the page that belongs to a record of the digest."""
        return self.page(path_of(record), anchor)


def path_of(record: Record) -> str:
    """Return the Markdown path of the page that belongs to a record of the digest."""
    match record:
        case Article(id=key):
            return page_path("articles", key)
        case Event(id=key):
            return page_path("events", key)
        case Person(id=key):
            return page_path("people", key)
        case Outlet(id=key):
            return page_path("outlets", key)
        case Theme(slug=key):
            return page_path("themes", key)
        case Story(slug=key):
            return page_path("stories", key)
    raise TypeError(f"{type(record).__name__} has no page of its own")


def has_page(person: Person) -> bool:
    """Tell whether an entity has a page of its own: persons and institutions do, states and places do not."""
    return person.kind in ("person", "institution")


def founding_key(event: str) -> str:
    """Return the part of an event's id that stays when its day is settled anew: the hash of what founded it."""
    return event.rsplit("-", 1)[-1]


def event_data_path(key: str) -> str:
    """Return the path of the data of the event with this id, `data/events/….json`."""
    return f"data/events/{key}.json"


def card_path(key: str) -> str:
    """Return the path of a card, such as `assets/cards/2022-01-28-ab12cd.png`: `key` is an event's id or `site`."""
    return f"{CARDS}/{key}.png"


def day_path(day: dt.date) -> str:
    """Return the Markdown path of a day's page."""
    return page_path("days", day.isoformat())


def month_path(day: dt.date) -> str:
    """Return the Markdown path of the archive page of the month of `day`."""
    return page_path("days", day.isoformat()[:7])


def part_path(path: str, index: int, count: int) -> str:
    """Return the path of part `index` of a long page in `count` parts: the page itself for the newest part (0).

    Older parts are numbered from the oldest, `x.1.md`, so that a new entry does not move the entries of all parts.
    """
    return path if index == 0 else f"{path.removesuffix('.md')}.{count - index}.md"


def further_path(path: str, number: int) -> str:
    """Return the path of the further page `number`, from 1, of a page whose first part always stands on it."""
    return f"{path.removesuffix('.md')}.{number}.md"


def line_anchors(article: Article) -> tuple[str, ...]:
    """Return the anchor of each line of `article.text`, in order, unique within the article's page.

    The anchor is `L` and the line of the file; where several lines of the text come from one line of the file (HTML,
    `.jsonl`), the second and later ones have `-2`, `-3`, … appended.
    """
    seen: Counter[int] = Counter()
    anchors = []
    for line in article.lines:
        seen[line] += 1
        anchors.append(f"L{line}" if seen[line] == 1 else f"L{line}-{seen[line]}")
    return tuple(anchors)


def anchor_of(article: Article, offset: int) -> str:
    """Return the anchor of the line that holds code point `offset` of the article's text."""
    return line_anchors(article)[article.line_index(offset)]


def cited_lines(article: Article, refs: Iterable[SourceRef]) -> frozenset[int]:
    """Return the indices of the text lines that `refs` point into."""
    return frozenset(
        index
        for ref in refs
        if ref.article == article.id
        for index in range(
            article.line_index(ref.span.start), article.line_index(max(ref.span.start, ref.span.end - 1)) + 1
        )
    )
