"""What `statistics.units.Units` asks of its arguments, and the checks that several analyses make of others.

Each returns its argument in one form, or raises a ValueError that names the argument and says what to do.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse, sparray, spmatrix

from parallax.statistics.arrays import Ints, number_type, unmasked, whole_numbers
from parallax.statistics.names import check_names, check_one_form, check_one_type, missing, plain_objects

Counts: TypeAlias = ArrayLike | pd.DataFrame | sparray | spmatrix
Labels: TypeAlias = Sequence[Hashable] | np.ndarray | pd.Series | pd.Categorical


def named_counts(counts: Counts, terms: ArrayLike) -> tuple[csr_array, np.ndarray]:
    """Check a matrix of counts, units by terms, together with the names of its columns.

    Returns
    -------
    matrix : csr_array of int64, shape (units, terms)
        A copy with sorted indices, no duplicates and no stored zeros. Whole floats (``2.0``) are accepted.
    names : ndarray of str, shape (terms,)
        In the order given; whole numbers become text. A data frame whose columns have names must have these, in this
        order: each count would go to another term.
    """
    matrix = _counts(counts)
    names = _terms(terms, matrix.shape[1])
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


def check_groups(groups: Labels, n_rows: int) -> tuple[np.ndarray, Ints]:
    """Check one label a row; return the groups and, for each row, the place of its group among them.

    A Categorical gives the groups in the order of its categories, each of which needs a row; other labels are sorted.
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
    return labels, codes


def check_sizes(sizes: ArrayLike | None, counts: csr_array, *, overlapping: bool) -> Ints:
    """Check the tokens of each row, the denominator of its rates; None takes the row sums.

    No size lies below its row's sum; or, where columns overlap, below any one count.
    """
    sums = np.asarray(counts.sum(axis=1))
    if sizes is None:
        return sums
    values = whole_numbers(sizes, "sizes")
    if values.shape != sums.shape:
        raise ValueError(f"sizes has shape {values.shape} for {len(sums)} rows; give one size a row")
    least = counts.max(axis=1).toarray().ravel() if overlapping else sums
    if (short := least > values).any():
        row = int(np.argmax(short))
        what = "which has a count of" if overlapping else "whose counts sum to"
        raise ValueError(f"sizes is {values[row]} for row {row}, {what} {least[row]}; give all tokens of each row")
    return values


def check_ids(ids: Labels, n_rows: int) -> np.ndarray:
    """Check one name a row, each of its own, and return them as text."""
    names = _one_a_row(ids, n_rows, "ids", "name").astype(str)
    if (repeated := pd.Series(names).duplicated()).any():
        raise ValueError(f"ids has {str(names[np.argmax(repeated)])!r} twice; give each unit a name of its own")
    return names


def check_clusters(clusters: Labels, groups: np.ndarray) -> np.ndarray:
    """Check one document a row, each within one of the groups (one label a row), and return them as text."""
    names = _one_a_row(clusters, len(groups), "clusters", "document").astype(str)
    pairs = pd.DataFrame({"cluster": names, "group": groups}).drop_duplicates()
    if (repeated := pairs["cluster"].duplicated()).any():
        name = str(pairs.loc[repeated, "cluster"].iloc[0])
        raise ValueError(f"clusters has {name!r} in two groups; a document belongs to one, so rename it in the other")
    return names


def check_columns(table: pd.DataFrame, columns: tuple[str, ...], name: str, *, named: tuple[str, ...] = ()) -> None:
    """Check that a table has the columns its reader needs; others do no harm.

    Those `named` must have a name in every row, see `statistics.names.check_names`.
    """
    for column in columns:
        if column not in table.columns:
            raise ValueError(f"{name} is missing the column {column!r}; give a table with {', '.join(columns)}")
    for column in named:
        check_names(plain_objects(table[column]), f"column {column} of {name}", "value in row")


def _counts(counts: Counts) -> csr_array:
    values: csr_array | np.ndarray = counts if issparse(counts) else unmasked(counts, "counts")
    if values.ndim != 2:
        raise ValueError(f"counts has {values.ndim} dimension(s); give a table of units by columns")
    for size, what in zip(values.shape, ("rows", "columns"), strict=True):
        if size == 0:
            raise ValueError(f"counts has no {what}; give at least one, and see if a filter took them all")
    matrix = csr_array(values, dtype=number_type(values.dtype, "counts"), copy=True)
    matrix.sum_duplicates()
    matrix.data = whole_numbers(matrix.data, "counts")
    matrix.eliminate_zeros()
    return matrix


def _terms(terms: ArrayLike, n_columns: int) -> np.ndarray:
    objects = plain_objects(terms)
    if objects.shape != (n_columns,):
        raise ValueError(f"terms has shape {objects.shape} for {n_columns} columns; give one name a column")
    check_names(objects, "terms", "name for column")
    if not all(isinstance(term, str | int | np.integer) and not isinstance(term, bool) for term in objects):
        raise ValueError(f"terms holds {objects[0]!r}, which is not text; give the names of the columns")
    names = objects.astype(str)
    unique, times = np.unique(names, return_counts=True)
    if (times > 1).any():
        raise ValueError(f"terms has {str(unique[times > 1][0])!r} twice; add up the columns of one name")
    return names


def _one_a_row(values: Labels, n_rows: int, name: str, what: str) -> np.ndarray:
    objects = plain_objects(values)
    if objects.shape != (n_rows,):
        raise ValueError(f"{name} has shape {objects.shape} for {n_rows} rows; give one {what} a row")
    if (absent := missing(objects)).any():
        raise ValueError(f"{name} has no {what} for row {np.argmax(absent)}; name it or drop the row")
    return objects
