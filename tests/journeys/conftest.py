"""One running installation and one Chromium for all journeys of a session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.town import Town, town


@pytest.fixture(scope="session")
def jansetu_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Everything that `bin/run` starts, in a folder of its own."""
    with town(tmp_path_factory.mktemp("town"), port=18400) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, headless, without its calls home."""
    file = os.environ.get("JANSETU_CHROMIUM") or shutil.which("chromium")
    assert file, "Chromium is needed; bin/test installs it"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=file, args=quiet)
        yield browser
        browser.close()
