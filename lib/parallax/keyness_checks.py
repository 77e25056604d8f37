"""What becomes of contrasts when they are checked: which hold, how many a check would claim, and what chance gives.

The table is that of `keyness.keyness`. Only terms that a group uses more than the rest are looked at: what one
group underuses, another uses more.
"""

from __future__ import annotations

from typing import Unpack

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import chi2, false_discovery_control

from parallax.checks import Counts, Labels, check_columns, check_counts, check_groups, check_sizes
from parallax.keyness import DIGITS, Settings, keyness
from parallax.resampling import generator

#: The checks, in the order of their columns.
CHECKS = ("by_tokens", "by_effect", "by_reweighting", "by_leaving_out", "by_shuffling")


def checked(contrasts: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Hold each term that a group uses more against five checks.

    Parameters
    ----------
    contrasts : DataFrame
        As `keyness.keyness` returns it, with permutations.
    alpha : float
        Error allowed to the first check and the last.

    Returns
    -------
    DataFrame
        The rows with positive log-odds and a q, in their order, with five columns of bool: by_tokens (the G² test,
        after Benjamini & Hochberg over all groups and terms, claims it: what ordinary keyness asks), by_effect (`lrc`
        is above 0), by_reweighting (the interval is above 0; False where none is offered), by_leaving_out (positive
        without any one paragraph), by_shuffling (q is at most `alpha`); and n_checks, how many of them hold.

    Raises
    ------
    ValueError
        A table without the columns needed, or an alpha outside 0 to 1.

    Notes
    -----
    The checks are not independent of each other, and five of five is no proof. They fail for different reasons: few
    tokens, a small effect, few paragraphs, one paragraph, paragraphs that labels do not tell apart.
    """
    needed = ("group", "term", "log_odds", "g2", "lrc", "ci_low", "log_odds_loo", "q")
    check_columns(contrasts, needed, "contrasts")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is {alpha}; give a share between 0 and 1, such as 0.05")
    family = contrasts[contrasts["q"].notna()]
    by_tokens = false_discovery_control(chi2.sf(family["g2"].abs(), 1)) <= alpha
    answers = {
        "by_tokens": by_tokens,
        "by_effect": family["lrc"] > 0,
        "by_reweighting": family["ci_low"] > 0,
        "by_leaving_out": family["log_odds_loo"] > 0,
        "by_shuffling": family["q"] <= alpha,
    }
    frame = family.assign(**answers)
    frame["n_checks"] = frame[list(CHECKS)].sum(axis=1)
    return frame[frame["log_odds"] > 0].reset_index(drop=True)


def claimed(table: pd.DataFrame) -> pd.DataFrame:
    """Count, by group, the terms that each check would claim.

    Parameters
    ----------
    table : DataFrame
        As `checked` returns it.

    Returns
    -------
    DataFrame
        One row a group, in their order: group, n_terms (looked at), a column for each of `CHECKS`, all_checks.

    Raises
    ------
    ValueError
        A table without the columns needed.
    """
    check_columns(table, ("group", *CHECKS, "n_checks"), "table")
    counted = table.assign(n_terms=1, all_checks=table["n_checks"] == len(CHECKS))
    columns = ["n_terms", *CHECKS, "all_checks"]
    return counted.groupby("group", sort=False, observed=True)[columns].sum().astype(int).reset_index()


def best(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Keep, of each group, the terms that hold in most checks.

    Parameters
    ----------
    table : DataFrame
        As `checked` returns it.
    n : int
        Terms a group.

    Returns
    -------
    DataFrame
        By group, falling number of checks, then falling z.

    Raises
    ------
    ValueError
        n below 1.
    """
    if n < 1:
        raise ValueError(f"n is {n}; give 1 or more terms a group")
    place = {group: order for order, group in enumerate(dict.fromkeys(table["group"]))}
    order = np.lexsort((-table["z"].round(DIGITS), -table["n_checks"], table["group"].map(place)))
    return table.iloc[order].groupby("group", sort=False, observed=True).head(n).reset_index(drop=True)


def overlap(table: pd.DataFrame, measures: tuple[str, ...], n: int) -> pd.DataFrame:
    """Say how far measures name the same first terms.

    Parameters
    ----------
    table : DataFrame
        As `checked` returns it.
    measures : tuple of str
        Columns to rank by, the highest first; ties go by name.
    n : int
        Length of the lists.

    Returns
    -------
    DataFrame
        One row a pair of measures: measure_a, measure_b, shared (mean over groups of the share of the first terms that
        both name; a group of fewer terms than `n` brings what it has).

    Raises
    ------
    ValueError
        A measure that is no column, or n below 1.
    """
    check_columns(table, ("group", "term", *measures), "table")
    if n < 1:
        raise ValueError(f"n is {n}; give 1 or more terms a list")
    lists = {
        measure: {
            group: set(rows.sort_values([measure, "term"], ascending=[False, True])["term"].head(n))
            for group, rows in table.groupby("group", sort=False, observed=True)
        }
        for measure in measures
    }
    rows = []
    for place, first in enumerate(measures):
        for second in measures[place + 1 :]:
            shares = [len(mine & lists[second][group]) / len(mine) for group, mine in lists[first].items()]
            rows.append((first, second, float(np.mean(shares))))
    return pd.DataFrame(rows, columns=["measure_a", "measure_b", "shared"])


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
        Fewer than two blocks, or a group with fewer units than blocks.
    """
    if n_blocks < 2:
        raise ValueError(f"n_blocks is {n_blocks}; give 2 or more, so that there is something to compare")
    tokens = np.asarray(sizes, dtype=float)
    labels, codes = check_groups(groups, len(tokens))
    block = np.zeros(len(tokens), dtype=np.int64)
    for group, label in enumerate(labels):
        units = np.flatnonzero(codes == group)
        if len(units) < n_blocks:
            raise ValueError(f"n_blocks is {n_blocks}, and {label!r} has {len(units)} units; lower it or leave it out")
        middle = (np.cumsum(tokens[units]) - tokens[units] / 2) / tokens[units].sum()
        block[units] = np.minimum((middle * n_blocks).astype(int), n_blocks - 1)
    return block


def within(
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
        As in `keyness.keyness`, the units of a group in the order of its text.
    n_blocks : int
        See `blocks`.
    seed : int
        See `resampling.generator`.
    alpha : float
        See `checked`.
    **settings
        What `keyness.keyness` is called with.

    Returns
    -------
    DataFrame
        One row a group: group and the columns of `claimed`, summed over its blocks.

    Raises
    ------
    ValueError
        As `keyness.keyness` and `blocks`.

    Notes
    -----
    The blocks have one author, date and occasion, but not one subject: an article moves on. What is claimed here is
    what a change of section alone can bring about.
    """
    matrix = check_counts(counts)
    tokens, names = check_sizes(sizes, matrix), np.asarray(terms)
    labels, codes = check_groups(groups, matrix.shape[0])
    cut = blocks(tokens, groups, n_blocks)
    rows = []
    for group, label in enumerate(labels):
        units = np.flatnonzero(codes == group)
        used = np.flatnonzero(matrix[units].sum(axis=0))
        found = keyness(matrix[units][:, used], cut[units], names[used], sizes=tokens[units], seed=seed, **settings)
        rows.append(claimed(checked(found, alpha=alpha)).drop(columns="group").sum().rename(label))
    frame = pd.DataFrame(rows)
    return frame.rename_axis("group").reset_index()


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
        As in `keyness.keyness`. Each deal gives every group as many units as it has.
    n_deals : int
        Deals.
    seed : int
        See `resampling.generator`.
    alpha : float
        See `checked`.
    **settings
        What `keyness.keyness` is called with.

    Returns
    -------
    DataFrame
        One row a deal: deal (from 1) and the columns of `claimed`, summed over all groups.

    Raises
    ------
    ValueError
        As `keyness.keyness`; also fewer than one deal.
    """
    if n_deals < 1:
        raise ValueError(f"n_deals is {n_deals}; give 1 or more")
    matrix = check_counts(counts)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=2)
    rng = generator(seed, "keyness_checks.dealt")
    rows = []
    for deal in range(1, n_deals + 1):
        found = keyness(matrix, labels[rng.permutation(codes)], terms, sizes=sizes, seed=seed, **settings)
        rows.append(claimed(checked(found, alpha=alpha)).drop(columns="group").sum().rename(deal))
    return pd.DataFrame(rows).rename_axis("deal").reset_index()
