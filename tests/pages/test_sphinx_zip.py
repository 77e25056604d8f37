"""All tables as one file: what the descriptor lists and what explains it, as it is in the book, and no text."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup

from helpers.project import ROOT
from helpers.site import set_pages
from helpers.toy import Toy
from parallax import load_corpus
from parallax.pages.edition import Edition
from parallax.pages.sphinx_zip import make_zip

TIDES = Edition("Tides", "2.0", date(2030, 5, 1))
CITATION = "title: Tides\nversion: 2.0\nauthors: [{name: The Guild}]\ndate-released: 2030-05-01\n"


@pytest.fixture
def source(tmp_path: Path, toy_of_two: Toy) -> Path:
    """Return a book's folder with tables, texts among them, and a licence."""
    source = tmp_path / "source"
    shutil.copytree(toy_of_two.corpus, source / "corpus")
    (source / "corpus" / "texts").mkdir(exist_ok=True)
    (source / "corpus" / "texts" / "one.txt").write_text("An article.", encoding="utf-8")
    (source / "corpus" / "README.md").write_text("# Datasheet\n", encoding="utf-8")
    (source / "LICENSE-CC-BY-4.0.md").write_text("Free.\n", encoding="utf-8")
    (source / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    return source


def test_it_opens_as_the_same_corpus(source: Path, tmp_path: Path, toy_of_two: Toy) -> None:
    with ZipFile(make_zip(source, TIDES)) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / "tides-data-2.0-2030-05-01"
    before, after = load_corpus(toy_of_two.corpus), load_corpus(folder)
    pd.testing.assert_frame_equal(after.segments, before.segments)
    assert (after.counts != before.counts).nnz == 0
    listed = {entry["path"] for entry in yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))["resources"]}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == listed | {"datapackage.yaml", "README.md", "LICENSE-CC-BY-4.0.md"}


def test_it_comes_out_the_same_twice(source: Path, tmp_path: Path) -> None:
    first = make_zip(source, TIDES).read_bytes()
    shutil.copytree(source, tmp_path / "again", ignore=shutil.ignore_patterns("_data"))
    assert make_zip(tmp_path / "again", TIDES).read_bytes() == first


def test_the_role_links_to_it(source: Path, tmp_path: Path) -> None:
    html, warnings = set_pages(
        tmp_path,
        {"index": "# Home\n\nTake {zip}`all of it`.\n"},
        ["sphinx_zip"],
        exclude_patterns=["corpus", "LICENSE*"],
    )
    assert warnings == ""
    (link,) = BeautifulSoup((html / "index.html").read_text("utf-8"), "html.parser").select("a.download")
    assert link.get_text() == "all of it"
    assert (html / str(link["href"])).name == "tides-data-2.0-2030-05-01.zip"
    assert (html / str(link["href"])).read_bytes() == make_zip(source, TIDES).read_bytes()


def test_tables_that_are_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "source" / "corpus").mkdir(parents=True)
    (tmp_path / "source" / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    _, warnings = set_pages(tmp_path, {"index": "# Home\n\n{zip}`all`\n"}, ["sphinx_zip"])
    assert "datapackage.yaml" in warnings


def test_the_first_page_and_the_page_of_data_offer_all_tables_of_the_book(built_book: Path) -> None:
    for page in ("chapters/intro.html", "chapters/appendices/data.html"):
        text = (built_book / page).read_text(encoding="utf-8")
        links = BeautifulSoup(text, "html.parser").select('a.download[href$=".zip"]')
        assert len(links) == 1, page
        with ZipFile((built_book / page).parent / str(links[0]["href"])) as packed:
            contents = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
        tables = {path.relative_to(ROOT / "corpus").as_posix() for path in (ROOT / "corpus").rglob("*.csv")}
        assert tables <= set(contents)
        assert not [name for name in contents if name.startswith("texts")]
        for name in contents.keys() - {"LICENSE-CC-BY-4.0.md"}:
            assert contents[name] == (ROOT / "corpus" / name).read_bytes(), name
