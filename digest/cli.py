"""The command `digest`; what it prints goes through `digest.terminal`."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest import __version__
from digest.command import EXIT_ALL_KEPT, EXIT_NOT_BUILT, Commands, fail, no_traceback
from digest.errors import DigestError, Problem, printable
from digest.terminal import Terminal

if TYPE_CHECKING:
    from digest.report import BuildReport

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)

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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
@click.option("--json", "json_file", type=_FILE, help="Write the report here too.")
@click.option("--summary", type=_FILE, help="Append the report as Markdown, for the page of a CI job.")
@_quiet
@no_traceback
def build(
    root: Path,
    articles: Path | None,
    site_dir: Path | None,
    strict: bool,
    workers: int,
    quiet: bool,
    **copies: Path | None,
) -> None:
    """Build the site.

    Exit code 0: every file was kept or merged. 2: the site is built, some files were refused. 1: nothing was built
    and the old site is untouched. What became of each file, why, and how to mend it is told here in short, and in
    full in the report: build-report.json in the project's folder .digest, even if nothing was built.
    """
    from digest.build import build as build_site_of  # noqa: PLC0415 - `--help` should not load the whole program
    from digest.project import Project  # noqa: PLC0415

    for file in filter(None, copies.values()):
        file.parent.mkdir(parents=True, exist_ok=True)
    terminal = Terminal(quiet=quiet)
    heard: list[BuildReport] = []
    try:
        project = Project.open(root)
        site = site_dir or project.site
        report = build_site_of(
            project,
            articles or project.articles,
            site,
            strict=strict,
            workers=workers,
            progress=terminal.progress,
            told=heard.append,
        )
    except DigestError as error:
        terminal.problems(_keep_failed(heard, error, **copies))
        raise
    terminal.report(report, see=project.cache)
    terminal.problems(_keep(report, **copies))
    terminal.say(f"The site is in {printable(str(site))}.")
    for note in report.notes:
        terminal.say(note)
    sys.exit(report.exit_code())


def _keep(report: BuildReport, json_file: Path | None, summary: Path | None) -> list[Problem]:
    """Write the report where the user wants it besides; return what could not be written.

    It is no failure of the build: the site stands by then, or does not for another reason.
    """
    from digest.summary import markdown  # noqa: PLC0415

    try:
        if json_file:
            json_file.write_bytes(report.to_json())
        if summary:
            with summary.open("a", encoding="utf-8") as file:
                file.write(markdown(report))
    except OSError as error:
        message = f"the report cannot be written: {error.strerror or error}"
        return [Problem(path=str(error.filename or json_file or summary), message=message, hint="Name another file.")]
    return []


def _keep_failed(heard: list[BuildReport], error: DigestError, **copies: Path | None) -> list[Problem]:
    """Write the report of a build that failed: of its inputs, if it came so far."""
    from digest.report import BuildReport  # noqa: PLC0415

    return _keep(heard[-1] if heard else BuildReport(files=(), problems=error.problems, counts={}), **copies)


@main.command()
@click.argument("articles", type=_FOLDER)
@_project
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The export.")
@_workers
@_quiet
@no_traceback
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
    terminal.report(report)
    sys.exit(report.exit_code())


@main.command()
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@click.option("--site-dir", type=_FOLDER, help="Folder of the site.  [default: paths.site of digest.toml]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@_workers
@no_traceback
def serve(root: Path, articles: Path | None, site_dir: Path | None, host: str, port: int, workers: int) -> None:
    """Build the site, serve it, and rebuild what changed.

    Watches the articles, templates, lexicons, editorial.toml, digest.toml, mkdocs.yml and the hand-written pages;
    an open browser reloads by itself. After a mistake the old site stays and the mistake is shown.
    """
    from digest.build import build as build_site_of  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415
    from digest.serve import serve as serve_project  # noqa: PLC0415
    from digest.summary import shown  # noqa: PLC0415

    terminal = Terminal(quiet=False)

    def rebuild() -> str:
        project = Project.open(root)  # anew each time: the configuration may be what changed
        report = build_site_of(
            project,
            articles or project.articles,
            site_dir or project.site,
            workers=workers,
            progress=terminal.progress,
        )
        terminal.report(report, see=project.cache)
        refused, more = shown([problem for problem in report.problems if problem.severity == "error"], project.cache)
        return "\n".join([*map(str, refused), *more])

    project = Project.open(root)
    folder, site = articles or project.articles, site_dir or project.site
    serve_project(project, folder, site, rebuild, host=host, port=port, say=terminal.say)


@main.command()
@click.argument("what", metavar="PATH|EVENT")
@_project
@click.option("--articles", type=_FOLDER, help="Folder of articles.  [default: paths.articles of digest.toml]")
@_workers
@no_traceback
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
        fail(refused or [Problem(path=what, message="is neither an article nor an event", hint=hint)])
    click.echo("\n".join(map(printable, text.split("\n"))), nl=False)


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
@no_traceback
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
@no_traceback
def clean(root: Path, with_cache: bool, quiet: bool) -> None:
    """Remove the site and the generated pages; hand-written pages stay."""
    from digest.build import clean as clean_project  # noqa: PLC0415
    from digest.project import Project  # noqa: PLC0415

    removed = clean_project(Project.open(root), cache=with_cache)
    Terminal(quiet=quiet).say(f"Removed the site and {removed} generated files.")
