"""Contrasts between groups of texts: which terms set each apart.

Each group, the target, is set against all others together, the reference.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics import tfidf
from parallax.statistics.arrays import Ints, per_thousand
from parallax.statistics.checks import Counts, Labels, check_columns
from parallax.statistics.units import Units, as_units

DIGITS = 12  # weights equal to so many digits are tied: rounding in the last place ranks nothing


def tf_idf(
    counts: Counts | Units,
    groups: Labels | None = None,
    terms: ArrayLike | None = None,
    *,
    sizes: ArrayLike | None = None,
    smooth: bool = True,
) -> pd.DataFrame:
    """Rank the terms of each group by TF-IDF, each group being one document.

    Parameters
    ----------
    counts : Units, sparse array, array or DataFrame
        Two groups or more, each with tokens; every term occurs somewhere.
    groups, terms, sizes : arrays, optional
        As in `statistics.units.Units`, where counts are not Units.
    smooth : bool
        See `statistics.tfidf.inverse_document_frequency`.

    Returns
    -------
    DataFrame
        One row per group and term that it uses, by group and rank: group, term, n_target, n_reference,
        rate_target and rate_reference (per 1,000 tokens), paragraphs (units of the group that use the
        term), document_frequency (groups that use it), idf, tf_idf (a group's weights have Euclidean
        length 1), rank (1 is highest; ties go by count, then by name).

    Notes
    -----
    The weights are those of scikit-learn's ``TfidfVectorizer`` over the groups as documents. With few
    groups IDF has few values (`idf_table`), so within each a rank only follows the count; it says nothing
    of chance or spread. Read it with `paragraphs`, and not as a habit beyond these texts.

    Examples
    --------
    >>> table = tf_idf([[2, 1], [1, 1], [0, 3]], ["dock", "dock", "reef"], ["boat", "net"])
    >>> table[["group", "term", "n_target", "document_frequency", "tf_idf"]].round(2).values.tolist()
    [['dock', 'boat', 3, 1, 0.9], ['dock', 'net', 2, 2, 0.43], ['reef', 'net', 3, 2, 1.0]]
    """
    units = as_units(counts, groups, terms, sizes)
    _require_contrasts(units)
    n, (row, column) = units.totals.data, units.totals.nonzero()
    frame = against_others(units, row, column, n)
    frame.insert(2, "n_target", n)
    frame.insert(4, "rate_target", per_thousand(n, units.tokens[row]))
    frame["paragraphs"] = units.using.data
    df = units.groups_using
    frame["document_frequency"] = df[column]
    frame["idf"] = tfidf.inverse_document_frequency(df, len(units.labels), smooth=smooth)[column]
    frame["tf_idf"] = tfidf.tf_idf(units.totals, smooth=smooth).data
    order = np.lexsort((units.terms[column], -n, -frame["tf_idf"].round(DIGITS), row))
    frame = frame.iloc[order].reset_index(drop=True)
    return frame.assign(rank=frame.groupby("group", sort=False).cumcount() + 1)


def idf_table(units: Units) -> pd.DataFrame:
    """Show what as many documents as there are groups, of units as in `tf_idf`, do to IDF.

    Returns
    -------
    DataFrame
        One row per document frequency, from 1 to the number of groups: document_frequency, n_terms,
        n_tokens (of those terms, in all groups), idf_smooth, idf_textbook. The textbook's is 0 in the
        last row: it silences the terms that all groups share.

    Examples
    --------
    >>> units = Units([[2, 1], [0, 3]], ["boat", "net"], ["dock", "reef"])
    >>> idf_table(units).round(2).values.tolist()
    [[1.0, 1.0, 2.0, 1.41, 0.69], [2.0, 1.0, 4.0, 1.0, 0.0]]
    """
    _require_contrasts(units)
    n_groups, using = len(units.labels), units.groups_using
    df = np.arange(1, n_groups + 1)
    tokens = np.bincount(using - 1, weights=units.totals.sum(axis=0), minlength=n_groups).astype(np.int64)
    columns = {
        "document_frequency": df,
        "n_terms": np.bincount(using - 1, minlength=n_groups),
        "n_tokens": tokens,
        "idf_smooth": tfidf.inverse_document_frequency(df, n_groups),
        "idf_textbook": tfidf.inverse_document_frequency(df, n_groups, smooth=False),
    }
    return pd.DataFrame(columns)


def most_different(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Keep, of what `tf_idf` returns, the n terms of each group whose rate lies highest above the reference.

    Returns
    -------
    DataFrame
        The rows kept, by group and falling difference, with a column difference (rates per 1,000; ties go by rank).

    Examples
    --------
    >>> table = tf_idf([[2, 1], [1, 1], [0, 3]], ["dock", "dock", "reef"], ["boat", "net"])
    >>> most_different(table, 1)[["group", "term", "difference"]].values.tolist()
    [['dock', 'boat', 600.0], ['reef', 'net', 600.0]]
    """
    frame = table.assign(difference=table["rate_target"] - table["rate_reference"])
    order = np.lexsort((frame["rank"], -frame["difference"].round(DIGITS), pd.factorize(frame["group"])[0]))
    return frame.iloc[order].groupby("group", sort=False).head(n).reset_index(drop=True)


def count_own_terms(units: Units, contrasts: pd.DataFrame, n: int) -> Ints:
    """Count, in each unit, the occurrences of the first n terms that `tf_idf` gives its own group (shape (units,)).

    It shows whether a group's terms run through its text or stand in one place.
    """
    check_columns(contrasts, ("group", "term", "rank"), "contrasts")
    first = contrasts[contrasts["rank"] <= n].groupby("group", observed=True)["term"].agg(set)
    if absent := [label for label in units.labels if label not in first.index]:
        raise ValueError(f"contrasts has no group {absent[0]!r}; give what tf_idf returns of these units")
    counted = np.array([np.isin(units.terms, list(first[label])) for label in units.labels])
    return np.asarray((units.counts * counted[units.codes]).sum(axis=1)).ravel()


def against_others(units: Units, row: Ints, column: Ints, n: Ints | int) -> pd.DataFrame:
    """Set group and term beside the count and rate of that term in all other groups.

    `row` and `column` are places of groups and terms, one pair each; `n`, the uses by the group, is taken off the
    total.

    Returns
    -------
    DataFrame
        One row a pair: group, term, n_reference, rate_reference (per 1,000 tokens of the other groups).
    """
    others = units.totals.sum(axis=0)[column] - n
    frame = pd.DataFrame({"group": units.labels[row], "term": units.terms[column], "n_reference": others})
    return frame.assign(rate_reference=per_thousand(others, units.tokens.sum() - units.tokens[row]))


def _require_contrasts(units: Units) -> None:
    units.require_groups()
    units.require_used()
