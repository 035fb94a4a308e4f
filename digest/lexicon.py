"""Arabic words as data: TOML tables under `digest/lexicons/ar/`, extended by a project's own `lexicons/` folder.

A project's file of the same name is laid over the shipped one: tables are merged key by key, lists are appended,
other values are replaced. Code never holds a word list; each step describes its table as a record and asks for it
with `Lexicons.get`, which validates it once.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from digest.errors import LexiconError, Problem
from digest.toml import Keys, TomlFile, line_of, lines_of, misfits, parse_toml, read_toml

T = TypeVar("T")

_HINT = "docs/lexicons.md tells what each file holds; the shipped one of the same name is an example."


class Lexicons:
    """All tables of one language, immutable; equal and hashable by content: compiled matchers are cached on it."""

    def __init__(self, shipped: Mapping[str, dict[str, Any]], own: Mapping[str, TomlFile], fingerprint: str) -> None:
        self._tables = {
            name: _merge(table, own[name].data) if name in own else table for name, table in shipped.items()
        }
        self._shipped = shipped
        self.own = own
        """The project's own files by the name of their table."""
        self._records: dict[tuple[str, Any], Any] = {}
        self.fingerprint = fingerprint
        """Hash of every byte of every file, 16 hexadecimal digits: part of each cache key."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicons) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicons:
        """Read the shipped tables and, over them, the `*.toml` files of the folder `extra`.

        Raises `LexiconError` naming every file that is not valid TOML, or that no table of the program has the name of.
        """
        shipped = {
            p.name: p.read_bytes()
            for p in resources.files("digest").joinpath("lexicons/ar").iterdir()
            if p.name.endswith(".toml")
        }
        tables = {
            name.removesuffix(".toml"): parse_toml(shipped[name], f"digest/lexicons/ar/{name}", LexiconError).data
            for name in sorted(shipped)
        }
        own = _own_files(extra, tables) if extra else {}
        digest = hashlib.blake2b(digest_size=8)
        for files in (shipped, {f"{name}.toml": file.text.encode() for name, file in own.items()}):
            for name in sorted(files):
                digest.update(name.encode() + b"\0" + files[name] + b"\0")
        return cls(tables, own, digest.hexdigest())

    def without(self, name: str, keys: Keys) -> Lexicons:
        """Return these lexicons without one value of the project's own table `name`; without the table for no keys."""
        file = self.own[name]
        own = {**self.own, name: file._replace(data=_without(file.data, keys) if keys else {})}
        return Lexicons(self._shipped, own, f"{self.fingerprint} without {name} {keys}")

    def problem(self, name: str, keys: Keys, message: str, hint: str = "") -> Problem:
        """Return a problem of the value that stands at `keys` of the table `name`, with its file and line."""
        if name not in self.own:
            return Problem(path=f"digest/lexicons/ar/{name}.toml", message=message, hint=hint or _HINT)
        return self.problem_in_own(name, self._in_own_file(name, keys), message, hint)

    def problem_in_own(self, name: str, keys: Keys, message: str, hint: str = "") -> Problem:
        """Return a problem of the value that stands at `keys` of the project's own file for the table `name`."""
        file = self.own[name]
        return Problem(path=file.name, line=line_of(lines_of(file.text), keys), message=message, hint=hint or _HINT)

    def _in_own_file(self, name: str, keys: Keys) -> Keys:
        """Return where a value of a merged table stands in the project's file, whose lists follow the shipped ones."""
        under: Any = self._shipped[name]
        found: Keys = ()
        for key in keys:
            if isinstance(key, int):
                found = (*found, key - (len(under) if isinstance(under, list) else 0))
                under = None
            else:
                found = (*found, key)
                under = under.get(key) if isinstance(under, dict) else None
        return found

    def get(self, name: str, kind: type[T]) -> T:
        """Return the table `name` as a record of type `kind`; the same object at each call.

        Raises `LexiconError` if the table is missing or does not fit the record.
        """
        key = (name, kind)
        if key not in self._records:
            try:
                self._records[key] = msgspec.convert(self._tables[name], kind)
            except KeyError:
                raise LexiconError([Problem(path=f"{name}.toml", message="this lexicon is missing")]) from None
            except msgspec.ValidationError:
                raise LexiconError(self._misfits(name, kind)) from None
        return self._records[key]  # type: ignore[no-any-return]

    def _misfits(self, name: str, kind: Any) -> list[Problem]:
        file = self.own.get(name) or TomlFile(f"digest/lexicons/ar/{name}.toml", "", {})
        return misfits(self._tables[name], kind, file, _HINT, functools.partial(self._in_own_file, name))

    def table(self, name: str) -> dict[str, Any]:
        """Return the raw table `name`; callers must not change it."""
        return self._tables[name]


def _own_files(folder: Path, known: Mapping[str, object]) -> dict[str, TomlFile]:
    """Return the lexicons of a project by the name of their table; none if it has no folder of them."""
    if not folder.exists() and not folder.is_symlink():
        return {}
    if not folder.is_dir():
        raise LexiconError([Problem(path=str(folder), message="is no folder", hint="Lexicons are *.toml files in it.")])
    files: dict[str, TomlFile] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        name = f"{folder.name}/{path.name}"
        if path.stem not in known:
            close = difflib.get_close_matches(path.stem, sorted(known), n=1, cutoff=0.5)
            hint = f"Did you mean `{close[0]}.toml`? {_HINT}" if close else _HINT
            problems.append(Problem(path=name, message="no lexicon has this name", hint=hint))
            continue
        try:
            files[path.stem] = read_toml(path, name, LexiconError)
        except LexiconError as error:
            problems.extend(error.problems)
    if problems:
        raise LexiconError(problems)
    return files


def _without(table: Any, keys: Keys) -> Any:
    """Return a table without the value at `keys`; a list keeps its order."""
    if isinstance(table, list):
        inner = [_without(item, keys[1:]) if at == keys[0] else item for at, item in enumerate(table)]
        return inner if len(keys) > 1 else [item for at, item in enumerate(table) if at != keys[0]]
    if len(keys) == 1:
        return {key: value for key, value in table.items() if key != keys[0]}
    return {key: _without(value, keys[1:]) if key == keys[0] else value for key, value in table.items()}


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + value
        else:
            merged[key] = value
    return merged


@functools.lru_cache(maxsize=1)
def default_lexicons() -> Lexicons:
    """Return the shipped lexicons alone, loaded once per process."""
    return Lexicons.load()
