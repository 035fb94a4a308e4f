"""Everything that stands in the site beside its pages: data, search, feeds, old addresses, `robots.txt`."""

from __future__ import annotations

from pathlib import Path

from digest.config import Config
from digest.export import export_files
from digest.feeds import build_feeds
from digest.lexicon import Lexicons
from digest.moved import moved_pages
from digest.records import Digest
from digest.search import build_index, written_pages
from digest.views import desk_of
from digest.views.strings import Strings
from digest.write import OWN_FILES, OWN_FOLDERS


def other_files(
    digest: Digest, config: Config, strings: Strings, docs: Path, lexicons: Lexicons | None = None, address: str = ""
) -> dict[str, bytes]:
    """Return the files by path under `docs`, the pages' folder, whose hand-written pages can be found too.

    `strings` are those of the templates; `address` is where the site is published, with a slash at its end, or empty.
    """
    desk = desk_of(digest, config, None, strings, address)
    return {
        "robots.txt": robots(address),
        **export_files(digest, config),
        **build_index(digest, config, lexicons, written_pages(docs, frozenset((*OWN_FOLDERS, *OWN_FILES)))),
        **build_feeds(desk),
        **moved_pages(desk),
    }


def robots(address: str) -> bytes:
    """Return `robots.txt`: everything may be read, and the site map is named where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return "\n".join((*lines, "")).encode("ascii")
