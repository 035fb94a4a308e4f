"""The second wall: no page is published that holds what this project never writes.

Each HTML page is read in its plain form (`digest.site.markup`). A page on which everything is on the list stays as it
is, byte for byte, so that `mkdocs build` alone gives the same site. If its text holds something else, nh3 cleans the
text, and a warning says what was cut. If what stands around the text does (title, navigation, data for machines),
nothing of the page can be relied on: it is withheld, a page that says so stands in its place, and the other pages are
published. Where pages without words of articles break the rules too, the theme does: then nothing is published, and the
old site stays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import nh3

from digest.addresses import FOLDERS
from digest.errors import Problem, SiteError
from digest.policy import policy_of
from digest.site.allowed import ANYWHERE, DRAWN, PREFIXES, SCHEMES, TAGS, Place, is_allowed, names_of
from digest.site.markup import NotPlainError, Reading

Instead = Callable[[str], bytes]
"""Makes the page that stands in place of a withheld one, from its path in the site."""

_THEMES_OWN = "404.html"
"""The page that the theme makes of nobody's words."""
_FRONT = "index.html"
_TEXTS = frozenset({_FRONT, "corrections/index.html"})
"""Generated pages at the top that hold words of articles and no forms."""
_CUT = "If the page is written by hand, docs/trust.md says what it may hold. If not, a template lets text through."
_AROUND = "A title, summary or description got through unescaped: look through `overrides/` and the templates."
_THEME = "docs/trust.md says what `overrides/` and the theme may put on pages."
_BY_HAND = "is HTML written by hand, carries no Content-Security-Policy, and was not checked"
_TOLD = 3
"""How many faults of a page, and how many pages of a fault, are named."""

_Severity = Literal["error", "warning"]


class BrokenFrameError(Exception):
    """What stands around the text of a page is not what a theme writes; says what it is."""


def sanitise(site: Path, instead: Instead | None = None) -> tuple[Problem, ...]:
    """Clean the pages of a finished site that need it, and return what was cut or withheld.

    Raises `SiteError` if the theme itself breaks the rules, or for a page to be withheld if there is no `instead`.
    """
    theme = site / _THEMES_OWN
    if not theme.is_file() or policy_of(_text_of(theme)) is None:
        message = "the pages of this theme carry no Content-Security-Policy, and what they hold was not checked"
        hint = "Take `overrides/` from the project that comes with the program."
        return (Problem(path="mkdocs.yml", message=message, hint=hint, severity="warning"),)
    found: dict[tuple[_Severity, str, str], list[str]] = {}
    withheld = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page = _text_of(path)
        if policy_of(page) is None and not _is_generated(name):
            found.setdefault(("warning", _BY_HAND, "Write it as Markdown."), []).append(name)
            continue
        try:
            cleaned, faults = cleaned_page(page, _place_of(name))
        except BrokenFrameError as error:
            found.setdefault(("error", f"the page is withheld: around its text stands {error}", _AROUND), []).append(
                name
            )
            withheld.append(path)
            continue
        if faults:
            path.write_bytes(cleaned.encode("utf-8"))
            found.setdefault(("warning", f"{_listed(faults)} was cut from the page", _CUT), []).append(name)
    problems = tuple(_problem(*about, names) for about, names in found.items())
    _withhold(site, withheld, problems, instead)
    return problems


def _withhold(site: Path, pages: list[Path], problems: tuple[Problem, ...], instead: Instead | None) -> None:
    """Replace pages that cannot be published. Raises `SiteError` if that would leave no site worth the name."""
    names = [page.relative_to(site).as_posix() for page in pages]
    errors = [problem for problem in problems if problem.severity == "error"]
    needed = next((name for name in names if name == _FRONT or _place_of(name) == "tools"), None)
    if needed:
        message = f"what the theme puts around every page breaks the rules, on {needed} too"
        raise SiteError([Problem(path="mkdocs.yml", message=message, hint=_THEME), *errors])
    for page, name in zip(pages, names, strict=True):
        if instead is None:
            raise SiteError(errors)
        page.write_bytes(instead(name))


