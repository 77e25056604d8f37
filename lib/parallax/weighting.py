"""Counts, checked and weighted: what every contrast, topic and rate stands on.

Here live the checks of count matrices, labels, sizes and term names that all analysis modules share, sums over
groups, and TF-IDF. Rows of a count matrix are units (paragraphs, or whole groups), columns are terms.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

LARGEST_COUNT = 2**53  # beyond it a float no longer tells one whole number from the next


def check_counts(counts: Any, name: str = "counts") -> csr_array:
    """Check a matrix of counts and bring it into one form.

    Parameters
    ----------
    counts : sparse array, array or DataFrame, shape (units, columns)
        Whole numbers, zero or more. Whole floats (``2.0``) are accepted.
    name : str
        What the messages call the argument.

    Returns
    -------
    csr_array of int64, shape (units, columns)
        A copy with sorted indices, no duplicates and no stored zeros.

    Raises
    ------
    ValueError
        Not two-dimensional, no rows or columns, not numbers, NaN, negative or fractional.
    """
    values = counts if issparse(counts) else np.asarray(counts)
    if values.ndim != 2:
        raise ValueError(f"{name} has {values.ndim} dimension(s); give a table of units × columns")
    for size, what, remedy in zip(values.shape, ("rows", "columns"), ("unit", "term"), strict=True):
        if size == 0:
            raise ValueError(f"{name} has no {what}; it needs at least one {remedy}: was everything filtered out?")
    matrix = csr_array(values, dtype=_working_type(values.dtype, name), copy=True)
    matrix.sum_duplicates()
    matrix.data = _whole(matrix.data, name)
    matrix.eliminate_zeros()
    return matrix


def check_groups(groups: Any, n_rows: int, *, at_least: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Check one label a row and number the groups.

    Parameters
    ----------
    groups : array of labels, or pandas Categorical, length n_rows
        A Categorical gives the groups in the order of its categories, other labels are sorted.
    n_rows : int
        Rows that need a label.
    at_least : int
        Fewest groups that make sense to the caller.

    Returns
    -------
    labels : ndarray, shape (groups,)
    codes : ndarray of int, shape (n_rows,)
        Position in `labels` of each row's group.

    Raises
    ------
    ValueError
        Wrong length, a missing label, a category without rows, fewer than `at_least` groups.
    """
    if np.ndim(groups) != 1 or len(groups) != n_rows:
        raise ValueError(f"groups has shape {np.shape(groups)}, but there are {n_rows} rows; give one label a row")
    categorical = pd.Categorical(groups)
    codes = np.asarray(categorical.codes, dtype=np.int64)
    if (codes < 0).any():
        raise ValueError(f"groups has no label for row {int(np.argmax(codes < 0))}; label it or drop the row")
    labels = categorical.categories.to_numpy()
    empty = labels[np.bincount(codes, minlength=len(labels)) == 0]
    if len(empty):
        raise ValueError(f"groups has no row for {empty[0]!r}; drop it with remove_unused_categories()")
    if len(labels) < at_least:
        raise ValueError(f"groups holds {len(labels)} group(s); a contrast needs at least {at_least}")
    return labels, codes


def check_sizes(sizes: ArrayLike | None, counts: csr_array) -> np.ndarray:
    """Check the tokens of each row, the denominator of its rates.

    Parameters
    ----------
    sizes : array of int, shape (units,), or None
        All tokens of each unit, counted in `counts` or not. None takes the row sums.
    counts : csr_array of int64, shape (units, columns)
        As `check_counts` returns it.

    Returns
    -------
    ndarray of int64, shape (units,)

    Raises
    ------
    ValueError
        Wrong length, not whole numbers, or a size below one of its row's counts.
    """
    if sizes is None:
        return np.asarray(counts.sum(axis=1))
    values = np.asarray(sizes)
    if values.shape != (counts.shape[0],):
        raise ValueError(f"sizes has shape {values.shape}, but counts has {counts.shape[0]} rows; give one size a row")
    values = _whole(values.astype(_working_type(values.dtype, "sizes")), "sizes")
    short = counts.max(axis=1).toarray().ravel() > values
    if short.any():
        raise ValueError(f"sizes is smaller than a count of row {int(np.argmax(short))}; give the tokens of each row")
    return values


def check_terms(terms: ArrayLike, n_columns: int) -> np.ndarray:
    """Check the columns' names: one each, none twice; return them as an array of str."""
    names = np.asarray(terms, dtype=str)
    if names.shape != (n_columns,):
        raise ValueError(f"terms has shape {names.shape}, but counts has {n_columns} columns; give one name a column")
    unique, times = np.unique(names, return_counts=True)
    if (times > 1).any():
        raise ValueError(f"terms holds {str(unique[times > 1][0])!r} twice; add up the columns of one term")
    return names


def group_totals(values: Any, groups: Any) -> tuple[np.ndarray, Any]:
    """Sum rows by group.

    Parameters
    ----------
    values : array of shape (units,) or (units, columns), or sparse array
        Finite numbers; whole numbers stay whole.
    groups : array of labels, or pandas Categorical, length units
        See `check_groups`.

    Returns
    -------
    labels : ndarray, shape (groups,)
    totals : ndarray of shape (groups,) or (groups, columns), or csr_array
        Sparse if `values` is.

    Raises
    ------
    ValueError
        Labels that do not fit the rows, or values that are not finite numbers.
    """
    values = csr_array(values) if issparse(values) else np.asarray(values)
    values = values.astype(_working_type(values.dtype, "values"))
    if not np.isfinite(values.data if issparse(values) else values).all():
        raise ValueError("values holds NaN or infinity; fill or drop what is missing first")
    n_rows = values.shape[0]
    labels, codes = check_groups(groups, n_rows)
    member = csr_array((np.ones(n_rows, np.int64), (codes, np.arange(n_rows))), shape=(len(labels), n_rows))
    totals = member @ values
    if issparse(totals):
        totals.sort_indices()
    return labels, totals


