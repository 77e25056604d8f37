"""What was read again: settled codes that later passes contradict, and rows that are drawn by lot to be checked.

Settled codes rest on two passes. Later passes are made to see whether they can be found again; where these agree with
each other against a settled code, it is read again, and changed or kept with a reason. How many rows of a table are
wrong is estimated from some that are drawn by lot and held against the articles.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from parallax.statistics.checks import check_columns
from parallax.statistics.draws import uniforms
from parallax.tables.coded import KEYS, RESOLVED


def as_met(codings: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """Put the settled codes of codings.csv back to what they were before any was read again.

    `reasons` are the rows of disagreements.csv: source, line, variable, settled_before (empty where the code was not
    changed), reason.

    Notes
    -----
    A code that was changed because later passes contradicted it agrees with them by its making. Compare these passes
    with what this gives, not with the settled codes of today.
    """
    keys = [*KEYS, "variable"]
    before = reasons[reasons["settled_before"] != ""].set_index(keys)["settled_before"]
    earlier = before.reindex(pd.MultiIndex.from_frame(codings[keys])).to_numpy()
    changed = (codings["coder"] == RESOLVED).to_numpy() & pd.notna(earlier)
    return codings.assign(value=np.where(changed, earlier, codings["value"]))


def later_against(codings: pd.DataFrame, reasons: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """List the settled codes, as the later passes (two or more) met them, that all of these contradict with one voice.

    Codings and reasons are those of `as_met`.

    Returns
    -------
    DataFrame
        source, line, variable, later (what the passes say), met (what was settled then), resolved (what is settled
        now), reason (empty where the code was not read again); in the order of `codings`. A paragraph that one of them
        did not code is left out.
    """
    if len(set(coders)) < 2:
        raise ValueError(f"coders holds {len(set(coders))}; name two later passes or more")
    keys = [*KEYS, "variable"]
    wide = as_met(codings, reasons).pivot(index=keys, columns="coder", values="value")
    met = wide.reindex(columns=[*coders, RESOLVED])
    later = met[coders[0]]
    against = met.notna().all(axis=1) & met[list(coders)].eq(later, axis=0).all(axis=1) & (later != met[RESOLVED])
    now = codings[codings["coder"] == RESOLVED].set_index(keys)["value"]
    contradicted = pd.DataFrame({"later": later, "met": met[RESOLVED], RESOLVED: now})[against].reset_index()
    order = codings.drop_duplicates(keys)[keys]
    table = order.merge(contradicted, on=keys).merge(reasons[[*keys, "reason"]], on=keys, how="left")
    return table.fillna({"reason": ""})


def drawn(rows: Sequence[str], n: int, *, seed: int, table: str) -> list[str]:
    """Draw rows of a table by lot, all if it has fewer than n.

    Parameters
    ----------
    rows : sequence of str
        A name for each row, all different.
    n : int
        How many are drawn.
    seed, table : int, str
        Key of the lots, see `statistics.draws`: each row has its own, whichever other rows there are.

    Returns
    -------
    list of str
        Names of the rows with the lowest lots, in the order given.

    Examples
    --------
    >>> drawn(["dock/1", "dock/2", "reef/1"], 2, seed=1, table="codings")
    ['dock/1', 'reef/1']
    """
    lots = uniforms(rows, 1, seed=seed, name=f"rereading.drawn/{table}")[:, 0]
    return [rows[place] for place in sorted(np.argsort(lots, kind="stable")[:n])]


def error_rates(checks: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Estimate from rows drawn by lot how many of each table are wrong.

    Parameters
    ----------
    checks : DataFrame
        Rows of checks.csv: table, right (1 or 0).
    level : float
        Confidence of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        One row a table, in the order of first rows: table, n_checked, n_wrong, share_wrong (0 to 1), wrong_low and
        wrong_high (ends of its interval).

    Notes
    -----
    Intervals are Wilson's (1927), which hold a share of none or all as well. They speak of what this reader would find
    wrong in the whole table, and not of what another reader would.
    """
    check_columns(checks, ("table", "right"), "checks")
    wrong = 1 - checks["right"]
    table = wrong.groupby(checks["table"], sort=False).agg(n_checked="size", n_wrong="sum").reset_index()
    ends = [
        binomtest(int(n_wrong), int(n_checked)).proportion_ci(level, method="wilson")
        for n_checked, n_wrong in table[["n_checked", "n_wrong"]].itertuples(index=False)
    ]
    share = table["n_wrong"] / table["n_checked"]
    return table.assign(share_wrong=share, wrong_low=[end.low for end in ends], wrong_high=[end.high for end in ends])
