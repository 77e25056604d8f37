"""Measures of keyness on arrays: how far the use of a term in a target lies from that in a reference.

All take the four cells of a contingency table: `a` uses of a term among `n1` tokens of the target, `b` among `n2` of
the reference. Positive values mean that the target uses it more. The arguments are broadcast against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, xlogy

from parallax.statistics.arrays import unmasked, whole_numbers

LRC_ALPHA = 0.05  # error that the conservative log ratio allows over all terms


class LogOdds(NamedTuple):
    """Ratio of two odds, each with its prior.

    Attributes
    ----------
    ratio : ndarray of float
        Above zero.
    x, y : ndarray of float
        Uses of target and reference with those of the prior.
    """

    ratio: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @property
    def log_odds(self) -> np.ndarray:
        """Natural logarithm of the ratio."""
        return np.log(self.ratio)

    @property
    def z(self) -> np.ndarray:
        """Divide `log_odds` by the square root of its variance."""
        return self.log_odds / np.sqrt(1 / self.x + 1 / self.y)


def log_likelihood(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """Give the signed log-likelihood ratio G² of a 2 × 2 table, from all four cells.

    Parameters
    ----------
    a, b : array of int
        Uses of each term in target and reference; not both zero.
    n1, n2 : array of int
        All tokens of target and reference, above zero.

    Returns
    -------
    ndarray of float
        2 Σ O ln(O / E) over the cells a, b, n1 - a and n2 - b; negative where a / n1 < b / n2.

    Raises
    ------
    ValueError
        Counts that are no whole numbers of zero or more, exceed their tokens, or are zero on both sides.

    Notes
    -----
    Dunning (1993). Under independent tokens G² follows chi-squared with one degree of freedom. Words of a text are not
    independent: do not read a p-value off it where a term comes in clusters. It grows with the size of the texts.

    Examples
    --------
    >>> log_likelihood([8, 2], [2, 8], 100, 100).round(2).tolist()
    [4.04, -4.04]
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    share = (a + b) / (n1 + n2)
    g2 = sum(
        xlogy(seen, np.where(seen > 0, seen, 1) / np.where(seen > 0, expected, 1))
        for seen, expected in ((a, n1 * share), (b, n2 * share), (n1 - a, n1 * (1 - share)), (n2 - b, n2 * (1 - share)))
    )
    return np.sign(a * n2 - b * n1) * 2 * np.maximum(g2, 0)


def log_ratio(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """Give the binary logarithm of the ratio of the two rates, 0.5 added to both counts.

    Parameters
    ----------
    a, b, n1, n2 : array of int
        As in `log_likelihood`.

    Returns
    -------
    ndarray of float
        log2(((a + 0.5) / n1) / ((b + 0.5) / n2)); 1 means twice the rate.

    Raises
    ------
    ValueError
        As `log_likelihood`.

    Notes
    -----
    Hardie (2014), with a half on both sides so that a zero has a value. For rare terms that half decides: a ranking by
    log ratio puts terms used twice or thrice on top. `lrc` guards against it.

    Examples
    --------
    >>> log_ratio([8, 1], [2, 0], 100, 100).round(2).tolist()
    [1.77, 1.58]
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    return np.log2((a + 0.5) / n1) - np.log2((b + 0.5) / n2)


def lrc(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """Give the conservative log ratio: the end of its confidence interval that is nearer to zero.

    Parameters
    ----------
    a, b, n1, n2 : array of int
        As in `log_likelihood`; the last axis are the terms.

    Returns
    -------
    ndarray of float
        Binary logarithm; 0 where the interval holds 0. It holds the true one for all terms at once in 95 of 100 cases:
        Bonferroni divides the error by their number.

    Raises
    ------
    ValueError
        As `log_likelihood`.

    Notes
    -----
    Evert (2022). Given a + b, the share of `a` has an exact binomial interval, two-sided (Clopper & Pearson 1934); a
    share p stands for the ratio of rates p / (1 - p) · n2 / n1. It takes tokens as independent, as G² does.
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    tail = LRC_ALPHA / 2 / (a.shape[-1] if a.ndim else 1)
    # Where a side is zero the interval is open there, and the other end is the one that is asked for.
    low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, tail), 0)
    high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(p / (1 - p)) + np.log2(n2 / n1) for p in (low, high))
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def log_odds(
    a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, strength: float = 0.1, share: ArrayLike | None = None
) -> LogOdds:
    """Give log-odds ratios with an informative Dirichlet prior, and their z.

    Parameters
    ----------
    a, b, n1, n2 : array of int
        As in `log_likelihood`, but that both counts may be zero where `share` is given.
    strength : float
        Weight of the prior, in pseudo-counts per token of each side.
    share : array of float, optional
        The term's share of tokens that the prior holds; pooled from both sides by default.

    Returns
    -------
    LogOdds
        With α₁ = strength · n1 · share and N₁ = (1 + strength) · n1, and so for the reference:
        log_odds = ln((a + α₁) / (N₁ - a - α₁)) - ln((b + α₂) / (N₂ - b - α₂)); variance 1/(a + α₁) + 1/(b + α₂).

    Raises
    ------
    ValueError
        As `log_likelihood`; also a strength that is not positive and finite, or a share outside 0 to 1, as of a term
        that is every token.

    Notes
    -----
    Monroe, Colaresi & Quinn (2008), eqs. 15, 16 and 22, their prior set from the pooled texts. The prior draws both
    sides together, by as much whatever the counts: where one side is zero, `strength` alone sets the value. z ranks;
    it is no test, for it takes tokens as independent.
    """
    a, b, n1, n2 = _cells(a, b, n1, n2, may_be_absent=share is not None)
    share = (a + b) / (n1 + n2) if share is None else unmasked(share, "share").astype(float)
    if not 0 < strength < np.inf:
        raise ValueError(f"strength is {strength}; give a number above 0, such as 0.1")
    if not ((share > 0) & (share < 1)).all():
        raise ValueError("share is not between 0 and 1 for every term; odds need the term and other words beside it")
    return odds_ratio(a, b, n1, n2, strength=strength, share=share)


