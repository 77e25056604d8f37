"""Sums, rates and TF-IDF against scikit-learn, pandas and arithmetic by hand."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.sparse import csr_array, issparse
from sklearn.feature_extraction.text import TfidfTransformer

from parallax.statistics import tfidf
from parallax.statistics import totals as weighting

COUNTS = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.integers(0, 6))
# Two documents of ten tokens: one shared term, one of each alone, one that neither uses.
TEN = np.array([[6, 4, 0, 0], [5, 0, 5, 0]])


def test_rows_are_summed_by_group_in_every_form() -> None:
    values = np.array([[1, 0], [2, 5], [4, 0]])
    groups = ["south", "north", "south"]
    for form in (values, csr_array(values)):
        labels, totals = weighting.group_totals(form, groups)
        assert labels.tolist() == ["north", "south"]
        assert issparse(totals) == issparse(form)
        dense = totals.toarray() if issparse(totals) else totals
        assert dense.dtype == np.int64
        assert dense.tolist() == [[2, 5], [5, 0]]
    assert weighting.group_totals([1, 2, 4], groups)[1].tolist() == [2, 5]
    ordered = pd.Categorical(groups, categories=["south", "north"])
    assert weighting.group_totals([1, 2, 4], ordered)[1].tolist() == [5, 2]


@settings(deadline=None)
@given(COUNTS, st.data())
def test_group_totals_agree_with_pandas(values: np.ndarray, data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(values), max_size=len(values)))
    labels, totals = weighting.group_totals(csr_array(values), groups)
    expected = pd.DataFrame(values).groupby(groups).sum()
    assert labels.tolist() == expected.index.tolist()
    np.testing.assert_array_equal(totals.toarray(), expected.to_numpy())


@pytest.mark.parametrize("bad", [[1.0, np.nan], [1.0, np.inf], ["a", "b"]])
def test_values_that_cannot_be_summed_are_refused(bad: list) -> None:
    with pytest.raises(ValueError, match=r"^values holds .*;"):
        weighting.group_totals(bad, ["a", "b"])


def test_labels_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^groups has shape"):
        weighting.group_totals([1, 2, 3], ["a", "b"])


def test_rates_are_per_thousand_and_need_tokens() -> None:
    np.testing.assert_allclose(weighting.per_thousand([[1, 0], [3, 2]], [[50], [200]]), [[20, 0], [15, 10]])
    for total in (0, -1, np.nan):
        with pytest.raises(ValueError, match=r"^totals holds a zero, negative or missing total; leave out"):
            weighting.per_thousand([1, 1], [5, total])


def test_document_frequency_counts_rows_not_tokens() -> None:
    assert weighting.document_frequency(TEN).tolist() == [2, 1, 1, 0]
    assert weighting.document_frequency(csr_array(TEN)).tolist() == [2, 1, 1, 0]


def test_idf_follows_both_formulas() -> None:
    smooth = tfidf.inverse_document_frequency([0, 1, 4], 4)
    np.testing.assert_allclose(smooth, [log(5) + 1, log(5 / 2) + 1, 1])
    np.testing.assert_allclose(tfidf.inverse_document_frequency([1, 2, 4], 4, smooth=False), [log(4), log(2), 0])


@pytest.mark.parametrize(
    ("df", "n_documents", "smooth", "message"),
    [
        ([0, 1], 4, False, "holds a 0"),
        ([5], 4, True, "exceeds n_documents"),
        ([1], 0, True, "exceeds n_documents"),
        ([-1], 4, True, "negative"),
        ([0.5], 4, True, "fractional"),
        ([np.nan], 4, True, "missing"),
    ],
)
def test_document_frequencies_without_an_idf_are_refused(
    df: list, n_documents: int, smooth: bool, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^df .*{message}.*;"):
        tfidf.inverse_document_frequency(df, n_documents, smooth=smooth)


def normed(weights: np.ndarray) -> np.ndarray:
    """Divide each row by its Euclidean length, if it has one."""
    lengths = np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return weights / np.where(lengths > 0, lengths, 1)


@settings(deadline=None)
@given(COUNTS, st.booleans())
def test_tf_idf_follows_its_formula(counts: np.ndarray, smooth: bool) -> None:
    df = np.maximum((counts > 0).sum(axis=0), 1)
    expected = normed(counts * tfidf.inverse_document_frequency(df, len(counts), smooth=smooth))
    np.testing.assert_allclose(tfidf.tf_idf(counts, smooth=smooth).toarray(), expected, rtol=1e-12, atol=1e-15)


@settings(deadline=None)
@given(COUNTS)
def test_tf_idf_agrees_with_scikit_learn(counts: np.ndarray) -> None:
    ours = tfidf.tf_idf(counts)
    theirs = TfidfTransformer().fit_transform(csr_array(counts))
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), rtol=1e-12, atol=1e-15)


@settings(deadline=None)
@given(COUNTS)
def test_the_textbook_form_is_scikit_learns_unsmoothed_one_less_the_count(counts: np.ndarray) -> None:
    used = counts[:, counts.any(axis=0)]
    if not used.size:
        return
    theirs = TfidfTransformer(norm=None, smooth_idf=False).fit_transform(csr_array(used)).toarray() - used
    ours = tfidf.tf_idf(used, smooth=False)
    np.testing.assert_allclose(ours.toarray(), normed(theirs), rtol=1e-12, atol=1e-12)


def test_tf_idf_by_hand_on_two_ten_token_documents() -> None:
    alone = log(3 / 2) + 1
    length = sqrt(6**2 + (4 * alone) ** 2)
    np.testing.assert_allclose(tfidf.tf_idf(TEN).toarray()[0], [6 / length, 4 * alone / length, 0, 0])
    np.testing.assert_allclose(tfidf.tf_idf(TEN, smooth=False).toarray(), [[0, 1, 0, 0], [0, 0, 1, 0]])
    # 1 ln 3 and 2 ln (3/2): each alone, and with one other of three.
    length = sqrt(log(3) ** 2 + (2 * log(3 / 2)) ** 2)
    textbook = tfidf.tf_idf([[1, 2], [0, 1], [0, 0]], smooth=False).toarray()
    np.testing.assert_allclose(textbook, [[log(3) / length, 2 * log(3 / 2) / length], [0, 1], [0, 0]])


def test_weights_are_stored_where_counts_are_even_if_the_textbook_silences_them() -> None:
    weights = tfidf.tf_idf(TEN, smooth=False)
    assert weights.nnz == np.count_nonzero(TEN)
    assert weights.toarray()[:, 0].tolist() == [0, 0]


def test_a_row_without_counts_or_with_shared_terms_only_stays_zero() -> None:
    weights = tfidf.tf_idf([[2, 0], [3, 0], [1, 1]], smooth=False).toarray()
    assert weights[:2].tolist() == [[0, 0], [0, 0]]
    empty = tfidf.tf_idf([[2, 1], [0, 0]]).toarray()
    assert empty[1].tolist() == [0, 0]


def test_tf_idf_leaves_the_counts_alone() -> None:
    counts = csr_array(TEN)
    tfidf.tf_idf(counts)
    np.testing.assert_array_equal(counts.toarray(), TEN)
