"""What becomes of contrasts when they are checked: which hold, how many a check would claim, which measures agree.

The table is that of `analysis.keyness.contrasts.keyness`. Only terms that a group uses more than the rest are looked
at: what one group underuses, another uses more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import chi2, false_discovery_control

from parallax.analysis.keyness.contrasts import DIGITS
from parallax.statistics.checks import check_columns

#: The checks, in the order of their columns.
CHECKS = ("by_tokens", "by_effect", "by_reweighting", "by_leaving_out", "by_shuffling")


def with_checks(contrasts: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Put each term that a group uses more to five checks.

    Parameters
    ----------
    contrasts : DataFrame
        As `analysis.keyness.contrasts.keyness` returns it, with permutations.
    alpha : float
        Error allowed to the first check and the last.

    Returns
    -------
    DataFrame
        The rows with positive log-odds and a p, in their order, with five columns of true, false, or missing where a
        check cannot be made: by_tokens (`claimed_by_g2`: what ordinary keyness asks), by_effect (`lrc` is above 0),
        by_reweighting (the interval is above 0; missing where none is offered), by_leaving_out
        (positive without any one unit; missing where nothing can be left out), by_shuffling (q is at most `alpha`;
        missing where there were too few permutations to tell, and `p_max_t` is above it); n_checks, how many of them
        hold, and n_made, how many could be made.

    Raises
    ------
    ValueError
        A table without the columns needed, or an alpha outside 0 to 1.

    Notes
    -----
    What differs from zero in the last place of a float only is zero. The checks are not independent of each other, and
    five of five proves nothing. They fail for different reasons: few tokens, a small effect, few paragraphs, one
    paragraph, paragraphs that labels do not separate.
    """
    needed = ("group", "term", "log_odds", "g2", "lrc", "ci_low", "log_odds_loo", "p", "q", "p_max_t")
    check_columns(contrasts, needed, "contrasts")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is {alpha}; give a share between 0 and 1, such as 0.05")
    tested = contrasts["p"].notna()
    family = contrasts if tested.all() else contrasts[tested]
    # Where q cannot be told for want of permutations, the stricter p of the whole family can pass, but not fail.
    within = (family["q"] <= alpha) | (family["q"].isna() & (family["p_max_t"] <= alpha))
    told = family["q"].where(~within, 0)
    answers = {
        "by_tokens": (family["g2"], claimed_by_g2(family["g2"].to_numpy(), alpha)),
        "by_effect": (family["lrc"], family["lrc"].round(DIGITS) > 0),
        "by_reweighting": (family["ci_low"], family["ci_low"].round(DIGITS) > 0),
        "by_leaving_out": (family["log_odds_loo"], family["log_odds_loo"].round(DIGITS) > 0),
        "by_shuffling": (told, within),
    }
    more = family["log_odds"] > 0
    frame = family[more].reset_index(drop=True)
    for check, (values, holds) in answers.items():
        answer = pd.Series(holds, index=family.index, dtype="boolean").mask(values.isna())
        frame[check] = answer[more].reset_index(drop=True)
    made = frame[list(CHECKS)]
    return frame.assign(n_checks=made.sum(axis=1).astype(int), n_made=made.notna().sum(axis=1))


def claimed_by_g2(g2: np.ndarray, alpha: float) -> np.ndarray:
    """Say which contrasts ordinary keyness claims: those whose G² is significant after Benjamini & Hochberg.

    Parameters
    ----------
    g2 : ndarray of float
        All contrasts that are looked at, of either sign.
    alpha : float
        Error allowed.

    Returns
    -------
    ndarray of bool
        Of the same shape.
    """
    p = chi2.sf(np.abs(g2), 1)
    return false_discovery_control(p, axis=None).reshape(p.shape) <= alpha


