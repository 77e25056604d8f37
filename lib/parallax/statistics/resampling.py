"""Resampling of paragraphs: how firmly a number stands when paragraphs are reweighted or deleted.

Nothing here speaks of an outlet. The articles are given, not sampled; an interval says how much of a number rests on a
few of the paragraphs at hand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax.statistics.arrays import per_thousand, unmasked
from parallax.statistics.checks import check_seed
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units
from parallax.statistics.units import row_order as row_order

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


def generator(seed: int, name: str) -> np.random.Generator:
    """Give a random generator keyed by a seed and the name of the analysis.

    Parameters
    ----------
    seed : int
        Zero or more.
    name : str
        Analyses with other names draw other numbers from one seed, in whatever order they run.

    Returns
    -------
    numpy.random.Generator
        PCG64 on ``SeedSequence([seed, *name.encode()])``, the same in every Python, unlike ``hash``.

    Raises
    ------
    ValueError
        A seed that is no whole number of zero or more, or no name.
    """
    check_seed(seed, name)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([int(seed), *name.encode()])))


def unit_weights(rng: np.random.Generator, n_units: int, n_resamples: int, n_drawn: int | None = None) -> np.ndarray:
    """Draw how often each unit comes in each bootstrap resample.

    Parameters
    ----------
    rng : numpy.random.Generator
        See `generator`.
    n_units, n_resamples : int
        Units drawn from; times.
    n_drawn : int, optional
        Units drawn each time; as many as there are by default.

    Returns
    -------
    ndarray of int64, shape (n_resamples, n_units)
        Multinomial weights; each row sums to `n_drawn`.
    """
    # Whole-number draws, counted: numpy's multinomial goes through logarithms, which differ by processor.
    drawn = rng.integers(0, n_units, size=(n_resamples, n_units if n_drawn is None else n_drawn))
    drawn += n_units * np.arange(n_resamples)[:, np.newaxis]
    return np.bincount(drawn.ravel(), minlength=n_resamples * n_units).reshape(n_resamples, n_units)


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
    return -np.expm1(np.log1p(-_level(level)) / tokens)


def bootstrap_rates(units: Units, settings: Settings, *, name: str = "bootstrap_rates") -> RateIntervals:
    """Give each group's rates per 1,000 tokens with intervals from resampling its units.

    Parameters
    ----------
    units : Units
        What is counted, such as paragraphs.
    settings : Settings
        Of which `n_resamples`, `level`, `min_units` and `seed` are used. A group with fewer than `min_units` units that
        have tokens gets NaN for both ends: show each of its units instead.
    name : str
        Of the analysis, see `generator`. Each group draws from a stream that is keyed by its label too.

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
    Units of a group are drawn with replacement (Efron & Tibshirani 1993, chapter 13). A resample's rate is a ratio of
    sums, counts over sizes, not a mean of rates; the ends are percentiles. A count of zero would give the false
    interval [0, 0]; it gets 0 and the `zero_bound` of the group's tokens. Units without tokens are not drawn.

    The interval shows how stable these texts are: what becomes of a rate when paragraphs are deleted or reweighted. It
    does not depend on the order of the units, nor on that of the terms.

    When not to use it: as an interval for an outlet, from which nothing was sampled; or to see whether two groups
    differ, for which there is `statistics.differences.rate_differences`.

    Examples
    --------
    >>> units = Units([[2, 0], [1, 0], [3, 0], [1, 0]], ["boat", "net"], sizes=[20, 30, 40, 10])
    >>> found = bootstrap_rates(units, Settings(seed=1, min_units=2))
    >>> found.rate.tolist(), found.low.round(1).tolist(), found.high.round(1).tolist()
    ([[70.0, 0.0]], [[45.5, 0.0]], [[100.0, 29.5]])
    """
    units.require_groups(at_least=1)
    low, high = np.full((2, *units.totals.shape), np.nan)
    for group, rows in enumerate(drawn_rows(units)):
        if len(rows) < settings.min_units:
            continue
        rng = generator(settings.seed, f"{name}/{units.labels[group]}")
        weights = unit_weights(rng, len(rows), settings.n_resamples)
        low[group], high[group] = _rate_ends(weights, units.counts[rows], units.sizes[rows], settings.level)
    unseen = (units.totals.toarray() == 0) & ~np.isnan(high)
    bounds = 1000 * zero_bound(units.tokens, settings.level)[:, np.newaxis]
    return RateIntervals(units.labels, units.rates, low, np.where(unseen, bounds, high))


def drawn_rows(units: Units) -> list[np.ndarray]:
    """List the units of each group that a resample draws from: those with tokens, in canonical order.

    Parameters
    ----------
    units : Units
        All of them.

    Returns
    -------
    list of ndarray of int64
        Their places, one array a group.
    """
    rows = units.order[units.sizes[units.order] > 0]
    return [rows[units.codes[rows] == group] for group in range(len(units.labels))]


def _rate_ends(weights: np.ndarray, counts: csr_array, tokens: np.ndarray, level: float) -> np.ndarray:
    """Take percentiles of the resampled rates, as many columns at a time as memory allows."""
    ends = ((1 - level) / 2, (1 + level) / 2)
    denominators = (weights @ tokens)[:, np.newaxis]
    by_column = counts.tocsc()
    width = max(1, BLOCK_VALUES // len(weights))
    blocks = [
        np.quantile(per_thousand(weights @ by_column[:, start : start + width], denominators), ends, axis=0)
        for start in range(0, counts.shape[1], width)
    ]
    return np.concatenate(blocks, axis=1)


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; give a share between 0 and 1, such as 0.95")
    return level


def check_resampling(n_resamples: int, min_units: int, level: float) -> None:
    """Check the settings that every resampling takes.

    Parameters
    ----------
    n_resamples, min_units, level : int, int, float
        As in `bootstrap_rates`.

    Raises
    ------
    ValueError
        Fewer than one resample, fewer than two units, or a level outside 0 to 1.
    """
    _level(level)
    if n_resamples < 1:
        raise ValueError(f"n_resamples is {n_resamples}; give 1 or more, and 1000 for a steady interval")
    if min_units < 2:
        raise ValueError(f"min_units is {min_units}; one paragraph cannot be resampled, so give 2 or more")
