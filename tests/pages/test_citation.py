"""How to cite the book is what CITATION.cff says, as a line and for BibTeX, which pybtex reads."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from pybtex.database import Entry, parse_string

from helpers.project import ROOT
from parallax.errors import ParallaxError
from parallax.pages.citation import bibtex, citation, entry_of, line

ENTRY = "title: Tides\nversion: 2.0.1\nauthors: [{name: The Guild}, {given-names: Ada, family-names: Dock}]\n"
DAY = date(2030, 5, 1)


def parsed(text: str) -> tuple[str, Entry]:
    ((key, entry),) = parse_string(text, "bibtex").entries.items()
    return key, entry


def test_it_has_authors_title_version_and_day(tmp_path: Path) -> None:
    file = tmp_path / "CITATION.cff"
    file.write_text(ENTRY, encoding="utf-8")
    assert citation(file) == "The Guild, Ada Dock, Tides, version 2.0.1."
    file.write_text(f"{ENTRY}date-released: 2030-05-01\n", encoding="utf-8")
    assert citation(file) == "The Guild, Ada Dock, Tides, version 2.0.1, 2030-05-01."


def test_a_page_is_cited_within_the_book() -> None:
    entry = yaml.safe_load(ENTRY)
    assert line(entry, "1 May 2030", "Who sails?") == (
        "The Guild, Ada Dock, “Who sails?”, in Tides, version 2.0.1, 1 May 2030."
    )


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "CITATION.cff"
    for text, missing in {
        "title: Tides\nversion: 2.0.1\n": "authors",
        "title: Tides\nauthors: [{name: A}]\n": "version",
        "": "authors",
    }.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ParallaxError, match=f"has no {missing}; add it"):
            citation(file)
    file.write_text("title: [", encoding="utf-8")
    with pytest.raises(ParallaxError, match=r"CITATION\.cff cannot be read"):
        entry_of(file)
    (tmp_path / "empty").mkdir()
    file.unlink()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(ParallaxError, match=r"there is no CITATION\.cff here or above"):
        citation()
    with pytest.raises(ParallaxError, match="write one"):
        entry_of(file)


def test_the_books_own_is_found_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "chapters")
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    assert f"version {version}" in citation()
    assert os.sep not in citation()


def test_bibtex_reads_persons_bodies_title_version_and_month() -> None:
    key, entry = parsed(bibtex(yaml.safe_load(ENTRY), DAY, "tides"))
    assert (key, entry.type) == ("tides", "misc")
    guild, ada = entry.persons["author"]
    assert guild.last_names == ["{The Guild}"]
    assert (ada.first_names, ada.last_names) == (["Ada"], ["Dock"])
    assert entry.fields["title"] == "{Tides}"
    assert entry.fields["howpublished"] == "Version 2.0.1"
    assert (entry.fields["year"], entry.fields["month"]) == ("2030", "May")
    assert not {"url", "doi"} & set(entry.fields)


def test_a_page_names_the_book_and_what_the_file_has_of_addresses_is_given() -> None:
    entry = yaml.safe_load(f"{ENTRY}url: https://example.org/tides\ndoi: 10.1/a_b\n")
    fields = parsed(bibtex(entry, DAY, "tides-crew", "Who sails?"))[1].fields
    assert fields["title"] == "{Who sails?}"
    assert fields["howpublished"] == "A page of Tides, version 2.0.1"
    assert (fields["url"], fields["doi"]) == ("https://example.org/tides", "10.1/a_b")


def test_signs_of_tex_are_spelled_out_and_braces_stay_in_pairs() -> None:
    name = {"given-names": "Max", "name-particle": "van der", "family-names": "Kaai"}
    odd = r"50 % of {a_b}} & \x ~^ $#"
    _, entry = parsed(bibtex({"authors": [name], "title": odd, "version": 1}, DAY, "k"))
    (person,) = entry.persons["author"]
    assert (person.prelast_names, person.last_names, person.first_names) == (["van", "der"], ["Kaai"], ["Max"])
    title = entry.fields["title"]
    assert title.startswith(r"{50 \% of \textbraceleft{}a\_b\textbraceright{}\textbraceright{} \& \textbackslash{}x")
    assert title.count("{") == title.count("}")
