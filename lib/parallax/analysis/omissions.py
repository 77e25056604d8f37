"""What each group leaves out though the others say it, and how much of that chance alone would give."""

from __future__ import annotations

from typing import TypedDict, Unpack

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics.arrays import unmasked
from parallax.statistics.checks import Counts, Labels, check_groups, check_sizes, named_counts
from parallax.statistics.crosstab import GroupTable, against_others, tabulate
from parallax.statistics.resampling import generator, zero_bound

MIN_TOTAL = 5  # fewest uses by the others, unless told otherwise


AT_ONCE = 500  # deals that are looked at together: more would only take more memory


class Rules(TypedDict, total=False):
    """What `left_out` can be told by keyword; see there."""

    sizes: ArrayLike | None
    possible: pd.DataFrame | ArrayLike | None
    min_groups: int | None
    min_total: int


def left_out(
    counts: Counts,
    groups: Labels,
    terms: ArrayLike,
    *,
    sizes: ArrayLike | None = None,
    possible: pd.DataFrame | ArrayLike | None = None,
    min_groups: int | None = None,
    min_total: int = MIN_TOTAL,
) -> pd.DataFrame:
    """List the terms that a group never uses though others do.

    Parameters
    ----------
    counts, groups, terms, sizes : arrays
        As in `analysis.terms.tf_idf`.
    possible : DataFrame or array of bool, shape (groups, terms), optional
        False where a group could not have used a term, such as one for what came after it was written;
        those rows are left out. A DataFrame is read by its labels: groups and terms that it does not name
        are possible, and terms that `counts` does not have are passed over.
    min_groups : int, optional
        Other groups that must use the term; by default all but one of them, but not fewer than two.
    min_total : int
        Fewest uses by the others together.

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
        As `analysis.terms.tf_idf`; also a `possible` that is not boolean or does not fit, a bad `min_groups` or
        `min_total`.

    Notes
    -----
    Where `beyond_bound` is False, a text so short would often show this zero by chance: no omission to
    speak of. Where it is True, that is no test either: words cluster, and the terms looked at are many.
    """
    table = tabulate(counts, groups, terms, sizes)
    total = table.totals.sum(axis=0)
    eligible = (table.using >= _needed(min_groups, len(table.labels))) & (total >= _at_least_one(min_total))
    row, column = np.nonzero((table.totals.toarray() == 0) & eligible & _possible(possible, table))
    frame = against_others(table, row, column, 0)
    frame["groups_using"] = table.using[column]
    frame["expected"] = frame["rate_reference"] * table.tokens[row] / 1000
    frame["bound"] = 1000 * zero_bound(table.tokens[row])
    frame["beyond_bound"] = frame["rate_reference"] > frame["bound"]
    # Within a group `expected` goes as the others' count, which is whole, so that ties are exact.
    return frame.iloc[np.lexsort((table.terms[column], -total[column], row))].reset_index(drop=True)


