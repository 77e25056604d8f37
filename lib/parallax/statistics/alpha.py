"""Krippendorff's α of nominal codes, on arrays: from what each unit contributes to the matrix of coincidences."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics.arrays import Floats
from parallax.statistics.names import check_one_form, check_one_type, missing, plain_objects
from parallax.statistics.threads import one_thread

#: Texts that stand for no code, beside None, NaN and what a mask hides: an empty cell, and what Python, NumPy and
#: pandas write for nothing when they make text of it. Any other text, such as NA or a dash, is a code.
NO_CODE = frozenset({"", "nan", "NaN", "None", "<NA>", "NaT"})


def coincidences(codes: ArrayLike, name: str = "codes") -> Floats:
    """Give what each unit contributes to the matrix of coincidences, of shape (units, values, values).

    Codes, which messages call by `name`, are of shape (coders, units), two coders or more, and of one type; None, NaN,
    a mask, or a text of `NO_CODE` stands where a coder left a unit out. A unit contributes the ordered pairs of codes
    by different coders over its coders less one; zero, if it has fewer than two codes. The values are those that occur,
    sorted.
    """
    table = plain_objects(codes)
    if table.ndim != 2 or table.shape[0] < 2:
        raise ValueError(f"{name} has shape {table.shape}; give a row a coder, two coders at least")
    absent = missing(table, NO_CODE)
    check_one_type(table[~absent], name)
    check_one_form(table[~absent], name)
    table[absent] = None
    numbers, values = pd.factorize(table.ravel(), sort=True)  # -1 where nothing was coded
    numbers = numbers.reshape(table.shape)
    counts = (numbers[:, :, np.newaxis] == np.arange(len(values))).sum(axis=0)
    coders = counts.sum(axis=1)
    pairs = counts[:, :, np.newaxis] * counts[:, np.newaxis, :] - counts[:, :, np.newaxis] * np.eye(len(values))
    return np.where(coders > 1, 1 / np.maximum(coders - 1, 1), 0)[:, np.newaxis, np.newaxis] * pairs


@one_thread()
def alphas(by_unit: Floats, weights: ArrayLike) -> Floats:
    """Give Krippendorff's α of nominal codes (`coincidences`), for each of several weightings of the units.

    Weights, of shape (times, units), say how often each unit counts. α is 1 for perfect agreement, 0 for what chance
    gives, below 0 for less; NaN where all codes are one value, so that there is nothing to disagree on, and where no
    unit that counts has two codes.

    Notes
    -----
    α = 1 - D_o / D_e. With o the coincidences within units, each unit's pairs weighted by 1 / (coders of it - 1),
    n_v their margins and n their sum: D_o is the share of o off the diagonal, D_e that of the products n_v n_w among
    n (n - 1). Units of one code are left out. Krippendorff (2019), chapter 12.

    When not to use it: α says little of a value that nearly every unit, or hardly one, has. Look at the counts.

    Examples
    --------
    >>> by_unit = coincidences([["a", "a", "b", "b"], ["a", "a", "b", "a"]])
    >>> alphas(by_unit, [[1, 1, 1, 1], [1, 1, 1, 0]]).round(3).tolist()
    [0.533, 1.0]
    """
    n_values = by_unit.shape[1]
    together = (np.asarray(weights) @ by_unit.reshape(len(by_unit), -1)).reshape(-1, n_values, n_values)
    margins = together.sum(axis=2)
    n = margins.sum(axis=1)
    differing = n - np.trace(together, axis1=1, axis2=2)
    expected = n**2 - (margins**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * differing / expected, np.nan)
