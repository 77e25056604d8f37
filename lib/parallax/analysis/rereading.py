"""Settled codes that were read again: what later passes met, and where all of them contradicted it.

Settled codes rest on two passes. Later passes are made to see whether they can be found again; where these agree with
each other against a settled code, it is read again, and changed or kept with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

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