def odds_ratio(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray, *, strength: float, share: np.ndarray
) -> LogOdds:
    """Compute `log_odds` without a check of its arguments, for those who call it a million times.

    Parameters
    ----------
    a, b, n1, n2 : ndarray of float
        As in `log_odds`; counts may be resampled ones, or a bound in place of one.
    strength, share : float, ndarray of float
        As in `log_odds`.

    Returns
    -------
    LogOdds
        See there.
    """
    x = a + strength * n1 * share
    y = b + strength * n2 * share
    return LogOdds(x * ((1 + strength) * n2 - y) / (y * ((1 + strength) * n1 - x)), x, y)


def _cells(
    a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, may_be_absent: bool = False
) -> tuple[np.ndarray, ...]:
    """Check the cells of a table and bring them into one shape."""
    given = {"a": a, "b": b, "n1": n1, "n2": n2}
    whole = {name: whole_numbers(values, name) for name, values in given.items()}
    try:
        cells = np.broadcast_arrays(*whole.values())
    except ValueError:
        shapes = ", ".join(f"{name} {values.shape}" for name, values in whole.items())
        raise ValueError(f"a, b, n1 and n2 do not fit each other ({shapes}); give one value a term") from None
    for (count, count_name), (total, total_name) in zip(
        zip(cells[:2], ("a", "b"), strict=True), zip(cells[2:], ("n1", "n2"), strict=True), strict=True
    ):
        if (total == 0).any():
            raise ValueError(f"{total_name} holds a 0; each side needs tokens, so leave out what has none")
        if (count > total).any():
            raise ValueError(f"{count_name} exceeds {total_name}; give all tokens of each side, uses of the term too")
    if not may_be_absent and (cells[0] + cells[1] == 0).any():
        raise ValueError("a and b are both 0 for a term; drop terms that occur nowhere")
    return tuple(cell.astype(float) for cell in cells)


class Measure(NamedTuple):
    """A measure of keyness, as tables, checks and pages need it.

    Attributes
    ----------
    function : callable
        Of the cells a, b, n1 and n2, and of the strength of the prior where it has one.
    heading : str
        What it is called over a column.
    criterion : str
        What it asks of a term before it says that the target uses it more.
    has_prior : bool
        Whether it takes a keyword strength.
    corrected : bool
        Whether it depends on how many terms are looked at, so that it is taken of the frequent ones only.
    """

    function: Callable[..., np.ndarray]
    heading: str
    criterion: str
    has_prior: bool = False
    corrected: bool = False


#: The measures, in the order of their columns in `analysis.keyness.contrasts.keyness`. A new one has its entry here,
#: its test, and its line on the page of methods.
MEASURES = {
    "log_ratio": Measure(log_ratio, "log ratio", "is at least 1, twice the rate"),
    "log_odds": Measure(
        lambda *cells, strength: log_odds(*cells, strength=strength).log_odds,
        "log-odds",
        "has an interval above 0",
        has_prior=True,
    ),
    "z": Measure(
        lambda *cells, strength: log_odds(*cells, strength=strength).z,
        "z of the log-odds",
        "is among the highest: it ranks, and tests nothing",
        has_prior=True,
    ),
    "g2": Measure(log_likelihood, "G²", "is significant after Benjamini & Hochberg over all terms"),
    "lrc": Measure(lrc, "conservative log ratio", "is above 0", corrected=True),
}
