"""`digest.toml`: what a project sets once, validated with file and line.

Every key has a default, so an empty file (or none) is a working configuration. `docs/configuration.md` lists the
keys; a test holds that list to this module.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from digest.errors import ConfigError, Problem


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the sections: unknown keys are errors, since an editor's typo must not pass silently."""


class SiteSection(Section, frozen=True, kw_only=True):
    """`[site]`: what readers see."""

    title: str = "موجز الأخبار"
    """Name of the collection, in the masthead and on every page."""
    description: str = "أحداث وأقوال وتواريخ، لكل منها سطرها في مقالها"
    """One line under the name."""
    publish: Literal["full", "cited", "none"] = "cited"
    """How much of an article's text is published: all paragraphs, those that pages cite, or none."""
    digits: Literal["latn", "arab"] = "latn"
    """Digits of the interface: Western or Arabic-Indic."""
    months: Literal["gregorian", "levant", "both", "maghreb-dz", "maghreb-ma"] = "both"
    """Month names: يناير, كانون الثاني, both with a stroke, جانفي, or Morocco's."""
    cards: bool = True
    """Draw a picture for each event, which messengers show beside a link to it; needs FriBidi on the machine."""


class PathsSection(Section, frozen=True, kw_only=True):
    """`[paths]`: folders, relative to the project."""

    articles: str = "articles"
    """Folder of the input."""
    templates: str = "templates"
    """Folder of the Markdown templates."""
    docs: str = "site_src"
    """MkDocs' folder of sources, where generated pages are written beside hand-written ones."""
    site: str = "site"
    """Folder of the site."""
    lexicons: str = "lexicons"
    """Folder of the project's own lexicons, laid over the shipped ones; it need not exist."""
    cache: str = ".digest"
    """Folder of the cache, the lock and the last build report."""
    editorial: str = "editorial.toml"
    """File of the editors' corrections."""


class LimitsSection(Section, frozen=True, kw_only=True):
    """`[limits]`: what an input may cost."""

    file_bytes: int = 5_000_000
    """Largest input file, in bytes; larger ones are refused."""
    row_bytes: int = 1_000_000
    """Longest row of a `.jsonl` file, in bytes."""


class EventsSection(Section, frozen=True, kw_only=True):
    """`[events]`: grouping. The defaults are calibrated in `docs/accuracy.md`; change them only with a measurement."""

    window_days: int = 3
    """Articles further apart than this many days are never one event."""


class ModelsSection(Section, frozen=True, kw_only=True):
    """`[models]`: recognition by trained models, off by default; `docs/models.md` tells what it needs and adds."""

    ner: bool = False
    """Add names that camel-tools' recogniser finds and the rules do not; needs the extra `models` and its data."""
    lemmas: bool = False
    """Ask camel-tools' disambiguator whether the last words of an unlisted name are a verb; needs its data."""
    data: str = "models"
    """Folder of the models' data as `camel_data` lays it out, relative to the project; read only if one is on."""


class Config(Section, frozen=True, kw_only=True):
    """The whole of `digest.toml`."""

    site: SiteSection = SiteSection()
    paths: PathsSection = PathsSection()
    limits: LimitsSection = LimitsSection()
    events: EventsSection = EventsSection()
    models: ModelsSection = ModelsSection()

    def fingerprint(self) -> str:
        """Return a hash of what steps of the per-article half depend on, 16 hexadecimal digits."""
        return hashlib.blake2b(msgspec.json.encode(self.limits, order="sorted"), digest_size=8).hexdigest()


def load_config(path: Path) -> Config:
    """Read `digest.toml`; a missing file is the default configuration.

    Raises `ConfigError` with file, line and mend.
    """
    if not path.exists():
        return Config()
    text = path.read_text(encoding="utf-8-sig")
    try:
        return msgspec.convert(tomllib.loads(text), Config)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise ConfigError(
            [
                Problem(
                    path=path.name,
                    line=int(found[1]) if found else None,
                    message=str(error),
                    hint="Mend the TOML.",
                )
            ]
        ) from None
    except msgspec.ValidationError as error:
        raise ConfigError([explain_validation(path.name, text, str(error))]) from None


def explain_validation(name: str, text: str, message: str) -> Problem:
    """Turn msgspec's message, which ends in the path of the value, into a problem with the line of that key."""
    what, _, where = message.partition(" - at `$")
    if field := re.search(r"unknown field `([^`]+)`", what):
        keys = [*re.findall(r"\.([A-Za-z_]+)", where), field[1]]
        what = f"unknown key `{field[1]}`"
    else:
        keys = re.findall(r"\.([A-Za-z_]+)", where)
    return Problem(
        path=name,
        line=line_of_key(text, keys),
        message=what[:1].lower() + what[1:] + (f" (at `{'.'.join(keys)}`)" if keys else ""),
        hint="The documentation, docs/configuration.md, lists the keys and their values.",
    )


def line_of_key(text: str, keys: list[str]) -> int | None:
    """Return the line on which a dotted key stands in a TOML text, counted from 1, or None."""
    section: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
            section = [part.strip(" \"'") for part in header[1].split(".")]
            if section == keys:
                return number
        elif (key := re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)) and [*section, key[1]] == keys:
            return number
    return None
