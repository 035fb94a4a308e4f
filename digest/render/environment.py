"""The Jinja environment of the templates: sandboxed, strict, and escaping by default.

Every value that an expression puts into a page passes `finalize`, which escapes plain text for Markdown; only
`Fragment` values (made by `digest.escape` and by the macros of templates) stand as they are. What could undo that is
not there: the filters that mark text as safe or that join and format with HTML's escaping, and methods of fragments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, Undefined, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.errors import undecodable_line
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

LONGEST_PAGE = 100_000_000
"""Code points of a page beyond which its template is taken for one that never ends."""
LONGEST_VALUE = 10_000_000
"""Code points, or entries, of a value that a template may put together."""
MOST_STEPS = 1_000_000
"""Numbers that the ranges of a page may hold together."""
_LARGEST_POWER = 1_000


class UnreadableTemplate(Exception):  # noqa: N818  - a mistake of a user, told as a problem
    """A file that cannot be a template."""

    def __init__(self, name: str, message: str, hint: str, line: int | None = None) -> None:
        self.name, self.message, self.hint, self.line = name, message, hint, line
        super().__init__(message)


class _Loader(FileSystemLoader):
    """Templates from a folder; a file that is not text in UTF-8 is told with its line."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template. Raises `UnreadableTemplate` for a file that cannot be one."""
        path = Path(self.searchpath[0], template)
        if template and ".." not in path.parts and path.exists() and not path.is_file():
            raise UnreadableTemplate(template, "this is not a file", "Put the template's file in its place.")
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:  # an OSError too
            raise
        except UnicodeDecodeError as error:
            line = undecodable_line(error)
            raise UnreadableTemplate(template, "the file is not UTF-8", "Save it as UTF-8.", line) from None
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            raise UnreadableTemplate(template, message, "May this user read it?") from None


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
    intercepted_binops = frozenset({"+", "%", "*", "**"})

    def __init__(self, templates: Path, strings: Strings | None, typography: Typography) -> None:
        """Open a folder of templates; without `strings` they can be read, but not rendered."""
        super().__init__(
            loader=_Loader(templates, encoding="utf-8"),
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
        self.globals["range"] = self._ranged
        self.plurals = strings.plural if strings else {}
        self.has_strings = strings is not None
        self._steps = 0

    def begin_page(self) -> None:
        """Count the steps of ranges anew."""
        self._steps = 0

    def _ranged(self, *bounds: int) -> range:
        """`range(…)`: refused where the loops of a page would take longer than anybody waits."""
        steps = range(*bounds)
        self._steps += len(steps)
        if self._steps > MOST_STEPS:
            raise OverflowError(f"the ranges of one page hold more than {MOST_STEPS:,} numbers")
        return steps

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
        _bounded(sum(map(len, items)))
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
        if operator == "**" and isinstance(right, int) and abs(right) > _LARGEST_POWER:
            raise OverflowError(f"a power above {_LARGEST_POWER:,}")
        if operator == "*" and isinstance(left, int) != isinstance(right, int):
            _bounded(_size(left) * right if isinstance(right, int) else _size(right) * left)
        elif operator == "+":
            _bounded(_size(left) + _size(right))
        return super().call_binop(context, operator, left, right)

    def _counted(self, value: int, noun: str) -> str:
        """Filter `counted`: a number with its noun, whose forms stand in `strings.toml` under `[plural.<noun>]`."""
        if not isinstance(value, int) or not isinstance(noun, str):
            raise TypeError(f"`counted` counts a whole number with its noun, and this is a {type(value).__name__}")
        if noun not in self.plurals:
            raise LookupError(f"strings.toml has no [plural.{noun}]")
        return self.typography.counted(value, self.plurals[noun])

    def _joined(self, values: Iterable[Any], separator: str = "") -> str:
        """Filter `join`: values with a separator between them."""
        parts: list[Any] = []
        for value in values:
            parts += [separator, value] if parts else [value]
        return self.concatenated(parts)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, Sized) else 0


def _bounded(size: int) -> None:
    if size > LONGEST_VALUE:
        raise OverflowError(f"this would make a value longer than {LONGEST_VALUE:,}")
