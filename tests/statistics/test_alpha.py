"""Krippendorff's alpha against another implementation, by hand, and with codes missing in whatever form they come."""

from __future__ import annotations

import doctest

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike

from helpers.naive import naive_alpha
from parallax.statistics import alpha

_ = None
# Four observers of twelve units; the data of Krippendorff's reliability examples, nominal alpha 0.743.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def alpha_of(codes: ArrayLike) -> float:
    """Return alpha with each unit counted once."""
    by_unit = alpha.coincidences(codes)
    return float(alpha.alphas(by_unit, np.ones((1, len(by_unit))))[0])


def test_the_examples_run() -> None:
    assert doctest.testmod(alpha) == (0, 2)


def test_the_textbook_example() -> None:
    assert alpha_of(OBSERVERS) == pytest.approx(0.743, abs=0.0005)
    assert alpha_of(OBSERVERS) == pytest.approx(naive_alpha(OBSERVERS), abs=1e-12)


@given(arrays(float, st.tuples(st.integers(2, 4), st.integers(2, 12)), elements=st.sampled_from([0, 1, 2, np.nan])))
def test_alpha_is_that_of_another_implementation(codes: np.ndarray) -> None:
    pairable = codes[:, (~np.isnan(codes)).sum(axis=0) > 1]
    assume(len(set(pairable[~np.isnan(pairable)])) > 1)
    theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert alpha_of(codes) == pytest.approx(theirs, abs=1e-9)


def test_perfect_agreement_is_one_and_a_single_value_says_nothing() -> None:
    assert alpha_of([["a", "b", "b"], ["a", "b", "b"]]) == 1
    assert np.isnan(alpha_of([["a", "a"], ["a", "a"]]))


def test_contrary_codes_are_worse_than_chance() -> None:
    assert alpha_of([["a", "b"], ["b", "a"]]) < 0


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([["a", "b"]], r"codes has shape \(1, 2\); give a row a coder"),
        (["a", "b"], r"codes has shape \(2,\)"),
    ],
)
def test_codes_that_cannot_be_compared_are_refused(codes: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        alpha_of(codes)


def test_where_no_unit_has_two_codes_there_is_no_alpha() -> None:
    assert not alpha.coincidences([["a", None], [None, "b"]]).any()
    assert np.isnan(alpha_of([["a", None], [None, "b"]]))


A, B = ["a", "a", "b", "b", "a", None], ["a", "a", "b", "a", None, "b"]


def written(nothing: object) -> list[list[object]]:
    """Return the codes of A and B with another word for nothing."""
    return [[nothing if code is None else code for code in codes] for codes in (A, B)]


@pytest.mark.parametrize(
    "codes",
    [
        *(written(nothing) for nothing in (None, np.nan, pd.NA, pd.NaT, np.ma.masked, "", " ", "None", "<NA>", "NaT")),
        np.array(written(np.nan)),
        np.array(written(np.nan), dtype=str),
        np.array(written("nan"), dtype="S3"),
        pd.DataFrame(written(None)),
        pd.DataFrame(written(None)).astype("string"),
        pd.DataFrame(written(None)).astype("category"),
        *(pd.DataFrame(written(nothing)).astype(str) for nothing in (None, np.nan, pd.NA, pd.NaT)),
        np.ma.masked_equal(np.array(written("z")), "z"),
        np.ma.masked_values([[1, 1, 2, 2, 1, 9], [1, 1, 2, 1, 9, 2]], 9),
        [np.ma.masked_equal(row, 9) for row in ([1, 1, 2, 2, 1, 9], [1, 1, 2, 1, 9, 2])],
    ],
    ids=lambda codes: type(codes).__name__,
)
def test_missing_codes_are_missing_in_whatever_form_they_come(codes: object) -> None:
    theirs = krippendorff.alpha(reliability_data=np.array(written(np.nan)), level_of_measurement="nominal")
    assert theirs == pytest.approx(0.5333, abs=5e-5)
    assert alpha_of(codes) == pytest.approx(theirs, abs=1e-12)


CODES = st.sampled_from(["a", "b", "none", "NA", "-", "nan"])


@given(arrays("<U4", st.tuples(st.integers(2, 4), st.integers(2, 12)), elements=CODES))
def test_alpha_of_texts_is_that_of_another_implementation(codes: np.ndarray) -> None:
    """Both take nan for nothing, and every other word for a code."""
    pairable = codes[:, (codes != "nan").sum(axis=0) > 1]
    assume(len(set(pairable[pairable != "nan"])) > 1)
    theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert alpha_of(codes) == pytest.approx(theirs, abs=1e-9)
    as_objects = np.where(codes == "nan", None, codes.astype(object))
    masked = np.ma.masked_equal(codes, "nan")
    assert alpha_of(as_objects) == alpha_of(masked) == alpha_of(codes)


def test_whole_numbers_and_floats_are_one_type_and_numbers_and_texts_two() -> None:
    assert alpha_of([[1, 2, 2], [1.0, 2.0, np.nan]]) == 1
    with pytest.raises(ValueError, match=r"^codes holds 1 \(number\) and '1' \(str\); bring all to one type"):
        alpha_of([[1, 0], ["1", "0"]])
    with pytest.raises(ValueError, match=r"^codes holds one name in two forms"):
        alpha_of([["caf\u00e9", "a"], ["cafe\u0301", "a"]])


def test_each_weighting_of_the_units_has_its_alpha() -> None:
    weights = np.array([[1, 1, 1, 1], [2, 0, 1, 1], [0, 0, 1, 0]])
    codes = np.array([["a", "b", "a", None], ["a", "b", "b", "a"]], dtype=object)
    found = alpha.alphas(alpha.coincidences(codes), weights)
    assert found[0] == pytest.approx(naive_alpha(codes.tolist()))
    assert found[1] == pytest.approx(naive_alpha(np.repeat(codes, weights[1], axis=1).tolist()))
    assert found[2] == pytest.approx(naive_alpha([["a"], ["b"]]))
