"""Shared runs of many texts, against the plain way that the book's own five go."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from parallax.articles import shared_runs
from parallax.articles.extraction import Paragraphs, overlaps
from parallax.articles.shared_runs import between, kinds
from parallax.language.tokens import tokenize

LINES = st.lists(st.lists(st.sampled_from("abc5"), min_size=1, max_size=25).map(" ".join), min_size=1, max_size=3)


def body_of(texts: dict[str, list[str]]) -> Paragraphs:
    return {(source, n): tokenize(line) for source, lines in texts.items() for n, line in enumerate(lines)}


@given(st.lists(LINES, min_size=1, max_size=4))
def test_shortest_and_longest_are_those_of_the_plain_way(texts: list[list[str]]) -> None:
    named = {f"text-{n}": lines for n, lines in enumerate(texts)}
    plain = overlaps(body_of(named), list(named))
    plain = plain[plain["n_types"] > 0]
    most = plain.groupby(["source_a", "source_b"])["length"].transform("max")
    expected = plain[(plain["length"] == 5) | (plain["length"] == most)].reset_index(drop=True)
    found = between(body_of(named), list(named))
    assert found.to_dict("list") == expected.to_dict("list")


def test_two_equal_texts_of_a_hundred_thousand_words_share_them_all() -> None:
    rng = np.random.default_rng(1)
    words = np.array([a + b for a in "abcdefghij" for b in "klmnopqrst"])
    line = " ".join(rng.choice(words, 100_000))
    found = between(body_of({"one": [line], "two": [line], "three": ["net"]}), ["one", "two", "three"])
    assert found["length"].tolist() == [5, 100_000]
    assert found["n_types"].iloc[1] == 1


def test_a_line_at_the_foot_of_every_text_says_nothing_of_two(monkeypatch) -> None:  # noqa: ANN001
    monkeypatch.setattr(shared_runs, "COMMON", 3)
    foot = "read more of this every day"
    texts = {f"t{n}": [foot] for n in range(4)} | {"x": ["nets and oil and sand and rope"] * 2}
    texts["y"] = texts["x"]
    found = between(body_of(texts), list(texts))
    assert found[["source_a", "source_b"]].drop_duplicates().values.tolist() == [["x", "y"]]


def test_no_text_or_no_pair_gives_an_empty_table() -> None:
    for texts in ({}, {"a": ["one two three four five six"]}, {"a": ["5"], "b": ["5"]}):
        found = between(body_of(texts), list(texts))
        assert isinstance(found, pd.DataFrame)
        assert found.empty


@given(LINES)
def test_a_text_has_as_many_kinds_of_runs_as_it_shares_with_its_copy(lines: list[str]) -> None:
    found = between(body_of({"one": lines, "two": lines}), ["one", "two"])
    assert kinds(map(tokenize, lines)) == (found["n_types"].iloc[0] if len(found) else 0)
