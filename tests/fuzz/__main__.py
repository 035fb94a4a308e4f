"""Fuzz for as long as one likes: `python -m tests.fuzz`.

With atheris installed (`pip install atheris`; it is optional and not locked) it drives the target with libFuzzer, whose
options follow (`python -m tests.fuzz -max_total_time=1200 .fuzz-corpus`); files are then changed towards code that
was not yet run. Without it hypothesis makes new files, as many as the one argument says (`python -m tests.fuzz 20000`).
Either stops at the first file on which something does not hold, and shows it.
"""

from __future__ import annotations

import importlib
import sys

from hypothesis import given, settings

from tests.fuzz.strategies import files, samples
from tests.fuzz.target import PATHS, check

DEFAULT_FILES = 2_000
MOST_BYTES = 20_000


def one_input(data: bytes) -> None:
    """Run the target on an input of libFuzzer: its first byte chooses the format, the rest is the file."""
    if data:
        check(data[1:], PATHS[data[0] % len(PATHS)])


def main(arguments: list[str]) -> None:
    """Fuzz with atheris if it is there, else with hypothesis."""
    try:
        atheris = importlib.import_module("atheris")
    except ModuleNotFoundError:
        count = int(arguments[0]) if arguments else DEFAULT_FILES
        print(f"atheris is not installed: {count} files by hypothesis")
        settings(max_examples=count, derandomize=False, database=None, deadline=None)(given(files)(_check_pair))()
        print("nothing was found")
        return
    seeds = max((len(data) for data, _ in samples()), default=0)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_len={max(MOST_BYTES, seeds)}", *arguments], one_input)
    atheris.Fuzz()


def _check_pair(file: tuple[bytes, str]) -> None:
    check(*file)


if __name__ == "__main__":
    main(sys.argv[1:])
