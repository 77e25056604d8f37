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
    units.require_groups()
    units = units.canonical()
    # As `keyness` has them: the labels of empty units are dealt to none.
    units = units.rows(units.sizes > 0).drawn.canonical()
    groups = np.arange(len(units.labels))[:, np.newaxis]
    uses, tokens = [], []
    for block in permuted(units.codes, units.ids, n_shuffles, seed=settings.seed, name=NAME):
        for codes in block:
            dealt = (codes == groups).astype(np.int64)
            uses.append(dealt @ units.counts)
            tokens.append(dealt @ units.sizes)
    return Cloud(np.array(uses), np.array(tokens))
