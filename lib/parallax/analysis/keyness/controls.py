"""Controls of contrasts: within one group, with labels dealt at random, and without each group in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import CHECKS, count_claimed, survives, with_checks
from parallax.analysis.keyness.contrasts import keyness
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def blocks(units: Units, n_blocks: int) -> np.ndarray:
    """Cut each group's units, in the order given, into blocks of about as many tokens.

    Parameters
    ----------
    units : Units
        Those of a group in the order of its text. No document of a group that has several is cut, where documents are
        what is drawn (`statistics.units.Units.drawn`).
    n_blocks : int
        Blocks a group.

    Returns
    -------
    ndarray of int64, shape (units,)
        Block of each unit within its group, from 0.

    Raises
    ------
    ValueError
        Fewer than two blocks, or a group with no tokens or fewer units than blocks.
    """
    if n_blocks < 2:
        raise ValueError(f"n_blocks is {n_blocks}; give 2 or more, so that there is something to compare")
    units.require_groups(1)
    block = np.zeros(len(units), dtype=np.int64)
    for group, label in enumerate(units.labels):
        own = np.flatnonzero(units.codes == group)
        piece = _pieces(units, own)
        tokens = np.bincount(piece, weights=units.sizes[own])
        if len(tokens) < n_blocks:
            raise ValueError(f"n_blocks is {n_blocks}, and {label!r} has {len(tokens)} units; lower it or leave it out")
        middle = (np.cumsum(tokens) - tokens / 2) / tokens.sum()
        block[own] = np.minimum((middle * n_blocks).astype(int), n_blocks - 1)[piece]
    return block


def _pieces(units: Units, own: np.ndarray) -> np.ndarray:
    """Give some units of one group the number of what is kept whole: their document as it comes, or they themselves."""
    document = pd.factorize(units.clusters[own])[0]
    return document if units.by_document and document.max(initial=0) else np.arange(len(own))


def between_blocks(units: Units, settings: Settings = Settings()) -> pd.DataFrame:
    """Contrast the two halves of each group (`blocks`) with each other, as if they were articles: a negative control.

    Parameters
    ----------
    units : Units
        Those of a group in the order of its text.
    settings : Settings
        As for `analysis.keyness.contrasts.keyness`, and alpha.

    Returns
    -------
    DataFrame
        group, block (from 0), and the other columns of `analysis.keyness.checks.with_checks`, by group. A group that
        cannot be halved, or has no term with `min_total` uses, has no rows.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness`; also if no group is large enough.

    Notes
    -----
    The blocks have one date and occasion, but not one subject: an article moves on. What is claimed here is what a
    change of section alone can bring about. Blocks of few units have no interval, so that not all checks can hold.
    """
    parts = []
    for group, label in enumerate(units.labels):
        own = np.flatnonzero(units.codes == group)
        halves = _halves(units, own)
        if halves is None or halves.totals.sum(axis=0).max(initial=0) < settings.min_total:
            continue
        found = keyness(halves, settings=settings)
        found = with_checks(found, alpha=settings.alpha).rename(columns={"group": "block"})
        found.insert(0, "group", label)
        parts.append(found)
    if not parts:
        raise ValueError(f"no group can be halved and has a term with {settings.min_total} uses; lower min_total")
    return pd.concat(parts, ignore_index=True)


def _halves(units: Units, own: np.ndarray) -> Units | None:
    """Return some units of one group as two, of whole documents if it has several; nothing if it is a single piece."""
    piece = _pieces(units, own)
    if len(np.unique(piece)) < 2:
        return None
    mine = units.rows(own)
    # A piece is what is drawn of each half, be it a document or a unit.
    mine = mine if len(np.unique(piece)) < len(own) else mine.unclustered()
    return mine.regrouped(blocks(mine, 2))


def dealt_codes(units: Units, settings: Settings) -> Iterator[np.ndarray]:
    """Deal the units out at random, as many to each group as it has.

    Parameters
    ----------
    units : Units
        Whole documents are dealt where they are what is drawn, see `statistics.units.Units.drawn`; else any unit to any
        group.
    settings : Settings
        n_deals and seed.

    Yields
    ------
    ndarray of int64, shape (units,)
        Place in the labels of the group that each unit is dealt to, see `statistics.draws.permuted`.
    """
    name = "keyness_checks.dealt"
    drawn = units.drawn
    for block in permuted(drawn.codes, drawn.ids, settings.n_deals, seed=settings.seed, name=name):
        yield from map(units.to_units, block)


def random_deals(units: Units, settings: Settings) -> pd.DataFrame:
    """Deal the units out at random and count what is claimed then: a negative control.

    Parameters
    ----------
    units : Units
        Each deal gives every group as many as it has of what is dealt, see `dealt_codes`.
    settings : Settings
        As for `analysis.keyness.contrasts.keyness`, with n_deals and alpha. Each deal draws all the resamples.

    Returns
    -------
    DataFrame
        One row a deal: deal (from 1) and the columns of `analysis.keyness.checks.count_claimed`, summed over all
        groups; missing where it is for all of them.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness`.
    """
    loose, rows = units if units.by_document else units.unclustered(), []
    for deal, codes in enumerate(dealt_codes(units, settings), start=1):
        found = with_checks(keyness(loose.regrouped(units.labels[codes]), settings=settings), alpha=settings.alpha)
        rows.append(_summed(found).rename(deal))
    return pd.DataFrame(rows).rename_axis("deal").reset_index()


def without_each(units: Units, settings: Settings = Settings()) -> pd.DataFrame:
    """Make the contrasts again without each group in turn, to see whether one of the others carries them.

    Parameters
    ----------
    units : Units
        Three groups or more.
    settings : Settings
        As for `analysis.keyness.contrasts.keyness`, and alpha.

    Returns
    -------
    DataFrame
        left_out, and the columns of `analysis.keyness.checks.with_checks` for what is left, for each group that is left
        out.

    Raises
    ------
    ValueError
        As `analysis.keyness.contrasts.keyness`; also fewer than three groups.
    """
    units.require_groups(3)
    parts = []
    for group, label in enumerate(units.labels):
        found = keyness(units.rows(units.codes != group), settings=settings)
        parts.append(with_checks(found, alpha=settings.alpha).assign(left_out=label))
    return pd.concat(parts, ignore_index=True)


def drawn_again(contrasts: pd.DataFrame, again: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Say of what survives every check that can be made in how many other series of random draws it does so too.

    Parameters
    ----------
    contrasts : DataFrame
        As `analysis.keyness.checks.with_checks` returns them.
    again : sequence of DataFrame
        The same contrasts, made with other seeds.

    Returns
    -------
    DataFrame
        One row for each contrast that survives in `contrasts`, in their order: group, term, n_again.

    Examples
    --------
    >>> once = pd.DataFrame({"group": ["dock"] * 2, "term": ["net", "oil"], "n_checks": [5, 5], "n_made": [5, 5]})
    >>> drawn_again(once, [once, once.assign(n_checks=[5, 4])]).values.tolist()
    [['dock', 'net', 2], ['dock', 'oil', 1]]
    """
    keys = ["group", "term"]
    there = pd.concat([table.loc[survives(table), keys].astype(str) for table in again])
    times = there.value_counts().rename("n_again").reset_index()
    own = contrasts.loc[survives(contrasts), keys].astype(str)
    return own.merge(times, how="left", on=keys).fillna({"n_again": 0}).astype({"n_again": int})


