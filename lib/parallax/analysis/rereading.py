"""What was read again: settled codes that later passes contradict, and rows drawn at random to be checked.

Settled codes rest on two passes. Later passes are made to see whether they can be found again; where these agree with
each other against a settled code, it is read again, and changed or kept with a reason. How many rows of a table are
wrong is estimated from some that are drawn at random and compared with the articles.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from parallax.statistics.checks import check_columns
from parallax.statistics.draws import uniforms
from parallax.tables.answers import ROW, named
from parallax.tables.coded import KEYS, RESOLVED

#: How many rows of each table the book has drawn, and the key of their lots.
DRAWN, LOTS = 50, 2026


#: Who checks, in the order in which their checks are shown: what a person says comes first.
READERS = ("person", "model")


def as_met(codings: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """Put the settled codes of codings.csv back to what they were before any was read again.

    `reasons` are the rows of disagreements.csv: source, line, variable, settled_before (empty where the code was not
    changed), reason.

    Notes
    -----
    A code that was changed because later passes contradicted it agrees with them by construction. Compare these passes
    with what this gives, not with the settled codes of today.
    """
    keys = [*KEYS, "variable"]
    before = reasons[reasons["settled_before"] != ""].set_index(keys)["settled_before"]
    earlier = before.reindex(pd.MultiIndex.from_frame(codings[keys])).to_numpy()
    changed = (codings["coder"] == RESOLVED).to_numpy() & pd.notna(earlier)
    return codings.assign(value=np.where(changed, earlier, codings["value"]))


def later_against(codings: pd.DataFrame, reasons: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """List the settled codes, as the later passes (two or more) met them, that all of these contradict in the same way.

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
    """Draw rows of a table at random; all of them, if there are fewer than n.

    Parameters
    ----------
    rows : sequence of str
        A name for each row, all different.
    n : int
        How many are drawn.
    seed, table : int, str
        Key of the random numbers, see `statistics.draws`: each row has its own, whichever other rows there are.

    Returns
    -------
    list of str
        Names of the rows with the lowest numbers, in the order given.

    Examples
    --------
    >>> drawn(["dock/1", "dock/2", "reef/1"], 2, seed=1, table="codings")
    ['dock/1', 'reef/1']
    """
    lots = uniforms(rows, 1, seed=seed, name=f"rereading.drawn/{table}")[:, 0]
    return [rows[place] for place in sorted(np.argsort(lots, kind="stable")[:n])]


def by_lot(rows: pd.DataFrame, n: int = DRAWN, seed: int = LOTS) -> pd.DataFrame:
    """Return the rows of each table that are drawn at random, in the order given; see `drawn`.

    `rows` have table, source, line and item, as those of `tables.answers.answers`.
    """
    names = named(rows).str.split("/", n=1).str[1]
    chosen = {table: set(drawn(list(mine), n, seed=seed, table=table)) for table, mine in names.groupby(rows["table"])}
    return rows[[name in chosen[table] for table, name in zip(rows["table"], names, strict=True)]]


def said_by_persons(checks: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what persons said of each row that they checked, as far as it is the row of today.

    Parameters
    ----------
    checks : DataFrame
        Rows of checks.csv.
    rows : DataFrame
        Rows of the tables, as of `tables.answers.answers`.

    Returns
    -------
    DataFrame
        table, source, line, item and said: ``open`` where one person or more found it wrong and nothing has been done,
        else ``kept`` where it was read again and kept, else ``right``. Rows that were changed since, and those of which
        nobody could tell, are left out.
    """
    mine = checks[checks["checked_by"] == "person"].merge(rows[[*ROW, "seen"]], on=[*ROW, "seen"])
    mine = mine[mine["right"].notna()]
    said = np.where(mine["right"] == 1, "right", np.where(mine["outcome"] == "kept", "kept", "open"))
    weight = pd.Series(said, index=mine.index).map({"open": 0, "kept": 1, "right": 2})
    first = mine.assign(said=said, weight=weight).sort_values("weight", kind="stable").drop_duplicates(ROW)
    return first.sort_index()[[*ROW, "said"]].reset_index(drop=True)


def error_rates(checks: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Estimate from rows drawn at random how many of each table are wrong.

    Parameters
    ----------
    checks : DataFrame
        Rows of checks.csv: table, right (1 or 0, missing where the reader could not tell), checked_by, checker.
    level : float
        Confidence of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        One row for each table and reader, tables in the order of first rows, persons before models: table, checked_by,
        checker, n_checked (rows of which the reader could tell), n_unsure (the others), n_wrong, share_wrong (0 to 1),
        wrong_low and wrong_high (ends of its interval). Nothing is estimated where n_checked is 0.

    Notes
    -----
    Intervals are Wilson's (1927), which also work for a share of none or all. They speak of what this reader would find
    wrong in the whole table, and not of what another reader would: so two persons are never added up.
    """
    check_columns(checks, ("table", "right", "checked_by", "checker"), "checks")
    order = {table: place for place, table in enumerate(checks["table"].unique())}
    right = checks["right"].astype("Int64")
    counted = checks.assign(n_checked=right.notna(), n_unsure=right.isna(), n_wrong=right.eq(0).fillna(False))
    keys = ["table", "checked_by", "checker"]
    rates = counted.groupby(keys, sort=False)[["n_checked", "n_unsure", "n_wrong"]].sum().astype(int).reset_index()
    places = {"table": order, "checked_by": {reader: place for place, reader in enumerate(READERS)}}
    rates = rates.sort_values(keys, key=lambda each: each.map(places[each.name]) if each.name in places else each)
    ends = [
        binomtest(n_wrong, n_checked).proportion_ci(level, method="wilson") if n_checked else None
        for n_checked, n_wrong in rates[["n_checked", "n_wrong"]].itertuples(index=False)
    ]
    return rates.assign(
        share_wrong=rates["n_wrong"] / rates["n_checked"].where(rates["n_checked"] > 0),
        wrong_low=[end.low if end else np.nan for end in ends],
        wrong_high=[end.high if end else np.nan for end in ends],
    ).reset_index(drop=True)