def by_chance(
    counts: Counts, groups: Labels, terms: ArrayLike, *, n_deals: int = 200, seed: int = 0, **options: Unpack[Rules]
) -> pd.DataFrame:
    """Deal the units out at random and count what the same rules then find: a negative control.

    Parameters
    ----------
    counts, groups, terms : arrays
        As in `analysis.terms.tf_idf`. Each deal gives every group as many units as it has, drawn from all.
    n_deals : int
        Deals.
    seed : int
        See `statistics.resampling.generator`.
    **options
        What `left_out` is called with.

    Returns
    -------
    DataFrame
        One row a deal: n_left_out (rows of `left_out`), n_beyond (of them beyond the bound), single_share (share of
        terms that one group only uses).

    Raises
    ------
    ValueError
        As `left_out`; also fewer than one deal.

    Notes
    -----
    Dealing mixes authors, dates and subjects. A figure that comes out of it as large as the real one shows what
    length and the number of groups do by themselves; one that does not says little more than that the groups are by
    different hands. `share_reaching` says how often it comes out.
    """
    if n_deals < 1:
        raise ValueError(f"n_deals is {n_deals}; give 1 or more")
    matrix, names = named_counts(counts, terms)
    labels, codes = check_groups(groups, matrix.shape[0], at_least=2)
    left_out(matrix, groups, names, **options)  # refuses what it would refuse
    tokens, least = check_sizes(options.get("sizes"), matrix), options.get("min_total", MIN_TOTAL)
    possible = _possible(options.get("possible"), tabulate(matrix, groups, names, tokens))
    total, needed = np.asarray(matrix.sum(axis=0)), _needed(options.get("min_groups"), len(labels))
    # Most terms stand in one unit, and too rarely to be missed: in one group, whatever is dealt.
    loose = np.flatnonzero(((matrix > 0).sum(axis=0) > 1) | (total >= least))
    uses, possible = (matrix[:, loose] > 0).astype(np.int32).T, possible[:, loose, np.newaxis]
    rng = generator(seed, "omissions.by_chance")
    rows = []
    for start in range(0, n_deals, AT_ONCE):
        dealt = np.array([rng.permutation(codes) for _ in range(min(AT_ONCE, n_deals - start))])
        # Groups by terms by deals.
        absent = np.array([uses @ (dealt == group).T.astype(np.int32) == 0 for group in range(len(labels))])
        lengths = np.array([(dealt == group) @ tokens for group in range(len(labels))])[:, np.newaxis]
        using, often = len(labels) - absent.sum(axis=0), total[loose][:, np.newaxis]
        single = (len(total) - len(loose) + (using == 1).sum(axis=0)) / len(total)
        absent &= (using >= needed) & (often >= least) & possible
        # A deal can leave a group without tokens; nothing can be said to be left out then.
        with np.errstate(divide="ignore", invalid="ignore"):
            beyond = absent & (often / (tokens.sum() - lengths) > zero_bound(np.maximum(lengths, 1)))
        rows.append((absent.sum(axis=(0, 1)), beyond.sum(axis=(0, 1)), single))
    columns = zip(*rows, strict=True)
    return pd.DataFrame(
        dict(zip(("n_left_out", "n_beyond", "single_share"), map(np.concatenate, columns), strict=True))
    )


def share_reaching(deals: pd.Series, found: float) -> float:
    """Return the share of random deals that give as much as was found, or more.

    Parameters
    ----------
    deals : Series
        A column of what `by_chance` returns.
    found : float
        The same figure as things stand.

    Returns
    -------
    float
        (1 + deals that reach it) / (1 + deals): what is found counts as one deal among them, so that the share is never
        zero, and a verdict taken from it is not bolder for fewer deals.
    """
    return float((1 + (deals >= found).sum()) / (1 + len(deals)))


def _needed(min_groups: int | None, n_groups: int) -> int:
    """Give the number of other groups that must use a term."""
    if min_groups is None:
        return min(n_groups - 1, max(2, n_groups - 2))
    if not 1 <= min_groups < n_groups:
        raise ValueError(f"min_groups is {min_groups}; with {n_groups} groups give 1 to {n_groups - 1}")
    return min_groups


def _at_least_one(min_total: int) -> int:
    if min_total < 1:
        raise ValueError(f"min_total is {min_total}; a term left out has been used, so give 1 or more")
    return min_total


def _possible(possible: pd.DataFrame | ArrayLike | None, table: GroupTable) -> np.ndarray:
    """Bring `possible` into groups by terms."""
    shape = table.totals.shape
    if possible is None:
        return np.ones(shape, dtype=bool)
    if isinstance(possible, pd.DataFrame):
        unknown = possible.index.difference(pd.Index(table.labels))
        if len(unknown):
            raise ValueError(f"possible names {unknown[0]!r}, which groups does not; correct its index")
        possible = possible.reindex(index=table.labels, columns=table.terms, fill_value=True)
    values = unmasked(possible, "possible")
    if values.shape != shape or values.dtype != bool:
        raise ValueError(f"possible is {values.dtype} {values.shape}; give True or False in shape {shape}")
    return values
