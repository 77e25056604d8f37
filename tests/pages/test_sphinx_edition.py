"""Each page says its edition and how to cite it, and names what it offers; without CITATION.cff none does."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from pybtex.database import parse_string
from sphinx.errors import SphinxError

from helpers.project import ROOT
from helpers.site import THEMED, set_pages, toctree
from parallax.pages.build import reading_order

CITATION = "title: Tides & Co\nversion: 2.0.1\nauthors: [{name: The Guild}]\ndate-released: 2030-05-01\n"
PAGES = {
    "index": "# Home\n\nText.\n\n```{cite-book}\n```\n" + toctree("sub/deep"),
    "sub/deep": '# Is it *deep* & wide?\n\n<a download="net.csv" href="data:,a">CSV</a> {download}`boats.csv`\n',
}
EXTENSIONS = ["sphinx_offline", "sphinx_head", "sphinx_edition"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a book of two."""
    folder = tmp_path_factory.mktemp("edition")
    (folder / "source" / "sub").mkdir(parents=True)
    (folder / "source" / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    (folder / "source" / "sub" / "boats.csv").write_text("a\n1\n", encoding="utf-8")
    built, warnings = set_pages(folder, PAGES, EXTENSIONS, **THEMED)
    assert warnings == ""
    return built


def read(pages: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((pages / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def boxes(page: BeautifulSoup) -> list[Tag]:
    return page.select("details.parallax-cite")


def test_every_page_says_version_and_day_below_the_article(pages: Path) -> None:
    for name in ("index", "sub/deep", "search", "genindex"):
        (said,) = read(pages, name).select(".bd-footer-article .parallax-edition")
        assert said.get_text() == "Version 2.0.1, 1 May 2030"
        assert said.select_one("time")["datetime"] == "2030-05-01"


def test_a_page_has_one_box_with_its_title(pages: Path) -> None:
    (box,) = boxes(read(pages, "sub/deep"))
    assert box.find_parent("footer") is not None
    assert not box.has_attr("open")
    assert box.select_one("p").get_text() == (
        "The Guild, “Is it deep & wide?”, in Tides & Co, version 2.0.1, 1 May 2030."
    )
    ((key, entry),) = parse_string(box.select_one("pre").get_text(), "bibtex").entries.items()
    assert (key, entry.fields["title"]) == ("tides-co-deep", r"{Is it deep \& wide?}")


def test_the_first_page_has_the_books_box_where_it_asks_for_it_and_no_second(pages: Path) -> None:
    (box,) = boxes(read(pages, "index"))
    assert box.find_parent("article") is not None
    assert box.select_one("summary").get_text() == "Cite this book"
    assert html.escape("Tides & Co") in str(box.select_one("p"))
    assert list(parse_string(box.select_one("pre").get_text(), "bibtex").entries) == ["tides-co"]


def test_pages_that_sphinx_makes_have_no_box(pages: Path) -> None:
    assert not boxes(read(pages, "search"))


def test_the_button_for_code_finds_the_entry(pages: Path) -> None:
    assert boxes(read(pages, "sub/deep"))[0].select("div.highlight pre")


def test_what_a_page_offers_is_named_by_edition_and_is_there(pages: Path) -> None:
    page = read(pages, "sub/deep")
    names = [str(link["download"]) for link in page.select("a[download]")]
    assert sorted(names) == [f"tides-co-{name}-2.0.1-2030-05-01.{kind}" for name, kind in
                             (("boats", "csv"), ("deep", "md"), ("net", "csv"))]  # fmt: skip
    places = [(pages / "sub" / str(link["href"])).resolve() for link in page.select('a[download][href^="../"]')]
    assert sorted(place.name for place in places) == [name for name in sorted(names) if "-net-" not in name]
    assert {place.read_text(encoding="utf-8") for place in places} == {"a\n1\n", PAGES["sub/deep"]}


def test_without_a_citation_there_is_none_of_this(tmp_path: Path) -> None:
    plain = {"index": PAGES["index"].replace("```{cite-book}\n```\n", ""), "sub/deep": "# Deep\n"}
    built, warnings = set_pages(tmp_path, plain, EXTENSIONS, **THEMED)
    assert warnings == ""
    text = (built / "index.html").read_text(encoding="utf-8")
    assert "parallax-edition" not in text
    assert "parallax-cite" not in text


def test_a_citation_without_version_stops_the_build_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "CITATION.cff").write_text("title: T\nauthors: [{name: A}]\n", encoding="utf-8")
    with pytest.raises(SphinxError, match="has no version; add it"):
        set_pages(tmp_path, PAGES, EXTENSIONS, **THEMED)


def test_the_box_of_a_book_without_citation_is_an_error(tmp_path: Path) -> None:
    _, warnings = set_pages(tmp_path, {"index": "# A\n\n```{cite-book}\n```\n"}, EXTENSIONS, **THEMED)
    assert "there is no" in warnings


def test_every_page_of_the_book_has_edition_and_box_and_names_all_that_it_offers(built_book: Path) -> None:
    keys = []
    for path in reading_order(ROOT):
        page = read(built_book, path.with_suffix("").as_posix())
        (said,) = page.select(".parallax-edition")
        stamp = f"-{said['data-version']}-{said['data-day']}."
        offered = [str(link["download"]) for link in page.select("a[download]")]
        assert [name for name in offered if stamp not in name] == []
        assert any(name.endswith(path.suffix) for name in offered), path
        (box,) = boxes(page)
        ((key, entry),) = parse_string(box.select_one("pre").get_text(), "bibtex").entries.items()
        assert entry.fields["year"] == str(said["data-day"])[:4]
        keys.append(key)
    assert len(set(keys)) == len(keys) > 20
