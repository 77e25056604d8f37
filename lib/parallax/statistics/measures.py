"""Measures of keyness on arrays: how far the use of a term in a target lies from that in a reference.

All take the four cells of a contingency table: `a` uses of a term among `n1` tokens of the target, `b` among `n2` of
the reference. Positive values mean that the target uses it more. The arguments are broadcast against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, xlogy

from parallax.statistics.arrays import Floats, whole_numbers

LRC_ALPHA = 0.05  # error that the conservative log ratio allows over all terms
DIGITS = 12  # an end of an interval that is 0 to so many digits is 0: its sign would be rounding


class LogOdds(NamedTuple):
    """Ratio of two odds, each with its prior.

    Attributes
    ----------
    ratio : ndarray of float
        Above zero.
    x, y : ndarray of float
        Uses of target and reference with those of the prior.
    """

    ratio: Floats
    x: Floats
    y: Floats

    @property
    def log_odds(self) -> Floats:
        """Natural logarithm of the ratio."""
        return np.log(self.ratio)

    @property
    def z(self) -> Floats:
        """`log_odds` over the square root of its variance, 1/x + 1/y."""
        return self.log_odds / np.sqrt(1 / self.x + 1 / self.y)


def log_likelihood(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Give the signed log-likelihood ratio G² of a 2 × 2 table, from all four cells.

    2 Σ O ln(O / E) over the cells a, b, n1 - a and n2 - b; negative where a / n1 < b / n2.

    Notes
    -----
    Dunning (1993). Under independent tokens G² follows chi-squared with one degree of freedom. Words of a text are not
    independent: do not read a p-value off it where a term occurs in clusters. It grows with the size of the texts.

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


def log_ratio(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Give the binary logarithm of the ratio of the two rates, 0.5 added to both counts.

    log2(((a + 0.5) / n1) / ((b + 0.5) / n2)); 1 means twice the rate.

    Notes
    -----
    Hardie (2014), with a half on both sides so that a zero has a value. For rare terms that half decides: a ranking by
    log ratio puts terms used two or three times on top. `lrc` guards against it.

    Examples
    --------
    >>> log_ratio([8, 1], [2, 0], 100, 100).round(2).tolist()
    [1.77, 1.58]
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    return np.log2((a + 0.5) / n1) - np.log2((b + 0.5) / n2)


def lrc(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Give the conservative log ratio: the end of its confidence interval that is nearer to zero.

    A binary logarithm, 0 where the interval holds 0. It holds the true one for all terms (the last axis) at once in 95
    of 100 cases: Bonferroni divides the error by their number.

    Notes
    -----
    Evert (2022). Given a + b, the share of `a` has an exact binomial interval, two-sided (Clopper & Pearson 1934); a
    share p means the ratio of rates p / (1 - p) · n2 / n1. It takes tokens as independent, as G² does.

    Examples
    --------
    >>> lrc([30, 3], [2, 1], 100, 100).round(2).tolist()
    [1.74, 0.0]
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    tail = LRC_ALPHA / 2 / (a.shape[-1] if a.ndim else 1)
    # Where a side is zero the interval is open there, and the other end is the one that is asked for.
    low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, tail), 0)
    high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(p / (1 - p)) + np.log2(n2 / n1) for p in (low, high))
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def log_odds(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, strength: float = 0.1) -> LogOdds:
    """Give log-odds ratios with an informative Dirichlet prior, and their z.

    With α₁ = strength · n1 · (a + b) / (n1 + n2) and N₁ = (1 + strength) · n1, and so for the reference:
    log_odds = ln((a + α₁) / (N₁ - a - α₁)) - ln((b + α₂) / (N₂ - b - α₂)); variance 1/(a + α₁) + 1/(b + α₂). So
    `strength` is the weight of the prior, in pseudo-counts per token of each side. A term that is every token has none.

    Notes
    -----
    Monroe, Colaresi & Quinn (2008), eqs. 15, 16 and 22, their prior set from the pooled texts. The prior pulls both
    sides together, by as much whatever the counts: where one side is zero, `strength` alone sets the value. z ranks;
    it is not a test, because it takes tokens as independent.
    """
    a, b, n1, n2 = _cells(a, b, n1, n2)
    share = (a + b) / (n1 + n2)
    if not 0 < strength < np.inf:
        raise ValueError(f"strength is {strength}; give a number above 0, such as 0.1")
    if not (share < 1).all():
        raise ValueError("a and b make up all tokens for a term; odds need other words beside it")
    return odds_ratio(a, b, n1, n2, strength=strength, share=share)


def odds_ratio(a: Floats, b: Floats, n1: Floats, n2: Floats, *, strength: float, share: Floats) -> LogOdds:
    """Compute `log_odds` without a check of its arguments, for those who call it a million times.

    Counts may be resampled ones, or a bound in place of one; `share` is that of the term in the prior.
    """
    x = a + strength * n1 * share
    y = b + strength * n2 * share
    return LogOdds(x * ((1 + strength) * n2 - y) / (y * ((1 + strength) * n1 - x)), x, y)


def _cells(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> tuple[Floats, ...]:
    """Check the cells of a table and bring them into one shape."""
    whole = {name: whole_numbers(values, name) for name, values in {"a": a, "b": b, "n1": n1, "n2": n2}.items()}
    try:
        cells = np.broadcast_arrays(*whole.values())
    except ValueError:
        shapes = ", ".join(f"{name} {values.shape}" for name, values in whole.items())
        raise ValueError(f"a, b, n1 and n2 do not fit each other ({shapes}); give one value a term") from None
    for count, total, uses, tokens in ((cells[0], cells[2], "a", "n1"), (cells[1], cells[3], "b", "n2")):
        if (total == 0).any():
            raise ValueError(f"{tokens} holds a 0; each side needs tokens, so leave out any without")
        if (count > total).any():
            raise ValueError(f"{uses} exceeds {tokens}; give all tokens of each side, uses of the term too")
    if (cells[0] + cells[1] == 0).any():
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
        What it asks of a term before it says that the target uses it more: a statement with "is". One that only ranks
        has none.
    says_more : callable, optional
        The same of a row of `analysis.keyness.checks.with_checks`, and of a bound other than 0 for an interval.
    has_prior : bool
        Whether it takes a keyword strength.
    corrected : bool
        Whether it depends on how many terms are looked at, so that it is taken of the frequent ones only.
    """

    function: Callable[..., Floats]
    heading: str
    criterion: str = ""
    says_more: Callable[[Mapping[str, Any], float], bool] | None = None
    has_prior: bool = False
    corrected: bool = False


#: The measures, in the order of their columns in `analysis.keyness.contrasts.keyness`, the book's own first. A new one
#: has its entry here, its test, and its line on the page of methods. If it has a criterion, all claims on single terms
#: are asked by it too, so `make robustness` must follow.
MEASURES = {
    "log_odds": Measure(
        lambda *cells, strength: log_odds(*cells, strength=strength).log_odds,
        "log-odds",
        "the interval of the log-odds is above 0",
        lambda row, above: round(row["ci_low"], DIGITS) > above,
        has_prior=True,
    ),
    "z": Measure(
        lambda *cells, strength: log_odds(*cells, strength=strength).z,
        "z of the log-odds",
        has_prior=True,
    ),
    "log_ratio": Measure(
        log_ratio,
        "log ratio",
        "the log ratio is at least 1",
        lambda row, _: row["log_ratio"] >= 1,
    ),
    "lrc": Measure(
        lrc,
        "conservative log ratio",
        "the conservative log ratio is above 0",
        lambda row, _: row["lrc"] > 0,
        corrected=True,
    ),
    "g2": Measure(log_likelihood, "G²", "G² is significant", lambda row, _: row["by_tokens"]),
}
