"""Mistakes in templates, told to the editor who made them: file, line, what is wrong, what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from digest.errors import Problem
from digest.records import Record
from digest.render.environment import SUFFIX, PageEnvironment
from digest.views import TEMPLATES

_UNDEFINED_NAME = re.compile(r"'(\w+)' is undefined")
_UNDEFINED_FIELD = re.compile(r"'(?:[\w.]+\.)?(\w+) object' has no attribute '(\w+)'")
_NO_SUCH = re.compile(r"No (filter|test) named '(\w+)'")
_NO_PLURAL = re.compile(r"no \[plural\.([\w-]+)\]")
_NEEDED = "Every project needs it: take it from the `templates/` that come with the program."
_REFERENCE = "docs/templates.md lists what each template gets."


def problem_of(error: Exception, template: str, environment: PageEnvironment, names: Iterable[str]) -> Problem:
    """Return what an error in a template means; `template` is its file name, `names` the names that it may use."""
    folder = Path(environment.folder.name)
    if isinstance(error, TemplateNotFound):
        missing = str(error.name or template)
        message = f"the template {missing!r} is missing"
        known = {name + SUFFIX for name in TEMPLATES}
        others = [name for name in _files(environment) if name not in known and not name.startswith("_")]
        hint = f"{_NEEDED} {_close(missing, others)}" if missing == template else _close(missing, _files(environment))
        return Problem(path=str(folder / template), message=message, hint=hint)
    if isinstance(error, UnicodeDecodeError):
        return Problem(path=str(folder / template), message="the file is not UTF-8", hint="Save it as UTF-8.")
    where, line = template, None
    if isinstance(error, TemplateSyntaxError):
        where, line, message = error.name or template, error.lineno, error.message or "cannot be understood"
    else:
        where, line = _place(error, environment.folder) or (template, None)
        message = str(error) or type(error).__name__
    message = message[:1].lower() + message[1:].rstrip(".")
    return Problem(path=str(folder / where), line=line, message=message, hint=_hint(error, environment, names))


def unknown_name(name: str, template: str, line: int, environment: PageEnvironment, names: Iterable[str]) -> Problem:
    """Return the problem of a name that a template does not get."""
    path = str(Path(environment.folder.name) / template)
    return Problem(path=path, line=line, message=f"`{name}` is not defined", hint=_close(name, names))


def _place(error: Exception, folder: Path) -> tuple[str, int] | None:
    """Return the innermost template and line in the traceback, which Jinja has translated to the template's."""
    found, trace = None, error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.name.endswith(SUFFIX) and path.parent == folder:
            found = (path.name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _hint(error: Exception, environment: PageEnvironment, names: Iterable[str]) -> str:
    message = str(error)
    if match := _NO_SUCH.search(message):
        return _close(match[2], environment.filters if match[1] == "filter" else environment.tests)
    if match := _NO_PLURAL.search(message):
        return _close(match[1], environment.plurals)
    if isinstance(error, UndefinedError):
        if match := _UNDEFINED_NAME.search(message):
            return _close(match[1], names)
        if match := _UNDEFINED_FIELD.search(message):
            return _close(match[2], _fields(match[1]))
    return _REFERENCE


def _fields(record: str) -> tuple[str, ...]:
    """Return the fields of the record with this class name."""
    kinds = [Record]
    for kind in kinds:
        if kind.__name__ == record:
            return tuple(field.name for field in msgspec.structs.fields(kind))
        kinds.extend(kind.__subclasses__())
    return ()


def _files(environment: PageEnvironment) -> list[str]:
    return environment.list_templates() if environment.folder.is_dir() else []


def _close(word: str, words: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.5)
    return f"Did you mean `{close[0]}`? {_REFERENCE}" if close else _REFERENCE