def count_claimed(table: pd.DataFrame) -> pd.DataFrame:
    """Count, by group, the terms that each check would claim, and those that all of them would.

    Parameters
    ----------
    table : DataFrame
        As `with_checks` returns it.

    Returns
    -------
    DataFrame
        One row a group, in their order: group, n_terms (looked at), a column for each of `CHECKS` (missing where the
        check could be made for none), n_all_made (terms that could be put to all of them), all_checks (of these, those
        that hold in all; missing where there are none) and surviving (terms that hold in all that could be made of
        them, be it all or fewer).

    Raises
    ------
    ValueError
        A table without the columns needed.
    """
    check_columns(table, ("group", *CHECKS, "n_checks", "n_made"), "table")
    all_made = table["n_made"] == len(CHECKS)
    through = (table["n_checks"] == len(CHECKS)).astype("boolean").mask(~all_made)
    counted = table.assign(n_terms=1, n_all_made=all_made, all_checks=through, surviving=survives(table))
    by_group = counted.groupby("group", sort=False, observed=True)
    sums = by_group[["n_terms", *CHECKS, "n_all_made", "all_checks", "surviving"]].sum(min_count=1)
    return sums.astype("Int64").reset_index()


def survives(table: pd.DataFrame) -> pd.Series:
    """Say which terms hold in every check that could be made of them, of a table as `with_checks` returns it."""
    return table["n_checks"] == table["n_made"]


def most_checks(table: pd.DataFrame, n: int | None = None, groups: Sequence[str] | None = None) -> pd.DataFrame:
    """Keep, of each group, the terms that fail in the fewest checks.

    Parameters
    ----------
    table : DataFrame
        As `with_checks` returns it.
    n : int, optional
        Terms a group; all of them by default.
    groups : sequence of str, optional
        Order of the groups; that of the table by default. Groups that are not named are left out.

    Returns
    -------
    DataFrame
        By group, rising number of checks that were made and do not hold, falling number that hold, then falling z.

    Raises
    ------
    ValueError
        n below 1.
    """
    if n is not None and n < 1:
        raise ValueError(f"n is {n}; give 1 or more terms a group")
    places = list(dict.fromkeys(table["group"]) if groups is None else groups)
    table = table[table["group"].isin(places)]
    place = table["group"].astype(str).map({str(group): at for at, group in enumerate(places)})
    failed = table["n_made"] - table["n_checks"]
    ranked = table.iloc[np.lexsort((-table["z"].round(DIGITS), -table["n_checks"], failed, place))]
    kept = ranked if n is None else ranked.groupby("group", sort=False, observed=True).head(n)
    return kept.reset_index(drop=True)


def overlap(table: pd.DataFrame, measures: tuple[str, ...], n: int) -> pd.DataFrame:
    """Say how far measures name the same first terms.

    Parameters
    ----------
    table : DataFrame
        As `with_checks` returns it.
    measures : tuple of str
        Columns to rank by, the highest first.
    n : int
        Length of the lists. Terms that are tied at its end are left out, all of them: nothing ranks them.

    Returns
    -------
    DataFrame
        One row a pair of measures: measure_a, measure_b, shared (mean over groups of the share of the shorter list that
        the other names too; missing where none can be compared), n_groups (that have a list by both).

    Raises
    ------
    ValueError
        A measure that is no column, or n below 1.
    """
    check_columns(table, ("group", "term", *measures), "table")
    if n < 1:
        raise ValueError(f"n is {n}; give 1 or more terms a list")
    groups = dict(iter(table.groupby("group", sort=False, observed=True)))
    lists = {measure: {group: _first(rows, measure, n) for group, rows in groups.items()} for measure in measures}
    rows = []
    for first, second in combinations(measures, 2):
        pairs = [(lists[first][group], lists[second][group]) for group in groups]
        shares = [len(a & b) / min(len(a), len(b)) for a, b in pairs if a and b]
        rows.append((first, second, float(np.mean(shares)) if shares else float("nan"), len(shares)))
    return pd.DataFrame(rows, columns=["measure_a", "measure_b", "shared", "n_groups"])


def _first(rows: pd.DataFrame, measure: str, n: int) -> set[str]:
    """Return the n terms of highest value, without those tied with the next one."""
    values = rows[measure].dropna().round(DIGITS).sort_values(ascending=False)
    beyond = values.iloc[n] if len(values) > n else -np.inf
    return set(rows.loc[values.index[values > beyond], "term"].head(n))
