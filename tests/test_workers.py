"""What dies, hangs, swells or lies in a worker costs the piece that it was at, and nothing else."""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest import analysis, pipeline
from digest.cards import make as making
from digest.cards import make_cards, undrawn
from digest.config import Config, LimitsSection
from digest.errors import ConfigError, Problem
from digest.lexicon import Lexicons, default_lexicons
from digest.models import Recogniser
from digest.pipeline import encode
from digest.processing import Resources, open_handler, process_folder
from digest.project import Project
from digest.records import AnnotatedArticle, Card, Page, RawArticle
from digest.render.pictures import without_pictures
from digest.workers import MOST_LOST, Budget, Handler, JobContext, Lost, Outcome, process, supervise

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of time and memory, and /proc, are those of Linux")

BUDGET = Budget(seconds=1, megabytes=64, clock=300)
SLEEPING = Budget(seconds=60, megabytes=64, clock=5)
"""For what never ends and does nothing; anything else must not meet the clock on a loaded machine."""


def swell() -> None:
    held = []
    while True:
        held.append("x" * 1_000_000)


def abort() -> None:
    faulthandler.disable()  # pytest's would fill the log
    os.abort()


def fail() -> None:
    raise RuntimeError("a fault")


def recurse() -> None:
    recurse()


def mistake() -> None:
    raise ConfigError([Problem(path="digest.toml", line=3, message="is wrong")])


DEEDS: dict[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(600),
    "spin": lambda: re.match(r"(?:a|aa)+$", "a" * 200 + "b"),  # in C, where no Python code would see a timer
    "swell": swell,
    "exit": lambda: os._exit(3),
    "quit": lambda: sys.exit(0),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "abort": abort,
    "raise": fail,
    "recurse": recurse,
    "mistake": mistake,
}


def do(what: str) -> bytes:
    """Do as a hostile step might."""
    if what in DEEDS:
        DEEDS[what]()
    elif what.startswith("once:") and not (flag := Path(what.removeprefix("once:"))).exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return what.encode()


def handle(job: bytes, context: JobContext) -> None:
    """A job is words: the first is done before any unit is begun, each other one is a unit of its own."""
    first, *rest = job.decode().split(" ")
    context.give(do(first))
    for unit, word in enumerate(rest, 1):
        if context.begin(unit):
            context.give(do(word))


def prepare() -> Handler:
    return handle


def run(*jobs: str, number: int = 2, budget: Budget = BUDGET) -> list[Outcome]:
    return list(supervise([job.encode() for job in jobs], prepare, budget, workers=number))


def kept(*words: str) -> Outcome:
    return Outcome(tuple(word.encode() for word in words), ())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_outcomes_come_in_the_order_of_the_jobs(number: int) -> None:
    jobs = [f"job-{n} a b" for n in range(30)]
    assert run(*jobs, number=number) == [kept(*job.split(" ")) for job in jobs]
    assert run(number=number) == []


ENDS = [
    ("spin", Lost(0, "time")),
    ("sleep", Lost(0, "stalled")),
    ("swell", Lost(0, "memory")),
    ("exit", Lost(0, "died", "exit status 3")),
    ("kill", Lost(0, "died", "signal SIGKILL")),
    ("abort", Lost(0, "died", "signal SIGABRT")),
]


@linux
@pytest.mark.parametrize(("what", "lost"), ENDS, ids=[what for what, _ in ENDS])
@pytest.mark.parametrize("number", [1, 2])
def test_a_job_that_ends_its_worker_is_lost_alone(what: str, lost: Lost, number: int) -> None:
    budget = SLEEPING if what == "sleep" else BUDGET
    outcomes = run("a", what, "b", "c", number=number, budget=budget)
    assert outcomes == [kept("a"), Outcome((), (lost,)), kept("b"), kept("c")]


@pytest.mark.parametrize(
    ("what", "words"), [("raise", "RuntimeError"), ("quit", "SystemExit"), ("recurse", "Recursion")]
)
def test_an_exception_loses_its_job_and_is_named(what: str, words: str) -> None:
    before, (values, (lost,)), after = run("a", what, "b")
    assert (before, after, values) == (kept("a"), kept("b"), ())
    assert (lost.unit, lost.why) == (0, "fault")
    assert words in lost.detail
    assert "test_workers.py:" in lost.detail


