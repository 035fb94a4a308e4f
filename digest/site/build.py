"""Run MkDocs beside the old site and switch the new one in; on any failure the old site stays as it was.

The output depends on the sources alone: no clock (`SOURCE_DATE_EPOCH` is the newest article's day unless the
environment sets it), no locale, no time zone, no order of the file system.
"""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from digest.errors import Problem, SiteError
from digest.site.switching import flush, fresh_folder, recover, switch

_ABOUT_PAGE = re.compile(r"(?:Doc file|[Pp]age|reading page|[Ff]ile) '([^']+\.md)'")


def build_site(project: Path, docs: Path, site: Path, *, newest: str | None = None) -> None:
    """Build the site of the folder `docs` with the project's `mkdocs.yml`, and put it at `site` in one step.

    `newest` is the day that stands for the site's own date, ISO 8601. Raises `SiteError` with every warning and error
    of MkDocs; the old site is then untouched.
    """
    site = site.absolute()
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(site.parent / f".{site.name}.lock", timeout=0):
            recover(site)
            _refuse_other_folders(site)
            new = fresh_folder(site)
            try:
                _run_mkdocs(project, docs, new, newest)
                for step in STEPS:
                    step(new)
                flush(new)
                switch(new, site)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except Timeout:
        raise SiteError([Problem(path=str(site), message="another build of this site is running")]) from None
    except OSError as error:
        raise SiteError([_storage_problem(site, error)]) from error


def _normalise_sitemap(site: Path) -> None:
    """Compress the site map anew: MkDocs writes the time into the archive."""
    plain = site / "sitemap.xml"
    if plain.is_file():
        (site / "sitemap.xml.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))


STEPS: tuple[Callable[[Path], None], ...] = (_normalise_sitemap,)
"""What happens to the finished folder before it is switched in, in order; sanitising belongs here."""


# -------------------------------------------------------------------------------------------- MkDocs


def _run_mkdocs(project: Path, docs: Path, folder: Path, newest: str | None) -> None:
    with _collected_messages() as messages, _build_date(newest):
        try:
            config = load_config(
                str(project / "mkdocs.yml"), docs_dir=str(docs.absolute()), site_dir=str(folder), strict=False
            )
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
            config.plugins.on_shutdown()
        except ConfigurationError as error:
            messages.problems.append(_configuration_problem(error))
        except Abort as error:  # what aborted it was logged before
            if not messages.problems:
                messages.problems.append(Problem(path="mkdocs.yml", message=_on_one_line(error)))
        except OSError:
            raise
        except Exception as error:  # an extension or a plugin may raise anything
            if not messages.problems:
                messages.problems.append(Problem(path="mkdocs.yml", message=f"MkDocs failed: {_on_one_line(error)}"))
    if messages.problems:
        raise SiteError(dict.fromkeys(messages.problems))


def _on_one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _configuration_problem(error: ConfigurationError) -> Problem:
    line = re.search(r"line (\d+), column", str(error))
    return Problem(path="mkdocs.yml", line=int(line[1]) if line else None, message=_on_one_line(error))


class _Messages(logging.Handler):
    """Keeps the warnings and errors of MkDocs: in a site of ours each of them is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().strip()
        page = _ABOUT_PAGE.search(message)
        self.problems.append(Problem(path=page[1] if page else "mkdocs.yml", message=" ".join(message.split())))


@contextmanager
def _collected_messages() -> Iterator[_Messages]:
    logger = logging.getLogger("mkdocs")
    messages = _Messages()
    propagate, level = logger.propagate, logger.level
    logger.addHandler(messages)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield messages
    finally:
        logger.removeHandler(messages)
        logger.propagate = propagate
        logger.setLevel(level)


@contextmanager
def _build_date(newest: str | None) -> Iterator[None]:
    """Give MkDocs the site's own date instead of the clock's."""
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ:
        yield
        return
    day = dt.datetime.fromisoformat(newest) if newest else dt.datetime(1970, 1, 1)
    os.environ[name] = str(int(day.replace(tzinfo=dt.UTC).timestamp()))
    try:
        yield
    finally:
        del os.environ[name]


# -------------------------------------------------------------------------------------------- refusals


def _refuse_other_folders(site: Path) -> None:
    """Raise `SiteError` if something stands at `site` that is not a site: it would be lost."""
    if not site.exists():
        return
    if not site.is_dir():
        raise SiteError([Problem(path=str(site), message="is a file, not a folder", hint="Name another --site-dir.")])
    if any(site.iterdir()) and not ((site / "index.html").is_file() and (site / "404.html").is_file()):
        problem = Problem(
            path=str(site),
            message="holds other files than a site, and they would be replaced",
            hint="Name an empty folder, or one that does not exist yet, with --site-dir.",
        )
        raise SiteError([problem])


def _storage_problem(site: Path, error: OSError) -> Problem:
    return Problem(
        path=str(error.filename or site),
        message=f"the site cannot be written: {error.strerror or error}",
        hint="The old site is as it was. Check free space and permissions.",
    )
