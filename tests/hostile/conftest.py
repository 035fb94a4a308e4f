"""One build of the whole corpus, and one without it, for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.building import Built, build_of
from tests.hostile.corpus import all_cases
from tests.hostile.sites import Reading, read


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process of a parallel run take this folder, so that each site is built once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("hostile"))


@pytest.fixture(scope="session")
def calm(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of harmless articles alone."""
    return build_of(root, tmp_path_factory.mktemp("calm"))


@pytest.fixture(scope="session")
def hostile(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the same harmless articles and all hostile ones."""
    return build_of(root, tmp_path_factory.mktemp("hostile"), all_cases())


@pytest.fixture(scope="session")
def calm_pages(calm: Built) -> dict[str, Reading]:
    """The pages of the harmless site."""
    return read(calm.site)


@pytest.fixture(scope="session")
def pages(hostile: Built) -> dict[str, Reading]:
    """The pages of the hostile site."""
    assert hostile.code == 2, hostile.said[-3000:]
    return read(hostile.site)
