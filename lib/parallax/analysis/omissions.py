"""What each group leaves out though the others say it, and how much of that chance alone would give."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from parallax.analysis.terms import against_others
from parallax.statistics.draws import permuted
from parallax.statistics.resampling import zero_bound
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

AT_ONCE = 500  # deals that are looked at together: more would only take more memory

BLOCK_VALUES = 20_000_000  # groups times terms times deals that are looked at together, if one deal has no more


class _Rule(NamedTuple):
    """When an absence counts as an omission: others that must use the term, their uses, and what was possible."""

    min_groups: int
    min_total: int
    possible: np.ndarray  # groups by terms


def left_out(
    units: Units,
    settings: Settings = Settings(),
    *,
    possible: pd.DataFrame | None = None,
    min_groups: int | None = None,
) -> pd.DataFrame:
    """List the terms that a group never uses though others do.

    Parameters
    ----------
    units : Units
        Two groups or more; every term occurs somewhere.
    settings : Settings
        min_total: fewest uses by the others together, 1 or more.
    possible : DataFrame of bool, groups by terms, optional
        False where a group could not have used a term, such as one for what came after it was written;
        those rows are left out. Groups and terms that it does not name are possible, and terms that
        `units` does not have are ignored.
    min_groups : int, optional
        Other groups that must use the term; by default all but one of them, but not fewer than two.

    Returns
    -------
    DataFrame
        By group and falling `expected`: group, term, n_reference, rate_reference (per 1,000 tokens),
        groups_using, expected (uses that the group would have at the others' rate), bound (the highest
        rate per 1,000 that a zero in the group's tokens leaves open at 95 %, `statistics.resampling.zero_bound`),
        beyond_bound (rate_reference > bound).

    Raises
    ------
    ValueError
        Fewer than two groups, one without tokens, a term that occurs nowhere, a `possible` that is not boolean or names
        another group, a bad `min_groups`, or a `min_total` of 0.

    Notes
    -----
    Where `beyond_bound` is False, a text so short would often show this zero by chance: no omission to
    speak of. Where it is True, that is not a test either: words cluster, and the terms looked at are many.

    Examples
    --------
    >>> units = Units([[4, 9], [5, 9], [0, 9]], ["boat", "net"], ["dock", "reef", "moor"])
    >>> left_out(units)[["group", "term", "n_reference", "beyond_bound"]].values.tolist()
    [['moor', 'boat', 9, True]]
    """
    rule = _rule(units, settings, possible, min_groups)
    total, tokens = units.totals.sum(axis=0), units.tokens
    absent = units.totals.toarray() == 0
    found, beyond = _omitted(absent[..., np.newaxis], total, tokens[:, np.newaxis], rule)
    row, column = np.nonzero(found[..., 0])
    frame = against_others(units, row, column, 0)
    frame["groups_using"] = units.groups_using[column]
    frame["expected"] = frame["rate_reference"] * tokens[row] / 1000
    frame["bound"] = 1000 * zero_bound(tokens[row])
    frame["beyond_bound"] = beyond[row, column, 0]
    # Within a group `expected` goes as the others' count, which is whole, so that ties are exact.
    return frame.iloc[np.lexsort((units.terms[column], -total[column], row))].reset_index(drop=True)


def by_chance(
    units: Units,
    settings: Settings = Settings(),
    *,
    possible: pd.DataFrame | None = None,
    min_groups: int | None = None,
) -> pd.DataFrame:
    """Deal the units out at random and count what the same rule then finds: a negative control.

    Parameters
    ----------
    units : Units
        As in `left_out`. Each deal gives every group as many units as it has, drawn from all.
    settings : Settings
        n_deals, seed, and min_total as in `left_out`.
    possible, min_groups : optional
        As in `left_out`.

    Returns
    -------
    DataFrame
        One row a deal: n_left_out (rows of `left_out`), n_beyond (of them beyond the bound), single_share (share of
        terms that one group only uses).

    Raises
    ------
    ValueError
        As `left_out`.

    Notes
    -----
    Dealing mixes authors, dates and subjects. A figure that comes out of it as large as the real one shows what
    length and the number of groups do by themselves; one that does not says little more than that the groups are of
    different origin. `share_reaching` says how often it comes out.
    """
    rule, units = _rule(units, settings, possible, min_groups), units.drawn
    total, groups = units.counts.sum(axis=0), range(len(units.labels))
    # Most terms stand in one unit, and too rarely to be missed: in one group, whatever is dealt.
    loose = np.flatnonzero(((units.counts > 0).sum(axis=0) > 1) | (total >= rule.min_total))
    uses, rule = (units.counts[:, loose] > 0).astype(np.int32).T, rule._replace(possible=rule.possible[:, loose])
    at_once = max(1, min(AT_ONCE, BLOCK_VALUES // max(1, rule.possible.size)))
    deals = partial(permuted, seed=settings.seed, name="omissions.by_chance", at_once=at_once)
    rows = []
    for dealt in deals(units.codes, units.ids, settings.n_deals):
        # Groups by terms by deals.
        absent = np.array([uses @ (dealt == group).T.astype(np.int32) == 0 for group in groups])
        lengths = np.array([(dealt == group) @ units.sizes for group in groups])
        found, beyond = _omitted(absent, total[loose], lengths, rule)
        single = len(total) - len(loose) + ((~absent).sum(axis=0) == 1).sum(axis=0)
        rows.append((found.sum(axis=(0, 1)), beyond.sum(axis=(0, 1)), single / len(total)))
    columns = map(np.concatenate, zip(*rows, strict=True))
    return pd.DataFrame(dict(zip(("n_left_out", "n_beyond", "single_share"), columns, strict=True)))


def share_reaching(deals: pd.Series, found: float) -> float:
    """Return the share of random deals that give as much as was found, or more.

    Parameters
    ----------
    deals : Series
        A column of what `by_chance` returns.
    found : float
        The same figure for the texts as they are.

    Returns
    -------
    float
        (1 + deals that reach it) / (1 + deals): what is found counts as one deal among them, so that the share is never
        zero, and a verdict taken from it is not bolder for fewer deals.
    """
    return float((1 + (deals >= found).sum()) / (1 + len(deals)))


def beside_chance(found: float, deals: pd.Series) -> dict[str, float]:
    """Set what was found beside what random deals give.

    Parameters
    ----------
    found : float
        The same figure for the texts as they are.
    deals : Series
        A column of what `by_chance` returns.

    Returns
    -------
    dict
        left_out (what was found), dealt_mean, dealt_low and dealt_high (nine deals in ten lie between them, ends
        included), share_reaching (see the function of that name).

    Examples
    --------
    >>> beside_chance(4, pd.Series([1, 2, 2, 3]))
    {'left_out': 4.0, 'dealt_mean': 2.0, 'dealt_low': 1.0, 'dealt_high': 3.0, 'share_reaching': 0.2}
    """
    low, high = (float(deals.quantile(q, interpolation=end)) for q, end in ((0.05, "lower"), (0.95, "higher")))
    return {
        "left_out": float(found),
        "dealt_mean": float(deals.mean()),
        "dealt_low": low,
        "dealt_high": high,
        "share_reaching": share_reaching(deals, found),
    }


def _omitted(absent: np.ndarray, total: np.ndarray, lengths: np.ndarray, rule: _Rule) -> tuple[np.ndarray, np.ndarray]:
    """Say which absences are omissions, and which of these lie beyond what a zero leaves open.

    What is absent is of shape (groups, terms, deals), totals are of shape (terms,), lengths of shape (groups, deals).
    """
    often, lengths = total[:, np.newaxis], lengths[:, np.newaxis]
    using = len(absent) - absent.sum(axis=0)
    found = absent & (using >= rule.min_groups) & (often >= rule.min_total) & rule.possible[..., np.newaxis]
    # A deal can leave a group without tokens; nothing can be said to be left out then.
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = often / (lengths.sum(axis=0) - lengths)
    return found, found & (rates > zero_bound(np.maximum(lengths, 1)))


def _rule(units: Units, settings: Settings, possible: pd.DataFrame | None, min_groups: int | None) -> _Rule:
    """Check what is counted, and the rule for it."""
    units.require_groups()
    units.require_used()
    others = len(units.labels) - 1
    needed = min(others, max(2, others - 1)) if min_groups is None else min_groups
    if not 1 <= needed <= others:
        raise ValueError(f"min_groups is {min_groups}; with {others + 1} groups give 1 to {others}")
    if settings.min_total < 1:
        raise ValueError(f"min_total is {settings.min_total}; a term left out has been used, so give 1 or more")
    return _Rule(needed, settings.min_total, _possible(possible, units))


def _possible(possible: pd.DataFrame | None, units: Units) -> np.ndarray:
    """Bring `possible` into groups by terms."""
    if possible is None:
        return np.ones(units.totals.shape, dtype=bool)
    unknown = possible.index.difference(pd.Index(units.labels))
    if len(unknown):
        raise ValueError(f"possible names {unknown[0]!r}, which groups does not; correct its index")
    values = possible.reindex(index=units.labels, columns=units.terms, fill_value=True).to_numpy()
    if values.dtype != bool:
        raise ValueError(f"possible holds {values.dtype}; give True or False")
    return values
