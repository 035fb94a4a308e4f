"""Pictures of each kind of page, on a phone and on a desk, light and dark: `make screenshots` writes screenshots/.

The README's two pictures are made anew with them.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.chromium import CHROMIUM, DESK, PHONE, running_chromium, served
from tests.conftest import ROOT

FOLDERS = ("events", "articles", "people", "stories", "themes", "outlets")
"""Folders of generated pages; of each the page with most on it is taken."""

WORD = "الأمن"
"""What the search page is asked; the samples have it."""

README_WIDTH = 1000
"""Pixels; twice what GitHub shows of half a column."""

FONTS = """async () => {
  const faces = [400, 600].flatMap((weight) => ["ع", "a", "ü"].map((letter) => [weight, letter]));
  await Promise.all(faces.map(([weight, letter]) => document.fonts.load(`${weight} 16px "Digest Arabic"`, letter)));
}"""


def kinds(site: Path) -> dict[str, str]:
    """Return the address of one page of each kind."""
    found = {"home": "", "days": "days/", "about": "about/", "corrections": "corrections/", "missing": "404.html"}
    if (site / "offline" / "index.html").is_file():
        found["offline"] = "offline/"
    if (site / "search" / "index.html").is_file():
        found["search"] = f"search/?q={WORD}"
    for folder in FOLDERS:
        if (site / folder / "index.html").is_file():
            found[folder] = f"{folder}/"
        pages = sorted((site / folder).glob("*/index.html"), key=lambda path: (path.stat().st_size, path))
        if pages:
            found["story" if folder == "stories" else folder.removesuffix("s").replace("people", "person")] = (
                f"{folder}/{pages[-1].parent.name}/"
            )
    for name, pattern in (("month", "????-??"), ("day", "????-??-??")):
        for page in sorted((site / "days").glob(f"{pattern}/index.html"))[-1:]:
            found[name] = f"days/{page.parent.name}/"
    return found


def settle(page: Page, url: str) -> None:
    """Open a page and wait until all of it is there: a late font would wait for the next page."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    if "?q=" in url:
        page.wait_for_selector("#d-search[data-state=results]")


def take(browser: Browser, address: str, pages: dict[str, str], folder: Path) -> int:
    """Write a picture of every page in every width and scheme; return how many."""
    taken = 0
    for width, viewport in (("phone", PHONE), ("desk", DESK)):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address)
            page.evaluate(FONTS)
            for kind, path in pages.items():
                settle(page, address + path)
                page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png", full_page=True)
                taken += 1
            context.close()
    return taken


def small(picture: bytes, path: Path) -> None:
    """Write a picture in 160 colours: text and rules need no more, and the file is half."""
    with Image.open(io.BytesIO(picture)) as image:
        height = round(image.height * README_WIDTH / image.width)
        scaled = image.convert("RGB").resize((README_WIDTH, height), Image.Resampling.LANCZOS)
        scaled.quantize(160, dither=Image.Dither.NONE).save(path, optimize=True)


def take_for_readme(browser: Browser, address: str, pages: dict[str, str], folder: Path) -> None:
    """Write home.png, a desk's first screen, and event.png, what a phone's reader sees first, light beside dark."""
    desk: ViewportSize = {"width": DESK["width"], "height": 1000}
    shots: dict[str, bytes] = {}
    for name, path, viewport, scheme in (
        ("home", pages["home"], desk, "light"),
        ("light", pages["event"], {"width": 390, "height": 780}, "light"),
        ("dark", pages["event"], {"width": 390, "height": 780}, "dark"),
    ):
        context = browser.new_context(viewport=viewport, color_scheme=scheme, device_scale_factor=2)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        page.evaluate(FONTS)
        settle(page, address + path)
        shots[name] = page.screenshot()
        context.close()
    small(shots["home"], folder / "home.png")
    with Image.open(io.BytesIO(shots["light"])) as light, Image.open(io.BytesIO(shots["dark"])) as dark:
        both = Image.new("RGB", (light.width * 2 + 40, light.height), "white")
        both.paste(dark, (0, 0))
        both.paste(light, (light.width + 40, 0))
        buffer = io.BytesIO()
        both.save(buffer, "PNG")
    small(buffer.getvalue(), folder / "event.png")


def main() -> int:
    """Take pictures of the site in site/."""
    site, folder, images = ROOT / "site", ROOT / "screenshots", ROOT / "docs" / "images"
    if not (site / "index.html").is_file() or CHROMIUM is None:
        print("There is no site: run `make site` first." if CHROMIUM else "Chromium is not installed.", file=sys.stderr)
        return 1
    folder.mkdir(exist_ok=True)
    with served(site) as address, running_chromium() as browser:
        pages = kinds(site)
        taken = take(browser, address, pages, folder)
        take_for_readme(browser, address, pages, images)
    print(f"{taken} pictures in {folder}, two in {images}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
