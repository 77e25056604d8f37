"""How much two things have in common: of what they are made of, and of what they answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def overlap(first: ArrayLike, second: ArrayLike) -> NDArray[np.float64]:
    """Give the share that two distributions have in common.

    Parameters
    ----------
    first, second : array of numbers of zero or more, shape (..., columns)
        Amounts, such as uses of words; only their shares of the row's sum count.

    Returns
    -------
    ndarray of float, shape (...)
        The sum, over columns, of the smaller of two shares: 1 where they are alike, 0 where nothing is shared, NaN
        where a row has nothing at all.

    Notes
    -----
    One less half the sum of the absolute differences (total variation). Two samples of one distribution have less in
    common the shorter they are, so that a figure needs beside it what samples of such lengths give by chance.

    Examples
    --------
    >>> overlap([[3, 1, 0], [1, 1, 0]], [2, 0, 2]).tolist()
    [0.5, 0.5]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [each / each.sum(axis=-1, keepdims=True) for each in map(_floats, (first, second))]
    return np.minimum(*shares).sum(axis=-1)


def jaccard(first: ArrayLike, second: ArrayLike) -> NDArray[np.float64]:
    """Give the share of what either has that both have.

    Parameters
    ----------
    first, second : array of numbers of zero or more, shape (..., columns)
        Above zero in a column where a row has it.

    Returns
    -------
    ndarray of float, shape (...)
        Columns that both have, over columns that either has (Jaccard 1912); NaN where neither has any.

    Examples
    --------
    >>> jaccard([[2, 1, 0], [0, 0, 4]], [1, 0, 0]).tolist()
    [0.5, 0.0]
    """
    here, there = _floats(first) > 0, _floats(second) > 0
    with np.errstate(invalid="ignore"):
        return (here & there).sum(axis=-1) / (here | there).sum(axis=-1)


def _floats(values: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(values, dtype=float)
