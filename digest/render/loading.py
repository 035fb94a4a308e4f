"""Templates from a folder, compiled and tried before any page is made."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Template, Undefined
from jinja2.exceptions import UndefinedError

from digest.errors import Problem, TemplateError
from digest.records import Record
from digest.render.environment import LONGEST_PAGE, SUFFIX, PageEnvironment
from digest.render.faults import problem_of, undefined
from digest.render.reading import Reading, page_names
from digest.render.specimen import bare, full
from digest.typography import Typography
from digest.views import TEMPLATES
from digest.views.pages import SiteView
from digest.views.strings import Strings, load_strings


def open_templates(templates: Path, typography: Typography) -> tuple[Strings, PageEnvironment]:
    """Return the words of `strings.toml` and the environment of a folder of templates.

    Raises `TemplateError` if the words cannot be had, with whatever reading the templates shows as well.
    """
    try:
        strings = load_strings(templates)
    except TemplateError as error:
        read = Reading(PageEnvironment(templates, None, typography), page_names())
        raise TemplateError([*error.problems, *_in_order(read.problems)]) from None
    return strings, PageEnvironment(templates, strings, typography)


def load(environment: PageEnvironment, site: SiteView) -> Mapping[str, Template]:
    """Return the template of each kind of page. Raises `TemplateError` with every mistake that can be seen."""
    names = page_names()
    reading = Reading(environment, names)
    problems = dict.fromkeys(reading.problems)
    told = {(problem.path, problem.line) for problem in problems}
    loaded: dict[str, Template] = {}
    for name, kind in TEMPLATES.items():
        file = name + SUFFIX
        if not reading.whole(file):
            continue
        try:
            loaded[name] = environment.get_template(file)
        except Exception as error:  # a template may raise anything, and the editor must be told
            found: Iterable[Problem] = [problem_of(error, file, environment, names[file])]
        else:
            found = _tried(loaded[name], kind, site, names[file])
        for problem in found:
            if (problem.path, problem.line) not in told:
                told.add((problem.path, problem.line))
                problems.setdefault(problem)
    if problems:
        raise TemplateError(_in_order(problems))
    return loaded


def render(template: Template, context: Record, site: SiteView) -> str:
    """Return a template rendered with the fields of a record and `site`. Raises `OverflowError` if it never ends."""
    fields = {name: getattr(context, name) for name in field_names(type(context))}
    environment = template.environment
    assert isinstance(environment, PageEnvironment)
    environment.begin_page()
    pieces, length = [], 0
    for piece in template.generate(fields, site=site):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_PAGE:
            raise OverflowError(f"the page grows beyond {LONGEST_PAGE:,} characters")
    return "".join(pieces)


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Return the names that a template of this kind of page gets, `site` apart."""
    return tuple(kind.__struct_fields__)


def _tried(template: Template, kind: type[Record], site: SiteView, names: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with a template when it is rendered with everything, and with nothing."""
    environment, file = template.environment, template.name or ""
    assert isinstance(environment, PageEnvironment)
    for context in (full(kind), bare(kind)):
        try:
            render(template, context, site)
        except Exception as error:  # as above
            first = problem_of(error, file, environment, names)
            more = list(_further(template, context, site, names)) if isinstance(error, UndefinedError) else []
            yield first
            yield from (problem for problem in more if (problem.path, problem.line) != (first.path, first.line))


def _further(template: Template, context: Record, site: SiteView, names: Iterable[str]) -> Iterator[Problem]:
    """Yield what is missing where, when a page is made although something is missing: one look finds all of it."""
    environment, file = template.environment, template.name or ""
    assert isinstance(environment, PageEnvironment)
    with _lenient(environment) as missing:
        try:
            render(template, context, site)
            last = None
        except Exception as error:  # as above
            last = problem_of(error, file, environment, names)
    for message, where, line in missing:
        yield undefined(message, where, line, environment, names)
    if last:
        yield last


@contextmanager
def _lenient(environment: PageEnvironment) -> Iterator[dict[tuple[str, str, int], None]]:
    """Let missing values pass for a while as empty ones; yields what was missing, with file and line."""
    missing: dict[tuple[str, str, int], None] = {}

    class Noted(Undefined):
        def _note(self, value: Any) -> Any:
            frame = sys._getframe(1).f_back  # where the template stands, and nowhere else
            while frame is not None and "__jinja_template__" not in frame.f_globals:
                frame = frame.f_back
            if frame is not None:
                template = frame.f_globals["__jinja_template__"]
                line = template.get_corresponding_lineno(frame.f_lineno)
                missing.setdefault((self._undefined_message, template.name, line))
            return value

        def __str__(self) -> str:
            return str(self._note(""))

        def __html__(self) -> str:
            return str(self._note(""))

        def __bool__(self) -> bool:
            return bool(self._note(False))

        def __len__(self) -> int:
            return int(self._note(0))

        def __iter__(self) -> Iterator[Any]:
            return iter(self._note(()))

        def __call__(self, *_: Any, **__: Any) -> Any:
            return self._note("")

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return self._note(self)

    before, environment.undefined = environment.undefined, Noted
    try:
        yield missing
    finally:
        environment.undefined = before


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.path, problem.line or 0))
