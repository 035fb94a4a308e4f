"""Preview while editing: serve the site, watch what it is made of, rebuild on a change, and reload open pages.

After a mistake the old site stays, and the mistake is shown on the page and told to the caller.
"""

from __future__ import annotations

import functools
import http.server
import json
import re
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from digest.errors import DigestError
from digest.interrupt import resume
from digest.locks import BusyError
from digest.project import Project
from digest.write import OWN_FILES, OWN_FOLDERS

QUIET = 0.3
"""Seconds without a further change before a rebuild begins: editors write a file in several steps."""

_AGAIN = 1.0
"""Seconds after which a build is tried again that another one kept from running."""

_CHANGES = frozenset({"created", "deleted", "modified", "moved"})
_HEARTBEAT = 15.0
"""Seconds after which a silent connection is written to, so that a closed page is noticed."""

_EVENTS = "/-digest/events"
_SCRIPT = "/-digest/preview.js"
_TAG = f'<script src="{_SCRIPT}"></script></body>'.encode()

_PREVIEW_JS = """\
(function () {
  let seen = null;
  const box = document.createElement("pre");
  box.dir = "ltr";
  box.setAttribute("role", "alert");
  box.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;max-height:50vh;overflow:auto;padding:1rem;" +
    "font:14px/1.5 monospace;white-space:pre-wrap;color:#fff;background:#7f1d1d";
  new EventSource("/-digest/events").onmessage = ({ data }) => {
    const { version, fault } = JSON.parse(data);
    if (seen !== null && version !== seen) location.reload();
    seen = version;
    box.textContent = fault;
    if (fault) document.body.append(box);
    else box.remove();
  };
})();
"""

_OWN_NAME = re.compile(r"(?:localhost|[0-9.]+|\[[0-9a-f:.]+\])(?::[0-9]+)?", re.IGNORECASE)
"""By which a browser of this machine asks; a page elsewhere can have any other name pointed here."""

_NO_SITE = '<!doctype html><meta charset="utf-8"><title>digest</title><body></body>'


