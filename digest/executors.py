"""The per-article half on an executor: that of a cluster, or of any other library of processes.

A build has workers of its own, which hold every article to its limits (`digest.processing`). An executor's are held by
whoever runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from digest.config import LimitsSection
from digest.lexicon import Lexicons
from digest.models import Recogniser
from digest.pipeline import FileResult, decode, encode, process_file

BATCH = 16
"""Files a worker takes at once: large enough to hide the cost of a call, small enough to spread evenly."""


def process_files(
    files: Sequence[tuple[str, bytes]],
    limits: LimitsSection,
    lexicons: Lexicons,
    *,
    models: Recogniser | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[FileResult]:
    """Yield the results of `files` (path, bytes) in their order, in this process or on `executor`.

    Any `concurrent.futures.Executor` will do whose workers were started with `worker_initializer`; every future is
    consumed, so that a worker's error is never lost.
    """
    if executor is None:
        for path, data in files:
            yield process_file(data, path, limits, lexicons, models)
            progress(1)
        return
    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    for results in executor.map(_run_batch, batches):
        for result in results:
            yield decode(result)
        progress(len(results))


def worker_initializer(
    limits: LimitsSection, extra: Path | None, models: Recogniser | None = None
) -> tuple[Callable[..., None], tuple[object, ...]]:
    """Return the `initializer` and `initargs` that an executor's workers need (`extra`: the project's lexicons).

    `models` must be able to travel to another process, and should load nothing before the first article.
    """
    return _start_worker, (limits, extra, models)


_worker: tuple[LimitsSection, Lexicons, Recogniser | None] | None = None


def _start_worker(limits: LimitsSection, extra: Path | None, models: Recogniser | None) -> None:
    global _worker  # noqa: PLW0603 - a worker process loads the lexicons once, not with each batch
    _worker = (limits, Lexicons.load(extra), models)


def _run_batch(batch: Sequence[tuple[str, bytes]]) -> list[bytes]:
    assert _worker is not None
    limits, lexicons, models = _worker
    return [encode(process_file(data, path, limits, lexicons, models)) for path, data in batch]
