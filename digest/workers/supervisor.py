"""The supervisor: hands out jobs, listens, and replaces what dies."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from digest.errors import ConfigError, Problem
from digest.workers.messages import BEGIN, DONE, LOST, MISTAKE, READY, VALUE
from digest.workers.process import Worker
from digest.workers.worker import Budget, Handler

MOST_LOST = 10
"""Units that one job may lose: a file made of costly rows would else take its limit times its rows."""

_MOST_FAILED_STARTS = 3

Why = Literal["time", "stalled", "memory", "died", "fault", "too many"]


class Lost(NamedTuple):
    """A unit that has no value."""

    unit: int
    why: Why
    """What it exceeded; `died` where the worker ended otherwise, twice; `fault` where the handler raised; `too many`
    where it was not tried, because the job had lost `MOST_LOST` units already."""
    detail: str = ""
    """How the worker ended, or what was raised and where."""


class Outcome(NamedTuple):
    """What one job came to."""

    values: tuple[bytes, ...]
    """What its units gave, in their order."""
    lost: tuple[Lost, ...]
    """The units that have no value, in their order."""


def supervise(
    jobs: Sequence[bytes], prepare: Callable[[], Handler], budget: Budget, *, workers: int = 1
) -> Generator[Outcome, None, None]:
    """Yield the outcome of every job in order, done by at most `workers` processes.

    `prepare` is called once in each worker before its first job, without limits, and returns the handler; it must be
    picklable where `forks` is false. Raises `ConfigError` with the problems of a `DigestError` that a worker raised,
    and `OSError` if no worker can be started. All workers have ended when the iterator is exhausted or closed.
    """
    team = _Team(jobs, prepare, budget, max(1, min(workers, os.cpu_count() or 1, len(jobs))))
    try:
        yield from team.outcomes()
    finally:
        team.dismiss()


class _Job:
    """How far a job has come."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.values: dict[int, bytes] = {}
        self.lost: list[Lost] = []
        self.resume = 0
        self._tried: set[int] = set()

    def fails(self, unit: int, why: Why, detail: str) -> bool:
        """Note that a worker ended at `unit`; tell whether the job is to be taken up again.

        What was ended from outside (somebody's `kill`, a machine out of memory) is tried once more.
        """
        if why == "died" and unit not in self._tried:
            self._tried.add(unit)
            self.resume = max(unit - 1, 0)
            return True
        self.values.pop(unit, None)
        self.lost.append(Lost(unit, why, detail))
        self.resume = unit
        if len(self.lost) >= MOST_LOST and unit:
            self.lost.append(Lost(unit + 1, "too many"))
            return False
        return unit > 0

    def outcome(self) -> Outcome:
        return Outcome(tuple(self.values[unit] for unit in sorted(self.values)), tuple(self.lost))


class _Team:
    """The workers of one run."""

    def __init__(self, jobs: Sequence[bytes], prepare: Callable[[], Handler], budget: Budget, size: int) -> None:
        self._jobs = {number: _Job(data) for number, data in enumerate(jobs)}
        self._waiting = deque(self._jobs)
        self._finished: dict[int, Outcome] = {}
        self._prepare, self._budget, self._size = prepare, budget, size
        self._workers: list[Worker] = []
        self._selector = selectors.DefaultSelector()
        self._failed_starts = 0

    def outcomes(self) -> Iterator[Outcome]:
        for number in range(len(self._jobs)):
            while number not in self._finished:
                self._staff()
                self._listen()
                self._look_at_the_clock()
            yield self._finished.pop(number)

    def dismiss(self) -> None:
        for worker in self._workers:
            with contextlib.suppress(ValueError):
                worker.process.kill()
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._selector.close()

    def _staff(self) -> None:
        """Start workers while there is more to do than they can take, and give each that waits a job."""
        idle = [worker for worker in self._workers if worker.job is None]
        while len(self._workers) < self._size and len(idle) < len(self._waiting):
            worker = Worker(self._prepare, self._budget, [other.line for other in self._workers])
            self._workers.append(worker)
            self._selector.register(worker.line, selectors.EVENT_READ, worker)
            idle.append(worker)
        for worker in idle:
            if worker.ready and self._waiting:
                number = self._waiting.popleft()
                job = self._jobs[number]
                worker.take(number, job.data, job.resume, self._budget.patience)

    def _listen(self) -> None:
        soonest = min(worker.deadline for worker in self._workers)
        wait = max(0.0, soonest - time.monotonic()) if soonest < float("inf") else None
        for key, _ in self._selector.select(wait):
            for message in key.data.messages():
                if message is None:
                    self._bury(key.data)
                else:
                    self._hear(key.data, *message)

    def _hear(self, worker: Worker, kind: bytes, unit: int, value: bytes) -> None:
        worker.deadline = time.monotonic() + self._budget.patience
        if kind == MISTAKE:
            raise ConfigError(msgspec.json.decode(value, type=tuple[Problem, ...]))
        if kind == READY:
            worker.ready, self._failed_starts = True, 0
            worker.deadline = float("inf")
        elif kind == BEGIN:
            worker.unit = unit
        elif kind == VALUE and worker.job is not None:
            self._jobs[worker.job].values[unit] = value
        elif kind == LOST:
            why, _, detail = value.decode().partition("\0")
            worker.told = ("memory" if why == "memory" else "fault", detail)
        elif kind == DONE and worker.job is not None:
            self._finish(worker.job)
            worker.job, worker.deadline = None, float("inf")

    def _look_at_the_clock(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.deadline <= now:
                worker.stalled, worker.deadline = True, float("inf")
                worker.process.kill()  # its line closes, and the next round buries it

    def _bury(self, worker: Worker) -> None:
        """Take leave of a worker that has ended; its job goes on without the unit that it was at."""
        self._workers.remove(worker)
        self._selector.unregister(worker.line)
        code = worker.end()
        why, detail = worker.told or _cause(code, stalled=worker.stalled)
        if worker.job is None:
            self._failed_starts += 1
            if self._failed_starts > _MOST_FAILED_STARTS:
                raise OSError(f"worker processes cannot be kept alive ({why} {detail})")
            return
        if self._jobs[worker.job].fails(worker.unit, why, detail):
            self._waiting.appendleft(worker.job)
        else:
            self._finish(worker.job)

    def _finish(self, number: int) -> None:
        self._finished[number] = self._jobs.pop(number).outcome()


def _cause(code: int | None, *, stalled: bool) -> tuple[Why, str]:
    if stalled:
        return "stalled", ""
    if code is not None and code < 0:
        if hasattr(signal, "SIGPROF") and -code == signal.SIGPROF:
            return "time", ""
        with contextlib.suppress(ValueError):
            return "died", f"signal {signal.Signals(-code).name}"
    return "died", f"exit status {code}"
