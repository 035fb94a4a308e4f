from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.chromium import running_chromium

# No test judges by the clock, and every run tries the same examples: a failure in CI is a failure at home.
settings.register_profile("project", deadline=None, derandomize=True, database=None, max_examples=60)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development sets beside the project; a test that asks for them skips where they are absent."""
    path = ROOT.parent / "shared"
    if not (path / "gold" / "seed_gold.json").exists():
        pytest.skip("the development sets are not beside the project (../shared)")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: one for all tests of a process, since Playwright starts no second one beside it."""
    with running_chromium() as running:
        yield running
