"""The folder of the models' data: what is in it, what is missing, and a fingerprint of what results depend on.

The folder is laid out as camel-tools' own command `camel_data` leaves it: `catalogue.json` beside `data/`. It is read
here without importing any part of camel-tools that needs it, so that a mistake is told before anything is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

import msgspec

from digest.config import ModelsSection
from digest.errors import ConfigError, Problem
from digest.toml import lines_of

CONFIG = "digest.toml"
"""File that switches models on, as problems name it."""

_PAGE = "docs/models.md tells the steps; `{key} = false` under `[models]` switches it off again."

_EXTRA = ("torch", "transformers")
"""Packages of the extra `models`, which the recogniser needs and the disambiguator does not."""

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""Names under which a recogniser's weights are kept, either of which will do."""

_BLOCK = 1 << 20


class Dataset(msgspec.Struct, frozen=True):
    """A dataset of the catalogue; other keys do not matter here."""

    path: str


class Component(msgspec.Struct, frozen=True):
    """A component of the catalogue: its datasets and which of them is meant if none is named."""

    default: str
    datasets: dict[str, Dataset]


class Catalogue(msgspec.Struct, frozen=True):
    """The part of `catalogue.json` that is read here."""

    components: dict[str, Component]


class DataFolders(NamedTuple):
    """Where the data of the models that are on lies."""

    root: Path
    """The folder that `[models] data` names, absolute: camel-tools calls it `CAMELTOOLS_DATA`."""
    recogniser: Path | None
    """Folder of the recogniser's weights and vocabulary; None if it is off."""
    disambiguator: Path | None
    """Folder of the disambiguator's `model.json`; None if it is off."""
    morphology: Path | None
    """Folder of its `morphology.db`; None if it is off."""


def find_data(section: ModelsSection, root: Path) -> DataFolders:
    """Return where the data of the models that are on lies; `root` is the project's folder.

    Raises `ConfigError` with everything that is missing, each with the line of `digest.toml` that asks for it.
    """
    finder = _Finder(section, root)
    folders = finder.run()
    if finder.problems:
        raise ConfigError(finder.problems)
    return folders


class _Finder:
    """One look at the folder, which collects what is wrong."""

    def __init__(self, section: ModelsSection, root: Path) -> None:
        self.section = section
        self.folder = (root / Path(section.data).expanduser()).absolute()
        self.problems: list[Problem] = []
        config = root / CONFIG
        self._text = config.read_text(encoding="utf-8-sig") if config.is_file() else ""

    def run(self) -> DataFolders:
        if self.section.ner:
            self._require_extra()
        catalogue = self._catalogue()
        recogniser = disambiguator = morphology = None
        if catalogue is not None and self.section.ner:
            recogniser = self._dataset(catalogue, "ner", "NamedEntityRecognition", None, ("config.json", _WEIGHTS))
        if catalogue is not None and self.section.lemmas:
            disambiguator = self._dataset(catalogue, "lemmas", "DisambigMLE", None, ("model.json",))
            if disambiguator is not None:
                name = catalogue.components["DisambigMLE"].default
                morphology = self._dataset(catalogue, "lemmas", "MorphologyDB", name, ("morphology.db",))
        return DataFolders(self.folder, recogniser, disambiguator, morphology)

    def _require_extra(self) -> None:
        missing = [name for name in _EXTRA if util.find_spec(name) is None]
        if missing:
            self._problem(
                "ner",
                f"the recogniser needs {_list(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed",
                'Install the extra: pip install -e ".[models]" in the program\'s folder. ' + _PAGE.format(key="ner"),
            )

    def _catalogue(self) -> Catalogue | None:
        key = "ner" if self.section.ner else "lemmas"
        path = self.folder / "catalogue.json"
        if not path.is_file():
            there = "has no catalogue.json" if self.folder.is_dir() else "does not exist"
            self._problem(
                key,
                f"the folder of model data, {self.section.data}, {there}",
                f"Fill it once, with a network: {self._command()}. " + _PAGE.format(key=key),
            )
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=Catalogue)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._problem(key, f"{path} is no catalogue of model data: {error}", f"Make it anew: {self._command()}.")
            return None

    def _dataset(
        self, catalogue: Catalogue, key: str, component: str, name: str | None, files: tuple[str | tuple[str, ...], ...]
    ) -> Path | None:
        """Return the folder of a component's dataset (its default, if none is named), None if anything is missing."""
        found = catalogue.components.get(component)
        dataset = found.datasets.get(name or found.default) if found else None
        hint = f"Fetch it once, with a network: {self._command()}. " + _PAGE.format(key=key)
        if dataset is None:
            named = f" {name}" if name else ""
            self._problem(key, f"the catalogue in {self.section.data} lists no {component}{named}", hint)
            return None
        folder = self.folder / "data" / dataset.path
        wanted = [(file,) if isinstance(file, str) else file for file in files]
        missing = [" or ".join(names) for names in wanted if not any((folder / name).is_file() for name in names)]
        if missing:
            where = f"{self.section.data}/data/{dataset.path}"
            self._problem(key, f"the model data in {where} lacks {_list(missing)}", hint)
            return None
        return folder

    def _command(self) -> str:
        """Return the commands that fill the folder; `camel_data` takes one package at a time and makes no folder."""
        packages = [("ner", "ner-arabert"), ("lemmas", "disambig-mle-calima-msa-r13")]
        wanted = [package for key, package in packages if getattr(self.section, key)]
        fetch = [f"CAMELTOOLS_DATA={self.section.data} camel_data -i {package}" for package in wanted]
        return " && ".join((f"mkdir -p {self.section.data}", *fetch))

    def _problem(self, key: str, message: str, hint: str) -> None:
        line = lines_of(self._text).get(("models", key))
        self.problems.append(Problem(path=CONFIG, line=line, message=f"[models] {key}: {message}", hint=hint))


def _list(words: list[str]) -> str:
    return " and ".join(words)


def fingerprint(section: ModelsSection, folders: DataFolders) -> str:
    """Return a hash of what the models' results depend on: which are on, every byte of their data, and the packages.

    Half a gigabyte takes about a second; it is read once per build, and only if a model is on.
    """
    digest = hashlib.blake2b(digest_size=8)
    digest.update(f"ner={section.ner} lemmas={section.lemmas}\0".encode())
    for package in ("camel-tools", *(_EXTRA if section.ner else ())):
        digest.update(f"{package}=={metadata.version(package)}\0".encode())
    for folder in folders[1:]:
        if folder is not None:
            for name, block in _blocks(folder):
                digest.update(name + b"\0" + block)
    return digest.hexdigest()


def _blocks(folder: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield every file of a folder piece by piece, in order of their names."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix().encode()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield name, block
