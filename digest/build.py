"""From a folder of articles to a site: gather everything, then write."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from digest.analysis import Progress, analyze, silent
from digest.cards import make_cards, missing_raqm
from digest.errors import Problem, SiteError
from digest.outputs import other_files
from digest.project import Project
from digest.records import Digest
from digest.render import render_pages
from digest.report import BuildReport
from digest.site import build_site, site_address
from digest.views.strings import load_strings
from digest.write import refuse_hand_written, write_pages

NO_ADDRESS = (
    "SITE_URL is not set: links in feeds are relative; canonical addresses, site map and preview pictures are left out."
)
"""What a build says that does not know where its site is published."""


def build(
    project: Project,
    articles: Path,
    site: Path,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = silent,
) -> BuildReport:
    """Build the site of a folder of articles; the old one stays until the new one is whole.

    Raises `DigestError` (of some kind) if nothing was built: a mistake in configuration or templates, a refused file
    under `strict`, a failure of MkDocs, or another build that is running.
    """
    project.require_site_files()
    project.cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(project.cache / "lock", timeout=0):
            return _build_locked(project, articles, site, strict=strict, workers=workers, progress=progress)
    except Timeout:
        problem = Problem(path=str(project.cache / "lock"), message="another build of this project is running")
        raise SiteError([problem]) from None


def _build_locked(
    project: Project, articles: Path, site: Path, *, strict: bool, workers: int, progress: Progress
) -> BuildReport:
    address = site_address(project.root)
    digest, report = analyze(project, articles, workers=workers, progress=progress)
    if strict and report.refused:
        raise SiteError([p for p in report.problems if p.severity == "error"])
    progress("pages", 0, 1)
    pages = render_pages(digest, project.config, project.templates, project.editorial, address)
    files = other_files(
        digest, project.config, load_strings(project.templates), project.docs, project.lexicons, address
    )
    cards = [page.card for page in pages if page.card]
    files |= make_cards(cards, project.docs, workers=workers)
    refuse_hand_written([page.path for page in pages], project.docs)
    written = write_pages(pages, project.docs, files)
    progress("pages", 1, 1)
    progress("site", 0, 1)
    build_site(project.root, project.docs, site, newest=newest_day(digest))
    progress("site", 1, 1)
    notes = () if address else (NO_ADDRESS,)
    counts = {**report.counts, "pages": len(pages), "pages written": written.written, "pages removed": written.removed}
    problems = report.problems if cards or not project.config.site.cards else (*report.problems, *missing_raqm())
    done = BuildReport(files=report.files, problems=problems, counts=counts, site=str(site), notes=notes)
    (project.cache / "build-report.json").write_bytes(done.to_json())
    return done


def newest_day(digest: Digest) -> str | None:
    """Return the last known day of publication, ISO 8601: the site's own date, since no output may hold the clock's."""
    days = [item.publication.last for item in digest.articles if item.publication.last]
    return max(days).isoformat() if days else None
