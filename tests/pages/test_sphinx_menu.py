"""Menu and search have the pages of the book, and not those that stand apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from helpers.site import THEMED, set_pages, toctree

PAGES = {
    "index": "# A long question of a title?\n\nSee [the reference](apart.md) and [tides](tides.md)." + toctree("tides"),
    "tides": "# Tides\n\nWaterfall.\n",
    "apart": (
        "---\norphan: true\n---\n\n# Reference of functions\n\nTurbine.\n\n"
        "```{eval-rst}\n.. py:function:: ebb(level)\n```\n"
    ),
}


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a book with one page apart."""
    folder = tmp_path_factory.mktemp("menu")
    theme = {**THEMED, "html_theme_options": {"home_page_in_toc": True}}
    html, warnings = set_pages(folder, PAGES, ["sphinx_menu"], parallax_home="Start here", **theme)
    assert warnings == ""
    return html


def search_index(html: Path) -> dict[str, Any]:
    """Return what the search knows."""
    text = (html / "searchindex.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def test_a_page_that_stands_apart_is_built_and_can_be_led_to(html: Path) -> None:
    assert 'href="apart.html"' in (html / "index.html").read_text(encoding="utf-8")
    assert "ebb" in (html / "apart.html").read_text(encoding="utf-8")


def test_the_search_knows_neither_the_page_nor_what_it_defines(html: Path) -> None:
    index = search_index(html)
    assert index["docnames"] == ["index", "tides"]
    assert index["objects"] == {}
    assert "waterfal" in index["terms"]
    assert not {"turbin", "ebb"} & {*index["terms"], *index["titleterms"], *index["indexentries"]}


@pytest.mark.parametrize("page", ["index", "tides", "apart"])
def test_the_menu_has_a_short_name_for_the_first_page_and_none_that_stands_apart(html: Path, page: str) -> None:
    menu = BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser").select_one("nav.bd-links")
    assert menu is not None
    assert [link.get_text(strip=True) for link in menu.select("a")] == ["Start here", "Tides"]


def test_the_arrow_beside_an_entry_says_what_it_opens(tmp_path: Path) -> None:
    pages = {"index": "# Book\n" + toctree("tides"), "tides": "# Tides\n" + toctree("ebb"), "ebb": "# Ebb\n"}
    html, _ = set_pages(tmp_path, pages, ["sphinx_menu"], **THEMED)
    arrow = BeautifulSoup((html / "ebb.html").read_text(encoding="utf-8"), "html.parser").select_one("li summary")
    assert arrow is not None
    assert arrow["aria-label"] == "Pages under Tides"


def test_the_search_of_the_book_has_no_page_of_the_reference_and_no_name_of_python(built_book: Path) -> None:
    index = search_index(built_book)
    assert (built_book / "chapters" / "appendices" / "api.html").is_file()
    assert not [name for name in index["docnames"] if "/api" in name]
    assert not [kind for kind in index["objtypes"].values() if kind.startswith("py:")]
    assert len(index["docnames"]) > 20