@linux
@pytest.mark.parametrize("what", ["spin", "swell", "exit"])
def test_a_unit_is_lost_and_not_its_job(what: str) -> None:
    (outcome, other) = run(f"head a {what} b c", "other")
    assert outcome.values == (b"head", b"a", b"b", b"c")
    assert [lost.unit for lost in outcome.lost] == [2]
    assert other == kept("other")


def test_a_job_that_loses_too_many_units_is_given_up() -> None:
    outcome = run("head " + "raise " * (MOST_LOST + 5) + "never")[0]
    assert outcome.values == (b"head",)
    assert [lost.unit for lost in outcome.lost] == list(range(1, MOST_LOST + 2))
    assert outcome.lost[-1].why == "too many"


@linux
def test_a_worker_that_somebody_kills_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    assert run("a", f"head x once:{tmp_path / 'flag'} y") == [
        kept("a"),
        kept("head", "x", f"once:{tmp_path / 'flag'}", "y"),
    ]


def test_a_mistake_of_the_users_is_raised() -> None:
    with pytest.raises(ConfigError) as caught:
        run("a", "mistake", "b")
    assert caught.value.problems == (Problem(path="digest.toml", line=3, message="is wrong"),)


def test_long_jobs_and_long_values_go_through() -> None:
    word = "x" * 3_000_000
    assert run(word, f"{word} {word}") == [kept(word), kept(word, word)]


def broken() -> Handler:
    os._exit(9)


def test_workers_that_cannot_start_are_an_error_and_no_endless_attempt() -> None:
    with pytest.raises(OSError, match="exit status 9"):
        list(supervise([b"a"], broken, BUDGET))


def test_where_threads_run_workers_are_started_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "forks", lambda: False)
    assert run("a", "raise", "b")[::2] == [kept("a"), kept("b")]


# ---------------------------------------------------------------------------------------------------- no process left


def pid_of(_job: bytes, context: JobContext) -> None:
    context.give(str(os.getpid()).encode())


def tell_pids() -> Handler:
    return pid_of


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended but that nobody has asked after does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@linux
def test_workers_end_with_the_last_outcome_and_leave_no_zombie() -> None:
    pids = {int(outcome.values[0]) for outcome in supervise([b""] * 20, tell_pids, BUDGET, workers=2)}
    assert os.getpid() not in pids
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@linux
@pytest.mark.parametrize("end", [lambda outcomes: outcomes.close(), lambda outcomes: outcomes.throw(KeyboardInterrupt)])
def test_workers_end_with_the_one_who_asked(end: Callable[[Any], None]) -> None:
    outcomes = supervise([b""] * 20, tell_pids, BUDGET, workers=2)
    pid = int(next(outcomes).values[0])
    with contextlib.suppress(KeyboardInterrupt):
        end(outcomes)
    assert not Path(f"/proc/{pid}").exists()


ORPHANS = """
import os, sys, time
from digest.workers import Budget, supervise

def sleep(job, context):
    print(os.getpid(), flush=True)
    time.sleep(600)

def prepare():
    return sleep

list(supervise([b"a", b"b"], prepare, Budget(60, 64), workers=2))
"""


@linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_a_supervisor_that_is_killed(number: int, root: Path) -> None:
    supervisor = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True, cwd=root)
    assert supervisor.stdout
    pid = int(supervisor.stdout.readline())
    assert alive(pid)
    supervisor.send_signal(number)
    supervisor.wait()
    watchdog = time.monotonic() + 60
    while alive(pid) and time.monotonic() < watchdog:
        time.sleep(0.02)
    assert not alive(pid)
    supervisor.stdout.close()


# ---------------------------------------------------------------------------------------------------- articles

GOOD = "افتتح الجسر\n\nقال المتحدث باسم البلدية إن الجسر رقم {} مفتوح أمام السيارات منذ صباح الأحد.\n"
ROWS = "".join(f'{{"text": "قال المتحدث باسم البلدية إن الجسر رقم {n} {word} مفتوح."}}\n' for n, word in enumerate(
    ["good", "good", "SPIN", "good", "SWELL", "good"]))  # fmt: skip


def hostile(raw: RawArticle, lexicons: Lexicons, models: Recogniser | None = None) -> AnnotatedArticle:
    for word in ("SPIN", "SWELL", "EXIT"):
        if word in raw.text:
            do(word.lower())
    return annotate(raw, lexicons, models)


