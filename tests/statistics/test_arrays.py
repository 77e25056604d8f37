"""Numbers that cannot be counts are refused by name, and so are those that a mask hides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis.topics import separation, subsamples
from parallax.statistics import arrays, measures, tfidf
from parallax.statistics.resampling import zero_bound
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

MASKED = np.ma.masked_equal([1, 99, 2], 99)
THREE = Units(np.eye(3, dtype=int), ["x", "y", "z"], ["a", "b", "b"])


@pytest.mark.parametrize("values", [[1, 2], (1, 2), np.array([1, 2]), pd.Series([1, 2]), np.ma.masked_equal([1, 2], 9)])
def test_what_hides_nothing_is_an_array_like_any_other(values: object) -> None:
    found = arrays.unmasked(values, "sizes")
    assert type(found) is np.ndarray
    assert found.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("values", "n"), [(MASKED, 1), ([MASKED, [1, 2, 3]], 1), ([1, np.ma.masked], 1), (np.ma.masked_all(3), 3)]
)
def test_what_hides_something_is_refused_with_how_much(values: object, n: int) -> None:
    with pytest.raises(ValueError, match=f"^sizes is a masked array that hides {n} of its values; fill or drop"):
        arrays.unmasked(values, "sizes")


def test_every_measure_on_arrays_refuses_what_a_mask_hides() -> None:
    ones, tens = np.ones(3, int), np.full(3, 200)
    for measure in (measures.log_likelihood, measures.log_ratio, measures.lrc, measures.log_odds):
        for place, name in enumerate(("a", "b", "n1", "n2")):
            cells = [ones, ones, tens, tens]
            cells[place] = np.ma.masked_equal([*cells[place][:2], 199], 199)
            with pytest.raises(ValueError, match=f"^{name} is a masked array that hides 1"):
                measure(*cells)
    calls = {
        "n": lambda: arrays.per_thousand(MASKED, 10),
        "totals": lambda: arrays.per_thousand(1, MASKED),
        "df": lambda: tfidf.inverse_document_frequency(MASKED, 100),
        "total": lambda: zero_bound(MASKED),
        "topic": lambda: separation.separation(MASKED, THREE, [0, 1, 1], Settings()),
        "parts": lambda: separation.separation([0, 1, 1], THREE, MASKED, Settings()),
        "first": lambda: subsamples.agreement([MASKED], [[1, 2, 3]]),
        "second": lambda: subsamples.agreement([[1, 2, 3]], [MASKED]),
    }
    for name, call in calls.items():
        with pytest.raises(ValueError, match=f"^{name} is a masked array that hides"):
            call()


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([1, -1], "a negative number"),
        ([1, 0.5], "a fractional number"),
        ([1, np.nan], "a missing or infinite number"),
        ([1, -np.inf], "a missing or infinite number"),
        ([1.0, 2.0**60], "a number too large to be exact"),
        (["1", "2"], "not numbers"),
        ([1, None], "object, not numbers"),
        (np.array([1j]), "complex128, not numbers"),
    ],
)
def test_what_is_no_whole_number_is_refused(bad: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^n holds .*{message}.*;"):
        arrays.whole_numbers(bad, "n")


def test_whole_numbers_of_any_type_and_shape_are_int64() -> None:
    for values in (3, [3.0], np.float32([[3]]), np.uint8([3]), [True]):
        whole = arrays.whole_numbers(values, "n")
        assert whole.dtype == np.int64
        np.testing.assert_array_equal(whole, values)


def test_rates_are_per_thousand_and_need_tokens() -> None:
    np.testing.assert_allclose(arrays.per_thousand([[1, 0], [3, 2]], [[50], [200]]), [[20, 0], [15, 10]])
    for total in (0, -1, np.nan):
        with pytest.raises(ValueError, match=r"^totals holds a zero, negative or missing total; leave out"):
            arrays.per_thousand([1, 1], [5, total])
