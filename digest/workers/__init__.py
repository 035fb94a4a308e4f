"""Processes that do one job after another under limits of time and memory: what dies loses the piece it was at.

A job is bytes, and comes to one or more *units*, numbered from 0 in the order in which they are done (for a file: its
reading, then its rows). A worker says which unit it begins; when it dies there, or is ended because the unit costs too
much, that unit is lost, a new worker takes the job up behind it, and every other unit is kept. Outcomes come in the
order of the jobs, whatever the number of workers.

Time is processor time, counted by the kernel (`ITIMER_PROF`, whose signal ends a process even inside a C library), so
that a loaded machine gives the same outcome as an idle one; a unit that uses none of it and never ends meets the
supervisor's own clock. Memory is what a unit takes beyond what its worker held before (`RLIMIT_DATA`, `RLIMIT_AS`).
Where the system has neither (Windows, macOS in part) the supervisor's clock remains.
"""

from digest.workers.process import forks
from digest.workers.supervisor import MOST_LOST, Lost, Outcome, supervise
from digest.workers.worker import Budget, Handler, JobContext

__all__ = ["MOST_LOST", "Budget", "Handler", "JobContext", "Lost", "Outcome", "forks", "supervise"]
