"""The directive: its frame, its data, its tables, and what it says of faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers import own_project
from helpers.site import THEMED, set_pages
from helpers.toy import Toy
from parallax import load_corpus
from parallax.errors import ParallaxError
from parallax.pages.sphinx_explore import DATA, EXPLORER, pairs_of


def page(lines: str, sources: list[str]) -> str:
    articles = "\n".join(f"```{{article}} /corpus {source}\n```\n" for source in sources)
    return f"(check-rows)=\n# Look\n\n```{{explorer}} /corpus\n{lines}\n```\n\n{articles}"


def test_pairs_are_read_from_lines() -> None:
    assert pairs_of(["", "spring: mill, dock", " autumn : reef,mill "]) == [
        ("spring", ["mill", "dock"]),
        ("autumn", ["reef", "mill"]),
    ]


@pytest.mark.parametrize("line", ["mill, dock", "spring: mill", "spring: mill, dock, reef", ": mill, dock", "spring:,"])
def test_a_line_of_another_form_is_told(line: str) -> None:
    with pytest.raises(ParallaxError, match="no pair"):
        pairs_of([line])


def test_an_explorer_without_a_pair_is_told() -> None:
    with pytest.raises(ParallaxError, match="no pair"):
        pairs_of(["", " "])


def test_the_page_has_its_frame_scripts_data_and_tables(toy: Toy, tmp_path: Path) -> None:
    sources = list(load_corpus(toy.corpus).by_date)
    shutil.copytree(toy.corpus, tmp_path / "source" / "corpus")
    pages = {"index": page(f"both: {sources[0]}, {sources[1]}", sources)}
    html, warnings = set_pages(tmp_path, pages, ["sphinx_articles", "sphinx_explore"])
    assert warnings == ""
    text = (html / "index.html").read_text(encoding="utf-8")
    assert 'id="parallax-explorer"' in text
    assert text.count('<details class="parallax-fold">') >= 4
    places = [text.index(f"_static/{script}") for script in EXPLORER.scripts]
    assert places == sorted(places)
    script = (html / "_static" / DATA).read_text(encoding="utf-8")
    data = json.loads(script.removeprefix("window.parallaxExplore = ").rstrip().removesuffix(";"))
    assert data["presets"] == [["both", sources]]
    assert all(f'id="{place.partition("#")[2]}"' in text for place in data["places"])


def test_a_project_needs_no_pairs_and_leads_nowhere_where_no_page_has_its_paragraphs(tmp_path: Path) -> None:
    own_project.build(tmp_path / "project")
    shutil.copytree(tmp_path / "project" / "corpus", tmp_path / "source" / "corpus")
    pages = {"index": "# Look\n\n```{explorer} /corpus\n:project:\n```\n"}
    html, warnings = set_pages(tmp_path, pages, ["sphinx_explore"])
    assert warnings == ""
    script = (html / "_static" / DATA).read_text(encoding="utf-8")
    data = json.loads(script.removeprefix("window.parallaxExplore = ").rstrip().removesuffix(";"))
    assert data["opening"] == [one["id"] for one in data["articles"]] == ["dock", "reef"]
    assert data["places"] == [""] * 4
    text = (html / "index.html").read_text(encoding="utf-8")
    assert "cards.js" not in text
    assert "article" not in BeautifulSoup(text, "html.parser").select_one("section").get_text()


def test_where_texts_may_be_published_it_leads_to_their_pages(tmp_path: Path) -> None:
    own_project.build(tmp_path / "project")
    shutil.copytree(tmp_path / "project" / "corpus", tmp_path / "source" / "corpus")
    pages = {"index": "# Look\n\n```{explorer} /corpus\n:project:\n```\n"}
    extensions = ["sphinx_static", "sphinx_explore", "sphinx_texts"]
    html, _ = set_pages(tmp_path, pages, extensions, parallax_publish_texts=True, **THEMED)
    data = json.loads((html / "_static" / DATA).read_text(encoding="utf-8").partition(" = ")[2].rstrip(";\n"))
    assert data["places"] == [f"texts/{name}.html" for name in ("first", "second", "third", "fourth")]
    assert all((html / place).is_file() for place in data["places"])


def test_a_fault_is_a_warning_with_its_remedy(toy: Toy, tmp_path: Path) -> None:
    shutil.copytree(toy.corpus, tmp_path / "source" / "corpus")
    _, warnings = set_pages(tmp_path, {"index": page("both: mill", [])}, ["sphinx_articles", "sphinx_explore"])
    assert "is no pair" in warnings
