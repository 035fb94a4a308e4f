"""Pictures of each kind of page, on a phone and on a desk, light and dark: `make screenshots` writes screenshots/."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import CHROMIUM, DESK, PHONE, running_chromium, served
from tests.conftest import ROOT

FOLDERS = ("events", "articles", "people", "stories", "themes", "outlets")
"""Folders of generated pages; of each the page with most on it is taken."""


def kinds(site: Path) -> dict[str, str]:
    """Return the address of one page of each kind."""
    found = {"home": "", "archive": "days/", "about": "about/", "corrections": "corrections/", "missing": "404.html"}
    for folder in FOLDERS:
        found[folder] = f"{folder}/"
        pages = sorted((site / folder).glob("*/index.html"), key=lambda path: (path.stat().st_size, path))
        if pages:
            found[folder.removesuffix("s")] = f"{folder}/{pages[-1].parent.name}/"
    for name, pattern in (("month", "????-??"), ("day", "????-??-??")):
        for page in sorted((site / "days").glob(f"{pattern}/index.html"))[-1:]:
            found[name] = f"days/{page.parent.name}/"
    return found


def take(browser: Browser, address: str, pages: dict[str, str], folder: Path) -> int:
    """Write a picture of every page in every width and scheme; return how many."""
    taken = 0
    for width, viewport in (("phone", PHONE), ("desk", DESK)):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for kind, path in pages.items():
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png", full_page=True)
                taken += 1
            context.close()
    return taken


def main() -> int:
    """Take pictures of the site in site/."""
    site, folder = ROOT / "site", ROOT / "screenshots"
    if not (site / "index.html").is_file() or CHROMIUM is None:
        print("There is no site: run `make site` first." if CHROMIUM else "Chromium is not installed.", file=sys.stderr)
        return 1
    folder.mkdir(exist_ok=True)
    with served(site) as address, running_chromium() as browser:
        taken = take(browser, address, kinds(site), folder)
    print(f"{taken} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
