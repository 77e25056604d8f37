"""Which paragraphs keep company when others are left out, and a plane to see them on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.decomposition import KernelPCA
from sklearn.preprocessing import KernelCenterer

from parallax.analysis.topics import model as topics
from parallax.analysis.topics.model import canonical, kinds
from parallax.analysis.topics.subsamples import check_ks, factors
from parallax.statistics.arrays import unmasked
from parallax.statistics.draws import subsamples
from parallax.statistics.settings import Settings
from parallax.statistics.threads import one_thread
from parallax.statistics.units import Units

DIGITS = 3  # of coordinates: what differs by less is rounding, and nobody sees it


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


class Plane(NamedTuple):
    """Coordinates of units on a plane.

    Attributes
    ----------
    x, y : ndarray of float, shape (units,)
        Without units, centred on 0; the signs are such that the unit furthest out has a positive coordinate.
    share : float
        Share, 0 to 1, of the squared distances that the plane shows.
    """

    x: np.ndarray
    y: np.ndarray
    share: float


def consensus(units: Units, settings: Settings, *, k: int) -> Consensus:
    """Cluster paragraphs by how often they have one main topic when others are left out.

    Parameters
    ----------
    units : Units
        One without any count takes no part.
    settings : Settings
        Of them seed, n_subsamples and share.
    k : int
        Number of topics, and of clusters.

    Returns
    -------
    Consensus
        In the order of the units.

    Raises
    ------
    ValueError
        Units that do not differ, k below 1, or a share that leaves too few units for it.

    Notes
    -----
    Consensus clustering of Monti, Tamayo, Mesirov & Golub (2003), by the main topics of NMF: average linkage on
    1 - together, cut into k; ties in height may leave fewer. Item consensus is theirs: m_i = mean of together(i, j)
    over the other members j of i's cluster. Units equal in every count are pooled, so that their order is nothing.

    When not to use it: to find k, or to show that clusters exist. Subsamples share most of their units, so that
    noise too gives firm clusters (Șenbabaoğlu, Michailidis & Li 2014).
    """
    counts, _, rows = canonical(units)
    check_ks([k], len(rows), settings.share, name="k")
    held, same = np.zeros((2, len(rows), len(rows)), dtype=np.int64)
    ids, seed = units.drawn_ids[rows], settings.seed
    for within in subsamples(ids, settings.share, settings.n_subsamples, seed=seed, name="topic_stability.consensus"):
        drawn = np.flatnonzero(within)
        (found,) = factors(counts[drawn], [k], "a subsample")
        main = _main_topics(found.weights)
        both = np.ix_(drawn, drawn)
        held[both] += 1
        same[both] += (main[:, np.newaxis] == main) & (main >= 0)
    together = _pooled(same, held, kinds(counts))
    cluster = _clusters(together, k)
    mates = (cluster[:, np.newaxis] == cluster) & ~np.eye(len(cluster), dtype=bool)
    sums, n_mates = (together * mates).sum(axis=1), mates.sum(axis=1)
    n = len(units)
    result = Consensus(np.eye(n), np.zeros(n, dtype=np.int64), np.full(n, np.nan))
    result.together[np.ix_(rows, rows)] = together
    result.cluster[rows] = cluster
    result.item_consensus[rows] = np.where(n_mates > 0, sums / np.maximum(n_mates, 1), np.nan)
    return result


@one_thread()
def plane(together: ArrayLike) -> Plane:
    """Lay units out so that those that are often together lie near each other.

    Parameters
    ----------
    together : array of float, shape (units, units)
        Symmetric, 0 to 1, 1 on the diagonal: see `Consensus`.

    Returns
    -------
    Plane
        The two directions in which the units differ most.

    Raises
    ------
    ValueError
        No square table of three rows or more, values outside 0 to 1, or no symmetry.

    Notes
    -----
    Classical scaling (Torgerson 1952) of the distances 1 - together. Two directions of many: units that lie together
    may be far apart in a third. When not to use it: to count clusters, or to measure a distance off the page.
    """
    near = unmasked(together, "together").astype(float)
    if near.ndim != 2 or near.shape[0] != near.shape[1] or near.shape[0] < 3:
        raise ValueError(f"together has shape {near.shape}; give a square table of three units or more")
    if not ((near >= 0) & (near <= 1)).all() or not np.allclose(near, near.T):
        raise ValueError("together is no symmetric table of shares from 0 to 1; give Consensus.together")
    kernel = -((1 - near) ** 2) / 2
    axes = KernelPCA(2, kernel="precomputed", eigen_solver="dense").fit_transform(kernel)
    eigenvalues = np.linalg.eigvalsh(KernelCenterer().fit_transform(kernel))
    positive = eigenvalues[eigenvalues > 0].sum()
    share = float(np.maximum(eigenvalues[-2:], 0).sum() / positive) if positive > 0 else 0.0
    return Plane(_turned(axes[:, 0]), _turned(axes[:, 1]), share)


def _turned(axis: np.ndarray) -> np.ndarray:
    """Turn an axis, whose sign is arbitrary, so that its largest coordinate is positive."""
    furthest = axis[np.argmax(np.abs(axis).round(DIGITS))]
    return (axis * (1 if furthest >= 0 else -1)).round(DIGITS) + 0.0


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
