from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.config import Config
from digest.editorial import Editorial
from digest.errors import Problem, TemplateError
from digest.lexicon import default_lexicons
from digest.project import Project
from digest.serve import QUIET, serve

PATIENCE = 10.0


class Preview:
    """A running preview of a tiny project; its builds copy one template into the site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("articles", "templates", "site_src/events", "site"):
            (root / name).mkdir(parents=True)
        (root / "templates" / "event.md.j2").write_text("first", encoding="utf-8")
        self.said: list[str] = []
        self.builds = 0
        self.ends = False
        self._built = threading.Condition()
        self._said = threading.Event()
        project = Project(root, Config(), Editorial(), default_lexicons())
        self._thread = threading.Thread(
            target=serve,
            args=(project, root / "articles", root / "site", self.rebuild),
            kwargs={"port": 0, "say": self.say},
        )
        self._thread.start()
        assert self._said.wait(PATIENCE)
        self.address = self.said[0].split()[2]

    def say(self, text: str) -> None:
        self.said.append(text)
        self._said.set()

    def rebuild(self) -> None:
        if self.ends:
            raise KeyboardInterrupt
        text = (self.root / "templates" / "event.md.j2").read_text(encoding="utf-8")
        try:
            if "{{" in text:
                raise TemplateError([Problem(path="templates/event.md.j2", line=1, message="unclosed brace")])
            (self.root / "site" / "index.html").write_text(f"<body>{text}</body>", encoding="utf-8")
            (self.root / "site_src" / "events" / "page.md").write_text(text, encoding="utf-8")
        finally:
            with self._built:
                self.builds += 1
                self._built.notify_all()

    def wait_for_build(self, number: int) -> None:
        with self._built:
            assert self._built.wait_for(lambda: self.builds >= number, PATIENCE)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def events(self) -> Iterator[dict[str, object]]:
        with urllib.request.urlopen(self.address + "-digest/events", timeout=PATIENCE) as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

    def edit(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def end(self) -> None:
        self.ends = True
        self.edit("templates/end.md.j2", "")
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = Preview(tmp_path)
    running.wait_for_build(1)
    yield running
    running.end()


def until(events: Iterator[dict[str, object]], wanted: Callable[[dict[str, object]], bool]) -> dict[str, object]:
    return next(event for event in events if wanted(event))


def test_pages_are_served_with_the_script_that_reloads_them(preview: Preview) -> None:
    page = preview.get("")
    assert page.startswith("<body>first")
    assert '<script src="/-digest/preview.js"></script></body>' in page
    assert "EventSource" in preview.get("-digest/preview.js")


@pytest.mark.parametrize("path", ["", "none/", "-digest/events"])
@pytest.mark.parametrize(("name", "status"), [("localhost:1", 0), ("[::1]", 0), ("evil.example", 421), ("[", 421)])
def test_who_asks_for_another_name_is_refused(preview: Preview, path: str, name: str, status: int) -> None:
    server = urllib.parse.urlsplit(preview.address)
    asked = http.client.HTTPConnection(server.hostname or "", server.port, timeout=PATIENCE)
    with contextlib.closing(asked):
        asked.request("GET", f"/{path}", headers={"Host": name})
        assert asked.getresponse().status == (status or (404 if path == "none/" else 200))


def test_a_change_rebuilds_and_tells_the_open_page(preview: Preview) -> None:
    events = preview.events()
    assert until(events, lambda event: event["version"] == 1)["fault"] == ""
    preview.edit("templates/event.md.j2", "second")
    assert until(events, lambda event: event["version"] == 2)["fault"] == ""
    assert preview.get("").startswith("<body>second")


@pytest.mark.parametrize(
    "path", ["digest.toml", "editorial.toml", "mkdocs.yml", "articles/one.txt", "site_src/about.md"]
)
def test_every_kind_of_source_is_watched(preview: Preview, path: str) -> None:
    preview.edit(path, "x")
    preview.wait_for_build(2)


def test_a_folder_that_is_replaced_is_watched_on(preview: Preview) -> None:
    articles, away = preview.root / "articles", preview.root / "away"
    articles.rename(away)
    preview.wait_for_build(2)
    away.rename(articles)
    preview.wait_for_build(3)
    preview.edit("articles/one.txt", "x")
    preview.wait_for_build(4)


def test_what_a_build_writes_is_no_change(preview: Preview) -> None:
    preview.edit("site_src/events/other.md", "generated")
    preview.edit("site/index.html", "generated")
    preview.edit("unrelated.txt", "x")
    preview.edit("templates/event.md.j2", "second")
    preview.wait_for_build(2)
    time.sleep(3 * QUIET)
    assert preview.builds == 2


def test_a_mistake_is_shown_and_the_old_site_stays(preview: Preview) -> None:
    events = preview.events()
    preview.edit("templates/event.md.j2", "{{ title")
    fault = until(events, lambda event: bool(event["fault"]))
    assert fault["version"] == 1
    assert "templates/event.md.j2:1: error: unclosed brace" in str(fault["fault"])
    assert preview.get("").startswith("<body>first")
    assert any("unclosed brace" in said for said in preview.said)
    preview.edit("templates/event.md.j2", "mended")
    assert until(events, lambda event: event["version"] == 2)["fault"] == ""
    assert preview.get("").startswith("<body>mended")
