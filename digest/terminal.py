"""What a command prints: progress, problems and what a build comes to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.errors import Problem

if TYPE_CHECKING:
    from digest.report import BuildReport

_COLOURS = {"error": "red", "warning": "yellow", "ignored": None}


def reopen_closed() -> None:
    """Give streams that were closed by the caller (`digest build >&-`) an end, lest another file takes their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def in_utf8() -> None:
    """Start Python anew where it does not take names of files for UTF-8, as in the locale `C` with `PYTHONUTF8=0`.

    Else the same folder would give another site there, and Arabic could not be printed.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


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
            _show(f"\r{stage:<9} [{'#' * filled}{'.' * (width - filled)}] {done}/{total}", nl=False, err=True)
            self._drawn = True
        elif not self._bar_wanted and done == total:
            _show(f"{stage}: {total}" if total > 1 else f"{stage}: done", err=True)

    def clear(self) -> None:
        """Remove the bar before anything else is printed."""
        if self._drawn:
            _show("\r" + " " * 60 + "\r", nl=False, err=True)
            self._drawn = False

    def problems(self, problems: Iterable[Problem], see: Path | None = None) -> None:
        """Print problems, errors in red on a terminal; of thousands the first, and that all stand in the report."""
        from digest.summary import shown  # noqa: PLC0415 - `--help` should not load the whole program

        self.clear()
        wanted = [problem for problem in problems if problem.severity == "error" or not self.quiet]
        first, more = shown(wanted, see)
        for problem in first:
            _show(str(problem), err=True, fg=_COLOURS[problem.severity])
        for line in more:
            _show(line, err=True)

    def report(self, report: BuildReport, see: Path | None = None) -> None:
        """Print what a build comes to; `see` is the folder in which its report is kept."""
        from digest.report import FILE  # noqa: PLC0415
        from digest.summary import ignored, last_line  # noqa: PLC0415

        self.problems([*report.problems, *ignored(report)], see and see / FILE)
        self.say(last_line(report))
        if see:
            self.say(f"What became of each file: {see / FILE}")

    def say(self, text: str) -> None:
        """Print a line of the summary, unless quiet."""
        self.clear()
        if not self.quiet:
            _show(text)


def _show(text: str, *, err: bool = False, nl: bool = True, fg: str | None = None) -> None:
    """Print; nobody who listens any more (`digest build | head`), or a full disk behind, is no failure of a build."""
    stream = sys.stderr if err else sys.stdout
    try:
        click.secho(text, err=err, nl=nl, fg=fg)
    except UnicodeEncodeError:  # a terminal of another alphabet
        click.echo(text.encode("ascii", "backslashreplace").decode("ascii"), err=err, nl=nl)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # for what is in the stream's buffer, and what is still to come
        os.close(nowhere)
