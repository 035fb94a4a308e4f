"""The tables of docs/accuracy.md: `python -m tests.accuracy --document` writes what is measured; a test compares."""

from __future__ import annotations

from collections.abc import Mapping

from tests.accuracy.gate import ROOT, floors

PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- measured: {} -->", "<!-- end -->"


def table(name: str, measured: Mapping[str, float]) -> str:
    """Return one table in Markdown: each figure, what was measured, its floor."""
    pinned = floors()[name]
    rows = [f"| {figure} | {value:.3f} | {pinned[figure]:.3f} |" for figure, value in measured.items()]
    return "\n".join(["| figure | measured | floor |", "| --- | --- | --- |", *rows])


def replace(page: str, name: str, measured: Mapping[str, float]) -> str:
    """Return the page with one table brought up to date."""
    begin = BEGIN.format(name)
    if begin not in page:
        raise ValueError(f"docs/accuracy.md has no place for the table {name!r}: add {begin} and {END}")
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n\n{table(name, measured)}\n\n{END}{rest.partition(END)[2]}"


def write(measured: Mapping[str, Mapping[str, float]]) -> None:
    """Write the tables of docs/accuracy.md for what is measured."""
    page = PAGE.read_text(encoding="utf-8")
    for name, figures in measured.items():
        page = replace(page, name, figures)
    PAGE.write_text(page, encoding="utf-8")
