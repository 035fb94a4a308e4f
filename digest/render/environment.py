"""The Jinja environment of the templates: sandboxed, strict, and escaping by default.

Every value that an expression puts into a page passes `finalize`, which escapes plain text for Markdown; only
`Fragment` values (made by `digest.escape` and by the macros of templates) stand as they are. What could undo that is
not there: the filters that mark text as safe or that join and format with HTML's escaping, and methods of fragments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Undefined, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.escape import Fragment, directed, isolated, piece, token
from digest.records import Record
from digest.typography import Typography
from digest.views.strings import Strings

SUFFIX = ".md.j2"
"""Ending of template files."""

_KEPT_FILTERS = frozenset(
    {"abs", "batch", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last", "length", "list"}
    | {"map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "slice", "sort"}
    | {"unique"}
)
"""Jinja's filters that return values or plain text, which is escaped like any other."""

_KEPT_GLOBALS = frozenset({"range", "dict", "cycler", "joiner", "namespace"})


class _Generator(CodeGenerator):
    """Compiles `a ~ b` so that plain text among the operands is escaped for Markdown, not for HTML."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  - Jinja's name
        self.write("environment.concatenated((")
        for arg in node.nodes:
            self.visit(arg, frame)
            self.write(", ")
        self.write("))")


class PageEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which all templates of a project are rendered."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "%", "*"})

    def __init__(self, templates: Path, strings: Strings, typography: Typography) -> None:
        super().__init__(
            loader=FileSystemLoader(templates, encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=self.finalized,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.folder = templates
        self.typography = typography
        self.filters = {name: f for name, f in self.filters.items() if name in _KEPT_FILTERS}
        self.filters.update(bdi=isolated, directed=directed, counted=self._counted, join=self._joined, token=token)
        self.globals = {name: value for name, value in self.globals.items() if name in _KEPT_GLOBALS}
        self.plurals = strings.plural

    @pass_eval_context  # so that literals are not folded, and escaped for HTML, while compiling
    def finalized(self, _: EvalContext, value: Any) -> Any:
        """Return what an expression puts into the page: text escaped, whole numbers in the configured digits."""
        return self._put(value)

    def _put(self, value: Any) -> Any:
        if isinstance(value, Markup | Undefined):
            return value
        if isinstance(value, str):
            return Fragment.escape(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return Fragment(self.typography.number(value))
        raise TypeError(f"a {type(value).__name__} cannot be put into a page; test it with `if`, or take a field of it")

    def concatenated(self, values: Iterable[Any]) -> str:
        """Return `a ~ b`: plain text if all operands are, else a fragment with the plain ones escaped."""
        items = [value if isinstance(value, str) else str(self._put(value)) for value in values]
        if not any(isinstance(item, Markup) for item in items):
            return "".join(items)
        return Fragment("".join(item if isinstance(item, Markup) else piece(item, 0, len(item)) for item in items))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a record at once: the sandbox's questions cost most of the time of a page."""
        if isinstance(obj, Record) and attribute in obj.__struct_fields__:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse the methods of fragments: they would join and format without Markdown's escaping."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Refuse `format` and `format_map` of fragments too, which the sandbox treats apart."""
        return None if isinstance(getattr(value, "__self__", None), Markup) else super().wrap_str_format(value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse `+`, `%` and `*` on fragments, for the same reason."""
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise SecurityError(f"`{operator}` does not work on pieces of a page; write them side by side, or use `~`")
        return super().call_binop(context, operator, left, right)

    def _counted(self, value: int, noun: str) -> str:
        """Filter `counted`: a number with its noun, whose forms stand in `strings.toml` under `[plural.<noun>]`."""
        if noun not in self.plurals:
            raise LookupError(f"strings.toml has no [plural.{noun}]")
        return self.typography.counted(value, self.plurals[noun])

    def _joined(self, values: Iterable[Any], separator: str = "") -> str:
        """Filter `join`: values with a separator between them."""
        parts: list[Any] = []
        for value in values:
            parts += [separator, value] if parts else [value]
        return self.concatenated(parts)
