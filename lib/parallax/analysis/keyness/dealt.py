"""What groups use once labels are dealt at random: with few groups by dense masks, with many by a sparse one."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np
from scipy.sparse import csr_array

FEW_GROUPS = 8  # up to here, a mask of every unit for each group takes less time


class Dealt:
    """Some deals of labels.

    Parameters
    ----------
    codes : ndarray of int, shape (deals, units)
        The group of each unit.
    n_groups : int
        Groups.
    dtype : dtype
        Of the counts.

    Attributes
    ----------
    width : int
        Numbers that a block of terms has for each of them, at once.
    """

    def __init__(self, codes: np.ndarray, n_groups: int, dtype: np.dtype) -> None:
        self.n_groups, self.n_deals = n_groups, len(codes)
        self.width = self.n_deals * ceil(n_groups / FEW_GROUPS)
        self._codes = np.ascontiguousarray(codes.T)
        self._masks = [(self._codes == group).astype(dtype) for group in range(n_groups)] if self._few else []
        self._sparse = None if self._few else self._one_for_all(dtype)

    @property
    def _few(self) -> bool:
        return self.n_groups <= FEW_GROUPS

    def _one_for_all(self, dtype: np.dtype) -> csr_array:
        """Return a mask with a column for each group and deal, group by group: 1 where the unit is dealt there."""
        columns = self._codes.astype(np.int64) * self.n_deals + np.arange(self.n_deals)
        ends = np.arange(len(columns) + 1) * self.n_deals
        shape = len(columns), self.n_groups * self.n_deals
        return csr_array((np.ones(columns.size, dtype), columns.ravel(), ends), shape=shape)

    def summed(self, sizes: np.ndarray) -> np.ndarray:
        """Sum a number of each unit by group (float, shape (groups, deals))."""
        if self._sparse is None:
            return np.array([sizes @ mask for mask in self._masks])
        return np.asarray(sizes @ self._sparse).reshape(self.n_groups, self.n_deals)

    def uses(self, by_term: csr_array) -> Iterator[np.ndarray]:
        """Yield, for each group, how often it uses each of some terms (float, shape (terms, deals))."""
        if self._sparse is None:
            yield from ((by_term @ mask).astype(float) for mask in self._masks)
            return
        found = (by_term @ self._sparse).toarray().reshape(-1, self.n_groups, self.n_deals)
        yield from (found[:, group].astype(float) for group in range(self.n_groups))

    def others(self, codes: np.ndarray) -> list[np.ndarray]:
        """Say, for each group, in which deals it has other units than by some labels.

        A deal does not count that is the same the other way round, as it may be with two groups.
        """
        found = []
        for group in range(self.n_groups):
            alike = (self._codes == group) == (codes == group)[:, np.newaxis]
            found.append(alike.any(axis=0) & ~alike.all(axis=0))
        return found
