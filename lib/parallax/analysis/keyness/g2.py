"""What ordinary keyness alone claims where less is to be found: in random deals, and between parts of groups.

It asks for no resamples, so that many comparisons can be made.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import claimed_by_g2
from parallax.analysis.keyness.controls import blocks, dealt_codes
from parallax.statistics.measures import log_likelihood
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def in_deals(units: Units, settings: Settings = Settings()) -> np.ndarray:
    """Deal the units out at random and count the terms that ordinary keyness claims then: a negative control.

    Parameters
    ----------
    units : Units
        Each deal gives every group as many as it has of what is dealt, see `analysis.keyness.controls.dealt_codes`.
    settings : Settings
        n_deals; seed (the first deals are those of `analysis.keyness.controls.random_deals`); alpha, see
        `analysis.keyness.checks.claimed_by_g2`; min_total.

    Returns
    -------
    ndarray of int64, shape (n_deals,)
        Terms that it claims for one group or another.

    Raises
    ------
    ValueError
        Fewer than two groups.

    Notes
    -----
    Dealing mixes authors, dates and subjects. Few claims by chance mean that groups differ; they do not say in what.
    """
    units.require_groups()
    groups = np.arange(len(units.labels))[:, np.newaxis]
    claims = np.zeros(settings.n_deals, dtype=np.int64)
    for deal, codes in enumerate(dealt_codes(units, settings)):
        dealt = codes == groups
        claims[deal] = _claims(dealt @ units.counts, dealt @ units.sizes, settings)[1]
    return claims


def between_parts(units: Units, settings: Settings = Settings()) -> pd.DataFrame:
    """Contrast halves of the groups by ordinary keyness: the two of one group, and halves of different groups.

    Parameters
    ----------
    units : Units
        Those of a group in the order of its text.
    settings : Settings
        alpha, see `analysis.keyness.checks.claimed_by_g2` (the correction is made again for each pair of halves), and
        min_total (terms with fewer uses in both halves together are not looked at).

    Returns
    -------
    DataFrame
        One row a pair of halves: group, block (from 0), other_group, other_block, n_terms (looked at), n_claimed.

    Raises
    ------
    ValueError
        As `analysis.keyness.controls.blocks`.

    Notes
    -----
    Half is set against half by one rule, so that shares of terms that are claimed can be compared. Halves of one group
    have, as a rule, one date and occasion, but not one subject: a text moves on. Long groups have long halves, in which
    more is found.
    """
    half = units.codes * 2 + blocks(units, 2)
    member = half == np.arange(len(units.labels) * 2)[:, np.newaxis]
    totals, lengths = member @ units.counts, member @ units.sizes
    rows = []
    for pair in combinations(range(len(member)), 2):
        found = _claims(totals[list(pair)], lengths[list(pair)], settings)
        places = [(units.labels[place // 2], place % 2) for place in pair]
        rows.append((*places[0], *places[1], *found))
    return pd.DataFrame(rows, columns=["group", "block", "other_group", "other_block", "n_terms", "n_claimed"])


def shares(parts: pd.DataFrame) -> pd.DataFrame:
    """Sum pairs of halves by whether both are of one group.

    Parameters
    ----------
    parts : DataFrame
        As `between_parts` returns it.

    Returns
    -------
    DataFrame
        One row for pairs within one group, then one for pairs of different groups: one_group (true, false), n (pairs),
        n_terms, n_claimed, share (the latter by the former).
    """
    counted = parts.assign(n=1, one_group=parts["group"] == parts["other_group"])
    sums = counted.groupby("one_group")[["n", "n_terms", "n_claimed"]].sum().sort_index(ascending=False)
    return sums.assign(share=sums["n_claimed"] / sums["n_terms"]).reset_index()


def _claims(totals: np.ndarray, tokens: np.ndarray, settings: Settings) -> tuple[int, int]:
    """Return how many terms groups use more than the rest of them, and how many of these ordinary keyness claims.

    Uses are of shape (groups, terms), tokens of shape (groups,).
    """
    totals = totals[:, totals.sum(axis=0) >= settings.min_total]
    if not totals.size:
        return 0, 0
    n = tokens[:, np.newaxis]
    g2 = log_likelihood(totals, totals.sum(axis=0) - totals, n, n.sum() - n)
    return int((g2 > 0).sum()), int(((g2 > 0) & claimed_by_g2(g2, settings.alpha)).sum())