def per_thousand(n: ArrayLike, totals: ArrayLike) -> np.ndarray:
    """Give rates per thousand, 1000 · n / totals, for arrays that broadcast; a total of zero is an error."""
    denominators = np.asarray(totals, dtype=float)
    if not (denominators > 0).all():
        raise ValueError("totals holds a zero, negative or missing total; a rate needs tokens, so leave it out")
    return 1000 * np.asarray(n, dtype=float) / denominators


def document_frequency(counts: Any) -> np.ndarray:
    """Count, for each column, the rows with a count above zero (int64, shape (columns,))."""
    matrix = check_counts(counts)
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)


def inverse_document_frequency(df: ArrayLike, n_documents: int, *, smooth: bool = True) -> np.ndarray:
    """Weigh terms by how few documents use them.

    Parameters
    ----------
    df : array of int
        Documents that use each term, 0 … `n_documents`.
    n_documents : int
        Documents in all, N.
    smooth : bool
        True: ln((1 + N) / (1 + df)) + 1, the default of scikit-learn. False: ln(N / df), the textbook's, which is
        0 for a term that every document uses.

    Returns
    -------
    ndarray of float, shape of `df`

    Raises
    ------
    ValueError
        A df outside 0 … N, or a df of 0 with the textbook form, which has no value for it.

    Notes
    -----
    With N documents IDF has N values only; for a handful of documents it ranks terms coarsely.
    The textbook form is not scikit-learn's ``smooth_idf=False``, which adds 1.
    """
    values = np.asarray(df)
    values = _whole(values.astype(_working_type(values.dtype, "df")), "df")
    if n_documents < 1 or (values > n_documents).any():
        raise ValueError(f"df exceeds n_documents ({n_documents}); count each document once for a term")
    if smooth:
        return np.log((1 + n_documents) / (1 + values)) + 1
    if (values == 0).any():
        raise ValueError("df holds a 0, for which ln(N / df) has no value; drop the term or use smooth=True")
    return np.log(n_documents / values)


def tf_idf(
    counts: Any, *, smooth: bool = True, sublinear: bool = False, norm: Literal["l1", "l2"] | None = "l2"
) -> csr_array:
    """Weigh the counts of each row by how few rows use the term.

    Parameters
    ----------
    counts : sparse array or array, shape (documents, terms)
        Whole numbers.
    smooth : bool
        Which IDF, see `inverse_document_frequency`.
    sublinear : bool
        Take 1 + ln n for a count n above 0.
    norm : {'l2', 'l1', None}
        Divide each row by its Euclidean length, by its sum, or by nothing. A row of zeros stays one.

    Returns
    -------
    csr_array of float, shape (documents, terms)
        n · idf, normed. The entries stored are those with a count, also where the textbook IDF makes them 0.

    Raises
    ------
    ValueError
        Bad counts, or another `norm`.
    """
    if norm not in ("l1", "l2", None):
        raise ValueError(f"norm is {norm!r}; choose 'l2', 'l1' or None")
    matrix = check_counts(counts)
    df = document_frequency(matrix)
    # A column that no row uses weighs nothing in either form, so it gets any df that has an IDF.
    idf = inverse_document_frequency(np.maximum(df, 1), matrix.shape[0], smooth=smooth)
    frequency = 1 + np.log(matrix.data) if sublinear else matrix.data
    weights = csr_array((frequency * idf[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)
    if norm is None:
        return weights
    lengths = weights.sum(axis=1) if norm == "l1" else np.sqrt(weights.power(2).sum(axis=1))
    weights.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(weights.indptr))
    return weights


def row_order(counts: csr_array, first: np.ndarray | None = None) -> np.ndarray:
    """Order rows by what they hold, so that a result need not depend on the order they came in.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, columns)
        As `check_counts` returns it.
    first : array of int, shape (units,), optional
        A number to sort by before the counts are looked at.

    Returns
    -------
    ndarray of int, shape (units,)
        Row positions in canonical order; only rows equal in every count keep the order they came in.
    """
    lead = np.zeros(counts.shape[0], np.int64) if first is None else first
    # Big-endian bytes of whole numbers sort as the numbers do, on every machine.
    columns, values = counts.indices.astype(">i8"), counts.data.astype(">i8")
    spans = [slice(*span) for span in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)]
    keys = [(int(number), columns[s].tobytes(), values[s].tobytes()) for number, s in zip(lead, spans, strict=True)]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _working_type(dtype: np.dtype, name: str) -> type:
    if dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {dtype}, not numbers; convert it first")
    return np.float64 if dtype.kind == "f" else np.int64


def _whole(values: np.ndarray, name: str) -> np.ndarray:
    """Return the values as int64, or say which cannot be a count."""
    kinds = {
        "a missing or infinite number": (~np.isfinite(values), "fill or drop it"),
        "a negative number": (values < 0, "a count is 0 or more"),
        "a fractional number": (values != np.floor(values), "give counts, not rates or weights"),
        "a number too large to be exact": (values > LARGEST_COUNT, "check the table it came from"),
    }
    for what, (wrong, remedy) in kinds.items():
        if wrong.any():
            raise ValueError(f"{name} holds {what} ({values[wrong].flat[0]}); {remedy}")
    return values.astype(np.int64)
