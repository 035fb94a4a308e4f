"""The command `digest`: the only module that prints, exits and looks at the clock."""

from __future__ import annotations

import difflib
import functools
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, ParamSpec

import click

from digest import __version__
from digest.errors import DigestError, Problem

P = ParamSpec("P")

EXIT_ALL_KEPT, EXIT_NOT_BUILT, EXIT_SOME_REFUSED = 0, 1, 2
"""Exit codes: everything kept; nothing built (the old site is untouched); built, but some files were refused."""

_FOLDER = click.Path(file_okay=False, path_type=Path)


class Terminal:
    """Progress and messages: a bar on a terminal for what takes over a second, plain lines elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self._bar_wanted = sys.stderr.isatty() and not quiet
        self._stage = ""
        self._started = 0.0
        self._drawn = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage has come."""
        if self.quiet or not total:
            return
        if stage != self._stage:
            self.clear()
            self._stage, self._started = stage, time.monotonic()
        if self._bar_wanted and time.monotonic() - self._started > 1:
            width = 24
            filled = width * done // total
            click.echo(f"\r{stage:<9} [{'#' * filled}{'.' * (width - filled)}] {done}/{total}", nl=False, err=True)
            self._drawn = True
        elif not self._bar_wanted and done == total:
            click.echo(f"{stage}: {total}" if total > 1 else f"{stage}: done", err=True)

    def clear(self) -> None:
        """Remove the bar before anything else is printed."""
        if self._drawn:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)
            self._drawn = False

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems, errors in red on a terminal."""
        self.clear()
        for problem in problems:
            if problem.severity == "error" or not self.quiet:
                click.secho(str(problem), err=True, fg="red" if problem.severity == "error" else "yellow")

    def say(self, text: str) -> None:
        """Print a line of the summary, unless quiet."""
        self.clear()
        if not self.quiet:
            click.echo(text)


def _no_traceback(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a user's mistake into its messages and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DigestError as error:
            _fail(error.problems)
        except BrokenPipeError:  # `digest explain … | head`: nobody listens any more, and click knows what to do
            raise
        except OSError as error:  # a full disk, a folder without permission
            _fail([Problem(path=str(error.filename or "."), message=f"{error.strerror or error}", hint=_STORAGE)])
        except sqlite3.Error as error:
            _fail([Problem(path="the cache", message=str(error), hint=_STORAGE)])

    return wrapped


_STORAGE = "Is there room on the disk, and may this user write there? The old site stays as it was."


def _fail(problems: Iterable[Problem]) -> NoReturn:
    Terminal(quiet=False).problems(problems)
    sys.exit(EXIT_NOT_BUILT)


_project = click.option(
    "--project",
    "root",
    type=_FOLDER,
    default=Path(),
    help="Folder of the project: digest.toml, mkdocs.yml, templates/, site_src/.  [default: this folder]",
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
_workers = click.option(
    "-j",
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    help="Processes that read articles; the output does not depend on it.  [default: one per core]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Make a searchable, right-to-left site from a folder of Arabic news articles.

    Each event gets a page, each quotation its speaker, each date its evidence, and each statement leads to the line
    of the article that it came from. `digest build` does all of it; the other commands look at parts.
    """


@main.command()
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@click.option("--site-dir", type=_FOLDER, help="Folder of the site.  [default: paths.site of digest.toml]")
@click.option("--strict", is_flag=True, help="Build nothing if any file is refused.")
@_workers
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here.")
@_quiet
@_no_traceback
def build(
    root: Path,
    articles: Path | None,
    site_dir: Path | None,
    strict: bool,
    workers: int,
    json_file: Path | None,
    quiet: bool,
) -> None:
    """Build the site.

    Exit code 0: every file was kept or merged. 2: the site is built, some files were refused (the report says
    which). 1: nothing was built and the old site is untouched.
    """
    from digest.build import build as build_site_of  # noqa: PLC0415 - `--help` should not load the whole program
    from digest.project import Project  # noqa: PLC0415

    terminal = Terminal(quiet=quiet)
    project = Project.open(root)
    report = build_site_of(
        project,
        articles or project.articles,
        site_dir or project.site,
        strict=strict,
        workers=workers,
        progress=terminal.progress,
    )
    terminal.problems(report.problems)
    terminal.say(_summary(report.counts, len(report.refused)))
    terminal.say(f"The site is in {report.site}.")
    for note in report.notes:
        terminal.say(note)
    if json_file:
        json_file.write_bytes(report.to_json())
    sys.exit(report.exit_code())


@main.command()
@click.argument("articles", type=_FOLDER)
@_project
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The export.")
@_workers
@_quiet
@_no_traceback
def analyze(articles: Path, root: Path, json_file: Path, workers: int, quiet: bool) -> None:
    """Analyse the folder ARTICLES and write the export (digest.json); no site is built.

    The export's format is documented in docs/data.md. Exit codes are those of `digest build`.
    """
    from digest.analysis import analyze as analyze_folder  # noqa: PLC0415
    from digest.export import export  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415

    terminal = Terminal(quiet=quiet)
    project = Project.open(root)
    digest, report = analyze_folder(project, articles, workers=workers, progress=terminal.progress, cached=False)
    json_file.parent.mkdir(parents=True, exist_ok=True)
    json_file.write_bytes(export(digest, project.config))
    terminal.problems(report.problems)
    terminal.say(_summary(report.counts, len(report.refused)))
    sys.exit(report.exit_code())