def _problem(severity: _Severity, message: str, hint: str, names: list[str]) -> Problem:
    """Return one problem for all pages that have it: a slip in a template is on thousands."""
    if len(names) > 1:
        more = len(names) - 1 - _TOLD
        others = ", ".join(names[1 : 1 + _TOLD]) + (f" and {more} more" if more > 0 else "")
        message += f"; the same holds for {others}"
    return Problem(path=names[0], message=message, hint=hint, severity=severity)


def _text_of(page: Path) -> str:
    return page.read_bytes().decode("utf-8", errors="replace")


def faults_of_page(name: str, page: str) -> tuple[str, ...]:
    """Return what may not stand in the page at a path of the site; empty if all of it may."""
    try:
        return cleaned_page(page, _place_of(name))[1]
    except BrokenFrameError as error:
        return (f"{error}, around its text",)


def cleaned_page(page: str, place: Place) -> tuple[str, tuple[str, ...]]:
    """Return a page whose text, in Material's element for it, holds nothing but what may stand in this place.

    With it what was wrong with the text; a page without faults is returned as it is. Raises `BrokenFrameError` if
    something else than the text is at fault, or if cleaning does not help.
    """
    if policy_of(page) is None:
        raise BrokenFrameError("no Content-Security-Policy")
    frame = Reading("frame")
    try:
        start = frame.read(page, until_text=True)
        end = page.rfind("</article>", start) if "article" in frame.open else len(page)
        frame.read(page[end:] if end >= start else "")
    except NotPlainError as error:
        raise BrokenFrameError(f"broken markup: {error}") from None
    if frame.open or frame.faults:
        raise BrokenFrameError(_listed([*frame.faults] or [f"an open <{frame.open[-1]}>"]))
    faults = faults_of(page[start:end], place)
    if not faults:
        return page, ()
    for drawings in (True, False):  # a title in a drawing may hold what one in a page may not
        text = _cleaner(place, drawings).clean(page[start:end])
        left = faults_of(text, place)
        if not left:
            return page[:start] + text + page[end:], faults
    raise BrokenFrameError(f"what cannot be cleaned: {_listed(left)}")


def faults_of(markup: str, place: Place) -> tuple[str, ...]:
    """Return what may not stand in a piece of markup, in its order; empty if all of it may."""
    reading = Reading(place)
    try:
        reading.read(markup)
    except NotPlainError as error:
        return (*reading.faults, f"broken markup ({error})")
    return (*reading.faults, *(f"an open <{name}>" for name in reading.open))


def _is_generated(name: str) -> bool:
    return name.partition("/")[0] in FOLDERS or name in _TEXTS


def _place_of(name: str) -> Place:
    """Return how much a page may hold: only pages without articles' texts have forms and scripts from files."""
    return "text" if _is_generated(name) else "tools"


def _listed(faults: tuple[str, ...] | list[str]) -> str:
    more = len(faults) - _TOLD
    return ", ".join(faults[:_TOLD]) + (f" and {more} more" if more > 0 else "")


@cache
def _cleaner(place: Place, drawings: bool) -> nh3.Cleaner:
    """Return nh3 with the same list; scripts and styles go with all that is in them."""
    tags = set(TAGS[place] - {"script", "link", "noscript"} - (frozenset() if drawings else DRAWN))
    drawing = {"viewBox", "preserveAspectRatio"}

    def kept(tag: str, name: str, value: str) -> str | None:
        return value if is_allowed(tag, name.lower(), value, place) else None

    return nh3.Cleaner(
        tags=tags,
        clean_content_tags={"script", "style"},
        attributes={"*": set(ANYWHERE), **{tag: set(names_of(tag)) | drawing for tag in tags}},
        attribute_filter=kept,
        generic_attribute_prefixes=set(PREFIXES),
        link_rel=None,
        url_schemes=set(SCHEMES),
    )
