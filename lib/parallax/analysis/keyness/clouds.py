"""Where terms would fall if chance had dealt the units to the groups: the cloud behind a plane of rates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from parallax.analysis.keyness.firmness import NAME
from parallax.statistics.arrays import Ints
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


class Cloud(NamedTuple):
    """Uses and sizes of groups of shuffled units.

    Attributes
    ----------
    uses : ndarray of int64, shape (shuffles, groups, terms)
        Groups in the order of the units' labels.
    tokens : ndarray of int64, shape (shuffles, groups)
        Words of each group in each shuffle.
    """

    uses: Ints
    tokens: Ints


def cloud(units: Units, n_shuffles: int, settings: Settings = Settings()) -> Cloud:
    """Shuffle the units among the groups and count again: the first of the shuffles that `keyness` counts for its p.

    Parameters
    ----------
    units : Units
        Two groups or more.
    n_shuffles : int
        How many; a picture needs few.
    settings : Settings
        seed.

    Raises
    ------
    ValueError
        Fewer than two groups.

    Examples
    --------
    >>> units = Units([[3, 0], [1, 1], [0, 4]], ["boat", "net"], ["dock", "dock", "reef"], ids=["a", "b", "c"])
    >>> made = cloud(units, 2)
    >>> made.uses.shape, made.uses.sum(axis=1).tolist()
    ((2, 2, 2), [[4, 5], [4, 5]])
    """
    units, dealt = deals(units, n_shuffles, settings)
    groups = np.arange(len(units.labels))[:, np.newaxis]
    mine = [(codes == groups).astype(np.int64) for codes in dealt]
    return Cloud(np.array([each @ units.counts for each in mine]), np.array([each @ units.sizes for each in mine]))


def deals(units: Units, n_shuffles: int, settings: Settings = Settings()) -> tuple[Units, Ints]:
    """Shuffle the units among the groups: the deals that `cloud` counts.

    Parameters
    ----------
    units, n_shuffles, settings : Units, int, Settings
        As in `cloud`.

    Returns
    -------
    units : Units
        In canonical order, without empty ones.
    dealt : ndarray of int, shape (shuffles, units)
        Group of each of them in each shuffle, by its place among the labels.
    """
    units.require_groups()
    units = units.canonical()
    # As `keyness` has them: the labels of empty units are dealt to none.
    units = units.rows(units.sizes > 0).drawn.canonical()
    blocks = permuted(units.codes, units.ids, n_shuffles, seed=settings.seed, name=NAME)
    return units, np.concatenate(list(blocks))
