"""Templates from a folder, compiled and tried before any page is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Template, meta, nodes

from digest.errors import Problem, TemplateError
from digest.records import Record
from digest.render.environment import SUFFIX, PageEnvironment
from digest.render.faults import problem_of, unknown_name
from digest.render.specimen import bare, full
from digest.views import TEMPLATES
from digest.views.pages import SiteView


def load(environment: PageEnvironment, site: SiteView) -> Mapping[str, Template]:
    """Return the template of each kind of page. Raises `TemplateError` with every template that is broken."""
    loaded: dict[str, Template] = {}
    problems = list(_partial_problems(environment))
    for name, kind in TEMPLATES.items():
        file, names = name + SUFFIX, [*field_names(kind), "site"]
        try:
            unknown = list(_unknown(environment, file, names))
            problems.extend(unknown)
            loaded[name] = environment.get_template(file)
            for context in () if unknown else (full(kind), bare(kind)):
                render(loaded[name], context, site)
        except Exception as error:  # a template may raise anything, and the editor must be told
            problems.append(problem_of(error, file, environment, names))
    if problems:
        raise TemplateError(dict.fromkeys(problems))
    return loaded


def render(template: Template, context: Record, site: SiteView) -> str:
    """Return a template rendered with the fields of a record and `site`."""
    fields = {name: getattr(context, name) for name in field_names(type(context))}
    return template.render(fields, site=site)


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Return the names that a template of this kind of page gets, `site` apart."""
    return tuple(kind.__struct_fields__)


def _partial_problems(environment: PageEnvironment) -> Iterator[Problem]:
    """Yield what is wrong with the shared files of macros, whose names begin with an underscore."""
    for file in environment.list_templates(filter_func=lambda name: name.startswith("_") and name.endswith(SUFFIX)):
        try:
            yield from _unknown(environment, file, [])
        except Exception as error:  # as above
            yield problem_of(error, file, environment, [])


def _unknown(environment: PageEnvironment, file: str, names: list[str]) -> Iterator[Problem]:
    """Yield the names that a template uses and does not get, in branches too that no specimen reaches."""
    if environment.loader is None:
        return
    source, _, _ = environment.loader.get_source(environment, file)
    tree = environment.parse(source, file, file)
    strange = meta.find_undeclared_variables(tree) - set(names) - environment.globals.keys()
    seen: set[str] = set()
    for node in tree.find_all(nodes.Name):
        if node.name in strange - seen:
            seen.add(node.name)
            yield unknown_name(node.name, file, node.lineno, environment, names)
