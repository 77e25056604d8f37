"""Contrasts between groups of texts: which terms set each apart.

Every function takes a count matrix (units by terms), a label for each row and the terms' names; each
group, the target, is set against all others together, the reference.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import false_discovery_control

from parallax import contrast_design, contrast_stability, weighting
from parallax.checks import (
    Counts,
    Labels,
    check_counts,
    check_groups,
    check_sizes,
    check_terms,
    check_varied,
)
from parallax.crosstab import against_others, tabulate
from parallax.measures import dispersion, log_likelihood, log_odds, log_ratio, lrc
from parallax.resampling import check_resampling
from parallax.weighting import per_thousand

# The measures on arrays stand in `measures`; they can be had from here too.
__all__ = ["dispersion", "idf_table", "keyness", "log_likelihood", "log_odds", "log_ratio", "lrc", "most_different"]
__all__ += ["standing", "tf_idf"]

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
    table = tabulate(counts, groups, terms, sizes)
    idf = weighting.inverse_document_frequency(table.using, len(table.labels), smooth=smooth)
    n, (row, column) = table.totals.data, table.totals.nonzero()
    frame = against_others(table, row, column, n)
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
        "idf_smooth": weighting.inverse_document_frequency(df, n_groups),
        "idf_textbook": weighting.inverse_document_frequency(df, n_groups, smooth=False),
    }
    return pd.DataFrame(columns)


def keyness(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    n_resamples: int = 1000,
    n_permutations: int | None = None,
    seed: int = 0,
    strength: float = 0.1,
    level: float = 0.95,
    min_total: int = 5,
    min_units: int = 10,
) -> pd.DataFrame:
    """Compare the use of every term in each group with all other groups, by every measure and with its doubts.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers; every term occurs somewhere. Units are what is resampled: paragraphs, say, or documents.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order.
    terms : array of str, shape (terms,)
        Names of the columns.
    sizes : array of int, shape (units,), optional
        All tokens of each unit, the denominator of rates; by default the row sums.
    n_resamples, n_permutations : int
        Resamples for intervals, and permutations for p and q; as many of the latter by default, and none at 0.
    seed : int
        See `resampling.generator`.
    strength : float
        Of the prior, see `measures.log_odds`.
    level : float
        Share of the resamples inside an interval.
    min_total : int
        Terms with fewer uses in all have no interval, p, q or p_max_t.
    min_units : int
        A contrast of which either side has fewer units has no interval: look at each of them instead.

    Returns
    -------
    DataFrame
        One row per group and term, by group and falling z (ties by name): group, term; n_target, n_reference;
        rate_target, rate_reference (per 1,000 tokens); paragraphs, paragraphs_reference (units that use the term);
        dp (of the target, missing where it never uses the term); log_ratio, log_odds, z, g2, lrc (see `measures`;
        `lrc` corrects for all terms given); ci_low, ci_high (of log_odds, `contrast_stability.intervals`);
        p, q, p_max_t (`contrast_stability.shuffled`; q after Benjamini & Hochberg 1995, over all groups and eligible
        terms); log_odds_loo (`contrast_stability.leave_one_out`).

    Raises
    ------
    ValueError
        Bad counts, labels, sizes or names, counts that are all equal, fewer than two groups, a term that occurs nowhere
        or is every token, no term with `min_total` uses, or a bad setting.

    Notes
    -----
    Intervals show what becomes of a contrast when the units at hand are reweighted, and p how well labels separate
    them. Neither speaks of an author or outlet of whom one text was read. With few units a permutation p cannot be
    small, and with two groups each contrast stands there twice, once from each side.
    """
    check_resampling(n_resamples, min_units, level)
    if n_permutations is not None and n_permutations < 0:
        raise ValueError(f"n_permutations is {n_permutations}; give 1 or more, or 0 for none")
    matrix = check_counts(counts)
    table = tabulate(matrix, groups, terms, sizes)
    check_varied(matrix)
    by_name = np.argsort(table.terms)
    given = contrast_design.design(
        check_counts(matrix[:, by_name]), check_sizes(sizes, matrix), check_groups(groups, matrix.shape[0]), strength
    )
    eligible = np.flatnonzero(given.totals.sum(axis=0) >= min_total)
    if not len(eligible):
        raise ValueError(f"min_total is {min_total}, and no term has so many uses; lower it or give more text")
    few = given.only(eligible)
    low, high = contrast_stability.intervals(few, n_resamples=n_resamples, level=level, min_units=min_units, seed=seed)
    found = {"ci_low": low, "ci_high": high}
    if n_permutations != 0:
        p, p_max_t = contrast_stability.shuffled(few, n_permutations=n_permutations or n_resamples, seed=seed)
        found |= {"p": p, "q": false_discovery_control(p.ravel()).reshape(p.shape), "p_max_t": p_max_t}
    found = {name: _all_terms(values, eligible, given.totals.shape) for name, values in found.items()}
    found = _measured(given) | found | {"log_odds_loo": contrast_stability.leave_one_out(given)}
    group, term = np.divmod(np.arange(given.totals.size), len(by_name))
    frame = pd.DataFrame({"group": table.labels[group], "term": table.terms[by_name][term]})
    frame = frame.assign(**{name: values.ravel() for name, values in found.items()})
    return frame.iloc[np.lexsort((term, -frame["z"].round(DIGITS), group))].reset_index(drop=True)


def _measured(given: contrast_design.Design) -> dict[str, np.ndarray]:
    """Return counts, rates and measures, each of shape (groups, terms)."""
    n1 = given.tokens[:, np.newaxis]
    a, n2 = given.totals, n1.sum() - n1
    b = a.sum(axis=0) - a
    using = given.using()
    found, z = given.log_odds()
    return {
        "n_target": a.astype(np.int64),
        "n_reference": b.astype(np.int64),
        "rate_target": per_thousand(a, n1),
        "rate_reference": per_thousand(b, n2),
        "paragraphs": using.astype(np.int64),
        "paragraphs_reference": (using.sum(axis=0) - using).astype(np.int64),
        "dp": given.dispersion(),
        "log_ratio": log_ratio(a, b, n1, n2),
        "log_odds": found,
        "z": z,
        "g2": log_likelihood(a, b, n1, n2),
        "lrc": lrc(a, b, n1, n2),
    }


def _all_terms(values: np.ndarray, eligible: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Put values of the eligible terms in their place among all terms; the others have none."""
    spread = np.full(shape, np.nan)
    spread[:, eligible] = values
    return spread


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
    """
    matrix = check_counts(counts)
    names = check_terms(terms, matrix.shape[1])
    labels, codes = check_groups(groups, matrix.shape[0])
    first = contrasts[contrasts["rank"] <= n].groupby("group", observed=True)["term"].agg(set)
    counted = np.array([np.isin(names, list(first.get(label, set()))) for label in labels])
    return np.asarray((matrix * counted[codes]).sum(axis=1)).ravel()
