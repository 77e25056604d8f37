"""What ordinary keyness alone claims where less is to be found: in random deals, and between parts of groups.

It asks for no resamples, so that many comparisons can be made.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.analysis.keyness.checks import usual
from parallax.analysis.keyness.controls import blocks
from parallax.statistics.checks import Counts, Labels, check_counts, check_groups, check_sizes
from parallax.statistics.measures import log_likelihood
from parallax.statistics.resampling import generator


def in_deals(
    counts: Counts,
    groups: Labels,
    *,
    sizes: ArrayLike | None = None,
    n_deals: int = 1000,
    seed: int = 0,
    alpha: float = 0.05,
    min_total: int = 5,
) -> np.ndarray:
    """Deal the units out at random and count the terms that ordinary keyness claims then: a negative control.

    Parameters
    ----------
    counts, groups, sizes : arrays
        As in `analysis.keyness.contrasts.keyness`. Each deal gives every group as many units as it has.
    n_deals : int
        Deals.
    seed : int
        See `statistics.resampling.generator`; the first deals are those of `analysis.keyness.controls.dealt`.
    alpha : float
        See `analysis.keyness.checks.usual`.
    min_total : int
        Terms with fewer uses in all are not looked at.

    Returns
    -------
    ndarray of int64, shape (n_deals,)
        Terms that it claims for one group or another.

    Raises
    ------
    ValueError
        Bad counts, labels or sizes, fewer than two groups or than one deal.

    Notes
    -----
    Dealing mixes authors, dates and subjects. Few claims of chance say that groups differ, and not in what.
    """
    if n_deals < 1:
        raise ValueError(f"n_deals is {n_deals}; give 1 or more")
    matrix = check_counts(counts)
    tokens = check_sizes(sizes, matrix)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=2)
    rng = generator(seed, "keyness_checks.dealt")
    claims = np.zeros(n_deals, dtype=np.int64)
    for deal in range(n_deals):
        dealt = rng.permutation(codes) == np.arange(len(labels))[:, np.newaxis]
        claims[deal] = _claims(dealt @ matrix, dealt @ tokens, alpha, min_total)[1]
    return claims


def between_parts(
    counts: Counts,
    groups: Labels,
    *,
    sizes: ArrayLike | None = None,
    n_blocks: int = 2,
    alpha: float = 0.05,
    min_total: int = 5,
) -> pd.DataFrame:
    """Contrast parts of the groups by ordinary keyness: parts of one group, and parts of different groups.

    Parameters
    ----------
    counts, groups, sizes : arrays
        As in `analysis.keyness.contrasts.keyness`, the units of a group in the order of its text.
    n_blocks : int
        Parts a group, see `analysis.keyness.controls.blocks`.
    alpha : float
        See `analysis.keyness.checks.usual`; the correction is made anew for each pair of parts.
    min_total : int
        Terms with fewer uses in both parts together are not looked at.

    Returns
    -------
    DataFrame
        One row a pair of parts: group, block (from 0), other_group, other_block, n_terms (looked at), n_claimed.

    Raises
    ------
    ValueError
        As `analysis.keyness.controls.blocks`; also bad counts or sizes.

    Notes
    -----
    Part is set against part by one rule, so that shares of terms that are claimed can be compared. Parts of one group
    have, as a rule, one date and occasion, but not one subject: a text moves on. Long groups have long parts, in which
    more is found.
    """
    matrix = check_counts(counts)
    tokens = check_sizes(sizes, matrix)
    labels, codes = check_groups(groups, matrix.shape[0])
    part = codes * n_blocks + blocks(tokens, groups, n_blocks)
    member = part == np.arange(len(labels) * n_blocks)[:, np.newaxis]
    totals, lengths = member @ matrix, member @ tokens
    rows = []
    for one, other in combinations(range(len(member)), 2):
        pair = [one, other]
        found = _claims(totals[pair], lengths[pair], alpha, min_total)
        places = [(labels[place // n_blocks], place % n_blocks) for place in pair]
        rows.append((*places[0], *places[1], *found))
    return pd.DataFrame(rows, columns=["group", "block", "other_group", "other_block", "n_terms", "n_claimed"])


def _claims(totals: np.ndarray, tokens: np.ndarray, alpha: float, min_total: int) -> tuple[int, int]:
    """Return how many terms groups use more than the rest of them, and how many of these ordinary keyness claims.

    Uses are of shape (groups, terms), tokens of shape (groups,).
    """
    totals = totals[:, totals.sum(axis=0) >= min_total]
    if not totals.size:
        return 0, 0
    n = tokens[:, np.newaxis]
    g2 = log_likelihood(totals, totals.sum(axis=0) - totals, n, n.sum() - n)
    return int((g2 > 0).sum()), int(((g2 > 0) & usual(g2, alpha)).sum())
