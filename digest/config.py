"""`digest.toml`: what a project sets once, validated with file and line.

Every key has a default, so an empty file (or none) is a working configuration. `docs/configuration.md` lists the
keys; a test holds that list to this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from digest.errors import ConfigError
from digest.toml import convert, read_toml

_KEYS = "The documentation, docs/configuration.md, lists the keys and their values."


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


_Path = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]+$")]


class PathsSection(Section, frozen=True, kw_only=True):
    """`[paths]`: folders, relative to the project."""

    articles: _Path = "articles"
    """Folder of the input."""
    templates: _Path = "templates"
    """Folder of the Markdown templates."""
    docs: _Path = "site_src"
    """MkDocs' folder of sources, where generated pages are written beside hand-written ones."""
    site: _Path = "site"
    """Folder of the site."""
    lexicons: _Path = "lexicons"
    """Folder of the project's own lexicons, laid over the shipped ones; it need not exist."""
    cache: _Path = ".digest"
    """Folder of the cache, the lock and the last build report."""
    editorial: _Path = "editorial.toml"
    """File of the editors' corrections."""


def _within(least: int, most: int) -> msgspec.Meta:
    return msgspec.Meta(ge=least, le=most)


class LimitsSection(Section, frozen=True, kw_only=True):
    """`[limits]`: what an input may cost. `docs/limits.md` tells why each is what it is, and what happens beyond it."""

    file_bytes: Annotated[int, _within(1, 1_000_000_000)] = 5_000_000
    """Largest input file, in bytes."""
    file_rows: Annotated[int, _within(1, 10_000_000)] = 10_000
    """Most rows of a `.jsonl` file."""
    row_bytes: Annotated[int, _within(1, 1_000_000_000)] = 1_000_000
    """Longest row of a `.jsonl` file, in bytes."""
    row_depth: Annotated[int, _within(1, 200)] = 32
    """Deepest nesting of objects and lists in a row of a `.jsonl` file."""
    article_characters: Annotated[int, _within(1, 100_000_000)] = 200_000
    """Longest text of one article, in characters (Unicode code points)."""
    line_characters: Annotated[int, _within(1, 100_000_000)] = 100_000
    """Longest line of an article's text, in characters (Unicode code points)."""
    marks_per_letter: Annotated[int, _within(3, 1_000)] = 8
    """Most combining marks on one letter."""
    html_depth: Annotated[int, _within(10, 2_000)] = 200
    """Deepest nesting of elements in an HTML page."""
    folder_depth: Annotated[int, _within(1, 200)] = 32
    """Deepest nesting of folders in the folder of articles."""
    articles: Annotated[int, _within(1, 100_000_000)] = 100_000
    """Most articles in the collection, and most files that are opened; the first ones in order of path are kept."""
    collection_bytes: Annotated[int, _within(1, 1_000_000_000_000)] = 1_000_000_000
    """Most bytes of all input files together; the first ones in order of path are kept."""
    article_seconds: Annotated[int, _within(1, 3_600)] = 10
    """Processor time that one article may take, in seconds."""
    article_megabytes: Annotated[int, _within(64, 1_000_000)] = 512
    """Memory that one article may take, in millions of bytes."""


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


def load_config(path: Path) -> Config:
    """Read `digest.toml`; a missing file is the default configuration.

    Raises `ConfigError` with file, line and mend.
    """
    if not path.exists():
        return Config()
    return convert(read_toml(path, path.name, ConfigError), Config, ConfigError, _KEYS)
