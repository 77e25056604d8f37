"""Subsamples of paragraphs, their topics, and how far two sets of topics agree: the basis of `topic_stability`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from parallax.analysis.topics.model import DIGITS
from parallax.statistics.arrays import unmasked
from parallax.statistics.factorisation import Factors, factorise_each
from parallax.statistics.tfidf import tf_idf

#: Of NMF's stopping rule in subsamples. On the book's paragraphs, means over 25 subsamples move by 0.0001 at most
#: against 1e-8. Hastened rounds take two fifths of the time of plain ones; one fit in thirty ends in another minimum,
#: which moves the means by 0.007 at most.
TOLERANCE = 1e-5


def check_ks(ks: Iterable[int], n: int, share: float) -> list[int]:
    """Check numbers of topics against the rows there are, and against those of a subsample.

    Parameters
    ----------
    ks : iterable of int
        Numbers of topics.
    n : int
        Rows that are not empty.
    share : float
        Share of them in a subsample.

    Returns
    -------
    list of int
        The numbers in the order given.

    Raises
    ------
    ValueError
        None, one twice, one that is not a whole number of 1 or more, or too large for the rows or a subsample; a share
        that draws all rows.
    """
    tried = list(ks)
    if not tried:
        raise ValueError("ks is empty; give one number of topics or more, such as range(2, 11)")
    for k in tried:
        if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= n:
            raise ValueError(
                f"ks asks for {k!r} topics; {n} rows of counts are not empty, so give whole numbers from 1 to {n}"
            )
    if len(set(tried)) < len(tried):
        raise ValueError(f"ks holds {max(tried, key=tried.count)} twice; give each number once")
    if not max(tried) <= (size := round(share * n)) < n:
        raise ValueError(
            f"share is {share}, which draws {size} of {n} rows for {max(tried)} topics; draw as many rows as "
            "topics or more, but not all, or take fewer topics"
        )
    return tried


def factors(counts: csr_array, ks: Sequence[int], what: str) -> list[Factors]:
    """Factorise TF-IDF weights as `analysis.topics.model.fit` does, less exactly and without ordering the topics.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, terms)
        No row is empty; a column may be.
    ks : sequence of int
        Numbers of topics.
    what : str
        What the message calls the counts.

    Returns
    -------
    list of Factors
        One for each of `ks`, to `TOLERANCE`.

    Raises
    ------
    ValueError
        Fewer rows that differ in kind than topics.

    Notes
    -----
    When not to use it: to show topics. Take `analysis.topics.model.fit`, which is exact to the digits that are printed.
    """
    return factorise_each(tf_idf(counts), ks, tolerance=TOLERANCE, hasten=True, what=what)


def top_columns(components: np.ndarray, n_terms: int) -> np.ndarray:
    """Rank the columns of each topic's heaviest terms, as `analysis.topics.model.top_terms` ranks the terms.

    Parameters
    ----------
    components : ndarray of float, shape (k, terms)
        Columns in the order of their names, by which ties go.
    n_terms : int
        Columns a topic.

    Returns
    -------
    ndarray of int64, shape (k, n_terms)
        Positions of columns, the heaviest first; -1 where no more have any weight.
    """
    weights = components.round(DIGITS)
    order = np.argsort(-weights, axis=1, kind="stable")[:, :n_terms]
    ranked = np.where(np.take_along_axis(weights, order, axis=1) > 0, order, -1)
    return np.pad(ranked, ((0, 0), (0, n_terms - ranked.shape[1])), constant_values=-1)


def agreement(first: ArrayLike, second: ArrayLike) -> float:
    """Give the agreement of two sets of ranked lists, whatever the order of the lists.

    Parameters
    ----------
    first, second : array of int, shape (topics, depth)
        A row ranks the columns of a topic's top terms as `top_columns` does; a shorter list ends in -1.

    Returns
    -------
    float
        0 to 1: the mean over the best one-to-one matching of the lists of their Average Jaccard.

    Raises
    ------
    ValueError
        Shapes that differ, or nothing to compare.

    Notes
    -----
    Average Jaccard is the mean over depth d = 1 to t of ``n(A_d ∩ B_d) / n(A_d ∪ B_d)``, with A_d and B_d the first
    d terms of each list; high ranks count more. Two empty lists have 0. Greene, O'Callaghan & Cunningham (2014).

    When not to use it: on lists from different vocabularies, which cannot agree where terms are lacking.
    """
    a, b = unmasked(first, "first"), unmasked(second, "second")
    if a.ndim != 2 or a.shape != b.shape or a.size == 0:
        raise ValueError(f"first and second have shapes {a.shape} and {b.shape}; give as many lists of one length")
    equal = (a[:, np.newaxis, :, np.newaxis] == b[:, np.newaxis, :]) & (a >= 0)[:, np.newaxis, :, np.newaxis]
    shared = np.diagonal(equal.cumsum(axis=2).cumsum(axis=3), axis1=2, axis2=3)
    lengths = (a >= 0).cumsum(axis=1)[:, np.newaxis] + (b >= 0).cumsum(axis=1)
    jaccard = (shared / np.maximum(lengths - shared, 1)).mean(axis=2)
    return float(jaccard[linear_sum_assignment(jaccard, maximize=True)].mean())


class Beyond(NamedTuple):
    """How far values are above those of shuffled corpora.

    Attributes
    ----------
    z : ndarray of float, shape (ks,)
        Distance from the mean of the shuffled corpora in their standard deviations.
    reached : ndarray of float, shape (ks,)
        Share, 0 to 1, of the shuffled corpora whose largest such distance from the others, over all k, is as high.
    furthest : float
        The largest distance of all shuffled corpora: no `z` up to it is reached by none.
    """

    z: np.ndarray
    reached: np.ndarray
    furthest: float


def beyond(found: np.ndarray, null: np.ndarray) -> Beyond:
    """Set values against those of shuffled corpora, for as many numbers of topics as were looked at.

    Parameters
    ----------
    found, null : ndarray of float, shapes (ks,) and (shuffles, ks)
        Values of the corpus, and of the shuffled corpora.

    Returns
    -------
    Beyond
        NaN for fewer than three shuffles.
    """
    n = len(null)
    if n < 3:
        return Beyond(np.full(len(found), np.nan), np.full(len(found), np.nan), np.nan)
    others = np.array([np.delete(null, row, axis=0) for row in range(n)])
    largest = _z(null, others.mean(axis=1), others.std(axis=1, ddof=1)).max(axis=1)
    z = _z(found, null.mean(axis=0), null.std(axis=0, ddof=1))
    return Beyond(z, (largest[:, np.newaxis] >= z).mean(axis=0), float(largest.max()))


def _z(value: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    return np.divide(value - mean, deviation, out=np.zeros_like(mean), where=deviation > 0)
