"""The book on paper: every page once, links within, and a file that says what it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination
from rich.console import Console

from helpers.project import ROOT
from parallax.pages import pdf
from parallax.pages.bare import contents
from parallax.pages.build import reading_order
from parallax.pages.kernels import BookError

PARTS = {"": ["top"], "Boats": ["all/dock"], "More": ["reef"]}
PAGES = {
    "top": '<h1>The harbour</h1><p id="one"><a href="all/dock.html#net">a net</a> <a href="#one">here</a></p>',
    "all/dock": (
        '<h1>Is it a   dock?</h1><p id="net"><a href="../reef.html">reef</a> <a href="../api.html#x">the library</a>'
        '<img class="parallax-light" src="../_images/boat.svg?v=1"><img class="parallax-dark" src="../_images/n.svg">'
        '<a class="headerlink" href="#net">#</a><a download="x.csv" href="data:text/csv,a">CSV</a></p>'
        '<details class="sd-dropdown"><summary>Solution</summary>Two.</details><details class="above-input">x</details>'
        '<label for="net">n</label><section id="boats"><h2>Of boats &amp; nets</h2></section>'
    ),
    "reef": '<h1>The reef</h1><a href="https://example.org/">away</a> <a href="index.html#one">top</a>',
}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Return a folder of three pages and one that is not in the contents."""
    for name, inside in PAGES.items():
        place = tmp_path / f"{name}.html"
        place.parent.mkdir(exist_ok=True)
        up = "../" * name.count("/")
        head = f'<link rel="stylesheet" href="{up}_static/a.css?v=2"><script>window.MathJax = {{}}</script>'
        place.write_text(f'{head}<nav>menu</nav><article class="bd-article">{inside}</article>', encoding="utf-8")
    return tmp_path


def whole(folder: Path) -> BeautifulSoup:
    return BeautifulSoup(pdf.on_end(folder, PARTS)[0], "html.parser")


def test_each_page_is_there_once_below_the_contents(harbour: Path) -> None:
    page = whole(harbour)
    assert [title.get_text() for title in page.select("h1")][1:] == ["The harbour", "Is it a   dock?", "The reef"]
    assert [(link.get_text(), link["href"]) for link in page.select("nav a")] == [
        ("The harbour", "#top"),
        ("Is it a dock?", "#dock"),
        ("Of boats & nets", "#dock--boats"),
        ("The reef", "#reef"),
    ]
    assert [part.get_text() for part in page.select("nav .part")] == ["Boats", "More"]
    assert "menu" not in page.get_text()


def test_links_lead_within_and_one_to_a_page_apart_is_text(harbour: Path) -> None:
    page = whole(harbour)
    links = {link.get_text(): link["href"] for link in page.select("article a")}
    assert links == {
        "a net": "#dock--net",
        "here": "#top--one",
        "reef": "#reef",
        "away": "https://example.org/",
        "top": "#top--one",
    }
    assert "the library" in page.get_text()
    assert {"top", "dock", "reef", "top--one", "dock--net"} <= {str(node["id"]) for node in page.select("[id]")}
    assert page.select_one("label")["for"] == "dock--net"


def test_what_a_screen_needs_is_gone_and_what_is_folded_is_open(harbour: Path) -> None:
    page = whole(harbour)
    assert [image["src"] for image in page.select("img")] == ["_images/boat.svg?v=1"]
    assert not page.select(".headerlink, .above-input, [download]")
    assert page.select_one("details.sd-dropdown").has_attr("open")
    assert [sheet["href"] for sheet in page.select("link")] == ["_static/a.css?v=2"]
    assert page.get_text().count("MathJax") == 0
    assert len(page.select("script")) == 1


def test_pages_that_were_not_built_and_a_browser_that_is_not_there_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(BookError, match=r"PARALLAX_CHROMIUM names .*none, which is no program"):
        pdf.make_pdf(ROOT, build=tmp_path)
    monkeypatch.setattr(pdf, "find_browser", lambda: Path("any"))
    with pytest.raises(BookError, match=r"There is no .*html/index\.html\. Run `make book` first"):
        pdf.make_pdf(ROOT, build=tmp_path)


# Printing takes half a minute.
slow = pytest.mark.ci("the PDF")


@pytest.fixture(scope="module")
def printed(browser: Path, built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """Return the book, printed."""
    build = tmp_path_factory.mktemp("print")
    shutil.copytree(built_book, build / "html")
    place = pdf.make_pdf(ROOT, build=build, console=Console(quiet=True))
    assert re.fullmatch(r"parallax-[\d.]+-\d{4}-\d\d-\d\d\.pdf", place.name)
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    return PdfReader(place)


@slow
def test_it_is_tagged_and_has_the_language_and_title_of_the_book(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert printed.metadata is not None
    assert printed.metadata.title.startswith("An Afghan government in exile")


@slow
def test_its_outline_has_the_title_of_every_page_in_the_reading_order(printed: PdfReader, built_book: Path) -> None:
    titles = []
    for path in reading_order(ROOT):
        page = BeautifulSoup((built_book / path.with_suffix(".html")).read_text(encoding="utf-8"), "html.parser")
        heading = page.select_one("article.bd-article h1")
        for sign in heading.select(".headerlink"):
            sign.decompose()
        titles.append(" ".join(heading.get_text().split()))
    tops = [entry for entry in printed.outline if isinstance(entry, Destination)]
    assert [entry.title for entry in tops] == titles
    places = [printed.get_destination_page_number(entry) for entry in tops]
    assert places == sorted(set(places)), "each page begins a sheet of its own"
    for entry, place in zip(tops, places, strict=True):
        assert entry.title.split()[0] in printed.pages[place].extract_text()


@slow
def test_its_links_lead_somewhere_in_it(printed: PdfReader) -> None:
    known, wrong, n = set(printed.named_destinations), [], 0
    for number, page in enumerate(printed.pages, start=1):
        for reference in page.get("/Annots", ArrayObject()):
            link = reference.get_object()
            target = link.get("/Dest") or link.get("/A", {}).get("/D")
            if target is not None:
                n += 1
                wrong += [f"page {number}: {target}"] if isinstance(target, str) and str(target) not in known else []
    assert n > 1_000
    assert wrong == []


@slow
def test_each_page_has_its_number_in_the_foot(printed: PdfReader) -> None:
    for number in (1, 2, len(printed.pages) // 2, len(printed.pages)):
        text = printed.pages[number - 1].extract_text()
        assert re.search(rf"\b{number}\b", text), f"page {number}"
        assert "Parallax 0." in text


@slow
def test_every_figure_is_on_paper_with_its_description(printed: PdfReader, built_book: Path) -> None:
    pages = BeautifulSoup(pdf.on_end(built_book, contents(ROOT))[0], "html.parser")
    described = [str(image["alt"]) for image in pages.select("img")]
    assert len(described) > 15
    assert set(described) <= set(alternatives(printed))


def alternatives(printed: PdfReader) -> Iterator[str]:
    """Yield the alternative texts of the figures in the tree of tags."""
    todo: list[Any] = [printed.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        tag = todo.pop().get_object()
        if isinstance(tag, list):
            todo += tag
        elif isinstance(tag, dict):
            if tag.get("/S") == "/Figure" and "/Alt" in tag:
                yield str(tag["/Alt"])
            todo += [tag["/K"]] if "/K" in tag else []
