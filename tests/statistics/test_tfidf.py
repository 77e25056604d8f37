"""TF-IDF against scikit-learn and arithmetic by hand."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from parallax.statistics import tfidf

COUNTS = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.integers(0, 6))
# Two documents of ten tokens: one shared term, one of each alone, one that neither uses.
TEN = np.array([[6, 4, 0, 0], [5, 0, 5, 0]])


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
    ours = tfidf.tf_idf(csr_array(counts), smooth=smooth)
    np.testing.assert_allclose(ours.toarray(), expected, rtol=1e-12, atol=1e-15)


@settings(deadline=None)
@given(COUNTS)
def test_tf_idf_agrees_with_scikit_learn(counts: np.ndarray) -> None:
    ours = tfidf.tf_idf(csr_array(counts))
    theirs = TfidfTransformer().fit_transform(csr_array(counts))
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), rtol=1e-12, atol=1e-15)


@settings(deadline=None)
@given(COUNTS)
def test_the_textbook_form_is_scikit_learns_unsmoothed_one_less_the_count(counts: np.ndarray) -> None:
    used = counts[:, counts.any(axis=0)]
    if not used.size:
        return
    theirs = TfidfTransformer(norm=None, smooth_idf=False).fit_transform(csr_array(used)).toarray() - used
    ours = tfidf.tf_idf(csr_array(used), smooth=False)
    np.testing.assert_allclose(ours.toarray(), normed(theirs), rtol=1e-12, atol=1e-12)


def test_tf_idf_by_hand_on_two_ten_token_documents() -> None:
    alone = log(3 / 2) + 1
    length = sqrt(6**2 + (4 * alone) ** 2)
    np.testing.assert_allclose(tfidf.tf_idf(csr_array(TEN)).toarray()[0], [6 / length, 4 * alone / length, 0, 0])
    np.testing.assert_allclose(tfidf.tf_idf(csr_array(TEN), smooth=False).toarray(), [[0, 1, 0, 0], [0, 0, 1, 0]])
    # 1 ln 3 and 2 ln (3/2): each alone, and with one other of three.
    length = sqrt(log(3) ** 2 + (2 * log(3 / 2)) ** 2)
    textbook = tfidf.tf_idf(csr_array([[1, 2], [0, 1], [0, 0]]), smooth=False).toarray()
    np.testing.assert_allclose(textbook, [[log(3) / length, 2 * log(3 / 2) / length], [0, 1], [0, 0]])


def test_weights_are_stored_where_counts_are_even_if_the_textbook_silences_them() -> None:
    weights = tfidf.tf_idf(csr_array(TEN), smooth=False)
    assert weights.nnz == np.count_nonzero(TEN)
    assert weights.toarray()[:, 0].tolist() == [0, 0]


def test_a_row_without_counts_or_with_shared_terms_only_stays_zero() -> None:
    weights = tfidf.tf_idf(csr_array([[2, 0], [3, 0], [1, 1]]), smooth=False).toarray()
    assert weights[:2].tolist() == [[0, 0], [0, 0]]
    empty = tfidf.tf_idf(csr_array([[2, 1], [0, 0]])).toarray()
    assert empty[1].tolist() == [0, 0]


def test_tf_idf_leaves_the_counts_alone() -> None:
    counts = csr_array(TEN)
    tfidf.tf_idf(counts)
    np.testing.assert_array_equal(counts.toarray(), TEN)
