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

from parallax.statistics.arrays import number_type, unmasked, whole_numbers
from parallax.statistics.names import check_one_form, check_one_type, check_terms, missing, plain_objects

Counts: TypeAlias = ArrayLike | pd.DataFrame | sparray | spmatrix


Labels: TypeAlias = Sequence[Hashable] | np.ndarray | pd.Series | pd.Categorical


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
        Not two-dimensional, no rows or columns, not numbers, hidden under a mask, NaN, negative or fractional.
    """
    values: csr_array | np.ndarray = counts if issparse(counts) else unmasked(counts, name)
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


def named_counts(counts: Counts, terms: ArrayLike) -> tuple[csr_array, np.ndarray]:
    """Check a matrix of counts together with its columns' names.

    Parameters
    ----------
    counts : sparse array, array or DataFrame, shape (units, terms)
        See `check_counts`. A DataFrame whose columns have names has those of `terms`, in that order.
    terms : array of str, shape (terms,)
        See `statistics.names.check_terms`.

    Returns
    -------
    matrix : csr_array of int64, shape (units, terms)
        The counts.
    names : ndarray of str, shape (terms,)
        The names, in the order given.

    Raises
    ------
    ValueError
        Bad counts or names, or a DataFrame whose columns are other ones: each count would go to another term.
    """
    matrix = check_counts(counts)
    names = check_terms(terms, matrix.shape[1])
    columns = list(counts.columns) if isinstance(counts, pd.DataFrame) else []
    # Numbers are places, unless the terms are these numbers.
    if any(isinstance(column, str | tuple) for column in columns) or set(map(str, columns)) == set(names):
        for place, (column, term) in enumerate(zip(columns, names, strict=True)):
            if str(column) != term:
                raise ValueError(
                    f"counts calls column {place} {column!r}, terms {str(term)!r}; give terms=counts.columns, or bring "
                    "the columns into the order of terms"
                )
    return matrix, names


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
        Wrong length, a missing or empty label, labels of two types or two forms of one name, a category without rows,
        fewer than `at_least` groups.
    """
    shape = np.asarray(groups).shape
    if shape != (n_rows,):
        raise ValueError(f"groups has shape {shape} for {n_rows} rows; give one label a row")
    categorical = pd.Categorical(pd.Series(groups))
    codes = np.asarray(categorical.codes, dtype=np.int64)
    labels = categorical.categories.to_numpy()
    unlabelled = np.append(missing(plain_objects(labels)), True)[codes]  # at -1, the last: no category at all
    if unlabelled.any():
        raise ValueError(f"groups has no label for row {np.argmax(unlabelled)}; label it or drop the row")
    check_one_type(labels, "groups")
    check_one_form(labels, "groups")
    empty = labels[np.bincount(codes, minlength=len(labels)) == 0]
    if len(empty):
        raise ValueError(f"groups has no row for {empty[0]!r}; drop it with remove_unused_categories()")
    if len(labels) < at_least:
        raise ValueError(f"groups holds {len(labels)} group(s); give {at_least} or more")
    return labels, codes


def check_sizes(sizes: ArrayLike | None, counts: csr_array, *, overlapping: bool = False) -> np.ndarray:
    """Check the tokens of each row, the denominator of its rates.

    Parameters
    ----------
    sizes : array of int, shape (units,), or None
        All tokens of each unit, counted in `counts` or not. None takes the row sums.
    counts : csr_array of int64, shape (units, columns)
        As `check_counts` returns it.
    overlapping : bool
        Whether one token may count in several columns, as one of a word list does that stands under two issues. A
        row's sum may then exceed its size; no single count may.

    Returns
    -------
    ndarray of int64, shape (units,)
        The sizes, zero or more.

    Raises
    ------
    ValueError
        Wrong length, not whole numbers, or a size below its row's sum (below one of its counts where they overlap).
    """
    sums = np.asarray(counts.sum(axis=1))
    if sizes is None:
        return sums
    values = check_lengths(sizes, counts.shape[0])
    least = counts.max(axis=1).toarray().ravel() if overlapping else sums
    if (short := least > values).any():
        row = int(np.argmax(short))
        what = "which has a count of" if overlapping else "whose counts sum to"
        raise ValueError(f"sizes is {values[row]} for row {row}, {what} {least[row]}; give all tokens of each row")
    return values


def check_lengths(sizes: ArrayLike, n_rows: int) -> np.ndarray:
    """Check the tokens of each row where no counts are at hand to hold them against.

    Parameters
    ----------
    sizes : array of int, shape (units,)
        All tokens of each unit.
    n_rows : int
        Rows that need one.

    Returns
    -------
    ndarray of int64, shape (units,)
        The sizes, zero or more.

    Raises
    ------
    ValueError
        Wrong length, or not whole numbers.
    """
    values = whole_numbers(sizes, "sizes")
    if values.shape != (n_rows,):
        raise ValueError(f"sizes has shape {values.shape} for {n_rows} rows; give one size a row")
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


def check_seed(seed: int, name: str) -> None:
    """Check what random numbers are keyed by.

    Parameters
    ----------
    seed : int
        Zero or more.
    name : str
        Of the analysis.

    Raises
    ------
    ValueError
        A seed that is no whole number of zero or more, or no name.
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed is {seed!r}; give a whole number, zero or more")
    if not name:
        raise ValueError("name is empty; name the analysis, so that it draws numbers of its own")
