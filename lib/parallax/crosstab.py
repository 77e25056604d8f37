"""Counts of terms summed by group: the table that contrasts and omissions are read off."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax.checks import Counts, Labels, check_counts, check_groups, check_sizes, check_terms, check_tokens
from parallax.weighting import document_frequency, group_totals, per_thousand


class GroupTable(NamedTuple):
    """Counts summed by group; `totals` and `paragraphs` (groups by terms) store the same entries."""

    labels: np.ndarray
    terms: np.ndarray
    totals: csr_array
    paragraphs: csr_array
    tokens: np.ndarray
    using: np.ndarray


def tabulate(counts: Counts, groups: Labels, terms: ArrayLike, sizes: ArrayLike | None) -> GroupTable:
    """Check the arguments that all contrasts share, and sum them by group."""
    matrix = check_counts(counts)
    names = check_terms(terms, matrix.shape[1])
    tokens = check_sizes(sizes, matrix)
    labels, _ = check_groups(groups, matrix.shape[0], at_least=2)
    totals, group_tokens = group_totals(matrix, groups)[1], group_totals(tokens, groups)[1]
    using = document_frequency(totals)
    if (using == 0).any():
        raise ValueError(f"counts has no {str(names[np.argmin(using)])!r} anywhere; drop columns that sum to 0")
    check_tokens(group_tokens, labels)
    return GroupTable(labels, names, totals, group_totals(matrix > 0, groups)[1], group_tokens, using)


def against_others(table: GroupTable, row: np.ndarray, column: np.ndarray, n: np.ndarray | int) -> pd.DataFrame:
    """Set group and term beside the count and rate of that term in all other groups."""
    others = table.totals.sum(axis=0)[column] - n
    frame = pd.DataFrame({"group": table.labels[row], "term": table.terms[column], "n_reference": others})
    return frame.assign(rate_reference=per_thousand(others, table.tokens.sum() - table.tokens[row]))
