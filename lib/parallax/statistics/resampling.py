"""Resampling of paragraphs: how firmly a number stands when paragraphs are reweighted or deleted.

Nothing here speaks of an outlet. The articles are given, not sampled; an interval says how much of a
number rests on a few of the paragraphs at hand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from parallax.statistics.arrays import unmasked
from parallax.statistics.checks import Counts, Labels, check_counts, check_groups, check_sizes, check_tokens
from parallax.statistics.totals import group_totals, per_thousand

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
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed is {seed!r}; give a whole number, zero or more")
    if not name:
        raise ValueError("name is empty; name the analysis, so that it draws numbers of its own")
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
    """
    tokens = unmasked(total, "total").astype(float)
    if not (tokens > 0).all():
        raise ValueError("total holds a zero, negative or missing total; a bound needs tokens looked at")
    return -np.expm1(np.log1p(-_level(level)) / tokens)


def row_order(counts: csr_array, first: np.ndarray | None = None) -> np.ndarray:
    """Order rows by what they hold, so that no result depends on the order they came in.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, columns)
        As `statistics.checks.check_counts` returns it.
    first : array of int, shape (units,), optional
        A number to sort by before the counts are looked at.

    Returns
    -------
    ndarray of int64, shape (units,)
        Row positions in canonical order; rows equal in every count keep the order they came in.
    """
    lead = np.zeros(counts.shape[0], np.int64) if first is None else first
    # Big-endian bytes of whole numbers sort as the numbers do, on every machine.
    columns, values = counts.indices.astype(">i8"), counts.data.astype(">i8")
    spans = [slice(*ends) for ends in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)]
    keys = [(lead[i], columns[span].tobytes(), values[span].tobytes()) for i, span in enumerate(spans)]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def bootstrap_rates(
    counts: Counts,
    sizes: ArrayLike | None,
    groups: Labels,
    *,
    n_resamples: int = 2000,
    level: float = 0.95,
    min_units: int = 10,
    seed: int = 0,
    name: str = "bootstrap_rates",
) -> RateIntervals:
    """Give each group's rates per 1,000 tokens with intervals from resampling its paragraphs.

    Parameters
    ----------
    counts : sparse array, array or DataFrame, shape (units, columns)
        What is counted in each paragraph.
    sizes : array of int, shape (units,), or None
        All tokens of each paragraph; None takes the row sums of `counts`.
    groups : array of labels, or pandas Categorical, length units
        A Categorical sets the order of the groups.
    n_resamples : int
        Resamples of each group.
    level : float
        Share of the resampled rates inside the interval.
    min_units : int
        A group with fewer paragraphs gets NaN for both ends: show each of its paragraphs instead.
    seed, name : int, str
        Key of the random numbers, see `generator`. Each group draws from a stream keyed by its label too.

    Returns
    -------
    RateIntervals
        One row a group, one column a column of `counts`.

    Raises
    ------
    ValueError
        Bad counts, sizes or groups, a group without tokens, or a bad setting.

    Notes
    -----
    Paragraphs of a group are drawn with replacement. A resample's rate is a ratio of sums, counts over
    sizes, not a mean of rates; the ends are percentiles. A count of zero would give the false interval
    [0, 0]; it gets 0 and the `zero_bound` of the group's tokens. Paragraphs without tokens are not drawn.

    The interval shows stability of these texts: what becomes of a rate when their paragraphs are deleted
    or reweighted. It is no interval for an outlet, from which nothing was sampled. It does not depend on
    the order of rows; where paragraphs of one size differ in counts, it may on that of columns.
    """
    matrix = check_counts(counts)
    tokens = check_sizes(sizes, matrix, overlapping=True)  # columns may be categories, which share tokens
    labels, codes = check_groups(groups, matrix.shape[0])
    check_resampling(n_resamples, min_units, level)
    totals = csr_array(group_totals(matrix, groups)[1]).toarray()
    group_tokens = group_totals(tokens, groups)[1]
    check_tokens(group_tokens, labels)
    low, high = np.full((2, *totals.shape), np.nan)
    for group, label in enumerate(labels):
        units = np.flatnonzero((codes == group) & (tokens > 0))
        if len(units) < min_units:
            continue
        units = units[row_order(matrix[units], tokens[units])]
        weights = unit_weights(generator(seed, f"{name}/{label}"), len(units), n_resamples)
        low[group], high[group] = _rate_ends(weights, matrix[units], tokens[units], level)
        high[group, totals[group] == 0] = 1000 * zero_bound(group_tokens[group], level)
    return RateIntervals(labels, per_thousand(totals, group_tokens[:, np.newaxis]), low, high)


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
