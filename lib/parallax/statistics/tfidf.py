"""TF-IDF: counts of terms weighted by how few documents have them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from parallax.statistics.arrays import Floats, whole_numbers


def inverse_document_frequency(df: ArrayLike, n_documents: int, *, smooth: bool = True) -> Floats:
    """Weigh terms by how few documents use them: df of N.

    Parameters
    ----------
    df : array of int
        Documents that use each term, 0 to `n_documents`; the textbook form has no value for 0.
    n_documents : int
        Documents in all, N.
    smooth : bool
        True: ln((1 + N) / (1 + df)) + 1, scikit-learn's default.
        False: the textbook's ln(N / df), which is 0 for a term that every document uses.

    Notes
    -----
    With N documents IDF takes N values at most, so a handful of documents ranks terms coarsely.
    scikit-learn's ``smooth_idf=False`` is not the textbook's form: it adds 1.
    """
    values = whole_numbers(df, "df")
    if n_documents < 1 or (values > n_documents).any():
        raise ValueError(f"df exceeds n_documents ({n_documents}); count a document once for a term")
    if smooth:
        return np.log((1 + n_documents) / (1 + values)) + 1
    if (values == 0).any():
        raise ValueError("df holds a 0, for which ln(N / df) has no value; drop the term or use smooth=True")
    return np.log(n_documents / values)


def tf_idf(counts: csr_array, *, smooth: bool = True) -> csr_array:
    """Weigh the counts of each row by how few rows use the term: n · idf, each row divided by its Euclidean length.

    Counts are documents by terms, checked as those of `statistics.units.Units` are; `smooth` says which
    `inverse_document_frequency`. A row of zeros stays one. The entries stored are those with a count, also where the
    textbook's IDF is 0.
    """
    # The textbook's form has no value for a column that no row uses; any will do, since it weighs nothing.
    df = np.bincount(counts.indices, minlength=counts.shape[1]).clip(min=1)
    weighting = TfidfTransformer().fit(counts)
    weighting.idf_ = inverse_document_frequency(df, counts.shape[0], smooth=smooth)
    return csr_array(weighting.transform(counts))
