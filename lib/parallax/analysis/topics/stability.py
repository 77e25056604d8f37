"""How firm topics are: when paragraphs are left out, against shuffled words, and by which terms occur together.

Stable topics are not true ones, and a number of topics that scores highest here is a choice like any other. Texts
without any topics score well above zero as well, because subsamples share most of their paragraphs: no number
speaks without its null.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from parallax.analysis.topics.model import Topics, canonical, top_terms
from parallax.analysis.topics.subsamples import agreement, beyond, check_ks, factors, top_columns
from parallax.statistics.draws import shuffled_columns, subsamples
from parallax.statistics.factorisation import factorise_each
from parallax.statistics.settings import Settings
from parallax.statistics.tfidf import tf_idf
from parallax.statistics.units import Units


def stability(units: Units, ks: Iterable[int], settings: Settings) -> pd.DataFrame:
    """Give how far the top terms of topics stay the same when paragraphs are left out, and what chance gives.

    Parameters
    ----------
    units : Units
        One without any count takes no part.
    ks : iterable of int
        Numbers of topics, each once.
    settings : Settings
        Of them seed, n_subsamples (the same for every k), share, n_terms, n_shuffles and n_null.

    Returns
    -------
    DataFrame
        One row a k, as given: k, stability (mean `analysis.topics.subsamples.agreement` of a subsample's topics with
        those of all units, 0 to 1), low, high (middle 95 % of the subsamples), null, null_high (mean and highest of the
        shuffled corpora's stabilities), gain (stability - null), z (gain in standard deviations of the shuffled
        corpora), reached (share, 0 to 1, of the shuffled corpora that have such a z at any of the k when set against
        the others), furthest (the stability that the largest z of any of them would be here). The last three are NaN
        for fewer than three shuffled corpora.

    Raises
    ------
    ValueError
        Units that do not differ, no `ks`, or a share that leaves too few units for them.

    Notes
    -----
    Term-centric stability after Greene, O'Callaghan & Cunningham (2014). The reference is `analysis.topics.model.fit`
    on all units. In a shuffled corpus each term's counts are shuffled over units: a term keeps its counts, and what
    comes with what is gone, as are the units' lengths. `null_high` is a mean over `n_null` subsamples only, so it
    spreads more than `stability` would: a value above it is notable, one below it need not be nothing. The spread of
    the null falls with k, and many k are looked at: so `reached` compares the largest z over all k (Westfall & Young
    1993).

    Whether a unit is in a subsample, and what a shuffle deals to it, is drawn by its name, see `statistics.draws`;
    whole documents are in or out where they are what is drawn (`statistics.units.Units.drawn`).
    No result depends on the order of rows or columns, and none but `reached` and `furthest` on the other k.

    When not to use it: to prove that topics exist or that a k is right. Noise has another stability at each k, so
    compare `gain`. A gain below 0 does not prove noise: of planted topics, too few at a time fall below the null as
    well. And `low` and `high` are not a confidence interval: subsamples overlap.
    """
    counts, columns, rows = canonical(units)
    tried, ids = check_ks(ks, len(rows), settings.share), units.ids[rows]
    drawn = (units.clusters if units.by_document else units.ids)[rows]
    used = np.unique(counts.indices)
    counts, terms = counts[:, used], units.terms[columns[used]]
    exact = factorise_each(tf_idf(counts), tried)
    reference = [top_columns(found.components, settings.n_terms) for found in exact]
    agreements = _agreements(counts, drawn, reference, settings, "topic_stability")
    null, few = [], settings.but(n_subsamples=settings.n_null)
    for shuffle in range(settings.n_shuffles):
        name = f"topic_stability/shuffle {shuffle}"
        dealt = shuffled_columns(counts, ids, terms, seed=settings.seed, name=name)
        some = np.flatnonzero(np.diff(dealt.indptr))
        lists = _lists(dealt[some], tried, settings.n_terms, "shuffled counts")
        null.append(_agreements(dealt[some], drawn[some], lists, few, name).mean(axis=1))
    low, high = np.quantile(agreements, (0.025, 0.975), axis=1)
    frame = pd.DataFrame({"k": tried, "stability": agreements.mean(axis=1), "low": low, "high": high})
    frame = frame.assign(null=np.mean(null, axis=0), null_high=np.max(null, axis=0))
    z, reached, furthest = beyond(agreements.mean(axis=1), np.array(null))
    spread = np.std(null, axis=0, ddof=1) if len(null) > 1 else np.full(len(tried), np.nan)
    gain, most = frame["stability"] - frame["null"], frame["null"] + furthest * spread
    return frame.assign(gain=gain, z=z, reached=reached, furthest=most)


def coherence(units: Units, model: Topics, *, n_terms: int = 10) -> pd.DataFrame:
    """Give how far the top terms of each topic occur in the same paragraphs.

    Parameters
    ----------
    units : Units
        Those that the topics were fitted on. One without any count takes no part.
    model : Topics
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
        Other units, units that do not differ, or `n_terms` below 2.

    Notes
    -----
    NPMI = ln(p(x, y) / (p(x) p(y))) / -ln p(x, y), with p the shares of units that hold a term, or both (Bouma
    2009): 1 for terms that only occur together, 0 for independent ones. A pair that never meets has -1, its limit; one
    that every unit holds has 0, as it tells nothing.

    When not to use it: as evidence that a topic exists, or to compare corpora. It is measured on the texts that made
    the topics. And few paragraphs make it high by chance: among 93, two terms of two paragraphs each that meet once
    have 0.69. Read the paragraphs with it.
    """
    if len(units) != len(model.weights) or not np.array_equal(units.terms, model.terms):
        raise ValueError("units has other rows or terms than model; give the units that it was fitted on")
    if isinstance(n_terms, bool) or not isinstance(n_terms, int | np.integer) or n_terms < 2:  # pairs
        raise ValueError(f"n_terms is {n_terms!r}; give a whole number, 2 or more")
    counts, columns, rows = canonical(units)
    if model.k > len(rows):
        raise ValueError(f"model has k = {model.k}; {len(rows)} rows of counts are not empty, so fit fewer")
    places = {str(term): column for column, term in enumerate(units.terms[columns])}
    top = top_terms(model, n_terms).groupby("topic")["term"].agg(list)
    table = []
    for topic in range(1, model.k + 1):
        own = counts[:, [places[term] for term in top.get(topic, [])]]  # few columns: all would be an array of cells
        npmi = _npmi((own.toarray() > 0).astype(np.int64))
        mean = float(npmi.mean()) if len(npmi) else np.nan
        table.append((model.k, topic, mean, int((npmi > -1).sum())))
    return pd.DataFrame(table, columns=["k", "topic", "npmi", "n_pairs_met"])


def _lists(counts: csr_array, ks: Sequence[int], n_terms: int, what: str) -> list[np.ndarray]:
    """Give the top columns of each topic, for each number of topics."""
    return [top_columns(found.components, n_terms) for found in factors(counts, ks, what)]


def _agreements(
    counts: csr_array, ids: np.ndarray, reference: list[np.ndarray], settings: Settings, name: str
) -> np.ndarray:
    """Give the agreement of the topics of subsamples with each reference, shape (references, times).

    Rows of one name come together.
    """
    ks, n_terms = [len(lists) for lists in reference], reference[0].shape[1]
    names, member = np.unique(ids, return_inverse=True)
    found = [
        [agreement(*pair) for pair in zip(reference, _lists(counts[within], ks, n_terms, "a subsample"), strict=True)]
        for within in subsamples(names, settings.share, settings.n_subsamples, seed=settings.seed, name=name)[:, member]
    ]
    return np.array(found).T


def _npmi(holds: np.ndarray) -> np.ndarray:
    """Give the NPMI of each pair of columns of zeros and ones; -1 is left to pairs that never meet."""
    pairs = np.triu_indices(holds.shape[1], 1)
    p, both = holds.mean(axis=0), ((holds.T @ holds) / len(holds))[pairs]
    met = (both > 0) & (both < 1)
    npmi = np.where(both > 0, 0.0, -1.0)
    npmi[met] = np.log(both[met] / (p[pairs[0]] * p[pairs[1]])[met]) / -np.log(both[met])
    return npmi
