"""The line to cite the book by is that of CITATION.cff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from helpers.project import ROOT
from parallax.errors import ParallaxError
from parallax.pages.citation import citation

ENTRY = "title: Tides\nversion: 2.0.1\nauthors: [{name: The Guild}, {given-names: Ada, family-names: Dock}]\n"


def test_it_has_authors_title_version_and_day(tmp_path: Path) -> None:
    file = tmp_path / "CITATION.cff"
    file.write_text(ENTRY, encoding="utf-8")
    assert citation(file) == "The Guild, Ada Dock, Tides, version 2.0.1."
    file.write_text(f"{ENTRY}date-released: 2030-05-01\n", encoding="utf-8")
    assert citation(file) == "The Guild, Ada Dock, Tides, version 2.0.1, 2030-05-01."


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "CITATION.cff"
    file.write_text("title: Tides\nversion: 2.0.1\n", encoding="utf-8")
    with pytest.raises(ParallaxError, match="has no authors; add it"):
        citation(file)
    (tmp_path / "empty").mkdir()
    file.unlink()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(ParallaxError, match=r"there is no CITATION\.cff here or above"):
        citation()


def test_the_books_own_is_found_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "chapters")
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    assert f"version {version}" in citation()
    assert os.sep not in citation()
