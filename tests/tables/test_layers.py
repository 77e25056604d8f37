"""Layers: their parts make a descriptor, the book's has them all, and what is not there is empty."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from helpers.project import ROOT
from parallax.errors import ParallaxError
from parallax.tables import layers, package

BOOK = package.descriptor(ROOT / "corpus")


def columns(entry: dict) -> dict[str, dict]:
    return {field["name"]: field for field in entry.get("schema", {}).get("fields", [])}


def test_the_book_has_every_column_of_every_layer_of_the_same_type() -> None:
    book = {entry["name"]: entry for entry in BOOK["resources"]}
    for name in layers.LAYERS:
        for entry in layers.resources(name):
            if entry["name"] == layers.CATEGORIES:
                continue
            mine, theirs = columns(entry), columns(book[entry["name"]])
            added = {"group", "language", "paragraphs"} if entry["name"] == "sources" else set()
            assert set(mine) - added <= set(theirs), entry["name"]
            assert all(mine[one]["type"] == theirs[one]["type"] for one in set(mine) - added), entry["name"]
            assert (entry["path"], entry["made"]) == (book[entry["name"]]["path"], book[entry["name"]]["made"])
    of_sources = {field["name"] for field in layers.fields_added("provenance")["sources"]}
    assert set(columns(book["sources"])) == (set(columns(layers.resources("core")[0])) | of_sources) - {
        "group", "language", "paragraphs",
    }  # fmt: skip


def test_no_part_speaks_of_the_book_s_own_subject() -> None:
    words = ("taliban", "afghan", "exile", "vienna", "kabul", "rats", "hasht", "foreign policy", "negotiating ideas")
    text = "".join(layers.part(name) for name in layers.LAYERS).lower()
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize(
    "names", [[], ["roles"], ["lexicon", "facts"], [name for name in layers.LAYERS if name != "core"]]
)
def test_a_descriptor_has_the_tables_of_its_layers_each_once_and_refers_to_those_alone(names: list[str]) -> None:
    made = yaml.safe_load(layers.descriptor_text("name: own\n", names))
    tables = [entry["name"] for entry in made["resources"]]
    assert len(set(tables)) == len(tables)
    assert set(tables) - {"categories"} == {table for name in ["core", *names] for table in layers.own(name)}
    assert layers.named(made) == [name for name in layers.LAYERS if name in ["core", *names]]
    keys = [key for entry in made["resources"] for key in entry.get("schema", {}).get("foreignKeys", [])]
    if "quotations" in tables or "facts" not in tables:
        assert {key["reference"]["resource"] for key in keys} <= set(tables)


def test_what_is_not_there_is_empty_with_its_columns_and_types() -> None:
    own = pd.DataFrame({"term": ["net"]})
    whole = layers.with_empty({"terms": own})
    assert whole["terms"] is own
    assert list(whole["hops"].columns)[:3] == ["source", "hop", "holder"]
    assert whole["hops"]["hop"].dtype == "int64"
    assert all(len(table) == 0 for name, table in whole.items() if name != "terms")


def test_without_a_reading_every_paragraph_is_body_and_its_author_s() -> None:
    segments = pd.DataFrame({"source": ["a", "a"], "line": [0, 1], "paragraph": [1, None]})
    lines = layers.assumed_lines(segments)
    assert lines["role"].tolist() == ["body", "boilerplate"]
    assert set(lines["voice"]) == {"author"}
    of_texts = layers.assumed_lines_of({"b": ["One.", "Two."], "a": ["Three."]})
    assert list(zip(of_texts["source"], of_texts["line"], strict=True)) == [("b", 0), ("b", 1), ("a", 0)]
    assert set(of_texts["role"]) == {"body"}


def test_a_layer_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(ParallaxError, match=r"there is no layer 'moods'[\s\S]*facts: questions"):
        layers.check_layer("moods")
    with pytest.raises(ParallaxError, match="no layer 'moods'"):
        layers.named({"layers": ["moods"]})
    assert layers.layer_of("hops") == "provenance"
    assert layers.layer_of("none") is None
