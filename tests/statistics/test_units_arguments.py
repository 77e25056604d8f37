"""What units are made of: bad arguments are refused by name and with a remedy, good ones come out in one form."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.sparse import coo_array, csr_array

from parallax.statistics.units import Units

COUNTS = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 5))
THREE = np.eye(3, dtype=int)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([1, 2], "dimension"),
        (np.zeros((0, 2)), "no rows"),
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
    with pytest.raises(ValueError, match=f"^counts .*{message}.*;"):
        Units(bad, ["x", "y"])


def test_duplicates_are_added_and_stored_zeros_dropped() -> None:
    coordinates = coo_array(([1, 2, 0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    rows = csr_array(([1, 2, 0], [1, 1, 0], [0, 2, 3]), shape=(2, 2))
    for messy in (coordinates, rows):
        counts = Units(messy, ["x", "y"]).counts
        assert counts.toarray().tolist() == [[0, 3], [0, 0]]
        assert counts.nnz == 1


@settings(deadline=None)
@given(COUNTS)
def test_every_form_of_one_table_gives_the_same_counts(table: np.ndarray) -> None:
    for form in (table, table.astype(float), csr_array(table), coo_array(table), pd.DataFrame(table)):
        counts = Units(form, list("uvwxyz")[: table.shape[1]]).counts
        assert counts.dtype == np.int64
        np.testing.assert_array_equal(counts.toarray(), table)


def test_the_given_matrix_is_left_alone() -> None:
    parts = [np.array(part) for part in ([0, 3, 1, 2], [0, 1, 1, 1], [0, 2, 4])]
    Units(csr_array(tuple(parts), shape=(2, 2), copy=False), ["x", "y"]).counts.data[:] = 99
    assert [part.tolist() for part in parts] == [[0, 3, 1, 2], [0, 1, 1, 1], [0, 2, 4]]


def test_plain_labels_are_sorted_and_categories_keep_their_order() -> None:
    units = Units(THREE, list("xyz"), ["south", "north", "south"])
    assert (units.labels.tolist(), units.codes.tolist()) == (["north", "south"], [1, 0, 1])
    ordered = pd.Categorical(["south", "north", "south"], categories=["south", "north"])
    for groups in (ordered, pd.Series(ordered), pd.CategoricalIndex(ordered)):
        units = Units(THREE, list("xyz"), groups)
        assert (units.labels.tolist(), units.codes.tolist()) == (["south", "north"], [0, 1, 0])


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (["a", "b"], "shape .* for 3 rows"),
        ([["a"], ["b"], ["c"]], "shape .* for 3 rows"),
        ("abc", "shape .* for 3 rows"),
        (["a", None, "b"], "no label for row 1"),
        (pd.Categorical(["a", "b", "a"], categories=["a", "b", "gone"]), "no row for 'gone'"),
    ],
)
def test_labels_that_do_not_fit_are_refused(groups: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^groups .*{message}.*;"):
        Units(THREE, list("xyz"), groups)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([5], "shape"),
        ([5, 3], "is 3 for row 1, whose counts sum to 4"),
        ([2, 4], "is 2 for row 0, whose counts sum to 3"),
        (np.ma.masked_equal([3, 99], 99), "masked array that hides 1"),
        ([5, -4], "negative"),
        ([5, 4.5], "fractional"),
        ([5, np.nan], "missing"),
        (["5", "4"], "not numbers"),
    ],
)
def test_sizes_that_cannot_be_denominators_are_refused(sizes: list, message: str) -> None:
    assert Units([[1, 2], [0, 4]], ["x", "y"], sizes=[5.0, 4.0]).sizes.tolist() == [5, 4]
    with pytest.raises(ValueError, match=f"^sizes .*{message}.*;"):
        Units([[1, 2], [0, 4]], ["x", "y"], sizes=sizes)


def test_columns_that_overlap_may_sum_to_more_than_the_size_and_none_may_exceed_it() -> None:
    def overlapping(sizes: list[int]) -> Units:
        return Units([[1, 2], [0, 4]], ["x", "y"], sizes=sizes, overlapping=True)

    assert overlapping([2, 4]).sizes.tolist() == [2, 4]
    with pytest.raises(ValueError, match=r"^sizes is 3 for row 1, which has a count of 4; give all tokens"):
        overlapping([2, 3])


def test_a_data_frame_whose_columns_are_other_names_than_terms_is_refused() -> None:
    counts = pd.DataFrame([[4, 0, 1], [1, 2, 0]], columns=["zeta", "alpha", "mid"])
    units = Units(counts, ["zeta", "alpha", "mid"])
    assert (units.counts.toarray().tolist(), units.terms.tolist()) == ([[4, 0, 1], [1, 2, 0]], ["zeta", "alpha", "mid"])
    for named in (counts, counts.set_axis(pd.CategoricalIndex(counts.columns), axis=1)):
        with pytest.raises(ValueError, match=r"^counts calls column 0 'zeta', terms 'alpha'; give terms="):
            Units(named, ["alpha", "mid", "zeta"])
    with pytest.raises(ValueError, match=r"^counts calls column 0 2, terms '0'; give terms="):
        Units(counts.set_axis([2, 1, 0], axis=1), range(3))
    with pytest.raises(ValueError, match=r"^counts calls column 0 \('a', 'zeta'\), terms 'mid'; give terms="):
        Units(pd.concat({"a": counts}, axis=1), ["mid", "alpha", "zeta"])
    for places in (range(3), [5, 0, 2]):  # numbers are places, not names
        assert Units(counts.set_axis(places, axis=1), ["b", "c", "a"]).terms.tolist() == ["b", "c", "a"]
    assert Units(counts.set_axis(range(3), axis=1), range(3)).terms.tolist() == ["0", "1", "2"]


def test_terms_need_one_name_a_column() -> None:
    for form in (list, tuple, np.array, pd.Series, pd.Index, pd.Categorical):
        assert Units([[1, 2]], form(["b", "a"])).terms.tolist() == ["b", "a"]
    assert Units([[1, 2]], np.arange(2)).terms.tolist() == ["0", "1"]
    assert Units([[1, 2]], np.array(["nan", "null"])).terms.tolist() == ["nan", "null"]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (["a"], r"terms has shape \(1,\) for 2 columns; give"),
        ([["a"], ["b"]], r"terms has shape \(2, 1\) for 2 columns; give"),
        ({"a", "b"}, r"terms has shape \(\) for 2 columns; give"),
        (["a", "a"], "terms has 'a' twice; add up the columns"),
        (["a", np.nan], "terms has no name for column 1; give it one, .* keep_default_na=False"),
        ([None, "a"], "terms has no name for column 0; give it one"),
        ([["a"], None], "terms has no name for column 1; give it one"),
        (["a", np.ma.masked], "terms has no name for column 1; give it one"),
        (["a", ["b"]], r"terms holds 'a' \(str\) and \['b'\] \(list\); bring"),
        ([True, False], "terms holds True, which is not text; give"),
        ([1.0, 2.0], "terms holds 1.0, which is not text; give"),
        ([b"a", b"b"], "terms holds b'a', which is not text; give"),
    ],
)
def test_terms_that_are_no_names_are_refused(terms: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        Units([[1, 2]], terms)
