"""What can be told about templates by reading them: names, filters, macros and files that do not exist, and circles.

A template that is only tried shows its first mistake. Read, it shows all of them, in branches too that no page reaches.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import TemplateNotFound, meta, nodes

from digest.errors import Problem
from digest.render.environment import SUFFIX, PageEnvironment
from digest.render.faults import (
    missing_file,
    problem_of,
    template_files,
    unknown_name,
    unknown_noun,
    unknown_tool,
    without_end,
)
from digest.views import TEMPLATES

_BRANCHES = (nodes.If, nodes.For, nodes.Macro, nodes.CallBlock)
"""What may keep a file from being taken in: a circle through one of these may have an end."""


class _Use(NamedTuple):
    """A file that a template names."""

    file: str
    line: int
    optional: bool
    """Tell whether the file need not exist."""
    shares: bool
    """Tell whether it sees the names of the template that uses it."""


class Reading:
    """The templates of a folder, read and not run."""

    def __init__(self, environment: PageEnvironment, names: Mapping[str, Iterable[str]]) -> None:
        """Read the folder of `environment`; `names` are those that each page's template gets, by its file name."""
        self.environment = environment
        self.names = {file: frozenset(own) for file, own in names.items()}
        self.trees: dict[str, nodes.Template] = {}
        self.problems: list[Problem] = []
        self.unsound: set[str] = set()
        """Files that cannot be compiled."""
        pages = [file for file in names if file not in template_files(environment)]
        waiting = [*template_files(environment), *pages]
        for file in waiting:
            try:
                self.trees[file] = _parsed(environment, file)
            except Exception as error:  # a loader or a parser may raise anything, and the editor must be told
                if not isinstance(error, TemplateNotFound) or file in names:
                    self.unsound.add(file)
                    self.problems.append(problem_of(error, file, environment, ()))
            else:
                waiting += {use.file: None for use in _uses(self.trees[file]) if use.file not in waiting}
        for file, tree in self.trees.items():
            self.problems.extend(self._of_file(file, tree))
        self.problems.extend(self._circles())

    @functools.cached_property
    def uses(self) -> dict[str, tuple[_Use, ...]]:
        """The files that each template names."""
        return {file: tuple(_uses(tree)) for file, tree in self.trees.items()}

    def whole(self, file: str) -> bool:
        """Tell whether a template, and all that it takes in, can be compiled and ends."""
        seen, waiting = set(), [file]
        while waiting:
            one = waiting.pop()
            if one in self.unsound or one not in self.trees:
                return False
            if one not in seen:
                seen.add(one)
                waiting.extend(use.file for use in self.uses[one] if not use.optional)
        return True

    def _of_file(self, file: str, tree: nodes.Template) -> Iterator[Problem]:
        if self.environment.has_strings:
            yield from self._nouns(file, tree)
        tools = list(self._tools(file, tree))
        if tools:
            self.unsound.add(file)
        yield from tools
        yield from self._macros(file, tree)
        for use in self.uses[file]:
            if use.file not in self.trees and use.file not in self.unsound and not use.optional:
                yield missing_file(use.file, file, use.line, self.environment)
        known = self._known(file, frozenset())
        if known is not None:
            yield from self._strangers(file, tree, known)

    def _tools(self, file: str, tree: nodes.Template) -> Iterator[Problem]:
        """Yield filters and tests that do not exist, and put others in their place, so that reading can go on."""
        kinds = ((nodes.Filter, "filter", self.environment.filters), (nodes.Test, "test", self.environment.tests))
        for kind, word, known in kinds:
            for node in tree.find_all(kind):
                name = node.name
                if name not in known:
                    node.name = next(iter(known))
                    yield unknown_tool(word, name, file, node.lineno, self.environment, known)

    def _nouns(self, file: str, tree: nodes.Template) -> Iterator[Problem]:
        """Yield counted nouns whose forms `strings.toml` does not have."""
        for node in tree.find_all(nodes.Filter):
            noun = _constant(node.args[0]) if node.name == "counted" and node.args else ""
            if noun and noun not in self.environment.plurals:
                yield unknown_noun(noun, file, node.lineno, self.environment)

    def _macros(self, file: str, tree: nodes.Template) -> Iterator[Problem]:
        """Yield macros that a template takes from a file that has none of that name."""
        modules: dict[str, frozenset[str]] = {}
        for one in tree.find_all(nodes.Import):
            if source := self.trees.get(_constant(one.template)):
                modules[one.target] = _exported(source)
        for taken in tree.find_all(nodes.FromImport):
            if source := self.trees.get(_constant(taken.template)):
                for name in (entry if isinstance(entry, str) else entry[0] for entry in taken.names):
                    if name not in _exported(source):
                        yield unknown_tool("macro", name, file, taken.lineno, self.environment, _exported(source))
        hidden = _bound(tree) - {one.target for one in tree.find_all(nodes.Import)}
        for got in tree.find_all(nodes.Getattr):
            if isinstance(got.node, nodes.Name) and got.node.name in modules.keys() - hidden:
                exported = modules[got.node.name]
                if got.attr not in exported:
                    yield unknown_tool("macro", got.attr, file, got.lineno, self.environment, exported)

    def _strangers(self, file: str, tree: nodes.Template, known: frozenset[str]) -> Iterator[Problem]:
        """Yield the names that a template uses and does not get."""
        strange = meta.find_undeclared_variables(tree) - known - self.environment.globals.keys()
        seen: set[str] = set()
        for node in tree.find_all(nodes.Name):
            if node.name in strange - seen:
                seen.add(node.name)
                yield unknown_name(node.name, file, node.lineno, self.environment, known)

    def _known(self, file: str, above: frozenset[str]) -> frozenset[str] | None:
        """Return the names that a template gets, those of its users among them; None for a file that nothing uses."""
        if file in self.names:
            return self.names[file]
        known: frozenset[str] | None = None
        for user, uses in self.uses.items():
            for use in uses:
                if use.file != file or user in above:
                    continue
                got = self._known(user, above | {file}) if use.shares else frozenset()
                own = _bound(self.trees[user]) if use.shares else frozenset()
                known = (known or frozenset()) | (got or frozenset()) | own
        return known

    def _circles(self) -> Iterator[Problem]:
        """Yield files that take in themselves whatever the page holds; Jinja would only run out of room."""
        always = {file: {use.file: use.line for use in _uses(tree, always=True)} for file, tree in self.trees.items()}
        told: set[frozenset[str]] = set()
        for file in always:
            way = _way_back(file, always)
            if way and frozenset(way) not in told:
                told.add(frozenset(way))
                self.unsound.update(way)
                yield without_end([*way, file], file, always[file][way[1] if len(way) > 1 else file], self.environment)


