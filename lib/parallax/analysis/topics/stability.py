"""How firmly topics stand: when paragraphs are left out, against shuffled words, and by what terms meet.

Stable topics are not true ones, and a number of topics that scores highest here is a choice like any other. Texts
without any topics score well above zero as well, because subsamples share most of their paragraphs: no number
speaks without its null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from parallax.analysis.topics import model as topics
from parallax.analysis.topics.subsamples import (
    agreement,
    beyond,
    canonical,
    check_ks,
    check_number,
    draws,
    factors,
    kinds,
    too_many,
    top_columns,
)
from parallax.statistics.checks import Counts, check_counts
from parallax.statistics.resampling import generator


class Consensus(NamedTuple):
    """Which units keep company over subsamples, and the clusters that this makes.

    Attributes
    ----------
    together : ndarray of float, shape (units, units)
        Share, 0 to 1, of the subsamples holding both units in which both have the same main topic. 0 where no
        subsample held both; 1 on the diagonal and for units equal in every count.
    cluster : ndarray of int64, shape (units,)
        From 1, the largest first, ties by the first unit in canonical order; 0 for a unit without counts.
    item_consensus : ndarray of float, shape (units,)
        Mean of `together` over the other members of the unit's own cluster, 0 to 1; NaN for one alone or without.
    """

    together: np.ndarray
    cluster: np.ndarray
    item_consensus: np.ndarray


def stability(
    counts: Counts,
    terms: ArrayLike,
    *,
    ks: Iterable[int],
    n_subsamples: int = 50,
    share: float = 0.8,
    n_terms: int = 10,
    n_shuffles: int = 10,
    n_null: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """Give how far the top terms of topics stay the same when paragraphs are left out, and what chance gives.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers. A unit without any takes no part.
    terms : array of str, shape (terms,)
        Names of the columns.
    ks : iterable of int
        Numbers of topics, each once.
    n_subsamples : int
        Random subsamples of the units, the same for every k.
    share : float
        Share of the units in a subsample, drawn without replacement.
    n_terms : int
        Top terms a topic that are compared.
    n_shuffles, n_null : int
        Shuffled corpora for the null; subsamples of each of them.
    seed : int
        Key of the random numbers, see `statistics.resampling.generator`.

    Returns
    -------
    DataFrame
        One row a k, as given: k, stability (mean `analysis.topics.subsamples.agreement` of a subsample's topics with
        those of all units, 0 to 1), low, high (middle 95 % of the subsamples), null, null_high (mean and highest of the
        shuffled corpora's stabilities), gain (stability - null), z (gain in standard deviations of the shuffled
        corpora), reached (share, 0 to 1, of the shuffled corpora that have such a z at any of the k when set against
        the others; NaN, like z, for fewer than three of them).

    Raises
    ------
    ValueError
        Bad counts or names, rows that do not differ, no `ks`, or a setting that leaves too few rows for them.

    Notes
    -----
    Term-centric stability after Greene, O'Callaghan & Cunningham (2014). The reference is `analysis.topics.model.fit`
    on all units. In a shuffled corpus each term's counts are dealt anew to the units: a term keeps its counts, and what
    comes with what is gone, as are the units' lengths. `null_high` is a mean over `n_null` subsamples only, so it
    spreads more than `stability` would: a value above it stands out, one below it need not be nothing. The spread of
    the null falls with k, and many k are looked at: so `reached` compares the largest z over all k (Westfall & Young
    1993).

    No result depends on the order of rows or columns, and none but `reached` on the other k.

    When not to use it: to prove that topics exist or that a k is right. Noise has another stability at each k, so
    compare `gain`. A gain below 0 is no proof of noise: of planted topics, too few at a time fall below the null as
    well. And `low` and `high` are no confidence interval: subsamples overlap.
    """
    matrix, names, _ = canonical(counts, terms)
    settings = {"n_subsamples": n_subsamples, "n_terms": n_terms, "n_shuffles": n_shuffles, "n_null": n_null}
    for name, value in settings.items():
        check_number(name, value)
    tried = check_ks(ks, matrix.shape[0], share)
    used = np.unique(matrix.indices)  # a term that nobody uses would draw random numbers, and change the null
    matrix, names = matrix[:, used], names[used]
    reference = []
    for k in tried:
        with too_many(f"ks holds {k}", "these counts"):
            reference.append(top_columns(topics.fit(matrix, names, k=k).components, n_terms))
    agreements = _agreements(matrix, reference, n_subsamples, share, generator(seed, "topic_stability"))
    null = []
    for shuffle in range(n_shuffles):
        rng = generator(seed, f"topic_stability/shuffle {shuffle}")
        dealt = csr_array(rng.permuted(matrix.toarray(), axis=0))
        dealt = dealt[np.flatnonzero(np.diff(dealt.indptr))]
        lists = [top_columns(factors(dealt, k, f"ks holds {k}", "shuffled counts")[1], n_terms) for k in tried]
        null.append(_agreements(dealt, lists, n_null, share, rng).mean(axis=1))
    low, high = np.quantile(agreements, (0.025, 0.975), axis=1)
    frame = pd.DataFrame({"k": tried, "stability": agreements.mean(axis=1), "low": low, "high": high})
    frame = frame.assign(null=np.mean(null, axis=0), null_high=np.max(null, axis=0))
    z, reached = beyond(agreements.mean(axis=1), np.array(null))
    return frame.assign(gain=frame["stability"] - frame["null"], z=z, reached=reached)


def coherence(counts: Counts, model: topics.Topics, *, n_terms: int = 10) -> pd.DataFrame:
    """Give how far the top terms of each topic occur in the same paragraphs.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers, those that the topics were fitted on. A unit without any takes no part.
    model : topics.Topics
        See `analysis.topics.model.fit`.
    n_terms : int
        Top terms a topic, two or more.

    Returns
    -------
    DataFrame
        One row a topic: k, topic, npmi (mean over pairs of its top terms, -1 to 1; NaN for fewer than two terms),
        n_pairs_met (pairs that some unit holds).

    Raises
    ------
    ValueError
        Bad counts, counts of another shape than the model's, rows that do not differ, or `n_terms` below 2.

    Notes
    -----
    NPMI = ln(p(x, y) / (p(x) p(y))) / -ln p(x, y), with p the shares of units that hold a term, or both (Bouma
    2009): 1 for terms that only come together, 0 for independent ones. A pair that never meets has -1, its limit; one
    that every unit holds has 0, as it tells nothing.

    When not to use it: as evidence that a topic exists, or to compare corpora. It is measured on the texts that made
    the topics. And few paragraphs make it high by chance: among 93, two terms of two paragraphs each that meet once
    have 0.69. Read the paragraphs with it.
    """
    matrix = check_counts(counts)
    if matrix.shape != (fitted := (len(model.weights), len(model.terms))):
        raise ValueError(f"counts has shape {matrix.shape} and model {fitted}; give the counts that it was fitted on")
    matrix, _, _ = canonical(counts, model.terms)
    check_number("n_terms", n_terms, least=2)  # pairs
    if model.k > matrix.shape[0]:
        raise ValueError(f"model has k = {model.k}; {matrix.shape[0]} rows of counts are not empty, so fit fewer")
    places = {str(term): column for column, term in enumerate(np.sort(model.terms))}
    top = topics.top_terms(model, n_terms).groupby("topic")["term"].agg(list)
    holds = (matrix.toarray() > 0).astype(np.int64)
    rows = []
    for topic in range(1, model.k + 1):
        columns = [places[term] for term in top.get(topic, [])]
        npmi = _npmi(holds[:, columns])
        mean = float(npmi.mean()) if len(npmi) else np.nan
        rows.append((model.k, topic, mean, int((npmi > -1).sum())))
    return pd.DataFrame(rows, columns=["k", "topic", "npmi", "n_pairs_met"])


def consensus(
    counts: Counts,
    terms: ArrayLike,
    *,
    k: int,
    n_subsamples: int = 50,
    share: float = 0.8,
    seed: int = 0,
) -> Consensus:
    """Cluster paragraphs by how often they have one main topic when others are left out.

    Parameters
    ----------
    counts, terms : arrays
        As in `stability`.
    k : int
        Number of topics, and of clusters.
    n_subsamples, share, seed : int, float, int
        As in `stability`.

    Returns
    -------
    Consensus
        In the rows' given order.

    Raises
    ------
    ValueError
        As `stability`.

    Notes
    -----
    Consensus clustering of Monti, Tamayo, Mesirov & Golub (2003), by the main topics of NMF: average linkage on
    1 - together, cut into k; ties in height may leave fewer. Item consensus is theirs: m_i = mean of together(i, j)
    over the other members j of i's cluster. Units equal in every count are pooled, so that their order is nothing.

    When not to use it: to find k, or to show that clusters exist. Subsamples share most of their units, so that
    noise too gives firm clusters (Șenbabaoğlu, Michailidis & Li 2014).
    """
    n = check_counts(counts).shape[0]
    matrix, _, units = canonical(counts, terms)
    check_number("n_subsamples", n_subsamples)
    check_ks([k], len(units), share, name="k")
    held, same = np.zeros((2, len(units), len(units)), dtype=np.int64)
    for drawn in draws(len(units), share, n_subsamples, generator(seed, "topic_stability.consensus")):
        weights, _ = factors(matrix[drawn], k, f"k is {k}", "a subsample")
        main = _main_topics(weights)
        both = np.ix_(drawn, drawn)
        held[both] += 1
        same[both] += (main[:, np.newaxis] == main) & (main >= 0)
    together = _pooled(same, held, kinds(matrix))
    cluster = _clusters(together, k)
    mates = (cluster[:, np.newaxis] == cluster) & ~np.eye(len(cluster), dtype=bool)
    sums, n_mates = (together * mates).sum(axis=1), mates.sum(axis=1)
    result = Consensus(np.eye(n), np.zeros(n, dtype=np.int64), np.full(n, np.nan))
    result.together[np.ix_(units, units)] = together
    result.cluster[units] = cluster
    result.item_consensus[units] = np.where(n_mates > 0, sums / np.maximum(n_mates, 1), np.nan)
    return result


def _agreements(
    counts: csr_array, reference: list[np.ndarray], times: int, share: float, rng: np.random.Generator
) -> np.ndarray:
    """Give the agreement of the topics of subsamples with each reference, shape (references, times)."""
    found = np.empty((len(reference), times))
    for column, drawn in enumerate(draws(counts.shape[0], share, times, rng)):
        for row, lists in enumerate(reference):
            k, n_terms = lists.shape
            components = factors(counts[drawn], k, f"ks holds {k}", f"a subsample of {len(drawn)} rows")[1]
            found[row, column] = agreement(lists, top_columns(components, n_terms))
    return found


def _npmi(holds: np.ndarray) -> np.ndarray:
    """Give the NPMI of each pair of columns of zeros and ones; -1 is left to pairs that never meet."""
    pairs = np.triu_indices(holds.shape[1], 1)
    p, both = holds.mean(axis=0), ((holds.T @ holds) / len(holds))[pairs]
    met = (both > 0) & (both < 1)
    npmi = np.where(both > 0, 0.0, -1.0)
    npmi[met] = np.log(both[met] / (p[pairs[0]] * p[pairs[1]])[met]) / -np.log(both[met])
    return npmi


def _main_topics(weights: np.ndarray) -> np.ndarray:
    """Give each row its heaviest topic from 0, as `analysis.topics.model.assign` ranks them; -1 where it holds none."""
    sums = weights.sum(axis=1, keepdims=True)
    parts = (weights / np.where(sums > 0, sums, 1)).round(topics.DIGITS)
    return np.where(sums[:, 0] > 0, parts.argmax(axis=1), -1)


def _pooled(same: np.ndarray, held: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Divide what pairs of units share by what held both, rows of one kind taken together."""
    member = (kind[:, np.newaxis] == np.arange(kind[-1] + 1)).astype(np.int64)
    share = (member.T @ same @ member) / np.maximum(member.T @ held @ member, 1)
    np.fill_diagonal(share, 1)
    return share[np.ix_(kind, kind)]


def _clusters(together: np.ndarray, k: int) -> np.ndarray:
    """Cut the average linkage of 1 - together into k, the largest cluster first, then by first member."""
    found = fcluster(linkage(squareform(1 - together, checks=False), "average"), k, "maxclust")
    _, first, inverse, sizes = np.unique(found, return_index=True, return_inverse=True, return_counts=True)
    return np.argsort(np.lexsort((first, -sizes)))[inverse] + 1
