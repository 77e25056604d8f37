"""The page in place of one that is not there; what tells of a place that a page does not have is in test_browser."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.site import set_pages, toctree

PAGES = {"index": "# Book\n" + toctree("chapters/findings"), "chapters/findings": "# Findings\n"}


def missing(folder: Path, **settings: object) -> str:
    """Return the page in place of one that is not there."""
    html, warnings = set_pages(folder, PAGES, ["sphinx_offline", "sphinx_addresses"], **settings)
    assert warnings == ""
    return (html / "404.html").read_text(encoding="utf-8")


def test_it_leads_on_to_pages_that_the_book_has(tmp_path: Path) -> None:
    text = missing(tmp_path)
    assert re.findall(r'<a data-page="([^"]+)"', text) == ["index.html", "search.html", "chapters/findings.html"]
    assert "This page is not here · The Book" in text


def test_it_needs_no_file_beside_it(tmp_path: Path) -> None:
    text = missing(tmp_path)
    assert not re.findall(r"<link|<script[^>]+src|<img|url\(", text)
    assert not re.findall(r'href="(?!/)', text)  # a relative address would depend on the depth


def test_where_the_book_has_an_address_it_leads_there(tmp_path: Path) -> None:
    text = missing(tmp_path, html_baseurl="https://example.org/book")
    assert 'href="https://example.org/book/search.html"' in text
