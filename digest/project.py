"""A project on disk: its configuration, corrections and lexicons, read and validated together."""

from __future__ import annotations

import functools
from pathlib import Path

from digest.config import Config, load_config
from digest.editorial import Editorial, load_editorial
from digest.errors import ConfigError, DigestError, Problem
from digest.lexicon import Lexicons
from digest.lexicon_check import check_lexicons
from digest.models import Models, open_models


class Project:
    """The folder that holds `digest.toml`, `editorial.toml`, `mkdocs.yml`, `templates/` and `site_src/`."""

    def __init__(self, root: Path, config: Config, editorial: Editorial, lexicons: Lexicons) -> None:
        self.root = root
        self.config = config
        self.editorial = editorial
        self.lexicons = lexicons

    @classmethod
    def open(cls, root: Path) -> Project:
        """Read the project at `root`.

        Raises `ConfigError` with every problem of `digest.toml`, `editorial.toml` and `lexicons/` at once.
        """
        problems: list[Problem] = []
        config, editorial, lexicons = Config(), Editorial(), None
        try:
            config = load_config(root / "digest.toml")
        except DigestError as error:
            problems.extend(error.problems)
        try:
            editorial = load_editorial(root / config.paths.editorial)
        except DigestError as error:
            problems.extend(error.problems)
        try:
            lexicons = Lexicons.load(root / config.paths.lexicons)
            check_lexicons(lexicons)
        except DigestError as error:
            problems.extend(error.problems)
        if problems or lexicons is None:
            raise ConfigError(problems)
        return cls(root, config, editorial, lexicons)

    @property
    def articles(self) -> Path:
        """Folder of the input."""
        return self.root / self.config.paths.articles

    @property
    def templates(self) -> Path:
        """Folder of the Markdown templates."""
        return self.root / self.config.paths.templates

    @property
    def docs(self) -> Path:
        """MkDocs' folder of sources, into which generated pages are written."""
        return self.root / self.config.paths.docs

    @property
    def site(self) -> Path:
        """Folder of the site that MkDocs makes."""
        return self.root / self.config.paths.site

    @property
    def own_lexicons(self) -> Path:
        """Folder of the project's own lexicons; it need not exist."""
        return self.root / self.config.paths.lexicons

    @property
    def cache(self) -> Path:
        """Folder of the cache, the lock and the last report."""
        return self.root / self.config.paths.cache

    @functools.cached_property
    def models(self) -> Models | None:
        """The trained models that `digest.toml` switches on, None if none is; not yet loaded.

        Raises `ConfigError` if what they need is missing: only commands that analyse articles ask.
        """
        return open_models(self.config.models, self.root)

    def require_site_files(self) -> None:
        """Raise `ConfigError` unless the folder can make a site."""
        missing = [
            Problem(
                path=name,
                message=f"there is no {what} here",
                hint="Run the command in the project's folder, or name that folder with --project.",
            )
            for name, what, found in (
                ("mkdocs.yml", "MkDocs configuration", (self.root / "mkdocs.yml").is_file()),
                (self.config.paths.templates, "folder of templates", self.templates.is_dir()),
                (self.config.paths.docs, "folder of site sources", self.docs.is_dir()),
            )
            if not found
        ]
        if missing:
            raise ConfigError(missing)
