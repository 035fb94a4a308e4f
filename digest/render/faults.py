"""Mistakes in templates, told to the editor who made them: file, line, what is wrong, what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from digest.errors import Problem
from digest.records import Record
from digest.render.environment import SUFFIX, PageEnvironment, UnreadableTemplate
from digest.views import TEMPLATES

REFERENCE = "docs/templates.md lists what each template gets."
"""Where an editor finds what a template may use."""

_UNDEFINED_NAME = re.compile(r"^'(\w+)' is undefined$")
_UNDEFINED_FIELD = re.compile(r"^'(?:[\w.]+\.)?(\w+?)(?: object)?' has no attribute '(\w+)'$")
_NO_SUCH = re.compile(r"No (filter|test) named '(\w+)'")
_NO_PLURAL = re.compile(r"no \[plural\.([\w-]+)\]")
_CALLED = re.compile(r"^(?:[\w.]+\.)?(\w+)\(\) ")
_NEEDED = "Every project needs it: take it from the `templates/` that come with the program."
_EXHAUSTED: dict[type[Exception], str] = {
    RecursionError: "a macro or a file calls itself without end, or an expression is nested too deeply",
    MemoryError: "this needs more memory than there is",
}
_OF_PYTHON = {
    "tuple": "It is a list: take its entries with `{% for … %}`, or the first with `| first`.",
    "str": "It is text, which has no fields.",
    "int": "It is a number, which has no fields.",
    "bool": "It is true or false: use it in `{% if … %}`.",
    "None": "It may be missing: ask first, with `{% if … %}`.",
}


def problem_of(error: Exception, template: str, environment: PageEnvironment, names: Iterable[str]) -> Problem:
    """Return what an error in a template means; `template` is its file name, `names` the names that it may use."""
    if isinstance(error, UnreadableTemplate):
        return _problem(environment, error.name, error.line, error.message, error.hint)
    if isinstance(error, TemplateNotFound):
        place = _place(error, template, environment)
        return missing_file(str(error.name or ""), *place, environment)
    if isinstance(error, TemplateSyntaxError):
        file = error.name or template
        message = error.message or "cannot be understood"
        hint = _hint(error, message, environment, names)
        return _problem(environment, file, error.lineno, _worded(message), hint)
    where, line = _place(error, template, environment)
    message = _message(error, environment)
    hint = _hint(error, str(error), environment, names)
    callers = [place for place in _places(error, environment.folder) if place[0] != where]
    if callers:
        hint = f"{hint} It was asked for in {environment.folder.name}/{callers[-1][0]}, line {callers[-1][1]}."
    return _problem(environment, where, line, message, hint)


def missing_file(missing: str, template: str, line: int | None, environment: PageEnvironment) -> Problem:
    """Return the problem of a file that a template names and that is not there."""
    message = f"the template {missing!r} is missing"
    if missing.startswith("/") or ".." in missing.split("/"):
        hint = f"A template names files of `{environment.folder.name}/` only, and no way leads out of it."
        return _problem(environment, template, line, message, hint)
    known = {name + SUFFIX for name in TEMPLATES}
    files = [name for name in template_files(environment) if name not in known]
    if missing == template:
        close = _close(missing, [name for name in files if not name.startswith("_")])
        return _problem(environment, template, line, message, f"{_NEEDED} {close}")
    return _problem(environment, template, line, message, _close(missing, files))


def unknown_name(name: str, template: str, line: int, environment: PageEnvironment, names: Iterable[str]) -> Problem:
    """Return the problem of a name that a template does not get."""
    return _problem(environment, template, line, f"`{name}` is not defined", _close(name, names))


def unknown_tool(
    kind: str, name: str, template: str, line: int, environment: PageEnvironment, names: Iterable[str]
) -> Problem:
    """Return the problem of a filter, test or macro (`kind`) that does not exist."""
    return _problem(environment, template, line, f"no {kind} named '{name}' found", _close(name, names))


def unknown_noun(noun: str, template: str, line: int, environment: PageEnvironment) -> Problem:
    """Return the problem of a counted noun whose forms are nowhere."""
    message = f"strings.toml has no [plural.{noun}]"
    return _problem(environment, template, line, message, _close(noun, environment.plurals))


def without_end(cycle: Iterable[str], template: str, line: int, environment: PageEnvironment) -> Problem:
    """Return the problem of files that take in one another: `cycle` names them in order."""
    message = f"the file takes in itself without end: {' → '.join(cycle)}"
    return _problem(environment, template, line, message, "Take one of these lines out.")


def undefined(message: str, template: str, line: int, environment: PageEnvironment, names: Iterable[str]) -> Problem:
    """Return the problem of a name or a field that turned out to be missing while a page was tried."""
    error = UndefinedError(message)
    words, hint = _message(error, environment), _hint(error, message, environment, names)
    return _problem(environment, template, line, words, hint)


def template_files(environment: PageEnvironment) -> list[str]:
    """Return the names of the files in the folder of templates that are templates, in order."""
    if not environment.folder.is_dir():
        return []
    return environment.list_templates(filter_func=lambda name: name.endswith(SUFFIX))


def _problem(environment: PageEnvironment, file: str, line: int | None, message: str, hint: str) -> Problem:
    return Problem(path=f"{environment.folder.name}/{file}", line=line, message=message, hint=hint)


def _places(error: Exception, folder: Path) -> list[tuple[str, int]]:
    """Return the templates and lines in the traceback, which Jinja has translated to the template's, innermost last."""
    found, trace = [], error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.name.endswith(SUFFIX) and path.is_relative_to(folder):
            found.append((path.relative_to(folder).as_posix(), trace.tb_lineno))
        trace = trace.tb_next
    return found


