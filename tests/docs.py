"""Write the generated parts of the documentation; `python -m tests.docs` (or `make docs`) brings them up to date.

docs/cli.md is what `--help` prints; docs/configuration.md is the fields and docstrings of `digest.config` and
`digest.editorial`; the middle of docs/templates.md is those of `digest.views`. A test fails when one is behind the
code.
"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from digest import config, editorial
from digest.cli import main
from tests.docs_fields import field_docs
from tests.docs_templates import templates_reference

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100


def cli_reference() -> str:
    """Return docs/cli.md."""
    parts = ["# Command line\n", "What `--help` prints; this page is generated (`make docs`).\n"]
    context = click.Context(main, info_name="digest", terminal_width=WIDTH, **main.context_settings)
    parts.append(_block("digest", main, context))
    for name in sorted(main.commands):
        inner = click.Context(main.commands[name], info_name=name, parent=context, terminal_width=WIDTH)
        parts.append(_block(f"digest {name}", main.commands[name], inner))
    return "\n".join(parts)


def _block(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


def configuration_reference() -> str:
    """Return docs/configuration.md."""
    parts = [
        "# Configuration\n",
        "Generated from the code (`make docs`). Every key has a default; an unknown key is an error that names file",
        "and line. Corrections by editors are described in [editing.md](editing.md).\n",
        "## digest.toml\n",
    ]
    fields = field_docs(config)
    for section in msgspec.structs.fields(config.Config):
        kind = section.type
        parts.append(f"### [{section.name}]\n\n| key | default | meaning |\n| --- | --- | --- |")
        for field in msgspec.structs.fields(kind):
            words = fields[kind.__name__, field.name]
            parts.append(f"| `{field.encode_name}` | `{_toml(field.default)}` | {words} |")
        parts.append("")
    parts.append("## editorial.toml\n")
    fields = field_docs(editorial)
    for field in msgspec.structs.fields(editorial.Editorial):
        kind = field.type.__args__[0]
        doc = " ".join((kind.__doc__ or "").split())
        keys = ", ".join(f"`{f.encode_name}`" for f in msgspec.structs.fields(kind))
        parts.append(f"* `[[{field.encode_name}]]` – {doc.partition(': ')[2]} Keys: {keys}.")
    return "\n".join(parts) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


PAGES = {
    "docs/cli.md": cli_reference,
    "docs/configuration.md": configuration_reference,
    "docs/templates.md": templates_reference,
}


if __name__ == "__main__":
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
