"""Keyness: the use of every term in each group against all other groups, by every measure and with its doubts."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import false_discovery_control

from parallax.analysis.keyness import design, firmness
from parallax.statistics.checks import (
    Counts,
    Labels,
    check_counts,
    check_groups,
    check_sizes,
    check_varied,
    named_counts,
)
from parallax.statistics.crosstab import tabulate
from parallax.statistics.measures import log_likelihood, log_ratio, lrc
from parallax.statistics.resampling import check_resampling
from parallax.statistics.totals import per_thousand

DIGITS = 12  # values of z equal to so many digits are tied: rounding in the last place ranks nothing


class Settings(TypedDict, total=False):
    """What `keyness` can be told by keyword beside sizes and seed; see there."""

    n_resamples: int
    n_permutations: int | None
    strength: float
    level: float
    min_total: int
    min_units: int


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
    counts : sparse array, array or DataFrame, shape (units, terms)
        Whole numbers; every term occurs somewhere. Columns of a DataFrame that have names have those of `terms`. Units
        are what is resampled: paragraphs, say, or documents.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order. Rows of `counts`, labels and sizes belong together by their
        place; an index that pandas gives them is not looked at.
    terms : array of str, shape (terms,)
        Names of the columns.
    sizes : array of int, shape (units,), optional
        All tokens of each unit, the denominator of rates, and no fewer than are counted; by default the row sums.
    n_resamples, n_permutations : int
        Resamples for intervals, and permutations for p and q; as many of the latter by default, and none at 0.
    seed : int
        See `statistics.resampling.generator`.
    strength : float
        Of the prior, see `statistics.measures.log_odds`.
    level : float
        Share of the resamples inside an interval.
    min_total : int
        Terms with fewer uses in all have no lrc, interval, p, q or p_max_t.
    min_units : int
        A contrast of which either side has fewer units has no interval: look at each of them instead.

    Returns
    -------
    DataFrame
        One row per group and term, by group and falling z (ties by name): group, term; n_target, n_reference;
        rate_target, rate_reference (per 1,000 tokens); paragraphs, paragraphs_reference (units that use the term);
        rate_highest (the highest rate in any single other group); dp (of the target, missing where it never uses the
        term); log_ratio, log_odds, z, g2, lrc (see `measures`; `lrc` corrects for the terms with `min_total` uses);
        ci_low, ci_high (of log_odds, `analysis.keyness.firmness.intervals`);
        p, q, p_max_t (`analysis.keyness.firmness.shuffled`; q after Benjamini & Hochberg 1995, over all groups and
        eligible terms); log_odds_loo (`analysis.keyness.firmness.leave_one_out`).

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
    matrix, names = named_counts(counts, terms)
    table = tabulate(matrix, groups, names, sizes)
    check_varied(matrix)
    by_name = np.argsort(table.terms)
    given = design.design(
        check_counts(matrix[:, by_name]), check_sizes(sizes, matrix), check_groups(groups, matrix.shape[0]), strength
    )
    eligible = np.flatnonzero(given.totals.sum(axis=0) >= min_total)
    if not len(eligible):
        raise ValueError(f"min_total is {min_total}, and no term has so many uses; lower it or give more text")
    few = given.only(eligible)
    low, high = firmness.intervals(few, n_resamples=n_resamples, level=level, min_units=min_units, seed=seed)
    found = {"lrc": _conservative(few), "ci_low": low, "ci_high": high}
    if n_permutations != 0:
        p, p_max_t = firmness.shuffled(few, n_permutations=n_permutations or n_resamples, seed=seed)
        found |= {"p": p, "q": false_discovery_control(p.ravel()).reshape(p.shape), "p_max_t": p_max_t}
    found = {name: _all_terms(values, eligible, given.totals.shape) for name, values in found.items()}
    found = _measured(given) | found | {"log_odds_loo": firmness.leave_one_out(given)}
    group, term = np.divmod(np.arange(given.totals.size), len(by_name))
    frame = pd.DataFrame({"group": table.labels[group], "term": table.terms[by_name][term]})
    frame = frame.assign(**{name: values.ravel() for name, values in found.items()})
    return frame.iloc[np.lexsort((term, -frame["z"].round(DIGITS), group))].reset_index(drop=True)


def _measured(given: design.Design) -> dict[str, np.ndarray]:
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
        "rate_highest": _highest_other(per_thousand(a, n1)),
        "paragraphs": using.astype(np.int64),
        "paragraphs_reference": (using.sum(axis=0) - using).astype(np.int64),
        "dp": given.dispersion(),
        "log_ratio": log_ratio(a, b, n1, n2),
        "log_odds": found,
        "z": z,
        "g2": log_likelihood(a, b, n1, n2),
    }


def _highest_other(rates: np.ndarray) -> np.ndarray:
    """Return, for each group and term, the highest rate among the other groups."""
    order = np.argsort(rates, axis=0, kind="stable")
    first, second = (np.take_along_axis(rates, order[-place][np.newaxis], axis=0) for place in (1, 2))
    return np.where(np.arange(len(rates))[:, np.newaxis] == order[-1], second, first)


def _conservative(few: design.Design) -> np.ndarray:
    """Return the conservative log ratios, corrected for the terms that are looked at."""
    n1, b = few.tokens[:, np.newaxis], few.totals.sum(axis=0) - few.totals
    return lrc(few.totals, b, n1, n1.sum() - n1)


def _all_terms(values: np.ndarray, eligible: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Put values of the eligible terms in their place among all terms; the others have none."""
    spread = np.full(shape, np.nan)
    spread[:, eligible] = values
    return spread
