"""What the head of a page says of it: title, description, and how a link to it is shown elsewhere."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.site import THEMED, set_pages, toctree
from helpers.toy import Toy
from parallax.pages.sphinx_head import LONGEST, draw_picture, shortened

LONG = "word " * 60
PAGES = {
    "index": "# Home\n\n> Two papers *agree*. They rarely do.\n\nMore." + toctree("tides", "sub/deep"),
    "tides": f"# Who & where?\n\n{LONG}\n",
    "sub/deep": "# Deep\n\nA first sentence with U.S. troops. A second.\n",
}
EXTENSIONS = ["sphinx_offline", "sphinx_head"]


def head(html: Path, page: str) -> tuple[str, dict[str, str]]:
    """Return the title of a page and what its head says by name."""
    soup = BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    said = {tag.get("name") or tag.get("property"): tag["content"] for tag in soup.select("meta[content]")}
    assert soup.title is not None
    return soup.title.get_text(), {str(name): str(words) for name, words in said.items()}


@pytest.fixture
def html(tmp_path: Path, toy_of_two: Toy) -> Path:
    """Return the pages of a book with tables."""
    shutil.copytree(toy_of_two.corpus, tmp_path / "source" / "corpus")
    html, warnings = set_pages(tmp_path, PAGES, EXTENSIONS, parallax_about="Two papers", **THEMED)
    assert warnings == ""
    return html


def test_titles_name_the_book_once_and_the_first_page_what_it_is_about(html: Path) -> None:
    assert head(html, "index")[0] == "Two papers · The Book"
    assert head(html, "tides")[0] == "Who & where? · The Book"
    assert head(html, "search")[0] == "Search · The Book"


def test_a_page_is_described_by_its_answer_else_by_its_first_sentence(html: Path) -> None:
    assert head(html, "index")[1]["description"] == "Two papers agree."
    assert len(head(html, "tides")[1]["description"]) <= LONGEST
    assert head(html, "tides")[1]["description"].endswith("word …")
    assert head(html, "search")[1]["description"] == "Two papers"


def test_a_link_elsewhere_shows_title_words_and_picture(html: Path) -> None:
    _, said = head(html, "sub/deep")
    assert said["og:title"] == said["twitter:title"] == "Deep · The Book"
    assert said["og:description"] == said["twitter:description"] == said["description"]
    assert said["og:image"] == said["twitter:image"] == "../_static/share.png"
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:type"], head(html, "index")[1]["og:type"]) == ("article", "website")
    width_height = struct.unpack(">II", (html / "_static" / "share.png").read_bytes()[16:24])
    assert width_height == (1200, 630) == (int(said["og:image:width"]), int(said["og:image:height"]))
    assert "og:url" not in said


def test_addresses_are_whole_where_the_book_has_one(tmp_path: Path, toy_of_two: Toy) -> None:
    shutil.copytree(toy_of_two.corpus, tmp_path / "source" / "corpus")
    base = "https://example.org/book/"
    html, _ = set_pages(tmp_path, PAGES, EXTENSIONS, html_baseurl=base, **THEMED)
    said = head(html, "sub/deep")[1]
    assert said["og:image"] == f"{base}_static/share.png"
    assert said["og:url"] == f"{base}sub/deep.html"


def test_without_tables_there_is_no_picture(tmp_path: Path) -> None:
    html, _ = set_pages(tmp_path, PAGES, EXTENSIONS, **THEMED)
    said = head(html, "index")[1]
    assert head(html, "index")[0] == "Home · The Book"
    assert said["twitter:card"] == "summary"
    assert "og:image" not in said


def test_the_picture_comes_out_the_same_twice(tmp_path: Path, toy_of_two: Toy) -> None:
    pictures = [tmp_path / "one.png", tmp_path / "two.png"]
    for file in pictures:
        draw_picture(toy_of_two.corpus, file, "The Book", "Two papers")
    assert pictures[0].read_bytes() == pictures[1].read_bytes()


def test_a_text_is_cut_between_words() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert shortened(LONG).removesuffix(" …").split() == ["word"] * 31