def page_names() -> dict[str, tuple[str, ...]]:
    """Return the names that each page's template gets, by its file name, from the fields of its record."""
    return {name + SUFFIX: (*kind.__struct_fields__, "site") for name, kind in TEMPLATES.items()}


def _parsed(environment: PageEnvironment, file: str) -> nodes.Template:
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, file)
    return environment.parse(source, file, file)


def _uses(tree: nodes.Node, *, always: bool = False) -> Iterator[_Use]:
    """Yield the files that a template names; `always`: only those that it takes in whatever the page holds."""
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends):
            if file := _constant(node.template):
                optional = isinstance(node, nodes.Include) and node.ignore_missing
                shares = isinstance(node, nodes.Extends) or bool(getattr(node, "with_context", False))
                yield _Use(file, node.lineno, optional, shares)
        elif not (always and isinstance(node, _BRANCHES)):
            yield from _uses(node, always=always)


def _constant(node: nodes.Node) -> str:
    """Return the file that an expression names, empty if that is known only when a page is made."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _bound(tree: nodes.Template) -> frozenset[str]:
    """Return the names that a template gives values to."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    names |= {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.FromImport):
        names |= {entry if isinstance(entry, str) else entry[1] for entry in node.names}
    return frozenset(names)


def _exported(tree: nodes.Template) -> frozenset[str]:
    """Return what a file offers to those that import it: what stands in no loop and in no macro of it."""
    names: set[str] = set()
    waiting: list[nodes.Node] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Macro):
            names.add(node.name)
        elif isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.FromImport):
            names |= {entry if isinstance(entry, str) else entry[1] for entry in node.names}
        elif isinstance(node, nodes.Name) and node.ctx == "store":
            names.add(node.name)
        elif not isinstance(node, nodes.For | nodes.CallBlock):
            waiting.extend(node.iter_child_nodes())
    return frozenset(name for name in names if not name.startswith("_"))


def _way_back(start: str, uses: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the shortest way from a file back to itself, with the file at its beginning; empty if there is none."""
    ways, seen = [[start]], {start}
    for way in ways:
        for file in uses.get(way[-1], ()):
            if file == start:
                return way
            if file not in seen:
                seen.add(file)
                ways.append([*way, file])
    return []