annotate = pipeline.annotate


def open_hostile(resources: Resources) -> Handler:
    """Prepare a worker whose steps do what the words of an article tell them."""
    handler = open_handler(resources)

    def handled(job: bytes, context: JobContext) -> None:
        pipeline.annotate = hostile
        try:
            handler(job, context)
        finally:
            pipeline.annotate = annotate

    return handled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(3):
        (articles / f"{n}.txt").write_text(GOOD.format(n), encoding="utf-8")
    (articles / "bad.txt").write_text(GOOD.format("SPIN"), encoding="utf-8")
    (articles / "dead.txt").write_text(GOOD.format("EXIT"), encoding="utf-8")
    (articles / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    return articles


SMALL = LimitsSection(article_seconds=1, article_megabytes=64)


@linux
def test_an_article_is_lost_and_told_and_not_its_file(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    resources = Resources(folder, SMALL, default_lexicons())
    by_workers = [list(process_folder(names, resources, workers=n, opener=open_hostile)) for n in (1, 2, 3)]
    assert [encode(one.result) for one in by_workers[0]] == [encode(one.result) for one in by_workers[1]]
    assert by_workers[0] == by_workers[1] == by_workers[2]
    found = {one.result.path: one for one in by_workers[0]}
    assert [len(found[name].result.articles) for name in names] == [1, 1, 1, 0, 0, 4]
    assert [bool(found[name].key) for name in names] == [True, True, True, False, False, False]
    assert [raw.row for raw in found["rows.jsonl"].result.raws] == [1, 2, 4, 6]
    told = {(p.path, p.row): p for one in by_workers[0] for p in one.result.problems}
    assert set(told) == {("bad.txt", None), ("dead.txt", None), ("rows.jsonl", 3), ("rows.jsonl", 5)}
    time_out, memory = told["rows.jsonl", 3], told["rows.jsonl", 5]
    assert "more than 1 seconds of processor time; the limit `article_seconds` is 1" in time_out.message
    assert "raise `article_seconds` under `[limits]`" in time_out.hint
    assert "more than 64 megabytes of memory; the limit `article_megabytes` is 64" in memory.message
    assert "exit status 3" in told["dead.txt", None].message
    assert {problem.line for problem in told.values()} == {None, 3, 5}


@linux
def test_what_was_lost_is_not_cached_and_what_was_kept_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = LimitsSection(article_seconds=2, article_megabytes=64)
    project = Project(folder.parent, Config(limits=limits), Project.open(folder.parent).editorial, default_lexicons())
    monkeypatch.setattr(analysis, "process_folder", functools.partial(process_folder, opener=open_hostile))
    first = analysis.analyze(project, folder, workers=2)
    assert {file.path for file in first.report.refused} == {"bad.txt", "dead.txt", "rows.jsonl#3", "rows.jsonl#5"}
    monkeypatch.setattr(analysis, "process_folder", process_folder)
    second = analysis.analyze(project, folder, workers=2)
    assert second.report.refused == ()
    assert second.report.work["files from the cache"] == 3


# ---------------------------------------------------------------------------------------------------- pictures


def test_a_picture_that_cannot_be_drawn_is_missing_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "forks", lambda: True)  # workers see what this test changes
    titles = ["جسر", "EXIT", "ميناء"]
    cards = [Card(path=f"assets/cards/{n}.png", title=title, masthead="", day="") for n, title in enumerate(titles)]
    drawing = making.draw

    def draw(one: Card) -> bytes:
        return do("exit") if one.title == "EXIT" else drawing(one)

    monkeypatch.setattr(making, "draw", draw)
    made = make_cards(cards, Path("nowhere"), workers=2)
    assert list(made) == ["assets/cards/0.png", "assets/cards/2.png"]
    (problem,) = undrawn(cards, made)
    assert (problem.path, problem.severity) == ("assets/cards/1.png", "warning")
    front = '---\ntitle: "t"\ncard: "x.png"\ncard_alt: "a"\nhide: []\n---\n\ncard: x\n'
    pages = [Page(path=one.path, text=front, card=one) for one in cards]
    shown = without_pictures(pages, made)
    assert (shown[0], shown[2]) == (pages[0], pages[2])
    assert shown[1].text == '---\ntitle: "t"\nhide: []\n---\n\ncard: x\n'
