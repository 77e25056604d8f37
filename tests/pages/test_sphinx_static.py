"""Styles and scripts of the pages are there wherever a book asks for the extension."""

from __future__ import annotations

from pathlib import Path

from helpers.site import set_pages
from parallax.pages.sphinx_static import STATIC


def test_every_style_and_script_is_beside_the_pages(tmp_path: Path) -> None:
    html, _ = set_pages(tmp_path, {"index": "# One\n"}, ["sphinx_static"])
    there = {path.name for path in (html / "_static").iterdir()}
    assert {path.name for path in STATIC.iterdir()} <= there
    assert len(list(STATIC.glob("*.js"))) > 10


def test_a_book_can_have_a_file_of_its_own_in_place_of_one(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "parallax.css").write_text("p {}", encoding="utf-8")
    html, _ = set_pages(tmp_path, {"index": "# One\n"}, ["sphinx_static"], html_static_path=[str(own)])
    assert (html / "_static" / "parallax.css").read_text(encoding="utf-8") == "p {}"
