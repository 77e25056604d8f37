"""Checks that every analysis makes of its arguments: counts, labels, sizes and names.

Each returns its argument in one form, or raises a ValueError that names the argument and says what to do.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse, sparray, spmatrix

Counts: TypeAlias = ArrayLike | pd.DataFrame | sparray | spmatrix
Labels: TypeAlias = Sequence[Hashable] | np.ndarray | pd.Series | pd.Categorical

LARGEST_COUNT = 2**53  # beyond it a float no longer tells one whole number from the next


def check_counts(counts: Counts, name: str = "counts") -> csr_array:
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
    values: csr_array | np.ndarray = counts if issparse(counts) else np.asarray(counts)
    if values.ndim != 2:
        raise ValueError(f"{name} has {values.ndim} dimension(s); give a table of units by columns")
    for size, what in zip(values.shape, ("rows", "columns"), strict=True):
        if size == 0:
            raise ValueError(f"{name} has no {what}; give at least one, and see if a filter took them all")
    matrix = csr_array(values, dtype=number_type(values.dtype, name), copy=True)
    matrix.sum_duplicates()
    matrix.data = whole_numbers(matrix.data, name)
    matrix.eliminate_zeros()
    return matrix


def check_varied(counts: csr_array, name: str = "counts") -> None:
    """Check that counts differ somewhere: where all are equal there is nothing to tell apart.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, columns)
        As `check_counts` returns it.
    name : str
        What the message calls the argument.

    Raises
    ------
    ValueError
        Every cell holds the same number.
    """
    every = counts.nnz in (0, counts.shape[0] * counts.shape[1])
    if every and (counts.nnz == 0 or (counts.data == counts.data[0]).all()):
        value = counts.data[0] if counts.nnz else 0
        raise ValueError(f"{name} is {value} in every cell, so nothing can differ; see how it was made")


def check_groups(groups: Labels, n_rows: int, *, at_least: int = 1) -> tuple[np.ndarray, np.ndarray]:
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
        The groups, in their order.
    codes : ndarray of int64, shape (n_rows,)
        Position in `labels` of each row's group.

    Raises
    ------
    ValueError
        Wrong length, a missing label, a category without rows, fewer than `at_least` groups.
    """
    shape = np.asarray(groups).shape
    if shape != (n_rows,):
        raise ValueError(f"groups has shape {shape} for {n_rows} rows; give one label a row")
    categorical = pd.Categorical(pd.Series(groups))
    codes = np.asarray(categorical.codes, dtype=np.int64)
    if (codes < 0).any():
        raise ValueError(f"groups has no label for row {np.argmax(codes < 0)}; label it or drop the row")
    labels = categorical.categories.to_numpy()
    empty = labels[np.bincount(codes, minlength=len(labels)) == 0]
    if len(empty):
        raise ValueError(f"groups has no row for {empty[0]!r}; drop it with remove_unused_categories()")
    if len(labels) < at_least:
        raise ValueError(f"groups holds {len(labels)} group(s); give {at_least} or more")
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
        The sizes, zero or more.

    Raises
    ------
    ValueError
        Wrong length, not whole numbers, or a size below one of its row's counts.
    """
    if sizes is None:
        return np.asarray(counts.sum(axis=1))
    values = np.asarray(sizes)
    if values.shape != (counts.shape[0],):
        raise ValueError(f"sizes has shape {values.shape} for {counts.shape[0]} rows; give one size a row")
    values = whole_numbers(values.astype(number_type(values.dtype, "sizes")), "sizes")
    short = counts.max(axis=1).toarray().ravel() > values
    if short.any():
        raise ValueError(f"sizes is below a count of row {np.argmax(short)}; give all tokens of each row")
    return values


def check_tokens(tokens: np.ndarray, labels: np.ndarray) -> None:
    """Check that every group has tokens, without which it has no rates.

    Parameters
    ----------
    tokens : ndarray of int64, shape (groups,)
        Tokens of each group.
    labels : ndarray, shape (groups,)
        What the message calls the groups.

    Raises
    ------
    ValueError
        A group without tokens.
    """
    if (tokens == 0).any():
        raise ValueError(f"sizes gives {labels[np.argmin(tokens)]!r} no tokens; leave that group out")


def check_terms(terms: ArrayLike, n_columns: int) -> np.ndarray:
    """Check the columns' names: one each, and none twice.

    Parameters
    ----------
    terms : array of str, shape (terms,)
        The names.
    n_columns : int
        Columns that need one.

    Returns
    -------
    ndarray of str, shape (terms,)
        The names in the order given.

    Raises
    ------
    ValueError
        Wrong length, or a name that stands there twice.
    """
    names = np.asarray(terms, dtype=str)
    if names.shape != (n_columns,):
        raise ValueError(f"terms has shape {names.shape} for {n_columns} columns; give one name a column")
    unique, times = np.unique(names, return_counts=True)
    if (times > 1).any():
        raise ValueError(f"terms holds {str(unique[times > 1][0])!r} twice; add up the columns of one term")
    return names


def check_columns(table: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    """Check that a table has the columns its reader needs; other columns do no harm.

    Parameters
    ----------
    table : DataFrame
        The table.
    columns : tuple of str
        Columns it needs.
    name : str
        What the message calls the table.

    Raises
    ------
    ValueError
        A column that is missing.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"{name} lacks the column {missing[0]!r}; give a table with {', '.join(columns)}")


def number_type(dtype: np.dtype, name: str) -> type:
    """Give the type to compute in, and refuse what holds no numbers.

    Parameters
    ----------
    dtype : numpy.dtype
        Type of the values given.
    name : str
        What the message calls them.

    Returns
    -------
    type
        ``numpy.float64`` for floats, else ``numpy.int64``.

    Raises
    ------
    ValueError
        A type that holds no real numbers.
    """
    if dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {dtype}, not numbers; convert it first")
    return np.float64 if dtype.kind == "f" else np.int64


def whole_numbers(values: np.ndarray, name: str) -> np.ndarray:
    """Return numbers as int64, or say which of them cannot be a count.

    Parameters
    ----------
    values : ndarray of numbers
        Counts, of any shape.
    name : str
        What the message calls them.

    Returns
    -------
    ndarray of int64
        The same counts, in the same shape.

    Raises
    ------
    ValueError
        A number that is missing, infinite, negative, fractional, or too large to be exact.
    """
    kinds = {
        "a missing or infinite number": (~np.isfinite(values), "fill or drop it"),
        "a negative number": (values < 0, "a count is 0 or more, so see how it was made"),
        "a fractional number": (values != np.floor(values), "give counts, not rates or weights"),
        "a number too large to be exact": (values > LARGEST_COUNT, "see the table it came from"),
    }
    for what, (wrong, remedy) in kinds.items():
        if wrong.any():
            raise ValueError(f"{name} holds {what} ({values[wrong].flat[0]}); {remedy}")
    return values.astype(np.int64)
