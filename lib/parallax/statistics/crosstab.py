"""Counts of terms summed by group: the table that contrasts and omissions are read off."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax.statistics.checks import Counts, Labels, check_groups, check_sizes, check_tokens, named_counts
from parallax.statistics.totals import document_frequency, group_totals, per_thousand


class GroupTable(NamedTuple):
    """Counts summed by group.

    Attributes
    ----------
    labels : ndarray, shape (groups,)
        The groups, in their order.
    terms : ndarray of str, shape (terms,)
        Names of the columns.
    totals : csr_array of int64, shape (groups, terms)
        Uses of each term by each group.
    paragraphs : csr_array of int64, shape (groups, terms)
        Units of the group that use the term; it stores the same entries as `totals`.
    tokens : ndarray of int64, shape (groups,)
        All tokens of each group.
    using : ndarray of int64, shape (terms,)
        Groups that use each term.
    """

    labels: np.ndarray
    terms: np.ndarray
    totals: csr_array
    paragraphs: csr_array
    tokens: np.ndarray
    using: np.ndarray


def tabulate(counts: Counts, groups: Labels, terms: ArrayLike, sizes: ArrayLike | None) -> GroupTable:
    """Check the arguments that all contrasts share, and sum them by group.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers; every term occurs somewhere.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more.
    terms : array of str, shape (terms,)
        Names of the columns.
    sizes : array of int, shape (units,), or None
        All tokens of each unit; None takes the row sums.

    Returns
    -------
    GroupTable
        The sums.

    Raises
    ------
    ValueError
        As `analysis.terms.tf_idf`.
    """
    matrix, names = named_counts(counts, terms)
    tokens = check_sizes(sizes, matrix)
    labels, _ = check_groups(groups, matrix.shape[0], at_least=2)
    totals, group_tokens = group_totals(matrix, groups)[1], group_totals(tokens, groups)[1]
    using = document_frequency(totals)
    if (using == 0).any():
        raise ValueError(f"counts has no {str(names[np.argmin(using)])!r} anywhere; drop columns that sum to 0")
    check_tokens(group_tokens, labels)
    return GroupTable(labels, names, totals, group_totals(matrix > 0, groups)[1], group_tokens, using)


def against_others(table: GroupTable, row: np.ndarray, column: np.ndarray, n: np.ndarray | int) -> pd.DataFrame:
    """Set group and term beside the count and rate of that term in all other groups.

    Parameters
    ----------
    table : GroupTable
        See `tabulate`.
    row, column : ndarray of int, shape (pairs,)
        Positions of groups and terms.
    n : ndarray of int, shape (pairs,), or int
        Uses of the term by the group, which are taken off the total.

    Returns
    -------
    DataFrame
        One row a pair: group, term, n_reference, rate_reference (per 1,000 tokens of the other groups).
    """
    others = table.totals.sum(axis=0)[column] - n
    frame = pd.DataFrame({"group": table.labels[row], "term": table.terms[column], "n_reference": others})
    return frame.assign(rate_reference=per_thousand(others, table.tokens.sum() - table.tokens[row]))
