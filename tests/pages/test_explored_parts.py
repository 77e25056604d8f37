"""What the explorer counts in: paragraphs, or texts, against counting by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers import own_project
from parallax import load_corpus
from parallax.corpus.corpus import Corpus
from parallax.pages.explored_parts import Parts


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return a project of two groups of two texts."""
    return load_corpus(own_project.build(tmp_path_factory.mktemp("explored") / "project"))


def test_parts_are_paragraphs_where_each_article_is_compared(two: Corpus) -> None:
    parts = Parts(two)
    assert parts.nouns == {"compared": "article", "part": "paragraph", "reader": "a language model"}
    listed = parts.listed()
    assert [one["id"] for one in listed] == list(two.by_date)
    for one in listed:
        mine = two.paragraphs[two.paragraphs["source"] == one["id"]]
        assert [row[:2] for row in one["paragraphs"]] == mine[["paragraph", "n_tokens"]].astype(int).to_numpy().tolist()
        assert "texts" not in one


def test_parts_are_texts_as_soon_as_a_group_has_two(groups: Corpus) -> None:
    parts = Parts(groups)
    assert parts.nouns == {"compared": "group", "part": "text", "reader": "a reader"}
    by_text = groups.paragraphs.groupby("source")["n_tokens"].sum()
    listed = {one["id"]: one for one in parts.listed()}
    assert {name: one["texts"] for name, one in listed.items()} == {
        "dock": ["first", "second"], "reef": ["third", "fourth"],
    }  # fmt: skip
    for one in listed.values():
        assert [row[1] for row in one["paragraphs"]] == [by_text[text] for text in one["texts"]]
        assert [row[0] for row in one["paragraphs"]] == [1, 2]
    assert [source for source, _ in parts.begins] == ["first", "second", "third", "fourth"]


def test_texts_of_a_group_are_in_order_of_date_and_those_without_come_last(groups: Corpus) -> None:
    days = {"first": "", "second": "1999-01", "third": "2004", "fourth": "1990"}
    parts = Parts(replace(groups, sources=groups.sources.assign(published=groups.sources["source"].map(days))))
    assert [one["texts"] for one in parts.listed()] == [["fourth", "third"], ["second", "first"]]


def test_rows_of_one_text_are_summed_and_lines_that_are_no_paragraph_left_out(groups: Corpus) -> None:
    parts = Parts(groups)
    table = pd.DataFrame(
        [("first", 0, 7, 2), ("first", 1, 7, 3), ("first", 1, 8, 1), ("fourth", 0, 7, 5), ("nowhere", 0, 7, 9)],
        columns=["source", "line", "key", "n"],
    )
    order = [source for source, _ in parts.begins]
    assert [[order[at], *rest] for at, *rest in parts.rows(table, ["key", "n"])] == [
        ["first", 7, 5], ["first", 8, 1], ["fourth", 7, 5],
    ]  # fmt: skip


def test_cells_of_one_text_are_summed(groups: Corpus) -> None:
    parts, n = Parts(groups), len(groups.paragraphs)
    counts = np.zeros((n, 2), dtype=int)
    counts[:, 1] = 1
    sizes = groups.paragraphs.groupby("source").size()
    order = [source for source, _ in parts.begins]
    assert parts.dense(counts, [9]) == [[at, 1, 9, sizes[source]] for at, source in enumerate(order)]


def test_where_there_is_nothing_to_count_there_are_no_cells(groups: Corpus) -> None:
    parts, n = Parts(groups), len(groups.paragraphs)
    assert parts.dense(np.zeros((n, 0), dtype=int), []) == []
    assert parts.dense(np.zeros((0, 2), dtype=int), [], groups.paragraphs[:0]) == []


def test_what_one_text_of_a_group_could_not_have_used_its_group_could_not(groups: Corpus) -> None:
    parts = Parts(groups)
    found = parts.impossible(lambda rows: np.array([True, "fourth" not in set(rows["source"])]))
    assert found == {1: [parts.compared.index("reef")]}
