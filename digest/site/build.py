"""Run MkDocs beside the old site and switch the new one in; on any failure the old site stays as it was.

The output depends on the sources alone: no clock (`SOURCE_DATE_EPOCH` is the newest article's day unless the
environment sets it), no locale, no time zone, no order of the file system.
"""

from __future__ import annotations

import errno
import gzip
import logging
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from digest.errors import Problem, SiteError
from digest.interrupt import hold
from digest.locks import only_one
from digest.site.refusals import refuse_odd_files, refuse_other_folders
from digest.site.rights import as_readable_as_its_folder
from digest.site.sanitise import Instead, sanitise
from digest.site.source_date import build_date
from digest.site.switching import (
    flush,
    fresh_folder,
    home_of,
    keep_hidden,
    recover,
    remove,
    switch,
)
from digest.site.whole import refuse_half

_ABOUT_PAGE = re.compile(r"(?:Doc file|[Pp]age|reading page|[Ff]ile) '([^']+\.md)'")


_STORAGE = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM),
        *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.ENAMETOOLONG),
    }
)
"""What a disk answers, unlike the mistakes of a plugin that looks for a file of its own."""


def build_site(
    project: Path,
    docs: Path,
    site: Path,
    *,
    newest: str | None = None,
    wanted: Collection[str] = (),
    instead: Instead | None = None,
) -> tuple[Problem, ...]:
    """Build the site of the folder `docs` with the project's `mkdocs.yml`, and put it at `site` in one step.

    `newest` is the day that stands for the site's own date, ISO 8601; `wanted` are paths in `docs` without which it is
    no whole site. Returns what was cut from pages, and which were withheld and stand replaced by what `instead` makes;
    without it such a page is fatal. Raises `SiteError` with every warning and error of MkDocs; the old site is then
    untouched.
    """
    site = site.absolute()
    try:
        with site_lock(site):
            recover(site)
            refuse_other_folders(site)
            refuse_odd_files(project, (docs, project / "overrides"))
            new = fresh_folder(site)
            try:
                config = _run_mkdocs(project, docs, new, newest)
                for step in STEPS:
                    step(new)
                refuse_half(new, config, wanted)  # a page that is cut off must not pass for one with broken markup
                problems = sanitise(new, instead)
                refuse_half(new, config, wanted)
                as_readable_as_its_folder(new)
                keep_hidden(site, new)
                flush(new)
                hold()
                switch(new, site)
                return problems
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise SiteError([_storage_problem(site, error)]) from error


def mend_site(site: Path) -> None:
    """Mend what a killed build left of a site, or raise `SiteError` if none can be put there: before all the work."""
    site = site.absolute()
    try:
        if not site.parent.exists():  # nothing to mend; that no folder is in the way will show when it is made
            return
        with site_lock(site):
            recover(site)
            refuse_other_folders(site)
            fresh_folder(site).rmdir()
    except OSError as error:
        raise SiteError([_storage_problem(site, error)]) from error


def remove_site(site: Path) -> None:
    """Remove a site, a link to it and what a killed build left; raise `SiteError` if something else stands there."""
    site = site.absolute()
    if not site.parent.is_dir():
        return
    try:
        with site_lock(site):
            recover(site)
            refuse_other_folders(site)
            remove(site)
    except OSError as error:
        raise SiteError([_storage_problem(site, error)]) from error


@contextmanager
def site_lock(site: Path) -> Iterator[None]:
    """Keep every other build from the folder `site` for the length of the block; raise `BusyError` if one is at it."""
    home = home_of(site)
    busy = Problem(path=str(site), message="another build of this site is running", hint="Try again when it has ended.")
    with only_one(home / f".{site.name}.lock", busy):
        yield


def _normalise_sitemap(site: Path) -> None:
    """Compress the site map anew: MkDocs writes the time into the archive."""
    plain = site / "sitemap.xml"
    if plain.is_file():
        (site / "sitemap.xml.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))


STEPS: tuple[Callable[[Path], None], ...] = (_normalise_sitemap,)
"""What happens to the finished folder before it is sanitised and switched in, in order."""


# -------------------------------------------------------------------------------------------- MkDocs


def _run_mkdocs(project: Path, docs: Path, folder: Path, newest: str | None) -> MkDocsConfig:
    config: MkDocsConfig | None = None
    with _collected_messages() as messages, build_date(newest):
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
        except (Exception, SystemExit) as error:  # of an extension, a plugin or a hook, which may also try to end us
            if isinstance(error, OSError) and error.errno in _STORAGE:
                raise
            failure = _failure(error, project)
            if failure.line is not None or not messages.problems:  # MkDocs tells the page, and this the place
                messages.problems.insert(0, failure)
    if messages.problems or config is None:
        raise SiteError(dict.fromkeys(messages.problems))
    return config


def _failure(error: BaseException, project: Path) -> Problem:
    """Return what stopped MkDocs, with the innermost line of the project's own files (a hook, a template) in it."""
    found: tuple[Path, int] | None = None
    root, trace = project.resolve(), error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_absolute() and root in file.parents and "site-packages" not in file.parts:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    template, line = getattr(error, "filename", None), getattr(error, "lineno", None)  # a mistake in its syntax
    if isinstance(template, str) and isinstance(line, int) and root in Path(template).resolve().parents:
        found = (Path(template).resolve(), line)
    what = f"tried to end the program (exit {error.code})" if isinstance(error, SystemExit) else _on_one_line(error)
    message = f"MkDocs failed: {type(error).__name__}: {what}"
    if found is None:
        return Problem(path="mkdocs.yml", message=message, hint="Look at the plugins, extensions and hooks it names.")
    return Problem(path=found[0].relative_to(root).as_posix(), line=found[1], message=message)


def _on_one_line(error: BaseException) -> str:
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


def _storage_problem(site: Path, error: OSError) -> Problem:
    file = error.filename2 or error.filename
    where = "" if file is None or f".{site.name}.new-" in str(file) else f" ({file})"
    return Problem(
        path=str(site),
        message=f"the site cannot be written: {error.strerror or error}{where}",
        hint="The old site is as it was. Check free space and permissions.",
    )
