"""From a folder of articles to a site: gather everything, then write."""

from __future__ import annotations

import os
import stat
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from digest.analysis import Analysis, Progress, link, link_only, read_folder, silent
from digest.cards import make_cards, missing_raqm, undrawn
from digest.errors import DigestError, Problem, SiteError
from digest.locks import only_one
from digest.outputs import other_files
from digest.plain import withheld_page
from digest.project import Project
from digest.records import Digest, Page
from digest.render import render_pages
from digest.render.pictures import without_pictures
from digest.report import BuildReport, Told, finished, reported, unheard
from digest.site import (
    build_site,
    mend_site,
    refuse_other_folders,
    refuse_overlaps,
    remove_site,
    site_address,
    source_date,
)
from digest.views.strings import Strings, load_strings
from digest.write import refuse_hand_written, write_pages

NO_ADDRESS = (
    "SITE_URL is not set: links in feeds are relative; canonical addresses, site map and preview pictures are left "
    "out; if the site is published in a folder of a host, its page for wrong addresses (404) has no styles and no way "
    "back."
)
"""What a build says that does not know where its site is published."""

NOT_PUBLIC = (
    "Only this user may read the site, for its folder is closed to others (by the umask?), a web server's user among "
    "them. `chmod -R a+rX` opens it, and later builds leave it open."
)
"""What a build says of a site whose folder others may not enter."""


def build(
    project: Project,
    articles: Path,
    site: Path,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = silent,
    told: Told = unheard,
) -> BuildReport:
    """Build the site of a folder of articles; the old one stays until the new one is whole.

    `told` hears the report as soon as the inputs are known, and again when the site stands or could not be built.
    Raises `DigestError` (of some kind) if nothing was built: a mistake in configuration or templates, a refused file
    under `strict`, a failure of MkDocs, or another build that is running.
    """
    project.require_site_files()
    _refuse_place(project, articles, site)
    with _build_lock(project):
        mend_site(site)
        return _build_locked(project, articles, site, strict=strict, workers=workers, progress=progress, told=told)


def clean(project: Project, *, cache: bool = False) -> int:
    """Remove the site, the generated pages and, with `cache`, what analyses are kept; return how many pages and files.

    Raises `DigestError` while a build is running, and before anything is lost that no build has made.
    """
    _refuse_place(project, project.articles, project.site)
    with _build_lock(project, keep=not cache):
        refuse_hand_written((), project.docs)
        remove_site(project.site)
        removed = write_pages((), project.docs, {}).removed if project.docs.is_dir() else 0
        if cache:
            for path in (path for name in _CACHED for path in project.cache.glob(name)):
                path.unlink(missing_ok=True)
    if cache:
        with suppress(OSError):  # something of somebody else's is in it
            project.cache.rmdir()
    return removed


_CACHED = ("cache.sqlite*", ".cache.sqlite*", "build-report.*", ".build-report.*")
"""What stands in the cache folder, besides the lock."""


def _build_lock(project: Project, *, keep: bool = True) -> AbstractContextManager[None]:
    """Keep every other build from the project's pages and cache."""
    busy = Problem(
        path=str(project.root.absolute()),
        message="another build of this project is running",
        hint="Try again when it has ended.",
    )
    return only_one(project.cache / "lock", busy, keep=keep)


def _refuse_place(project: Project, articles: Path, site: Path) -> None:
    """Raise `SiteError` at once for a place where no site can be put, not after all the work."""
    paths = project.config.paths
    sources = {
        "articles": articles,
        paths.docs: project.docs,
        paths.templates: project.templates,
        paths.lexicons: project.own_lexicons,
        paths.cache: project.cache,
        "overrides": project.root / "overrides",
    }
    refuse_overlaps(site, project.root, sources)
    refuse_other_folders(site)


def _build_locked(
    project: Project, articles: Path, site: Path, *, strict: bool, workers: int, progress: Progress, told: Told
) -> BuildReport:
    address = site_address(project.root)  # a mistake in it is told before the work begins, like one in the site's date
    source_date()
    readings = read_folder(project, articles, workers=workers, progress=progress)
    analysis = link_only(project, readings, progress)
    content_of = partial(_content, project, address)
    with reported(analysis.report, project.cache, told):
        _refuse_refusals(analysis.report, strict=strict)
        progress("pages", 0, 1)
        try:
            content = content_of(analysis.digest)
        except DigestError:
            raise
        except Exception:  # a fault of ours: without the article that it comes from there are pages
            analysis, content = link(project, readings, content_of)
            _refuse_refusals(analysis.report, strict=strict)
        done = _make_site(project, analysis, content, site, strict=strict, workers=workers, progress=progress)
    return finished(done, project.cache, told)


def _refuse_refusals(report: BuildReport, *, strict: bool) -> None:
    if strict and report.refused:
        raise SiteError([p for p in report.problems if p.severity == "error"])


class _Content(NamedTuple):
    """What the site is to hold."""

    pages: tuple[Page, ...]
    files: dict[str, bytes]
    """What stands beside the pages, by path; the pictures are not drawn yet."""
    strings: Strings
    address: str
    """Where the site is published; empty if that is not known."""


def _content(project: Project, address: str, digest: Digest) -> _Content:
    """Return all pages and files of a digest, with nothing written yet."""
    pages = render_pages(digest, project.config, project.templates, project.editorial, address)
    strings = load_strings(project.templates)
    files = other_files(digest, project.config, strings, project.docs, project.lexicons, address)
    return _Content(pages, files, strings, address)


def _make_site(
    project: Project,
    analysis: Analysis,
    content: _Content,
    site: Path,
    *,
    strict: bool,
    workers: int,
    progress: Progress,
) -> BuildReport:
    """Write the pages, build the site and switch it in; return the report of it."""
    (pages, files, strings, address), (digest, report) = content, analysis
    cards = [page.card for page in pages if page.card]
    pictures = make_cards(cards, project.docs, workers=workers)
    pages = without_pictures(pages, pictures)
    files = files | pictures
    refuse_hand_written([page.path for page in pages], project.docs)
    written = write_pages(pages, project.docs, files)
    progress("pages", 1, 1)
    progress("site", 0, 1)
    wanted = [page.path for page in pages] + list(files)
    instead = None if strict else partial(withheld_page, strings)
    found = build_site(project.root, project.docs, site, newest=newest_day(digest), wanted=wanted, instead=instead)
    progress("site", 1, 1)
    notes = (*(() if address else (NO_ADDRESS,)), *(() if _is_public(site) else (NOT_PUBLIC,)))
    counts = {**report.counts, "pages": len(pages)}
    work = {**report.work, "pages written": written.written, "pages removed": written.removed}
    problems = (*report.problems, *undrawn(cards, pictures), *found)
    problems = problems if cards or not project.config.site.cards else (*problems, *missing_raqm())
    name = site.relative_to(project.root) if site.is_relative_to(project.root) else site
    return structs.replace(report, problems=problems, counts=counts, site=name.as_posix(), notes=notes, work=work)


def _is_public(site: Path) -> bool:
    return os.name != "posix" or stat.S_IMODE(site.stat().st_mode) & 0o005 == 0o005


def newest_day(digest: Digest) -> str | None:
    """Return the last known day of publication, ISO 8601: the site's own date, since no output may hold the clock's."""
    days = [item.publication.last for item in digest.articles if item.publication.last]
    return max(days).isoformat() if days else None
