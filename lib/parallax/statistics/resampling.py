"""Resampling of paragraphs: how firm a number is when paragraphs are reweighted or deleted.

Nothing here speaks of an outlet. The articles are given, not sampled; an interval says how much of a number rests on a
few of these paragraphs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax.statistics.arrays import per_thousand, unmasked
from parallax.statistics.draws import weights
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

BLOCK_VALUES = 4_000_000  # numbers in one block of resampled rates: 32 MB


class RateIntervals(NamedTuple):
    """Rates per 1,000 tokens with the ends of their intervals.

    Attributes
    ----------
    labels : ndarray, shape (groups,)
        The groups, in their order.
    rate, low, high : ndarray of float, shape (groups, columns)
        `low` and `high` are NaN for a group with too few units.
    """

    labels: np.ndarray
    rate: np.ndarray
    low: np.ndarray
    high: np.ndarray


def zero_bound(total: ArrayLike, level: float = 0.95) -> np.ndarray:
    """Give the highest share that a count of zero in `total` tokens leaves open.

    Parameters
    ----------
    total : int or array of int
        Tokens looked at, above zero.
    level : float
        Confidence of the one-sided bound.

    Returns
    -------
    ndarray of float, shape of `total`
        1 - (1 - level)^(1 / total), near 3 / total at 95 %: a share of tokens, not a rate per 1,000.

    Raises
    ------
    ValueError
        A total of zero or less, or a level outside 0 to 1.

    Notes
    -----
    One-sided Clopper & Pearson (1934), which takes tokens as independent. Words come in clusters, so the
    true bound is wider: read it as the least doubt that a zero leaves, never as proof of an omission.

    Examples
    --------
    >>> (1000 * zero_bound([300, 3000])).round(1).tolist()
    [9.9, 1.0]
    """
    tokens = unmasked(total, "total").astype(float)
    if not (tokens > 0).all():
        raise ValueError("total holds a zero, negative or missing total; a bound needs tokens looked at")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; give a share between 0 and 1, such as 0.95")
    return -np.expm1(np.log1p(-level) / tokens)


def bootstrap_rates(units: Units, settings: Settings, *, name: str = "bootstrap_rates") -> RateIntervals:
    """Give each group's rates per 1,000 tokens with intervals from resampling its units.

    Parameters
    ----------
    units : Units
        What is counted, such as paragraphs; documents are drawn whole, see `statistics.units.Units.drawn`.
    settings : Settings
        Of which `n_resamples`, `level`, `min_units` and `seed` are used. A group with fewer than `min_units` units that
        have tokens gets NaN for both ends: show each of its units instead.
    name : str
        Of the analysis, see `statistics.draws.weights`.

    Returns
    -------
    RateIntervals
        One row a group, one column a term, in the order of the units' terms.

    Raises
    ------
    ValueError
        A group without tokens.

    Notes
    -----
    A bootstrap (Efron & Tibshirani 1993, chapter 13) in which each unit draws by itself how often it comes, see
    `statistics.draws.weights`. A resample's rate is a ratio of sums, counts over sizes, not a mean of rates; the ends
    are percentiles. A count of zero would give the false interval [0, 0]; it gets 0 and the `zero_bound` of the group's
    tokens. Units without tokens are not drawn.

    The interval shows how stable these texts are: what becomes of a rate when paragraphs are deleted or reweighted. It
    depends neither on the order of units and terms nor on the other groups and terms.

    When not to use it: as an interval for an outlet, from which nothing was sampled; or to see whether two groups
    differ, for which there is `statistics.differences.rate_differences`.

    Examples
    --------
    >>> units = Units([[2, 0], [1, 0], [3, 0], [1, 0]], ["boat", "net"], sizes=[20, 30, 40, 10])
    >>> found = bootstrap_rates(units, Settings(seed=1, min_units=2))
    >>> found.rate.tolist(), found.low.round(1).tolist(), found.high.round(1).tolist()
    ([[70.0, 0.0]], [[42.9, 0.0]], [[100.0, 29.5]])
    """
    units.require_groups(at_least=1)
    units = units.drawn
    low, high = np.full((2, *units.totals.shape), np.nan)
    for group in range(len(units.labels)):
        rows = np.flatnonzero((units.codes == group) & (units.sizes > 0))
        if len(rows) < settings.min_units:
            continue
        drawn = weights(units.ids[rows], settings.n_resamples, seed=settings.seed, name=name)
        low[group], high[group] = _rate_ends(drawn, units.counts[rows], units.sizes[rows], settings.level)
    unseen = (units.totals.toarray() == 0) & ~np.isnan(high)
    bounds = 1000 * zero_bound(units.tokens, settings.level)[:, np.newaxis]
    return RateIntervals(units.labels, units.rates, low, np.where(unseen, bounds, high))


def _rate_ends(drawn: np.ndarray, counts: csr_array, tokens: np.ndarray, level: float) -> np.ndarray:
    """Take percentiles of the resampled rates, as many columns at a time as memory allows."""
    ends = ((1 - level) / 2, (1 + level) / 2)
    denominators = (drawn @ tokens)[:, np.newaxis]
    width = max(1, BLOCK_VALUES // len(drawn))
    blocks = [
        np.quantile(per_thousand(drawn @ counts[:, start : start + width], denominators), ends, axis=0)
        for start in range(0, counts.shape[1], width)
    ]
    return np.concatenate(blocks, axis=1)
