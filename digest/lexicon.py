"""Arabic words as data: TOML tables under `digest/lexicons/ar/`, extended by a project's own `lexicons/` folder.

A project's file of the same name is laid over the shipped one: tables are merged key by key, lists are appended,
other values are replaced. Code never holds a word list; each step describes its table as a record and asks for it
with `Lexicons.get`, which validates it once.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from digest.errors import LexiconError, Problem

T = TypeVar("T")


class Lexicons:
    """All tables of one language, immutable; equal and hashable by content: compiled matchers are cached on it."""

    def __init__(self, tables: dict[str, dict[str, Any]], sources: dict[str, str], fingerprint: str) -> None:
        self._tables = tables
        self._sources = sources
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

        Raises `LexiconError` naming every file that is not valid TOML.
        """
        shipped = {
            p.name: p.read_bytes()
            for p in resources.files("digest").joinpath("lexicons/ar").iterdir()
            if p.name.endswith(".toml")
        }
        own = _own_files(extra) if extra else {}
        tables: dict[str, dict[str, Any]] = {}
        sources: dict[str, str] = {}
        problems: list[Problem] = []
        digest = hashlib.blake2b(digest_size=8)
        for folder, files in (("digest/lexicons/ar", shipped), (str(extra), own)):
            for name in sorted(files):
                digest.update(name.encode() + b"\0" + files[name] + b"\0")
                path = f"{folder}/{name}"
                try:
                    table = tomllib.loads(files[name].decode("utf-8"))
                except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                    problems.append(Problem(path=path, line=_line_of(error), message=str(error), hint="Mend the TOML."))
                    continue
                stem = name.removesuffix(".toml")
                tables[stem] = _merge(tables.get(stem, {}), table)
                sources[stem] = path
        if problems:
            raise LexiconError(problems)
        return cls(tables, sources, digest.hexdigest())

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
            except msgspec.ValidationError as error:
                raise LexiconError([Problem(path=self._sources[name], message=str(error))]) from None
        return self._records[key]  # type: ignore[no-any-return]

    def table(self, name: str) -> dict[str, Any]:
        """Return the raw table `name`; callers must not change it."""
        return self._tables[name]


def _own_files(folder: Path) -> dict[str, bytes]:
    """Return the lexicons of a project by name; none if it has no folder of them."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise LexiconError([Problem(path=str(folder), message="is no folder", hint="Lexicons are *.toml files in it.")])
    files, problems = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            files[path.name] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(path=str(path), message=f"cannot be read: {error.strerror}"))
    if problems:
        raise LexiconError(problems)
    return files


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


def _line_of(error: Exception) -> int | None:
    line = getattr(error, "lineno", None)
    if line is None:
        words = str(error).partition("at line ")[2].partition(",")[0]
        line = int(words) if words.isdigit() else None
    return line


@functools.lru_cache(maxsize=1)
def default_lexicons() -> Lexicons:
    """Return the shipped lexicons alone, loaded once per process."""
    return Lexicons.load()