@main.command()
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@click.option("--site-dir", type=_FOLDER, help="Folder of the site.  [default: paths.site of digest.toml]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@_workers
@_no_traceback
def serve(root: Path, articles: Path | None, site_dir: Path | None, host: str, port: int, workers: int) -> None:
    """Build the site, serve it, and rebuild what changed.

    Watches the articles, templates, lexicons, editorial.toml, digest.toml, mkdocs.yml and the hand-written pages;
    an open browser reloads by itself. After a mistake the old site stays and the mistake is shown.
    """
    from digest.build import build as build_site_of  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415
    from digest.serve import serve as serve_project  # noqa: PLC0415

    terminal = Terminal(quiet=False)

    def rebuild() -> None:
        project = Project.open(root)  # anew each time: the configuration may be what changed
        report = build_site_of(
            project,
            articles or project.articles,
            site_dir or project.site,
            workers=workers,
            progress=terminal.progress,
        )
        terminal.problems(report.problems)
        terminal.say(_summary(report.counts, len(report.refused)))

    project = Project.open(root)
    folder, site = articles or project.articles, site_dir or project.site
    serve_project(project, folder, site, rebuild, host=host, port=port, say=terminal.say)


@main.command()
@click.argument("what", metavar="PATH|EVENT")
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@_workers
@_no_traceback
def explain(what: str, root: Path, articles: Path | None, workers: int) -> None:
    """Tell what was decided about an article or an event, and why.

    PATH is an article's path inside the articles folder (or its file name); EVENT an event's id or the beginning of
    one, as in its address. Shown: date candidates with verdicts, paragraphs with roles, quotations with the rule
    that found the speaker, the reasons of the grouping and the nearest article not taken.
    """
    from digest.analysis import analyze as analyze_folder  # noqa: PLC0415
    from digest.explain import candidates  # noqa: PLC0415
    from digest.explain import explain as explain_one  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415

    project = Project.open(root)
    folder = articles or project.articles
    digest, report = analyze_folder(project, folder, workers=workers)
    name = _inside(what, folder)
    text = explain_one(digest, name)
    if text is None:
        refused = [p for p in report.problems if p.path == name]
        close = difflib.get_close_matches(name, candidates(digest), n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(close)}?" if close else "`digest analyze` lists all of them."
        _fail(refused or [Problem(path=what, message="is neither an article nor an event", hint=hint)])
    click.echo(text, nl=False)


def _inside(what: str, folder: Path) -> str:
    """Return a path given relative to the working folder as one relative to the articles folder."""
    path = Path(what.partition("#")[0])
    try:
        inside = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return what
    return inside + what[len(what.partition("#")[0]) :] if path.exists() else what


@main.command()
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@click.option("--site-dir", type=_FOLDER, help="Folder of the site.  [default: paths.site of digest.toml]")
@_workers
@_quiet
@_no_traceback
def check(root: Path, articles: Path | None, site_dir: Path | None, workers: int, quiet: bool) -> None:
    """Check inputs, templates, configuration and the built site.

    Of the site: every link and anchor exists, nothing is asked of another host, every quotation stands in its file
    character for character. Exit code 0: nothing is wrong. 1: something is, and is named.
    """
    from digest.analysis import analyze as analyze_folder  # noqa: PLC0415
    from digest.check import check_site  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415
    from digest.render import render_pages  # noqa: PLC0415

    terminal = Terminal(quiet=quiet)
    project = Project.open(root)
    project.require_site_files()
    folder = articles or project.articles
    digest, report = analyze_folder(project, folder, workers=workers, progress=terminal.progress)
    pages = render_pages(digest, project.config, project.templates, project.editorial)
    wrong = [*report.problems, *check_site(site_dir or project.site, folder, project.config.limits)]
    terminal.problems(wrong)
    errors = sum(problem.severity == "error" for problem in wrong)
    terminal.say(f"{len(report.files)} inputs, {len(pages)} pages: {errors} errors, {len(wrong) - errors} warnings.")
    sys.exit(EXIT_NOT_BUILT if errors else EXIT_ALL_KEPT)


@main.command()
@_project
@click.option("--cache", "with_cache", is_flag=True, help="Forget the analysis of articles too.")
@_quiet
@_no_traceback
def clean(root: Path, with_cache: bool, quiet: bool) -> None:
    """Remove the site and the generated pages; hand-written pages stay."""
    from digest.project import Project  # noqa: PLC0415
    from digest.write import refuse_hand_written, write_pages  # noqa: PLC0415

    project = Project.open(root)
    refuse_hand_written((), project.docs)
    removed = write_pages((), project.docs, {}).removed
    if project.site.is_symlink():
        target = project.site.resolve()
        project.site.unlink()
        shutil.rmtree(target, ignore_errors=True)
    elif project.site.is_dir():
        shutil.rmtree(project.site)
    if with_cache:
        shutil.rmtree(project.cache, ignore_errors=True)
    Terminal(quiet=quiet).say(f"Removed the site and {removed} generated files.")


def _summary(counts: dict[str, Any], refused: int) -> str:
    kept = f"{counts['articles']} articles ({counts['files from the cache']} files from the cache)"
    lost = f", {refused} refused" if refused else ""
    return (
        f"{kept}, {counts['merged']} merged{lost}: {counts['events']} events, {counts['quotations']} quotations, "
        f"{counts['people']} names" + (f", {counts['pages']} pages." if "pages" in counts else ".")
    )
