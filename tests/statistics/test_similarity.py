"""What two rows have in common, against sums by hand and against other implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cityblock
from scipy.spatial.distance import jaccard as distance

from parallax.statistics.similarity import jaccard, overlap

ROWS = st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any)


def test_the_overlap_of_shares_is_the_sum_of_the_smaller_ones() -> None:
    # A half and a half against a quarter, a quarter and a half: a quarter each of the first two, nothing of the third.
    assert overlap([2, 2, 0], [1, 1, 2]) == 0.5
    assert overlap([10, 10, 0], [1, 1, 2]) == 0.5  # how much there is in all says nothing
    assert overlap([1, 0], [0, 7]) == 0


@given(ROWS, ROWS)
def test_overlap_is_one_less_half_the_distance_by_blocks(one: list[int], other: list[int]) -> None:
    shares = [np.array(row) / sum(row) for row in (one, other)]
    assert overlap(one, other) == pytest.approx(1 - cityblock(*shares) / 2)
    assert overlap(one, other) == pytest.approx(overlap(other, one))


@given(ROWS, ROWS)
def test_jaccard_is_that_of_others(one: list[int], other: list[int]) -> None:
    assert jaccard(one, other) == pytest.approx(1 - distance(np.array(one) > 0, np.array(other) > 0))


def test_rows_are_compared_one_by_one_and_nothing_with_nothing_is_neither_alike_nor_different() -> None:
    assert overlap([[1, 0], [1, 1]], [[1, 1]]).tolist() == [0.5, 1.0]
    assert np.isnan(overlap([0, 0], [1, 1]))
    assert np.isnan(jaccard([0, 0], [0, 0]))
    assert jaccard([0, 0], [1, 0]) == 0
