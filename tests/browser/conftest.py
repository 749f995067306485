"""A real browser: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from . import axe
from .watched import Tabs

#: The first has no windows, not even hidden ones, and takes two thirds of the time of the others.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; without one the tests are skipped, in CI they fail."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no Chromium on this machine (none of {', '.join(NAMES)}); `make system` installs one"
        if os.environ.get("REPORT_NEED_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        # The sandbox of Chromium can't be had by root, as which CI runs; the pages are our own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The tabs that all tests share which need no browser of their own kind."""
    return Tabs(browser)


@pytest.fixture(scope="session")
def looks() -> axe.Looks:
    """The looks of texts whose colours were judged on any page."""
    return {scheme: set() for scheme in axe.SCHEMES}
