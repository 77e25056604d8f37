"""Where to report an error: as far as the settings say, and never made up."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from helpers.site import THEMED, set_pages
from parallax.pages.sphinx_contact import BINDER, address, report

CORRECTIONS = "# Corrections\n\n```{contact}\n```\n"
REPOSITORY = "https://github.com/some/book"
LAB = {"notebook_interface": "jupyterlab", "binderhub_url": ""}  # as Jupyter Book gives it
NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": CORRECTIONS}],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def page(folder: Path, options: dict[str, Any], **settings: object) -> str:
    """Return the page of corrections of a book with some settings."""
    theme = {**THEMED, "html_theme_options": options}
    html, warnings = set_pages(folder, {"index": CORRECTIONS}, ["sphinx_contact"], **theme, **settings)
    assert warnings == ""
    return (html / "index.html").read_text(encoding="utf-8")


def test_a_book_that_names_nobody_says_so(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert "names no repository and no address" in text
    assert "mailto:" not in text
    assert "/issues/" not in text


def test_a_repository_brings_its_buttons_and_takes_reports(tmp_path: Path) -> None:
    text = page(tmp_path, {"repository_url": REPOSITORY, "repository_branch": "main"})
    assert f'href="{REPOSITORY}/issues/new"' in text
    assert "Report an error on this page" in text
    assert f'href="{REPOSITORY}"' in text
    assert "names no repository" not in text


def test_notebooks_can_be_launched_from_a_repository(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    options = {"repository_url": REPOSITORY, "repository_branch": "main", "launch_buttons": LAB}
    theme = {**THEMED, "html_theme_options": options, "nb_execution_mode": "off"}
    html, _ = set_pages(tmp_path, {}, ["sphinx_contact"], notebooks=True, **theme)
    assert BINDER in (html / "index.html").read_text(encoding="utf-8")


def test_a_contact_is_shown_there_and_below_every_page(tmp_path: Path) -> None:
    text = page(tmp_path, {"extra_footer": "<p>Free.</p>"}, parallax_contact="desk@example.org")
    addresses = [unquote(unescape(address)) for address in re.findall(r'href="(mailto:[^"]+)"', text)]
    assert addresses == ["mailto:desk@example.org"] * 2
    assert "<p>Free.</p><p>Report an error:" in text


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [("desk@example.org", "mailto:desk@example.org"), ("https://example.org/desk", "https://example.org/desk")],
)
def test_a_contact_is_an_address_of_mail_or_of_the_web(written: str, leads_to: str) -> None:
    assert address(written) == leads_to


@pytest.mark.parametrize(
    ("repository", "takes_reports"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b/issues/new"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/issues/new"),
        ("https://example.org/github/b", "https://example.org/github/b"),
    ],
)
def test_a_repository_takes_reports_in_its_own_way(repository: str, takes_reports: str) -> None:
    assert report(repository) == takes_reports
