"""Sums over groups, rates and document frequencies: what contrasts, topics and frames all count with.

Rows of a count matrix are units (paragraphs, or whole groups), columns are terms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from parallax.statistics.arrays import number_type, unmasked
from parallax.statistics.checks import Counts, Labels, check_counts, check_groups


def group_totals(values: Counts, groups: Labels) -> tuple[np.ndarray, np.ndarray | csr_array]:
    """Sum rows by group.

    Parameters
    ----------
    values : array of shape (units,) or (units, columns), or sparse array
        Finite numbers; whole numbers stay whole.
    groups : array of labels, or pandas Categorical, length units
        A Categorical gives the groups in the order of its categories, other labels are sorted.

    Returns
    -------
    labels : ndarray, shape (groups,)
        The groups, in their order.
    totals : ndarray of shape (groups,) or (groups, columns), or csr_array if `values` is sparse
        Sums.

    Raises
    ------
    ValueError
        Labels that do not fit the rows, a category without rows, or values that are not finite numbers.
    """
    given = csr_array(values) if issparse(values) else unmasked(values, "values")
    given = given.astype(number_type(given.dtype, "values"))
    if not np.isfinite(given.data if issparse(given) else given).all():
        raise ValueError("values holds NaN or infinity; fill or drop what is missing first")
    n_rows = given.shape[0]
    labels, codes = check_groups(groups, n_rows)
    ones = np.ones(n_rows, dtype=np.int64)
    member = csr_array((ones, (codes, np.arange(n_rows))), shape=(len(labels), n_rows))
    totals = member @ given
    if issparse(totals):
        totals.sort_indices()
    return labels, totals


def per_thousand(n: ArrayLike, totals: ArrayLike) -> np.ndarray:
    """Give rates per thousand, 1000 · n / totals.

    Parameters
    ----------
    n, totals : array of numbers
        Broadcast against each other.

    Returns
    -------
    ndarray of float
        Rates, in the shape the two make together.

    Raises
    ------
    ValueError
        A total that is zero, negative or missing.
    """
    denominators = unmasked(totals, "totals").astype(float)
    if not (denominators > 0).all():
        raise ValueError("totals holds a zero, negative or missing total; leave out what has no tokens")
    return 1000 * unmasked(n, "n").astype(float) / denominators


def document_frequency(counts: Counts) -> np.ndarray:
    """Count, for each column, the rows with a count above zero.

    Parameters
    ----------
    counts : sparse array or array, shape (documents, terms)
        Whole numbers.

    Returns
    -------
    ndarray of int64, shape (terms,)
        From 0 to the number of documents.

    Raises
    ------
    ValueError
        Bad counts, see `statistics.checks.check_counts`.
    """
    matrix = check_counts(counts)
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)