def beside_deals(counted: pd.DataFrame, claimed: np.ndarray, deals: pd.DataFrame) -> pd.DataFrame:
    """Set what the usual test claims, and what survives every check, beside what random deals give.

    Parameters
    ----------
    counted : DataFrame
        Of the real groups, as `analysis.keyness.checks.count_claimed` returns it.
    claimed : ndarray of int
        What the usual test claims in each of many deals, see `analysis.keyness.g2.in_deals`.
    deals : DataFrame
        As `random_deals` returns it.

    Returns
    -------
    DataFrame
        One row a step: step (by_tokens, surviving), n (terms), mean_dealt, most_dealt, n_deals.
    """
    dealt = {"by_tokens": claimed, "surviving": deals["surviving"].to_numpy(dtype=int)}
    rows = [(step, int(counted[step].sum()), each.mean(), int(each.max()), len(each)) for step, each in dealt.items()]
    return pd.DataFrame(rows, columns=["step", "n", "mean_dealt", "most_dealt", "n_deals"])


def side_by_side(
    checked: Mapping[str, pd.DataFrame],
    deals: pd.DataFrame,
    halves: pd.DataFrame | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Count what each check claims of several comparisons and of their controls.

    Parameters
    ----------
    checked : mapping of str to DataFrame
        Comparisons by name, each as `analysis.keyness.checks.with_checks` returns it.
    deals : DataFrame
        As `random_deals` returns it.
    halves : DataFrame, optional
        As `between_blocks` returns it; it needs terms that are frequent in every group.
    names : mapping of str to str
        Name by group of `halves`, in the order wanted.

    Returns
    -------
    DataFrame
        One row a comparison, then two for random deals, the mean and the most, then one for the halves of each group:
        compared, n_terms, a column for each check, n_all_made, surviving; missing where a check could be made for none.
    """
    inside = {}
    if halves is not None:
        there = [group for group in names if (halves["group"] == group).any()]
        inside = {f"halves of {names[group]}": halves[halves["group"] == group] for group in there}
    dealt = deals.drop(columns="deal")
    rows = {
        **{name: _summed(table) for name, table in checked.items()},
        "random deals, mean": dealt.mean(),
        "random deals, most": dealt.max(),
        **{name: _summed(table) for name, table in inside.items()},
    }
    kept = ["n_terms", *CHECKS, "n_all_made", "surviving"]
    return pd.DataFrame(rows).T[kept].astype("Float64").rename_axis("compared").reset_index()


def _summed(checked: pd.DataFrame) -> pd.Series:
    """Return what is claimed for all groups together; missing where it is for each of them."""
    return count_claimed(checked).drop(columns="group").sum(min_count=1)
