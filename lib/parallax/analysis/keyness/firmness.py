"""How firm log-odds are: paragraphs resampled, labels shuffled, single paragraphs left out.

Everything is done for all groups and terms at once, on blocks of terms: sparse counts times dense weights, with no
loop over terms or resamples. Blocks do not depend on each other, so any number of threads gives the same numbers.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from threading import Lock
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from parallax.analysis.keyness.dealt import FEW_GROUPS, Dealt
from parallax.statistics.draws import THRESHOLDS, permuted, uniforms, weights
from parallax.statistics.measures import LogOdds, odds_ratio
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

BLOCK_VALUES = 250_000  # numbers in one array of a block: 2 MB, so that a block stays in a processor's cache


BLOCK_WEIGHTS = 5_000_000  # numbers in the masks of shuffled labels


# As a share of a statistic, or of one that is near 0 by itself: what differs by less is a tie, and rounding.
EQUAL = 1e-9


LARGEST_FLOAT32 = 2**24  # whole numbers below this are exact in half the memory


NAME = "contrasts.keyness"  # of the analysis, by which random numbers are drawn


class Prepared:
    """Units as resampling multiplies them: floats, with the prior that every resample shares.

    Parameters
    ----------
    units : Units
        What is drawn (`statistics.units.Units.drawn`): groups one after another, as in canonical order, and each with
        tokens, without which a resample of such would have no rate.
    strength : float
        Of the prior, see `statistics.measures.log_odds`.

    Attributes
    ----------
    counts : csr_array of float, shape (units, terms)
        Groups one after another.
    sizes : ndarray of float, shape (units,)
        All tokens of each unit.
    codes : ndarray of int64, shape (units,)
        Group of each unit, rising.
    ids : ndarray of str, shape (units,)
        Names of the units, by which random numbers are drawn.
    labels : ndarray, shape (groups,)
        The groups.
    totals : ndarray of float, shape (groups, terms)
        Uses of each term by each group.
    tokens : ndarray of float, shape (groups,)
        All tokens of each group.
    """

    def __init__(self, units: Units, strength: float) -> None:
        self.strength = strength
        self.codes, self.ids, self.labels = units.codes, units.ids, units.labels
        self.sizes, self.tokens = units.sizes.astype(float), units.tokens.astype(float)
        self.totals = units.totals.toarray().astype(float)
        # A unit comes as often in a resample as there are thresholds, at most.
        largest = self.totals.sum(axis=0).max() * len(THRESHOLDS)
        self.counts = units.counts.astype(np.float32 if largest < LARGEST_FLOAT32 else np.float64)

    @property
    def share(self) -> np.ndarray:
        """Of all tokens, the share of each term: the prior's, the same in every resample (shape (terms,))."""
        return self.totals.sum(axis=0) / self.tokens.sum()

    @property
    def spans(self) -> list[slice]:
        """Rows of each group."""
        ends = np.cumsum(np.bincount(self.codes)).tolist()
        return [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    @property
    def observed(self) -> LogOdds:
        """Each group against the rest (shape (groups, terms))."""
        n = self.tokens[:, np.newaxis]
        rest = self.totals.sum(axis=0) - self.totals
        return odds_ratio(self.totals, rest, n, n.sum() - n, strength=self.strength, share=self.share)


def intervals(given: Prepared, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """Give percentile intervals of the log-odds from resampling the units within each group.

    Parameters
    ----------
    given : Prepared
        See `Prepared`.
    settings : Settings
        All contrasts are taken of each of `n_resamples`; each unit draws for itself, see `statistics.draws.weights`.

    Returns
    -------
    low, high : ndarray of float, shape (groups, terms)
        Ends of the intervals; NaN where the group or the rest has fewer than `min_units`.

    Notes
    -----
    Efron & Tibshirani (1993), with the weights of a Poisson bootstrap. Memory grows as units × resamples × 4 bytes. A
    side that never uses the term would not vary at all, and the interval would take its zero for certain. So in a
    resample in which one side has no use, it gets as many as a zero leaves open, drawn from an exponential with a mean
    of one use. Where neither has any, the log-odds are 0. With some twenty units, percentile intervals are a little
    too narrow: in a simulation those at 95 % held the true value in 92 of 100 cases.
    """
    units = np.bincount(given.codes)
    drawn = [weights(given.ids[span], settings.n_resamples, seed=settings.seed, name=NAME) for span in given.spans]
    tokens = np.array([times @ given.sizes[span] for times, span in zip(drawn, given.spans, strict=True)])
    by_unit = np.concatenate([times.T for times in drawn]).astype(given.counts.dtype, order="C")
    n = np.array([tokens, tokens.sum(axis=0) - tokens])
    unseen, share = _unseen(given, settings.seed, n), given.share
    ends = np.full((2, *given.totals.shape), np.nan)
    wanted = np.flatnonzero(np.minimum(units, units.sum() - units) >= settings.min_units).tolist()
    tails = ((1 - settings.level) / 2, (1 + settings.level) / 2)

    def block(columns: slice, by_term: csr_array) -> None:
        totals = _by_group(by_term, given) @ by_unit
        totals = totals.reshape(len(given.labels), -1, settings.n_resamples).astype(float)
        pooled, prior = totals.sum(axis=0), share[columns, np.newaxis]
        for group in wanted:
            a, b = _with_unseen(totals[group], pooled - totals[group], unseen[:, group])
            ratio = odds_ratio(a, b, *n[:, group], strength=given.strength, share=prior).ratio
            ends[:, group, columns] = _log_quantiles(ratio, tails)

    if len(wanted):
        _in_blocks(block, given.counts, settings.n_resamples * ceil(len(given.labels) / FEW_GROUPS))
    return ends[0], ends[1]


def _by_group(by_term: csr_array, given: Prepared) -> csr_array:
    """Return the counts of some terms with a row for each group and term, which has those of the group's units."""
    n_terms, found = by_term.shape[0], by_term.tocoo()
    rows = given.codes[found.col] * n_terms + found.row
    return csr_array((found.data, (rows, found.col)), shape=(len(given.labels) * n_terms, by_term.shape[1]))


def _unseen(given: Prepared, seed: int, n: np.ndarray) -> np.ndarray:
    """Draw the uses that a side may have had though none was seen, for each side, group and resample.

    With no use in N tokens, shares above p are excluded at the level 1 - (1 - p)^N: nearly an exponential with mean
    1 / N. Its upper 5 % begin at the three uses of `statistics.resampling.zero_bound`.
    """
    own = given.tokens
    sides = np.array([own, own.sum() - own])[:, :, np.newaxis]
    drawn = uniforms(given.labels, 2, n.shape[-1], seed=seed, name=f"{NAME}/unseen")
    # No side uses a word more often than it has words: in a side of a few words the exponential would.
    return np.minimum(-np.log1p(-drawn.transpose(1, 0, 2)) * n / sides, n)


def _with_unseen(a: np.ndarray, b: np.ndarray, unseen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give a side without uses those that it may have had, where the other side has some."""
    rows = np.flatnonzero((a.min(axis=1) == 0) | (b.min(axis=1) == 0))
    if len(rows):
        some_a, some_b = a[rows] > 0, b[rows] > 0
        a[rows] = np.where(~some_a & some_b, unseen[0], a[rows])
        b[rows] = np.where(some_a & ~some_b, unseen[1], b[rows])
    return a, b


def _log_quantiles(ratios: np.ndarray, tails: tuple[float, ...]) -> np.ndarray:
    """Return quantiles of the logarithms of each row, which is sorted.

    Only the order statistics beside each quantile have their logarithm taken: it does not change the order. To sort is
    faster than to partition at several places, since NumPy sorts floats with vector instructions.
    """
    places = np.asarray(tails) * (ratios.shape[1] - 1)
    below, above = np.floor(places).astype(int), np.ceil(places).astype(int)
    ratios.sort(axis=1)
    low, high = np.log(ratios[:, below]), np.log(ratios[:, above])
    return (low + (high - low) * (places - below)).T


class Shuffled(NamedTuple):
    r"""What shuffled labels say of contrasts.

    Attributes
    ----------
    p : ndarray of float, shape (groups, terms)
        (1 + permutations in which this contrast's \|z\| is as large) / (1 + permutations).
    p_max_t : ndarray of float, shape (groups, terms)
        The same against the largest \|z\| of all groups and terms in each permutation.
    reached : ndarray of bool, shape (groups, terms)
        Whether a deal that is not the labels as they are, or for two groups the same the other way round, came as far.
    """

    p: np.ndarray
    p_max_t: np.ndarray
    reached: np.ndarray

    def q(self, alpha: float) -> np.ndarray:
        """Return p corrected over all contrasts after Benjamini & Hochberg (1995), of the same shape.

        NaN where it is above `alpha` though no other deal came as far: more permutations, or more units to deal, could
        make it less.
        """
        q = false_discovery_control(self.p.ravel()).reshape(self.p.shape)
        return np.where(~self.reached & (q > alpha), np.nan, q)


def shuffled(given: Prepared, settings: Settings) -> Shuffled:
    r"""Shuffle the labels of what is drawn and see how often z comes out as large.

    Parameters
    ----------
    given : Prepared
        See `Prepared`.
    settings : Settings
        n_permutations (see `statistics.settings.Settings.permutations`), alpha and seed.

    Notes
    -----
    Westfall & Young (1993), single-step max-T. Every group keeps its number of units. With whole paragraphs shuffled,
    a term that occurs in one paragraph only cannot look strong. The p-values speak of separation within these texts.
    """
    observed = np.abs(given.observed.z) * (1 - EQUAL) - EQUAL
    n_units, n_groups, largest = len(given.codes), len(given.labels), []
    as_large, elsewhere = np.zeros((2, *observed.shape))
    times = settings.permutations(observed.size, n_units)
    step = max(1, BLOCK_WEIGHTS // (n_units * min(n_groups, FEW_GROUPS)))
    labels = given.codes.astype(np.min_scalar_type(n_groups))  # small ones are dealt and compared sooner
    for codes in permuted(labels, given.ids, times, seed=settings.seed, name=NAME, at_once=step):
        found = _in_deals(given, Dealt(codes, n_groups, given.counts.dtype), observed)
        largest.append(found.largest)
        as_large += found.as_large
        elsewhere += found.elsewhere
    reached = np.searchsorted(np.sort(-np.concatenate(largest)), -observed, side="right")
    return Shuffled((1 + as_large) / (1 + times), (1 + reached) / (1 + times), elsewhere > 0)


class _Found(NamedTuple):
    """What a block of deals gives: the largest z of each, how many come as far as each contrast, how many others do."""

    largest: np.ndarray
    as_large: np.ndarray
    elsewhere: np.ndarray


def _in_deals(given: Prepared, dealt: Dealt, observed: np.ndarray) -> _Found:
    r"""Return the largest \|z\| in each of some deals, and how many of them reach each contrast."""
    tokens, shares, other = dealt.summed(given.sizes), given.share, dealt.others(given.codes)
    rest = given.sizes.sum() - tokens
    as_large, elsewhere = np.zeros((2, *observed.shape))
    largest, one_at_a_time = np.zeros(dealt.n_deals), Lock()

    def block(columns: slice, by_term: csr_array) -> None:
        pooled = given.totals[:, columns].sum(axis=0)[:, np.newaxis]
        share = shares[columns, np.newaxis]
        top = np.zeros(dealt.n_deals)
        for group, a in enumerate(dealt.uses(by_term)):
            n = tokens[group], rest[group]
            z = np.abs(odds_ratio(a, pooled - a, *n, strength=given.strength, share=share).z)
            reached = z >= observed[group, columns, np.newaxis]
            as_large[group, columns] = reached.sum(axis=1)
            elsewhere[group, columns] = reached[:, other[group]].sum(axis=1)
            np.maximum(top, z.max(axis=0), out=top)
        with one_at_a_time:
            np.maximum(largest, top, out=largest)

    _in_blocks(block, given.counts, dealt.width)
    return _Found(largest, as_large, elsewhere)


def leave_one_out(given: Prepared) -> np.ndarray:
    """Give the log-odds that comes nearest to zero, or beyond, when one unit that uses the term is left out.

    Parameters
    ----------
    given : Prepared
        See `Prepared`.

    Returns
    -------
    ndarray of float, shape (groups, terms)
        For positive log-odds the smallest that remains, for negative ones the largest; 0 where a side has no other
        unit with tokens, and NaN for a group that is one unit, or all but one: nothing can be left out of it.

    Notes
    -----
    A unit of the group itself bears on one contrast of each of its terms. One of the others bears on those of all
    groups but its own, so of them only those are tried that can come nearest, see `_ends`.
    """
    sign = np.where(given.observed.log_odds < 0, -1.0, 1.0).ravel()
    worst = np.full(sign.shape, np.inf)
    unit, term = given.counts.nonzero()
    n, size, group = given.counts.data.astype(float), given.sizes[unit], given.codes[unit]
    pooled, tokens, share = given.totals.sum(axis=0), given.tokens, given.share
    rest = tokens.sum() - tokens

    def weigh(row: np.ndarray | int, column: np.ndarray, sides: tuple[np.ndarray, ...]) -> None:
        a, b, n1, n2 = sides
        left = odds_ratio(a, b, np.maximum(n1, 1), np.maximum(n2, 1), strength=given.strength, share=share[column])
        place = row * len(pooled) + column
        np.minimum.at(worst, place, np.where((n1 == 0) | (n2 == 0), 0, sign[place] * left.log_odds))

    own = given.totals[group, term]
    weigh(group, term, (own - n, pooled[term] - own, tokens[group] - size, rest[group]))
    ends = _ends(term, n, size, group)
    for row in range(len(tokens)):
        others = ends[group[ends] != row]
        column = term[others]
        uses = given.totals[row, column]
        weigh(row, column, (uses, pooled[column] - uses - n[others], tokens[row], rest[row] - size[others]))
    left = (sign * worst).reshape(given.totals.shape)
    n_units = np.bincount(group_of := given.codes)
    alone = np.minimum(n_units, len(group_of) - n_units) < 2
    left[alone] = np.nan
    return left


def _ends(term: np.ndarray, n: np.ndarray, size: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return the entries of the shortest and the longest units among those with as many uses of one term.

    Leaving a unit out changes the log-odds by way of the rate of its side, (uses - n) / (tokens - size). At one n that
    rate only rises with size: no unit between the ends comes nearer to zero. Since a group is not among its own
    others, each end is taken twice, the second time from another group than the first.
    """
    order = np.lexsort((size, n, term))
    new = (np.diff(term[order], prepend=-1) != 0) | (np.diff(n[order], prepend=-1) != 0)
    run = np.cumsum(new) - 1
    return np.unique(np.concatenate([_first_two(run, group, order), _first_two(run[::-1], group, order[::-1])]))


def _first_two(run: np.ndarray, group: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return the first entry of each run, and the first after it that is of another group."""
    _, first, member = np.unique(run, return_index=True, return_inverse=True)
    other = np.flatnonzero(group[order] != group[order[first]][member])
    _, second = np.unique(run[other], return_index=True)
    return np.concatenate([order[first], order[other[second]]])


def _in_blocks(work: Callable[[slice, csr_array], None], counts: csr_array, width: int) -> None:
    """Call a function on blocks of terms, each with its terms × units counts, on `_threads` threads."""
    by_term = csr_array(counts.T)
    n_terms, step = by_term.shape[0], max(1, BLOCK_VALUES // width)
    columns = [slice(start, min(start + step, n_terms)) for start in range(0, n_terms, step)]
    with ThreadPoolExecutor(_threads()) as pool:
        for _ in pool.map(lambda span: work(span, by_term[span]), columns):
            pass  # what fails in a thread is raised here


def _threads() -> int:
    """Return one thread a core, or as many as OMP_NUM_THREADS leaves to each process where several share the cores.

    joblib sets it for its workers, and the Makefile for kernels and tests: each would take all cores otherwise.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    allowed = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    return min(cores, max(int(allowed), 1)) if allowed.isdecimal() else cores
