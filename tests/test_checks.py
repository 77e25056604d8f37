"""Bad input is refused by name and with a remedy; good input comes out in one form."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.sparse import coo_array, csr_array

from parallax import checks

COUNTS = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 5))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([1, 2], "dimension"),
        (np.zeros((0, 3)), "no rows"),
        (np.zeros((3, 0)), "no columns"),
        ([["a", "b"]], "not numbers"),
        ([[1, -1]], "negative number"),
        ([[1, 0.5]], "fractional number"),
        ([[1, np.nan]], "missing or infinite"),
        ([[1, np.inf]], "missing or infinite"),
        ([[1, 1e300]], "too large"),
        (csr_array([[1.0, np.nan]]), "missing or infinite"),
    ],
)
def test_what_cannot_be_a_count_is_refused_by_name(bad: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^hits .*{message}.*;"):
        checks.check_counts(bad, "hits")


def test_duplicates_are_added_and_stored_zeros_dropped() -> None:
    coordinates = coo_array(([1, 2, 0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    rows = csr_array(([1, 2, 0], [1, 1, 0], [0, 2, 3]), shape=(2, 2))
    for messy in (coordinates, rows):
        matrix = checks.check_counts(messy)
        assert matrix.toarray().tolist() == [[0, 3], [0, 0]]
        assert matrix.nnz == 1


@settings(deadline=None)
@given(COUNTS)
def test_every_form_of_one_table_gives_the_same_counts(table: np.ndarray) -> None:
    for form in (table, table.astype(float), csr_array(table), coo_array(table), pd.DataFrame(table)):
        matrix = checks.check_counts(form)
        assert matrix.dtype == np.int64
        np.testing.assert_array_equal(matrix.toarray(), table)


def test_checking_leaves_the_given_matrix_alone() -> None:
    parts = [np.array(part) for part in ([0, 3, 1, 2], [0, 1, 1, 1], [0, 2, 4])]
    checks.check_counts(csr_array(tuple(parts), shape=(2, 2), copy=False)).data[:] = 99
    assert [part.tolist() for part in parts] == [[0, 3, 1, 2], [0, 1, 1, 1], [0, 2, 4]]


def test_plain_labels_are_sorted_and_categories_keep_their_order() -> None:
    labels, codes = checks.check_groups(["south", "north", "south"], 3)
    assert (labels.tolist(), codes.tolist()) == (["north", "south"], [1, 0, 1])
    ordered = pd.Categorical(["south", "north", "south"], categories=["south", "north"])
    for groups in (ordered, pd.Series(ordered), pd.CategoricalIndex(ordered)):
        labels, codes = checks.check_groups(groups, 3)
        assert (labels.tolist(), codes.tolist()) == (["south", "north"], [0, 1, 0])


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (["a", "b"], "shape .* for 3 rows"),
        ([["a"], ["b"], ["c"]], "shape .* for 3 rows"),
        ("abc", "shape .* for 3 rows"),
        (["a", None, "b"], "no label for row 1"),
        (pd.Categorical(["a", "b", "a"], categories=["a", "b", "gone"]), "no row for 'gone'"),
        (["a", "a", "a"], "holds 1 group"),
    ],
)
def test_labels_that_do_not_fit_are_refused(groups: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^groups .*{message}.*;"):
        checks.check_groups(groups, 3, at_least=2)


def test_sizes_default_to_row_sums() -> None:
    counts = checks.check_counts([[1, 2], [0, 4]])
    assert checks.check_sizes(None, counts).tolist() == [3, 4]
    assert checks.check_sizes([5.0, 4.0], counts).tolist() == [5, 4]


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([5], "shape"),
        ([5, 3], "below a count of row 1"),
        ([5, -4], "negative"),
        ([5, 4.5], "fractional"),
        ([5, np.nan], "missing"),
        (["5", "4"], "not numbers"),
    ],
)
def test_sizes_that_cannot_be_denominators_are_refused(sizes: list, message: str) -> None:
    with pytest.raises(ValueError, match=f"^sizes .*{message}.*;"):
        checks.check_sizes(sizes, checks.check_counts([[1, 2], [0, 4]]))


def test_terms_need_one_name_a_column() -> None:
    assert checks.check_terms(pd.Series(["b", "a"]), 2).tolist() == ["b", "a"]
    with pytest.raises(ValueError, match=r"^terms has shape \(1,\) for 2 columns; give"):
        checks.check_terms(["a"], 2)
    with pytest.raises(ValueError, match=r"^terms holds 'a' twice; add"):
        checks.check_terms(["b", "a", "a"], 3)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"^labels lacks the column 'k'; give a table with topic, k$"):
        checks.check_columns(pd.DataFrame({"topic": [1]}), ("topic", "k"), "labels")


def test_counts_that_differ_somewhere_pass_and_equal_ones_are_refused() -> None:
    for counts in ([[1, 2], [1, 1]], [[0, 1], [0, 0]], [[0, 3], [3, 3]]):
        checks.check_varied(checks.check_counts(counts))
    for value in (0, 4):
        with pytest.raises(ValueError, match=f"^counts is {value} in every cell, so nothing can differ; see"):
            checks.check_varied(checks.check_counts(np.full((2, 3), value)))
