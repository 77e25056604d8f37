"""Controls of contrasts: within one group, with labels dealt at random, and without each group in turn."""

from __future__ import annotations

from typing import Unpack

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.analysis.keyness.checks import checked, claimed
from parallax.analysis.keyness.contrasts import Settings, keyness
from parallax.statistics.checks import (
    Counts,
    Labels,
    check_groups,
    check_lengths,
    check_sizes,
    check_tokens,
    named_counts,
)
from parallax.statistics.resampling import generator


def blocks(sizes: ArrayLike, groups: Labels, n_blocks: int) -> np.ndarray:
    """Cut each group's units, in the order given, into blocks of about as many tokens.

    Parameters
    ----------
    sizes : array of int, shape (units,)
        All tokens of each unit.
    groups : array of labels, or pandas Categorical, length units
        Units of a group in the order of its text.
    n_blocks : int
        Blocks a group.

    Returns
    -------
    ndarray of int64, shape (units,)
        Block of each unit within its group, from 0.

    Raises
    ------
    ValueError
        Sizes or labels that do not fit, fewer than two blocks, or a group with no tokens or fewer units than blocks.
    """
    if n_blocks < 2:
        raise ValueError(f"n_blocks is {n_blocks}; give 2 or more, so that there is something to compare")
    tokens = check_lengths(sizes, len(groups))
    labels, codes = check_groups(groups, len(tokens))
    check_tokens(np.bincount(codes, weights=tokens), labels)
    block = np.zeros(len(tokens), dtype=np.int64)
    for group, label in enumerate(labels):
        units = np.flatnonzero(codes == group)
        if len(units) < n_blocks:
            raise ValueError(f"n_blocks is {n_blocks}, and {label!r} has {len(units)} units; lower it or leave it out")
        middle = (np.cumsum(tokens[units]) - tokens[units] / 2) / tokens[units].sum()
        block[units] = np.minimum((middle * n_blocks).astype(int), n_blocks - 1)
    return block


def between_blocks(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    n_blocks: int = 2,
    seed: int = 0,
    alpha: float = 0.05,
    **settings: Unpack[Settings],
) -> pd.DataFrame:
    """Contrast the blocks of each group with each other, as if they were articles: a negative control.

    Parameters
    ----------
    counts, groups, terms, sizes : arrays
        As in `analysis.keyness.contrasts.keyness`, the units of a group in the order of its text.
    n_blocks : int
        See `blocks`.
    seed : int
        See `statistics.resampling.generator`.
    alpha : float
        See `analysis.keyness.checks.checked`.
    **settings
        What `analysis.keyness.contrasts.keyness` is called with.

    Returns
    -------
    DataFrame
        group, block (from 0), and the other columns of `analysis.keyness.checks.checked`, by group.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness` and `blocks`.

    Notes
    -----
    The blocks have one date and occasion, but not one subject: an article moves on. What is claimed here is what a
    change of section alone can bring about. Blocks of few units have no interval, so that not all checks can hold.
    """
    matrix, names = named_counts(counts, terms)
    tokens = check_sizes(sizes, matrix)
    labels, codes = check_groups(groups, matrix.shape[0])
    cut = blocks(tokens, groups, n_blocks)
    parts = []
    for group, label in enumerate(labels):
        units = np.flatnonzero(codes == group)
        used = np.flatnonzero(matrix[units].sum(axis=0))
        found = keyness(matrix[units][:, used], cut[units], names[used], sizes=tokens[units], seed=seed, **settings)
        found = checked(found, alpha=alpha).rename(columns={"group": "block"})
        found.insert(0, "group", label)
        parts.append(found)
    return pd.concat(parts, ignore_index=True)


def dealt(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    n_deals: int = 20,
    seed: int = 0,
    alpha: float = 0.05,
    **settings: Unpack[Settings],
) -> pd.DataFrame:
    """Deal the units out at random and count what is claimed then: a negative control.

    Parameters
    ----------
    counts, groups, terms, sizes : arrays
        As in `analysis.keyness.contrasts.keyness`. Each deal gives every group as many units as it has.
    n_deals : int
        Deals.
    seed : int
        See `statistics.resampling.generator`.
    alpha : float
        See `analysis.keyness.checks.checked`.
    **settings
        What `analysis.keyness.contrasts.keyness` is called with.

    Returns
    -------
    DataFrame
        One row a deal: deal (from 1) and the columns of `analysis.keyness.checks.claimed`, summed over all groups;
        missing where it is for all of them.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness`; also fewer than one deal.
    """
    if n_deals < 1:
        raise ValueError(f"n_deals is {n_deals}; give 1 or more")
    matrix, names = named_counts(counts, terms)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=2)
    rng = generator(seed, "keyness_checks.dealt")
    rows = []
    for deal in range(1, n_deals + 1):
        found = keyness(matrix, labels[rng.permutation(codes)], names, sizes=sizes, seed=seed, **settings)
        rows.append(claimed(checked(found, alpha=alpha)).drop(columns="group").sum(min_count=1).rename(deal))
    return pd.DataFrame(rows).rename_axis("deal").reset_index()


def without_each(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    seed: int = 0,
    alpha: float = 0.05,
    **settings: Unpack[Settings],
) -> pd.DataFrame:
    """Make the contrasts again without each group in turn, to see whether one of the others carries them.

    Parameters
    ----------
    counts, groups, terms, sizes : arrays
        As in `analysis.keyness.contrasts.keyness`; three groups or more.
    seed : int
        See `statistics.resampling.generator`.
    alpha : float
        See `analysis.keyness.checks.checked`.
    **settings
        What `analysis.keyness.contrasts.keyness` is called with.

    Returns
    -------
    DataFrame
        left_out, and the columns of `analysis.keyness.checks.checked` for what is left, for each group that is left
        out.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness`; also fewer than three groups.
    """
    matrix, names = named_counts(counts, terms)
    tokens = check_sizes(sizes, matrix)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=3)
    parts = []
    for group, label in enumerate(labels):
        units = np.flatnonzero(codes != group)
        used = np.flatnonzero(matrix[units].sum(axis=0))
        kept = pd.Categorical(labels[codes[units]], categories=np.delete(labels, group))
        found = keyness(matrix[units][:, used], kept, names[used], sizes=tokens[units], seed=seed, **settings)
        parts.append(checked(found, alpha=alpha).assign(left_out=label))
    return pd.concat(parts, ignore_index=True)
