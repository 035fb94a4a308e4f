"""Docstrings under the fields of records, which exist in the source alone."""

from __future__ import annotations

import ast
from pathlib import Path


def field_docs(module: object) -> dict[tuple[str, str], str]:
    """Return the docstring under each field of each class of a module's source."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    docs: dict[tuple[str, str], str] = {}
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, text in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                is_doc = isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
                docs[node.name, field.target.id] = " ".join(str(text.value.value).split()) if is_doc else ""
    return docs