def _place(error: Exception, template: str, environment: PageEnvironment) -> tuple[str, int | None]:
    places = _places(error, environment.folder)
    return places[-1] if places else (template, None)


def _message(error: Exception, environment: PageEnvironment) -> str:
    """Return what an error says, in the words of templates."""
    for kind, words in _EXHAUSTED.items():
        if isinstance(error, kind):
            return words
    message = str(error) or type(error).__name__
    if match := _UNDEFINED_NAME.match(message):
        return f"`{match[1]}` is not defined"
    if match := _UNDEFINED_FIELD.match(message):
        owner = "the imported file" if match[1] == "TemplateModule" else f"'{match[1]}'"
        return f"{owner} has no attribute '{match[2]}'"
    if match := _CALLED.match(message):
        filters = {getattr(f, "__name__", ""): name for name, f in environment.filters.items()}
        if name := filters.get(match[1]):
            return f"the filter `{name}` {message[match.end() :]}"
    return _worded(message)


def _worded(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _hint(error: Exception, message: str, environment: PageEnvironment, names: Iterable[str]) -> str:
    if match := _NO_SUCH.search(message):
        return _close(match[2], environment.filters if match[1] == "filter" else environment.tests)
    if match := _NO_PLURAL.search(message):
        return _close(match[1], environment.plurals)
    if isinstance(error, UndefinedError):
        if match := _UNDEFINED_NAME.match(message):
            return _close(match[1], names)
        if match := _UNDEFINED_FIELD.match(message):
            return _OF_PYTHON.get(match[1]) or _close(match[2], _fields(match[1]))
    return REFERENCE


def _fields(record: str) -> tuple[str, ...]:
    """Return the fields of the record with this class name."""
    kinds: list[Any] = [Record]
    for kind in kinds:
        if kind.__name__ == record:
            return tuple(field.name for field in msgspec.structs.fields(kind))
        kinds.extend(kind.__subclasses__())
    return ()


def _close(word: str, words: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.5)
    return f"Did you mean `{close[0]}`? {REFERENCE}" if close else REFERENCE
