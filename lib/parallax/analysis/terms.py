"""Contrasts between groups of texts: which terms set each apart.

Every function takes a count matrix (units by terms), a label for each row and the terms' names; each
group, the target, is set against all others together, the reference.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.analysis.keyness.contrasts import keyness as keyness
from parallax.statistics import tfidf
from parallax.statistics.checks import Counts, Labels, check_columns, check_counts, check_groups, named_counts
from parallax.statistics.crosstab import against_others, tabulate
from parallax.statistics.dispersion import dispersion as dispersion
from parallax.statistics.measures import log_likelihood as log_likelihood
from parallax.statistics.measures import log_odds as log_odds
from parallax.statistics.measures import log_ratio as log_ratio
from parallax.statistics.measures import lrc as lrc
from parallax.statistics.totals import per_thousand

# Keyness and the measures on arrays have modules of their own; they can be had from here too.

DIGITS = 12  # weights equal to so many digits are tied: rounding in the last place ranks nothing


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
    counts : sparse array, array or DataFrame, shape (units, terms)
        Whole numbers; every term occurs somewhere. Columns of a DataFrame that have names have those of `terms`.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order. Rows of `counts`, labels and sizes belong together by their
        place; an index that pandas gives them is not looked at.
    terms : array of str, shape (terms,)
        Names of the columns.
    sizes : array of int, shape (units,), optional
        All tokens of each unit, the denominator of rates, and no fewer than are counted; by default the row sums.
    smooth, sublinear : bool
        See `statistics.tfidf.tf_idf`.

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
    table = tabulate(counts, groups, terms, sizes)
    idf = tfidf.inverse_document_frequency(table.using, len(table.labels), smooth=smooth)
    n, (row, column) = table.totals.data, table.totals.nonzero()
    frame = against_others(table, row, column, n)
    frame.insert(2, "n_target", n)
    frame.insert(4, "rate_target", per_thousand(n, table.tokens[row]))
    frame["paragraphs"] = table.paragraphs.data
    frame["document_frequency"] = table.using[column]
    frame["idf"] = idf[column]
    frame["tf_idf"] = tfidf.tf_idf(table.totals, smooth=smooth, sublinear=sublinear).data
    order = np.lexsort((table.terms[column], -n, -frame["tf_idf"].round(DIGITS), row))
    frame = frame.iloc[order].reset_index(drop=True)
    return frame.assign(rank=frame.groupby("group", sort=False).cumcount() + 1)


def idf_table(counts: Counts, groups: Labels) -> pd.DataFrame:
    """Show what as many documents as there are groups do to IDF.

    Parameters
    ----------
    counts, groups : arrays
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
    table = tabulate(matrix, groups, np.arange(matrix.shape[1]), None)
    n_groups = len(table.labels)
    df = np.arange(1, n_groups + 1)
    tokens = np.zeros(n_groups, dtype=np.int64)
    np.add.at(tokens, table.using - 1, table.totals.sum(axis=0))
    columns = {
        "document_frequency": df,
        "n_terms": np.bincount(table.using - 1, minlength=n_groups),
        "n_tokens": tokens,
        "idf_smooth": tfidf.inverse_document_frequency(df, n_groups),
        "idf_textbook": tfidf.inverse_document_frequency(df, n_groups, smooth=False),
    }
    return pd.DataFrame(columns)


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


def standing(counts: Counts, groups: Labels, terms: ArrayLike, contrasts: pd.DataFrame, n: int) -> np.ndarray:
    """Count, in each unit, the occurrences of its own group's first n terms.

    Parameters
    ----------
    counts, groups, terms
        As in `tf_idf`.
    contrasts : DataFrame
        As `tf_idf` returns it.
    n : int
        Terms a group.

    Returns
    -------
    ndarray of int64, shape (units,)
        To see whether a group's terms run through its text or stand in one place.

    Raises
    ------
    ValueError
        Bad counts, labels or names, or contrasts that lack a column or a group.
    """
    check_columns(contrasts, ("group", "term", "rank"), "contrasts")
    matrix, names = named_counts(counts, terms)
    labels, codes = check_groups(groups, matrix.shape[0])
    first = contrasts[contrasts["rank"] <= n].groupby("group", observed=True)["term"].agg(set)
    if lacking := [label for label in labels if label not in first.index]:
        raise ValueError(f"contrasts has no group {lacking[0]!r}; give what tf_idf returns of these counts and groups")
    counted = np.array([np.isin(names, list(first[label])) for label in labels])
    return np.asarray((matrix * counted[codes]).sum(axis=1)).ravel()
