"""Measures of keyness on arrays: how far the use of a term in a target lies from that in a reference.

All take the four cells of a contingency table: `a` uses of a term among `n1` tokens of the target, `b` among `n2` of
the reference. Positive values mean that the target uses it more. The arguments are broadcast against each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, xlogy

from parallax.statistics.arrays import unmasked, whole_numbers


class LogOdds(NamedTuple):
    """Log-odds ratios with what they are in units of their standard deviation.

    Attributes
    ----------
    log_odds : ndarray of float
        Natural logarithm of the ratio of the two odds, each with its prior.
    z : ndarray of float
        `log_odds` divided by the square root of its variance.
    """

    log_odds: np.ndarray
    z: np.ndarray


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
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    return np.log2((a + 0.5) / n1) - np.log2((b + 0.5) / n2)


def lrc(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, alpha: float = 0.05) -> np.ndarray:
    """Give the conservative log ratio: the end of its confidence interval that is nearer to zero.

    Parameters
    ----------
    a, b, n1, n2 : array of int
        As in `log_likelihood`; the last axis are the terms.
    alpha : float
        Error allowed over all terms given; Bonferroni divides it by their number.

    Returns
    -------
    ndarray of float
        Binary logarithm; 0 where the interval holds 0.

    Raises
    ------
    ValueError
        As `log_likelihood`; also an alpha outside 0 to 1.

    Notes
    -----
    Evert (2022). Given a + b, the share of `a` has an exact binomial interval, two-sided (Clopper & Pearson 1934); a
    share p stands for the ratio of rates p / (1 - p) · n2 / n1. It takes tokens as independent, as G² does.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is {alpha}; give a share between 0 and 1, such as 0.05")
    a, b, n1, n2 = _cells(a, b, n1, n2)
    tail = alpha / 2 / (a.shape[-1] if a.ndim else 1)
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
        As `log_likelihood`; also what `check_prior` refuses.

    Notes
    -----
    Monroe, Colaresi & Quinn (2008), eqs. 15, 16 and 22, their prior set from the pooled texts. The prior draws both
    sides together, by as much whatever the counts: where one side is zero, `strength` alone sets the value. z ranks;
    it is no test, for it takes tokens as independent.
    """
    a, b, n1, n2 = _cells(a, b, n1, n2, may_be_absent=share is not None)
    share = (a + b) / (n1 + n2) if share is None else unmasked(share, "share").astype(float)
    check_prior(strength, share)
    return shrunken(a, b, n1, n2, strength=strength, share=share)


def odds_ratio(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray, *, strength: float, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the ratio of odds whose logarithm is `log_odds`, from arguments that were checked.

    Parameters
    ----------
    a, b, n1, n2 : ndarray of float
        As in `log_odds`; counts may be resampled ones, or a bound in place of one.
    strength, share : float, ndarray of float
        As in `log_odds`.

    Returns
    -------
    ratio : ndarray of float
        Above zero.
    x, y : ndarray of float
        Uses of target and reference with those of the prior.
    """
    x = a + strength * n1 * share
    y = b + strength * n2 * share
    return x * ((1 + strength) * n2 - y) / (y * ((1 + strength) * n1 - x)), x, y


def shrunken(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray, *, strength: float, share: np.ndarray
) -> LogOdds:
    """Compute `log_odds` from arguments that were checked, for those who call it a million times.

    Parameters
    ----------
    a, b, n1, n2, strength, share
        As in `odds_ratio`.

    Returns
    -------
    LogOdds
        See there.
    """
    ratio, x, y = odds_ratio(a, b, n1, n2, strength=strength, share=share)
    delta = np.log(ratio)
    return LogOdds(delta, delta / np.sqrt(1 / x + 1 / y))


def check_prior(strength: float, share: np.ndarray) -> None:
    """Check what the prior of `log_odds` is made of.

    Parameters
    ----------
    strength : float
        Pseudo-counts per token.
    share : ndarray of float
        Shares of tokens.

    Raises
    ------
    ValueError
        A strength that is not positive and finite, or a share outside 0 to 1.
    """
    if not 0 < strength < np.inf:
        raise ValueError(f"strength is {strength}; give a number above 0, such as 0.1")
    if not ((share > 0) & (share < 1)).all():
        raise ValueError("share is not between 0 and 1 for every term; odds need the term and other words beside it")


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
