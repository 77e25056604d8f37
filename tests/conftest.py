"""What tests share: fixtures of the repository, the texts, the browser, the built book, and toy projects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from rich.console import Console

from helpers.project import ROOT, absent
from parallax.pages.build import make_book
from parallax.pages.pdf import find_browser

pytest_plugins = ("helpers.toy_fixtures", "helpers.browser", "helpers.own_copy")


# How long an example takes says how busy the machine is, and nothing of the library.
settings.register_profile("parallax", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("parallax")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """Return the repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def texts_dir() -> Path:
    """Return the folder of the source texts, which are not part of the repository."""
    folder = Path(os.environ.get("PARALLAX_TEXTS") or ROOT / "corpus" / "texts")
    folder = folder if folder.is_absolute() else ROOT / folder
    if not any(folder.glob("*.txt")):
        absent("texts", f"{folder} holds no text; set PARALLAX_TEXTS to the folder that does (see README.md)")
    return folder


@pytest.fixture(scope="session")
def browser() -> Path:
    """Return a Chromium or Chrome to look at pages with."""
    found = find_browser()
    if found is None:
        remedy = "is no program" if os.environ.get("PARALLAX_CHROMIUM") else "may name one"
        absent("browser", f"install Chromium or Chrome; PARALLAX_CHROMIUM {remedy}")
    return Path(str(found))


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a lock, so that of several workers one does what all need."""
    import fcntl  # not on Windows, where there is no make either

    with file.open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of the real book, set strictly from the stored outputs, once for all workers."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    pages = folder / "book" / "html"
    with alone(folder / "book.lock"):
        if not pages.exists():  # it comes there whole, when no warning is left
            make_book(ROOT, build=pages.parent, execute_notebooks=False, console=Console(quiet=True))
    return pages
