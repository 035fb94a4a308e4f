"""axe-core in a page: what it finds, at both widths and in both schemes, without loading the page again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.chromium import DESK, PHONE

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Rules that are asked: WCAG 2.2 up to AA, and axe's own advice."""

COLOURS = ("color-contrast", "link-in-text-block")
"""Rules whose answer depends on the scheme."""

RUN = """async (runOnly) => {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.split("\\n")[1].trim()}`));
}"""

STILL = """() => {
  const sheet = new CSSStyleSheet();  // a style element would be against the policy of the pages
  sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""

SCHEME = """(dark) => {
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  document.body.dataset.mdColorMedia = `(prefers-color-scheme: ${dark ? "dark" : "light"})`;
}"""


def still(page: Page) -> None:
    """Stop what glides, so that colours and places are at once what they will be."""
    page.evaluate(STILL)


def show_scheme(page: Page, *, dark: bool) -> None:
    """Show a page in a scheme, as the reader's choice does."""
    page.evaluate(SCHEME, dark)


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds in a page as it stands: `rule: element: why`. Without `rules`, all of `TAGS` are asked."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    found: list[str] = page.evaluate(RUN, list(rules or TAGS))
    return found


def all_violations(page: Page) -> dict[str, list[str]]:
    """Return what axe finds by width and scheme, everything unfolded; the colour rules alone in the dark scheme."""
    still(page)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    found: dict[str, Any] = {}
    for width, viewport in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            show_scheme(page, dark=scheme == "dark")
            found[f"{width} {scheme}"] = violations(page, COLOURS if scheme == "dark" else ())
    show_scheme(page, dark=False)
    return {state: problems for state, problems in found.items() if problems}
