"""Values of TOML held against a record: every one that does not fit is found, and told with its line."""

from __future__ import annotations

import bisect
import copy
import difflib
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from digest.errors import DigestError, Problem
from digest.toml.lines import Keys, line_of, lines_of
from digest.toml.reading import TomlFile

T = TypeVar("T")

_MOST = 50
"""Problems of one file that are told at once."""


def convert(file: TomlFile, kind: type[T], raises: type[DigestError], hint: str) -> T:
    """Return a file as a record. Raises `raises` with every value that does not fit, each with its line.

    To find them all, what is wrong is left out and the rest is tried again.
    """
    try:
        return msgspec.convert(file.data, kind)
    except msgspec.ValidationError:
        raise raises(misfits(file.data, kind, file, hint)) from None


def misfits(
    data: Mapping[str, Any], kind: Any, file: TomlFile, hint: str, written: Callable[[Keys], Keys] = lambda keys: keys
) -> list[Problem]:
    """Return what of `data` does not fit `kind`, with the lines of `file`, in their order.

    `written` tells where a value of `data` stands in the file, if the file is only a part of it.
    """
    rest: Any = copy.deepcopy(dict(data))
    places = lines_of(file.text)
    found: dict[Keys, Problem] = {}
    left_out: dict[Keys, list[int]] = {}
    while len(found) < _MOST:
        try:
            msgspec.convert(rest, kind)
            break
        except msgspec.ValidationError as error:
            message, at = _located(str(error), rest, kind)
        true = written(_before_leaving_out(at, left_out))
        spoilt = message.startswith("object missing") and any(keys[: len(true)] == true for keys in found)
        if not spoilt:
            found[true] = _misfit(message, true, kind, places, file.name, hint)
        if not at:
            break
        _leave_out(rest, at, left_out)
    return sorted(found.values(), key=lambda problem: problem.line or 0)


def _misfit(message: str, at: Keys, kind: Any, places: Mapping[Keys, int], name: str, hint: str) -> Problem:
    if message.startswith("unknown key"):
        known = _fields_at(kind, at[:-1])
        close = difflib.get_close_matches(str(at[-1]), sorted(known), n=1, cutoff=0.5)
        hint = f"Did you mean `{close[0]}`? {hint}" if close else hint
        at_words = at[:-1]
    else:
        at_words = at
    where = _dotted(at_words)
    text = f"{message} (at `{where}`)" if where else message
    return Problem(path=name, line=line_of(places, at), message=text, hint=hint)


def _located(error: str, data: Any, kind: Any) -> tuple[str, Keys]:
    """Return the message of msgspec and the keys to the value that it is about."""
    what, _, where = error.partition(" - at `")
    is_key = where.startswith("key` in `$")
    keys: list[str | int] = []
    for match in re.finditer(r"\.([^.\[\]`]+)|\[(\d+)\]|\[(\.\.\.)\]", where):
        if match[3]:
            key: str | int = _culprit(data, tuple(keys), kind, "[...]")
        else:
            key = match[1] if match[1] is not None else int(match[2])
        keys.append(key)
    if is_key:
        keys.append(_culprit(data, tuple(keys), kind, "`key` in"))
    if field := re.search(r"unknown field `([^`]*)`", what):
        keys.append(field[1])
        what = f"unknown key `{field[1]}`"
    what = what.replace(r" matching regex '\\S'", ", and it is empty")
    return what[:1].lower() + what[1:], tuple(keys)


def _culprit(data: Any, table: Keys, kind: Any, sign: str) -> Any:
    """Return the first key of a table with free keys whose value alone does not fit: msgspec does not name it."""
    trial = copy.deepcopy(data)
    entries: Any = trial
    for part in table:
        entries = entries[part]
    whole = dict(entries)
    for key, value in whole.items():
        entries.clear()
        entries[key] = value
        try:
            msgspec.convert(trial, kind)
        except msgspec.ValidationError as error:
            if sign in str(error):
                return key
    return next(iter(whole))


def _leave_out(data: Any, at: Keys, left_out: dict[Keys, list[int]]) -> None:
    for part in at[:-1]:
        data = data[part]
    if isinstance(data, list) and isinstance(at[-1], int):
        original = _before_leaving_out(at, left_out)
        bisect.insort(left_out.setdefault(original[:-1], []), int(original[-1]))
        del data[at[-1]]
    elif isinstance(data, dict):
        data.pop(at[-1], None)


def _before_leaving_out(at: Keys, left_out: Mapping[Keys, list[int]]) -> Keys:
    """Return the keys that a value has in the file, where entries before it were left out."""
    true: Keys = ()
    for part in at:
        if isinstance(part, int):
            for gone in left_out.get(true, ()):
                part += gone <= part  # noqa: PLW2901 - each entry that is gone moves it by one
        true = (*true, part)
    return true


def _fields_at(kind: Any, keys: Keys) -> tuple[str, ...]:
    """Return the keys that the table at `keys` may have by its record; none for a table with free keys."""
    for key in keys:
        kind = _structure(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            hints = typing.get_type_hints(kind)
            names = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
            kind = hints.get(names.get(str(key), ""), Any)
        else:
            args = typing.get_args(kind)
            kind = args[-1] if typing.get_origin(kind) is dict else args[0] if args else Any
    kind = _structure(kind)
    return kind.__struct_encode_fields__ if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else ()


def _structure(kind: Any) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next((arg for arg in typing.get_args(kind) if arg is not types.NoneType), kind)
    return kind


def _dotted(keys: Keys) -> str:
    """Return keys as a reader counts: `names[2]` is the second entry of `names`."""
    return "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
