"""Paragraphs on a plane, by how often they keep company."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parallax.statistics.arrays import unmasked
from parallax.statistics.threads import one_thread

DIGITS = 3  # of coordinates: what differs by less is rounding, and nobody sees it


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


@one_thread()
def plane(together: ArrayLike) -> Plane:
    """Lay units out so that those that are often together lie near each other.

    Parameters
    ----------
    together : array of float, shape (units, units)
        Symmetric, 0 to 1, 1 on the diagonal: `analysis.topics.stability.Consensus.together`.

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
    squares = (1 - near) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, np.newaxis] + squares.mean()
    eigenvalues, eigenvectors = np.linalg.eigh(-centred / 2)
    positive = eigenvalues[eigenvalues > 0].sum()
    axes = [_turned(eigenvectors[:, -place] * np.sqrt(max(eigenvalues[-place], 0))) for place in (1, 2)]
    share = float(np.maximum(eigenvalues[-2:], 0).sum() / positive) if positive > 0 else 0.0
    return Plane(axes[0], axes[1], share)


def _turned(axis: np.ndarray) -> np.ndarray:
    """Turn an axis, whose sign is arbitrary, so that its largest coordinate is positive."""
    furthest = axis[np.argmax(np.abs(axis).round(DIGITS))]
    return (axis * (1 if furthest >= 0 else -1)).round(DIGITS) + 0.0
