"""Contrasts between groups of texts: which terms set each apart, and which it leaves out.

Every function takes a count matrix (units by terms), a label for each row and the terms' names; each
group, the target, is set against all others together, the reference.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax import weighting
from parallax.checks import (
    Counts,
    Labels,
    check_counts,
    check_groups,
    check_sizes,
    check_terms,
    check_tokens,
)
from parallax.resampling import generator, zero_bound
from parallax.weighting import group_totals, per_thousand

DIGITS = 12  # weights equal to so many digits are tied: rounding in the last place ranks nothing


class _Table(NamedTuple):
    """Counts summed by group; `totals` and `paragraphs` (groups by terms) store the same entries."""

    labels: np.ndarray
    terms: np.ndarray
    totals: csr_array
    paragraphs: csr_array
    tokens: np.ndarray
    using: np.ndarray


def tf_idf(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    smooth: bool = True,
    sublinear: bool = False,
) -> pd.DataFrame:
    """Rank the terms of each group by TF-IDF, each group being one document.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers; every term occurs somewhere.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order.
    terms : array of str, shape (terms,)
        Names of the columns.
    sizes : array of int, shape (units,), optional
        All tokens of each unit, the denominator of rates; by default the row sums.
    smooth, sublinear : bool
        See `weighting.tf_idf`.

    Returns
    -------
    DataFrame
        One row per group and term that it uses, by group and rank: group, term, n_target, n_reference,
        rate_target and rate_reference (per 1,000 tokens), paragraphs (units of the group that use the
        term), document_frequency (groups that use it), idf, tf_idf (a group's weights have Euclidean
        length 1), rank (1 is highest; ties go by count, then by name).

    Raises
    ------
    ValueError
        Bad counts, labels, sizes or names, fewer than two groups, a term that occurs nowhere.

    Notes
    -----
    The weights are those of scikit-learn's ``TfidfVectorizer`` over the groups as documents. With few
    groups IDF has few values (`idf_table`), so within each a rank only follows the count; it says nothing
    of chance or spread. Read it with `paragraphs`, and not as a habit beyond these texts.
    """
    table = _tabulate(counts, groups, terms, sizes)
    idf = weighting.inverse_document_frequency(table.using, len(table.labels), smooth=smooth)
    n, (row, column) = table.totals.data, table.totals.nonzero()
    frame = _contrast(table, row, column, n)
    frame.insert(2, "n_target", n)
    frame.insert(4, "rate_target", per_thousand(n, table.tokens[row]))
    frame["paragraphs"] = table.paragraphs.data
    frame["document_frequency"] = table.using[column]
    frame["idf"] = idf[column]
    frame["tf_idf"] = weighting.tf_idf(table.totals, smooth=smooth, sublinear=sublinear).data
    order = np.lexsort((table.terms[column], -n, -frame["tf_idf"].round(DIGITS), row))
    frame = frame.iloc[order].reset_index(drop=True)
    return frame.assign(rank=frame.groupby("group", sort=False).cumcount() + 1)


def idf_table(counts: Counts, groups: Labels) -> pd.DataFrame:
    """Show what as many documents as there are groups do to IDF.

    Parameters
    ----------
    counts, groups
        As in `tf_idf`.

    Returns
    -------
    DataFrame
        One row per document frequency, from 1 to the number of groups: document_frequency, n_terms,
        n_tokens (of those terms, in all groups), idf_smooth, idf_textbook. The textbook's is 0 in the
        last row: it silences the terms that all groups share.

    Raises
    ------
    ValueError
        As `tf_idf`.
    """
    matrix = check_counts(counts)
    table = _tabulate(matrix, groups, np.arange(matrix.shape[1]), None)
    n_groups = len(table.labels)
    df = np.arange(1, n_groups + 1)
    tokens = np.zeros(n_groups, dtype=np.int64)
    np.add.at(tokens, table.using - 1, table.totals.sum(axis=0))
    columns = {
        "document_frequency": df,
        "n_terms": np.bincount(table.using - 1, minlength=n_groups),
        "n_tokens": tokens,
        "idf_smooth": weighting.inverse_document_frequency(df, n_groups),
        "idf_textbook": weighting.inverse_document_frequency(df, n_groups, smooth=False),
    }
    return pd.DataFrame(columns)


def left_out(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    possible: pd.DataFrame | ArrayLike | None = None,
    min_groups: int | None = None,
    min_total: int = 5,
) -> pd.DataFrame:
    """List the terms that a group never uses though others do.

    Parameters
    ----------
    counts, groups, terms, sizes
        As in `tf_idf`.
    possible : DataFrame or array of bool, shape (groups, terms), optional
        False where a group could not have used a term, such as one for what came after it was written;
        those rows are left out. A DataFrame is read by its labels: groups and terms that it does not name
        are possible, and terms that `counts` does not have are passed over.
    min_groups : int, optional
        Other groups that must use the term; by default all but one of them, but not fewer than two.
    min_total : int
        Fewest uses by the others together.

    Returns
    -------
    DataFrame
        By group and falling `expected`: group, term, n_reference, rate_reference (per 1,000 tokens),
        groups_using, expected (uses that the group would have at the others' rate), bound (the highest
        rate per 1,000 that a zero in the group's tokens leaves open at 95 %, `resampling.zero_bound`),
        beyond_bound (rate_reference > bound).

    Raises
    ------
    ValueError
        As `tf_idf`; also a `possible` that is not boolean or does not fit, a bad `min_groups` or `min_total`.

    Notes
    -----
    Where `beyond_bound` is False, a text so short would often show this zero by chance: no omission to
    speak of. Where it is True, that is no test either: words cluster, and the terms looked at are many.
    """
    table = _tabulate(counts, groups, terms, sizes)
    total = table.totals.sum(axis=0)
    eligible = (table.using >= _needed(min_groups, len(table.labels))) & (total >= _at_least_one(min_total))
    row, column = np.nonzero((table.totals.toarray() == 0) & eligible & _possible(possible, table))
    frame = _contrast(table, row, column, 0)
    frame["groups_using"] = table.using[column]
    frame["expected"] = frame["rate_reference"] * table.tokens[row] / 1000
    frame["bound"] = 1000 * zero_bound(table.tokens[row])
    frame["beyond_bound"] = frame["rate_reference"] > frame["bound"]
    # Within a group `expected` goes as the others' count, which is whole, so that ties are exact.
    return frame.iloc[np.lexsort((table.terms[column], -total[column], row))].reset_index(drop=True)


def most_different(contrasts: pd.DataFrame, n: int) -> pd.DataFrame:
    """Keep, of each group, the terms whose rate lies highest above the reference.

    Parameters
    ----------
    contrasts : DataFrame
        As `tf_idf` returns it.
    n : int
        Terms a group.

    Returns
    -------
    DataFrame
        The rows kept, by group and falling difference, with a column difference (rates per 1,000; ties go by rank).
    """
    frame = contrasts.assign(difference=contrasts["rate_target"] - contrasts["rate_reference"])
    place = {group: order for order, group in enumerate(dict.fromkeys(frame["group"]))}
    order = np.lexsort((frame["rank"], -frame["difference"].round(DIGITS), frame["group"].map(place)))
    return frame.iloc[order].groupby("group", sort=False).head(n).reset_index(drop=True)


def by_chance(
    counts: Any, groups: Any, terms: ArrayLike, *, n_deals: int = 200, seed: int = 0, **options: Any
) -> pd.DataFrame:
    """Deal the units out at random and count what the same rules then find: a negative control.

    Parameters
    ----------
    counts, groups, terms
        As in `tf_idf`. Each deal gives every group as many units as it has, drawn from all.
    n_deals : int
        Deals.
    seed : int
        See `resampling.generator`.
    **options
        What `left_out` is called with.

    Returns
    -------
    DataFrame
        One row a deal: n_left_out (rows of `left_out`), n_beyond (of them beyond the bound), single_share (share of
        terms that one group only uses).

    Raises
    ------
    ValueError
        As `left_out`; also fewer than one deal.

    Notes
    -----
    Dealing mixes authors, dates and subjects. A figure that comes out of it as large as the real one shows what
    length and the number of groups do by themselves.
    """
    if n_deals < 1:
        raise ValueError(f"n_deals is {n_deals}; give 1 or more")
    matrix = check_counts(counts)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=2)
    rng = generator(seed, "contrasts.by_chance")
    rows = []
    for _ in range(n_deals):
        dealt = labels[rng.permutation(codes)]
        absent = left_out(matrix, dealt, terms, **options)
        using = weighting.document_frequency(group_totals(matrix, dealt)[1])
        rows.append((len(absent), int(absent["beyond_bound"].sum()), float((using == 1).mean())))
    return pd.DataFrame(rows, columns=["n_left_out", "n_beyond", "single_share"])


def _tabulate(counts: Counts, groups: Labels, terms: ArrayLike, sizes: ArrayLike | None) -> _Table:
    """Check the arguments that all contrasts share, and sum them by group."""
    matrix = check_counts(counts)
    names = check_terms(terms, matrix.shape[1])
    tokens = check_sizes(sizes, matrix)
    labels, _ = check_groups(groups, matrix.shape[0], at_least=2)
    totals, group_tokens = group_totals(matrix, groups)[1], group_totals(tokens, groups)[1]
    using = weighting.document_frequency(totals)
    if (using == 0).any():
        raise ValueError(
            f"counts has no {str(names[np.argmin(using)])!r} anywhere; drop columns that sum to 0"
        )
    check_tokens(group_tokens, labels)
    return _Table(labels, names, totals, group_totals(matrix > 0, groups)[1], group_tokens, using)


def _contrast(table: _Table, row: np.ndarray, column: np.ndarray, n: np.ndarray | int) -> pd.DataFrame:
    """Set group and term beside the count and rate of that term in all other groups."""
    others = table.totals.sum(axis=0)[column] - n
    frame = pd.DataFrame({"group": table.labels[row], "term": table.terms[column], "n_reference": others})
    return frame.assign(rate_reference=per_thousand(others, table.tokens.sum() - table.tokens[row]))


def _needed(min_groups: int | None, n_groups: int) -> int:
    """Give the number of other groups that must use a term."""
    if min_groups is None:
        return min(n_groups - 1, max(2, n_groups - 2))
    if not 1 <= min_groups < n_groups:
        raise ValueError(f"min_groups is {min_groups}; with {n_groups} groups give 1 to {n_groups - 1}")
    return min_groups


def _at_least_one(min_total: int) -> int:
    if min_total < 1:
        raise ValueError(f"min_total is {min_total}; a term left out has been used, so give 1 or more")
    return min_total


def _possible(possible: pd.DataFrame | ArrayLike | None, table: _Table) -> np.ndarray:
    """Bring `possible` into groups by terms."""
    shape = table.totals.shape
    if possible is None:
        return np.ones(shape, dtype=bool)
    if isinstance(possible, pd.DataFrame):
        unknown = possible.index.difference(pd.Index(table.labels))
        if len(unknown):
            raise ValueError(f"possible names {unknown[0]!r}, which groups does not; correct its index")
        possible = possible.reindex(index=table.labels, columns=table.terms, fill_value=True)
    values = np.asarray(possible)
    if values.shape != shape or values.dtype != bool:
        raise ValueError(f"possible is {values.dtype} {values.shape}; give True or False in shape {shape}")
    return values
