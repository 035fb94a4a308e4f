"""What all commands have in common: how they end, and that no mistake of a user's ends in a traceback."""

from __future__ import annotations

import functools
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, ParamSpec

import click

from digest.errors import DigestError, Problem, raised
from digest.interrupt import stoppable
from digest.terminal import Terminal, in_utf8, reopen_closed

P = ParamSpec("P")

EXIT_ALL_KEPT, EXIT_NOT_BUILT, EXIT_SOME_REFUSED = 0, 1, 2
"""Exit codes: everything kept; nothing built (the old site is untouched); built, but some files were refused."""


def no_traceback(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a user's mistake into its messages and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        reopen_closed()
        try:
            with stoppable():
                command(*args, **kwargs)
        except DigestError as error:
            fail(error.problems)
        except KeyboardInterrupt as error:
            fail([Problem(path="digest", message=f"stopped by {str(error) or 'Ctrl+C'}", hint=_STOPPED)])
        except MemoryError:
            fail([Problem(path="digest", message="there is not enough memory", hint=_STOPPED)])
        except BrokenPipeError:  # `digest explain … | head`: nobody listens any more, and click knows what to do
            raise
        except OSError as error:  # a full disk, a folder without permission
            fail([Problem(path=str(error.filename or "."), message=f"{error.strerror or error}", hint=_STORAGE)])
        except sqlite3.Error as error:
            fail([Problem(path="the cache", message=str(error), hint=_STORAGE)])
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("DIGEST_TRACEBACK"):
                raise
            fail([Problem(path="digest", message=f"the program failed: {raised(error)}: {error}", hint=_FAULT)])

    return wrapped


_STOPPED = "Nothing was built: the old site, if there is one, stays as it was."
_FAULT = (
    "This is a fault of the program, not of yours; the old site stays as it was. Report it with these lines; with "
    "DIGEST_TRACEBACK=1 in the environment more is printed. The newest articles may have brought it about: without "
    "them the site can be built."
)
_STORAGE = "Is there room on the disk, and may this user write there? The old site stays as it was."


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Print problems and end: nothing was built."""
    Terminal(quiet=False).problems(problems)
    sys.exit(EXIT_NOT_BUILT)


class Commands(click.Group):
    """Commands whose wrong use ends with 1: click's own 2 would say that a site was built."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **kwargs: Any) -> Any:
        """Run the command, in UTF-8 if its arguments are those of the process."""
        if args is None:
            in_utf8()
        return super().main(args, *others, **kwargs)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the arguments."""
        with _not_built():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand."""
        with _not_built():
            return super().invoke(ctx)


@contextmanager
def _not_built() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        error.exit_code = EXIT_NOT_BUILT  # type: ignore[misc]
        raise
