"""The page about the method states figures, and docs/accuracy.md, compared with what is measured, bears them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from tests.rendered import body_of, to_html


def figures(root: Path) -> list[tuple[str, str, str]]:
    """Return each figure of the page: the row of docs/accuracy.md, what it says there, and what the page shows."""
    page = html.fromstring(to_html(body_of((root / "site_src" / "about.md").read_text(encoding="utf-8"))))
    return [(s.get("data-row"), s.get("data-says"), s.text_content()) for s in page.xpath("//span[@data-row]")]


def measured(accuracy: str, table: str, figure: str) -> str:
    """Return a figure of one of the measured tables, as it stands there."""
    part = accuracy.partition(f"<!-- measured: {table} -->")[2].partition("<!-- end -->")[0]
    found = re.search(rf"^\| {re.escape(figure)} \| ([\d.]+) \|", part, re.MULTILINE)
    assert found is not None, f"docs/accuracy.md measures no {figure!r} in the table {table!r}"
    return found[1]


def shown(says: str) -> str:
    """Return a figure of docs/accuracy.md as the page shows it: hundredths are cut, not rounded up."""
    if counts := re.search(r"(\d+) of (\d+)$", says):
        return f"{counts[1]} من {counts[2]}"
    share = re.search(r"(\d?\.\d+)$", says)
    assert share is not None, says
    return str(int(float(share[1]) * 100 + 1e-9))


def test_the_page_about_the_method_states_the_figures_that_were_measured(root: Path) -> None:
    accuracy = (root / "docs" / "accuracy.md").read_text(encoding="utf-8")
    found = figures(root)
    assert len(found) > 8
    for row, says, words in found:
        if row == "published":
            claim = f"{says} {measured(accuracy, row, says)}"
        else:
            claim = says
            (line,) = re.findall(rf"^\| {re.escape(row)} \|.*$", accuracy.partition("## Measures")[0], re.MULTILINE)
            assert re.search(rf"{re.escape(says)}(?!\d)", line), f"docs/accuracy.md does not say {says!r} of {row}"
        assert words == shown(claim), (row, says)


@pytest.mark.parametrize(
    ("says", "words"), [("recall .956", "95"), ("F1 0.980", "98"), ("days 25 of 28", "25 من 28"), ("x 1.0", "100")]
)
def test_figures_are_cut_and_not_rounded_up(says: str, words: str) -> None:
    assert shown(says) == words
