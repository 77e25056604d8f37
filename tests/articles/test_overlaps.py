"""Runs of words that two texts share, by hand and against sets of all runs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.articles.overlaps import BREAK, kinds, overlaps, shared_runs, words_in_runs
from parallax.language.tokens import tokenize

# Few different words, so that texts share long runs, repeat themselves, and break off.
TEXTS = st.lists(st.lists(st.sampled_from([0, 1, 2, BREAK]), max_size=40), max_size=5)


def arrays(texts: list[list[int]]) -> list[np.ndarray]:
    return [np.array(text, dtype=np.int32) for text in texts]


def runs(text: list[int], length: int) -> set[tuple[int, ...]]:
    found = {tuple(text[start : start + length]) for start in range(len(text) - length + 1)}
    return {run for run in found if BREAK not in run}


def counted(texts: list[list[int]], shortest: int) -> list[tuple[int, int, int, int]]:
    """Compare all runs of every length of every pair."""
    return [
        (first, second, length, n)
        for first, second in combinations(range(len(texts)), 2)
        for length in range(shortest, 50)
        if (n := len(runs(texts[first], length) & runs(texts[second], length)))
    ]


@given(TEXTS, st.integers(1, 6))
def test_shared_runs_are_those_that_sets_of_all_runs_have_in_common(texts: list[list[int]], shortest: int) -> None:
    found = shared_runs(arrays(texts), shortest)

    assert [tuple(row) for row in found.itertuples(index=False)] == counted(texts, shortest)


@given(TEXTS)
def test_what_is_left_out_is_what_is_zero(texts: list[list[int]]) -> None:
    words = dict(zip("dbeca", arrays(texts), strict=False))
    whole, sharing = overlaps(words), overlaps(words, only_sharing=True)

    assert whole[whole["n_types"] > 0].reset_index(drop=True).equals(sharing.astype(whole.dtypes))
    pairs = list(combinations(words, 2))
    longest = sharing["length"].max() if len(sharing) else 4
    assert [tuple(row) for row in whole[["source_a", "source_b", "length"]].itertuples(index=False)] == [
        (*pair, length) for pair in pairs for length in range(5, longest + 2)
    ]


def test_a_pair_has_each_length_up_to_its_own_longest_run() -> None:
    texts = [[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [8, 9]]

    table = overlaps(dict(zip("abcd", arrays(texts), strict=True)), only_sharing=True)

    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("a", "b", 5, 3), ("a", "b", 6, 2), ("a", "b", 7, 1), ("a", "c", 5, 1), ("b", "c", 5, 1)
    ]  # fmt: skip


def test_pairs_are_in_the_order_of_the_sources() -> None:
    texts = arrays([[1, 2, 3, 4, 5]] * 3)

    table = overlaps(dict(zip(["late", "early", "between"], texts, strict=True)), only_sharing=True)

    assert list(zip(table["source_a"], table["source_b"], strict=True)) == [
        ("late", "early"), ("late", "between"), ("early", "between")
    ]  # fmt: skip


def test_no_texts_and_texts_without_words_share_nothing() -> None:
    assert shared_runs([]).empty
    assert shared_runs(arrays([[], [BREAK], []])).empty
    assert overlaps({}).empty
    assert overlaps(dict(zip("ab", arrays([[], []]), strict=True)))["n_types"].tolist() == [0]


def test_a_length_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^shortest is 0; a run has 1 word or more"):
        shared_runs([], 0)


def test_a_number_keeps_its_place_among_the_words_and_ends_a_run() -> None:
    tokens = tokenize("5 toll gates. In 1847 and 1848 six.")

    assert words_in_runs([3, 4, 5, 6, 7], tokens).tolist() == [3, 4, 5, BREAK, 6, BREAK, 7, BREAK]
    assert words_in_runs([], []).tolist() == [BREAK]


def test_kinds_of_runs_are_counted_once_and_break_at_numbers() -> None:
    paragraphs = [tokenize(line) for line in ("a b c d e f", "a b c d e", "a b 7 c d e f", "a b")]
    assert kinds(paragraphs) == 2
