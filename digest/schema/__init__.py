"""The shape of the published data, `data/digest.json` and `data/events/….json`: one record per table.

The JSON Schema is made from them. These types are a contract with programs that nobody here knows. Fields may be
added, and then the second number of `SCHEMA_VERSION` rises; anything else that changes raises the first. Offsets are
code points of the article's text, half-open; `line` is the line in the file; `anchor` is that line's anchor on the
article's page; `page` is an address relative to the site's root. Days are ISO 8601; an interval's two ends are
inclusive. docs/data.md is for readers.

The shipped files are written by ``python -m digest.schema > digest/schema/digest.schema.json`` and
``python -m digest.schema report > digest/schema/report.schema.json`` (the build report, which is not published); tests
hold them to the types.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from importlib import resources
from typing import Any

import msgspec

from digest.errors import Problem
from digest.schema import articles, collection
from digest.schema.collection import SCHEMA_VERSION, ExportedDigest, ExportedEventData

__all__ = ["SCHEMA_VERSION", "ExportedDigest", "ExportedEventData", "generate", "generate_report", "shipped"]


def shipped() -> bytes:
    """Return the JSON Schema (draft 2020-12) that is shipped with the package, for publication beside the data."""
    return resources.files("digest.schema").joinpath("digest.schema.json").read_bytes()


def generate() -> bytes:
    """Return the JSON Schema of `ExportedDigest`: indented, with the docstring of each field as its description.

    That of the files of single events is among its definitions, under `ExportedEventData`.
    """
    types = (ExportedDigest, ExportedEventData)
    (schema, _), definitions = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        kind = getattr(articles, name, None) or getattr(collection, name)
        for field, words in field_docs(kind).items():
            definition["properties"][field] = _described(definition["properties"][field], words)
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Arabic news digest",
        "version": SCHEMA_VERSION,
        **schema,
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def generate_report() -> bytes:
    """Return the JSON Schema of the build report, in the same manner."""
    from digest import report  # noqa: PLC0415 - it needs the whole program, and who reads the data does not

    types = {kind.__name__: kind for kind in (report.BuildReport, report.FileReport, report.Note, Problem)}
    (schema,), definitions = msgspec.json.schema_components([report.BuildReport], ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        for field in report.UNTOLD & definition["properties"].keys():
            del definition["properties"][field]
        for field, words in field_docs(types[name]).items():
            if field in definition["properties"]:
                definition["properties"][field] = _described(definition["properties"][field], words)
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Build report of an Arabic news digest",
        "version": report.SCHEMA_VERSION,
        **schema,
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


@functools.cache
def field_docs(kind: type) -> dict[str, str]:
    """Return the string under each field of a class and of its bases, as its source has it."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("digest."):
            (definition,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
            assert isinstance(definition, ast.ClassDef)
            for field, below in zip(definition.body, definition.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    match below:
                        case ast.Expr(value=ast.Constant(value=str(words))):
                            found[field.target.id] = " ".join(words.split())
    return found


def _described(schema: dict[str, Any], words: str) -> dict[str, Any]:
    """Add a description; beside a `$ref` too, which draft 2020-12 allows."""
    return {**schema, "description": words}
