"""Corrections of p-values where several tests are looked at together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def holm(p: ArrayLike) -> np.ndarray:
    """Correct p-values so that all tests together err no more often than one was allowed to (Holm 1979).

    Parameters
    ----------
    p : array of float, shape (tests,)
        A p-value of each test, 0 to 1.

    Returns
    -------
    ndarray of float, shape (tests,)
        In the same order, 1 at most, and none below its own p. Where those that are at most α are called findings, the
        chance of one or more false ones is at most α, however the tests depend on each other.

    Raises
    ------
    ValueError
        No test, more than one dimension, or a value outside 0 to 1.

    Notes
    -----
    Step-down: the smallest p is multiplied by the number of tests, the next by one less, and so on, and none falls
    below the one before. For long lists, of which a few false findings do no harm, take Benjamini & Hochberg (1995)
    instead (`scipy.stats.false_discovery_control`).

    Examples
    --------
    >>> holm([0.04, 0.01, 0.03]).round(3).tolist()
    [0.06, 0.03, 0.06]
    """
    values = np.asarray(p, dtype=float)
    if values.ndim != 1 or not len(values):
        raise ValueError(f"p is of shape {values.shape}; give a list with a p of each test")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError("p has a value outside 0 to 1; give shares, not percentages")
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    corrected = np.empty_like(values)
    corrected[order] = np.minimum(stepped, 1)
    return corrected
