"""Pages from a digest and a folder of templates. Only this package knows Jinja."""

from __future__ import annotations

import re
from pathlib import Path

from digest.config import Config
from digest.editorial import Editorial
from digest.errors import Problem, TemplateError
from digest.escape import front_matter
from digest.linked import Heads
from digest.records import Digest, Page
from digest.render.environment import SUFFIX
from digest.render.faults import problem_of
from digest.render.loading import field_names, load, open_templates, render
from digest.typography import Typography
from digest.views import View, all_views, desk_of, site_view
from digest.views.desk import excerpt

__all__ = ["check_templates", "render_pages"]

DESCRIPTION_LENGTH = 200
"""Code points of a page's description: what search engines and messengers show."""

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_WITH_CONTENTS = frozenset({"event", "person"})
"""Kinds of pages whose headings are worth a table of contents."""


def render_pages(
    digest: Digest, config: Config, templates: Path, editorial: Editorial | None = None, address: str = ""
) -> tuple[Page, ...]:
    """Return every generated page of the site, in a fixed order, with paths that are all different.

    `address` is where the site is published, with a slash at its end; empty if that is not known. Raises
    `TemplateError` with every template that is broken.
    """
    strings, environment = open_templates(templates, Typography.of(config.site))
    site = site_view(config, address)
    loaded = load(environment, site)
    pages: dict[str, Page] = {}
    problems: dict[str, Problem] = {}
    desk = desk_of(digest, config, editorial, strings, address)
    heads = Heads(desk)
    for view in all_views(desk):
        if view.path in pages:
            raise ValueError(f"two pages claim the path {view.path}")
        if view.template in problems:
            continue
        try:
            body = render(loaded[view.template], view.context, site)
        except Exception as error:  # a template may raise anything, and the editor must be told
            names = [*field_names(type(view.context)), "site"]
            problems[view.template] = problem_of(error, view.template + SUFFIX, environment, names)
            continue
        pages[view.path] = Page(path=view.path, text=_front(view, heads) + _tidied(body), card=view.card)
    if problems:
        raise TemplateError(problems.values())
    return tuple(pages.values())


def check_templates(config: Config, templates: Path) -> None:
    """Try every template on specimens of what it gets. Raises `TemplateError` with every one that is broken."""
    _, environment = open_templates(templates, Typography.of(config.site))
    load(environment, site_view(config))


def _tidied(body: str) -> str:
    """Return Markdown with single blank lines, which templates need not count."""
    return _BLANK_LINES.sub("\n\n", body).strip("\n") + "\n"


def _front(view: View, heads: Heads) -> str:
    """Return a page's front matter.

    The front page has no title: the site's name is its title. Search is this project's own and needs no entry in
    MkDocs' index.
    """
    home = view.template == "home"
    title = getattr(view.context, "title", "")
    return front_matter(
        {
            "title": None if home else title,
            "description": excerpt(view.summary, DESCRIPTION_LENGTH) or None,
            "kind": view.template,
            "day": view.day or None,
            "card": view.card.path if view.card else None,
            "card_alt": view.card.alt if view.card else None,
            "hide": ["navigation"] if view.template in _WITH_CONTENTS else ["navigation", "toc"],
            "search": {"exclude": True},
            **heads.of(view.path, view.template, title, view.summary, view.about),
        }
    )