class State:
    """What open pages are told: the version of the site, and what is wrong with the newest sources."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._fault = ""
        self.stopped = False

    def built(self, missing: str = "") -> None:
        """Tell that there is a new site, and what is missing from it."""
        self._set(self._version + 1, missing)

    def failed(self, fault: str) -> None:
        """Tell that the newest sources cannot be built, and why."""
        self._set(self._version, fault)

    def stop(self) -> None:
        """Let every waiting connection end."""
        self.stopped = True
        self._set(self._version, self._fault)

    def _set(self, version: int, fault: str) -> None:
        with self._changed:
            self._version, self._fault = version, fault
            self._changed.notify_all()

    def message(self) -> str:
        """Return the state as it is told."""
        with self._changed:
            return json.dumps({"version": self._version, "fault": self._fault})

    def wait(self, told: str) -> str:
        """Return the state once it is another than `told`, or at a heartbeat."""
        with self._changed:
            self._changed.wait_for(lambda: self.stopped or self.message() != told, timeout=_HEARTBEAT)
            return self.message()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder, with a script in every page that listens for the next build."""

    def __init__(self, *args: Any, state: State, local: bool, **kwargs: Any) -> None:
        self.state, self.local = state, local
        super().__init__(*args, **kwargs)

    def parse_request(self) -> bool:
        """Refuse who asks for another name than this machine's: a page elsewhere whose name was pointed here."""
        if not super().parse_request():
            return False
        own = not self.local or _OWN_NAME.fullmatch(self.headers.get("Host", "localhost")) is not None
        if not own:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return own

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == _EVENTS:
            self._stream()
        elif path == _SCRIPT:
            self._answer(_PREVIEW_JS.encode(), "text/javascript; charset=utf-8")
        elif (page := self._page(path)) is not None:
            self._answer(*page)
        else:
            super().do_GET()

    def _page(self, path: str) -> tuple[bytes, str, int] | None:
        """Return an HTML page with the script in it, the 404 page for one that is missing; None for other files."""
        target = Path(self.translate_path(path))
        if path.endswith("/"):
            target /= "index.html"
        status = 200
        if target.suffix not in ("", ".html") or (target.is_dir() and not path.endswith("/")):
            return None
        if not target.is_file():
            target, status = Path(self.directory) / "404.html", 404
        try:
            content = target.read_bytes()
        except OSError:
            content = _NO_SITE.encode()
        return content.replace(b"</body>", _TAG), "text/html; charset=utf-8", status

    def _answer(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told = ""
        while not self.state.stopped:
            message = self.state.wait(told)
            try:
                self.wfile.write(f"data: {message}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return
            told = message

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of every request."""


class _Server(http.server.ThreadingHTTPServer):
    """A browser that goes away amid an answer is no fault."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Changes(FileSystemEventHandler):
    """Notes changes of the sources; what builds write themselves is no change."""

    def __init__(self, project: Project, articles: Path) -> None:
        root, docs = project.root.resolve(), project.docs.resolve()
        self.happened = threading.Event()
        self.replaced = False
        """A watched folder itself came, went or was renamed: what watches it follows the old one, wherever it is."""
        self._files = {root / name for name in ("digest.toml", "mkdocs.yml", project.config.paths.editorial)}
        self._folders = [
            folder.resolve()
            for folder in (articles, project.templates, project.own_lexicons, root / "overrides", project.docs)
        ]
        self._generated = [docs / name for name in (*OWN_FOLDERS, *OWN_FILES)]

    def watched(self) -> list[tuple[Path, bool]]:
        """Return the folders to watch, each with whether its subfolders are watched too."""
        parents = {path.parent for path in (*self._files, *self._folders) if path.parent.is_dir()}
        return [(folder, True) for folder in self._folders if folder.is_dir()] + [(p, False) for p in sorted(parents)]

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES:
            return
        paths = [Path(str(name)) for name in (event.src_path, event.dest_path) if name]
        if event.event_type != "modified" and any(path in self._folders for path in paths):
            self.replaced = True
            self.happened.set()
        elif any(self._matters(path) for path in paths):
            self.happened.set()

    def _matters(self, path: Path) -> bool:
        if path.name.startswith(".") or any(_is_in(path, other) for other in self._generated):
            return False
        return path in self._files or any(path != folder and _is_in(path, folder) for folder in self._folders)


def _is_in(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _is_local(host: str) -> bool:
    return host.startswith("127.") or host in ("localhost", "::1")


def serve(
    project: Project,
    articles: Path,
    site: Path,
    rebuild: Callable[[], object],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    say: Callable[[str], None] = print,
) -> None:
    """Build, serve, and rebuild whenever a source changes, until interrupted.

    `rebuild` builds the site at `site` and raises `DigestError` for a mistake; what it returns, if it is text, tells
    what was refused, and is shown on the pages. `say` is told the address and every mistake.
    """
    state = State()
    handler = functools.partial(_Handler, directory=str(site.absolute()), state=state, local=_is_local(host))
    server = _Server((host, port), handler)
    changes = _Changes(project, articles)
    observer = Observer()

    def look() -> None:
        changes.replaced = False
        observer.unschedule_all()
        for folder, recursive in changes.watched():
            with suppress(OSError):  # gone meanwhile: its parent is watched
                observer.schedule(changes, str(folder), recursive=recursive)

    def build() -> object:
        if changes.replaced:
            look()
        return rebuild()

    look()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer.start()
    try:
        say(f"Serving on http://{host}:{server.server_address[1]}/ (Ctrl+C ends it)")
        _rebuild_on(changes.happened, build, state, say)
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        state.stop()
        observer.stop()
        server.shutdown()
        server.server_close()


def _rebuild_on(
    happened: threading.Event, rebuild: Callable[[], object], state: State, say: Callable[[str], None]
) -> None:
    """Build at once, then after each change; while another build is running, try again until it has ended."""
    said = ""
    while True:
        happened.clear()
        outcome = _attempt(rebuild)
        resume()
        if outcome.fault and outcome.fault != said:
            say(outcome.fault)
        said = outcome.fault if outcome.busy else ""
        if outcome.fault:
            state.failed(outcome.fault)
        else:
            state.built(outcome.missing)
        happened.wait(_AGAIN if outcome.busy else None)
        while happened.is_set():
            happened.clear()
            happened.wait(QUIET)


class _Outcome(NamedTuple):
    """What an attempt to build came to."""

    fault: str = ""
    """Why there is no new site; empty if there is one."""
    busy: bool = False
    """Only another build stood in the way."""
    missing: str = ""
    """What is not in the new site."""


def _attempt(rebuild: Callable[[], object]) -> _Outcome:
    try:
        missing = rebuild()
    except DigestError as error:
        return _Outcome("\n".join(str(problem) for problem in error.problems), isinstance(error, BusyError))
    except (OSError, sqlite3.Error, MemoryError) as error:
        hint = "The site stays as it was. Check free space, permissions and memory, then save any source."
        return _Outcome(f"{error or type(error).__name__}\n{hint}")
    except (Exception, SystemExit):  # a fault of ours must not end the preview either
        return _Outcome(traceback.format_exc())
    return _Outcome(missing=missing if isinstance(missing, str) else "")
