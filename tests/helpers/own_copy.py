"""The page on which readers search their own copy, set for a toy project or for the book's tables, opened from a disk.

The browser reaches nobody. What the page asks for beside its own files, and what it complains of, is taken down.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from helpers.browser import DESKTOP, PATIENCE, QUIET, STILL
from helpers.project import ROOT
from helpers.site import THEMED, set_pages, toctree
from helpers.toy import Toy
from parallax.pages.sphinx_static import STATIC

PAGE = "chapters/explore"
ARTICLE = "chapters/mill"
FORM = "# Look for yourself\n\n## Your own copy\n\nSome words.\n\n```{own-copy}\n```\n"


class Opened(NamedTuple):
    """A page, the address at which it is, and what it complained of or asked for."""

    page: Page
    address: str
    complaints: list[str]


def copy_site(folder: Path, corpus: Path, pages: dict[str, str]) -> str:
    """Set a page with the form, and others; return its address on the disk."""
    shutil.copytree(corpus, folder / "source" / "corpus", ignore=shutil.ignore_patterns("texts"))
    files = {"html_static_path": [str(STATIC)], "html_css_files": ["parallax.css"]}
    pages = {"index": "# Book\n" + toctree(PAGE, *pages), PAGE: FORM, **pages}
    html, _ = set_pages(folder, pages, ["sphinx_articles", "sphinx_copy"], **THEMED, **files)
    return (html / PAGE).with_suffix(".html").as_uri()


@pytest.fixture(scope="session")
def toy_copy_site(toy_of_two: Toy, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the page for the project of two sources, one of which has a page of its own."""
    page = {ARTICLE: "# The Gazette\n\n```{article} /corpus mill-gazette\n```\n"}
    return copy_site(tmp_path_factory.mktemp("copy"), toy_of_two.corpus, page)


@pytest.fixture(scope="session")
def book_copy_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the page for the book's own tables."""
    return copy_site(tmp_path_factory.mktemp("copy-of-book"), ROOT / "corpus", {})


@pytest.fixture(scope="module")
def cut_off(browser: Path) -> Iterator[Browser]:
    """Return a running browser that can reach no host at all."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser,
            args=[*(each for each in QUIET if "resolver" not in each), "--host-resolver-rules=MAP * ~NOTFOUND"],
            chromium_sandbox=os.geteuid() != 0,  # root has no sandbox
            timeout=PATIENCE,
        )
        yield running
        running.close()


def opened(cut_off: Browser, address: str, **settings: object) -> Opened:
    """Open a page in a browser that has never seen it."""
    context = cut_off.new_context(**{**STILL, **DESKTOP, **settings})
    context.set_default_timeout(PATIENCE)
    page, complaints, folder = context.new_page(), [], address.rpartition("chapters/")[0]
    page.on("console", lambda line: line.type in {"error", "warning"} and complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(folder) or complaints.append(asked.url))
    page.goto(address)
    return Opened(page, address, complaints)


@pytest.fixture
def toy_copy(cut_off: Browser, toy_copy_site: str) -> Iterator[Opened]:
    """Return the page of the toy; at the end it must have complained of nothing, and asked for nothing."""
    found = opened(cut_off, toy_copy_site)
    yield found
    assert found.complaints == []
    found.page.context.close()


@pytest.fixture
def book_copy(cut_off: Browser, book_copy_site: str) -> Iterator[Opened]:
    """Return the page of the book; at the end it must have complained of nothing, and asked for nothing."""
    found = opened(cut_off, book_copy_site)
    yield found
    assert found.complaints == []
    found.page.context.close()
