"""Specimens of what templates get: every field filled, and every field empty.

A template is rendered with both before any page is made, so that a mistake shows at once and not on the day on which
the first contradiction or the first undated article arrives.
"""

from __future__ import annotations

import functools
import types
import typing
from typing import Any, TypeVar

import msgspec

from digest.escape import Fragment, token
from digest.records import Record

R = TypeVar("R", bound=Record)


def full(kind: type[R]) -> R:
    """Return a record with every field filled, lists with one entry of each kind."""
    return _record(kind, variant=0)


def bare(kind: type[R]) -> R:
    """Return a record with every field empty."""
    return kind(**{name: _empty(hint) for name, hint in _hints(kind).items()})


@functools.cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(kind)}


def _record(kind: type[R], variant: int) -> R:
    return kind(**{name: _filled(hint, variant) for name, hint in _hints(kind).items()})


def _filled(hint: Any, variant: int) -> Any:
    """Return a value of a type; `variant` chooses among the codes of annotated fragments."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return token(args[1][variant % len(args[1])])
    if origin in (typing.Union, types.UnionType):
        return _filled(next(arg for arg in args if arg is not type(None)), variant)
    if origin is tuple:
        return tuple(_filled(args[0], n) for n in range(_variants(args[0]))) + _also_bare(args[0])
    if isinstance(hint, type) and issubclass(hint, Record):
        return _record(hint, variant)
    samples: dict[Any, Any] = {Fragment: token("x"), str: "نص", int: 3, bool: True}
    return samples[hint]


def _variants(hint: Any) -> int:
    """Return how many entries show every code that an entry may have."""
    if isinstance(hint, type) and issubclass(hint, Record):
        codes = [typing.get_args(h)[1] for h in _hints(hint).values() if typing.get_origin(h) is typing.Annotated]
        return max((len(code) for code in codes), default=1)
    return 1


def _also_bare(hint: Any) -> tuple[Any, ...]:
    return (bare(hint),) if isinstance(hint, type) and issubclass(hint, Record) else ()


def _empty(hint: Any) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return token(args[1][-1])
    if origin in (typing.Union, types.UnionType):
        return None
    if origin is tuple:
        return ()
    if isinstance(hint, type) and issubclass(hint, Record):
        return bare(hint)
    empties: dict[Any, Any] = {Fragment: Fragment(""), str: "", int: 0, bool: False}
    return empties[hint]
