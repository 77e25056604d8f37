"""What pages load: no icons of the theme, no index but where one searches, MathJax only for formulas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.site import THEMED, set_pages, toctree
from parallax.pages.sphinx_offline import MATHJAX, unused, without_scripts

PAGES = {
    "index": "# Book\n\nNo formula." + toctree("formula"),
    "formula": "# Formula\n\nHere $a + b$.\n",
}
# Of the book's pages: what is loaded beside figures and MathJax, in bytes.
HEAVIEST = 1_500_000
# What the explorer draws its figures of; figures do not count among what a page weighs, but they are not to grow.
DRAWN, HEAVIEST_DRAWN = "_static/explore-data.js", 700_000
# What the games are played with; it counts among what their page weighs.
PLAYED, HEAVIEST_PLAYED = "_static/play-data.js", 150_000


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a book of two."""
    html, warnings = set_pages(tmp_path_factory.mktemp("offline"), PAGES, ["sphinx_offline", "sphinx_head"], **THEMED)
    assert warnings == ""
    return html


def loaded(html: Path, page: str) -> dict[str, int]:
    """Return the sizes of a page and of what it loads at once, by address from the top of the book."""
    path = html / page
    text = path.read_text(encoding="utf-8")
    asked = re.findall(r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"', text)
    asked += re.findall(r'<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="(?:stylesheet|icon)"', text)
    asked += re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"', text)
    files = {(path.parent / name.split("?")[0]).resolve() for name in asked if not name.startswith("data:")}
    files = {file for file in files if file.parent.name != "_images"}
    return {file.relative_to(html.resolve()).as_posix(): file.stat().st_size for file in files | {path.resolve()}}


def test_no_page_loads_the_icons_of_the_theme_and_they_are_not_shipped(html: Path) -> None:
    for page in ("index.html", "formula.html", "search.html"):
        assert "fontawesome" not in (html / page).read_text(encoding="utf-8")
    assert not list(unused(html / "_static"))
    assert not list(html.rglob("*.map"))
    assert (html / "_static" / "scripts" / "bootstrap.js").is_file()


def test_only_the_page_of_search_loads_its_index(html: Path) -> None:
    assert "searchindex.js" in loaded(html, "search.html")
    assert not {"searchindex.js", "_static/searchtools.js"} & set(loaded(html, "index.html"))


def test_only_a_page_with_formulas_loads_mathjax(html: Path) -> None:
    assert f"_static/{MATHJAX}" in loaded(html, "formula.html")
    for page in ("index.html", "search.html"):
        text = (html / page).read_text(encoding="utf-8")
        assert MATHJAX not in text
        assert "window.MathJax" not in text


def test_the_style_of_the_theme_is_shipped_without_the_letters_of_its_icons(html: Path) -> None:
    style = (html / "_static" / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    assert len(style) > 200_000
    assert not re.search(r"\.fa-moon:before", style)
    assert ".bd-sidebar-primary" in style


def test_of_a_head_only_the_scripts_named_go() -> None:
    head = '<script defer src="a/icons.js?v=1"></script><script src="b.js"></script><script>c()</script>'
    assert without_scripts(head, "icons.js") == '<script src="b.js"></script><script>c()</script>'


def test_every_page_of_the_book_is_light_enough(built_book: Path) -> None:
    weights = {}
    for path in built_book.rglob("*.html"):
        if "_static" not in path.relative_to(built_book).parts:
            page = path.relative_to(built_book).as_posix()
            sizes = loaded(built_book, page)
            weights[page] = sum(size for name, size in sizes.items() if not name.endswith((MATHJAX, DRAWN)))
    assert len(weights) > 20
    assert {page: weight for page, weight in weights.items() if weight > HEAVIEST} == {}
    assert 100_000 < (built_book / DRAWN).stat().st_size < HEAVIEST_DRAWN
    assert 10_000 < (built_book / PLAYED).stat().st_size < HEAVIEST_PLAYED
